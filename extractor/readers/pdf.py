"""PDF → Document: words by pdfium, structure from tags where a page has them, else from its look."""

from __future__ import annotations

import ctypes
import threading
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from extractor.document import Box, Document, Draft, Span
from extractor.errors import DamagedFile, EncryptedFile, NoText
from extractor.limits import grant
from extractor.readers import ocr
from extractor.readers.clean import squeeze
from extractor.readers.flattened import Places, add_parts, parts_of
from extractor.readers.ocr_upright import laid_back, upright
from extractor.readers.pdf_furniture import without_furniture
from extractor.readers.pdf_join import joined_pieces
from extractor.readers.pdf_layout import laid_out
from extractor.readers.pdf_pieces import Piece, Vocabulary, box_of, joined, look_of
from extractor.readers.pdf_rules import drawings_of, drawn_bullets, is_pictured
from extractor.readers.pdf_scan import cut_at_rules, rules_on
from extractor.readers.pdf_tags import tagged_pieces
from extractor.readers.pdf_words import Frame, Word, frame_of, words_of
from extractor.readers.source import ReadSettings, Source

_LOCK = threading.Lock()
"""pdfium keeps state of its own; only one thread of a process may be inside it."""
_STARTED: list[bool] = []
_TAGS = True
"""Whether tags are asked at all; switched off only to measure how well pages are read by their look."""


OTHERS = (b"PK", b"\xd0\xcf", b"<", b"{\\rtf")
"""How Word files, web pages and RTF begin; portals send them under the name of a PDF."""


def sniff(source: Source) -> bool:
    """Tell whether the content is a PDF (its header stands in the first 1,024 bytes; a file named so is taken at its name)."""
    head = source.data[:1024]
    return b"%PDF-" in head or (source.suffix == ".pdf" and not head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(OTHERS))


MOST_CHARACTERS = 400_000
"""Of one page; the densest real page seen has 20,000."""


FEW_WORDS = 40
"""Words below which a page that is mostly a picture counts as a scan with a stamp."""
UNLOCK = "Open it in the program that it is protected for, and save a copy without protection."
PATIENCE = 20
"""Recognising a page takes some seconds where reading one takes milliseconds."""
MOST_OF_A_PAGE = 0.7
"""Share of the time granted for a page after which its remaining lines are left: an A2 sheet full of small print has 2,000 of them."""


@dataclass(slots=True)
class Page:
    """Hold one page as read: its words, its size, and its pieces when its tags told them."""

    number: int
    frame: Frame
    words: list[Word] = field(default_factory=list)
    tagged: list[Piece] | None = None
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    turned: int = 0
    """Quarter turns by which `frame` is turned clockwise from the page as shown, so that its text stands upright."""
    slant: float = 0.0
    """Degrees by which a scan was turned to be read."""
    pictured: bool = False
    """It has few words, and a picture behind them that may hold more."""

    def put_back(self, words: Sequence[Word]) -> None:
        """Move words to where they stand on the page as a viewer shows it; evidence is drawn there."""
        if self.slant:
            laid_back(words, self.frame.width, self.frame.height, self.slant)
        if self.turned:
            for word in words:
                box = (word.x0, word.top, word.x1, word.bottom)
                word.x0, word.top, word.x1, word.bottom = self.frame.turned_back(box, self.turned)


def read(source: Source, settings: ReadSettings) -> Document:
    """Return the document; pages without a text layer are recognised when OCR is there, otherwise named in the warnings."""
    draft = Draft()
    with _LOCK:
        pages = list(_pages(source, settings, draft))
    unreadable = [page for page in pages if not page.words or page.pictured]
    ocr = _recognised(source, settings, unreadable, draft) if unreadable else False
    if not any(page.words for page in pages):
        raise _no_text(draft, settings)
    kept, furniture = without_furniture([(page.words, page.frame.height) for page in pages], [page.tagged is not None for page in pages])
    known = Vocabulary([word for page in pages for word in page.words])
    pieces: list[Piece] = []
    for page, words in zip(pages, kept, strict=True):
        inside = {id(word) for word in words}
        if page.tagged is not None:
            pieces += _still_there(page.tagged, inside)
        else:
            pieces += laid_out(words, page.rules, page.number)
    pieces = joined_pieces(pieces)
    for page, words in zip(pages, kept, strict=True):
        page.put_back(words)
    for piece in pieces:
        _write(draft, piece, known)
    return draft.finish(media_type="application/pdf", pages=len(pages), furniture=[squeeze(text) for text in furniture], ocr=ocr)


