"""The words of a page: hyphens, ligatures, turned pages and stamps."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from extractor.document import Document
from extractor.readers import pdf
from extractor.readers.source import ReadSettings, Source


class Sheet:
    """Draw pages of 595 by 842 points, measured from the top left corner, and read them."""

    def __init__(self) -> None:
        self.memory = io.BytesIO()
        self.canvas = Canvas(self.memory, pagesize=(595, 842))

    def text(self, x: float, y: float, words: str, *, size: float = 10, font: str = "Helvetica") -> Sheet:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, 842 - y, words)
        return self

    def flow(
        self, y: float, words: str, *, x: float = 72, width: float = 450, first: float = 0, hang: float = 0, step: float = 12
    ) -> float:
        """Set running text from the height y on, its first line or all others indented; return the height of the next line."""
        lines = simpleSplit(words, "Helvetica", 10, width - max(first, hang))
        for i, line in enumerate(lines):
            self.text(x + (hang if i else first), y + i * step, line)
        return y + len(lines) * step

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.canvas.line(x0, 842 - y0, x1, 842 - y1)
        return self

    def next(self) -> Sheet:
        self.canvas.showPage()
        return self

    def read(self, **settings: object) -> Document:
        self.canvas.save()
        return pdf.read(Source("agreement.pdf", self.memory.getvalue()), ReadSettings(ocr="off", **settings))


def texts(document: Document) -> list[str]:
    return [document.words_of(block) for block in document.blocks]


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
