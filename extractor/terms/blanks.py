"""Values that a template leaves open, with the group of terms that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.quantities import blanks
from extractor.terms.context import sentences
from extractor.terms.evidence import prove

TERMS: tuple[tuple[str, str], ...] = (
    ("uptime_guarantee", "uptime"),
    ("service_credit", "credits"),
    ("claim_procedure", "claim"),
    ("maintenance", "maintenance"),
    ("support", "support"),
    ("performance", "performance"),
    ("termination_right", "termination"),
    ("reporting", "reporting"),
)
_DEFERRED = re.compile(
    r"\b(?:stated|specified|set\s+(?:out|forth)|given|agreed|indicated|shown|listed|named|provided|identified|described)\s+(?:in|on)\s+(?:(?:the|your|an?|each|its|applicable|relevant|Customer['’]s)\s+){0,3}"
    r"(?:order(?:\s+form)?|service\s+order|cover\s+page|quotation|quote|contract\s+(?:data|particulars)|purchase\s+order|work\s+order|subscription\s+form|key\s+terms|statement\s+of\s+work)\b",
    re.IGNORECASE,
)
"""A value that another paper gives: as open in this document as a blank."""
_VALUE = re.compile(r"\b(?:percent\w*|uptime|availability|level|target|times?|period|amount|hours|credit)\b", re.IGNORECASE)
_EXAMPLE = re.compile(r"[\s(\[{<]*(?:e\.\s?g\.|i\.\s?e\.|for\s+(?:example|instance)|such\s+as|including)", re.IGNORECASE)
"""Brackets that explain are not brackets to fill in."""
_BOX = re.compile(r"[\[(]\s*[\])]")
_UNIT_AFTER = re.compile(r"\s?(?:%|per\s?cent|(?:business\s+|working\s+)?(?:hours?|days?|minutes?|months?|weeks?)\b)", re.IGNORECASE)
"""Empty brackets are a box to tick, unless a unit behind them waits for a number."""
PAID = ("credits", "claim")
_PRICE = re.compile(r"[$€£]\s?$")
"""A price left open in a list of works is no term of the service level."""
_WORTHWHILE = re.compile(r"%|\b(?:percent|hours?|days?|minutes?|months?|fee|credit|amount)\b", re.IGNORECASE)


def find(clauses: Sequence[Clause], document: Document) -> list[record.Blank]:  # noqa: ARG001 - every group is found from both
    """Return each blank of a clause about a term; blanks for names and signatures are none."""
    found = []
    for clause in clauses:
        term = next((name for label, name in TERMS if clause.has(label)), None)
        if term is None or not clause.text:
            continue
        for text, span in blanks(clause.text):
            if _BOX.fullmatch(text) and not _UNIT_AFTER.match(clause.text, span.end):
                continue
            if term not in PAID and _PRICE.search(clause.text[max(0, span.start - 3) : span.start]):
                continue
            if not _EXAMPLE.match(text) and _WORTHWHILE.search(clause.text[max(0, span.start - 30) : span.end + 30]):
                found.append(record.Blank(term=term, text=text, evidence=[prove(clause, span)], confidence=0.9))
        found += [
            record.Blank(term=term, text=span.of(clause.text), evidence=[prove(clause, span)], confidence=0.75)
            for span in _deferred(clause.text)
        ]
    return found


def _deferred(text: str) -> Iterator[Span]:
    """Yield the places where a sentence without any figure leaves a value to an order form."""
    for sentence in sentences(text):
        words = sentence.of(text)
        match = _DEFERRED.search(words)
        if match and _VALUE.search(words[: match.start()]) and not any(ch.isdigit() for ch in words):
            yield Span(sentence.start + match.start(), sentence.start + match.end())
