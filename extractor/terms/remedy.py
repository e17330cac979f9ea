"""What surrounds the credits: caps, whether they are the only remedy, whether they come without request, and in which form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.quantities import durations, fractions, money, percentages
from extractor.taxonomy import CapPeriod, CreditUnit, RemedyForm
from extractor.terms.context import basis_after, context_of, sentences
from extractor.terms.evidence import confidence, prove

_CREDITS = re.compile(r"\b(?:credits?|refunds?|compensat\w+|reimburse\w*|rebates?|reductions?|discounts?|vouchers?|liquidated\s+damages|free\s+service|penalt\w+|remed\w+)\b", re.IGNORECASE)
_CAP = re.compile(
    r"\b(?:(?:shall|will|may|can(?:not)?|must|does|do|in\s+no\s+event|never)\b[^.;]{0,90}?\bexceed|not\s+exceed|never\s+exceed|maximum|max\.|at\s+most|capped(?:\s+at)?|cap\s+(?:of|on|for)|limited\s+to|limit\s+of|no\s+more\s+than|not\s+(?:be\s+)?more\s+than|can['’]?t\s+be\s+more\s+than|"
    r"up\s+to(?:\s+a\s+(?:maximum|total)\s+of)?|will\s+not\s+credit\s+more\s+than)\b",
    re.IGNORECASE,
)
_SOLE = re.compile(
    r"\b(?:sole(?:ly)?|exclusive(?:ly)?|only|entire|complete)\s+(?:and\s+(?:exclusive|sole|only|entire)\s+)?(?:financial\s+|available\s+|contractual\s+)?(?:remed(?:y|ies)|liability|recourse|compensation|right)\b|\bno\s+other\s+(?:remed\w+|compensation|claims?)\b|"
    r"\bsole\s+and\s+exclusive\b|\bin\s+lieu\s+of\s+(?:any|all)\s+other\s+remed|\bnothing\s+else\s+to\s+claim\b|\bonly\s+remed",
    re.IGNORECASE,
)
_NOT_SOLE = re.compile(
    r"\b(?:without\s+prejudice\s+to|in\s+addition\s+to|not\s+(?:be\s+)?(?:the\s+|its\s+|your\s+)?(?:sole|exclusive|only)|do(?:es)?\s+not\s+(?:limit|affect|exclude)|remains?\s+unaffected|not\s+a\s+penalty)\b[^.]{0,120}\b(?:remed\w+|rights?|damages|claims?|customer|client)\b|further\s+claims[^.]{0,60}unaffected",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(r"\b(?:automatic(?:ally)?|without\s+(?:any\s+|the\s+need\s+for\s+a\s+|being\s+|a\s+)?(?:request|claim|asked)\w*|of\s+its\s+own\s+accord|no\s+(?:request|claim|action)\s+(?:is\s+)?(?:needed|required|necessary)|proactively)\b", re.IGNORECASE)
_ON_REQUEST = re.compile(
    r"\b(?:must|shall|need(?:s)?\s+to|has\s+to|have\s+to|required\s+to|should|may|please|can|to\s+(?:receive|obtain|claim|request|be\s+eligible)|upon|on|at)\b[^.]{0,90}?\b(?:request(?:s|ed|ing)?|claim(?:s|ed|ing)?|contact|notif(?:y|ied)|submit(?:s|ted)?|open(?:s|ing)?\s+a|apply|appl(?:y|ication)|writ(?:e|ing)|ticket|e-?mail|ask)\b|\b(?:requests?|claims?)\s+must\b",
    re.IGNORECASE,
)
_REFUND = re.compile(r"\brefund(?:s|ed)?\b|\bmoney\s+back\b|\breimburse(?:d|ment)?\b", re.IGNORECASE)
_EXTENSION = re.compile(r"\b(?:free\s+(?:service|hosting|days?|months?|time)|(?:days?|time|months?)\s+(?:of\s+)?(?:free\s+)?(?:service\s+)?(?:will\s+be\s+)?added|extension\s+of|extend(?:ed|ing)?\s+(?:the|your)|service\s+extension|added\s+to\s+(?:the\s+end\s+of\s+)?(?:your|the)\s+(?:account|term|subscription))\b", re.IGNORECASE)
_CREDIT = re.compile(r"\b(?:(?:service|financial|account|billing|usage|bill|sla|availability|uptime|performance)\s+credits?|credit(?:s|ed)?|vouchers?|discount|deduct(?:ed|ion)?|set\s+off|price\s+reductions?)\b", re.IGNORECASE)
_NO_CASH = re.compile(r"\b(?:not?|never|nothing|un|cannot|won['’]t)\b[^.]{0,60}\b(?:refund|cash|money|paid\s+out)\w*", re.IGNORECASE)
_PERIODS: tuple[tuple[CapPeriod, re.Pattern[str]], ...] = (
    ("incident", re.compile(r"\b(?:per|each|any|single|one)\s+(?:single\s+)?(?:incident|outage|event|failure|occurrence)\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:year|annual(?:ly)?|annum|twelve[\s-]+(?:\(12\)\s+)?month|12[\s-]month)\b", re.IGNORECASE)),
    ("quarter", re.compile(r"\bquarter(?:ly)?\b", re.IGNORECASE)),
    ("month", re.compile(r"\b(?:month(?:ly)?|billing\s+(?:cycle|period))\b", re.IGNORECASE)),
    ("contract", re.compile(r"\b(?:term\s+of|contract\s+term|entire\s+term)\b", re.IGNORECASE)),
)
_PAST_BOUND = re.compile(r"\b(?:downtime|outage|latency|uptime|availab\w+|response|hours?\s+of|minutes|notice|jitter|packets?|maintenance)\b[^.;]{0,30}$", re.IGNORECASE)


def find(clauses: Sequence[Clause], document: Document) -> record.Remedy:  # noqa: ARG001 - every group is found from both
    """Return caps, sole remedy, request and form, each with its words; a member that nothing is said of stays None."""
    by_id = {clause.id: clause for clause in clauses}
    caps = _distinct([cap for clause in clauses for cap in _caps(clause, by_id)])
    evidence: dict[str, list[record.Evidence]] = {}
    sure: dict[str, float] = {}

    def noted(name: str, value: object, clause: Clause | None, span: Span | None, rule: float) -> object:
        if value is not None and clause is not None:
            evidence[name] = [prove(clause, span)]
            sure[name] = confidence([clause], "remedy_limit" if name == "sole_remedy" else "service_credit", rule=rule)
        return value

    sole = noted("sole_remedy", *_sole(clauses), 0.95)
    automatic = noted("automatic", *_automatic(clauses), 0.85)
    form = noted("form", *_form(clauses), 0.85)
    return record.Remedy(caps=caps, sole_remedy=sole, automatic=automatic, form=form, evidence=evidence, confidence=sure)  # type: ignore[arg-type]


def _caps(clause: Clause, by_id: dict[str, Clause]) -> Iterator[record.Cap]:
    if not clause.text or not clause.has("service_credit", "remedy_limit", "uptime_guarantee", "claim_procedure"):
        return
    context = context_of(clause, by_id)
    for sentence in sentences(clause.text):
        words = sentence.of(clause.text)
        if not (_CREDITS.search(words) or clause.has("service_credit") and _CREDITS.search(context)) or _is_liability(words, clause):
            continue
        for match in _CAP.finditer(words):
            cap = _amount(words, match.end())
            if cap is None or _PAST_BOUND.search(words[max(0, match.start() - 40) : match.start()]) and not _CREDITS.search(words[: match.start()]):
                continue
            amount, unit, basis, currency, end = cap
            yield record.Cap(
                amount=round(float(amount), 4),
                unit=unit,
                basis=basis,
                currency=currency,
                period=_period(words, end),
                evidence=[prove(clause, sentence)],
                confidence=confidence([clause], "service_credit", rule=0.9),
            )
            break


_LIABILITY = re.compile(r"\b(?:liability|liable|damages)\b", re.IGNORECASE)


def _is_liability(words: str, clause: Clause) -> bool:
    """Tell whether a limit is one of liability in general, not of credits."""
    return bool(_LIABILITY.search(words)) and not re.search(r"\bcredits?\b", words, re.IGNORECASE) and not clause.has("service_credit")


Amount = tuple[Decimal, CreditUnit, "str | None", "str | None", int]


def _amount(words: str, start: int) -> Amount | None:
    """Return the amount that follows the words of a cap, within one clause of the sentence."""
    tail = words[start : start + 170]
    found: list[tuple[int, Amount]] = []
    for value, span in percentages(tail):
        if value <= 1000:
            found.append((span.start, (value, "percent", basis_after(tail, span.end), None, start + span.end)))
            break
    for cash, span in money(tail):
        found.append((span.start, (cash.amount, "currency", None, cash.currency, start + span.end)))
        break
    match = re.search(r"\b(?:(?P<n>one|two|three|six|twelve|\d{1,2})\s?(?:\(\d{1,2}\)\s?)?|(?:the|a|your|its|customer['’]s|client['’]s|total|full|entire)\s+(?:full\s+|one\s+)?){1,3}(?:(?:full|affected|applicable|total)\s+)?(?P<unit>month|day|week|hour)(?:['’]s|s['’]?|ly)?\s+(?:(?:worth\s+of\s+)?(?:\w+\s+){0,3}(?:fees?|charges?|credit|rent|bill|invoice|mrc|service|subscription|payment)|of\s+(?:free\s+)?(?:service|hosting|fees|charges))\b", tail, re.IGNORECASE)
    if match:
        name = (match["n"] or "").lower()
        count = Decimal({"one": 1, "two": 2, "three": 3, "six": 6, "twelve": 12}.get(name) or (int(name) if name.isdigit() else 1))
        unit: CreditUnit = {"month": "months", "day": "days", "week": "weeks", "hour": "hours"}[match["unit"].lower()]  # type: ignore[assignment]
        whole = unit == "months" and not match["n"]
        found.append((match.start(), (Decimal(100), "percent", match[0].strip(), None, start + match.end()) if whole else (count, unit, None, None, start + match.end())))
    whole_fee = re.search(r"\b(?:monthly\s+recurring\s+charge|(?:total|entire|full)?\s?(?:fees?|charges?|amounts?)\s+(?:paid|due|payable|for\s+the))\b", tail, re.IGNORECASE)
    if whole_fee and not found:
        found.append((whole_fee.start(), (Decimal(100), "percent", whole_fee[0].strip(), None, start + whole_fee.end())))
    for fraction, span in fractions(tail):
        found.append((span.start, (Decimal(fraction.numerator * 100) / fraction.denominator, "percent", basis_after(tail, span.end), None, start + span.end)))
        break
    for duration, span in durations(tail):
        if re.match(r"\s{0,2}(?:of\s+(?:free\s+)?(?:service|credit|hosting)|(?:['’]s?\s+)?(?:worth|credit|fees?|charges?))", tail[span.end :]):
            number = Decimal(re.sub(r"[^\d.]", "", duration.iso))
            kind: CreditUnit = "hours" if duration.iso.endswith("H") else "weeks" if duration.iso.endswith("W") else "months" if duration.iso.endswith("M") else "days"
            found.append((span.start, (number, kind, None, None, start + span.end)))
            break
    near = [entry for entry in found if entry[0] < 120]
    return min(near, key=lambda entry: entry[0])[1] if near else None


def _period(words: str, end: int) -> CapPeriod | None:
    """Return what a cap is counted over: what the sentence says after it, else before it."""
    for part in (words[end : end + 120], words[:end]):
        found = [(match.start(), name) for name, pattern in _PERIODS if (match := pattern.search(part))]
        if found:
            return min(found)[1]
    return None


def _distinct(caps: list[record.Cap]) -> list[record.Cap]:
    kept: dict[tuple[float, str], record.Cap] = {}
    for cap in caps:
        kept.setdefault((cap.amount, cap.unit), cap)
    return list(kept.values())


Said = tuple[object, "Clause | None", "Span | None"]


def _sole(clauses: Sequence[Clause]) -> Said:
    """Return whether credits are said to be the only remedy; "not the sole remedy" counts as no."""
    for wanted, pattern in ((True, _SOLE), (False, _NOT_SOLE)):
        for clause in clauses:
            if not clause.has("remedy_limit", "service_credit", "termination_right", "claim_procedure", "uptime_guarantee", "exclusion"):
                continue
            for sentence in sentences(clause.text):
                words = sentence.of(clause.text)
                if pattern.search(words) and (_CREDITS.search(words) or clause.has("remedy_limit")) and (wanted is False or not _NOT_SOLE.search(words)):
                    return wanted, clause, sentence
    return None, None, None


def _automatic(clauses: Sequence[Clause]) -> Said:
    for clause in clauses:
        if clause.has("service_credit", "claim_procedure"):
            for sentence in sentences(clause.text):
                words = sentence.of(clause.text)
                if _AUTOMATIC.search(words) and _CREDITS.search(words + " ".join(clause.path)) and not re.search(r"\bnot\s+(?:be\s+)?automatic", words, re.IGNORECASE):
                    return True, clause, sentence
    for clause in clauses:
        if clause.has("claim_procedure"):
            for sentence in sentences(clause.text):
                if _ON_REQUEST.search(sentence.of(clause.text)):
                    return False, clause, sentence
    for clause in clauses:
        if clause.has("service_credit"):
            for sentence in sentences(clause.text):
                if re.search(r"\b(?:upon|on|at)\s+(?:(?:the|your|written|customer['’]s|client['’]s)\s+){0,3}request|\bmust\s+(?:request|claim|apply)", sentence.of(clause.text), re.IGNORECASE):
                    return False, clause, sentence
    return None, None, None


def _form(clauses: Sequence[Clause]) -> Said:
    """Return the form of the remedy; "not refundable" does not make it a refund."""
    found: dict[RemedyForm, tuple[Clause, Span]] = {}
    for clause in clauses:
        if clause.has("service_credit"):
            for sentence in sentences(clause.text):
                words = sentence.of(clause.text)
                forms: tuple[tuple[RemedyForm, bool], ...] = (
                    ("extension", bool(_EXTENSION.search(words))),
                    ("credit", bool(_CREDIT.search(words))),
                    ("refund", bool(_REFUND.search(words)) and not _NO_CASH.search(words)),
                )
                for form, said in forms:
                    if said:
                        found.setdefault(form, (clause, sentence))
    for form in ("credit", "refund", "extension"):
        if form in found and not (form == "credit" and "extension" in found and not re.search(r"service\s+credit|credited", found["credit"][0].text, re.IGNORECASE)):
            return form, *found[form]  # type: ignore[index]
    if "extension" in found:
        return "extension", *found["extension"]
    return None, None, None
