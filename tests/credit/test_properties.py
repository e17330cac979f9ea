"""What must hold for every credit: never above the cap, never more for less downtime, never more than the readings say."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.credit import Case, Outage, compute
from extractor.credit.counting import length_of, merged, without
from extractor.credit.periods import KINDS, period_of, periods
from extractor.quantities.money import Money
from extractor.record import Agreement, Credit
from tests.credit.conftest import Write

START = datetime(2026, 4, 1)
MONTH = 30 * 24 * 60

minutes = st.integers(min_value=1, max_value=MONTH - 1)
fees = st.decimals(min_value=1, max_value=1_000_000, places=2)


@st.composite
def falling_bands(draw: st.DrawFn) -> list[Credit]:
    """Draw bands without holes that pay more the lower the uptime."""
    edges = sorted(draw(st.sets(st.sampled_from([99.99, 99.95, 99.9, 99.5, 99.0, 98.0, 95.0, 90.0]), min_size=1, max_size=5)), reverse=True)
    pays = sorted(draw(st.lists(st.integers(1, 100), min_size=len(edges), max_size=len(edges))))
    return [Write.band(low, high, pay) for high, low, pay in zip(edges, [*edges[1:], None], pays, strict=True)]


@st.composite
def rules(draw: st.DrawFn) -> list[Credit]:
    """Draw bands, rates or both."""
    kind = draw(st.sampled_from(["bands", "rate", "both"]))
    rate = [
        Write.per(draw(st.sampled_from(["PT1H", "PT30M", "PT10M"])), draw(st.integers(1, 20)), words="for each full hour of total downtime")
    ]
    return (draw(falling_bands()) if kind != "rate" else []) + (rate if kind != "bands" else [])


@st.composite
def outages(draw: st.DrawFn) -> tuple[Outage, ...]:
    """Draw outages of one year, that may overlap and cross months."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        start = datetime(2026, 1, 1) + timedelta(minutes=draw(st.integers(0, 520_000)))
        tag = draw(st.sampled_from([None, None, "force_majeure"]))
        found.append(Outage(start, start + timedelta(minutes=draw(st.integers(1, 10_000))), tag))
    return tuple(found)


def agreement(credits: list[Credit], **members: object) -> Agreement:
    return Write.agreement(uptime=[Write.promise(99.9)], credits=credits, **members)


@given(credits=rules(), down=minutes, more=minutes, fee=fees)
@settings(deadline=None)
def test_more_downtime_never_pays_less(credits: list[Credit], down: int, more: int, fee: Decimal) -> None:
    short, long = sorted((down, more))

    def paid(length: int) -> Decimal:
        case = Case((Outage(START, START + timedelta(minutes=length)),), Money(fee, "EUR"))
        return compute(agreement(credits), case).readings[0].credit

    assert paid(short) <= paid(long)


@given(
    credits=rules(), down=outages(), fee=fees, percent=st.integers(1, 100), period=st.sampled_from(["month", "quarter", "year", "contract"])
)
@settings(deadline=None)
def test_no_reading_pays_more_than_the_cap(
    credits: list[Credit], down: tuple[Outage, ...], fee: Decimal, percent: int, period: str
) -> None:
    cap = Write.cap(percent / 100, "months", period)
    limit = fee * percent / 100

    for reading in compute(agreement(credits, remedy=Write.capped([cap])), Case(down, Money(fee, "EUR"))).readings:
        spans: dict[datetime, Decimal] = {}
        for paid in reading.periods:
            start = START if period == "contract" else period_of(paid.period.start, period).start  # type: ignore[arg-type]
            spans[start] = spans.get(start, Decimal(0)) + paid.credit
        assert all(total <= limit + Decimal("0.005") for total in spans.values())


@given(credits=rules(), down=outages(), fee=fees)
@settings(deadline=None)
def test_what_is_reported_agrees_with_itself(credits: list[Credit], down: tuple[Outage, ...], fee: Decimal) -> None:
    account = compute(agreement(credits, exclusions=[Write.excludes("force_majeure")]), Case(down, Money(fee, "EUR")))

    for reading in account.readings:
        assert reading.credit == sum(paid.credit for paid in reading.periods)
        assert all(0 <= paid.uptime <= 100 and paid.down + paid.excluded <= paid.period.minutes for paid in reading.periods)
        assert all(paid.credit.as_tuple().exponent == -2 for paid in reading.periods)
    assert len({tuple(p.credit for p in r.periods) for r in account.readings}) >= 1
    assert account.difference >= 0


@given(down=outages(), credits=rules())
@settings(deadline=None)
def test_the_order_of_the_log_changes_nothing(down: tuple[Outage, ...], credits: list[Credit]) -> None:
    money = Money(Decimal(3000), "EUR")

    assert compute(agreement(credits), Case(down, money)) == compute(agreement(credits), Case(down[::-1], money))


@given(down=outages())
def test_merged_time_neither_grows_nor_overlaps(down: tuple[Outage, ...]) -> None:
    stretches = [(o.start, o.end) for o in down]
    whole = merged(stretches)

    assert length_of(whole) <= length_of(stretches)
    assert all(one[1] < other[0] for one, other in pairwise(whole))
    assert without(stretches, whole) == []


@given(moment=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), kind=st.sampled_from(KINDS))
def test_periods_hold_their_moment_and_follow_each_other(moment: datetime, kind: str) -> None:
    period = period_of(moment, kind)  # type: ignore[arg-type]
    following = period_of(period.end, kind)  # type: ignore[arg-type]

    assert period.start <= moment < period.end == following.start
    assert [p.start for p in periods(period.start, following.end, kind)] == [period.start, following.start]  # type: ignore[arg-type]
