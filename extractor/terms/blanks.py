"""Values that a template leaves open, with the group of terms that they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import record
from extractor.document import Clause, Document
from extractor.quantities import blanks
from extractor.terms.evidence import prove

TERMS: tuple[tuple[str, str], ...] = (
    ("uptime_guarantee", "uptime"),
    ("service_credit", "credits"),
    ("claim_procedure", "claim"),
    ("maintenance", "maintenance"),
    ("support", "support"),
    ("performance", "performance"),
    ("termination_right", "termination"),
    ("reporting", "reporting"),
)
_WORTHWHILE = re.compile(r"%|\b(?:percent|hours?|days?|minutes?|months?|fee|credit|amount)\b", re.IGNORECASE)


def find(clauses: Sequence[Clause], document: Document) -> list[record.Blank]:  # noqa: ARG001 - every group is found from both
    """Return each blank of a clause about a term; blanks for names and signatures are none."""
    found = []
    for clause in clauses:
        term = next((name for label, name in TERMS if clause.has(label)), None)
        if term is None or not clause.text:
            continue
        for text, span in blanks(clause.text):
            if _WORTHWHILE.search(clause.text[max(0, span.start - 30) : span.end + 30]):
                found.append(record.Blank(term=term, text=text, evidence=[prove(clause, span)], confidence=0.9))
    return found
