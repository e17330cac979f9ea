"""Term changes with their quotes, and apart from them what was only read differently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

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
        doubtful = (proofs and all(proofs)) or _said_all_the_same(change, old, new)
        (readings if doubtful else terms).append(term)
    return tuple(terms), tuple(readings)


def _said_all_the_same(change: Change, old: record.Agreement, new: record.Agreement) -> bool:
    """Tell whether a term is missing on one side although one passage there has all its words, torn or in another order.

    A page whose table a reader tore apart has lost the row as a term, not as words; what was struck out is gone as words, too.
    """
    if (change.old is None) == (change.new is None):
        return False
    proofs, other = (change.new_proofs, old) if change.old is None else (change.old_proofs, new)
    wanted = [Counter(_WORD.findall(proof.quote.lower())) for proof in proofs]
    if not wanted or any(words.total() < TELLING for words in wanted):
        return False
    texts = [" ".join(filter(None, (c.number, c.heading, c.text))).lower() for c in other.clauses]
    passages = [Counter(_WORD.findall(f"{one} {following}")) for one, following in pairwise([*texts, ""])]
    return all(any(words <= passage for passage in passages) for words in wanted)


_WORD = re.compile(r"\w(?:[\w.,]*\w)?%?")
TELLING = 6
"""Words of a proof below which a passage may hold all of them by chance."""


def _direction(change: Change, old: record.Agreement, new: record.Agreement) -> Direction:
    """Return the direction; "unclear" where the side without the term was not wholly read."""
    if change.old is not None and change.new is not None:
        return change.direction
    silent = old if change.old is None else new
    return "unclear" if any(warning.code in UNREAD for warning in silent.document.warnings) else change.direction


def _once(proofs: Iterable[record.Evidence]) -> list[record.Evidence]:
    return list({(proof.clause, proof.start, proof.end): proof for proof in proofs}.values())
