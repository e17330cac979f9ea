"""Comparisons and summaries for a terminal, with rich; as many agreements side by side as the width allows."""

from __future__ import annotations

import io
import shutil

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.comparison.summary import Summary
from extractor.comparison.table import Cell, Comparison, Quote
from extractor.reports.safe import printable

LABEL_WIDTH = 22
CELL_WIDTH = 24
"""The narrowest column in which "99.95% [multi-zone deployments]" stays readable."""
LONGEST_CELL = 160
MARKS = {"best": ("▲ ", "bold green"), "worst": ("▼ ", "red")}
STATES = {"not_stated": "dim", "none": "dim", "not_found": "yellow", "blank": "yellow", "not_read": "magenta"}


def render(comparison: Comparison, *, width: int | None = None, colour: bool = False) -> str:
    """Return the comparison as tables for a terminal of `width` columns (that of this terminal when None)."""
    width = width or shutil.get_terminal_size((100, 24)).columns
    fits = max(1, (width - LABEL_WIDTH - 4) // (CELL_WIDTH + 3))
    count = len(comparison.columns)
    parts: list[RenderableType] = []
    for start in range(0, count, fits):
        parts.append(_table(comparison, start, min(start + fits, count)))
    parts.append(Text("▲ best, ▼ worst of the row for the customer", style="dim"))
    return printed(Group(*parts), width=width, colour=colour)


def _table(comparison: Comparison, start: int, end: int) -> Table:
    table = Table(box=box.SIMPLE_HEAVY, show_lines=False, pad_edge=False, expand=False)
    table.add_column("", width=LABEL_WIDTH, style="bold")
    for column in comparison.columns[start:end]:
        table.add_column(Text(printable(column.name)), min_width=CELL_WIDTH, overflow="fold")
    for section in comparison.sections:
        table.add_row(Text(section.upper(), style="bold cyan"), *[""] * (end - start))
        for row in comparison.rows:
            if row.section == section:
                table.add_row(Text(row.label), *(_cell(cell) for cell in row.cells[start:end]))
    return table


def _cell(cell: Cell) -> Text:
    if cell.state != "stated":
        return Text(printable(cell.shown), style=STATES[cell.state])
    words = printable(cell.shown)
    words = words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - 1] + "…"
    sign, style = MARKS[cell.mark] if cell.mark else ("", "")
    return Text(sign + words, style=style)


def summary(summed: Summary, *, width: int | None = None, colour: bool = False, quotes: bool = False) -> str:
    """Return one agreement for a person; `quotes` adds the words of the document below each line."""
    width = width or shutil.get_terminal_size((100, 24)).columns
    parts: list[RenderableType] = [Text(printable(summed.title), style="bold"), Text(printable(summed.file), style="dim")]
    parts += [Text.assemble((f"{name}: ", "bold"), printable(value)) for name, value in summed.facts]
    for section in summed.sections:
        if section.title == "Left blank" and not section.lines:
            continue
        grid = Table(box=None, show_header=False, pad_edge=False, expand=True)
        grid.add_column(ratio=3, overflow="fold")
        grid.add_column(ratio=1, style="dim", justify="right", overflow="fold")
        for line in section.lines:
            grid.add_row(Text("• " + printable(line.text)), Text(_places(line.quotes)))
            if quotes:
                for quote in line.quotes:
                    grid.add_row(Text(f"  “{printable(quote.text)}”", style="italic dim"), "")
        if not section.lines:
            grid.add_row(Text(printable(section.absent), style="dim"), "")
        parts += [Text(""), Text(section.title, style="bold cyan"), grid]
    if summed.notes:
        parts += [Text(""), Text("Notes on reading", style="bold yellow"), *(Text("• " + printable(note)) for note in summed.notes)]
    return printed(Group(*parts), width=width, colour=colour)


def _places(quotes: tuple[Quote, ...]) -> str:
    """Return where the words stand: "4.2, p. 3"; a place is named once."""
    places = []
    for quote in quotes:
        name = printable(quote.clause)
        name = name if len(name) <= 28 else name[:27] + "…"
        places.append(name + (f", p. {quote.page}" if quote.page else ""))
    distinct = list(dict.fromkeys(places))
    return "; ".join(distinct[:3]) + (" …" if len(distinct) > 3 else "")


def printed(content: RenderableType, *, width: int, colour: bool) -> str:
    """Return what rich would print, as text; colours as terminal sequences only when asked for."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False, markup=False, emoji=False)
    console.print(content)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