def _no_text(draft: Draft, settings: ReadSettings) -> NoText:
    if not draft.warnings and settings.ocr != "off":
        return NoText("No page has a text layer, and no words could be recognised.", advice="Its pages are blank, or pictures of no words.")
    notices = "; ".join(notice.message for notice in draft.warnings)
    return NoText(f"No page has a text layer. {notices}".strip())


def _pages(source: Source, settings: ReadSettings, draft: Draft) -> Iterator[Page]:
    handle = _opened(source, settings)
    started = time.monotonic()
    left = settings.limits.characters
    try:
        count = pdfium.FPDF_GetPageCount(handle)
        if count <= 0:
            raise DamagedFile("The PDF has no pages that could be opened.")
        for index in range(min(count, settings.limits.pages)):
            if time.monotonic() - started > settings.limits.reading or left <= 0:
                draft.warn("truncated", f"Reading stopped after page {index} of {count}: the limits on time or length were reached.")
                return
            page = _page(handle, index, left)
            left -= sum(len(word.text) for word in page.words)
            yield page
        if count > settings.limits.pages:
            draft.warn("truncated", f"Only the first {settings.limits.pages} of {count} pages were read.")
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _opened(source: Source, settings: ReadSettings) -> Any:
    """Return pdfium's handle on the document, trying the empty password and those given."""
    if not _STARTED:
        pdfium.FPDF_InitLibrary()
        _STARTED.append(True)
    for password in (None, *settings.passwords):
        handle = pdfium.FPDF_LoadMemDocument64(source.data, len(source.data), password.encode() if password else None)
        if handle:
            return handle
        fault = pdfium.FPDF_GetLastError()
        if fault == pdfium.FPDF_ERR_SECURITY:
            raise EncryptedFile("The PDF is protected in a way that no password opens, as with a certificate.", advice=UNLOCK)
        if fault != pdfium.FPDF_ERR_PASSWORD:
            raise DamagedFile("The PDF is damaged and cannot be opened.")
    tried = " None of those given opens it." if settings.passwords else ""
    raise EncryptedFile(f"The PDF is protected with a password.{tried}")


def _page(handle: ctypes.c_void_p, index: int, left: int) -> Page:
    page = pdfium.FPDF_LoadPage(handle, index)
    if not page:
        return Page(index + 1, Frame(0, 0, 612, 792, 0))
    try:
        textpage = pdfium.FPDFText_LoadPage(page)
        read = Page(index + 1, frame_of(page))
        if textpage:
            try:
                read.words = words_of(textpage, read.frame, most=min(left, MOST_CHARACTERS))
                turn = _turn(read.words)
                if turn:
                    read.frame, read.turned = read.frame.turned(turn), turn
                    read.words = words_of(textpage, read.frame, most=min(left, MOST_CHARACTERS))
            finally:
                pdfium.FPDFText_ClosePage(textpage)
        if len(read.words) < FEW_WORDS and read.words:
            read.pictured = is_pictured(page, read.frame)
        if read.words:
            read.tagged = tagged_pieces(page, read.words, index + 1) if _TAGS else None
            if read.tagged is None:
                read.rules, dots = drawings_of(page, read.frame)
                read.words += drawn_bullets(dots, read.words)
        return read
    finally:
        pdfium.FPDF_ClosePage(page)


def _turn(words: Sequence[Word]) -> int:
    """Return the quarter turns that set most words of a page upright: a page printed sideways."""
    letters = {0: 0, 1: 0, 3: 0}
    for word in words:
        letters[word.turned] += len(word.text) if len(word.text) > 1 else 0
    most = max(letters, key=lambda turn: letters[turn])
    return most if letters[most] > sum(letters.values()) / 2 else 0


def _recognised(source: Source, settings: ReadSettings, pages: Sequence[Page], draft: Draft) -> bool:
    """Fill the words of pages without a text layer by OCR; say which pages stay unread."""
    if settings.ocr == "off" or not ocr.available(settings.ocr):
        advice = "" if settings.ocr == "off" else " Install the OCR extra to read it: pip install 'sla-extractor[ocr]'."
        for page in pages[:50]:
            fault = "is a picture with few words over it" if page.words else "has no text layer (a scan or a picture)"
            draft.warn("page_unreadable", f"Page {page.number} {fault}.{advice}", page=page.number)
        return False
    started, recognised = time.monotonic(), False
    for page in pages:
        if time.monotonic() - started > PATIENCE * settings.limits.seconds:
            draft.warn("page_unreadable", f"Page {page.number} was not recognised: the limit on time was reached.", page=page.number)
            continue
        grant(settings.limits.seconds)
        until = time.monotonic() + MOST_OF_A_PAGE * settings.limits.seconds
        with _LOCK:
            image = ocr.picture(source.data, page.number, settings.passwords)
        if image is not None:
            filled, left = _filled(page, image, settings.ocr, until)
            recognised |= filled
            if left:
                message = f"Page {page.number} was recognised in part only, {left:,} of its lines were not: the limit on time was reached."
                draft.warn("page_unreadable", message, page=page.number)
    return recognised


