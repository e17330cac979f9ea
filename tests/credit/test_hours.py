"""Promises that hold in business hours only, worked by hand. March 2026 has 22 weekdays: 220 hours from 8 to 18."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.credit import BadFact, Case, Hours, compute, fee, outage, work_hours
from extractor.credit.worktime import hours_in
from extractor.record import Agreement, Clause, Evidence, Uptime
from tests.credit.conftest import Write

DAY = Hours((0, 1, 2, 3, 4), 480, 1080)
BANDS = [Write.band(99.0, 99.9, 10), Write.band(None, 99.0, 25)]


def promised(sentence: str) -> Agreement:
    proof = Evidence(clause="c1", start=sentence.index("99"), end=sentence.index("%") + 1, quote="99.9%")
    uptime = [Uptime(percent=99.9, period="month", evidence=[proof])]
    return Write.agreement(clauses=[Clause(id="c1", number="1.1", text=sentence)], uptime=uptime, credits=BANDS)


@pytest.mark.parametrize(
    ("outages", "uptime", "credit"),
    [
        # Wednesday 4 March, 10 to 12: 2 h of 220 h
        ("2026-03-04T10:00/PT2H", Decimal(21800) / 220, "300.00"),
        # Saturday: no time that is measured
        ("2026-03-07T10:00/PT9H", Decimal(100), "0.00"),
        # Friday 17:00 to Monday 09:00: 1 h and 1 h
        ("2026-03-06T17:00/2026-03-09T09:00", Decimal(21800) / 220, "300.00"),
        # a night: 18:00 to 08:00
        ("2026-03-04T18:00/PT14H", Decimal(100), "0.00"),
        # 2 h 12 min is exactly 1 %, a second more is in the next band
        ("2026-03-04T10:00/PT2H12M", Decimal(99), "300.00"),
        ("2026-03-04T10:00/PT2H12M1S", None, "750.00"),
    ],
)
def test_only_the_hours_of_the_promise_are_measured(outages: str, uptime: Decimal | None, credit: str) -> None:
    """Two hours of a working day are 0.9% of the working hours and 0.3% of the month."""
    agreement = Write.agreement(uptime=[Write.promise(99.9)], credits=BANDS)
    [paid] = compute(agreement, Case((outage(outages),), fee("3000 EUR"), hours=DAY)).readings[0].periods

    assert str(paid.credit) == credit
    if uptime is not None:
        assert paid.uptime == uptime


def test_hours_that_the_promise_names_hold_and_the_clock_is_the_other_reading() -> None:
    """3 h of 220 h is 98.6%: 750; of 744 h it is 99.6%: 300."""
    agreement = promised("Available 99.9% of business hours, Monday to Friday from 8:00 to 18:00.")
    account = compute(agreement, Case((outage("2026-03-04T10:00/PT3H"),), fee("3000 EUR")))

    assert [(reading.name, str(reading.credit)) for reading in account.readings] == [
        ("plain reading", "750.00"),
        ("uptime is measured around the clock", "300.00"),
    ]
    assert account.difference == 450


def test_hours_that_were_not_read_are_told() -> None:
    agreement = promised("Available 99.9% during business hours.")
    [reading] = compute(agreement, Case((outage("2026-03-04T10:00/PT3H"),), fee("3000 EUR"))).readings
    warnings = [step.text for paid in reading.periods for step in paid.steps if step.kind == "warning"]

    assert str(reading.credit) == "300.00"
    assert any("--hours" in words for words in warnings)


def test_a_long_outage_stays_one_incident() -> None:
    """An outage over a night is one outage: 5% for each full hour of any outage pays three hours, not one in the evening and one in the morning."""
    rule = Write.per("PT1H", 5, words="5% for each full hour of any outage")
    agreement = Write.agreement(uptime=[Write.promise(99.9)], credits=[rule])
    made = (outage("2026-03-04T16:30/2026-03-05T09:30"),)

    assert compute(agreement, Case(made, fee("3000 EUR"), hours=DAY)).readings[0].credit == 450


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mon-Fri 08:00-18:00", DAY),
        ("Monday through Friday, 8 a.m. to 6 p.m.", DAY),
        ("8:00 – 18:00 on business days", DAY),
        ("Sun-Thu 9:00-17:00", Hours((0, 1, 2, 3, 6), 540, 1020)),
        ("Monday to Sunday 00:00-24:00", Hours((0, 1, 2, 3, 4, 5, 6), 0, 1440)),
        # not one span, or no times of the clock
        ("Mon-Fri 08:00-18:00 and Sat 09:00-12:00", None),
        ("Mon-Fri, 2 to 4 incidents", None),
        ("08:00-18:00", None),
        ("24x7", None),
        ("Mon-Fri 18:00-08:00", None),
    ],
)
def test_hours_in_words(text: str, hours: Hours | None) -> None:
    assert hours_in(text) == hours


def test_what_are_no_hours_is_told() -> None:
    with pytest.raises(BadFact, match="08:00-18:00"):
        work_hours("in the morning")
