"""Which clauses of one agreement are which of another: by their words, wherever they stand and however they are cut.

First clauses with the same words, in order; then those with similar words, helped by their neighbours and numbers; then clauses that
were split or joined. What is left over came or went.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log

from extractor import record
from extractor.diff.words import words

SIMILAR = 0.6
"""Share of common words, weighted and with the bonus of place, from which two clauses are the same one reworded."""
LEAST = 0.3
"""Below this share of common words no place makes two clauses the same."""
BESIDE, NUMBERED = 0.15, 0.1
"""The bonus for each neighbour that is matched to the neighbour, and for the same number."""
CONTAINED = 0.85
"""Share of a clause's words that stand in a longer one, from which it is a part of it."""
PART = 6
"""Words that a clause must have to be taken for a part of another: fewer stand in any long clause by chance."""
PART_BESIDE = 3
"""The same for a clause whose neighbour is matched to the other's: "Minor | 24 hours" beside "Minor | deviations … | 24 hours"."""
ABSORBED = 0.7
"""Share of a clause's words that must be found anew in its neighbour's partner, for the two to be one clause split or joined."""
REFERENCE = "§"
"""Stands for the number of another clause."""
TELLING = 4
"""Words that a clause needs to be known again out of order; "10% | 5%" may stand in every table."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold a clause with its text as compared: heading and text, without the number."""

    clause: record.Clause
    text: str
    keys: tuple[str, ...]
    masked: tuple[str, ...] = ()
    """The words without the numbers of other clauses, which change whenever those are renumbered."""
    targets: tuple[str, ...] = ()
    """The ids of the clauses whose numbers are left out, in order."""


@dataclass(frozen=True, slots=True)
class Group:
    """Hold clauses that are one: usually one of each side; several neighbours where a clause was split or joined."""

    old: tuple[int, ...]
    new: tuple[int, ...]


Pairs = dict[int, int]


def units(clauses: Iterable[record.Clause]) -> tuple[Unit, ...]:
    """Return the clauses that have words, as they are compared."""
    found = []
    for clause in clauses:
        text = "\n".join(part for part in (clause.heading, clause.text) if part)
        found_words = words(text)
        if found_words:
            spans, targets = _references(clause, text)
            masked = (REFERENCE if any(a <= w.start < b for a, b in spans) and w.key[0].isdigit() else w.key for w in found_words)
            found.append(Unit(clause, text, tuple(word.key for word in found_words), tuple(masked), targets))
    return tuple(found)


def _references(clause: record.Clause, text: str) -> tuple[list[tuple[int, int]], tuple[str, ...]]:
    """Return where a clause names others of the same document, and which."""
    spans: list[tuple[int, int]] = []
    targets: list[str] = []
    after = 0
    for reference in clause.refers_to:
        start = text.find(reference.text, after)
        if start >= 0 and reference.clause:
            after = start + len(reference.text)
            spans.append((start, after))
            targets.append(reference.clause)
    return spans, tuple(targets)


def align(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Group, ...]:
    """Return groups of clauses that are the same clause, in the order of the new agreement; what only the old one has
    stands behind the clause that it followed.

    The answer does not depend on which agreement is called the old one.

    >>> one = units([record.Clause(id="a", text="Uptime is 99.9%."), record.Clause(id="b", text="We pay you.")])
    >>> two = units([record.Clause(id="x", text="We pay you."), record.Clause(id="y", text="Uptime is 99.5%.")])
    >>> align(one, two)
    (Group(old=(1,), new=(0,)), Group(old=(0,), new=(1,)))
    """
    if [unit.keys for unit in new] < [unit.keys for unit in old]:
        groups = [Group(group.new, group.old) for group in _aligned(new, old)]
    else:
        groups = _aligned(old, new)
    partner = {i: group.new[0] for group in groups for i in group.old if group.new}

    def shown_at(group: Group) -> tuple[int, int, int]:
        if group.new:
            return group.new[0], 0, 0
        before = next((partner[i] for i in range(group.old[0], -1, -1) if i in partner), -1)
        return before, 1, group.old[0]

    return tuple(sorted(groups, key=shown_at))


def _aligned(old: Sequence[Unit], new: Sequence[Unit]) -> list[Group]:
    pairs = _same(old, new)
    for contained in (False, True):
        _similar(old, new, pairs, contained=contained)
    groups = [Group((i,), (j,)) for i, j in pairs.items()]
    groups = _absorbed(old, new, groups)
    groups = _flipped(_absorbed(new, old, _flipped(groups)))
    seen_old = {i for group in groups for i in group.old}
    seen_new = {j for group in groups for j in group.new}
    gone = [Group((i,), ()) for i in range(len(old)) if i not in seen_old]
    return groups + gone + [Group((), (j,)) for j in range(len(new)) if j not in seen_new]


def _flipped(groups: Iterable[Group]) -> list[Group]:
    return [Group(group.new, group.old) for group in groups]


