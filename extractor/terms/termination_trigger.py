"""On what a right to leave depends: the words of each trigger, and the titles above a right that name one."""

from __future__ import annotations

import re

from extractor.taxonomy import Holder, Trigger
from extractor.terms.termination_words import STRONG

_LEVEL = r"(?:service\s+levels?|service\s+commitments?|up-?time|(?<!make\s)(?<!makes\s)(?<!made\s)availab\w+|accessib\w+|service\s+credits?|credits?|sla|guarantees?|guaranteed|(?<!sales\s)(?<!revenue\s)(?<!volume\s)targets?|(?<!minimum\s)(?<!purchase\s)commitments?|objectives?|levels?|(?:your|our|the)\s+numbers?|response\s+times?|latency|metrics?|measures?|norm|ratio|percentage|figure|promise)"
_SHORT = r"(?:fail\w*|miss(?:es|ed|ing)?|below|beneath|under|less\s+than|lower\s+than|(?:not|\w{0,6}n['’]t)\s+(?:been\s+)?(?:met|achieved|reached|kept|attained|maintained)|(?:not|\w{0,6}n['’]t)\s+(?:meet|achieve|reach|maintain|comply)|falls?|drops?|dips?|shortfall|(?:not|\w{0,6}n['’]t)\s+(?:\w+\s+)?(?:got|come|gone|returned|risen|recovered|climbed|been\s+brought)(?:\s+back)?\s+(?:to|above)|exceed\w*|entitled\s+to|broke(?:n)?|short\s+of|surpass\w*|inferior)"
_COUNT = r"(?:two|three|four|five|six|\d{1,2})\)?"
SLA = re.compile(
    rf"\b{_LEVEL}\b[^;]{{0,160}}\b{_SHORT}\b|\b{_SHORT}\b[^;]{{0,120}}\b{_LEVEL}\b"
    r"|\b(?:chronic|persistent|repeated|recurring|continual|continued|multiple|critical\s+service\s+level)\s+(?:\w+\s+){0,2}(?:failures?|outages?|misses|trouble|problems?|breach\s+of\s+(?:the\s+)?(?:sla|service\s+level)|downtime|deficienc\w+|shortfalls?|unavailability|non-?compliance)"
    r"|\bchronic[\s-]\w+|\bservice\s+level\s+(?:failures?|default|breach)|\b(?:below|beneath|under|less\s+than|lower\s+than)\s+\(?\d{2}(?:[.,]\d+)?\s?%"
    r"|\bnot\s+(?:be\s+)?available\b[^;]{0,80}\b(?:hours?|minutes?|days|months?|consecutive)\b"
    r"|\b(?:outages?|down-?time|interruptions?|unavailab\w+|power\s+failures?|failures?(?!\s+to\s+(?:cure|pay|comply|perform|remedy|make|agree)))\b[^;]{0,80}\b(?:hours?|minutes?|times|occasions?|days|months?|consecutive|exceed\w*)\b"
    r"|\b(?:two|three|four|five|six|\d{1,2})\)?\s+(?:or\s+more\s+)?(?:\w+\s+){0,2}(?:outages?|failures?|misses|interruptions?|faults|(?<!of\s)(?:(?:valid|qualif\w+|approved|accepted|successful)\s+)claims?)\b"
    r"|\b(?:(?:has|have)\s+been|is|was|were|are|be|stays?|remains?|go(?:es)?|went)\s+(?:down|out|off\s?line|unreachable|unusable|inaccessible|interrupted|dead)\b[^;]{0,80}\b(?:hours?|minutes?|times|occasions?|days|months?|consecutive)\b"
    r"|\b(?:cap|ceiling|maximum|(?:highest|top)\s+(?:band|tier|rebate|credit))\b[^;]{0,40}\b(?:reach\w*|hit|applies|applied|paid|payable|due|exhausted|exceeded)\b[^;]{0,60}\b(?:months?|quarters?|times|periods?|occasions?)\b"
    r"|\b(?:credits?|rebates?)\b[^;]{0,120}\b(?:accru\w+|earned|due|reach\w*|amount\w*\s+to|total\w*|come\s+to|equal\w*)\b[^;]{0,60}\b(?:in|over|for|during|within)\s+(?:any\s+|each\s+of\s+)?(?:\w+\s+)?(?:consecutive\s+|successive\s+)?(?:months|quarters|periods)\b"
    rf"|\b{_COUNT}\s+(?:\w+\s+){{1,2}}(?:running|in\s+a\s+row|in\s+succession|back\s+to\s+back|on\s+end)\b"
    rf"|\b{_COUNT}\s+(?:calendar\s+|full\s+|billing\s+)?(?:months|quarters|periods|weeks|times)\s+(?:running|in\s+a\s+row|in\s+succession|back\s+to\s+back|on\s+end|below|under|short\s+of|out\s+of|in\s+any|of\s+any|within\s+any)\b"
    rf"|\b{_COUNT}\s+(?:consecutive|successive|straight)\s+(?:calendar\s+|billing\s+|service\s+)?(?:months|quarters|periods|weeks)\b(?!['’]?\s+(?:\w+\s+){{0,2}}notice)",
    re.IGNORECASE,
)
_CHANGE = r"(?:the|an?|any|such|that|this|each|our|your)\s+(?:\w+\s+)?(?:changes?|amendments?|revisions?|modifications?|alterations?|updates?|increases?|price\s+rises?|new\s+(?:version|text|terms|prices))"
TRIGGERS: tuple[tuple[Trigger, re.Pattern[str]], ...] = (
    (
        "change_of_control",
        re.compile(
            r"\bchanges?\s+(?:of|in)\s+(?:the\s+)?(?:control|ownership)|\bownership\s+change|\bmerger\b|\bacquired\s+by\b", re.IGNORECASE
        ),
    ),
    (
        "insolvency",
        re.compile(
            r"\b(?:insolven\w+|bankrupt\w*|receiver(?:ship)?|liquidat(?:ion|or|ed|es)|winding[\s-]up|wound\s+up|stops\s+conducting\s+business|ceas(?:es?|ing)\s+(?:to\s+do\s+|doing\s+|to\s+carry\s+on\s+)?business|assignment\s+for\s+the\s+benefit\s+of\s+(?:its\s+)?creditors|creditors|(?:goes|go|going|enters?|placed|put|comes?)\s+(?:into|under)\s+administration|administrator\s+is\s+appointed|(?:unable\s+to|cannot)\s+pay\s+(?:its|their)\s+debts)\b",
            re.IGNORECASE,
        ),
    ),
    ("force_majeure", re.compile(r"\bforce\s+majeure\b", re.IGNORECASE)),
    (
        "non_payment",
        re.compile(
            r"\b(?:non-?payment|unpaid|fail(?:s|ed|ure|ing)?\s+to\s+(?:\w+\s+)?(?:pay|remit)|overdue|past\s+due|invoices?\s+(?:stays?|remains?)|payment\s+default|default\s+(?:in|of)\s+payment|arrears?|not\s+(?:been\s+)?paid|(?:not|\w{0,6}n['’]t)\s+settled?\s+(?:an?|the|any|its|his|their)\s+(?:\w+\s+)?(?:invoices?|bills?|accounts?)|behind\s+(?:with|on|in)\s+(?:(?:its|their|your|the|any|\w+)\s+){0,2}(?:payments?|instal+ments?|fees|invoices?|rent|charges)|(?:cards?|direct\s+debits?|payment\s+methods?)\s+(?:is|are|has\s+been|gets?)\s+(?:declined|refused|rejected)|(?:does|do|did)\s+not\s+(?:\w+\s+)?(?:pay|remit)|late\s+payment)\b",
            re.IGNORECASE,
        ),
    ),
    ("sla_failure", SLA),
    (
        "change_of_terms",
        re.compile(
            rf"\b(?:disagree\w*|{_CHANGE}\s+(?:(?:\w+\s+){{0,3}}(?:takes?\s+effect|(?:comes?|enters?)\s+into\s+(?:force|effect)|becomes?\s+effective)|(?:\w+\s+){{0,2}}(?:makes?\s+(?:\w+\s+){{0,2}}worse|takes?\s+\w+(?:\s+\w+){{0,3}}\s+away|takes?\s+away|lowers|reduces|worsens|harms|disadvantages))|(?:hear\w*|told|informed|notified|noti(?:ce|fication)|announcement|publication|date|day|receipt)\s+(?:about|of)\s+{_CHANGE}|(?:chang|updat|revis|amend)\w+\s+(?:to\s+)?(?:this|these|the|our)\s+(?:\w+\s+)?(?:documents?|pages?|polic(?:y|ies)|schedule|service\s+levels?)|(?:remov|withdraw|discontinu|retir|cut(?:s|ting)?\s+back|drop)\w*\s+(?:or\s+\w+(?:\s+back)?\s+)?(?:an?|any)\s+(?:(?:material|significant|important|key|core)\s+)?(?:features?|functions?|functionality)|price\s+rises?|(?:changes?|amendments?|revisions?|modifications?)\b[^.;]{{0,60}}\b(?:disadvantage|detriment\w*|adverse\w*)|(?:adverse|unfavou?rable)\s+(?:change|amendment)|do(?:es)?(?:\s+not|n['’]t)\s+(?:agree|accept|like|want|wish\s+to\s+(?:continue|accept|be\s+bound))|(?:object(?:s|ion)?|objecting)\s+to|(?:revis|amend|modif|chang)\w+\s+(?:(?:of|to|in|made)\s+)?(?:the\s+|this\s+|these\s+|its\s+|our\s+|such\s+)?(?:terms|agreement|sla|prices?|pricing|fees|charges|conditions)|(?:updated|new|revised|amended|changed)\s+(?:pricing|terms|prices|conditions|charges|fees|versions?|texts?|polic(?:y|ies)|documents?|service\s+levels?)|not\s+happy\s+with\s+(?:the|a|our)\s+change|material(?:ly)?\s+(?:adverse\s+)?(?:chang\w+|detrimental|reduc\w+)|(?:price|fee|rate)\s+(?:increases?|changes?)|(?:increas|rais|chang)\w+\s+(?:(?:of|in|to)\s+)?(?:the\s+|its\s+|our\s+|any\s+)?(?:charges?|fees|prices?|rates)|higher\s+(?:charge|price|fee)s?|notification\s+of\s+the\s+change|reduction\s+(?:of|in)\s+(?:the\s+)?service)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "material_breach",
        re.compile(
            r"\b(?:breach(?:es|ed|ing)?|(?:breaks?|broken|broke)\s+(?:this|the|its|their|any)\s+(?:\w+\s+)?(?:agreement|contract|terms|obligations?|promises?|rules)|default(?:s|ed|ing)?|violat\w+|fails?\s+to\s+(?:perform|comply|remedy|fulfil|cure)|(?:remains?|continues?)\s+uncured|for\s+cause|non-?compliance|infring\w+)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "expiry",
        re.compile(
            r"\b(?:(?:non-?)?renew(?:al|s|ed|ing)?|(?:on|at|upon|each)\s+(?:\w+\s+){0,3}anniversary|anniversary\s+date|expir(?:y|ation|es?|ing)|end\s+of\s+(?:the\s+|each\s+|its\s+|any\s+)?(?:then[\s-]current\s+|initial\s+|current\s+|contract\s+)?(?:term|period|year)|initial\s+term|rolls\s+(?:on|over))\b",
            re.IGNORECASE,
        ),
    ),
)
_MATERIAL = re.compile(
    r"\bmaterial(?:ly)?\s+(?:breach|default|fail)\w*|\bfails?\s+to\s+perform\s+any\s+material\b|\bbreach(?:es)?\s+(?:of\s+)?(?:this|the|its|any)\s+(?:agreement|contract|terms|provisions?|obligations?)",
    re.IGNORECASE,
)
_LEVELS_NAMED = re.compile(r"\b(?:up-?time|availab\w*|outages?|service\s+levels?|sla|down-?time)\b", re.IGNORECASE)
_AT_WILL = re.compile(
    r"\b(?:for\s+(?:its\s+|their\s+|sole\s+|own\s+)*convenience|without\s+cause|for\s+any\s+(?:reason|or\s+no\s+reason)|at\s+any\s+(?:time|point|moment)|any\s*time|any\s+day|whenever|at\s+will|without\s+(?:giving\s+)?(?:any\s+)?reasons?|no\s+reasons?|(?:not|never|\w{0,6}n['’]t)\s+need\s+(?:to\s+give\s+)?(?:a|any)\s+reasons?|no\s+questions\s+asked|decides?\s+to\s+(?:stop|close|discontinue|shut\s+down)|money[\s-]back)\b",
    re.IGNORECASE,
)
_OWED = re.compile(
    r"\b(?:if|where|when|should|once|while|in\s+case|unless|for)\b[^.;]{0,80}\b(?:invoices?|payments?|fees|bills?|amounts?|sums?|charges|instal+ments?)\b[^.;]{0,60}\b(?:late|outstanding|unsettled|not\s+(?:been\s+)?(?:settled|received))\b"
    r"|\bowes?\b[^.;]{0,40}\b(?:fees|charges|money|amounts?|sums?|payments?|invoices?|months?|instal+ments?)\b",
    re.IGNORECASE,
)
"""What is owed to a provider; a customer leaves for other reasons ("if payouts are late")."""
_BEYOND = re.compile(
    r"\b(?:events?|circumstances?|causes?|reasons?|matters|something)\s+(?:(?:that|which)\s+(?:is|are|lies?)\s+)?(?:(?:beyond|outside)\s+[^.;,]{0,40}\b(?:control|influence)|(?:described|named|listed|mentioned|referred\s+to|set\s+out|given|defined)\b|(?:in|under)\s+(?:clause|section|paragraph|article)|of\s+(?:this|that|the|such\s+a)\s+kind)|\bsuch\s+(?:an?\s+)?(?:events?|circumstances?)\b",
    re.IGNORECASE,
)
"""An event of which the sentence or another clause says that nobody answers for it."""
_PREVENTED = re.compile(
    r"\b(?:events?|circumstances?|causes?|impediments?|hindrances?|delays?)\b[^;]{0,120}\b(?:renders?|prevents?|prevented|continues?|lasts?|persists?|endures?|goes\s+on|keeps?|stops?|makes?|holds?)\b[^;]{0,80}\b(?:days|weeks|months)\b"
    r"|\bprevented\b[^;]{0,60}\b(?:days|weeks|months)\b[^;]{0,40}\bby\s+(?:an?|any|such)\s+(?:\w+\s+)?(?:events?|circumstances?|causes?)\b",
    re.IGNORECASE,
)
"""What keeps a party from performing for so long that either may leave."""
_BY_NOTICE = re.compile(r"\b(?:notice|notice\s+period|warning)\b", re.IGNORECASE)
_BY_LAW = re.compile(
    r"\bto\s+comply\b[^.;]{0,120}\b(?:laws?|regulations?|sanctions|order)\b|\b(?:required|compelled|ordered)\s+by\s+(?:\w+\s+){0,2}(?:law|court|authorit\w+|regulat\w+)",
    re.IGNORECASE,
)
"""An end that the law asks for is on nobody's convenience."""
_ASIDE = re.compile(r"\([^()]{40,}\)")
"""A long remark in brackets names examples, not the cause."""
_CONDITION = re.compile(
    r"\b(?:if(?!\s+(?:possible|practicable|any|necessary|applicable|need\s+be)\b)|in\s+(?:this|that|such)\s+(?:case|event)|where|when|whenever|(?<!which\s)(?<!that\s)(?<!it\s)(?<!they\s)(?<!notice\s)(?<!end\s)(?<!you\s)(?<!who\s)should|in\s+the\s+event|in\s+case|upon\s+the\s+(?:third|second|fourth|fifth|occurrence))\b",
    re.IGNORECASE,
)
_TITLES: tuple[tuple[Trigger, re.Pattern[str]], ...] = (
    ("change_of_control", re.compile(r"\bchanges?\s+(?:of|in)\s+(?:control|ownership)", re.IGNORECASE)),
    (
        "sla_failure",
        re.compile(
            r"\b(?:chronic|persistent|repeated|multiple|recurring|continu(?:al|ed))\b|\bservice\s+level\s+(?:failure|default|breach)",
            re.IGNORECASE,
        ),
    ),
    ("convenience", re.compile(r"\bconvenience\b", re.IGNORECASE)),
    ("insolvency", re.compile(r"\binsolvency|bankruptcy\b", re.IGNORECASE)),
    ("non_payment", re.compile(r"\bnon-?payment\b", re.IGNORECASE)),
    ("material_breach", re.compile(r"\bfor\s+(?:cause|breach|default)\b|\bmaterial\s+breach\b", re.IGNORECASE)),
    (
        "change_of_terms",
        re.compile(
            r"\b(?:price|pricing|charges?|fees?|terms)\b[^.;]{0,20}\b(?:changes?|increases?|review|updates?)\b|\bchanges?\s+(?:to|of|in)\b",
            re.IGNORECASE,
        ),
    ),
)


def trigger_of(words: str, title: str, holder: Holder) -> Trigger:
    """Return on what a right depends: by the words of its sentence, else by the heading above it.

    >>> trigger_of("Either party may terminate on 30 days' notice.", "", "either")
    'convenience'
    >>> trigger_of("You may terminate if uptime is below 95% in any month.", "", "customer")
    'sla_failure'
    """
    at_will = _AT_WILL.search(words)
    for name, pattern in TRIGGERS:
        if not pattern.search(_ASIDE.sub(" ", words) if name == "sla_failure" else words):
            continue
        if name == "sla_failure" and _prevented(words, holder):
            return "force_majeure"
        if name == "sla_failure" and (holder == "provider" or (_MATERIAL.search(words) and not _LEVELS_NAMED.search(words))):
            continue
        if name in ("expiry", "material_breach") and at_will and not _CONDITION.search(words):
            return "convenience"
        return name
    if _BY_LAW.search(words):
        return "other"
    if at_will:
        return "convenience"
    conditional = _CONDITION.search(words) is not None
    if _prevented(words, holder):
        return "force_majeure"
    if holder != "customer" and _OWED.search(words):
        return "non_payment"
    titles = title.split(";")  # "Chronic trouble; late installation" does not say which of its matters a condition is about
    for name, pattern in _TITLES:
        if (
            pattern.search(title)
            and not (conditional and not all(map(pattern.search, titles)))
            and not (name == "sla_failure" and holder == "provider")
        ):
            return name
    return "convenience" if not conditional and (_BY_NOTICE.search(words) or STRONG.search(words)) else "other"


def _prevented(words: str, holder: Holder) -> bool:
    """Tell whether an event keeps the parties from performing for too long; of one party's right only where nobody answers for it."""
    return _PREVENTED.search(words) is not None and (holder == "either" or _BEYOND.search(words) is not None)


def kind_of(words: str) -> Trigger | None:
    """Return the one kind of cause that a part of a condition names in plain words; None for the rest of another part.

    >>> kind_of("becomes insolvent"), kind_of("fails to cure a material breach"), kind_of("in whole or in part")
    ('insolvency', 'material_breach', None)
    """
    told: tuple[Trigger, ...] = ("change_of_control", "insolvency", "force_majeure", "non_payment", "material_breach")
    return next((name for name, pattern in TRIGGERS if name in told and pattern.search(words)), None)
