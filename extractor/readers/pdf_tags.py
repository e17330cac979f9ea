"""Tagged PDF → pieces: files from Word or a browser say themselves what is a heading, a paragraph, a list item, a table cell.

Tags are believed only when they cover the page's words; otherwise the page is read by its look.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from extractor.readers.pdf_pieces import Piece
from extractor.readers.pdf_words import Word

COVERED = 0.9
"""Share of a page's letters that must be tagged (the rest are page numbers and running headers, marked as artefacts)."""
DEEPEST = 60
MOST_ELEMENTS = 20_000
REACHED = 0.7
"""Share of the longest line's reach that a line has before a word that does not break goes to the next one."""
CLOSE = 1.8
"""Heights of a line by which the next line of the same paragraph stands lower at most."""

_HEADINGS = {"H": 2, "H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6, "Title": 1}
_TEXT = frozenset(("P", "Caption", "BlockQuote", "Quote", "Note", "TOCI", "Lbl", "LBody", "FENote", "Code", "Aside"))
_INLINE = frozenset(("Span", "Link", "Em", "Strong", "Reference", "Annot", "Code", "Sub", "NonStruct"))
_ROW_GROUPS = frozenset(("THead", "TBody", "TFoot"))


@dataclass(slots=True)
class Element:
    """Hold one structure element of a page: its type, and its children in order (elements or marked content ids)."""

    type: str
    children: list[Element | int] = field(default_factory=list)
    span: tuple[int, int] = (1, 1)


def tagged_pieces(page: ctypes.c_void_p, words: list[Word], number: int) -> list[Piece] | None:
    """Return the pieces of a tagged page in the order of its tags, None when its tags do not tell."""
    by_mark: dict[int, list[Word]] = {}
    for word in words:
        by_mark.setdefault(word.mark, []).append(word)
    if len(by_mark) <= 1:
        return None
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return None
    try:
        budget = [MOST_ELEMENTS]
        roots = [
            _element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), 0, budget)
            for i in range(min(pdfium.FPDF_StructTree_CountChildren(tree), 2000))
        ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    reader = _Reader(by_mark, number)
    for root in roots:
        if root is not None:
            reader.read(root, 0)
    reader.flush()
    letters = sum(len(word.text) for word in words)
    taken = sum(len(word.text) for mark in reader.used for word in by_mark.get(mark, ()))
    return reader.pieces if letters and taken >= COVERED * letters * _expected(words) and reader.telling else None


def _expected(words: list[Word]) -> float:
    """Return the share of letters that can be tagged at all: those with a mark."""
    letters = sum(len(word.text) for word in words)
    marked = sum(len(word.text) for word in words if word.mark >= 0)
    return max(0.75, marked / letters) if letters else 1.0


def _element(handle: ctypes.c_void_p | None, depth: int, budget: list[int]) -> Element | None:
    if not handle or depth > DEEPEST or budget[0] <= 0:
        return None
    budget[0] -= 1
    element = Element(_type(handle))
    for i in range(min(pdfium.FPDF_StructElement_CountChildren(handle), MOST_ELEMENTS)):
        mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(handle, i)
        if mark >= 0:
            element.children.append(mark)
            continue
        child = _element(pdfium.FPDF_StructElement_GetChildAtIndex(handle, i), depth + 1, budget)
        if child is not None:
            element.children.append(child)
    if element.type in ("TD", "TH"):
        element.span = (_attribute(handle, b"ColSpan"), _attribute(handle, b"RowSpan"))
    return element


def _type(handle: ctypes.c_void_p) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDF_StructElement_GetType(handle, buffer, 128)
    return buffer.raw[: max(0, min(length, 128) - 2)].decode("utf-16-le", "replace")


def _attribute(handle: ctypes.c_void_p, name: bytes) -> int:
    """Return a whole-number attribute of a cell (its spans), 1 where it has none."""
    for i in range(min(pdfium.FPDF_StructElement_GetAttributeCount(handle), 20)):
        attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(handle, i)
        value = pdfium.FPDF_StructElement_Attr_GetValue(attributes, name) if attributes else None
        number = ctypes.c_float()
        if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, ctypes.byref(number)) and 1 <= number.value <= 60:
            return int(number.value)
    return 1


