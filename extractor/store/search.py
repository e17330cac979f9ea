"""Full-text search over clauses: the words a person types → what SQLite (FTS5) and PostgreSQL (tsvector) understand, and back.

Words must all be there, in any order and form ("failures" finds "failure"); "…" is a phrase, - in front excludes, OR gives a choice.
Both databases hold an index of heading and text, made by the migration; hits in headings weigh more.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, bindparam, column, func, literal, literal_column, select, table
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean, Text

from extractor.document import Span
from extractor.store import tables
from extractor.store.text import AnyText, escaped, unescaped

LONGEST, MOST = 1000, 5000
"""Characters of a search, and clauses that it gives: their ids go into one more question, and nobody reads more."""
HEADING_WEIGHT = 2.0
_BARE = tables.clause.c.text == ""
"""Headings without words of their own come last: they say where to look, not what is agreed."""
_WORDS = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_INDEX = table("clause_words", column("rowid"))
_NAME: ColumnElement[str] = literal_column("clause_words")
ENGLISH: ColumnElement[str] = literal_column("'english'::regconfig")
_A_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold one way to match: phrases that must be there, and phrases that must not."""

    present: tuple[str, ...]
    absent: tuple[str, ...]


def wanted(text: str) -> list[Wanted]:
    """Return the ways to match a search; raises ValueError, with the reason, for one that could match anything or nothing.

    >>> wanted('chronic failure -"force majeure" OR outage')
    [Wanted(present=('chronic', 'failure'), absent=('force majeure',)), Wanted(present=('outage',), absent=())]
    """
    if len(text) > LONGEST:
        raise ValueError(f"A search has at most {LONGEST} characters.")
    ways: list[tuple[list[str], list[str]]] = [([], [])]
    for match in _WORDS.finditer(text):
        words = (match["phrase"] if match["word"] is None else match["word"]).strip()
        if match["word"] == "OR" and not match["minus"]:
            ways.append(([], []))
        elif any(ch.isalnum() for ch in words):
            ways[-1][bool(match["minus"])].append(words.replace('"', " "))
    if not all(present for present, _ in ways):
        raise ValueError("A search needs at least one word that has to be there (on each side of OR).")
    return [Wanted(tuple(present), tuple(absent)) for present, absent in ways]


def for_sqlite(ways: Sequence[Wanted]) -> str:
    """Return the search as FTS5 reads it; every phrase in quotes, so that no sign of a user is an operator.

    >>> for_sqlite(wanted('late* -a.b OR "x y"'))
    '("late*") NOT "a.b" OR ("x y")'
    """
    told = []
    for way in ways:
        present = " AND ".join(f'"{phrase}"' for phrase in way.present)
        told.append(" NOT ".join([f"({present})", *(f'"{phrase}"' for phrase in way.absent)]))
    return " OR ".join(told)


def for_postgresql(ways: Sequence[Wanted]) -> str:
    """Return the search as `websearch_to_tsquery` reads it.

    >>> for_postgresql(wanted('late -a.b OR "x y"'))
    '"late" -"a.b" or "x y"'
    """
    return " or ".join(" ".join([*(f'"{p}"' for p in way.present), *(f'-"{p}"' for p in way.absent)]) for way in ways)


class matching(FunctionElement[bool]):  # noqa: N801 - used like a function
    """The condition that the words of a clause match a search; raises ValueError where `wanted` does."""

    type = Boolean()
    inherit_cache = False

    def __init__(self, clause: FromClause, text: str) -> None:
        ways = wanted(escaped(text))
        self.clause = clause
        super().__init__(clause.c.id, literal(for_sqlite(ways)), literal(for_postgresql(ways)))


@compiles(matching, "sqlite")
def _sqlite(element: matching, compiler: SQLCompiler, **options: object) -> str:
    identifier, words, _ = element.clauses
    column_, bound = compiler.process(identifier, **options), compiler.process(words, **options)
    return f"({column_} IN (SELECT rowid FROM clause_words WHERE clause_words MATCH {bound}))"  # noqa: S608 - a column and a parameter


