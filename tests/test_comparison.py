"""Agreements side by side, summed up and explained: what is said, what is not, and which is better."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import record
from extractor.comparison import TERMS, Cell, Comparison, Row, compare
from extractor.comparison.cells import CATEGORY_WORDS
from extractor.comparison.explain import GROUPS, LOOKED, explain
from extractor.comparison.marks import marked
from extractor.comparison.mentions import spoken_of
from extractor.comparison.summary import SECTIONS, band_words, summarise
from extractor.comparison.table import STATE_WORDS
from extractor.comparison.terms import uptime
from extractor.comparison.time_cells import support_level
from extractor.comparison.units import allowed_downtime, amount_worded, hours, lasts, minutes_worded, plain, worded
from extractor.taxonomy import LABELS, ExclusionCategory
from extractor.verify import GROUPS as LISTED
from extractor.verify import SINGLES

Build = Callable[..., record.Agreement]


def row(comparison: Comparison, key: str) -> list[Cell]:
    return list(next(row for row in comparison.rows if row.key == key).cells)


def shown(comparison: Comparison, key: str) -> list[str]:
    return [cell.shown for cell in row(comparison, key)]


def credit(amount: float, below: float | str | None = None, at_least: float | str | None = None, **members: object) -> record.Credit:
    return record.Credit(at_least=at_least, below=below, credit=record.Amount(amount=amount, unit="percent"), **members)  # type: ignore[arg-type]


# what a cell says when there is no value


def test_silence_a_blank_and_a_page_not_read_are_different_answers(agreement: Build) -> None:
    """ "Not stated" for a page that could not be read is a wrong statement about a contract."""
    blank = record.Blank(term="uptime", text="[__]%")
    speaks = record.Clause(
        id="c1", number="4.", text="Uptime guarantee: see the order.", labels=[record.GivenLabel(label="uptime_guarantee", probability=0.9)]
    )
    agreements = [agreement(), agreement(blanks=[blank]), agreement(warnings=("page_unreadable",)), agreement(clauses=[speaks])]

    compared = compare(agreements)

    assert shown(compared, "uptime") == ["not stated", "left blank", "not read", "not found, see 4."]
    assert [cell.state for cell in row(compared, "uptime")] == ["not_stated", "blank", "not_read", "not_found"]
    assert [cell.value for cell in row(compared, "uptime")] == [None] * 4


@pytest.mark.parametrize("warning", ["page_unreadable", "truncated", "not_read"])
def test_what_was_not_read_makes_every_silence_doubtful(warning: str, agreement: Build) -> None:
    compared = compare([agreement(warnings=(warning,), uptime=[record.Uptime(percent=99.9)])])

    assert shown(compared, "uptime") == ["99.9%"]
    assert {cell.state for r in compared.rows for cell in r.cells} == {"stated", "not_read"}


def test_another_warning_leaves_silence_silence(agreement: Build) -> None:
    compared = compare([agreement(warnings=("tracked_changes",))])

    assert {cell.state for r in compared.rows for cell in r.cells} == {"not_stated"}


def test_every_state_has_its_own_words() -> None:
    words = [text for state, text in STATE_WORDS.items() if state != "stated"]

    assert len(set(words)) == len(words)
    assert "not stated" in words
    assert "none" in words
    assert "not read" in words


def test_a_clause_that_is_other_does_not_speak_of_uptime(agreement: Build) -> None:
    """A slogan in a page's menu is no term."""
    slogan = record.Clause(id="c1", text="The best uptime guarantee in town", labels=[record.GivenLabel(label="other", probability=0.9)])

    assert shown(compare([agreement(clauses=[slogan])]), "uptime") == ["not stated"]


# best and worst


