"""Unusual values, weights, the ranking and the headline."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.comparison import Cell, Column, Row, compare
from extractor.comparison.marks import marked, unusual
from extractor.comparison.ranking import ranked
from extractor.comparison.weights import BALANCED, KEYS, BadWeights, weights_of
from extractor.record import Agreement, Amount, Blank, Claim, Credit, Duration, Support, Text, Uptime
from extractor.reports.marks import reasons

Build = Callable[..., Agreement]
TEN = Amount(amount=10, unit="percent")


def row_of(*values: float | tuple[float, float] | str, better: str = "higher", key: str = "k") -> Row:
    """Return a row of cells: a value, a pair of an unfavourable and a favourable one, or the name of a state."""
    cells = []
    for value in values:
        if isinstance(value, str):
            cells.append(Cell("", value))  # type: ignore[arg-type]
        elif isinstance(value, tuple):
            cells.append(Cell("x", value=value[0], otherwise=value[1]))
        else:
            cells.append(Cell(f"{value:g}", value=value))
    return Row(key, "K", "S", better, tuple(cells))  # type: ignore[arg-type]


def columns(count: int) -> list[Column]:
    return [Column(chr(65 + n), None, f"{n}.pdf") for n in range(count)]


@pytest.mark.parametrize(
    ("values", "better", "marks"),
    [
        # hours of the clock against business hours: four may last over a weekend
        ([(72, 4), (8, 8)], "lower", [None, None]),
        ([(72, 4), (4, 4)], "lower", ["worst", "best"]),
        # the same uncertainty on both sides: a claim that waits for the end of the month
        ([(30, 61), (15, 46)], "higher", ["best", "worst"]),
        ([(30, 61), (30, 61)], "higher", [None, None]),
        # one is best for sure, the order of the others is open
        ([(72, 4), (8, 8), (1, 1)], "lower", [None, None, "best"]),
    ],
)
def test_what_cannot_be_told_apart_has_no_mark(values: list[tuple[float, float]], better: str, marks: list[str | None]) -> None:
    """Business hours counted as 1.4 hours made "4 business hours" better than "8 hours", on a Friday evening too."""
    assert [cell.mark for cell in marked(row_of(*values, better=better)).cells] == marks


@pytest.mark.parametrize(
    ("values", "odd"),
    [
        ([99.9, 99.9, 99.95, 99.5, 95.0], {95.0}),
        ([30, 30, 30, 30, 5], {5}),
        ([10, 20, 30, 40, 50], set()),
        ([30, 30, 30, 5], set()),  # too few
        ([0, 0, 0, 0, 1], set()),  # yes and no
        ([30, 30, 30, 5, 60, 60, 60], set()),  # two camps
    ],
)
def test_unusual_values(values: list[float], odd: set[float]) -> None:
    assert unusual(values) == odd


def test_unusual_cells_are_marked_beside_best_and_worst() -> None:
    cells = marked(row_of(30, 30, 30, 30, 5)).cells

    assert [(cell.mark, cell.unusual) for cell in cells] == [("best", False)] * 4 + [("worst", True)]


def test_points_are_the_share_of_others_that_are_worse() -> None:
    """Three agreements: 99.9 beats one of two and stands level with none."""
    standings = ranked(columns(3), [row_of(99.9, 99.0, 99.99)], {"k": 1})

    assert [(s.column, s.score) for s in standings] == [(2, 100.0), (0, 50.0), (1, 0.0)]
    assert standings[1].parts[0].words == "99.9: better than 1 of 2"


def test_weights_weigh() -> None:
    """First on the term of weight 3, last on that of weight 1: 75 of 100."""
    rows = [row_of(2, 1, key="a"), row_of(1, 2, key="b")]
    standings = ranked(columns(2), rows, {"a": 3, "b": 1})

    assert [(s.column, s.score) for s in standings] == [(0, 75.0), (1, 25.0)]


@pytest.mark.parametrize(
    ("state", "most"), [("not_stated", 0.0), ("none", 0.0), ("blank", 100.0), ("not_found", 100.0), ("not_read", 100.0)]
)
def test_silence_gives_no_points_and_what_was_not_read_may_give_all(state: str, most: float) -> None:
    """A page that could not be read is no reason to rank an agreement last without a word."""
    standing = next(s for s in ranked(columns(2), [row_of(99.9, state)], {"k": 1}) if s.column == 1)

    assert (standing.score, standing.most) == (0.0, most)


def test_level_agreements_share_the_points() -> None:
    assert [s.score for s in ranked(columns(3), [row_of(1, 1, 0)], {"k": 1})] == [75.0, 75.0, 0.0]


def test_rows_without_a_direction_cannot_be_weighed() -> None:
    row = row_of(1, 2, better="higher")

    assert ranked(columns(2), [Row("k", "K", "S", None, row.cells)], {"k": 1})[0].parts == ()


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=2, max_size=6), st.sampled_from(["higher", "lower"]))
def test_scores_lie_between_nothing_and_all_and_add_up(pairs: list[tuple[float, float]], better: str) -> None:
    values = [(min(pair), max(pair)) if better == "higher" else (max(pair), min(pair)) for pair in pairs]
    standings = ranked(columns(len(pairs)), [row_of(*values, better=better)], {"k": 2})

    assert all(0 <= s.score <= s.most <= 100 for s in standings)
    assert sum(s.parts[0].points for s in standings) == pytest.approx(len(pairs) / 2, abs=0.01)


# what a user writes


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("uptime=3,cap=1", {"uptime": 3, "cap": 1}),
        ("uptime: 3\n# what is paid\ncredit_99.5: 0.5  # half\n\n", {"uptime": 3, "credit_99.5": 0.5}),
        ("uptime = 3, claim_window=0", {"uptime": 3, "claim_window": 0}),
        ("balanced", dict(BALANCED)),
    ],
)
def test_profiles(text: str, weights: dict[str, float]) -> None:
    assert weights_of(text) == weights


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("uptmie=3", "did you mean uptime?"),
        ("period=3", "no term 'period'"),
        ("uptime", "write uptime=3"),
        ("uptime=many", "'many' is no number"),
        ("uptime=-1", "0 or more"),
        ("uptime=nan", "0 or more"),
        ("uptime=1\ncap=1\nuptime=2", "line 3: uptime is weighed twice"),
        ("", "no weight above 0"),
        ("uptime=0", "no weight above 0"),
    ],
)
def test_faulty_profiles_are_told(text: str, said: str) -> None:
    with pytest.raises(BadWeights, match=said.replace("?", "\\?")):
        weights_of(text)


def test_the_balanced_profile_weighs_terms_that_exist() -> None:
    assert set(BALANCED) <= set(KEYS)


# the headline


def offer(agreement: Build, name: str, percent: float, amount: float, days: int, response: str) -> Agreement:
    return agreement(
        f"{name}.pdf",
        provider=Text(value=name),
        uptime=[Uptime(percent=percent)],
        credits=[Credit(below=percent, credit=Amount(amount=amount, unit="percent"))],
        claim=Claim(window=Duration(duration=f"P{days}D"), anchor="incident"),
        support=[Support(severity="1", response=Duration(duration=response))],
    )


def test_the_headline_says_who_is_best_at_what(agreement: Build) -> None:
    found = compare([offer(agreement, "Acme", 99.99, 10, 10, "PT1H"), offer(agreement, "Bolt", 99.5, 30, 60, "PT1H")])

    assert found.headline == (
        "Acme promises the most uptime (99.99%). Bolt pays the most at 99% uptime (30%), pays the most at 95% uptime (30%) "
        "and gives the most time to claim (60 days from the outage)."
    )


def test_the_headline_minds_what_is_missing(agreement: Build) -> None:
    silent = agreement("c.pdf", provider=Text(value="Calm"), blanks=[Blank(term="uptime", text="[__]%")])
    unpaid = agreement("d.pdf", provider=Text(value="Dull"), uptime=[Uptime(percent=99.0)])
    found = compare([offer(agreement, "Acme", 99.99, 10, 10, "PT1H"), silent, unpaid])

    assert "no promised level of uptime was found for Calm" in found.headline
    assert "Dull promises uptime but states no credit for missing it." in found.headline


def test_one_agreement_needs_no_headline(agreement: Build) -> None:
    assert compare([offer(agreement, "Acme", 99.99, 10, 10, "PT1H")]).headline == ""


def test_the_headline_begins_with_the_ranking(agreement: Build) -> None:
    made = [offer(agreement, "Acme", 99.99, 10, 10, "PT1H"), offer(agreement, "Bolt", 99.5, 30, 60, "PT1H")]

    assert compare(made, weights={"uptime": 1}).headline.startswith("By your weights Acme comes first with 100 of 100 points. ")


def test_all_services_of_one_agreement_are_one_name_with_one_verb(agreement: Build) -> None:
    """ "Acme: API, Acme: Mail and Acme: Console pay the most" is one supplier."""
    services = [Uptime(percent=99.99, service=name) for name in ("API", "Mail")]
    several = agreement("a.pdf", provider=Text(value="Acme"), uptime=services, credits=[Credit(below=99.99, credit=TEN)])

    assert compare([several, offer(agreement, "Bolt", 99.5, 5, 10, "PT1H")]).headline.startswith("Acme promises the most uptime")


def test_who_has_no_points_is_told_why(agreement: Build) -> None:
    silent = agreement("c.pdf", provider=Text(value="Calm"))
    found = compare([offer(agreement, "Acme", 99.99, 10, 10, "PT1H"), silent], weights={"uptime": 1, "cap": 1})

    assert reasons(found, found.ranking[1]) == "against: promised uptime (not stated), most that is credited (not stated)"
