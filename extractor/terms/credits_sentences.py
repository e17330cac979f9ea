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
from extractor.terms.credits_bands import Band
from extractor.terms.credits_grid import PAYS
from extractor.terms.credits_measures import DOWNTIME, LEAST_LEVEL, UPTIME, Bounds, bounds, metric_of, network_places, networks_of
from extractor.terms.credits_rates import rated
from extractor.terms.credits_table import CEILING

EXAMPLE = re.compile(
    r"\b(?:for\s+(?:example|instance)|by\s+way\s+of\s+(?:example|illustration)|e\.g\.|assum(?:e|ing)|suppose|illustrat\w+)", re.IGNORECASE
)
CAPPED = re.compile(
    r"\b(?:(?:not|never|nor|no\s+event|neither)\b[^.;]{0,110}?\bexceed\w*|exceeding|in\s+excess\s+of|(?:highest|largest)\s+(?:\w+\s+){0,2}?(?:credit|refund|penalty|rebate)(?:\s+\w+){0,6}?\s+is|maximum(?:\s+\w+){0,12}?(?:\s+of|\s+is|\s+to|\s+be)?|max\.?(?:\s+of)?|at\s+most|cap(?:ped)?(?:\s+\w+){0,3}?\s+(?:at|of|to)|"
    r"limit(?:ed)?(?:\s+\w+){0,2}?\s+(?:to|of|at)|(?:upper\s+limit|ceiling)\s+is|(?:stops?|ends?|tops?\s+out)\s+at|(?:not|never|nor|no)\b[^.;]{0,40}?\b(?:go(?:es)?|rise|run|be)\s+(?:beyond|above|over)|until\b[^.;]{0,60}?\breach(?:es)?|(?:no|not|never|can['’]t|cannot|won['’]t)\s+(?:\w+\s+){0,10}(?:more|greater|higher)\s+than|up\s+to(?:\s+an?\s+(?:maximum|total|aggregate|limit)\s+of)?|amount\s+more\s+than|ceiling\s+of|\bmost\b[^.;]{0,60}?\b(?:get|receive|claim|pay|credit|credited|owe|owed)\b[^.;]{0,40}?\bis|(?:no|not|never|nor)\b[^.;]{0,110}?\b(?:be|exceed|come\s+to|go|total)\s+(?:more\s+than|over|above|beyond|greater\s+than|higher\s+than))"
    r"(?:,?\s{1,2}(?:in|for|per|during|over)\s+(?:any|a|each|one|the)\s+(?:\w+\s+){0,2}?(?:month|year|quarter|incident|period|cycle),?)?"
    r"[\s:(]{1,3}(?:(?:a|an|the|of|to|is|be|total|aggregate|maximum|amount|equal)\s+){0,6}(?:(?:\w+\s+){0,2}(?:fees?|charges?|rent)\s+(?:for|of)\s+)?(?:(?:one[\s-])?half\s{0,2}\(?)?$",
    re.IGNORECASE,
)
"""Words before an amount that make it a most, not a credit."""
CAPPED_AFTER = re.compile(
    r"[^.;:]{0,90}?\b(?:is|are|be|being|forms?|constitutes?|as)\s+(?:(?:also|thus|therefore|at\s+the\s+same\s+time)\s+){0,2}(?:the|our|its|an?|any)\s+(?:(?:absolute|overall|monthly|annual|upper)\s+){0,2}"
    r"(?:most|maximum|ceiling|cap|limit|bound)\b(?!\s+(?:downtime|outage|uptime|response|duration))",
    re.IGNORECASE,
)
"""Words after an amount that make it a most: "20% of the fee is the most that we credit"."""
_LEAST_SUM = re.compile(
    r"\b(?:only\s+if|provided|unless|where|if)\b[^.;]{0,80}\b(?:credit|amount)\b[^.;]{0,60}\b(?:greater|more|less|exceeds?|at\s+least|above|below)\b",
    re.IGNORECASE,
)
_NOT_CREDIT = re.compile(
    r"\bpays?\s+us\b|\b(?:late\s+(?:payment|fee)|interest\s+(?:at|of|rate)|overdue|terminat\w+\s+fee|early\s+termination|tax(?:es)?|price\s+increase|uplift|renewal\s+rate|chronic|(?:may|right\s+to|entitled\s+to|can)\s+(?:immediately\s+)?(?:terminate|cancel)|at[\s-]risk\s+amount)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:many|most|other|some)\s+(?:vendors|providers|hosts|suppliers|companies|firms)\s+(?:\w+\s+){0,2}?(?:promise|offer|pay|give|grant|credit|refund|guarantee)\b|\bcompetitors?\b",
    re.IGNORECASE,
)
"""What others pay: "many vendors pay back 10%"."""
_STEP = re.compile(
    r"\b(?:for\s+)?(?:each|every|per)\s+(?:(?:full|additional|commenced|started|complete|whole|further)\s+){0,2}(?P<step>\d{1,2}(?:[.,]\d{1,3})?|one|half\s+an?)(?:\s?\(\d\))?\s?(?:%|per\s?cent\w*|percentage\s+points?|point)",
    re.IGNORECASE,
)
_FAILS = re.compile(r"\b(?:fails?|failed|failure|not|misses|missed|falls?|fell|drops?|short|below|under|less|breach\w*)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:if|when(?:ever)?|where|in\s+(?:the\s+)?(?:event|case)|should|fail\w*|for\s+(?:any|each|every)|during\s+which|in\s+which|not\s+met|missed|breach\w*|entitled|eligible|will|shall|receive)\b",
    re.IGNORECASE,
)
GIVES = re.compile(
    r"\b(?:receives?|brings?|earns?|attracts?|extends?|extended|gets?|grants?|entitled|gives?|owes?|owed|pays?|paid|due|waives?|waived|amounts?\s+to|(?:may|can)\s+claim)\b",
    re.IGNORECASE,
)
"""Words of giving: in a clause about credits they need not name the credit again."""
_BY_CUSTOMER = re.compile(
    r"\b(?:paid|payable|pays?|due)\s+by\s+(?:the\s+)?(?:customer|client|buyer|purchaser|reseller|licensee|subscriber|distributor|tenant|bank|hospital|you)\b"
    r"|\b(?:customer|client|buyer|purchaser|reseller|licensee|subscriber|distributor|tenant|you)\s+(?:shall|will|must|agrees?\s+to|undertakes?\s+to)\s+pay\b|\binstall?ments?\b",
    re.IGNORECASE,
)
"""What the customer pays for the service, in a sentence that speaks of no credit."""


