"""A comparison as Markdown tables; best, worst and unusual values carry signs, so that it reads without colours."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.comparison.table import Cell, Comparison
from extractor.comparison.units import plain
from extractor.reports.marks import LEGEND, place_name, points, reasons, said, signs, unsaid
from extractor.reports.safe import markdown_cell

PLACES = 3


def render(comparison: Comparison) -> str:
    """Return the headline, the ranking, one table per section and a line that explains the signs."""
    names = [markdown_cell(column.name) for column in comparison.columns]
    lines = [markdown_cell(comparison.headline), ""] if comparison.headline else []
    lines += _ranking(comparison)
    for section in comparison.sections:
        if rows := said(comparison, section):
            lines += [f"## {section}", "", "| Term | " + " | ".join(names) + " |", "| --- |" + " --- |" * len(names)]
            lines += [f"| {markdown_cell(row.label)} | " + " | ".join(_cell(cell) for cell in row.cells) + " |" for row in rows]
            lines.append("")
    if silent := unsaid(comparison):
        lines += [f"Stated by none: {markdown_cell(silent)}.", ""]
    lines += [f"{LEGEND} Clause numbers stand in brackets.", *("\n" + markdown_cell(note) for note in comparison.notes)]
    return "\n".join(lines) + "\n"


def _ranking(comparison: Comparison) -> Iterator[str]:
    if not comparison.ranking:
        return
    yield from ("## Ranking by your weights", "", "| Place | Agreement | Points | Why |", "| --- | --- | --- | --- |")
    for place, standing in enumerate(comparison.ranking, 1):
        name, why = comparison.columns[standing.column].name, reasons(comparison, standing)
        yield f"| {place} | {markdown_cell(name)} | {points(standing)} | {markdown_cell(why)} |"
    labels = {row.key: row.label for row in comparison.rows}
    weights = ", ".join(f"{labels[part.row]} {plain(part.weight)}" for part in comparison.ranking[0].parts)
    yield from ("", f"Weights: {markdown_cell(weights)}.", "")


def _cell(cell: Cell) -> str:
    shown = markdown_cell(cell.shown)
    if cell.state != "stated":
        return f"*{shown}*"
    places = list(dict.fromkeys(place_name(quote.clause) for quote in cell.quotes))
    named = ", ".join(places[:PLACES]) + (" …" if len(places) > PLACES else "")
    return signs(cell) + shown + (f" ({markdown_cell(named)})" if named else "")
