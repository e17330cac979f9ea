"""Where an agreement speaks of a matter of which no value was found: silence and words not understood are two answers."""

from __future__ import annotations

from collections import defaultdict

from extractor import record
from extractor.language import PHRASES, groups_in
from extractor.record import Clause


def missing(agreement: record.Agreement) -> tuple[str, ...]:
    """Return the groups of terms, among those with a vocabulary, for which the record holds nothing."""
    return tuple(group for group in PHRASES if not _present(agreement, group))


def _present(agreement: record.Agreement, group: str) -> bool:
    value = getattr(agreement, group)
    if isinstance(value, record.Remedy):
        return value != record.Remedy()
    return bool(value) or any(blank.term == group for blank in agreement.blanks)


def spoken_of(agreement: record.Agreement) -> dict[str, tuple[Clause, ...]]:
    """Return, for each missing group that the document speaks of nevertheless, the clauses that do, in order.

    Clauses that belong to nothing ("other": menus, slogans, payment) do not count, since "uptime" in a slogan is no term;
    parties, dates and law stand among just those and are looked for everywhere.
    """
    absent = set(missing(agreement))
    if not absent:
        return {}
    found: dict[str, list[Clause]] = defaultdict(list)
    for clause, groups in zip(agreement.clauses, groups_in((clause.text for clause in agreement.clauses), absent), strict=True):
        for group in sorted(groups):
            if group in EVERYWHERE or any(given.label != "other" for given in clause.labels):
                found[group].append(clause)
    return {group: tuple(clauses) for group, clauses in found.items()}


EVERYWHERE = frozenset({"effective_date", "governing_law"})
