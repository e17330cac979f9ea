"""Scanned pages: drawn lines found in the picture, words of two cells parted at them."""

from __future__ import annotations

import numpy
import pytest

from extractor.readers import ocr, pdf, pdf_scan
from extractor.readers.pdf_words import Word
from extractor.readers.source import ReadSettings, Source

WIDTH, HEIGHT = 300, 200


def picture() -> numpy.ndarray:
    """Return a sheet of grey paper, two points of the picture to each of the page."""
    return numpy.full((2 * HEIGHT, 2 * WIDTH, 3), 230, dtype=numpy.uint8)


def rules(image: numpy.ndarray) -> list[tuple[int, ...]]:
    return [tuple(round(value) for value in rule) for rule in pdf_scan.rules_on(image, WIDTH, HEIGHT)]


def word(text: str, x0: float, x1: float) -> Word:
    return Word(text, x0, 50, x1, 62, 10, False, False, -1)


def test_lines_across_and_down_are_found_at_their_places() -> None:
    image = picture()
    image[100:102, 40:440] = 20
    image[60:200, 300:302] = 20

    found = rules(image)

    assert found == [(20, 50, 220, 50), (150, 30, 150, 100)]


def test_a_slanting_line_is_one_line() -> None:
    """Few sheets lie straight on the glass."""
    image = picture()
    for x in range(40, 440):
        image[100 + x // 100 : 102 + x // 100, x] = 20

    assert len(rules(image)) == 1


@pytest.mark.parametrize(("rows", "columns"), [((100, 102), (40, 80)), ((100, 130), (40, 440))], ids=["a dash", "a bar"])
def test_short_and_thick_marks_are_no_lines(rows: tuple[int, int], columns: tuple[int, int]) -> None:
    image = picture()
    image[slice(*rows), slice(*columns)] = 20

    assert [rule for rule in rules(image) if rule[1] == rule[3]] == []


def test_grey_shading_is_no_line() -> None:
    image = picture()
    image[100:102, 40:440] = 180

    assert rules(image) == []


def test_a_word_of_two_cells_is_cut_at_the_line_between_them() -> None:
    cut = pdf_scan.cut_at_rules([word("ImpactIBM", 100, 200)], [(165.0, 40.0, 165.0, 80.0)])

    assert [(part.text, round(part.x0), round(part.x1)) for part in cut] == [("Impact", 100, 164), ("IBM", 166, 200)]


def test_a_word_that_no_capital_parts_stays_whole() -> None:
    assert len(pdf_scan.cut_at_rules([word("availability", 100, 200)], [(165.0, 40.0, 165.0, 80.0)])) == 1


def test_a_line_on_another_height_cuts_nothing() -> None:
    assert len(pdf_scan.cut_at_rules([word("ImpactIBM", 100, 200)], [(165.0, 100.0, 165.0, 180.0)])) == 1


def test_the_table_of_a_scan_is_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Response times stand in tables; read line by line their cells would run together."""
    image = numpy.full((1684, 1190, 3), 255, dtype=numpy.uint8)
    for y in (200, 260, 320):
        image[y : y + 3, 100:900] = 0
    for x in (100, 500, 900):
        image[200:322, x : x + 3] = 0
    found = [
        ("Severity", (120, 215, 240, 245)),
        ("Response", (520, 215, 660, 245)),
        ("1", (120, 275, 135, 305)),
        ("1 hour", (520, 275, 620, 305)),
    ]
    monkeypatch.setattr(ocr, "available", lambda engine: True)
    monkeypatch.setattr(ocr, "picture", lambda data, page, passwords: image)
    monkeypatch.setattr(ocr, "_rapidocr", lambda image, until: [ocr.Line(*line) for line in found])
    document = pdf.read(Source("scan.pdf", BLANK), ReadSettings())

    assert document.tables[0].texts(document.text) == [["Severity", "Response"], ["1", "1 hour"]]


BLANK = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n"
)
"""A page with nothing on it."""
