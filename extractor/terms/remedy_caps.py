"""The most that credits can reach: share of a fee, days or months of fees, sums of money, with what each is counted over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.document import Clause, Span
from extractor.quantities import durations
from extractor.quantities.numbers import FIGURES, decimal
from extractor.taxonomy import CapPeriod
from extractor.terms.context import sentences
from extractor.terms.credits_amounts import FEE, FEES_AFTER, Paid, in_units, paid
from extractor.terms.credits_apart import CAPPED_AFTER, EXAMPLE
from extractor.terms.credits_measures import LEAST_LEVEL, bounds

CREDITS = re.compile(
    r"\b(?:credits?|credited|refund\w*|compensat\w+|reimburse\w*|rebates?|(?:price|fee)\s+reductions?|discounts?|vouchers?|deduct\w*|liquidated\s+damages|free\s+service|penalt\w+|service\s+extension|deductions?|remed(?:y|ies)|abatement|"
    r"at[\s-]risk|extension(?!\s+of\s+(?:(?:the|this|any)\s+)?(?:performance|term|contract|agreement|option|period)\b)|payback|(?<!data\s)(?<!traffic\s)(?<!usage\s)(?<!storage\s)allowances?)\b",
    re.IGNORECASE,
)
_REDUCED = re.compile(r"\breductions?\b", re.IGNORECASE)
"""What a price cut is called where fees are reduced rather than credited; alone the word is too common to name credits."""
_TRIGGER = re.compile(
    r"\b(?:exceed(?:s|ed)?|exceeding|in\s+excess\s+of|maximum|(?:highest|largest|greatest)(?=\s+(?:\w+\s+){0,2}?(?:credit|refund|penalty|rebate|compensation|reduction))|max\b\.?|at\s+most|capped(?:\s+at)?|cap\s+(?:of|on|for|is|at)|cap\b|limited\s+(?:to|at)|limits?\s+(?:of|is|for)(?!\s+(?:exceed|reach|miss|breach))|limit\s?:|ceiling|"
    r"(?:no|not|never|can['’]t|cannot|won['’]t)\s+(?:\w+\s+){0,6}(?:more|greater|higher)\s+than|come\s+to\s+more\s+than|be\s+(?:more|greater|higher)\s+than|\bmost\b[^.;]{0,60}?\b(?:get|receive|claim|pay|credit|credited|owe|owed)\b[^.;]{0,40}?\bis|(?:amount|total)\s+(?:of\s+)?more\s+than|(?:total|aggregate)\s+(?:of\s+)?(?:more|greater)\s+than|accumulate\s+[^.;]{0,60}?more\s+than|(?:go(?:es)?|rise|run|be|amount)\s+(?:beyond|above|over|to\s+more\s+than)|beyond|(?:stops?|ends?|tops?\s+out)\s+at|upper\s+limit|reach(?:es)?(?=\s+(?:\w+\s+){0,4}?\(?\d)|up\s+to(?:\s+an?\s+(?:maximum|total|aggregate|limit)\s+of)?|"
    r"at[\s-]risk(?:\s+amount)?|fees\s+at\s+risk)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|no|nor|neither|cannot|can['’]t|won['’]t|without)\b", re.IGNORECASE)
_NEEDS_NOT = re.compile(r"exceed|excess|more\s+than|greater\s+than|beyond|above|over", re.IGNORECASE)
_UNTIL = re.compile(r"\buntil\b[^.;]{0,80}$", re.IGNORECASE)
"""Before "reach": "until the credits reach the monthly fee"; other things reach a figure without being capped by it."""
_PLAIN_UP_TO = re.compile(r"up\s+to", re.IGNORECASE)
_BOUND_WORDS = re.compile(
    r"\b(?:down-?time|outage|latency|up-?time|availab\w+|unavailab\w+|response|resol\w+|minutes|jitter|packets?|maintenance|error\s+rate|interruption)\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
"""Right before the trigger these words make it a bound of the measure ("downtime exceeding 4 hours"), not a cap."""
_LIABILITY = re.compile(r"\b(?:liabilit\w+|liable|damages|losses|indemni\w+|breach)\b", re.IGNORECASE)
_NAMED_CREDIT = re.compile(
    r"\b(?:service|sla|performance|availability|uptime|account|financial|level|outage)\s+(?:level\s+)?credits?\b|\bcredits\b|\b(?:be|will|shall)\s+credit(?:ed)?\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"^[\s:(]{{0,3}}(?:(?:an?|the|of|to|amount|sum|total|equal|value|equivalent|in|aggregate|is|be|at|your|its|their|that|applicable|then|current|entire|full|all|any|one|single|affected|relevant|customer['’]s|client['’]s|subscriber['’]s|such)\s+){{0,9}}"
    rf"(?P<fee>(?:what\s+)?(?:you|customer|the\s+customer|client|the\s+client|it|they)\s+(?:actually\s+)?(?:has\s+|have\s+)?paid|(?:(?:average\s+)?(?:month(?:ly|['’]s)?|annual|quarterly|recurring|service|subscription|hosting|net|invoiced?|access|usage|billed|contract|cloud|base)\s+){{0,4}}(?:amounts?\s+(?:paid|due|payable|invoiced|charged|billed)|(?!(?:amount|value|sum|rate|usage|consideration|allocation|pool))(?:mrc|{FEE})))\b",
    re.IGNORECASE,
)
_TIMES = re.compile(rf"\bmultiplied\s+by\s+(?P<n>{FIGURES})", re.IGNORECASE)
_DURING = re.compile(
    r"\b(?:during|for|in|over|of|from|covering)\s+(?:the\s+)?(?:(?:previous|preceding|prior|last|immediately|past|first)\s+){0,3}$",
    re.IGNORECASE,
)
_PERIODS: tuple[tuple[CapPeriod, re.Pattern[str]], ...] = (
    (
        "incident",
        re.compile(
            r"\b(?:per|each|any|single|individual|one|every)\s+(?:single\s+|one\s+|individual\s+|given\s+|such\s+)?(?:incident|outage|event|failure|occurrence|interruption|claim|breach)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "year",
        re.compile(
            r"\b(?:in|per|during|within|any|each|a|for|over|every|of)\s+(?:(?:any|a|the|each|one|given|single|rolling|calendar|contract|consecutive|that)\s+){0,3}(?:year|annum|twelve[\s-]+(?:\(12\)\s+)?months?|12[\s-]months?)\b|\bannual(?:ly)?\b",
            re.IGNORECASE,
        ),
    ),
    ("quarter", re.compile(r"\b(?:in|per|during|any|each|a|for|calendar)\s+(?:\w+\s+){0,2}quarter\b|\bquarterly\b", re.IGNORECASE)),
    ("month", re.compile(r"\bmonth(?:ly|['’]s)?\b|\bbilling\s+(?:cycle|period)\b", re.IGNORECASE)),
    (
        "contract",
        re.compile(
            r"\b(?:subscription|contract|initial|order|service)\s+(?:period|term)\b|\b(?:term|duration)\s+of\s+(?:the|this)\b",
            re.IGNORECASE,
        ),
    ),
)
_REACH = 200
"""Characters after the words of a cap in which its amount stands; the longest seen had 160."""


@dataclass(frozen=True, slots=True)
class CapFound:
    """Hold one cap with its clause, its sentence and what it is counted over."""

    clause: Clause
    span: Span
    paid: Paid
    period: CapPeriod | None


def caps_in(clause: Clause) -> Iterator[CapFound]:
    """Yield the caps that a clause's sentences (or a table row) state; limits of liability in general are none."""
    for span in [Span(0, len(clause.text))] if clause.kind == "row" else list(sentences(clause.text)):
        words = span.of(clause.text)
        speaks = CREDITS.search(words) or clause.has("service_credit") or (clause.has("claim_procedure") and _REDUCED.search(words))
        if not speaks or _is_liability(words, clause) or EXAMPLE.search(words):
            continue
        levels = [limit.span for limit in bounds(words, metric="uptime") if limit.low is not None and limit.high is not None]
        yield from (
            CapFound(clause, span, replace(amount, span=amount.span.shift(span.start)), _period(words, 0, amount.span.end))
            for amount in paid(words)
            if CAPPED_AFTER.match(words, amount.span.end)
        )
        end = 0
        for trigger in _TRIGGER.finditer(words):
            if trigger.start() < end or not _caps(words, trigger):
                continue
            amounts = _amounts(words, trigger.end())
            for number, amount in enumerate(amounts):
                if any(level.start <= amount.span.start < level.end for level in levels):
                    continue  # "99.5% up to 99.95%" is a band
                if _of_measure(words, amount):
                    continue
                if _PLAIN_UP_TO.fullmatch(trigger[0]) and durations(words[trigger.end() : amount.span.start]):
                    continue  # "up to 24 hours 25%": how long, not how much
                end = amount.span.end
                yield CapFound(
                    clause,
                    span,
                    replace(amount, span=amount.span.shift(span.start)),
                    _period_among(words, trigger.start(), amounts, number),
                )


