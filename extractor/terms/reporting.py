"""Reports and reviews that are promised, with how often."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import record
from extractor.document import Clause, Document
from extractor.quantities import frequencies
from extractor.terms.context import sentences
from extractor.terms.evidence import confidence, prove

_REPORT = re.compile(
    r"\b(?:reports?|reporting|review(?:s|ed)?|meet(?:s|ings?)?|dashboards?|scorecards?|call(?:s)?\s+with|statistics|minutes\s+of)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:shall|will|must|provides?|delivers?|submits?|sends?|publish(?:es|ed)?|meet|holds?|entitled|receives?|makes?\s+available|is\s+updated|are\s+updated|may\s+request)\b",
    re.IGNORECASE,
)


_NO_REPORT = re.compile(
    r"\bfor\s+reporting\s+purposes\b|\bmeet\s+together\b|\bmeet\b[^.;]{0,60}\b(?:disputes?|resolv\w+|good\s+faith)\b|\b(?:resolv\w+|settl\w+)\s+(?:the|any|such)\s+dispute\b"
    r"|\bmeet(?:s|ing)?\s+(?:(?:the|all|any|its|or|with|exceed|these|such)\s+){0,3}(?:\w+\s+){0,6}?(?:requirements?|standards?|needs|deadlines?|objectives?|dates?|obligations?|specifications?|criteria)\b"
    r"|\b(?:will|shall|must)\s+(?:\w+ly\s+)?report\s+(?:\w+\s+){0,8}?(?:breach\w*|disclosure|violations?|infring\w+|losses|loss|theft|viruses)\b"
    r"|\b(?:gap\s+analysis|(?:requirements?|design|code|document|legal|project|strategy)\s+reviews?|kick-?off|inspection\s+of\s+reports|error\s+free)\b|\breview(?:s|ed)?\s+with\b[^.;]{0,120}\bapproval\b",
    re.IGNORECASE,
)
"""Meetings to settle a dispute, what meets a requirement, and works on a project are no reports about a service."""


def find(clauses: Sequence[Clause], document: Document) -> list[record.Reporting]:  # noqa: ARG001 - every group is found from both
    """Return an entry per sentence that promises a report or a review."""
    found = []
    for clause in clauses:
        if not clause.text or not clause.has("reporting"):
            continue
        for span in sentences(clause.text):
            words = span.of(clause.text)
            if _REPORT.search(words) and _PROMISE.search(words) and not _NO_REPORT.search(words):
                times = frequencies(words)
                found.append(
                    record.Reporting(
                        frequency=times[0][0] if times else None,
                        text=words,
                        evidence=[prove(clause, span)],
                        confidence=confidence([clause], "reporting", rule=0.8),
                    )
                )
    return found
