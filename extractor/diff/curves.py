"""Credits by level as a step function: what each level pays in the old agreement and in the new, wherever the bounds stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extractor import record
from extractor.comparison.units import hours, plain, worded
from extractor.diff.changes import Direction
from extractor.diff.entries import Change

Bounds = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Step:
    """Hold what one stretch of levels pays: amounts in words, and the credits that say so."""

    text: str
    amounts: frozenset[tuple[str, Decimal]]
    credits: tuple[record.Credit, ...]


def banded(credit: record.Credit) -> bool:
    """Tell whether a credit is a band of uptime or of downtime (not one per duration, nor for another metric)."""
    return credit.metric in {"uptime", "downtime"} and credit.per is None and credit.beyond is None and None not in _ends(credit)


def _ends(credit: record.Credit) -> tuple[object, ...]:
    """Return the bounds that are stated, None for one that cannot be read."""
    return tuple(_bound(end) for end in (credit.at_least, credit.below) if end is not None)


def _bound(end: float | str) -> Decimal | None:
    return hours(end) if isinstance(end, str) else Decimal(str(end))


def band_changes(old: Sequence[record.Credit], new: Sequence[record.Credit]) -> Iterable[Change]:
    """Yield each stretch of uptime or downtime that pays otherwise than before.

    >>> def table(*bands):
    ...     return [record.Credit(at_least=a, below=b, credit=record.Amount(amount=n, unit="percent")) for a, b, n in bands]
    >>> found = band_changes(table((99, 99.9, 10), (None, 99, 25)), table((99, 99.5, 10), (None, 99, 25)))
    >>> [(c.label, c.old, c.new, c.direction) for c in found]
    [('Credit for uptime from 99.5% to below 99.9%', '10%', None, 'worse')]
    """
    before, after = _tables(old), _tables(new)
    lone = [k for k in before if k not in after], [k for k in after if k not in before]
    renamed = {}
    for metric in ("uptime", "downtime"):
        left, right = ([k for k in side if k[0] == metric] for side in lone)
        if len(left) == len(right) == 1:
            renamed[left[0]] = right[0]
    for key in dict.fromkeys((*before, *after)):
        if key in renamed.values():
            continue
        other = renamed.get(key, key)
        yield from _table_changes(other, before.get(key, []), after.get(other, []))


def _tables(found: Iterable[record.Credit]) -> dict[tuple[str, str, str], list[record.Credit]]:
    """Return the bands by metric, service and plan."""
    tables: dict[tuple[str, str, str], list[record.Credit]] = defaultdict(list)
    for credit in found:
        tables[credit.metric, (credit.service or "").casefold(), (credit.plan or "").casefold()].append(credit)
    return tables


def _table_changes(key: tuple[str, str, str], old: Sequence[record.Credit], new: Sequence[record.Credit]) -> Iterable[Change]:
    ends = sorted({end for credit in (*old, *new) for end in _limits(credit) if end is not None})
    stretches: list[Bounds] = list(pairwise([None, *ends, None]))
    steps = [(stretch, _step(old, stretch), _step(new, stretch)) for stretch in stretches]
    merged: list[tuple[Bounds, Step | None, Step | None]] = []
    for (low, high), one, other in steps:
        if merged and _text(merged[-1][1]) == _text(one) and _text(merged[-1][2]) == _text(other):
            (start, _), first, second = merged.pop()
            merged.append(((start, high), _both(first, one), _both(second, other)))
        else:
            merged.append(((low, high), one, other))
    where = ", ".join(filter(None, key[1:]))
    for stretch, one, other in merged:
        if _text(one) != _text(other):
            label = f"Credit for {_words(key[0], stretch)}" + (f" [{where}]" if where else "")
            yield Change("Credits", label, _text(one), _text(other), _direction(one, other), _proofs(one), _proofs(other))


def _limits(credit: record.Credit) -> Bounds:
    return (
        None if credit.at_least is None else _bound(credit.at_least),
        None if credit.below is None else _bound(credit.below),
    )


def _step(found: Iterable[record.Credit], stretch: Bounds) -> Step | None:
    """Return what the bands pay over a stretch that no bound cuts."""
    low, high = stretch
    hits = []
    for credit in found:
        start, end = _limits(credit)
        if (start is None or (low is not None and low >= start)) and (end is None or (high is not None and high <= end)):
            hits.append(credit)
    if not hits:
        return None
    amounts = frozenset((_unit(hit), Decimal(str(hit.credit.amount))) for hit in hits)
    return Step(" or ".join(_amount(unit, n) for unit, n in sorted(amounts)), amounts, tuple(hits))


def _unit(credit: record.Credit) -> str:
    return credit.credit.currency or "currency" if credit.credit.unit == "currency" else credit.credit.unit


def _amount(unit: str, amount: Decimal) -> str:
    return f"{plain(float(amount))}%" if unit == "percent" else f"{plain(float(amount))} {unit}"


def _both(one: Step | None, other: Step | None) -> Step | None:
    if one is None or other is None:
        return None
    return Step(one.text, one.amounts, tuple({id(credit): credit for credit in (*one.credits, *other.credits)}.values()))


def _text(step: Step | None) -> str | None:
    return step.text if step else None


def _proofs(step: Step | None) -> tuple[record.Evidence, ...]:
    return tuple(proof for credit in step.credits for proof in credit.evidence) if step else ()


def _direction(old: Step | None, new: Step | None) -> Direction:
    """Return whether a stretch pays more or less; "unclear" where units differ or several bands cover it and disagree."""
    if old is None or new is None:
        return "better" if old is None else "worse"
    if len({unit for unit, _ in old.amounts | new.amounts}) > 1:
        return "unclear"
    before, after = ([n for _, n in step.amounts] for step in (old, new))
    if min(after) >= min(before) and max(after) >= max(before):
        return "better"
    return "worse" if min(after) <= min(before) and max(after) <= max(before) else "unclear"


def _words(metric: str, stretch: Bounds) -> str:
    """Return a stretch in words: "uptime from 99% to below 99.9%"."""
    low, high = (None if end is None else _level(metric, end) for end in stretch)
    if low and high:
        return f"{metric} from {low} to below {high}"
    return f"{metric} below {high}" if high else f"{metric} of {low} or more" if low else f"missed {metric}"


def _level(metric: str, end: Decimal) -> str:
    if metric == "uptime":
        return f"{plain(float(end))}%"
    return worded(f"PT{plain(float(end))}H") if end >= 1 else worded(f"PT{plain(float(end * 60))}M")