def _period_among(words: str, trigger: int, amounts: Sequence[Paid], number: int) -> CapPeriod | None:
    """Return what one of several caps of a sentence is counted over: "for one outage at a week's charges, and for one month at …"."""
    here = amounts[number].span.end
    following = amounts[number + 1].span.start if number + 1 < len(amounts) else None
    joint = _JOINT.search(words, here, following) if following is not None else None
    before = amounts[number - 1].span.end if number else 0
    behind = [match.start() for match in _JOINT.finditer(words, before, amounts[number].span.start)] if number else []
    before = behind[-1] if behind else before
    own = _period(words[before : joint.start() if joint else len(words)], max(trigger, before) - before, here - before)
    return own or _period(words, trigger, here)


_JOINT = re.compile(r"\b(?:and|or|nor)\b", re.IGNORECASE)


def _is_liability(words: str, clause: Clause) -> bool:
    """Tell whether a limit is one of liability in general, not of credits."""
    if not _LIABILITY.search(words):
        return False
    return not _NAMED_CREDIT.search(words) and (clause.has("remedy_limit") or not clause.has("service_credit"))


def _of_measure(words: str, amount: Paid) -> bool:
    """Tell whether a share or a time that no fee follows, where no credit is named, bounds a measure ("loss of no more than 0.5%")."""
    return (
        amount.unit in ("percent", "hours", "days")
        and amount.basis is None
        and not (CREDITS.search(words) or _REDUCED.search(words) or FEES_AFTER.match(words, amount.span.end))
    )


