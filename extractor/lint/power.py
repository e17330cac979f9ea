"""Checks of who decides: promises that one side may measure, suspend, judge or rewrite alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import record
from extractor.comparison.table import Quote
from extractor.lint.findings import Found, labelled, proofs, quote, said

_MATTERS = ("uptime_guarantee", "service_credit", "exclusion", "claim_procedure", "measurement", "remedy_limit", "maintenance")
_SHOWN = 4
"""Quotes per finding; more would hide the others."""

_ALONE = re.compile(
    r"\b(?:sole|absolute|own|exclusive)(?:\s+(?:and|but)\s+\w+)?\s+(?:reasonable\s+)?(?:discretion|judge?ment|determination|opinion|decision)\b|\bat\s+(?:(?:our|its|their)\s+|[\w.]+['’]s\s+)(?:\w+\s+)?discretion\b|"
    r"\b(?:decisions?|determinations?)\b[^.;]{0,60}\b(?:(?:is|are|will\s+be|shall\s+be)\s+(?:\w+\s+){0,2}?(?:final|binding|conclusive)|(?:will|shall)\s+(?:prevail|be\s+decisive|govern|control))\b|"
    r"\b(?:solely|exclusively)\s+(?:determined|calculated|decided|verified|judged)\s+by\b|\bas\s+(?:solely\s+)?determined\s+(?:solely\s+)?by\s+(?:us\b|(?:the\s+)?(?:provider|company|supplier|vendor)\b)|\b(?:we|provider|company)\s+(?:will\s+|shall\s+)?solely\s+determines?\b",
    re.IGNORECASE,
)
_CUSTOMERS = re.compile(
    r"\b(?:customer|client|licensee|subscriber|you)\s+(?:may|shall|can|must|will|has|have)\b,?[^.;,]{0,60}$|\b(?:(?:customer|client|licensee|subscriber)['’]s|your)\s+$",
    re.IGNORECASE,
)
"""Before the words of discretion: it is the customer's."""
_FAVOUR = re.compile(
    r"\b(?:other\s+than|in\s+addition|more\s+favou?rable|additional|goodwill|waive|extend|credit\s+card|courts?|arbitrat\w+|beta|preview|trial|free|payment\s+card|instead|all\s+the\s+same|nevertheless|none\s?theless|even\s+(?:so|though)|contracting\s+officer|chief\s+manager|government|board|authority|buyer|purchaser|council|experts?|appeal\w*|good[\s-]faith|discretion\s+of\s+the\s+party)\b",
    re.IGNORECASE,
)
"""A discretion to give more than is owed, or a choice of the way to pay, takes nothing away; nor does a decision that a court may undo."""

_BY_PROVIDER = re.compile(
    r"\b(?:verif(?:y|ied)|measur(?:e[ds]?|ement|ements)|determin(?:e[ds]?|ation)|confirm(?:ed|s)?|calculat(?:e[ds]?|ions?)|record(?:ed|s)|detect(?:ed|s)?|monitor(?:ed|s)|based\s+(?:up)?on|according\s+to|registered|logged)\b[^.;]{0,50}?"
    r"\b(?:by|in|from|with|using|through|on|to|its|our|of)\s+(?:the\s+)?(?:our|its|their\s+own|(?-i:[A-Z])[\w.&-]*(?:\s(?-i:[A-Z])[\w.&-]*){0,2}['’]s?|(?-i:Provider|Company|Supplier|Vendor)['’]s)\s+"
    r"(?:(?:own|internal|network|system|back-end|server|standard|applicable|service|automated|central|uptime|performance)\s+){0,3}(?:(?:and|or)\s+\w+\s+)?(?:monitor\w*|logs?\b|records?\b|data\b|tools?\b|measurements?\b|systems?\b|statistics)"
    r"|\b(?:monitor\w*(?:\s+(?:systems?|tools?|data))?|logs?|records?)\s+of\s+(?:the\s+)?(?:service\s+)?(?:provider|supplier|vendor|company)\b"
    r"|\b(?:back-end\s+)?records?\s+of\s+(?-i:[A-Z])[\w.&-]*(?:\s(?-i:[A-Z])[\w.&-]*){0,2}\s+(?:will|shall)\s+(?:prevail|be)",
    re.IGNORECASE,
)
_OWN_CUSTOMER = re.compile(r"\b(?:customer|client|licensee|subscriber|your?)['’]?s?\s+(?:own\s+|internal\s+)?(?:monitor\w*|logs?|records?|data|systems?|tools?|measurements?)\b", re.IGNORECASE)  # fmt: skip
_BY_OTHERS = re.compile(
    r"\b(?:independent|third[\s-]+party|external|mutually\s+agreed|jointly|both\s+parties)\s+(?:\w+\s+){0,3}(?:monitor\w*|measur\w*|probes?|checks?|audit\w*|tools?|service)\b|"
    r"\b(?:customer|client|you)\s+(?:may|can|has\s+the\s+right\s+to)\s+(?:\w+\s+){0,3}(?:audit|verify|measure|monitor|inspect|dispute|contest)\b|\bexternal\s+synthetic\b|\bpingdom|uptimerobot|statuscake|site24x7\b|\bother\s+available\s+(?:information|evidence|data)\b",
    re.IGNORECASE,
)

