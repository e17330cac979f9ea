"""Promised levels of availability: percentages in promises, tables and definitions, and promises given as allowed downtime.

Not taken for promises: bounds of credit bands, thresholds of termination rights, examples, shares of fees, packet delivery.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor import record
from extractor.document import Clause, Document, Span, cells_of
from extractor.quantities import percentages, ranges, rates
from extractor.taxonomy import Binding, Period
from extractor.terms.context import context_of, period_of, sentence_at
from extractor.terms.evidence import confidence, prove

LEAST = Decimal(90)
"""Promises below 90% exist for other measures; as availability none was seen in the agreements studied."""

_AVAILABILITY = re.compile(r"\b(?:up-?\s?time|availab\w+|unavailab\w+|accessib\w+|reachab\w+|operational|service\s+level|downtime|outage|power|serviceability|functioning|running|connectivity|network)\b", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(?:guarantee[sd]?|warrant[sy]?|commit(?:s|ted|ment)?|promise[sd]?|ensure[sd]?|shall|will|must|undertakes?|agrees?|maintain(?:s|ed)?|provide[sd]?|achieve[sd]?|meets?|at\s+least|no(?:t)?\s+less\s+than|minimum|or\s+(?:better|higher|more|greater)|"
    r"target(?:s|ed)?|objective|aims?|goal|strive[sd]?|endeavou?rs?|efforts?|is\s+up|offers?|sla|service\s+level)\b|≥|>=",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:target(?:s|ed)?|objective|aims?|goal|strives?|endeavou?rs?|reasonable\s+(?:efforts|endeavou?rs)|best\s+efforts|intends?|expected)\b", re.IGNORECASE)
_THRESHOLD = re.compile(
    r"(?:below|less\s+than(?!\s+or)|under|lower\s+than|fall(?:s|en|ing)?(?:\s+\w+){0,2}\s+(?:below|under|to)|drops?(?:\s+\w+){0,2}\s+(?:below|under|to)|fails?\s+to\s+(?:meet|reach|achieve|maintain)|does\s+not\s+(?:meet|reach|achieve)|"
    r"is\s+not\s+(?:met|at\s+least)|<|between|from|if\s+(?:the\s+)?(?:monthly\s+)?(?:uptime|availability)[^.]{0,30}?\s(?:is|of))\s*(?:the\s+|a\s+|of\s+)?$",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:no|not)\s+(?:fall\s+|drop\s+|be\s+)?(?:below|less\s+than|lower\s+than|under)\s*$", re.IGNORECASE)
_OF_FEES = re.compile(r"^\s{0,2}(?:\)\s?)?(?:service\s+)?(?:credit|discount|refund|reduction|penalt\w+|of\s+(?:the\s+|your\s+|its\s+|their\s+|that\s+|all\s+|such\s+|any\s+)*(?:total\s+|applicable\s+|affected\s+|relevant\s+|net\s+)*(?:month(?:ly|['’]s)?\s+|annual\s+|quarterly\s+|at-risk\s+|recurring\s+|service\s+|subscription\s+)*(?:fees?|charges?|bill|invoice|mrc|price|cost|amount|payment|rate|value|rating|circuit|capacity|load|monthly))", re.IGNORECASE)
_OTHER_MEASURE = re.compile(
    r"\b(?:packets?\s+(?:deliver\w*|loss)|data\s+delivery|deliver(?:y|ed)\s+(?:of\s+)?packets|of\s+(?:all\s+|the\s+)?(?:packets|incidents|tickets|calls|requests|cases|responses|payslips|invoices|leads|queries|problems|transactions|deliveries|orders)|"
    r"success\s+rate|accura\w+|durab\w+|satisf\w+|error\s+rate|throughput|response\s+times?|compl(?:iance|ete)|on-time|resol(?:ved|ution))\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\b(?:for\s+(?:example|instance)|e\.g\.|by\s+way\s+of\s+example|assum(?:e|ing)|suppose)", re.IGNORECASE)
_MARKETING = re.compile(r"\b(?:historical(?:ly)?|in\s+the\s+past|achieved\s+in|last\s+year|track\s+record|industry[\s-]leading)\b", re.IGNORECASE)
_SERVICE_HEADER = re.compile(r"\b(?:service|product|component|system|plan|tier|edition|package|environment|region|item|feature|module)s?\b", re.IGNORECASE)
_LEVEL_HEADER = re.compile(r"\b(?:up-?\s?time|availab\w+|service\s+level|sla|slo|target|commitment|guarantee|objective)\b", re.IGNORECASE)
_CREDIT_HEADER = re.compile(r"\b(?:credit|refund|compensation|discount|reimburse\w*|penalt\w+|reduction|voucher|remed\w+|you\s+get|payable)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    clause: Clause
    span: Span
    percent: Decimal
    strength: float
    service: str | None = None
    plan: str | None = None


def find(clauses: Sequence[Clause], document: Document) -> list[record.Uptime]:
    """Return each distinct promise (percent, period, service, plan) with its words."""
    by_id = {clause.id: clause for clause in clauses}
    usual = _usual_period(clauses)
    candidates = [found for clause in clauses for found in _in_clause(clause, document, by_id)]
    firm = [found for found in candidates if found.strength >= 0.5]
    if not firm:
        firm = _top_of_bands(clauses)
    return _distinct(firm, by_id, usual)


def _in_clause(clause: Clause, document: Document, by_id: dict[str, Clause]) -> Iterator[_Found]:
    if not clause.text or clause.has("termination_right") and not clause.has("uptime_guarantee"):
        return
    if clause.kind == "row":
        yield from _in_row(clause, document, by_id)
        return
    labelled = clause.has("uptime_guarantee")
    context = context_of(clause, by_id)
    for percent, span in percentages(clause.text):
        if not LEAST <= percent <= 100:
            continue
        sentence = sentence_at(clause.text, span.start)
        words = sentence.of(clause.text)
        if not _is_level(clause.text, span, words, context):
            continue
        strength = (0.6 if labelled else 0.0) + (0.3 if _PROMISE.search(words) else 0.0) + (0.15 if _AVAILABILITY.search(words) else 0.0)
        strength -= 0.4 if _EXAMPLE.search(words[: span.start - sentence.start]) or _MARKETING.search(words) else 0.0
        strength += 0.1 if clause.probability("uptime_guarantee") > 0.8 else 0.0
        yield _Found(clause, span, percent, strength)
    if labelled:
        yield from _allowed_downtime(clause)


def _is_level(text: str, span: Span, sentence: str, context: str) -> bool:
    """Tell whether a percentage is a promised availability by what stands around it."""
    before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 80]
    if _OF_FEES.match(after):
        return False
    if _THRESHOLD.search(before) and not _NEGATED.search(before):
        return False
    if re.match(r"\s{0,2}(?:-|–|to\b|or\s+(?:less|lower|below))", after) and re.search(r"\d\s?%?\s?(?:-|–|to)\s?$|^", before[-6:]) and percentages(after[:14]):
        return False
    if _OTHER_MEASURE.search(sentence) and not re.search(r"\b(?:up-?time|availab\w+)\b", sentence, re.IGNORECASE):
        return False
    return bool(_AVAILABILITY.search(sentence) or _AVAILABILITY.search(context))


def _allowed_downtime(clause: Clause) -> Iterator[_Found]:
    """Yield a promise that is only given as downtime allowed per period ("no more than 8 hours of downtime a year")."""
    if percentages(clause.text) or not re.search(r"\b(?:downtime|unavailab\w+|outages?|interruptions?|down)\b", clause.text, re.IGNORECASE):
        return
    for (duration, period), span in rates(clause.text):
        total = {"day": 1440, "week": 10080, "month": 43200, "quarter": 131040, "year": 525600}.get(period)
        if total and duration.minutes < total / 5:
            percent = (100 - duration.minutes / total * 100).quantize(Decimal("0.001"))
            yield _Found(clause, span, percent.normalize(), 0.6)


def _in_row(clause: Clause, document: Document, by_id: dict[str, Clause]) -> Iterator[_Found]:
    """Yield the level of a table row that states one: in a column for levels, not in a table of credits."""
    header, context = clause.header, context_of(clause, by_id)
    text = clause.text
    in_credits = _CREDIT_HEADER.search(" ".join(header)) is not None
    if in_credits and not clause.has("uptime_guarantee"):
        return
    cells = list(cells_of(document, clause))
    name = next((span.of(text).strip() for _, span in cells if not percentages(span.of(text)) and any(ch.isalpha() for ch in span.of(text))), None)
    for column, span in cells:
        words = span.of(text)
        head = header[column] if column < len(header) else ""
        if in_credits and (not _LEVEL_HEADER.search(head) or ranges(words)):
            continue
        level = bool(_LEVEL_HEADER.search(head)) or (clause.has("uptime_guarantee") and not _OTHER_MEASURE.search(f"{head} {name or ''}"))
        if not level or (_OTHER_MEASURE.search(head) and not _LEVEL_HEADER.search(head)):
            continue
        for percent, place in percentages(words):
            if LEAST <= percent <= 100 and not _OF_FEES.match(words[place.end :]) and not _THRESHOLD.search(words[: place.start]):
                strength = 0.6 if clause.has("uptime_guarantee") else 0.4 if _AVAILABILITY.search(f"{head} {context} {name or ''}") and not clause.has("service_credit", "support") else 0.0
                plan = name if header and re.search(r"\b(?:plan|tier|edition|package)\b", header[0], re.IGNORECASE) else None
                yield _Found(clause, place.shift(span.start), percent, strength + (0.1 if _AVAILABILITY.search(head) else 0.0), None if plan else name, plan)


def _top_of_bands(clauses: Sequence[Clause]) -> list[_Found]:
    """Return the promise that only shows as the upper end of the credit bands ("below 99.9%: 10%")."""
    tops: list[_Found] = []
    for clause in clauses:
        if clause.has("service_credit") and not clause.has("termination_right"):
            for bounds, span in ranges(clause.text):
                high = bounds.high
                if high is not None and LEAST <= high <= 100 and not _OF_FEES.match(clause.text[span.end :]):
                    at = [place for value, place in percentages(clause.text) if value == high and span.holds(place)]
                    tops.append(_Found(clause, at[0] if at else span, high, 0.5))
    if not tops:
        return []
    best = max(found.percent for found in tops)
    return [next(found for found in tops if found.percent == best)]


def _usual_period(clauses: Sequence[Clause]) -> Period | None:
    """Return the period that the definitions of the measure name."""
    for clause in clauses:
        if clause.has("measurement", "uptime_guarantee") and _AVAILABILITY.search(clause.text):
            period = period_of(clause.text)
            if period in ("month", "quarter", "year"):
                return period
    return next((period_of(c.text) for c in clauses if c.has("service_credit") and re.search(r"\bmonthly\s+(?:up-?time|availab)", c.text, re.IGNORECASE)), None)


def _distinct(found: Sequence[_Found], by_id: dict[str, Clause], usual: Period | None) -> list[record.Uptime]:
    """Return one promise per percent, service and plan; the same level said again adds evidence."""
    kept: dict[tuple[Decimal, str | None, str | None], list[_Found]] = {}
    for each in found:
        key = (each.percent, each.service, each.plan)
        plain = next((k for k in kept if k[0] == each.percent and (each.service is None and each.plan is None or k[1] is None and k[2] is None)), key)
        kept.setdefault(plain, []).append(each)
    promises = []
    for (percent, service, plan), places in kept.items():
        first = max(places, key=lambda place: place.strength)
        sentence = sentence_at(first.clause.text, first.span.start).of(first.clause.text)
        period = period_of(sentence) or period_of(" ".join(first.clause.header)) or period_of(first.clause.text) or usual
        promises.append(
            record.Uptime(
                percent=float(percent),
                period=period,
                service=service,
                plan=plan,
                binding=_binding(sentence, by_id),
                evidence=[prove(place.clause, place.span) for place in places[:4]],
                confidence=confidence([place.clause for place in places], "uptime_guarantee", rule=0.95 if first.strength > 0.8 else 0.8),
            )
        )
    return promises


def _binding(sentence: str, by_id: dict[str, Clause]) -> Binding:
    """Return whether a level is promised or aimed at; efforts with credits attached count as a promise."""
    if not _TARGET.search(sentence):
        return "commitment"
    credited = any(clause.has("service_credit") for clause in by_id.values())
    return "commitment" if credited else "target"
