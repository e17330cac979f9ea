"""From labelled clauses to the terms behind them: one module per group, listed here in the record's order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from extractor.document import Clause, Document
from extractor.terms import (
    blanks,
    claim,
    credits,
    denials,
    exclusions,
    maintenance,
    parties,
    performance,
    remedy,
    reporting,
    support,
    termination,
    uptime,
)

Finder = Callable[[Sequence[Clause], Document], Any]

TERMS: tuple[tuple[str, Finder], ...] = (
    ("uptime", uptime.find),
    ("credits", credits.find),
    ("remedy", remedy.find),
    ("claim", claim.find),
    ("exclusions", exclusions.find),
    ("maintenance", maintenance.find),
    ("termination", termination.find),
    ("support", support.find),
    ("performance", performance.find),
    ("reporting", reporting.find),
    ("blanks", blanks.find),
    ("denials", denials.find),
)


def find_terms(clauses: Sequence[Clause], document: Document) -> dict[str, Any]:
    """Return every group of terms under its field name in the record, parties and dates included."""
    found: dict[str, Any] = dict(parties.find(clauses, document))
    for field, find in TERMS:
        found[field] = find(clauses, document)
    found["denials"] = [denial for denial in found["denials"] if not found[denial.term]]  # what is given somewhere is not denied
    return found
