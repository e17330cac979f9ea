"""Rules about rights, exclusions and words: what must stand in an agreement and what must not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import record
from extractor.comparison.cells import CATEGORY_WORDS
from extractor.comparison.terms import right_words
from extractor.comparison.units import worded
from extractor.policy.case import Case, proofs
from extractor.policy.lasting import at_least, at_most
from extractor.policy.model import Outcome, Settings, Verdict
from extractor.policy.silence import absent, doubt, unstated

TRIGGER_WORDS = {
    "sla_failure": "after missed service levels",
    "material_breach": "on material breach",
    "convenience": "without cause",
    "insolvency": "on insolvency",
    "non_payment": "on non-payment",
    "force_majeure": "on lasting force majeure",
    "change_of_terms": "when the terms change",
    "change_of_control": "on a change of control",
    "expiry": "by not renewing",
    "other": "for other causes",
}
GROUPS = ("uptime", "credits", "claim", "exclusions", "maintenance", "termination", "support", "performance", "reporting",
          "provider", "customer", "effective_date", "governing_law")  # fmt: skip
"""Members of the record that a policy may require to be stated."""


def right(case: Case, settings: Settings) -> Verdict:
    """Ask for a right of the customer to leave, on no worse conditions than the rule allows."""
    trigger = settings["trigger"]
    what = f"right of the customer to leave {TRIGGER_WORDS[trigger]}"
    found = [t for t in case.agreement.termination if t.trigger == trigger and t.holder in {"customer", "either"}]
    if not found:
        return absent(case, "termination", what)
    faults = [_hard(t, settings) for t in found]
    if all(faults):
        return Verdict("fail", f"{what}, but {next(filter(None, faults))}", proofs(found))
    good = [t for t, fault in zip(found, faults, strict=True) if not fault]
    return Verdict("pass", f"{what}: {'; '.join(dict.fromkeys(right_words(t) for t in good))}", proofs(good))


def _hard(right: record.Termination, settings: Settings) -> str | None:
    """Return in which way a right is harder to use than the rule allows, None where it is not."""
    notice, failures = settings.get("notice_at_most"), settings.get("failures_at_most")
    if notice and right.notice and at_most(right.notice, notice) is False:
        return f"with {worded(right.notice)} notice; at most {worded(notice)} is asked for"
    needed = right.threshold.failures if right.threshold else None
    if failures is not None and needed is not None and needed > failures:
        return f"only after {needed} failures; at most {failures} is asked for"
    return None


def no_right(case: Case, settings: Settings) -> Verdict:
    """Ask that the provider has no right to leave on a trigger, or only with long notice."""
    trigger, notice = settings["trigger"], settings.get("unless_notice")
    found = [t for t in case.agreement.termination if t.trigger == trigger and t.holder in {"provider", "either"}]
    what = f"right of the provider to leave {TRIGGER_WORDS[trigger]}"
    if not found:
        return doubt(case, "termination", what) or Verdict("pass", f"no {what} is stated")
    short = [t for t in found if not (notice and t.notice and at_least(t.notice, notice))]
    if short:
        asked = f"; {worded(notice)} notice is asked for" if notice else ""
        return Verdict("fail", f"{what}: {'; '.join(dict.fromkeys(right_words(t) for t in short))}{asked}", proofs(short))
    return Verdict("pass", f"{what}: {'; '.join(dict.fromkeys(right_words(t) for t in found))}", proofs(found))


def no_exclusion(case: Case, settings: Settings) -> Verdict:
    """Ask that causes of the categories named count against the provider."""
    found = [e for e in case.agreement.exclusions if e.category in settings["categories"]]
    if found:
        names = ", ".join(dict.fromkeys(CATEGORY_WORDS[e.category] for e in found))
        return Verdict("fail", f"does not count: {names}", proofs(found))
    return doubt(case, "exclusions", "exclusions") or Verdict("pass", "none of these is excluded")


def stated(case: Case, settings: Settings) -> Verdict:
    """Ask that the agreement states something of each group named."""
    missing = [group for group in settings["terms"] if not getattr(case.agreement, group)]
    verdicts = [absent(case, group, group.replace("_", " ")) for group in missing]
    if not verdicts:
        return Verdict("pass", f"stated: {', '.join(settings['terms']).replace('_', ' ')}")
    outcome: Outcome = "fail" if any(v.outcome == "fail" for v in verdicts) else "unknown"
    return Verdict(outcome, "; ".join(v.reason for v in verdicts), tuple(p for v in verdicts for p in v.proofs))


def no_blanks(case: Case, settings: Settings) -> Verdict:  # noqa: ARG001 - a rule without settings
    """Ask that no value is left open."""
    blanks = case.agreement.blanks
    if blanks:
        return Verdict(
            "fail", f"{len(blanks)} value{'s' if len(blanks) != 1 else ''} left open (blank, or given in another paper)", proofs(blanks)
        )
    return Verdict("pass", "no value is left open")


def governing_law(case: Case, settings: Settings) -> Verdict:
    """Ask that the governing law is one of those named (words that occur in it)."""
    law = case.agreement.governing_law
    if law is None:
        return unstated(case, "governing_law", "governing law")
    good = any(_words(name).search(law.value) for name in settings["any"])
    asked = "" if good else f"; asked for: {', '.join(settings['any'])}"
    return Verdict("pass" if good else "fail", f"governing law: {law.value}{asked}", proofs([law]))


def forbidden_words(case: Case, settings: Settings) -> Verdict:
    """Ask that none of the phrases stands in the agreement, or in clauses with one of the labels."""
    found = _found(case, settings["any"], settings.get("labels", ()))
    if found:
        words = ", ".join(f"“{proof.quote}”" for proof in {p.quote.casefold(): p for p in found}.values())
        return Verdict("fail", f"the agreement says {words}", found)
    if case.unread:
        return Verdict("unknown", "parts of the document could not be read")
    return Verdict("pass", "none of these words stands in it")


def required_words(case: Case, settings: Settings) -> Verdict:
    """Ask that one of the phrases stands in the agreement, or in clauses with one of the labels."""
    found = _found(case, settings["any"], settings.get("labels", ()))
    if found:
        return Verdict("pass", f"the agreement says “{found[0].quote}”", found[:1])
    words = ", ".join(f"“{word}”" for word in settings["any"])
    return Verdict("unknown" if case.unread else "fail", f"the agreement says nowhere {words}")


def _found(case: Case, phrases: Sequence[str], labels: Sequence[str]) -> tuple[record.Evidence, ...]:
    """Return where phrases stand in clauses, whatever their case and line breaks, whole words only."""
    patterns = [_words(phrase) for phrase in phrases]
    return tuple(
        record.Evidence(clause=clause.id, page=clause.page, start=match.start(), end=match.end(), quote=match[0])
        for clause in case.agreement.clauses
        if not labels or any(given.label in labels for given in clause.labels)
        for pattern in patterns
        for match in pattern.finditer(clause.text)
    )


def _words(phrase: str) -> re.Pattern[str]:
    """Return a pattern for a phrase: literal words, any white space and any dash between them."""
    inner = r"[\s\u00a0]+".join(re.escape(word).replace("'", "['’]") for word in phrase.split())
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)
