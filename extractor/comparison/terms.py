"""The rows of the comparison, declared once: label, section, direction of "better", and how to read each off a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from extractor import record
from extractor.comparison.cells import ABSENT, CATEGORY_WORDS, joined, left_blank, quotes_of, stated
from extractor.comparison.credit_cells import POINTS, cap, credit_at, other_credits
from extractor.comparison.table import Better, Cell, Term
from extractor.comparison.time_cells import claim_window, coverage, maintenance, support_level, target
from extractor.comparison.units import allowed_downtime, minutes_worded, noticed, plain, worded


def uptime(agreement: record.Agreement) -> Cell:
    """Return every promised level; the lowest commitment decides, since that is what every customer gets."""
    if not agreement.uptime:
        return left_blank(agreement, "uptime")
    words = []
    for promise in agreement.uptime:
        where = ", ".join(filter(None, (promise.service, promise.plan, promise.scope)))
        aim = " (target)" if promise.binding == "target" else ""
        words.append(f"{plain(promise.percent)}%{aim}" + (f" [{where}]" if where and len(agreement.uptime) > 1 else ""))
    return stated(agreement, joined(words), agreement.uptime, _lowest(agreement.uptime))


LONG = {"quarter": Decimal(91) / 30, "year": Decimal(365) / 30}
"""Periods longer than a month, in months of 30 days: what is allowed over them may be used up in one stretch."""


def _lowest(promises: Sequence[record.Uptime]) -> float:
    """Return the lowest commitment, the lowest target where there is nothing firmer."""
    return min([u.percent for u in promises if u.binding == "commitment"] or [u.percent for u in promises])


def _lowest_promises(promises: Sequence[record.Uptime]) -> list[record.Uptime]:
    lowest = _lowest(promises)
    return [u for u in promises if u.percent == lowest]


def downtime(agreement: record.Agreement) -> Cell:
    """Return what the lowest promise allows in a 30-day month."""
    if not agreement.uptime:
        return ABSENT
    lowest = _lowest_promises(agreement.uptime)
    minutes = allowed_downtime(lowest[0].percent)
    over = next((u.period for u in lowest if u.period in LONG), None)
    at_once = f" ({minutes_worded(minutes * LONG[over])} at once, over a {over})" if over and minutes else ""
    return stated(agreement, minutes_worded(minutes) + at_once, lowest, float(minutes))


def period(agreement: record.Agreement) -> Cell:
    """Return over what the promise is measured."""
    found = [u for u in agreement.uptime if u.period]
    return stated(agreement, joined(u.period or "" for u in found), found) if found else ABSENT


def flag(name: str, *, yes: str, no: str, good: bool) -> Callable[[record.Agreement], Cell]:
    """Return a reader of a yes-or-no member of the remedy; `good` is the value that is better for the customer."""

    def read(agreement: record.Agreement) -> Cell:
        value = getattr(agreement.remedy, name)
        if value is None:
            return ABSENT
        quotes = quotes_of(agreement, agreement.remedy.evidence.get(name, []))
        return Cell(yes if value else no, value=float(value == good), quotes=quotes)

    return read


def form(agreement: record.Agreement) -> Cell:
    """Return the form of the remedy."""
    value = agreement.remedy.form
    return Cell(value, quotes=quotes_of(agreement, agreement.remedy.evidence.get("form", []))) if value else ABSENT


def claim_contact(agreement: record.Agreement) -> Cell:
    """Return where a claim is sent."""
    claim = agreement.claim
    return stated(agreement, claim.contact, [claim]) if claim and claim.contact else ABSENT


def exclusions(agreement: record.Agreement) -> Cell:
    """Return the excluded categories; fewer are better."""
    found = agreement.exclusions
    if not found:
        return ABSENT
    names = list(dict.fromkeys(CATEGORY_WORDS[e.category] for e in found))
    return stated(agreement, "; ".join(names), found, float(len(names)))


def leaving(trigger: str) -> Callable[[record.Agreement], Cell]:
    """Return a reader of the customer's right to leave on one trigger."""

    def read(agreement: record.Agreement) -> Cell:
        found = [t for t in agreement.termination if t.trigger == trigger and t.holder in {"customer", "either"}]
        if not found:
            return ABSENT
        return stated(agreement, joined(right_words(t) for t in found), found, None)

    return read


