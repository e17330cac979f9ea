"""Pages without a text layer: what an engine recognises becomes words at their places."""

from __future__ import annotations

import io

import numpy
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.readers import ocr, pdf
from extractor.readers.source import ReadSettings, Source


def drawn(width: float = 595, height: float = 842) -> bytes:
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(width, height))
    canvas.rect(100, 100, 200, 100, fill=1)
    canvas.save()
    return memory.getvalue()


def scanned(*lines: str) -> bytes:
    """Return a PDF whose only page is a picture of lines."""
    text = io.BytesIO()
    canvas = Canvas(text, pagesize=(595, 842))
    for i, line in enumerate(lines):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 700 - 40 * i, line)
    canvas.save()
    image = pytest.importorskip("PIL.Image").fromarray(ocr.picture(text.getvalue(), 1, ()))
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(595, 842))
    canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
    canvas.save()
    return memory.getvalue()


def test_a_recognised_line_is_parted_into_words_by_their_lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_rapidocr", lambda image: [("Uptime is 99.9%", (100, 200, 400, 240))])

    words = ocr.words_on(numpy.zeros((1684, 1190, 3)), 595, 842, engine="auto")

    assert [word.text for word in words] == ["Uptime", "is", "99.9%"]
    assert (words[0].x0, words[-1].x1) == (50, 200)


def test_lines_of_one_font_come_out_in_one_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line without tall letters is recognised as lower; taken at its word it would look like another font."""
    found = [("uptime", (0, 0, 100, 20)), ("uses", (0, 40, 100, 56)), ("Title", (0, 80, 100, 120)), ("page", (0, 130, 100, 150))]
    monkeypatch.setattr(ocr, "_rapidocr", lambda image: found)

    sizes = [word.size for word in ocr.words_on(numpy.zeros((842, 595, 3)), 595, 842, engine="auto")]

    assert sizes[0] == sizes[1] == sizes[3] < sizes[2]


def test_a_page_without_text_is_filled_and_the_document_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda engine: True)
    monkeypatch.setattr(ocr, "_rapidocr", lambda image: [("Uptime is promised.", (100, 200, 400, 240))])

    document = pdf.read(Source("scan.pdf", drawn()), ReadSettings())

    assert document.text == "Uptime is promised."
    assert document.ocr
    assert document.warnings == ()


def test_an_enormous_page_is_drawn_coarser() -> None:
    """A page of four metres would take gigabytes at the usual resolution."""
    image = ocr.picture(drawn(14_000, 14_000), 1, ())

    assert image.shape[0] * image.shape[1] <= 1.01 * ocr.MOST_PIXELS


def test_a_page_that_cannot_be_opened_has_no_picture() -> None:
    assert ocr.picture(b"%PDF-1.4 nothing", 1, ()) is None


@pytest.mark.skipif(not ocr.available("rapidocr"), reason="needs the extra [ocr]")
def test_a_scan_is_read() -> None:
    document = pdf.read(Source("scan.pdf", scanned("Monthly uptime is 99.9 percent.", "Credits are given on request.")), ReadSettings())

    assert "99.9 percent" in document.text
    assert "Credits are given" in document.text
