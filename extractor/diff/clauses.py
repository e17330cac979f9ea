"""The clauses of two records: what was added, removed and reworded, and which clauses nothing touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor import record
from extractor.comparison.table import clause_name
from extractor.diff.align import Group, Unit, align, joined_keys, out_of_order, units
from extractor.diff.changes import ClauseChange, Move, Piece, Place
from extractor.diff.words import pieces


@dataclass(frozen=True, slots=True)
class ComparedClauses:
    """Hold the changes, the moves, and the ids of the clauses whose words (and what stands around them) are the same on both sides."""

    changes: tuple[ClauseChange, ...]
    moves: tuple[Move, ...]
    unchanged: int
    untouched_old: frozenset[str]
    untouched_new: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Half:
    """Hold one side: its clauses as compared, and by id."""

    units: tuple[Unit, ...]
    by_id: dict[str, record.Clause]

    def place(self, at: Sequence[int]) -> Place | None:
        """Return where a group stands on this side."""
        if not at:
            return None
        clause = self.units[at[0]].clause
        return Place(clause_name(self.by_id, clause.id), clause.page)

    def text(self, at: Iterable[int]) -> str:
        """Return the words of a group."""
        return "\n".join(self.units[place].text for place in at)


def compared_clauses(old: record.Agreement, new: record.Agreement) -> ComparedClauses:
    """Return how the clauses of `new` differ from those of `old`."""
    before, after = _half(old), _half(new)
    groups = align(before.units, after.units)
    twins = _twins(before, after, groups)
    same = [at for at, group in enumerate(groups) if group.old and group.new and _equal(before, after, group, twins)]
    moved = out_of_order(groups)
    kept = set(same)
    return ComparedClauses(
        changes=tuple(_change(before, after, group) for at, group in enumerate(groups) if at not in kept),
        moves=tuple(_moves(before, after, groups, same, moved)),
        unchanged=sum(len(groups[at].new) for at in same),
        untouched_old=_untouched(before, (i for at in same for i in groups[at].old), after),
        untouched_new=_untouched(after, (j for at in same for j in groups[at].new), before),
    )


def _half(agreement: record.Agreement) -> _Half:
    return _Half(units(agreement.clauses), {clause.id: clause for clause in agreement.clauses})


def _twins(old: _Half, new: _Half, groups: Iterable[Group]) -> frozenset[tuple[str, str]]:
    """Return the ids of clauses that are the same clause, old and new."""
    return frozenset((old.units[i].clause.id, new.units[j].clause.id) for group in groups for i in group.old for j in group.new)


def _equal(old: _Half, new: _Half, group: Group, twins: frozenset[tuple[str, str]]) -> bool:
    """Tell whether the words are the same; "Section 3" and "Section 4" are, where the one became the other."""
    if _letters(joined_keys(old.units, group.old)) == _letters(joined_keys(new.units, group.new)):
        return True
    before, after = ([half.units[at] for at in places] for half, places in ((old, group.old), (new, group.new)))
    named = [target for unit in before for target in unit.targets], [target for unit in after for target in unit.targets]
    if len(named[0]) != len(named[1]) or not all(pair in twins for pair in zip(*named, strict=True)):
        return False
    return _letters(key for unit in before for key in unit.masked) == _letters(key for unit in after for key in unit.masked)


def _letters(keys: Iterable[str]) -> list[str]:
    """Return words run together and figures apart: a PDF loses spaces and hyphens at the end of a line, never digits.

    >>> _letters(("lower", "priority", "10", "days")) == _letters(("lowerpriority", "10", "days"))
    True
    """
    runs: list[str] = []
    for key in keys:
        letters = key.replace("'", "")
        if runs and letters.isalpha() and runs[-1].isalpha():
            runs[-1] += letters
        else:
            runs.append(letters)
    return runs


def _change(old: _Half, new: _Half, group: Group) -> ClauseChange:
    half, places = (new, group.new) if group.new else (old, group.old)
    labels = tuple(dict.fromkeys(given.label for at in places for given in half.units[at].clause.labels))
    if not group.old:
        return ClauseChange("added", None, new.place(group.new), (Piece("added", new.text(group.new)),), labels)
    if not group.new:
        return ClauseChange("removed", old.place(group.old), None, (Piece("removed", old.text(group.old)),), labels)
    runs = pieces(old.text(group.old), new.text(group.new))
    return ClauseChange("reworded", old.place(group.old), new.place(group.new), runs, labels)


def _moves(old: _Half, new: _Half, groups: Sequence[Group], same: Iterable[int], moved: frozenset[int]) -> Iterable[Move]:
    """Yield the unchanged clauses that stand elsewhere, or whose number is another."""
    for at in same:
        group = groups[at]
        one, other = old.units[group.old[0]].clause, new.units[group.new[0]].clause
        renumbered = _number(one) is not None and _number(other) is not None and _number(one) != _number(other)
        here, there = old.place(group.old), new.place(group.new)
        if (at in moved or renumbered) and here and there:
            yield Move(here, there, new.text(group.new), moved=at in moved)


def _number(clause: record.Clause) -> str | None:
    """Return a clause's number without its dot; a bullet is none."""
    number = (clause.number or "").strip("().")
    return number if any(ch.isalnum() for ch in number) else None


def _untouched(half: _Half, same: Iterable[int], other: _Half) -> frozenset[str]:
    """Return the ids of clauses with the same words whose titles, lead-in and table header have them too."""
    equal = {half.units[at].clause.id for at in same} | _wordless(half)
    known = {unit.keys for unit in other.units}
    headers = {unit.keys for unit in units(_header(unit.clause) for unit in half.units)} & known

    def settled(clause: record.Clause) -> bool:
        around = [clause.lead_in] if clause.lead_in else []
        walk, seen = half.by_id.get(clause.parent or ""), {clause.id}
        while walk is not None and walk.id not in seen:
            seen.add(walk.id)
            around.append(walk.id)
            walk = half.by_id.get(walk.parent or "")
        header = units([_header(clause)])
        return all(place in equal for place in around) and (not header or header[0].keys in headers)

    return frozenset(unit.clause.id for unit in half.units if unit.clause.id in equal and settled(unit.clause))


def _wordless(half: _Half) -> set[str]:
    return set(half.by_id) - {unit.clause.id for unit in half.units}


def _header(clause: record.Clause) -> record.Clause:
    return record.Clause(id=clause.id, text=" | ".join(clause.header))