def bands_of_text(clause: Clause, *, context: str) -> list[Band]:
    """Return the credits that a clause's sentences state, in text order; bounds that another clause gives stay open.

    Caps, examples, late-payment interest and the least sum that is paid out are none.
    """
    found: list[Band] = []
    before = ""
    if clause.kind == "row" and CEILING.search(clause.text.split(" | ")[0]):
        return found
    for span, whole in ((part, sentence) for sentence in sentences(clause.text) for part in _parts(clause.text, sentence)):
        words = span.of(clause.text)
        previous, before = before if _REFERS.search(words) else "", words
        if any(pattern.search(words) for pattern in (EXAMPLE, _LEAST_SUM, _NOT_CREDIT, _OF_OTHERS)):
            continue
        if _BY_CUSTOMER.search(words) and not PAYS.search(words):
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
    amounts = [
        each for each in paid(words) if not any(each.span.start < limit.span.end and limit.span.start < each.span.end for limit in limits)
    ]
    amounts = [each for each in amounts if each.amount > 0 and not _is_level(words, each, limits)]
    amounts = _without_caps(words, amounts)
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


def _without_caps(words: str, amounts: Sequence[Paid]) -> list[Paid]:
    """Return the amounts that no words make a most; what follows a most by "and", "or" or "nor" is another one."""
    kept: list[Paid] = []
    capped: int | None = None
    for each in amounts:
        limited = _LIMITED.search(words, 0, each.span.start)
        after = capped if capped is not None else limited.end() if limited else None
        joined = after is not None and _ALSO.search(words, after, each.span.start) and not GIVES.search(words, after, each.span.start)
        before = words[max(0, each.span.start - _BEFORE) : each.span.start]
        spaced = before if before.endswith("(") else before.rstrip() + " "  # a fraction's span begins with its space
        basis = capped is not None and words[capped : each.span.start].strip() == "of"  # "100% of one month's fee" is one most
        if each.unit == "currency" and _LEAST_BEFORE.search(before):
            continue
        if CAPPED.search(spaced) or _only_caps(words, each) or joined or basis:
            capped = each.span.end
        else:
            kept.append(each)
    return kept


