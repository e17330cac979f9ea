"""Word tables as full grids: spans, vertical merges, header rows; tables that only lay out a page told from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from extractor.errors import LimitExceeded
from extractor.readers.docx_names import TABLE, TEXT, VAL, W, children, first, integer, on, value_of

MOST_COLUMNS = 63
"""Word's own limit; a cell that claims to cover more is a mistake or an attack."""
LONG_CELL = 1500
"""Characters above which a cell holds running text, so that its table is layout."""
MOST_HEADERS = 3
"""Rows that name the columns: title, groups, columns."""

TOO_MANY = "The document has more table cells than the limit allows."

_THROUGH = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))


@dataclass(frozen=True, slots=True)
class Words:
    """Hold a cell's words on one line and whether all of them are bold."""

    text: str
    bold: bool = False


@dataclass(slots=True)
class Grid:
    """Hold a table's words as a full grid, which places are covered by a merged cell, and how many rows name the columns."""

    rows: list[list[str]] = field(default_factory=list)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    header_rows: int = 0


@dataclass(slots=True)
class Table:
    """Hold a table's rows and cells as they stand in the file; rows that a change deletes are left out."""

    element: etree._Element
    rows: list[etree._Element]
    cells: list[list[etree._Element]]
    tracked: bool = False

    @property
    def is_layout(self) -> bool:
        """Tell whether the table only lays out the page: one column, running text or a table of its own in a cell."""
        if not any(len(row) > 1 for row in self.cells):
            return True
        return any(_length(cell) > LONG_CELL or any(map(_is_grid, cell.iter(TABLE))) for row in self.cells for cell in row)


def table_of(element: etree._Element, *, most: int) -> Table:
    """Return the rows and cells of a table, those of nested tables left where they are; LimitExceeded above `most` cells."""
    rows, cells, gone = [], [], False
    for row in _inside(element, f"{W}tr"):
        properties = first(row, f"{W}trPr")
        if properties is not None and any(properties.find(tag) is not None for tag in _GONE):
            gone = True
            continue
        rows.append(row)
        cells.append(list(_inside(row, f"{W}tc")))
        most -= len(cells[-1])
        if most < 0:
            raise LimitExceeded(TOO_MANY)
    return Table(element, rows, cells, tracked=gone)


def grid_of(table: Table, *, most: int, words: Callable[[etree._Element], Words], bold_first_row: bool) -> Grid:
    """Return a table's grid; `words` reads a cell, `bold_first_row` says what the table's style does to the first row.

    Raises LimitExceeded where the grid has more than `most` places.
    """
    grid, places, width = Grid(), {}, 0
    homes: dict[int, tuple[int, int]] = {}
    for r, (row, cells) in enumerate(zip(table.rows, table.cells, strict=True)):
        c, below = _skipped(row), {}
        for cell in cells:
            across, merge = _spans(cell)
            if max(width, c + across) * (r + 1) > most:
                raise LimitExceeded(TOO_MANY)
            home = homes.get(c, (r, c)) if merge == "continue" else (r, c)
            if home == (r, c):
                places[home] = words(cell)
            for x in range(c, c + across):
                if (r, x) != home:
                    grid.merged[r, x] = home
                if merge is not None:
                    below[x] = home
            c += across
        homes, width = below, max(width, c)
    grid.rows = [[places[r, c].text if (r, c) in places else "" for c in range(width)] for r in range(len(table.rows))]
    grid.header_rows = _header_rows(table.rows, places, bold_first_row=bold_first_row)
    return _narrowed(grid, width)


def _narrowed(grid: Grid, width: int) -> Grid:
    """Return the grid without the columns in which no cell begins: Word makes them where edges miss by a hair."""
    height = len(grid.rows)
    kept = [c for c in range(width) if any((r, c) not in grid.merged for r in range(height))]
    if len(kept) == width:
        return grid
    place = {c: i for i, c in enumerate(kept)}
    rows = [[row[c] for c in kept] for row in grid.rows]
    merged = {(r, place[c]): (home[0], place[home[1]]) for (r, c), home in grid.merged.items() if c in place}
    return Grid(rows, merged, grid.header_rows)


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows or cells directly below, through content controls, not through nested tables."""
    stack = list(children(element))[::-1]
    while stack:
        child = stack.pop()
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH:
            stack.extend(list(children(child))[::-1])


def _is_grid(element: etree._Element) -> bool:
    """Tell whether a nested table has rows and columns that must not be run together."""
    return sum(sum(1 for _ in row.iterchildren(f"{W}tc")) > 1 for row in element.iterchildren(f"{W}tr")) > 1


def _length(cell: etree._Element) -> int:
    return sum(len(text.text or "") for text in cell.iter(TEXT))


def _skipped(row: etree._Element) -> int:
    return min(max(integer(value_of(first(row, f"{W}trPr"), "gridBefore")) or 0, 0), MOST_COLUMNS)


def _spans(cell: etree._Element) -> tuple[int, str | None]:
    """Return how many columns a cell covers, and "restart" or "continue" where it is merged downwards."""
    properties = first(cell, f"{W}tcPr")
    if properties is None:
        return 1, None
    across = integer(value_of(properties, "gridSpan")) or 1
    merge = first(properties, f"{W}vMerge")
    return min(max(across, 1), MOST_COLUMNS), (merge.get(VAL) or "continue") if merge is not None else None


def _header_rows(rows: Sequence[etree._Element], places: dict[tuple[int, int], Words], *, bold_first_row: bool) -> int:
    """Return how many rows name the columns: those that Word repeats on each page, else those that look like it.

    A table whose rows are all marked as repeated, or all bold, has no header that could be told.
    """
    marked = 0
    for row in rows:
        mark = row.find(f"{W}trPr/{W}tblHeader")
        if mark is None or not on(mark.get(VAL)):
            break
        marked += 1
    if 0 < marked <= MOST_HEADERS and marked < len(rows):
        return marked
    by_row: dict[int, list[Words]] = {}
    for (r, _), words in places.items():
        if words.text:
            by_row.setdefault(r, []).append(words)
    bold = 0
    for r in range(len(rows)):
        cells = by_row.get(r, [])
        if not cells or not all(words.bold or (r == 0 and bold_first_row) for words in cells):
            break
        bold += 1
    if bold == 0 or bold > MOST_HEADERS or bold >= len(rows) or len(by_row.get(bold - 1, [])) < 2:
        return 0
    return bold
