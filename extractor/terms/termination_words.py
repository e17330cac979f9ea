"""The words of rights to leave: which sentence gives one, who holds it, and on what trigger."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from extractor.taxonomy import Holder, Trigger

_PERMIT = r"may(?!\s+not\b)|can(?!\s?not\b|['’]t)|could|(?:has|have)\s+(?:(?:the|a|an)\s+)?(?:\w+\s+)?(?:right|option|ability)|is\s+entitled|are\s+entitled|be\s+entitled|entitle[sd]?|allow(?:s|ed)|authori[sz]ed|elects?|reserves?\s+the\s+right|at\s+(?:its|your|their)\s+(?:sole\s+)?(?:option|discretion)|right\s+(?:to|of)|option\s+(?:to|of)|free\s+to|at\s+liberty\s+to|be\s+permitted|grounds?\s+(?:for|of|to)|cause\s+for|(?:able|entitled)\s+to"
RIGHT = re.compile(rf"\b(?:{_PERMIT})\b", re.IGNORECASE)
_PLAIN_RIGHT = re.compile(
    r"\b(?:may(?!\s+not\b)|can(?!\s?not\b|['’]t)|(?:is|are|be)\s+(?:entitled|authori[sz]ed)\s+to|entitles?\s+(?:\w+\s+){1,3}to|(?:has|have|shall\s+have|reserves?)\s+(?:\w+\s+)?(?:right|option)\s+to)\b",
    re.IGNORECASE,
)
_THING = r"(?:agreements?|contracts?|subscriptions?|services?|orders?|order\s+forms?|sla|addendum|licen[cs]es?|plans?|accounts?|terms?|schedule|engagement|statement\s+of\s+work|sow|lease|exhibit|commitment|circuit|relationship|it)"
STRONG = re.compile(
    rf"\b(?:terminat(?:e[sd]?|ion|ing)|terminable|rescind(?:ed)?|rescission|cancel(?:s|led|lation|ling|ed|ing)?|withdraw(?:al)?\s+from|dissol(?:ve[sd]?|ution)\s+(?:\w+\s+){{0,3}}{_THING}|disconnect\s+(?:the|that|such)|(?:end|close)\s+(?:the|this|its|your|their|such|that|any)\s+(?:\w+\s+){{0,3}}{_THING}|(?:cease|stop|discontinue)\s+(?:to\s+use|using|(?:the\s+|its\s+|your\s+)?use\s+of)|discontinue\s+(?:the|its|your|this)\s+(?:\w+\s+){{0,2}}{_THING}|put\s+an\s+end\s+to|bring\s+(?:the|this|its|your|their|any|such|that)\s+(?:\w+\s+){{0,3}}to\s+an\s+end|(?:be\s+)?released?\s+from\s+(?:the\s+|its\s+|this\s+|your\s+|their\s+)?(?:remaining\s+)?(?:agreement|contract|commitment|minimum\s+term))\b",
    re.IGNORECASE,
)
"""Words for ending that need no label to be understood."""
WEAK = re.compile(
    r"\b(?:leave|quit|resign|stop|end(?:s|ed)?(?!\s+(?:of|users?|date)\b)|withdraw[sn]?|withdrawal|walk\s+away|exit|drop|give\s+up|given\s+up|close[sd]?|disconnect(?:ed)?|resolve|dissolve|determine[sd]?(?=\s+(?:this|the|such|any|its)\s+(?:agreement|contract|service|order|licen[cs]e|lease|engagement|appointment)\b)|opt\s+out|downgrade|discontinue[sd]?|(?:return|hand\s+back|give\s+back)(?=\s+(?:the|a|any|its|that|such)\s+(?:machine|device|unit|terminal|equipment|vehicle|handset|appliance|line)s?\b)|go(?=\s+(?:that|the\s+same|at\s+once|immediately|free|elsewhere))|notice)\b",
    re.IGNORECASE,
)
"""Words that mean ending only in a clause about it."""
_OTHER_ACT = re.compile(
    r"\s+(?:\w+\s+){0,3}?(?:modify|amend|extend|prolong|substitute|change|revise|increase|update|suspend|adjust|raise|assign|replace|relocate|audit|inspect|subcontract|be\s+(?:changed|amended|modified|raised|revised))\b",
    re.IGNORECASE,
)
"""What else may be done on notice."""
_OTHER_THING = re.compile(
    r"(?<!\s)\s++(?:(?:the|any|such|this|that|its|his|her|their|a|an|all|each|our|said|and|providing|using|use\s+of|foregoing|applicable|relevant|particular)\s+){0,4}"
    r"(?:(?:trade-?mark|application|software|brand|content|patent|foregoing|end[\s-]user|source\s+code)\s+licen[cs]es?\b|licen[cs]es?\s+(?:for|referred|granted|to\s+use)\b|sub-?licen[cs]es?\b|exclusiv\w+"
    r"|(?:foregoing|aforesaid)\s+rights?\b|employ\w+|personnel\b|staff\b|persons?\b|person['’]s|individuals?\b|consultants?\b|sub-?contract\w*|sub-?processor\w*|offering\b|insurance\b|polic(?:y|ies)\b|meetings?\b|plans,|"
    r"work\s+in\s+progress|discussions?\b|negotiations?\b|arbitration\b|investigation\b|marks?\b|logos?\b|obligation\b|effective\s+date|prior\s+agreements?|previous\s+agreements?)",
    re.IGNORECASE,
)
"""What else may be ended than the agreement or its service: a licence of marks, an exclusivity, a person's work."""
_OF_ANOTHER = re.compile(
    r"\s+of\s+(?:the\s+|any\s+|an?\s+|its\s+)?(?:employ\w+|personnel|staff|offering|sub-?contracts?|licen[cs]es?\s+(?:for|granted))\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"^\W*(?:which|who|whether|what)\b", re.IGNORECASE)
_GROUNDS = re.compile(
    r"\bgrounds?\s+(?:for|of|to)\s+(?:the\s+|an?\s+)?(?:immediate\s+)?terminat\w+[^.;]{0,40}\b(?:by|agreement|contract)\b", re.IGNORECASE
)
_HEADLINE = re.compile(
    r"\W*(?:(?:the|customer|client|subscriber|tenant|your|early|special|extraordinary)(?:['’]s)?\s+){0,3}(?:rights?|options?)\s+(?:to|of)\s+(?:\w+\s+){0,2}(?:terminat\w+|cancel\w*|withdraw\w*|leave|exit|end)(?:\s+\w+){0,3}\W*",
    re.IGNORECASE,
)
"""A title in front of the sentence that gives the right ("Right to Terminate.")."""
_UNTOUCHED = re.compile(
    r"\brights?\b[^.;]{0,80}\bterminat\w+\b[^.;]{0,80}\b(?:(?:remains?|is|are|stays?|shall\s+(?:remain|be))\s+(?:un(?:affected|touched|prejudiced)|not\s+(?:affected|limited|excluded)|reserved)|not\s+(?:be\s+)?(?:affected|limited|excluded|prejudiced))",
    re.IGNORECASE,
)
"""A right that stands elsewhere and is left as it is."""
_BELOW = re.compile(r"\bas\s+(?:\w+\s+){0,2}(?:provided|set\s+forth|set\s+out|described|stated)\s+below\b", re.IGNORECASE)
"""Words that leave the right to the sentences that follow."""
_GIVEN = re.compile(
    r"\b(?:may|can|entitled\s+to|right\s+to|by)\b[^.;]{0,60}\b(?:giv|serv|deliver|provid|hand(?:ing)?\s+in|issu|send)\w*\b[^.;]{0,60}\bnotice\b|\b(?:up)?on\s+[^.;]{1,40}\bnotice\b",
    re.IGNORECASE,
)
"""A right that says no more than that notice may be given, in a clause about ending."""
_NOTICE_OF_END = re.compile(
    r"\b(?:written\s+)?notice\s+of\s+(?:termination|cancell?ation)\b[^.;]{0,60}\b(?:may|can)\s+be\s+(?:given|served|sent|issued)\b|\b(?:may|can)\s+(?:at\s+any\s+time\s+)?(?:give|serve|send|issue)\s+(?:\w+\s+){0,5}notice\s+of\s+(?:termination|cancell?ation)\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"\b(?:cancel|leave|stop|quit)\b[^.;]{0,40}\b(?:any\s*time|at\s+any\s+time|whenever|any\s+day|online|through|in\s+the)\b|^\W*(?:to\s+)?cancel\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\bneither\s+(?:party|side)\b[^.;]{0,30}\b(?:may|can)\b|\b(?:may\s+not|shall\s+not|can\s?not|can['’]t|not\s+be|no\s+right|not\s+(?:have|be\s+entitled))\b(?![^.;]{0,90}\b(?:except|unless|until|before)\b)(?:(?!\b(?:may|can|shall|entitled)\b)[^.;]){0,60}\b(?:terminat\w+|cancel\w*|rescind|end(?:ed)?|withdraw\w*)\b",
    re.IGNORECASE,
)
_MUTUAL = re.compile(r"\bmutual(?:ly)?\s+(?:\w+\s+)?(?:consent|agree\w*)", re.IGNORECASE)
"""An end that both must want is no right of either."""
_MENTION = re.compile(
    r"\b(?:subject\s+to|in\s+accordance\s+with|pursuant\s+to|as\s+(?:set\s+out|described)\s+in|upon|on|after|following|until|unless|survive[sd]?|prior\s+to|effect\s+of|date\s+of|notice\s+of|event\s+of|any|such|early|this|the|before|in\s+case\s+of|suspension\s+(?:or|and)|expir(?:y|ation)\s+(?:or|and))\s+(?:the\s+|any\s+|such\s+|early\s+|its\s+|earlier\s+|effective\s+date\s+of\s+)?(?:terminat(?:ion|ed)|cancel(?:l?ation|l?ed))\b(?!\s+(?:for|of\s+(?:this|the)\s+agreement\s+by))|\bterminated\s+(?:customers?|employees?|portion|part|services?)\b|\b(?:may|can|could|shall|will)\s+(?:result\s+in|lead\s+to|subject|be\s+(?:grounds|cause))\b[^.;]{0,80}\b(?:termination|cancell?ation)\b|\b(?:termination|cancell?ation)\s+(?:rights?|fees?|charges?|date|provisions?|clause|section|assistance)\b"
    r"|\b(?:if|where|when|once|after|before|in\s+the\s+event(?:\s+that)?|which(?:ever)?\s+party|who(?:ever)?|\bright\s+to\s+distribute\s+\w+)\s+(?:(?!either|any|no|one|unless)\w+\s+){0,4}?(?:terminates|cancels|terminated(?!\s+by\s+(?:either|any|the|customer|client))|is\s+terminated(?!\s+by))\b"
    r"|\bexercis\w*\s+(?:this|the|its|such|that|any|a)\s+(?:\w+\s+){0,2}right\s+(?:to|of)\s+(?:terminat\w+|cancel\w*|rescission)",
    re.IGNORECASE,
)
"""Words that presuppose an end instead of granting one."""


def gives_right(words: str, *, labelled: bool) -> bool:
    """Tell whether a sentence gives a right to end something; without the label only where it says so in plain words.

    >>> gives_right("Customer may terminate the Order on notice.", labelled=False)
    True
    >>> gives_right("Fees fall due upon termination.", labelled=True), gives_right("Neither party may terminate early.", labelled=True)
    (False, False)
    """
    if (
        _NEGATED.search(words)
        or _MUTUAL.search(words)
        or _QUESTION.search(words)
        or _BELOW.search(words)
        or _HEADLINE.fullmatch(words)
        or _UNTOUCHED.search(words)
        or (_suspends(words) and not STRONG.search(words))
    ):
        return False
    if _NOTICE_OF_END.search(words):
        return True
    if labelled and _GROUNDS.search(words):
        return True
    found = _unmentioned(words)
    ends = [match for match in found if not _ends_another(words, match)]
    if found and not ends:
        return False
    if not labelled:
        ends = [end for end in ends if not end[0].lower().endswith(("ion", "al"))]
    if labelled:
        ends += [match for match in WEAK.finditer(words) if not _ends_another(words, match)]
        if _ACT.search(words) and STRONG.search(words):
            return True
    if not ends or all(end[0].lower() == "notice" for end in ends):
        return (
            _GIVEN.search(words) is not None
            and any(not _OTHER_ACT.match(words, right.end()) for right in RIGHT.finditer(words))
            and bool(ends)
        )
    rights = RIGHT if labelled else _PLAIN_RIGHT
    return _reaches(rights.finditer(words), ends) or (
        labelled and re.search(r"\b(?:grounds?|cause|right)\b[^.;]{0,40}\bterminat\w+", words, re.IGNORECASE) is not None
    )


def refuses_renewal(words: str) -> bool:
    """Tell whether a sentence lets a party keep the term from being renewed by notice.

    >>> refuses_renewal("It renews for one year unless either party gives notice of non-renewal 60 days before its end.")
    True
    >>> refuses_renewal("The term renews each year.")
    False
    """
    return _NO_RENEWAL.search(words) is not None


_WHO = r"(?:party|parties|side|customer|client|subscriber|you|provider|supplier|vendor|company|we)"
_NO_RENEWAL = re.compile(
    rf"\b(?:unless|until|if)\b[^.;]{{0,40}}\b{_WHO}\b[^.;]{{0,60}}\b(?:giv|provid|notif|deliver|serv|elect|terminat|cancel|inform)\w*\b[^.;]{{0,200}}\b(?:prior|before|notice|advance)\b"
    rf"|\b(?:renew\w*|extend\w*|prolong\w*|continues?)\b[^.;]{{0,160}}\b(?:unless|until)\b[^.;]{{0,40}}\bterminated\s+by\b[^.;]{{0,100}}\b(?:prior\s+to|before|notice)\b"
    rf"|\b{_WHO}\s+(?:may|can)\b[^.;]{{0,80}}\b(?:non-?renewal|not\s+(?:to\s+)?renew|prevent\s+\w+\s+renewal)",
    re.IGNORECASE,
)
REACH = 140
"""Characters between "may" and "terminate": room for "upon thirty (30) days' prior written notice to the other party"."""


def _suspends(words: str) -> bool:
    return re.search(r"\bsuspend\w*\b", words, re.IGNORECASE) is not None


def _ends_another(words: str, end: re.Match[str]) -> bool:
    """Tell whether it is not the agreement or its service that is ended."""
    return any(pattern.match(words, end.end()) for pattern in (_OTHER_THING, _OF_ANOTHER))


def _unmentioned(words: str) -> list[re.Match[str]]:
    """Return the words for ending that stand in no phrase that presupposes the end."""
    mentions = [match.span() for match in _MENTION.finditer(words)]
    starts = [start for start, _ in mentions]
    kept = []
    for end in STRONG.finditer(words):
        before = bisect_right(starts, end.start()) - 1
        if before < 0 or mentions[before][1] <= end.start():
            kept.append(end)
    return kept


def _reaches(rights: Iterable[re.Match[str]], ends: Sequence[re.Match[str]]) -> bool:
    """Tell whether one of the rights is near in front of an end, or around it."""
    ordered = sorted(ends, key=re.Match.end)
    stops = [end.end() for end in ordered]
    first = list(accumulate((end.start() for end in reversed(ordered)), min))[::-1]  # of this end and all behind it
    places = ((right, bisect_right(stops, right.start())) for right in rights)
    return any(place < len(first) and first[place] - right.end() <= REACH for right, place in places)


_CUSTOMER = re.compile(
    r"\b(?:customers?|clients?|subscribers?|you|buyers?|licensees?|authority|tenants?|merchants?|purchasers?|users?|company|owner|members?|ministry|employer|hospital|bank|university|government|council|recipient|consumer|(?:data\s+)?exporters?|lessee|charterer|agency|institution|principal|resellers?|organi[sz]ation|schools?)\b",
    re.IGNORECASE,
)
_PROVIDER = re.compile(
    r"\b(?:(?:service\s+)?providers?|suppliers?|vendors?|contractors?|(?:co-?)?host|licensors?|we|carrier|consultant|outsourcer|(?:data\s+)?importers?|sellers?|operator|lessor|us)\b",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"\beither\s+\w+(?=\s+(?:may|can|could|has|is)\b)|\b(?:either|each|any|both|whichever)\s+(?:of\s+(?:us|the\s+parties)|part(?:y|ies)|side)\b|\bthe\s+parties\s+(?:may|can)\b|\b(?:non-?\s?(?:breaching|defaulting|affected)|innocent|aggrieved|other|first|second|unaffected)\s+party\b|\bparty\s+not\s+(?:in|at)\s+(?:default|fault|breach)\b|\bone\s+(?:of\s+the\s+)?part(?:y|ies)\b|\ba\s+party\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?P<name>(?:[A-Z][\w&.’'-]*\s+){0,3}[A-Z][\w&’'-]+)\s*(?:,[^,]{0,90},)?\s*(?:also\s+)?$")
_NO_NAME = re.compile(r"(?:If|Where|When|Should|Upon|On|After|The|This|In|At|For|Such|Then|It|Any|That|Agreement|Service|Order)$")
_BY = re.compile(
    r"\b(?:terminated|cancel+ed|ended|rescinded|terminable|termination|cancellation)\b[^.;]{0,80}?\bby\s+(?!giving|notice|written|reason|means|operation)(?P<who>[^.;,]{3,60})",
    re.IGNORECASE,
)


def holder_of(words: str) -> Holder:
    """Return who may end the agreement: the subject of the right; a bare name that is no customer's is the provider's.

    >>> holder_of("If Provider fails, Customer may terminate."), holder_of("The contract may be terminated by either party.")
    ('customer', 'either')
    """
    passive = _BY.search(words)
    if passive and (who := _party(passive["who"], first=True)) is not None:
        return who
    if _NO_RENEWAL.search(words) and _granting(words) is None:
        return _party(words[words.lower().find("unless") :], first=True) or "either"
    right = _granting(words)
    before = words[: right.start()] if right else ""
    found = _party(before, first=False)
    if _two_parties(before):
        return "either"
    name = _NAME.search(before)
    failing = _NAMED_FAILS.search(before)
    if name and failing and failing["name"] not in name["name"] and _party(failing["name"], first=True) is None and _SLA.search(words):
        return "customer"  # "If Acme misses the same service level four times, Elm may terminate"
    if name and not _NO_NAME.search(name["name"]) and _party(name["name"], first=True) is None and name.start() > 0:
        return "provider"
    if name and found is None and not _NO_NAME.search(name["name"]):
        return "provider"
    if found is not None:
        return found
    after = _party(words[right.end() :] if right else words, first=True)
    if right and re.match(r"\s+be\b", words[right.end() :]):
        return after or ("customer" if re.search(r"\b(?:accounts|plans|subscriptions)\s*$", before, re.IGNORECASE) else "either")
    return after or ("either" if _EITHER.search(words) else "customer")


_PAIR = re.compile(
    r"(?<![\w’'-])(?P<one>(?:(?:the|a|an|its)\s+)?[\w’'-]+),?\s+or\s+(?P<other>(?:(?:the|a|an)\s+)?[\w’'-]+),?(?:\s+(?:each|both))?\s*$",
    re.IGNORECASE,
)
_NAMED_FAILS = re.compile(
    r"\b(?i:if|where|when|should)\s+(?P<name>[A-Z][\w&.’'-]+)(?:\s+[A-Z][\w&.’'-]+){0,2}\s+(?i:fails?|misses|does\s+not|breaches|falls)\b"
)


def _two_parties(before: str) -> bool:
    """Tell whether the subject is both parties: "the Customer or the Supplier", or one party and a name ("the school or Finchley")."""
    pair = _PAIR.search(before)
    if pair is None:
        return False
    words = (pair["one"], pair["other"])
    sides = [_party(each, first=True) for each in words]
    if {"customer", "provider"} == set(sides):
        return True
    names = [each.split()[-1][:1].isupper() and side is None for each, side in zip(words, sides, strict=True)]
    common = [len(each.split()) > 1 and each.split()[-1].islower() for each in words]
    return any(names) and ("customer" in sides or any(common))


def _granting(words: str) -> re.Match[str] | None:
    """Return the words that grant the end: of several the last before the word for ending."""
    end = next(iter(_unmentioned(words)), None) or WEAK.search(words)
    if end is None:
        return None
    before = [match for match in RIGHT.finditer(words) if match.start() < end.start()]
    return before[-1] if before else next(RIGHT.finditer(words), None)


def _party(words: str, *, first: bool) -> Holder | None:
    """Return the party that words name first (or last)."""
    both = [m.span() for m in _EITHER.finditer(words)]
    alone: list[tuple[int, Holder]] = [(m.start(), "customer") for m in _CUSTOMER.finditer(words)]
    alone += [(m.start(), "provider") for m in _PROVIDER.finditer(words)]
    places = [(at, who) for at, who in alone if not any(start <= at < end for start, end in both)]
    places += [(start, "either") for start, _ in both]
    if not places:
        return None
    return min(places)[1] if first else max(places)[1]


_LEVEL = r"(?:service\s+levels?|service\s+commitments?|up-?time|(?<!make\s)(?<!makes\s)(?<!made\s)availab\w+|accessib\w+|service\s+credits?|credits?|sla|guarantees?|guaranteed|(?<!sales\s)(?<!revenue\s)(?<!volume\s)targets?|(?<!minimum\s)(?<!purchase\s)commitments?|objectives?|levels?|response\s+times?|latency|metrics?|measures?|norm|ratio|percentage|figure|promise)"
_SHORT = r"(?:fail\w*|miss(?:es|ed|ing)?|below|beneath|under|less\s+than|lower\s+than|not\s+(?:been\s+)?(?:met|achieved|reached|kept|attained|maintained)|not\s+(?:meet|achieve|reach|maintain|comply)|falls?|drops?|dips?|shortfall|exceed\w*|entitled\s+to|broke(?:n)?|short\s+of|surpass\w*|inferior)"
_COUNT = r"(?:two|three|four|five|six|\d{1,2})\)?"
_SLA = re.compile(
    rf"\b{_LEVEL}\b[^;]{{0,160}}\b{_SHORT}\b|\b{_SHORT}\b[^;]{{0,120}}\b{_LEVEL}\b"
    r"|\b(?:chronic|persistent|repeated|recurring|continual|continued|multiple|critical\s+service\s+level)\s+(?:\w+\s+){0,2}(?:failures?|outages?|misses|trouble|problems?|breach\s+of\s+(?:the\s+)?(?:sla|service\s+level)|downtime|deficienc\w+|shortfalls?|unavailability|non-?compliance)"
    r"|\bchronic[\s-]\w+|\bservice\s+level\s+(?:failures?|default|breach)|\b(?:below|beneath|under|less\s+than|lower\s+than)\s+\(?\d{2}(?:[.,]\d+)?\s?%"
    r"|\bnot\s+(?:be\s+)?available\b[^;]{0,80}\b(?:hours?|minutes?|days|months?|consecutive)\b"
    r"|\b(?:outages?|down-?time|interruptions?|unavailab\w+|power\s+failures?|failures?)\b[^;]{0,80}\b(?:hours?|minutes?|times|occasions?|days|months?|consecutive|exceed\w*)\b"
    r"|\b(?:two|three|four|five|six|\d{1,2})\)?\s+(?:or\s+more\s+)?(?:\w+\s+){0,2}(?:outages?|failures?|misses|interruptions?|faults|(?<!of\s)(?:(?:valid|qualif\w+|approved|accepted|successful)\s+)claims?)\b"
    r"|\b(?:(?:has|have)\s+been|is|was|were|are|stays?|remains?)\s+(?:down|out|off\s?line|unreachable|unusable|inaccessible|interrupted|dead)\b[^;]{0,80}\b(?:hours?|minutes?|times|occasions?|days|months?|consecutive)\b"
    r"|\b(?:cap|ceiling|maximum|(?:highest|top)\s+(?:band|tier|rebate|credit))\b[^;]{0,40}\b(?:reach\w*|hit|applies|applied|paid|payable|due|exhausted|exceeded)\b[^;]{0,60}\b(?:months?|quarters?|times|periods?|occasions?)\b"
    rf"|\b{_COUNT}\s+(?:calendar\s+|full\s+|billing\s+)?(?:months|quarters|periods|weeks|times)\s+(?:running|in\s+a\s+row|in\s+succession|back\s+to\s+back|on\s+end|out\s+of|in\s+any|of\s+any|within\s+any)\b"
    rf"|\b{_COUNT}\s+(?:consecutive|successive|straight)\s+(?:calendar\s+|billing\s+|service\s+)?(?:months|quarters|periods|weeks)\b(?!['’]?\s+(?:\w+\s+){{0,2}}notice)",
    re.IGNORECASE,
)
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
            r"\b(?:insolven\w+|bankrupt\w*|receiver(?:ship)?|liquidat(?:ion|or|ed|es)|winding[\s-]up|wound\s+up|stops\s+conducting\s+business|ceas(?:es?|ing)\s+(?:to\s+do\s+|doing\s+|to\s+carry\s+on\s+)?business|assignment\s+for\s+the\s+benefit\s+of\s+(?:its\s+)?creditors|creditors)\b",
            re.IGNORECASE,
        ),
    ),
    ("force_majeure", re.compile(r"\bforce\s+majeure\b", re.IGNORECASE)),
    (
        "non_payment",
        re.compile(
            r"\b(?:non-?payment|unpaid|fail(?:s|ed|ure|ing)?\s+to\s+(?:\w+\s+)?(?:pay|remit)|overdue|past\s+due|invoices?\s+(?:stays?|remains?)|payment\s+default|default\s+(?:in|of)\s+payment|arrears|not\s+(?:been\s+)?paid|(?:does|do|did)\s+not\s+(?:\w+\s+)?(?:pay|remit)|late\s+payment)\b",
            re.IGNORECASE,
        ),
    ),
    ("sla_failure", _SLA),
    (
        "change_of_terms",
        re.compile(
            r"\b(?:disagree\w*|(?:changes?|amendments?|revisions?|modifications?)\b[^.;]{0,60}\b(?:disadvantage|detriment\w*|adverse\w*)|(?:adverse|unfavou?rable)\s+(?:change|amendment)|do(?:es)?(?:\s+not|n['’]t)\s+(?:agree|accept|like|want|wish\s+to\s+(?:continue|accept|be\s+bound))|(?:object(?:s|ion)?|objecting)\s+to|(?:revis|amend|modif|chang)\w+\s+(?:of|to|in|made)?\s*(?:the\s+|this\s+|these\s+|its\s+|our\s+|such\s+)?(?:terms|agreement|sla|prices?|pricing|fees|charges|conditions)|(?:updated|new|revised|amended|changed)\s+(?:pricing|terms|prices|conditions|charges|fees)|material(?:ly)?\s+(?:adverse\s+)?(?:chang\w+|detrimental|reduc\w+)|(?:price|fee|rate)\s+(?:increases?|changes?)|(?:increas|rais|chang)\w+\s+(?:of|in|to)?\s*(?:the\s+|its\s+|our\s+|any\s+)?(?:charges?|fees|prices?|rates)|higher\s+(?:charge|price|fee)s?|notification\s+of\s+the\s+change|reduction\s+(?:of|in)\s+(?:the\s+)?service)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "material_breach",
        re.compile(
            r"\b(?:breach(?:es|ed|ing)?|default(?:s|ed|ing)?|violat\w+|fails?\s+to\s+(?:perform|comply|remedy|fulfil|cure)|(?:remains?|continues?)\s+uncured|for\s+cause|non-?compliance|infring\w+)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "expiry",
        re.compile(
            r"\b(?:(?:non-?)?renew(?:al|s|ed|ing)?|(?:on|at|upon|each)\s+(?:\w+\s+){0,3}anniversary|anniversary\s+date|expir(?:y|ation|es?|ing)|end\s+of\s+(?:the\s+|each\s+|its\s+|any\s+)?(?:then[\s-]current\s+|initial\s+|current\s+|contract\s+)?(?:term|period|year)|initial\s+term)\b",
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
    r"\b(?:for\s+(?:its\s+|their\s+|sole\s+|own\s+)*convenience|without\s+cause|for\s+any\s+(?:reason|or\s+no\s+reason)|at\s+any\s+(?:time|point|moment)|any\s*time|any\s+day|whenever|at\s+will|without\s+(?:giving\s+)?(?:any\s+)?reasons?|no\s+reasons?|money[\s-]back)\b",
    re.IGNORECASE,
)
_PREVENTED = re.compile(
    r"\b(?:events?|circumstances?|impediments?|hindrances?|delays?)\b[^;]{0,120}\b(?:renders?|prevents?|continues?|lasts?|persists?|endures?)\b[^;]{0,80}\b(?:days|weeks|months)\b",
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
    r"\b(?:if|in\s+(?:this|that|such)\s+(?:case|event)|where|when|whenever|should|in\s+the\s+event|in\s+case|upon\s+the\s+(?:third|second|fourth|fifth|occurrence))\b",
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
        if name == "sla_failure" and holder == "either" and _PREVENTED.search(words):
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
    if holder == "either" and _PREVENTED.search(words):
        return "force_majeure"
    for name, pattern in _TITLES:
        if pattern.search(title) and not (name == "sla_failure" and holder == "provider"):
            return name
    return "convenience" if not conditional and (_BY_NOTICE.search(words) or STRONG.search(words)) else "other"


def kind_of(words: str) -> Trigger | None:
    """Return the one kind of cause that a part of a condition names in plain words; None for the rest of another part.

    >>> kind_of("becomes insolvent"), kind_of("fails to cure a material breach"), kind_of("in whole or in part")
    ('insolvency', 'material_breach', None)
    """
    told: tuple[Trigger, ...] = ("change_of_control", "insolvency", "force_majeure", "non_payment", "material_breach")
    return next((name for name, pattern in TRIGGERS if name in told and pattern.search(words)), None)


_FAILS = re.compile(
    r"\b(?P<who>Customer|Client|Subscriber|Licensee|Reseller|Provider|Supplier|Vendor|Contractor|Licensor)\b[^.;,]{0,30}\b(?:fails?|breach(?:es)?|defaults?|becomes?|terminates|does\s+not|ceases?)\b"
)

_ANY_FAILS = re.compile(
    r"\b(?:either|other|a|each|any|one)\s+party\b[^.;,]{0,30}\b(?:fails?|breach(?:es)?|defaults?|becomes?|ceases?)\b", re.IGNORECASE
)


def other_than_failing(words: str) -> Holder | None:
    """Return who may end where "either party" or "the other party" meets a cause in which one named party fails.

    >>> other_than_failing("if Customer fails to pay within 10 days"), other_than_failing("if the other party fails to pay")
    ('provider', None)
    """
    failing = _FAILS.search(words)
    if failing is None or _ANY_FAILS.search(words):
        return None
    return "provider" if _party(failing["who"], first=True) == "customer" else "customer"
