"""Markdown as people and site generators write it: what a reader of the rendered page sees, and what only the source shows."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.readers import Source, read
from extractor.readers.markdown_tables import bounded


def document(text: str) -> Document:
    return read(Source("sla.md", text.encode()))


def blocks(text: str) -> list[tuple[str, str | None, str]]:
    """Return kind, number and words of each block."""
    page = document(text)
    return [(block.kind, block.number, page.words_of(block)) for block in page.blocks]


def paragraphs(*words: str) -> list[tuple[str, str | None, str]]:
    return [("paragraph", None, each) for each in words]


TIERS = [("row", None, "Uptime | Credit"), ("row", None, "below 99.9% | 10%"), ("row", None, "below 99.0% | 25%")]
STRUCTURE = [
    # written
    ("# Credits\n\nWe credit 10%.", [("heading", None, "Credits"), ("paragraph", None, "We credit 10%.")]),
    ("Credits\n=======\nWe credit 10%.", [("heading", None, "Credits"), ("paragraph", None, "We credit 10%.")]),
    ("1. Credits\n----------\n\nWe credit 10%.", [("heading", None, "1. Credits"), ("paragraph", None, "We credit 10%.")]),
    ("Text.\n\n2.1 Claims\n===\nWithin 30 days.", [*paragraphs("Text."), ("heading", None, "2.1 Claims"), *paragraphs("Within 30 days.")]),
    ("1. One\n2. Two\n\n---\n\nText.", [("item", "1.", "One"), ("item", "2.", "Two"), *paragraphs("Text.")]),
    ("#Credits\n### 4. Support ###", [("heading", None, "Credits"), ("heading", None, "4. Support")]),
    ("| Uptime | Credit |\n|---|---|\n| below 99.9% | 10% |\n| below 99.0% | 25% |", TIERS),
    ("| Uptime | Credit |\n| below 99.9% | 10% |\n| below 99.0% | 25% |", TIERS),
    ("Uptime | Credit\n--- | ---\nbelow 99.9% | 10%\nbelow 99.0% | 25%", TIERS),
    ("+---+---+\n| A | B |\n+===+===+\n| 1 | 2 |\n+---+---+", [("row", None, "A | B"), ("row", None, "1 | 2")]),
    ("<table><tr><th>Level<th>Time<tr><td>P1<td>1 h</table>", [("row", None, "Level | Time"), ("row", None, "P1 | 1 h")]),
    (
        "1. one\n2. two\n\nText.\n\n1. one again",
        [("item", "1.", "one"), ("item", "2.", "two"), *paragraphs("Text."), ("item", "1.", "one again")],
    ),
    ("1. one\n1. two\n1. three", [("item", "1.", "one"), ("item", "2.", "two"), ("item", "3.", "three")]),
    ("4) four\n5) five", [("item", "4.", "four"), ("item", "5.", "five")]),
    ("1. one\n   - war\n   - flood", [("item", "1.", "one"), ("item", "•", "war"), ("item", "•", "flood")]),
    ("(a) one\n(b) two", paragraphs("(a) one", "(b) two")),
    ("a. one\nb. two", paragraphs("a. one", "b. two")),
    ("4.1 Critical: 1 hour\n4.2 Minor: 2 days", paragraphs("4.1 Critical: 1 hour", "4.2 Minor: 2 days")),
    ("**2. Credits**\n\nWe pay.", paragraphs("2. Credits", "We pay.")),
    ("> Credits lapse.", paragraphs("Credits lapse.")),
    ("<details><summary>Claims</summary>\n\nWithin **30 days**.\n\n</details>", paragraphs("Claims", "Within 30 days.")),
    ("Credits lapse.[^1]\n\n[^1]: After a year.", paragraphs("Credits lapse.", "After a year.")),
    ("Before <!-- not\n\nseen --> after.", paragraphs("Before after.")),
    (":::note\nCredits lapse.\n:::", paragraphs("Credits lapse.")),
    ("The fee is ~~10%~~ 15%.", paragraphs("The fee is 15%.")),
    ("one\\\ntwo  \nthree", paragraphs("one two three")),
    ("```\nuptime: 99%\n```", paragraphs("uptime: 99%")),
    ("See ![a picture](x.png)[the terms](https://acme.example) or `99.9%`.", paragraphs("See the terms or 99.9%.")),
]


@pytest.mark.parametrize(("text", "expected"), STRUCTURE)
def test_markup_becomes_blocks_as_the_rendered_page_shows_them(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert blocks(text) == expected


def test_a_blank_line_before_a_header_of_its_own_ends_a_table() -> None:
    """Two tables of credits read as one would bound each other's bands; rows that a converter set apart are one table."""
    two = document("| Gold | Credit |\n|---|---|\n| below 99% | 5% |\n\n| Silver | Credit |\n|---|---|\n| below 98% | 5% |")
    one = document("| Gold | Credit |\n|---|---|\n\n| below 99% | 5% |\n\n| below 98% | 9% |")

    assert [len(table.rows) for table in two.tables] == [2, 2]
    assert [len(table.rows) for table in one.tables] == [3]


def test_front_matter_names_the_title_and_is_no_text() -> None:
    """A key such as "uptime: 100" in it would be read as a promise."""
    page = document("---\ntitle: Service levels\nuptime: 100\n---\n\nWe promise 99.9%.")

    assert page.text == "We promise 99.9%."
    assert page.title == "Service levels"


def test_a_rule_between_two_paragraphs_is_no_front_matter() -> None:
    assert document("---\nWe promise 99.9% of each month.\n---\nThat is all.").text.startswith("We promise")


@pytest.mark.parametrize(
    "table",
    [
        "|a" * 150 + "|\n" + "|-" * 150 + "|\n" + "|b|\n" * 400,
        "a|" * 150 + "a\n" + "-|" * 150 + "-\n" + "b\n" * 400,
        "> |a" + "|a" * 150 + "|\n> " + "|-" * 151 + "|\n" + "> |b|\n" * 400,
        "- |a" + "|a" * 150 + "|\n  " + "|-" * 151 + "|\n" + "  b\n" * 400,
        "|a|b|\n|-|-|\n" + "|b|\n" * 400 + "|a" * 150 + "|\n",
    ],
    ids=["pipes", "pipes between", "quoted", "listed", "one wide row"],
)
def test_a_table_of_mostly_missing_cells_is_text(table: str) -> None:
    """Filled up, 16 kB of such a table make half a million cells and take minutes."""
    page = document(f"We promise 99.9%.\n\n{table}\n\nThe end.")

    assert not page.tables
    assert [notice.code for notice in page.warnings] == ["truncated"]
    assert page.text.startswith("We promise 99.9%.")
    assert page.text.endswith("The end.")
    assert page.text.count("b") >= 400


def test_missing_cells_of_a_document_are_counted_together() -> None:
    small = "| a | b |\n| --- | --- |\n| 1 |\n"

    lines, left = bounded(f"{small}\n{small}\n{small}".split("\n"), most=2)

    assert left == 1
    assert "\n".join(lines) == f"{small}\n{small}\n| a | b |\n| 1 |\n"


def test_a_row_with_fewer_cells_than_its_table_stays_in_it() -> None:
    page = document("| Uptime | Credit | Note |\n| --- | --- | --- |\n| 99% | 5% |\n| 95% | 10% | each |\n")

    assert page.tables[0].texts(page.text) == [["Uptime", "Credit", "Note"], ["99%", "5%", ""], ["95%", "10%", "each"]]
    assert page.warnings == ()
