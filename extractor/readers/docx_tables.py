"""Word tables as full grids: spans, vertical merges, header rows; tables that only lay out a page told from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractor.limits import Limits
from extractor.readers.docx_package import W, children
from extractor.readers.docx_styles import on

MOST_COLUMNS = 63
"""Word's own limit."""
LONG_CELL = 1500
"""Characters above which a cell holds running text, so that its table is layout."""


@dataclass(slots=True)
class Grid:
    """Hold a table's words as a full grid, its merged places, and whether it is only layout (then `elements` are its cells)."""

    rows: list[list[str]] = field(default_factory=list)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    header_rows: int = 0
    layout: bool = False
    elements: list[etree._Element] = field(default_factory=list)
    cells: int = 0
    truncated: bool = False


def grid_of(table: etree._Element, *, limits: Limits, words: Callable[[etree._Element], tuple[str, bool]], left: int) -> Grid:
    """Return a table's grid; `words` reads a cell, `left` is how many more cells the document may have."""
    rows = list(_inside(table, f"{W}tr"))
    grid = Grid()
    cells_of = [list(_inside(row, f"{W}tc")) for row in rows]
    if _is_layout(cells_of):
        grid.layout = True
        grid.elements = [cell for row in cells_of for cell in row]
        return grid
    places: dict[tuple[int, int], tuple[str, bool]] = {}
    homes: dict[int, tuple[int, int]] = {}
    width = 0
    for r, (row, cells) in enumerate(zip(rows, cells_of, strict=True)):
        c = _skipped(row)
        for cell in cells:
            grid.cells += 1
            if grid.cells > left or c >= MOST_COLUMNS:
                grid.truncated = True
                break
            across, merge = _spans(cell)
            across = min(across, MOST_COLUMNS - c)
            home = homes.get(c) if merge == "continue" else None
            if home is None:
                home = (r, c)
                places[home] = words(cell)
            for x in range(c, c + across):
                if (r, x) != home:
                    grid.merged[r, x] = home
                homes[x] = home
            c += across
        width = max(width, c)
        if grid.truncated:
            rows = rows[: r + 1]
            break
    grid.rows = [[places.get((r, c), ("", False))[0] for c in range(width)] for r in range(len(rows))]
    grid.header_rows = _header_rows(rows, places, grid)
    return grid


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows or cells directly below, through content controls and accepted changes, not through nested tables."""
    stack = list(children(element))[::-1]
    while stack:
        child = stack.pop()
        if child.tag == tag:
            if tag != f"{W}tr" or child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
            stack.extend(list(children(child))[::-1])


def _is_layout(cells_of: list[list[etree._Element]]) -> bool:
    if not any(len(row) > 1 for row in cells_of):
        return True
    return any(sum(len(t.text or "") for t in cell.iter(f"{W}t")) > LONG_CELL for row in cells_of for cell in row)


def _skipped(row: etree._Element) -> int:
    before = row.find(f"{W}trPr/{W}gridBefore")
    value = before.get(f"{W}val") if before is not None else None
    return min(int(value), MOST_COLUMNS) if value and value.isdigit() and len(value) < 9 else 0


def _spans(cell: etree._Element) -> tuple[int, str | None]:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(f"{W}val") if span is not None else None
    across = min(int(value), MOST_COLUMNS) if value and value.isdigit() and len(value) < 12 else 1
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return max(1, across), (merge.get(f"{W}val") or "continue") if merge is not None else None


def _header_rows(rows: list[etree._Element], places: dict[tuple[int, int], tuple[str, bool]], grid: Grid) -> int:
    count = 0
    for row in rows:
        mark = row.find(f"{W}trPr/{W}tblHeader")
        if mark is None or not on(mark.get(f"{W}val")):
            break
        count += 1
    if count == 0 and len(rows) > 1:
        first = [value for (r, _), value in places.items() if r == 0 and value[0]]
        second = [value for (r, _), value in places.items() if r == 1 and value[0]]
        if len(first) > 1 and all(bold for _, bold in first) and not all(bold for _, bold in second):
            count = 1
    return min(count, max(0, len(grid.rows) - 1))
