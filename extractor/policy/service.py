"""Rules about support, maintenance and performance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor import record
from extractor.comparison.units import hours, noticed, plain, worded
from extractor.policy.case import Case, proofs
from extractor.policy.lasting import at_least, at_most
from extractor.policy.model import Check, Settings, Verdict
from extractor.policy.promises import exact
from extractor.policy.silence import absent, unstated


def support(member: str, what: str) -> Check:
    """Return a rule about one target of support (`response`, `resolution`, `update`) of the n-th most severe level."""

    def check(case: Case, settings: Settings) -> Verdict:
        if not case.agreement.support:
            return absent(case, "support", f"{what} time")
        rank = int(settings.get("severity", 1))
        level = _level(_of_plans(case.agreement.support, settings.get("plans", ())), rank)
        stated = [(s, target) for s in level if (target := getattr(s, member)) is not None]
        if not stated:
            return unstated(case, "support", f"{what} time for severity {rank}")
        return _judged(stated, settings["at_most"], what)

    return check


def _judged(stated: Sequence[tuple[record.Support, record.Duration]], limit: record.Duration, what: str) -> Verdict:
    """Return the verdict on the targets of one level: the slowest decides."""
    answers = [(at_most(target, limit), s, target) for s, target in stated]
    slow = [(s, target) for answer, s, target in answers if answer is False]
    said = "; ".join(dict.fromkeys(_target(s, target) for s, target in slow or stated))
    evidence = proofs(s for s, _ in slow or stated)
    if slow:
        lasting = any(t.business and not limit.business for _, t in slow)
        note = " (business time may run over nights and weekends)" if lasting else ""
        return Verdict("fail", f"{what} within {said}{note}, at most {worded(limit)} is asked for", evidence)
    return Verdict("unknown" if any(answer is None for answer, _, _ in answers) else "pass", f"{what} within {said}", evidence)


def _target(entry: record.Support, target: record.Duration) -> str:
    name = entry.name if entry.name and entry.name != entry.severity else None
    level = " ".join(filter(None, (entry.severity if entry.severity != "all" else "any request", name)))
    return f"{worded(target)} [{', '.join(filter(None, (level, entry.plan)))}]"


def _of_plans(entries: Iterable[record.Support], words: Sequence[str]) -> list[record.Support]:
    """Return the targets of the plans named, and those that hold for every plan."""
    return [s for s in entries if not words or s.plan is None or any(w.casefold() in s.plan.casefold() for w in words)]


def _level(entries: Sequence[record.Support], rank: int) -> list[record.Support]:
    """Return the targets of the rank-th most severe level, and those for every request where the level has none.

    Numbered levels are ordered by number (P0 before P1), others as the document lists them: the most severe first.
    """
    names = list(dict.fromkeys(s.severity for s in entries if s.severity != "all"))
    numbers = {name: int(found[0]) for name in names if (found := re.findall(r"\d+", name))}
    if len(numbers) == len(names):
        names.sort(key=lambda name: numbers[name])
    named = [s for s in entries if rank <= len(names) and s.severity == names[rank - 1]]
    return named or [s for s in entries if s.severity == "all"]


def coverage(case: Case, settings: Settings) -> Verdict:
    """Ask that severe requests are answered at all hours: the most severe level with stated hours has 24x7."""
    entries = _of_plans(case.agreement.support, settings.get("plans", ()))
    if not entries:
        return absent(case, "support", "hours of support")
    level = [s for s in _level(entries, int(settings.get("severity", 1))) if s.coverage] or [s for s in entries if s.coverage]
    if not level:
        return unstated(case, "support", "hours of support")
    narrow = [s for s in level if s.coverage != "24x7"]
    said = "; ".join(dict.fromkeys((s.coverage or "").replace("_", " ") for s in narrow or level))
    return Verdict("fail" if narrow else "pass", f"hours of support: {said}", proofs(narrow or level))


def maintenance_notice(case: Case, settings: Settings) -> Verdict:
    """Ask for notice of one kind of maintenance."""
    kind = settings.get("kind", "scheduled")
    entries = [m for m in case.agreement.maintenance if m.kind == kind]
    stated = [m for m in entries if m.notice is not None]
    if not entries:
        return absent(case, "maintenance", f"notice of {kind} maintenance")
    if not stated:
        return Verdict("fail", f"{kind} maintenance without a stated notice", proofs(entries))
    answers = [at_least(m.notice, settings["at_least"]) for m in stated if m.notice]
    said = "; ".join(dict.fromkeys(noticed(m.notice) for m in stated if m.notice)) + f" notice of {kind} maintenance"
    if False in answers:
        return Verdict("fail", f"{said}, {worded(settings['at_least'])} is asked for", proofs(stated))
    return Verdict("unknown" if None in answers else "pass", said, proofs(stated))


def maintenance_limit(case: Case, settings: Settings) -> Verdict:
    """Ask that maintenance which does not count is limited to so many hours a month."""
    excluded = [e for e in case.agreement.exclusions if e.category == "scheduled_maintenance"]
    entries = [m for m in case.agreement.maintenance if m.kind == "scheduled"]
    limits = [m for m in entries if m.limit is not None]
    if not limits:
        if excluded:
            return Verdict("fail", "scheduled maintenance does not count and is not limited", proofs([*excluded, *entries]))
        return (
            unstated(case, "maintenance", "limit of scheduled maintenance") if entries else Verdict("pass", "maintenance is not excluded")
        )
    said = "; ".join(f"{worded(m.limit.duration)}" + (f" per {m.limit.per}" if m.limit.per else "") for m in limits if m.limit)
    longest = [hours(m.limit.duration) for m in limits if m.limit and m.limit.per == "month"]
    if not longest or None in longest:
        return Verdict("unknown", f"scheduled maintenance is limited to {said}, not by the month", proofs(limits))
    wanted = hours(settings["at_most"].duration)
    if wanted is not None and any(value is not None and value > wanted for value in longest):
        return Verdict(
            "fail", f"scheduled maintenance of {said}, at most {worded(settings['at_most'])} per month is asked for", proofs(limits)
        )
    return Verdict("pass", f"scheduled maintenance is limited to {said}", proofs(limits))


def performance(case: Case, settings: Settings) -> Verdict:
    """Ask for a target of performance in the unit that the rule names; values in other units are left to a person."""
    metric, unit = settings["metric"], settings["unit"]
    found = [p for p in case.agreement.performance if p.metric == metric]
    name = metric.replace("_", " ")
    if not found:
        return absent(case, "performance", name)
    alike = [p for p in found if p.unit == unit]
    if not alike:
        return Verdict("unknown", f"{name} is stated in another unit: {_values(found)}", proofs(found))
    low, high = settings.get("at_least"), settings.get("at_most")
    bad = [p for p in alike if (low is not None and exact(p.value) < low) or (high is not None and exact(p.value) > high)]
    if bad:
        asked = " and ".join(f"{words} {plain(float(n))}" for words, n in (("at least", low), ("at most", high)) if n is not None)
        return Verdict("fail", f"{name} {_values(bad)}; {asked} {unit} is asked for", proofs(bad))
    return Verdict("pass", f"{name} {_values(alike)}", proofs(alike))


def _values(found: Iterable[record.Performance]) -> str:
    return "; ".join(dict.fromkeys(f"{p.comparator or ''}{plain(p.value)} {p.unit}" for p in found))
