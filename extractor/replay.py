"""Replay: the figures of a term must be readable from its quotes alone.

A quote that lies in the right clause but not around the value would pass every check of offsets; reading the figure again does
not let it. Bounds that a table gives in another row (a cumulative step's lower end) are derived, not read, and not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from extractor import record
from extractor.quantities import durations, fractions, percentages, ranges
from extractor.quantities.durations import minutes_of
from extractor.quantities.numbers import WORD_NUMBER, from_words

_DIGITS = re.compile(r"\d[\d,. ]*\d|\d|(?<!\d)\.\d+")
_WORDS = re.compile(rf"\b{WORD_NUMBER}\b", re.IGNORECASE)
_ISO = re.compile(r"\d+(?:\.\d+)?")
SAID: tuple[tuple[str, int], ...] = (
    (
        r"an?|one|each|every|per|next|same|once|first|single|hourly|daily|weekly|monthly|month|day|hour|week|year|pro[\s-]?rat\w*|proportion\w*",
        1,
    ),
    (r"twice|double|second|couple", 2),
    (r"thrice|triple|third", 3),
    (r"full|fully|entire|whole|all|free|total|complete|no charge|waived?", 100),
    (r"half", 50),
    (r"quarter", 25),
    (r"tenth", 10),
)
"""Numbers that are said without a number: "a day's fee", "twice", "the whole month"."""
CLOSE = Decimal("0.0001")
"""A share such as 1/90 has no end as a percentage; the record keeps four places."""
Said = tuple[tuple[re.Pattern[str], Decimal], ...]
_SAID: Said = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), Decimal(value)) for words, value in SAID)
_SAID_OF_CAPS = tuple((pattern, value) for pattern, value in _SAID if value != 100)
"""A cap of a whole fee has a test of its own: "all credits shall not exceed half the total fee" says nothing of 100 percent."""


def replayed(term: record.Proven) -> bool:
    """Tell whether every figure that a term states stands in its quotes.

    >>> proof = record.Evidence(clause="c1", start=0, end=5, quote="a credit of 10%")
    >>> cap = record.Cap(amount=30, unit="percent", evidence=[proof])
    >>> replayed(cap), replayed(cap.model_copy(update={"amount": 10.0}))
    (False, True)
    """
    quotes = [proof.quote for proof in term.evidence]
    said = _SAID_OF_CAPS if isinstance(term, record.Cap) else _SAID
    downtime = isinstance(term, (record.Uptime, record.Performance, record.Termination))
    return all(_stands(figure, quotes, said, downtime=downtime) for figure in figures_of(term))


Figure = Decimal | str
"""A number as it is, or a duration in ISO 8601."""


def figures_of(term: record.Proven) -> Iterator[Figure]:
    """Yield the figures that a term states and that its quotes must hold."""
    match term:
        case record.Uptime():
            yield _decimal(term.percent)
        case record.Credit():
            yield _decimal(term.credit.amount)
        case record.Cap():
            if not _is_whole_fee(term):
                yield _decimal(term.amount)
        case record.Performance():
            yield _decimal(term.value)
        case record.Claim():
            yield from _durations(term.window)
        case record.Maintenance():
            yield from _durations(term.notice)
        case record.Support():
            yield from _durations(term.response, term.resolution, term.update)
        case record.Termination():
            yield from _durations(term.notice, term.cure)
            if term.threshold and term.threshold.failures:
                yield Decimal(term.threshold.failures)
            if term.threshold and term.threshold.below is not None:
                yield _decimal(term.threshold.below)


_MOST = re.compile(
    r"\b(?:exceed\w*|excess\s+of|(?:more|greater|higher)\s+than|beyond|above|limited\s+to|capped\s+at|limit|maximum|most|ceiling|cap|up\s+to|reach(?:es)?)\b",
    re.IGNORECASE,
)


def _is_whole_fee(cap: record.Cap) -> bool:
    """Tell whether a cap of 100 percent is the fee itself, named without a figure: "shall not exceed your monthly fees".

    The quote then has to hold a word of limit, from there to the basis nothing but words that take no part and no multiple of it
    ("half", "a percentage of", "the lesser of"), and behind the basis no number of times or of months.

    >>> proof = record.Evidence(clause="c1", start=0, end=5, quote="Credits will not exceed your monthly fees.")
    >>> cap = record.Cap(amount=100, unit="percent", basis="monthly fees", evidence=[proof])
    >>> replayed(cap), replayed(cap.model_copy(update={"basis": "annual fees"})), replayed(cap.model_copy(update={"amount": 50.0}))
    (True, False, False)
    """
    if cap.unit != "percent" or cap.amount != 100 or not cap.basis:
        return False
    for proof in cap.evidence:
        for limit in _MOST.finditer(proof.quote):
            at = proof.quote.find(cap.basis, limit.end())
            if at >= 0 and _WHOLE.fullmatch(proof.quote, limit.end(), at) and not _multiplied(proof.quote[at + len(cap.basis) :]):
                return True
    return False


def _multiplied(after: str) -> bool:
    """Tell whether the fee is taken several times, or that of several months is meant ("the monthly fees for three months")."""
    near = re.split(r"[.;,]", after, maxsplit=1)[0][:_NEAR]
    if _TIMES.search(near):
        return True
    return any(_FOR.search(near[: span.start]) and duration.iso != "P1M" for duration, span in durations(near))


_WHOLE = re.compile(
    r"(?:[\s:(]|(?:an?|the|of|to|amount|sum|total|equal|value|equivalent|in|aggregate|is|be|at|your|our|its|their|that|this|applicable|then|current|entire|"
    r"full|all|any|single|affected|relevant|actual|such|more|than|(?:customer|client|subscriber)['’]s)\b)*+",
    re.IGNORECASE,
)
"""What may stand between the word of limit and the fee."""
_TIMES = re.compile(
    rf"\b(?:multiplied|times|twice|double|half)\b|[x×]\s?\d|\b(?:\d+|{WORD_NUMBER})\s+(?:months?|quarters?|years?)['’]?\s+worth",
    re.IGNORECASE,
)
_FOR = re.compile(r"\b(?:for|in|over|of|from|during|covering)\s+(?:the\s+)?(?:\w+\s+){0,3}$", re.IGNORECASE)
_NEAR = 120
"""Characters behind the fee that may say how often it is taken."""


def _decimal(value: float) -> Decimal:
    return Decimal(str(value))


def _durations(*given: record.Duration | None) -> Iterator[str]:
    yield from (each.duration for each in given if each is not None)


def _stands(figure: Figure, quotes: Sequence[str], said: Said, *, downtime: bool) -> bool:
    if isinstance(figure, str):
        return any(_has_duration(figure, quote) for quote in quotes)
    return any(_has_number(figure, quote, said) or (downtime and figure > 90 and bool(durations(quote))) for quote in quotes)


def _has_duration(iso: str, quote: str) -> bool:
    wanted = minutes_of(iso)
    if any(duration.minutes == wanted for duration, _ in durations(quote)):
        return True
    number = _ISO.search(iso)  # a cell whose unit stands in the header, a range's lower end
    return number is not None and _has_number(Decimal(number[0]), quote, _SAID)


def _has_number(wanted: Decimal, quote: str, said: Said) -> bool:
    if any(wanted in (value, 100 - value) for value, _ in percentages(quote)):
        return True
    if any(wanted in (bounds.low, bounds.high) for bounds, _ in ranges(quote, bare=True)):
        return True
    if wanted in set(_numbers(quote)) or any(wanted == value and pattern.search(quote) for pattern, value in said):
        return True
    return any(abs(wanted - share) < CLOSE for fraction, _ in fractions(quote) for share in _shares(fraction))


def _numbers(text: str) -> Iterator[Decimal]:
    for match in _DIGITS.finditer(text):
        for digits in {match[0].strip(), *re.split(r"[ ,]", match[0])}:
            yield from _read(digits)
    for match in _WORDS.finditer(text):
        yield from_words(match[0])


def _read(digits: str) -> Iterator[Decimal]:
    for shape in {digits.replace(",", "").replace(" ", ""), digits.replace(".", "").replace(",", "."), digits.rstrip(".,")}:
        if re.fullmatch(r"\d+(?:\.\d+)?|\.\d+", shape):
            yield Decimal(shape)


def _shares(fraction: Fraction) -> tuple[Decimal, ...]:
    share = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    return share, share * 100, Decimal(fraction.numerator), Decimal(fraction.denominator)
