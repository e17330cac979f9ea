"""Pages drawn by a test, so that it holds nothing but what it is about, and read by the PDF reader."""

from __future__ import annotations

import io

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