@pytest.mark.parametrize(
    ("better", "values", "marks"),
    [
        ("higher", [1, 2, 3], ["worst", None, "best"]),
        ("lower", [1, 2, 3], ["best", None, "worst"]),
        ("higher", [1, 2, 2], ["worst", "best", "best"]),
        ("higher", [1, None, 2], ["worst", None, "best"]),
        ("higher", [2, 2, 2], [None, None, None]),
        ("higher", [2, None, None], [None, None, None]),
        (None, [1, 2, 3], [None, None, None]),
    ],
)
def test_best_and_worst_of_a_row(better: str | None, values: list[float | None], marks: list[str | None]) -> None:
    """A mark on the wrong side sends a buyer to the worse offer."""
    cells = tuple(Cell("x", value=value) if value is not None else Cell("", "not_stated") for value in values)

    assert [cell.mark for cell in marked(Row("k", "K", "S", better, cells)).cells] == marks  # type: ignore[arg-type]


def test_marks_on_agreements(agreement: Build) -> None:
    def offer(name: str, percent: float, days: int, amount: float, causes: list[str], response: str) -> record.Agreement:
        return agreement(
            name,
            uptime=[record.Uptime(percent=percent)],
            credits=[credit(amount, below=percent)],
            claim=record.Claim(window=record.Duration(duration=f"P{days}D")),
            exclusions=[record.Exclusion(category=cause, text="") for cause in causes],  # type: ignore[arg-type]
            support=[record.Support(severity="1", response=record.Duration(duration=response))],
        )

    compared = compare([offer("good", 99.99, 60, 25, ["other"], "PT15M"), offer("bad", 99.0, 10, 5, ["other", "suspension"], "PT4H")])

    for key in ("uptime", "downtime", "credit_98", "claim_window", "exclusions", "response_1"):
        assert [cell.mark for cell in row(compared, key)] == ["best", "worst"], key


def test_only_remedy_and_request_are_worse_for_the_customer(agreement: Build) -> None:
    good = record.Remedy(sole_remedy=False, automatic=True, caps=[record.Cap(amount=100, unit="percent")])
    bad = record.Remedy(sole_remedy=True, automatic=False, caps=[record.Cap(amount=10, unit="percent")])
    compared = compare([agreement(remedy=good), agreement(remedy=bad)])

    assert [[cell.mark for cell in row(compared, key)] for key in ("sole_remedy", "automatic", "cap")] == [["best", "worst"]] * 3
    assert shown(compared, "automatic") == ["yes", "no, on request"]


def test_unlike_units_are_not_weighed(agreement: Build) -> None:
    """Ten percent and thirty euros cannot be told apart without the fee."""
    percent = record.Remedy(caps=[record.Cap(amount=10, unit="percent")])
    money = record.Remedy(caps=[record.Cap(amount=30, unit="currency", currency="EUR")])

    assert [cell.mark for cell in row(compare([agreement(remedy=percent), agreement(remedy=money)]), "cap")] == [None, None]


# what a cell says when there is a value


def test_the_lowest_commitment_decides(agreement: Build) -> None:
    """99.99% for one service and 99% for another is a promise of 99%."""
    promises = [
        record.Uptime(percent=99.99, service="API"),
        record.Uptime(percent=99.0, service="Console"),
        record.Uptime(percent=90.0, service="Labs", binding="target"),
    ]
    cell = uptime(agreement(uptime=promises))

    assert cell.text == "99.99% [API]; 99% [Console]; 90% (target) [Labs]"
    assert cell.value == 99.0


def test_a_target_alone_is_shown_as_one(agreement: Build) -> None:
    assert shown(compare([agreement(uptime=[record.Uptime(percent=99.9, binding="target")])]), "uptime") == ["99.9% (target)"]


def test_downtime_is_counted_on_the_promise_that_the_row_above_shows(agreement: Build) -> None:
    """A target of 90% beside a commitment of 99.9% gave three days of downtime below a promise of 99.9%."""
    promises = [record.Uptime(percent=99.9), record.Uptime(percent=90.0, binding="target")]
    compared = compare([agreement(uptime=promises)])

    assert row(compared, "uptime")[0].value == 99.9
    assert shown(compared, "downtime") == ["43 min 12 s"]


