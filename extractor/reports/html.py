"""A comparison as one self-contained HTML page: sortable columns, a filter, quotes on hover, charts, readable in print."""

from __future__ import annotations

from html import escape

from extractor.comparison.table import Cell, Comparison, Row
from extractor.comparison.units import plain
from extractor.reports.charts import bars
from extractor.reports.safe import printable

STYLE = """
:root{--ink:#1c2330;--soft:#667085;--line:#d6dbe4;--good:#0b6b3a;--bad:#a4262c;--ground:#fff;--band:#f4f6fa}
@media (prefers-color-scheme:dark){:root{--ink:#e7ebf2;--soft:#9aa6b8;--line:#38414f;--good:#5bd49a;--bad:#ff8f8f;--ground:#151a21;--band:#1d242e}}
*{box-sizing:border-box}body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);margin:2rem auto;padding:0 1.5rem;max-width:1600px}
h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}p{color:var(--soft);margin:.2rem 0 1rem}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top;min-width:9rem}
thead th{background:var(--band);position:sticky;top:0}tbody th{background:var(--band);position:sticky;left:0;min-width:11rem;font-weight:600}
tr.section th{background:none;border:0;padding-top:1.2rem;color:var(--soft);text-transform:uppercase;letter-spacing:.05em;font-size:.78rem}
.best{color:var(--good);font-weight:600}.worst{color:var(--bad)}.best::before{content:"▲ "}.worst::before{content:"▼ "}
.absent{color:var(--soft);font-style:italic}details{margin-top:.25rem}summary{cursor:pointer;color:var(--soft);font-size:.8rem}
blockquote{margin:.3rem 0;padding-left:.6rem;border-left:3px solid var(--line);font-size:.85rem;white-space:pre-line}
blockquote cite{display:block;color:var(--soft);font-style:normal}input{font:inherit;padding:.35rem .6rem;border:1px solid var(--line);border-radius:4px;background:var(--ground);color:var(--ink);min-width:18rem}
svg{max-width:100%;height:auto}svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg .bar{fill:#3867b7}svg .axis{stroke:var(--line)}
@media print{input,.hint{display:none}body{margin:0;max-width:none;font-size:10px}thead th,tbody th{position:static}tr{break-inside:avoid}}
"""

SCRIPT = """
const filter=document.getElementById('filter');
filter.addEventListener('input',()=>{const words=filter.value.toLowerCase();
for(const row of document.querySelectorAll('tr[data-term]'))row.hidden=!row.textContent.toLowerCase().includes(words);});
let direction=1;
for(const head of document.querySelectorAll('tr[data-term] > th'))head.addEventListener('click',()=>{
const row=head.parentElement,table=row.closest('table'),cells=[...row.cells].slice(1);direction=-direction;
const value=c=>c.dataset.value===undefined?Infinity*direction:+c.dataset.value;
const order=cells.map((c,i)=>[value(c),i]).sort((a,b)=>direction*((a[0]>b[0])-(a[0]<b[0]))||a[1]-b[1]).map(p=>p[1]+1);
for(const each of table.rows){if(each.classList.contains('section'))continue;const old=[...each.cells];for(const at of order)each.append(old[at]);}});
"""


def render(comparison: Comparison) -> str:
    """Return the page. Every word of a document is escaped; the page loads nothing and runs only its own script."""
    names = [escape(printable(column.name)) for column in comparison.columns]
    heads = "".join(f'<th scope="col" title="{_attribute(c.file)}">{name}</th>' for c, name in zip(comparison.columns, names, strict=True))
    body = "".join(_section(comparison, section) for section in comparison.sections)
    charts = "".join(
        _chart(comparison, key, title)
        for key, title in (
            ("downtime", "Downtime allowed in a 30-day month, minutes"),
            ("credit_99", "Credit at 99% measured uptime, percent of the fee"),
        )
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
        f"<title>Service level agreements compared</title><style>{STYLE}</style></head><body>"
        f"<h1>Service level agreements compared</h1><p>{len(names)} agreements. ▲ best and ▼ worst of a row for the customer. "
        "“Not stated” means that the document was read and says nothing.</p>"
        '<p class="hint"><label>Show terms with <input id="filter" type="search" placeholder="credit, response, maintenance …"></label> '
        "Click a term to sort the agreements by it.</p>"
        f'<div class="wide"><table><thead><tr><th scope="col">Term</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
        f"{charts}<script>{SCRIPT}</script></body></html>\n"
    )


def _section(comparison: Comparison, section: str) -> str:
    span = len(comparison.columns) + 1
    rows = "".join(_row(row) for row in comparison.rows if row.section == section)
    return f'<tr class="section"><th colspan="{span}">{escape(section)}</th></tr>{rows}'


def _row(row: Row) -> str:
    return f'<tr data-term="{escape(row.key)}"><th scope="row">{escape(row.label)}</th>{"".join(_cell(cell) for cell in row.cells)}</tr>'


def _cell(cell: Cell) -> str:
    kind = "absent" if cell.state != "stated" else cell.mark or ""
    value = "" if cell.value is None else f' data-value="{plain(cell.value)}"'
    quotes = "".join(
        f"<blockquote>{escape(printable(q.text))}<cite>{escape(printable(q.clause))}{f', page {q.page}' if q.page else ''}</cite></blockquote>"
        for q in cell.quotes[:8]
    )
    proof = f"<details><summary>words</summary>{quotes}</details>" if quotes else ""
    title = f' title="{_attribute(cell.quotes[0].text)}"' if cell.quotes else ""
    return f'<td{value}{title}><span class="{kind}">{escape(printable(cell.shown))}</span>{proof}</td>'


def _attribute(text: str) -> str:
    return escape(printable(text), quote=True)


def _chart(comparison: Comparison, key: str, title: str) -> str:
    row = next((row for row in comparison.rows if row.key == key), None)
    if row is None:
        return ""
    values = [(column.name, cell.value) for column, cell in zip(comparison.columns, row.cells, strict=True) if cell.value is not None]
    return f"<h2>{escape(title)}</h2>{bars(values)}" if len(values) > 1 else ""