@dataclass(slots=True)
class _Reader:
    """Walk the elements of one page and collect pieces."""

    by_mark: dict[int, list[Word]]
    page: int
    pieces: list[Piece] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    loose: list[Word] = field(default_factory=list)
    telling: bool = False
    """At least one element says what it is."""
    lists: int = 0
    unlabelled: bool = False
    """The list item that is being read has no label: it may be the rest of one that began on the page before."""
    right: float | None = None
    """The right edge of the page's text, once it was asked for."""
    unnamed: bool = False
    """The loose text ends with an element that says nothing of its kind: a browser's mark for a text as well as for a block."""

    def read(self, element: Element, depth: int) -> None:
        """Write the pieces of one element."""
        kind = element.type
        if kind in _HEADINGS:
            self.telling = True
            self._write("heading", list(self._words(element)), level=_HEADINGS[kind])
        elif kind == "Table":
            self.telling = True
            self.flush()
            self._table(element)
        elif kind == "LI":
            self.telling = True
            self._item(element)
        elif kind in _TEXT and not self._holds_blocks(element):
            self.telling = True
            self._write("paragraph", list(self._words(element)))
        else:
            self.lists += kind == "L"
            for child in element.children:
                if isinstance(child, Element):
                    if child.type in _INLINE and not self._holds_blocks(child):
                        self._inline(child)
                    else:
                        self.flush()
                        self.read(child, depth + 1)
                else:
                    self.loose += self._take(child)
            self.flush()
            self.lists -= kind == "L"

    def _inline(self, element: Element) -> None:
        """Add text that stands directly in a container; the file's elements without a name may be parts of one paragraph or blocks."""
        words = list(self._words(element))
        unnamed = element.type == "NonStruct"
        if (
            (unnamed or self.unnamed)
            and self.loose
            and words
            and not self._goes_on(self.loose[-1], words[0], named=not (unnamed and self.unnamed))
        ):
            self.flush()
        self.loose += words
        self.unnamed = unnamed if words else self.unnamed

    def _goes_on(self, before: Word, word: Word, *, named: bool) -> bool:
        """Tell whether a word stands right of another, or opens the next line because the line above has no room for it.

        Where one of the two is `named` (a link, bold words), they also go on from a later line that ends no sentence.
        """
        if before.top < word.middle < before.bottom:
            return word.x0 >= before.x1 - 1
        if self.right is None:
            self.right = max(each.x1 for words in self.by_mark.values() for each in words)
        full = before.x1 + 0.3 * before.size + (word.x1 - word.x0) > self.right
        reached = self.loose[0].bottom < before.top and before.x1 > REACHED * max(each.x1 for each in self.loose)
        flows = full or (named and reached and before.text[-1:] not in ".:;!?")
        return flows and 0 < word.middle - before.middle < CLOSE * (before.bottom - before.top)

    def flush(self) -> None:
        """Write text that stands directly in a container as a paragraph."""
        words, self.loose = self.loose, []
        self._write("paragraph", words, flush=False)

    def _write(self, kind: str, words: list[Word], *, level: int | None = None, number: str | None = None, flush: bool = True) -> None:
        if flush:
            self.flush()
        if words:
            piece = Piece(kind, self.page, words, level=level, number=number, depth=max(0, self.lists - 1))  # type: ignore[arg-type]
            piece.unlabelled = kind == "item" and self.unlabelled
            piece.indent = min(word.x0 for word in words)
            self.pieces.append(piece)

    def _take(self, mark: int) -> list[Word]:
        self.used.add(mark)
        return self.by_mark.get(mark, [])

    def _words(self, element: Element) -> Iterator[Word]:
        for child in element.children:
            if isinstance(child, Element):
                yield from self._words(child)
            else:
                yield from self._take(child)

    def _holds_blocks(self, element: Element) -> bool:
        return any(
            isinstance(child, Element)
            and (
                child.type in _TEXT - {"Code"}
                or child.type in _HEADINGS
                or child.type in ("L", "LI", "Table", "Div")
                or self._holds_blocks(child)
            )
            for child in element.children
        )

    def _item(self, element: Element) -> None:
        """Write a list item: its label as number, its own text as item, lists inside it as further items."""
        self.flush()
        label: list[Word] = []
        self.unlabelled = not any(isinstance(child, Element) and child.type == "Lbl" for child in element.children)
        body: list[Element | int] = []
        for child in element.children:
            if isinstance(child, Element) and child.type == "Lbl":
                label += self._words(child)
            elif isinstance(child, Element) and child.type == "LBody":
                body += child.children
            else:
                body.append(child)
        number = " ".join(word.text for word in label) or "•"
        number = number if any(ch.isalnum() for ch in number) else "•"
        words: list[Word] = []
        for part in body:
            if isinstance(part, Element) and (part.type in ("L", "Table") or part.type in _TEXT or self._holds_blocks(part)):
                if part.type in _TEXT and not self._holds_blocks(part):
                    if words:
                        self._write("item", words, number=number)
                        number = ""
                    words = list(self._words(part))
                    continue
                self._write("item", words, number=number or None)
                words, number = [], ""
                self.read(part, 0)
            elif isinstance(part, Element):
                words += self._words(part)
            else:
                words += self._take(part)
        self._write("item", words, number=number or None)

    def _table(self, element: Element) -> None:
        piece, used = Piece("table", self.page), set(self.used)
        rows = list(_rows(element))
        taken: set[tuple[int, int]] = set()
        cells: dict[tuple[int, int], list[Word]] = {}
        heads: list[bool] = []
        for r, row in enumerate(rows):
            c, header = 0, True
            for cell in (child for child in row.children if isinstance(child, Element) and child.type in ("TD", "TH")):
                while (r, c) in taken:
                    c += 1
                across, down = cell.span
                for y in range(r, min(r + down, len(rows))):
                    for x in range(c, c + across):
                        taken.add((y, x))
                        if (y, x) != (r, c):
                            piece.merged[y, x] = (r, c)
                cells[r, c] = _once(list(self._words(cell)), header=cell.type == "TH")
                header &= cell.type == "TH" or (bool(cells[r, c]) and all(word.bold for word in cells[r, c]))
                c += across
            heads.append(header and c > 0)
        width = max((c for _, c in taken), default=-1) + 1
        if width == 1:  # a frame around text
            self.used = used
            for row in rows:
                self.read(Element("Div", row.children), 0)
            return
        piece.rows = [[cells.get((r, c), []) for c in range(width)] for r in range(len(rows))]
        piece.row_pages = [self.page] * len(rows)
        piece.header_rows = 1 if len(heads) > 1 and heads[0] and not heads[1] else 0
        if any(cell for row in piece.rows for cell in row):
            self.pieces.append(piece)


def _once(words: list[Word], *, header: bool) -> list[Word]:
    """Return the words of a cell; of a header cell that is printed again where its table goes on, the first print only."""
    half = len(words) // 2
    again = header and half > 0 and len(words) % 2 == 0 and [w.text for w in words[:half]] == [w.text for w in words[half:]]
    return words[:half] if again else words


def _rows(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            if child.type == "TR":
                yield child
            elif child.type in _ROW_GROUPS:
                yield from _rows(child)
