"""The terms of a record as entries: which values make a term, what tells one from another, and which way is good for the customer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractor import record
from extractor.comparison.cells import CATEGORY_WORDS
from extractor.comparison.table import Better
from extractor.comparison.units import amount_worded, hours, plain, worded
from extractor.diff.changes import Direction
from extractor.diff.curves import banded
from extractor.diff.entries import Entry, Field, duration

METRIC_BETTER: dict[str, Better] = {
    "latency": "lower",
    "packet_loss": "lower",
    "jitter": "lower",
    "repair_time": "lower",
    "response_time": "lower",
    "error_rate": "lower",
    "rto": "lower",
    "rpo": "lower",
    "notification_time": "lower",
    "packet_delivery": "higher",
    "throughput": "higher",
    "durability": "higher",
}

COMPARATOR_BETTER: dict[str, Better] = {">=": "higher", ">": "higher", "<=": "lower", "<": "lower"}
"""For a metric that is not known by its name: a lower bound that rises is better, an upper bound that falls too."""

GIVEN_TO: dict[str, Direction] = {"customer": "better", "provider": "worse", "either": "unclear"}
"""What a further right to end the agreement means for the customer, by its holder."""


def _words(name: str) -> str:
    return name.replace("_", " ")


def _whose(*parts: str | None) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _number(value: float) -> Decimal:
    return Decimal(str(value))


def _uptime(agreement: record.Agreement) -> Iterator[Entry]:
    for promise in agreement.uptime:
        fields = (
            Field("", f"{plain(promise.percent)}%", _number(promise.percent), "higher"),
            Field("measured per", promise.period or ""),
            Field("as a", promise.binding, Decimal(promise.binding == "commitment"), "higher"),
        )
        whose = _whose(promise.service, promise.plan, promise.scope)
        yield Entry("Promise", "uptime", "Promised uptime", fields, tuple(promise.evidence), whose, "better")


def _credits(agreement: record.Agreement) -> Iterator[Entry]:
    """Yield the credits that are no bands of uptime or downtime, and what all credits are counted on."""
    for credit in agreement.credits:
        if banded(credit):
            continue
        amount = credit.credit
        bounds = " to ".join(_bound(end) for end in (credit.at_least, credit.below) if end is not None)
        fields = (
            Field("", amount_worded(amount), _number(amount.amount), "higher", f"{amount.unit} {amount.currency} {amount.basis}"),
            Field("for each", worded(credit.per), hours(credit.per) if credit.per else None, "lower"),
            Field("beyond", worded(credit.beyond), hours(credit.beyond) if credit.beyond else None, "lower", given="worse"),
        )
        whose = _whose(credit.service, credit.plan, bounds)
        yield Entry(
            "Credits", f"credit {credit.metric}", f"Credit for {_words(credit.metric)}", fields, tuple(credit.evidence), whose, "better"
        )
    bases: dict[str, list[record.Evidence]] = {}
    for credit in agreement.credits:
        if banded(credit) and credit.credit.basis:
            bases.setdefault(credit.credit.basis.casefold(), []).extend(credit.evidence)
    for basis, proofs in bases.items():
        yield Entry("Credits", "basis", "Credits are a share of", (Field("", basis),), tuple(proofs))


def _bound(end: float | str) -> str:
    return worded(end) if isinstance(end, str) else plain(end)


def _remedy(agreement: record.Agreement) -> Iterator[Entry]:
    remedy = agreement.remedy
    for cap in remedy.caps:
        amount = cap.model_copy(update={"basis": None})
        fields = (
            Field("", amount_worded(amount).removesuffix(" of fees"), _number(cap.amount), "higher", f"{cap.unit} {cap.currency}"),
            Field("of", cap.basis or ""),
        )
        yield Entry(
            "Credits", "cap", "Most that is credited", fields, tuple(cap.evidence), f"per {cap.period}" if cap.period else "", "worse"
        )
    for name, label, yes in (("sole_remedy", "Credits are the only remedy", "lower"), ("automatic", "Paid without request", "higher")):
        value = getattr(remedy, name)
        if value is not None:
            better: Better = "lower" if yes == "lower" else "higher"
            given: Direction = "better" if value == (better == "higher") else "worse"
            field = Field("", "yes" if value else "no", Decimal(value), better)
            yield Entry("Credits", name, label, (field,), tuple(remedy.evidence.get(name, [])), given=given)
    if remedy.form:
        field = Field("", remedy.form)
        yield Entry("Credits", "form", "Form of the remedy", (field,), tuple(remedy.evidence.get("form", [])), given="neutral")


def _claim(agreement: record.Agreement) -> Iterator[Entry]:
    claim = agreement.claim
    if claim is None:
        return
    proofs = tuple(claim.evidence)
    if claim.window:
        fields = (duration("", claim.window, "higher", "worse"), Field("from", _words(claim.anchor or "")))
        yield Entry("Claim", "window", "Time to claim", fields, proofs, given="worse")
    for other in claim.alternatives:
        length = record.Duration(duration=other.duration, business=other.business)
        fields = (duration("", length, "higher", "worse"), Field("from", _words(other.anchor or "")))
        yield Entry("Claim", "other window", "Time to claim, said elsewhere", fields, tuple(other.evidence))
    if claim.contact:
        yield Entry("Claim", "contact", "Claim to", (Field("", claim.contact),), proofs, given="neutral")


def _exclusions(agreement: record.Agreement) -> Iterator[Entry]:
    """Yield each excluded category once: the words of an exclusion are compared as clauses."""
    found: dict[str, list[record.Evidence]] = {}
    for exclusion in agreement.exclusions:
        found.setdefault(exclusion.category, []).extend(exclusion.evidence)
    for category, proofs in found.items():
        if category != "other":
            yield Entry(
                "Exclusions", f"exclusion {category}", f"Does not count: {CATEGORY_WORDS[category]}", (), tuple(proofs), given="worse"
            )


def _maintenance(agreement: record.Agreement) -> Iterator[Entry]:
    for entry in agreement.maintenance:
        limit = entry.limit
        per = limit.per or "" if limit else ""
        fields = (
            duration("notice", entry.notice, "higher", "better"),
            Field("window", entry.window or ""),
            Field("at most", _limited(limit), hours(limit.duration) if limit else None, "lower", per, "better"),
        )
        yield Entry("Maintenance", f"maintenance {entry.kind}", f"{entry.kind.capitalize()} maintenance", fields, tuple(entry.evidence))


def _limited(limit: record.Limit | None) -> str:
    return worded(limit.duration) + (f" per {limit.per}" if limit.per else "") if limit else ""


def _termination(agreement: record.Agreement) -> Iterator[Entry]:
    """Yield the rights to end; what makes the customer's right easier is better, what makes the provider's easier is not."""
    for right in agreement.termination:
        easier: Better | None = {"customer": "lower", "provider": "higher"}.get(right.holder)  # type: ignore[assignment]
        worse: Direction = {"customer": "worse", "provider": "better"}.get(right.holder, "unclear")  # type: ignore[assignment]
        harder: Better | None = {"lower": "higher", "higher": "lower"}.get(easier or "")  # type: ignore[assignment]
        t = right.threshold or record.Threshold()
        fields = (
            Field("after", f"{t.failures}{' consecutive' if t.consecutive else ''} failures", _number(t.failures), easier, given=worse)
            if t.failures
            else Field("after", "", given=worse),
            Field("within", worded(t.window)),
            Field(
                "below",
                f"{plain(t.below)}%" if t.below is not None else "",
                None if t.below is None else _number(t.below),
                harder,
                given=worse,
            ),
            duration("notice", right.notice, easier, worse),
            duration("cure", right.cure, easier, worse),
        )
        label = f"{right.holder.capitalize()} may end: {_words(right.trigger)}"
        family = f"termination {right.holder} {right.trigger}"
        yield Entry("Leaving", family, label, fields, tuple(right.evidence), given=GIVEN_TO[right.holder])


def _support(agreement: record.Agreement) -> Iterator[Entry]:
    for level in agreement.support:
        around = Decimal({"24x7": 1, "business_hours": 0}[level.coverage]) if level.coverage in {"24x7", "business_hours"} else None
        fields = (
            duration("response", level.response, "lower", "better"),
            duration("resolution", level.resolution, "lower", "better"),
            duration("update every", level.update, "lower", "better"),
            Field("hours", _words(level.coverage or ""), around, "higher"),
        )
        yield Entry("Support", "support", "Support", fields, tuple(level.evidence), _whose(level.severity, level.plan), "better")


def _performance(agreement: record.Agreement) -> Iterator[Entry]:
    for aim in agreement.performance:
        better = METRIC_BETTER.get(aim.metric) or COMPARATOR_BETTER.get(aim.comparator or "")
        text = f"{plain(aim.value)} {aim.unit}".replace(" percent", "%")
        fields = (Field("", text, _number(aim.value), better, aim.unit), Field("bound", aim.comparator or ""))
        whose = _whose(aim.scope, aim.plan, aim.statistic)
        family = f"performance {aim.metric}"
        yield Entry("Performance", family, _words(aim.metric).capitalize(), fields, tuple(aim.evidence), whose, "better")


def _reporting(agreement: record.Agreement) -> Iterator[Entry]:
    found: dict[str, list[record.Evidence]] = {}
    for report in agreement.reporting:
        found.setdefault(report.frequency or "", []).extend(report.evidence)
    for frequency, proofs in found.items():
        yield Entry("Governance", "reporting", "Reports", (Field("", frequency),), tuple(proofs), given="better")


def _parties(agreement: record.Agreement) -> Iterator[Entry]:
    for name, label in (
        ("provider", "Provider"),
        ("customer", "Customer"),
        ("effective_date", "Dated"),
        ("governing_law", "Governing law"),
    ):
        term = getattr(agreement, name)
        if term:
            yield Entry("Parties", name, label, (Field("", term.value),), tuple(term.evidence), given="neutral")


def _open(agreement: record.Agreement) -> Iterator[Entry]:
    """Yield what is left blank, and what the document says it does not give."""
    for blank in agreement.blanks:
        family = f"blank {blank.term}"
        yield Entry(
            "Left open", family, f"Left blank: {_words(blank.term)}", (Field("", blank.text),), tuple(blank.evidence), given="unclear"
        )
    for denial in agreement.denials:
        label = f"Says there is none: {_words(denial.term)}"
        yield Entry("Left open", f"denial {denial.term}", label, (), tuple(denial.evidence), given="worse")


READERS = (
    _uptime,
    _credits,
    _remedy,
    _claim,
    _exclusions,
    _maintenance,
    _termination,
    _support,
    _performance,
    _reporting,
    _parties,
    _open,
)


def entries(agreement: record.Agreement) -> list[Entry]:
    """Return the terms of a record as entries, in the order of the record.

    >>> source = record.Source(name="a.md", sha256="", media_type="text/markdown", bytes=0, words=0)
    >>> [(e.label, e.text) for e in entries(record.Agreement(document=source, uptime=[record.Uptime(percent=99.9, period="month")]))]
    [('Promised uptime', '99.9%, measured per month, as a commitment')]
    """
    found: Iterable[Iterator[Entry]] = (read(agreement) for read in READERS)
    return [entry for group in found for entry in group]
