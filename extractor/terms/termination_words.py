"""Which sentence gives a right to leave: words that permit, words for ending, and those that only mention an end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

_PERMIT = r"may(?!\s+not\b)|can(?!\s?not\b|['’]t)|could|(?:has|have)\s+(?:(?:the|a|an)\s+)?(?:\w+\s+)?(?:right|option|ability)|is\s+entitled|are\s+entitled|be\s+entitled|entitle[sd]?|allow(?:s|ed)|authori[sz]ed|elects?|reserves?\s+the\s+right|at\s+(?:its|your|their)\s+(?:sole\s+)?(?:option|discretion)|right\s+(?:to|of)|option\s+(?:to|of)|free\s+to|at\s+liberty\s+to|be\s+permitted|grounds?\s+(?:for|of|to)|cause\s+for|(?:able|entitled)\s+to|terminable"
RIGHT = re.compile(rf"\b(?:{_PERMIT})\b", re.IGNORECASE)
_PLAIN_RIGHT = re.compile(
    r"\b(?:may(?!\s+not\b)|can(?!\s?not\b|['’]t)|(?:is|are|be)\s+(?:entitled|authori[sz]ed)\s+to|entitles?\s+(?:\w+\s+){1,3}to|(?:has|have|shall\s+have|reserves?)\s+(?:\w+\s+)?(?:right|option)\s+to)\b",
    re.IGNORECASE,
)
_THING = r"(?:agreements?|contracts?|subscriptions?|services?|orders?|order\s+forms?|sla|addendum|licen[cs]es?|plans?|accounts?|terms?|schedule|engagement|statement\s+of\s+work|sow|lease|exhibit|commitment|circuit|relationship|arrangement|deal|memorandum|mou|it)"
STRONG = re.compile(
    rf"\b(?:terminat(?:e[sd]?|ion|ing)|terminable|rescind(?:ed)?|rescission|cancel(?:s|led|lation|ling|ed|ing)?|withdraw(?:al)?\s+from|dissol(?:ve[sd]?|ution)\s+(?:\w+\s+){{0,3}}{_THING}|disconnect\s+(?:the|that|such)|(?:end|close)\s+(?:the|this|its|your|their|such|that|any)\s+(?:\w+\s+){{0,3}}{_THING}|(?:cease|stop|discontinue)\s+(?:to\s+use|using|(?:the\s+|its\s+|your\s+)?use\s+of)|discontinue\s+(?:the|its|your|this)\s+(?:\w+\s+){{0,2}}{_THING}|put\s+an\s+end\s+to|bring\s+(?:the|this|its|your|their|any|such|that)\s+(?:\w+\s+){{0,3}}to\s+an\s+end|brought\s+to\s+an\s+end|(?:step|get|pull|back|break)\s+out\s+of\s+(?:the|this|its|your|their|such|that|any)\s+(?:\w+\s+){{0,3}}{_THING}|(?:be\s+)?released?\s+from\s+(?:the\s+|its\s+|this\s+|your\s+|their\s+)?(?:remaining\s+)?(?:agreement|contract|commitment|minimum\s+term))\b",
    re.IGNORECASE,
)
"""Words for ending that need no label to be understood."""
WEAK = re.compile(
    r"\b(?:leave|quit|resign|stop|(?<!\bthe\s)(?<!\bits\s)(?<!\ban\s)(?<!\bany\s)(?<!\byear\s)(?<!\bmonth\s)end(?:s|ed)?(?!\s+(?:of|users?|date)\b)|withdraw[sn]?|withdrawal|walk\s+away|exit|drop|give\s+up|given\s+up|close[sd]?|disconnect(?:ed)?|resolve|dissolve|determine[sd]?(?=\s+(?:this|the|such|any|its)\s+(?:agreement|contract|service|order|licen[cs]e|lease|engagement|appointment)\b)|opt\s+out|downgrade|discontinue[sd]?|(?:return|hand\s+back|give\s+back)(?=\s+(?:the|a|any|its|that|such)\s+(?:machine|device|unit|terminal|equipment|vehicle|handset|appliance|line)s?\b)|go(?=\s+(?:that|the\s+same|at\s+once|immediately|free|elsewhere|when(?:ever)?))|notice)\b",
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
    r"work\s+in\s+progress|discussions?\b|negotiations?\b|arbitration\b|investigation\b|marks?\b|logos?\b|(?:tickets?|calls?|cases?|incidents?|requests?|claims?|complaints?|disputes?|feedback|messages?|voicemails?|comments?|sessions?|chats?|issues?|reports?|upgrades?|consents?|permissions?|offers?|bids?|proposals?|quotes?|appointments?|visits?|bookings?|objections?)\b|obligation\b|effective\s+date|prior\s+agreements?|previous\s+agreements?)",
    re.IGNORECASE,
)
"""What else may be ended than the agreement or its service: a licence of marks, an exclusivity, a person's work, a ticket."""
_OTHER_SUBJECT = re.compile(
    r"\b(?:tickets?|calls?|cases?|incidents?|requests?|claims?|complaints?|meetings?|sessions?|chats?|issues?)\s+(?:\w+\s+){0,2}(?:may|can|could)\s+(?:\w+\s+)?be\s+$",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"(?<!\s)\s++of\s+(?:the\s+|any\s+|an?\s+|its\s+)?(?:employ\w+|personnel|staff|offering|sub-?contracts?|licen[cs]es?\s+(?:for|granted))\b",
    re.IGNORECASE,
)
_RUNS_OUT = re.compile(rf"\b{_THING}\s+(?:then\s+|has\s+|itself\s+)?$", re.IGNORECASE)
"""What ends of itself: "until the order ends"."""
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
_LEAVING = r"(?:terminat(?:e|ing)|end(?:ing)?|leav(?:e|ing)|cancel(?:l?ing)?|quit|withdraw(?:ing)?|give\s+up|get\s+out)"
_PLAINLY = re.compile(
    rf"\b(?:wish(?:es|ing)?|wants?|wanting|intends?|intending)\s+to\s+{_LEAVING}\b[^.;]{{0,80}}\b(?:gives?|must|shall|has\s+to|have\s+to|needs?\s+to|sends?|writes?|tells?|notif\w+)\b[^.;]{{0,80}}\b(?:notice|in\s+advance|before(?:hand)?|ahead|prior|earlier)\b"
    r"|\b(?:if|should|when)\b[^.;]{0,30}\b(?:decides?|ha(?:s|ve)|wish(?:es)?|wants?|intends?|plans?)\s+to\s+(?:stop|close|discontinue|shut\s+down)\b[^.;]{0,60}\b(?:hears?|told|tells?|gives?|informed|notif\w+)\b[^.;]{0,60}\b(?:ahead|before(?:hand)?|notice|in\s+advance|earlier)\b"
    r"|\b(?:no\s+reasons?\s+(?:is\s+|are\s+)?(?:needed|required|necessary)|(?:never|not|\w{0,6}n['’]t)\s+need\s+(?:to\s+give\s+)?(?:a|any)\s+reasons?|(?:at\s+)?any\s?time|whenever\s+you\s+(?:like|want|wish))\b[^.;]{0,60}\b(?:give|send|write|tell|notify)\s+(?:to\s+)?us\b"
    rf"|\bnotice\b[^.;]{{0,60}}\b(?:is\s+enough|suffices|is\s+sufficient|will\s+do|is\s+all\s+(?:we|it|that))\b[^.;]{{0,40}}\b{_LEAVING}\b|\bnotice\s+period\b[^.;]{{0,60}}\bfor\s+(?:either|both|each|all)\b"
    r"|\b(?:terminat(?:ion|ing)|cancell?(?:ation|ing))\b[^.;]{0,60}\b(?:is|are)\s+(?:possible|allowed|permitted)\b[^.;]{0,60}\bnotice\b"
    r"|\b(?:termination|cancell?ation)\s+(?:for\s+convenience\s+)?by\s+[^.;]{2,40}\b(?:requires?|needs|takes)\b[^.;]{0,60}\bnotice\b",
    re.IGNORECASE,
)
"""Rights without a word that permits: "who wants to leave gives a month's notice", "you never need a reason: give us 30 days' notice"."""
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
_TO_END = r"(?:to|of)\s+(?:terminat(?:e|ion|ing)|cancel\w*|end(?:ing)?|leav(?:e|ing)|withdraw\w*|rescind|exit)"
_ELSEWHERE = re.compile(
    rf"\b(?:this|that|such)\s+rights?\s+{_TO_END}\b"
    rf"|\b(?:its|their|your|our|\w+['’]s?|(?<!\bhas\s)(?<!\bhave\s)(?<!\bhad\s)(?<!\bgives\s)(?<!\bgrants\s)(?<!\bwith\s)(?<!\bone\s)the)\s+rights?\s+{_TO_END}\b(?=[^.;]{{0,60}}\b(?:under|in|described|set\s+out|given)\s+(?:(?:section|clause|article|paragraph)s?\b|§|[“\"‘']))"
    rf"|\b(?:nothing|not|\w{0, 6}n['’]t|without|never|neither)\b[^.;]{{0,60}}\b(?:affect|limit|restrict|prejudic|exclud|touch|curtail|waiv|replac|take\s+away)\w*\b[^.;]{{0,60}}\brights?\s+(?:of\s+[^\s.;][^.;]{{0,30}}\s+)?{_TO_END}\b"
    rf"|\b(?:in\s+addition\s+to|besides?|apart\s+from|over\s+and\s+above|together\s+with)\s+(?:\w+['’]?s?\s+){{0,3}}rights?\s+{_TO_END}\b",
    re.IGNORECASE,
)
"""A right that stands elsewhere: what is said of it gives none."""


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
    if _NOTICE_OF_END.search(words) or (labelled and (_GROUNDS.search(words) or _PLAINLY.search(words))):
        return True
    found = unmentioned(words)
    ends = [match for match in found if not _ends_another(words, match)]
    if found and not ends:
        return False
    if not labelled:
        ends = [end for end in ends if not end[0].lower().endswith(("ion", "al"))]
    if labelled:
        ends += [match for match in _outside(WEAK.finditer(words), _ELSEWHERE, words) if not _ends_another(words, match)]
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
    return NO_RENEWAL.search(words) is not None


