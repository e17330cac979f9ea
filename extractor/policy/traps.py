"""A rule on the holes and traps of an agreement: the checks of `sla lint`, asked one by one, so that both give the same answer."""

from __future__ import annotations

from extractor.lint import CHECKS
from extractor.policy.case import Case
from extractor.policy.model import Settings, Verdict

NAMES = tuple(check.id for check in CHECKS)


def no_finding(case: Case, settings: Settings) -> Verdict:
    """Ask that none of the checks named finds anything; what was not read may hold what they look for."""
    asked = [check for check in CHECKS if check.id in settings["checks"]]
    found = [one for check in asked for one in check.find(case.agreement)]
    if found:
        reasons = "; ".join(dict.fromkeys(one.explanation.rstrip(".") for one in found))
        return Verdict("fail", reasons, quotes=tuple(dict.fromkeys(quote for one in found for quote in one.quotes)))
    if case.unread:
        return Verdict("unknown", "parts of the document could not be read")
    return Verdict("pass", f"nothing found by {asked[0].id if len(asked) == 1 else f'{len(asked)} checks'}")
