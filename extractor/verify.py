"""The last gate of the pipeline: a term leaves only when its quotes are words of the document and give its value again.

A term that fails is dropped and the record says so (`evidence_refused`); a wrong figure is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from extractor import record
from extractor.replay import replayed

GROUPS = ("uptime", "credits", "exclusions", "maintenance", "termination", "support", "performance", "reporting", "blanks", "denials")
SINGLES = ("provider", "customer", "effective_date", "governing_law", "claim")
REMEDY_MEMBERS = ("sole_remedy", "automatic", "form")

P = TypeVar("P", bound=record.Proven)


def verified(agreement: record.Agreement) -> record.Agreement:
    """Return the record without the terms whose evidence does not hold, each dropped one noted in the warnings."""
    gate = _Gate({clause.id: clause for clause in agreement.clauses}, agreement.document.furniture)
    changes: dict[str, Any] = {group: gate.kept(group, getattr(agreement, group)) for group in GROUPS}
    for name in SINGLES:
        term = getattr(agreement, name)
        changes[name] = next(iter(gate.kept(name, [term])), None) if term is not None else None
    if changes["claim"] is not None:
        windows = gate.kept("claim", changes["claim"].alternatives)
        changes["claim"] = changes["claim"].model_copy(update={"alternatives": windows})
    changes["remedy"] = _proven_remedy(agreement.remedy, gate)
    if not gate.refused:
        return agreement
    notices = [
        record.Notice(code="evidence_refused", message=f"A term of group {name!r} was dropped: its quote does not prove it.")
        for name in gate.refused
    ]
    changes["document"] = agreement.document.model_copy(update={"warnings": [*agreement.document.warnings, *notices]})
    return agreement.model_copy(update=changes)


@dataclass(slots=True)
class _Gate:
    """Hold the words that quotes must stand in, and the groups of the terms refused so far."""

    clauses: Mapping[str, record.Clause]
    furniture: Sequence[str]
    refused: list[str] = field(default_factory=list)

    def kept(self, group: str, terms: Sequence[P]) -> list[P]:
        """Return the terms that have quotes, every one verbatim, and whose figures can be read again from them."""
        held = [term for term in terms if self.quoted(term.evidence) and replayed(term)]
        self.refused += [group] * (len(terms) - len(held))
        return held

    def quoted(self, evidence: Sequence[record.Evidence]) -> bool:
        """Tell whether there are quotes and each is one."""
        return bool(evidence) and all(quoted(each, self.clauses, self.furniture) for each in evidence)


def _proven_remedy(remedy: record.Remedy, gate: _Gate) -> record.Remedy:
    """Return the remedy without the caps and the members whose quotes do not hold."""
    stated = [name for name in REMEDY_MEMBERS if getattr(remedy, name) is not None]
    dropped = [name for name in stated if not gate.quoted(remedy.evidence.get(name, ()))]
    gate.refused += dropped
    return remedy.model_copy(
        update={
            "caps": gate.kept("caps", remedy.caps),
            **dict.fromkeys(dropped),
            "evidence": {name: proof for name, proof in remedy.evidence.items() if name not in dropped},
            "confidence": {name: value for name, value in remedy.confidence.items() if name not in dropped},
        }
    )


def quoted(evidence: record.Evidence, clauses: Mapping[str, record.Clause], furniture: Sequence[str] = ()) -> bool:
    """Tell whether the quote stands in its clause exactly where the evidence says."""
    clause = clauses.get(evidence.clause)
    if clause is None or not evidence.quote or evidence.start < 0:
        return False
    if evidence.part == "furniture":
        return any(line[evidence.start : evidence.end] == evidence.quote for line in furniture)
    words = (clause.heading or "") if evidence.part == "heading" else clause.text
    return words[evidence.start : evidence.end] == evidence.quote


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
