"""Pages without a text layer → words, with the extra [ocr] (rapidocr and onnxruntime; their models lie in the wheel) or tesseract."""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple, TypeVar

from extractor.limits import threads
from extractor.readers.ocr_upright import INK, darkest
from extractor.readers.pdf_words import Word

SCALE = 200 / 72
"""200 dots per inch: enough for 8-point text, a quarter of the work of 400."""
MOST_PIXELS = 16_000_000
"""Of one page: an A3 sheet has 15 million at this resolution."""
FINDING, FINDING_SMALL = 0.5, 0.75
"""Shares of that resolution at which lines are looked for; they are read at all of it. Half takes a quarter of the time and finds the
same lines, but cuts letters of small print; for that it is three quarters."""
SMALL = 29
"""Points of the picture that a line of print is high in its box at most where it is small: of 7-point letters, 28; of 8-point, 32."""
SMALL_SHARE = 0.1
"""Share of a strip's lines that are small where it is looked at again."""
STRIP = 1_100
"""Rows of points in which lines are looked for at a time: memory grows with them."""
FAINTEST = 16
"""Levels of brightness, of 255, between the lightest and the darkest point of a strip that has no lines: blank paper."""
MOST_THREADS = 4
"""Lines of a page that are read side by side, each with the memory that it takes."""
COMMON = {
    "Global.log_level": "error",
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
"""Lines are read one by one: in batches they are padded to the longest, which costs a fifth more time and 300 MB. Threads read lines of
their own; threads that share the work on one wait for each other."""
FINDS = {**COMMON, "Global.max_side_len": 2_600, "Det.limit_type": "max", "Det.limit_side_len": 2_600}
"""Only what is larger is shrunk; as shipped, what has less than 736 rows is stretched to them."""
READS = {**COMMON, "Global.use_preprocess_img": False}
"""A line is read as it was cut out."""
LONGEST_SIDE = 20_000
LINE_TO_SIZE = 0.75
"""Font size by the height of a recognised line."""
EVEN = 0.28
"""Share of the usual size by which lines of the same font come out apart; headings are larger by more."""
SURE = 0.5
"""Lines that the engine itself gives less are noise on scans."""
SURE_OF_TURN = 0.8
"""What the engine gives at least to a line of which it tells whether it stands upside down."""
_ENGINES: dict[str, Any] = {}
T = TypeVar("T")


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


class Recognised(NamedTuple):
    """Hold the words of a page, and how many of its lines were left unread when their time was over."""

    words: list[Word]
    left: int = 0


class Line(NamedTuple):
    """Hold what an engine made of one line, None where there was no time to read it, and the line's box in points of the picture."""

    text: str | None
    box: tuple[float, float, float, float]


def words_on(image: Any, width: float, height: float, *, engine: str, until: float = math.inf) -> Recognised:
    """Return the words that an engine recognises on the picture of a page, in points of a page of that size.

    No line is begun after `until`, a time of the monotonic clock.
    """
    factor_x, factor_y = width / image.shape[1], height / image.shape[0]
    words, left = list[Word](), 0
    for text, (x0, top, x1, bottom) in _tesseract(image, until) if engine == "tesseract" else _rapidocr(image, until):
        if text is None:
            left += 1
        else:
            words += _split(text, x0 * factor_x, top * factor_y, x1 * factor_x, bottom * factor_y)
    return Recognised(_evened(words), left)


def _evened(words: list[Word]) -> list[Word]:
    """Return words with the page's usual size where theirs is near it: a recognised line is as high as its letters happen to be."""
    if words:
        usual = median(word.size for word in words)
        for word in words:
            if abs(word.size - usual) <= EVEN * usual:
                middle, word.size = word.middle, usual
                word.top, word.bottom = middle - usual / LINE_TO_SIZE / 2, middle + usual / LINE_TO_SIZE / 2
    return words


def _finder() -> Any:
    """Return the engine that looks for lines, made once: its model takes half a second to load."""
    return _made("finder", FINDS)


def _reader() -> Any:
    """Return the engine that reads lines. It is another, since an engine keeps what it was last asked to do, and threads share it."""
    return _made("reader", READS)


def _made(name: str, params: dict[str, Any]) -> Any:
    if name not in _ENGINES:
        from rapidocr import RapidOCR

        _ENGINES[name] = RapidOCR(params=params)
    return _ENGINES[name]


def wrong_way_up(line: Any) -> bool | None:
    """Tell whether the picture of a line of text stands upside down, None where the engine is not sure."""
    result = _reader()(line, use_det=False, use_cls=True, use_rec=False)
    [(label, score)] = result.cls_res
    return "180" in label if score >= SURE_OF_TURN else None


def legible(line: Any) -> float:
    """Return how sure the engine is of the words on the picture of a line."""
    result = _reader()(line, use_det=False, use_cls=True, use_rec=True)
    return float(result.scores[0]) if result.txts and len(result.txts[0].split()) > 1 else 0.0


def _rapidocr(image: Any, until: float = math.inf) -> Iterator[Line]:
    """Yield the lines of an upright picture; no line is turned by itself, which made one or two of some pages unreadable."""
    finder, reader = _finder(), _reader()
    with _side_by_side() as each:
        boxes = [box for found in each(lambda strip: _boxes(finder, image, *strip), strips(image)) for box in found]

        def read(box: Any) -> tuple[str | None, float]:
            if time.monotonic() > until:
                return None, 1.0
            result = reader(*reader.crop_text_regions(image, [box]), use_det=False, use_cls=False, use_rec=True)
            return (result.txts[0], float(result.scores[0])) if result.txts else ("", 0.0)

        for box, (text, score) in zip(boxes, each(read, boxes), strict=True):
            if text is None or (score >= SURE and text.strip()):
                (x0, top), (x1, bottom) = box.min(axis=0).tolist(), box.max(axis=0).tolist()
                yield Line(text, (x0, top, x1, bottom))


@contextmanager
def _side_by_side() -> Iterator[Callable[[Callable[[Any], T], Iterable[Any]], Iterable[T]]]:
    """Give a `map` whose calls run in as many threads as there are for this document."""
    count = min(threads(), MOST_THREADS)
    if count == 1:
        yield map
        return
    with ThreadPoolExecutor(count) as pool:
        yield pool.map


def _boxes(finder: Any, image: Any, start: int, end: int) -> list[Any]:
    """Return the corners of each line between two rows of a picture, in points of it."""
    strip = image[start:end]
    if int(strip.max()) - int(strip.min()) < FAINTEST:
        return []
    boxes = _boxes_at(FINDING, finder, strip)
    if _small_print(boxes):
        boxes = _boxes_at(FINDING_SMALL, finder, strip)
    for box in boxes:
        box[:, 1] += start
    return boxes


def _boxes_at(share: float, finder: Any, strip: Any) -> list[Any]:
    import numpy
    from cv2 import INTER_AREA, resize

    coarse = resize(strip, None, fx=share, fy=share, interpolation=INTER_AREA)
    result = finder(coarse, use_det=True, use_cls=False, use_rec=False)
    if result.boxes is None:
        return []
    factor = numpy.array([strip.shape[1] / coarse.shape[1], strip.shape[0] / coarse.shape[0]], dtype=numpy.float32)
    return [numpy.asarray(box, dtype=numpy.float32) * factor for box in result.boxes]


def _small_print(boxes: Sequence[Any]) -> bool:
    """Tell whether some of the lines in these boxes have small letters; bullets and single words are no lines."""
    sizes = [(math.dist(box[0], box[1]), math.dist(box[0], box[3])) for box in boxes]
    heights = [high for wide, high in sizes if wide > 3 * high]
    return sum(high < SMALL for high in heights) > SMALL_SHARE * len(heights)


def strips(image: Any) -> list[tuple[int, int]]:
    """Return a picture's rows as strips that a recogniser can hold, each cut in the middle of the widest gap between two lines."""
    import numpy

    rows = image.shape[0]
    count = max(1, round(rows / STRIP))
    cuts = [0]
    for near in (rows * k // count for k in range(1, count)):
        window = darkest(image[near - STRIP // 8 : near + STRIP // 8])
        dark = (window < INK * numpy.median(window)).sum(axis=1)
        edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], (dark == dark.min()).astype(numpy.int8), [0]))))
        start, end = max(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True), key=lambda gap: gap[1] - gap[0])
        cuts.append(near - STRIP // 8 + (start + end) // 2)
    return list(pairwise([*cuts, rows]))


def _tesseract(image: Any, until: float = math.inf) -> Iterator[Line]:
    import csv
    import subprocess
    import tempfile
    from pathlib import Path

    from PIL import Image

    with tempfile.TemporaryDirectory(prefix="sla-") as folder:
        path = Path(folder) / "page.png"
        Image.fromarray(image[:, :, ::-1]).save(path)
        seconds = None if until == math.inf else max(0.0, until - time.monotonic())
        try:
            done = subprocess.run(["tesseract", str(path), "-", "tsv"], capture_output=True, text=True, timeout=seconds, check=False)  # noqa: S603, S607
        except subprocess.TimeoutExpired:
            yield Line(None, (0.0, 0.0, float(image.shape[1]), float(image.shape[0])))
            return
    for row in csv.DictReader(done.stdout.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("text", "").strip() and float(row["conf"]) >= SURE * 100:
            left, top, wide, high = (float(row[name]) for name in ("left", "top", "width", "height"))
            yield Line(row["text"], (left, top, left + wide, top + high))


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
