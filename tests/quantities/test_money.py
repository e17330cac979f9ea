"""Money: amounts with their currency, exact."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities import Money, money

WRITTEN = [
    ("$5", "5", "USD"),
    ("$ 5.00", "5.00", "USD"),
    ("US$1,000", "1000", "USD"),
    ("USD 1,000.50", "1000.50", "USD"),
    ("1,000 USD", "1000", "USD"),
    ("100 dollars", "100", "USD"),
    ("€500", "500", "EUR"),
    ("500 €", "500", "EUR"),
    ("EUR 1.000,00", "1000.00", "EUR"),
    ("EUR 1.000", "1000", "EUR"),
    ("1 000 EUR", "1000", "EUR"),
    ("12,50 €", "12.50", "EUR"),
    ("CHF 1'500", "1500", "CHF"),
    ("CHF 1’500.25", "1500.25", "CHF"),
    ("£99.99", "99.99", "GBP"),
    ("50 pounds", "50", "GBP"),
    ("¥10,000", "10000", "JPY"),
    ("₹500", "500", "INR"),
    ("RMB 300", "300", "CNY"),
    ("A$20", "20", "AUD"),
    ("$1.5 million", "1500000", "USD"),
    ("$10k", "10000", "USD"),
    ("EUR 2 thousand", "2000", "EUR"),
]
NONE = ["5 hours", "10%", "Section 5", "HUSD 5", "USD", "$", "five euros less", "2024", "the dollar"]


@pytest.mark.parametrize(("text", "amount", "currency"), WRITTEN)
def test_each_way_to_write_money(text: str, amount: str, currency: str) -> None:
    """A thousands separator read as a decimal point divides a penalty by a thousand."""
    whole = f"a credit of {text} for each incident"

    [(found, span)] = money(whole)

    assert found == Money(Decimal(amount), currency)
    assert span.of(whole) == text


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_money(text: str) -> None:
    assert money(text) == []


def test_several_amounts_in_order() -> None:
    assert [f"{m.amount} {m.currency}" for m, _ in money("$100 per hour, at most EUR 1,000")] == ["100 USD", "1000 EUR"]


@given(cents=st.integers(0, 10**9), code=st.sampled_from(["USD", "EUR", "GBP", "CHF"]))
def test_english_amounts_are_exact(cents: int, code: str) -> None:
    amount = Decimal(cents) / 100
    text = f"{code} {amount:,.2f}"

    assert money(text)[0][0] == Money(amount.quantize(Decimal("0.01")), code)


@given(st.text())
def test_any_text_is_read_in_order_without_overlap(text: str) -> None:
    found = money(text)

    assert all(0 <= span.start < span.end <= len(text) for _, span in found)
    assert all(a[1].end <= b[1].start for a, b in pairwise(found))
