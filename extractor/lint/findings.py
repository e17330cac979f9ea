"""What a check finds: a statement in plain words, the clauses that prove it, and what to ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from extractor import record
from extractor.comparison.table import UNREAD, Quote, clause_name
from extractor.language import sentences

Severity = Literal["error", "warning", "note"]

SEVERITIES: dict[Severity, str] = {
    "error": "the document contradicts itself or leaves open what must be known: two readers will read it differently",
    "warning": "the document is clear and leaves the customer with less than it seems to give",
    "note": "worth a question before signing",
}
LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Found:
    """Hold what a check says of one place."""

    explanation: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one hole, overlap or trap of an agreement."""

    check: str
    severity: Severity
    explanation: str
    quotes: tuple[Quote, ...]
    ask: str
    """What to ask the other side for."""


@dataclass(frozen=True, slots=True)
class Check:
    """Declare one check: its name in reports, how grave its findings are, what to ask for, and the function that finds."""

    id: str
    severity: Severity
    title: str
    ask: str
    find: Callable[[record.Agreement], Iterable[Found]]


def proofs(agreement: record.Agreement, *terms: record.Proven) -> tuple[Quote, ...]:
    """Return the quotes behind terms, each once."""
    return quoted(agreement, (proof for term in terms for proof in term.evidence))


def quoted(agreement: record.Agreement, evidence: Iterable[record.Evidence]) -> tuple[Quote, ...]:
    """Return evidence as quotes that name their clause."""
    clauses = {clause.id: clause for clause in agreement.clauses}
    quotes = (Quote(proof.quote, clause_name(clauses, proof.clause), proof.page) for proof in evidence)
    return tuple(dict.fromkeys(quotes))


def quote(agreement: record.Agreement, clause: record.Clause, words: str) -> Quote:
    """Return words of a clause as a quote, cut where they go on and on."""
    clauses = {entry.id: entry for entry in agreement.clauses}
    shown = words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…"
    return Quote(shown, clause_name(clauses, clause.id), clause.page)


def around(text: str, start: int, end: int, *, margin: int = 70) -> str:
    """Return the words of a text around a place, no word cut.

    >>> around("Credits are claimed within thirty (60) days of it.", 27, 38, margin=10)
    'within thirty (60) days of'
    """
    first, last = max(0, start - margin), min(len(text), end + margin)
    if first:
        first = min(start, text.find(" ", first) + 1)
    if last < len(text):
        last = max(end, text.rfind(" ", 0, last))
    return text[first:last].strip()


def labelled(agreement: record.Agreement, *labels: str) -> Iterator[record.Clause]:
    """Yield the clauses that carry one of the labels."""
    return (clause for clause in agreement.clauses if any(given.label in labels for given in clause.labels))


def said(clauses: Iterable[record.Clause], pattern: re.Pattern[str]) -> Iterator[tuple[record.Clause, str, re.Match[str]]]:
    """Yield the clause, the sentence and the match of each sentence in which the pattern is found."""
    for clause in clauses:
        for span in sentences(clause.text):
            words = span.of(clause.text)
            match = pattern.search(words)
            if match:
                yield clause, words, match


def silent(agreement: record.Agreement, pattern: re.Pattern[str]) -> bool:
    """Tell whether the document was read whole and none of its words match: only then does absence prove anything."""
    if any(notice.code in UNREAD for notice in agreement.document.warnings):
        return False
    return not any(pattern.search(" ".join(filter(None, (clause.heading, clause.text)))) for clause in agreement.clauses)
