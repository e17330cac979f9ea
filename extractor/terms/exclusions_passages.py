"""Where a document says what is excluded: lists under a lead-in or a title, rows, sentences, definitions of downtime.

The words decide; a clause's label "exclusion" only lets weaker words count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from extractor.document import Clause, Document, Span, cells_of
from extractor.terms.context import sentences

Ground = Literal["list", "sentence", "label"]

TITLE = re.compile(
    r"\b(?:exclusions?|excluded|exceptions?|exempt(?:ion)?s?|excused|excusable|what\s+(?:does\s+not|doesn['’]t|is\s+not|isn['’]t|is\s+left|we\s+do\s+not|we\s+don['’]t)\b|(?:does|do)\s+not\s+(?:count|apply)|(?:does|do)n['’]t\s+(?:count|apply)|not\s+counted|not\s+covered|not\s+our\s+(?:fault|problem)|no\s+(?:credits?|claims?)\s+(?:for|when|if)\b|out[\s-]of[\s-]scope|release\s+of\s+liabilit\w+|relief\s+events?|ineligib\w+|non-?eligib\w+|carve-?outs?|force\s+majeure)\b",
    re.IGNORECASE,
)
"""Titles above what is excluded."""
_WEAK_TITLE = re.compile(
    r"\b(?:sla|service\s+levels?|credits?|guarantee|uptime|availability|service)?\s*(?:limitations?|restrictions?|limits|disqualif\w+)\b",
    re.IGNORECASE,
)
_NOT_TITLE = re.compile(
    r"\b(?:liabilit(?:y|ies)\s+(?:exclu|limit)|(?:limitations?|exclusions?|exceptions?)\s+(?:of|on|to)\s+(?:\w+\s+){0,2}(?:liabilit|warrant|damages|remed|confidential)|warrant(?:y|ies)|indemn\w+|confidential\w*|disclaimer|exclusive\s+remed|damages|intellectual|insurance|exclud\w+\s+(?:costs?|fees|charges|tax\w*|products|items))",
    re.IGNORECASE,
)
FORCE_MAJEURE = re.compile(
    r"\bforce\s+majeure\b|\bacts?\s+of\s+god\b|\b(?:causes?|events?|circumstances?|acts?|factors?)\s+(?:\w+\s+){0,3}(?:beyond|outside)\s+(?:[\w’']+\s+){0,4}(?:reasonable\s+)?control\b",
    re.IGNORECASE,
)

SERVICE_LEVEL = re.compile(
    r"\b(?:(?<!make\s)(?<!makes\s)(?<!made\s)availab\w+|unavailab\w+|up-?time|down-?time|outages?|SLAs?|SLOs?|service\s+(?:levels?|commitments?|credits?|guarantees?|interruptions?|failures?|standards?|disruptions?)|credits?(?!\s+(?:(?:and|or|and/or)\s+debits?|entr|cards?|ratings?|union|bureau))|compensation|guarantees?|interruptions?|"
    r"response\s+times?|resolution\s+times?|response\s+targets?|performance\s+(?:levels?|standards?|measures?|targets?|indicators?)|failed\s+requests?|kpis?|latency|packet|error\s+rate|support\s+services?|service\s+measurements?|target\s+levels?|penalt(?:y|ies)|liquidated\s+damages)\b",
    re.IGNORECASE,
)
"""A sentence excludes something from the service level only if it speaks of one."""
_LEVELS = re.compile(
    r"\b(?:unavailab\w+|availability(?!\s+of\s+(?:funds|personnel|resources))|up-?time|down-?time|outages?|SLAs?|service\s+(?:levels?|commitments?|credits?|guarantees?|interruptions?)|interruptions?|compensation)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"\b(?:confidential\s+information|intellectual\s+property|personal\s+data|warrant(?:y|ies|s)\b|merchantab\w+|consequential|indirect\s+damages|indemnif\w+|copyright|trademark|tax(?:es)?\b|assign(?:ment|s)?\b|license\s+grant|privacy|insurance|arbitrat\w+|governing\s+law|one-?time|set-?up\s+fees?|non-?recurring|personnel\s+record)\b",
    re.IGNORECASE,
)
"""Fields of a contract in which something else is excepted or not included."""

AFTER = re.compile(
    r"\b(?:exclud(?:es?|ed|ing)\b(?!\s+(?:from\s+)?(?:one-?time|tax|any\s+tax|vat|set-?up|recurring|non-?recurring|fees|charges|any\s+(?:fees|charges|one)))|exclusive\s+of\b|with\s+the\s+exceptions?\s+of\b|except(?:ing|ed)?(?=\s+(?:for|that|where|when|if|as|to|in|during|by|due|while|scheduled|planned|maintenance|unavailability|downtime|outages?|because|under|on|from|those|any)\b)|"
    r"other\s+than\b(?=[^.;]{0,120}(?:mainten|down-?time|outage|force|exclu|unavailab|interrupt|schedul|planned|caused|beyond|failure))|not\s+(?:including|counting)\b|(?:do(?:es)?|did|shall|will|would|may|can)\s*(?:not|n['’]t)\s+(?:include|cover|extend\s+to|encompass|comprise)\b|(?:don|doesn|won)['’]t\s+(?:include|cover)\b|"
    r"\bminus\s+(?=(?:any\s+|the\s+|all\s+)?(?:\w+\s+){0,4}(?:excluded|excused|scheduled|planned|maintenance|permitted))|\bless\s+(?=(?:any\s+|the\s+|all\s+)?(?:\w+\s+){0,4}(?:excluded|excused|scheduled|planned|maintenance|permitted))|net\s+of\b|apart\s+from\b|aside\s+from\b|leav(?:es?|ing)\s+(?:out|aside)\b|\bbut\s+not\s+(?=(?:any\s+|the\s+)?(?:time|minutes|periods?|outages?|down-?time|interruptions?)\b)|(?:sets?|setting)\s+aside\b|save\s+(?:for|as|where|when|that|in)\b|save\b(?=\s+(?:to\s+the\s+extent))|without\s+regard\s+to\b)",
    re.IGNORECASE,
)
"""What follows these words is what does not count."""
WHOLE = re.compile(
    r"(?:\b(?:not|never|neither|nor|cannot)|n['’]t)\s+(?:(?:be|been|being|have\s+been)\s+)?(?:\w+ly\s+)?(?:considered|counted|deemed|regarded|treated|included|taken\s+into|classified|calculated|covered|eligible|entitled|measured|reflected|recorded|qualif\w+|count|constitute|consist|affect|result\s+in|reduce|trigger|give\s+rise|apply|applies|applicable|available|payable|due|issued|given|granted|owed|paid|provided|credited|honou?red|awarded|subject\s+to|qualify|accrue|form\s+part|receive|held)\b"
    r"|\b(?:are|is|be|been|being|were|was)\s+(?:\w+ly\s+)?(?:excluded|exempt(?:ed)?|excused|disregarded|ignored|left\s+out|removed|deducted|subtracted|omitted|void(?:ed)?|rejected|carved\s+out|waived|forfeited|rescinded|discounted|outside\s+the\s+scope|out\s+of\s+scope|suspended\s+during|released\s+from|relieved)\b"
    r"|\bexcluded\s*:|\b(?:subtract(?:s|ed|ing)?|deduct(?:s|ed|ing)?|disregard(?:s|ing)?|ignor(?:e|es|ing))\b|\bno\s+(?:[\w-]+\s+){0,3}?(?:credits?|SLCs?|compensation|refunds?|guarantees?|promises?|commitments?|penalt\w+|downtime|service\s+levels?)\b|\bwithout\s+(?:any\s+|an?\s+)?(?:promise|guarantee|commitment|service\s+levels?|SLA)\b|\bbest[\s-]efforts?\b(?=[^.;]{0,30}(?:only|basis|see|\.|$|[-–—]))"
    r"|\b(?:permitted|excused|excluded|exempt(?:ed)?|excusable|discounted|allowable|relief|non-?qualifying)\s+(?:down-?time|outages?|unavailability|minutes|time|events?|periods?|interruptions?|incidents?|performance\s+problems?|causes?)[”\"’']?\s*(?:\([^()]{1,40}\)\s*)?(?:means?|shall\s+mean|(?:is|are)(?!\s+(?:not\b|limited|measured|reported|calculated))|includes?|comprises?|covers?|refers?\s+to|:)"
    r"|\b(?:is|are|be|counts?\s+as)\s+(?:not|no|never)\s+(?:an?\s+|any\s+)?(?:failed\s+requests?|down-?time|(?:(?:service|network|power)\s+)?outages?|unavailab\w+|interruptions?|service\s+failures?|qualifying\s+\w+)\b|\bno\s+account\s+(?:is|will\s+be|shall\s+be)\s+taken\b|\b(?:takes?|taking)\s+no\s+account\b|\bdo(?:es)?\s+not\s+add\s+to\b|\bdiscounts?\b(?=[^.;]{0,30}\b(?:time|minutes|down))"
    r"|\b(?:falls?|lies?)\s+outside\b|\b(?:appl(?:y|ies)|available|offered|valid)\s+only\s+(?:to|for|if|where|when|during|on|in)\b|\bonly\s+(?:appl(?:y|ies)|available|covers?)\b|(?<!not\s)(?<!not,\s)\blimited\s+to\b|\bineligible\b|\bdisqualif\w+|\bforfeit\w*|\bwaive[sd]?\b|\brescinded\b|\bloses?\s+(?:its|the|any|your)\s+(?:right|entitlement)|\brelieved\s+(?:of|from)\b|\breleased\s+from\b|\bexempt(?:ed)?\s+from\b|\bexempt\b",
    re.IGNORECASE,
)
"""The whole sentence says what does not count: the thing stands before these words or after them."""
_LIABLE = re.compile(
    r"\b(?:not|neither\s+party|no\s+party|nor|never)\b[^.;]{0,60}\b(?:liable|responsible|liability|responsibility|accountable|in\s+(?:breach|default)|deemed\s+(?:to\s+be\s+)?in)\b|\b(?:no|without)\s+(?:liability|responsibility)\b|\bexcused?\s+(?:from|for|performance|any)\b|\bcannot\s+be\s+held\b|\baccepts?\s+no\s+(?:liability|responsibility)\b|\bdisclaims?\s+(?:all|any)\s+(?:liability|responsibility)\b|\brelieved\b|\bfree\s+from\s+liability\b",
    re.IGNORECASE,
)
_NOT_PERFORMED = re.compile(
    r"\b(?:interruptions?|outages?|down-?time|unavailab\w+|disruptions?|loss\s+of\s+(?:service|connect\w+)|(?:failures?|failed|inability|unable|delays?|delayed|non-?performance|default)\s+(?:\w+\s+){0,3}?(?:to|in|or|of)\s+(?:\w+\s+){0,5}?(?:perform\w*|provid\w*|deliver\w*|meet\w*|fulfil\w*|service|obligations?|availab\w+|respond\w*|restor\w*)|delays?\s+(?:or|and)\s+(?:failures?|interruptions?)|service\s+failures?|failures?\s+in\s+(?:the\s+)?(?:service|performance)|(?:default|delay)\s+or)\b",
    re.IGNORECASE,
)
_MAINTENANCE_SUBJECT = re.compile(
    r"\b(?:maintenance|scheduled\s+\w+|planned\s+\w+|warranty|support|fees?|charges?|prices?|subscription|customer\s+data|personnel|deliverables?|confidential\s+\w+)\s+$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:will|shall|must|may|agrees?\s+to|undertakes?\s+to)\s+(?:\w+\s+)?(?:notify|inform|announce|advise|warn|give\s+(?:\w+\s+){0,3}notice)\b",
    re.IGNORECASE,
)
"""What is excepted from a notice is not excepted from the service level."""
_OTHER_FIELD = re.compile(
    r"\b(?:sub-?licens\w+|reverse\s+(?:engineer\w*|compil\w+)|export\s+(?:administration|control)\w*|licen[sc]e\s+restrictions?|audit(?:s|ed)?\s+(?:reveals?|rights?|shows?)|cost\s+of\s+the\s+audit|fraudulent|misrepresentation|publicly\s+(?:known|available)|public\s+domain|receiving\s+party|(?:limit|exclude|restrict)\s+(?:a\s+)?party['’]s\s+liability|indemni\w+|assign\s+this|direct\s+damages|benchmarks?\s+to\s+any|(?:application|product|software)\s+programs?)\b",
    re.IGNORECASE,
)
"""Fields of a contract whose restrictions look like exclusions: licences, audits, indemnities, assignment, damages."""
_ASKED = re.compile(r"\b(?:must|shall|should|needs?\s+to|has\s+to)\s+(?:also\s+)?(?:include|contain|specify|state)\W*$", re.IGNORECASE)
"""What a claim has to contain is no exclusion."""
_OTHER_TITLE = re.compile(
    r"\b(?:confidential\w*|representations?|certifications?|indemni\w+|intellectual|insurance|offer[eo]rs?|bidders?|audit\w*|fees|costs|taxes|non-?disclosure|proprietary)\b",
    re.IGNORECASE,
)
"""Titles of sections that except something else than outages."""
_WARRANTY = re.compile(r"\bwarrant(?:y|ies)\b", re.IGNORECASE)
_NOT_AVAILABLE = re.compile(r"\bnot\s+(?:\w+ly\s+)?available$", re.IGNORECASE)
"""A function that "is not available" is a fault, a credit that is not available an exclusion."""
_OUTAGE_BY = re.compile(
    r"\W*(?:outages?|down-?time|unavailability|interruptions?|disruptions?)\s+(?:(?:is|are)\s+)?(?:due\s+to|caused\s+by|resulting\s+from|attributable\s+to)\b",
    re.IGNORECASE,
)
"""A member of a list of excluded outages whose list is lost."""
_MAIN = re.compile(
    r",\s+(?=(?:[\w&.’'-]+\s+){0,5}?(?:shall|will|must|may|guarantees?|warrants?|undertakes?|agrees?|makes?|provides?|ensures?|ensure)\b)"
)
"""Where, behind an exception that begins a sentence, the promise itself begins."""
_ENDS = re.compile(r"\bterminat\w+|\bdoes\s+not\s+excuse\b", re.IGNORECASE)
_LIST_ENDS = re.compile(
    r"(?::|\b(?:following|any\s+of|due\s+to|caused\s+by|result(?:s|ing)?\s+from|because\s+of|to\s+any|where|if|when|for|by|from|:\s*-+))\W{0,4}$",
    re.IGNORECASE,
)
_DOWNTIME_MEANS = re.compile(
    r"[“\"'‘]?(?:down-?time|outages?|unavailab\w+|service\s+(?:outage|interruption|unavailability|failure)|(?:power|network|cooling)\s+(?:failure|outage)|interruption)(?:\s+(?:period|incident|event|time))?[”\"'’]?\s*(?:is|are|means?|shall\s+mean|refers?\s+to|:)\s[^.]{0,140}?\b(?P<short>(?:periods?|time)\s+(?:exceeding\s+[^.,;]{1,30}?(?:seconds?|minutes?)|of\s+(?:[\w-]+\s+)?\(?\d{0,3}\)?\s?or\s+more\s+(?:consecutive\s+)?(?:seconds|minutes))|(?:periods?|time)\s+of\s+(?:at\s+least|no\s+less\s+than|not\s+less\s+than|more\s+than|greater\s+than|in\s+excess\s+of|over)\s+[^.,;]{1,30}?(?:seconds?|minutes?)|(?:at\s+least|more\s+than|longer\s+than)\s+[^.,;]{1,20}?\bconsecutive\s+(?:seconds?|minutes?))",
    re.IGNORECASE,
)
"""A definition under which nothing shorter is an outage at all."""
_PAYMENT = re.compile(
    r"\b(?:paid[\s-]up|good\s+(?:financial\s+)?standing|no\s+outstanding|(?:overdue|unpaid|past[\s-]due|outstanding)\s+(?:\w+\s+)?(?:invoices?|amounts?|balances?|fees|charges|payments?)|in\s+arrears|not\s+in\s+default|have\s+paid|current\s+(?:in|on|with)\s+(?:\w+\s+){0,2}payments?|delinquent)\b",
    re.IGNORECASE,
)
_MISSED_LEVEL = re.compile(
    r"\b(?:meet|achieve|attain|reach)\w*\s+(?:any|a|the|such|its|each)\s+(?:\w+\s+){0,2}(?:service\s+levels?|sla|kpis?|target)\b",
    re.IGNORECASE,
)
"""Who is not liable for missing a service level excludes from it; a general clause on force majeure speaks of obligations."""
_CREDITED = re.compile(r"\b(?:credits?|compensation|refunds?|SLAs?|service\s+levels?|bonus|voucher)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a part of a clause that says what is excluded, and why it is taken to do so."""

    clause: Clause
    span: Span
    ground: Ground
    general: bool = False
    """It is a general force majeure clause."""