_BEFORE = 170
"""Characters before an amount in which words can make it a most."""
_LEAST_BEFORE = re.compile(
    r"(?<!\bno\s)(?<!\bnot\s)\b(?:(?:less|smaller|lower)\s+than|below|under|beneath)\s+(?:an?\s+)?(?:(?:amount|sum|total|value)\s+of\s+)?$",
    re.IGNORECASE,
)
"""Before a sum: up to which nothing is paid ("credits below EUR 5 are not issued")."""
_LIMITED = re.compile(r"\bcredits?\b[^.;]{0,90}\b(?:is|are|be)\s+(?:limited|capped)\s+(?:to|at)\b", re.IGNORECASE)
_ALSO = re.compile(r"\b(?:and|or|nor)\b", re.IGNORECASE)


def _only_caps(words: str, amount: Paid) -> bool:
    """Tell whether what follows an amount makes it a most and nothing else; ", which is also the most" leaves it a credit."""
    match = CAPPED_AFTER.match(words, amount.span.end)
    return match is not None and not re.search(r"\bwhich\b", match[0], re.IGNORECASE)


_PAIRED = re.compile(r"[\s:=→>|,–—-]{1,6}(?:(?:a|an|is|the|credit|refund|of)\s+){0,4}", re.IGNORECASE)
"""What may stand between a bound and its amount in a list ("below 95% – 100%", "more than 24 hours: 100%")."""


_OF_UPTIME = re.compile(
    r"\s{0,2}(?:of\s+)?(?:(?:the|a|monthly|service|network|annual)\s+){0,3}(?:up-?\s?time|availab\w+|serviceability|service\s+level)\b",
    re.IGNORECASE,
)
_UPTIME_OF = re.compile(r"\b(?:up-?\s?time|availab\w+|serviceability|service\s+level)\b[^%;:()]{0,20}$", re.IGNORECASE)
_EARNS = re.compile(
    r"\s{0,2}(?:up-?time\s+|availability\s+)?(?:earns?|brings?|gives?|attracts?|entitles?|gets?|receives?|pays?)\b", re.IGNORECASE
)
"""Right behind a bound: the band itself is what is paid for, not what lies below it."""
_PERCENT = re.compile(r"%|per\s?cent", re.IGNORECASE)


def _is_level(words: str, amount: Paid, limits: Sequence[Bounds] = ()) -> bool:
    """Tell whether a percentage is the promised level itself, or what it is counted from, not an amount."""
    if amount.unit != "percent" or amount.amount < LEAST_LEVEL or FEES_AFTER.match(words, amount.span.end):
        return False
    if not _PERCENT.search(amount.span.of(words)):
        return False  # "the whole month is free"
    if any(_PAIRED.fullmatch(words[limit.span.end : amount.span.start]) for limit in limits):
        return False
    after, before = words[amount.span.end : amount.span.end + 24], words[max(0, amount.span.start - 24) : amount.span.start]
    if re.match(r"\s{0,2}(?:service\s+)?(?:credit|refund|discount|reduction)", after, re.IGNORECASE):
        return False
    return amount.amount >= 90 or bool(_OF_UPTIME.match(after) or _UPTIME_OF.search(before))


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
