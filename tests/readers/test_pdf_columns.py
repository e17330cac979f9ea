"""Pages in columns, what stands at the edges of pages, and text that goes on over a break."""

from __future__ import annotations

import pytest
from readers.pdf_sheet import Sheet, texts
from reportlab.lib.utils import simpleSplit

FIRST = "The provider keeps the platform ready for use at all hours of the day and answers each report of a fault that the customer sends to the desk."
SECOND = "Credits are given on the next invoice once the customer has asked for them, and are never paid out in money or moved to another account."
THIRD = "A claim is made within thirty days and names the hours in which the platform could not be used by the customer or by those whom it serves."


def test_the_left_column_is_read_before_the_right_one() -> None:
    sheet = Sheet()
    sheet.flow(100, f"{FIRST} {SECOND}", width=210)
    sheet.flow(100, f"{THIRD} {FIRST}", x=310, width=210)

    assert texts(sheet.read()) == [f"{FIRST} {SECOND}", f"{THIRD} {FIRST}"]


def test_a_title_over_both_columns_comes_first() -> None:
    sheet = Sheet().text(150, 80, "Agreement on the support of a platform", size=16)
    sheet.flow(120, f"{FIRST} {SECOND}", width=210)
    sheet.flow(120, f"{THIRD} {FIRST}", x=310, width=210)

    assert texts(sheet.read())[0] == "Agreement on the support of a platform"


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    sheet = Sheet()
    lines = simpleSplit(f"{FIRST} {SECOND} {THIRD}", "Helvetica", 10, 210)
    half = len(lines) // 2
    for i, line in enumerate(lines):
        sheet.text(72 if i < half else 310, 100 + 12 * (i % half if i < 2 * half else i - half), line)

    assert texts(sheet.read()) == [f"{FIRST} {SECOND} {THIRD}"]


def test_cells_side_by_side_are_no_columns_of_text() -> None:
    """Rows of a table begin at the same heights on both sides; columns of text do not."""
    sheet = Sheet()
    y = 100.0
    for left, right in ((FIRST, SECOND), (SECOND, THIRD), (THIRD, FIRST)):
        y = max(sheet.flow(y, left, width=200), sheet.flow(y, right, x=310, width=200)) + 14
    document = sheet.read()

    assert texts(document)[0] == f"{FIRST} | {SECOND}"


def test_a_line_at_the_same_edge_of_the_pages_is_furniture() -> None:
    sheet = Sheet()
    for page, words in enumerate((FIRST, SECOND, THIRD), 1):
        sheet.text(72, 40, "Support of the platform").text(500, 810, f"Page {page} of 3")
        sheet.flow(100, words)
        sheet.next()
    document = sheet.read()

    assert texts(document) == [FIRST, SECOND, THIRD]
    assert "Support of the platform" in document.furniture


def test_a_footer_below_a_page_that_ends_early_is_furniture() -> None:
    """Text printed anew from another format carries its footers wherever its pages ended."""
    sheet = Sheet()
    for page, words in enumerate((FIRST, SECOND, THIRD, FIRST), 1):
        y = sheet.flow(100, " ".join([words] * page))
        sheet.text(72, y + 20, "In confidence").text(300, y + 20, f"Sheet {page}").next()

    assert "In confidence" not in sheet.read().text


def test_lone_numbers_that_count_on_are_page_numbers_wherever_they_stand() -> None:
    sheet = Sheet()
    for page, words in enumerate((FIRST, SECOND, THIRD, FIRST, SECOND), 1):
        y = sheet.flow(100, words)
        sheet.text(290, y + 30, str(page))
        sheet.flow(y + 80, words)
        sheet.next()

    assert not any(text.isdigit() for text in texts(sheet.read()))


def test_titles_of_schedules_on_following_pages_are_no_furniture() -> None:
    """ "Schedule 1" and "Schedule 2" at the top of their pages count on as page numbers do."""
    sheet = Sheet()
    for page, words in enumerate((FIRST, SECOND, THIRD), 1):
        sheet.text(72, 70, f"Schedule {page}")
        sheet.flow(100, words)
        sheet.next()

    assert [text for text in texts(sheet.read()) if text.startswith("Schedule")] == ["Schedule 1", "Schedule 2", "Schedule 3"]


