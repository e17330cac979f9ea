"""Time per period, frequencies, hours of service, and values left open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities import blanks, coverage, frequencies, rates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 hours per month", [("PT8H", "month")]),
        ("8 hours a month", [("PT8H", "month")]),
        ("eight (8) hours in any calendar month", [("PT8H", "month")]),
        ("43 min/month", [("PT43M", "month")]),
        ("72 hours a year", [("PT72H", "year")]),
        ("72 hours per annum", [("PT72H", "year")]),
        ("4 hours monthly", [("PT4H", "month")]),
        ("2 hours per week", [("PT2H", "week")]),
        ("30 minutes of downtime per quarter", [("PT30M", "quarter")]),
        ("1 hour per incident", [("PT1H", "incident")]),
        ("1 hour per outage", [("PT1H", "incident")]),
        # counter-examples
        ("8 hours", []),
        ("within 8 hours of the month", []),
        ("per month", []),
        ("10% per month", []),
        ("", []),
    ],
)
def test_rates(text: str, expected: list[tuple[str, str]]) -> None:
    """ "At most 8 hours" without its month is no limit."""
    assert [(duration.iso, period) for (duration, period), _ in rates(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("monthly", ["monthly"]),
        ("a monthly report", ["monthly"]),
        ("every month", ["monthly"]),
        ("each quarter", ["quarterly"]),
        ("once a quarter", ["quarterly"]),
        ("once per year", ["annually"]),
        ("annually", ["annually"]),
        ("yearly", ["annually"]),
        ("annual", ["annually"]),
        ("daily", ["daily"]),
        ("weekly", ["weekly"]),
        ("bi-weekly", ["biweekly"]),
        ("fortnightly", ["biweekly"]),
        ("semi-annually", ["semiannually"]),
        ("half-yearly", ["semiannually"]),
        # counter-examples
        ("in the month of May", []),
        ("from time to time", []),
        ("", []),
    ],
)
def test_frequencies(text: str, expected: list[str]) -> None:
    assert [frequency for frequency, _ in frequencies(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24x7", ["24x7"]),
        ("24 x 7", ["24x7"]),
        ("24/7", ["24x7"]),
        ("24*7", ["24x7"]),
        ("24/7/365", ["24x7"]),
        ("24 by 7", ["24x7"]),
        ("24 hours a day, 7 days a week", ["24x7"]),
        ("twenty-four (24) hours a day, seven (7) days a week", ["24x7"]),
        ("around the clock", ["24x7"]),
        ("round-the-clock", ["24x7"]),
        ("24 hours / 7 days", ["24x7"]),
        ("during business hours", ["business_hours"]),
        ("in normal working hours", ["business_hours"]),
        ("Monday to Friday", ["business_hours"]),
        ("8x5", ["business_hours"]),
        # counter-examples: a duration, a date, words without hours
        ("4 business hours", []),
        ("four (4) business hours", []),
        ("24 hours", []),
        ("business days", []),
        ("", []),
    ],
)
def test_coverage(text: str, expected: list[str]) -> None:
    """Four business hours are a target, not the hours of the help desk."""
    assert [kind for kind, _ in coverage(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("available [__]% of the time", ["[__]%"]),
        ("[ ]%", ["[ ]%"]),
        ("[●]", ["[●]"]),
        ("[ # ]% to [ # ]%", ["[ # ]%", "[ # ]%"]),
        ("[X]%", ["[X]%"]),
        ("____ hours", ["____"]),
        ("____%", ["____%"]),
        ("[insert number] days", ["[insert number]"]),
        ("<enter date>", ["<enter date>"]),
        ("TBD", ["TBD"]),
        ("to be determined", ["to be determined"]),
        ("XX.X%", ["XX.X%"]),
        ("(…)", ["(…)"]),
        # counter-examples
        ("[99.9]%", []),
        ("snake_case", []),
        ("(n) items", ["(n)"]),
        ("see [1]", []),
        ("an example (e.g. a storm)", []),
        ("a holiday (date is not fixed)", []),
        ("[date of signature]", ["[date of signature]"]),
        ("the numbers", []),
        ("", []),
    ],
)
def test_blanks(text: str, expected: list[str]) -> None:
    """A template's blank is neither a value nor silence."""
    assert [words for words, _ in blanks(text)] == expected


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for read in (rates, frequencies, coverage, blanks):
        found = read(text)  # type: ignore[operator]
        assert all(0 <= span.start < span.end <= len(text) for _, span in found)
