"""The last gate of the pipeline: a term leaves only when its quotes are words of the document and give its value again.

A term that fails is dropped and the record says so (`evidence_refused`); a wrong figure is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from extractor import record
from extractor.quantities import durations, percentages

GROUPS = ("uptime", "credits", "exclusions", "maintenance", "termination", "support", "performance", "reporting", "blanks")
SINGLES = ("provider", "customer", "effective_date", "governing_law", "claim")


def verified(agreement: record.Agreement) -> record.Agreement:
    """Return the record without the terms whose evidence does not hold, each dropped one noted in the warnings."""
    clauses = {clause.id: clause for clause in agreement.clauses}
    furniture = agreement.document.furniture
    changes: dict[str, Any] = {}
    refused: list[str] = []
    for group in GROUPS:
        terms = getattr(agreement, group)
        kept = [term for term in terms if _holds(term, clauses, furniture)]
        if len(kept) < len(terms):
            changes[group] = kept
            refused += [group] * (len(terms) - len(kept))
    for name in SINGLES:
        term = getattr(agreement, name)
        if term is not None and not _holds(term, clauses, furniture):
            changes[name] = None
            refused.append(name)
    caps = [cap for cap in agreement.remedy.caps if _holds(cap, clauses, furniture)]
    if len(caps) < len(agreement.remedy.caps):
        changes["remedy"] = agreement.remedy.model_copy(update={"caps": caps})
        refused.append("caps")
    if not refused:
        return agreement
    notices = [
        *agreement.document.warnings,
        *(
            record.Notice(code="evidence_refused", message=f"A term of group {name!r} was dropped: its quote does not prove it.")
            for name in refused
        ),
    ]
    changes["document"] = agreement.document.model_copy(update={"warnings": notices})
    return agreement.model_copy(update=changes)


def _holds(term: record.Proven, clauses: Mapping[str, record.Clause], furniture: Sequence[str]) -> bool:
    """Tell whether a term has quotes, every one is verbatim, and its figures can be read again from them."""
    return bool(term.evidence) and all(quoted(evidence, clauses, furniture) for evidence in term.evidence) and replays(term)


def quoted(evidence: record.Evidence, clauses: Mapping[str, record.Clause], furniture: Sequence[str] = ()) -> bool:
    """Tell whether the quote stands in its clause exactly where the evidence says."""
    clause = clauses.get(evidence.clause)
    if clause is None or not evidence.quote:
        return False
    if evidence.part == "furniture":
        return any(line[evidence.start : evidence.end] == evidence.quote for line in furniture)
    words = (clause.heading or "") if evidence.part == "heading" else clause.text
    return words[evidence.start : evidence.end] == evidence.quote


def replays(term: record.Proven) -> bool:
    """Tell whether the figures of a promise can be read again from its quotes alone (uptime and performance so far).

    Other groups derive figures (a band's other bound stands in another row), so only their quotes are checked here.
    """
    if isinstance(term, record.Uptime):
        return _percent_in(term.percent, term.evidence)
    return True


def _percent_in(percent: float, evidence: list[record.Evidence]) -> bool:
    wanted = Decimal(str(percent))
    for proof in evidence:
        if any(value == wanted or Decimal(100) - value == wanted for value, _ in percentages(proof.quote)):
            return True
        if durations(proof.quote):  # a promise given as allowed downtime
            return True
    return False


def proofs(part: BaseModel) -> Iterator[record.Evidence]:
    """Yield every evidence below a part of the record."""
    for value in (getattr(part, name) for name in type(part).model_fields):
        yield from _walk(value)


def _walk(value: object) -> Iterator[record.Evidence]:
    if isinstance(value, record.Evidence):
        yield value
    elif isinstance(value, BaseModel):
        yield from proofs(value)
    elif isinstance(value, list):
        for entry in value:
            yield from _walk(entry)
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _walk(entry)