def passages(clause: Clause, by_id: Mapping[str, Clause], document: Document) -> Iterator[Passage]:
    """Yield the parts of a clause that say what is excluded."""
    if not clause.text or clause.kind == "heading" or _elsewhere(clause, by_id):
        return
    general = _general(clause, by_id)
    whole = Span(0, len(clause.text))
    column = _column(clause, document)
    if column is not None:
        yield Passage(clause, column, "list")
    elif _listed(clause, by_id):
        yield Passage(clause, whole, "list", general)
    else:
        said = list(_said(clause, general=general))
        yield from said
        if not said and clause.has("exclusion") and _by_label(clause):
            yield Passage(clause, whole, "label", general)


def _elsewhere(clause: Clause, by_id: Mapping[str, Clause]) -> bool:
    """Tell whether a clause belongs to another field of the contract and speaks of no service level."""
    leads = list(lead_of(clause, by_id))
    if leads and _ASKED.search(leads[0].text):
        return True
    above = " ".join((*clause.path[-1:], *(lead.text for lead in leads)))
    if not _OTHER_FIELD.search(f"{clause.text} {above}") and not any(_OTHER_TITLE.search(title) for title in clause.path):
        return False
    return not any(pattern.search(f"{clause.text} {above}") for pattern in (_LEVELS, FORCE_MAJEURE))


