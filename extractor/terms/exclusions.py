"""What does not count: the excluded categories with the words for each, from lists, enumerations inside a sentence, and definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.taxonomy import ExclusionCategory
from extractor.terms.context import context_of, sentences
from extractor.terms.evidence import confidence, prove

_OWN_SIDE = r"(?:customer|client|subscriber|user|your?|licensee|buyer|authority|tenant|end[\s-]?users?|member|merchant|partner|purchaser|account\s+holder)"

CATEGORIES: tuple[tuple[ExclusionCategory, re.Pattern[str]], ...] = (
    (
        "emergency_maintenance",
        re.compile(r"\b(?:emergency|urgent|unscheduled|unplanned)\s+(?:\w+\s+){0,2}(?:maintenance|updates?|repairs?|patch\w*|work)|\bscheduled\s+(?:or|and|/)\s+emergency\b|\bemergency\s+(?:or|and)\s+(?:scheduled|planned)\s+maintenance|\bmaintenance[^.;]{0,30}\bemergenc", re.IGNORECASE),
    ),
    (
        "scheduled_maintenance",
        re.compile(
            r"(?<!emergency )(?<!unscheduled )(?<!unplanned )(?<!urgent )\bmaintenance\b(?!\s+(?:obligations|of\s+(?:the\s+)?customer|contract|fees))|\b(?:scheduled|planned|announced|agreed|permitted|excused|routine)\s+(?:\w+\s+){0,2}(?:down-?time|outages?|interruptions?|unavailability|suspensions?|upgrades?|work|windows?|updates?)|\b(?:upgrades?|updates?)\s+(?:that\s+(?:we|were)\s+)?(?:announced|scheduled|planned)|\bservice\s+windows?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "force_majeure",
        re.compile(
            r"\bforce\s+majeure\b|\b(?:beyond|outside|not\s+(?:within|in|under))\s+(?:of\s+)?(?:(?:our|its|the|their|provider['’]s|supplier['’]s|either|a\s+party['’]s|\w+['’]s|\w+)\s+){0,4}(?:reasonable\s+|direct\s+|sole\s+)?(?:control|influence)\b|\bacts?\s+of\s+(?:god|nature|war)\b|\b(?:natural\s+disasters?|earthquakes?|floods?|fires?|hurricanes?|storms?|war(?:fare)?|terroris[mt]|riots?|civil\s+(?:unrest|commotion|disorder|disturbance)|strikes?|pandemics?|epidemics?|labou?r\s+(?:disputes?|disturbances?))\b|\buncontrollable\b",
            re.IGNORECASE,
        ),
    ),
    (
        "suspension",
        re.compile(
            r"\bsuspen(?:sion|ded|d|ding)\b|\btermination\s+of\s+(?:your|the\s+customer|customer|an?\s+account|the\s+account|service)|\b(?:non-?\s?payment|unpaid|overdue|past\s+due|in\s+arrears|delinquent|outstanding\s+(?:invoices?|balance|fees)|late\s+payment|not\s+(?:been\s+)?paid)\b|\b(?:paid[\s-]up|good\s+standing|payment\s+(?:is\s+)?current|current\s+(?:on|in)\s+(?:payments?|its|all))",
            re.IGNORECASE,
        ),
    ),
    (
        "unsupported_use",
        re.compile(
            r"\b(?:alpha|beta|preview|trial|evaluation|experimental|early[\s-]access|pre-?release|sandbox|developer\s+preview|non-?production|test(?:ing)?\s+(?:environments?|accounts?|instances?))\b|\bfree\s+(?:of\s+charge\s+)?(?:plan|tier|account|version|trial|service|users?|edition|of\s+charge)s?\b|\b(?:unsupported|deprecated|end[\s-]of[\s-]life|outdated|obsolete|unauthorized\s+modification|not\s+(?:supported|covered)\s+by)\b|\b(?:contrary\s+to|not\s+in\s+accordance\s+with|in\s+breach\s+of|inconsistent\s+with|against|other\s+than\s+(?:in\s+accordance\s+with|as\s+described\s+in))\s+(?:the\s+|our\s+|its\s+)?(?:\w+\s+)?(?:documentation|instructions|user\s+guide|manuals?|specifications?|recommend\w+|guidelines)",
            re.IGNORECASE,
        ),
    ),
    (
        "security_attack",
        re.compile(r"\b(?:d?dos\b|denial[\s-]of[\s-]service|hack(?:ing|ers?|ed)?|virus(?:es)?|malware|ransomware|malicious|cyber[\s-]?(?:attacks?|crime|security\s+incident)|intrusions?|attacks?|security\s+(?:breach|incident|threat)|worms?|trojan|sabotage|brute[\s-]force|spam)", re.IGNORECASE),
    ),
    (
        "capacity_limits",
        re.compile(r"\b(?:quotas?|throttl\w+|rate[\s-]?limit\w*|over-?us(?:e|age)|fair[\s-]use|usage\s+limits?|(?:exceed\w*|in\s+excess\s+of|above|beyond)\s+(?:(?:the|your|its|their|any|an|agreed|its\s+own|allocated|purchased|contracted|plan)\s+){0,4}(?:\w+[\s,]+(?:or\s+)?){0,4}?(?:limits?|capacity|quota|allowance|rate|bandwidth|allocation|thresholds?|hours|rating|volumes?)|capacity\s+limit\w*|overages?|resource\s+limits?|(?:disk|cpu|traffic|storage|resource|memory)\s+(?:\w+\s+){0,3}limits?|insufficient\s+capacity|over-?load\w*)\b", re.IGNORECASE),
    ),
    (
        "legal_order",
        re.compile(r"\b(?:acts?\s+of\s+(?:any\s+)?(?:government|public\s+authorit\w+|authorit\w+)|government(?:al)?\s+(?:\w+\s+){0,2}(?:actions?|acts?|orders?|restrictions?|regulations?|authorit\w+|measures)|(?:court|judicial|administrative|regulatory|official)\s+(?:\w+\s+)?(?:orders?|decisions?|measures?|actions?|requirements?)|orders?\s+of\s+(?:a|any|the)\s+(?:\w+\s+){0,3}(?:court|authorit\w+|regulator|government)|changes?\s+in\s+(?:law|legislation)|(?:required|prohibited|ordered|compelled|imposed)\s+by\s+(?:\w+\s+){0,2}(?:law|court|authorit\w+|regulat\w+|government)|law\s+enforcement|embargo(?:es)?|compliance\s+with\s+(?:any\s+)?(?:applicable\s+)?laws?|sanctions)\b", re.IGNORECASE),
    ),
    (
        "short_outage",
        re.compile(r"\b(?:less|shorter|fewer)\s+than\s+(?:\w+\s+){0,3}(?:\(?\d+\)?\s+)?(?:consecutive\s+)?(?:seconds?|minutes?|mins?)\b|\b(?:do(?:es)?\s+not\s+(?:last|exceed)|lasting\s+(?:less|under|up\s+to)|under)\s+(?:\w+\s+){0,2}\(?\d+\)?\s+(?:seconds?|minutes?)|\bnot\s+(?:exceeding|more\s+than)\s+\w+\s+(?:\(?\d+\)?\s+)?(?:consecutive\s+)?(?:seconds?|minutes?)\s+(?:in\s+)?(?:duration|each)", re.IGNORECASE),
    ),
    (
        "customer_equipment",
        re.compile(
            rf"\b{_OWN_SIDE}(?:['’]s?)?(?:\s+or\s+(?:a\s+|any\s+)?third[\s-]part(?:y|ies)(?:['’]s)?)?(?:\s+(?:own|side|internal|provided|supplied|local|personal|controlled|owned|-side))*[\s-]+(?:or\s+\w+\s+)?(?:\w+[,\s]+(?:and\s+|or\s+)?){{0,4}}?(?:equipment|hardware|software|network|systems?|infrastructure|power|cabling|premises|devices?|computers?|servers?|internet\s+(?:access|connection|connectivity)|connect(?:ion|ivity)|facilit(?:y|ies)|LAN|routers?|technology|browser|handsets?|environment|applications?)\b"
            r"|\b(?:equipment|hardware|software|technology|systems|network|devices?|power|facilities)[^.;]{0,60}?\b(?:of|on|at|provided\s+by|owned\s+by|controlled\s+by|supplied\s+by|under\s+the\s+control\s+of|belonging\s+to|within|behind)\s+(?:the\s+|your\s+)?(?:customer|client|subscriber|you(?:r)?\b|licensee|user|buyer|end[\s-]?user)"
            r"|\b(?:local\s+area\s+network|customer\s+premises|CPE|on-?premises?\s+(?:equipment|systems?)|your\s+(?:own\s+)?(?:side|end)|last\s+mile)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "third_party",
        re.compile(
            r"\bthird[\s-]part(?:y|ies)\b|\b(?:upstream|carriers?|isps?|internet\s+service\s+providers?|telecom\w*\s+(?:providers?|operators?|carriers?)|other\s+operators?|utility|utilities|suppliers?|sub-?contractors?|vendors?|hosting\s+providers?|cloud\s+providers?|card\s+networks|payment\s+providers?|AWS|Azure|Google\s+Cloud|Amazon\s+Web\s+Services|DNS|registrars?|registry|domain\s+name|peering|backbone\s+providers?|local\s+access|interconnect\w*|app\s+stores?)\b|\b(?:general\s+|public\s+|global\s+)?internet\s+(?:\w+\s+){0,2}(?:problems?|outages?|failures?|access|issues?|congestion|disruptions?|connectivity|disturbances?)|\bproblems?\s+(?:on|with|of)\s+the\s+internet|\bdemarcation\b|\bpower\s+grid\b|\banother\s+(?:carrier|operator|provider)",
            re.IGNORECASE,
        ),
    ),
    (
        "customer_fault",
        re.compile(
            rf"\b(?:acts?|actions?|inactions?|omissions?|faults?|errors?|negligen\w+|mistakes?|fail(?:ure|s|ed)?|breach(?:es)?|misus\w*|abuse|misconfigur\w+|conduct|behaviou?r|instructions?|requests?|changes?|delay|configuration|violations?|misuse|modif\w+|non-?compliance|measures\s+ordered)\b[^.;]{{0,60}}?\b(?:of|by|from|on\s+the\s+part\s+of|caused\s+by)\s+(?:the\s+|any\s+|a\s+|its\s+)?{_OWN_SIDE}\b"
            rf"|\b{_OWN_SIDE}(?:['’]s?)?(?:\s+(?:or\s+)?(?:its|any|own|authorized|their|users?|agents?|employees?|contractors?|personnel)[,\s]*(?:or\s+)?){{0,5}}\s+(?:\w+[,\s]+(?:and\s+|or\s+)?){{0,3}}?(?:acts?|actions?|inactions?|omissions?|faults?|errors?|negligence|mistakes?|failures?|breach(?:es)?|misus\w*|abuse|misconfigur\w+|configurations?|code|credentials?|content|scripts?|conduct|caused|instructions?|integration|requests?|late|fails?|failed|changes?|modif\w+|delete|break|violat\w+|cause|install|delays?|error|did\s+not|do\s+not|does\s+not|deployments?|customi[sz]ations?|responsib\w+)\b"
            rf"|\b(?:caused|initiated|requested|made|performed|attributable|due|resulting|induced|introduced)\s+(?:by|to|from)\s+(?:the\s+|any\s+|a\s+|its\s+)?{_OWN_SIDE}\b|\b{_OWN_SIDE}[\s-]+(?:caused|induced|initiated|requested|side)|\b(?:violation|breach|infringement)s?\s+of\s+(?:the\s+|our\s+|its\s+|this\s+|these\s+|any\s+)*(?:\w+\s+){{0,2}}(?:agreement|terms|acceptable[\s-]use|aup|polic(?:y|ies)|contract|obligations)|\b(?:things|anything|something)\s+you\s+(?:break|did|do)|\bmisconfigur|\bmisuse|\buser\s+errors?|\bnot\s+following\b|\bcredentials\b|\bpower\s+users\b|\binvalid\s+(?:requests?|input)",
            re.IGNORECASE,
        ),
    ),
)

_EXCLUDING = re.compile(
    r"\b(?:exclud(?:es?|ed|ing)|exclusions?|except(?:ions?|ed|ing)?|do(?:es)?\s+not\s+(?:apply|include|count|cover|constitute)|don['’]t\s+count|not\s+(?:apply|count(?:ed)?|include[sd]?|considered|deemed|covered|eligible|responsible|liable|available|calculated|be\s+(?:counted|considered|deemed|included|taken))|shall\s+not|will\s+not|"
    r"other\s+than|unless|regardless|does\s+not\s+result|relieved|exempt\w*|outside\s+(?:the\s+)?scope|no\s+(?:credits?|service\s+credits?|compensation|promise|guarantee)|without\s+any\s+promise|applies\s+only|apply\s+only|only\s+appl|best[\s-]effort|disregard\w*|waive[sd]?|ineligible|void|suspended\s+from|cannot\s+be\s+held|excused|not\s+attributable|minus|less\s+(?:any\s+)?(?:scheduled|excluded))\b",
    re.IGNORECASE,
)
_EXCLUSION_TITLE = re.compile(r"\b(?:exclusion|exception|limitation|not\s+covered|excused|force\s+majeure|relief|release\s+of|what\s+(?:does\s+not|doesn['’]t|is\s+left)|does\s+not\s+count|exempt)\w*", re.IGNORECASE)
_MAINTENANCE_ONLY = ("scheduled_maintenance", "emergency_maintenance")
_CONTROL_TAIL = re.compile(r"\b(?:other\s+than|except|unless)\b[^.;,]{0,80}", re.IGNORECASE)


def find(clauses: Sequence[Clause], document: Document) -> list[record.Exclusion]:  # noqa: ARG001 - every group is found from both
    """Return one entry per excluded category, with the words of every place that names it; "other" keeps its own words."""
    by_id = {clause.id: clause for clause in clauses}
    found: dict[ExclusionCategory, list[tuple[Clause, Span]]] = {}
    others: list[tuple[Clause, Span]] = []
    for clause in clauses:
        for span in _passages(clause, by_id):
            hits = list(_categories(clause.text, span))
            for category, place in hits:
                found.setdefault(category, []).append((clause, place))
            if not hits and clause.kind == "item" and clause.has("exclusion"):
                others.append((clause, span))
    entries = [_entry(category, found[category]) for category, _ in CATEGORIES if category in found]
    return entries + [_entry("other", [place]) for place in others]


def _entry(category: ExclusionCategory, places: Sequence[tuple[Clause, Span]]) -> record.Exclusion:
    clause, span = places[0]
    return record.Exclusion(
        category=category,
        text=span.of(clause.text).strip(" ,;."),
        evidence=[prove(each, place) for each, place in places[:6]],
        confidence=confidence([each for each, _ in places], "exclusion", rule=0.9 if category != "other" else 0.7),
    )


def _passages(clause: Clause, by_id: dict[str, Clause]) -> Iterator[Span]:
    """Yield the parts of a clause that say what is excluded."""
    if not clause.text:
        return
    whole = Span(0, len(clause.text))
    if clause.has("exclusion"):
        if clause.kind in ("item", "row") or _EXCLUSION_TITLE.search(" ".join(clause.path[-1:])) or len(clause.labels) == 1:
            yield whole
        else:
            yield from (s for s in sentences(clause.text) if _EXCLUDING.search(s.of(clause.text)))
        return
    if clause.has("measurement", "uptime_guarantee", "maintenance", "claim_procedure"):
        strong = re.compile(r"\b(?:exclud\w+|except(?:ing)?\b|not\s+(?:count(?:ed)?|include[sd]?|considered|deemed)|other\s+than|does\s+not\s+include|shall\s+not\s+be\s+(?:counted|considered|deemed)|minus)", re.IGNORECASE)
        for span in sentences(clause.text):
            match = strong.search(span.of(clause.text))
            if match and not clause.has("claim_procedure"):
                yield Span(span.start + match.start(), span.end)


def _categories(text: str, span: Span) -> Iterator[tuple[ExclusionCategory, Span]]:
    """Yield the categories that a passage names, each with the part of an enumeration (or sentence) that names it."""
    for part in _parts(text, span):
        words = part.of(text)
        hits = [category for category, pattern in CATEGORIES if pattern.search(words)]
        if "suspension" in hits and re.search(r"\bsuspension\s+or\s+remedial\b", words) is None and re.search(r"\bmaintenance\b", words) and not re.search(r"account|payment|overdue|customer|your", words, re.IGNORECASE):
            hits.remove("suspension")
        if "third_party" in hits and "customer_equipment" in hits and re.search(r"\bthird[\s-]part(?:y|ies)\s+(?:equipment|technology|software)\s+within\b", words):
            pass
        for category in hits:
            yield category, part


_ENUMERATED = re.compile(r"(?:(?<=[\s;,:])|^)\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})\)\s|;\s+(?:or\s+|and\s+)?", re.IGNORECASE)


def _parts(text: str, span: Span) -> list[Span]:
    """Return the members of an enumeration inside a passage, the whole passage where there is none."""
    words = span.of(text)
    cuts = [match.start() for match in _ENUMERATED.finditer(words)]
    if len(cuts) < 2:
        return [span]
    edges = [0, *cuts, len(words)]
    parts = [Span(span.start + a, span.start + b) for a, b in zip(edges, edges[1:], strict=False) if words[a:b].strip(" ;,.")]
    return parts or [span]


def context_excludes(clause: Clause, by_id: dict[str, Clause]) -> bool:
    """Tell whether headings or lead-in of a clause speak of exclusions."""
    return _EXCLUSION_TITLE.search(context_of(clause, by_id)) is not None
