"""Terms as entries with fields, and the entries of two records matched: what changed, what came, what went, and for whom it is good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractor import record
from extractor.comparison.table import Better
from extractor.comparison.units import hours, worded
from extractor.diff.changes import SWAPPED, Direction
from extractor.diff.words import folded


@dataclass(frozen=True, slots=True)
class Field:
    """Hold one value of an entry. `value` is compared where both sides have the same `unit`; `better` says which way is good."""

    name: str
    text: str
    value: Decimal | None = None
    better: Better | None = None
    unit: str = ""
    given: Direction = "neutral"
    """What it means for the customer that the value is stated at all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one term: of entries of one `family`, those with the same `whose` (service, plan, level) are the same term."""

    section: str
    family: str
    label: str
    fields: tuple[Field, ...]
    proofs: tuple[record.Evidence, ...]
    whose: str = ""
    given: Direction = "unclear"

    @property
    def text(self) -> str:
        """Return the entry in words."""
        words = ", ".join(f"{field.name} {field.text}".strip() for field in self.fields if field.text)
        return words.replace(", of ", " of ") or "yes"

    @property
    def key(self) -> str:
        """Return the words as they are compared: typography does not count."""
        return folded(self.text)

    @property
    def name(self) -> str:
        """Return the label and what it holds for."""
        return f"{self.label} [{self.whose}]" if self.whose else self.label


class Change(NamedTuple):
    """Hold a difference between two entries, before its quotes are looked up."""

    section: str
    label: str
    old: str | None
    new: str | None
    direction: Direction
    old_proofs: tuple[record.Evidence, ...]
    new_proofs: tuple[record.Evidence, ...]


def duration(name: str, length: record.Duration | None, better: Better | None, given: Direction = "neutral") -> Field:
    """Return a duration as a field; a missing one has no text."""
    if length is None:
        return Field(name, "", better=better, given=given)
    return Field(name, worded(length), hours(length.duration), better, "business time" if length.business else "time", given)


def changes(old: Sequence[Entry], new: Sequence[Entry]) -> Iterable[Change]:
    """Yield what differs between the entries of two records, in the order of the families.

    >>> def promise(percent):
    ...     return Entry("Promise", "uptime", "Promised uptime", (Field("", f"{percent}%", Decimal(percent), "higher"),), ())
    >>> [(c.old, c.new, c.direction) for c in changes([promise("99.9")], [promise("99.5")])]
    [('99.9%', '99.5%', 'worse')]
    """
    before, after = _families(old), _families(new)
    for family in dict.fromkeys((*before, *after)):
        yield from _family_changes(before.get(family, []), after.get(family, []))


def _families(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.family].append(entry)
    return found


def _family_changes(old: Sequence[Entry], new: Sequence[Entry]) -> Iterable[Change]:
    """Match entries that are equal, then those of the same service or level, then those with the same values, then a lone pair."""
    a, b = _without_equal(old, new)
    pairs: list[tuple[Entry, Entry]] = []
    for whose in list(dict.fromkeys(folded(entry.whose) for entry in a)):
        left = _in_order(entry for entry in a if folded(entry.whose) == whose)
        right = _in_order(entry for entry in b if folded(entry.whose) == whose)
        pairs += zip(left, right, strict=False)
    a, b = _rest(a, pairs, 0), _rest(b, pairs, 1)
    for entry in a:
        twin = next((other for other in b if other.key == entry.key and not any(other is taken for _, taken in pairs)), None)
        if twin is not None:
            pairs.append((entry, twin))
    a, b = _rest(a, pairs, 0), _rest(b, pairs, 1)
    if len(a) == len(b) == 1:
        pairs.append((a[0], b[0]))
        a, b = [], []
    for one, other in pairs:
        yield from _pair_changes(one, other)
    for entry in a:
        yield Change(entry.section, entry.name, entry.text, None, SWAPPED[entry.given], entry.proofs, ())
    for entry in b:
        yield Change(entry.section, entry.name, None, entry.text, entry.given, (), entry.proofs)


def _without_equal(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    left, right = list(old), list(new)
    for entry in old:
        same = (folded(entry.whose), entry.key)
        twin = next((other for other in right if (folded(other.whose), other.key) == same), None)
        if twin is not None:
            left = [other for other in left if other is not entry]
            right = [other for other in right if other is not twin]
    return left, right


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries by their values, so that those of two records meet whatever the order of the document."""
    return sorted(entries, key=lambda entry: ([(field.value is None, field.value or Decimal(0)) for field in entry.fields], entry.text))


def _rest(entries: Sequence[Entry], pairs: Sequence[tuple[Entry, Entry]], side: int) -> list[Entry]:
    return [entry for entry in entries if not any(entry is pair[side] for pair in pairs)]


def _pair_changes(old: Entry, new: Entry) -> Iterable[Change]:
    """Yield the fields of one term that differ, and what it holds for where that differs."""
    if folded(old.whose) != folded(new.whose):
        yield Change(
            old.section, f"{old.label}: holds for", old.whose or "everything", new.whose or "everything", "unclear", old.proofs, new.proofs
        )
    after = {field.name: field for field in new.fields}
    before = {field.name: field for field in old.fields}
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name), after.get(name)
        if folded(one.text if one else "") != folded(other.text if other else ""):
            label = new.name + (f": {name}" if name else "")
            yield Change(
                new.section,
                label,
                (one.text or None) if one else None,
                (other.text or None) if other else None,
                direction(one, other),
                old.proofs,
                new.proofs,
            )


def direction(old: Field | None, new: Field | None) -> Direction:
    """Return what it means for the customer that a field changed; "unclear" where the values cannot be compared.

    Business time is never shorter than the same calendar time, and that alone is used: 10 days to 10 business days is longer,
    5 business days to 7 days is not decided.

    >>> def field(n, unit="time"):
    ...     return Field("response", str(n), Decimal(n), "lower", unit)
    >>> direction(field(4), field(8)), direction(field(4), field(4, "business time")), direction(field(4), field(2, "business time"))
    ('worse', 'worse', 'unclear')
    """
    if old is None or not old.text:
        return new.given if new is not None else "neutral"
    if new is None or not new.text:
        return SWAPPED[old.given]
    if old.better is None:
        return "neutral"
    longer = _rises(old, new)
    if longer is None:
        return "unclear"
    return "better" if longer == (old.better == "higher") else "worse"


def _rises(old: Field, new: Field) -> bool | None:
    """Tell whether the value went up; None where that is not known."""
    if old.value is None or new.value is None:
        return None
    if old.unit == new.unit:
        return None if old.value == new.value else new.value > old.value
    if {old.unit, new.unit} != {"time", "business time"}:
        return None
    if new.unit == "business time":
        return True if new.value >= old.value else None
    return False if new.value <= old.value else None
