"""Rights to leave: who holds them, on what trigger, with which threshold, notice and cure period."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.quantities import Duration, counts, durations, percentages
from extractor.taxonomy import Holder, Trigger
from extractor.terms.context import context_of, sentences
from extractor.terms.evidence import confidence, prove

_RIGHT = re.compile(
    r"\b(?:may|can|shall\s+(?:have\s+the\s+right|be\s+entitled)|has\s+the\s+(?:right|option)|have\s+the\s+(?:right|option)|is\s+entitled|are\s+entitled|be\s+entitled|entitle[sd]?|reserves?\s+the\s+right|at\s+(?:its|your|their)\s+(?:sole\s+)?(?:option|discretion)|right\s+to|option\s+to|free\s+to|be\s+permitted|grounds?\s+for)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:terminat(?:e[sd]?|ion|ing)|cancel(?:s|led|lation|ling)?|withdraw(?:al)?|rescind|end\s+(?:the|this|its|your)\s+(?:\w+\s+){0,3}(?:agreement|contract|subscription|service|order)|cease\s+(?:to\s+use|using)|discontinue|give\s+notice\s+to\s+quit|leave)\b",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"\b(?:subject\s+to|in\s+accordance\s+with|pursuant\s+to|as\s+(?:set\s+out|described)\s+in|upon|on|after|following|until|survive[sd]?|prior\s+to|effect\s+of)\s+(?:the\s+|any\s+|such\s+|early\s+)?terminat",
    re.IGNORECASE,
)
_CUSTOMER = re.compile(
    r"\b(?:customer|client|subscriber|you|buyer|licensee|authority|tenant|merchant|purchaser|user|company|owner|member|ministry)\b",
    re.IGNORECASE,
)
_PROVIDER = re.compile(
    r"\b(?:provider|supplier|vendor|contractor|host|licensor|we|carrier|seller|service\s+provider|operator)\b", re.IGNORECASE
)
_EITHER = re.compile(
    r"\b(?:either|each|any|both)\s+part(?:y|ies)\b|\bthe\s+parties\s+may\b|\bnon-?breaching\s+party\b|\bthe\s+other\s+party\b",
    re.IGNORECASE,
)

TRIGGERS: tuple[tuple[Trigger, re.Pattern[str]], ...] = (
    ("change_of_control", re.compile(r"\bchange\s+(?:of|in)\s+(?:control|ownership)|\bmerger\b|\bacquired\s+by\b", re.IGNORECASE)),
    (
        "insolvency",
        re.compile(
            r"\b(?:insolven\w+|bankrupt\w*|receiver(?:ship)?|liquidat(?:ion|or)|winding[\s-]up|administration\b|assignment\s+for\s+the\s+benefit\s+of\s+creditors)",
            re.IGNORECASE,
        ),
    ),
    ("force_majeure", re.compile(r"\bforce\s+majeure\b", re.IGNORECASE)),
    (
        "sla_failure",
        re.compile(
            r"\b(?:service\s+levels?|up-?time|availab\w+|unavailab\w+|downtime|outages?|chronic|service\s+(?:level\s+)?failures?|service\s+commitment|sla\b|guarantees?|missed?|power\s+outage|interruptions?|response\s+time\s+(?:targets?|failures?)|performance\s+(?:standards?|levels?|targets?))",
            re.IGNORECASE,
        ),
    ),
    (
        "non_payment",
        re.compile(
            r"\b(?:non-?payment|unpaid|fail(?:s|ure)?\s+to\s+pay|overdue|past\s+due|invoices?\s+(?:stays?|remains?)|payment\s+default|arrears|not\s+paid|does\s+not\s+pay)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "change_of_terms",
        re.compile(
            r"\b(?:disagree|do(?:es)?\s+not\s+(?:agree|accept|wish\s+to\s+continue)|object(?:s|ion)?\s+to|(?:revis|amend|modif|chang)\w+\s+(?:of|to|in)?\s*(?:the\s+|this\s+|these\s+|its\s+|our\s+)?(?:terms|agreement|sla|prices?|pricing|fees)|updated\s+(?:pricing|terms)|material(?:ly)?\s+(?:adverse\s+)?(?:change|detrimental|reduc\w+)|price\s+increase|reduction\s+(?:of|in)\s+(?:the\s+)?service)",
            re.IGNORECASE,
        ),
    ),
    (
        "material_breach",
        re.compile(r"\b(?:breach(?:es|ed)?|default(?:s|ed)?|violat\w+|fails?\s+to\s+(?:perform|comply|remedy|fulfil))\b", re.IGNORECASE),
    ),
    (
        "expiry",
        re.compile(
            r"\b(?:renew(?:al|s|ed)?|anniversary|expir(?:y|ation|es?)|end\s+of\s+(?:the\s+)?(?:then[\s-]current\s+|initial\s+|current\s+)?(?:term|period))\b",
            re.IGNORECASE,
        ),
    ),
)
_CONVENIENCE = re.compile(
    r"\b(?:for\s+convenience|without\s+cause|for\s+any\s+(?:reason|or\s+no\s+reason)|at\s+any\s+(?:time|point)|any\s*time|at\s+will|without\s+(?:giving\s+)?(?:any\s+)?reason|no\s+reason|with(?:in)?\s+[^.]{0,40}\bnotice|notice\s+period|money[\s-]back)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"\b(?:notice|notif\w+|notice\s+period)\b", re.IGNORECASE)
_CURE = re.compile(
    r"\b(?:cure[sd]?|remed(?:y|ied)|correct(?:ed|s)?|rectif\w+|grace|fail(?:s|ed)?\s+to\s+(?:cure|remedy|pay)|stays?\s+unpaid|remains?\s+unpaid|not\s+(?:cured|remedied))\b",
    re.IGNORECASE,
)
_REFUND = re.compile(
    r"[^.;]{0,60}\b(?:refund\w*|pro-?rata|prorated|prepaid|early\s+termination\s+(?:fee|charge)|without\s+(?:any\s+)?(?:termination\s+)?(?:liability|penalty|charge|fee)|non-?refundable|termination\s+(?:fee|charge))\b[^.;]{0,80}",
    re.IGNORECASE,
)
_EXERCISE = re.compile(r"\b(?:within|no\s+later\s+than|given\s+within|exercised?\s+within)\b[^.;]{0,50}$", re.IGNORECASE)


def find(clauses: Sequence[Clause], document: Document) -> list[record.Termination]:  # noqa: ARG001 - every group is found from both
    """Return an entry per right; a right that is merely mentioned, or a suspension, is none."""
    by_id = {clause.id: clause for clause in clauses}
    rights = []
    for clause in clauses:
        if not clause.text or not clause.has("termination_right"):
            continue
        spans = _rights(clause, by_id)
        for i, span in enumerate(spans):
            until = spans[i + 1].start if i + 1 < len(spans) else len(clause.text)
            rights.append(_right(clause, span, Span(span.start, until), context_of(clause, by_id), by_id))
    return _distinct(rights)


def _rights(clause: Clause, by_id: dict[str, Clause]) -> list[Span]:
    """Return the sentences of a clause that give a right to end something."""
    found = []
    for span in sentences(clause.text):
        words = span.of(clause.text)
        if (
            _END.search(words)
            and (
                _RIGHT.search(words)
                or re.search(
                    r"\b(?:to\s+cancel|notify\s+us|is\s+terminable|be\s+terminated|shall\s+(?:automatically\s+)?terminate|will\s+terminate|terminates)\b",
                    words,
                    re.IGNORECASE,
                )
            )
            and not _only_mentioned(words)
        ):
            found.append(span)
    return found


def _only_mentioned(words: str) -> bool:
    """Tell whether every word for ending stands in a phrase that presupposes the end."""
    ends, mentions = len(_END.findall(words)), len(_MENTION.findall(words))
    return (
        mentions >= ends
        or bool(re.search(r"\b(?:non-refundable|this\s+termination\s+clause)\b", words, re.IGNORECASE) and not _RIGHT.search(words))
        or bool(re.search(r"\bsuspend\b", words, re.IGNORECASE) and not re.search(r"\bterminat|cancel", words, re.IGNORECASE))
    )


def _right(clause: Clause, span: Span, reach: Span, context: str, by_id: dict[str, Clause]) -> record.Termination:
    words, more = span.of(clause.text), reach.of(clause.text)
    trigger = _trigger(words, context)
    notice, cure = _periods(more, trigger)
    refund = _REFUND.search(more)
    return record.Termination(
        holder=_holder(words, by_id),
        trigger=trigger,
        notice=record.Duration(duration=notice.iso, business=notice.business) if notice else None,
        cure=record.Duration(duration=cure.iso, business=cure.business) if cure else None,
        threshold=_threshold(words) if trigger == "sla_failure" else None,
        refund=refund[0].strip(" ,") if refund else None,
        text=words,
        evidence=[prove(clause, span)],
        confidence=confidence([clause], "termination_right", rule=0.82),
    )


def _holder(words: str, by_id: dict[str, Clause]) -> Holder:  # noqa: ARG001 - names of parties come later
    """Return who may end the agreement: the subject nearest before the words of the right."""
    right = _RIGHT.search(words)
    before = words[: right.start()] if right else words
    if _EITHER.search(before) and not re.search(r"\bthe\s+other\s+party\b", before):
        return "either"
    places: list[tuple[int, Holder]] = [(m.start(), "customer") for m in _CUSTOMER.finditer(before)] + [
        (m.start(), "provider") for m in _PROVIDER.finditer(before)
    ]
    places += [(m.start(), "either") for m in _EITHER.finditer(before)]
    if places:
        return max(places)[1]
    after = words[right.end() :] if right else ""
    return (
        "either"
        if _EITHER.search(words)
        else "provider"
        if _PROVIDER.search(after[:40]) and not _CUSTOMER.search(after[:40])
        else "customer"
    )


def _trigger(words: str, context: str) -> Trigger:
    for name, pattern in TRIGGERS:
        if pattern.search(words):
            if name == "expiry" and re.search(r"\bat\s+any\s+time\b|\bconvenience\b", words, re.IGNORECASE):
                return "convenience"
            if (
                name == "sla_failure"
                and re.search(r"\bmaterial\s+breach\b|\bbreach(?:es)?\s+(?:of\s+)?(?:this|the)\s+agreement\b", words, re.IGNORECASE)
                and not re.search(r"\b(?:up-?time|availab|outage|service\s+level)\w*", words, re.IGNORECASE)
            ):
                return "material_breach"
            if name == "non_payment" and False:
                continue
            return name
    if _CONVENIENCE.search(words):
        return "convenience"
    for name, pattern in TRIGGERS:
        if pattern.search(context[-120:]):
            return name
    return (
        "convenience"
        if re.search(r"\bcancel|terminate\b", words, re.IGNORECASE)
        and not re.search(r"\bif\b|\bwhere\b|\bwhen\b|\bshould\b", words, re.IGNORECASE)
        else "other"
    )


def _periods(words: str, trigger: Trigger) -> tuple[Duration | None, Duration | None]:
    """Return notice and cure period: each duration belongs to the nearest word for either."""
    notice = cure = None
    for duration, span in durations(words):
        before, after = words[max(0, span.start - 60) : span.start], words[span.end : span.end + 45]
        if (
            _EXERCISE.search(before)
            and not _CURE.search(before)
            and not _NOTICE.match(after.lstrip(" '’s").removeprefix("written ").removeprefix("prior "))
        ):
            if trigger == "material_breach" or re.search(r"\bcure|remed", before + after, re.IGNORECASE):
                cure = cure or duration
            continue
        noticed = (
            re.match(r"['’]?s?\s*(?:(?:prior|advance|written|calendar)\s+){0,3}(?:notice|notification)", after, re.IGNORECASE)
            or re.search(r"\bnotice(?:\s+period)?\s+(?:\w+\s+){0,4}$", before, re.IGNORECASE)
            or re.match(r"\s+(?:in\s+advance|before(?:hand)?|prior)\b", after)
        )
        cured = _CURE.search(before) or re.match(
            r"[^.;]{0,35}\b(?:to\s+(?:cure|remedy|correct)|cure|remed|after\s+(?:a\s+|receipt\s+of\s+)?(?:written\s+)?(?:notice|reminder|warning))",
            after,
            re.IGNORECASE,
        )
        if cured and trigger in ("material_breach", "non_payment", "other", "sla_failure") and not (noticed and not _CURE.search(before)):
            cure = cure or duration
        elif noticed and not (trigger == "sla_failure" and re.search(r"\b(?:in|any|within|period\s+of)\s+(?:a\s+)?$", before[-12:])):
            notice = notice or duration
    return notice, cure


def _threshold(words: str) -> record.Threshold | None:
    """Return how bad it must get: failures in a window, consecutive or not, or a level."""
    below = next(
        (
            float(v)
            for v, s in percentages(words)
            if re.search(r"\b(?:below|less\s+than|under|lower\s+than)\b[^%]{0,25}$", words[: s.start], re.IGNORECASE)
        ),
        None,
    )
    consecutive = bool(re.search(r"\b(?:consecutive|successive|in\s+a\s+row|running|straight)\b", words, re.IGNORECASE))
    spans = [(d, s) for d, s in durations(words) if d.iso.endswith(("M", "Y", "D", "W")) and "T" not in d.iso]
    failures: int | None = None
    window: str | None = None
    for duration, span in spans:
        before = words[max(0, span.start - 40) : span.start]
        if _NOTICE.match(words[span.end : span.end + 25].lstrip(" '’s")) or re.search(r"\bnotice", words[span.end : span.end + 20]):
            continue
        whole = re.fullmatch(r"P(\d{1,3})M", duration.iso)
        if (
            re.search(r"\b(?:any|rolling|period\s+of|within|of|over|during)\b[^.;]{0,25}$", before)
            and not re.search(r"\bin\s+(?:any\s+)?$", before)
            and failures is None
            and window is None
            and not (consecutive and whole)
        ):
            window = duration.iso
        elif whole and failures is None:
            failures = int(whole[1])
            window = window or (duration.iso if consecutive else None)
        else:
            window = window or duration.iso
    if failures is None:
        failures = next(
            (
                v
                for v, s in counts(words)
                if 2 <= v <= 24
                and re.match(
                    r"\s*(?:or\s+more\s+)?(?:\w+\s+){0,3}(?:times|failures?|outages?|occasions?|months|events?|instances?|misses|quarters|Service)",
                    words[s.end :],
                    re.IGNORECASE,
                )
            ),
            None,
        )
    if below is None and failures is None and window is None:
        return None
    return record.Threshold(below=below, failures=failures, window=window, consecutive=consecutive if failures is not None else None)


def _distinct(rights: list[record.Termination]) -> list[record.Termination]:
    """Return the rights without repeats: the same holder and trigger in one clause is one right."""
    kept: dict[tuple[object, ...], record.Termination] = {}
    for right in rights:
        key = (right.holder, right.trigger, right.evidence[0].clause if right.trigger != "sla_failure" else None)
        if key in kept:
            old = kept[key]
            kept[key] = old.model_copy(
                update={
                    "notice": old.notice or right.notice,
                    "cure": old.cure or right.cure,
                    "threshold": old.threshold or right.threshold,
                    "evidence": [*old.evidence, *right.evidence],
                }
            )
        else:
            kept[key] = right
    return list(kept.values())