@pytest.mark.parametrize(
    ("point", "text", "value"),
    [(99.9, "nothing", 0.0), (99.5, "10%", 10.0), (99.0, "10%", 10.0), (98.0, "25%", 25.0), (95.0, "25%", 25.0)],
)
def test_what_a_measured_uptime_pays(point: float, text: str, value: float, agreement: Build) -> None:
    """Bands are half open: 99.0 itself is still in the band from 99.0."""
    bands = [credit(10, below=99.9, at_least=99.0), credit(25, below=99.0)]
    [cell] = row(compare([agreement(credits=bands)]), f"credit_{plain(point)}")

    assert (cell.text, cell.value) == (text, value)


def test_credits_in_money_are_shown_and_not_weighed_against_percents(agreement: Build) -> None:
    """Without the fee nobody knows whether 500 euros are more than ten percent."""
    money = record.Credit(below=99.9, credit=record.Amount(amount=500, unit="currency", currency="EUR"))
    compared = compare([agreement(credits=[money]), agreement(credits=[credit(10, below=99.9)])])

    assert shown(compared, "credit_99") == ["500.00 EUR", "10%"]
    assert [cell.value for cell in row(compared, "credit_99")] == [None, 10.0]


def test_of_several_targets_the_weakest_decides(agreement: Build) -> None:
    aims = [
        record.Performance(metric="latency", comparator="<=", value=45, unit="ms", scope="Europe"),
        record.Performance(metric="latency", comparator="<=", value=90, unit="ms", scope="overseas"),
        record.Performance(metric="packet_delivery", comparator=">=", value=99.9, unit="percent"),
        record.Performance(metric="packet_delivery", comparator=">=", value=99.5, unit="percent"),
        record.Performance(metric="jitter", value=2, unit="ms"),
        record.Performance(metric="jitter", value=0.003, unit="s"),
    ]
    compared = compare([agreement(performance=aims)])
    [latency], [delivery], [jitter] = (row(compared, key) for key in ("latency", "packet_delivery", "jitter"))

    assert (latency.text, latency.value) == ("at most 45 ms [Europe]; at most 90 ms [overseas]", 90)
    assert (delivery.text, delivery.value) == ("at least 99.9%; at least 99.5%", 99.5)
    assert (jitter.text, jitter.value) == ("2 ms; 0.003 s", None)


def test_maintenance_in_one_cell_and_its_shortest_notice(agreement: Build) -> None:
    works = [
        record.Maintenance(
            kind="scheduled", notice=record.Duration(duration="PT48H"), window="Sundays", limit=record.Limit(duration="PT8H", per="month")
        ),
        record.Maintenance(kind="scheduled", notice=record.Duration(duration="P7D")),
        record.Maintenance(kind="scheduled"),
    ]
    [cell] = row(compare([agreement(maintenance=works)]), "scheduled")

    assert cell.text == "48 hours' notice, Sundays, at most 8 hours per month; 7 days' notice; named, no notice stated"
    assert cell.value == 48.0
    assert shown(compare([agreement(maintenance=works)]), "emergency") == ["not stated"]


def test_one_level_under_several_plans_shows_each(agreement: Build) -> None:
    levels = [
        record.Support(severity="P1", plan="Gold", response=record.Duration(duration="PT15M"), coverage="24x7"),
        record.Support(severity="P1", response=record.Duration(duration="PT1H"), coverage="business_hours"),
    ]
    cell = support_level(0, "response")(agreement(support=levels))

    assert cell.text == "P1: 15 minutes [Gold]; 1 hour [business hours]"
    assert (cell.value, cell.otherwise) == (1.0, 0.25)


