"""Credits computed by hand, over the shapes that rules take. The fee is 3,000 EUR a month unless a case says otherwise.

March has 44,640 minutes (100 EUR a day would be 3,100), April 43,200 (a day is 100 EUR), February 2026 40,320, February 2028 41,760.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest

from extractor.credit import Case, compute, fee, outage
from extractor.record import Agreement, Limit, Maintenance
from tests.credit.conftest import Write

TIERS = [Write.band(99.0, 99.9, 10), Write.band(95.0, 99.0, 25), Write.band(None, 95.0, 50)]
PROMISE = [Write.promise(99.9)]


def tiers(**members: object) -> Agreement:
    return Write.agreement(uptime=PROMISE, credits=TIERS, **members)


def hourly(words: str, **members: object) -> Agreement:
    return Write.agreement(uptime=PROMISE, credits=[Write.per("PT1H", 5, words=words)], **members)


def days(**members: object) -> Agreement:
    return Write.agreement(uptime=PROMISE, credits=[Write.band(99.0, 99.9, 3, "days"), Write.band(None, 99.0, 7, "days")], **members)


@dataclass(frozen=True)
class Worked:
    """A case worked by hand: its name, the agreement, the outages, the credit per period of the plain reading."""

    name: str
    agreement: Agreement
    outages: str
    credits: tuple[str, ...]
    fee: str = "3000 EUR"
    options: dict[str, object] | None = None


BANDS = (
    # 40 min of 43,200: 99.907 %, kept
    Worked("promise kept", tiers(), "2026-04-02T00:00/PT40M", ("0.00",)),
    # 43.2 min of 43,200 is exactly 99.9 %: not below
    Worked("exactly on the upper bound", tiers(), "2026-04-02T00:00/PT43M12S", ("0.00",)),
    # 43 min 13 s: below 99.9
    Worked("a second past the upper bound", tiers(), "2026-04-02T00:00/PT43M13S", ("300.00",)),
    # 432 min of 43,200 is exactly 99 %: still the first band
    Worked("exactly on an inner bound", tiers(), "2026-04-02T00:00/PT432M", ("300.00",)),
    Worked("a second past an inner bound", tiers(), "2026-04-02T00:00/PT432M1S", ("750.00",)),
    # 36 h of 720 h is 95 %
    Worked("exactly on the lowest bound", tiers(), "2026-04-02T00:00/PT36H", ("750.00",)),
    Worked("the lowest band", tiers(), "2026-04-02T00:00/PT36H1M", ("1500.00",)),
    # 44 min: 99.898 % in April (43,200), 99.901 % in March (44,640)
    Worked("the same outage in a month of 30 days", tiers(), "2026-04-02T00:00/PT44M", ("300.00",)),
    Worked("and in a month of 31 days", tiers(), "2026-03-02T00:00/PT44M", ("0.00",)),
    # 41 min: 99.8983 % of 40,320; 99.9018 % of 41,760
    Worked("February of 28 days", tiers(), "2026-02-02T00:00/PT41M", ("300.00",)),
    Worked("February of a leap year", tiers(), "2028-02-02T00:00/PT41M", ("0.00",)),
    # a quarter: 91 days, 131,040 min, 0.1 % = 131.04 min; 10 % of 9,000
    Worked("quarter kept", Write.agreement(uptime=[Write.promise(99.9, "quarter")], credits=TIERS), "2026-05-02T00:00/PT131M", ("0.00",)),
    Worked(
        "quarter missed", Write.agreement(uptime=[Write.promise(99.9, "quarter")], credits=TIERS), "2026-05-02T00:00/PT132M", ("900.00",)
    ),
    # a year: 525,600 min, 0.1 % = 525.6 min = 8 h 45.6 min; 10 % of 36,000
    Worked("year missed", Write.agreement(uptime=[Write.promise(99.9, "year")], credits=TIERS), "2026-05-02T00:00/PT9H", ("3600.00",)),
    # of the monthly fee although measured over the year: 10 % of 3,000
    Worked(
        "basis named otherwise than the period",
        Write.agreement(uptime=[Write.promise(99.9, "year")], credits=[Write.band(None, 99.9, 10, basis="monthly fee")]),
        "2026-05-02T00:00/PT9H",
        ("300.00",),
    ),
    # a day: 1,440 min; 10 min is 99.3 %; a day of April costs 100
    Worked("day", Write.agreement(uptime=[Write.promise(99.9, "day")], credits=TIERS), "2026-04-02T00:00/PT10M", ("10.00",)),
    # measured per month because nothing else is said
    Worked("no period stated", Write.agreement(uptime=[Write.promise(99.9, None)], credits=TIERS), "2026-04-02T00:00/PT1H", ("300.00",)),
    # any miss: 99.9 promised, no bounds
    Worked("any miss pays", Write.agreement(uptime=PROMISE, credits=[Write.band(None, None, 20)]), "2026-04-02T00:00/PT1H", ("600.00",)),
    Worked(
        "no miss pays nothing", Write.agreement(uptime=PROMISE, credits=[Write.band(None, None, 20)]), "2026-04-02T00:00/PT30M", ("0.00",)
    ),
    # 98.5 is in the hole between 99 and 98 (10.8 h of 720 h)
    Worked(
        "a hole between bands",
        Write.agreement(uptime=PROMISE, credits=[Write.band(99.0, 99.9, 10), Write.band(None, 98.0, 25)]),
        "2026-04-02T00:00/PT10H48M",
        ("0.00",),
    ),
    # nested bands: 98 % passes both, the nearer one pays
    Worked(
        "open bands",
        Write.agreement(uptime=PROMISE, credits=[Write.band(None, 99.9, 10), Write.band(None, 99.0, 25)]),
        "2026-04-02T00:00/PT14H24M",
        ("750.00",),
    ),
)

OTHER_UNITS = (
    # 1 h: 3 days of April at 100; in March at 3,000 / 31 = 96.774193…
    Worked("days of fees in April", days(), "2026-04-02T00:00/PT1H", ("300.00",)),
    Worked("days of fees in March", days(), "2026-03-02T00:00/PT1H", ("290.32",)),
    # 1 week = 7 × 100
    Worked("weeks", Write.agreement(uptime=PROMISE, credits=[Write.band(None, 99.9, 1, "weeks")]), "2026-04-02T00:00/PT1H", ("700.00",)),
    Worked(
        "half a month",
        Write.agreement(uptime=PROMISE, credits=[Write.band(None, 99.9, 0.5, "months")]),
        "2026-04-02T00:00/PT1H",
        ("1500.00",),
    ),
    Worked(
        "an amount",
        Write.agreement(uptime=PROMISE, credits=[Write.band(None, 99.9, 250, "currency", currency="EUR")]),
        "2026-04-02T00:00/PT1H",
        ("250.00",),
    ),
    Worked(
        "an amount in another currency is not converted",
        Write.agreement(uptime=PROMISE, credits=[Write.band(None, 99.9, 250, "currency", currency="USD")]),
        "2026-04-02T00:00/PT1H",
        ("0.00",),
    ),
    # 10 % of 36,000
    Worked(
        "annual fee",
        Write.agreement(uptime=PROMISE, credits=[Write.band(None, 99.9, 10, basis="annual subscription fee")]),
        "2026-04-02T00:00/PT1H",
        ("3600.00",),
    ),
    # 24,000 a year is 2,000 a month
    Worked("a fee given for a year", tiers(), "2026-04-02T00:00/PT1H", ("200.00",), "24000 EUR/year"),
    # 10 % of 99,999 = 9,999.9
    Worked("yen have no cents", tiers(), "2026-04-02T00:00/PT1H", ("10000",), "JPY 99999"),
)

PER_TIME = (
    # 5 % of 3,000 = 150 an hour; 3 h 30 min
    Worked("full hours", hourly("5% for each full hour of downtime"), "2026-04-02T00:00/PT3H30M", ("450.00",)),
    Worked("hours or part of them", hourly("5% per hour or part thereof"), "2026-04-02T00:00/PT3H30M", ("600.00",)),
    Worked("pro rata", hourly("5% per hour, pro rata"), "2026-04-02T00:00/PT3H30M", ("525.00",)),
    # ten times what was paid meanwhile: 10 × 3.5 × 3,000 / 720 = 145.833…
    Worked(
        "what was paid meanwhile",
        Write.agreement(credits=[Write.per("PT1H", 10, "hours", "ten times the amount paid during the period the service was down")]),
        "2026-04-02T00:00/PT3H30M",
        ("145.83",),
    ),
    Worked("exactly three hours, or part of them", hourly("5% per hour or part thereof"), "2026-04-02T00:00/PT3H", ("450.00",)),
    Worked("less than an hour", hourly("5% for each full hour of downtime"), "2026-04-02T00:00/PT50M", ("0.00",)),
    # 30 min + 45 min: together 1 full hour; one by one none
    Worked(
        "outages together", hourly("5% for each full hour of total downtime"), "2026-04-02T00:00/PT30M 2026-04-03T00:00/PT45M", ("150.00",)
    ),
    Worked("outages one by one", hourly("5% for each full hour of any outage"), "2026-04-02T00:00/PT30M 2026-04-03T00:00/PT45M", ("0.00",)),
    # the first 2 h are free: 3 h × 150
    Worked(
        "beyond a free time",
        Write.agreement(uptime=PROMISE, credits=[Write.per("PT1H", 5, words="for each full hour", beyond="PT2H")]),
        "2026-04-02T00:00/PT5H",
        ("450.00",),
    ),
    Worked(
        "within the free time",
        Write.agreement(uptime=PROMISE, credits=[Write.per("PT1H", 5, words="for each full hour", beyond="PT2H")]),
        "2026-04-02T00:00/PT1H",
        ("0.00",),
    ),
    # 1 day of April for each hour: 3 × 100
    Worked(
        "a day for each hour",
        Write.agreement(uptime=PROMISE, credits=[Write.per("PT1H", 1, "days", "one day for each full hour")]),
        "2026-04-02T00:00/PT3H",
        ("300.00",),
    ),
    # 50 hours of April for each hour: 3 × 50 × 3,000 / 720 = 625
    Worked(
        "fifty times the fee of an hour", Write.agreement(credits=[Write.per("PT1H", 50, "hours")]), "2026-04-02T00:00/PT3H", ("625.00",)
    ),
    # 1/90 for each hour, recorded as 1.1111: 9 × 3,000 / 90
    Worked(
        "a fraction in full",
        Write.agreement(credits=[Write.per("PT1H", 1.1111, words="1/90 of the charge for each full hour")]),
        "2026-04-02T00:00/PT9H",
        ("300.00",),
    ),
    # 30 min is 99.93 %: the promise is kept
    Worked(
        "nothing while the promise is kept",
        Write.agreement(uptime=PROMISE, credits=[Write.per("PT10M", 1, words="if the level is not met, 1% per 10 minutes")]),
        "2026-04-02T00:00/PT30M",
        ("0.00",),
    ),
    # bands of downtime: from 1 h to below 4 h two days, from 4 h five days
    *(
        Worked(
            f"bands of downtime, {length}",
            Write.agreement(credits=[Write.band("PT1H", "PT4H", 2, "days"), Write.band("PT4H", None, 5, "days")]),
            f"2026-04-02T00:00/{length}",
            (money,),
        )
        for length, money in (("PT59M", "0.00"), ("PT1H", "200.00"), ("PT3H59M", "200.00"), ("PT4H", "500.00"))
    ),
)

EXCLUDED = (
    Worked("excluded cause", tiers(exclusions=[Write.excludes("force_majeure")]), "2026-04-02T00:00/PT9H,force_majeure", ("0.00",)),
    Worked(
        "cause that is not excluded", tiers(exclusions=[Write.excludes("third_party")]), "2026-04-02T00:00/PT1H,force_majeure", ("300.00",)
    ),
    # excluded and counted at the same time counts: 1 h
    Worked(
        "overlap of counted and excluded",
        tiers(exclusions=[Write.excludes("force_majeure")]),
        "2026-04-02T00:00/PT1H 2026-04-02T00:00/PT9H,force_majeure",
        ("300.00",),
    ),
    # two reports of one outage are 5 h, not 8 h: 99.3 %
    Worked("overlapping outages count once", tiers(), "2026-04-02T00:00/PT4H 2026-04-02T01:00/PT4H", ("300.00",)),
    # 8 h allowed, 10 h taken: 2 h count, 99.72 %
    Worked(
        "maintenance above its limit",
        tiers(
            exclusions=[Write.excludes("scheduled_maintenance")],
            maintenance=[Maintenance(kind="scheduled", limit=Limit(duration="PT8H", per="month"))],
        ),
        "2026-04-02T00:00/PT10H,scheduled_maintenance",
        ("300.00",),
    ),
    # twelve outages of 4 min are 48 min (99.889 %), each shorter than five minutes
    Worked(
        "short outages",
        tiers(exclusions=[Write.excludes("short_outage", "Outages of less than five minutes do not count")]),
        " ".join(f"2026-04-{day:02}T00:00/PT4M" for day in range(1, 13)),
        ("0.00",),
    ),
    # ten of just 5 min are 50 min: "less than" counts them, "or less" does not
    Worked(
        "just the shortest length",
        tiers(exclusions=[Write.excludes("short_outage", "Outages of less than five minutes do not count")]),
        " ".join(f"2026-04-{day:02}T00:00/PT5M" for day in range(1, 11)),
        ("300.00",),
    ),
    Worked(
        "just the shortest length, inclusive",
        tiers(exclusions=[Write.excludes("short_outage", "Outages of five minutes or less do not count")]),
        " ".join(f"2026-04-{day:02}T00:00/PT5M" for day in range(1, 11)),
        ("0.00",),
    ),
    # 22:00 to 02:00: 2 h in March (99.73 %), 2 h in April (99.72 %)
    Worked("across the end of a month", tiers(), "2026-03-31T22:00/PT4H", ("300.00", "300.00")),
    Worked("another service was down", tiers(), "2026-04-02T00:00/PT9H,,Mail", ("0.00",), "3000 EUR", {"service": "API"}),
)

CAPPED = (
    # 50 % due, 30 % at most
    Worked("cap of a month", tiers(remedy=Write.capped([Write.cap(30)])), "2026-04-02T00:00/PT48H", ("900.00",)),
    Worked("within the cap", tiers(remedy=Write.capped([Write.cap(30)])), "2026-04-02T00:00/PT1H", ("300.00",)),
    Worked("cap in money", tiers(remedy=Write.capped([Write.cap(500, "currency", currency="EUR")])), "2026-04-02T00:00/PT48H", ("500.00",)),
    Worked("cap in days", tiers(remedy=Write.capped([Write.cap(4, "days", None)])), "2026-04-02T00:00/PT48H", ("400.00",)),
    # a tenth of the year's 36,000 is 3,600: 1,500 + 1,500 + 600
    Worked(
        "cap of a year over months",
        tiers(remedy=Write.capped([Write.cap(10, period="year")])),
        "2026-04-02T00:00/PT48H 2026-05-02T00:00/PT48H 2026-06-02T00:00/PT48H",
        ("1500.00", "1500.00", "600.00"),
    ),
    # the next calendar year begins anew
    Worked(
        "cap of a year, anew",
        tiers(remedy=Write.capped([Write.cap(0.5, "months", "year")])),
        "2026-12-02T00:00/PT48H 2027-01-02T00:00/PT48H",
        ("1500.00", "1500.00"),
    ),
    # one month over the contract: 1,500 + 1,500 + 0
    Worked(
        "cap of the contract",
        tiers(remedy=Write.capped([Write.cap(1, "months", "contract")])),
        "2026-04-02T00:00/PT48H 2026-05-02T00:00/PT48H 2027-06-02T00:00/PT48H",
        ("1500.00", "1500.00", "0.00"),
    ),
    # 8 hours or 1,200 due for each of two outages; 20 % = 600 at most for each
    Worked(
        "cap of an incident",
        hourly("5% for each full hour of any outage", remedy=Write.capped([Write.cap(20, period="incident")])),
        "2026-04-02T00:00/PT8H 2026-04-12T00:00/PT2H",
        ("900.00",),
    ),
    # both hold: 1,000 for the month, then 1,200 of the year
    Worked(
        "two caps",
        tiers(
            remedy=Write.capped([Write.cap(1000, "currency", "month", currency="EUR"), Write.cap(1200, "currency", "year", currency="EUR")])
        ),
        "2026-04-02T00:00/PT48H 2026-05-02T00:00/PT48H",
        ("1000.00", "200.00"),
    ),
    # a quarter: 10 % of 9,000 = 900 due; 8 % of a month = 240, three months
    Worked(
        "cap of a month, measured over a quarter",
        Write.agreement(uptime=[Write.promise(99.9, "quarter")], credits=TIERS, remedy=Write.capped([Write.cap(8)])),
        "2026-05-02T00:00/PT3H",
        ("720.00",),
    ),
)

CASES = (*BANDS, *OTHER_UNITS, *PER_TIME, *EXCLUDED, *CAPPED)


def account(case: Worked):
    outages = tuple(outage(text) for text in case.outages.split(" "))
    return compute(case.agreement, Case(outages, fee(case.fee), **(case.options or {})))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_credit_is_that_computed_by_hand(case: Worked) -> None:
    plain = account(case).readings[0]

    assert [str(paid.credit) for paid in plain.periods] == list(case.credits)
    assert plain.credit == sum(map(Decimal, case.credits))


def test_there_are_enough_cases_of_different_names() -> None:
    names = sorted(case.name for case in CASES)

    assert len(names) >= 60
    assert all(one != other for one, other in pairwise(names))


OVERLAPPING = Write.agreement(uptime=PROMISE, credits=[Write.band(98.0, 99.9, 10), Write.band(99.0, 99.9, 5)])

AMBIGUOUS = (
    # 14 h 24 min is 98 %: 25 % alone, or 10 % and 25 %
    ("bands that are passed add up", BANDS[-1], "750.00", "1050.00"),
    ("each unit of downtime that began is paid", Worked("", hourly("5% per hour"), "2026-04-02T00:00/PT3H30M", ()), "450.00", "600.00"),
    ("units of downtime are paid pro rata", Worked("", hourly("5% per hour"), "2026-04-02T00:00/PT3H30M", ()), "450.00", "525.00"),
    # two of 90 min: 3 h together, 1 h each
    (
        "each outage is paid on its own",
        Worked("", hourly("5% per full hour"), "2026-04-02T00:00/PT90M 2026-04-03T00:00/PT90M", ()),
        "450.00",
        "300.00",
    ),
    # 99.5 % lies in both: the narrower pays 5 %, the wider 10 %
    ("of the bands that apply the highest pays", Worked("", OVERLAPPING, "2026-04-02T00:00/PT3H36M", ()), "150.00", "300.00"),
    # 43 min 13 s is 99.89996 %, 99.90 % as reported
    ("uptime is rounded to two decimals, as it is usually reported", BANDS[2], "300.00", "0.00"),
    # 42 min of 43,200 − 1,440 min is 99.8994 %
    (
        "excluded time is no part of the measured time",
        Worked("", tiers(exclusions=[Write.excludes("force_majeure")]), "2026-04-02T00:00/PT42M 2026-04-03T00:00/PT24H,force_majeure", ()),
        "0.00",
        "300.00",
    ),
    ("maintenance above its limit is excluded as well", EXCLUDED[4], "300.00", "0.00"),
    (
        "of several caps for one period the highest holds",
        Worked("", tiers(remedy=Write.capped([Write.cap(30), Write.cap(40)])), "2026-04-02T00:00/PT48H", ()),
        "900.00",
        "1200.00",
    ),
    (
        "nothing is paid for a period that kept the promised level",
        Worked(
            "",
            Write.agreement(uptime=PROMISE, credits=[Write.per("PT10M", 1, words="1% for each full 10 minutes")]),
            "2026-04-02T00:00/PT30M",
            (),
        ),
        "90.00",
        "0.00",
    ),
    # 3 h is 99.58 %: 10 % of the band; 3 × 5 % for the hours
    (
        "credits for uptime and for downtime add up",
        Worked(
            "", Write.agreement(uptime=PROMISE, credits=[*TIERS, Write.per("PT1H", 5, words="each full hour")]), "2026-04-02T00:00/PT3H", ()
        ),
        "450.00",
        "750.00",
    ),
)


@pytest.mark.parametrize(("name", "case", "plain", "other"), AMBIGUOUS, ids=lambda value: value if isinstance(value, str) else "")
def test_what_can_be_read_otherwise_is_shown_with_the_difference(name: str, case: Worked, plain: str, other: str) -> None:
    """A customer who is shown one reading claims too little, or is refused without knowing why."""
    found = account(case)
    by_name = {reading.name: str(reading.credit) for reading in found.readings}

    assert str(found.readings[0].credit) == plain
    assert by_name[name] == other
    assert found.difference >= abs(Decimal(plain) - Decimal(other))


@pytest.mark.parametrize("case", [BANDS[0], BANDS[15], OTHER_UNITS[6], PER_TIME[0], CAPPED[0]], ids=lambda case: case.name)
def test_what_is_clear_has_one_reading(case: Worked) -> None:
    assert len(account(case).readings) == 1
    assert account(case).difference == 0


def test_each_service_with_its_own_bands_is_a_reading() -> None:
    agreement = Write.agreement(
        uptime=[Write.promise(99.9, service="API"), Write.promise(99.0, service="Portal")],
        credits=[Write.band(None, 99.9, 20, service="API"), Write.band(None, 99.0, 5, service="Portal")],
    )
    down = (outage("2026-04-02T00:00/PT10H"),)  # 98.6 %

    both = compute(agreement, Case(down, fee("3000 EUR")))
    one = compute(agreement, Case(down, fee("3000 EUR"), service="portal"))

    assert [(r.name, str(r.credit)) for r in both.readings] == [("API", "600.00"), ("Portal", "150.00")]
    assert both.difference == Decimal("450.00")
    tagged = compute(agreement, Case((outage("2026-04-02T00:00/PT10H,,Portal"),), fee("3000 EUR")))
    assert [str(r.credit) for r in one.readings] == [str(r.credit) for r in tagged.readings] == ["150.00"]
    assert one.readings[0].periods[0].promise == 99
