"""What a period earns: the band of uptime or downtime that applies, and rules that pay per unit of downtime."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from extractor import record
from extractor.credit.account import Quoter, Step
from extractor.credit.choices import Choices
from extractor.credit.counting import Measured, minutes_said
from extractor.credit.fees import in_full, said, shown, worth
from extractor.credit.periods import Period
from extractor.quantities.durations import minutes_of
from extractor.quantities.money import Money

DECIMALS = 2
"""Decimals that uptime is usually reported with, for the reading in which it is rounded."""

_STARTED = re.compile(
    r"\b(?:or|and)\s+(?:a\s+|any\s+)?(?:part|portion|fraction)\b|\bpart\s+thereof\b|\bcommenced\b|\bstarted\b|\brounded\s+up\b",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"\b(?:full|whole|complete|completed|entire)\s+(?:\w+\s+){0,2}(?:hours?|minutes?|days?|periods?|increments?|blocks?)\b|\brounded\s+down\b",
    re.IGNORECASE,
)
_EXACT = re.compile(
    r"\bpro[\s-]?rat(?:a|ed)\b|\bproportion(?:al|ate|ately|ally)?\b|\b(?:paid|payable|fees?|charges?|charged|cost)\b[^.;]{0,60}\b(?:during|for)\s+the\s+(?:period|time|duration|length)\b",
    re.IGNORECASE,
)
"""The last form: "ten times what you paid during the period of downtime" pays for every minute of it."""
_EACH = re.compile(
    r"\b(?:per|each|every|any|single|an?)\s+(?:\w+\s+){0,2}(?:incident|outage|interruption|event|occurrence|failure)\b|\bconsecutive\b|\bcontinuous\b|\buninterrupted\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:total|aggregate|cumulative|accumulated|in\s+total|combined|all)\s+(?:\w+\s+){0,3}(?:down\s?time|outages?|unavailab\w+|hours|minutes)\b|\bcumulatively\b",
    re.IGNORECASE,
)
_ON_MISS = re.compile(
    r"\b(?:fall(?:s|en|ing)?\s+short|not\s+met|(?:not|n['’]t)\s+(?:\w+\s+)?(?:meet|achieve|attain|reach|keep)\w*|fail(?:s|ed|ing|ure)?\s+to|falls?\s+below|drops?\s+below|less\s+than|breach\w*|miss(?:es|ed)?|missed|violat\w+)\b",
    re.IGNORECASE,
)
"""Words of a rule that make it depend on a missed promise."""


@dataclass(frozen=True, slots=True)
class Due:
    """Hold what one family of rules earns in a period, exact; `parts` are the shares of single outages where they are paid so."""

    money: Decimal
    parts: tuple[Decimal, ...]
    steps: tuple[Step, ...]


def settled(rules: Iterable[record.Credit], choices: Choices) -> tuple[Choices, frozenset[str]]:
    """Return the choices that the words of the rules settle, and their names; what they settle is no ambiguity."""
    words = " ".join(proof.quote for rule in rules for proof in rule.evidence if _by_time(rule))
    values: dict[str, object] = {}
    for pattern, value in ((_STARTED, "started"), (_EXACT, "exact"), (_FULL, "full")):
        if "units" not in values and pattern.search(words):
            values["units"] = value
    if _TOTAL.search(words):
        values["per_outage"] = False
    elif _EACH.search(words):
        values["per_outage"] = True
    if _ON_MISS.search(words):
        values["paid_when_kept"] = False
    return replace(choices, **values), frozenset(values)  # type: ignore[arg-type]


def _by_time(rule: record.Credit) -> bool:
    return rule.metric == "downtime" or rule.per is not None


def earned(
    rules: Sequence[record.Credit],
    measured: Measured,
    promise: Decimal | None,
    period: Period,
    fee: Money,
    quoter: Quoter,
    choices: Choices,
) -> Due:
    """Return what `rules` pay for a period before caps."""
    by_level = [rule for rule in rules if rule.metric == "uptime" and rule.per is None]
    by_time = [rule for rule in rules if rule.metric in ("uptime", "downtime") and _by_time(rule)]
    found = []
    if by_level:
        found.append(_level(by_level, measured, promise, period, fee, quoter, choices))
    if by_time:
        found.append(_time(by_time, measured, promise, period, fee, quoter, choices))
    paying = [due for due in found if due.money]
    steps = tuple(step for due in found for step in due.steps)
    if len(paying) < 2:
        return Due(sum((d.money for d in paying), Decimal(0)), next((d.parts for d in paying), ()), steps)
    if choices.rules == "added":
        return Due(sum((d.money for d in paying), Decimal(0)), (), (*steps, Step("Both credits are paid.", (), "assumption")))
    pick = max if choices.rules == "higher" else min
    best = pick(paying, key=lambda due: due.money)
    words = f"Credits for uptime and for downtime: the {choices.rules} of the two is taken, {said(best.money, fee.currency)}."
    return Due(best.money, best.parts, (*steps, Step(words, (), "assumption")))


def _level(
    rules: Sequence[record.Credit],
    measured: Measured,
    promise: Decimal | None,
    period: Period,
    fee: Money,
    quoter: Quoter,
    choices: Choices,
) -> Due:
    """Return what bands of uptime pay."""
    uptime = measured.uptime.quantize(Decimal(1).scaleb(-DECIMALS), ROUND_HALF_UP) if choices.rounded else measured.uptime
    hits = [rule for rule in rules if covers(rule, uptime, promise, measured)]
    name = f"{percent(uptime)} uptime"
    if not hits:
        return Due(Decimal(0), (), (_no_band(rules, name, uptime, promise, quoter),))
    money, steps = Decimal(0), []
    for rule in _chosen(hits, choices, fee, period):
        value = worth(rule.credit, fee, period, exact=in_full(rule))
        if value is None:
            steps.append(_other_money(rule, quoter))
            continue
        money += value.money
        words = f"{name}: the band {band_said(rule)} applies: {value.words} = {said(value.money, fee.currency)}."
        steps.append(Step(words, quoter.of(rule)))
    return Due(money, (), tuple(steps))


def covers(rule: record.Credit, uptime: Decimal, promise: Decimal | None, measured: Measured) -> bool:
    """Tell whether a band covers `uptime`: at least its lower bound, below its upper one (the promise where it has none)."""
    if not measured.down:
        return False
    low, high = _number(rule.at_least), _number(rule.below)
    if high is None:
        high = promise
    return (low is None or low <= uptime) and (high is None or uptime < high)


def _no_band(rules: Sequence[record.Credit], name: str, uptime: Decimal, promise: Decimal | None, quoter: Quoter) -> Step:
    top = max((_number(rule.below) or promise or Decimal(0) for rule in rules), default=Decimal(0))
    if uptime < top:
        return Step(f"{name}: no band covers it, a hole between the bands.", quoter.of(*rules), "warning")
    if promise is not None and uptime < promise:
        words = f"{name}: below the promise of {shown(promise)}%, but bands pay only below {shown(top)}%."
        return Step(words, quoter.of(*rules), "warning")
    return Step(f"{name}: no band applies, no credit.", quoter.of(*rules))


def _chosen(hits: Sequence[record.Credit], choices: Choices, fee: Money, period: Period) -> Sequence[record.Credit]:
    """Return those of several bands that apply which pay: the one that ends nearest above, unless read otherwise."""
    paid = {id(rule): value.money for rule in hits if (value := worth(rule.credit, fee, period, exact=in_full(rule)))}
    if len({(rule.credit.amount, rule.credit.unit, rule.credit.basis) for rule in hits}) == 1:
        return hits[:1]
    if choices.bands == "added" and all(rule.at_least is None for rule in hits):
        return hits
    if choices.bands in ("highest", "lowest") and any(rule.at_least is not None for rule in hits) and len(paid) == len(hits):
        pick = max if choices.bands == "highest" else min
        return [pick(hits, key=lambda rule: paid[id(rule)])]
    return [min(hits, key=_upper)]


def _upper(rule: record.Credit) -> tuple[Decimal, Decimal]:
    high, low = _number(rule.below), _number(rule.at_least)
    if rule.metric == "downtime":
        return -(low if low is not None else Decimal(0)), high if high is not None else Decimal("Infinity")
    return high if high is not None else Decimal("Infinity"), -(low if low is not None else Decimal(0))


def _time(
    rules: Sequence[record.Credit],
    measured: Measured,
    promise: Decimal | None,
    period: Period,
    fee: Money,
    quoter: Quoter,
    choices: Choices,
) -> Due:
    """Return what rules on downtime pay, for each outage or for the period."""
    if promise is not None and measured.uptime >= promise and not choices.paid_when_kept:
        words = f"{percent(measured.uptime)} uptime keeps the promise of {shown(promise)}%: nothing is paid for downtime."
        return Due(Decimal(0), (), (Step(words, quoter.of(*rules)),))
    lengths = measured.incidents if choices.per_outage else (measured.down,)
    parts, steps = [], []
    for length in lengths:
        money, said_so = _stretch(rules, length, measured, period, fee, quoter, choices)
        parts.append(money)
        steps += said_so
    return Due(sum(parts, Decimal(0)), tuple(parts) if choices.per_outage else (), tuple(steps))


def _stretch(
    rules: Sequence[record.Credit],
    down: Decimal,
    measured: Measured,
    period: Period,
    fee: Money,
    quoter: Quoter,
    choices: Choices,
) -> tuple[Decimal, list[Step]]:
    """Return what one stretch of downtime earns under bands and rates, which add up where they are of different kinds."""
    hits = [rule for rule in rules if down > 0 and _within(rule, down, measured)]
    bands = [rule for rule in hits if rule.per is None]
    rates = [rule for rule in hits if rule.per is not None]
    paying = [*(_chosen(bands, choices, fee, period) if bands else ()), *rates]
    money, steps = Decimal(0), []
    for rule in paying:
        value = worth(rule.credit, fee, period, exact=in_full(rule))
        if value is None:
            steps.append(_other_money(rule, quoter))
            continue
        times, words = _units(rule, down, choices)
        money += times * value.money
        text = f"{minutes_said(down)} down{words}: {band_said(rule)}: {shown(round(times, 4)) + ' × ' if rule.per else ''}{value.words} = "
        steps.append(Step(text + f"{said(times * value.money, fee.currency)}.", quoter.of(rule)))
    if not steps:
        steps.append(Step(f"{minutes_said(down)} down: no rule on downtime applies.", quoter.of(*rules)))
    return money, steps


def _within(rule: record.Credit, down: Decimal, measured: Measured) -> bool:
    """Tell whether the bounds of a rule, of uptime or of downtime, cover what was measured."""
    value = measured.uptime if rule.metric == "uptime" else down
    low, high = _number(rule.at_least), _number(rule.below)
    beyond = _number(rule.beyond) or Decimal(0)
    return (low is None or low <= value) and (high is None or value < high) and down > beyond


def _units(rule: record.Credit, down: Decimal, choices: Choices) -> tuple[Decimal, str]:
    """Return how many units of downtime a rate pays, and the words for it."""
    unit = _number(rule.per)
    if not unit:
        return Decimal(1), ""
    beyond = _number(rule.beyond) or Decimal(0)
    times = (down - beyond) / unit
    words = f", {minutes_said(beyond)} of it free" if beyond else ""
    if choices.units == "exact":
        return times, words
    rounding, kind = (ROUND_CEILING, "started") if choices.units == "started" else (ROUND_FLOOR, "full")
    whole = times.to_integral_value(rounding)
    return whole, f"{words}, {whole} {kind} unit{'' if whole == 1 else 's'} of {minutes_said(unit)}"


def _number(bound: float | str | None) -> Decimal | None:
    """Return a bound as a number: percent as it is, a duration in minutes."""
    if bound is None:
        return None
    return minutes_of(bound) if isinstance(bound, str) else Decimal(str(bound))


def band_said(rule: record.Credit) -> str:
    """Return when a rule pays.

    >>> band_said(record.Credit(at_least=99.0, below=99.9, credit=record.Amount(amount=10, unit="percent")))
    'from 99% to below 99.9%'
    """
    low, high = _number(rule.at_least), _number(rule.below)
    words = minutes_said if rule.metric == "downtime" else percent
    parts = [f"for each {minutes_said(_number(rule.per) or Decimal(0))}"] if rule.per else []
    if low is not None and high is not None:
        parts.append(f"from {words(low)} to below {words(high)}")
    elif low is not None:
        parts.append(f"{words(low)} or more")
    elif high is not None:
        parts.append(f"below {words(high)}")
    return ", ".join(parts) or ("a missed promise" if rule.metric == "uptime" else "any downtime")


def percent(number: Decimal) -> str:
    """Return a percentage with as many decimals as tell it from a bound, at most six.

    >>> percent(Decimal("99.596774193548387"))
    '99.596774%'
    """
    return f"{shown(round(number, 6))}%"


def _other_money(rule: record.Credit, quoter: Quoter) -> Step:
    words = f"{band_said(rule)}: pays in {rule.credit.currency or 'another measure'} or of a fee that is not known; not added."
    return Step(words, quoter.of(rule), "warning")
