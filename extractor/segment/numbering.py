"""Clause numbers: which characters at the start of a block are one, and how deep it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.document import Span

_PREFIXED = (
    r"(?P<prefixed>(?:(?:section|article|clause|schedule|exhibit|appendix|annex|annexure|attachment|part|chapter)\s{1,3}|(?:sec\.|art\.|§{1,2})\s{0,3})"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[ivxlc]{1,7}|[a-z](?:[-.]\d{1,3})?)(?:\([a-z0-9]{1,4}\)){0,3}(?![\w%]))\s{0,2}[.:)–—-]{0,2}"
)
_DOTTED = r"(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,5})(?P<dot>[.)]?)(?=\s|[A-Z“\"(])(?![\s]*%)"
_SINGLE = r"(?P<single>\d{1,3})(?P<mark>[.):]|\s-)(?=\s|[A-Z“\"])"
_BARE = r"(?P<bare>\d{1,2})(?=\s{1,4}[A-Z“\"])"
_BRACKETED = r"(?P<bracketed>[\(\[](?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6})[\)\]])"
_LETTER = r"(?P<letter>[a-zA-Z]|[ivxIVX]{2,5})(?P<after>[.)])(?=\s)"
_NUMBER = re.compile(rf"\s{{0,4}}(?:{_PREFIXED}|{_DOTTED}|{_SINGLE}|{_BARE}|{_BRACKETED}|{_LETTER})\s{{0,4}}", re.IGNORECASE)
_BULLET = re.compile(r"\s{0,4}(?P<bullet>[•·▪◦●○■□►➢✓*‣⁃∙–—-])\s{1,4}(?=\S)")

_QUANTITY_AFTER = re.compile(
    r"(?:%|percent|per\s?cent|business|working|calendar|hours?|minutes?|mins?|days?|weeks?|months?|years?|seconds?|ms\b|times|x\s?\d|GB|MB|TB|Gbps|Mbps|January|February|March|April|May\s\d|June|"
    r"July|August|September|October|November|December)\b",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """Hold a clause number as shown, its bare form, its scheme, and the span that it and its marks take."""

    shown: str
    parts: tuple[str, ...]
    scheme: str
    span: Span


def leading_number(text: str) -> Number | None:
    """Return the clause number that opens a block's text; quantities, dates and years are none.

    >>> leading_number("4.2 Service Credits").shown, leading_number("24 hours a day"), leading_number("99.9% of the month")
    ('4.2', None, None)
    """
    bullet = _BULLET.match(text)
    if bullet:
        return Number("•", (), "bullet", Span(0, bullet.end()))
    match = _NUMBER.match(text)
    if match is None or match.end() == 0:
        return None
    rest = text[match.end() :]
    if match["prefixed"]:
        if rest[:1].islower() or _reference_goes_on(rest):
            return None
        return Number(match["prefixed"].strip(), _parts(match["prefixed"]), "prefixed", Span(0, match.end()))
    if _QUANTITY_AFTER.match(rest) and not match["bracketed"] and not (match["mark"] or "").strip():
        return None
    if match["dotted"]:
        if match["dotted"].count(".") == 1 and not match["dot"] and re.match(r"[a-z]", rest):
            return None
        return Number(match["dotted"] + match["dot"], tuple(match["dotted"].split(".")), "dotted", Span(0, match.end()))
    if match["single"]:
        return Number((match["single"] + match["mark"]).strip(), (match["single"],), "single", Span(0, match.end()))
    if match["bare"]:
        return Number(match["bare"], (match["bare"],), "single", Span(0, match.end())) if _title_like(rest) else None
    if match["bracketed"]:
        inner = match["bracketed"][1:-1]
        return Number(match["bracketed"], (inner,), "bracketed-" + kind_of(inner), Span(0, match.end()))
    if match["letter"] and (len(rest) > 1):
        return Number(match["letter"] + match["after"], (match["letter"],), "letter-" + kind_of(match["letter"]), Span(0, match.end()))
    return None


def kind_of(inner: str) -> str:
    """Return whether a mark counts in figures, letters or roman numerals ("i", "v", "x" count as roman).

    >>> kind_of("iv"), kind_of("b"), kind_of("3")
    ('roman', 'letter', 'figure')
    """
    if inner.isdigit():
        return "figure"
    return "roman" if re.fullmatch(r"(?i)[ivx]{1,6}", inner) else "letter"


def _parts(prefixed: str) -> tuple[str, ...]:
    tail = re.sub(r"(?i)^[a-z.§]+\s*", "", prefixed)
    return tuple(part for part in re.split(r"[.()\-]+", tail) if part)


def _title_like(rest: str) -> bool:
    """Tell whether what follows a bare number reads as a title or a sentence, not as a counted thing."""
    words = rest.split()
    return len(words) <= 10 and not rest.rstrip().endswith((".", ";", ",")) and rest[:1].isupper()


def _reference_goes_on(rest: str) -> bool:
    """Tell whether "Section 4 of the Agreement" is a reference that opens a sentence, not a number."""
    return bool(re.match(r"(?:of|to|in|above|below|and|or|shall|is|are|does|do|will|applies|apply|sets?|describes?|hereof)\b", rest.lstrip()))
