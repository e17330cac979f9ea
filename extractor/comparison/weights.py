"""A profile of weights, as a user writes it: terms of the comparison and how much each matters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from math import isfinite

from extractor.comparison.terms import TERMS

KEYS = tuple(term.key for term in TERMS if term.better)
"""Terms that can be weighed: those with a direction of better."""

BALANCED: Mapping[str, float] = {
    "uptime": 3, "credit_99.5": 1, "credit_99": 1, "credit_95": 1, "cap": 1, "sole_remedy": 1, "automatic": 1, "claim_window": 1,
    "exclusions": 1, "scheduled": 1, "response_1": 2, "resolution_1": 1,
}  # fmt: skip
"""A profile to begin with: the promise, what is paid for missing it and how it is claimed weigh about as much as all the rest."""

_LINE = re.compile(r"\s*([\w.]+)\s*[=:]\s*(\S+)\s*")


class BadWeights(ValueError):
    """Say what is wrong with a profile of weights."""


def weights_of(text: str) -> dict[str, float]:
    """Return weights by term from "uptime=3, claim_window=1", from lines "uptime: 3" (a file's), or from the word "balanced".

    Raises BadWeights, which names the line and, for a term that does not exist, the nearest one that does.

    >>> weights_of("uptime=3, cap=1")
    {'uptime': 3.0, 'cap': 1.0}
    """
    if text.strip() == "balanced":
        return dict(BALANCED)
    found: dict[str, float] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for entry in line.split("#")[0].split(","):
            if entry.strip():
                key, weight = _entry(entry, number)
                if key in found:
                    raise BadWeights(f"line {number}: {key} is weighed twice")
                found[key] = weight
    if not any(found.values()):
        raise BadWeights("no weight above 0; write uptime=3,claim_window=1 or balanced")
    return found


def _entry(entry: str, line: int) -> tuple[str, float]:
    match = _LINE.fullmatch(entry)
    if not match:
        raise BadWeights(f"line {line}: {entry.strip()!r} is no weight; write uptime=3")
    key, number = match.groups()
    if key not in KEYS:
        near = get_close_matches(key, KEYS, 1)
        raise BadWeights(f"line {line}: no term {key!r}" + (f"; did you mean {near[0]}?" if near else "") + f" Terms: {', '.join(KEYS)}")
    try:
        weight = float(number)
    except ValueError as error:
        raise BadWeights(f"line {line}: {number!r} is no number") from error
    if not isfinite(weight) or weight < 0:
        raise BadWeights(f"line {line}: a weight is a number of 0 or more, not {number}")
    return key, weight