def _same(old: Sequence[Unit], new: Sequence[Unit]) -> Pairs:
    """Return clauses with the same words: those in the same order first, then those that moved."""
    pairs: Pairs = {}
    before, after = [unit.keys for unit in old], [unit.keys for unit in new]
    for i, j, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        pairs.update(zip(range(i, i + size), range(j, j + size), strict=True))
    taken = set(pairs.values())
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, keys in enumerate(after):
        if j not in taken:
            places[keys].append(j)
    for i, keys in enumerate(before):
        if i not in pairs and len(keys) >= TELLING and places[keys]:
            pairs[i] = places[keys].pop(0)
    return pairs


def _similar(old: Sequence[Unit], new: Sequence[Unit], pairs: Pairs, *, contained: bool) -> None:
    """Add clauses with similar words to the pairs, the most similar first; `contained` takes parts of a longer clause as well."""
    left = [i for i in range(len(old)) if i not in pairs]
    taken = set(pairs.values())
    right = [j for j in range(len(new)) if j not in taken]
    if not left or not right:
        return
    scores = []
    for i, j, share, part in _shares(old, new, left, right):
        score = share + _place(old, new, pairs, i, j)
        beside = score - share >= BESIDE
        if contained and part >= CONTAINED and min(len(old[i].keys), len(new[j].keys)) >= (PART_BESIDE if beside else PART):
            score = max(score, SIMILAR)
        elif share < LEAST:
            continue
        if score >= SIMILAR:
            scores.append((-score, abs(i * len(new) - j * len(old)), i, j))
    for _, _, i, j in sorted(scores):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)


def _shares(old: Sequence[Unit], new: Sequence[Unit], left: Sequence[int], right: Sequence[int]) -> Iterable[tuple[int, int, float, float]]:
    """Yield pairs with words in common: the share of them in both (Dice) and in the shorter; rare words weigh more."""
    counts = {("old", i): Counter(old[i].keys) for i in left} | {("new", j): Counter(new[j].keys) for j in right}
    spread = Counter(key for bag in counts.values() for key in bag)
    weight = {key: 1 + log(len(counts) / spread[key]) for key in spread}
    size = {place: sum(weight[key] * n for key, n in bag.items()) for place, bag in counts.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for j in right:
        for key in counts["new", j]:
            holders[key].append(j)
    for i in left:
        common: dict[int, float] = defaultdict(float)
        for key, n in counts["old", i].items():
            for j in holders[key]:
                common[j] += weight[key] * min(n, counts["new", j][key])
        for j, shared in common.items():
            a, b = size["old", i], size["new", j]
            yield i, j, 2 * shared / (a + b), shared / min(a, b)


def _place(old: Sequence[Unit], new: Sequence[Unit], pairs: Mapping[int, int], i: int, j: int) -> float:
    """Return the bonus for standing between the same neighbours and under the same number."""
    before = (i == 0 and j == 0) or (i > 0 and pairs.get(i - 1) == j - 1)
    last_old, last_new = len(old) - 1, len(new) - 1
    after = (i == last_old and j == last_new) or (i < last_old and pairs.get(i + 1) == j + 1)
    number = old[i].clause.number
    numbered = number is not None and any(ch.isalnum() for ch in number) and number == new[j].clause.number
    return BESIDE * before + BESIDE * after + NUMBERED * numbered


def _absorbed(old: Sequence[Unit], new: Sequence[Unit], groups: Sequence[Group]) -> list[Group]:
    """Return the groups with left-over old clauses joined to the neighbour whose partner holds their words."""
    home = {i: at for at, group in enumerate(groups) for i in group.old}
    grown = list(groups)
    for order in (range(len(old)), range(len(old) - 1, -1, -1)):
        step = 1 if order.step > 0 else -1
        for i in order:
            at = home.get(i - step)
            if i in home or at is None:
                continue
            group = grown[at]
            wider = Group(tuple(sorted((*group.old, i))), group.new)
            gained = _common(old, new, wider) - _common(old, new, group)
            if gained >= ABSORBED * len(old[i].keys):
                grown[at] = wider
                home[i] = at
    return grown


def _common(old: Sequence[Unit], new: Sequence[Unit], group: Group) -> int:
    """Return how many words of a group stand on both sides in order."""
    before, after = joined_keys(old, group.old), joined_keys(new, group.new)
    if before == after:
        return len(before)
    return sum(block.size for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks())


def joined_keys(all_units: Sequence[Unit], places: Iterable[int]) -> tuple[str, ...]:
    """Return the words of neighbouring clauses as one text."""
    return tuple(key for place in places for key in all_units[place].keys)


def out_of_order(groups: Sequence[Group]) -> frozenset[int]:
    """Return the places (in `groups`) of those that moved: the fewest without which the rest stands in the same order.

    >>> sorted(out_of_order([Group((1,), (0,)), Group((2,), (1,)), Group((0,), (2,))]))
    [2]
    """
    both = [at for at, group in enumerate(groups) if group.old and group.new]
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for at in both:
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if groups[tails[middle]].old < groups[at].old:
                low = middle + 1
            else:
                high = middle
        before[at] = tails[low - 1] if low else None
        tails[low:] = [at, *tails[low + 1 :]]
    kept: set[int] = set()
    walk = tails[-1] if tails else None
    while walk is not None:
        kept.add(walk)
        walk = before[walk]
    return frozenset(both) - kept
