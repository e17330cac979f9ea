"""The words of maintenance: which kinds a passage names, where, and how long before it is announced."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.document import Span
from extractor.quantities import Duration, duration_ranges, durations, rates
from extractor.taxonomy import MaintenanceKind

_ROUTINE = r"(?:pre-?)?(?:scheduled|planned|routine|regular|periodic(?:al)?|preventi(?:ve|tive)|preventative|agreed|permitted|announced|notified|recurring|anticipated|authori[sz]ed|standard|ordinary|normal|monthly|weekly|nightly|quarterly|yearly|annual)"
_URGENT = r"(?:emergency|urgent|exigent|surprise|unscheduled|un-scheduled|unplanned|non-?scheduled|non-?planned|unannounced|exceptional|extraordinary|ad[\s-]hoc|demand|critical)"
_LINK = r"(?:\s*(?:,|/|&|\band/or\b|\band\b|\bor\b|\bas\s+well\s+as\b|\(\s?(?:and|or)\s)\s*)+"
_BETWEEN = r"[\s-]+(?:(?!(?:and|or|of|the|to|for|in|is|are|will|support|response|status|repair|incident|business|account|customer|availability|up-?time|less|minus|than)\b)[\w-]+[\s-]+){0,2}?"
_WORK = r"(?:maintenance|works?|servicing|upkeep|interventions?|operations|repairs?|patch(?:es|ing)?|updates?|upgrades?|reboots?|re-?starts?|migrations?|changes|fix(?:es)?|hot-?fixes)"
_STOP = r"(?:down-?times?|outages?|interruptions?|unavailability|disruptions?|stops?|shut-?downs?|suspensions?)"
_QUALIFIED = re.compile(
    rf"\b(?P<kinds>(?:{_ROUTINE}|{_URGENT})(?:{_LINK}(?:{_ROUTINE}|{_URGENT}))*)\)?{_BETWEEN}(?P<head>{_WORK}|{_STOP})\b", re.IGNORECASE
)
_KIND = re.compile(rf"(?P<urgent>(?<![\w-]){_URGENT}\b)|\b{_ROUTINE}\b", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?<!ongoing\s)\bmaintenance\b(?!\s+(?:agreements?|contracts?|fees?|charges?|services?\s+(?:agreement|fee)|releases?|plans?|terms?|personnel|staff|obligations?|support\b|and\s+support))"
    r"|\bservice\s+windows?\b|\bdown-?time\s+windows?\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:notif(?:y|ies|ied)|notification|announce[sd]?|announcement|(?:prior|advance|previous)\s+(?:written\s+)?notice|in\s+advance|beforehand)\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"\b(?:routine|regular|preventi(?:ve|tive)|preventative|permitted|agreed)\b", re.IGNORECASE)
"""Adjectives that name maintenance of a service for sure where the noun is a defined term ("Permitted Maintenance")."""
_PAID = re.compile(r"\s+(?:fees?|charges?|agreements?|contracts?|plans?|visits?)\b", re.IGNORECASE)
_FORETOLD = re.compile(
    r"\w+(?:\s+\w+)?\s+(?:\([^()]{0,40}\)\s+)?(?:(?:and|or)\s+updates\s+(?:\([^()]{0,40}\)\s+)?)?(?:with|after|upon|following|of\s+which|for\s+which|that|which|we|will\s+be|is|shall\s+be|are|be)\s+(?:\w+\s+){0,5}?(?:notif(?:y|ies|ied)|announce[sd]?|(?:prior|advance|previous)\s+(?:\w+\s+)?(?:notice|notification))\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(r"updates?|upgrades?|changes|fix(?:es)?|repairs?|migrations?")
"""Nouns that name other things than maintenance too often ("notified of planned changes")."""
_OTHERS = re.compile(
    r"\b(?:customer|client|subscriber|user|licensee|third[\s-]part(?:y|ies))['’]?s?['’]?\s+(?:own\s+|scheduled\s+|planned\s+)?$|\b(?:your|improper|proper|inadequate|adequate|poor|lack\s+of|insufficient|record|(?:repair|support|implementation|operations?|development|design|installation|training|upgrades?|hosting|service|hardware|software),?\s*(?:and|or|,|/|&)|software|annual)\s+$|\b(?:collection|storage|creation|management|use|retention|processing),\s+(?:and\s+)?$",
    re.IGNORECASE,
)
"""Words before "maintenance" where somebody else's is meant, or the lack of it."""
_OTHERS_AFTER = re.compile(
    r",\s+(?:(?:and|or)\s+)?(?:management|storage|processing|use|retention|protection|disposal)\b|\s+(?:evaluation|savings|reductions?|renewals?|costs?|pricing|budget|vendors?)\b"
    r"|\s+(?:and|or|&|/)\s+(?:(?:technical|customer)\s+)?(?:support|operation|training|development|enhancement)|\s+of\s+(?!(?:the\s+|our\s+|its\s+|any\s+|such\s+|provider['’]s\s+){0,2}(?:\w+\s+)?(?:services?|platform|systems?|networks?|servers?|infrastructure|data\s?cent|software\s+as|facilit|hardware|which|[A-Z]))"
    r"|\s+(?:(?:performed|carried\s+out|done|requested|undertaken)\s+)?(?:by|of)\s+(?:the\s+|your\s+|its\s+)?(?:customer|client|subscriber|user|you\b|equipment|records?|confidential|insurance|accurate|this)",
    re.IGNORECASE,
)
_PATCH = re.compile(
    r"\b(?:(?:important|critical|urgent|kernel|immediate|zero-day)\s+)?(?:security\s+)?(?:updates?|patch(?:es|ing)?|fix(?:es)?|hot-?fix(?:es)?|reboots?|restarts?|rebooted|patched|maintenance|works?|vulnerabilit\w+)\b",
    re.IGNORECASE,
)
_UNANNOUNCED = re.compile(
    r"\bwithout\s+(?:any\s+|that\s+|this\s+|prior\s+|advance\s+|much\s+|previous\s+|further\s+|giving\s+|such\s+){0,2}(?:notice|notification|warning|announcement)|\bunannounced\b|\bexempt\s+from\s+(?:this|the|any)\s+notice|\bno\s+(?:prior|advance)\s+notice\b|\bat\s+shorter\s+notice\b|\b(?:right|straight)\s+away\b|\btell\s+you\s+(?:afterwards|when\s+we\s+are\s+back)|\bnot\s+(?:be\s+)?announced\b",
    re.IGNORECASE,
)
_URGENCY = re.compile(
    r"\b(?:can\s?not|can['’]t|could\s?n['’]t|could\s+not|won['’]t|will\s+not)\s+wait\b|\bbrooks?\s+no\s+delay\b|\b(?:immediate|imminent)\s+(?:risks?|dangers?|threats?)\b|\b(?:in|for|of|case\s+of)\s+(?:an?\s+|true\s+)?(?:emergenc(?:y|ies)|urgent\s+(?:cases?|circumstances|situations?))\b|\bemergency\s+(?:change|window|work)s?\b|\b(?:security|safety)\s+emergenc(?:y|ies)\b|\bemergencies\b|\b(?:is|are)\s+urgent\b|\boutside\s+(?:these|those)\s+(?:hours|windows?)\s+(?:in\s+order\s+)?to\s+prevent\b",
    re.IGNORECASE,
)
PARTS = re.compile(
    r"(?:,|(?<!\s))\s+(?:with\s+the\s+exception\s+of|except(?:ing|ion)?|excepted|unless|other\s+than|whereas|while|but|apart\s+from|provided\s+that|otherwise)\b|;\s+",
    re.IGNORECASE,
)
"""Words at which a sentence turns from one kind of maintenance to another."""


