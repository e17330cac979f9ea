"""Support tables that a document holds as text: Markdown's bars and dashes, run together in one paragraph."""

from __future__ import annotations

import re

from extractor.document import Clause, Span
from extractor.terms.support_table import Line, Target, read

_RULE = re.compile(r"\|\s*(?::?[-–—]{1,40}:?\s*\|\s*){2,12}")
_CELL = re.compile(r"[^|]+")


def targets(clause: Clause, context: str, *, labelled: bool) -> list[Target]:
    """Return the targets of a table written with bars ("| Level | Response | |---|---| | P1 | 1 hour |"), none elsewhere."""
    rule = _RULE.search(clause.text)
    if rule is None:
        return []
    width = len(re.findall(r"[-–—]+", rule[0]))
    heads = [cell[0].strip() for cell in _CELL.finditer(clause.text, 0, rule.start()) if cell[0].strip()][-width:]
    cells = [cell for cell in _CELL.finditer(clause.text, rule.end()) if cell[0].strip()]
    if len(heads) != width or not cells or len(cells) % width:
        return []
    lines = []
    for first in range(0, len(cells), width):
        row = cells[first : first + width]
        lines.append(Line(clause, Span(row[0].start(), row[-1].end()), [cell[0].strip() for cell in row]))
    return read(heads, lines, context, labelled=labelled)