def test_a_right_without_conditions_is_a_yes(agreement: Build) -> None:
    rights = [
        record.Termination(holder="either", trigger="convenience", text=""),
        record.Termination(
            holder="customer",
            trigger="material_breach",
            text="",
            cure=record.Duration(duration="P30D"),
            threshold=record.Threshold(below=90.0),
        ),
    ]
    compared = compare([agreement(termination=rights)])

    assert shown(compared, "leave_convenience") == ["yes"]
    assert shown(compared, "leave_breach") == ["uptime below 90%, 30 days to cure"]


def test_the_rest_of_the_cells(agreement: Build) -> None:
    claim = record.Claim(
        window=record.Duration(duration="P30D"),
        anchor="billing_cycle",
        contact="a@b.example",
        alternatives=[record.Window(duration="P5D", business=True)],
    )
    made = agreement(
        claim=claim,
        remedy=record.Remedy(
            form="credit", caps=[record.Cap(amount=1, unit="months", period="year"), record.Cap(amount=50, unit="percent")]
        ),
        reporting=[record.Reporting(text="", frequency="monthly"), record.Reporting(text="")],
        effective_date=record.Day(value="2024-05"),
        governing_law=record.Text(value="Austria"),
        uptime=[record.Uptime(percent=99.9, period="month")],
        exclusions=[record.Exclusion(category=c, text="") for c in ("force_majeure", "other", "other")],  # type: ignore[arg-type]
    )
    compared = compare([made])
    cells = {
        key: shown(compared, key)[0]
        for key in ("claim_window", "claim_contact", "form", "cap", "reporting", "effective_date", "governing_law", "period", "exclusions")
    }

    assert cells == {
        "claim_window": "30 days from the end of the billing cycle, 30 to 61 days after the outage; also 5 business days",
        "claim_contact": "a@b.example",
        "form": "credit",
        "cap": "1 month of fees per year; 50%",
        "reporting": "monthly; yes",
        "effective_date": "2024-05",
        "governing_law": "Austria",
        "period": "month",
        "exclusions": "force majeure; other",
    }
    assert row(compared, "exclusions")[0].value == 2.0


def test_a_blank_in_the_right_group_only(agreement: Build) -> None:
    blanks = [record.Blank(term="caps", text="[__]%"), record.Blank(term="support", text="[__]"), record.Blank(term="claim", text="[__]")]
    compared = compare([agreement(blanks=blanks)])

    assert [shown(compared, key)[0] for key in ("uptime", "cap", "response_1", "claim_window")] == ["not stated", *["left blank"] * 3]


@pytest.mark.parametrize(
    ("group", "words", "members"),
    [
        ("remedy", "This is the sole and exclusive remedy.", {"remedy": record.Remedy(sole_remedy=True)}),
        ("uptime", "The uptime guarantee is in the order.", {"blanks": [record.Blank(term="uptime", text="[__]%")]}),
        ("uptime", "The uptime guarantee is in the order.", {"uptime": [record.Uptime(percent=99.9)]}),
    ],
)
def test_what_is_there_is_not_looked_for(group: str, words: str, members: dict[str, object], agreement: Build) -> None:
    clause = record.Clause(id="c1", text=words, labels=[record.GivenLabel(label="uptime_guarantee", probability=0.9)])

    assert group in spoken_of(agreement(clauses=[clause]))
    assert group not in spoken_of(agreement(clauses=[clause], **members))


def test_law_and_dates_are_looked_for_in_every_clause(agreement: Build) -> None:
    clause = record.Clause(id="c1", text="Governing law: see the order.", labels=[record.GivenLabel(label="other", probability=0.9)])

    assert list(spoken_of(agreement(clauses=[clause]))) == ["governing_law"]


def test_credits_by_the_hour_are_weighed_at_the_same_points(agreement: Build) -> None:
    downtime = record.Credit(metric="downtime", per="PT1H", credit=record.Amount(amount=1, unit="days"))
    compared = compare([agreement(credits=[downtime])])

    assert shown(compared, "other_credits") == ["downtime: 1 day of fees for each hour"]
    assert shown(compared, "credit_99") == ["23.3%, or 26.7% read otherwise"]


