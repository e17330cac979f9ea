"""Pages without a text layer → words, with the extra [ocr] (rapidocr and onnxruntime; their models lie in the wheel) or tesseract."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from typing import Any

from extractor.readers.pdf_words import Word

SCALE = 200 / 72
"""200 dots per inch: enough for 8-point text, a quarter of the work of 400."""
SURE = 0.5
"""Lines that the engine itself gives less are noise on scans."""
_ENGINE: list[Any] = []


def available(engine: str) -> bool:
    """Tell whether an engine is installed: "auto" and "rapidocr" need the extra, "tesseract" the program."""
    if engine == "tesseract":
        return shutil.which("tesseract") is not None
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def words_on(data: bytes, page: int, width: float, height: float, *, engine: str, passwords: tuple[str, ...]) -> list[Word]:
    """Return the words that an engine recognises on a page (1-based), in points of the page."""
    image = _picture(data, page, passwords)
    if image is None:
        return []
    factor_x, factor_y = width / image.shape[1], height / image.shape[0]
    found = _tesseract(image) if engine == "tesseract" else _rapidocr(image)
    words = []
    for text, (x0, top, x1, bottom) in found:
        words += _split(text, x0 * factor_x, top * factor_y, x1 * factor_x, bottom * factor_y)
    return words


def _picture(data: bytes, page: int, passwords: tuple[str, ...]) -> Any:
    import pypdfium2

    for password in (None, *passwords):
        try:
            document = pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError:
            continue
        try:
            return document[page - 1].render(scale=SCALE).to_numpy()[:, :, :3]
        finally:
            document.close()
    return None


def _rapidocr(image: Any) -> list[tuple[str, tuple[float, float, float, float]]]:
    if not _ENGINE:
        import logging

        from rapidocr import RapidOCR

        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        _ENGINE.append(RapidOCR())
    result = _ENGINE[0](image)
    if result.boxes is None:
        return []
    found = []
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if score >= SURE and text.strip():
            xs, ys = [float(p[0]) for p in box], [float(p[1]) for p in box]
            found.append((text, (min(xs), min(ys), max(xs), max(ys))))
    return found


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
    size = (bottom - top) * 0.75
    for part in parts:
        at = text.find(part, at)
        left, right = x0 + (x1 - x0) * at / len(text), x0 + (x1 - x0) * (at + len(part)) / len(text)
        words.append(Word(part, left, top, right, bottom, size, False, False, -1))
        at += len(part)
    return words