def titled(clause: Clause) -> bool:
    """Tell whether the title right above a clause, or its own run-in title, announces exclusions."""
    titles = (*clause.path[-1:], clause.run_in or "")
    return any(TITLE.search(title) and not _NOT_TITLE.search(title) for title in titles)


def lead_of(clause: Clause, by_id: Mapping[str, Clause]) -> Iterator[Clause]:
    """Yield the sentences that lead in to a clause, the nearest first; an item of a list inside a list has two."""
    here, steps = clause, 0
    while steps < 4:
        above = by_id.get(here.lead_in or "") or (by_id.get(here.parent or "") if here.number else None)
        if above is None or above.kind == "heading" or not above.text:
            return
        yield above
        here, steps = above, steps + 1


def excludes(text: str) -> bool:
    """Tell whether a sentence introduces a list of what does not count.

    >>> excludes("The Service Commitment does not apply to any unavailability caused by:")
    True
    >>> excludes("Service Credits are calculated as follows:")
    False
    """
    tail = text[-600:]
    if not _LIST_ENDS.search(tail):
        return False
    said = WHOLE.search(tail) or AFTER.search(tail)
    if said and SERVICE_LEVEL.search(tail) and not re.search(r"\bunless\b[^.;]{0,80}$", tail, re.IGNORECASE):
        return True
    return bool(
        (_LIABLE.search(tail) and _NOT_PERFORMED.search(tail)) or re.search(r"\bexclu(?:ded|sions?)\b[^.;]{0,80}$", tail, re.IGNORECASE)
    )


