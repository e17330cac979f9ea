"""What the calculation gives back: readings of the agreement, each with its periods, steps, deadlines and rights to leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from extractor import record
from extractor.credit.periods import Period


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold the words behind a step and where they stand: the clause's number where it has one, else the title above it."""

    text: str
    clause: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step of the calculation in words; without quotes it is arithmetic, or an assumption that says so."""

    text: str
    quotes: tuple[Quote, ...] = ()
    kind: Literal["step", "assumption", "warning"] = "step"


@dataclass(frozen=True, slots=True)
class PeriodCredit:
    """Hold one measurement period: what was measured and what is paid for it, in money of the account's currency."""

    period: Period
    down: Decimal
    excluded: Decimal
    uptime: Decimal
    promise: Decimal | None
    due: Decimal
    """Before caps."""
    credit: Decimal
    steps: tuple[Step, ...]

    @property
    def missed(self) -> bool | None:
        """Tell whether the promise was missed; None where none is stated."""
        return None if self.promise is None else self.uptime < self.promise


@dataclass(frozen=True, slots=True)
class Deadline:
    """Hold a day by which something must be done, None where it runs from a day that the facts do not hold."""

    day: date | None
    text: str
    concerns: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Exit:
    """Hold a right to leave: triggered, not triggered, or (None) not decidable from thresholds that were read."""

    triggered: bool | None
    text: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold one reading of the agreement; `name` says what it assumes that others do not."""

    name: str
    credit: Decimal
    periods: tuple[PeriodCredit, ...]
    exits: tuple[Exit, ...]
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """Hold what the outages are worth. The first reading is the plain one; others are there only where they pay otherwise."""

    currency: str
    readings: tuple[Reading, ...]
    notes: tuple[Step, ...]

    @property
    def difference(self) -> Decimal:
        """Return by how much the readings differ."""
        credits = [reading.credit for reading in self.readings] or [Decimal(0)]
        return max(credits) - min(credits)


class Quoter:
    """Turn evidence of one agreement into quotes."""

    def __init__(self, clauses: Iterable[record.Clause]) -> None:
        self.clauses: Mapping[str, record.Clause] = {clause.id: clause for clause in clauses}

    def of(self, *terms: record.Proven) -> tuple[Quote, ...]:
        """Return the words behind `terms`."""
        return self.at(proof for term in terms for proof in term.evidence)

    def at(self, evidence: Iterable[record.Evidence]) -> tuple[Quote, ...]:
        """Return evidence as quotes, each once."""
        return tuple(dict.fromkeys(Quote(e.quote, self._name(e.clause), e.page) for e in evidence))

    def _name(self, identifier: str) -> str:
        clause, seen = self.clauses.get(identifier), {identifier}
        while clause is not None:
            if clause.number and any(ch.isalnum() for ch in clause.number):
                return clause.number
            if clause.heading:
                return clause.heading
            above = clause.parent or ""
            clause = None if above in seen else self.clauses.get(above)
            seen.add(above)
        return identifier