def _filled(page: Page, image: Any, engine: str, until: float) -> tuple[bool, int]:
    """Fill a page with the words recognised on its picture; tell whether there were more than it had, and how many lines were left."""
    image, quarters, slant = upright(image, *((None, None) if engine == "tesseract" else (ocr.wrong_way_up, ocr.legible)))
    frame = page.frame.turned(quarters - page.turned)
    found, left = ocr.words_on(image, frame.width, frame.height, engine=engine, until=until)
    if len(found) <= len(page.words):
        return False, left
    page.frame, page.turned, page.slant, page.tagged = frame, quarters, slant, None
    page.rules = rules_on(image, frame.width, frame.height)
    page.words = cut_at_rules(found, page.rules)
    return True, left


def _still_there(pieces: Sequence[Piece], inside: set[int]) -> list[Piece]:
    """Return tagged pieces without the words that turned out to be running headers or page numbers."""
    kept = []
    for piece in pieces:
        piece.words = [word for word in piece.words if id(word) in inside]
        if piece.words or piece.rows:
            kept.append(piece)
    return kept


def _write(draft: Draft, piece: Piece, known: Callable[[str], bool]) -> None:
    if piece.kind == "table":
        _write_table(draft, piece, known)
        return
    words = piece.all_words
    text, bold = joined(words, known)
    if not text.strip():
        return
    parts = [piece, *piece.more]
    boxes: list[Box] = [box_of(part.words, part.page) for part in parts if part.words]
    look = look_of(piece, words)
    kind = "heading" if piece.kind == "heading" and len(words) <= 25 else "item" if piece.kind == "item" else "paragraph"
    flattened = parts_of(text) if kind == "paragraph" else []
    if flattened:
        add_parts(draft, text, flattened, look=look, bold=bold, places=_places(text, parts))
        return
    draft.add(
        text,
        kind=kind,  # type: ignore[arg-type]
        number=piece.number,
        heading_level=piece.level if kind == "heading" else None,
        depth=piece.depth,
        pages=(piece.page, parts[-1].page),
        boxes=boxes,
        look=look,
        bold=[] if kind == "heading" else bold,
    )


def _places(text: str, parts: Sequence[Piece]) -> Places:
    """Return what tells pages and boxes of a passage of a text that the words of `parts` were joined to."""
    starts: list[int] = []
    words: list[tuple[int, Word]] = []
    at = 0
    for part in parts:
        for word in part.words:
            at = max(at, text.find(word.text.rstrip("-"), at))
            starts.append(at)
            words.append((part.page, word))

    def places(span: Span) -> tuple[tuple[int, int], list[Box]]:
        first, last = max(0, bisect_right(starts, span.start) - 1), max(1, bisect_left(starts, span.end))
        inside = words[first:last]
        pages = dict.fromkeys(page for page, _ in inside)
        return (inside[0][0], inside[-1][0]), [box_of([word for at, word in inside if at == page], page) for page in pages]

    return places


def _write_table(draft: Draft, piece: Piece, known: Callable[[str], bool]) -> None:
    rows = [[joined(cell, known)[0] for cell in row] for row in piece.rows]
    boxes = {(r, c): _boxes(cell, piece, r) for r, row in enumerate(piece.rows) for c, cell in enumerate(row) if cell}
    if rows and rows[0]:
        draft.add_table(rows, header_rows=piece.header_rows, merged=piece.merged, pages=piece.row_pages, boxes=boxes)


def _boxes(cell: Sequence[Word], piece: Piece, row: int) -> list[Box]:
    """Return the box of a cell's words on each page that they stand on."""
    pages = [piece.later.get(id(word), piece.row_pages[row]) for word in cell]
    return [box_of([word for word, at in zip(cell, pages, strict=True) if at == page], page) for page in dict.fromkeys(pages)]
