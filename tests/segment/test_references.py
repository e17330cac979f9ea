"""Cross references: which clause they name, and which they only seem to name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause
from extractor.segment.references import dangling, key_of

Clauses = Callable[[list[str]], tuple[Clause, ...]]


def named(found: tuple[Clause, ...], words: str) -> list[tuple[str, str | None]]:
    """Return the references of the first clause that begins with `words`."""
    clause = next(clause for clause in found if clause.text.startswith(words))
    return [(reference.text, reference.clause) for reference in clause.refers_to]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("Section 3.2(a)", "3.2.a"), ("section 3.2 (a)", "3.2.a"), ("4.", "4"), ("(a)", "a"), ("EXHIBIT B", "exhibit b"), ("Exhibits B", "exhibit b"),
        ("Appendices 2", "appendix 2"), ("Annexes 1", "annex 1"), ("Section 3.01", "3.1"), ("§ 5", "5"), ("§§ 5", "5"), ("Article IV", "iv"),
        ("sub-clause 2.1", "2.1"), ("Clauses 2", "2"), ("Art. 5", "5"), ("", ""),
    ],
)  # fmt: skip
def test_numbers_in_the_form_in_which_they_are_compared(number: str, key: str) -> None:
    assert key_of(number) == key


LINES = [
    "# Acme Service Level Agreement",
    "# 1. Scope",
    "1.1 We run the service.",
    "# 2. Credits",
    "2.1 You get these:",
    "(a) ten percent;",
    "(b) more in bad months.",
    "2.2 Inside there is (a) one thing and (b) another.",
    "# 3. Rules",
]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("See Sections 1.1 and 2.1.", [("Sections 1.1", "c3"), ("2.1", "c5")]),
        ("See Sections 1.1, 2.1 or 2.2.", [("Sections 1.1", "c3"), ("2.1", "c5"), ("2.2", "c8")]),
        ("See Section 2.1(b).", [("Section 2.1(b)", "c7")]),
        ("See Section 2.2(a).", [("Section 2.2(a)", "c8")]),
        ("See Section 2.2(c).", [("Section 2.2(c)", None)]),
        ("See clause 7.", [("clause 7", None)]),
        ("See § 2.1.", [("§ 2.1", "c5")]),
        ("See Section 2 of this agreement.", [("Section 2", "c4")]),
        ("See Section 2 of this SLA.", [("Section 2", "c4")]),
        ("See Section 2 above.", [("Section 2", "c4")]),
        ("See the section entitled “Credits”.", [("section entitled “Credits”", "c4")]),
        ("See the section “Nothing like it”.", []),
        # other documents, and words that are no reference
        ("See Section 2 of the Agreement.", []),
        ("See Section 2 of the Master Services Agreement.", []),
        ("See Section 2 of our Terms.", []),
        ("See GDPR Article 2.", []),
        ("See Article 2 GDPR.", []),
        ("See 11 U.S.C. Section 2.", []),
        ("See Acme's Section 2.", []),
        ("A part 2.5% of it.", []),
        ("In this section 99.9% holds.", []),
    ],
)
def test_what_a_sentence_refers_to(words: str, expected: list[tuple[str, str | None]], clauses: Clauses) -> None:
    """A wrong target is worse than none."""
    assert named(clauses([*LINES, f"3.1 {words}"]), words) == expected


def test_the_agreement_is_this_one_where_it_is_no_sla(clauses: Clauses) -> None:
    """ "Section 2 of the Agreement" leads elsewhere from a service level annex, and stays here in a master agreement."""
    lines = ["# Master Services Agreement", *LINES[1:], "3.1 See Section 2 of the Agreement."]

    assert named(clauses(lines), "See") == [("Section 2", "c4")]


def test_the_agreement_is_another_one_where_the_document_is_its_schedule(clauses: Clauses) -> None:
    """A schedule's "clause 2 of the Agreement" would else be the schedule's own second clause."""
    lines = ["# Schedule 7", *LINES[1:], "3.1 See clause 2 of the Agreement and clause 2 of this Schedule."]

    assert named(clauses(lines), "See") == [("clause 2", "c4")]


def test_a_document_names_itself(clauses: Clauses) -> None:
    """ "This Exhibit C-2" at the head of Exhibit C-2 dangled, since the title was cut at its hyphen."""
    found = clauses(["# Exhibit C-2 to the Lease: Power", "This Exhibit C-2 replaces the Exhibit C-2 of 2019.", *LINES[1:]])

    assert [target for _, target in named(found, "This")] == ["c1", "c1"]
    assert dangling(found) == []


def test_a_section_comes_before_a_number_within_another(clauses: Clauses) -> None:
    """Definitions numbered 1 to 6 below "1. Definitions" would else take every "Section 3" for themselves."""
    lines = [
        "# 1. Terms",
        "1. Fee: what you pay.",
        "2. Month: a month.",
        "3. Unit: one gateway.",
        "# 2. Rules",
        "See Section 3.",
        "# 3. Credits",
        "You get 10%.",
    ]
    found = clauses(lines)

    assert named(found, "See") == [("Section 3", next(clause.id for clause in found if clause.heading == "Credits"))]


def test_a_letter_alone_is_looked_for_nearby(clauses: Clauses) -> None:
    lines = ["# 1. Scope", "1.1 We run:", "(a) the API;", "(b) what paragraph (a) names.", "# 2. Credits", "2.1 See paragraph (a)."]
    found = clauses(lines)

    assert named(found, "what paragraph") == [("paragraph (a)", "c3")]
    assert named(found, "See paragraph") == []


TABLES = [
    "# 1. Credits",
    "Look at the table below for credits.",
    "| Uptime | Credit",
    "| below 99% | 10%",
    "The table above holds each month; the following table adds to it.",
    "| Downtime | Credit",
    "| above 4 hours | 5%",
    "See the above table.",
    "See the table below.",
]


def test_tables_above_and_below(clauses: Clauses) -> None:
    """ "The table below" is the next one, and the last has none below it."""
    found = clauses(TABLES)

    assert named(found, "Look") == [("the table below", "c3")]
    assert named(found, "The table") == [("The table above", "c3"), ("the following table", "c6")]
    assert named(found, "See the above") == [("above table", "c6")] or named(found, "See the above") == [("the above table", "c6")]
    assert named(found, "See the table") == [("the table below", None)]


def test_schedules_have_their_own_numbers(clauses: Clauses) -> None:
    lines = [
        "# 1. Scope", "1.1 See Section 1 of Schedule A and Schedule A.", "# Schedule A", "## 1. Uptime", "1.1 See Section 1 and Section 2.",
        "# Schedule B", "## 1. Support", "1.1 See Section 1.1.",
    ]  # fmt: skip
    found = clauses(lines)
    first, in_a, in_b = (clause.refers_to for clause in found if clause.kind == "paragraph")

    assert [reference.clause for reference in first] == ["c4", "c3", "c3"]
    assert [reference.clause for reference in in_a] == ["c4", None]
    assert [reference.clause for reference in in_b] == ["c8"]


def test_a_document_without_numbers_has_nothing_dangling(clauses: Clauses) -> None:
    """ "Section 9" in a web page without numbers leads to another page."""
    assert dangling(clauses(["# Uptime", "See Section 9.", "More words."])) == []
    assert len(dangling(clauses([*LINES, "3.1 See Section 9."]))) == 1
    assert len(dangling(clauses([*LINES, "3.1 See Section 9, and then Section 9 again."]))) == 1
