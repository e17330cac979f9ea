"""Clauses → features: words, word pairs and cues of the text, and of what stands around it.

A feature is a string; the model knows its number. Text, headings, lead-in and table header have features of
their own kinds, so that "maintenance" in a heading weighs otherwise than in the text.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extractor.classify.cues import cue_of
from extractor.document import Clause
from extractor.language import sentences

Features = dict[str, float]

LONGEST = 1800
"""Characters of a clause that are looked at; what a clause does shows in its first sentences."""
NEAR = 30
"""Words of a neighbour whose cues are looked at."""
STEM = 5
"""Letters of a word beginning: "availability" and "available" share theirs."""

_TOKEN = re.compile(
    r"(?P<percent>\d+(?:[.,]\d+)?\s?(?:%|per\s?cent\b))|(?P<money>[$€£]\s?\d[\d.,]*|\b(?:USD|EUR|GBP)\s?\d[\d.,]*)"
    r"|(?P<time>\(?\d+\)?[\s-](?:business\s|calendar\s|working\s|consecutive\s)?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|ms)\b)"
    r"|(?P<mail>[\w.+-]{1,64}@[\w.-]+|https?://\S+)|(?P<number>\d+(?:[.,:/]\d+)*)|(?P<sign>[≥≤<>])|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"9\d(?:[.,]\d+)?|100")
_MASKS = {"money": "<money>", "time": "<time>", "mail": "<mail>", "number": "<n>", "sign": "<sign>"}


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, with numbers masked by what they count.

    >>> tokens("at least 99.9% within 30 days")
    ['at', 'least', '<level>', 'within', '<time>']
    """
    return placed(text[:LONGEST])[0]


def placed(text: str) -> tuple[list[str], list[int]]:
    """Return the words of a text as `tokens` does, and where each begins."""
    found, places = [], []
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup, match[0]
        places.append(match.start())
        if kind == "word":
            found.append(word.lower().replace("’", "'"))
        elif kind == "percent":
            found.append("<level>" if _LEVEL.match(word) else "<percent>")
        else:
            found.append(_MASKS[kind or "sign"])
    return found, places


@lru_cache(maxsize=50_000)
def stem(token: str) -> str:
    """Return the beginning of a word."""
    return token if token[0] == "<" else token[:STEM]


def cues(words: Sequence[str]) -> list[str]:
    """Return the cues in a text in their order, masks kept, other words left out."""
    named = (word if word[0] == "<" else cue_of(word) for word in words)
    return [cue for cue in named if cue is not None]


@dataclass(frozen=True, slots=True)
class Views:
    """Hold what the classifier sees of a document: the words of every clause, how it stands, and its sentences if it has several.

    `owners` names the clause (by its place) of each sentence; a sentence stands as its clause does. A paragraph that promises in
    one sentence and pays in the next does both, which drowns when it is looked at as a whole only.
    """

    own: list[Features]
    standing: list[Features]
    sentences: list[Features]
    owners: list[int]

    def whole(self) -> list[Features]:
        """Return the features of each clause, in order."""
        return [own | standing for own, standing in zip(self.own, self.standing, strict=True)]

    def whole_sentences(self) -> list[Features]:
        """Return the features of each sentence where it stands."""
        return [own | self.standing[owner] for own, owner in zip(self.sentences, self.owners, strict=True)]