def _listed(clause: Clause, by_id: Mapping[str, Clause]) -> bool:
    """Tell whether a clause is a member of a list of exclusions, by the lead-in or the title above it."""
    leads = list(lead_of(clause, by_id))
    if clause.kind in ("item", "row") or leads:
        if any(excludes(lead.text) for lead in leads[:3]):
            return True
        if leads and not titled(clause) and not clause.has("exclusion"):
            return False
    first = clause.text.split("|")[0] if clause.kind == "row" else ""
    if first and "|" in clause.text and TITLE.search(first) and len(first) < 60:
        return True
    if titled(clause) and not clause.has("claim_procedure", "termination_right", "uptime_guarantee", "customer_duty"):
        return (
            clause.kind in ("item", "row")
            or clause.has("exclusion")
            or not clause.has("maintenance", "support", "service_credit", "reporting", "change_of_terms")
        )
    weak = bool(clause.path and _WEAK_TITLE.search(clause.path[-1]) and not _NOT_TITLE.search(clause.path[-1]))
    return weak and clause.has("exclusion")


def _column(clause: Clause, document: Document) -> Span | None:
    """Return the cell below a header that announces exclusions."""
    if clause.kind != "row" or not clause.header:
        return None
    wanted = [i for i, name in enumerate(clause.header) if TITLE.search(name) and not _NOT_TITLE.search(name)]
    return next((span for column, span in cells_of(document, clause) if column in wanted), None)


