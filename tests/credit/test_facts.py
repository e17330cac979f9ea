"""Outages, logs and fees as people write them, and what is said where they are wrong."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import get_args

import pytest

from extractor.commands.credit import KINDS as SHOWN
from extractor.credit import KINDS, TAGS, BadFact, Case, compute, fee, log, outage
from extractor.taxonomy import ExclusionCategory
from tests.credit.conftest import Write


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("12000 USD", "12000", "USD"),
        ("USD 12,000.50", "12000.50", "USD"),
        ("€1.000,00", "1000.00", "EUR"),
        ("£500 per month", "500", "GBP"),
        ("144000 USD/year", "12000", "USD"),
        ("EUR 9000 a quarter", "3000", "EUR"),
        ("24000 CHF per annum", "2000", "CHF"),
    ],
)
def test_a_fee_is_that_of_a_month(text: str, amount: str, currency: str) -> None:
    assert (fee(text).amount, fee(text).currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    "text", ["", "12000", "twelve", "12000 USD and 3 EUR", "about 12000 USD", "12000 USD/fortnight", "-5 USD", "0 USD"]
)
def test_what_is_no_fee_is_refused(text: str) -> None:
    with pytest.raises(BadFact, match="fee"):
        fee(text)


@pytest.mark.parametrize(
    ("text", "minutes", "tag", "service"),
    [
        ("2026-03-04T10:00/PT3H", 180, None, None),
        ("2026-03-04T10:00/2026-03-04T10:20:30", Decimal("20.5"), None, None),
        ("2026-03-04 10:00/P1DT2H", 1560, None, None),
        ("2026-03-04T10:00/pt90m,Scheduled Maintenance", 90, "scheduled_maintenance", None),
        ("2026-03-04T10:00/PT3H,,API, v2", 180, None, "API, v2"),
    ],
)
def test_an_outage_is_read(text: str, minutes: int | Decimal, tag: str | None, service: str | None) -> None:
    found = outage(text)

    assert (found.minutes, found.tag, found.service) == (minutes, tag, service)


@pytest.mark.parametrize(
    "text",
    ["", "2026-03-04T10:00", "yesterday/PT3H", "2026-03-04T10:00/3h", "2026-03-04T10:00/P1M", "2026-03-04T10:00/PT0H", "2026-03-04T10:00/PT",
     "2026-03-04T10:00/2026-03-04T09:00", "2026-03-04T10:00/PT3H,weather", "2026-03-04T10:00Z/2026-03-04T11:00", "9999-12-31T10:00/P9D", "2026-03-04T10:00/P900D",
     "2026-03-04T10:00/2028-03-04T10:00", "2026-03-04T10:00/PT999999999999H", "2026-03-04T10:00/PT1.2.3H"],
)  # fmt: skip
def test_what_is_no_outage_is_refused(text: str) -> None:
    with pytest.raises(BadFact):
        outage(text)


LOGS = {
    "durations": "start,duration,tag\n2026-03-04T10:00,PT3H,\n2026-03-05T10:00,PT1H,force_majeure\n",
    "ends, spaces, capitals, a mark": "\ufeffStart, End\n2026-03-04T10:00, 2026-03-04T13:00\n2026-03-05T10:00, 2026-03-05T11:00\n",
    "JSON Lines": '{"start": "2026-03-04T10:00", "duration": "PT3H"}\n\n{"start": "2026-03-05T10:00", "end": "2026-03-05T11:00", "tag": null}\n',
}


@pytest.mark.parametrize("text", LOGS.values(), ids=LOGS.keys())
def test_a_log_is_read(text: str) -> None:
    assert [(o.start.day, o.minutes) for o in log(text)] == [(4, 180), (5, 60)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no column 'start'"),
        ("2026-03-04T10:00,PT3H\n", "no column 'start'"),
        ("start,duration\n2026-03-04T10:00,PT3H\n2026-03-04T10:00,three hours\n", "line 3"),
        ("start,duration\n2026-03-04T10:00,\n", "line 2"),
        ("start,duration\n2026-03-04T10:00,PT3H,force_majeure\n", "line 2"),
        ("start,end,duration\n2026-03-04T10:00,2026-03-04T11:00,PT1H\n", "either 'end' or 'duration'"),
        ('{"start": "2026-03-04T10:00", "length": "PT3H"}', "line 1"),
        ('{"start": "2026-03-04T10:00", ', "line 1"),
    ],
)
def test_a_log_with_a_fault_says_in_which_line(text: str, words: str) -> None:
    with pytest.raises(BadFact, match=words):
        log(text)


def test_outages_in_one_time_zone_are_taken_as_wall_clock_times() -> None:
    down = tuple(log('{"start": "2026-03-31T23:30+02:00", "duration": "PT3H"}'))

    [reading] = compute(Write.agreement(), Case(down, fee("10 EUR"))).readings

    assert [paid.down for paid in reading.periods] == [30, 150]


@pytest.mark.parametrize("other", ["2026-03-05T10:00", "2026-03-05T10:00+01:00"])
def test_outages_in_several_time_zones_are_refused(other: str) -> None:
    down = tuple(outage(f"{start}/PT1H") for start in ("2026-03-04T10:00Z", other))

    with pytest.raises(BadFact, match="time zone"):
        compute(Write.agreement(), Case(down, fee("10 EUR")))


def test_names_that_are_written_twice_are_the_same() -> None:
    assert get_args(ExclusionCategory) == TAGS
    assert SHOWN == KINDS
    assert outage("2026-03-04T10:00/PT3H").start == datetime(2026, 3, 4, 10)
