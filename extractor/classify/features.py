"""Clauses → features: words, word pairs and cues of the text, and of what stands around it.

A feature is a string; the model knows its number. Text, headings, lead-in, table header and neighbours have features of
their own kinds, so that "maintenance" in a heading weighs otherwise than in the text.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.classify.cues import cue_of
from extractor.document import Clause

Features = dict[str, float]

LONGEST = 1800
"""Characters of a clause that are looked at; what a clause does shows in its first sentences."""
STEM = 5
"""Letters of a word beginning: "availability" and "available" share theirs."""

_TOKEN = re.compile(
    r"(?P<percent>\d+(?:[.,]\d+)?\s?(?:%|per\s?cent\b))|(?P<money>[$€£]\s?\d[\d.,]*|\b(?:USD|EUR|GBP)\s?\d[\d.,]*)"
    r"|(?P<time>\(?\d+\)?[\s-](?:business\s|calendar\s|working\s|consecutive\s)?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|ms)\b)"
    r"|(?P<mail>[\w.+-]+@[\w.-]+|https?://\S+)|(?P<number>\d+(?:[.,:/]\d+)*)|(?P<sign>[≥≤<>])|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"9\d(?:[.,]\d+)?|100")
_MASKS = {"money": "<money>", "time": "<time>", "mail": "<mail>", "number": "<n>", "sign": "<sign>"}


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, with numbers masked by what they count.

    >>> tokens("at least 99.9% within 30 days")
    ['at', 'least', '<level>', 'within', '<time>']
    """
    found = []
    for match in _TOKEN.finditer(text[:LONGEST]):
        kind = match.lastgroup or "word"
        if kind == "percent":
            found.append("<level>" if _LEVEL.match(match[0]) else "<percent>")
        else:
            found.append(_MASKS.get(kind) or match[0].lower().replace("’", "'"))
    return found


@lru_cache(maxsize=50_000)
def stem(token: str) -> str:
    """Return the beginning of a word."""
    return token if token[0] == "<" else token[:STEM]


def cues(words: Sequence[str]) -> list[str]:
    """Return the cues in a text in their order, masks kept, other words left out."""
    named = (word if word[0] == "<" else cue_of(word) for word in words)
    return [cue for cue in named if cue is not None]


def features_of(clauses: Sequence[Clause]) -> Iterator[Features]:
    """Yield the features of each clause of one document, in order; each kind is scaled to length one."""
    by_id = {clause.id: clause for clause in clauses}
    words = [tokens(clause.text) for clause in clauses]
    above: dict[tuple[str, ...], Features] = {}
    leads: dict[str, Features] = {}
    for i, clause in enumerate(clauses):
        path = clause.path
        if path not in above:
            above[path] = around("h", [t for title in path[-1:] for t in tokens(title)], 0.8) | around(
                "g", [t for title in path[-2:-1] for t in tokens(title)], 0.4
            )
        lead = by_id.get(clause.lead_in or "")
        if lead is not None and lead.id not in leads:
            leads[lead.id] = around("l", tokens(lead.text), 0.7)
        features: Features = {}
        _add_text(features, words[i])
        features |= above[path]
        if lead is not None:
            features |= leads[lead.id]
        if clause.header:
            features |= around("t", [t for cell in clause.header for t in tokens(cell)], 0.6)
        before, after = _beside(clauses, i, -1), _beside(clauses, i, 1)
        if before is not None:
            features |= around("p", words[before][:30], 0.35)
        if after is not None:
            features |= around("n", words[after][:30], 0.25)
        _add_shape(features, clause, words[i])
        yield features


def _beside(clauses: Sequence[Clause], index: int, step: int) -> int | None:
    """Return the neighbour in the same list, table or section."""
    other = index + step
    if 0 <= other < len(clauses) and clauses[other].kind != "heading" and clauses[other].path == clauses[index].path:
        return other
    return None


def around(kind: str, words: Sequence[str], weight: float) -> Features:
    """Return the features of a text that stands around a clause: word beginnings and cues."""
    names = {f"{kind}:{stem(word)}" for word in words}
    names.update(f"{kind}={cue}" for cue in cues(words))
    return dict.fromkeys(names, weight / math.sqrt(len(names))) if names else {}


def _add_text(features: Features, words: Sequence[str]) -> None:
    stems = [stem(word) for word in words]
    names = {f"w:{word}" for word in words}
    names.update(f"s:{each}" for each in stems)
    names.update(f"b:{a} {b}" for a, b in itertools.pairwise(stems))
    if names:
        features.update(dict.fromkeys(names, 1.3 / math.sqrt(len(names))))
    seen = cues(words)
    names = {f"c:{cue}" for cue in seen}
    names.update(f"cc:{a} {b}" for a, b in itertools.pairwise(seen))
    names.update(f"c3:{a} {b} {c}" for a, b, c in zip(seen, seen[1:], seen[2:], strict=False))
    if names:
        features.update(dict.fromkeys(names, 1.3 / math.sqrt(len(names))))
    for position, each in enumerate(stems[:3]):
        features[f"o{position}:{each}"] = 0.25
    for position, each in enumerate(seen[:3]):
        features[f"q{position}:{each}"] = 0.25


def _add_shape(features: Features, clause: Clause, words: Sequence[str]) -> None:
    """Add what the eye sees at once: kind, length, numbers, defined term, title."""
    features[f"k:{clause.kind}"] = 0.3
    length = len(words)
    features[f"len:{0 if length < 6 else 1 if length < 15 else 2 if length < 40 else 3}"] = 0.2
    for mask in ("<level>", "<percent>", "<time>", "<money>", "<mail>", "<sign>"):
        if mask in words:
            features[f"m:{mask}"] = 0.4
    if clause.defines:
        features["defines"] = 0.4
        features |= around("d", tokens(clause.defines[0])[:4], 0.6)
    if clause.run_in:
        features |= around("r", tokens(clause.run_in), 0.7)
    if clause.header and clause.row is not None:
        features["row"] = 0.3
