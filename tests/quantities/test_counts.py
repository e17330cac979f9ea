"""Counts, fractions and multiples."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities import counts, fractions, multiples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("three (3) failures", [3]),
        ("three failures", [3]),
        ("3 failures", [3]),
        ("in three consecutive months", [3]),
        ("two (2) or more times in six (6) months", [2, 6]),
        ("twice in a year", [2]),
        ("once", [1]),
        ("thrice", [3]),
        ("twelve [12] months", [12]),
        # counter-examples
        ("10%", []),
        ("10 percent", []),
        ("99.9", []),
        ("4.2", []),
        ("3/4", []),
        ("24/7", []),
        ("P1", []),
        ("1,000", []),
        ("several", []),
        ("", []),
    ],
)
def test_counts(text: str, expected: list[int]) -> None:
    assert [count for count, _ in counts(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/30th of the monthly fee", Fraction(1, 30)),
        ("1/30 of the fee", Fraction(1, 30)),
        ("1⁄2 of the fee", Fraction(1, 2)),
        ("one half of the charge", Fraction(1, 2)),
        ("one-half of the charge", Fraction(1, 2)),
        ("half the fee", Fraction(1, 2)),
        ("two thirds of the fee", Fraction(2, 3)),
        ("one thirtieth (1/30) of the fee", Fraction(1, 30)),
        ("a quarter of the fee", Fraction(1, 4)),
        ("three quarters of the fee", Fraction(3, 4)),
        ("one twelfth of the annual fee", Fraction(1, 12)),
    ],
)
def test_fractions(text: str, expected: Fraction) -> None:
    assert [fraction for fraction, _ in fractions(text)][:1] == [expected]


@pytest.mark.parametrize(
    "text", ["24/7", "3/10/2024", "10/28/16", "and/or", "the third party", "each quarter", "0/5", "7/7", "", "half an hour"]
)
def test_what_is_no_fraction(text: str) -> None:
    assert fractions(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 times the fee", ["10"]),
        ("ten (10) times the hourly fee", ["10"]),
        ("10x the downtime", ["10"]),
        ("5 × the fee", ["5"]),
        ("1.5 times the fee", ["1.5"]),
        ("twice the amount", ["2"]),
        ("double the credit", ["2"]),
        ("100 (hundred) times", ["100"]),
        # counter-examples
        ("24 x 7", []),
        ("24x7", []),
        ("response times", []),
        ("at all times", []),
        ("twice a year", []),
        ("", []),
    ],
)
def test_multiples(text: str, expected: list[str]) -> None:
    """ "Ten times the fee for the minutes of downtime" pays ten times more than the fee."""
    assert [f"{value}" for value, _ in multiples(text)] == expected


@given(st.integers(1, 9999))
def test_figures_come_back(number: int) -> None:
    assert [value for value, _ in counts(f"after {number} failures")] == [number]
    assert [value for value, _ in multiples(f"{number} times the fee")] == [Decimal(number)]


@given(st.integers(2, 999).flatmap(lambda below: st.tuples(st.integers(1, below - 1), st.just(below))))
def test_fractions_come_back(parts: tuple[int, int]) -> None:
    above, below = parts
    if above < 1000:
        assert [value for value, _ in fractions(f"{above}/{below} of the fee")] == [Fraction(above, below)]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for found in (counts(text), fractions(text), multiples(text)):
        assert all(0 <= span.start < span.end <= len(text) for _, span in found)