_CHANGES = re.compile(
    r"\b(?:we|us|(?:the\s+)?(?:provider|company|supplier|vendor)|(?-i:[A-Z])[\w.&-]{0,40}(?:\s(?-i:[A-Z])[\w.&-]{0,40}){0,2})\s+(?:hereby\s+)?(?:may|can|reserves?\s+the\s+(?:sole\s+)?right(?:\s*,[^,]{1,60},)?\s+to|has\s+the\s+right\s+to|is\s+entitled\s+to)\s+"
    r"(?:,?[^.;]{0,40},\s+)?(?:\w+ly\s+)?(?:to\s+)?(?:change|modify|amend|update|revise|alter|discontinue|replace)\b(?:[^.;]{0,40}?)\b(?:SLA|service\s+levels?|agreement|terms|policy|document|schedule|conditions)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:notice|notif\w+|inform\w*|announc\w+|days|e-?mail\w*|written|consent|agreed|mutual\w*|in\s+accordance\s+with|pursuant\s+to|subject\s+to|as\s+set\s+out|in\s+the\s+(?:way|manner)|provided\s+that|but|only|solely|unless|weeks?|months?|holds?\s+for|(?:by|after)\s+(?:posting|publishing))\b",
    re.IGNORECASE,
)
_UNTOLD = re.compile(
    r"\bwithout\s+(?:any\s+)?(?:(?:prior|advance|further|written)\s+)*(?:notice|notification|announcement)\b", re.IGNORECASE
)
_CHANGING = re.compile(r"\b(?:change|modify|amend|update|revise|alter|modifications?|amendments?|changes|discontinue)\b", re.IGNORECASE)
_WORK = re.compile(
    r"\b(?:maintenance|updates?|upgrades?|patch\w*|interrupt\w*|downtime|outages?|suspend\w*|deploy\w*|reboot\w*)\b", re.IGNORECASE
)

_BOUNDED = re.compile(
    r"\b(?:exceed\w*|no\s+more\s+than|not\s+more\s+than|maximum|at\s+most|up\s+to|limited\s+to|less\s+than|within|between)\b[^.;]{0,40}\b(?:\d|one|two|three|four|six|eight|ten|twelve)|\b\d{1,2}(?::\d\d|\s?[ap]\.?m\b)|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bweekends?\b|\b(?:outside|non|off)[\s-](?:of\s+)?(?:business|peak|working)\b|\bpeak\s+hours|\bhours?\s+(?:per|a|each|in\s+any)\s|\bmaintenance\s+windows?\b|\bnight|low[\s-](?:usage|traffic)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:maintenance|interruptions|upgrades?)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:pursuant\s+to|as\s+provided|as\s+(?:defined|described|set\s+out|set\s+forth)\s+in|in\s+accordance\s+with|as\s+posted|schedule\s+as)\b",
    re.IGNORECASE,
)
"""Maintenance that another paper describes may be limited there."""
_MAINTENANCE = re.compile(r"\b(?:maintenance|scheduled|planned)\b", re.IGNORECASE)

_SUPPLIERS = re.compile(
    r"\b(?:our|its|(?-i:[A-Z])[\w.&-]{0,40}['’]s)\s+(?:(?:upstream|third[\s-]party|underlying|cloud|hosting|infrastructure|network|internet|telecommunications?|data\s?cent(?:er|re))\s+){0,3}(?:suppliers?|vendors?|sub-?contractors?|providers?|carriers?|licensors?|partners?)\b",
    re.IGNORECASE,
)
_SUPPLIER_GENERAL = re.compile(
    r"\b(?:third[\s-]party\s+software\s+utili[sz]ed\s+in\s+the\s+services?|upstream\s+providers?|failures?\s+of\s+(?:the\s+)?(?:hosting|cloud|infrastructure)\s+providers?)\b",
    re.IGNORECASE,
)
_FAILING = re.compile(
    r"\b(?:fail\w*|outages?|interrupt\w*|unavailab\w*|downtime|errors?|caused|acts?|omissions?|disrupt\w*|faults?|problems?|defaults?|delays?|issues?|attributable)\b",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\b(?:customer|client|subscriber|users?)\b,?[^.;]{0,40}\b(?:its|their)\s+(?:[\w-]+\s+){0,2}(?:suppliers?|vendors?|contractors?|sub-?contractors?|providers?|carriers?)\b|\b(?:customer|client|your)['’]?s?\s+(?:\w+\s+){0,4}(?:suppliers?|vendors?|contractors?|providers?|carriers?)\b|\bor\s+(?:its|our|their)\s+(?:suppliers?|vendors?|sub-?contractors?|licensors?|providers?)(?:['’]|\s+(?:reasonable\s+)?control)|\bother\s+than\b|\bnot\s+(?:caused|due)\b",
    re.IGNORECASE,
)


