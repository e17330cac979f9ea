"""An agreement and a case in, an account out: every reading of the agreement that pays otherwise, each step with its clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor import record
from extractor.credit.account import Account, PeriodCredit, Quoter, Reading, Step
from extractor.credit.caps import Caps
from extractor.credit.choices import ALTERNATIVES, Choices
from extractor.credit.counting import Verdict, measure, minutes_said, same, verdicts
from extractor.credit.deadlines import deadlines
from extractor.credit.deadlines import notes as claim_notes
from extractor.credit.facts import Case, without_zone
from extractor.credit.fees import rounded, said
from extractor.credit.leaving import exits
from extractor.credit.periods import Kind, Period, periods
from extractor.credit.rules import earned, percent, settled
from extractor.credit.scopes import Scope, computable, scopes

PLAIN = "plain reading"


def compute(agreement: record.Agreement, case: Case) -> Account:
    """Return what the outages of `case` are worth under `agreement`.

    Where its words can be read in several ways the first reading is the plain one, and each other that pays otherwise follows.
    Nothing is guessed: what the record does not hold is taken as said in a step marked as an assumption, or left out with a warning.
    Raises `BadFact` where the outages are given in several time zones.
    """
    case = replace(case, outages=without_zone(case.outages))
    quoter = Quoter(agreement.clauses)
    found = [s for s in scopes(agreement, case, quoter) if _concerned(s, case)] or scopes(agreement, case, quoter)
    readings: list[Reading] = []
    for scope in found:
        for reading in _readings(agreement, case, scope, quoter, several=len(found) > 1):
            if not any(_pays_alike(reading, other) for other in readings if len(found) == 1 or other.name == reading.name):
                readings.append(reading)
    return Account(case.fee.currency, tuple(readings), tuple(_notes(agreement, quoter)))


def _concerned(scope: Scope, case: Case) -> bool:
    """Tell whether any outage may be one of the service of `scope`."""
    return any(not scope.service or not o.service or same(scope.service, o.service) for o in case.outages)


def _readings(agreement: record.Agreement, case: Case, scope: Scope, quoter: Quoter, *, several: bool) -> Iterator[Reading]:
    """Yield the plain reading for a scope, then those with one choice made otherwise that pay otherwise."""
    plain, sure = settled(scope.rules, Choices())
    name = scope.name if several else ""
    first = _reading(agreement, case, scope, quoter, plain, name or PLAIN)
    yield first
    for member, value, words in ALTERNATIVES:
        if member in sure or getattr(plain, member) == value:
            continue
        other = _reading(agreement, case, scope, quoter, replace(plain, **{member: value}), f"{name}: {words}" if name else words)
        if not _pays_alike(first, other):
            yield other


def _pays_alike(one: Reading, other: Reading) -> bool:
    return [p.credit for p in one.periods] == [p.credit for p in other.periods]


def _reading(agreement: record.Agreement, case: Case, scope: Scope, quoter: Quoter, choices: Choices, name: str) -> Reading:
    judged = verdicts(agreement, case, quoter, service=scope.service)
    caps = Caps(agreement.remedy.caps, case.fee, quoter, choices, term=case.term)
    paid = [_paid(agreement, case, scope, quoter, choices, judged, caps, period) for period in _touched(case, scope.period)]
    return Reading(
        name=name,
        credit=rounded(sum((p.credit for p in paid), Decimal(0)), case.fee.currency),
        periods=tuple(paid),
        exits=exits(agreement, paid, quoter),
        deadlines=deadlines(agreement, paid, judged, quoter),
    )


def _touched(case: Case, kind: Kind) -> list[Period]:
    """Return the periods in which there were outages, in order."""
    if kind == "contract":
        return [Period(*case.term, "contract")] if case.term else []
    return sorted({period for outage in case.outages for period in periods(outage.start, outage.end, kind)})


def _paid(
    agreement: record.Agreement,
    case: Case,
    scope: Scope,
    quoter: Quoter,
    choices: Choices,
    judged: Sequence[Verdict],
    caps: Caps,
    period: Period,
) -> PeriodCredit:
    measured = measure(
        period,
        judged,
        agreement,
        quoter,
        excluded_leaves=choices.excluded_leaves,
        excess_counts=choices.excess_counts,
        hours=case.hours or (scope.hours if choices.hours == "stated" else None),
    )
    due = earned(scope.rules, measured, scope.promise, period, case.fee, quoter, choices)
    credit, capped = caps.applied(due, period, len(measured.incidents)) if due.money else (rounded(Decimal(0), case.fee.currency), [])
    share = f"({minutes_said(measured.total)} − {minutes_said(measured.down)}) ÷ {minutes_said(measured.total)}"
    sums = Step(f"{period.name}: {share} = {percent(measured.uptime)} uptime.")
    return PeriodCredit(
        period=period,
        down=measured.down,
        excluded=measured.excluded,
        uptime=measured.uptime,
        promise=scope.promise,
        due=due.money,
        credit=credit,
        steps=(
            *scope.steps,
            *measured.steps,
            sums,
            *due.steps,
            *capped,
            Step(f"Credit for {period.name}: {said(credit, case.fee.currency)}."),
        ),
    )


def _notes(agreement: record.Agreement, quoter: Quoter) -> Iterator[Step]:
    """Yield what holds for every reading: rules that outages do not tell, the form of the remedy, how to claim."""
    others = [rule for rule in agreement.credits if not computable(rule)]
    for metric in dict.fromkeys(rule.metric for rule in others):
        name = "other matters" if metric == "other" else metric.replace("_", " ")
        words = f"Rules on {name} are not computed: outages do not tell what they pay."
        yield Step(words, quoter.of(*(rule for rule in others if rule.metric == metric)), "warning")
    if not agreement.credits:
        denied = [denial for denial in agreement.denials if denial.term == "credits"]
        words = "The agreement says that it gives no credits." if denied else "No rule on credits was found in the agreement."
        yield Step(words, quoter.of(*denied), "warning")
    if agreement.remedy.form == "extension":
        yield Step("The remedy is free time; the money is what that time would cost.", quoter.at(agreement.remedy.evidence.get("form", [])))
    yield from claim_notes(agreement, quoter)
