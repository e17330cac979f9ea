"""HTML tables: data tables as full grids with merged cells, layout tables told from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractor.limits import Limits
from extractor.readers.clean import raised, squeeze
from extractor.readers.html_furniture import hidden

MOST_SPAN = 100
"""A cell that claims to span more rows or columns is a mistake or an attack."""
MOST_NESTED = 3
"""Rows in rows, or cells in cells, that careless pages have."""
LONG_CELL = 1500
"""Characters above which a cell holds running text, so that its table is layout."""
_SPACED = frozenset(["br", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section"])
_UNREAD = frozenset(["script", "style", "noscript", "template", "svg", "select"])
_CELL_ROLES = frozenset(("cell", "gridcell", "columnheader", "rowheader"))
_MARK = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[•·▪◦●○■‣–-]", re.IGNORECASE)


@dataclass(slots=True)
class Grid:
    """Hold a table as rows of words, which places are covered by a merged cell, and how many rows name the columns."""

    rows: list[list[str]] = field(default_factory=list)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    header_rows: int = 0
    caption: str = ""


def is_table(element: etree._Element, tag: str) -> bool:
    """Tell whether an element is a table by its tag or its role."""
    return tag == "table" or element.get("role") in ("table", "grid")


def data_table(table: etree._Element, limits: Limits) -> Grid | None:
    """Return a table's grid, None when the table only lays out the page.

    Layout has one column or one row, holds other tables, running text or words outside of cells, or sets list marks beside their items.
    """
    if table.get("role") in ("presentation", "none") or _nests(table):
        return None
    rows = [row for row in _rows(table) if any(True for _ in _cells(row))]
    rows = [row for row in rows if cell_text(row) or any(_span(cell.get("rowspan")) > 1 for cell in _cells(row))]
    if not rows or _has_stray_words(table):
        return None
    grid = _placed(rows, limits)
    if grid is None or _is_layout(grid, rows):
        return None
    grid.header_rows = _header_rows(rows)
    caption = table.find("caption")
    grid.caption = cell_text(caption) if caption is not None else ""
    return grid


def _nests(table: etree._Element) -> bool:
    """Tell whether a table holds another one, or rows in rows and cells in cells, whose words would be read again at every depth.

    The walk ends at the first that is found, so that a thousand tables inside of each other are walked once altogether.
    """
    open_rows = open_cells = 0
    for event, element in etree.iterwalk(table, events=("start", "end")):
        tag, role = element.tag, element.get("role")
        if element is table or not isinstance(tag, str):
            continue
        row, cell = tag == "tr" or role == "row", tag in ("td", "th") or role in _CELL_ROLES
        step = 1 if event == "start" else -1
        open_rows += row * step
        open_cells += cell * step
        if event == "start" and (is_table(element, tag) or max(open_rows, open_cells) > MOST_NESTED):
            return True
    return False


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table.iter():
        if isinstance(element.tag, str) and (element.tag == "tr" or element.get("role") == "row") and not hidden(element):
            yield element


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for cell in row.iterchildren():
        if isinstance(cell.tag, str) and (cell.tag in ("td", "th") or cell.get("role") in _CELL_ROLES) and not hidden(cell):
            yield cell


def _placed(rows: list[etree._Element], limits: Limits) -> Grid | None:
    """Return the cells in their places, None where there are more than the limit or fewer than two columns."""
    grid = Grid()
    taken: dict[tuple[int, int], tuple[int, int]] = {}
    texts: dict[tuple[int, int], str] = {}
    width = 0
    for r, row in enumerate(rows):
        c = 0
        for cell in _cells(row):
            while (r, c) in taken:
                c += 1
            across, down = _span(cell.get("colspan")), min(_span(cell.get("rowspan")), len(rows) - r)
            for y in range(r, r + down):
                for x in range(c, c + across):
                    taken.setdefault((y, x), (r, c))
            texts[r, c] = cell_text(cell)
            c += across
            width = max(width, c)
            if len(taken) > limits.cells:
                return None
    used = [c for c in range(width) if any(texts.get((r, c)) for r in range(len(rows)))] if width * len(rows) <= limits.cells else []
    if len(used) < 2:
        return None
    column = {c: i for i, c in enumerate(used)}
    for r in range(len(rows)):
        grid.rows.append([texts.get((r, c), "") for c in used])
        for c in used:
            home = taken.get((r, c))
            if home is not None and home != (r, c) and home[1] in column:
                grid.merged[r, column[c]] = (home[0], column[home[1]])
    return grid


def _is_layout(grid: Grid, rows: list[etree._Element]) -> bool:
    if any(len(text) > LONG_CELL for row in grid.rows for text in row):
        return True
    if len(grid.rows) == 1:
        return not any(cell.tag == "th" for cell in _cells(rows[0]))
    filled = [[text for text in row if text] for row in grid.rows]
    return all(len(row) == 2 and _MARK.fullmatch(row[0]) for row in filled)


def _has_stray_words(table: etree._Element) -> bool:
    """Tell whether words stand between the cells, where the grid would lose them."""
    for element in table.iter():
        if not isinstance(element.tag, str):
            continue
        in_frame = element.tag in ("table", "tbody", "thead", "tfoot", "tr", "colgroup")
        if in_frame and element.text and element.text.strip():
            return True
        parent = element.getparent()
        if (
            element is not table
            and parent is not None
            and parent.tag in ("table", "tbody", "thead", "tfoot", "tr")
            and element.tail
            and element.tail.strip()
        ):
            return True
    return False


def _header_rows(rows: list[etree._Element]) -> int:
    """Return how many rows name the columns: those of the head, of header cells, or one of bold cells above plain ones."""
    count = 0
    for row in rows:
        cells = list(_cells(row))
        parent = row.getparent()
        in_head = parent is not None and parent.tag == "thead"
        headers = len(cells) > 1 and all(cell.tag == "th" or cell.get("role") == "columnheader" for cell in cells)
        if not (in_head or headers) or not cell_text(row):
            break
        count += 1
    if count == 0 and len(rows) > 1 and _is_bold(rows[0]) and not _is_bold(rows[1]):
        count = 1
    return min(count, max(0, len(rows) - 1))


def _is_bold(row: etree._Element) -> bool:
    """Tell whether every cell that has words has them in bold."""
    cells = [cell for cell in _cells(row) if cell_text(cell)]
    return len(cells) > 1 and all(
        cell_text(cell) == " ".join(filter(None, (cell_text(b) for b in cell.iter("b", "strong")))) for cell in cells
    )


def _span(text: str | None) -> int:
    return min(int(text), MOST_SPAN) if text and re.fullmatch(r"[0-9]{1,9}", text) and int(text) > 0 else 1


def cell_text(cell: etree._Element) -> str:
    """Return a cell's words on one line; blocks and line breaks inside it become spaces."""
    parts: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if not isinstance(element.tag, str) or element.tag in _UNREAD or (element is not cell and hidden(element)):
                walk.skip_subtree()
                continue
            parts.append(" " if element.tag in _SPACED or element.tag in ("td", "th") else "")
            parts.append(raised(element.text or "") if element.tag == "sup" else element.text or "")
        elif element is not cell:
            parts.append(" " if element.tag in _SPACED or element.tag in ("td", "th") else "")
            parts.append(element.tail or "")
    return squeeze("".join(parts))
