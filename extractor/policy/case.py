"""One agreement as the rules ask it: what it states, and what its silence means."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from extractor import record
from extractor.comparison.mentions import spoken_of
from extractor.comparison.table import NAMED, UNREAD, Quote, clause_name


class Case:
    """Hold an agreement and what is looked up in it more than once."""

    def __init__(self, agreement: record.Agreement) -> None:
        self.agreement = agreement
        self.clauses = {clause.id: clause for clause in agreement.clauses}

    @cached_property
    def spoken(self) -> dict[str, tuple[record.Clause, ...]]:
        """Return where the document speaks of terms of which no value was found (this loads spaCy)."""
        return spoken_of(self.agreement)

    @property
    def unread(self) -> bool:
        """Tell whether parts were not read, so that silence proves nothing."""
        return any(notice.code in UNREAD for notice in self.agreement.document.warnings)

    def blanks(self, group: str) -> list[record.Blank]:
        """Return the values of a group that are left open."""
        return [blank for blank in self.agreement.blanks if blank.term == group]

    def denials(self, group: str) -> list[record.Denial]:
        """Return where the document says that it gives no such thing."""
        return [denial for denial in self.agreement.denials if denial.term == group]

    def mentions(self, group: str) -> tuple[record.Evidence, ...]:
        """Return the first clauses that speak of a missing term, as evidence."""
        return tuple(whole(clause) for clause in self.spoken.get(group, ())[:NAMED])

    def quotes(self, evidence: Iterable[record.Evidence]) -> tuple[Quote, ...]:
        """Return evidence as quotes that name their clause."""
        return tuple(dict.fromkeys(Quote(e.quote, clause_name(self.clauses, e.clause), e.page) for e in evidence))


def proofs(terms: Iterable[record.Proven]) -> tuple[record.Evidence, ...]:
    """Return the evidence of terms, in order."""
    return tuple(proof for term in terms for proof in term.evidence)


def whole(clause: record.Clause) -> record.Evidence:
    """Return a clause's whole text as evidence."""
    return record.Evidence(clause=clause.id, page=clause.page, start=0, end=len(clause.text), quote=clause.text)
