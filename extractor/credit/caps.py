"""The most that is paid: caps for an incident, a month, a quarter, a year or the contract, with what was paid before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from extractor import record
from extractor.credit.account import Quoter, Step
from extractor.credit.choices import Choices
from extractor.credit.fees import Worth, rounded, said, worth
from extractor.credit.periods import KINDS, Kind, Period, period_of
from extractor.credit.rules import Due
from extractor.quantities.money import Money

ORDER = ("incident", "period", *KINDS, "contract")
"""Caps from the narrowest to the widest; "period" is that of measurement, for caps that do not say."""


class Caps:
    """Limit the credits of periods, given in order of time, to the caps of an agreement."""

    def __init__(
        self,
        caps: Sequence[record.Cap],
        fee: Money,
        quoter: Quoter,
        choices: Choices,
        *,
        term: tuple[datetime, datetime] | None = None,
    ) -> None:
        self.caps, self.fee, self.quoter, self.choices, self.term = caps, fee, quoter, choices, term
        self.paid: dict[tuple[str, datetime], Decimal] = defaultdict(Decimal)

    def applied(self, due: Due, period: Period, incidents: int) -> tuple[Decimal, list[Step]]:
        """Return what is paid for a period after all caps, in whole cents, and the steps that lower it."""
        money, steps = rounded(due.money, self.fee.currency), []
        for kind in ORDER:
            found = self._of(kind, period)
            if found is None:
                continue
            cap, value = found
            room, words = self._room(kind, value, due, period, incidents)
            if money > room:
                money = room
                steps.append(Step(f"The cap lowers it to {said(money, self.fee.currency)}: {words}.", self.quoter.of(cap)))
            else:
                steps.append(Step(f"Within the cap: {words}.", self.quoter.of(cap)))
        for kind in ORDER:
            self.paid[kind, self._start(kind, period)] += money
        steps += self._unknown(period)
        return rounded(money, self.fee.currency), steps

    def _of(self, kind: str, period: Period) -> tuple[record.Cap, Worth] | None:
        """Return the cap of a kind that holds, and what it is in money."""
        caps = [cap for cap in self.caps if (cap.period or "period") == kind]
        valued = [(cap, value) for cap in caps if (value := self._worth(cap, period)) is not None]
        if not valued:
            return None
        pick = max if self.choices.caps == "highest" else min
        return pick(valued, key=lambda pair: pair[1].money)

    def _worth(self, cap: record.Cap, period: Period) -> Worth | None:
        whole: Kind | None = next((kind for kind in KINDS if kind == cap.period), None)
        if cap.period == "contract":
            if cap.unit in ("months", "currency"):
                return worth(cap, self.fee, period)
            return worth(cap, self.fee, Period(*self.term, "contract"), whole="contract") if self.term else None
        return worth(cap, self.fee, period if whole is None else period_of(period.start, whole), whole=whole)

    def _room(self, kind: str, value: Worth, due: Due, period: Period, incidents: int) -> tuple[Decimal, str]:
        """Return how much a cap leaves for a period."""
        limit, currency = rounded(value.money, self.fee.currency), self.fee.currency
        words = f"{value.words} = {said(limit, currency)}" if "×" in value.words or "of" in value.words else value.words
        if kind == "incident":
            if due.parts:
                return sum((min(rounded(p, currency), limit) for p in due.parts), Decimal(0)), f"at most {words} for each incident"
            return limit * max(1, incidents), f"at most {words} for each of {incidents} incident{'' if incidents == 1 else 's'}"
        if kind == "period":
            return limit, f"at most {words} (no period named; taken for each period of measurement)"
        if ORDER.index(kind) < ORDER.index(period.kind):
            times = _held(period, next(name for name in KINDS if name == kind))
            return limit * times, f"at most {words} for each {kind}, {times} in {period.name}"
        before = self.paid[kind, self._start(kind, period)]
        year = " (of the calendar)" if kind == "year" else ""
        spent = f"{year}, {said(before, currency)} of it paid before" if before else year
        return max(Decimal(0), limit - before), f"at most {words} for each {kind}{spent}".replace("for each contract", "over the contract")

    def _start(self, kind: str, period: Period) -> datetime:
        """Return where the span that a cap counts over began; the contract's is all that is given."""
        named = next((name for name in KINDS if name == kind), None)
        return period_of(period.start, named).start if named else datetime.min

    def _unknown(self, period: Period) -> list[Step]:
        """Return the caps that could not be applied."""
        lost = [cap for cap in self.caps if self._worth(cap, period) is None]
        words = "A cap is in another currency, or a share of the fees of a contract whose length is not given (--term); it is not applied."
        return [Step(words, self.quoter.of(cap), "warning") for cap in lost]


def _held(period: Period, kind: Kind) -> int:
    """Return how many calendar periods of a shorter kind a period holds, at least one."""
    count, at = 0, period.start
    while at < period.end:
        at = period_of(at, kind).end
        count += 1
    return max(1, count)
