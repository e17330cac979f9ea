"""Credits from sentences and list items: bands, rates per hour of downtime, multiples of fees, steps below the promise, single remedies."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.document import Clause, Span
from extractor.quantities import durations, percentages
from extractor.taxonomy import CreditMetric
from extractor.terms.context import sentences
from extractor.terms.credits_amounts import FEES_AFTER, Paid, paid
from extractor.terms.credits_apart import GIVES, RELATIVE, is_level, paid_by_customer, speaks_of_others, without_limits
from extractor.terms.credits_bands import Band
from extractor.terms.credits_grid import PAYS
from extractor.terms.credits_measures import DOWNTIME, LEAST_LEVEL, UPTIME, Bounds, bounds, metric_of, network_places, networks_of
from extractor.terms.credits_rates import rated
from extractor.terms.credits_table import CEILING

_STEP = re.compile(
    r"\b(?:for\s+)?(?:each|every|per)\s+(?:(?:full|additional|commenced|started|complete|whole|further)\s+){0,2}(?P<step>\d{1,2}(?:[.,]\d{1,3})?|one|half\s+an?)(?:\s?\(\d\))?\s?(?:%|per\s?cent\w*|percentage\s+points?|point)",
    re.IGNORECASE,
)
_FAILS = re.compile(r"\b(?:fails?|failed|failure|not|misses|missed|falls?|fell|drops?|short|below|under|less|breach\w*)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:if|when(?:ever)?|where|in\s+(?:the\s+)?(?:event|case)|should|fail\w*|for\s+(?:any|each|every)|during\s+which|in\s+which|not\s+met|missed|breach\w*|entitled|eligible|will|shall|receive)\b",
    re.IGNORECASE,
)


def bands_of_text(clause: Clause, *, context: str) -> list[Band]:
    """Return the credits that a clause's sentences state, in text order; bounds that another clause gives stay open.

    Caps, examples, late-payment interest and the least sum that is paid out are none.
    """
    found: list[Band] = []
    before, relative = "", RELATIVE.search(clause.text)
    if clause.kind == "row" and CEILING.search(clause.text.split(" | ")[0]):
        return found
    for span, whole in ((part, sentence) for sentence in sentences(clause.text) for part in _parts(clause.text, sentence)):
        words = span.of(clause.text)
        previous, before = before if _REFERS.search(words) else "", words
        if (
            speaks_of_others(words)
            or (relative and (RELATIVE.search(words) or _LISTED.match(words)))
            or (paid_by_customer(words) and not PAYS.search(words))
        ):
            continue
        listed = clause.kind in ("item", "row") and PAYS.search(context)
        if (
            not PAYS.search(whole.of(clause.text))
            and not listed
            and not (clause.has("service_credit") and GIVES.search(words))
            and not headed(clause, words)
            and not (clause.kind == "item" and clause.has("service_credit") and _PAIR.fullmatch(words.strip()))
        ):
            continue
        found += _sentence(clause, span, words, context, previous)
    return found


_LISTED = re.compile(r"\W{0,3}\(?(?:[a-h]|[ivx]{1,4}|\d)\)")
_PAIR = re.compile(r"[^%]{0,60}\d\s?%[^%:=→]{0,40}(?:\d\s?%[^%:=→]{0,20})?\s?[:=→–—-]{1,2}>?\s?\d{1,3}(?:[.,]\d{1,2})?\s?%\W{0,3}")
"""An item of a list of credits that is a band and its amount and nothing else ("under 99.9% but at least 99%: 5%")."""
_HEADING = re.compile(r"\b(?:credits?|penalt(?:y|ies)|compensation|refunds?|rebates?|money\s+back)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\W{0,3}(?:if|where|when(?:ever)?|should|for\s+(?:each|every)|in\s+case)\b", re.IGNORECASE)


def headed(clause: Clause, words: str) -> bool:
    """Tell whether words that begin with a condition need not name the credit, since the heading above them does ("Credits")."""
    return bool(clause.path and _HEADING.search(clause.path[-1]) and _CONDITION.match(words))


_ENUMERATED = re.compile(
    r"[;.,]\s+(?:and\s+|or\s+)?(?=\((?:[a-h]|[ivx]{1,4}|\d)\)\s+(?:where|if|when|for|in\s+case|should|unless)\b)", re.IGNORECASE
)
_REFERS = re.compile(
    r"\b(?:do\s+so|this|they|these|such|either|it|target|overruns?|hours?\s+over|repaired|remed(?:y|ies)|failure|fails)\b|^\W{0,3}for\s+(?:each|every)\b",
    re.IGNORECASE,
)
"""Words with which a sentence leans on the one before it."""


def _parts(text: str, sentence: Span) -> list[Span]:
    """Return the rules that one sentence enumerates ("(a) where …; (b) where …"), each a part of its own."""
    words = sentence.of(text)
    cuts = [match.end() for match in _ENUMERATED.finditer(words)] or _between_measures(words)
    edges = [0, *cuts, sentence.end - sentence.start]
    return [Span(sentence.start + a, sentence.start + b) for a, b in itertools.pairwise(edges)]


_NEXT_RULE = re.compile(r";\s+(?:and\s+|or\s+)?(?=(?:if|should|where|when(?:ever)?|for|in\s+case)\b)", re.IGNORECASE)


def _between_measures(words: str) -> list[int]:
    """Return where a sentence goes on to the rule of another measure ("should availability …; should packet loss …"), each with its amount."""
    cuts = [match.end() for match in _NEXT_RULE.finditer(words)]
    rules = [words[a:b] for a, b in itertools.pairwise([0, *cuts, len(words)])]
    measures = {metric_of(rule, default="other") for rule in rules}
    return cuts if len(measures) == len(rules) and all(paid(rule) for rule in rules) else []


def _of_each_network(base: Band, words: str, amounts: Sequence[Paid]) -> list[Band]:
    """Return a credit for each of several network measures that one amount is paid for ("loss of 1% or more, or latency above 25 ms")."""
    places = network_places(words)
    if len(places) < 2 or len({metric for _, metric in places}) < len(places):
        return []
    edges = [*(start for start, _ in places[1:]), len(words)]
    limits = [next(iter(bounds(words[start:end], metric=metric)), None) for (start, metric), end in zip(places, edges, strict=True)]
    if not any(limits):
        return []
    left = [
        amount
        for amount in amounts
        if not any(limit and _same_place(limit.span.shift(start), amount) for limit, (start, _) in zip(limits, places, strict=True))
    ]
    if len(left) != 1:
        return []
    return [
        replace(base, paid=left[0], metric=metric, low=limit.low if limit else None, high=limit.high if limit else None, rule=0.8)
        for limit, (_, metric) in zip(limits, places, strict=True)
    ]


def _same_place(limit: Span, amount: Paid) -> bool:
    return limit.start < amount.span.end and amount.span.start < limit.end


_SHARE_OF_CASES = re.compile(
    r"\s{0,2}of\s+(?!(?:the\s+|all\s+|each\s+|every\s+|any\s+|a\s+)*(?:calendar\s+|scheduled\s+)?(?:time|months?|quarters?|years?|minutes|hours|days?|fees?|charges?|price)\b)(?:[\w'’-]+\s+){1,7}(?:are|is|get|will|shall|must)\b",
    re.IGNORECASE,
)


def _of_cases(base: Band, words: str, previous: str, amounts: Sequence[Paid]) -> list[Band]:
    """Return a credit for a share of jobs, orders or calls that the sentence before promises ("98% of jobs finish. If they don't, …")."""
    if len(amounts) != 1 or metric_of(words, default="other") != "other":
        return []
    shares = [value for value, span in percentages(previous) if value >= LEAST_LEVEL and _SHARE_OF_CASES.match(previous, span.end)]
    return [replace(base, paid=amounts[0], metric="other", high=shares[0], rule=0.75)] if len(shares) == 1 else []


def _sentence(clause: Clause, span: Span, words: str, context: str, previous: str) -> list[Band]:
    """Return the credits of one sentence; without a measure of its own it pays for that of the sentence before ("Failure to do so …")."""
    metric = metric_of(words, default=metric_of(previous, default=metric_of(context, default="uptime")))
    limits = [
        limit
        for limit in (bounds(words, metric=metric) if metric != "other" else ())  # a bound of what has no metric says nothing to compare
        if limit.metric != "uptime" or UPTIME.search(f"{words} {context}") or (clause.has("service_credit") and limit.high is not None)
    ]
    limits = [
        limit for limit in limits if limit.metric not in ("response", "resolution") or limit.low is not None
    ]  # "not within four hours"
    amounts = [
        each for each in paid(words) if not any(each.span.start < limit.span.end and limit.span.start < each.span.end for limit in limits)
    ]
    amounts = [each for each in amounts if each.amount > 0 and not is_level(words, each, limits)]
    amounts = without_limits(words, amounts)
    plan = _PLAN.search(words)
    base = Band(clause, span, None, metric=metric, plan=plan["plan"] if plan else None)
    event = amounts and amounts[0].unit == "currency" and _PER_EVENT.search(words) and not (UPTIME.search(words) or DOWNTIME.search(words))
    if event:
        named: CreditMetric = metric if metric not in ("uptime", "downtime") else "other"
        return [replace(base, paid=amounts[0], metric=named, rule=0.8)]
    return (
        _of_each_network(base, words, [each for each in paid(words) if each.amount > 0])
        or _of_cases(base, words, previous, amounts)
        or _stepped(base, words, amounts)
        or rated(base, words, amounts)
        or _banded(base, words, limits, amounts, context)
        or _single(base, words, amounts, limits)
    )


_PLAN = re.compile(
    r"\b(?P<plan>[A-Z][\w+-]*(?:\s[A-Z][\w+-]*)?)\s+(?:[Ee]ditions?|[Pp]lans?|[Tt]iers?|[Pp]ackages?)\s+(?:customers?|subscribers?|users?|clients?)\b"
)
"""Whose credit a sentence gives ("Enterprise edition customers will be credited …")."""


_EARNS = re.compile(
    r"\s{0,2}(?:up-?time\s+|availability\s+)?(?:earns?|brings?|gives?|attracts?|entitles?|gets?|receives?|pays?)\b", re.IGNORECASE
)
"""Right behind a bound: the band itself is what is paid for, not what lies below it."""


def _stepped(base: Band, words: str, amounts: list[Paid]) -> list[Band]:
    """Return a credit for each step below the promise ("5% for each 1% below 99.5%")."""
    step = _STEP.search(words)
    if step is None:
        return []
    outside = [each for each in amounts if not (step.start() <= each.span.start < step.end())]
    if not outside or not re.search(
        r"\b(?:below|under|short|less|lower|decrease|missed|reduction|drop|fall)\w*\b|up-?time|availab", words, re.IGNORECASE
    ):
        return []
    levels = [value for value, _ in percentages(words) if LEAST_PROMISE <= value <= 100 and value not in {each.amount for each in outside}]
    return [replace(base, paid=outside[0], metric="uptime", high=max(levels) if levels else None, rule=0.8)]


LEAST_PROMISE = Decimal(90)


def _banded(base: Band, words: str, limits: list[Bounds], amounts: list[Paid], context: str) -> list[Band]:
    """Return bands: bounds and amounts of one sentence, paired in the order in which they stand."""
    if len(limits) > 1 and 0 < len(amounts) < len(limits):
        amounts = _leftover(words, limits) or amounts  # "below 99.9%: one day; below 99%: three days added to the term"
    if not limits or not amounts:
        amounts = _leftover(words, limits) if limits and not amounts and PAYS.search(f"{words} {context}") else amounts
        if not limits or not amounts:
            return []
    if len(limits) == 1 and len(amounts) > 1:
        after = [each for each in amounts if each.span.start > limits[0].span.end]
        amounts = (after or amounts)[:1]
    if len(amounts) == 1 and len(limits) > 1:
        before = [limit for limit in limits if limit.span.end <= amounts[0].span.start]
        limits = before[-1:] if before and len(before) < len(limits) else limits[-1:] if _promise_first(limits) else limits[:1]
    found = []
    for limit, amount in zip(limits, amounts, strict=False):
        low, high, inclusive = limit.low, limit.high, limit.high_inclusive
        if (
            low is not None and high is None and limit.metric == "uptime" and not _EARNS.match(words, limit.span.end)
        ):  # "at least 99.9%, otherwise 10%" pays below it
            low, high, inclusive = None, low, False
        place = Span(min(limit.span.start, amount.span.start), max(limit.span.end, amount.span.end)).shift(base.span.start)
        span = base.span if len(amounts) == 1 else place
        found.append(replace(base, span=span, paid=amount, metric=limit.metric, low=low, high=high, high_inclusive=inclusive, rule=0.88))
    return found


def _promise_first(limits: list[Bounds]) -> bool:
    """Tell whether the first bound is the promise ("at least 99.9%; if below 99%, …")."""
    return limits[0].low is not None and limits[0].high is None


def _leftover(words: str, limits: list[Bounds]) -> list[Paid]:
    """Return plain durations that stand outside the bounds, as in a table run together ("1 HR – 24 HR 2 Days 24 HR – …")."""
    from extractor.terms.credits_amounts import in_units

    rest = [(d, s) for d, s in durations(words) if not any(s.start < limit.span.end and limit.span.start < s.end for limit in limits)]
    return [Paid(*in_units(duration), span) for duration, span in rest] if len(rest) == len(limits) > 1 else []


def _single(base: Band, words: str, amounts: list[Paid], limits: list[Bounds]) -> list[Band]:
    """Return the one remedy of a sentence; where it names the level that is missed, below that level."""
    if not amounts or not (_WHEN.search(words) or base.clause.has("service_credit")) or re.search(r"\brounded\b", words, re.IGNORECASE):
        return []
    chosen = next((each for each in amounts if each.unit != "currency"), amounts[0])
    levels = [
        value
        for value, span in percentages(words)
        if LEAST_PROMISE <= value <= 100 and not FEES_AFTER.match(words, span.end) and span != chosen.span and value != 100
    ]
    apart = _for_each(words, amounts) if not limits and not levels else []
    if apart:
        return [replace(base, span=amount.span.shift(base.span.start), paid=amount, metric=metric, rule=0.8) for metric, amount in apart]
    several = networks_of(words[: chosen.span.start]) or networks_of(words) if not limits and not levels else []
    if len(several) > 1:
        return [replace(base, paid=chosen, metric=metric, rule=0.75) for metric in several]
    high = limits[0].high if limits else max(levels) if levels and _FAILS.search(words) else None
    metric: CreditMetric = "uptime" if base.metric == "downtime" else base.metric
    return [replace(base, paid=chosen, metric=metric, high=high, rule=0.75)]


def _for_each(words: str, amounts: Sequence[Paid]) -> list[tuple[CreditMetric, Paid]]:
    """Return a sentence's amounts with the network measure in front of each ("for latency, 5 %; for packet delivery, 10 %"); else nothing."""
    if len(amounts) < 2:
        return []
    edges = [0, *(each.span.end for each in amounts)]
    named = [networks_of(words[start : each.span.start]) for start, each in zip(edges, amounts, strict=False)]
    if any(len(metrics) != 1 for metrics in named) or len({metrics[0] for metrics in named}) != len(amounts):
        return []
    return [(metrics[0], each) for metrics, each in zip(named, amounts, strict=True)]


_PER_EVENT = re.compile(
    r"\b(?:per|for\s+(?:each|every|any))\s+(?!(?:full|started|commenced|additional|further|half|period|business|working|calendar|whole|partial|part|one|two|three|four|five|ten|percentage|per|hours?|minutes?|days?|weeks?|months?|quarters?|years?|cent|annum)\b)[a-z]{3,}",
    re.IGNORECASE,
)
"""So much for each thing, no time and no point of a percentage: "25 for each call", "per request", "for every payout that is late"."""
