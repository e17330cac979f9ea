"""A comparison as a Markdown table; best and worst are marked in words, so that it reads without colours."""

from __future__ import annotations

from extractor.comparison.table import Cell, Comparison
from extractor.reports.safe import markdown_cell

MARKS = {"best": " ▲", "worst": " ▼"}


def render(comparison: Comparison) -> str:
    """Return one table per section and a line that explains the marks."""
    names = [markdown_cell(column.name) for column in comparison.columns]
    lines = []
    for section in comparison.sections:
        lines += [f"## {section}", "", "| Term | " + " | ".join(names) + " |", "| --- |" + " --- |" * len(names)]
        lines += [
            f"| {markdown_cell(row.label)} | " + " | ".join(_cell(cell) for cell in row.cells) + " |"
            for row in comparison.rows
            if row.section == section
        ]
        lines.append("")
    lines.append("▲ best, ▼ worst of the row for the customer.")
    return "\n".join(lines) + "\n"


def _cell(cell: Cell) -> str:
    shown = markdown_cell(cell.shown)
    if cell.state != "stated":
        return f"*{shown}*"
    return shown + (MARKS[cell.mark] if cell.mark else "")
