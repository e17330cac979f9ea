"""Term changes with their quotes, and apart from them what was only read differently."""

from __future__ import annotations

from collections.abc import Iterable

from extractor import record
from extractor.comparison.cells import quotes_of
from extractor.comparison.table import UNREAD
from extractor.diff.changes import Direction, TermChange
from extractor.diff.curves import band_changes
from extractor.diff.entries import Change, changes
from extractor.diff.terms import entries

SECTIONS = (
    "Promise",
    "Credits",
    "Claim",
    "Exclusions",
    "Maintenance",
    "Leaving",
    "Support",
    "Performance",
    "Governance",
    "Parties",
    "Left open",
)
"""The order in which changes are shown: what matters most to a customer first."""


def term_changes(
    old: record.Agreement, new: record.Agreement, untouched_old: frozenset[str], untouched_new: frozenset[str]
) -> tuple[tuple[TermChange, ...], tuple[TermChange, ...]]:
    """Return the terms that changed, and those that were read differently from clauses that nothing touched."""
    found = [*changes(entries(old), entries(new)), *band_changes(old.credits, new.credits)]
    found.sort(key=lambda change: SECTIONS.index(change.section))
    terms: list[TermChange] = []
    readings: list[TermChange] = []
    for change in found:
        proofs = [proof.clause in untouched_old for proof in change.old_proofs] + [
            proof.clause in untouched_new for proof in change.new_proofs
        ]
        term = TermChange(
            section=change.section,
            label=change.label,
            old=change.old,
            new=change.new,
            direction=_direction(change, old, new),
            old_quotes=quotes_of(old, _once(change.old_proofs)),
            new_quotes=quotes_of(new, _once(change.new_proofs)),
        )
        (readings if proofs and all(proofs) else terms).append(term)
    return tuple(terms), tuple(readings)


def _direction(change: Change, old: record.Agreement, new: record.Agreement) -> Direction:
    """Return the direction; "unclear" where the side without the term was not wholly read."""
    if change.old is not None and change.new is not None:
        return change.direction
    silent = old if change.old is None else new
    return "unclear" if any(warning.code in UNREAD for warning in silent.document.warnings) else change.direction


def _once(proofs: Iterable[record.Evidence]) -> list[record.Evidence]:
    return list({(proof.clause, proof.start, proof.end): proof for proof in proofs}.values())