def right_words(right: record.Termination) -> str:
    """Return a termination right in words: threshold, notice, cure period."""
    t, parts = right.threshold, []
    if t and t.failures:
        parts.append(_misses(t))
    if t and t.below is not None:
        parts.append(f"uptime below {plain(t.below)}%")
    if right.notice:
        parts.append(f"{noticed(right.notice)} notice")
    if right.cure:
        parts.append(f"{worded(right.cure)} to cure")
    return ", ".join(parts) or "yes"


def _misses(t: record.Threshold) -> str:
    """Return how often the level must be missed.

    >>> _misses(record.Threshold(failures=3, window="P3M", consecutive=True)), _misses(record.Threshold(failures=3, window="P6M"))
    ('3 misses in a row', '3 misses in 6 months')
    """
    words = f"{t.failures} miss{'' if t.failures == 1 else 'es'}"
    if t.consecutive:
        return f"{words} in a row"
    return words + (f" in {worded(t.window)}" if t.window else "")


def text(name: str) -> Callable[[record.Agreement], Cell]:
    """Return a reader of a party or date."""

    def read(agreement: record.Agreement) -> Cell:
        term = getattr(agreement, name)
        return stated(agreement, term.value, [term]) if term else ABSENT

    return read


def reporting(agreement: record.Agreement) -> Cell:
    """Return how often the provider reports."""
    found = agreement.reporting
    return stated(agreement, joined(r.frequency or "yes" for r in found), found) if found else ABSENT


PERFORMANCE: tuple[tuple[str, str, Better], ...] = (
    ("latency", "Latency", "lower"),
    ("packet_delivery", "Packet delivery", "higher"),
    ("packet_loss", "Packet loss", "lower"),
    ("jitter", "Jitter", "lower"),
    ("repair_time", "Repair time", "lower"),
    ("rto", "Recovery time (RTO)", "lower"),
    ("rpo", "Recovery point (RPO)", "lower"),
)

TERMS: tuple[Term, ...] = (
    Term("uptime", "Promised uptime", "Promise", "higher", uptime, "uptime"),
    Term("downtime", "Downtime allowed a month", "Promise", "lower", downtime, "uptime"),
    Term("period", "Measured over", "Promise", None, period),
    *(Term(f"credit_{plain(p)}", f"Credit at {plain(p)}% uptime", "Credits", "higher", credit_at(p), "credits") for p in POINTS),
    Term("other_credits", "Other rules for credits", "Credits", None, other_credits),
    Term("cap", "Most that is credited", "Credits", "higher", cap, "remedy"),
    Term("form", "Form of the remedy", "Credits", None, form),
    Term("sole_remedy", "Credits are the only remedy", "Credits", "higher", flag("sole_remedy", yes="yes", no="no", good=False)),
    Term("automatic", "Paid without request", "Claim", "higher", flag("automatic", yes="yes", no="no, on request", good=True)),
    Term("claim_window", "Time to claim", "Claim", "higher", claim_window, "claim"),
    Term("claim_contact", "Claim to", "Claim", None, claim_contact),
    Term("exclusions", "Does not count", "Exclusions", "lower", exclusions, "exclusions"),
    Term("scheduled", "Scheduled maintenance", "Maintenance", "higher", maintenance("scheduled"), "maintenance"),
    Term("emergency", "Emergency maintenance", "Maintenance", "higher", maintenance("emergency")),
    Term("leave_sla", "Leave after missed levels", "Leaving", None, leaving("sla_failure"), "termination"),
    Term("leave_breach", "Leave on material breach", "Leaving", None, leaving("material_breach")),
    Term("leave_convenience", "Leave without cause", "Leaving", None, leaving("convenience")),
    Term("response_1", "Response, most severe", "Support", "lower", support_level(0, "response"), "support"),
    Term("resolution_1", "Resolution, most severe", "Support", "lower", support_level(0, "resolution")),
    Term("response_2", "Response, second level", "Support", "lower", support_level(1, "response")),
    Term("coverage", "Support hours", "Support", None, coverage),
    *(Term(metric, label, "Performance", better, target(metric, better)) for metric, label, better in PERFORMANCE),
    Term("reporting", "Reports", "Governance", None, reporting, "reporting"),
    Term("effective_date", "Dated", "Parties", None, text("effective_date"), "effective_date"),
    Term("governing_law", "Governing law", "Parties", None, text("governing_law"), "governing_law"),
)
