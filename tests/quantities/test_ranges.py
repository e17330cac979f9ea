"""Ranges: the bands of credit tables and the bounds of sentences."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities import Range, duration_ranges, ranges


def shown(found: Range[Decimal]) -> str:
    """Return a range as mathematicians write it: [99, 99.9), an open side as nothing."""
    left = "" if found.low is None else f"{'[' if found.low_inclusive else '('}{found.low}"
    right = "" if found.high is None else f"{found.high}{']' if found.high_inclusive else ')'}"
    return f"{left}..{right}"


WRITTEN = [
    ("less than 99.9%", "..99.9)"),
    ("below 99.9%", "..99.9)"),
    ("under 99.9%", "..99.9)"),
    ("< 99.9%", "..99.9)"),
    ("lower than 99.9%", "..99.9)"),
    ("<= 99.9%", "..99.9]"),
    ("≤ 99.9%", "..99.9]"),
    ("99.9% or less", "..99.9]"),
    ("99.9% or below", "..99.9]"),
    ("at most 99.9%", "..99.9]"),
    ("no more than 99.9%", "..99.9]"),
    ("not exceeding 50%", "..50]"),
    ("up to 50%", "..50]"),
    ("less than or equal to 99%", "..99]"),
    ("at least 99.9%", "[99.9.."),
    ("99.9% or higher", "[99.9.."),
    ("99.9% or more", "[99.9.."),
    ("99.9% and above", "[99.9.."),
    ("≥ 99.9%", "[99.9.."),
    (">= 99.9%", "[99.9.."),
    ("no less than 99.9%", "[99.9.."),
    ("not less than 99.9%", "[99.9.."),
    ("greater than or equal to 99.9%", "[99.9.."),
    ("equal to or greater than 99.9%", "[99.9.."),
    ("a minimum of 99.9%", "[99.9.."),
    ("greater than 99.9%", "(99.9.."),
    ("more than 99.9%", "(99.9.."),
    ("above 99.9%", "(99.9.."),
    ("> 99.9%", "(99.9.."),
    ("in excess of 5%", "(5.."),
    ("less than 99.95% but equal to or greater than 99.0%", "[99.0..99.95)"),
    ("equal to or greater than 99.0% but less than 99.95%", "[99.0..99.95)"),
    ("below 99.9% but at least 99.0%", "[99.0..99.9)"),
    ("< 99.9% and ≥ 99.0%", "[99.0..99.9)"),
    ("≥ 99.0% and < 99.9%", "[99.0..99.9)"),
    ("< 99.9% - 99.0%", "[99.0..99.9)"),
    ("between 99.0% and 99.9%", "[99.0..99.9]"),
    ("from 99.0% to 99.9%", "[99.0..99.9]"),
    ("99.0% - 99.9%", "[99.0..99.9]"),
    ("99.0% – 99.9%", "[99.0..99.9]"),
    ("99.0 to 99.9%", "[99.0..99.9]"),
    ("99.9% to 99.0%", "[99.0..99.9]"),
    ("99.9% > uptime ≥ 99.0%", "[99.0..99.9)"),
    ("99.0% <= uptime < 99.9%", "[99.0..99.9)"),
    ("< 99.9% – 99.5%", "[99.5..99.9)"),
    ("below 99.0% — 20%", "..99.0)"),
    ("less than 4 % - 1 %", "..4)"),
]
NONE = ["99.9%", "a credit of 10%", "10% and 25%", "over the internet", "", "less than four hours", "above all"]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_each_way_to_write_a_range(text: str, expected: str) -> None:
    """A bound on the wrong side pays a credit for good months and none for bad ones."""
    assert [shown(found) for found, _ in ranges(text)] == [expected]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_range(text: str) -> None:
    assert ranges(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("95 - 99.5", ["[95..99.5]"]),
        ("< 95", ["..95)"]),
        ("99.0 to 99.9", ["[99.0..99.9]"]),
        ("≥ 99", ["[99.."]),
        ("99.9", []),
        ("4 hours", []),
    ],
)
def test_bare_numbers_below_a_header_that_names_the_unit(text: str, expected: list[str]) -> None:
    assert [shown(found) for found, _ in ranges(text, bare=True)] == expected
    assert [shown(found) for found, _ in ranges(text)] == []


def test_two_ranges_of_a_sentence_stay_two() -> None:
    text = "10% if uptime is below 99.9%; 25% if uptime is below 99%"

    assert [shown(found) for found, _ in ranges(text)] == ["..99.9)", "..99)"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("more than 4 hours", "PT4H", None),
        ("more than four (4) hours", "PT4H", None),
        ("less than 30 minutes", None, "PT30M"),
        ("up to 4 hours", None, "PT4H"),
        ("within 4 hours", None, "PT4H"),
        ("at least 48 hours", "PT48H", None),
        ("4 hours or more", "PT4H", None),
        ("exceeds 2 hours", "PT2H", None),
        ("between 30 and 60 minutes", "PT30M", "PT60M"),
        ("from 30 to 60 minutes", "PT30M", "PT60M"),
        ("30 - 60 minutes", "PT30M", "PT60M"),
        ("5 to 8 hours", "PT5H", "PT8H"),
        ("30 minutes to 4 hours", "PT30M", "PT4H"),
        ("more than 4 hours but less than 8 hours", "PT4H", "PT8H"),
        ("> 4 hours and ≤ 8 hours", "PT4H", "PT8H"),
    ],
)
def test_ranges_of_durations(text: str, low: str | None, high: str | None) -> None:
    [(found, _)] = duration_ranges(text)

    assert (found.low.iso if found.low else None, found.high.iso if found.high else None) == (low, high)


@pytest.mark.parametrize("text", ["4 hours", "for 30 days", "30 and 60 minutes apart", ""])
def test_what_is_no_range_of_durations(text: str) -> None:
    assert duration_ranges(text) == []


tenths = st.integers(0, 1000).map(lambda n: Decimal(n) / 10)


@given(low=tenths, high=tenths)
def test_a_band_comes_back(low: Decimal, high: Decimal) -> None:
    if low == high:
        return
    low, high = sorted((low, high))

    for text in (f"less than {high}% but at least {low}%", f"at least {low}% but less than {high}%", f"≥ {low}% and < {high}%"):
        [(found, span)] = ranges(text)
        assert found == Range(low, high, low_inclusive=True, high_inclusive=False)
        assert span.of(text) == text


@given(st.text("<>=≥≤0123456789.% -–andorlesmthto", max_size=60))
def test_any_text_is_read_in_order_without_overlap(text: str) -> None:
    for found in (ranges(text), ranges(text, bare=True)):
        assert all(0 <= span.start < span.end <= len(text) for _, span in found)
        assert all(a[1].end <= b[1].start for a, b in pairwise(found))
        assert all(r.low is None or r.high is None or r.low <= r.high for r, _ in found)
