"""Service credits: bands from tables and sentences, cumulative thresholds resolved, rules per duration of downtime, single remedies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from extractor import record
from extractor.document import Clause, Document
from extractor.quantities import Duration
from extractor.taxonomy import CreditMetric
from extractor.terms.context import context_of
from extractor.terms.credits_bands import Band, Bound, resolved
from extractor.terms.credits_measures import DOWNTIME, UPTIME, level_of, networks_of, single_level
from extractor.terms.credits_rates import minimum_outage
from extractor.terms.credits_sentences import bands_of_text, headed
from extractor.terms.credits_table import bands_of_table
from extractor.terms.evidence import confidence, prove
from extractor.terms.performance import find as find_performance
from extractor.terms.remedy_caps import CREDITS
from extractor.terms.uptime import find as find_uptime
from extractor.terms.uptime_table import name_of_section
from extractor.terms.uptime_words import levels

OWED = re.compile(
    r"(?<!non-)\b(?:credit(?:s|ed)?|refund(?:s|ed)?|reimburse[sd]?|compensat\w+|rebates?|vouchers?|deduct(?:ed|ions?)?|liquidated\s+damages|taken\s+off)\b",
    re.IGNORECASE,
)
SERVED = re.compile(
    r"\b(?:up-?\s?time|down-?\s?time|(?:un)?availab\w+|outages?|service\s+levels?|sla|service\s+credits?|interrupt\w+|latency|packets?|jitter|response\s+times?|guarantees?)\b",
    re.IGNORECASE,
)
"""What a passage like no label has to speak of before money in it is a credit: the payment, and the service that failed."""
GRANTS = re.compile(
    r"\b(?:entitles?|receives?|credits|(?:shall|will|is|are|be)\s+(?:\w+\s+){0,3}?(?:credit(?:ed)?|refund(?:ed)?|entitled|allowed))\b[^.;]{0,90}\b(?:credits?|refund|rebate|(?:fees?|charges?|mrc))\b|\ba\s+(?:service\s+)?(?:credit|refund|rebate)\s+(?:of|equal\s+to|in\s+the\s+amount\s+of)\b|\b(?:fees?|charges?)\s+(?:is|are)\s+(?:allowed|credited|waived|refunded)\b",
    re.IGNORECASE,
)
"""What a passage on another subject has to say in so many words: a target whose own clause ends in what its failure pays."""
SURE = 0.5
"""Probability from which the label alone makes a passage one of credits."""


def find(clauses: Sequence[Clause], document: Document) -> list[record.Credit]:
    """Return every band, row or rule of credits. A rule that pays nothing, a cap or an example is none."""
    by_id = {clause.id: clause for clause in clauses}
    promises = _promises(clauses, document, by_id)
    services = {
        name: re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        for name in dict.fromkeys(level.service for level in promises if level.service)
    }
    targets = _Targets(clauses, document)
    groups = [resolved(group, promise=_first_level(group, promises)) for group in _groups(clauses, document, by_id)]
    found = [
        placed
        for group in _told_apart(groups, clauses)
        for band in group
        for measured in _of_measures(_of_service(band, services, by_id), clauses, targets)
        for placed in _placed(measured, clauses, promises, targets)
    ]
    found = _without_general(found)
    return [_credit(band) for band in _without_repeats(found)]


def _groups(clauses: Sequence[Clause], document: Document, by_id: dict[str, Clause]) -> Iterator[list[Band]]:
    """Yield the bands that stand together: those of one table, of one list, of one run of paragraphs under a heading."""
    read: set[str] = set()
    for table in dict.fromkeys(clause.table for clause in clauses if clause.kind == "row" and clause.table is not None):
        rows = [clause for clause in clauses if clause.table == table and clause.kind == "row"]
        if not _table_may_pay(rows, context_of(rows[0], by_id)):
            continue
        bands = bands_of_table(rows, document, context=context_of(rows[0], by_id))
        if bands:
            read.update(row.id for row in rows)
            yield bands
    texts: dict[tuple[object, ...], list[Band]] = {}
    for clause in clauses:
        if clause.id in read or not clause.text or not _may_pay(clause):
            continue
        listed = clause.lead_in if clause.kind == "item" else None  # two lists of one section are two series of bands
        texts.setdefault((clause.path, listed), []).extend(bands_of_text(clause, context=context_of(clause, by_id)))
    yield from texts.values()


def _told_apart(groups: Sequence[list[Band]], clauses: Sequence[Clause]) -> list[list[Band]]:
    """Return groups with the service named by their heading where two sections pay the same for services of their own.

    A table, or a sentence in a section that promises a level, is a section's own rule; any other repetition says a thing again.
    """
    promising = {clause.path for clause in clauses if clause.has("uptime_guarantee") and levels(clause.text)}
    own: dict[tuple[object, ...], set[tuple[str, ...]]] = {}
    for group in groups:
        for band in group:
            if band.clause.path and (band.clause.kind == "row" or band.clause.path in promising):
                own.setdefault(_rule_of(band), set()).add(band.clause.path)
    shared = {path for paths in own.values() if len({name_of_section(path) for path in paths}) > 1 for path in paths}
    return [
        [
            replace(band, service=name_of_section(band.clause.path)) if band.service is None and band.clause.path in shared else band
            for band in group
        ]
        for group in groups
    ]


def _of_service(band: Band, services: Mapping[str, re.Pattern[str]], by_id: dict[str, Clause]) -> Band:
    """Return a band for the one service that its words name, of those that the agreement promises levels for.

    Its own passage decides, then its lead-in, then the headings from the innermost; words that name several hold for each.
    """
    if band.service or band.plan or len(services) < 2:
        return band
    lead_in = by_id.get(band.clause.lead_in or "")
    for words in (band.clause.text, lead_in.text if lead_in else "", *reversed(band.clause.path)):
        said = [name for name, pattern in services.items() if pattern.search(words)]
        said = [name for name in said if not any(name != other and name in other for other in said)]
        if said:
            return replace(band, service=said[0]) if len(said) == 1 else band
    return band


def _rule_of(band: Band) -> tuple[object, ...]:
    return (band.metric, band.low, band.high, band.per, band.paid and (band.paid.amount, band.paid.unit), band.service, band.plan)


def _table_may_pay(rows: Sequence[Clause], context: str) -> bool:
    """Tell whether a table is read for credits: a row is surely one of credits, or the words of payment stand in or above it."""
    if any(row.probability("service_credit") >= SURE or not row.labels for row in rows):
        return True
    return bool(CREDITS.search(" ".join((context, *rows[0].header, *(row.text for row in rows)))))


def _may_pay(clause: Clause) -> bool:
    """Tell whether a sentence is read for credits: its label is sure, or words of payment stand beside a label in doubt."""
    if clause.labels and not clause.has("service_credit"):
        doubtful = all(probability < SURE for _, probability in clause.labels)
        return (doubtful or clause.has("performance", "support", "uptime_guarantee")) and bool(GRANTS.search(clause.text))
    if not clause.labels and headed(clause, clause.text):
        return True
    if not clause.labels and not (OWED.search(clause.text) and SERVED.search(" ".join((clause.text, *clause.path)))):
        return False
    return clause.probability("service_credit") >= SURE or bool(CREDITS.search(clause.text))


@dataclass(frozen=True, slots=True)
class _Level:
    """Hold a promised level with the section that promises it and what it holds for."""

    path: tuple[str, ...]
    percent: Decimal
    service: str | None
    plan: str | None


MOST_LEVELS = 4
"""Promises up to which one rule without a bound is taken to hold for each; beyond, a document lists services."""


def _promises(clauses: Sequence[Clause], document: Document, by_id: dict[str, Clause]) -> list[_Level]:
    """Return the levels promised, in the order of the document."""
    return [
        _Level(by_id[each.evidence[0].clause].path, Decimal(str(each.percent)), each.service, each.plan)
        for each in find_uptime(clauses, document)
        if each.binding == "commitment"
    ]


def _first_level(group: Sequence[Band], promises: Sequence[_Level]) -> Decimal | None:
    """Return the level that a group's open bands end at: the first of its own section, else of the document."""
    own = [level for level in promises if group and level.path == group[0].clause.path]
    return next((level.percent for level in (own or promises)), None)


