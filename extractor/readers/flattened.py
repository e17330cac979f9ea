"""A paragraph in which a converter ran a plain-text table or list together on one line → its rows and items again.

Markdown and text pasted into Word or printed to PDF often lose their line breaks: "| Uptime | Credit | |---|---| | 99% | 5% |".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractor.document import Box, Draft, Look, Span

LEAST_PIPES = 5
"""Two rows of two cells have six, one fewer where the last is missing; a sentence has none, a line of menu entries has gaps of its own."""
MOST_PIPES = 3_000
"""A longer table than any; keeps hostile paragraphs cheap."""
MOST_COLUMNS = 12
LEAST_ITEMS = 2
_RULING = re.compile(r"\s{0,3}:?[-–—+=_]{1,60}:?\s{0,3}")
_BULLETS = "•▪●◦‣⁃"
_OPENING = re.compile(rf"[{_BULLETS}*]\s")
_MARK = re.compile(rf"(?P<before>^|[.:;!?)\"”]\s|\s)(?P<mark>[{_BULLETS}*–-])\s(?=[A-Z“\"(\d])")


class Part(NamedTuple):
    """Hold one passage of a flattened paragraph: a paragraph, an item, or a table (then `rows` has the span of each cell)."""

    kind: str
    span: Span
    rows: tuple[tuple[Span, ...], ...] = ()
    header_rows: int = 0


Places = Callable[[Span], tuple[tuple[int, int] | None, list[Box]]]
"""Tells the first and last page of a passage of a paragraph, and its boxes."""


def parts_of(text: str) -> list[Part]:
    """Return the passages of a flattened paragraph; empty for every other text.

    >>> [part.span.of("We exclude: - Strikes. - Floods.") for part in parts_of("We exclude: - Strikes. - Floods.")]
    ['We exclude:', 'Strikes.', 'Floods.']
    >>> text = "| Uptime | Credit | |---|---| | below 99% | 5% |"
    >>> [[cell.of(text) for cell in row] for part in parts_of(text) for row in part.rows]
    [['Uptime', 'Credit'], ['below 99%', '5%']]
    >>> parts_of("The fee is 10 * 5% - 2 at most.")
    []
    """
    if LEAST_PIPES <= text.count("|") <= MOST_PIPES:
        return _with_table(text)
    return _with_items(text)


def piped_rows(lines: Sequence[str]) -> list[list[str]]:
    """Return the cells of lines that all are rows of one pipe table, empty for other lines; rows of dashes are left out.

    >>> piped_rows(["Uptime | Credit |", "below 99% | 5% |"]), piped_rows(["Home | About", "We promise."])
    ([['Uptime', 'Credit'], ['below 99%', '5%']], [])
    """
    if len(lines) < 2 or not all("|" in line for line in lines):
        return []
    rows = [[cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")] for line in lines]
    rows = [row for row in rows if not all(_RULING.fullmatch(cell) for cell in row)]
    return rows if len(rows) >= 2 and len({len(row) for row in rows}) == 1 and 2 <= len(rows[0]) <= MOST_COLUMNS else []


def add_parts(
    draft: Draft, text: str, parts: Sequence[Part], *, look: Look | None, bold: Sequence[tuple[int, int]], places: Places
) -> None:
    """Append the passages of a flattened paragraph to a draft."""
    for part in parts:
        pages, boxes = places(part.span)
        if part.kind == "table":
            cells = {(r, c): places(cell)[1] for r, row in enumerate(part.rows) for c, cell in enumerate(row) if cell.end > cell.start}
            first = [(places(Span(row[0].start, row[-1].end))[0] or (0, 0))[0] for row in part.rows] if pages else None
            draft.add_table([[cell.of(text) for cell in row] for row in part.rows], header_rows=part.header_rows, pages=first, boxes=cells)
            continue
        start, end = part.span
        inside = [(max(a, start) - start, min(b, end) - start) for a, b in bold if a < end and b > start]
        if part.kind == "item":
            draft.add(part.span.of(text), kind="item", number="•", pages=pages, boxes=boxes, look=look, bold=inside)
        else:
            draft.add(part.span.of(text), pages=pages, boxes=boxes, look=look, bold=inside)


def _with_table(text: str) -> list[Part]:
    """Return a pipe table with what stands before and behind it.

    The width is told by the row of dashes, else it is the least with which a gap stands between all rows.
    """
    pipes = [match.start() for match in re.finditer(r"(?<!\\)\|", text)]
    pieces = [Span(a + 1, b) for a, b in zip(pipes, [*pipes[1:], len(text)], strict=True)]
    blank = [not piece.of(text).strip() for piece in pieces]
    ruling = [_RULING.fullmatch(piece.of(text)) is not None for piece in pieces]
    widths = range(2, MOST_COLUMNS + 1)
    if any(ruling):
        first = ruling.index(True)
        widths = range(_run(ruling, first), _run(ruling, first) + 1)
    for width in widths:
        rows = _rows(pieces, blank, width)
        if len(rows) >= 2:
            break
    else:
        return []
    ruled = [all(ruling[i] for i in row) for row in rows]
    grid = tuple(tuple(_stripped(text, pieces[i]) for i in row) for row, rule in zip(rows, ruled, strict=True) if not rule)
    end = pieces[rows[-1][-1]].end + 1
    before, after = _stripped(text, Span(0, pipes[0])), _stripped(text, Span(min(end, len(text)), len(text)))
    table = Part("table", Span(pipes[0], min(end, len(text))), grid, int(ruled[1]))
    parts = [Part("paragraph", before), table, Part("paragraph", after)]
    return [part for part in parts if part.span.end > part.span.start] if len(grid) >= 2 else []


def _run(flags: Sequence[bool], start: int) -> int:
    """Return how many flags from `start` on are set."""
    return next((i for i in range(start, len(flags)) if not flags[i]), len(flags)) - start


def _rows(pieces: Sequence[Span], blank: Sequence[bool], width: int) -> list[range]:
    """Return the places of the cells of each row: `width` cells, then a gap; what follows the last row is text."""
    rows: list[range] = []
    at = 0
    while at + width <= len(pieces):
        gap = at + width
        ended = gap >= len(pieces) or blank[gap]
        if not ended and gap + width < len(pieces):
            return []
        rows.append(range(at, gap))
        at = gap + 1
        if not ended:
            break
    return rows if len(pieces) - at <= 0 else []


def _with_items(text: str) -> list[Part]:
    """Return the items of a list that was run together, with the words that lead it in."""
    marks = list(_MARK.finditer(text))
    opened = _OPENING.match(text) is not None
    first = marks[0] if marks else None
    if first is None or not (opened or text[: first.start("mark")].rstrip().endswith(":")):
        return []
    sign = first["mark"]
    chosen = [m for m in marks if m["mark"] == sign and (opened or sign in _BULLETS or m["before"].strip())]
    if len(chosen) < LEAST_ITEMS:
        return []
    starts = [m.start("mark") for m in chosen]
    spans = [_stripped(text, Span(a + 1, b)) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    lead = _stripped(text, Span(0, starts[0]))
    parts = [Part("paragraph", lead)] if lead.end > lead.start else []
    return [*parts, *(Part("item", span) for span in spans if span.end > span.start)]


def _stripped(text: str, span: Span) -> Span:
    """Return a span without the white space at its ends."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, start + len(words.strip())))
