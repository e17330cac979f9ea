"""Rights to leave: who holds them, on what trigger, with which threshold, notice and cure period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.quantities import Duration, durations
from extractor.taxonomy import Trigger
from extractor.terms.context import sentences
from extractor.terms.evidence import confidence, prove
from extractor.terms.parties_roles import Roles, roles_of
from extractor.terms.termination_holder import holder_of, other_than_failing
from extractor.terms.termination_threshold import threshold
from extractor.terms.termination_trigger import kind_of, trigger_of
from extractor.terms.termination_words import RIGHT, STRONG, gives_right, refuses_renewal

Given = tuple[Span, Span, tuple[Clause, Span] | None]
"""A right's sentence, the same with what follows it, and the words (of the same clause or of its lead-in) that it shares with others."""
SILENT = ("remedy_limit", "exclusion", "claim_procedure", "support", "customer_duty", "definition", "maintenance")
"""Labels of clauses that speak of ending without granting it."""
ENDING = ("termination_right", "term_renewal")
"""Labels of clauses in which a notice of non-renewal is a right to leave."""
LIKELY = 0.6
"""Probability from which such a label counts."""
_NOTICE_AFTER = re.compile(
    r"['’]?s?['’]?\]?\s*(?:\([^()]{0,20}\)\s*)?(?:(?:of|prior|advance|written|or|and|verbal|oral|calendar|electronic|e-?mail|clear|previous|formal)\s+){0,6}(?:notice|notification|warning)\b"
    r"|\s+(?:in\s+advance|ahead|before(?:hand)?|prior)\b(?!\s+written\s+reminder)",
    re.IGNORECASE,
)
_NOTICE_BEFORE = re.compile(r"\bnotice(?:\s+period)?\s+(?:\w+\s+){0,4}$|\bnotice\s+period\s*:\s*$", re.IGNORECASE)
_NOTICE_OF = re.compile(
    r"\b(?:notice|notification|warning)(?:\s+period)?(?:\s+of|\s+is|\s+shall\s+be|\s*:)\s+(?:at\s+least\s+|not\s+less\s+than\s+)?$",
    re.IGNORECASE,
)
_CURE_BEFORE = re.compile(
    r"\b(?:cure[sd]?|(?<!exclusive\s)(?<!sole\s)(?<!only\s)remed(?:y|ied)|correct(?:ed|s)?|rectif\w+|grace(?:\s+period)?|uncured|unremedied|fail(?:s|ed)?\s+to\s+(?:cure|remedy|pay)|(?:stays?|remains?|remaining|left)\s+(?:unpaid|uncured|unremedied)|(?:not|\w{0,6}n['’]t)\s+(?:\w+\s+){0,3}?(?:cured?|remed\w+|correct\w*|mend(?:ed)?|fix(?:ed)?|put\s+(?:(?:it|this|that|them|the\s+\w+)\s+)?right|ma[dk]e\s+(?:it\s+)?good|settled?|paid|resolved?|restored?|repaired|(?:got|come|gone|returned|recovered)(?:\s+back)?\s+(?:to|above))|unpaid)\b[^.;]{0,50}$|\bfail(?:s|ed|ure)?\s+to\s+(?:cure|remedy)\b[^.;]{0,95}$",
    re.IGNORECASE,
)
_CURE_AFTER = re.compile(
    r"[^.;]{0,35}\b(?:to\s+(?:cure|remedy|correct)|cure|(?<!sole\s)(?<!exclusive\s)(?<!only\s)remed|after\s+(?:an?\s+|the\s+|receipt\s+of\s+|receiving\s+)?(?:(?:such|written|first|second|final|last|formal)\s+){0,2}(?:notice|reminder|warning|demand)|of\s+(?:a\s+)?(?:(?:written|first|second|final|formal)\s+){0,2}(?:notice|reminder|demand)|of\s+being\s+(?:asked|told|notified|warned))",
    re.IGNORECASE,
)
_FEES_OF = re.compile(r"(?:['’]s?)?\s+(?:\w+\s+){0,3}(?:charges?|fees?|invoices?|payments?)\b", re.IGNORECASE)
_EFFECT = re.compile(r"\b(?:ends?|stops?|(?:takes?|with)\s+effect|effective)\s+(?:only\s+|then\s+)?$", re.IGNORECASE)
_LATER = re.compile(
    r"\s+(?:later\b|afterwards\b|after\s+(?:that\b|(?:(?:the|such|your|that|its|receipt|date|day|of)\s+){0,4}(?:notice|letter)\b|(?:we|you)\s+(?:receive|get)\b))",
    re.IGNORECASE,
)
"""When the end follows a notice: "the service then ends 30 days later"."""
_SO = re.compile(
    r"^[^.;:]{0,60}?\b(?:in\s+(?:that|this|such|which)\s+(?:a\s+)?(?:case|event|situation)|if\s+(?:so|not|that\s+(?:happens|is\s+so)|(?:it|they|we|you)\s+(?:do(?:es)?(?:\s+not|n['’]t)?|would\s+rather\s+not)(?:\s+so)?(?=\s*,|\s+(?:you|the|customer|client)\b)|you['’]d\s+rather\s+not))\b",
    re.IGNORECASE,
)
"""Words that leave to the sentence before on what a right depends."""
_PAST_DUE = re.compile(r"\s+(?:past|after|beyond)\s+(?:(?:its|their|the)\s+)?due\b|\s+(?:overdue|late|in\s+arrears?)\b", re.IGNORECASE)
_GIVEN_ON = re.compile(
    r"\b(?:on|upon|with|by\s+giving|giving)\s+(?:(?:at\s+least|not\s+less\s+than|no\s+less\s+than|a|an?)\s+)?$", re.IGNORECASE
)
"""Before a notice: the end comes with it ("may end the service on 7 days' notice")."""
_EXERCISE = re.compile(
    r"\b(?:within|no\s+later\s+than|no\s+more\s+than|given\s+within|exercised?\s+within|in\s+the\s+following)\b[^.;]{0,30}$", re.IGNORECASE
)
_MEASURED = re.compile(
    r"\b(?:in|for|over|during|of|any|each)\s+(?:(?:any|a|an|the|each|period\s+of|rolling|consecutive)\s+){0,3}$", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:(?<=\s)|^)\((?:[ivx]{1,4}|[a-h])\)\s", re.IGNORECASE)
