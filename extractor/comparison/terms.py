"""The rows of the comparison, declared once: label, section, direction of "better", and how to read each off a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from extractor import record
from extractor.comparison.table import Cell, Quote, Term, clause_name
from extractor.comparison.units import allowed_downtime, amount_worded, comparable, minutes_worded, plain, worded

POINTS = (99.9, 99.5, 99.0, 98.0, 95.0)
"""Measured uptimes at which credits are compared: the usual steps of credit tables."""

ABSENT = Cell("", "not_stated")

CATEGORY_WORDS = {
    "scheduled_maintenance": "scheduled maintenance",
    "emergency_maintenance": "emergency maintenance",
    "force_majeure": "force majeure",
    "customer_fault": "customer's acts",
    "customer_equipment": "customer's equipment",
    "third_party": "third parties",
    "suspension": "suspension, non-payment",
    "unsupported_use": "beta, free or unsupported use",
    "security_attack": "attacks",
    "capacity_limits": "over-use, quotas",
    "legal_order": "law or authority",
    "short_outage": "short outages",
    "other": "other",
}


def quotes_of(agreement: record.Agreement, evidence: Iterable[record.Evidence]) -> tuple[Quote, ...]:
    """Return evidence as quotes that name their clause by number, or by the heading above it."""
    clauses = {clause.id: clause for clause in agreement.clauses}
    return tuple(Quote(e.quote, clause_name(clauses, e.clause), e.page) for e in evidence)


def _cell(agreement: record.Agreement, text: str, terms: Iterable[record.Proven], value: float | None = None) -> Cell:
    proofs = [proof for term in terms for proof in term.evidence]
    return Cell(text, value=value, quotes=quotes_of(agreement, proofs))


def _blank(agreement: record.Agreement, term: str) -> Cell:
    """Return "left blank" where the document leaves the value open, else "not stated"."""
    blanks = [blank for blank in agreement.blanks if blank.term == term]
    if not blanks:
        return ABSENT
    return Cell("", "blank", quotes=quotes_of(agreement, (e for blank in blanks for e in blank.evidence)))


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(part for part in parts if part))


def uptime(agreement: record.Agreement) -> Cell:
    """Return every promised level; the lowest commitment decides, since that is what every customer gets."""
    if not agreement.uptime:
        return _blank(agreement, "uptime")
    words = []
    for promise in agreement.uptime:
        where = ", ".join(filter(None, (promise.service, promise.plan, promise.scope)))
        aim = " (target)" if promise.binding == "target" else ""
        words.append(f"{plain(promise.percent)}%{aim}" + (f" [{where}]" if where and len(agreement.uptime) > 1 else ""))
    return _cell(agreement, _joined(words), agreement.uptime, _lowest(agreement.uptime))


def _lowest(promises: Sequence[record.Uptime]) -> float:
    """Return the lowest commitment, the lowest target where there is nothing firmer."""
    return min([u.percent for u in promises if u.binding == "commitment"] or [u.percent for u in promises])


def downtime(agreement: record.Agreement) -> Cell:
    """Return what the lowest promise allows in a 30-day month."""
    if not agreement.uptime:
        return ABSENT
    minutes = allowed_downtime(_lowest(agreement.uptime))
    return _cell(agreement, minutes_worded(minutes), (), float(minutes))


def period(agreement: record.Agreement) -> Cell:
    """Return over what the promise is measured."""
    found = [u for u in agreement.uptime if u.period]
    return _cell(agreement, _joined(u.period or "" for u in found), found) if found else ABSENT


def credit_at(point: float) -> Callable[[record.Agreement], Cell]:
    """Return a reader of what a measured uptime of `point` percent would pay."""

    def read(agreement: record.Agreement) -> Cell:
        bands = [c for c in agreement.credits if c.metric == "uptime"]
        if not bands:
            return ABSENT
        hits = [c for c in bands if _within(point, c)]
        if not hits:
            return _cell(agreement, "0%", (), 0.0)
        percents = [c.credit.amount for c in hits if c.credit.unit == "percent"]
        text = _joined(_band_words(c) for c in hits)
        return _cell(agreement, text, hits, min(percents) if len(percents) == len(hits) else None)

    return read


def _within(point: float, band: record.Credit) -> bool:
    low = band.at_least if isinstance(band.at_least, float | int) else None
    high = band.below if isinstance(band.below, float | int) else None
    return (low is None or point >= low) and (high is None or point < high)


def _band_words(band: record.Credit) -> str:
    amount = f"{plain(band.credit.amount)}%" if band.credit.unit == "percent" else amount_worded(band.credit)
    return amount + (f" [{band.service}]" if band.service else "")


def other_credits(agreement: record.Agreement) -> Cell:
    """Return the credits that are not uptime bands: per duration of downtime, for latency, for missed response."""
    found = [c for c in agreement.credits if c.metric != "uptime"]
    if not found:
        return ABSENT
    words = []
    for credit in found:
        per = f" per {worded(credit.per)}" if credit.per else ""
        words.append(f"{credit.metric.replace('_', ' ')}: {amount_worded(credit.credit)}{per}")
    return _cell(agreement, _joined(words), found)


def cap(agreement: record.Agreement) -> Cell:
    """Return the most that credits can reach."""
    caps = agreement.remedy.caps
    if not caps:
        return _blank(agreement, "caps")
    values = [c.amount for c in caps if c.unit == "percent"]
    words = (amount_worded(c) + (f" per {c.period}" if c.period else "") for c in caps)
    return _cell(agreement, _joined(words), caps, min(values) if len(values) == len(caps) else None)


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


def claim_window(agreement: record.Agreement) -> Cell:
    """Return how long the customer may wait with a claim."""
    claim = agreement.claim
    if claim is None or claim.window is None:
        return _blank(agreement, "claim")
    anchor = f" from {claim.anchor.replace('_', ' ')}" if claim.anchor else ""
    other = "".join(f"; also {worded(record.Duration(duration=a.duration, business=a.business))}" for a in claim.alternatives)
    return _cell(agreement, worded(claim.window) + anchor + other, [claim], comparable(claim.window))


def claim_contact(agreement: record.Agreement) -> Cell:
    """Return where a claim is sent."""
    claim = agreement.claim
    return _cell(agreement, claim.contact, [claim]) if claim and claim.contact else ABSENT


def exclusions(agreement: record.Agreement) -> Cell:
    """Return the excluded categories; fewer are better."""
    found = agreement.exclusions
    if not found:
        return ABSENT
    names = list(dict.fromkeys(CATEGORY_WORDS[e.category] for e in found))
    return _cell(agreement, "; ".join(names), found, float(len(names)))


def maintenance(kind: str) -> Callable[[record.Agreement], Cell]:
    """Return a reader of the notice, window and limit of one kind of maintenance."""

    def read(agreement: record.Agreement) -> Cell:
        found = [m for m in agreement.maintenance if m.kind == kind]
        if not found:
            return ABSENT
        words, notices = [], []
        for entry in found:
            limit = (
                f"at most {worded(entry.limit.duration)}" + (f" per {entry.limit.per}" if entry.limit.per else "") if entry.limit else ""
            )
            notice = f"{worded(entry.notice)} notice" if entry.notice else ""
            words.append(", ".join(filter(None, (notice, entry.window, limit))) or "named, no notice stated")
            notices.append(comparable(entry.notice))
        stated = [n for n in notices if n is not None]
        return _cell(agreement, _joined(words), found, min(stated) if stated else None)

    return read


def leaving(trigger: str) -> Callable[[record.Agreement], Cell]:
    """Return a reader of the customer's right to leave on one trigger."""

    def read(agreement: record.Agreement) -> Cell:
        found = [t for t in agreement.termination if t.trigger == trigger and t.holder in {"customer", "either"}]
        if not found:
            return ABSENT
        return _cell(agreement, _joined(right_words(t) for t in found), found, None)

    return read


