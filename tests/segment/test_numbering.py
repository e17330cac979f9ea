"""Clause numbers: what is one at the start of a text, and what only begins with a figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.segment.numbering import confirmed, follows, leading_number, roman_value, shown_number

NUMBERS = [
    # sections
    ("1. Definitions", "1.", "1.", (1,)),
    ("1) Definitions", "1)", "1)", (1,)),
    ("4.2 Service Credits", "4.2", "1.1", (4, 2)),
    ("4.2. Service Credits", "4.2.", "1.1", (4, 2)),
    ("4.2.1 Amount", "4.2.1", "1.1", (4, 2, 1)),
    ("4.2(a) Amount", "4.2(a)", "1.1", (4, 2, 1)),
    ("10.11 Amount", "10.11", "1.1", (10, 11)),
    ("Section 4 Service Credits", "Section 4", "section", (4,)),
    ("SECTION 4. CREDITS", "SECTION 4", "section", (4,)),
    ("Article IV Credits", "Article IV", "article", (4,)),
    ("§ 5 Termination", "§ 5", "section", (5,)),
    ("Schedule B", "Schedule B", "schedule", (2,)),
    ("Exhibit A – Service Levels", "Exhibit A", "exhibit", (1,)),
    ("ANNEX 1: Support", "ANNEX 1", "annex", (1,)),
    ("EXHIBIT C-2 TO THE LEASE", "EXHIBIT C-2", "exhibit", (3, 2)),
    ("Schedule D.1 Credits", "Schedule D.1", "schedule", (4, 1)),
    ("Schedule II Credits", "Schedule II", "schedule", (2,)),
    ("Appendix 2 Credits", "Appendix 2", "appendix", (2,)),
    ("Part One Scope", "Part One", "part", (1,)),
    ("A.1 Scope", "A.1", "A.1", (1, 1)),
    # list items
    ("(a) maintenance;", "(a)", "(a)", (1,)),
    ("(iv) breach;", "(iv)", "(i)", (4,)),
    ("(3) the time;", "(3)", "(1)", (3,)),
    ("(A) the time;", "(A)", "(A)", (1,)),
    ("(IV) the time;", "(IV)", "(I)", (4,)),
    ("(aa) the time;", "(aa)", "(a)", (27,)),
    ("a) the time;", "a)", "a)", (1,)),
    ("b. the time;", "b.", "a.", (2,)),
    ("iii. the time;", "iii.", "i.", (3,)),
    ("• the time;", "•", "•", ()),
    ("– the time;", "•", "•", ()),
    ("- the time;", "•", "•", ()),
    ("3. ", "3.", "1.", (3,)),
]
NONE = [
    "24 hours a day",
    "24 Hours a day",
    "99.9% of the month",
    "99.95 Uptime",
    "12 March 2024",
    "2024 was a good year",
    "4 of the credits",
    "5 Business Days after the claim",
    "10 minutes",
    "0.5 credits",
    "1.5 hours",
    "$5 per hour",
    "Section 4 applies to it",
    "Section 4 of this agreement",
    "Schedule A sets out the levels",
    "Schedule of fees",
    "Part of the service",
    "(c) 2024 Acme Ltd",
    "(the “Service”) is run",
    "844-411-0000",
    "U.S. law governs",
    "-5 degrees",
    "e.g. an outage",
    "The service",
    "",
    "   ",
]


@pytest.mark.parametrize(("text", "shown", "style", "counts"), NUMBERS)
def test_numbers(text: str, shown: str, style: str, counts: tuple[int, ...]) -> None:
    """A number left in the text hides a heading; one taken from a figure loses the figure."""
    number = leading_number(text)

    assert number is not None
    assert (number.shown, number.style, number.counts) == (shown, style, counts)
    assert number.span.start == 0
    assert not text[number.span.end :].startswith(" ")


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number(text: str) -> None:
    """ "99.9% of the month" without its figure promises nothing."""
    assert leading_number(text) is None


@pytest.mark.parametrize(
    ("before", "after", "style"),
    [
        ("(h) fire", "(i) flood", "(a)"),
        ("(a) fire", "(b) flood", "(a)"),
        ("(i) fire", "(ii) flood", "(i)"),
        ("(u) fire", "(v) flood", "(a)"),
        ("4.2 Fire", "4.3 Flood", "1.1"),
        ("4. Fire", "5. Flood", "1."),
        ("3. Fire", "3A. Flood", "1."),
        ("3A. Fire", "4. Flood", "1."),
        ("Article IX Fire", "Article X Flood", "article"),
        ("Schedule A", "Schedule B", "schedule"),
    ],
)
def test_what_follows(before: str, after: str, style: str) -> None:
    """ "(i)" after "(h)" is a letter; read as roman it would open a new list."""
    first, second = leading_number(before), leading_number(after)
    assert first is not None
    assert second is not None

    reading = follows(first, second)

    assert reading is not None
    assert reading.style == style


@pytest.mark.parametrize(
    ("before", "after"),
    [("4.2 A", "4.4 B"), ("(a) A", "(c) B"), ("4. A", "4. B"), ("4.2 A", "5.3 B"), ("(a) A", "2. B"), ("1. A", "1.1 B")],
)
def test_what_does_not_follow(before: str, after: str) -> None:
    first, second = leading_number(before), leading_number(after)
    assert first is not None
    assert second is not None

    assert follows(first, second) is None


def test_an_unsure_number_needs_a_neighbour() -> None:
    """ "A. Smith signs" alone is a name; beside "B. Scope" it may be a section."""
    alone = [leading_number(text) for text in ("A. Smith signs for Acme.", "The service runs.")]
    beside = [leading_number(text) for text in ("A. Scope of the service", "B. Term of the service")]

    assert confirmed(alone) == [False, False]
    assert confirmed(beside) == [True, True]


def roman(number: int) -> str:
    shown = ""
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            shown, number = shown + sign, number - value
    return shown


@given(st.integers(1, 300))
def test_roman_numerals_come_back(number: int) -> None:
    assert roman_value(roman(number)) == number
    assert roman_value(roman(number).upper()) == number


@pytest.mark.parametrize("word", ["", "ic", "iiii", "vv", "mix", "service", "civil"])
def test_other_words_are_no_numerals(word: str) -> None:
    assert roman_value(word) == 0


@given(parts=st.lists(st.integers(1, 60), min_size=2, max_size=4), title=st.sampled_from(["Service Credits", "Term", "The service runs."]))
def test_section_numbers_come_back(parts: list[int], title: str) -> None:
    shown = ".".join(map(str, parts))

    number = leading_number(f"{shown} {title}")

    assert number is not None
    assert (number.shown, number.counts) == (shown, tuple(parts))


@given(st.text(max_size=80))
def test_any_text_can_be_asked_for_its_number(text: str) -> None:
    number = leading_number(text)

    assert number is None or 0 < number.span.end <= len(text)


@pytest.mark.parametrize(
    ("shown", "style"),
    [("1.", "1."), ("4.2", "1.1"), ("(a)", "(a)"), ("iv.", "i."), ("•", "•"), ("o", "•"), ("", "•"), ("Article IV", "article")],
)
def test_a_number_that_the_format_shows(shown: str, style: str) -> None:
    """Word's automatic numbers stand in no text."""
    assert shown_number(shown).style == style
