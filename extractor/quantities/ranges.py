"""Ranges of percentages, plain numbers and durations: comparators, both-sided bounds, intervals, as credit tables write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from extractor.document import Span
from extractor.quantities.durations import Duration, durations, minutes_of
from extractor.quantities.numbers import WORD_NUMBER, decimal, from_words
from extractor.quantities.percent import percentages

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Range(Generic[V]):
    """Hold an interval; a missing bound is open. The inclusive marks say whether the bound itself belongs to it."""

    low: V | None = None
    high: V | None = None
    low_inclusive: bool = True
    high_inclusive: bool = False


_MORE = r"(?:greater|more|higher|larger|longer|better)"
_LESS = r"(?:less|lower|fewer|smaller|shorter|worse)"
_EQUAL = r"equals?(?:\s+to)?"
LOW_INCLUSIVE = (
    rf"{_MORE}\s+than\s+(?:and|or)\s+{_EQUAL}", rf"(?:{_EQUAL}|equivalent\s+to|the\s+same\s+as)\s+or\s+(?:is\s+)?(?:{_MORE}(?:\s+than)?|above|over|exceed(?:s|ing)?)",
    r"at\s+least", rf"(?:no|not|nor)\s+(?:be\s+)?{_LESS}\s+than", r"not\s+below", r"no\s+less", r"(?:a\s+)?minimum(?:\s+of)?", r"from", r"starting\s+at",
    r"≥", r"⩾", r"≧", r">\s?=", r"=>", r"at\s+or\s+(?:above|over)", r"between", r"above\s+or\s+equals?\s+to",
)  # fmt: skip
HIGH_INCLUSIVE = (
    rf"{_LESS}\s+than\s+(?:and|or)\s+{_EQUAL}", rf"{_EQUAL}\s+or\s+(?:is\s+)?(?:{_LESS}(?:\s+than)?|below|under)", r"up\s+to\s+and\s+including",
    r"up\s+to(?!\s+but)", rf"(?:no|not|nor)\s+(?:be\s+)?{_MORE}\s+than", r"(?:not|never)\s+(?:to\s+)?exceed(?:ing)?", r"without\s+exceeding", r"at\s+most", r"(?:a\s+)?maximum(?:\s+of)?",
    r"≤", r"⩽", r"≦", r"<\s?=", r"=<", r"at\s+or\s+(?:below|under)", r"within", r"below\s+or\s+equals?\s+to",
)  # fmt: skip
LOW_STRICT = (
    rf"(?:strictly\s+)?{_MORE}\s+than", r"above", r"over", r"exceed(?:s|ed|ing)?", r"in\s+excess\s+of", r"beyond",
    r"after(?:\s+the\s+first)?", r">", r"&gt;",
)  # fmt: skip
HIGH_STRICT = (
    rf"(?:strictly\s+)?{_LESS}\s+than", r"below", r"under", r"up\s+to\s+but\s+(?:not\s+including|excluding|less\s+than)", r"not\s+reaching", r"<", r"&lt;",
)  # fmt: skip

Kind = str
"""Which bound a comparator gives: "low", "low=", "high" or "high=" (with = where the bound itself belongs to the range)."""

_KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("low=", LOW_INCLUSIVE),
    ("high=", HIGH_INCLUSIVE),
    ("low", LOW_STRICT),
    ("high", HIGH_STRICT),
)
_BEFORE = re.compile("|".join(f"(?P<k{i}>{'|'.join(words)})" for i, (_, words) in enumerate(_KINDS)), re.IGNORECASE)
_TAIL = re.compile(r"(?:[\s,:(\[“\"~]|\b(?:the|an?|of|is|approximately|about)\b){0,6}", re.IGNORECASE)
_NOUN = r"(?:(?:monthly\s+|annual\s+|quarterly\s+)?(?:up-?time|availability)\s+)?"
_AFTER = re.compile(
    rf"\s{{0,2}}[\])]?\s{{0,2}}{_NOUN}(?:\(?\s?(?:or|and)\s+(?:(?P<low>more|higher|greater|above|over|better|longer|up)|(?P<high>less|lower|below|fewer|under|worse|shorter))\b(?!\s+(?:than|to))|(?P<plus>\+))",
    re.IGNORECASE,
)
_SIGN_AFTER = re.compile(r"\s{0,2}(?P<sign>>\s?=|<\s?=|≥|≤|⩾|⩽|≧|≦|>|<)(?!\s?\d)")
_TURNED = {
    ">": "high",
    "<": "low",
    ">=": "high=",
    "≥": "high=",
    "⩾": "high=",
    "≧": "high=",
    "<=": "low=",
    "≤": "low=",
    "⩽": "low=",
    "≦": "low=",
}
_INTERVAL = re.compile(
    r"\s{0,3}[\])]?\s{0,3}(?:-|–|—|−|‑|~|\.{2,3}|…|\b(?:(?:up\s+)?to|thru|through|until|till|and)\b)\s{0,3}[\[(]?\s{0,3}", re.IGNORECASE
)
_BUT = re.compile(r"\s{0,2},?\s{1,2}but\s{1,2}", re.IGNORECASE)
_DASH = re.compile(r"\s{1,3}[-–—]\s{1,3}")
_BREAK = re.compile(r"[;\n|:]|\.(?!\d)|\b(?:credits?|refunds?|discounts?)\b", re.IGNORECASE)
_GAP = 48
"""Characters between two bounds of one range: "but greater than or equal to", "and at least", "> Av ≥"."""
_WINDOW = 64
"""Characters before a value in which its comparator is looked for; the longest ("equal to or greater than ") has 25."""


def ranges(text: str, *, bare: bool = False) -> list[tuple[Range[Decimal], Span]]:
    """Return every range over percentages with its span; a percentage without comparator or partner is no range.

    `bare` also takes numbers without a sign, for table cells whose header names the unit.

    >>> [(r.low, r.high) for r, _ in ranges("less than 99.95% but equal to or greater than 99.0%")]
    [(Decimal('99.0'), Decimal('99.95'))]
    >>> [(r.low, r.high) for r, _ in ranges("95 - 99.5", bare=True)]
    [(Decimal('95'), Decimal('99.5'))]
    """
    values = percentages(text)
    if bare:
        taken = [span for _, span in [*values, *durations(text)]]
        plain = [(decimal(m[0]), Span(m.start(), m.end())) for m in _PLAIN.finditer(text)]
        values = sorted(
            [*values, *((v, s) for v, s in plain if not any(t.start < s.end and s.start < t.end for t in taken))], key=lambda pair: pair[1]
        )
    return _ranges(text, values, lambda value: value)


_PLAIN = re.compile(r"(?<![\w.,$€£])\d{1,3}(?:[.,]\d{1,6})?(?![\w%]|[.,]\d)")


def duration_ranges(text: str) -> list[tuple[Range[Duration], Span]]:
    """Return every range over durations ("more than 4 hours", "30-60 minutes": both ends in the unit as written).

    >>> [(r.low.iso, r.high) for r, _ in duration_ranges("more than four (4) hours")]
    [('PT4H', None)]
    >>> [(r.low.iso, r.high.iso) for r, _ in duration_ranges("from 30 to 60 minutes")]
    [('PT30M', 'PT60M')]
    """
    values: list[tuple[Duration, Span]] = []
    for duration, span in durations(text):
        partner = _partner(text, duration, span)
        values += [partner, (duration, span)] if partner else [(duration, span)]
    return _ranges(text, values, lambda value: minutes_of(value.iso))


_LISTED = re.compile(
    rf"(?<![\w.,:/$€£-])(?P<n>\d{{1,4}}(?:\.\d{{1,3}})?|{WORD_NUMBER})(?:\s?\(\d{{1,4}}\))?\s{{0,2}}(?:-|–|—|\bto\b|\bor\b|\b(?:and|but)(?:\s+(?:up\s+to|less\s+than|under|no(?:t)?\s+more\s+than|at\s+most))?\b)\s{{0,2}}$",
    re.IGNORECASE,
)


def _partner(text: str, duration: Duration, span: Span) -> tuple[Duration, Span] | None:
    """Return the lower end that shares its unit with the duration behind it ("5 to 8 hours"), None without one."""
    start = max(0, span.start - 40)
    match = _LISTED.search(text[start : span.start])
    if match is None:
        return None
    written = match["n"]
    value = decimal(written) if written[0].isdigit() else from_words(written)
    iso = re.sub(r"\d+(?:\.\d+)?", f"{value:f}", duration.iso, count=1)
    return Duration(iso, duration.business), Span(start + match.start(), start + match.end("n"))


_Bound = tuple[V, Span, "Kind | None", int, int]
"""A value, its span, its comparator, and the span of both together."""


def _ranges(text: str, values: Sequence[tuple[V, Span]], size: Callable[[V], Decimal]) -> list[tuple[Range[V], Span]]:
    edges = [0, *(span.end for _, span in values)]
    bounds: list[_Bound[V]] = [(value, span, *_bound(text, span, edge)) for (value, span), edge in zip(values, edges, strict=False)]
    found: list[tuple[Range[V], Span]] = []
    index = 0
    while index < len(bounds):
        value, _, kind, start, end = bounds[index]
        if index + 1 < len(bounds):
            joined = _joined(text, bounds[index], bounds[index + 1], size)
            if joined is not None:
                found.append((joined, Span(start, bounds[index + 1][4])))
                index += 2
                continue
        if kind:
            found.append((_single(value, kind), Span(start, end)))
        index += 1
    return found


def _bound(text: str, span: Span, edge: int) -> tuple[Kind | None, int, int]:
    """Return the comparator of a value and the span that includes it; nothing before `edge` (the value before) belongs to it."""
    window_start = max(edge, span.start - _WINDOW)
    before = text[window_start : span.start]
    comparator: re.Match[str] | None = None
    for match in _BEFORE.finditer(before):
        at_word = match.start() == 0 or not (before[match.start() - 1].isalpha() and before[match.start()].isalpha())
        if at_word and _TAIL.fullmatch(before, match.end()):
            comparator = match
            break
    start = window_start + comparator.start() if comparator else span.start
    after = _AFTER.match(text, span.end)
    if after:
        return ("high=" if after["high"] else "low="), start, after.end()
    if comparator:
        return next(kind for i, (kind, _) in enumerate(_KINDS) if comparator[f"k{i}"]), start, span.end
    if "+" in span.of(text):
        return "low=", span.start, span.end
    sign = _SIGN_AFTER.match(text, span.end)
    if sign:  # "99.95% > Av": the value stands before its sign, so the sign turns round
        return _TURNED[sign["sign"].replace(" ", "")], span.start, sign.end()
    return None, span.start, span.end


def _joined(text: str, first: _Bound[V], second: _Bound[V], size: Callable[[V], Decimal]) -> Range[V] | None:
    """Return the range of two neighbouring bounds, None when they are not the two ends of one."""
    between = text[first[1].end : second[1].start]
    if len(between) > _GAP or _BREAK.search(between):
        return None
    a, b = first[2], second[2]
    sides = {(kind or "").rstrip("=") for kind in (a, b)} - {""}
    if a and b and len(sides) == 2:
        low, high = (first, second) if a.startswith("low") else (second, first)
        if size(low[0]) > size(high[0]):
            return None
        return Range(low[0], high[0], str(low[2]).endswith("="), str(high[2]).endswith("="))
    apart = text[first[4] : second[3]] if first[4] <= second[3] else between
    if a is None and b in ("high", "high=") and _BUT.fullmatch(apart) and size(first[0]) < size(second[0]):
        return Range(first[0], second[0], True, b == "high=")  # "30 minutes, but less than 3 hours"
    if not (_INTERVAL.fullmatch(between) or (_INTERVAL.fullmatch(apart) and len(sides) < 2)):
        return None
    if a == "high" and b is None and _DASH.fullmatch(between) and 2 * size(second[0]) < size(first[0]):
        return None  # "below 99% – 25%": the dash parts what is paid from the level; "< 99.9% – 99.5%" is a range
    if "and" in between.lower().split() and not (a == "low=" and text[first[3] : first[1].start].lower().startswith("between")):
        return None
    if size(first[0]) == size(second[0]) or (a == "high=" and b is None and text[first[3] : first[1].start].lower().startswith("up")):
        return None
    low, high = sorted((first, second), key=lambda bound: size(bound[0]))
    return Range(low[0], high[0], low[2] != "low", high[2] != "high")


def _single(value: V, kind: Kind) -> Range[V]:
    if kind.startswith("low"):
        return Range(low=value, low_inclusive=kind.endswith("="))
    return Range(high=value, high_inclusive=kind.endswith("="))
