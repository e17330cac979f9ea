"""The words of a page: hyphens, ligatures, turned pages and stamps."""

from __future__ import annotations

import pytest
from pypdfium2 import PdfDocument
from readers.pdf_sheet import Sheet, texts

from extractor.document import Box
from extractor.readers.pdf_words import Frame


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


@pytest.mark.parametrize("rotation", [0, 1, 2, 3])
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_box_put_back_stands_where_it_was_before_the_page_was_turned(rotation: int, quarters: int) -> None:
    """Scans are turned by any number of quarters from a page that may be shown turned itself."""
    shown = Frame(10, 20, 605, 862, rotation)
    read = shown.turned(quarters)

    assert read.turned_back(read.shown(100, 200, 180, 210), quarters) == pytest.approx(shown.shown(100, 200, 180, 210))


def ink_in(data: bytes, box: Box) -> tuple[float, float]:
    """Return which shares of a page's ink, as a viewer shows it, and of a box's width hold it."""
    ink = PdfDocument(data)[box.page - 1].render(scale=2, grayscale=True).to_numpy() < 128
    inside = ink[round(2 * box.top) - 1 : round(2 * box.bottom) + 1, round(2 * box.x0) - 1 : round(2 * box.x1) + 1]
    longer = 1 if box.x1 - box.x0 > box.bottom - box.top else 0
    along = inside.any(axis=1 - longer)
    return float(inside.sum() / ink.sum()), float(along.mean())


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(("turn", "x", "y"), [(0, 100, 500), (90, 300, 100), (180, 400, 300), (270, 300, 700)])
def test_boxes_lie_on_the_words_of_the_page_as_shown(rotation: int, turn: int, x: int, y: int) -> None:
    """A page may be shown turned, its text may run up or down it, and may be cropped: whoever draws the evidence draws on what is shown."""
    sheet = Sheet()
    sheet.canvas.setPageRotation(rotation)
    sheet.canvas.setCropBox((40, 50, 560, 790))
    sheet.canvas.translate(x, y)
    sheet.canvas.rotate(turn)
    sheet.canvas.drawString(0, 0, "Uptime is promised for each month of the year")
    document = sheet.read()

    [box] = document.blocks[0].boxes
    inside, along = ink_in(sheet.memory.getvalue(), box)
    assert inside == 1
    assert along > 0.6


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


@pytest.mark.parametrize("apart", [0, 0.4, 1.2])
def test_words_printed_twice_over_themselves_are_read_once(apart: float) -> None:
    """Old printers make bold that way, and slides a shadow: "99.9% 99.9%" would be two promises."""
    words = "Uptime is 99.9% of the month, 22 of 33 hours."

    sheet = Sheet().text(72, 100, words)
    sheet.flow(140, "The plan covers the rest of the year too. " * 40)
    sheet.text(72 + apart, 100, words)

    assert texts(sheet.read())[0] == words


@pytest.mark.parametrize("words", ["22 33 9999", "1100 of 2200", "10% 10%", "very very"])
def test_equal_letters_and_words_side_by_side_are_all_read(words: str) -> None:
    assert texts(Sheet().text(72, 100, words, size=6).read()) == [words]


@pytest.mark.parametrize(
    ("before", "above", "behind", "expected"),
    [
        ("Claims are made within 30", "2", " days.", "Claims are made within 30² days."),
        ("It serves 10", "6", " calls.", "It serves 10⁶ calls."),
        ("They meet on the 5", "th", " day.", "They meet on the 5th day."),
    ],
)
def test_a_raised_figure_does_not_lengthen_a_number(before: str, above: str, behind: str, expected: str) -> None:
    """30 days with note 2 would otherwise be 302 days."""
    sheet = Sheet().text(72, 100, before)
    x = 72 + sheet.canvas.stringWidth(before, "Helvetica", 10)
    sheet.text(x, 96, above, size=6)
    sheet.text(x + sheet.canvas.stringWidth(above, "Helvetica", 6), 100, behind)

    assert texts(sheet.read()) == [expected]
