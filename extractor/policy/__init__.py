"""A company's playbook against an agreement: rule by rule, with the words that decided it.

>>> policy = parse("version: 1\\nrules: [{rule: uptime, at_least: 99.9}]")
>>> source = record.Source(name="a.md", sha256="", media_type="text/markdown", bytes=0, words=0)
>>> promised = record.Agreement(document=source, uptime=[record.Uptime(percent=99.5)])
>>> [(finding.outcome, finding.reason) for finding in check(promised, policy).findings]
[('fail', '99.5% is promised, 99.9% is asked for')]
"""

from __future__ import annotations

from extractor import record
from extractor.policy.case import Case
from extractor.policy.load import DEFAULT, default_policy, load, parse
from extractor.policy.model import Checked, Finding, Policy, Rule

__all__ = ["DEFAULT", "Checked", "Finding", "Policy", "Rule", "check", "default_policy", "load", "parse"]


def check(agreement: record.Agreement, policy: Policy, *, service_class: str | None = None, file: str | None = None) -> Checked:
    """Return a finding per rule; rules for other classes of service than `service_class` (or the policy's default) are skipped."""
    case = Case(agreement)
    chosen = service_class or policy.default_class
    findings = tuple(_finding(case, rule, chosen) for rule in policy.rules)
    return Checked(file or agreement.document.name, agreement.title or agreement.document.name, findings)


def _finding(case: Case, rule: Rule, chosen: str | None) -> Finding:
    if rule.classes and chosen not in rule.classes:
        return Finding(rule, "skipped", f"for services of the class {' or '.join(rule.classes)}")
    verdict = rule.kind.check(case, rule.settings)
    return Finding(rule, verdict.outcome, verdict.reason, (*case.quotes(verdict.proofs), *verdict.quotes))