def provider_decides(agreement: record.Agreement) -> Iterator[Found]:
    """Find matters of the service level that the provider decides alone; a discretion to give more is none."""
    quotes = [
        quote(agreement, clause, words)
        for clause, words, match in said(labelled(agreement, *_MATTERS), _ALONE)
        if not _CUSTOMERS.search(words[: match.start()]) and not _FAVOUR.search(words)
    ]
    if quotes:
        yield Found("The provider decides alone, in its own cause, on what these clauses promise.", tuple(quotes[:_SHOWN]))


def measured_by_provider(agreement: record.Agreement) -> Iterator[Found]:
    """Find documents whose level is what the provider's own monitoring says, with no word of another source."""
    if any(_BY_OTHERS.search(clause.text) for clause in agreement.clauses):
        return
    labels = ("uptime_guarantee", "service_credit", "claim_procedure", "measurement", "exclusion")
    quotes = [
        quote(agreement, clause, words)
        for clause, words, match in said(labelled(agreement, *labels), _BY_PROVIDER)
        if not _OWN_CUSTOMER.search(match[0])
    ]
    if quotes:
        yield Found("Only the provider's own monitoring and records count; no other source is named.", tuple(quotes[:_SHOWN]))


def change_without_notice(agreement: record.Agreement) -> Iterator[Found]:
    """Find a right to change the document that asks for no notice."""
    places = list(_changes(agreement))
    if places:
        yield Found("The provider may change what is promised here without telling the customer beforehand.", tuple(places[:_SHOWN]))


def _changes(agreement: record.Agreement) -> Iterator[Quote]:
    for clause in agreement.clauses:
        for _, words, match in said([clause], _CHANGES):
            if _by_customer(match[0]):
                continue
            if _UNTOLD.search(words) or not _TOLD.search(clause.text.replace(match[0], "")):
                yield quote(agreement, clause, words)


def _by_customer(words: str) -> bool:
    return bool(re.match(r"(?:the\s+)?(?:customer|client|licensee|subscriber|you|user)", words, re.IGNORECASE))


def work_without_notice(agreement: record.Agreement) -> Iterator[Found]:
    """Find maintenance or updates that need not be announced."""
    quotes = [
        quote(agreement, clause, words)
        for clause, words, _ in said(labelled(agreement, "maintenance", "exclusion", "uptime_guarantee"), _UNTOLD)
        if _WORK.search(words) and not (_EMERGENCY.search(words) or _AT_NIGHT.search(words))
    ]
    if quotes:
        yield Found("Work that interrupts the service may be done without notice.", tuple(quotes[:_SHOWN]))


_EMERGENCY = re.compile(r"\b(?:emergenc\w+|urgent\w*|unscheduled)\b", re.IGNORECASE)


_AT_NIGHT = re.compile(
    r"\b(?:outside|window|hours\s+of\s+operation|service\s+hours|working\s+hours|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b|\b\d{1,2}(?::\d\d|\s?[ap]\.?m\b)",
    re.IGNORECASE,
)
"""Work without notice at an hour that is told beforehand is no surprise."""


def unlimited_maintenance(agreement: record.Agreement) -> Iterator[Found]:
    """Find scheduled maintenance that does not count, with no limit of hours and no window."""
    excluded = [exclusion for exclusion in agreement.exclusions if exclusion.category == "scheduled_maintenance"]
    works = [work for work in agreement.maintenance if work.kind == "scheduled"]
    if not excluded or any(work.limit or work.window for work in agreement.maintenance):
        return
    if not (agreement.uptime or agreement.credits) or any(blank.term == "maintenance" for blank in agreement.blanks):
        return
    speaking = [words for _, words, _ in said(agreement.clauses, _MAINTENANCE)]
    if not any(_NAMED.search(words) for words in speaking) or any(_BOUNDED.search(words) or _ELSEWHERE.search(words) for words in speaking):
        return
    yield Found(
        "Scheduled maintenance does not count as downtime, and neither its hours nor its time of day is limited: "
        "announced, the service may be down for days and the promise is kept.",
        proofs(agreement, *excluded, *works)[:_SHOWN],
    )


def supplier_excluded(agreement: record.Agreement) -> Iterator[Found]:
    """Find failures of the provider's own suppliers among the exclusions."""
    quotes = []
    for pattern in (_SUPPLIERS, _SUPPLIER_GENERAL):
        for clause, words, match in said(labelled(agreement, "exclusion"), pattern):
            if (
                _FAILING.search(f"{clause.lead_in or ''} {words}")
                and not _NOT_OURS.search(words)
                and not re.match(r"(?:customer|client|your)", match[0], re.IGNORECASE)
            ):
                quotes.append(quote(agreement, clause, words))
    if quotes:
        yield Found(
            "Failures of suppliers or software that the provider chose do not count: the customer bears a risk that it cannot influence.",
            tuple(dict.fromkeys(quotes))[:_SHOWN],
        )
