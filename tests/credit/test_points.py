"""What common levels of uptime pay, computed by hand: a month of 30 days, one uninterrupted outage, shares of the fee."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.credit.points import Points, bounds
from tests.credit.conftest import Write

PROMISE = [Write.promise(99.9)]
TIERS = [Write.band(99.0, 99.9, 10), Write.band(95.0, 99.0, 25), Write.band(None, 95.0, 50)]


@pytest.mark.parametrize(
    ("credits", "members", "shares"),
    [
        # bands: at 99.9, 99.5, 99, 98, 95; 99 and 95 are still in the band above
        (TIERS, {}, "0 10 10 25 25"),
        # a cap of 20 % of the fee
        (TIERS, {"remedy": Write.capped([Write.cap(20)])}, "0 10 10 20 20"),
        # days of fees, a thirtieth each
        ([Write.band(None, 99.9, 3, "days")], {}, "0 10 10 10 10"),
        # 5 % for each full hour: 43.2 min, 3.6 h, 7.2 h, 14.4 h, 36 h; never above the cap of 100 %
        (
            [Write.per("PT1H", 5, words="for each full hour")],
            {"remedy": Write.capped([Write.cap(100)])},
            "0 15 35 70 100",
        ),
        # bands of downtime in hours: 43.2 min, 3.6 h, 7.2 h, 14.4 h, 36 h
        ([Write.band("PT1H", "PT4H", 10), Write.band("PT4H", None, 20)], {}, "0 10 20 20 20"),
    ],
)
def test_shares_of_the_fee(credits: list[object], members: dict[str, object], shares: str) -> None:
    """A table that pays 50% under a cap of 12% was marked the best of a comparison."""
    points = Points(Write.agreement(uptime=PROMISE, credits=credits, **members))
    found = [points.at(level) for level in (99.9, 99.5, 99.0, 98.0, 95.0)]

    assert [[paid.amount for paid in each] for each in found] == [[Decimal(share)] for share in shares.split()]


def test_the_quarter_is_measured_over_its_own_fee() -> None:
    """10% of a monthly fee, measured over the quarter of 91 days: 3.3333% of what the quarter costs."""
    made = Write.agreement(uptime=[Write.promise(99.9, "quarter")], credits=[Write.band(None, 99.9, 10, basis="monthly fee")])

    assert Points(made).at(99.0)[0].amount == Decimal("3.3333")


def test_what_is_capped_says_what_it_was() -> None:
    [paid] = Points(Write.agreement(uptime=PROMISE, credits=TIERS, remedy=Write.capped([Write.cap(20)]))).at(98.0)

    assert (paid.amount, paid.uncapped) == (20, 25)


def test_money_stays_money() -> None:
    made = Write.agreement(uptime=PROMISE, credits=[Write.band(None, 99.9, 250, "currency", currency="EUR")])
    [paid] = Points(made).at(99.0)

    assert (paid.amount, paid.currency) == (250, "EUR")


def test_a_cap_in_money_does_not_lower_a_share() -> None:
    """The fee is not known: 50 EUR may be more or less than ten percent."""
    made = Write.agreement(uptime=PROMISE, credits=TIERS, remedy=Write.capped([Write.cap(50, "currency", currency="EUR")]))

    assert Points(made).at(99.0)[0].amount == 10


def test_another_reading_is_told() -> None:
    """Nested bands: the nearer one pays, or the highest."""
    made = Write.agreement(uptime=PROMISE, credits=[Write.band(None, 99.9, 10), Write.band(95.0, 99.0, 25)])
    [paid] = Points(made).at(98.0)

    assert (paid.amount, paid.otherwise) == (25, (10,))


def test_a_kept_promise_is_known() -> None:
    points = Points(Write.agreement(uptime=PROMISE, credits=TIERS))

    assert [paid.kept for level in (99.9, 99.8) for paid in points.at(level)] == [True, False]


def test_rules_that_uptime_does_not_tell_give_no_answer() -> None:
    made = Write.agreement(uptime=PROMISE, credits=[Write.rule("latency", 10)])

    assert Points(made).at(99.0) == []


def test_bounds_are_where_a_curve_may_step() -> None:
    assert bounds(Write.agreement(uptime=PROMISE, credits=TIERS)) == [95.0, 99.0, 99.9]
