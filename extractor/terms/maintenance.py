"""Maintenance: kinds that the document speaks of, with notice, window and limit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.quantities import Duration, duration_ranges, durations, rates
from extractor.taxonomy import MaintenanceKind
from extractor.terms.context import sentences
from extractor.terms.evidence import confidence, prove

_EMERGENCY = re.compile(
    r"\b(?:emergenc(?:y|ies)|urgent|unscheduled|unplanned|unannounced|critical\s+(?:security\s+)?(?:patch|update|fix)\w*|security\s+patch\w*|without\s+(?:prior\s+|advance\s+)?notice)\b",
    re.IGNORECASE,
)
_MAINTENANCE = re.compile(
    r"\b(?:maintenance|scheduled\s+down-?times?|planned\s+(?:down-?times?|outages?|work|interruptions?)|upgrades?|patch(?:es|ing)?|updates?|reboots?|service\s+windows?)\b",
    re.IGNORECASE,
)
_CORE = re.compile(
    r"\bmaintenance\b|\b(?:scheduled|planned|agreed)\s+(?:\w+\s+)?(?:down-?times?|outages?|interruptions?|unavailability|work)|\bplanned\s+work\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:notice|notif\w+|announc\w+|advance|prior|before(?:hand)?|ahead|inform\w*|advise[sd]?|warn\w*|tell|communicat\w+|agreed|e-?mail|posted)\b",
    re.IGNORECASE,
)
_NO_NOTICE = re.compile(r"\b(?:after|following)\b\s*$", re.IGNORECASE)
_WINDOW = re.compile(
    r"\b(?:(?:on\s+|every\s+|each\s+)?(?:sun|mon|tues|wednes|thurs|fri|satur)days?(?:\s+(?:mornings?|evenings?|nights?))?[^.;()]{0,12}|on\s+weekdays\s+|daily\s+|nightly\s+|weekends?\s+)?(?:between|from|at)?\s*(?:the\s+hours\s+of\s+)?(?:\d{1,2}(?:[:.]\d{2})?\s?(?:a\.?m\.?|p\.?m\.?|h|hrs|hours)?|midnight|noon)\s*(?:-|–|—|to|and|until)\s*(?:\d{1,2}(?:[:.]\d{2})?\s?(?:a\.?m\.?|p\.?m\.?|h|hrs|hours)?|midnight|noon)(?:\s+(?:on\s+)?(?:sun|mon|tues|wednes|thurs|fri|satur)days?)?(?:\s*\(?(?:UTC|GMT|CET|CEST|EST|EDT|ET|PST|PDT|PT|CST|CT|MST|BST|local\s+time|[A-Z][a-z]+\s+[Tt]ime)(?:\s?[+-]\d{1,2})?\)?)?",
    re.IGNORECASE,
)
_DAY_NAMES = re.compile(r"day|midnight|a\.?m|p\.?m|:\d\d|\.\d\d|hours|h\b", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:not\s+(?:exceed|last|be\s+more|take)|no\s+(?:more|longer)\s+than|never\s+exceeds?|at\s+most|maximum|limited\s+to|up\s+to|not\s+more\s+than|does\s+not\s+(?:last|exceed)|may\s+require)\b",
    re.IGNORECASE,
)


def find(clauses: Sequence[Clause], document: Document) -> list[record.Maintenance]:  # noqa: ARG001 - every group is found from both
    """Return an entry per kind of maintenance; one that is only named as an exclusion has no notice."""
    entries = []
    kinds: tuple[MaintenanceKind, ...] = ("scheduled", "emergency")
    for kind in kinds:
        places = _places(clauses, kind)
        if places:
            entries.append(_entry(kind, places))
    return entries


Place = tuple[Clause, Span]


def _places(clauses: Sequence[Clause], kind: MaintenanceKind) -> list[Place]:
    """Return the sentences that speak of a kind of maintenance, the clauses about maintenance first."""
    found: list[Place] = []
    ordered = sorted(clauses, key=lambda clause: not clause.has("maintenance"))
    for clause in ordered:
        if not clause.has("maintenance", "exclusion", "measurement"):
            continue
        about = clause.has("maintenance")
        titled = bool(_CORE.search(" ".join(clause.path[-1:])) or (clause.run_in and _CORE.search(clause.run_in)))
        for span in sentences(clause.text):
            words = span.of(clause.text)
            named = _CORE.search(words) or (about and (_MAINTENANCE.search(words) or titled))
            if not named:
                continue
            emergency = bool(_EMERGENCY.search(words))
            both = emergency and bool(
                re.search(r"\b(?:scheduled|planned|regular|routine)\b[^.]{0,30}\b(?:or|and|/)\b", words, re.IGNORECASE)
            )
            if (kind == "emergency") == emergency or both:
                found.append((clause, span))
    return found


def _entry(kind: MaintenanceKind, places: Sequence[Place]) -> record.Maintenance:
    notice = window = limit = None
    proof: list[Place] = []
    for clause, span in places:
        if not clause.has("maintenance", "exclusion", "measurement"):
            continue
        words = span.of(clause.text)
        if notice is None and (found := _notice(words)) is not None:
            notice = found
            proof.append((clause, span))
        if window is None and clause.has("maintenance") and (text := _window(words)) is not None:
            window = text
            proof.append((clause, span))
        if limit is None and (bound := _limit(words)) is not None:
            limit = bound
            proof.append((clause, span))
    shown = list(dict.fromkeys(proof or places[:1]))
    return record.Maintenance(
        kind=kind,
        notice=record.Duration(duration=notice.iso, business=notice.business) if notice else None,
        window=window,
        limit=limit,
        evidence=[prove(clause, span) for clause, span in shown[:4]],
        confidence=confidence([clause for clause, _ in shown], "maintenance", rule=0.88),
    )


def _notice(words: str) -> Duration | None:
    """Return how long before maintenance the customer is told; of a range its lower, assured end."""
    if not _NOTICE.search(words):
        return None
    limits = {span for (_, span) in rates(words)}
    candidates: list[tuple[int, Duration]] = []
    spread = {span.start: bounds for bounds, span in duration_ranges(words) if bounds.low is not None and bounds.high is not None}
    for duration, span in durations(words):
        if any(limit.start <= span.start < limit.end for limit in limits) or _NO_NOTICE.search(words[: span.start][-12:]):
            continue
        around = words[max(0, span.start - 45) : span.end + 40]
        match = _NOTICE.search(around)
        if match:
            low = next(
                (bounds.low for start, bounds in spread.items() if start <= span.start <= start + 30 and bounds.low is not None), None
            )
            candidates.append((abs(match.start() - 45), low or duration))
    return min(candidates, key=lambda pair: pair[0])[1] if candidates else None


def _window(words: str) -> str | None:
    match = next((m for m in _WINDOW.finditer(words) if _DAY_NAMES.search(m[0])), None)
    return match[0].strip(" ,.;") if match else None


def _limit(words: str) -> record.Limit | None:
    """Return the most maintenance that is allowed: a duration with its period, or after words of a limit."""
    for (duration, period), _ in rates(words):
        if period in ("week", "month", "quarter", "year", "day"):
            return record.Limit(duration=duration.iso, per=period)
    match = _LIMIT.search(words)
    if match:
        after = [(d, s) for d, s in durations(words[match.end() :]) if s.start < 30]
        if after and not _NOTICE.search(words[match.end() : match.end() + after[0][1].end + 18]):
            return record.Limit(duration=after[0][0].iso)
    return None
