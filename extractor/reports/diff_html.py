"""A difference between two agreements as one self-contained HTML page, without scripts; every word of a document is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from extractor.comparison.table import Quote
from extractor.diff import ClauseChange, Diff, Move, Piece, Side, TermChange
from extractor.diff.changes import DIRECTION_WORDS
from extractor.diff.words import shortened
from extractor.reports.diff import ABSENT, LEGEND, READ_APART, SIGNS, headline, moved_words, where
from extractor.reports.safe import printable

STYLE = """
:root{--ink:#1c2330;--soft:#5b6577;--line:#d6dbe4;--good:#0b6b3a;--bad:#a4262c;--doubt:#7a5200;--ground:#fff;--band:#f4f6fa;--came:#d9f2e3;--went:#fbdfe0}
@media (prefers-color-scheme:dark){:root{--ink:#e7ebf2;--soft:#9aa6b8;--line:#38414f;--good:#5bd49a;--bad:#ff8f8f;--doubt:#e8b45a;--ground:#151a21;--band:#1d242e;--came:#123d29;--went:#4a2023}}
*{box-sizing:border-box}body{font:15px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--ground);margin:2rem auto;padding:0 1.5rem;max-width:1100px}
h1{font-size:1.4rem;margin:0 0 .3rem;overflow-wrap:anywhere}h2{font-size:1.05rem;margin:2rem 0 .5rem}h3{font-size:.9rem;margin:1.2rem 0 .2rem}p{margin:.2rem 0 .8rem}
.soft{color:var(--soft)}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}thead th{background:var(--band)}tbody th{font-weight:600;min-width:11rem}
.better{color:var(--good)}.worse{color:var(--bad)}.unclear{color:var(--doubt)}td.way{white-space:nowrap;font-weight:600}
blockquote{margin:.2rem 0 .6rem;padding:.4rem .8rem;border-left:3px solid var(--line);white-space:pre-line}
ins{background:var(--came);text-decoration:underline}del{background:var(--went);text-decoration:line-through}
details{margin-top:.2rem;font-size:.85rem}summary{cursor:pointer;color:var(--soft)}details blockquote{padding:.1rem .6rem}cite{display:block;color:var(--soft);font-style:normal}
.kind{display:inline-block;border:1px solid var(--line);border-radius:3px;padding:0 .4rem;font-size:.8rem;margin-right:.4rem}
@media print{body{margin:0;max-width:none;font-size:10px}tr,blockquote{break-inside:avoid}}
"""


def html(found: Diff) -> str:
    """Return the page; it loads nothing and runs nothing."""
    parts = [f'<p>{_safe(headline(found))}</p><p class="soft">{_side("Old", found.old)}<br>{_side("New", found.new)}</p>']
    if found.terms:
        parts.append(f'<h2>Terms</h2>{_terms(found.terms)}<p class="soft">{_safe(LEGEND)}.</p>')
    if found.clauses:
        parts.append("<h2>Clauses</h2>" + "".join(_clause(change) for change in found.clauses))
    if found.moves:
        parts.append(f"<h2>Moved or renumbered, not changed</h2>{_list(_moved(move) for move in found.moves)}")
    if found.readings:
        parts.append(f"<h2>{_safe(READ_APART)}</h2>{_terms(found.readings)}")
    if found.notes:
        parts.append(f"<h2>Not read</h2>{_list(_safe(note) for note in found.notes)}")
    title = _safe(f"{found.old.file} → {found.new.file}")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>{''.join(parts)}</body></html>\n"
    )


def _safe(text: str) -> str:
    return escape(printable(text))


def _side(name: str, side: Side) -> str:
    return _safe(f"{name}: " + ", ".join(filter(None, (side.file, side.title, side.date))))


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _moved(move: Move) -> str:
    return _safe(moved_words(move))


def _terms(terms: Iterable[TermChange]) -> str:
    rows = "".join(_term(term) for term in terms)
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Term", "Old", "New", "For the customer"))
    return f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _term(term: TermChange) -> str:
    way = DIRECTION_WORDS[term.direction].removesuffix(" for the customer")
    return (
        f'<tr><th scope="row">{_safe(term.label)}</th><td>{_safe(term.old or ABSENT)}{_quotes(term.old_quotes)}</td>'
        f"<td>{_safe(term.new or ABSENT)}{_quotes(term.new_quotes)}</td>"
        f'<td class="way {term.direction}">{SIGNS[term.direction]} {_safe(way)}</td></tr>'
    )


def _quotes(quotes: Iterable[Quote]) -> str:
    shown = "".join(
        f"<blockquote>{_safe(q.text)}<cite>{_safe(q.clause)}{f', page {q.page}' if q.page else ''}</cite></blockquote>"
        for q in list(quotes)[:6]
    )
    return f"<details><summary>words</summary>{shown}</details>" if shown else ""


def _clause(change: ClauseChange) -> str:
    body = "".join(_piece(piece) for piece in shortened(change.pieces))
    about = f' <span class="soft">{_safe(", ".join(label.replace("_", " ") for label in change.labels))}</span>' if change.labels else ""
    return f'<h3><span class="kind">{change.kind}</span>{_safe(where(change))}{about}</h3><blockquote>{body}</blockquote>'


def _piece(piece: Piece) -> str:
    mark = {"same": "", "removed": "del", "added": "ins"}[piece.stroke]
    lines = "\n".join(_safe(line) for line in piece.text.split("\n"))
    return f"<{mark}>{lines}</{mark}>" if mark else lines
