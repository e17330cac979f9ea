"""Money in ISO currencies, by symbol or code, before or after the amount."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractor.document import Span
from extractor.quantities.numbers import decimal

CODES = "USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|AUD|CAD|NZD|SGD|HKD|SEK|NOK|DKK|PLN|CZK|BRL|MXN|ZAR|RUB|KRW|TRY|ILS|AED"
SYMBOLS = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "C$": "CAD",
    "A$": "AUD",
    "S$": "SGD",
    "HK$": "HKD",
    "NZ$": "NZD",
}
"""A bare dollar sign counts as the dollar of the United States, its most frequent meaning; the quote shows what was written."""
NAMES = {
    "dollar": "USD",
    "dollars": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "francs": "CHF",
    "rupees": "INR",
}

_AMOUNT = r"\d{1,3}(?:[,.'’\u00a0 ]\d{3}){1,6}(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?"
_MONEY = re.compile(
    rf"(?<![\w])(?P<before>(?:US|HK|NZ|C|A|S)?\$|[€£¥₹]|(?:{CODES})\s?[$€£]?)\s?(?P<a>{_AMOUNT})(?P<scale>\s?(?:million|thousand|k\b|m\b))?"
    rf"|(?<![\w.,])(?P<b>{_AMOUNT})\s?(?P<after>(?:{CODES})\b|[€£]|(?:{'|'.join(NAMES)})\b)"
)


@dataclass(frozen=True, slots=True)
class Money:
    """Hold an exact amount in an ISO 4217 currency."""

    amount: Decimal
    currency: str


def money(text: str) -> list[tuple[Money, Span]]:
    """Return every amount of money with its span.

    >>> money("a credit of EUR 1.000,00 or $5")[0]
    (Money(amount=Decimal('1000.00'), currency='EUR'), Span(start=12, end=24))
    """
    found = []
    for match in _MONEY.finditer(text):
        figures = match["a"] or match["b"]
        sign = (match["before"] or match["after"]).strip()
        currency = SYMBOLS.get(sign) or NAMES.get(sign.lower()) or sign[:3].upper().replace("RMB", "CNY")
        amount = _amount(figures)
        scale = (match["scale"] or "").strip().lower()
        factor = {"million": 1_000_000, "m": 1_000_000, "thousand": 1000, "k": 1000}.get(scale, 1)
        found.append((Money(amount * factor, currency), Span(match.start(), match.end())))
    return found


def _amount(figures: str) -> Decimal:
    """Return an amount: a dot before three digits is a thousands separator where a comma follows or nothing else fits."""
    text = re.sub(r"['’\s\u00a0]", "", figures)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
        return Decimal(text.replace(".", ""))
    return decimal(text)
