"""What all reports of a comparison share: signs of best, worst and unusual, rows that nobody states, a ranking in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.comparison.table import Cell, Comparison, Part, Row, Standing
from extractor.comparison.units import plain

SIGNS = {"best": "▲ ", "worst": "▼ "}
UNUSUAL = "◆ "
LEGEND = (
    "▲ best, ▼ worst for the customer, ◆ far from the others. No sign where values are alike, or where business and calendar time "
    "cannot be told apart. Credits are shares of the fee for the measured period, after caps, for one uninterrupted outage; "
    "uptime counts a month of 30 days."
)
LONGEST_REASON = 36
TOLD = 2
"""Terms named for and against an agreement; all are in the files."""


_IDENTIFIER = re.compile(r"c\d+")


def place_name(clause: str) -> str:
    """Return the name of a clause for people; one that has neither number nor title above it is called so.

    >>> place_name("4.2."), place_name("c12")
    ('4.2', 'unnumbered')
    """
    return "unnumbered" if _IDENTIFIER.fullmatch(clause) else clause.rstrip(".")


def signs(cell: Cell) -> str:
    """Return the signs before a cell's words.

    >>> signs(Cell("1", value=1.0, mark="worst", unusual=True))
    '▼ ◆ '
    """
    if cell.state != "stated":
        return ""
    return (SIGNS[cell.mark] if cell.mark else "") + (UNUSUAL if cell.unusual else "")


def said(comparison: Comparison, section: str) -> Sequence[Row]:
    """Return the rows of a section on which any agreement says something, or may."""
    return [row for row in comparison.rows if row.section == section and not _silent(row)]


def unsaid(comparison: Comparison) -> str:
    """Return the names of the rows on which every agreement is silent: that is an answer too, but not worth a line each."""
    return ", ".join(row.label[:1].lower() + row.label[1:] for row in comparison.rows if _silent(row))


def _silent(row: Row) -> bool:
    return bool(row.cells) and all(cell.state == "not_stated" for cell in row.cells)


def points(standing: Standing) -> str:
    """Return the score of an agreement: "62.5", or "62.5 to 80" where something could not be read.

    >>> points(Standing(0, 62.5, 80.0, ()))
    '62.5 to 80'
    """
    return plain(standing.score) + (f" to {plain(standing.most)}" if standing.most > standing.score else "")


def reasons(comparison: Comparison, standing: Standing) -> str:
    """Return the terms that brought an agreement most, and those that cost it most."""
    labels = {row.key: row.label for row in comparison.rows}
    gained = sorted(standing.parts, key=lambda part: -part.weight * part.points)[:TOLD]
    lost = sorted(standing.parts, key=lambda part: -part.weight * (1 - part.points))[:TOLD]

    def named(parts: Sequence[Part]) -> str:
        return ", ".join(f"{labels[p.row][:1].lower()}{labels[p.row][1:]} ({_value(p)})" for p in parts)

    plus, minus = [p for p in gained if p.points > 0], [p for p in lost if p.points < 1 and not (p in gained and p.points > 0)]
    return "; ".join(filter(None, (f"for: {named(plus)}" if plus else "", f"against: {named(minus)}" if minus else "")))


def _value(part: Part) -> str:
    value = part.words.rpartition(": ")[0] or part.words
    return value if len(value) <= LONGEST_REASON else value[:LONGEST_REASON].rsplit(" ", 1)[0].rstrip(",;") + " …"