def right_words(right: record.Termination) -> str:
    """Return a termination right in words: threshold, notice, cure period."""
    t, parts = right.threshold, []
    if t and t.failures:
        parts.append(f"{t.failures} {'consecutive ' if t.consecutive else ''}failures" + (f" in {worded(t.window)}" if t.window else ""))
    if t and t.below is not None:
        parts.append(f"below {plain(t.below)}%")
    if right.notice:
        parts.append(f"{worded(right.notice)} notice")
    if right.cure:
        parts.append(f"{worded(right.cure)} to cure")
    return ", ".join(parts) or "yes"


def support_level(rank: int, field: str) -> Callable[[record.Agreement], Cell]:
    """Return a reader of a target (`response`, `resolution`) of the `rank`-th most severe level (0 the most severe)."""

    def read(agreement: record.Agreement) -> Cell:
        levels = _levels(agreement.support)
        if rank >= len(levels):
            return _blank(agreement, "support")
        found = [s for s in levels[rank] if getattr(s, field) is not None]
        if not found:
            return ABSENT
        words = (
            f"{worded(getattr(s, field))}" + (f" [{s.plan or s.coverage}]" if len(found) > 1 and (s.plan or s.coverage) else "")
            for s in found
        )
        values = [v for v in (comparable(getattr(s, field)) for s in found) if v is not None]
        name = found[0].severity if found[0].severity == (found[0].name or found[0].severity) else f"{found[0].severity} {found[0].name}"
        return _cell(agreement, f"{name}: {_joined(words)}", found, max(values) if values else None)

    return read


