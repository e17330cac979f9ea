"""Small charts as inline SVG, from names and numbers; lines differ in their dashes and carry their names, for readers without colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape
from math import log10
from typing import NamedTuple

from extractor.comparison.units import plain
from extractor.reports.safe import printable

BAR, GAP, LABEL, WIDTH = 20, 8, 220, 760
LONGEST_NAME = 32
FRAME = (50, 16, 520, 260)
"""Left, top, width and height of the field in which curves are drawn; their names stand to the right of it."""
TICKS = (99.99, 99.9, 99.5, 99.0, 98.0, 95.0, 90.0)
COLOURS = ("#3867b7", "#c2571a", "#2e7d5b", "#a4262c", "#6b4fa0", "#7a6a00")
DASHES = ("", "7 3", "2 3", "10 3 2 3")


class Curve(NamedTuple):
    """Name a curve and its points (uptime, percent of the fee), from the highest uptime."""

    name: str
    points: Sequence[tuple[float, float]]


def bars(values: Sequence[tuple[str, float]], worded: Callable[[Decimal], str] | None = None) -> str:
    """Return a horizontal bar chart, smallest value first, each bar with its number (or words) written beside it.

    >>> bars([("Acme", 43.2), ("Bolt", 21.6)]).count("<rect")
    2
    """
    ordered = sorted(values, key=lambda pair: pair[1])
    most = max((value for _, value in ordered), default=0) or 1
    height = len(ordered) * (BAR + GAP) + GAP
    parts = []
    for i, (name, value) in enumerate(ordered):
        y = GAP + i * (BAR + GAP)
        length = max(1.0, (WIDTH - LABEL - 90) * value / most)
        said = worded(Decimal(str(value))) if worded else f"{value:,.6g}"
        parts.append(
            f'<text x="{LABEL - 8}" y="{y + 15}" text-anchor="end">{_name(name)}</text>'
            f'<rect class="bar" x="{LABEL}" y="{y}" width="{length:.1f}" height="{BAR}"/>'
            f'<text x="{LABEL + length + 6:.1f}" y="{y + 15}">{said}</text>'
        )
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
        f'<line class="axis" x1="{LABEL}" y1="0" x2="{LABEL}" y2="{height}"/>{"".join(parts)}</svg>'
    )


def curves(lines: Sequence[Curve]) -> str:
    """Return steps of credits over uptime, which falls to the right on a scale of nines; each line ends at its number in the list beside.

    >>> curves([Curve("Acme", [(100.0, 0.0), (99.9, 0.0), (99.899, 10.0), (90.0, 10.0)])]).count("<polyline")
    1
    """
    left, top, wide, high = FRAME
    named = len(lines) > 1
    most = max((share for line in lines for _, share in line.points), default=0) or 1
    height = max(top + high + 40, top + len(lines) * 22 + 16)

    def across(uptime: float) -> float:
        down = min(max(100 - uptime, 0.01), 10)
        return left + wide * (log10(down) + 2) / 3

    def up(share: float) -> float:
        return top + high - high * share / most

    parts = []
    for tick in TICKS:
        x = across(tick)
        parts.append(f'<line class="axis" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{top + high}"/>')
        parts.append(f'<text x="{x:.1f}" y="{top + high + 18}" text-anchor="middle">{plain(tick)}%</text>')
    for quarter in range(5):
        share = most * quarter / 4
        parts.append(f'<line class="axis" x1="{left}" y1="{up(share):.1f}" x2="{left + wide}" y2="{up(share):.1f}"/>')
        parts.append(f'<text x="{left - 6}" y="{up(share) + 4:.1f}" text-anchor="end">{plain(round(share, 1))}%</text>')
    for i, line in enumerate(lines):
        look = f'stroke="{COLOURS[i % len(COLOURS)]}" stroke-dasharray="{DASHES[i // len(COLOURS) % len(DASHES)]}"'
        steps = " ".join(f"{across(uptime):.1f},{up(share):.1f}" for uptime, share in line.points)
        end = up(line.points[-1][1]) if line.points else top
        y = top + 12 + i * 22
        parts.append(f'<polyline class="line" {look} points="{steps}"/>')
        if not named:
            continue
        parts.append(f'<text x="{left + wide + 4}" y="{end + 4 - 12 * _above(lines, i):.1f}">{i + 1}</text>')
        parts.append(f'<line class="line" {look} x1="{left + wide + 40}" y1="{y}" x2="{left + wide + 66}" y2="{y}"/>')
        parts.append(f'<text x="{left + wide + 72}" y="{y + 4}">{i + 1} {_name(line.name)}</text>')
    return (
        f'<svg role="img" viewBox="0 0 {left + wide + 310} {height}" width="{left + wide + 310}" height="{height}">{"".join(parts)}</svg>'
    )


def _above(lines: Sequence[Curve], place: int) -> int:
    """Return how many earlier lines end where this one does, so that their numbers do not cover each other."""
    return sum(1 for line in lines[:place] if line.points and line.points[-1][1] == lines[place].points[-1][1])


def _name(name: str) -> str:
    short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    return escape(printable(short))
