"""Scans that lie aslant, sideways or upside down are set upright before they are read."""

from __future__ import annotations

import io
import itertools
import math

import numpy
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.readers import ocr
from extractor.readers.ocr_upright import laid_back, upright
from extractor.readers.pdf_words import Word

LINE = "The provider credits one day of the fee for each hour of outage"


def sheet(slant: float = 0.0, turn: int = 0) -> numpy.ndarray:
    """Return the picture of a page of lines, turned counter-clockwise by `slant` degrees and clockwise by quarter turns."""
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(595, 842))
    canvas.translate(297, 421)
    canvas.rotate(slant)
    for i in range(30):
        words = LINE.split()
        canvas.drawString(-210, 340 - 22 * i, " ".join(words[i % 7 :] + words[: i % 7 - 2 * (i % 4)]))
    canvas.save()
    return numpy.ascontiguousarray(numpy.rot90(ocr.picture(memory.getvalue(), 1, ()), -turn))


def portrait(line: numpy.ndarray) -> float:
    """Find lines legible where they were cut from a page that stands upright."""
    return float(line.base is not None and line.base.shape[0] > line.base.shape[1])


@pytest.mark.parametrize("slant", [-4.0, -0.7, 0.0, 1.2, 3.0])
def test_lines_that_slant_are_made_level(slant: float) -> None:
    """At two degrees the ends of two lines stand on one height, and the engine mixes them."""
    pytest.importorskip("PIL")
    turned = upright(sheet(slant), None, lambda line: 0.5)

    assert turned.quarters == 0
    assert math.isclose(turned.slant, -slant, abs_tol=0.21)


@pytest.mark.parametrize(("turn", "upside_down", "quarters"), [(0, True, 2), (1, True, 3), (3, False, 1), (0, False, 0), (1, None, 1)])
def test_a_page_that_lies_wrong_is_turned(turn: int, upside_down: bool | None, quarters: int) -> None:
    """Lines read from bottom to top put each promise behind its exception."""
    image = sheet(turn=turn)
    turned = upright(image, lambda line: upside_down, portrait)

    assert turned.quarters == quarters
    assert turned.image.shape == (image.shape if turn == 0 else (image.shape[1], image.shape[0], 3))


def test_a_few_lines_that_seem_upside_down_turn_no_page() -> None:
    votes = iter([True, True, False, None, False, False] * 9)

    assert upright(sheet(), lambda line: next(votes), None).quarters == 0


def test_an_empty_page_is_left_as_it_is() -> None:
    blank = numpy.full((800, 600, 3), 255, dtype=numpy.uint8)

    assert upright(blank, None, None).image is blank


def test_boxes_lie_on_the_page_as_scanned() -> None:
    """Evidence read on a straightened page would be marked beside its words."""
    word = Word("10%", 500, 100, 520, 110, 10, False, False, -1)
    laid_back([word], 600, 800, 2.0)

    angle = math.radians(2.0)
    x, y = 510 - 300, 105 - 400
    assert math.isclose((word.x0 + word.x1) / 2, 300 + x * math.cos(angle) - y * math.sin(angle), abs_tol=0.01)
    assert math.isclose(word.middle, 400 + x * math.sin(angle) + y * math.cos(angle), abs_tol=0.01)
    assert math.isclose(word.x1 - word.x0, 20)


def test_a_page_is_given_to_the_engine_in_strips_cut_between_lines() -> None:
    """A cut through a line would lose it; a whole page takes more memory than a worker has."""
    image = sheet()
    strips = ocr.strips(image)

    assert strips[0][0] == 0
    assert strips[-1][1] == image.shape[0]
    assert all(a[1] == b[0] for a, b in itertools.pairwise(strips))
    assert all(ocr.STRIP * 0.6 < b - a < ocr.STRIP * 1.5 for a, b in strips)
    assert all(image[cut].min() > 200 for _, cut in strips[:-1])


@pytest.mark.skipif(not ocr.available("rapidocr"), reason="needs the extra [ocr]")
def test_the_engine_tells_which_way_up_a_line_stands() -> None:
    image = sheet()
    rows = numpy.flatnonzero(image.min(axis=(1, 2)) < 128)
    top = int(rows[0])
    line = image[top - 6 : top + 40, 200:900]

    assert ocr.wrong_way_up(line) is not True
    assert ocr.wrong_way_up(numpy.ascontiguousarray(numpy.rot90(line, 2))) is not False