def _general(clause: Clause, by_id: Mapping[str, Clause]) -> bool:
    """Tell whether a clause belongs to a general force majeure clause."""
    titles = (*clause.path[-1:], clause.run_in or "")
    if any(re.search(r"\bforce\s+majeure\b|\bexcused?\s+performance\b", title, re.IGNORECASE) for title in titles):
        return True
    texts = [clause.text, *(lead.text for lead in lead_of(clause, by_id))]
    return any(
        re.search(r"\b(?:neither|no|either|each|a|the\s+affected)\s+party\b", text, re.IGNORECASE) and FORCE_MAJEURE.search(text)
        for text in texts
    )


def _said(clause: Clause, *, general: bool) -> Iterator[Passage]:
    """Yield the sentences that say of something that it does not count."""
    text, labelled = clause.text, clause.has("exclusion")
    for span in statements(text):
        words = span.of(text)
        short = _DOWNTIME_MEANS.search(words)
        if short:
            yield Passage(clause, Span(span.start + short.start("short"), span.start + short.end("short")), "sentence")
        if general and _ENDS.search(words) and not _LIABLE.search(words):
            continue
        if general or (_LIABLE.search(words) and FORCE_MAJEURE.search(words) and not _MISSED_LEVEL.search(words)):
            yield Passage(clause, span, "sentence", general=True)
            continue
        if (
            _CREDITED.search(words)
            and _PAYMENT.search(words)
            and (labelled or re.search(r"\b(?:if|unless|provided|require|only|not|rescinded|until|while|when)\b", words, re.IGNORECASE))
        ):
            yield Passage(clause, span, "sentence")
            continue
        if not labelled and (not SERVICE_LEVEL.search(words + " " + " ".join(clause.path[-1:])) or _FOREIGN.search(words)):
            continue
        if _WARRANTY.search(words) and not _LEVELS.search(words) and not FORCE_MAJEURE.search(words):
            continue
        if not labelled and clause.has("termination_right") and not _LEVELS.search(words):
            continue
        part = _part(words, labelled=labelled)
        if part is not None:
            yield Passage(clause, Span(span.start + part, _end(text, Span(span.start + part, span.end), span.start)), "sentence")


