"""Terms of two versions: what changed, and for whom it is better; swapped versions swap the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import record
from extractor.diff import Diff, diff
from extractor.diff.changes import SWAPPED, Direction
from extractor.diff.settled import SECTIONS
from extractor.diff.terms import entries

Build = Callable[..., record.Agreement]


def days(count: int, *, business: bool = False) -> record.Duration:
    return record.Duration(duration=f"P{count}D", business=business)


def hours(count: int, *, business: bool = False) -> record.Duration:
    return record.Duration(duration=f"PT{count}H", business=business)


def up(percent: float, **members: Any) -> dict[str, Any]:
    return {"uptime": [record.Uptime(percent=percent, **members)]}


def bands(*rows: tuple[float | None, float | None, float], unit: str = "percent", **members: Any) -> dict[str, Any]:
    return {
        "credits": [record.Credit(at_least=a, below=b, credit=record.Amount(amount=n, unit=unit), **members) for a, b, n in rows]  # type: ignore[arg-type]
    }


def cap(amount: float, **members: Any) -> dict[str, Any]:
    return {"remedy": record.Remedy(caps=[record.Cap(amount=amount, unit="percent", **members)])}


def flag(name: str, value: bool) -> dict[str, Any]:
    return {"remedy": record.Remedy(**{name: value})}


def window(length: record.Duration, **members: Any) -> dict[str, Any]:
    return {"claim": record.Claim(window=length, **members)}


def excluded(*categories: str) -> dict[str, Any]:
    return {"exclusions": [record.Exclusion(category=category, text="x") for category in categories]}  # type: ignore[arg-type]


def care(**members: Any) -> dict[str, Any]:
    return {"maintenance": [record.Maintenance(kind="scheduled", **members)]}


def right(holder: str, **members: Any) -> dict[str, Any]:
    return {"termination": [record.Termination(holder=holder, trigger="sla_failure", text="x", **members)]}  # type: ignore[arg-type]


def help_within(response: record.Duration | None, severity: str = "1", **members: Any) -> dict[str, Any]:
    return {"support": [record.Support(severity=severity, response=response, **members)]}


def aim(metric: str, value: float, unit: str = "ms", **members: Any) -> dict[str, Any]:
    return {"performance": [record.Performance(metric=metric, value=value, unit=unit, **members)]}  # type: ignore[arg-type]


def told(found: Diff) -> list[tuple[str, str | None, str | None, Direction]]:
    return [(term.label, term.old, term.new, term.direction) for term in found.terms]


Case = tuple[dict[str, Any], dict[str, Any], list[tuple[str, str | None, str | None, Direction]]]

CASES: list[Case] = [
    # promise
    (up(99.9), up(99.5), [("Promised uptime", "99.9%", "99.5%", "worse")]),
    (up(99.9), up(99.99), [("Promised uptime", "99.9%", "99.99%", "better")]),
    (up(99.9), up(99.9, binding="target"), [("Promised uptime: as a", "commitment", "target", "worse")]),
    (up(99.9, period="month"), up(99.9, period="year"), [("Promised uptime: measured per", "month", "year", "neutral")]),
    (up(99.9, service="API"), up(99.9, service="Web"), [("Promised uptime: holds for", "API", "Web", "unclear")]),
    ({}, up(99.9), [("Promised uptime", None, "99.9%, as a commitment", "better")]),
    # credits
    (bands((99, 99.9, 10), (None, 99, 25)), bands((99, 99.5, 10), (None, 99, 25)), [("Credit for uptime from 99.5% to below 99.9%", "10%", None, "worse")]),
    (bands((None, 99, 25)), bands((None, 99, 30)), [("Credit for uptime below 99%", "25%", "30%", "better")]),
    (bands((None, 99, 25)), bands((None, 99, 3), unit="days"), []),
    (bands((None, 99, 25), service="API"), bands((None, 99, 20), service="api"), [("Credit for uptime below 99% [api]", "25%", "20%", "worse")]),
    # a band cut in two pays the same
    (bands((None, 99, 25)), bands((95, 99, 25), (None, 95, 25)), []),
    (cap(50, period="month"), cap(30, period="month"), [("Most that is credited [per month]", "50%", "30%", "worse")]),
    ({}, cap(30), [("Most that is credited", None, "30%", "worse")]),
    (cap(100), {}, [("Most that is credited", "100%", None, "better")]),
    ({}, flag("sole_remedy", True), [("Credits are the only remedy", None, "yes", "worse")]),
    (flag("sole_remedy", True), flag("sole_remedy", False), [("Credits are the only remedy", "yes", "no", "better")]),
    (flag("automatic", True), flag("automatic", False), [("Paid without request", "yes", "no", "worse")]),
    # claim
    (window(days(30)), window(days(10)), [("Time to claim", "30 days", "10 days", "worse")]),
    (window(days(10)), window(days(10, business=True)), [("Time to claim", "10 days", "10 business days", "better")]),
    (window(days(7)), window(days(5, business=True)), [("Time to claim", "7 days", "5 business days", "unclear")]),
    (window(days(30), anchor="incident"), window(days(30), anchor="month_end"), [("Time to claim: from", "incident", "month end", "neutral")]),
    ({}, window(days(30)), [("Time to claim", None, "30 days", "worse")]),
    # exclusions
    (excluded("force_majeure"), excluded("force_majeure", "third_party"), [("Does not count: third parties", None, "yes", "worse")]),
    (excluded("force_majeure", "force_majeure"), excluded("force_majeure"), []),
    # maintenance
    (care(notice=hours(48)), care(notice=hours(24)), [("Scheduled maintenance: notice", "48 hours", "24 hours", "worse")]),
    (care(notice=days(2)), care(notice=hours(72)), [("Scheduled maintenance: notice", "2 days", "72 hours", "better")]),
    (care(), care(limit=record.Limit(duration="PT8H", per="month")), [("Scheduled maintenance: at most", None, "8 hours per month", "better")]),
    # leaving
    (right("customer", notice=days(10)), right("customer", notice=days(30)), [("Customer may end: sla failure: notice", "10 days", "30 days", "worse")]),
    (right("provider", notice=days(10)), right("provider", notice=days(30)), [("Provider may end: sla failure: notice", "10 days", "30 days", "better")]),
    (right("customer", threshold=record.Threshold(below=95)), right("customer", threshold=record.Threshold(below=90)), [("Customer may end: sla failure: below", "95%", "90%", "worse")]),
    (right("customer"), {}, [("Customer may end: sla failure", "yes", None, "worse")]),
    (right("provider"), {}, [("Provider may end: sla failure", "yes", None, "better")]),
    # support
    (help_within(hours(1)), help_within(hours(4)), [("Support [1]: response", "1 hour", "4 hours", "worse")]),
    (help_within(hours(4)), help_within(hours(4, business=True)), [("Support [1]: response", "4 hours", "4 business hours", "worse")]),
    (help_within(hours(1)), help_within(None), [("Support [1]: response", "1 hour", None, "worse")]),
    (help_within(hours(1), coverage="24x7"), help_within(hours(1), coverage="business_hours"), [("Support [1]: hours", "24x7", "business hours", "worse")]),
    # performance
    (aim("latency", 50), aim("latency", 80), [("Latency", "50 ms", "80 ms", "worse")]),
    (aim("latency", 50), aim("latency", 1, "s"), [("Latency", "50 ms", "1 s", "unclear")]),
    (aim("packet_delivery", 99.9, "percent"), aim("packet_delivery", 99.95, "percent"), [("Packet delivery", "99.9%", "99.95%", "better")]),
    # parties
    ({"governing_law": record.Text(value="Norway")}, {"governing_law": record.Text(value="Malta")}, [("Governing law", "Norway", "Malta", "neutral")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [case for case in CASES if case[2]])
def test_a_change_is_told_with_its_direction(old: dict[str, Any], new: dict[str, Any], expected: list[object], agreement: Build) -> None:
    """ "30 → 10 days" is bad news for a claim and good news for a response."""
    assert told(diff(agreement(**old), agreement(**new))) == expected


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_swapped_versions_swap_the_answer(old: dict[str, Any], new: dict[str, Any], expected: object, agreement: Build) -> None:
    there, back = diff(agreement(**old), agreement(**new)), diff(agreement(**new), agreement(**old))

    assert sorted((t.section, t.old, t.new, t.direction) for t in there.terms if t.old and t.new) == sorted(
        (t.section, t.new, t.old, SWAPPED[t.direction]) for t in back.terms if t.old and t.new
    )
    assert len(there.terms) == len(back.terms)


@pytest.mark.parametrize(("old", "new", "expected"), [case for case in CASES if not case[2]])
def test_credits_in_other_units_are_not_ranked(old: dict[str, Any], new: dict[str, Any], expected: object, agreement: Build) -> None:
    assert {term.direction for term in diff(agreement(**old), agreement(**new)).terms} <= {"unclear"}


def test_a_new_level_leaves_the_others_alone(agreement: Build) -> None:
    """Matched by order, one level put in front would move every figure by one."""
    old = {"support": [record.Support(severity=s, response=hours(n)) for s, n in (("2", 4), ("3", 8))]}
    new = {"support": [record.Support(severity=s, response=hours(n)) for s, n in (("1", 1), ("2", 4), ("3", 8))]}

    assert told(diff(agreement(**old), agreement(**new))) == [("Support [1]", None, "response 1 hour", "better")]


def test_levels_with_other_names_and_the_same_times_hold_for_something_else(agreement: Build) -> None:
    found = diff(agreement(**help_within(hours(1), "Critical")), agreement(**help_within(hours(1), "P1")))

    assert told(found) == [("Support: holds for", "Critical", "P1", "unclear")]


def proof(clause: str, quote: str = "") -> list[record.Evidence]:
    return [record.Evidence(clause=clause, start=0, end=len(quote), quote=quote)]


SAME = record.Clause(id="c1", text="Uptime is measured for each service on its own.")


def test_a_term_read_differently_from_the_same_words_is_no_change(agreement: Build) -> None:
    """The same contract as PDF and as Word must not be reported as a worse contract."""
    found = diff(agreement(clauses=[SAME], uptime=[record.Uptime(percent=99.9, evidence=proof("c1"))]), agreement(clauses=[SAME]))

    assert found.empty
    assert [(term.label, term.new) for term in found.readings] == [("Promised uptime", None)]


@pytest.mark.parametrize("around", ["parent", "lead_in", "header"])
def test_the_same_words_under_another_title_are_not_the_same_term(around: str, agreement: Build) -> None:
    """ "4 hours" below "Response" and below "Resolution" are two promises."""

    def version(title: str, percent: float) -> record.Agreement:
        row = record.Clause(
            id="c2",
            text="Gold | 4 hours",
            parent="c1" if around == "parent" else None,
            lead_in="c1" if around == "lead_in" else None,
            header=["Plan", title] if around == "header" else [],
        )
        return agreement(clauses=[record.Clause(id="c1", text=title), row], uptime=[record.Uptime(percent=percent, evidence=proof("c2"))])

    assert len(diff(version("Response", 99.9), version("Resolution", 99.5)).terms) == 1


def test_what_was_not_read_is_no_removal(agreement: Build) -> None:
    """A page that could not be read took the promise with it."""
    found = diff(agreement(**up(99.9)), agreement(warnings=("page_unreadable",)))

    assert [term.direction for term in found.terms] == ["unclear"]
    assert len(found.notes) == 1


def test_every_section_has_its_place(acme: record.Agreement) -> None:
    assert {entry.section for entry in entries(acme)} <= set(SECTIONS)
    for case in CASES:
        for side in case[:2]:
            source = record.Source(name="a", sha256="", media_type="", bytes=0, words=0)
            assert {entry.section for entry in entries(record.Agreement(document=source, **side))} <= set(SECTIONS)


# properties

TEXTS = st.lists(
    st.sampled_from(["Uptime is 99.9%.", "Uptime is 99.5%.", "Credits are 10% of fees.", "Claims are due in 30 days.", "x", "…"]),
    max_size=6,
)
PERCENTS = st.sampled_from([95.0, 99.0, 99.5, 99.9, 99.95, 100.0])
NAMES = st.sampled_from([None, "API", "Web", "api"])
LENGTHS = st.builds(record.Duration, duration=st.sampled_from(["PT1H", "PT4H", "P1D", "P30D", "P1M"]), business=st.booleans())


@st.composite
def agreements(draw: st.DrawFn) -> record.Agreement:
    clauses = [record.Clause(id=f"c{i}", number=f"{i}.", text=text) for i, text in enumerate(draw(TEXTS))]
    ids = st.sampled_from([clause.id for clause in clauses] or ["c0"])
    proofs = st.lists(st.builds(record.Evidence, clause=ids, start=st.just(0), end=st.just(1), quote=st.just("x")), max_size=1)
    amounts = st.builds(record.Amount, amount=st.sampled_from([5.0, 10.0, 25.0]), unit=st.sampled_from(["percent", "days"]))
    source = record.Source(name="a.md", sha256="", media_type="text/markdown", bytes=0, words=0)
    return record.Agreement(
        document=source,
        clauses=clauses,
        uptime=draw(st.lists(st.builds(record.Uptime, percent=PERCENTS, service=NAMES, evidence=proofs), max_size=3)),
        credits=draw(
            st.lists(
                st.builds(
                    record.Credit, at_least=st.none() | PERCENTS, below=st.none() | PERCENTS, service=NAMES, credit=amounts, evidence=proofs
                ),
                max_size=3,
            )
        ),
        support=draw(
            st.lists(
                st.builds(
                    record.Support,
                    severity=st.sampled_from("12A"),
                    response=st.none() | LENGTHS,
                    resolution=st.none() | LENGTHS,
                    evidence=proofs,
                ),
                max_size=3,
            )
        ),
        termination=draw(
            st.lists(
                st.builds(
                    record.Termination,
                    holder=st.sampled_from(["customer", "provider", "either"]),
                    trigger=st.sampled_from(["sla_failure", "convenience"]),
                    notice=st.none() | LENGTHS,
                    text=st.just("x"),
                    evidence=proofs,
                ),
                max_size=3,
            )
        ),
    )


@given(agreements())
@settings(max_examples=60, deadline=None)
def test_a_record_does_not_differ_from_itself(one: record.Agreement) -> None:
    found = diff(one, one)

    assert found.empty
    assert found.moves == found.readings == found.notes == ()


@given(agreements(), agreements())
@settings(max_examples=120, deadline=None)
def test_swapped_records_swap_directions_and_strokes(one: record.Agreement, other: record.Agreement) -> None:
    """What a new version takes, going back to the old one gives."""
    there, back = diff(one, other), diff(other, one)

    def signs(found: Diff, *, swap: bool) -> list[tuple[str, str, str, str]]:
        rows = (
            (t.section, t.new or "", t.old or "", SWAPPED[t.direction]) if swap else (t.section, t.old or "", t.new or "", t.direction)
            for t in found.terms
        )
        return sorted(rows)

    assert signs(there, swap=False) == signs(back, swap=True)
    opposite = {"added": "removed", "removed": "added", "reworded": "reworded"}
    assert sorted(c.kind for c in there.clauses) == sorted(opposite[c.kind] for c in back.clauses)


@given(agreements(), agreements())
@settings(max_examples=60, deadline=None)
def test_what_stayed_and_what_came_is_the_new_text(one: record.Agreement, other: record.Agreement) -> None:
    texts = [clause.text for clause in other.clauses]

    for change in diff(one, other).clauses:
        if change.new is not None:
            new = "".join(piece.text for piece in change.pieces if piece.stroke != "removed")
            assert all(line in texts for line in new.split("\n"))


ROW = "High | a disruption of many users of the service | 4 business hours"


@pytest.mark.parametrize(
    ("new", "read_apart"),
    [
        ("High users of the service | a disruption of many hours | 4 business", True),  # a row that the reader of pages tore
        (
            "Urgent 1 hour. High a disruption of many users of the service 4 business hours. Low 9 days",
            True,
        ),  # a table read as a run of words
        ("High | a disruption of many users of the service | 8 business hours", False),
        ("High | a disruption of many users | see the order", False),
        ("", False),
    ],
)
def test_a_row_that_was_torn_is_no_row_that_was_struck_out(new: str, agreement: Build, *, read_apart: bool) -> None:
    """Ten of ten false changes between formats of one agreement were rows of tables that one reader had torn."""

    def version(text: str, **members: Any) -> record.Agreement:
        return agreement(clauses=[record.Clause(id="c1", text=text)] if text else [], **members)

    proof = record.Evidence(clause="c1", start=0, end=len(ROW), quote=ROW)
    support = [record.Support(severity="High", response=hours(4, business=True), evidence=[proof])]
    found = diff(version(ROW, support=support), version(new))

    assert (bool(found.readings), bool(found.terms)) == (read_apart, not read_apart)
