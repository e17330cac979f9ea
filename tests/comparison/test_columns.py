"""One agreement for several services and plans: a column for each, or the one that is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.comparison import compare
from extractor.comparison.views import MOST, named, views
from extractor.record import Agreement, Amount, Credit, Duration, Performance, Support, Text, Uptime

Build = Callable[..., Agreement]


def promise(percent: float, service: str | None = None, plan: str | None = None) -> Uptime:
    return Uptime(percent=percent, service=service, plan=plan)


def pays(amount: float, service: str | None = None, plan: str | None = None) -> Credit:
    return Credit(below=99.0, credit=Amount(amount=amount, unit="percent"), service=service, plan=plan)


@pytest.mark.parametrize(
    ("promises", "credits", "columns"),
    [
        # said of the agreement as a whole
        ([promise(99.9)], [pays(10)], [(None, None)]),
        ([promise(99.9, "API")], [pays(10)], [(None, None)]),
        # services, plans, both
        ([promise(99.9, "API"), promise(99.5, "Console")], [pays(10)], [("API", None), ("Console", None)]),
        ([promise(99.9, plan="Gold"), promise(99.5, plan="Basic")], [pays(10)], [(None, "Gold"), (None, "Basic")]),
        (
            [promise(99.9, "API", "Gold"), promise(99.5, "API", "Basic"), promise(99, "Mail", "Basic")],
            [],
            [("API", "Gold"), ("API", "Basic"), ("Mail", "Basic")],
        ),
        # what is said of one service, and of all others
        ([promise(99.9), promise(99.99, "Network")], [], [("Network", None), (None, None)]),
        # only the credits tell services apart
        ([promise(99.9, "API")], [pays(10, "API"), pays(5, "Mail")], [("API", None), ("Mail", None)]),
        # the same service in other letters
        ([promise(99.9, "API"), promise(99.5, "the api")], [], [(None, None)]),
    ],
)
def test_a_column_for_each_service_and_plan(
    promises: list[Uptime], credits: list[Credit], columns: list[tuple[str | None, str | None]], agreement: Build
) -> None:
    """99.99% for one service and 99% for another in one cell hide which of them the buyer gets."""
    compared = compare([agreement(provider=Text(value="Acme"), uptime=promises, credits=credits)])

    assert [(column.service, column.plan) for column in compared.columns] == columns


def test_each_column_holds_what_is_said_of_it_and_of_all(agreement: Build) -> None:
    made = agreement(
        provider=Text(value="Acme"),
        uptime=[promise(99.99, "API"), promise(99, "Console")],
        credits=[pays(30, "API"), pays(10)],
        performance=[Performance(metric="latency", value=50, unit="ms")],
    )
    compared = compare([made])
    cells = {row.key: [cell.shown for cell in row.cells] for row in compared.rows}

    assert [column.name for column in compared.columns] == ["Acme: API", "Acme: Console"]
    assert cells["uptime"] == ["99.99%", "99%"]
    assert cells["credit_98"] == ["30%", "10%"]  # the closer rule, and the general one where there is none
    assert cells["latency"] == ["50 ms", "50 ms"]


def test_support_follows_the_plan(agreement: Build) -> None:
    levels = [Support(severity="1", plan=plan, response=Duration(duration=iso)) for plan, iso in (("Gold", "PT15M"), ("Basic", "PT8H"))]
    [row] = [row for row in compare([agreement(uptime=[promise(99.9)], support=levels)]).rows if row.key == "response_1"]

    assert [cell.shown for cell in row.cells][:2] == ["1: 15 minutes", "1: 8 hours"]


def test_one_service_can_be_chosen_and_agreements_without_it_are_named(agreement: Build) -> None:
    several = agreement("a.pdf", uptime=[promise(99.99, "Core API"), promise(99, "Console")])
    whole = agreement("b.pdf", uptime=[promise(99.5)])
    other = agreement("c.pdf", uptime=[promise(98, "Mail")])
    compared = compare([several, whole, other], service="api")

    assert [(c.file, c.service) for c in compared.columns] == [("a.pdf", "Core API"), ("b.pdf", None)]
    assert compared.notes == ("c.pdf is left out: it names no service 'api', only Mail.",)


def test_a_plan_can_be_chosen(agreement: Build) -> None:
    made = agreement(uptime=[promise(99.99, plan="Gold"), promise(99, plan="Basic")])

    assert [view.plan for view in views(made, plan="basic")] == ["Basic"]
    assert [u.percent for view in views(made, plan="basic") for u in view.agreement.uptime] == [99]


def test_too_many_services_stay_in_one_column_and_are_told(agreement: Build) -> None:
    """Forty columns of one catalogue would push every other agreement off the page."""
    made = agreement(uptime=[promise(99.9, f"Service {n}") for n in range(MOST + 1)])
    compared = compare([made])

    assert len(compared.columns) == 1
    assert "choose with --service" in compared.notes[0]
    assert len(named(made, "service")) == MOST + 1
