"""Proof of a term: the clause, the place in its text, and the words themselves."""

from __future__ import annotations

from collections.abc import Iterable

from extractor import record
from extractor.document import Clause, Span


def prove(clause: Clause, span: Span | None = None, *, in_heading: bool = False) -> record.Evidence:
    """Return the evidence for the words that `span` marks in the clause's text (the whole text without a span), or in its heading.

    >>> from extractor.document import Clause, Span
    >>> prove(Clause("c1", Span(0, 15), "99.9% per month"), Span(0, 5)).quote
    '99.9%'
    """
    words = (clause.heading or "") if in_heading else clause.text
    span = span or Span(0, len(words))
    return record.Evidence(
        clause=clause.id,
        page=clause.page,
        boxes=[record.Box(**box._asdict()) for box in clause.boxes],
        start=span.start,
        end=span.end,
        quote=span.of(words),
        part="heading" if in_heading else "text",
    )


def confidence(clauses: Iterable[Clause], label: str, *, rule: float) -> float:
    """Return the chance that a term is right: its rule's reliability, lowered where the clause's label is in doubt.

    `rule` is the share of right answers that the rule gave on the project's own agreements.
    """
    doubt = min((max(clause.probability(label), 0.5) for clause in clauses), default=0.5)
    return round(rule * (0.85 + 0.15 * doubt), 3)  # a doubtful label costs less than it seems: the words have to fit too