def test_only_the_customers_rights_to_leave_are_shown(agreement: Build) -> None:
    rights = [
        record.Termination(holder="provider", trigger="convenience", text=""),
        record.Termination(
            holder="customer",
            trigger="sla_failure",
            text="",
            notice=record.Duration(duration="P30D"),
            threshold=record.Threshold(failures=3, window="P12M", consecutive=False, below=95.0),
        ),
    ]
    compared = compare([agreement(termination=rights)])

    assert shown(compared, "leave_convenience") == ["not stated"]
    assert shown(compared, "leave_sla") == ["3 misses in 12 months, uptime below 95%, 30 days' notice"]


def test_support_levels_stand_in_the_order_of_the_document(agreement: Build) -> None:
    levels = [
        record.Support(severity="1", name="Critical", response=record.Duration(duration="PT15M"), coverage="24x7"),
        record.Support(severity="2", response=record.Duration(duration="PT4H", business=True)),
    ]
    compared = compare([agreement(support=levels)])

    assert shown(compared, "response_1") == ["1 Critical: 15 minutes"]
    assert shown(compared, "response_2") == ["2: 4 business hours"]
    assert shown(compared, "coverage") == ["24x7"]
    assert shown(compared, "resolution_1") == ["not stated"]


def test_columns_are_named_by_provider_then_title_then_file(agreement: Build) -> None:
    acme = record.Text(value="Acme")
    made = [agreement("a.pdf", provider=acme, title="SLA"), agreement("b.pdf", title="Bolt SLA"), agreement("c.pdf")]

    assert [column.name for column in compare(made).columns] == ["Acme", "Bolt SLA", "c.pdf"]


def test_two_agreements_of_one_provider_are_told_apart(agreement: Build) -> None:
    acme = record.Text(value="Acme")

    assert [c.name for c in compare([agreement("a.pdf", provider=acme), agreement("b.pdf", provider=acme)]).columns] == [
        "Acme (a.pdf)",
        "Acme (b.pdf)",
    ]


def test_every_row_is_kept_and_has_a_cell_for_each(acme: record.Agreement, bolt: record.Agreement) -> None:
    """A row that nobody states is an answer, too."""
    compared = compare([acme, bolt])

    assert [r.key for r in compared.rows] == [term.key for term in TERMS]
    assert len({term.key for term in TERMS}) == len(TERMS)
    assert all(len(r.cells) == 2 for r in compared.rows)
    assert compare([]).columns == ()


def test_stated_cells_show_the_words_behind_them(acme: record.Agreement) -> None:
    [cell] = row(compare([acme]), "uptime")

    assert "99.9%" in cell.quotes[0].text
    assert cell.quotes[0].clause == "1.1"


def test_every_category_has_its_words() -> None:
    assert set(CATEGORY_WORDS) == set(ExclusionCategory.__args__)  # type: ignore[attr-defined]


# units


@pytest.mark.parametrize(
    ("iso", "value"),
    [
        ("PT1H", 1),
        ("PT90M", "1.5"),
        ("P1D", 24),
        ("P1DT12H", 36),
        ("P2W", 336),
        ("P1M", 720),
        ("P1Y", 8760),
        ("PT0S", 0),
        ("PT0.5H", "0.5"),
    ],
)
def test_hours(iso: str, value: int | str) -> None:
    assert hours(iso) == Decimal(value)


@pytest.mark.parametrize("text", ["", "P", "PT", "4 hours", "monthly"])
def test_what_is_no_duration_has_no_hours(text: str) -> None:
    assert hours(text) is None