_WHO = r"(?:party|parties|sides?|of\s+us|customer|client|subscriber|you|provider|supplier|vendor|company|we)"
NO_RENEWAL = re.compile(
    rf"\b(?:unless|until|if)\b[^.;]{{0,40}}\b{_WHO}\b[^.;]{{0,60}}\b(?:giv|provid|notif|deliver|serv|elect|terminat|cancel|inform)\w*\b[^.;]{{0,200}}\b(?:prior|before|notice|advance)\b"
    rf"|\b(?:renew\w*|extend\w*|prolong\w*|continues?)\b[^.;]{{0,160}}\b(?:unless|until)\b[^.;]{{0,40}}\bterminated\s+by\b[^.;]{{0,100}}\b(?:prior\s+to|before|notice)\b"
    rf"|\bunless\b[^.;]{{0,40}}\b{_WHO}\b[^.;]{{0,20}}\b(?:asks?|says?|writ\w+|objects?|wants?|decides?|tells?)\b[^.;]{{0,120}}\b(?:prior|before|notice|advance|earlier|ahead)\b"
    rf"|\b{_WHO}\s+(?:may|can)\b[^.;]{{0,80}}\b(?:non-?renewal|not\s+(?:to\s+)?renew|(?:prevent|decline|refuse|stop|oppose|cancel|object\s+to|opt\s+out\s+of)\s+(?:\w+\s+){{0,2}}renewal)",
    re.IGNORECASE,
)
REACH = 140
"""Characters between "may" and "terminate": room for "upon thirty (30) days' prior written notice to the other party"."""


