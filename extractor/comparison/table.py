"""The comparison as a table: rows of terms, a column per agreement, and cells that know what they do not know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor import record
from extractor.comparison.mentions import spoken_of

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


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold what one agreement says on one term; `value` is what best and worst are decided by (None: not comparable)."""

    text: str
    state: State = "stated"
    value: float | None = None
    quotes: tuple[Quote, ...] = ()
    mark: Mark | None = None

    @property
    def shown(self) -> str:
        """Return the words to print: the text, or the name of the state."""
        if self.state == "not_found" and self.quotes:
            return f"{STATE_WORDS[self.state]}, see {', '.join(dict.fromkeys(quote.clause for quote in self.quotes))}"
        return self.text if self.state == "stated" else STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Column:
    """Name one agreement of the comparison."""

    name: str
    provider: str | None
    file: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one term over all agreements; `better` says in which direction a value is good for the customer."""

    key: str
    label: str
    section: str
    better: Better | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold agreements side by side on normalised terms."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

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


def marked(row: Row) -> Row:
    """Return the row with its best and worst cells marked; a row whose values all agree, or with one value, has no marks.

    >>> row = Row("a", "A", "S", "higher", (Cell("1", value=1.0), Cell("2", value=2.0), Cell("", "not_stated")))
    >>> [cell.mark for cell in marked(row).cells]
    ['worst', 'best', None]
    """
    values = [cell.value for cell in row.cells if cell.value is not None]
    if row.better is None or len(set(values)) < 2:
        return row
    best, worst = (max(values), min(values)) if row.better == "higher" else (min(values), max(values))
    marks: dict[float, Mark] = {best: "best", worst: "worst"}
    return replace(row, cells=tuple(replace(c, mark=marks.get(c.value)) if c.value is not None else c for c in row.cells))


def compared(agreements: Sequence[record.Agreement], terms: Sequence[Term]) -> Comparison:
    """Return the comparison of `agreements` over `terms`; rows that no agreement states are kept: they are an answer too."""
    spoken = [spoken_of(agreement) for agreement in agreements]
    rows = []
    for term in terms:
        cells = tuple(
            _told(term.read(agreement), agreement, term.group, said.get(term.group or "", ()))
            for agreement, said in zip(agreements, spoken, strict=True)
        )
        rows.append(marked(Row(term.key, term.label, term.section, term.better, cells)))
    return Comparison(_columns(agreements), tuple(rows))


def _told(cell: Cell, agreement: record.Agreement, group: str | None, spoken: Sequence[record.Clause]) -> Cell:
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


def _columns(agreements: Sequence[record.Agreement]) -> tuple[Column, ...]:
    """Return a column per agreement, named by its provider, else its title, else its file; equal names get the file's."""
    names = [(a.provider.value if a.provider else None) or a.title or a.document.name for a in agreements]
    return tuple(
        Column(
            name=name if names.count(name) == 1 else f"{name} ({a.document.name})",
            provider=a.provider.value if a.provider else None,
            file=a.document.name,
            title=a.title,
        )
        for a, name in zip(agreements, names, strict=True)
    )
