"""Rows of a store as a table for the screen, JSON or CSV; nothing of a document is obeyed by a terminal or a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from extractor.reports.safe import printable, spreadsheet_cell
from extractor.reports.terminal import printed

FORMATS = ("table", "json", "csv")
FOUND = ("»", "«")
"""Around the words that were searched for, where there is no colour."""
LONGEST_CELL = 300

Pieces = Sequence[tuple[str, bool]]
"""Words, each with whether they were searched for."""
Shown = str | int | float | bool | Pieces | None


@dataclass(frozen=True, slots=True)
class Column:
    """Name a column of the table, and say whether it may be broken over lines."""

    name: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold rows of cells for people, and the same as objects for programs."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Shown]]
    objects: Sequence[dict[str, Any]]
    header: tuple[str, ...]
    """The members of the objects that CSV shows, in order."""


def render(listing: Listing, form: str = "table", *, width: int | None = None, colour: bool = False) -> str:
    """Return the listing as a table, as JSON (a list of objects) or as CSV with a header line."""
    if form == "json":
        return terminal_safe_json(listing.objects)
    if form == "csv":
        return _csv(listing.header, ([row.get(name) for name in listing.header] for row in listing.objects))
    return _table(listing, width=width, colour=colour)


def terminal_safe_json(content: object) -> str:
    r"""Return JSON in ASCII, which holds any text and which no terminal obeys.

    >>> terminal_safe_json(["\x9b31m"])
    '[\n "\\u009b31m"\n]\n'
    """
    return json.dumps(content, indent=1) + "\n"


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: Any) -> Any:
    """Return a cell of CSV: figures as they are, words that are no formula, lists joined."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else str(value).lower() if isinstance(value, bool) else value
    return spreadsheet_cell("; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))


def _table(listing: Listing, *, width: int | None, colour: bool) -> str:
    table = Table(box=box.SIMPLE_HEAVY, pad_edge=False, show_lines=any(column.wide for column in listing.columns))
    for column in listing.columns:
        table.add_column(column.name, overflow="fold", ratio=3 if column.wide else None)
    for row in listing.rows:
        table.add_row(*(_shown(cell, colour=colour) for cell in row))
    return printed(table, width=width or shutil.get_terminal_size((100, 24)).columns, colour=colour)


def _shown(cell: Shown, *, colour: bool) -> Text:
    if cell is None or isinstance(cell, str | int | float):
        words = "" if cell is None else printable(str(cell))
        return Text(words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - 1] + "…")
    parts = []
    for words, found in cell:
        plain = printable(words) if words.strip() else words
        parts.append((plain if colour or not found else f"{FOUND[0]}{plain}{FOUND[1]}", "bold yellow" if found else ""))
    return Text.assemble(*parts)