@pytest.mark.parametrize(
    ("iso", "business", "words"),
    [
        ("PT1H", False, "1 hour"),
        ("PT4H", True, "4 business hours"),
        ("P1D", True, "1 business day"),
        ("P1DT12H", False, "1 day 12 hours"),
        ("P30D", False, "30 days"),
        ("PT0.5H", False, "0.5 hours"),
        ("P12M", False, "12 months"),
        ("soon", False, "soon"),
    ],
)
def test_durations_in_words(iso: str, words: str, *, business: bool) -> None:
    assert worded(record.Duration(duration=iso, business=business)) == words


@pytest.mark.parametrize(
    ("iso", "business", "ends"),
    [
        ("PT4H", False, (4, 4)),
        ("PT4H", True, (4, 72)),  # begun on a Friday afternoon it ends on Monday
        ("P1D", True, (24, 72)),
        ("P5D", True, (168, 168)),  # five working days always hold one weekend
        ("P10D", True, (336, 336)),
        ("P7D", True, (216, 264)),
        ("P10D", False, (240, 240)),
    ],
)
def test_business_time_has_a_shortest_and_a_longest_length(iso: str, ends: tuple[int, int], *, business: bool) -> None:
    assert lasts(record.Duration(duration=iso, business=business)) == ends


@pytest.mark.parametrize(
    ("percent", "words"),
    [(99.9, "43 min 12 s"), (99.95, "21 min 36 s"), (99.5, "3 h 36 min"), (100.0, "0 min"), (99.999, "26 s"), (95.0, "36 h")],
)
def test_downtime_that_a_percentage_allows(percent: float, words: str) -> None:
    """The figure that people compare; computed in decimals, so that 99.9 is not 99.90000000000001."""
    assert minutes_worded(allowed_downtime(percent)) == words


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (99.9, "99.9"),
        (100.0, "100"),
        (10, "10"),
        (0.0, "0"),
        (99.999999999, "99.999999999"),
        (0.00001, "0.00001"),
        (1e6, "1000000"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_figures_keep_their_digits(number: float, text: str) -> None:
    """Eleven nines of durability were shown as 100%."""
    assert plain(number) == text


@given(st.decimals(0, 100, places=4))
def test_downtime_grows_as_the_promise_falls(percent: Decimal) -> None:
    minutes = allowed_downtime(float(percent))

    assert minutes == (100 - percent) * 432
    assert "-" not in minutes_worded(minutes)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (record.Amount(amount=10, unit="percent"), "10%"),
        (record.Amount(amount=12.5, unit="percent", basis="monthly fee"), "12.5% of monthly fee"),
        (record.Amount(amount=1, unit="days", basis="daily fee"), "1 day of daily fee"),
        (record.Amount(amount=3, unit="months"), "3 months of fees"),
        (record.Amount(amount=1000, unit="currency", currency="EUR"), "1,000.00 EUR"),
    ],
)
def test_amounts_in_words(amount: record.Amount, words: str) -> None:
    assert amount_worded(amount) == words


@pytest.mark.parametrize(
    ("given_credit", "words"),
    [
        (credit(10, below=99.9, at_least=99.0), "uptime from 99% to below 99.9%"),
        (credit(10, below=99.9), "uptime below 99.9%"),
        (credit(10, at_least="PT1H", below="PT4H", metric="downtime"), "downtime from 1 hour to below 4 hours"),
        (credit(10, at_least="PT1H", metric="downtime"), "downtime of 1 hour or more"),
        (credit(10, per="PT1H", metric="downtime"), "downtime, for each hour"),
        (credit(10, at_least=50.0, metric="latency"), "latency of 50 or more"),
        (credit(10, below=99.9, service="API", plan="Gold"), "uptime below 99.9% [API, Gold]"),
        (credit(10, metric="other"), "missed level"),
    ],
)
def test_bands_in_words(given_credit: record.Credit, words: str) -> None:
    assert band_words(given_credit) == words


# summary


