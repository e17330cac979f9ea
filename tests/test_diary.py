"""The days of an agreement: computed by hand here, one table per kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from extractor import record
from extractor.diary import Diary, diary, later
from extractor.record import Claim, Clause, Day, Duration, GivenLabel, Remedy, Termination, Window
from extractor.reports.ics import render

Build = Callable[..., record.Agreement]


def said(text: str, label: str = "term_renewal") -> dict[str, Any]:
    clause = Clause(id="c1", number="9.1", text=text, labels=[GivenLabel(label=label, probability=0.9)])
    return {"clauses": [clause], "effective_date": Day(value="2024-04-01")}


def days(found: Diary) -> list[tuple[str, str]]:
    return [(day.day.isoformat(), day.title) for day in found.days]


END, AGAIN, NOTICE = "Initial term ends", "Renewed term ends", "Last day to give notice"

TERMS = [
    ("The initial term is 36 months.", [("2027-03-31", END)]),
    ("This Annex shall be valid for four years.", [("2028-03-31", END)]),
    ("These levels run for an initial term of thirty-six (36) months.", [("2027-03-31", END)]),
    ("The Agreement remains in force for a period of 3 years.", [("2027-03-31", END)]),
    (
        "The initial term is 24 months. It renews for successive terms of 12 months unless either party gives 90 days notice before the end.",
        [
            ("2025-12-31", NOTICE),
            ("2026-03-31", END),
            ("2026-12-31", NOTICE),
            ("2027-03-31", AGAIN),
            ("2028-01-01", NOTICE),
            ("2028-03-31", AGAIN),
        ],
    ),
    ("Records are kept for 3 years.", []),
    ("The response time is 4 hours.", []),
    ("Services renew for 12 months.", []),
]


@pytest.mark.parametrize(("text", "expected"), TERMS)
def test_terms_end_on_the_day_before_they_are_full(text: str, expected: list[tuple[str, str]], agreement: Build) -> None:
    """A notice that is a day late costs a year."""
    found = diary(agreement(**said(text)), since=date(2025, 1, 1), months=40)

    assert days(found) == [pair for pair in expected if pair[0] < "2028-05-01"]
    assert all(day.quotes[0].clause == "9.1" and day.quotes[0].text in text for day in found.days)


def test_the_notice_of_the_record_counts_back_from_the_end(agreement: Build) -> None:
    right = Termination(holder="customer", trigger="expiry", notice=Duration(duration="P3M"), text="three months before the end")
    found = diary(agreement(**said("The initial term is 2 years."), termination=[right]), since=date(2025, 1, 1), months=24)

    assert days(found) == [("2025-12-31", NOTICE), ("2026-03-31", END)]


@pytest.mark.parametrize(("value", "start", "first"), [
    ("2024-04", None, None),
    ("2024-04", date(2026, 1, 1), "2026-12-31"),
    ("2024-04-01", date(2026, 1, 1), "2026-12-31"),
])  # fmt: skip
def test_a_beginning_that_is_not_stated_is_asked_for(value: str, start: date | None, first: str | None, agreement: Build) -> None:
    members = said("The initial term is 1 year.") | {"effective_date": Day(value=value)}
    found = diary(agreement(**members), since=date(2026, 1, 1), months=12, start=start)

    assert [day for day, _ in days(found)] == ([first] if first else [])
    assert any("--start" in line for line in found.unsaid) is (first is None)


def claim(iso: str, anchor: str | None, *, business: bool = False, also: tuple[tuple[str, str | None], ...] = ()) -> dict[str, Any]:
    more = [Window(duration=other, anchor=origin) for other, origin in also]  # type: ignore[arg-type]
    return {"claim": Claim(window=Duration(duration=iso, business=business), anchor=anchor, alternatives=more)}  # type: ignore[arg-type]


CLAIMS = [
    (claim("P30D", "month_end"), ["2026-03-02", "2026-03-30"]),  # 30 days after 31 January and 28 February
    (claim("P1M", "month_end"), ["2026-03-28"]),  # the one for January would be 28 February
    (claim("P10D", "month_end", business=True), ["2026-03-13"]),  # from Saturday 28 February: 2 to 13 March
    (claim("P30D", "month_end", also=(("P10D", "month_end"),)), ["2026-03-10"]),
    (claim("P30D", "incident"), []),
    (claim("PT48H", "month_end"), []),
    ({"remedy": Remedy(automatic=True)}, []),
    ({}, []),
]


@pytest.mark.parametrize(("members", "expected"), CLAIMS)
def test_claims_are_due_per_month(members: dict[str, Any], expected: list[str], agreement: Build) -> None:
    found = diary(agreement(**members), since=date(2026, 3, 1), months=1)

    assert [day for day, _ in days(found)] == expected
    assert found.unsaid


def test_what_depends_on_an_incident_is_said(agreement: Build) -> None:
    found = diary(agreement(**claim("P7D", "incident")), since=date(2026, 3, 1))

    assert "claims: 7 days from the incident, no fixed day; sla credit computes it for an outage" in found.unsaid


@pytest.mark.parametrize(("start", "length", "expected"), [
    (date(2024, 1, 31), "P1M", date(2024, 2, 29)),
    (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
    (date(2024, 12, 31), "P2W", date(2025, 1, 14)),
    (date(2024, 1, 1), "P1Y6M", date(2025, 7, 1)),
    (date(2024, 1, 1), "PT48H", None),
    (date(2024, 1, 1), "P", None),
    (date(2024, 1, 1), "P9999Y", None),
])  # fmt: skip
def test_calendar_time(start: date, length: str, expected: date | None) -> None:
    assert later(start, length) == expected


def test_the_calendar_reads_back(acme: record.Agreement) -> None:
    found = diary(acme, since=date(2026, 1, 1), months=3)
    text = render(found, now=datetime(2026, 1, 1, tzinfo=UTC))
    book = Calendar.from_ical(text)

    assert text.endswith("END:VCALENDAR\r\n")
    assert [event["dtstart"].dt for event in book.walk("VEVENT")] == [day.day for day in found.days] == [
        date(2026, 1, 30), date(2026, 3, 2), date(2026, 3, 30)]  # fmt: skip
    assert all(event["dtend"].dt - event["dtstart"].dt == date(2, 1, 2) - date(2, 1, 1) for event in book.walk("VEVENT"))
    assert all("within 30 days after the end of the month" in str(event["description"]) for event in book.walk("VEVENT"))
    assert len({str(event["uid"]) for event in book.walk("VEVENT")}) == 3


@pytest.mark.parametrize("words", ["a\r\nBEGIN:VEVENT\r\nSUMMARY:x", "a;b,c\\n", "\x1b]0;x\x07", "ä" * 200, "BEGIN:VALARM"])
def test_words_of_a_document_are_no_lines_of_the_calendar(words: str, agreement: Build) -> None:
    """A title with a line break could invite people to a meeting."""
    quoted = record.Evidence(clause="c1", start=0, end=1, quote=words)
    claimed = Claim(window=Duration(duration="P30D"), anchor="month_end", evidence=[quoted])
    book = Calendar.from_ical(render(diary(agreement(title=words, claim=claimed), since=date(2026, 3, 1), months=1)))

    assert len(book.walk("VEVENT")) == 2
    assert len(book.walk("VALARM")) == 2