_RENEWS = re.compile(r"\b(?:renew\w*|prolong\w*|extended\s+for|successive\s+(?:terms?|periods?))\b", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"\b(?:notice|(?:tell|notify)\s+us|let\s+us\s+know|terminat\w+|cancell?\w*|cur(?:e|ed|ing)|refund\w*|pro-?rat\w+|prepaid|unpaid|remed(?:y|ied)|non-?renewal|in\s+such\s+(?:case|event))\b",
    re.IGNORECASE,
)
"""Words of the sentences after a right that still belong to it."""
_CONSEQUENCE = re.compile(
    r"\W*(?:in\s+the\s+event\s+of|upon|following|after|on|in\s+case\s+of)\s+(?:any\s+|such\s+|the\s+|a\s+)?(?:termination|expir\w+|cancell?ation)\b",
    re.IGNORECASE,
)
"""A member of a list of causes that says what follows, and is no cause."""
_IF = re.compile(r"\b(?:if|in\s+the\s+event(?:\s+that|\s+of)?|should|where|when|upon)\b(?:\s+the\s+other\s+party)?", re.IGNORECASE)
_OR = re.compile(
    r"[,;]\s+(?:or\s+)?(?=\w)|(?<!\s)\s++or\s+(?=(?:the\s+other|fails|is|breaches|becomes|has|files|commits|makes|ceases|if)\b)",
    re.IGNORECASE,
)
_REFUND = re.compile(
    r"[^.;]{0,60}\b(?:refund\w*|pro-?rata|prorated|prepaid|early\s+termination\s+(?:fee|charge)|without\s+(?:any\s+)?(?:termination\s+)?(?:liability|penalty|charge|fee)|non-?refundable|termination\s+(?:fee|charge))\b[^.;]{0,80}",
    re.IGNORECASE,
)


def find(clauses: Sequence[Clause], document: Document) -> list[record.Termination]:  # noqa: ARG001 - every group is found from both
    """Return an entry per right; a right that is merely mentioned, or a suspension, is none."""
    by_id = {clause.id: clause for clause in clauses}
    defined = {term: clause for clause in clauses for term in clause.defines}
    roles = roles_of(clauses)
    rights = []
    for clause in clauses:
        labelled = clause.has("termination_right")
        if not clause.text:
            continue
        silent = not labelled and any(clause.probability(label) >= LIKELY for label in SILENT)
        for span, reach, lead in _rights(clause, by_id, labelled=labelled):
            right = _right(clause, span, reach, lead, defined, roles)
            if not silent or (right.trigger == "sla_failure" and right.holder == "customer" and right.threshold is not None):
                rights.append(right)
    return _distinct(rights)