def _end(text: str, part: Span, start: int) -> int:
    """Return where an exception ends: at the promise, where it stands in front of one ("Except for maintenance, Acme shall …")."""
    if part.start > start + 2:
        return part.end
    main = _MAIN.search(text, part.start, part.end)
    return main.start() if main else part.end


def _part(words: str, *, labelled: bool) -> int | None:
    """Return where, in a sentence, the words begin that say what does not count; None when it excludes nothing."""
    if _LIABLE.search(words) and (_NOT_PERFORMED.search(words) or labelled):
        return 0
    if labelled and _OUTAGE_BY.match(words):
        return 0
    whole = next((m for m in WHOLE.finditer(words) if not _NOT_AVAILABLE.search(m[0]) or _CREDITED.search(words)), None)
    if (
        whole
        and (labelled or SERVICE_LEVEL.search(words))
        and not (
            not labelled
            and re.search(
                r"\b(?:entitle|refund|transfer|exchang|cash|accrue|exceed)\w*", words[whole.end() : whole.end() + 60], re.IGNORECASE
            )
        )
    ):
        return 0
    for match in AFTER.finditer(words):
        if not labelled and _NOTICE.search(words[: match.start()]):
            continue
        if labelled or not _MAINTENANCE_SUBJECT.search(words[: match.start()].rstrip() + " "):
            return match.start()
    return None


def _by_label(clause: Clause) -> bool:
    """Tell whether the label alone is enough: sure, and nothing in the list around it says otherwise."""
    main = bool(clause.labels) and clause.labels[0][0] == "exclusion"
    sure = 0.5 if main and clause.kind in ("item", "row") else 0.75
    return clause.probability("exclusion") >= sure and (len(clause.labels) == 1 or clause.kind in ("item", "row"))


def statements(text: str) -> Iterator[Span]:
    """Yield the sentences of a clause, an enumeration with semicolons kept as one.

    >>> text = "It does not apply to (a) fire; (b) Flood; or (c) War. We pay credits."
    >>> [span.of(text) for span in statements(text)]
    ['It does not apply to (a) fire; (b) Flood; or (c) War.', 'We pay credits.']
    """
    held: Span | None = None
    for span in sentences(text):
        if held is not None and text[held.start : held.end].rstrip().endswith(";"):
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held
