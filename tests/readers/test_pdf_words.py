"""The words of a page: hyphens, ligatures, turned pages and stamps."""

from __future__ import annotations

import pytest
from readers.pdf_sheet import Sheet, texts


def test_a_word_split_at_the_end_of_a_line_is_made_whole() -> None:
    sheet = (
        Sheet()
        .text(72, 100, "availability is what the service has when the customer can reach the availa-")
        .text(72, 112, "bility page of it, and all of its parts answer as they should.")
    )

    assert "the availability page" in sheet.read().text


def test_a_compound_at_the_end_of_a_line_keeps_its_hyphen() -> None:
    sheet = (
        Sheet()
        .text(72, 100, "third parties, their agents and their party are not counted when a third-")
        .text(72, 112, "party network fails, whoever has chosen that network.")
    )

    assert "a third-party network" in sheet.read().text


def test_compounds_keep_their_hyphens_where_no_word_is_split() -> None:
    """A browser splits no words: "month-to-month" must not become "month-tomonth"."""
    sheet = (
        Sheet()
        .text(72, 100, "After the first year the support is renewed and goes on from month-to-")
        .text(72, 112, "month until one of the parties ends it in writing.")
    )

    assert "month-to-month" in sheet.read().text


def test_a_page_shown_turned_is_read_upright() -> None:
    """Letters of a turned page stand below each other in its own measure; they once came out one by one."""
    sheet = Sheet()
    sheet.canvas.setPageRotation(90)
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(100, -200, "Uptime is promised for each month.")

    assert texts(sheet.read()) == ["Uptime is promised for each month."]


def test_a_page_printed_sideways_is_read_upright() -> None:
    sheet = Sheet()
    sheet.canvas.rotate(90)
    for i, words in enumerate(("Uptime is promised for each month.", "Credits are given on the next invoice.")):
        sheet.canvas.drawString(100, -200 - 40 * i, words)

    assert texts(sheet.read()) == ["Uptime is promised for each month.", "Credits are given on the next invoice."]


def test_a_stamp_at_the_margin_does_not_stand_in_the_text() -> None:
    sheet = Sheet()
    text = "The provider keeps the platform ready for use at all hours of the day and answers each report of a fault that the customer sends to the desk."
    sheet.flow(100, text)
    sheet.canvas.saveState()
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(650, -30, "Draft of the ninth of June")
    sheet.canvas.restoreState()

    assert texts(sheet.read()) == [text, "Draft of the ninth of June"]


def test_blocks_tell_where_they_stand_on_the_page() -> None:
    [box] = Sheet().text(72, 100, "Uptime is promised.").read().blocks[0].boxes

    assert box.page == 1
    assert box.x0 == pytest.approx(72, abs=1)
    assert 85 < box.top < 95 < 100 < box.bottom < 106