def _below(band: Band, promises: Sequence[_Level]) -> list[Band]:
    """Return a credit without bounds below the level that it pays for: its own section's, else each one that is promised."""
    levels = [level for level in promises if level.path == band.clause.path] or list(promises)
    distinct = list({level.percent: level for level in reversed(levels)}.values())[::-1]
    if not distinct:
        return [replace(band, metric="other")]
    named_apart = len({(level.service, level.plan) for level in distinct}) == len(distinct) and all(
        level.service or level.plan for level in distinct
    )
    if len(distinct) > MOST_LEVELS or band.service or band.plan or not named_apart:
        distinct = distinct[:1]
    several = len(distinct) > 1
    return [
        replace(band, high=level.percent, service=level.service if several else band.service, plan=level.plan if several else band.plan)
        for level in distinct
    ]


class _Targets:
    """Hold the network targets of the whole document; they are looked for when the first credit leans on one."""

    def __init__(self, clauses: Sequence[Clause], document: Document) -> None:
        self._clauses, self._document = clauses, document

    @cached_property
    def _found(self) -> list[record.Performance]:
        return find_performance(self._clauses, self._document)

    def of(self, metric: CreditMetric, words: str) -> list[tuple[Bound, str | None]]:
        """Return the targets of a metric, each with what it holds for: of several those that words name, else every one."""
        named = {"delivery": "packet_delivery"}.get(metric, metric)
        found = [each for each in self._found if each.metric == named and each.unit in ("ms", "seconds", "percent")]
        said = [each for each in found if each.scope and each.scope.lower() in words.lower()]
        levels: dict[Bound, str | None] = {}
        for each in said or found:
            levels.setdefault(Decimal(str(each.value)) * (1000 if each.unit == "seconds" else 1), each.scope)
        if len(levels) == 1:
            return [(level, None) for level in levels]
        return list(levels.items()) if len(levels) <= MOST_ROUTES else []

    def measures_of(self, path: tuple[str, ...] | None) -> list[CreditMetric]:
        """Return the network measures that a section gives targets for, or the whole document."""
        names: dict[str, CreditMetric] = {
            "latency": "latency",
            "packet_loss": "packet_loss",
            "packet_delivery": "delivery",
            "jitter": "jitter",
        }
        found = [each for each in self._found if path is None or self._path_of(each) == path]
        return list(dict.fromkeys(names[each.metric] for each in found if each.metric in names))

    def _path_of(self, target: record.Performance) -> tuple[str, ...]:
        return next((clause.path for clause in self._clauses if clause.id == target.evidence[0].clause), ())


