"""HTML tables: data tables as full grids with merged cells, layout tables told from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from extractor.limits import Limits
from extractor.readers.clean import squeeze

MOST_SPAN = 100
"""A cell that claims to span more rows or columns is a mistake or an attack."""
LONG_CELL = 1500
"""Characters above which a cell holds running text, so that its table is layout."""


@dataclass(slots=True)
class Grid:
    """Hold a table as rows of words, which places are covered by a merged cell, and how many rows name the columns."""

    rows: list[list[str]] = field(default_factory=list)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    header_rows: int = 0


def data_table(table: etree._Element, limits: Limits) -> Grid | None:
    """Return a table's grid, None when the table only lays out the page (one column, nested tables, blocks of text)."""
    if table.find(".//table") is not None or table.get("role") == "presentation":
        return None
    rows = [row for row in table.iter("tr")]
    if not rows:
        return None
    grid = Grid()
    taken: dict[tuple[int, int], tuple[int, int]] = {}
    texts: dict[tuple[int, int], str] = {}
    width = cells = 0
    for r, row in enumerate(rows):
        c = 0
        for cell in row.iterchildren("td", "th"):
            while (r, c) in taken:
                c += 1
            cells += 1
            if cells > limits.cells:
                break
            across, down = _span(cell.get("colspan")), min(_span(cell.get("rowspan")), len(rows) - r)
            for y in range(r, r + down):
                for x in range(c, c + across):
                    taken[y, x] = (r, c)
            texts[r, c] = cell_text(cell)
            c += across
            width = max(width, c)
    if width < 2 or any(len(text) > LONG_CELL for text in texts.values()):
        return None
    for r in range(len(rows)):
        grid.rows.append([texts.get((r, c), "") for c in range(width)])
        for c in range(width):
            home = taken.get((r, c))
            if home is not None and home != (r, c):
                grid.merged[r, c] = home
    grid.header_rows = _header_rows(rows)
    return grid


def _header_rows(rows: list[etree._Element]) -> int:
    count = 0
    for row in rows:
        cells = list(row.iterchildren("td", "th"))
        in_head = row.getparent() is not None and row.getparent().tag == "thead"
        if not (in_head or (cells and len(cells) > 1 and all(cell.tag == "th" for cell in cells))):
            break
        count += 1
    return min(count, max(0, len(rows) - 1))


def _span(text: str | None) -> int:
    return min(int(text), MOST_SPAN) if text and re.fullmatch(r"\d{1,9}", text) and int(text) > 0 else 1


def cell_text(cell: etree._Element) -> str:
    """Return a cell's words on one line; blocks and line breaks inside it become spaces."""
    parts: list[str] = []
    for element in cell.iter():
        if element is not cell and isinstance(element.tag, str) and element.tag in ("br", "p", "div", "li", "ul", "ol"):
            parts.append(" ")
        if isinstance(element.tag, str) and element.tag not in ("script", "style") and element.text:
            parts.append(element.text)
        if element is not cell and element.tail:
            parts.append((" " if element.tag in ("p", "div", "li") else "") + element.tail)
    return squeeze("".join(parts))
