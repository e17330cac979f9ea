"""Ranges of percentages and durations: comparators, both-sided bounds, plain intervals, as credit tables write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from extractor.document import Span
from extractor.quantities.percent import percentages
from extractor.quantities.time import Duration, durations

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Range(Generic[V]):
    """Hold an interval; a missing bound is open. The inclusive marks say whether the bound itself belongs to it."""

    low: V | None = None
    high: V | None = None
    low_inclusive: bool = True
    high_inclusive: bool = False


LOW_STRICT = (
    r"(?:strictly\s+)?(?:greater|more|higher|larger|longer)\s+than(?!\s+or)", r"above", r"over", r"exceed(?:s|ing)?", r"in\s+excess\s+of",
    r"better\s+than", r"beyond", r"after\s+(?:the\s+first\s+)?", r">(?!=)", r"&gt;",
)  # fmt: skip
LOW_INCLUSIVE = (
    r"(?:equal(?:s)?\s+(?:to\s+)?or\s+)?(?:is\s+)?(?:greater|more|higher|larger|longer)\s+than\s+or\s+equal(?:s)?(?:\s+to)?",
    r"equal(?:s)?\s+(?:to\s+)?or\s+(?:is\s+)?(?:greater|more|higher|above|over|exceed(?:s|ing)?)(?:\s+than)?",
    r"at\s+least", r"not?\s+(?:less|lower|fewer)\s+than", r"not\s+below", r"no\s+less", r"a\s+minimum\s+of", r"minimum(?:\s+of)?", r"from", r"starting\s+at",
    r"≥", r"⩾", r">=", r"=>", r"at\s+or\s+above", r"between",
)  # fmt: skip
HIGH_STRICT = (
    r"(?:is\s+|falls\s+|fell\s+|drops\s+|be\s+)?(?:strictly\s+)?(?:less|lower|fewer|smaller|shorter|worse)\s+than(?!\s+or)", r"(?:falls\s+|drops\s+|fall\s+|drop\s+)?below",
    r"under", r"<(?!=)", r"&lt;",
)  # fmt: skip
HIGH_INCLUSIVE = (
    r"(?:less|lower|fewer|smaller)\s+than\s+or\s+equal(?:s)?(?:\s+to)?", r"equal(?:s)?\s+(?:to\s+)?or\s+(?:is\s+)?(?:less|lower|below|fewer)(?:\s+than)?",
    r"up\s+to(?:\s+and\s+including)?", r"not?\s+(?:more|greater|higher|longer)\s+than", r"not\s+(?:to\s+)?exceed(?:ing)?", r"at\s+most", r"a\s+maximum\s+of", r"maximum(?:\s+of)?",
    r"≤", r"⩽", r"<=", r"=<", r"at\s+or\s+below", r"within",
)  # fmt: skip

Kind = str
_TABLES: tuple[tuple[Kind, tuple[str, ...]], ...] = (("low=", LOW_INCLUSIVE), ("high=", HIGH_INCLUSIVE), ("low", LOW_STRICT), ("high", HIGH_STRICT))
_BEFORE = re.compile("|".join(f"(?P<k{i}>{'|'.join(words)})" for i, (_, words) in enumerate(_TABLES)), re.IGNORECASE)
_TAIL = re.compile(r"(?:[\s,:(\[]|\bthe\b|\bor\b|\bequal\b|\bto\b|\ba\b|\ban\b|\bof\b|\bis\b|\bof\s+time\b){0,6}$", re.IGNORECASE)
_AFTER = re.compile(
    r"\s{0,2}(?:uptime\s+|availability\s+)?(?:(?P<low>\(?(?:or|and)\s+(?:more|higher|greater|above|over|better|longer)\b(?!\s+than)|\+)|(?P<high>\(?(?:or|and)\s+(?:less|lower|below|fewer|under|worse)\b(?!\s+than)))",
    re.IGNORECASE,
)
_SIGN_AFTER = re.compile(r"\s{0,2}(?P<sign>>=|<=|≥|≤|⩾|⩽|>|<)")
_DASH = re.compile(r"\s{0,3}(?:-|–|—|−|\bto\b|\bthrough\b|\buntil\b|\bbut\b|\band\b|,)?\s{0,3}$", re.IGNORECASE)
_INTERVAL = re.compile(r"\s{0,3}(?:-|–|—|−|~|\.\.\.?|\bto\b|\bthrough\b|\buntil\b|\band\b)\s{0,3}", re.IGNORECASE)
_GAP = 42
"""Characters between two bounds of one range: "but greater than or equal to", "and at least", "> Av ≥"."""


def ranges(text: str) -> list[tuple[Range[Decimal], Span]]:
    """Return every range over percentages with its span; a percentage without comparator or partner is no range.

    >>> [(r.low, r.high) for r, _ in ranges("less than 99.95% but equal to or greater than 99.0%")]
    [(Decimal('99.0'), Decimal('99.95'))]
    """
    return _ranges(text, percentages(text), lambda value: value)


def duration_ranges(text: str) -> list[tuple[Range[Duration], Span]]:
    """Return every range over durations ("more than 4 hours", "1 to 8 hours" gives both ends in hours).

    >>> [(r.low.iso, r.high) for r, _ in duration_ranges("more than four (4) hours")]
    [('PT4H', None)]
    """
    return _ranges(text, durations(text), lambda value: value.minutes)


def _ranges(text: str, values: Sequence[tuple[V, Span]], size: Callable[[V], Decimal]) -> list[tuple[Range[V], Span]]:
    bounds = [(value, span, *_bound(text, span)) for value, span in values]
    found: list[tuple[Range[V], Span]] = []
    index = 0
    while index < len(bounds):
        value, span, kind, start, end = bounds[index]
        following = bounds[index + 1] if index + 1 < len(bounds) else None
        joined = _joined(text, bounds[index], following, size) if following else None
        if joined is not None and following is not None:
            found.append((joined, Span(start, following[4])))
            index += 2
            continue
        if kind:
            found.append((_single(value, kind), Span(start, end)))
        index += 1
    return found


def _bound(text: str, span: Span) -> tuple[Kind | None, int, int]:
    """Return the comparator of a value ("low", "low=", "high", "high=", None) and the span that includes it."""
    window_start = max(0, span.start - 64)
    before = text[window_start : span.start]
    last: re.Match[str] | None = None
    for match in _BEFORE.finditer(before):
        if _TAIL.fullmatch(before[match.end() :]):
            last = match
            break
    after = _AFTER.match(text, span.end)
    if after:
        start = window_start + last.start() if last else span.start
        return ("low=" if after["low"] else "high="), start, after.end()
    if last:
        kind = next(kind for i, (kind, _) in enumerate(_TABLES) if last[f"k{i}"])
        return kind, window_start + last.start(), span.end
    sign = _SIGN_AFTER.match(text, span.end)
    if sign:  # "99.95% > Av": the value stands before its sign, so the sign turns round
        kind = {">": "high", "<": "low", ">=": "high=", "≥": "high=", "⩾": "high=", "<=": "low=", "≤": "low=", "⩽": "low="}[sign["sign"]]
        return kind, span.start, sign.end()
    return None, span.start, span.end


_Bound = tuple[V, Span, "Kind | None", int, int]


def _joined(text: str, first: _Bound[V], second: _Bound[V], size: Callable[[V], Decimal]) -> Range[V] | None:
    """Return the range of two neighbouring bounds, None when they are not the two ends of one."""
    between = text[first[1].end : second[1].start]
    if len(between) > _GAP or re.search(r"[.;\n|](?!\d)|\bcredit\b|:", between):
        return None
    a, b = first[2], second[2]
    sides = {(kind or "").rstrip("=") for kind in (a, b)} - {""}
    if sides == {"low", "high"}:
        low, high = (first, second) if (a or "").startswith("low") else (second, first)
        if (low[2] or "") == "" or (high[2] or "") == "" or size(low[0]) > size(high[0]):
            return None
        return Range(low[0], high[0], str(low[2]).endswith("="), str(high[2]).endswith("="))
    if _INTERVAL.fullmatch(between) or (len(sides) == 1 and _DASH.fullmatch(text[first[4] : second[3]] if first[4] <= second[3] else between)):
        if re.fullmatch(r"(?is)\s*and\s*", between) and not re.search(r"(?i)between\s*$", text[: first[1].start][-12:]):
            return None
        if size(first[0]) == size(second[0]):
            return None
        low, high = sorted((first, second), key=lambda bound: size(bound[0]))
        return Range(low[0], high[0], low[2] != "low", high[2] not in ("high", None) or high[2] is None)
    return None


def _single(value: V, kind: Kind) -> Range[V]:
    if kind.startswith("low"):
        return Range(low=value, low_inclusive=kind.endswith("="))
    return Range(high=value, high_inclusive=kind.endswith("="))