def _rights(clause: Clause, by_id: dict[str, Clause], *, labelled: bool) -> Iterator[Given]:
    """Yield (sentence, sentence with what follows it, words that lead it in) of each right that a clause gives."""
    lead = by_id.get(clause.lead_in or "")
    if lead is not None and clause.kind in ("item", "row") and labelled and _opens_rights(lead.text):
        if _CONSEQUENCE.match(clause.text):
            return
        whole = Span(0, len(clause.text))
        yield whole, whole, (lead, list(sentences(lead.text))[-1])
        return
    if _opens_rights(clause.text) and any(other.lead_in == clause.id and other.kind == "item" for other in by_id.values()):
        return  # its items are the rights
    spoken = list(sentences(clause.text))
    spans = [span for span in spoken if gives_right(span.of(clause.text), labelled=labelled) or _lets_end(clause, span)]
    for span in spans:
        reach = Span(span.start, _until(clause, span, spoken, spans))
        parts = _parts(clause, reach, labelled=labelled) or _causes(clause, span, labelled=labelled)
        if parts:
            yield from parts
        else:
            start = span.start + _segment(span.of(clause.text), labelled=labelled)
            yield Span(start, span.end), Span(start, reach.end), None


def _lets_end(clause: Clause, span: Span) -> bool:
    """Tell whether a sentence lets a party keep the term from being renewed."""
    words = span.of(clause.text)
    return (clause.has(*ENDING) or _RENEWS.search(words) is not None) and refuses_renewal(words)


def _until(clause: Clause, span: Span, spoken: Sequence[Span], rights: Sequence[Span]) -> int:
    """Return where the words end that belong to a right: its sentence, and those after it that still speak of the end."""
    end = span.end
    for after in spoken:
        if after.start < span.end:
            continue
        words = after.of(clause.text)
        if after in rights or not (_FOLLOWS.search(words) or _NUMBERED.match(words.lstrip()) or _open(clause.text[span.start : end])):
            break
        end = after.end
    return end


def _open(text: str) -> bool:
    return text.rstrip().endswith((";", ":", ",", "; or", "; and"))


def _causes(clause: Clause, span: Span, *, labelled: bool) -> list[Given]:
    """Return the causes that a sentence joins by "or" ("if the other becomes insolvent …, or fails to cure …"), where they differ in kind."""
    words = span.of(clause.text)
    opening = next((m for m in _IF.finditer(words) if gives_right(words[: m.start()], labelled=labelled)), None)
    if opening is None:
        return []
    cuts = [opening.end(), *(m.end() for m in _OR.finditer(words, opening.end())), len(words)]
    groups: list[tuple[Trigger, int, int]] = []
    for start, end in pairwise(cuts):
        trigger = kind_of(words[start:end])
        if groups and trigger in (None, groups[-1][0]):
            groups[-1] = (groups[-1][0], groups[-1][1], end)
        elif trigger is not None:
            groups.append((trigger, start if groups else opening.end(), end))
    if len({trigger for trigger, _, _ in groups}) < 2:
        return []
    lead = (clause, Span(span.start, span.start + opening.end()))
    parts = [
        Span(span.start + end - len(words[start:end].lstrip()), span.start + start + len(words[start:end].rstrip(" ,")))
        for _, start, end in groups
    ]
    return [(part, part, lead) for part in parts]


def _segment(words: str, *, labelled: bool) -> int:
    """Return where the part of a sentence begins that gives a right by itself, cause and all, behind a semicolon."""
    starts = [match.end() for match in re.finditer(r";\s+", words)]
    return next(
        (
            at
            for at in starts
            if re.match(r"(?:and\s+|but\s+)?(?:if|where|should|when)\b", words[at:]) and gives_right(words[at:], labelled=labelled)
        ),
        0,
    )


def _parts(clause: Clause, reach: Span, *, labelled: bool) -> list[Given]:
    """Return the causes that a sentence numbers ("may terminate if (i) …; (ii) …"), each with the words that they share."""
    text = clause.text
    marks = [match.start() + reach.start for match in _NUMBERED.finditer(reach.of(text))]
    if len(marks) < 2:
        return []
    lead = Span(reach.start, reach.start + len(text[reach.start : marks[0]].rstrip()))
    if not gives_right(lead.of(text), labelled=labelled):
        return []
    ends = [*marks[1:], reach.end]
    parts = [Span(start, start + len(text[start:end].rstrip())) for start, end in zip(marks, ends, strict=True)]
    return [(part, part, (clause, lead)) for part in parts]


def _opens_rights(text: str) -> bool:
    """Tell whether a lead-in leaves to its list on what the right depends ("Either party may terminate if:")."""
    if not text.rstrip().endswith((":", "–", "—")):
        return False
    last = list(sentences(text))[-1].of(text)
    return STRONG.search(last) is not None and RIGHT.search(last) is not None


