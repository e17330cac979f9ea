"""What a reader returns and everything else points into: Span, Block, Table, Document, and the Clause cut from them.

The text of a document is made once, by `Draft`, and never edited. A block, a cell, a clause and a quote are spans of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BlockKind = Literal["heading", "paragraph", "item", "row"]


class Span(NamedTuple):
    """Mark characters `start` up to, not including, `end` of a text.

    >>> Span(0, 6).of("uptime of 99.9%")
    'uptime'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span marks in `text`."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """Return the same span `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


class Box(NamedTuple):
    """Mark a rectangle on a page: 1-based page, points from the top left corner of the page as a viewer shows it.

    That is the crop box turned by the page's own rotation: on a picture of n dots per point the words lie in the box times n,
    also where a page is printed sideways or a scan lies upside down (its words are read upright and their boxes put back).
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Look:
    """Describe how a block is set: what a reader's eye uses to tell a heading from a sentence. None where unknown."""

    size: float | None = None
    """Font size in points, the block's most frequent."""
    bold: bool = False
    """Every letter of the block is bold."""
    italic: bool = False
    underlined: bool = False
    centered: bool = False
    indent: float | None = None
    """Left edge in points from the left edge of the page's (or column's) text."""
    space_above: float | None = None
    """White space above in points."""


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one paragraph, list item, heading or table row as the reader saw it.

    `number` is a number or list mark that the format shows but its text does not hold (Word's automatic numbers, HTML's
    ordered lists); a number typed into the text stays in the text and is taken off by the segmenter.
    `heading_level` is set where the format itself says "heading" (Word's style, `<h2>`, `##`); readers of formats that
    only have a look (PDF) leave it None and fill `look`.
    """

    kind: BlockKind
    span: Span
    number: str | None = None
    heading_level: int | None = None
    depth: int = 0
    """Nesting of a list item, 0 for the outermost list."""
    page: int | None = None
    end_page: int | None = None
    boxes: tuple[Box, ...] = ()
    look: Look | None = None
    bold: tuple[Span, ...] = ()
    """Bold passages, as spans of the document's text: run-in headings and defined terms show there."""
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold one table cell; a merged cell stands (as the same object) in every place of the grid that it covers."""

    span: Span
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table as a full grid: every row has the same number of cells.

    `header_rows` counts the rows at the top that name the columns (0 when the table has none).
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    caption: Span | None = None
    page: int | None = None

    def texts(self, text: str) -> list[list[str]]:
        """Return the grid as words, taken from the document's `text`."""
        return [[cell.span.of(text) for cell in row] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Notice:
    """Report something that a reader of the record should know (a page not read, tracked changes accepted)."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one document as read: its text, and blocks and tables that point into it, in reading order."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    media_type: str = "text/plain"
    pages: int | None = None
    """Number of pages, None for formats without pages."""
    furniture: tuple[str, ...] = ()
    """Running headers, footers and page numbers, kept out of the text (each distinct text once)."""
    title: str | None = None
    """The title that the file's own metadata give; the record prefers a title found in the text."""
    language: str | None = None
    ocr: bool = False
    warnings: tuple[Notice, ...] = ()

    def words_of(self, block: Block) -> str:
        """Return the text of one of its blocks."""
        return block.span.of(self.text)


@dataclass(frozen=True, slots=True)
class Reference:
    """Point from the words "Section 3.2(a)" to the clause that they name (None when the document has none)."""

    text: str
    clause: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """Hold the smallest passage with one purpose, and where it stands.

    `span` marks its text in the document's text, without number and stand-alone heading; `text` is that text.
    A clause of kind `heading` has an empty text and its title in `heading`. `path` holds the headings above, outermost
    first. `lead_in` is the id of the sentence that introduces the list or table, `header` the header cells above a row.
    """

    id: str
    span: Span
    text: str
    kind: BlockKind = "paragraph"
    number: str | None = None
    heading: str | None = None
    run_in: str | None = None
    """A title that opens the text ("Service Credits. If we …"); it stays part of the text."""
    parent: str | None = None
    level: int = 0
    path: tuple[str, ...] = ()
    lead_in: str | None = None
    table: int | None = None
    row: int | None = None
    header: tuple[str, ...] = ()
    page: int | None = None
    end_page: int | None = None
    boxes: tuple[Box, ...] = ()
    defines: tuple[str, ...] = ()
    refers_to: tuple[Reference, ...] = ()
    labels: tuple[tuple[str, float], ...] = ()
    """The labels given, with calibrated probabilities, most probable first; empty before classification."""

    def has(self, *labels: str) -> bool:
        """Tell whether the clause carries any of `labels`."""
        return any(label in labels for label, _ in self.labels)

    def probability(self, label: str) -> float:
        """Return the probability of a label that the clause carries, else 0."""
        return next((value for name, value in self.labels if name == label), 0.0)


@dataclass(slots=True)
class Draft:
    """Build a Document block by block; the only place where a document's text is put together.

    >>> draft = Draft()
    >>> draft.add("Service Credits", kind="heading", heading_level=1)
    >>> draft.add_table([["Uptime", "Credit"], ["below 99.9%", "10%"]], header_rows=1)
    >>> document = draft.finish()
    >>> [document.words_of(block) for block in document.blocks]
    ['Service Credits', 'Uptime | Credit', 'below 99.9% | 10%']
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)

    def _append(self, text: str) -> Span:
        if self.parts:
            self.parts.append("\n")
            self.length += 1
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def add(
        self,
        text: str,
        *,
        kind: BlockKind = "paragraph",
        number: str | None = None,
        heading_level: int | None = None,
        depth: int = 0,
        pages: tuple[int, int] | None = None,
        boxes: Sequence[Box] = (),
        look: Look | None = None,
        bold: Iterable[tuple[int, int]] = (),
    ) -> None:
        """Append one block. `bold` holds offsets in `text`; surrounding white space must be stripped already."""
        span = self._append(text)
        self.blocks.append(
            Block(
                kind=kind,
                span=span,
                number=number,
                heading_level=heading_level,
                depth=depth,
                page=pages[0] if pages else None,
                end_page=pages[1] if pages else None,
                boxes=tuple(boxes),
                look=look,
                bold=tuple(Span(*passage).shift(span.start) for passage in bold),
            )
        )

    def add_table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        header_rows: int,
        merged: Mapping[tuple[int, int], tuple[int, int]] | None = None,
        pages: Sequence[int] | None = None,
        boxes: Mapping[tuple[int, int], Sequence[Box]] | None = None,
    ) -> None:
        """Append a table, a block per row, the cells of a row joined by " | ".

        `rows` is a full grid. `merged` maps each covered place (row, column) to the place whose cell covers it: its
        words stand in the text once. `pages` gives the page of each row. Rows without any words get no block.
        """
        merged, boxes = merged or {}, boxes or {}
        index, placed, grid = len(self.tables), {}, []
        for r, row in enumerate(rows):
            own = [c for c in range(len(row)) if (r, c) not in merged]
            joined = " | ".join(row[c] for c in own)
            blank = not any(row[c].strip() for c in own)
            span = Span(self.length, self.length) if blank else self._append(joined)
            offset = span.start
            for c in own:
                here = Span(offset, offset) if blank else Span(offset, offset + len(row[c]))
                placed[r, c] = Cell(here, tuple(boxes.get((r, c), ())))
                offset = here.end + (0 if blank else 3)
            grid.append(tuple(placed[merged.get((r, c), (r, c))] for c in range(len(row))))
            if not blank:
                page = pages[r] if pages else None
                row_boxes = tuple(box for c in own for box in boxes.get((r, c), ()))
                end = max((box.page for box in row_boxes), default=page)  # a page break may tear a row
                self.blocks.append(Block("row", span, page=page, end_page=end, boxes=row_boxes, table=index, row=r))
        self.tables.append(Table(tuple(grid), header_rows, page=pages[0] if pages else None))

    def warn(self, code: str, message: str, *, page: int | None = None) -> None:
        """Note something that the user should know of."""
        self.warnings.append(Notice(code, message, page))

    def finish(
        self,
        *,
        media_type: str = "text/plain",
        pages: int | None = None,
        furniture: Iterable[str] = (),
        title: str | None = None,
        language: str | None = None,
        ocr: bool = False,
    ) -> Document:
        """Return the document; the draft is not to be used afterwards."""
        return Document(
            text="".join(self.parts),
            blocks=tuple(self.blocks),
            tables=tuple(self.tables),
            media_type=media_type,
            pages=pages,
            furniture=tuple(dict.fromkeys(furniture)),
            title=title,
            language=language,
            ocr=ocr,
            warnings=tuple(self.warnings),
        )


def cells_of(document: Document, clause: Clause) -> Iterator[tuple[int, Span]]:
    """Yield (column, span in the clause's text) for each distinct cell of a clause that is a table row."""
    if clause.table is None or clause.row is None:
        return
    seen = set()
    for column, cell in enumerate(document.tables[clause.table].rows[clause.row]):
        if id(cell) not in seen and clause.span.holds(cell.span):
            seen.add(id(cell))
            yield column, cell.span.shift(-clause.span.start)
