"""Defined terms: the words that a clause gives a meaning."""

from __future__ import annotations

import re

_OPEN, _CLOSE = '“"‘«', '”"’»'
_WORDS = r"[A-Za-z0-9][^“”\"«»\n]{0,60}?"
_QUOTED = rf"(?:[“\"«]\s?(?P<{{0}}>{_WORDS})\s?[”\"»]|[‘'](?P<{{0}}_single>[A-Z][^‘’'\n]{{1,60}}?)[’'])"


def _quoted(name: str) -> str:
    return _QUOTED.replace("{0}", name)


_VERBS = (
    r"(?:shall\s+|will\s+)?(?:means?\b|refers?\s+to\b|(?:is|are)\s+defined\b|(?:has|have|bears?)\s+the\s+(?:same\s+)?meaning|is\s+(?:the|a|an|any|calculated|measured|when|equal)\b|are\s+(?:the|any)\b|"
    r"indicates?\b|denotes?\b|includes?\b|=)"
)
_MEANS = re.compile(
    _quoted("term")
    + r"(?:\s{0,2}(?:,|and|or|/)\s{0,2}"
    + _quoted("second")
    + r")?(?:\s{0,2}\([^()\n]{1,60}\))?\s{0,2}(?:[,:–—]|\s-\s)?\s{0,2}(?:,[^,\n]{1,60},\s)?"
    + _VERBS,
    re.IGNORECASE,
)
"""“Downtime” means …; “Fees” or “Charges” shall mean …"""
_NAMED = re.compile(
    r"\((?:(?:collectively|together|each|hereinafter|hereafter|hereinabove|the|this|an?|our|your|or|and|referred\s+to\s+as|individually|such|as|in\s+this\s+\w{1,12})[,:\s]{1,3}){0,5}"
    + _quoted("term") + r"(?:[,\s]{0,2}(?:or|and|,|and\s+together\s+with\s+\w{1,12})?\s{0,2}(?:collectively,?\s+|individually,?\s+|each\s+an?\s+)?(?:the\s+|this\s+|an?\s+)?" + _quoted("second") + r")?[^()\n]{0,30}\)"
)  # fmt: skip
"""(the “Service Credit”), (each an “Outage” and collectively “Outages”)"""
_LISTED = re.compile(_quoted("term") + r"\s{0,2}(?:\([^()\n]{1,60}\)\s{0,2})?(?::|[–—]|-\s)")
"""“Downtime”: …  at the start of a text."""
_OPENING = re.compile(
    r"(?P<term>[A-Z][\w’'/&-]*(?:\s+(?:[A-Z(][\w’'/()&-]*|of|and|or|the|per|to|for|in|within|a)){0,11})\s{0,2}(?P<mark>:|\s[–—-]|(?:shall\s+)?means?\b|refers?\s+to\b|(?:is|are)\s+defined\b|(?:has|have)\s+the\s+meaning\b)\s"
)
_DEFINING = re.compile(r"\b(?:means?|defined|meaning|refers?\s+to)\b|^(?:an?|the|any)\s", re.IGNORECASE)
_NO_TERM = re.compile(
    r"(?:note|example|and|or|the|this|section|article|e\.g\.?|n/a|yes|no|tbd|either|as\s+is|as\s+available)$", re.IGNORECASE
)


def defined_terms(text: str, *, bold: int = 0, in_definitions: bool = False) -> tuple[str, ...]:
    """Return the terms that a text defines, in order.

    `bold` is where a bold opening ends and `in_definitions` whether the text stands below a heading "Definitions": there
    "Downtime: …" and "Downtime – …" define as well.

    >>> defined_terms("“Downtime” means any minute in which the Service (the “Platform”) does not answer.")
    ('Downtime', 'Platform')
    >>> defined_terms("Response Time: one hour"), defined_terms("Response Time: the time until we answer", in_definitions=True)
    ((), ('Response Time',))
    """
    found = [(at, term) for pattern in (_MEANS, _NAMED) for match in pattern.finditer(text) for at, term in _terms(match)]
    listed = _LISTED.match(text)
    if listed and (in_definitions or not found):
        found += _terms(listed)
    opening = _OPENING.match(text)
    if opening and not any(at < opening.end("term") for at, _ in found):
        worded = opening["mark"].strip() not in (":", "–", "—", "-")
        set_apart = bold >= opening.end("term") - 1
        rest = text[opening.end() : opening.end() + 200]
        if worded or in_definitions or (set_apart and _DEFINING.search(rest)):
            found.append((0, opening["term"]))
    terms = (re.sub(r"\s+", " ", term).strip(" ,.:;") for _, term in sorted(found))
    return tuple(dict.fromkeys(term for term in terms if term and not _NO_TERM.fullmatch(term)))


def _terms(match: re.Match[str]) -> list[tuple[int, str]]:
    groups = match.re.groupindex
    return [
        (match.start(name), match[name]) for name in ("term", "term_single", "second", "second_single") if name in groups and match[name]
    ]
