"""Word → Document: the body in document order, with the numbers that Word shows and changes as if accepted.

A soft line break inside a paragraph becomes a space; two in a row, a page break, or one before a numbered line end the
paragraph. Notes and text boxes follow the paragraph that refers to them. Comments are left out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from extractor.document import BlockKind, Document, Draft
from extractor.errors import LimitExceeded, NoText
from extractor.readers.clean import squeeze
from extractor.readers.docx_fields import Fields
from extractor.readers.docx_names import ALTERNATIVES, MC, PARAGRAPH, RUN, TABLE, TEXT, VAL, W, children, on, value_of
from extractor.readers.docx_numbering import BULLET, Counters, Mark, Numbering
from extractor.readers.docx_package import ENCRYPTED, OLE, Package, opened
from extractor.readers.docx_runs import Line, Runs, choice
from extractor.readers.docx_styles import NOTHING, Style, Styles, own_properties
from extractor.readers.docx_tables import Words, grid_of, table_of
from extractor.readers.flattened import add_parts, parts_of, piped_rows
from extractor.readers.office_passwords import unlocked
from extractor.readers.source import ReadSettings, Source

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = frozenset((".docx", ".docm", ".dotx", ".dotm"))
LONGEST_HEADING = 20
"""Words above which a paragraph in a heading style is a numbered clause, as legal templates set them."""
LONGEST_SENTENCE_HEADING = 9
"""Words above which it is one when it ends like a sentence."""

_THROUGH = frozenset(f"{W}{name}" for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_NOTICES = {
    "struck_text": "Struck-out words were left out, as if the change were accepted.",
    "tracked_changes": "The document has tracked changes; they were read as if accepted.",
    "embedded_part": "The document embeds or refers to another file; its content was not read.",
    "part_unreadable": "A part of the Word file is damaged and was left out.",
}


def sniff(source: Source) -> bool:
    """Tell whether the container holds a Word document; one that is damaged or behind a password is told by its name.

    >>> sniff(Source("a.docx", b"PK... not much left")), sniff(Source("a.docx", b"<html>"))
    (True, False)
    """
    if source.data.startswith(OLE):
        return source.suffix in SUFFIXES and ENCRYPTED in source.data
    if not source.data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as container:
            names = [name.replace("\\", "/").lstrip("/").lower() for name in container.namelist()[:10_000]]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError, OverflowError):
        return source.suffix in SUFFIXES
    if any(name.startswith("word/") for name in names):
        return True
    return source.suffix in SUFFIXES and not any(name == "mimetype" or name.startswith(("xl/", "ppt/")) for name in names)


def read(source: Source, settings: ReadSettings) -> Document:
    """Return the document; raises DamagedFile, EncryptedFile, LimitExceeded, NoText."""
    if source.data.startswith(OLE):  # the container of a protected file
        source = Source(source.name, unlocked(source.data, settings))
    package = opened(source, settings.limits)
    story = _Story(package, settings)
    for body in package.document.iterchildren(f"{W}body"):
        story.blocks(body)
    story.ends()
    embedded = story.embedded or story.runs.embedded
    seen = {
        "struck_text": story.runs.struck,
        "tracked_changes": story.runs.tracked,
        "embedded_part": embedded,
        "part_unreadable": bool(package.unread),
    }
    for code, message in _NOTICES.items():
        if seen[code]:
            story.draft.warn(code, message)
    if embedded and not story.draft.blocks:
        raise NoText("The Word file only embeds other files.", advice="Open it in Word and save it again, which takes their text in.")
    furniture = [*(text for part in package.furniture if (text := _plain(part))), *story.contents]
    return story.draft.finish(media_type=MEDIA_TYPE, furniture=furniture, title=package.title)


def _plain(part: etree._Element) -> str:
    """Return the words of a header or footer on one line."""
    words: list[str] = []
    for paragraph in part.iter(PARAGRAPH):
        if not any(above.tag == f"{MC}Fallback" for above in paragraph.iterancestors()):
            words.append(" ")
            for run in paragraph.iter(RUN):
                words += [" " if piece.tag == f"{W}tab" else piece.text or "" for piece in run.iterchildren(TEXT, f"{W}tab")]
    return squeeze("".join(words))


@dataclass(slots=True)
class _Pending:
    """Hold the text of a paragraph that goes on in the next one; `kept` its place and mark where they stay in force."""

    line: Line
    mark: Mark | None = None
    style: Style | None = None


@dataclass(slots=True)
class _Story:
    """Walk the body and write blocks."""

    package: Package
    settings: ReadSettings
    draft: Draft = field(default_factory=Draft)
    embedded: bool = False
    contents: list[str] = field(default_factory=list)
    """Lines of tables of contents: they name every heading a second time."""
    styles: Styles = field(init=False)
    numbering: Numbering = field(init=False)
    runs: Runs = field(init=False)
    notes: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    pending: _Pending | None = None
    asides: dict[str, Counters] = field(default_factory=dict)
    depth: int = 0
    below: float = 0.0
    cells_left: int = field(init=False)
    in_contents: bool = False

    def __post_init__(self) -> None:
        self.cells_left = self.settings.limits.cells
        self.styles = Styles(self.package.styles)
        self.numbering = Numbering(self.package.numbering, self.styles)
        self.runs = Runs(self.styles, Fields(self.numbering), self.settings.limits)
        for kind, root in (("footnote", self.package.footnotes), ("endnote", self.package.endnotes)):
            for note in root.iterchildren(f"{W}{kind}") if root is not None else ():
                self.notes[kind, note.get(f"{W}id") or ""] = note

    def blocks(self, container: etree._Element) -> None:
        """Write the blocks of a body, cell, note or text box."""
        self.depth += 1
        if self.depth > self.settings.limits.depth:
            raise LimitExceeded(f"The document nests deeper than {self.settings.limits.depth} levels.")
        for element in children(container):
            if self.draft.length > self.settings.limits.characters:
                raise LimitExceeded(f"The document has more than {self.settings.limits.characters:,} characters.")
            self._block(element)
        self.depth -= 1

    def _block(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == PARAGRAPH:
            self._paragraph(element)
        elif tag == TABLE:
            self.ends()
            self._table(element)
        elif tag == f"{W}sdt":
            self._content_control(element)
        elif tag in _THROUGH:
            self.blocks(element)
        elif tag == ALTERNATIVES:
            chosen = choice(element)
            if chosen is not None:
                self.blocks(chosen)
        elif tag in (f"{W}altChunk", f"{W}subDoc"):
            self.embedded = True

    def _content_control(self, element: etree._Element) -> None:
        gallery = value_of(element.find(f"{W}sdtPr/{W}docPartObj"), "docPartGallery")
        content, outer = element.find(f"{W}sdtContent"), self.in_contents
        if content is not None:
            self.in_contents = outer or gallery == "Table of Contents"
            self.blocks(content)
            self.in_contents = outer

    def _paragraph(self, element: etree._Element) -> None:
        own = own_properties(element)
        says, style = own.says, self.styles.paragraph(own.name)
        before, line = self.pending, Line()
        self.pending = None
        if before is not None:
            line = before.line
            style, says = (before.style, NOTHING) if before.style is not None else (style, says)
        place = self.numbering.place(says, style)
        self.runs.fields.place, self.runs.fields.heading = place, style.heading
        self.runs.read(element, style, line)
        if own.end_deleted:
            self.runs.tracked = True
            self.pending = _Pending(line)
            return
        mark = before.mark if before is not None and before.style is not None else None
        unseen = line.is_blank and (own.end_hidden or own.ends_section or style.hidden)
        if mark is None and place is not None and not unseen:
            mark = self.numbering.next(*place)
        style = self.styles.merged(style, says)
        if own.end_hidden and not line.is_blank:
            self.pending = _Pending(line, mark, style)
            return
        self._write(line, style, says, mark)
        self._asides(line)

    def ends(self) -> None:
        """Write what is left where the paragraph that it would go on in never came."""
        if self.pending is not None:
            before, self.pending = self.pending, None
            self._write(before.line, before.style or self.styles.paragraph(None), NOTHING, before.mark)
            self._asides(before.line)

    def _write(self, line: Line, style: Style, own: Style, mark: Mark | None) -> None:
        lines = line.rich()
        if self.in_contents or style.contents:
            self.contents.extend(each.text for each in lines)
            return
        number = mark.text if mark is not None else None
        if line.number:
            number = line.number if number in (None, BULLET) else f"{number} {line.number}"
        above = max(style.above or 0.0, self.below) or None
        self.below = style.below or 0.0
        indent = _indent(style, own, mark)
        rows = piped_rows([each.text for each in lines])
        if rows:
            self.draft.add_table(rows, header_rows=0)
            return
        for i, each in enumerate(lines):
            text, shown = each.text, number if i == 0 else None
            level = _heading_level(style, text)
            kind: BlockKind = "heading" if level else "item" if shown and not any(ch.isalnum() for ch in shown) else "paragraph"
            bold = [] if kind == "heading" else [(start, min(end, len(text))) for start, end in each.bold]
            look = line.look(style, each, indent, above if i == 0 else None)
            parts = parts_of(text) if kind == "paragraph" else []
            if parts:
                add_parts(self.draft, text, parts, look=look, bold=bold, places=lambda _: (None, []))
                continue
            self.draft.add(text, kind=kind, number=shown, heading_level=level, depth=mark.depth if mark else 0, look=look, bold=bold)

    def _asides(self, line: Line) -> None:
        """Write tables, text boxes and notes that the paragraph holds or refers to; each kind numbers on its own."""
        for table in line.tables:
            self._table(table)
        boxes = [("text boxes", box) for box in line.boxes]
        notes = [("notes", note) for key in line.notes if (note := self.notes.pop(key, None)) is not None]
        for story, content in (*boxes, *notes):
            outer, self.numbering.counters = self.numbering.counters, self.asides.setdefault(story, Counters())
            self.blocks(content)
            self.ends()
            self.numbering.counters = outer

    def _table(self, element: etree._Element) -> None:
        table = table_of(element, most=self.cells_left)
        self.runs.tracked |= table.tracked
        if table.is_layout:
            for row in table.cells:
                for cell in row:
                    self.blocks(cell)
                    self.ends()
            return
        properties, later = element.find(f"{W}tblPr"), Line()
        bold = self.styles.bold_first_row(value_of(properties, "tblStyle")) and _looks_first(properties)
        grid = grid_of(table, most=self.cells_left, words=lambda cell: self._cell(cell, later), bold_first_row=bold)
        self.cells_left -= sum(len(row) for row in grid.rows)
        if any(text for row in grid.rows for text in row):
            self.draft.add_table(grid.rows, header_rows=grid.header_rows, merged=grid.merged)
        self._asides(later)

    def _cell(self, cell: etree._Element, later: Line) -> Words:
        """Return a cell's words on one line; its notes are put off to `later`."""
        parts, bold, line = [], True, Line()
        for paragraph in _paragraphs(cell):
            own = own_properties(paragraph)
            style = self.styles.paragraph(own.name)
            self.runs.fields.place = place = self.numbering.place(own.says, style)
            self.runs.read(paragraph, style, line)
            if own.end_deleted:
                continue
            mark = self.numbering.next(*place) if place is not None else None
            lines = line.rich()
            shown = " ".join(each.text for each in lines)
            number = line.number or (mark.text if mark is not None and mark.text != BULLET else None)
            parts.append(f"{number or ''} {shown}")
            bold &= all(each.all_bold for each in lines)
            later.notes.extend(line.notes)
            later.boxes.extend(line.boxes)
            line = Line()
        text = squeeze(" ".join([*parts, *(each.text for each in line.rich())]))
        return Words(text, bold and bool(text))


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a cell, those of tables inside it too; text boxes are not entered."""
    stack = list(children(cell))[::-1]
    while stack:
        child = stack.pop()
        if child.tag == PARAGRAPH:
            yield child
        elif child.tag == ALTERNATIVES:
            chosen = choice(child)
            stack.extend([] if chosen is None else [chosen])
        elif child.tag not in (f"{W}tcPr", f"{W}tblPr", f"{W}trPr"):
            stack.extend(list(children(child))[::-1])


def _looks_first(properties: etree._Element | None) -> bool:
    """Tell whether a table uses its style's look for the first row."""
    look = properties.find(f"{W}tblLook") if properties is not None else None
    if look is None:
        return False
    named = look.get(f"{W}firstRow")
    if named is not None:
        return on(named)
    try:
        return bool(int(look.get(VAL) or "0", 16) & 0x20)
    except ValueError:
        return False


def _heading_level(style: Style, text: str) -> int | None:
    words = text.split()
    sentence = len(words) > LONGEST_SENTENCE_HEADING and text.endswith((".", ";"))
    return None if not style.heading or sentence or len(words) > LONGEST_HEADING else style.heading


def _indent(style: Style, own: Style, mark: Mark | None) -> float | None:
    """Return where a paragraph's first line begins: what it says itself goes before its list, its list before its style."""
    left, first = style.left, style.first
    if mark is not None:
        left = own.left if own.left is not None else mark.level.left if mark.level.left is not None else left
        first = own.first if own.first is not None else mark.level.first if mark.level.first is not None else first
    return round((left or 0.0) + min(first or 0.0, 0.0), 1)
