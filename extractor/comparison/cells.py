"""What the rows share: cells with their words, blanks, and categories in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractor import record
from extractor.comparison.table import Cell, Quote, clause_name

ABSENT = Cell("", "not_stated")

CATEGORY_WORDS = {
    "scheduled_maintenance": "scheduled maintenance",
    "emergency_maintenance": "emergency maintenance",
    "force_majeure": "force majeure",
    "customer_fault": "customer's acts",
    "customer_equipment": "customer's equipment",
    "third_party": "third parties",
    "suspension": "suspension, non-payment",
    "unsupported_use": "beta, free or unsupported use",
    "security_attack": "attacks",
    "capacity_limits": "over-use, quotas",
    "legal_order": "law or authority",
    "short_outage": "short outages",
    "other": "other",
}

Bounds = tuple[Decimal | float, Decimal | float] | None


AROUND = 90
"""Signs around a quote that are shown with it: about the sentence that it stands in."""


def quotes_of(agreement: record.Agreement, evidence: Iterable[record.Evidence]) -> tuple[Quote, ...]:
    """Return evidence as quotes that name their clause by number, or by the heading above it, with the words around them."""
    clauses = {clause.id: clause for clause in agreement.clauses}
    found: dict[tuple[str, int, int, str], Quote] = {}
    for proof in evidence:
        key = (proof.clause, proof.start, proof.end, proof.quote)
        if key not in found:
            before, after = _around(clauses.get(proof.clause), proof)
            found[key] = Quote(proof.quote, clause_name(clauses, proof.clause), proof.page, before, after)
    return tuple(dict.fromkeys(found.values()))


def _around(clause: record.Clause | None, proof: record.Evidence) -> tuple[str, str]:
    if clause is None or proof.part != "text":
        return "", ""
    before, after = clause.text[max(0, proof.start - AROUND) : proof.start], clause.text[proof.end : proof.end + AROUND]
    if proof.start > AROUND:
        before = "…" + before[before.find(" ") + 1 :]
    if len(clause.text) > proof.end + AROUND:
        after = after[: after.rfind(" ") + 1].rstrip() + " …"
    return before, after


def stated(agreement: record.Agreement, text: str, terms: Iterable[record.Proven], value: float | Bounds = None) -> Cell:
    """Return a cell with the words behind it; of two values the first is what the customer has in the unfavourable reading."""
    quotes = quotes_of(agreement, (proof for term in terms for proof in term.evidence))
    return valued(Cell(text, quotes=quotes), value)


def valued(cell: Cell, value: float | Bounds) -> Cell:
    """Return the cell with its value, or with its unfavourable and its favourable one."""
    low, high = value if isinstance(value, tuple) else (value, value)
    if low is None or high is None:
        return cell
    return Cell(cell.text, value=float(low), otherwise=None if high == low else float(high), quotes=cell.quotes)


def left_blank(agreement: record.Agreement, term: str) -> Cell:
    """Return "left blank" where the document leaves the value open, else "not stated"."""
    blanks = [blank for blank in agreement.blanks if blank.term == term]
    if not blanks:
        return ABSENT
    return Cell("", "blank", quotes=quotes_of(agreement, (e for blank in blanks for e in blank.evidence)))


def joined(parts: Iterable[str]) -> str:
    """Return parts as one text, each once."""
    return "; ".join(dict.fromkeys(part for part in parts if part))
