"""A comparison as one self-contained HTML page: sortable columns, a filter, quotes on hover, charts, readable in print."""

from __future__ import annotations

from html import escape

from extractor.comparison.table import Cell, Comparison, Quote, Row
from extractor.comparison.units import minutes_worded, plain
from extractor.reports.charts import Curve, bars, curves
from extractor.reports.html_style import SCRIPT, STYLE
from extractor.reports.marks import LEGEND, place_name, points, reasons, said, unsaid
from extractor.reports.safe import printable

MOST_QUOTES = 8
"""Quotes shown with a cell; the workbook has all."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def render(comparison: Comparison) -> str:
    """Return the page. Every word of a document is escaped; the page loads nothing and runs only its own script."""
    count = len(comparison.columns)
    silent = unsaid(comparison)
    notes = [*comparison.notes, *([f"Stated by none: {silent}."] if silent else [])]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>Service level agreements compared</title><style>{STYLE}</style></head><body>"
        f"<h1>Service level agreements compared</h1>"
        + (f'<p class="headline">{_words(comparison.headline)}</p>' if comparison.headline else "")
        + f"<p>{count} column{'' if count == 1 else 's'}. {escape(LEGEND)} “Not stated” means that the document was read and says nothing.</p>"
        + _ranking(comparison)
        + '<p class="hint"><label>Show terms with <input id="filter" type="search" placeholder="credit, response, maintenance …"></label> '
        "Click a term to sort the agreements by it; point at a value to see the words behind it.</p>"
        + _matrix(comparison)
        + "".join(f"<p>{_words(note)}</p>" for note in notes)
        + _charts(comparison)
        + _sources(comparison)
        + f"<script>{SCRIPT}</script></body></html>\n"
    )


def _words(text: str) -> str:
    return escape(printable(text))


def _matrix(comparison: Comparison) -> str:
    heads = "".join(f'<th scope="col" title="{_words(c.file)}">{_words(c.name)}</th>' for c in comparison.columns)
    body = "".join(_section(comparison, section) for section in comparison.sections)
    return (
        f'<div class="wide"><table id="matrix"><thead><tr><th scope="col">Term</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _section(comparison: Comparison, section: str) -> str:
    rows = said(comparison, section)
    if not rows:
        return ""
    head = f'<tr class="section"><th colspan="{len(comparison.columns) + 1}">{escape(section)}</th></tr>'
    return head + "".join(_row(row) for row in rows)


def _row(row: Row) -> str:
    cells = "".join(_cell(cell) for cell in row.cells)
    return f'<tr data-term="{escape(row.key)}"><th scope="row"><button type="button">{escape(row.label)}</button></th>{cells}</tr>'


def _cell(cell: Cell) -> str:
    kind = "absent" if cell.state != "stated" else " ".join(filter(None, (cell.mark, "odd" if cell.unusual else "")))
    value = "" if cell.value is None else f' data-value="{plain(cell.value)}"'
    quotes = "".join(_quote(quote) for quote in cell.quotes[:MOST_QUOTES])
    proof = f'<div class="quotes" role="note">{quotes}</div>' if quotes else ""
    focus = ' tabindex="0"' if quotes else ""
    return f'<td{value}{focus}><span class="{kind}">{_words(cell.shown)}</span>{proof}</td>'


def _quote(quote: Quote) -> str:
    words = f"<small>{_words(quote.before)}</small>{_words(quote.text)}<small>{_words(quote.after)}</small>"
    return f"<blockquote>{words}<cite>{_place(quote)}</cite></blockquote>"


def _place(quote: Quote) -> str:
    return _words(place_name(quote.clause)) + (f", page {quote.page}" if quote.page else "")


def _ranking(comparison: Comparison) -> str:
    """Return the ranking: the reasons in a line each, and all parts in a table below it."""
    if not comparison.ranking:
        return ""
    labels = {row.key: row.label for row in comparison.rows}
    items = []
    for standing in comparison.ranking:
        name = _words(comparison.columns[standing.column].name)
        lines = "".join(
            f"<tr><th>{escape(labels[p.row])}</th><td>{plain(p.weight)}</td><td>{plain(round(100 * p.points, 1))}</td><td>{_words(p.words)}</td></tr>"
            for p in standing.parts
        )
        table = f"<table><tr><th>Term</th><th>Weight</th><th>Points of 100</th><th>Because</th></tr>{lines}</table>"
        items.append(
            f"<li><b>{name}</b>: {points(standing)} of 100. <small>{_words(reasons(comparison, standing))}</small>"
            f"<details><summary>all terms</summary>{table}</details></li>"
        )
    return f'<h2>Ranking by your weights</h2><ol class="ranking">{"".join(items)}</ol>'


def _charts(comparison: Comparison) -> str:
    lines = [Curve(column.name, column.curve) for column in comparison.columns if column.curve]
    drawn = f"<h2>What is credited at which uptime, percent of the fee</h2><figure>{curves(lines)}</figure>" if lines else ""
    row = next((row for row in comparison.rows if row.key == "downtime"), None)
    values = (
        [(column.name, cell.value) for column, cell in zip(comparison.columns, row.cells, strict=True) if cell.value is not None]
        if row
        else []
    )
    if len(values) > 1:
        drawn += f"<h2>Downtime allowed in a month of 30 days</h2><figure>{bars(values, minutes_worded)}</figure>"
    return drawn


def _sources(comparison: Comparison) -> str:
    """Return, for print, where the values stand; on the screen each is behind its value."""
    items = []
    for place, column in enumerate(comparison.columns):
        found = (
            f"{escape(row.label)}: {'; '.join(dict.fromkeys(map(_place, row.cells[place].quotes)))}"
            for row in comparison.rows
            if row.cells[place].quotes
        )
        items.append(f"<li><b>{_words(column.name)}</b> ({_words(column.file)}): {'. '.join(found)}</li>")
    return f'<div class="sources"><h2>Where it stands</h2><ul>{"".join(items)}</ul></div>' if items else ""