def _right(
    clause: Clause, span: Span, reach: Span, lead: tuple[Clause, Span] | None, defined: dict[str, Clause], roles: Roles
) -> record.Termination:
    words, more = span.of(clause.text), reach.of(clause.text)
    above = lead[1].of(lead[0].text) if lead else ""
    whole = roles.said(f"{above} {words}".strip())
    title = " ".join((*clause.path[-1:], clause.heading or "", clause.run_in or ""))
    holder = holder_of(whole)
    trigger = trigger_of(whole, title, holder)
    if trigger == "other" and _SO.search(words):
        trigger = trigger_of(f"{_before(clause, span)} {whole}", title, holder)
    if holder == "either":
        holder = other_than_failing(roles.said(words)) or holder
    level = threshold(words)
    definition = _meaning(words, clause, defined) if trigger == "sla_failure" and level.threshold is None else None
    places = level.places if trigger == "sla_failure" else ()
    level = threshold(definition.text) if definition is not None else level
    notice, cure = _periods(more, trigger, places)
    shared = _periods(above, trigger, ())
    notice, cure = notice or shared[0], cure or shared[1]
    refund = _REFUND.search(more)
    return record.Termination(
        holder=holder,
        trigger=trigger,
        notice=record.Duration(duration=notice.iso, business=notice.business) if notice else None,
        cure=record.Duration(duration=cure.iso, business=cure.business) if cure else None,
        threshold=level.threshold if trigger == "sla_failure" else None,
        refund=refund[0].strip(" ,") if refund else None,
        text=words,
        evidence=[
            prove(clause, Span(min(span.start, reach.start), max(span.end, reach.end))),
            *([prove(*lead)] if lead else []),
            *([prove(definition)] if definition else []),
        ],
        confidence=confidence([clause], "termination_right", rule=0.9 if trigger != "other" else 0.7),
    )


def _before(clause: Clause, span: Span) -> str:
    """Return the sentence in front of a right in its clause."""
    return next((each.of(clause.text) for each in reversed(list(sentences(clause.text))) if each.end <= span.start), "")


def _meaning(words: str, clause: Clause, defined: dict[str, Clause]) -> Clause | None:
    """Return the definition of a term in a right's words that says how bad it must get ("Repeated Shortfall means …")."""
    return next((each for term, each in defined.items() if term in words and each.id != clause.id and threshold(each.text).threshold), None)


def _periods(words: str, trigger: Trigger, counted: Sequence[Span]) -> tuple[Duration | None, Duration | None]:
    """Return notice and cure period: each duration belongs to the nearest word for either."""
    notice = cure = None
    for duration, span in durations(words):
        if any(place.start <= span.start < place.end for place in counted):
            continue
        before, after = words[max(0, span.start - 120) : span.start], words[span.end : span.end + 60]
        if "months" in span.of(words) and _FEES_OF.match(after):
            continue  # "two months' charges" are an amount
        if _PAST_DUE.match(after):
            continue  # how late a payment must be
        noticed = _NOTICE_AFTER.match(after) is not None
        given = noticed and _GIVEN_ON.search(before) is not None
        curable = trigger in ("material_breach", "non_payment", "other", "sla_failure")
        if given and not _CURE_AFTER.match(after):
            notice = notice or duration
        elif curable and (_CURE_BEFORE.search(before) or (_CURE_AFTER.match(after) and not noticed)) and not _without(before):
            cure = cure or duration
        elif _EXERCISE.search(before) and not noticed:
            if trigger == "material_breach" and re.search(r"\bcure|remed", before + after, re.IGNORECASE):
                cure = cure or duration
        elif (
            noticed
            or (_EFFECT.search(before) and _LATER.match(after))
            or _NOTICE_OF.search(before)
            or (_NOTICE_BEFORE.search(before) and not _MEASURED.search(before[-30:]))
        ):
            notice = notice or duration
    return notice, cure


def _without(before: str) -> bool:
    """Tell whether the words say that there is no time to mend ("without further cure period, should …")."""
    return re.search(r"\b(?:without|no)\s+(?:\w+\s+){0,2}(?:cure|grace|remed)", before, re.IGNORECASE) is not None


def _distinct(rights: list[record.Termination]) -> list[record.Termination]:
    """Return the rights without repeats: the same holder and trigger, where neither periods nor thresholds contradict, is one right."""
    kept: list[record.Termination] = []
    for right in rights:
        same = next((i for i, old in enumerate(kept) if _one_right(old, right)), None)
        if same is None:
            kept.append(right)
            continue
        old = kept[same]
        kept[same] = old.model_copy(
            update={
                "notice": old.notice or right.notice,
                "cure": old.cure or right.cure,
                "threshold": old.threshold or right.threshold,
                "refund": old.refund or right.refund,
                "evidence": [*old.evidence, *right.evidence],
            }
        )
    return kept


def _one_right(old: record.Termination, new: record.Termination) -> bool:
    if (old.holder, old.trigger) != (new.holder, new.trigger):
        return False
    if old.trigger == "other" and old.evidence[0].clause != new.evidence[0].clause:
        return False
    return (old.notice is None or new.notice is None or old.notice == new.notice) and (
        old.cure is None or new.cure is None or old.cure == new.cure
    )
