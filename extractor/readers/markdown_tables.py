"""Tables of Markdown's dialects as pipe tables with a separator row: pipes alone, grids, columns under dashes."""

from __future__ import annotations

import re

_PIPED = re.compile(r"^\s{0,12}(?:>\s?)?\|.*\|\s*$")
_RULING = re.compile(r":?[-–—+=_]{1,300}:?")
_GRID_RULE = re.compile(r"^\s{0,8}\+(?:[-=:]{1,200}\+){1,40}\s*$")
_DASHES = re.compile(r"^\s{0,8}-{2,}(?:\s+-{2,}){1,20}\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_SEPARATES = re.compile(r"[>\s]*[|:-][-|:\s]*")
MOST_PADDED = 20_000
"""Cells that short rows of a document may lack, which the Markdown library fills in: it fills in as many as columns times rows, so that
16 kB of text made 439,000 cells in 5 s. Real tables lack a few dozen."""
MOST_LINES = 400
"""Lines of one grid or dashed table that are looked at."""


def with_tables(lines: list[str]) -> list[str]:
    """Return the lines with every table as a pipe table.

    >>> with_tables(["| a | b |", "| 1 | 2 |"])
    ['', '| a | b |', '| --- | --- |', '| 1 | 2 |', '']
    """
    out: list[str] = []
    i = 0
    while i < len(lines):
        if _GRID_RULE.match(lines[i]):
            i = _grid(lines, i, out)
        elif _PIPED.match(lines[i]) and not is_separator(lines[i]):
            i = _piped(lines, i, out)
        elif _DASHES.match(lines[i]):
            i = _dashed(lines, i, out)
        else:
            out.append(lines[i])
            i += 1
    return out


def bounded(lines: list[str], *, most: int = MOST_PADDED) -> tuple[list[str], int]:
    """Return the lines without the separators of tables that would be filled up with more than `most` cells altogether, and how many.

    What such a table says stays there as text.

    >>> bounded(["| a | b | c |", "| --- | --- | --- |", "| 1 |", "| 2 |"], most=3)
    (['| a | b | c |', '| 1 |', '| 2 |'], 1)
    """
    kept: list[str] = []
    left = 0
    i = 0
    while i < len(lines):
        if "|" in lines[i] and kept and "|" in kept[-1] and "-" in lines[i] and _SEPARATES.fullmatch(lines[i]):
            end, lacking = _lacking(lines, i, most)
            if lacking > most:
                left += 1
                kept += lines[i + 1 : end]
            else:
                most -= lacking
                kept += lines[i:end]
            i = end
        else:
            kept.append(lines[i])
            i += 1
    return kept, left


def _lacking(lines: list[str], separator: int, most: int) -> tuple[int, int]:
    """Return where the table of a separator ends at the latest, and how many cells its rows lack (counted to a row above `most`)."""
    columns = lines[separator].count("|") + 1
    lacking, end = 0, separator + 1
    while end < len(lines) and lines[end].strip():
        if lacking <= most:
            lacking += max(0, columns - lines[end].count("|") - 1)
        end += 1
    return end, lacking


def cells_of(line: str) -> list[str]:
    r"""Return the cells of a pipe row.

    >>> cells_of(r"| a \| b | c |")
    ['a \\| b', 'c']
    """
    line = line.strip().removeprefix(">").strip()
    cells = _PIPE.split(line)
    return [cell.strip() for cell in cells[line.startswith("|") : len(cells) - (len(cells) > 1 and not cells[-1].strip())]]


def is_separator(line: str, *, signs: int = 1) -> bool:
    """Tell whether a pipe row only rules the table: every cell has `signs` dashes or more, of whatever kind.

    >>> is_separator("|:---|——|"), is_separator("| – | 5% |")
    (True, False)
    """
    return "|" in line and all(_RULING.fullmatch(cell) and len(cell) >= signs for cell in cells_of(line))


def _piped(lines: list[str], start: int, out: list[str]) -> int:
    """Write the pipe rows from `start` on, with a sound separator below the first; return where they end.

    Blank lines between rows and separators of other signs or widths occur in converted files.
    """
    rows: list[str] = []
    separated = False
    i = start
    while i < len(lines):
        line = lines[i]
        if not line.strip() and _goes_on(lines, i, rows[0], separated=separated):
            i += 1
        elif is_separator(line, signs=1 if len(rows) == 1 else 3):
            separated |= len(rows) == 1
            i += 1
        elif _PIPED.match(line) or (separated and "|" in line and line.strip()):
            rows.append(line)
            i += 1
        else:
            break
    indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
    if not separated and len(rows) < 2:
        out.extend(lines[start:i])
        return i
    _write(rows, indent, out)
    return i


def _goes_on(lines: list[str], blank: int, head: str, *, separated: bool) -> bool:
    """Tell whether the table goes on after a blank line: as many cells in the next row, which has no separator of its own below it."""
    if blank + 1 >= len(lines) or not _PIPED.match(lines[blank + 1]) or len(cells_of(lines[blank + 1])) != len(cells_of(head)):
        return False
    return not (separated and blank + 2 < len(lines) and is_separator(lines[blank + 2], signs=3))


def _write(rows: list[str], indent: str, out: list[str]) -> None:
    quote = "> " if rows[0].lstrip().startswith(">") else ""
    width = max(len(cells_of(row)) for row in rows)
    out.append(indent + quote.strip())
    for r, row in enumerate(rows):
        cells = cells_of(row)
        out.append(f"{indent}{quote}| " + " | ".join(cells + [""] * (width - len(cells) if r == 0 else 0)) + " |")
        if r == 0:
            out.append(f"{indent}{quote}| " + " | ".join(["---"] * width) + " |")
    out.append(indent + quote.strip())


def _grid(lines: list[str], start: int, out: list[str]) -> int:
    """Write the grid table that begins at `start` as a pipe table; its cells may run over several lines."""
    rows: list[list[str]] = []
    current: list[str] = []
    i = start
    while (
        i < len(lines)
        and i - start < MOST_LINES
        and (_GRID_RULE.match(lines[i]) or (lines[i].strip().startswith("|") and lines[i].rstrip().endswith("|")))
    ):
        if _GRID_RULE.match(lines[i]):
            if current:
                rows.append(current)
            current = []
        else:
            cells = cells_of(lines[i])
            current = (
                [" ".join(filter(None, pair)) for pair in zip(current, cells, strict=True)]
                if len(current) == len(cells)
                else (current or cells)
            )
        i += 1
    if current:
        rows.append(current)
    if not rows or i == start + 1:
        out.append(lines[start])
        return start + 1
    _write(["| " + " | ".join(row) + " |" for row in rows], "", out)
    return i


def _dashed(lines: list[str], start: int, out: list[str]) -> int:
    """Write the table whose columns are drawn by groups of dashes as a pipe table; its names may stand in the line above."""
    ruler = lines[start]
    edges = [match.start() for match in re.finditer(r"-+", ruler)]
    body: list[str] = []
    i = start + 1
    while (
        i < len(lines)
        and i - start < MOST_LINES
        and lines[i].strip()
        and not _DASHES.match(lines[i])
        and not re.fullmatch(r"\s*-{4,}\s*", lines[i])
    ):
        body.append(lines[i])
        i += 1
    head = out.pop() if out and out[-1].strip() and len(re.split(r"\s{2,}", out[-1].strip())) == len(edges) else None
    if not body:
        out.extend([head] if head is not None else [])
        out.append("")
        return start + 1
    closing = i < len(lines) and "--" in lines[i] and bool(re.fullmatch(r"[\s-]*", lines[i]))
    rows = [_cut(line, edges) for line in ([head] if head is not None else []) + body]
    _write(["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows], "", out)
    return i + closing


def _cut(line: str, edges: list[int]) -> list[str]:
    line = line.expandtabs(4)
    return [line[edge:end].strip() for edge, end in zip([0, *edges[1:]], [*edges[1:], None], strict=True)]
