"""Defined terms: the words that a clause gives a meaning."""

from __future__ import annotations

import re

_QUOTED = r"[“\"'‘«]\s?(?P<{}>[A-Za-z][^“”\"'‘’«»\n]{{1,60}}?)\s?[”\"'’»]"
_MEANS = re.compile(
    _QUOTED.format("term") + r"(?:\s*(?:,|and|or|/)\s*" + _QUOTED.format("second") + r")?\s{0,2}(?:\([^()]{1,60}\)\s{0,2})?:?\s{0,2}(?:shall\s+|will\s+)?(?:means?\b|refers?\s+to\b|is\s+defined\b|has\s+the\s+meaning|have\s+the\s+meaning|"
    r"is\s+(?:the|a|an|calculated|when|any)\b|are\b|=|:|–|-\s|indicates|denotes|includes\b)",
)
_NAMED = re.compile(r"\((?:(?:collectively|together|each|hereinafter|hereafter|the|an?|our|your|or|referred\s+to\s+as|individually|such)[,\s]+){0,4}" + _QUOTED.format("term") + r"(?:\s*(?:or|and)\s*(?:the\s+)?" + _QUOTED.format("second") + r")?[^()]{0,30}\)")
_OPENING = re.compile(r"^(?P<term>[A-Z][\w’'/()&-]*(?:\s+(?:[A-Z(][\w’'/()&-]*|of|and|or|the|per|to|for|a)){0,6})\s*(?::|\s[–—-]|\s+(?:shall\s+)?means?\b|\s+refers?\s+to\b|\s+is\s+defined\b)\s")


def defined_terms(text: str, *, bold_end: int = 0) -> tuple[str, ...]:
    """Return the terms that a text defines, in order.

    `bold_end` is where a bold opening ends: "**Downtime**: …" defines its bold words.

    >>> defined_terms("“Downtime” means any minute in which the Service (the “Platform”) does not answer.")
    ('Downtime', 'Platform')
    """
    found = []
    for pattern in (_MEANS, _NAMED):
        for match in pattern.finditer(text):
            found += [(match.start(name), match[name]) for name in ("term", "second") if match[name]]
    opening = _OPENING.match(text)
    if opening and not found and (bold_end >= opening.end("term") - 1 or re.search(r"mean|refer|defined", opening[0])):
        found.append((0, opening["term"]))
    return tuple(dict.fromkeys(term.strip(" ,.:") for _, term in sorted(found)))