def test_a_summary_has_every_section_and_says_what_is_absent(agreement: Build) -> None:
    summed = summarise(agreement("a.pdf"))

    assert [section.title for section in summed.sections] == [title for title, _, _ in SECTIONS]
    assert {section.absent for section in summed.sections} == {"not stated"}
    assert all(not section.lines for section in summed.sections)
    assert (summed.title, summed.file, summed.facts, summed.notes) == ("a.pdf", "a.pdf", (), ())


def test_a_summary_of_what_was_not_read_says_so(agreement: Build) -> None:
    summed = summarise(agreement(warnings=("page_unreadable",)))

    assert all(section.absent.startswith("not read") for section in summed.sections)
    assert summed.notes == ("page_unreadable.",)


def test_a_summary_holds_each_fact_with_its_place(acme: record.Agreement) -> None:
    summed = summarise(acme)
    lines = {section.title: [line.text for line in section.lines] for section in summed.sections}

    assert ("Provider", "Acme Cloud Ltd") in summed.facts
    assert ("Dated", "2024-03-01") in summed.facts
    assert lines["What is promised"] == ["99.9% uptime, measured per month (43 min 12 s down in a 30-day month)"]
    assert lines["What is paid"][:2] == ["uptime from 99% to below 99.9%: 10% of monthly fee", "uptime below 99%: 25% of monthly fee"]
    assert lines["How to claim"] == [
        "within 30 days from the end of the month, 30 to 61 days after the outage",
        "to credits@acme.example",
    ]
    assert "the customer: after missed service levels (3 misses in a row, uptime below 95%, 30 days' notice)" in lines["How to leave"]
    places = {quote.clause for section in summed.sections for line in section.lines for quote in line.quotes}
    assert {"1.1", "1.2", "2.1", "2.3", "3.1"} <= places


def test_every_kind_of_line(agreement: Build) -> None:
    made = agreement(
        uptime=[record.Uptime(percent=99.0, service="API", plan="Gold", scope="EU", binding="target")],
        performance=[
            record.Performance(metric="packet_loss", comparator="<", value=0.1, unit="percent", scope="core"),
            record.Performance(metric="rto", value=4, unit="hours"),
        ],
        remedy=record.Remedy(
            sole_remedy=False,
            automatic=True,
            form="refund",
            caps=[record.Cap(amount=10, unit="days", period="month"), record.Cap(amount=5, unit="percent")],
        ),
        exclusions=[record.Exclusion(category="other", text="the moon"), record.Exclusion(category="suspension", text="x")],
        maintenance=[
            record.Maintenance(
                kind="scheduled", notice=record.Duration(duration="P2D"), window="Sundays", limit=record.Limit(duration="PT8H")
            ),
            record.Maintenance(kind="emergency", limit=record.Limit(duration="PT1H", per="month")),
        ],
        claim=record.Claim(requires=["dates", "logs"], alternatives=[record.Window(duration="P5D", business=True)]),
        support=[
            record.Support(
                severity="1",
                name="Critical",
                plan="Gold",
                response=record.Duration(duration="PT1H"),
                update=record.Duration(duration="PT2H"),
                coverage="24x7",
            ),
            record.Support(severity="Low", name="Low"),
        ],
        reporting=[record.Reporting(text="x", frequency="monthly"), record.Reporting(text="y")],
        blanks=[record.Blank(term="caps", text="[__]%")],
    )
    lines = {section.title: [line.text for line in section.lines] for section in summarise(made).sections}

    assert lines == {
        "What is promised": [
            "99% uptime for API, Gold, EU (a target, not a promise) (7 h 12 min down in a 30-day month)",
            "packet loss: below 0.1% for core",
            "recovery time (RTO): 4 hours",
        ],
        "What is paid": [
            "at most 10 days of fees per month",
            "at most 5%",
            "credits are not the only remedy",
            "paid without request",
            "given as a refund",
        ],
        "What does not count": [
            "other: the moon",
            "suspension, non-payment",
            "scheduled maintenance: 2 days' notice, Sundays, at most 8 hours",
            "emergency maintenance: at most 1 hour per month",
        ],
        "How to claim": ["elsewhere: within 5 business days", "with dates; logs"],
        "How to leave": [],
        "Support and reports": [
            "1 Critical: response 1 hour, update every 2 hours [Gold, 24x7]",
            "Low: no times stated",
            "report or review: monthly",
            "report or review: no frequency stated",
        ],
        "Left blank": ["caps: [__]%"],
    }


