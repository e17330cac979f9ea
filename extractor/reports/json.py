"""A comparison as JSON: columns, rows, cells with value, state, mark and quotes."""

from __future__ import annotations

from dataclasses import asdict

from extractor.comparison.table import Comparison
from extractor.reports.safe import dumped


def render(comparison: Comparison) -> str:
    """Return the comparison as one JSON object."""
    return dumped(asdict(comparison))
