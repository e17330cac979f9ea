"""A comparison as CSV: one line per term and agreement, so that scripts and pivot tables can use it."""

from __future__ import annotations

import csv
import io

from extractor.comparison.table import Comparison
from extractor.comparison.units import plain
from extractor.reports.safe import spreadsheet_cell

HEADER = (
    "section",
    "term",
    "key",
    "agreement",
    "file",
    "text",
    "state",
    "value",
    "mark",
    "clause",
    "page",
    "quote",
    "otherwise",
    "unusual",
    "service",
    "plan",
)


def render(comparison: Comparison) -> str:
    """Return the comparison in long form, UTF-8 text with a header line; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for row in comparison.rows:
        for column, cell in zip(comparison.columns, row.cells, strict=True):
            first = cell.quotes[0] if cell.quotes else None
            words = (row.section, row.label, row.key, column.name, column.file, cell.shown, cell.state)
            figures = ("" if cell.value is None else plain(cell.value), cell.mark or "")
            proof = (first.clause, "" if first.page is None else str(first.page), first.text) if first else ("", "", "")
            more = ("" if cell.otherwise is None else plain(cell.otherwise), "yes" if cell.unusual else "")
            part = (column.service or "", column.plan or "")
            safe = [[spreadsheet_cell(text) for text in texts] for texts in (words, proof, part)]
            writer.writerow([*safe[0], *figures, *safe[1], *more, *safe[2]])
    return out.getvalue()
