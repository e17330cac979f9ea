"""Blocks become clauses: numbers, headings, lists, tables, and nothing lost between them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Box, Clause, Document, Draft, Look, Span
from extractor.segment import segment, warnings_of
from extractor.segment.pieces import pieces_of

Clauses = Callable[[list[str]], tuple[Clause, ...]]
Build = Callable[[list[str]], Document]


def outline(found: tuple[Clause, ...]) -> list[tuple[str, str | None, str, int]]:
    """Return kind, number, words and depth of each clause."""
    return [(c.kind, c.number, c.heading or c.text, c.level) for c in found]


TREES = [
    (
        ["# 1. Uptime", "1.1 We promise 99.9%.", "1.2 It is measured monthly.", "# 2. Credits", "2.1 You get 10%."],
        [
            ("heading", "1.", "Uptime", 1),
            ("paragraph", "1.1", "We promise 99.9%.", 2),
            ("paragraph", "1.2", "It is measured monthly.", 2),
            ("heading", "2.", "Credits", 1),
            ("paragraph", "2.1", "You get 10%.", 2),
        ],
    ),
    (
        ["# Credits", "The following do not count:", "(a) maintenance;", "(b) force majeure;", "(i) storms;", "(ii) floods;", "(c) your acts.", "We pay monthly."],
        [
            ("heading", None, "Credits", 1),
            ("paragraph", None, "The following do not count:", 2),
            ("item", "(a)", "maintenance;", 2),
            ("item", "(b)", "force majeure;", 2),
            ("item", "(i)", "storms;", 3),
            ("item", "(ii)", "floods;", 3),
            ("item", "(c)", "your acts.", 2),
            ("paragraph", None, "We pay monthly.", 2),
        ],
    ),
    (
        ["4.1 We answer. 4.2 We repair. 4.3 We report."],
        [("paragraph", "4.1", "We answer.", 1), ("paragraph", "4.2", "We repair.", 1), ("paragraph", "4.3", "We report.", 1)],
    ),
    (
        ["# Support", "- by phone", "- by mail"],
        [("heading", None, "Support", 1), ("item", "•", "by phone", 2), ("item", "•", "by mail", 2)],
    ),
    (
        ["# Credits", "## Amount", "You get 10%.", "## Claim", "Write to us.", "# Term", "One year."],
        [
            ("heading", None, "Credits", 1),
            ("heading", None, "Amount", 2),
            ("paragraph", None, "You get 10%.", 3),
            ("heading", None, "Claim", 2),
            ("paragraph", None, "Write to us.", 3),
            ("heading", None, "Term", 1),
            ("paragraph", None, "One year.", 2),
        ],
    ),
    # counter-examples: figures that open a text are no numbers
    (["99.9% of the month the service is up.", "24 hours a day we answer."],
     [("paragraph", None, "99.9% of the month the service is up.", 1), ("paragraph", None, "24 hours a day we answer.", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), TREES)
def test_trees(lines: list[str], expected: list[tuple[str, str | None, str, int]], clauses: Clauses) -> None:
    assert outline(clauses(lines)) == expected


def test_each_clause_knows_the_headings_above_it_and_what_introduces_it(clauses: Clauses) -> None:
    """ "(b) force majeure" alone says nothing: the sentence above says that it does not count."""
    found = clauses(["# 3. Exclusions", "The following do not count:", "(a) maintenance;", "(b) force majeure."])
    _, lead, first, second = found

    assert first.path == second.path == ("Exclusions",)
    assert first.lead_in == second.lead_in == lead.id
    assert lead.parent == "c1"


def test_rows_know_their_header_and_the_sentence_above_the_table(clauses: Clauses) -> None:
    """ "below 99.9% | 10%" is a credit only under "Uptime | Credit"."""
    found = clauses(
        ["# Credits", "You get these credits:", "| Uptime | Credit", "| below 99.9% | 10%", "| below 99.0% | 25%", "That is all."]
    )
    _, lead, head, first, second, after = found

    assert head.header == ()
    assert first.header == second.header == ("Uptime", "Credit")
    assert first.lead_in == second.lead_in == lead.id
    assert (first.table, first.row, second.row) == (0, 1, 2)
    assert after.kind == "paragraph"


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (["| Uptime | Credit", "| below 99.9% | 10%"], ("Uptime", "Credit")),
        (["| Level | What it is", "| One | the whole service answers to nobody at all, wherever they are"], ("Level", "What it is")),
        (["| below 99.9% | 10%", "| below 99.0% | 25%"], ()),
        (["| Uptime | 99.9%", "| Credit | 10%"], ()),
    ],
)
def test_header_rows_are_told_from_data(rows: list[str], header: tuple[str, ...], clauses: Clauses) -> None:
    """A first row of figures taken for a header would lose a credit."""
    assert clauses(rows)[1].header == header


def test_headings_by_their_look() -> None:
    """A PDF has no headings, only larger letters."""
    draft = Draft()
    draft.add("Service Level Agreement", look=Look(size=18.0, bold=True, centered=True))
    draft.add("Service Credits", look=Look(size=11.0, bold=True))
    draft.add("If the service is down for longer than promised, you get a credit of ten percent of the fee.", look=Look(size=10.0))
    draft.add("Termination", look=Look(size=11.0, bold=True))
    draft.add("Either party may end this agreement by giving the other a notice of thirty days in writing.", look=Look(size=10.0))
    found = segment(draft.finish())

    assert [c.kind for c in found] == ["heading", "heading", "paragraph", "heading", "paragraph"]
    assert found[2].path == ("Service Level Agreement", "Service Credits")
    assert found[4].path == ("Service Level Agreement", "Termination")


@pytest.mark.parametrize(
    "line",
    [
        "Page 3 of 10",
        "We promise 99.9% uptime.",
        "Signature: ______",
        "acme@acme.example",
        "Acme Cloud Ltd",
        "1 January 2024",
        "[Name of the customer]",
    ],
)
def test_lines_that_are_no_headings(line: str, clauses: Clauses) -> None:
    found = clauses(["We run the service for you and for nobody else.", line, "It is measured every five minutes."])

    assert found[1].kind != "heading"


def test_lines_of_a_table_of_contents_are_no_headings(clauses: Clauses) -> None:
    """Each heading would stand twice, and the first time with nothing below it."""
    contents = ["1. Uptime ........ 2", "2. Credits ........ 3", "3. Term ........ 4"]
    found = clauses([*contents, "# 1. Uptime", "We promise 99.9%."])

    assert [c.kind for c in found[:3]] == ["paragraph"] * 3
    assert found[4].path == ("Uptime",)


def test_a_schedule_counts_its_sections_anew(clauses: Clauses) -> None:
    found = clauses(["# 1. Scope", "We run it.", "# Schedule A", "# 1. Uptime", "We promise 99.9%, see Section 1."])

    assert found[4].path == ("Schedule A", "Uptime")
    assert [r.clause for r in found[4].refers_to] == ["c4"]


REFERENCES = [
    ("See Section 2.1 for credits.", "Section 2.1", "c5"),
    ("See clause 2.1(a) for credits.", "clause 2.1(a)", "c6"),
    ("See § 2.1 for credits.", "§ 2.1", "c5"),
    ("Credits are listed in Section 2.", "Section 2", "c4"),
    ("as set out in Section 9.9", "Section 9.9", None),
    ("see the section entitled “Credits”", "section entitled “Credits”", "c4"),
]


@pytest.mark.parametrize(("text", "words", "target"), REFERENCES)
def test_references_find_their_clause(text: str, words: str, target: str | None, clauses: Clauses) -> None:
    """A wrong target is worse than none."""
    found = clauses(["# 1. Scope", f"1.1 {text}", "1.2 We run it.", "# 2. Credits", "2.1 You get:", "(a) ten percent;", "(b) more."])

    assert [(r.text, r.clause) for r in found[1].refers_to] == [(words, target)]
    assert all(r.span.of(found[1].text) == r.text for r in found[1].refers_to)


@pytest.mark.parametrize(
    "text",
    [
        "under Section 2 of the Master Agreement",
        "Article 28 GDPR applies",
        "Section 5 of the Bankruptcy Act",
        "the Privacy Policy, Section 2",
        "a section of the network",
        "in part 99.9% of the time",
    ],
)
def test_references_into_other_documents_are_left_out(text: str, clauses: Clauses) -> None:
    found = clauses(["# 1. Scope", f"1.1 {text}", "# 2. Credits", "2.1 You get ten percent."])

    assert found[1].refers_to == ()


def test_a_reference_that_names_nothing_is_a_warning(clauses: Clauses) -> None:
    """A lawyer wants to know of a dangling reference."""
    found = clauses(["# 1. Scope", "1.1 See Section 9.9.", "1.2 We run it.", "# 2. Credits", "2.1 You get ten percent."])

    [notice] = warnings_of(found)
    assert notice.code == "dangling_reference"
    assert "Section 9.9" in notice.message
    assert "1.1" in notice.message


def test_defined_terms_are_told(clauses: Clauses) -> None:
    assert clauses(["“Downtime” means any minute without an answer."])[0].defines == ("Downtime",)


# properties

words = st.text(st.sampled_from("abc XYZ.,:;()“”19%-–|\u00a0é"), min_size=1, max_size=60).map(str.strip).filter(bool)
numbers = st.sampled_from(
    ["", "1. ", "2. ", "1.1 ", "1.2 ", "(a) ", "(b) ", "(i) ", "(ii) ", "A. ", "Section 3 ", "Schedule A ", "- ", "# ", "## ", "| "]
)
texts = st.lists(st.tuples(numbers, words).map("".join), max_size=25)


def letters(text: str) -> str:
    return "".join(ch for ch in text if ch.isalnum())


@settings(max_examples=150, deadline=None)
@given(lines=texts)
def test_clauses_keep_reading_order_and_overlap_nothing(lines: list[str], document: Build) -> None:
    """A clause that swallows its neighbour would count one promise twice."""
    read = document(lines)
    found = segment(read)

    assert all(b.span.end <= a.span.start for b, a in pairwise(read.blocks))
    assert all(0 <= c.span.start <= c.span.end <= len(read.text) for c in found)
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))
    assert all(c.text == c.span.of(read.text) for c in found)
    assert all((c.text == "") == (c.kind == "heading") or c.number for c in found)


@settings(max_examples=150, deadline=None)
@given(lines=texts)
def test_nothing_is_lost_between_blocks_and_clauses(lines: list[str], document: Build) -> None:
    """A sentence that no clause holds is a promise that nobody finds."""
    read = document(lines)
    found = segment(read)

    for block in read.blocks:
        inside = [c for c in found if block.span.holds(c.span)]
        said = "".join(letters(f"{c.number or ''}{c.heading or ''}{c.text}") for c in inside)
        shown = letters(read.words_of(block))
        assert said == shown or (inside and letters(inside[0].number or "") and said.endswith(shown)), (shown, said)


@settings(max_examples=150, deadline=None)
@given(lines=texts)
def test_the_tree_is_one(lines: list[str], document: Build) -> None:
    """A clause whose parent stands behind it, or nowhere, breaks whoever walks the tree."""
    found = segment(document(lines))
    place = {c.id: i for i, c in enumerate(found)}

    assert [c.id for c in found] == [f"c{i}" for i in range(1, len(found) + 1)]
    for i, c in enumerate(found):
        assert c.parent is None or place[c.parent] < i
        assert c.lead_in is None or place[c.lead_in] < i
        assert c.level == (found[place[c.parent]].level + 1 if c.parent else 1)
        assert all(r.clause is None or r.clause in place for r in c.refers_to)
        assert all(Span(0, len(c.text)).holds(r.span) and r.span.of(c.text) == r.text for r in c.refers_to)


@given(st.integers(2, 40))
def test_a_long_list_stays_flat(length: int) -> None:
    """Twenty-seven items end at "(aa)"; a list that drifts to the right loses its lead-in."""
    draft = Draft()
    draft.add("The following do not count:")
    for i in range(length):
        sign = chr(97 + i % 26) * (1 + i // 26)
        draft.add(f"({sign}) cause number {i};")
    found = segment(draft.finish())

    assert {c.level for c in found[1:]} == {1}
    assert {c.lead_in for c in found[1:]} == {"c1"}


# more shapes


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["1. We answer calls.", "2. We repair faults."], ["paragraph", "paragraph"]),
        (["You get either:", "1. a credit;", "2. a refund."], ["paragraph", "item", "item"]),
        (["You get:", "1. Credits of ten percent.", "2. Refunds of the rest."], ["paragraph", "item", "item"]),
        (["1. a credit in small letters;", "2. a refund."], ["item", "item"]),
        (["4.1 We answer calls.", "(a) by phone;"], ["paragraph", "item"]),
    ],
)
def test_sections_are_told_from_list_items(lines: list[str], kinds: list[str], clauses: Clauses) -> None:
    assert [clause.kind for clause in clauses(lines)] == kinds


def look(size: float, *, bold: bool = False, underlined: bool = False, space: float | None = None) -> Look:
    return Look(size=size, bold=bold, underlined=underlined, space_above=space)


BODY = "If the service is down for longer than promised, you get a credit of ten percent of the fee that you pay."


@pytest.mark.parametrize(
    ("text", "how", "heading"),
    [
        ("Service Credits", look(12.0), True),
        ("Service Credits", look(10.5), False),
        ("SERVICE CREDITS", look(10.0), True),
        ("Service Credits", look(10.0, bold=True), True),
        ("Service Credits", look(10.0, underlined=True, space=12.0), True),
        ("Service Credits", look(10.0), False),
        ("Service Credits", look(8.0), False),
        ("service credits", look(12.0, bold=True), False),
        ("Service Credits,", look(12.0, bold=True), False),
        ("“Service Credits”", look(12.0, bold=True), False),
        ("Last updated: 1 May 2024", look(12.0, bold=True), False),
        ("Acme Cloud Ltd", look(10.0, bold=True), False),
        ("Name: ______", look(12.0, bold=True), False),
        (" ".join(["Credits"] * 17), look(12.0, bold=True), False),
    ],
)
def test_the_look_of_a_heading(text: str, how: Look, *, heading: bool) -> None:
    """A PDF tells a heading only by its letters."""
    draft = Draft()
    draft.add(BODY, look=look(10.0))
    draft.add(text, look=how)
    draft.add(BODY, look=look(10.0))

    assert (segment(draft.finish())[1].kind == "heading") is heading


def test_larger_headings_stand_above_smaller_ones() -> None:
    draft = Draft()
    for text, size in (
        ("Service Levels", 18.0),
        ("Uptime Commitment", 13.0),
        (BODY, 10.0),
        ("Service Credits", 13.0),
        (BODY, 10.0),
        ("Term of Agreement", 18.0),
        (BODY, 10.0),
    ):
        draft.add(text, look=look(size, bold=size > 10))

    assert [(c.kind, c.level) for c in segment(draft.finish())] == [
        ("heading", 1), ("heading", 2), ("paragraph", 3), ("heading", 2), ("paragraph", 3), ("heading", 1), ("paragraph", 2),
    ]  # fmt: skip


def test_sections_of_one_level_are_titled_in_one_way(clauses: Clauses) -> None:
    """Short numbered sentences are no titles only because one of them looks like one."""
    found = clauses(
        [
            "1. Help Desk Support",
            "2. We answer within an hour of your call.",
            "3. We repair within a day of your call.",
            "4. We report to you.",
        ]
    )

    assert {clause.kind for clause in found} == {"paragraph"}


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["1. Uptime 2", "2. Credits 3", "3. Term 5"], 3),
        (["Uptime ......... 2"], 1),
        (["Uptime . . . . . . 2"], 1),
        (["1. Uptime 2", "2. Credits 3"], 0),
        (["1. Uptime 2", "2. Credits 2", "3. Term 2"], 0),
        (["Severity 1", "Severity 2", "Severity 3"], 0),
        (["1. Uptime 9", "2. Credits 3", "3. Term 1"], 0),
    ],
)
def test_lines_of_contents(lines: list[str], count: int, document: Build) -> None:
    assert sum(piece.in_contents for piece in pieces_of(document(lines))) == count


@pytest.mark.parametrize(
    ("left", "right", "beside"),
    [((100, 110), (101, 111), True), ((100, 110), (108, 118), False), ((100, 110), (120, 130), False), ((100, 200), (101, 111), False)],
)
def test_lines_that_stand_next_to_each_other(left: tuple[float, float], right: tuple[float, float], *, beside: bool) -> None:
    """The cells of a table that was not drawn are no headings."""
    draft = Draft()
    for text, x, (top, bottom) in (("Severity", 50.0, left), ("Response", 200.0, right)):
        draft.add(text, pages=(1, 1), boxes=(Box(1, x, top, x + 80, bottom),))

    assert [piece.beside for piece in pieces_of(draft.finish())] == [beside, beside]


def test_an_inserted_section_stands_between_its_neighbours(clauses: Clauses) -> None:
    found = clauses(["# 3. Uptime", "3.1 We promise.", "# 3A. Credits", "3A.1 We pay.", "# 4. Term", "4.1 One year."])

    assert [clause.level for clause in found] == [1, 2, 1, 2, 1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You receive: 1. An answer in an hour. 2. A repair in a day.", ["You receive:", "An answer in an hour.", "A repair in a day."]),
        ("Included: * help with set-up. * fixes of faults.", ["Included:", "help with set-up.", "fixes of faults."]),
        ("We exclude: (1) Storms. (2) Strikes; or (3) Wars.", ["We exclude:", "Storms.", "Strikes; or", "Wars."]),
        # counter-examples: a sentence with an enumeration is one passage, a number alone no list
        ("Excluded are (i) storms, (ii) strikes and (iii) wars.", ["Excluded are (i) storms, (ii) strikes and (iii) wars."]),
        ("The levels are: 1. The first is high.", ["The levels are: 1. The first is high."]),
        ("The price is 2.50. The term is 3.", ["The price is 2.50. The term is 3."]),
    ],
)
def test_a_list_that_stands_run_together_in_a_paragraph_is_parted(text: str, expected: list[str]) -> None:
    """A reader that loses line ends would give ten duties one label."""
    draft = Draft()
    draft.add(text)

    assert [clause.text for clause in segment(draft.finish())] == expected