MOST_ROUTES = 6
"""Targets of one measure up to which a credit is given for each; beyond, a table lists them and the credit names none."""
_EACH_MEASURE = re.compile(
    r"\b(?:each|every|any|either|one)\s+(?:of\s+(?:the|these|those)\s+)?(?:\w+\s+){0,2}?(?:measures?|parameters?|metrics?|values?|figures?|targets?|goals?|objectives?|limits?|guarantees?)\b",
    re.IGNORECASE,
)
_MEASURE_MISSED = re.compile(
    r"\b(?:miss(?:es|ed)?|exceed(?:s|ed)?|not\s+(?:met|kept|reached|achieved)|fails?|failed|worse)\b", re.IGNORECASE
)


def _of_measures(band: Band, clauses: Sequence[Clause], targets: _Targets) -> list[Band]:
    """Return a credit "for each measure that is missed", which names none, for each network measure of its section, else of the document."""
    words = band.span.of(band.clause.text)
    bound = band.low is not None or band.high is not None or band.per is not None
    if band.metric not in ("uptime", "other") or bound or band.plan or UPTIME.search(words) or DOWNTIME.search(words):
        return [band]
    if not _EACH_MEASURE.search(words) or not _MEASURE_MISSED.search(words):
        return [band]
    if any(clause.path == band.clause.path and clause.has("uptime_guarantee") and levels(clause.text) for clause in clauses):
        return [band]
    measures = targets.measures_of(band.clause.path) or targets.measures_of(None)
    return [replace(band, metric=metric) for metric in measures] or [replace(band, metric="other")]


