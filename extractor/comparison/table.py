"""The comparison as a table: rows of terms, a column per agreement, and cells that know what they do not know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor import record

State = Literal["stated", "none", "not_stated", "not_found", "blank", "not_read"]
Better = Literal["higher", "lower"]
Mark = Literal["best", "worst"]

STATE_WORDS: dict[State, str] = {
    "stated": "",
    "none": "none",
    "not_stated": "not stated",
    "not_found": "not found",
    "blank": "left blank",
    "not_read": "not read",
}
"""How a cell without a value is shown: the document says there is none; says nothing; speaks of it in words from which no
value could be read; leaves a blank; or was not (wholly) read."""

NAMED = 3
"""Clauses named in a cell that was not found; more would hide the rest of the table."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold the words behind a cell and where they stand."""

    text: str
    clause: str
    """The clause's number where it has one, else the title above it."""
    page: int | None = None
    before: str = ""
    after: str = ""
    """What stands around the words in their clause, cut at a word."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold what one agreement says on one term; `value` is what best and worst are decided by (None: not comparable)."""

    text: str
    state: State = "stated"
    value: float | None = None
    """What the customer has in the unfavourable reading: four business hours may last over a weekend."""
    quotes: tuple[Quote, ...] = ()
    mark: Mark | None = None
    otherwise: float | None = None
    """What the customer has in the favourable reading, where that is another."""
    unusual: bool = False
    """Whether the value lies far from those of the others."""

    @property
    def shown(self) -> str:
        """Return the words to print: the text, or the name of the state."""
        if self.state == "not_found" and self.quotes:
            return f"{STATE_WORDS[self.state]}, see {', '.join(dict.fromkeys(quote.clause for quote in self.quotes))}"
        return self.text if self.state == "stated" else STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Column:
    """Name one agreement of the comparison, or one service or plan of it."""

    name: str
    provider: str | None
    file: str
    title: str | None = None
    service: str | None = None
    plan: str | None = None
    curve: tuple[tuple[float, float], ...] = ()
    """What uptime pays, as points (uptime, percent of the fee); empty where that is not stated or not in percent."""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one term over all agreements; `better` says in which direction a value is good for the customer."""

    key: str
    label: str
    section: str
    better: Better | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Hold what one term adds to the score of one agreement."""

    row: str
    """The key of the row."""
    weight: float
    points: float
    """From 0 (no other is worse) to 1 (no other is better)."""
    most: float
    """The points if what is not known were as good as can be."""
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold the score of one agreement under a profile of weights: 0 to 100, and how it came about."""

    column: int
    score: float
    most: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold agreements side by side on normalised terms."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    headline: str = ""
    """Who is best at what, in a paragraph; empty for fewer than two agreements."""
    ranking: tuple[Standing, ...] = ()
    """The best first; only where weights are given."""
    notes: tuple[str, ...] = ()

    @property
    def sections(self) -> tuple[str, ...]:
        """Return the section titles in order."""
        return tuple(dict.fromkeys(row.section for row in self.rows))


@dataclass(frozen=True, slots=True)
class Term:
    """Declare one row: what it is called, in which direction it is better, and how it is read off a record."""

    key: str
    label: str
    section: str
    better: Better | None
    read: Callable[[record.Agreement], Cell]
    group: str | None = None
    """The member of the record whose absence this row tells, for rows that may be spoken of without a value."""


def told(cell: Cell, agreement: record.Agreement, group: str | None, spoken: Sequence[record.Clause]) -> Cell:
    """Return "none" where the document says so, "not found" where clauses speak of the matter, "not read" where pages could not be read, instead of "not stated"."""
    if cell.state != "not_stated":
        return cell
    denied = [denial for denial in agreement.denials if denial.term == group]
    if denied:
        clauses = {clause.id: clause for clause in agreement.clauses}
        proofs = [proof for denial in denied for proof in denial.evidence]
        return replace(cell, state="none", quotes=tuple(Quote(p.quote, clause_name(clauses, p.clause), p.page) for p in proofs))
    if spoken:
        clauses = {clause.id: clause for clause in agreement.clauses}
        return replace(cell, state="not_found", quotes=tuple(Quote(c.text, clause_name(clauses, c.id), c.page) for c in spoken[:NAMED]))
    if any(n.code in UNREAD for n in agreement.document.warnings):
        return replace(cell, state="not_read")
    return cell


def clause_name(clauses: dict[str, record.Clause], identifier: str) -> str:
    """Return a clause's number, else the number or title of the nearest clause above it, else its id."""
    clause = clauses.get(identifier)
    seen: set[str] = set()
    while clause is not None and clause.id not in seen:
        if clause.number and any(ch.isalnum() for ch in clause.number):
            return clause.number
        if clause.heading:
            return clause.heading
        seen.add(clause.id)
        clause = clauses.get(clause.parent or "")
    return identifier


UNREAD = frozenset({"page_unreadable", "truncated", "not_read"})
"""Warnings after which the absence of a term proves nothing."""
