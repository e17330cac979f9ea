"""Tables and lists that a converter ran together on one line, in Word and PDF."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from readers.pdf_sheet import Sheet, texts

from extractor.document import Document
from extractor.readers.flattened import parts_of

Read = Callable[..., Document]

TABLE = "| Uptime | Credit | |---|---| | below 99% | 5% | | below 95% | 10% |"
LIST = "Not counted are: - Strikes of our staff. - Faults of the carrier. - Planned work."

APART = [
    # seen in files made from Markdown
    (TABLE, ["| Uptime | Credit | |---|---| | below 99% | 5% | | below 95% | 10% |"]),
    ("Tiers: | a | b | | c | d | as above", ["Tiers:", "| a | b | | c | d |", "as above"]),
    ("* One is free. * Two are paid * Three", ["One is free.", "Two are paid", "Three"]),
    (LIST, ["Not counted are:", "Strikes of our staff.", "Faults of the carrier.", "Planned work."]),
    # written: bullets need no full stop before them
    ("We cover: • Web hosting • Mail", ["We cover:", "Web hosting", "Mail"]),
]


@pytest.mark.parametrize(("text", "parts"), APART)
def test_what_was_run_together_is_told_apart(text: str, parts: list[str]) -> None:
    assert [part.span.of(text) for part in parts_of(text)] == parts


WHOLE = [
    "The fee is 10 * 5% - 2 at most.",
    "Home | About | Prices | Contact | Terms | Help",
    "Support: phone - Mail - chat, at all hours.",
    "The provider - Acme Ltd. - keeps the service up. - No exceptions.",
    "Home • About us • Contact",
    "| a | b | c |",
    "| a | b | | c | d | e | f | and | more |",
]


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_one_passage_stays_whole(text: str) -> None:
    """A sentence cut at its dashes would lose its meaning."""
    assert parts_of(text) == []


def test_a_flattened_table_of_a_word_file_has_its_rows(read_word: Read) -> None:
    document = read_word(f"<w:p><w:r><w:t>{TABLE}</w:t></w:r></w:p>")

    [table] = document.tables
    assert table.texts(document.text) == [["Uptime", "Credit"], ["below 99%", "5%"], ["below 95%", "10%"]]
    assert table.header_rows == 1


def test_lines_of_pipes_in_a_paragraph_of_a_word_file_are_a_table(read_word: Read) -> None:
    """Pandoc takes a table without a row of dashes for verse and keeps only its line breaks."""
    document = read_word("<w:p><w:r><w:t>Uptime | Credit |</w:t><w:br/><w:t>below 99% | 5% |</w:t></w:r></w:p>")

    assert [table.texts(document.text) for table in document.tables] == [[["Uptime", "Credit"], ["below 99%", "5%"]]]


def test_a_flattened_list_keeps_its_bold_words(read_word: Read) -> None:
    runs = "<w:r><w:t>* Mail: one hour. * </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Phone:</w:t></w:r><w:r><w:t> at once.</w:t></w:r>"
    document = read_word(f"<w:p>{runs}</w:p>")

    assert [(b.kind, document.words_of(b), [s.of(document.text) for s in b.bold]) for b in document.blocks] == [
        ("item", "Mail: one hour.", []),
        ("item", "Phone: at once.", ["Phone:"]),
    ]


def test_a_flattened_passage_of_a_page_keeps_its_own_boxes() -> None:
    """A box around the whole paragraph would point to the wrong line."""
    sheet = Sheet()
    sheet.flow(100, LIST, width=130)
    document = sheet.read()

    assert texts(document) == ["Not counted are:", "Strikes of our staff.", "Faults of the carrier.", "Planned work."]
    tops = [block.boxes[0].top for block in document.blocks]
    assert tops == sorted(tops)
    assert tops[0] < tops[-1]
    assert all(block.page == 1 for block in document.blocks)


def test_a_flattened_table_of_a_page_has_a_box_for_each_cell() -> None:
    sheet = Sheet()
    sheet.flow(100, TABLE, width=120)
    document = sheet.read()

    [table] = document.tables
    assert table.texts(document.text)[-1] == ["below 95%", "10%"]
    assert table.rows[-1][1].boxes[0].top > table.rows[0][0].boxes[0].top