# explain


def test_every_group_of_terms_can_be_explained() -> None:
    assert set(GROUPS) == set(LISTED) | set(SINGLES) | {"remedy"}
    assert {label for labels in LOOKED.values() for label in labels} <= {row.label for row in LABELS}


def test_explain_shows_value_clause_label_and_words(acme: record.Agreement) -> None:
    lines = list(explain(acme, "uptime"))

    assert lines[0] == "uptime"
    assert "percent=99.9" in lines[1]
    assert "confidence" in lines[1]
    assert "clause 1.1 [" in lines[2]
    assert "uptime_guarantee" in lines[2]
    assert "99.9%" in lines[3]


def test_explain_shows_the_header_above_a_row(acme: record.Agreement) -> None:
    assert any("under the header: Monthly uptime | Service credit" in line for line in explain(acme, "credits"))


def test_explain_of_what_is_missing_says_where_it_looked(acme: record.Agreement) -> None:
    [head, *rest] = explain(acme, "performance")

    assert head == "performance"
    assert rest[0].startswith("  not found; looked in")
    assert "performance" in rest[0]


def test_explain_of_singles_and_of_the_remedy(agreement: Build) -> None:
    clause = record.Clause(id="c1", text="The only remedy. " + "x" * 200, kind="paragraph", page=3)
    proof = record.Evidence(clause="c1", page=3, start=0, end=len(clause.text), quote=clause.text)
    made = agreement(
        clauses=[clause],
        provider=record.Text(value="Acme", evidence=[proof], confidence=0.5),
        remedy=record.Remedy(sole_remedy=True, evidence={"sole_remedy": [proof]}),
    )

    assert list(explain(made, "provider"))[1:3] == ["  value=Acme  (confidence 0.50)", "    clause c1 [c1, page 3; paragraph; ]"]
    assert list(explain(made, "remedy"))[1] == "  sole_remedy=True"
    quote = list(explain(made, "provider"))[3]
    assert quote.strip().startswith("“The only remedy.")
    assert quote.endswith("…”")
    assert len(quote) < 170
    assert list(explain(made, "customer")) == ["customer", "  not found; looked in 1 of 1 clauses (all clauses)"]
    assert list(explain(agreement(), "remedy"))[1].startswith("  not found")


def test_explain_shows_five_clauses_that_it_looked_at(agreement: Build) -> None:
    def clause(name: str, label: str) -> record.Clause:
        return record.Clause(id=name, text="words", labels=[record.GivenLabel(label=label, probability=0.9)])  # type: ignore[arg-type]

    clauses = [clause(f"c{i}", "reporting") for i in range(7)] + [clause("c9", "other")]
    [_, first, *looked] = explain(agreement(clauses=clauses), "reporting")

    assert "looked in 7 of 8 clauses (clauses labelled reporting)" in first
    assert [line.split("[")[1][:2] for line in looked] == ["c0", "c1", "c2", "c3", "c4"]


def test_all_groups_are_explained_in_order(acme: record.Agreement) -> None:
    assert [line for line in explain(acme) if not line.startswith(" ")] == list(GROUPS)


def test_explain_names_clauses_that_speak_of_what_was_not_understood(agreement: Build) -> None:
    clause = record.Clause(id="c7", text="Latency is low.", labels=[record.GivenLabel(label="performance", probability=0.8)])

    assert any("speaks of it" in line and "[c7]" in line for line in explain(agreement(clauses=[clause]), "performance"))
