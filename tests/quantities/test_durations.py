"""Durations: kept in the unit as written, business time apart from calendar time."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities import Duration, durations, minutes_of


def read(text: str, *, weak: bool = False) -> list[str]:
    """Return durations as ISO, business time with a "b" behind it."""
    return [duration.iso + (" b" if duration.business else "") for duration, _ in durations(text, weak=weak)]


WRITTEN = [
    ("4 hours", ["PT4H"]),
    ("4 hrs", ["PT4H"]),
    ("4 hrs.", ["PT4H"]),
    ("4h", ["PT4H"]),
    ("15 minutes", ["PT15M"]),
    ("15 mins", ["PT15M"]),
    ("15min", ["PT15M"]),
    ("30 seconds", ["PT30S"]),
    ("45 ms", ["PT0.045S"]),
    ("45 milliseconds", ["PT0.045S"]),
    ("30 days", ["P30D"]),
    ("30² days", ["P30D"]),
    ("5¹² business days", ["P5D b"]),
    ("10⁶ days", []),
    ("30-day", ["P30D"]),
    ("2 weeks", ["P2W"]),
    ("a fortnight", ["P2W"]),
    ("3 months", ["P3M"]),
    ("1 year", ["P1Y"]),
    ("two quarters", ["P6M"]),
    ("1.5 hours", ["PT1.5H"]),
    ("1,000 hours", ["PT1000H"]),
    ("thirty (30) days", ["P30D"]),
    ("thirty days", ["P30D"]),
    ("one hundred and eighty (180) days", ["P180D"]),
    ("30 (thirty) days", ["P30D"]),
    ("(30) days", ["P30D"]),
    ("[30] days", ["P30D"]),
    ("an hour", ["PT1H"]),
    ("one hour", ["PT1H"]),
    ("half an hour", ["PT0.5H"]),
    ("one half hour", ["PT0.5H"]),
    ("two and a half hours", ["PT2.5H"]),
    ("1½ hours", ["PT1.5H"]),
    ("an hour and a half", ["PT1.5H"]),
    ("2 hours 30 minutes", ["PT2H30M"]),
    ("2 hours and 30 minutes", ["PT2H30M"]),
    ("30 calendar days", ["P30D"]),
    ("30 consecutive days", ["P30D"]),
    ("five full days", ["P5D"]),
    ("hour(s): 3 day(s)", ["P3D"]),
    ("one billing cycle", ["P1M"]),
    ("two (2) billing periods", ["P2M"]),
    ("by the end of the second billing cycle", ["P2M"]),
    ("thirty (30) days' notice", ["P30D"]),
    ("one month’s notice", ["P1M"]),
]
BUSINESS = [
    ("5 business days", ["P5D b"]),
    ("five (5) Business Days", ["P5D b"]),
    ("ten (10) working days", ["P10D b"]),
    ("4 business hours", ["PT4H b"]),
    ("4 working hours", ["PT4H b"]),
    ("2 BD", ["P2D b"]),
    ("8 BH", ["PT8H b"]),
    ("NBD", ["P1D b"]),
    ("the next business day", ["P1D b"]),
    ("next working day", ["P1D b"]),
    ("the day after next working day", ["P2D b"]),
    ("one (1) business day", ["P1D b"]),
    ("4 hours during business hours", ["PT4H b"]),
    ("4 hours (business hours)", ["PT4H b"]),
    ("3 bank days", ["P3D b"]),
    ("5 days", ["P5D"]),
]
IN_SENTENCES = [
    ("within 15 minutes and resolved within 4 hours", ["PT15M", "PT4H"]),
    ("between 4 and 8 hours", ["PT8H"]),
    ("4 hours | 8 hours", ["PT4H", "PT8H"]),
    ("1 hour 4 hours", ["PT1H", "PT4H"]),
    ("24 hours 1 day", ["PT24H", "P1D"]),
    ("thirty (30) days after the end of the month", ["P30D"]),
    ("for 8 hours a day", ["PT8H"]),
    ("not more than 43 minutes per month", ["PT43M"]),
    ("Response: 2h; fix: 1d", ["PT2H"]),
    ("30 days prior written notice", ["P30D"]),
    ("Severity One Two hours", ["PT2H"]),
    ("level twenty five minutes", ["PT25M"]),
]
NONE = [
    "1900 S. Elm Street, Suite 310",
    "24 x 7",
    "24x7x365",
    "24/7",
    "at 10:30 hours",
    "once a month",
    "per day",
    "each month",
    "3 users",
    "99.9%",
    "May 2024",
    "$50 hours",
    "a second provider",
    "a second failure in the same month",
    "the second month",
    "per hour",
    "a s",
    "an h",
    "12 Main Street",
    "",
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_each_way_to_write_a_duration(text: str, expected: list[str]) -> None:
    """Two months read as 60 days would move a deadline."""
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), BUSINESS)
def test_business_time_is_told_from_calendar_time(text: str, expected: list[str]) -> None:
    """Five business days read as five days would move a claim deadline by a weekend."""
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), IN_SENTENCES)
def test_durations_among_other_words(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_duration(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"), [("per hour", ["PT1H"]), ("for each day", ["P1D"]), ("every month", ["P1M"]), ("a second", ["PT1S"])]
)
def test_weak_takes_the_unit_of_a_rate(text: str, expected: list[str]) -> None:
    """ "1% per hour of downtime": the unit of a credit is the hour."""
    assert read(text, weak=True) == expected


@pytest.mark.parametrize("text", [text for text, expected in [*WRITTEN, *BUSINESS] if len(expected) == 1])
def test_the_span_gives_the_duration_again(text: str) -> None:
    [(duration, span)] = durations(f"within {text} of it")
    quote = span.of(f"within {text} of it")

    assert quote == quote.strip()
    assert durations(quote)[0][0].iso == duration.iso


UNITS = {"second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}


@given(number=st.integers(1, 9999), unit=st.sampled_from(sorted(UNITS)), business=st.booleans(), gap=st.sampled_from([" ", "-", "\u00a0"]))
def test_number_and_unit_are_kept(number: int, unit: str, business: bool, gap: str) -> None:
    """The unit as written is kept: 60 minutes stay minutes."""
    business = business and unit in ("hour", "day")
    text = f"{number}{gap}{'business ' if business else ''}{unit}s"

    assert [(d, s.of(f"within {text}")) for d, s in durations(f"within {text}")] == [(Duration(UNITS[unit].format(number), business), text)]


@given(st.text())
def test_any_text_is_read_in_order_without_overlap(text: str) -> None:
    found = durations(text, weak=True)

    assert all(0 <= span.start < span.end <= len(text) for _, span in found)
    assert all(a[1].end <= b[1].start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("iso", "minutes"),
    [("PT1H", 60), ("PT90M", 90), ("P1D", 1440), ("P1W", 10080), ("P1M", 43200), ("P1Y", 525600), ("PT30S", "0.5"), ("P1DT12H", 2160)],
)
def test_lengths_in_minutes(iso: str, minutes: int | str) -> None:
    assert minutes_of(iso) == Decimal(minutes)
    assert Duration(iso).minutes == Decimal(minutes)


@pytest.mark.parametrize("text", ["", "P", "PT", "1H", "PT1", "four hours", "P-1D"])
def test_other_text_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        minutes_of(text)
