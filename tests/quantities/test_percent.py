"""Percentages: every form in which contracts write them, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities import percentages


def values(text: str) -> list[str]:
    return [f"{value:f}" for value, _ in percentages(text)]


WRITTEN = [
    ("99.9%", ["99.9"]),
    ("99.9 %", ["99.9"]),
    ("99,95 %", ["99.95"]),
    ("99·99%", ["99.99"]),
    ("99.999%", ["99.999"]),
    ("100%", ["100"]),
    (".5%", ["0.5"]),
    ("ten percent", ["10"]),
    ("ten per cent", ["10"]),
    ("TEN PERCENT", ["10"]),
    ("twenty-five percent (25%)", ["25"]),
    ("twenty five (25) percent", ["25"]),
    ("ten (10%) percent", ["10"]),
    ("99.9 percent (99.9%)", ["99.9"]),
    ("[99.9]%", ["99.9"]),
    ("5 pct of the fee", ["5"]),
    ("two percentage points", ["2"]),
    ("ninety-nine and nine-tenths percent (99.9%)", ["99.9"]),
    ("ninety-nine and five-tenths percent", ["99.5"]),
    ("ninety-nine point nine five percent", ["99.95"]),
    ("ninety-nine point ninety-five percent", ["99.95"]),
    ("ninety-nine point five percent", ["99.5"]),
    ("two and a half percent", ["2.5"]),
    ("half a percent", ["0.5"]),
    ("one-half of one percent (0.5%)", ["0.5"]),
    ("2½%", ["2.5"]),
    ("99％", ["99"]),
]
IN_SENTENCES = [
    ("credits of 5%, 10% or 25% of the fee", ["5", "10", "25"]),
    ("between 99.0 and 99.9%", ["99.0", "99.9"]),
    ("99.0 - 99.9%", ["99.0", "99.9"]),
    ("99.0–99.9%", ["99.0", "99.9"]),
    ("99.0% to 99.9%", ["99.0", "99.9"]),
    ("10-25% of the fee", ["10", "25"]),
    ("<99.9% and >=99.0%", ["99.9", "99.0"]),
    ("up to 100% (one hundred percent)", ["100"]),
    ("In 2024, uptime was 99.9%.", ["99.9"]),
    ("Section 4.2: 10%", ["10"]),
    ("99.9%.", ["99.9"]),
    ("(99.9%)", ["99.9"]),
    ("99. 9%", ["99.9"]),
    ("thirty (30) days and ten (10) percent", ["10"]),
]
NONE = [
    "$99.90",
    "24 hours",
    "thirty (30) days",
    "Section 99.9 applies",
    "3/10/2024",
    "a percentage of the fees",
    "100 percentile",
    "1.2.3%",
    "abc99%",
    "the per cent sign",
    "",
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_each_way_to_write_a_percentage(text: str, expected: list[str]) -> None:
    """99.9 and 99.99 differ by a factor of ten in allowed downtime; no digit may be lost."""
    assert values(text) == expected


@pytest.mark.parametrize(("text", "expected"), IN_SENTENCES)
def test_percentages_among_other_words(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_percentage(text: str) -> None:
    """A section number read as a promise would be a promise that nobody gave."""
    assert values(text) == []


@pytest.mark.parametrize("text", [text for text, _ in WRITTEN])
def test_the_span_marks_the_words(text: str) -> None:
    """The quote is cut from the original by the span; it must give the value again."""
    [(value, span)] = percentages(f"a level of {text}, measured monthly")
    quote = span.of(f"a level of {text}, measured monthly")

    assert quote.strip() == quote
    assert percentages(quote)[0][0] == value


@given(whole=st.integers(0, 100), decimals=st.text("0123456789", max_size=5), sign=st.sampled_from(["%", " %", " percent", " per cent"]))
def test_figures_are_read_exactly(whole: int, decimals: str, sign: str) -> None:
    """0.99999 rounded to 1 is a promise of no downtime at all."""
    figures = f"{whole}.{decimals}" if decimals else str(whole)
    text = f"uptime of {figures}{sign} each month"

    [(value, span)] = percentages(text)

    assert value == Decimal(figures)
    assert span.of(text) == figures + sign


@given(st.text())
def test_any_text_is_read_in_order_without_overlap(text: str) -> None:
    found = percentages(text)

    assert all(0 <= span.start < span.end <= len(text) for _, span in found)
    assert all(a[1].end <= b[1].start for a, b in pairwise(found))