@compiles(matching, "postgresql")
def _postgresql(element: matching, compiler: SQLCompiler, **options: object) -> str:
    name = compiler.process(element.clause.c.id, **options).rpartition(".")[0]
    _, _, words = element.clauses
    return f"({name}.words @@ websearch_to_tsquery('english', {compiler.process(words, **options)}))"


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold a clause that matches, with the places of the words that were searched for."""

    agreement: int
    file: str
    provider: str | None
    title: str | None
    current: bool
    clause: str
    shown: str
    heading: str | None
    page: int | None
    labels: tuple[str, ...]
    text: str
    in_heading: tuple[Span, ...]
    in_text: tuple[Span, ...]


def hits(connection: Connection, text: str, conditions: Sequence[ColumnElement[bool]], *, limit: int) -> list[Hit]:
    """Return the clauses that match, the best first, at most `limit`; raises ValueError where `wanted` does."""
    ways = wanted(escaped(text))
    sqlite = connection.dialect.name == "sqlite"
    ranked = _ranked_sqlite(ways) if sqlite else _ranked_postgresql(ways)
    found = connection.execute(ranked.where(*conditions).limit(min(limit, MOST))).all()
    places = [row.place for row in found]
    labels: dict[int, list[str]] = {place: [] for place in places}
    c, given = tables.clause.c, tables.label.c
    carried = (
        select(c.id, given.label)
        .join(tables.clause, (given.agreement_id == c.agreement_id) & (given.place == c.place))
        .where(c.id.in_(places))
    )
    for place, label in connection.execute(carried.order_by(given.probability.desc())):
        labels[place].append(label)
    marks = (
        _marks_sqlite(connection, ways, places)
        if sqlite
        else _marks_postgresql(connection, ways, [(r.heading, r.text) for r in found], places)
    )
    return [
        Hit(
            row.agreement, row.file, row.provider, row.title, row.current, row.clause, row.shown, row.heading, row.page,
            tuple(labels[row.place]), row.text, *marks[row.place],
        )
        for row in found
    ]  # fmt: skip


def _columns() -> list[ColumnElement[object]]:
    a, c = tables.agreement.c, tables.clause.c
    named = [a.file, a.provider, a.title, a.current, c.clause, c.shown, c.heading, c.page, c.text]
    return [c.id.label("place"), a.id.label("agreement"), *named]


def _ranked_sqlite(ways: Sequence[Wanted]) -> Select[*tuple[Any, ...]]:
    a, c = tables.agreement.c, tables.clause.c
    question = (
        select(*_columns()).select_from(_INDEX).join(tables.clause, _INDEX.c.rowid == c.id).join(tables.agreement, a.id == c.agreement_id)
    )
    rank = func.bm25(_NAME, HEADING_WEIGHT, 1.0)
    return question.where(_NAME.op("MATCH")(literal(for_sqlite(ways)))).order_by(_BARE, rank, a.id, c.place)


def _ranked_postgresql(ways: Sequence[Wanted]) -> Select[*tuple[Any, ...]]:
    a, c = tables.agreement.c, tables.clause.c
    words: ColumnElement[str] = literal_column("clause.words")
    asked = func.websearch_to_tsquery(ENGLISH, literal(for_postgresql(ways)))
    question = select(*_columns()).select_from(tables.clause).join(tables.agreement, a.id == c.agreement_id)
    return question.where(words.op("@@")(asked)).order_by(_BARE, func.ts_rank_cd(words, asked).desc(), a.id, c.place)


Marks = dict[int, tuple[tuple[Span, ...], tuple[Span, ...]]]


def _marks_sqlite(connection: Connection, ways: Sequence[Wanted], places: Sequence[int]) -> Marks:
    """Let FTS5 mark the words, between marks that no document can know."""
    start, end = (f"<{secrets.token_hex(8)}>" for _ in range(2))
    marked = [func.highlight(_NAME, at, start, end, type_=Text()) for at in (0, 1)]
    question = select(_INDEX.c.rowid, *marked).where(_NAME.op("MATCH")(literal(for_sqlite(ways))), _INDEX.c.rowid.in_(places))
    return {place: (_spans(heading or "", start, end), _spans(text, start, end)) for place, heading, text in connection.execute(question)}


def _spans(marked: str, start: str, end: str) -> tuple[Span, ...]:
    """Return where the marked words stand in the text as it was stored.

    >>> _spans("a <1>b<2> c", "<1>", "<2>")
    (Span(start=2, end=3),)
    """
    spans, at = [], 0
    for number, part in enumerate(re.split(f"{start}|{end}", marked)):
        length = len(unescaped(part))
        if number % 2:
            spans.append(Span(at, at + length))
        at += length
    return tuple(spans)


def _marks_postgresql(
    connection: Connection, ways: Sequence[Wanted], texts: Sequence[tuple[str | None, str]], places: Sequence[int]
) -> Marks:
    """Let PostgreSQL say which words are forms of those searched for: its `ts_headline` would change what looks like markup."""
    asked = func.websearch_to_tsquery(ENGLISH, literal(" or ".join(f'"{word}"' for word in _words_of(ways))))
    words = sorted({word for pair in texts for text in pair for word in _A_WORD.findall(text or "")})
    each = func.unnest(bindparam("words", words, ARRAY(AnyText))).column_valued("word")
    found = set(connection.scalars(select(each).where(func.to_tsvector(ENGLISH, each).op("@@")(asked)))) if words else set()
    return {place: (_places(pair[0] or "", found), _places(pair[1], found)) for place, pair in zip(places, texts, strict=True)}


def _words_of(ways: Sequence[Wanted]) -> Iterable[str]:
    return dict.fromkeys(word for way in ways for phrase in way.present for word in _A_WORD.findall(phrase))


def _places(text: str, words: set[str]) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in _A_WORD.finditer(text) if match[0] in words)


def snippet(text: str, spans: Sequence[Span], *, width: int) -> list[tuple[str, bool]]:
    """Return the passage of `width` characters around the first words found, in pieces, each with whether it was searched for.

    >>> snippet("one two three four", [Span(8, 13)], width=12)
    [('… ', False), ('three', True), (' four', False)]
    """
    start = _window(text, spans, width)
    end = min(len(text), start + width)
    pieces, at = [("…" if start else "", False)], start
    for span in spans:
        if span.end > end:
            break
        if span.start >= at:
            pieces += [(text[at : span.start], False), (span.of(text), True)]
            at = span.end
    pieces += [(text[at:end].rstrip() if end < len(text) else text[at:end], False), ("…" if end < len(text) else "", False)]
    joined: list[tuple[str, bool]] = []
    for words, found in pieces:
        if joined and words and joined[-1][1] == found:
            joined[-1] = (joined[-1][0] + words, found)
        elif words:
            joined.append((words, found))
    return joined


def _window(text: str, spans: Sequence[Span], width: int) -> int:
    """Return where the passage begins: at a word, so that as many of the words found as can be are in it."""
    if len(text) <= width or not spans:
        return 0
    best = max(
        spans, key=lambda first: (sum(first.start <= s.start and s.end <= first.start + width * 2 // 3 for s in spans), -first.start)
    )
    start = max(0, min(best.start - width // 3, len(text) - width))
    space = text.find(" ", start, best.start)
    return start if space < 0 or not start else space
