"""One agreement for a person: what is promised, paid, excluded, how to claim and to leave, each with clause and page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extractor import record
from extractor.comparison.cells import CATEGORY_WORDS, quotes_of
from extractor.comparison.credit_cells import capped_words
from extractor.comparison.mentions import spoken_of
from extractor.comparison.table import NAMED, UNREAD, Quote, clause_name
from extractor.comparison.terms import right_words
from extractor.comparison.time_cells import COVERAGE_WORDS, level_name, maintenance_words, target_words, window_words
from extractor.comparison.units import allowed_downtime, amount_worded, minutes_worded, plain, worded


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one statement of a summary and the words behind it."""

    text: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Hold the statements on one question; no lines means that the document does not say."""

    title: str
    lines: tuple[Line, ...]
    absent: str = "not stated"


@dataclass(frozen=True, slots=True)
class Summary:
    """Hold one agreement, summed up."""

    title: str
    file: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]


METRIC_WORDS = {"rto": "recovery time (RTO)", "rpo": "recovery point (RPO)", "other": "another target"}
FORM_WORDS = {
    "credit": "given as a credit on invoices",
    "refund": "given as a refund",
    "extension": "given as free time",
    "any": "given in several forms",
}
TRIGGER_WORDS = {
    "sla_failure": "after missed service levels",
    "material_breach": "when the other side breaks the agreement materially",
    "convenience": "without cause",
    "insolvency": "on insolvency",
    "non_payment": "when fees are not paid",
    "force_majeure": "after lasting force majeure",
    "change_of_terms": "when the terms are changed",
    "change_of_control": "when the other side is taken over",
    "expiry": "at the end of the term",
    "other": "for another reason",
}


def summarise(agreement: record.Agreement) -> Summary:
    """Return what the agreement promises, section by section, each line with its clause number and page."""
    unread = any(n.code in UNREAD for n in agreement.document.warnings)
    silent = "not read (parts of the document could not be read)" if unread else "not stated"
    spoken = spoken_of(agreement)
    clauses = {clause.id: clause for clause in agreement.clauses}

    def absent(group: str) -> str:
        names = dict.fromkeys(clause_name(clauses, clause.id) for clause in spoken.get(group, ())[:NAMED])
        return f"not found, though the document speaks of it: see {', '.join(names)}" if names else silent

    facts = [
        (name, term.value)
        for name, term in (
            ("Provider", agreement.provider),
            ("Customer", agreement.customer),
            ("Dated", agreement.effective_date),
            ("Governing law", agreement.governing_law),
        )
        if term
    ]
    return Summary(
        title=agreement.title or agreement.document.name,
        file=agreement.document.name,
        facts=tuple(facts),
        sections=tuple(Section(title, tuple(lines(agreement)), absent(group)) for title, lines, group in SECTIONS),
        notes=tuple(f"{n.message}" + (f" (page {n.page})" if n.page else "") for n in agreement.document.warnings),
    )


def _line(agreement: record.Agreement, text: str, term: record.Proven) -> Line:
    return Line(text, quotes_of(agreement, term.evidence))


def _promised(agreement: record.Agreement) -> Iterable[Line]:
    yield from _denied(agreement, "uptime")
    for promise in agreement.uptime:
        where = ", ".join(filter(None, (promise.service, promise.plan, promise.scope)))
        text = (
            f"{plain(promise.percent)}% uptime"
            + (f" for {where}" if where else "")
            + (f", measured per {promise.period}" if promise.period else "")
        )
        allowed = f" ({minutes_worded(allowed_downtime(promise.percent))} down in a 30-day month)"
        yield _line(agreement, text + (" (a target, not a promise)" if promise.binding == "target" else "") + allowed, promise)
    for aim in agreement.performance:
        where = f" for {aim.scope}" if aim.scope else ""
        yield _line(agreement, f"{METRIC_WORDS.get(aim.metric, aim.metric.replace('_', ' '))}: {target_words(aim)}{where}", aim)


def band_words(credit: record.Credit) -> str:
    """Return when a credit is due.

    >>> band_words(record.Credit(at_least=99.0, below=99.9, credit=record.Amount(amount=10, unit="percent")))
    'uptime from 99% to below 99.9%'
    """
    unit = "%" if credit.metric in {"uptime", "packet_loss", "delivery"} else ""

    def bound(value: float | str) -> str:
        return worded(value) if isinstance(value, str) else f"{plain(value)}{unit}"

    name = credit.metric.replace("_", " ") if credit.metric != "other" else "missed level"
    if credit.at_least is not None and credit.below is not None:
        name += f" from {bound(credit.at_least)} to below {bound(credit.below)}"
    elif credit.below is not None:
        name += f" below {bound(credit.below)}"
    elif credit.at_least is not None:
        name += f" of {bound(credit.at_least)} or more"
    if credit.per:
        name += f", for each {worded(credit.per).removeprefix('1 ')}"
    return name + (f" [{', '.join(filter(None, (credit.service, credit.plan)))}]" if credit.service or credit.plan else "")


def _denied(agreement: record.Agreement, term: str) -> Iterable[Line]:
    for denial in agreement.denials:
        if denial.term == term:
            yield _line(agreement, f"none: {denial.text}", denial)


def _paid(agreement: record.Agreement) -> Iterable[Line]:
    yield from _denied(agreement, "credits")
    for credit in agreement.credits:
        yield _line(agreement, f"{band_words(credit)}: {amount_worded(credit.credit)}", credit)
    remedy = agreement.remedy
    for cap in remedy.caps:
        yield _line(agreement, f"at most {capped_words(cap)}", cap)
    words: tuple[tuple[str, str | None], ...] = (
        ("sole_remedy", {True: "credits are the only remedy", False: "credits are not the only remedy", None: None}[remedy.sole_remedy]),
        ("automatic", {True: "paid without request", False: "paid only on request", None: None}[remedy.automatic]),
        ("form", FORM_WORDS[remedy.form] if remedy.form else None),
    )
    for member, text in words:
        if text:
            yield Line(text, quotes_of(agreement, remedy.evidence.get(member, [])))


def _excluded(agreement: record.Agreement) -> Iterable[Line]:
    for entry in agreement.exclusions:
        yield _line(agreement, CATEGORY_WORDS[entry.category] if entry.category != "other" else f"other: {entry.text}", entry)
    for work in agreement.maintenance:
        yield _line(agreement, f"{work.kind} maintenance: {maintenance_words(work)}", work)


def _claimed(agreement: record.Agreement) -> Iterable[Line]:
    claim = agreement.claim
    if claim is None:
        return
    if claim.window:
        window = record.Window(duration=claim.window.duration, business=claim.window.business, anchor=claim.anchor)
        yield _line(agreement, f"within {window_words(window)}", claim)
    for other in claim.alternatives:
        yield Line(f"elsewhere: within {window_words(other)}", quotes_of(agreement, other.evidence or claim.evidence))
    for text, name in ((claim.contact, "to"), ("; ".join(claim.requires), "with")):
        if text:
            yield _line(agreement, f"{name} {text}", claim)


def _left(agreement: record.Agreement) -> Iterable[Line]:
    for right in agreement.termination:
        words = right_words(right)
        who = {"customer": "the customer", "provider": "the provider", "either": "either side"}[right.holder]
        yield _line(agreement, f"{who}: {TRIGGER_WORDS[right.trigger]}" + (f" ({words})" if words != "yes" else ""), right)


def _supported(agreement: record.Agreement) -> Iterable[Line]:
    for entry in agreement.support:
        aims = [
            f"{word} {worded(value)}"
            for word, value in (("response", entry.response), ("resolution", entry.resolution), ("update every", entry.update))
            if value
        ]
        where = ", ".join(filter(None, (entry.plan, COVERAGE_WORDS.get(entry.coverage or "", entry.coverage))))
        yield _line(agreement, f"{level_name(entry)}: {', '.join(aims) or 'no times stated'}" + (f" [{where}]" if where else ""), entry)
    for report in agreement.reporting:
        yield _line(agreement, f"report or review: {report.frequency or 'no frequency stated'}", report)


def _open(agreement: record.Agreement) -> Iterable[Line]:
    for blank in agreement.blanks:
        yield _line(agreement, f"{blank.term}: {blank.text}", blank)


SECTIONS: tuple[tuple[str, Callable[[record.Agreement], Iterable[Line]], str], ...] = (
    ("What is promised", _promised, "uptime"),
    ("What is paid", _paid, "credits"),
    ("What does not count", _excluded, "exclusions"),
    ("How to claim", _claimed, "claim"),
    ("How to leave", _left, "termination"),
    ("Support and reports", _supported, "support"),
    ("Left blank", _open, "blanks"),
)
