"""What a measured uptime would pay: one uninterrupted outage in a period of the calendar, as a share of that period's fee.

Agreements pay in percent of fees, in days, in hours for each hour down, in money. Put through the calculator at the same points they
can be compared: 99 % of a month of 30 days is an outage of 7 h 12 min, and what it pays after caps is a share of the fee or an amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from extractor import record
from extractor.credit.account import Quote, Quoter, Step
from extractor.credit.caps import Caps
from extractor.credit.choices import Choices
from extractor.credit.counting import Measured
from extractor.credit.facts import Case
from extractor.credit.fees import fee_of
from extractor.credit.periods import Period, period_of
from extractor.credit.rules import Due, covers, earned, settled
from extractor.credit.scopes import Scope, scopes
from extractor.quantities.money import Money

START = datetime(2026, 4, 1)
"""April has 30 days, the usual convention of such tables; quarters and years keep their lengths."""
FEE = Decimal(10_000)
"""A fee so high that rounding to cents takes nothing from a share; caps in money are left out beside shares, since it is not real."""
OTHERWISE: tuple[tuple[str, str], ...] = (
    ("bands", "added"),
    ("bands", "highest"),
    ("bands", "lowest"),
    ("rules", "lower"),
    ("units", "started"),
)
"""Readings that one uninterrupted outage can be paid by otherwise than by the plain one."""


@dataclass(frozen=True, slots=True)
class Paid:
    """Hold what one level of uptime pays: a share of the period's fee in percent, or an amount of money (`currency` says which)."""

    amount: Decimal
    uncapped: Decimal
    currency: str | None
    kept: bool
    """Whether the level keeps the promise."""
    otherwise: tuple[Decimal, ...] = ()
    """What other readings of the same words pay."""
    quotes: tuple[Quote, ...] = ()


class Points:
    """Answer what levels of uptime pay under one agreement; several services or plans give an answer each."""

    def __init__(self, agreement: record.Agreement) -> None:
        self.agreement, self.quoter = agreement, Quoter(agreement.clauses)
        self.currency = next((r.credit.currency for r in agreement.credits if r.credit.unit == "currency" and r.credit.currency), None)
        nothing = Case((), Money(FEE, self.currency or "USD"))
        self.scopes = [scope for scope in scopes(agreement, nothing, self.quoter) if scope.rules and scope.period != "contract"]

    def at(self, uptime: float) -> list[Paid]:
        """Return what `uptime` (percent) pays, one answer for each service and plan of the agreement; none without a rule on uptime.

        >>> source = record.Source(name="a.md", sha256="", media_type="text/markdown", bytes=1, words=1)
        >>> rate = record.Credit(metric="downtime", per="PT1H", credit=record.Amount(amount=1, unit="days"))
        >>> Points(record.Agreement(document=source, credits=[rate])).at(99.0)[0].amount
        Decimal('23.3333')
        """
        return [paid for scope in self.scopes if (paid := self._paid(scope, Decimal(str(uptime)))) is not None]

    def _paid(self, scope: Scope, uptime: Decimal) -> Paid | None:
        period = period_of(START, scope.period)
        down = period.minutes * (100 - uptime) / 100
        measured = Measured(period.minutes, down, Decimal(0), (down,) if down else (), ())
        plain, sure = settled(scope.rules, Choices())
        due, capped = self._capped(scope, measured, period, plain, FEE)
        if any(step.kind == "warning" and "not added" in step.text for step in due.steps):
            return None
        currency, whole = self._measure_of(scope, measured, period, plain, due)
        if currency is None and not whole:
            return None
        scale = Decimal(1) if currency else fee_of(Money(FEE, "USD"), period) / 100
        others = []
        for member, value in self._open(scope, measured, uptime) if due.money else ():
            if member not in sure and getattr(plain, member) != value:
                others.append(self._capped(scope, measured, period, replace(plain, **{member: value}), FEE)[1])  # type: ignore[arg-type]
        return Paid(
            amount=_short(capped / scale),
            uncapped=_short(due.money / scale),
            currency=currency,
            kept=scope.promise is not None and uptime >= scope.promise,
            otherwise=tuple(sorted({_short(money / scale) for money in others} - {_short(capped / scale)})),
            quotes=_quotes(due.steps),
        )

    def _open(self, scope: Scope, measured: Measured, uptime: Decimal) -> Iterable[tuple[str, str]]:
        """Yield the readings that can matter: of one band that applies there is only one."""
        by_time = [rule for rule in scope.rules if rule.metric == "downtime" or rule.per]
        hits = [rule for rule in scope.rules if rule not in by_time and covers(rule, uptime, scope.promise, measured)]
        for member, value in OTHERWISE:
            many = {"bands": len(hits) + len(by_time) > 1, "rules": bool(hits and by_time), "units": bool(by_time)}
            if many[member]:
                yield member, value

    def _measure_of(self, scope: Scope, measured: Measured, period: Period, plain: Choices, due: Due) -> tuple[str | None, bool]:
        """Return the currency of what is paid (None: a share of the fee) and whether it is wholly the one or the other."""
        if self.currency is None or not due.money:
            return None, True
        double = self._capped(scope, measured, period, plain, FEE * 2)[0].money
        return (self.currency, True) if double == due.money else (None, double == 2 * due.money)

    def _capped(self, scope: Scope, measured: Measured, period: Period, choices: Choices, amount: Decimal) -> tuple[Due, Decimal]:
        fee = Money(amount, self.currency or "USD")
        due = earned(scope.rules, measured, scope.promise, period, fee, self.quoter, choices)
        if not due.money:
            return due, Decimal(0)
        caps = [
            cap for cap in self.agreement.remedy.caps if (cap.unit == "currency") == any(r.credit.unit == "currency" for r in scope.rules)
        ]
        return due, Caps(caps, fee, self.quoter, choices).applied(due, period, 1)[0]


def bounds(agreement: record.Agreement) -> Sequence[float]:
    """Return the levels of uptime at which what is paid may change, from the lowest.

    >>> source = record.Source(name="a.md", sha256="", media_type="text/markdown", bytes=1, words=1)
    >>> band = record.Credit(at_least=99.0, below=99.9, credit=record.Amount(amount=10, unit="percent"))
    >>> bounds(record.Agreement(document=source, credits=[band]))
    [99.0, 99.9]
    """
    found = {bound for rule in agreement.credits if rule.metric == "uptime" for bound in (rule.at_least, rule.below)}
    return sorted({float(bound) for bound in found if isinstance(bound, int | float)} | {u.percent for u in agreement.uptime})


def _quotes(steps: Iterable[Step]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quote for step in steps for quote in step.quotes))


def _short(number: Decimal) -> Decimal:
    """Return a share with four decimals at most.

    >>> _short(Decimal("10.0000")), _short(Decimal("3.33333"))
    (Decimal('10'), Decimal('3.3333'))
    """
    return round(number, 4).normalize() + 0
