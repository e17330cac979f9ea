"""Small charts as inline SVG, from names and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from extractor.reports.safe import printable

BAR, GAP, LABEL, WIDTH = 20, 8, 220, 760


def bars(values: Sequence[tuple[str, float]]) -> str:
    """Return a horizontal bar chart, smallest value first, each bar with its number written beside it.

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
        short = name if len(name) <= 32 else name[:31] + "…"
        parts.append(
            f'<text x="{LABEL - 8}" y="{y + 15}" text-anchor="end">{escape(printable(short))}</text>'
            f'<rect class="bar" x="{LABEL}" y="{y}" width="{length:.1f}" height="{BAR}"/>'
            f'<text x="{LABEL + length + 6:.1f}" y="{y + 15}">{value:,.6g}</text>'
        )
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
        f'<line class="axis" x1="{LABEL}" y1="0" x2="{LABEL}" y2="{height}"/>{"".join(parts)}</svg>'
    )
