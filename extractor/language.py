"""Sentences, and the vocabulary of service levels: phrases by group of terms, found by spaCy's PhraseMatcher.

A record that has no value for a term says "not found". Whether the document is silent, or speaks of the matter in words
from which no value could be read, is a different answer to a buyer; this module tells the two apart. spaCy is imported on
first use (it takes a second), so that commands that do not ask this question do not pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from extractor.document import Span

PHRASES: dict[str, tuple[str, ...]] = {
    "uptime": (
        "uptime guarantee", "uptime commitment", "uptime percentage", "guaranteed uptime", "availability guarantee", "availability commitment",
        "guaranteed availability", "target availability", "availability target", "service availability", "uptime target", "monthly uptime",
        "availability level", "availability of the service", "availability of the services", "availability percentage", "system availability",
    ),
    "credits": (
        "service credit", "service credits", "service level credit", "service level credits", "sla credit", "sla credits", "performance credit",
        "performance credits", "availability credit", "availability credits", "financial credit", "financial credits", "credit to your account",
        "liquidated damages", "fee reduction", "price reduction", "partial refund", "uptime credit", "downtime credit",
    ),
    "remedy": (
        "sole remedy", "exclusive remedy", "sole and exclusive remedy", "only remedy", "maximum credit", "maximum service credit", "total credits",
        "maximum amount of credits", "aggregate credits", "total service credits", "sole and exclusive remedies", "sole recourse",
    ),
    "claim": (
        "request a credit", "request a service credit", "claim a credit", "claim a service credit", "credit request", "credit requests",
        "credit claim", "credit claims", "submit a claim", "submit a request", "claim for service credits", "apply for a credit", "must request",
        "to receive a credit", "to receive a service credit", "to receive service credits", "request for credit", "request service credits",
    ),
    "exclusions": (
        "sla exclusions", "service level exclusions", "excluded from the calculation", "shall not apply", "does not apply", "do not apply",
        "not be considered downtime", "not count as downtime", "excused downtime", "excluded downtime", "force majeure",
    ),
    "maintenance": (
        "scheduled maintenance", "planned maintenance", "maintenance window", "maintenance windows", "routine maintenance", "emergency maintenance",
        "scheduled downtime", "planned downtime", "unscheduled maintenance", "service window",
    ),
    "termination": (
        "right to terminate", "may terminate", "terminate this agreement", "terminate the agreement", "terminate the contract", "termination right",
        "terminate the service", "terminate the services", "terminate this contract", "cancel the service", "cancel this agreement",
    ),
    "support": (
        "severity level", "severity levels", "response time", "response times", "initial response", "priority level", "priority levels",
        "resolution time", "target response", "severity 1", "priority 1", "support hours", "first response",
    ),
    "performance": (
        "latency", "packet loss", "packet delivery", "jitter", "round trip time", "round-trip time", "throughput", "mean time to repair",
        "recovery time objective", "recovery point objective", "durability", "time to repair", "error rate",
    ),
    "reporting": (
        "service level report", "service level reports", "monthly report", "monthly reports", "performance report", "performance reports",
        "service review", "review meeting", "review meetings", "quarterly review",
    ),
    "effective_date": ("effective date", "effective as of", "commencement date", "last updated", "last revised", "last modified"),
    "governing_law": ("governing law", "governed by the laws", "governed by and construed", "laws of the state", "applicable law"),
}  # fmt: skip
"""Phrases that an agreement hardly uses without speaking of the matter; single words of everyday use are left out."""

_SENTENCE = re.compile(r"(?<=[.!?;])[\"”’)]{0,2}\s+(?=[A-Z“\"(\[])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|no|art|sec|approx|inc|ltd|co|corp|vs|a\.m|p\.m|U\.S|Sr|Mr|(?-i:Ms)|Dr|St|resp)\.$", re.IGNORECASE
)


class Mention(NamedTuple):
    """Hold where a text speaks of a group of terms."""

    group: str
    span: Span


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a clause (also parts between semicolons) as spans.

    >>> [span.of("We promise 99.9%. If not, you get 10%.") for span in sentences("We promise 99.9%. If not, you get 10%.")]
    ['We promise 99.9%.', 'If not, you get 10%.']
    """
    start = 0
    for match in _SENTENCE.finditer(text):
        if not _ABBREVIATION.search(text[max(start, match.start() - 12) : match.start()]):
            yield Span(start, match.start())
            start = match.end()
    if text[start:].strip():
        yield Span(start, len(text))


def sentence_at(text: str, place: int) -> Span:
    """Return the sentence around a place."""
    return next((span for span in sentences(text) if span.start <= place < span.end), Span(0, len(text)))


@cache
def _matcher() -> tuple[Any, Any]:
    import spacy  # a second of import: only for those who ask
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for group, phrases in PHRASES.items():
        matcher.add(group, [language.make_doc(phrase) for phrase in phrases])
    return language, matcher


def mentions(text: str) -> Iterator[Mention]:
    """Yield every mention of a group's vocabulary, in text order; case does not matter, spans are in the text as it is.

    >>> [(m.group, m.span.of("No Service Credits are due.")) for m in mentions("No Service Credits are due.")]
    [('credits', 'Service Credits')]
    """
    language, matcher = _matcher()
    found = language.make_doc(text)
    for match, start, end in sorted(matcher(found), key=lambda hit: (hit[1], -hit[2])):
        last = found[end - 1]
        yield Mention(language.vocab.strings[match], Span(found[start].idx, last.idx + len(last)))


def groups_in(texts: Iterable[str], wanted: Iterable[str] = tuple(PHRASES)) -> list[frozenset[str]]:
    """Return for each text the groups, of those `wanted`, that it speaks of.

    Most texts hold none of the phrases as written; only the others are worth their tokens (1,000 agreements: 6 s without this).

    >>> [sorted(groups) for groups in groups_in(["Latency and jitter", "Good morning"])]
    [['performance'], []]
    """
    kept = list(texts)
    lowered = [text.lower() for text in kept]
    whole = "\n".join(lowered)
    groups = {group: there for group in wanted if (there := [phrase for phrase in PHRASES[group] if phrase in whole])}
    phrases = [phrase for there in groups.values() for phrase in there]
    return [
        frozenset(mention.group for mention in mentions(text) if mention.group in groups)
        if any(phrase in low for phrase in phrases)
        else frozenset()
        for text, low in zip(kept, lowered, strict=True)
    ]
