"""What it means for a rule that an agreement states no value: refused, open, unread, unclear or silent are five answers."""

from __future__ import annotations

from extractor.policy.case import Case, proofs
from extractor.policy.model import Verdict


def absent(case: Case, group: str, what: str) -> Verdict:
    """Return the verdict of a rule that asks for something of which the record of `group` holds nothing."""
    if denied := case.denials(group):
        return Verdict("fail", f"the agreement says that it gives no {what}", proofs(denied))
    return unstated(case, group, what)


def unstated(case: Case, group: str, what: str) -> Verdict:
    """Return "unknown" where a person may still find the value, else "fail": what is not stated is not promised."""
    if unclear := doubt(case, group, what):
        return unclear
    return Verdict("fail", f"no {what} is stated")


def doubt(case: Case, group: str, what: str) -> Verdict | None:
    """Return the "unknown" of a value left blank, not read, or spoken of in words from which none could be read; else None."""
    if blanks := case.blanks(group):
        return Verdict("unknown", f"{what}: left blank", proofs(blanks))
    if case.unread:
        return Verdict("unknown", f"{what}: parts of the document could not be read")
    if mentions := case.mentions(group):
        return Verdict("unknown", f"{what}: the agreement speaks of it, but no value could be read", mentions)
    return None


def without_credits(case: Case) -> Verdict:
    """Return the verdict of a rule about credits on an agreement that gives none: another rule asks for them."""
    return doubt(case, "credits", "service credits") or Verdict("skipped", "no credits are stated, so there is nothing to judge")
