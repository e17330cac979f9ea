"""Tables: how many rows at the top name the columns, and what they name them."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Table

LONGEST_NAME = 80
"""Characters; what names a column is short."""


def column_names(table: Table, text: str) -> tuple[int, tuple[str, ...]]:
    """Return how many rows name the columns, and the name of each column (the lowest header row that says something).

    A first row that one merged cell fills is the table's title; the names are looked for below it.

    >>> from extractor.document import Draft
    >>> draft = Draft(); draft.add_table([["Uptime", "Credit"], ["below 99.9%", "10%"]], header_rows=0); document = draft.finish()
    >>> column_names(document.tables[0], document.text)
    (1, ('Uptime', 'Credit'))
    """
    grid = table.texts(text)
    titles = _title_rows(table, grid)
    rows = table.header_rows
    if rows <= titles:
        inferred = inferred_header_rows(grid[titles:])
        rows = titles + inferred if inferred or titles == 0 else rows
    if not rows:
        return 0, ()
    named = [next((grid[r][c].strip() for r in range(rows - 1, titles - 1, -1) if grid[r][c].strip()), "") for c in range(len(grid[0]))]
    return rows, tuple(named) if any(named) else ()


def inferred_header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return 1 when the first row plainly names the columns: short cells, no figures where the rows below have them.

    >>> inferred_header_rows([["Uptime", "Credit"], ["below 99.9%", "10%"]]), inferred_header_rows([["below 99.9%", "10%"], ["below 99%", "25%"]])
    (1, 0)
    """
    if (
        len(rows) < 2
        or len(rows[0]) < 2
        or not all(cell.strip() for cell in rows[0][1:])
        or any(len(cell) > LONGEST_NAME for cell in rows[0])
    ):
        return 0
    figures = [sum(any(ch.isdigit() for ch in cell) for cell in row) for row in rows]
    if figures[0] == 0 and max(figures[1:]) > 0:
        return 1
    if figures[0] == 0:  # words everywhere: names are shorter than what stands below them, and end no sentence
        longest = [max(len(cell) for cell in row) for row in rows]
        return 1 if max(longest[1:]) > 2 * longest[0] and not any(cell.rstrip().endswith((".", ";")) for cell in rows[0]) else 0
    return 1 if figures[0] < min(figures[1:]) and figures[0] <= 1 else 0


def _title_rows(table: Table, grid: Sequence[Sequence[str]]) -> int:
    """Return 1 when the first row is the table's title: one cell, merged or alone, above rows of several."""
    if len(grid) < 3 or len(grid[0]) < 2:
        return 0
    merged = all(cell is table.rows[0][0] for cell in table.rows[0])
    alone = bool(grid[0][0].strip()) and not any(cell.strip() for cell in grid[0][1:])
    return 1 if (merged or alone) and sum(bool(cell.strip()) for cell in grid[1]) > 1 else 0