def _suspends(words: str) -> bool:
    return re.search(r"\bsuspend\w*\b", words, re.IGNORECASE) is not None


def _ends_another(words: str, end: re.Match[str]) -> bool:
    """Tell whether it is not the agreement or its service that is ended."""
    before = words[max(0, end.start() - 60) : end.start()]
    if _OTHER_SUBJECT.search(before) or (end[0].lower() in ("ends", "ended", "stops") and _RUNS_OUT.search(before)):
        return True
    return any(pattern.match(words, end.end()) for pattern in (_OTHER_THING, _OF_ANOTHER))


def unmentioned(words: str) -> list[re.Match[str]]:
    """Return the words for ending that stand in no phrase that presupposes the end or speaks of a right elsewhere."""
    return _outside(_outside(STRONG.finditer(words), _MENTION, words), _ELSEWHERE, words)


def _outside(found: Iterable[re.Match[str]], phrases: re.Pattern[str], words: str) -> list[re.Match[str]]:
    """Return the matches that begin in none of the phrases."""
    spans = [match.span() for match in phrases.finditer(words)]
    starts = [start for start, _ in spans]
    places = ((match, bisect_right(starts, match.start()) - 1) for match in found)
    return [match for match, before in places if before < 0 or spans[before][1] <= match.start()]


def _reaches(rights: Iterable[re.Match[str]], ends: Sequence[re.Match[str]]) -> bool:
    """Tell whether one of the rights is near in front of an end, or around it."""
    ordered = sorted(ends, key=re.Match.end)
    stops = [end.end() for end in ordered]
    first = list(accumulate((end.start() for end in reversed(ordered)), min))[::-1]  # of this end and all behind it
    places = ((right, bisect_right(stops, right.start())) for right in rights)
    return any(place < len(first) and first[place] - right.end() <= REACH for right, place in places)
