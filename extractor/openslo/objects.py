"""Record → OpenSLO objects: a Service, and an SLO per promised share (uptime, delivery, durability)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractor import record
from extractor.comparison.table import clause_name
from extractor.comparison.time_cells import target_words
from extractor.comparison.units import plain
from extractor.language import sentence_at
from extractor.openslo.unsaid import unsaid

API = "openslo/v1"
LONGEST_NAME = 63
"""A name is a DNS label (RFC 1123)."""
LONGEST_PREFIX = 31
"""What the name of a service may take of the name of an SLO, so that the level is still told."""
LONGEST_DESCRIPTION = 1050
WINDOWS = {"day": "1d", "week": "1w", "month": "1M", "quarter": "1Q", "year": "1Y"}
STARTS = "2001-01-01 00:00:00"
"""The start of a day, a week (a Monday), a month, a quarter and a year at once."""
ZONE = "UTC"
SHARES = {"packet_delivery": False, "durability": False, "packet_loss": True, "error_rate": True}
"""Metrics that are shares of what is sent, stored or asked; True where the share is of what fails."""
ANNOTATION = "sla-extractor.example/"

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """Hold the objects, and in plain words what of the agreement they do not say."""

    objects: tuple[Object, ...]
    unsaid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Hold one promised share in the form that an SLO needs."""

    name: str
    shown: str
    percent: Decimal
    period: str | None
    binding: str
    said: str
    proven: record.Proven


def export(agreement: record.Agreement) -> Exported:
    """Return the OpenSLO objects of an agreement; none where it promises no level.

    >>> source = record.Source(name="acme.pdf", sha256="", media_type="application/pdf", bytes=0, words=0)
    >>> promised = record.Agreement(document=source, uptime=[record.Uptime(percent=99.95, period="month")])
    >>> export(promised).objects[1]["spec"]["objectives"]
    [{'displayName': '99.95% uptime', 'target': Decimal('0.9995')}]
    """
    notes: list[str] = []
    title = agreement.provider.value if agreement.provider else agreement.title or agreement.document.name
    service = label(title)
    taken: set[str] = set()
    objects = [_slo(agreement, service, level, notes, taken) for level in _levels(agreement, notes) if _fits(level, notes)]
    if objects:
        about = f"Levels promised in {agreement.document.name}"
        metadata = {"name": service, "displayName": title}
        objects.insert(0, {"apiVersion": API, "kind": "Service", "metadata": metadata, "spec": {"description": about}})
    return Exported(tuple(objects), tuple(dict.fromkeys([*notes, *unsaid(agreement)])))


def _levels(agreement: record.Agreement, notes: list[str]) -> Iterator[Level]:
    for promise in agreement.uptime:
        where = [part for part in (promise.service, promise.plan, promise.scope) if part]
        shown = f"{plain(promise.percent)}% uptime" + (f" ({', '.join(where)})" if where else "")
        name = label("uptime", *where)
        yield Level(name, shown, _exact(promise.percent), promise.period, promise.binding, shown, promise)
    for aim in agreement.performance:
        shown = f"{aim.metric.replace('_', ' ')} {target_words(aim)}" + (f" ({aim.scope})" if aim.scope else "")
        share = _share(aim)
        if share is None:
            notes.append(
                f"{shown}: a value, of which OpenSLO needs to know in what share of cases it must hold; the agreement does not say"
            )
        else:
            parts = [part for part in (aim.metric, aim.plan, aim.scope) if part]
            yield Level(label(*parts), shown, share, None, "commitment", shown, aim)


def _share(aim: record.Performance) -> Decimal | None:
    """Return the share of what must go well, in percent; None where the target is not a share, or has no such direction."""
    if aim.metric not in SHARES or aim.unit != "percent" or aim.comparator is None:
        return None
    failing = SHARES[aim.metric]
    if aim.comparator[0] != ("<" if failing else ">"):
        return None
    return Decimal(100) - _exact(aim.value) if failing else _exact(aim.value)


def _fits(level: Level, notes: list[str]) -> bool:
    """Tell whether a target can be said: OpenSLO wants a share of at least 0 and below 1."""
    if Decimal(0) <= level.percent < Decimal(100):
        return True
    notes.append(f"{level.shown}: an OpenSLO target is below 100%; this promise has no error budget")
    return False