class Mention(NamedTuple):
    """Mark words that name maintenance, with the kinds that they name.

    `strong` words name it whatever the clause is about ("scheduled maintenance"); others ("maintenance", "planned changes")
    count only in a clause that is about maintenance or takes it out of a promise.
    """

    kinds: frozenset[MaintenanceKind]
    span: Span
    strong: bool


def mentions(text: str) -> list[Mention]:
    """Return where words name maintenance, in text order; "scheduled and emergency maintenance" is one mention of two kinds.

    An unplanned outage is no maintenance, nor is the customer's own.

    >>> [sorted(m.kinds) for m in mentions("Planned or urgent maintenance is posted; unscheduled downtime is credited.")]
    [['emergency', 'scheduled']]
    """
    found = [mention for match in _QUALIFIED.finditer(text) if (mention := _qualified(text, match)) is not None]
    taken = [mention.span for mention in found] + [Span(*match.span()) for match in _QUALIFIED.finditer(text)]
    for match in _PLAIN.finditer(text):
        span = Span(*match.span())
        if not any(other.start <= span.start < other.end for other in taken) and not _of_others(text, span):
            window = bool(re.match(r"maintenance[\s-]+(?:windows?|periods?|slots?)\b", text[span.start :], re.IGNORECASE))
            found.append(Mention(frozenset({"scheduled"}), span, window or _FORETOLD.match(text, span.start) is not None))
    return _joined(text, sorted(found, key=lambda mention: mention.span))


