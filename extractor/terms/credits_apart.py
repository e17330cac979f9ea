"""Amounts in passages about credits that are no credits: the most and the least, levels, prices, examples, what others pay or once was paid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.terms.credits_amounts import FEES_AFTER, Paid
from extractor.terms.credits_measures import LEAST_LEVEL, Bounds

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

_BEFORE = 170
"""Characters before an amount in which words can make it a most."""

_LEAST_BEFORE = re.compile(
    r"(?<!\bno\s)(?<!\bnot\s)\b(?:(?:less|smaller|lower)\s+than|below|under|beneath)\s+(?:an?\s+)?(?:(?:amount|sum|total|value)\s+of\s+)?$",
    re.IGNORECASE,
)
"""Before a sum: up to which nothing is paid ("credits below EUR 5 are not issued")."""

_LIMITED = re.compile(r"\bcredits?\b[^.;]{0,90}\b(?:is|are|be)\s+(?:limited|capped)\s+(?:to|at)\b", re.IGNORECASE)

_ALSO = re.compile(r"\b(?:and|or|nor)\b", re.IGNORECASE)

_PAIRED = re.compile(r"[\s:=→>|,–—-]{1,6}(?:(?:a|an|is|the|credit|refund|of)\s+){0,4}", re.IGNORECASE)
"""What may stand between a bound and its amount in a list ("below 95% – 100%", "more than 24 hours: 100%")."""

_OF_UPTIME = re.compile(
    r"\s{0,2}(?:of\s+)?(?:(?:the|a|monthly|service|network|annual)\s+){0,3}(?:up-?\s?time|availab\w+|serviceability|service\s+level)\b",
    re.IGNORECASE,
)

_UPTIME_OF = re.compile(r"\b(?:up-?\s?time|availab\w+|serviceability|service\s+level)\b[^%;:()]{0,20}$", re.IGNORECASE)

_PERCENT = re.compile(r"%|per\s?cent", re.IGNORECASE)


def without_limits(words: str, amounts: Sequence[Paid]) -> list[Paid]:
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
        if _is_bound(before, words, each):
            continue
        if CAPPED.search(spaced) or _only_caps(words, each) or joined or basis:
            capped = each.span.end
        else:
            kept.append(each)
    return kept


def _only_caps(words: str, amount: Paid) -> bool:
    """Tell whether what follows an amount makes it a most and nothing else; ", which is also the most" leaves it a credit."""
    match = CAPPED_AFTER.match(words, amount.span.end)
    return match is not None and not re.search(r"\bwhich\b", match[0], re.IGNORECASE)


def is_level(words: str, amount: Paid, limits: Sequence[Bounds] = ()) -> bool:
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


_DEDUCTED = re.compile(
    r"\b(?:less|minus|net\s+of|after)\s+(?:any\s+|the\s+|a\s+)?(?:\w+\s+)?(?:discounts?|rebates?|taxes|deductions?)\s+of\s+$", re.IGNORECASE
)
"""Before what is taken off the fee that a credit is counted on."""
_COMPARED = re.compile(
    r"(?<!\bno\s)(?<!\bnot\s)\b(?:(?:more|less|greater|higher|lower|smaller|fewer|larger)\s+than|above|below|over|under|exceed(?:s|ing)?)\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
_CREDITS_COMPARED = re.compile(
    r"\bcredits?\s+(?:(?:of|for|worth|that|is|are|which|amounting|to|totall?ing)\s+){0,3}(?:(?:more|less|greater|smaller|higher|lower)\s+than|above|below|over|under|exceeding)\s+$",
    re.IGNORECASE,
)


def _is_bound(before: str, words: str, amount: Paid) -> bool:
    """Tell whether an amount is compared with, not paid: credits below a sum, a shortfall above a share, a discount taken off first."""
    if _DEDUCTED.search(before) or _CREDITS_COMPARED.search(before):
        return True
    if amount.unit == "currency":
        return _LEAST_BEFORE.search(before) is not None
    return amount.unit == "percent" and _COMPARED.search(before) is not None and not FEES_AFTER.match(words, amount.span.end)


_PAST = re.compile(
    r"^\W*(?:last|in\s+the\s+(?:last|past)|so\s+far|to\s+date|in\s+20\d\d)\b|\b(?:we|supplier|provider|vendor)\s+(?:have\s+|had\s+to\s+)?(?:credited|paid|gave|refunded|credit)\s+(?:[^.;]{0,40}\s)?(?:last|in\s+20\d\d)\b",
    re.IGNORECASE,
)
_PRICES = re.compile(
    r"\b(?:fees?|prices?|charges?|rates?)\s+(?:\w+\s+){0,3}?(?:rises?|increases?|go(?:es)?\s+up|(?:is|are|be)\s+(?:raised|increased|indexed|adjusted))\b|\b(?:we|supplier|provider)\s+(?:may|shall|will)\s+charge\b|\bpays?\s+late\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"\bearn(?:ed|s)?[\s-]?back\b|\breturns?\s+(?:the|any|such|that)\s+credits?\b|\bcredits?\s+(?:is|are|will\s+be|shall\s+be|be)\s+(?:then\s+)?(?:reduced|cut|lowered|halved)\b|\b(?:carry|carried)\s+over\b",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"=[^;]{0,80}[×*][^;]{0,60}[×*]")
_UNIT_OF_CREDIT = re.compile(
    r"\b(?:one|each|1)\s+(?:service\s+)?(?:credit|point)\s+(?:is|equals?|=|is\s+worth|corresponds\s+to|stands\s+for)\b", re.IGNORECASE
)


RELATIVE = re.compile(
    r"\b(?:shortfall|falls?\s+(?:below|short)\b[^.;]{0,50}\bby|miss(?:ed|es)?\s+by)\b[^.;]{0,30}\b(?:up\s+to|more\s+than|less\s+than|between|from)\s+\d",
    re.IGNORECASE,
)
"""Bands that are counted from the level down ("falls below it by more than 1%"): no levels of availability themselves."""


def speaks_of_others(words: str) -> bool:
    """Tell whether a sentence with an amount gives no credit: examples, history, prices, what is taken back, what a point is worth.

    >>> speaks_of_others("The annual fee rises by 3% each year."), speaks_of_others("You receive a credit of 3% of the fee.")
    (True, False)
    """
    return any(
        pattern.search(words)
        for pattern in (EXAMPLE, _LEAST_SUM, _NOT_CREDIT, _OF_OTHERS, _PAST, _PRICES, _TAKEN_BACK, _FORMULA, _UNIT_OF_CREDIT)
    )


def paid_by_customer(words: str) -> bool:
    """Tell whether a sentence says what the customer pays for the service."""
    return _BY_CUSTOMER.search(words) is not None