def _caps(words: str, trigger: re.Match[str]) -> bool:
    """Tell whether the words of a limit cap the credits: negated where they must be, and not a bound of the measure."""
    before = words[max(0, trigger.start() - 110) : trigger.start()]
    if _BOUND_WORDS.search(before[-45:]) and not re.match(r"cap|limit|ceiling", trigger[0], re.IGNORECASE):
        return False
    if re.match(r"reach", trigger[0], re.IGNORECASE) and not _UNTIL.search(before):
        return False
    if _PLAIN_UP_TO.fullmatch(trigger[0]):
        return bool(CREDITS.search(words[: trigger.start()]) or paid(words[: trigger.start()]))
    if _NEEDS_NOT.search(trigger[0]) and not _NEGATED.search(trigger[0]):
        return bool(_NEGATED.search(before))
    return True


def _amounts(words: str, start: int) -> list[Paid]:
    """Return the amount that follows the words of a cap, and further ones joined to it by "and"."""
    tail = words[start : start + _REACH]
    found = [each for each in paid(tail) if not _is_bound(tail, each)]
    first = found[0] if found else None
    days = _service_days(tail)
    if days is not None and first is not None and days.span.end <= first.span.start:
        found = [days, *found]
        first = days
    whole = _WHOLE.match(tail)
    if whole and (first is None or whole.start("fee") < first.span.start) and not (first and first.span.start < whole.end() + 2):
        fee = _of_whole(tail, whole, 0)
        rest = [each for each in found if each.span.start >= fee.span.end]
        return [replace(each, span=each.span.shift(start)) for each in _joined(tail, [fee, *rest])]
    if first is None:
        first = _service_days(tail)
        if first is None:
            return []
    if len(re.findall(r"[;]", tail[: first.span.start])) or first.span.start > 150:
        return []
    return [replace(each, span=each.span.shift(start)) for each in _joined(tail, [first, *found[1:]])]


