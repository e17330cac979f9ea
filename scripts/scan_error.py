"""Measure how many characters are read wrongly from scans: text PDFs are made into degraded pictures, read by OCR and compared.

    scan_error.py                       the PDFs of corpus/agreements, at each of the degradations
    scan_error.py --pages 3 PATH ...    the first pages of other PDFs
    scan_error.py --against TEXT SCAN   a real scan against the text of any other file of the same agreement

The figure is the character error rate: the edits (insert, delete, replace) that turn what was read into the text layer,
by the characters of the text layer; white space, kinds of quotes and dashes, list bullets, and the dots or dashes that only
fill a line (before the page numbers of a table of contents, for a name to be written in) do not count.
Needs the extras [ocr] and pillow.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from pathlib import Path
from typing import NamedTuple

import numpy
from PIL import Image, ImageFilter
from pypdfium2 import PdfDocument

from extractor.document import Document
from extractor.readers import ReadSettings, Source, load, read

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "agreements"
ALIKE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‐": "-", "•": None, "·": None, "…": "..."})


class Degradation(NamedTuple):
    """Name a way in which paper and scanner spoil a page."""

    name: str
    dots: int = 300
    slant: float = 0.0
    turn: int = 0
    blur: float = 0.0
    noise: float = 0.0


DEGRADATIONS = (
    Degradation("clean, 300 dpi"),
    Degradation("office scan, 300 dpi, 0.7° aslant, noise", slant=0.7, blur=0.6, noise=14),
    Degradation("poor scan, 200 dpi, 2° aslant, noise", dots=200, slant=-2.0, blur=0.7, noise=22),
    Degradation("sideways (90°)", turn=90, noise=8),
    Degradation("upside down (180°), aslant", turn=180, slant=1.0, noise=8),
)


def distance(a: str, b: str) -> int:
    """Return the least number of edits between two texts (Myers' bit-parallel algorithm, in one long integer).

    >>> distance("uptime", "upt1me"), distance("", "abc"), distance("credit", "credits")
    (1, 3, 1)
    """
    if not a:
        return len(b)
    places: dict[str, int] = {}
    for i, ch in enumerate(a):
        places[ch] = places.get(ch, 0) | 1 << i
    full, last, edits = (1 << len(a)) - 1, 1 << (len(a) - 1), len(a)
    plus, minus = full, 0
    for ch in b:
        match = places.get(ch, 0)
        diagonal = (((match & plus) + plus) ^ plus) | match | minus
        up, down = minus | ~(diagonal | plus) & full, plus & diagonal
        edits += bool(up & last) - bool(down & last)
        up = (up << 1 | 1) & full
        plus, minus = (down << 1 & full) | ~(diagonal | up) & full, up & diagonal
    return edits


def characters(text: str) -> str:
    """Return the characters that count.

    >>> characters("1.0 Scope ........ 3")
    '1.0Scope3'
    """
    return re.sub(r"\s+|[.·_]{2,}|(?:\s[.·]){2,}", "", text.translate(ALIKE))


def whole(document: Document) -> str:
    """Return all text of a document: a scan of one page does not show which lines are running ones."""
    return " ".join([document.text, *document.furniture])


def degraded(data: bytes, how: Degradation, pages: int) -> bytes:
    """Return the first pages of a PDF as a PDF of pictures."""
    document, sheets = PdfDocument(data), list[Image.Image]()
    chance = numpy.random.default_rng(7)
    for page in list(document)[:pages]:
        sheet = page.render(scale=how.dots / 72, grayscale=True).to_pil()
        if how.slant:
            sheet = sheet.rotate(how.slant, resample=Image.Resampling.BICUBIC, expand=False, fillcolor=255)
        if how.blur:
            sheet = sheet.filter(ImageFilter.GaussianBlur(how.blur))
        if how.noise:
            grain = chance.normal(0, how.noise, (sheet.height, sheet.width))
            sheet = Image.fromarray(numpy.clip(numpy.asarray(sheet, dtype=float) - 6 + grain, 0, 255).astype("uint8"))
        sheets.append(sheet.rotate(how.turn, expand=True) if how.turn else sheet)
    memory = io.BytesIO()
    sheets[0].save(memory, "PDF", resolution=how.dots, save_all=True, append_images=sheets[1:], quality=70)
    return memory.getvalue()


def first_pages(data: bytes, pages: int) -> bytes:
    """Return a PDF of the first pages of another."""
    document, cut, memory = PdfDocument(data), PdfDocument.new(), io.BytesIO()
    cut.import_pages(document, list(range(min(pages, len(document)))))
    cut.save(memory)
    return memory.getvalue()


def told(name: str, truth: str, found: str) -> tuple[int, int]:
    """Print the error rate of one document; return edits and characters."""
    a, b = characters(truth), characters(found)
    edits = distance(a, b)
    print(f"  {name:44} {100 * edits / max(1, len(a)):6.2f} %  ({edits} of {len(a)})", flush=True)
    return edits, len(a)


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--pages", type=int, default=2, help="pages of each document (default: 2)")
    parser.add_argument("--against", type=Path, metavar="TEXT", help="compare one scan with the text of this file")
    parser.add_argument("--only", metavar="WORD", help="only the degradations whose name holds this word")
    options = parser.parse_args()
    if options.against:
        told(options.paths[0].name, whole(read(load(options.against))), whole(read(load(options.paths[0]))))
        return 0
    paths = options.paths or sorted(SAMPLES.glob("*.pdf"))
    for how in DEGRADATIONS:
        if options.only and options.only not in how.name:
            continue
        print(how.name)
        counts = []
        for path in paths:
            data = first_pages(path.read_bytes(), options.pages)
            truth = whole(read(Source(path.name, data), ReadSettings(ocr="off")))
            found = whole(read(Source(path.name, degraded(data, how, options.pages))))
            counts.append(told(path.name, truth, found))
        print(f"  {'all':44} {100 * sum(e for e, _ in counts) / sum(n for _, n in counts):6.2f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
