"""Pages without a text layer: what an engine recognises becomes words at their places."""

from __future__ import annotations

import io
import time

import numpy
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.readers import ocr, pdf
from extractor.readers.source import ReadSettings, Source

NEEDS_ENGINE = pytest.mark.skipif(not ocr.available("rapidocr"), reason="needs the extra [ocr]")


def drawn(width: float = 595, height: float = 842) -> bytes:
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(width, height))
    canvas.rect(100, 100, 200, 100, fill=1)
    canvas.save()
    return memory.getvalue()


def scanned(*lines: str, gap: float = 40) -> bytes:
    """Return a PDF whose only page is a picture of lines."""
    text = io.BytesIO()
    canvas = Canvas(text, pagesize=(595, 842))
    for i, line in enumerate(lines):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 700 - gap * i, line)
    canvas.save()
    image = pytest.importorskip("PIL.Image").fromarray(ocr.picture(text.getvalue(), 1, ()))
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(595, 842))
    canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
    canvas.save()
    return memory.getvalue()


def test_a_recognised_line_is_parted_into_words_by_their_lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_rapidocr", lambda image, until: [("Uptime is 99.9%", (100, 200, 400, 240))])

    words = ocr.words_on(numpy.zeros((1684, 1190, 3)), 595, 842, engine="auto").words

    assert [word.text for word in words] == ["Uptime", "is", "99.9%"]
    assert (words[0].x0, words[-1].x1) == (50, 200)


def test_lines_of_one_font_come_out_in_one_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line without tall letters is recognised as lower; taken at its word it would look like another font."""
    found = [("uptime", (0, 0, 100, 20)), ("uses", (0, 40, 100, 56)), ("Title", (0, 80, 100, 120)), ("page", (0, 130, 100, 150))]
    monkeypatch.setattr(ocr, "_rapidocr", lambda image, until: found)

    sizes = [word.size for word in ocr.words_on(numpy.zeros((842, 595, 3)), 595, 842, engine="auto").words]

    assert sizes[0] == sizes[1] == sizes[3] < sizes[2]


def test_a_page_without_text_is_filled_and_the_document_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda engine: True)
    monkeypatch.setattr(ocr, "_rapidocr", lambda image, until: [("Uptime is promised.", (100, 200, 400, 240))])

    document = pdf.read(Source("scan.pdf", drawn()), ReadSettings())

    assert document.text == "Uptime is promised."
    assert document.ocr
    assert document.warnings == ()


def test_a_page_whose_time_is_over_is_read_in_part_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its worker would be ended and with it the pages before; kept without a word, a missing exclusion would seem to be none."""
    monkeypatch.setattr(ocr, "available", lambda engine: True)
    lines = [ocr.Line("Uptime is promised.", (100, 200, 400, 240)), *[ocr.Line(None, (100, y, 400, y + 40)) for y in (250, 300)]]
    monkeypatch.setattr(ocr, "_rapidocr", lambda image, until: lines)

    document = pdf.read(Source("scan.pdf", drawn()), ReadSettings())

    assert document.text == "Uptime is promised."
    [warning] = document.warnings
    assert (warning.code, warning.page) == ("page_unreadable", 1)
    assert "2 of its lines were not" in warning.message


@NEEDS_ENGINE
def test_no_line_is_begun_when_the_time_is_over() -> None:
    image = ocr.picture(scanned("Monthly uptime is 99.9 percent.", "Credits are given on request."), 1, ())

    assert ocr.words_on(image, 595, 842, engine="rapidocr", until=time.monotonic() - 1) == ([], 2)


@NEEDS_ENGINE
@pytest.mark.parametrize("threads", [1, 2])
def test_lines_are_read_in_order_wherever_the_picture_was_cut(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are looked for in strips, on a coarser picture, by several threads; each word still stands at its own place."""
    monkeypatch.setattr(ocr, "threads", lambda: threads)
    image = ocr.picture(scanned(*(f"Clause {number} promises credits" for number in range(10, 18)), gap=80), 1, ())
    assert len(ocr.strips(image)) == 2

    words = ocr.words_on(image, 595, 842, engine="rapidocr").words

    numbers = [word for word in words if word.text.isdigit()]
    assert [word.text for word in numbers] == [str(number) for number in range(10, 18)]
    assert all(abs(word.middle - (842 - 704 + 80 * i)) < 3 for i, word in enumerate(numbers))


@NEEDS_ENGINE
def test_a_blank_strip_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty page took five seconds."""
    monkeypatch.setattr(ocr, "_finder", lambda: pytest.fail)

    assert ocr.words_on(numpy.full((2200, 1700, 3), 240, dtype=numpy.uint8), 595, 842, engine="rapidocr").words == []


@pytest.mark.parametrize(
    ("heights", "small"), [([34] * 9, False), ([34] * 8 + [27], True), ([34] * 19 + [27], False), ([27] * 9, True), ([], False)]
)
def test_small_print_is_told_by_its_lines(heights: list[int], small: bool) -> None:
    """Looked for on a coarse picture it loses letters: "exceed 100%" came out as "excd 10%"."""
    lines = [numpy.array([(0, 0), (600, 0), (600, high), (0, high)]) for high in heights]
    bullet = numpy.array([(0, 0), (20, 0), (20, 20), (0, 20)])

    assert ocr._small_print([*lines, bullet, bullet]) is small


def test_an_enormous_page_is_drawn_coarser() -> None:
    """A page of four metres would take gigabytes at the usual resolution."""
    image = ocr.picture(drawn(14_000, 14_000), 1, ())

    assert image.shape[0] * image.shape[1] <= 1.01 * ocr.MOST_PIXELS


def test_a_page_that_cannot_be_opened_has_no_picture() -> None:
    assert ocr.picture(b"%PDF-1.4 nothing", 1, ()) is None


@NEEDS_ENGINE
def test_a_scan_is_read() -> None:
    document = pdf.read(Source("scan.pdf", scanned("Monthly uptime is 99.9 percent.", "Credits are given on request.")), ReadSettings())

    assert "99.9 percent" in document.text
    assert "Credits are given" in document.text