def views_of(clauses: Sequence[Clause]) -> Views:
    """Return the views of the clauses of one document; each kind of feature is scaled to length one.

    >>> from extractor.document import Span
    >>> views_of([Clause("c1", Span(0, 35), "We promise 99.9%. You get 10% back.")]).owners
    [0, 0]
    """
    views = Views([], [], [], [])
    by_id = {clause.id: clause for clause in clauses}
    texts = [placed(clause.text) for clause in clauses]
    words = [found[: bisect_left(places, LONGEST)] for found, places in texts]
    seen = [set(cues(each[:NEAR])) for each in words]
    above: dict[tuple[str, ...], Features] = {}
    leads: dict[str, Features] = {}
    for i, clause in enumerate(clauses):
        if clause.path not in above:
            above[clause.path] = _titles(clause.path)
        standing = dict(above[clause.path])
        lead = by_id.get(clause.lead_in or "")
        if lead is not None:
            if lead.id not in leads:
                leads[lead.id] = around("l", tokens(lead.text), 0.7)
            standing |= leads[lead.id]
        _add_standing(standing, clause)
        _add_neighbours(standing, clauses, seen, i)
        views.own.append(_own(words[i]))
        views.standing.append(standing)
        spans = list(sentences(clause.text)) if clause.kind != "row" else []
        if len(spans) > 1:
            found, places = texts[i]
            for span in spans:
                views.sentences.append(_own(found[bisect_left(places, span.start) : bisect_left(places, span.end)]))
                views.owners.append(i)
    return views


def _titles(path: Sequence[str]) -> Features:
    return around("h", [t for title in path[-1:] for t in tokens(title)], 0.8) | around(
        "g", [t for title in path[-2:-1] for t in tokens(title)], 0.4
    )


def _add_standing(features: Features, clause: Clause) -> None:
    """Add how and where a clause stands: header, kind, defined term, title."""
    if clause.header:
        features |= around("t", [t for cell in clause.header for t in tokens(cell)], 0.6)
    features[f"k:{clause.kind}"] = 0.3
    if clause.defines:
        features["defines"] = 0.4
        features |= around("d", tokens(clause.defines[0])[:4], 0.6)
    if clause.run_in:
        features |= around("r", tokens(clause.run_in), 0.7)
    if clause.header and clause.row is not None:
        features["row"] = 0.3


def _add_neighbours(features: Features, clauses: Sequence[Clause], seen: Sequence[set[str]], i: int) -> None:
    """Add the cues of the clauses before and after, in the same section."""
    for kind, other, weight in (("p", i - 1, 0.35), ("n", i + 1, 0.25)):
        if 0 <= other < len(clauses) and seen[other] and clauses[other].path == clauses[i].path:
            features.update(dict.fromkeys([f"{kind}={cue}" for cue in seen[other]], weight / math.sqrt(len(seen[other]))))


def around(kind: str, words: Sequence[str], weight: float) -> Features:
    """Return the features of a text that stands around a clause: word beginnings and cues."""
    names = {f"{kind}:{stem(word)}" for word in words}
    names.update(f"{kind}={cue}" for cue in cues(words))
    return dict.fromkeys(names, weight / math.sqrt(len(names))) if names else {}


def _own(words: Sequence[str]) -> Features:
    """Return the features of a text itself: words, their beginnings and pairs, cues in a row, first words, length, figures."""
    features: Features = {}
    stems = [stem(word) for word in words]
    names = {f"w:{word}" for word in words}
    names.update(f"s:{each}" for each in stems)
    names.update(f"b:{a} {b}" for a, b in pairwise(stems))
    _weigh(features, names)
    seen = cues(words)
    names = {f"c:{cue}" for cue in seen}
    names.update(f"cc:{a} {b}" for a, b in pairwise(seen))
    names.update(f"c3:{a} {b} {c}" for a, b, c in zip(seen, seen[1:], seen[2:], strict=False))
    _weigh(features, names)
    for position, each in enumerate(stems[:3]):
        features[f"o{position}:{each}"] = 0.25
    for position, each in enumerate(seen[:3]):
        features[f"q{position}:{each}"] = 0.25
    length = len(words)
    features[f"len:{0 if length < 6 else 1 if length < 15 else 2 if length < 40 else 3}"] = 0.2
    for mask in ("<level>", "<percent>", "<time>", "<money>", "<mail>", "<sign>"):
        if mask in words:
            features[f"m:{mask}"] = 0.4
    return features


def _weigh(features: Features, names: set[str]) -> None:
    if names:
        features.update(dict.fromkeys(names, 1.3 / math.sqrt(len(names))))
