"""Clauses of two versions matched by their words: what moved is no change, what was reworded is shown word by word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor import record
from extractor.diff import Diff, diff
from extractor.diff.align import Group, align, out_of_order, units
from extractor.diff.changes import ClauseChange
from extractor.diff.words import pieces, shortened, words

Build = Callable[..., record.Agreement]

UPTIME = "Northwind keeps the Platform reachable for 99.9% of each calendar month."
CLAIM = "The customer asks for a credit within 30 days after the end of the month."
LAW = "This agreement is governed by the laws of Norway."
NOTICE = "Northwind announces planned work at least two days before it starts."
REPORT = "Northwind sends a report on availability with every invoice."


def clauses(*texts: str, numbers: tuple[str | None, ...] = ()) -> list[record.Clause]:
    given = numbers or (None,) * len(texts)
    return [record.Clause(id=f"c{i}", text=text, number=number) for i, (text, number) in enumerate(zip(texts, given, strict=True))]


def between(agreement: Build, old: list[record.Clause], new: list[record.Clause]) -> Diff:
    return diff(agreement("old.md", clauses=old), agreement("new.md", clauses=new))


def kinds(found: Diff) -> list[str]:
    return [change.kind for change in found.clauses]


def struck(change: ClauseChange) -> tuple[str, str]:
    """Return what went and what came."""
    return tuple(" ".join(p.text.strip() for p in change.pieces if p.stroke == stroke) for stroke in ("removed", "added"))  # type: ignore[return-value]


# changes


@pytest.mark.parametrize(
    ("old", "new", "went", "came"),
    [
        (CLAIM, CLAIM.replace("30", "10"), "30", "10"),
        (UPTIME, UPTIME.replace("99.9", "99.5"), "99.9", "99.5"),
        (NOTICE, NOTICE.replace("announces", "may announce"), "announces", "may announce"),
        (CLAIM, CLAIM.replace("after the end of the month", "after the outage"), "end of the month.", "outage."),
        ("Uptime below 99% | 10%", "Uptime below 99% | 5%", "10", "5"),
        ("The credit is at most $500.", "The credit is at most €500.", "$", "€"),
        ("Availability < 99% is an outage.", "Availability > 99% is an outage.", "<", ">"),
        ("Fees are due in 14 days; [__]% interest.", "Fees are due in 14 days; 5% interest.", "[__]", "5"),
    ],
)
def test_a_changed_word_is_shown_inside_its_sentence(agreement: Build, old: str, new: str, went: str, came: str) -> None:
    """A whole clause in red and a whole clause in green leave the reader to find the one figure that moved."""
    found = between(agreement, clauses(UPTIME + " More.", old, LAW), clauses(UPTIME + " More.", new, LAW))

    assert kinds(found) == ["reworded"]
    assert struck(found.clauses[0])[0].startswith(went)
    assert struck(found.clauses[0])[1].endswith(came)


def test_clauses_come_and_go(agreement: Build) -> None:
    found = between(agreement, clauses(UPTIME, CLAIM, LAW), clauses(UPTIME, NOTICE, LAW))

    assert sorted(kinds(found)) == ["added", "removed"]
    assert found.unchanged == 2


def test_a_row_that_changes_is_not_taken_for_another_row(agreement: Build) -> None:
    """Rows of a credit table are alike; the figure must be shown against that of its own row."""
    old = clauses("below 99.9% | 10%", "below 99.0% | 25%", "below 95.0% | 50%")
    new = clauses("below 99.9% | 10%", "below 99.0% | 20%", "below 95.0% | 50%")

    found = between(agreement, old, new)

    assert kinds(found) == ["reworded"]
    assert struck(found.clauses[0]) == ("25", "20")


def test_another_order_of_the_same_words_is_a_change(agreement: Build) -> None:
    """Who pays whom is told by order alone."""
    found = between(agreement, clauses("The provider pays the customer."), clauses("The customer pays the provider."))

    assert kinds(found) == ["reworded"]


# no changes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (clauses(UPTIME, CLAIM, LAW), clauses(LAW, UPTIME, CLAIM)),
        (clauses(UPTIME, CLAIM, numbers=("1.1", "1.2")), clauses(UPTIME, CLAIM, numbers=("4.1", "4.2"))),
        (clauses(UPTIME, f"{CLAIM} {LAW}", REPORT), clauses(UPTIME, CLAIM, LAW, REPORT)),
        (clauses(UPTIME, CLAIM, LAW, REPORT), clauses(f"{UPTIME} {CLAIM} {LAW}", REPORT)),
        (clauses("The “Service” isn’t limited."), clauses('The "service" isn\'t limited')),
        (clauses("a) " + CLAIM), clauses("(b) " + CLAIM)),
        (clauses("For lower-priority tickets we\naim at 2 days."), clauses("For lowerpriority tickets we aim at 2 days.")),
        (clauses("The oﬃce is oﬀ‑line."), clauses("The office is off-line.")),
        ([record.Clause(id="c1", heading="UPTIME", text=UPTIME)], [record.Clause(id="c1", text=f"Uptime. {UPTIME}")]),
        ([record.Clause(id="c1", text=UPTIME), record.Clause(id="c2", text="* * *")], [record.Clause(id="c1", text=UPTIME)]),
    ],
    ids=["moved", "renumbered", "split", "joined", "typography", "item", "hyphen", "ligature", "heading", "rule"],
)
def test_the_same_words_elsewhere_are_no_change(agreement: Build, old: list[record.Clause], new: list[record.Clause]) -> None:
    """A new clause in front renumbers everything; a report that lists it all is read by nobody."""
    assert between(agreement, old, new).empty
    assert between(agreement, new, old).empty


def test_moved_and_renumbered_clauses_are_told_apart_from_changes(agreement: Build) -> None:
    old = clauses(UPTIME, CLAIM, LAW, numbers=("1.", "2.", "3."))
    new = clauses(LAW, UPTIME, CLAIM, numbers=("1.", "2.", "4."))

    found = between(agreement, old, new)

    assert found.empty
    assert [(move.old.clause, move.new.clause, move.moved) for move in found.moves] == [
        ("3.", "1.", True),
        ("1.", "2.", False),
        ("2.", "4.", False),
    ]


def test_a_clause_that_moved_and_was_reworded_is_one_change(agreement: Build) -> None:
    found = between(agreement, clauses(CLAIM, UPTIME, LAW, REPORT), clauses(UPTIME, LAW, REPORT, CLAIM.replace("30", "10")))

    assert kinds(found) == ["reworded"]
    assert struck(found.clauses[0]) == ("30", "10")


def test_short_rows_are_not_found_again_in_another_table(agreement: Build) -> None:
    """ "10% | 5%" stands in many tables; out of order it is not known again."""
    found = between(agreement, clauses("10% credit", UPTIME, LAW), clauses(UPTIME, LAW, "10% credit"))

    assert sorted(kinds(found)) in (["added", "removed"], [])


def test_the_fewest_clauses_are_said_to_have_moved() -> None:
    groups = [Group((3,), (0,)), Group((0,), (1,)), Group((1,), (2,)), Group((), (3,)), Group((2,), (4,))]

    assert out_of_order(groups) == {0}


def test_which_version_is_the_old_one_does_not_matter() -> None:
    """A tie broken by order would match other clauses when the arguments are swapped."""
    one = units(clauses(UPTIME, CLAIM, "Credits of 10% apply.", "Credits of 20% apply."))
    other = units(clauses("Credits of 15% apply.", CLAIM + " Late claims are void.", "Credits of 25% apply.", LAW))

    assert {(g.old, g.new) for g in align(one, other)} == {(g.new, g.old) for g in align(other, one)}


# words


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("“Up” to 99.99 %, isn’t it?", ["up", "to", "99.99", "%", "isn't", "it"]),
        ("1,000.50 USD (≥ 5)", ["1,000.50", "usd", "≥", "5"]),
        ("x >= 5, y<=6", ["x", "≥", "5", "y", "≤", "6"]),
        ("[____]%", ["_", "%"]),
        ("(iv) Force majeure", ["force", "majeure"]),
        ("2. Term\nb) End", ["term", "end"]),
        ("+++++|=====|-----", []),
        # a figure at the start of a line is no number of a clause
        ("1.5 hours\n99.9% uptime", ["1.5", "hours", "99.9", "%", "uptime"]),
        ("24 hours", ["24", "hours"]),
    ],
)
def test_words_are_what_carries_meaning(text: str, keys: list[str]) -> None:
    assert [word.key for word in words(text)] == keys


def test_sentences_that_stayed_are_left_out() -> None:
    runs = pieces(
        "We try. We care. Credits are 10% of fees. We listen. We act.", "We try. We care. Credits are 5% of fees. We listen. We act."
    )

    assert "".join(p.text for p in shortened(runs)) == "… Credits are 105% of fees. …"


# references


def referring(number: str, target: str) -> record.Clause:
    text = f"Credits under Section {number} are paid with the next invoice."
    return record.Clause(id="c9", text=text, refers_to=[record.Reference(text=f"Section {number}", clause=target)])


def test_a_reference_that_follows_its_clause_is_no_change(agreement: Build) -> None:
    """One new clause in front renumbers every reference of a contract."""
    old = [*clauses(UPTIME, CLAIM, numbers=("1", "2")), referring("2", "c1")]
    new = [*clauses(NOTICE, UPTIME, CLAIM, numbers=("1", "2", "3")), referring("3", "c2")]

    assert kinds(between(agreement, old, new)) == ["added"]


def test_a_reference_to_another_clause_is_a_change(agreement: Build) -> None:
    old = [*clauses(UPTIME, CLAIM, numbers=("1", "2")), referring("2", "c1")]
    new = [*clauses(UPTIME, CLAIM, numbers=("1", "2")), referring("1", "c0")]

    found = between(agreement, old, new)

    assert kinds(found) == ["reworded"]
    assert struck(found.clauses[0]) == ("2", "1")
