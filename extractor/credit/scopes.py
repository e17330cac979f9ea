"""For what credits are paid: the services and plans of an agreement, with the promise and the rules of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor import record
from extractor.credit.account import Quoter, Step
from extractor.credit.counting import same
from extractor.credit.facts import Case
from extractor.credit.fees import shown
from extractor.credit.periods import Kind
from extractor.credit.worktime import ONLY, Hours, hours_in
from extractor.language import sentence_at
from extractor.quantities.durations import minutes_of

MEASURED = ("uptime", "downtime")
"""Metrics that outages tell; latency, response times and others need other measurements."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Hold one service and plan (None: whatever the agreement covers) with what is promised and paid for it."""

    service: str | None
    plan: str | None
    promise: Decimal | None
    period: Kind
    rules: tuple[record.Credit, ...]
    steps: tuple[Step, ...]
    hours: Hours | None = None
    """Hours of the day within which the promise says that it holds."""

    @property
    def name(self) -> str:
        """Return its name, empty where it is all that the agreement covers."""
        return ", ".join(filter(None, (self.service, self.plan)))


def scopes(agreement: record.Agreement, case: Case, quoter: Quoter) -> list[Scope]:
    """Return the scopes that `case` may fall into, in the order of the document; at least one."""
    rules = [rule for rule in agreement.credits if computable(rule) and _meant(rule, case)]
    keys = list(dict.fromkeys((rule.service, rule.plan) for rule in rules))
    if not keys:
        keys = [(case.service, case.plan)]
    return [
        _scope(service, plan, [r for r in rules if (r.service, r.plan) == (service, plan)], agreement, case, quoter)
        for service, plan in keys
    ]


def _meant(rule: record.Credit, case: Case) -> bool:
    return _fits(rule.service, case.service) and _fits(rule.plan, case.plan)


def _fits(one: str | None, other: str | None) -> bool:
    return one is None or other is None or same(one, other)


def computable(rule: record.Credit) -> bool:
    """Tell whether outages tell what a rule pays: it is on uptime or downtime and its bounds are of that kind.

    >>> computable(record.Credit(metric="latency", credit=record.Amount(amount=1, unit="days")))
    False
    """
    bounds = [bound for bound in (rule.at_least, rule.below) if bound is not None]
    kind = str if rule.metric == "downtime" else (int, float)
    times = [*(bound for bound in bounds if isinstance(bound, str)), *(t for t in (rule.per, rule.beyond) if t)]
    return rule.metric in MEASURED and all(isinstance(bound, kind) for bound in bounds) and all(map(_is_length, times))


def _is_length(iso: str) -> bool:
    try:
        return minutes_of(iso) >= 0
    except ValueError:
        return False


def _scope(
    service: str | None, plan: str | None, rules: Sequence[record.Credit], agreement: record.Agreement, case: Case, quoter: Quoter
) -> Scope:
    wanted = [u for u in agreement.uptime if _fits(u.service, service or case.service) and _fits(u.plan, plan or case.plan)]
    firm = [u for u in wanted if u.binding == "commitment"] or wanted
    lowest = min(firm, key=lambda u: u.percent, default=None)
    promise = Decimal(str(lowest.percent)) if lowest else None
    steps = list(_promised(lowest, firm, quoter))
    period, step = _period(case, firm, agreement.uptime, quoter)
    hours = _hours(lowest, quoter)
    steps += [step, *_hours_told(lowest, hours, case, quoter)]
    return Scope(service or case.service, plan or case.plan, promise, period, tuple(rules), tuple(steps), hours)


def _hours(promise: record.Uptime | None, quoter: Quoter) -> Hours | None:
    """Return the hours of the day that a promise is limited to in its own sentence."""
    found = {hours for words in _limiting(promise, quoter) if (hours := hours_in(words)) is not None}
    return found.pop() if len(found) == 1 else None


def _limiting(promise: record.Uptime | None, quoter: Quoter) -> Iterable[str]:
    """Yield the words of a promise that speak of business hours: its scope, and the sentences that prove it."""
    for proof in promise.evidence if promise else ():
        clause = quoter.clauses.get(proof.clause)
        if clause and proof.part == "text" and ONLY.search(words := sentence_at(clause.text, proof.start).of(clause.text)):
            yield words
    if promise and promise.scope and ONLY.search(promise.scope):
        yield promise.scope


def _hours_told(promise: record.Uptime | None, hours: Hours | None, case: Case, quoter: Quoter) -> Iterable[Step]:
    if promise and hours is None and case.hours is None and any(_limiting(promise, quoter)):
        words = "The promise speaks of hours of the day that were not read; it is measured around the clock. Give them with --hours."
        yield Step(words, quoter.of(promise), "warning")


def _promised(lowest: record.Uptime | None, firm: Sequence[record.Uptime], quoter: Quoter) -> Iterable[Step]:
    if lowest is None:
        yield Step("No promised level of uptime was found.", (), "warning")
        return
    aim = " (a target)" if lowest.binding == "target" else ""
    yield Step(f"{shown(Decimal(str(lowest.percent)))}% uptime is promised{aim}.", quoter.of(lowest))
    levels = dict.fromkeys(u.percent for u in firm)
    if len(levels) > 1:
        named = ", ".join(f"{shown(Decimal(str(u.percent)))}% {u.service or u.plan or u.scope or ''}".strip() for u in firm)
        yield Step(
            f"Several levels are promised ({named}); the lowest is taken. Choose with --service or --plan.", quoter.of(*firm), "assumption"
        )


def _period(case: Case, firm: Sequence[record.Uptime], every: Sequence[record.Uptime], quoter: Quoter) -> tuple[Kind, Step]:
    if case.period:
        return case.period, Step(f"Measured per {case.period}, as asked for.", (), "assumption")
    stated = [u for u in (*firm, *every) if u.period and (u.period != "contract" or case.term)]
    if not stated:
        return "month", Step("No period of measurement was found; the calendar month is taken.", (), "assumption")
    kind = stated[0].period or "month"
    return kind, Step(f"Measured per {kind}.", quoter.of(stated[0]))
