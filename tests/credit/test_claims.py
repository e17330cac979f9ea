"""Days by which credits are claimed, and rights to leave, against hand-counted calendars."""

from __future__ import annotations

import pytest

from extractor.credit import Account, Case, compute, fee, outage
from extractor.record import Agreement, Claim, Window
from tests.credit.conftest import Write

DOWN = "2026-03-04T10:00/PT3H"
"""A Wednesday."""


def account(agreement: Agreement, *outages: str, **options: object) -> Account:
    return compute(agreement, Case(tuple(outage(text) for text in outages), fee("3000 EUR"), **options))  # type: ignore[arg-type]


def paying(**members: object) -> Agreement:
    return Write.agreement(uptime=[Write.promise(99.9)], credits=[Write.band(None, 99.9, 10)], **members)


@pytest.mark.parametrize(
    ("window", "anchor", "business", "day"),
    [
        ("P30D", "incident", False, "2026-04-03"),
        ("P7D", "incident", False, "2026-03-11"),
        ("P2W", "incident", False, "2026-03-18"),
        ("P5D", "incident", True, "2026-03-11"),  # Thu 5, Fri 6, Mon 9, Tue 10, Wed 11
        ("P3D", "incident", True, "2026-03-09"),
        ("P1W", "incident", True, "2026-03-11"),
        ("P1M", "incident", False, "2026-04-04"),
        ("P30D", "month_end", False, "2026-04-30"),
        ("P1M", "month_end", False, "2026-04-30"),
        ("P2M", "billing_cycle", False, "2026-05-31"),
        ("P10D", "month_end", True, "2026-04-14"),  # Wed 1 Apr … Tue 14 Apr; Good Friday counts, holidays are not known
        ("PT72H", "incident", False, "2026-03-07"),
        ("P10D", None, False, "2026-03-14"),
        ("P30D", "invoice", False, None),
        ("P30D", "notice", False, None),
        ("PT8H", "incident", True, None),
    ],
)
def test_the_window_ends_on_the_day_counted_by_hand(window: str, anchor: str | None, business: bool, day: str | None) -> None:
    [deadline] = account(paying(claim=Write.claim(window, anchor, business=business)), DOWN).readings[0].deadlines

    assert (deadline.day.isoformat() if deadline.day else None) == day
    assert deadline.quotes[0].text == f"within {window}"


def test_the_end_of_an_outage_may_be_another_day() -> None:
    [deadline] = account(paying(claim=Write.claim("P10D", "incident_end")), "2026-03-04T23:00/PT3H").readings[0].deadlines

    assert str(deadline.day) == "2026-03-15"


def test_each_outage_has_its_own_day() -> None:
    found = account(paying(claim=Write.claim("P10D", "incident")), DOWN, "2026-03-20T10:00/PT1H").readings[0].deadlines

    assert [str(d.day) for d in found] == ["2026-03-14", "2026-03-30"]


def test_further_windows_of_a_contradictory_agreement_are_dated_too() -> None:
    claim = Write.claim("P30D", "incident", alternatives=[Window(duration="P10D", anchor="month_end", evidence=Write.proof("ten days"))])

    assert [str(d.day) for d in account(paying(claim=claim), DOWN).readings[0].deadlines] == ["2026-04-03", "2026-04-10"]


@pytest.mark.parametrize(
    ("members", "outages", "note"),
    [
        (
            {"remedy": Write.capped([], automatic=True), "claim": Write.claim("P30D", "incident")},
            [DOWN],
            "Credits are given without request.",
        ),
        ({}, [DOWN], "No time limit for claims was found; claim at once."),
        ({"claim": Claim(contact="sla@acme.example")}, [DOWN], "Claims go to sla@acme.example."),
    ],
)
def test_without_a_day_the_notes_say_why(members: dict[str, object], outages: list[str], note: str) -> None:
    found = account(paying(**members), *outages)

    assert found.readings[0].deadlines == ()
    assert note in [step.text for step in found.notes]


def test_nothing_is_claimed_where_nothing_is_due() -> None:
    assert account(paying(claim=Write.claim("P30D", "incident")), "2026-03-04T10:00/PT5M").readings[0].deadlines == ()


MISS = "T10:00/PT3H"

LEAVING = [
    ({"below": 95.0}, ["2026-03-04T00:00/PT48H"], True),
    ({"below": 95.0}, ["2026-03-04T00:00/PT30H"], False),
    ({"failures": 3, "window": "P12M"}, [f"2026-0{m}-04{MISS}" for m in (1, 2, 3)], True),
    ({"failures": 3, "window": "P12M"}, [f"2026-0{m}-04{MISS}" for m in (1, 2)], False),
    ({"failures": 3, "window": "P12M"}, ["2026-01-04T10:00/PT3H", "2026-06-04T10:00/PT3H", "2027-01-04T10:00/PT3H"], False),
    ({"failures": 3, "window": "P12M"}, ["2026-02-04T10:00/PT3H", "2026-06-04T10:00/PT3H", "2027-01-04T10:00/PT3H"], True),
    ({"failures": 2, "consecutive": True}, [f"2026-01-04{MISS}", f"2026-03-04{MISS}"], False),
    ({"failures": 2, "consecutive": True}, [f"2026-01-04{MISS}", f"2026-02-04{MISS}"], True),
    ({"failures": 2, "window": "P2M", "consecutive": True}, [f"2026-12-04{MISS}", f"2027-01-04{MISS}"], True),
    ({"failures": 2}, [f"2026-01-04{MISS}", "2026-01-20T10:00/PT3H"], False),  # two outages, one missed month
    ({"failures": 2, "below": 95.0}, ["2026-01-04T00:00/PT48H", "2026-02-04T00:00/PT48H"], True),
    ({"failures": 2, "below": 95.0}, ["2026-01-04T00:00/PT48H", "2026-02-04T00:00/PT5M"], None),
    ({"failures": 2, "below": 95.0}, ["2026-01-04T00:00/PT5M"], False),
    ({}, [f"2026-01-04{MISS}"], None),
]


@pytest.mark.parametrize(("threshold", "outages", "triggered"), LEAVING)
def test_rights_to_leave_are_triggered_by_their_thresholds(
    threshold: dict[str, object], outages: list[str], triggered: bool | None
) -> None:
    [leave] = account(paying(termination=[Write.leave(**threshold)]), *outages).readings[0].exits

    assert leave.triggered is triggered


def test_without_a_promise_nobody_knows_what_was_missed() -> None:
    [leave] = account(Write.agreement(termination=[Write.leave(failures=2)]), "2026-01-04T10:00/PT3H").readings[0].exits

    assert leave.triggered is None


@pytest.mark.parametrize("holder", ["provider"])
def test_the_rights_of_the_provider_are_not_the_customers(holder: str) -> None:
    right = Write.leave(below=95.0).model_copy(update={"holder": holder})

    assert account(paying(termination=[right]), DOWN).readings[0].exits == ()
