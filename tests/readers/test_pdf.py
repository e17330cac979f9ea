"""PDF files as files: bounds, passwords, damage, and pages without a text layer."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.document import Document
from extractor.errors import DamagedFile, EncryptedFile, NoText
from extractor.limits import Limits
from extractor.readers import ocr, pdf
from extractor.readers.source import ReadSettings, Source


def written(*pages: str, password: str | None = None) -> bytes:
    """Return a PDF with one line a page; a page of "" has a drawing and no text."""
    memory = io.BytesIO()
    encrypt = StandardEncryption(password, "owner") if password else None
    canvas = Canvas(memory, pagesize=(595, 842), encrypt=encrypt)
    for words in pages:
        if words:
            canvas.drawString(72, 600, words)
        else:
            canvas.rect(100, 100, 80 * mm, 40 * mm, fill=1)
        canvas.showPage()
    canvas.save()
    return memory.getvalue()


def read(data: bytes, **settings: object) -> Document:
    return pdf.read(Source("agreement.pdf", data), ReadSettings(**{"ocr": "off", **settings}))


def test_pages_are_counted_and_blocks_know_theirs() -> None:
    document = read(written("Uptime is promised.", "Credits are given."))

    assert document.pages == 2
    assert [(block.page, document.words_of(block)) for block in document.blocks] == [(1, "Uptime is promised."), (2, "Credits are given.")]
    assert document.media_type == "application/pdf"


def test_a_password_is_needed() -> None:
    with pytest.raises(EncryptedFile):
        read(written("Uptime is promised.", password="secret"))


def test_a_password_opens_the_file() -> None:
    assert read(written("Uptime is promised.", password="secret"), passwords=("wrong", "secret")).text == "Uptime is promised."


def test_a_wrong_password_is_said_to_be_wrong() -> None:
    with pytest.raises(EncryptedFile, match="None of those given"):
        read(written("Uptime is promised.", password="secret"), passwords=("wrong",))


def test_a_file_that_is_locked_with_a_certificate_is_not_said_to_be_damaged() -> None:
    """Whoever is told to save it again, or to look for its password, looks in vain."""
    locked = written("Uptime is promised.", password="secret").replace(b"/Filter /Standard", b"/Filter /PubSec")

    with pytest.raises(EncryptedFile, match="certificate"):
        read(locked, passwords=("secret",))


def test_a_blank_page_is_not_taken_for_a_scan_that_needs_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra installed, its user was told to install it."""
    monkeypatch.setattr(ocr, "available", lambda engine: True)
    monkeypatch.setattr(ocr, "_rapidocr", lambda image, until: [])

    with pytest.raises(NoText, match="no words could be recognised") as raised:
        read(written(""), ocr="auto")

    assert "install" not in raised.value.advice


def test_a_damaged_file_is_said_to_be_damaged() -> None:
    with pytest.raises(DamagedFile):
        read(b"%PDF-1.4\n" + b"\x00" * 200)


def test_only_so_many_pages_are_read_and_it_is_said() -> None:
    document = read(written("One.", "Two.", "Three."), limits=Limits(pages=2))

    assert document.text == "One.\nTwo."
    assert [notice.code for notice in document.warnings] == ["truncated"]


def test_reading_stops_when_the_time_is_up() -> None:
    with pytest.raises(NoText, match="limits on time"):
        read(written("One.", "Two."), limits=Limits(seconds=-1))


def test_a_page_without_text_is_named() -> None:
    document = read(written("Uptime is promised.", ""))

    [notice] = document.warnings
    assert (notice.code, notice.page) == ("page_unreadable", 2)


def test_a_scan_with_a_stamp_over_it_is_named() -> None:
    """The words of the stamp would pass for all that the page says."""
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 20, 20, 555, 780)
    canvas.drawString(72, 30, "Envelope 4711")
    canvas.save()
    document = read(memory.getvalue())

    assert [notice.code for notice in document.warnings] == ["page_unreadable"]
    assert document.text == "Envelope 4711"


def test_the_warning_tells_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra a scan must not look like an empty document."""
    monkeypatch.setattr(ocr, "available", lambda engine: False)

    [notice] = read(written("Uptime is promised.", ""), ocr="auto").warnings

    assert "pip install 'sla-extractor[ocr]'" in notice.message


def test_a_file_of_pages_without_text_is_no_empty_document() -> None:
    with pytest.raises(NoText, match="Page 1 has no text layer"):
        read(written("", ""))


@pytest.mark.parametrize(
    ("name", "data", "taken"), [("a.bin", b"junk %PDF-1.4", True), ("a.pdf", b"PK\x03\x04", False), ("a.txt", b"PDF", False)]
)
def test_a_pdf_is_known_by_its_header(name: str, data: bytes, taken: bool) -> None:
    assert pdf.sniff(Source(name, data)) is taken
