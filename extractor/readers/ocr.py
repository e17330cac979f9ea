"""Pages without a text layer → words, with the extra [ocr] (rapidocr and onnxruntime; their models lie in the wheel) or tesseract."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from itertools import pairwise
from statistics import median
from typing import Any

from extractor.readers.ocr_upright import INK
from extractor.readers.pdf_words import Word

SCALE = 200 / 72
"""200 dots per inch: enough for 8-point text, a quarter of the work of 400."""
MOST_PIXELS = 16_000_000
"""Of one page: an A3 sheet has 15 million at this resolution."""
STRIP = 800
"""Rows of points that the engine is given at a time: its memory grows with them, and it shrinks larger pictures (and stretches
those below 736 rows)."""
MEMORY = {
    "Global.log_level": "error",
    "Global.max_side_len": 2_600,
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
"""Lines are read one by one: in batches they are padded to the longest, which costs a fifth more time and 300 MB. A batch has a
worker for each processor; more threads in each of them wait for each other and cost a third more time."""
LONGEST_SIDE = 20_000
LINE_TO_SIZE = 0.75
"""Font size by the height of a recognised line."""
EVEN = 0.28
"""Share of the usual size by which lines of the same font come out apart; headings are larger by more."""
SURE = 0.5
"""Lines that the engine itself gives less are noise on scans."""
SURE_OF_TURN = 0.8
"""What the engine gives at least to a line of which it tells whether it stands upside down."""
_ENGINE: list[Any] = []


def available(engine: str) -> bool:
    """Tell whether an engine is installed: "auto" and "rapidocr" need the extra, "tesseract" the program."""
    if engine == "tesseract":
        return shutil.which("tesseract") is not None
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def picture(data: bytes, page: int, passwords: tuple[str, ...]) -> Any:
    """Return a page (1-based) as an array of pixels, None when it cannot be opened. The caller holds pdfium's lock.

    A page of enormous size is drawn coarser, so that it costs no more memory than a large sheet.
    """
    import pypdfium2

    for password in (None, *passwords):
        try:
            document = pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError:
            continue
        try:
            sheet = document[page - 1]
            width, height = sheet.get_size()
            scale = min(SCALE, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5, LONGEST_SIDE / max(width, height, 1.0))
            return sheet.render(scale=scale).to_numpy()[:, :, :3].copy()
        except pypdfium2.PdfiumError:
            return None
        finally:
            document.close()
    return None


def words_on(image: Any, width: float, height: float, *, engine: str) -> list[Word]:
    """Return the words that an engine recognises on the picture of a page, in points of a page of that size."""
    factor_x, factor_y = width / image.shape[1], height / image.shape[0]
    found = _tesseract(image) if engine == "tesseract" else _rapidocr(image)
    words = []
    for text, (x0, top, x1, bottom) in found:
        words += _split(text, x0 * factor_x, top * factor_y, x1 * factor_x, bottom * factor_y)
    return _evened(words)


def _evened(words: list[Word]) -> list[Word]:
    """Return words with the page's usual size where theirs is near it: a recognised line is as high as its letters happen to be."""
    if words:
        usual = median(word.size for word in words)
        for word in words:
            if abs(word.size - usual) <= EVEN * usual:
                middle, word.size = word.middle, usual
                word.top, word.bottom = middle - usual / LINE_TO_SIZE / 2, middle + usual / LINE_TO_SIZE / 2
    return words


def _engine() -> Any:
    """Return the recogniser, made once: its models take a second to load."""
    if not _ENGINE:
        from rapidocr import RapidOCR

        _ENGINE.append(RapidOCR(params=MEMORY))
    return _ENGINE[0]


def wrong_way_up(line: Any) -> bool | None:
    """Tell whether the picture of a line of text stands upside down, None where the engine is not sure."""
    result = _engine()(line, use_det=False, use_cls=True, use_rec=False)
    [(label, score)] = result.cls_res
    return "180" in label if score >= SURE_OF_TURN else None


def legible(line: Any) -> float:
    """Return how sure the engine is of the words on the picture of a line."""
    result = _engine()(line, use_det=False, use_cls=True, use_rec=True)
    return float(result.scores[0]) if result.txts and len(result.txts[0].split()) > 1 else 0.0


def _rapidocr(image: Any) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return the lines of an upright picture; no line is turned by itself, which made one or two of some pages unreadable."""
    found = []
    for start, end in strips(image):
        result = _engine()(image[start:end], use_det=True, use_cls=False, use_rec=True)
        if result.boxes is None:
            continue
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            if score >= SURE and text.strip():
                xs, ys = [float(p[0]) for p in box], [float(p[1]) + start for p in box]
                found.append((text, (min(xs), min(ys), max(xs), max(ys))))
    return found


def strips(image: Any) -> list[tuple[int, int]]:
    """Return a picture's rows as strips that a recogniser can hold, each cut in the middle of the widest gap between two lines."""
    import numpy

    rows = image.shape[0]
    count = max(1, round(rows / STRIP))
    cuts = [0]
    for near in (rows * k // count for k in range(1, count)):
        window = image[near - STRIP // 8 : near + STRIP // 8].min(axis=2)
        dark = (window < INK * numpy.median(window)).sum(axis=1)
        edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], (dark == dark.min()).astype(numpy.int8), [0]))))
        start, end = max(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True), key=lambda gap: gap[1] - gap[0])
        cuts.append(near - STRIP // 8 + (start + end) // 2)
    return list(pairwise([*cuts, rows]))


def _tesseract(image: Any) -> list[tuple[str, tuple[float, float, float, float]]]:
    import csv
    import subprocess
    import tempfile
    from pathlib import Path

    from PIL import Image

    with tempfile.TemporaryDirectory(prefix="sla-") as folder:
        path = Path(folder) / "page.png"
        Image.fromarray(image[:, :, ::-1]).save(path)
        done = subprocess.run(["tesseract", str(path), "-", "tsv"], capture_output=True, text=True, timeout=120, check=False)  # noqa: S603, S607
    found = []
    for row in csv.DictReader(done.stdout.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("text", "").strip() and float(row["conf"]) >= SURE * 100:
            left, top, wide, high = (float(row[name]) for name in ("left", "top", "width", "height"))
            found.append((row["text"], (left, top, left + wide, top + high)))
    return found


def _split(text: str, x0: float, top: float, x1: float, bottom: float) -> list[Word]:
    """Return a recognised line as words, its width shared by their lengths."""
    parts, words, at = text.split(), [], 0
    size = (bottom - top) * LINE_TO_SIZE
    for part in parts:
        at = text.find(part, at)
        left, right = x0 + (x1 - x0) * at / len(text), x0 + (x1 - x0) * (at + len(part)) / len(text)
        words.append(Word(part, left, top, right, bottom, size, False, False, -1))
        at += len(part)
    return words