def test_the_running_line_of_a_short_chapter_is_furniture() -> None:
    sheet = Sheet()
    for page, words in enumerate((FIRST, SECOND, THIRD, FIRST, SECOND, THIRD, FIRST, SECOND), 1):
        sheet.text(72, 70, f"Chapter {(page + 1) // 2}: of services {page}")
        sheet.flow(100, words)
        sheet.next()

    assert "Chapter" not in sheet.read().text


def test_a_line_that_counts_on_from_page_to_page_is_furniture_in_the_middle_of_a_page() -> None:
    sheet = Sheet()
    for page, words in enumerate((FIRST, SECOND, THIRD, FIRST, SECOND), 1):
        y = sheet.flow(100, words)
        sheet.text(72, y + 40, "Support of the platform").text(500, y + 40, str(page + 10))
        sheet.flow(y + 90, f"{words} {words}")
        sheet.next()

    assert "Support of the platform" not in sheet.read().text


def test_a_document_of_nothing_but_alike_lines_is_not_furniture() -> None:
    sheet = Sheet()
    for _ in range(3):
        sheet.text(72, 40, "Uptime is promised.").next()

    assert sheet.read().text.count("Uptime is promised.") == 3


def test_a_paragraph_goes_on_over_the_page() -> None:
    sheet = Sheet()
    lines = simpleSplit(f"{FIRST} {SECOND}", "Helvetica", 10, 450)
    for i, line in enumerate(lines):
        sheet.text(72, (700 + 12 * i) if i < 2 else 100 + 12 * (i - 2), line)
        if i == 1:
            sheet.next()
    document = sheet.read()

    assert texts(document) == [f"{FIRST} {SECOND}"]
    assert (document.blocks[0].page, document.blocks[0].end_page, len(document.blocks[0].boxes)) == (1, 2, 2)


def test_an_item_at_the_top_of_a_page_is_no_rest_of_the_one_before() -> None:
    sheet = Sheet()
    sheet.text(90, 700, "a. the part of the platform that failed; and").next().text(90, 100, "b. the hours in which it failed.")

    assert len(sheet.read().blocks) == 2


def test_a_header_that_names_the_clause_of_its_page_is_furniture() -> None:
    """Laws and long terms print "Cloud terms … § 12" above each page: no two are alike, and each would open a clause."""
    sheet = Sheet()
    for page, clause in enumerate(("Hosting", "Service levels", "Credits", "Final terms")):
        sheet.text(72, 150, "Terms of Alder Hosting").text(440, 150, f"§ {page + 3} {clause}")
        sheet.flow(190, f"{clause} are told on page {page} in words of their own. " + THIRD)
        sheet.next()

    assert not any("Terms of Alder Hosting" in text for text in texts(sheet.read()))


def test_rows_of_a_table_at_the_top_of_pages_are_no_furniture() -> None:
    sheet = Sheet()
    for page, (level, time) in enumerate((("Critical fault", "1 hour"), ("Major fault", "4 hours"), ("Minor fault", "2 days"))):
        sheet.text(72, 100, level).text(300, 100, time).text(72, 114, f"Lesser {level.lower()}").text(300, 114, "next day")
        sheet.flow(190, f"Page {page} of the plan. " + THIRD)
        sheet.next()

    assert "Critical fault" in sheet.read().text


@pytest.mark.parametrize("ends", [(300, 420, 250), (600, 610, 590)])
def test_page_numbers_are_furniture_however_early_their_pages_end(ends: tuple[int, int, int]) -> None:
    """A page printed from a browser ends where its text does; "3" would be read as a clause."""
    sheet = Sheet()
    for page, (end, words) in enumerate(zip(ends, (FIRST, SECOND, THIRD), strict=True), 1):
        sheet.text(72, end - 40, f"It ends here. {words[:40]}").text(295, end, str(page))
        sheet.flow(100, words)
        sheet.next()
    document = sheet.read()

    assert {"1", "2", "3"} <= set(document.furniture)
    assert "3" not in texts(document)
