"""A comparison as JSON: columns, rows, cells with value, state, mark and quotes."""

from __future__ import annotations

import json
from dataclasses import asdict

from extractor.comparison.table import Comparison


def render(comparison: Comparison) -> str:
    """Return the comparison as one JSON object."""
    return json.dumps(asdict(comparison), ensure_ascii=False, indent=1) + "\n"
