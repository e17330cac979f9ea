"""Each kind of rule: an agreement that passes it, one that fails it, and those of which it cannot be said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extractor import record
from extractor.lint import lint
from extractor.policy import check, parse
from extractor.policy.kinds import KINDS
from extractor.policy.lasting import at_least, at_most
from extractor.record import (
    Amount,
    Blank,
    Cap,
    Claim,
    Clause,
    Credit,
    Denial,
    Duration,
    Evidence,
    Exclusion,
    GivenLabel,
    Limit,
    Maintenance,
    Performance,
    Remedy,
    Reporting,
    Support,
    Termination,
    Text,
    Threshold,
    Uptime,
    Window,
)

Build = Callable[..., record.Agreement]


def up(percent: float, **more: Any) -> Uptime:
    return Uptime(percent=percent, **more)


def band(low: float | None, high: float | None, amount: float, unit: str = "percent", **more: Any) -> Credit:
    basis = more.pop("basis", "monthly fee")
    return Credit(at_least=low, below=high, credit=Amount(amount=amount, unit=unit, basis=basis), **more)


def within(iso: str, *, business: bool = False) -> Duration:
    return Duration(duration=iso, business=business)


def leave(holder: str, trigger: str, **more: Any) -> Termination:
    return Termination(holder=holder, trigger=trigger, text="", **more)


def clause(text: str, label: str = "uptime_guarantee") -> Clause:
    return Clause(id="c1", number="4.2", text=text, labels=[GivenLabel(label=label, probability=0.9)])


BANDS = [band(99.0, 99.9, 10), band(None, 99.0, 25)]
SPOKEN = {"clauses": [clause("Service credits are shown in the order form.", "service_credit")]}
NO_CREDITS = {"denials": [Denial(term="credits", text="no credits are offered")]}
ONE_CAP = {"credits": BANDS, "remedy": Remedy(caps=[Cap(amount=50, unit="percent", basis="monthly fee", period="month")])}


def capped(amount: float, unit: str = "percent", **more: Any) -> dict[str, Any]:
    return {"credits": BANDS, "remedy": Remedy(caps=[Cap(amount=amount, unit=unit, **more)])}


def claim(iso: str, *, business: bool = False, also: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"claim": Claim(window=within(iso, business=business), alternatives=[Window(duration=a) for a in also]), "credits": BANDS}


def support(*levels: tuple[str, str | None, bool], **more: Any) -> dict[str, Any]:
    entries = [Support(severity=s, response=within(iso, business=b) if iso else None, **more) for s, iso, b in levels]
    return {"support": entries}


P = "pass"
F = "fail"
U = "unknown"
S = "skipped"

CASES: list[tuple[str, dict[str, Any], str]] = [
    # uptime
    ("{rule: uptime, at_least: 99.9}", {"uptime": [up(99.9)]}, P),
    ("{rule: uptime, at_least: 99.9}", {"uptime": [up(99.95)]}, P),
    ("{rule: uptime, at_least: 99.9}", {"uptime": [up(99.89999)]}, F),
    ("{rule: uptime, at_least: 99.9}", {"uptime": [up(99.95), up(99.5, service="API")]}, F),
    ("{rule: uptime, at_least: 99.9, services: [db]}", {"uptime": [up(99.95, service="DB"), up(99.5, service="API")]}, P),
    ("{rule: uptime, at_least: 99.9, services: [disk]}", {"uptime": [up(99.95, service="DB")]}, F),
    ("{rule: uptime, at_least: 99.9}", {"uptime": [up(99.95, binding="target")]}, F),
    ("{rule: uptime, at_least: 99.9, targets: yes}", {"uptime": [up(99.95, binding="target")]}, P),
    ("{rule: uptime, at_least: 99.9}", {"uptime": [up(99.9), up(99, binding="target")]}, P),
    ("{rule: uptime, at_least: 99.9}", {}, F),
    ("{rule: uptime, at_least: 99.9}", {"blanks": [Blank(term="uptime", text="[__]%")]}, U),
    ("{rule: uptime, at_least: 99.9}", {"warnings": ("page_unreadable",)}, U),
    ("{rule: uptime, at_least: 99.9}", {"clauses": [clause("The uptime guarantee is that of the order.")]}, U),
    ("{rule: uptime, at_least: 99.9}", {"denials": [Denial(term="uptime", text="no guarantee")], "warnings": ("truncated",)}, F),
    # measured over
    ("{rule: measured_over, at_most: month}", {"uptime": [up(99, period="month")]}, P),
    ("{rule: measured_over, at_most: month}", {"uptime": [up(99, period="day")]}, P),
    ("{rule: measured_over, at_most: month}", {"uptime": [up(99, period="month"), up(99, period="year")]}, F),
    ("{rule: measured_over, at_most: month}", {"uptime": [up(99)]}, U),
    ("{rule: measured_over, at_most: month}", {"uptime": [up(99, period="month"), up(100, binding="target")]}, P),
    # credit
    ("{rule: credit, at: 99.0, at_least: 10}", {"credits": BANDS}, P),
    ("{rule: credit, at: 99.0, at_least: 10.5}", {"credits": BANDS}, F),
    ("{rule: credit, at: 98.99, at_least: 25}", {"credits": BANDS}, P),
    ("{rule: credit, at: 99.9, at_least: 1}", {"credits": BANDS}, F),
    ("{rule: credit, at: 99, at_least: 10}", {"credits": [band(None, 99.9, 10, service="A"), band(None, 99, 50, service="B")]}, F),
    ("{rule: credit, at: 99, at_least: 10}", {"credits": [band(None, 99.9, 3, "days", basis=None)]}, P),
    ("{rule: credit, at: 99, at_least: 11}", {"credits": [band(None, 99.9, 3, "days", basis=None)]}, F),
    ("{rule: credit, at: 99, at_least: 10}", {"credits": [band(None, 99.9, 100, "currency")]}, U),
    ("{rule: credit, at: 99, at_least: 10}", {"credits": [band(None, 99.9, 10, basis="annual fee")]}, U),
    # 7.2 hours down are seven full ones: 7/30 of the fee
    ("{rule: credit, at: 99, at_least: 23}", {"credits": [Credit(metric="downtime", per="PT1H", credit=Amount(amount=1, unit="days"))]}, P),
    ("{rule: credit, at: 99, at_least: 24}", {"credits": [Credit(metric="downtime", per="PT1H", credit=Amount(amount=1, unit="days"))]}, F),
    # the table pays 25%, the cap leaves 12%
    ("{rule: credit, at: 98.99, at_least: 25}", {"credits": BANDS, **capped(12, "percent")}, F),
    ("{rule: credit, at: 98.99, at_least: 12}", {"credits": BANDS, **capped(12, "percent")}, P),
    ("{rule: credit, at: 99, at_least: 10}", {}, F),
    ("{rule: credit, at: 99, at_least: 10}", NO_CREDITS, F),
    ("{rule: credit, at: 99, at_least: 10}", SPOKEN, U),
    # cap
    ("{rule: cap, at_least: 50}", ONE_CAP, P),
    ("{rule: cap, at_least: 51}", ONE_CAP, F),
    ("{rule: cap, at_least: 100}", capped(1, "months"), P),
    ("{rule: cap, at_least: 100}", capped(30, "days"), P),
    ("{rule: cap, at_least: 100}", capped(15, "days"), F),
    ("{rule: cap, at_least: 10}", capped(500, "currency", currency="USD"), U),
    ("{rule: cap, at_least: 10}", capped(8, basis="annual fees"), U),
    ("{rule: cap, at_least: 10}", capped(8, period="year"), U),
    ("{rule: cap, at_least: 10}", {"credits": BANDS}, P),
    ("{rule: cap, at_least: 10}", {"credits": BANDS, "blanks": [Blank(term="credits", text="__%")]}, U),
    ("{rule: cap, at_least: 10}", {}, S),
    ("{rule: cap, at_least: 10}", SPOKEN, U),
    # claims
    ("{rule: claim_window, at_least: 30 days}", claim("P30D"), P),
    ("{rule: claim_window, at_least: 30 days}", claim("P1M"), P),
    ("{rule: claim_window, at_least: 30 days}", claim("P29D"), F),
    ("{rule: claim_window, at_least: 30 days}", claim("P30D", also=("P10D",)), F),
    ("{rule: claim_window, at_least: 14 days}", claim("P10D", business=True), P),
    ("{rule: claim_window, at_least: 15 days}", claim("P10D", business=True), F),
    ("{rule: claim_window, at_least: 30 days}", {"credits": BANDS}, U),
    ("{rule: claim_window, at_least: 30 days}", {"credits": BANDS, "claim": Claim()}, U),
    ("{rule: claim_window, at_least: 30 days}", {"credits": BANDS, "remedy": Remedy(automatic=True)}, P),
    ("{rule: claim_window, at_least: 30 days}", claim("P7D") | {"remedy": Remedy(automatic=True)}, F),
    ("{rule: claim_window, at_least: 30 days}", {}, S),
    ("{rule: automatic_credits}", {"credits": BANDS, "remedy": Remedy(automatic=True)}, P),
    ("{rule: automatic_credits}", {"credits": BANDS, "remedy": Remedy(automatic=False)}, F),
    ("{rule: automatic_credits}", {"credits": BANDS}, F),
    ("{rule: automatic_credits}", {}, S),
    ("{rule: no_sole_remedy}", {"remedy": Remedy(sole_remedy=True)}, F),
    ("{rule: no_sole_remedy}", {"remedy": Remedy(sole_remedy=False)}, P),
    ("{rule: no_sole_remedy}", {}, P),
    ("{rule: no_sole_remedy}", {"warnings": ("truncated",)}, U),
    # support
    ("{rule: response, at_most: 1 hour}", support(("1", "PT1H", False), ("2", "PT8H", False)), P),
    ("{rule: response, at_most: 1 hour}", support(("1", "PT61M", False)), F),
    ("{rule: response, at_most: 1 hour}", support(("1", "PT1H", True)), F),
    ("{rule: response, at_most: 1 business hour}", support(("1", "PT1H", True)), P),
    ("{rule: response, at_most: 1 business hour}", support(("1", "PT1H", False)), P),
    ("{rule: response, at_most: 1 business day}", support(("1", "PT8H", True)), P),
    ("{rule: response, at_most: 1 hour, severity: 2}", support(("1", "PT1H", False), ("2", "PT8H", False)), F),
    ("{rule: response, at_most: 1 hour}", support(("P3", "PT8H", False), ("P2", "PT4H", False), ("P1", "PT1H", False)), P),
    ("{rule: response, at_most: 1 hour}", support(("Critical", "PT1H", False), ("Low", "PT8H", False)), P),
    ("{rule: response, at_most: 1 hour, severity: 3}", support(("1", "PT1H", False), ("all", "PT2H", False)), F),
    ("{rule: response, at_most: 1 hour, plans: gold}", {"support": [
        Support(severity="1", plan="Gold", response=within("PT1H")), Support(severity="1", plan="Bronze", response=within("P1D"))]}, P),
    ("{rule: response, at_most: 1 hour}", {"support": [
        Support(severity="1", plan="Gold", response=within("PT1H")), Support(severity="1", plan="Bronze", response=within("P1D"))]}, F),
    ("{rule: response, at_most: 1 hour}", support(("1", None, False)), F),
    ("{rule: response, at_most: 1 hour}", {}, F),
    ("{rule: response, at_most: 1 hour}", {"clauses": [clause("Response times are in annex B.", "support")]}, U),
    ("{rule: resolution, at_most: 4 hours}", {"support": [Support(severity="1", resolution=within("PT4H"))]}, P),
    ("{rule: resolution, at_most: 4 hours}", {"support": [Support(severity="1", response=within("PT4H"))]}, F),
    ("{rule: update, at_most: 1 hour}", {"support": [Support(severity="1", update=within("PT30M"))]}, P),
    ("{rule: update, at_most: 1 hour}", {"support": [Support(severity="1", update=within("PT2H"))]}, F),
    ("{rule: round_the_clock}", {"support": [Support(severity="1", coverage="24x7"), Support(severity="2", coverage="business_hours")]}, P),
    ("{rule: round_the_clock}", {"support": [Support(severity="all", coverage="business_hours")]}, F),
    ("{rule: round_the_clock}", {"support": [Support(severity="1")]}, F),
    # maintenance
    ("{rule: maintenance_notice, at_least: 2 days}", {"maintenance": [Maintenance(kind="scheduled", notice=within("PT48H"))]}, P),
    ("{rule: maintenance_notice, at_least: 2 days}", {"maintenance": [Maintenance(kind="scheduled", notice=within("P2D", business=True))]}, P),
    ("{rule: maintenance_notice, at_least: 2 days}", {"maintenance": [Maintenance(kind="scheduled", notice=within("PT24H"))]}, F),
    ("{rule: maintenance_notice, at_least: 2 days}", {"maintenance": [Maintenance(kind="scheduled")]}, F),
    ("{rule: maintenance_notice, at_least: 1 hour, kind: emergency}", {"maintenance": [Maintenance(kind="scheduled", notice=within("P9D"))]}, F),
    ("{rule: maintenance_limit, at_most: 8 hours}", {"maintenance": [Maintenance(kind="scheduled", limit=Limit(duration="PT8H", per="month"))]}, P),
    ("{rule: maintenance_limit, at_most: 8 hours}", {"maintenance": [Maintenance(kind="scheduled", limit=Limit(duration="PT9H", per="month"))]}, F),
    ("{rule: maintenance_limit, at_most: 8 hours}", {"maintenance": [Maintenance(kind="scheduled", limit=Limit(duration="PT8H", per="week"))]}, U),
    ("{rule: maintenance_limit, at_most: 8 hours}", {"exclusions": [Exclusion(category="scheduled_maintenance", text="")]}, F),
    ("{rule: maintenance_limit, at_most: 8 hours}", {}, P),
    # performance
    ("{rule: performance, metric: latency, unit: ms, at_most: 50}", {"performance": [Performance(metric="latency", value=50, unit="ms")]}, P),
    ("{rule: performance, metric: latency, unit: ms, at_most: 50}", {"performance": [Performance(metric="latency", value=51, unit="ms")]}, F),
    ("{rule: performance, metric: latency, unit: ms, at_most: 50}", {"performance": [Performance(metric="latency", value=1, unit="seconds")]}, U),
    ("{rule: performance, metric: packet_delivery, unit: percent, at_least: 99}", {"performance": [
        Performance(metric="packet_delivery", value=99.9, unit="percent")]}, P),
    ("{rule: performance, metric: packet_delivery, unit: percent, at_least: 99}", {"performance": [
        Performance(metric="packet_delivery", value=98, unit="percent")]}, F),
    ("{rule: performance, metric: rto, unit: hours, at_most: 4}", {}, F),
    # rights
    ("{rule: right, trigger: sla_failure}", {"termination": [leave("customer", "sla_failure")]}, P),
    ("{rule: right, trigger: sla_failure}", {"termination": [leave("either", "sla_failure")]}, P),
    ("{rule: right, trigger: sla_failure}", {"termination": [leave("provider", "sla_failure")]}, F),
    ("{rule: right, trigger: sla_failure}", {"termination": [leave("customer", "convenience")]}, F),
    ("{rule: right, trigger: sla_failure}", {}, F),
    ("{rule: right, trigger: sla_failure}", {"clauses": [clause("The customer may terminate as in the master.", "termination_right")]}, U),
    ("{rule: right, trigger: convenience, notice_at_most: 30 days}", {"termination": [leave("customer", "convenience", notice=within("P30D"))]}, P),
    ("{rule: right, trigger: convenience, notice_at_most: 30 days}", {"termination": [leave("customer", "convenience", notice=within("P90D"))]}, F),
    ("{rule: right, trigger: sla_failure, failures_at_most: 3}", {"termination": [
        leave("customer", "sla_failure", threshold=Threshold(failures=3, window="P6M"))]}, P),
    ("{rule: right, trigger: sla_failure, failures_at_most: 3}", {"termination": [
        leave("customer", "sla_failure", threshold=Threshold(failures=4))]}, F),
    ("{rule: no_provider_right, trigger: convenience}", {"termination": [leave("provider", "convenience")]}, F),
    ("{rule: no_provider_right, trigger: convenience}", {"termination": [leave("customer", "convenience")]}, P),
    ("{rule: no_provider_right, trigger: convenience, unless_notice: 90 days}", {"termination": [
        leave("either", "convenience", notice=within("P90D"))]}, P),
    ("{rule: no_provider_right, trigger: convenience, unless_notice: 90 days}", {"termination": [
        leave("either", "convenience", notice=within("P30D"))]}, F),
    # what must and must not stand in it
    ("{rule: no_exclusion, categories: [third_party]}", {"exclusions": [Exclusion(category="third_party", text="")]}, F),
    ("{rule: no_exclusion, categories: third_party}", {"exclusions": [Exclusion(category="force_majeure", text="")]}, P),
    ("{rule: no_exclusion, categories: [third_party]}", {"clauses": [clause("This does not apply to some cases.", "exclusion")]}, U),
    ("{rule: stated, terms: [uptime, reporting]}", {"uptime": [up(99)], "reporting": [Reporting(text="monthly")]}, P),
    ("{rule: stated, terms: [uptime, reporting]}", {"uptime": [up(99)]}, F),
    ("{rule: stated, terms: [credits]}", SPOKEN, U),
    ("{rule: no_blanks}", {"blanks": [Blank(term="uptime", text="[__]%")]}, F),
    ("{rule: no_blanks}", {}, P),
    ("{rule: governing_law, any: [England, Wales]}", {"governing_law": Text(value="the laws of England")}, P),
    ("{rule: governing_law, any: [Eng]}", {"governing_law": Text(value="the laws of England")}, F),
    ("{rule: governing_law, any: [England]}", {}, F),
    ("{rule: forbidden_words, any: [sole discretion]}", {"clauses": [clause("in its SOLE\n discretion")]}, F),
    ("{rule: forbidden_words, any: [sole discretion]}", {"clauses": [clause("in its sole discretions")]}, P),
    ("{rule: forbidden_words, any: ['provider''s choice']}", {"clauses": [clause("at the Provider’s choice")]}, F),
    ("{rule: forbidden_words, any: [as is], labels: [exclusion]}", {"clauses": [clause("as is")]}, P),
    ("{rule: forbidden_words, any: ['a.b']}", {"clauses": [clause("axb")]}, P),
    ("{rule: forbidden_words, any: [as is]}", {"warnings": ("truncated",)}, U),
    ("{rule: no_finding, checks: [words-and-figures]}", {"clauses": [clause("within thirty (60) days")]}, F),
    ("{rule: no_finding, checks: [words-and-figures]}", {"clauses": [clause("within thirty (30) days")]}, P),
    ("{rule: no_finding, checks: [band-hole]}", {"clauses": [clause("within thirty (60) days")]}, P),
    ("{rule: no_finding, checks: [words-and-figures]}", {"warnings": ("truncated",)}, U),
    ("{rule: required_words, any: [root cause, incident report]}", {"clauses": [clause("an Incident Report follows")]}, P),
    ("{rule: required_words, any: [root cause]}", {"clauses": [clause("nothing")]}, F),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "members", "outcome"), CASES)
def test_a_rule_decides(rule: str, members: dict[str, Any], outcome: str, agreement: Build) -> None:
    [finding] = check(agreement(**members), parse(f"version: 1\nrules:\n- {rule}")).findings

    assert finding.outcome == outcome, finding.reason
    assert finding.reason


def test_every_kind_has_an_agreement_that_passes_and_one_that_fails() -> None:
    seen = {
        (kind.name, outcome)
        for rule, _, outcome in CASES
        for kind in KINDS
        if f"rule: {kind.name}," in rule or f"rule: {kind.name}}}" in rule
    }

    assert seen >= {(kind.name, outcome) for kind in KINDS for outcome in (P, F)}


DURATIONS = [
    # said, limit, surely at most, surely at least
    (("PT4H", False), ("PT4H", False), True, True),
    (("P1D", False), ("PT24H", False), True, True),
    (("PT4H", True), ("PT4H", False), False, True),
    (("PT4H", True), ("P4D", False), True, False),
    (("P1D", True), ("P1D", False), False, True),
    (("P1D", True), ("P3D", False), True, False),
    (("P5D", True), ("P7D", False), True, True),
    (("P5D", True), ("P1W", False), True, True),
    (("P10D", True), ("P14D", False), True, True),
    (("P10D", False), ("P10D", True), True, False),
    (("P14D", False), ("P10D", True), True, True),
    (("PT16H", True), ("P2D", True), True, True),
    (("P1W", True), ("P5D", True), True, True),
    (("P1M", False), ("P30D", False), True, True),
]


@pytest.mark.parametrize(("said", "limit", "most", "least"), DURATIONS)
def test_business_and_calendar_time_are_compared_at_the_unfavourable_reading(
    said: tuple[str, bool], limit: tuple[str, bool], most: bool, least: bool
) -> None:
    """Four business hours on a Friday afternoon end on Monday."""
    first, second = (Duration(duration=iso, business=business) for iso, business in (said, limit))

    assert at_most(first, second) is most
    assert at_least(first, second) is least


def test_what_is_no_duration_is_not_judged() -> None:
    assert at_most(Duration(duration="soon"), Duration(duration="PT1H")) is None


def test_a_finding_quotes_the_words_and_names_the_clause(acme: record.Agreement) -> None:
    [finding] = check(acme, parse("version: 1\nrules: [{rule: claim_window, at_least: 60 days}]")).findings

    assert finding.outcome == "fail"
    assert finding.reason == "30 days to claim, 60 days is asked for"
    assert "within 30 days after the end of the month" in finding.quotes[0].text
    assert finding.quotes[0].clause == "2.3"


def test_words_found_are_quoted_as_they_stand(agreement: Build) -> None:
    [finding] = check(agreement(clauses=[clause("We act in our Sole  Discretion.")]), parse(
        "version: 1\nrules: [{rule: forbidden_words, any: [sole discretion]}]")).findings  # fmt: skip

    assert [quote.text for quote in finding.quotes] == ["Sole  Discretion"]
    assert finding.quotes[0].clause == "4.2"


def test_the_policy_and_lint_find_the_same(agreement: Build) -> None:
    """A right to change the promise that one command warns of and the other passes over makes both worthless."""
    build = agreement(clauses=[clause("We may amend this agreement at any time.", "change_of_terms")])
    [finding] = check(build, parse("version: 1\nrules: [{rule: no_finding, checks: [change-without-notice]}]")).findings

    assert finding.outcome == "fail"
    assert [(f.explanation.rstrip("."), f.quotes) for f in lint(build)] == [(finding.reason, finding.quotes)]


CLASSES = "version: 1\ndefault_class: low\nrules:\n- {rule: uptime, id: a, at_least: 99, classes: low}\n- {rule: uptime, id: b, at_least: 99.99, classes: high}"


@pytest.mark.parametrize(("chosen", "outcomes"), [(None, [P, S]), ("low", [P, S]), ("high", [S, F])])
def test_rules_hold_for_their_class_of_service(chosen: str | None, outcomes: list[str], agreement: Build) -> None:
    checked = check(agreement(uptime=[up(99.9)]), parse(CLASSES), service_class=chosen)

    assert [finding.outcome for finding in checked.findings] == outcomes


def test_the_score_weighs_what_was_decided(agreement: Build) -> None:
    text = "version: 1\nrules:\n- {rule: uptime, at_least: 99, weight: 3}\n- {rule: no_blanks}\n- {rule: credit, at: 99, at_least: 1, weight: 9}"
    checked = check(agreement(uptime=[up(99.9)], blanks=[Blank(term="x", text="_")], **SPOKEN), parse(text))

    assert checked.score == 75
    assert checked.undecided
    assert check(agreement(warnings=("truncated",)), parse("version: 1\nrules: [{rule: no_sole_remedy}]")).score is None


def test_evidence_of_a_running_header_is_quoted(agreement: Build) -> None:
    promise = up(99.0, evidence=[Evidence(clause="c9", start=0, end=3, quote="99%", part="furniture")])
    [finding] = check(agreement(uptime=[promise]), parse("version: 1\nrules: [{rule: uptime, at_least: 99.9}]")).findings

    assert finding.quotes[0].text == "99%"