def _placed(band: Band, clauses: Sequence[Clause], promises: Sequence[_Level], targets: _Targets) -> list[Band]:
    """Return a band with the bound that its own words leave to another clause: the promise, or the section's network target."""
    if band.metric == "uptime" and band.low is None and band.high is None and band.per is None:
        return _below(band, promises)
    if band.metric in ("latency", "jitter", "packet_loss", "delivery") and band.low is None and band.high is None:
        level = _target_of(band, clauses)
        found = [(level, None)] if level is not None else targets.of(band.metric, band.clause.text)
        if found and band.metric == "delivery":
            return [replace(band, high=level, service=scope or band.service) for level, scope in found]
        if found:
            return [replace(band, low=level, service=scope or band.service) for level, scope in found]
    if band.metric == "downtime" and band.per is not None and band.low is None and band.beyond is None:
        return [replace(band, low=next(minimum_outage(list(clauses)), None))]
    return [band]


def _target_of(band: Band, clauses: Sequence[Clause]) -> Bound | None:
    """Return the network target that a credit's section gives; of a table of several routes only one that the credit names."""
    section = [
        clause
        for clause in clauses
        if clause.path == band.clause.path and (clause.id == band.clause.id or clause.has("performance", "uptime_guarantee"))
    ]
    rows = [clause for clause in section if clause.kind == "row"]
    several = len({single_level(_with_headers(row), metric=band.metric) for row in rows} - {None}) > 1
    told = band.clause.text.lower()
    for words in reversed(band.clause.path):
        if (level := single_level(words, metric=band.metric) or level_of(words, band.clause.text, metric=band.metric)) is not None:
            return level
    for clause in section:
        words = _with_headers(clause)
        if clause.kind != "row" and band.metric not in networks_of(words):
            continue  # another target of the section: how soon objects are purged, where the credit is for latency
        level = single_level(words, metric=band.metric)
        if level is not None and clause.kind == "row" and clause.id != band.clause.id and several:
            level = level if clause.text.split(" | ")[0].lower() in told else None
        level = level or level_of(words, band.clause.text, metric=band.metric)
        if level is not None and not (clause.id == band.clause.id and band.paid and band.paid.amount == level):
            return level
    return None


def _with_headers(clause: Clause) -> str:
    """Return a row with each cell behind its header ("Domestic 60 ms | Transatlantic 95 ms"), other clauses as they are."""
    cells = clause.text.split(" | ")
    if clause.kind != "row" or len(cells) != len(clause.header):
        return clause.text
    return " | ".join(f"{head} {cell}" for head, cell in zip(clause.header, cells, strict=True))


def _without_general(bands: list[Band]) -> list[Band]:
    """Return the bands without the general sentence that only announces them ("you receive a credit of 10% or more")."""
    exact = {(b.metric, b.paid.amount, b.paid.unit) for b in bands if b.paid and (b.low is not None or b.per is not None)}
    return [
        b
        for b in bands
        if b.paid and (b.low is not None or b.per is not None or b.rule > 0.76 or (b.metric, b.paid.amount, b.paid.unit) not in exact)
    ]


def _without_repeats(bands: Sequence[Band]) -> list[Band]:
    kept: dict[tuple[object, ...], Band] = {}
    for band in bands:
        if band.paid is not None:
            kept.setdefault(_rule_of(band), band)
    return list(kept.values())


def _credit(band: Band) -> record.Credit:
    assert band.paid is not None
    return record.Credit(
        metric=band.metric,
        at_least=_bound(band.low),
        below=_bound(band.high),
        per=band.per,
        beyond=band.beyond,
        service=band.service,
        plan=band.plan,
        credit=record.Amount(
            amount=round(float(band.paid.amount), 4), unit=band.paid.unit, basis=band.paid.basis, currency=band.paid.currency
        ),
        evidence=[prove(band.clause, band.span), *([prove(band.header)] if band.header else [])],
        confidence=confidence([band.clause], "service_credit", rule=band.rule),
    )


def _bound(bound: Bound | None) -> float | str | None:
    return bound.iso if isinstance(bound, Duration) else None if bound is None else float(bound)