def _joined(tail: str, found: Sequence[Paid]) -> list[Paid]:
    """Return the first amount and those joined to it, one after the other."""
    kept = list(found[:1])
    for following in found[1:]:
        joint = tail[kept[-1].span.end : following.span.start]
        if len(joint) > 90 or not re.search(
            r"\bnor\s+(?:for\s+|in\s+)?(?:[\w-]+\s+){0,10}$|\b(?:and|or)\s+(?:(?:for|in|per|to|over)\s+(?:\w+\s+){1,4}?)?(?:(?:to|at|an?|of|total|the|more|than|maximum)\s+){0,4}$",
            joint,
            re.IGNORECASE,
        ):
            break
        kept.append(following)
    return kept


def _is_bound(tail: str, amount: Paid) -> bool:
    """Tell whether an amount is a level of availability ("up to 99.5% uptime")."""
    if amount.unit != "percent" or amount.amount < LEAST_LEVEL or FEES_AFTER.match(tail, amount.span.end):
        return False
    return any(limit.span.start <= amount.span.start < limit.span.end for limit in bounds(tail, metric="uptime")) or bool(
        re.match(r"\s{0,2}(?:up-?time|availab)", tail[amount.span.end :], re.IGNORECASE)
    )


def _of_whole(tail: str, whole: re.Match[str], start: int) -> Paid:
    """Return a cap named by a fee alone: the whole of it, its multiple, or the fees of a stated time."""
    fee = whole["fee"]
    times = _TIMES.search(tail, whole.end())
    place = Span(whole.start("fee"), whole.end("fee")).shift(start)
    if times and re.search(r"month", fee, re.IGNORECASE):
        return Paid(decimal(times["n"]), "months", Span(place.start, start + times.end()), fee)
    for duration, span in durations(tail):
        if span.start >= whole.end() and _DURING.search(tail[whole.end() : span.start]):
            amount, unit = in_units(duration)
            if (amount, unit) != (Decimal(1), "months") or re.match(r"(?:one|1)\b", span.of(tail), re.IGNORECASE):
                return Paid(amount, unit, Span(place.start, start + span.end), fee)
    return Paid(Decimal(100), "percent", place, fee)


_DEADLINE = re.compile(
    r"\s{0,2}(?:prior\b|before\b|after\b|from\b|following\b|since\b|of\s+(?:the\s+|such\s+|its\s+)?(?:receipt|date|report\w*|notice|incident|outage|event|end|month|day))",
    re.IGNORECASE,
)
"""After a time these words make it one in which something must be done ("no more than ten days after reporting")."""


def _service_days(tail: str) -> Paid | None:
    """Return days or hours that follow a cap at once ("the max service extension will be 4 days")."""
    for duration, span in durations(tail):
        if (
            re.fullmatch(
                r"(?:\W|\b(?:service|extension|will|is|be|of|a|an|total|the|shall|credit|credits|days?|compensation)\b){0,12}",
                tail[: span.start],
                re.IGNORECASE,
            )
            and "S" not in duration.iso
            and not duration.business
            and not _DEADLINE.match(tail, span.end)
        ):
            return Paid(*in_units(duration), span)
    return None


def _period(words: str, start: int, end: int) -> CapPeriod | None:
    """Return what a cap is counted over: what the sentence says after its amount, else before it."""
    for part in (words[end : end + 140], words[:start], words[start:end]):
        found = [(match.start(), name) for name, pattern in _PERIODS if (match := pattern.search(part))]
        if found:
            return min(found)[1]
    return None
