"""Numbers in figures and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities.numbers import TENS, UNITS, decimal, disagreement, from_words


@pytest.mark.parametrize(
    ("figures", "value"),
    [
        ("0", "0"),
        ("99.95", "99.95"),
        ("99,95", "99.95"),
        ("99,9", "99.9"),
        ("10,000", "10000"),
        ("1,000,000", "1000000"),
        ("1,000.50", "1000.50"),
        ("1.000,50", "1000.50"),
        ("1 000", "1000"),
        ("1\u00a0000.5", "1000.5"),
    ],
)
def test_figures(figures: str, value: str) -> None:
    assert decimal(figures) == Decimal(value)


@pytest.mark.parametrize("figures", ["", "abc", "1.2.3.", "--"])
def test_other_text_is_an_error(figures: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        decimal(figures)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("zero", 0),
        ("nineteen", 19),
        ("ninety", 90),
        ("ninety-nine", 99),
        ("Ninety Nine", 99),
        ("one hundred", 100),
        ("one hundred and eighty", 180),
        ("two hundred fifty", 250),
        ("hundred", 100),
        ("three thousand", 3000),
        ("one thousand two hundred and five", 1205),
    ],
)
def test_words(words: str, value: int) -> None:
    assert from_words(words) == value


def in_words(number: int) -> str:
    """Return a number below a million in words, as a contract writes it."""
    units, tens = {v: k for k, v in UNITS.items()}, {v: k for k, v in TENS.items()}
    if number >= 1000:
        return f"{in_words(number // 1000)} thousand" + (f" {in_words(number % 1000)}" if number % 1000 else "")
    if number >= 100:
        return f"{units[number // 100]} hundred" + (f" and {in_words(number % 100)}" if number % 100 else "")
    if number in units:
        return units[number]
    return tens[number // 10 * 10] + (f"-{units[number % 10]}" if number % 10 else "")


@given(st.integers(0, 999_999))
def test_words_come_back_as_the_number(number: int) -> None:
    """ "One hundred and eighty (180) days" must agree with itself."""
    assert from_words(in_words(number)) == number
    assert disagreement(f"{in_words(number)} ({number}) days") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("within thirty (60) days", ("thirty", "60")),
        ("ten [15] percent", ("ten", "15")),
        ("within thirty (30) days and sixty (90) days", ("sixty", "90")),
        ("within thirty (30) days", None),
        ("thirty days (60 in leap years)", None),
        ("section four (b)", None),
        ("", None),
    ],
)
def test_words_and_figures_that_disagree(text: str, found: tuple[str, str] | None) -> None:
    """Which of the two holds is for a lawyer; that they differ must be said."""
    assert disagreement(text) == found