def _slo(agreement: record.Agreement, service: str, level: Level, notes: list[str], taken: set[str]) -> Object:
    name = _unique(f"{service[:LONGEST_PREFIX].rstrip('-')}-{level.name}", taken)
    indicator = label(level.name)
    notes.append(f"indicator {indicator!r}: the agreement names no source of measurement; define an SLI of this name")
    notes.append("budgetingMethod Occurrences: a share of time is counted as a share of evenly spaced checks")
    spec: Object = {
        "description": _description(agreement, level),
        "service": service,
        "indicatorRef": indicator,
        "budgetingMethod": "Occurrences",
    }
    window = _window(level, notes)
    if window:
        spec["timeWindow"] = [window]
    spec["objectives"] = [{"displayName": level.shown, "target": (level.percent / 100).normalize()}]
    metadata = {"name": name, "displayName": level.shown, "annotations": _annotations(agreement, level)}
    return {"apiVersion": API, "kind": "SLO", "metadata": metadata, "spec": spec}


def _window(level: Level, notes: list[str]) -> Object | None:
    duration = WINDOWS.get(level.period or "")
    if duration is None:
        why = "is over the whole contract" if level.period == "contract" else "is not stated"
        notes.append(f"{level.shown}: over what it is measured {why}; the SLO has no timeWindow")
        return None
    notes.append(f"timeWindow: no time zone is stated, {ZONE} is written; set that of the agreement")
    if level.period == "week":
        notes.append("timeWindow: on what day a week begins is not stated, Monday is written")
    return {"duration": duration, "isRolling": False, "calendar": {"startTime": STARTS, "timeZone": ZONE}}


def _description(agreement: record.Agreement, level: Level) -> str:
    """Return the sentences that promise the level."""
    kind = "Target, not a promise: " if level.binding == "target" else ""
    texts = {clause.id: clause.text for clause in agreement.clauses}
    said = dict.fromkeys(_sentence(texts.get(e.clause, ""), e) for e in level.proven.evidence)
    text = f"{kind}{' … '.join(said) or level.said}"
    return text if len(text) <= LONGEST_DESCRIPTION else text[: LONGEST_DESCRIPTION - 1] + "…"


def _sentence(text: str, proof: record.Evidence) -> str:
    """Return the sentence around a quote, the quote alone where it stands in a heading."""
    whole = (
        sentence_at(text, proof.start).of(text) if proof.part == "text" and text[proof.start : proof.end] == proof.quote else proof.quote
    )
    return " ".join(whole.split())


def _annotations(agreement: record.Agreement, level: Level) -> dict[str, str]:
    """Return where the promise stands, so that an alert leads back to the words."""
    clauses = {clause.id: clause for clause in agreement.clauses}
    told = {"file": agreement.document.name, "sha256": agreement.document.sha256, "binding": level.binding}
    told["confidence"] = plain(round(level.proven.confidence, 3))
    places = list(dict.fromkeys(clause_name(clauses, e.clause) for e in level.proven.evidence))
    pages = list(dict.fromkeys(str(e.page) for e in level.proven.evidence if e.page))
    told |= {"clause": "; ".join(places)} if places else {}
    told |= {"page": ", ".join(pages)} if pages else {}
    return {ANNOTATION + key: value for key, value in told.items() if value}


def label(*parts: str) -> str:
    """Return words as a DNS label: at most 63 small letters, digits and dashes, beginning and ending with none of these.

    >>> label("Acme Cloud Ltd", "uptime", "Größe: API v2")
    'acme-cloud-ltd-uptime-grosse-api-v2'
    """
    text = unicodedata.normalize("NFKD", " ".join(parts).replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:LONGEST_NAME].rstrip("-") or "agreement"


def _unique(name: str, taken: set[str]) -> str:
    """Return the name, with a number where it is taken."""
    for number in _numbers():
        tail = f"-{number}" if number else ""
        free = name[: LONGEST_NAME - len(tail)].rstrip("-") + tail
        if free not in taken:
            taken.add(free)
            return free
    raise AssertionError  # the numbers do not end


def _numbers() -> Iterable[int]:
    yield 0
    number = 1
    while True:
        number += 1
        yield number


def _exact(number: float) -> Decimal:
    return Decimal(str(number))
