"""Rows on time: how long a claim may wait, notice of maintenance, targets of support; business and calendar time kept apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from extractor import record
from extractor.comparison.cells import ABSENT, Bounds, joined, left_blank, stated
from extractor.comparison.table import Better, Cell
from extractor.comparison.units import lasts, noticed, plain, worded

ANCHOR_WORDS = {
    "incident": "from the outage",
    "incident_end": "from the end of the outage",
    "month_end": "from the end of the month",
    "billing_cycle": "from the end of the billing cycle",
    "invoice": "from the invoice",
    "report": "from the report",
    "notice": "from the notice",
}
MONTH_HOURS = Decimal(31 * 24)
"""An outage on the first day of a month waits this long for the month to end."""
LATE_ANCHORS = frozenset({"month_end", "billing_cycle"})
PAPERS = frozenset({"invoice", "report"})
"""Papers on a month come after its end, nobody knows when: a claim that runs from them waits at least as long as one from the end."""
COVERAGE_WORDS = {"24x7": "24x7", "business_hours": "business hours"}


def claim_window(agreement: record.Agreement) -> Cell:
    """Return how long the customer may wait with a claim, in the document's words and counted from the outage."""
    claim = agreement.claim
    if claim is None or claim.window is None:
        return left_blank(agreement, "claim")
    first = record.Window(duration=claim.window.duration, business=claim.window.business, anchor=claim.anchor)
    words = window_words(first) + "".join(f"; also {window_words(other)}" for other in claim.alternatives)
    spans = [span for window in (first, *claim.alternatives) if (span := _effective(window)) is not None]
    value = (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None
    return stated(agreement, words, [claim], value)


def window_words(window: record.Window) -> str:
    """Return a window to claim in words, and as days after the outage where it runs from the end of a month.

    >>> window_words(record.Window(duration="P30D", anchor="month_end"))
    '30 days from the end of the month, 30 to 61 days after the outage'
    """
    words = worded(record.Duration(duration=window.duration, business=window.business))
    if window.anchor is None:
        return words
    words += f" {ANCHOR_WORDS[window.anchor]}"
    span = _effective(window)
    if window.anchor not in LATE_ANCHORS or span is None:
        return words
    days = [plain(float(round(end / 24))) for end in span]
    return f"{words}, {days[0]} to {days[1]} days after the outage"


def _effective(window: record.Window) -> tuple[Decimal, Decimal] | None:
    """Return the shortest and the longest time from an outage to the last moment for a claim, in hours."""
    span = lasts(record.Duration(duration=window.duration, business=window.business))
    if span is None:
        return None
    return span[0], span[1] + (MONTH_HOURS if window.anchor in LATE_ANCHORS | PAPERS else 0)


def maintenance(kind: str) -> Callable[[record.Agreement], Cell]:
    """Return a reader of the notice, window and limit of one kind of maintenance."""

    def read(agreement: record.Agreement) -> Cell:
        found = [m for m in agreement.maintenance if m.kind == kind]
        if not found:
            return ABSENT
        notices = [span for entry in found if entry.notice and (span := lasts(entry.notice))]
        return stated(agreement, joined(maintenance_words(entry) for entry in found), found, min(notices) if notices else None)

    return read


def maintenance_words(entry: record.Maintenance) -> str:
    """Return notice, window and limit of maintenance in words."""
    limit = f"at most {worded(entry.limit.duration)}" + (f" per {entry.limit.per}" if entry.limit.per else "") if entry.limit else ""
    notice = f"{noticed(entry.notice)} notice" if entry.notice else ""
    return ", ".join(filter(None, (notice, entry.window, limit))) or "named, no notice stated"


def support_level(rank: int, field: str) -> Callable[[record.Agreement], Cell]:
    """Return a reader of a target (`response`, `resolution`) of the `rank`-th most severe level (0 the most severe)."""

    def read(agreement: record.Agreement) -> Cell:
        levels = _levels(agreement.support)
        if rank >= len(levels):
            return left_blank(agreement, "support")
        found = [s for s in levels[rank] if getattr(s, field) is not None]
        if not found:
            return ABSENT
        words = (worded(getattr(s, field)) + (_where(s) if len(found) > 1 else "") for s in found)
        spans = [span for s in found if (span := lasts(getattr(s, field))) is not None]
        value: Bounds = (max(high for _, high in spans), min(low for low, _ in spans)) if spans else None
        return stated(agreement, f"{level_name(found[0])}: {joined(words)}", found, value)

    return read


def _where(entry: record.Support) -> str:
    where = entry.plan or COVERAGE_WORDS.get(entry.coverage or "", entry.coverage)
    return f" [{where}]" if where else ""


def level_name(entry: record.Support) -> str:
    """Return the name of a level of severity.

    >>> level_name(record.Support(severity="1", name="Critical")), level_name(record.Support(severity="all"))
    ('1 Critical', 'every request')
    """
    if entry.severity == "all":
        return "every request"
    return entry.severity if entry.name in (None, entry.severity) else f"{entry.severity} {entry.name}"


def _levels(support: Sequence[record.Support]) -> list[list[record.Support]]:
    """Return the support targets by level, in the order of the document (documents list the most severe first)."""
    groups: dict[str, list[record.Support]] = {}
    for entry in support:
        groups.setdefault(entry.severity, []).append(entry)
    return list(groups.values())


def coverage(agreement: record.Agreement) -> Cell:
    """Return the hours of support."""
    found = [s for s in agreement.support if s.coverage]
    return stated(agreement, joined(COVERAGE_WORDS.get(s.coverage or "", s.coverage or "") for s in found), found) if found else ABSENT


def target(metric: str, better: Better) -> Callable[[record.Agreement], Cell]:
    """Return a reader of one performance metric; of several promises the weakest decides."""

    def read(agreement: record.Agreement) -> Cell:
        found = [p for p in agreement.performance if p.metric == metric]
        if not found:
            return ABSENT
        words = (target_words(p) + (f" [{p.scope}]" if p.scope and len(found) > 1 else "") for p in found)
        values = [p.value for p in found]
        alike = len({p.unit for p in found}) == 1
        return stated(agreement, joined(words), found, (max(values) if better == "lower" else min(values)) if alike else None)

    return read


COMPARATOR_WORDS = {"<=": "at most ", "<": "below ", ">=": "at least ", ">": "above "}
ONE = {"seconds": "second", "minutes": "minute", "hours": "hour", "days": "day", "weeks": "week", "months": "month"}


def target_words(aim: record.Performance) -> str:
    """Return a target in words.

    >>> target_words(record.Performance(metric="rpo", comparator="<=", value=1, unit="hours"))
    'at most 1 hour'
    """
    unit = ONE.get(aim.unit, aim.unit) if aim.value == 1 else aim.unit
    unit = "%" if aim.unit == "percent" else f" {unit}"
    return f"{COMPARATOR_WORDS.get(aim.comparator or '', '')}{plain(aim.value)}{unit}"