def _qualified(text: str, match: re.Match[str]) -> Mention | None:
    """Return the mention that adjectives and a noun make; urgent words beside a failure ("unplanned outage") make none."""
    kinds: set[MaintenanceKind] = {"emergency" if kind["urgent"] else "scheduled" for kind in _KIND.finditer(match["kinds"])}
    head = match["head"].lower()
    if re.fullmatch(_STOP, head, re.IGNORECASE):
        if "emergency" in kinds:
            return None
        if re.fullmatch(r"(?:permitted|ordinary|normal|standard|authori[sz]ed)", match["kinds"], re.IGNORECASE):
            return None
    span = Span(*match.span())
    if not kinds or _of_others(text, span):
        return None
    if _PAID.match(text, span.end):
        return None
    certain = re.fullmatch(r"maintenance|down-?times?|outages?", head) or (
        re.fullmatch(r"interruptions?|works?|reboots?|disruptions?|unavailability", head)
        and re.search(r"scheduled|planned", match["kinds"], re.IGNORECASE)
    )
    plain = re.search(r"scheduled|planned|emergency|unannounced", match["kinds"], re.IGNORECASE) or (
        match["head"][:1].isupper() and _DEFINED.search(match["kinds"])
    )
    return Mention(frozenset(kinds), span, bool(certain and plain) or (bool(plain and not _CHANGES.fullmatch(head)) and _told(text, span)))


def _told(text: str, span: Span) -> bool:
    """Tell whether words beside a mention say that it is announced: then it is the provider's maintenance of the service."""
    return bool(_TOLD.search(text[span.end : span.end + 60]) or _TOLD.search(text[max(0, span.start - 60) : span.start]))


def _of_others(text: str, span: Span) -> bool:
    return bool(_OTHERS.search(text[max(0, span.start - 40) : span.start]) or _OTHERS_AFTER.match(text, span.end))


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """Return mentions with neighbours that a list joins ("scheduled maintenance and emergency maintenance") made one."""
    kept: list[Mention] = []
    for mention in found:
        if kept and re.fullmatch(
            r"\s*(?:,|/|\band/or\b|\band\b|\bor\b|\s)+(?:(?:any|of|all)\s+)?", text[kept[-1].span.end : mention.span.start]
        ):
            last = kept[-1]
            kept[-1] = Mention(last.kinds | mention.kinds, Span(last.span.start, mention.span.end), last.strong or mention.strong)
        else:
            kept.append(mention)
    return kept


