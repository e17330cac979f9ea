"""Results of a policy for pipelines: JUnit XML (an agreement is a suite, a rule a case) and SARIF 2.1.0."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from extractor.policy import Checked, Finding, Policy
from extractor.readers.source import well_formed
from extractor.reports.check import places
from extractor.reports.safe import dumped, printable

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SARIF_KINDS = {"pass": "pass", "fail": "fail", "unknown": "review", "skipped": "notApplicable"}
HOME = "https://sla-extractor.example/docs"


def junit(results: Sequence[Checked], policy: Policy) -> str:
    """Return JUnit XML: errors are failures; warnings, notes and what is unknown or does not apply are skipped cases with a message."""
    root = ElementTree.Element("testsuites", name=_text(policy.name))
    for checked in results:
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=_text(checked.file),
            tests=str(len(checked.findings)),
            failures=str(checked.count("fail", "error")),
            errors="0",
            skipped=str(len(checked.findings) - checked.count("pass") - checked.count("fail", "error")),
        )
        for finding in checked.findings:
            case = ElementTree.SubElement(suite, "testcase", classname=_text(checked.file), name=_text(finding.rule.id))
            _case(case, finding)
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _case(case: ElementTree.Element, finding: Finding) -> None:
    if finding.outcome == "pass":
        return
    if finding.outcome == "fail" and finding.rule.level == "error":
        failure = ElementTree.SubElement(case, "failure", message=_text(finding.reason), type=finding.rule.kind.name)
        failure.text = _text("\n".join(_lines(finding)))
        return
    named = finding.rule.level if finding.outcome == "fail" else finding.outcome
    ElementTree.SubElement(case, "skipped", message=_text(f"{named}: {finding.reason}"))


def _lines(finding: Finding) -> list[str]:
    lines = [finding.reason, *([finding.rule.why] if finding.rule.why else [])]
    return lines + [f"{places([q])}: “{q.text}”" for q in finding.quotes]


def _text(words: str) -> str:
    """Return words that XML can hold."""
    return "\n".join(printable(line) for line in words.split("\n")).replace("\ufffe", "").replace("\uffff", "")


def sarif(results: Sequence[Checked], policy: Policy) -> str:
    """Return SARIF 2.1.0: a rule per rule of the policy, a result per agreement and rule.

    A clause is a logical location; a file has no lines where it is a PDF or a Word document, so no region is claimed.
    """
    places_of = {rule.id: place for place, rule in enumerate(policy.rules)}
    driver = {
        "name": "sla-extractor",
        "informationUri": HOME,
        "rules": [
            {
                "id": rule.id,
                "name": rule.kind.name,
                "shortDescription": {"text": rule.kind.meaning},
                **({"help": {"text": rule.why}} if rule.why else {}),
                "defaultConfiguration": {"level": rule.level},
            }
            for rule in policy.rules
        ],
    }
    found = [_result(checked, finding, places_of[finding.rule.id]) for checked in results for finding in checked.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": found}
    return dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(checked: Checked, finding: Finding, place: int) -> dict[str, Any]:
    clauses = [{"fullyQualifiedName": printable(q.clause), "kind": "clause"} for q in finding.quotes]
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(checked.file)}}}
    if clauses:
        location["logicalLocations"] = clauses
    return {
        "ruleId": finding.rule.id,
        "ruleIndex": place,
        "kind": SARIF_KINDS[finding.outcome],
        "level": finding.rule.level if finding.outcome == "fail" else "none",
        "message": {"text": printable(finding.reason)},
        "locations": [location],
        "properties": {"quotes": [{"clause": q.clause, "page": q.page, "quote": q.text} for q in finding.quotes]},
    }


def _uri(file: str) -> str:
    """Return a path as a URI: relative ones stay relative, for the root that the pipeline knows."""
    path = Path(well_formed(file))
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
