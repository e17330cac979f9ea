"""One agreement as a page to print: what is promised, paid and excluded, each with its place, and what is credited at which uptime."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from extractor.comparison.summary import Line, Section, Summary
from extractor.reports.charts import Curve, curves
from extractor.reports.marks import place_name
from extractor.reports.safe import printable

STYLE = """
:root{--ink:#1c2330;--soft:#5b6577;--line:#d3d9e3}
*{box-sizing:border-box}body{font:14px/1.45 system-ui,sans-serif;color:var(--ink);background:#fff;margin:2rem auto;padding:0 1.5rem;max-width:60rem}
h1{font-size:1.35rem;margin:0}h2{font-size:1rem;margin:1.1rem 0 .25rem;border-bottom:1px solid var(--line)}p{color:var(--soft);margin:.15rem 0}
dl{display:flex;flex-wrap:wrap;gap:.1rem 1.6rem;margin:.5rem 0}dt{font-weight:600}dl div{display:flex;gap:.4rem}dd{margin:0}
ul{margin:0;padding:0;list-style:none}li{display:flex;gap:1rem;justify-content:space-between;padding:.12rem 0;break-inside:avoid}
li>span:first-child::before{content:"• "}cite{color:var(--soft);font-style:normal;text-align:right;white-space:nowrap}
blockquote{margin:.1rem 0 .3rem .8rem;padding-left:.6rem;border-left:3px solid var(--line);font-size:.85rem;color:var(--soft);white-space:pre-line}
.absent{font-style:italic}.mind{color:#7a4b00}figure{margin:.4rem 0;break-inside:avoid}
svg{max-width:100%;height:auto;max-height:15rem}svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg .axis{stroke:var(--line)}svg .line{fill:none;stroke-width:2}
@media print{@page{size:A4;margin:14mm}body{margin:0;padding:0;max-width:none;font-size:10px}h2{margin:.7rem 0 .15rem}}
"""
LONGEST_PLACE = 34
PLACES = 3


def render(summed: Summary, credited: Sequence[tuple[float, float]], *, quotes: bool = False) -> str:
    """Return the page, which loads and runs nothing; `credited` is the curve of credits, empty where there is none."""
    facts = "".join(f"<div><dt>{escape(name)}</dt><dd>{_words(value)}</dd></div>" for name, value in summed.facts)
    sections = "".join(_section(section, quotes) for section in summed.sections if section.lines or section.title != "Left blank")
    drawn = ""
    if credited:
        drawn = f"<h2>What is credited at which uptime, percent of the fee</h2><figure>{curves([Curve(summed.title, credited)])}</figure>"
    notes = "".join(f'<p class="mind">{_words(note)}</p>' for note in summed.notes)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{_words(summed.title)}</title><style>{STYLE}</style></head><body>"
        f"<h1>{_words(summed.title)}</h1><p>{_words(summed.file)}</p><dl>{facts}</dl>{sections}{drawn}"
        + (f"<h2>Notes on reading</h2>{notes}" if notes else "")
        + "</body></html>\n"
    )


def _section(section: Section, quotes: bool) -> str:
    lines = "".join(_line(line, quotes) for line in section.lines)
    body = f"<ul>{lines}</ul>" if lines else f'<p class="absent">{_words(section.absent)}</p>'
    return f"<h2>{escape(section.title)}</h2>{body}"


def _line(line: Line, quotes: bool) -> str:
    places = dict.fromkeys(_place(quote.clause, quote.page) for quote in line.quotes)
    named = "; ".join([*places][:PLACES]) + (" …" if len(places) > PLACES else "")
    words = "".join(f"<blockquote>{_words(quote.text)}</blockquote>" for quote in line.quotes) if quotes else ""
    return f"<li><span>{_words(line.text)}</span><cite>{named}</cite></li>{words}"


def _place(clause: str, page: int | None) -> str:
    name = place_name(clause)
    name = name if len(name) <= LONGEST_PLACE else name[: LONGEST_PLACE - 1] + "…"
    return _words(name) + (f", p. {page}" if page else "")


def _words(text: str) -> str:
    return escape(printable(text))