def _levels(support: Sequence[record.Support]) -> list[list[record.Support]]:
    """Return the support targets by level, in the order of the document (documents list the most severe first)."""
    groups: dict[str, list[record.Support]] = {}
    for entry in support:
        groups.setdefault(entry.severity, []).append(entry)
    return list(groups.values())


def coverage(agreement: record.Agreement) -> Cell:
    """Return the hours of support."""
    found = [s for s in agreement.support if s.coverage]
    return _cell(agreement, _joined(s.coverage or "" for s in found), found) if found else ABSENT


def target(metric: str, *, lowest: bool) -> Callable[[record.Agreement], Cell]:
    """Return a reader of one performance metric; of several promises the weakest decides (`lowest`: small values are good)."""

    def read(agreement: record.Agreement) -> Cell:
        found = [p for p in agreement.performance if p.metric == metric]
        if not found:
            return ABSENT
        words = (
            f"{p.comparator or ''}{plain(p.value)} {p.unit}".replace(" percent", "%")
            + (f" [{p.scope}]" if p.scope and len(found) > 1 else "")
            for p in found
        )
        values = [p.value for p in found]
        alike = len({p.unit for p in found}) == 1
        return _cell(agreement, _joined(words), found, (max(values) if lowest else min(values)) if alike else None)

    return read


def text(name: str) -> Callable[[record.Agreement], Cell]:
    """Return a reader of a party or date."""

    def read(agreement: record.Agreement) -> Cell:
        term = getattr(agreement, name)
        return _cell(agreement, term.value, [term]) if term else ABSENT

    return read


def reporting(agreement: record.Agreement) -> Cell:
    """Return how often the provider reports."""
    found = agreement.reporting
    return _cell(agreement, _joined(r.frequency or "yes" for r in found), found) if found else ABSENT


TERMS: tuple[Term, ...] = (
    Term("uptime", "Promised uptime", "Promise", "higher", uptime, "uptime"),
    Term("downtime", "Downtime allowed a month", "Promise", "lower", downtime),
    Term("period", "Measured over", "Promise", None, period),
    *(Term(f"credit_{plain(p)}", f"Credit at {plain(p)}% uptime", "Credits", "higher", credit_at(p), "credits") for p in POINTS),
    Term("other_credits", "Other credits", "Credits", None, other_credits),
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
    Term("latency", "Latency", "Performance", "lower", target("latency", lowest=True)),
    Term("packet_delivery", "Packet delivery", "Performance", "higher", target("packet_delivery", lowest=False)),
    Term("packet_loss", "Packet loss", "Performance", "lower", target("packet_loss", lowest=True)),
    Term("jitter", "Jitter", "Performance", "lower", target("jitter", lowest=True)),
    Term("repair_time", "Repair time", "Performance", "lower", target("repair_time", lowest=True)),
    Term("rto", "Recovery time (RTO)", "Performance", "lower", target("rto", lowest=True)),
    Term("rpo", "Recovery point (RPO)", "Performance", "lower", target("rpo", lowest=True)),
    Term("reporting", "Reports", "Governance", None, reporting, "reporting"),
    Term("effective_date", "Dated", "Parties", None, text("effective_date"), "effective_date"),
    Term("governing_law", "Governing law", "Parties", None, text("governing_law"), "governing_law"),
)