def unannounced(text: str) -> Span | None:
    """Return the words for work done without notice or in an emergency ("security patches … without prior notice").

    >>> unannounced("Critical patches may be deployed without prior notice.")
    Span(start=0, end=16)
    """
    match = (_UNANNOUNCED.search(text) and _PATCH.search(text)) or _URGENCY.search(text)
    return Span(*match.span()) if match else None


_NOTICE_AFTER = re.compile(
    r"['’]?s?['’]?\]?\s*(?:\([^()]{0,20}\)\s*)?(?:in\s+advance|before(?:hand)?\b|prior\b|ahead\b|earlier\b|(?:(?:of|prior|advance|advanced|written|electronic|calendar|e-?mail|working|clear|previous|public|minimum|days?)['’]?\s+){0,4}(?:notice|notification|warning|word|announcement)\b)",
    re.IGNORECASE,
)
_NOTICE_BEFORE = re.compile(
    r"\b(?:notice|notif\w+|announc\w+|advance|inform\w*|advise[sd]?|warn\w*|heads-?up)\b(?:\s+period)?[^.;]{0,34}$|\b(?:prior\s+to|ahead\s+of)\s+(?:at\s+least\s+)?$",
    re.IGNORECASE,
)
_NO_NOTICE = re.compile(
    r"\b(?:after|following|every|last(?:s|ing)?|exceed(?:s|ing)?|longer\s+than|up\s+to|not\s+more\s+than|no\s+more\s+than|maximum(?:\s+of)?|total(?:s|ling)?|for|take[sn]?|below|under|than)\s+(?:(?:a|an|the|about|approximately)\s+)?$",
    re.IGNORECASE,
)
_LEAST = re.compile(r"(?:less|fewer|shorter|later|earlier)\s+than\s+(?:\w+\s+)?$", re.IGNORECASE)
_SHORTER = re.compile(r"(?<!\bnot\s)(?<!\bno\s)\b(?:less|shorter|fewer)\s+than\s+$", re.IGNORECASE)
"""Words that say how short a notice may be: nothing that the customer can count on."""
_SOON = re.compile(r"\bwithin\s+$", re.IGNORECASE)


def notices(text: str) -> list[tuple[Duration, Span]]:
    """Return how long before maintenance the customer is told, with the place; of a range its lower, assured end.

    >>> [d.iso for d, _ in notices("announced 7-14 days in advance; it lasts up to 4 hours a month")]
    ['P7D']
    """
    limits = [span for _, span in rates(text)]
    spread = {span: bounds.low for bounds, span in duration_ranges(text) if bounds.low is not None and bounds.high is not None}
    found = []
    seen = [span for _, span in durations(text)]
    for duration, span in durations(text):
        before, after = text[max(0, span.start - 60) : span.start], text[span.end :]
        ahead = _NOTICE_AFTER.match(after)
        if any(limit.start <= span.start < limit.end for limit in limits) and not ahead:
            continue
        if (_NO_NOTICE.search(before) and not (_LEAST.search(before) or ahead)) or (_SOON.search(before) and not ahead):
            continue
        if _SHORTER.search(before):
            continue
        if ahead or _NOTICE_BEFORE.search(before):
            low = next((value for place, value in spread.items() if place.start <= span.start < place.end), None)
            if not any(
                place.start < span.start < place.end and any(place.start <= each.start < span.start for each in seen) for place in spread
            ):
                found.append((low or _lower_bare(text, duration, span), span))
    return found


def _lower_bare(text: str, duration: Duration, span: Span) -> Duration:
    """Return the lower end of "7-14 days" where only the upper end carries the unit."""
    match = re.search(r"\b(\d{1,3})\s?(?:[-–]|to)\s?$", text[: span.start])
    number = re.search(r"\d+", duration.iso)
    if match is None or number is None or int(match[1]) >= int(number[0]):
        return duration
    return Duration(duration.iso.replace(number[0], match[1], 1), duration.business)
