"""Credits and caps in money: percentages of fees, days of fees, amounts; all exact until they are rounded to the currency's unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from extractor import record
from extractor.credit.periods import Kind, Period, period_of
from extractor.quantities.money import Money

_BASES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\b(?:annual|annually|yearly|year['’]?s?|12[\s-]months?|twelve[\s-]months?)\b", re.IGNORECASE), "year"),
    (re.compile(r"\b(?:quarterly|quarter['’]?s?)\b", re.IGNORECASE), "quarter"),
    (re.compile(r"\b(?:monthly|months?['’]?s?)\b", re.IGNORECASE), "month"),
    (re.compile(r"\b(?:weekly|week['’]?s?)\b", re.IGNORECASE), "week"),
    (re.compile(r"\b(?:daily|day['’]?s?)\b(?!\s+preceding)", re.IGNORECASE), "day"),
)
"""Words of a basis that say whose fee it is; the first that fits, from the longest period. Without one it is the measured period's."""

_DAYS: dict[str, Decimal] = {"days": Decimal(1), "weeks": Decimal(7), "hours": Decimal(1) / 24}

_WITHOUT_CENTS = frozenset({"JPY", "KRW"})


@dataclass(frozen=True, slots=True)
class Worth:
    """Hold an amount of money, exact, and how it came about."""

    money: Decimal
    words: str


def fee_of(fee: Money, period: Period) -> Decimal:
    """Return the fee for a period of the calendar, of which `fee` is that of a month; a day costs its share of its own month."""
    return fee.amount * period.months


def worth(
    amount: record.Amount | record.Cap, fee: Money, period: Period, *, whole: Kind | None = None, exact: Decimal | None = None
) -> Worth | None:
    """Return what `amount` is in money for the measured `period`; None where it is in another currency or of an unknown fee.

    `whole` is the period whose fee a percentage means where its basis does not say; `exact` the number where the record rounded it.
    """
    number = Decimal(str(amount.amount)) if exact is None else exact
    if amount.unit == "currency":
        if (amount.currency or fee.currency) != fee.currency:
            return None
        return Worth(number, said(number, fee.currency))
    if amount.unit == "months":
        return Worth(number * fee.amount, f"{shown(number)} × {said(fee.amount, fee.currency)} a month")
    if amount.unit in _DAYS:
        daily = fee_of(fee, period) / period.days
        unit = amount.unit if number != 1 else amount.unit.removesuffix("s")
        words = f"{shown(number)} {unit} of {said(fee_of(fee, period), fee.currency)} for {period.days} days"
        return Worth(number * _DAYS[amount.unit] * daily, words)
    named = _whose(amount.basis)
    kind = named or whole or period.kind
    if kind == "contract" and period.kind != "contract":
        return None
    base = fee_of(fee, period if kind == period.kind else period_of(period.start, kind))
    words = f"{shown(round(number, 4))}% of {said(base, fee.currency)}, the fee of the {kind}"
    return Worth(number * base / 100, words)


_FRACTION = re.compile(r"(?<![\d.,/])(\d{1,3})\s?/\s?(\d{1,4})(?![\d/]|\.\d)")


def in_full(rule: record.Credit) -> Decimal:
    """Return the amount of a rule with the digits that the record rounds away, where its words give a fraction.

    >>> proof = record.Evidence(clause="c1", start=0, end=4, quote="1/90")
    >>> round(in_full(record.Credit(credit=record.Amount(amount=1.1111, unit="percent"), evidence=[proof])), 8)
    Decimal('1.11111111')
    """
    amount = Decimal(str(rule.credit.amount))
    if rule.credit.unit != "percent":
        return amount
    for proof in rule.evidence:
        for above, under in _FRACTION.findall(proof.quote):
            if int(under) and round(share := Decimal(100) * int(above) / int(under), 4) == amount:
                return share
    return amount


def _whose(basis: str | None) -> Kind | None:
    """Return the period whose fee the words of a basis name."""
    return next((kind for words, kind in _BASES if basis and words.search(basis)), None)


def rounded(money: Decimal, currency: str) -> Decimal:
    """Return money in whole cents (or yen), half a cent up.

    >>> rounded(Decimal("10.005"), "USD"), rounded(Decimal("10.5"), "JPY")
    (Decimal('10.01'), Decimal('11'))
    """
    return money.quantize(Decimal(1) if currency in _WITHOUT_CENTS else Decimal("0.01"), rounding=ROUND_HALF_UP)


def said(money: Decimal, currency: str) -> str:
    """Return money in words.

    >>> said(Decimal("1200"), "USD")
    '1,200.00 USD'
    """
    return f"{rounded(money, currency):,} {currency}"


def shown(number: Decimal) -> str:
    """Return a number without needless zeros.

    >>> shown(Decimal("10.0")), shown(Decimal("1.1111"))
    ('10', '1.1111')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
