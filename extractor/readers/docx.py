"""Word → Document: the body in document order, with the numbers that Word shows and changes as if accepted."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from extractor.document import Document, Draft, Look
from extractor.readers.clean import squeeze
from extractor.readers.docx_numbering import Numbering
from extractor.readers.docx_package import Package, W, children, opened
from extractor.readers.docx_styles import NOTHING, Style, Styles, numbering_of, run_look
from extractor.readers.docx_tables import Grid, grid_of
from extractor.readers.rich_text import RichText
from extractor.readers.source import ReadSettings, Source

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ACCEPTED = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo"))
_DROPPED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "commentReference", "annotationRef"))
_SPACES = frozenset(f"{W}{name}" for name in ("tab", "br", "cr", "ptab"))
LONGEST_HEADING = 20
"""Words above which a paragraph in a heading style is a numbered clause, as legal templates set them."""
_SYMBOLS = {"F0B7": "•", "F0A7": "•", "F0B3": "≥", "F0A3": "≤", "F0FE": "☒", "F0A8": "☐", "F0D8": "•"}


def sniff(source: Source) -> bool:
    """Tell whether the container holds a Word document (also one whose container is damaged, by its name)."""
    if source.suffix in (".docx", ".docm", ".dotx"):
        return True
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as container:
            return any(name.lower().endswith("word/document.xml") for name in container.namelist()[:5000])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read(source: Source, settings: ReadSettings) -> Document:
    """Return the document; tracked changes are read as if accepted, with a notice that says so."""
    package = opened(source, settings.limits)
    body = package.document.find(f"{W}body")
    walker = _Walker(package, settings)
    if body is not None:
        walker.blocks(body)
    if walker.tracked:
        walker.draft.warn("tracked_changes", "The document has tracked changes; they were read as if accepted.")
    if walker.truncated:
        walker.draft.warn("truncated", "The document is larger than the limits; its end was not read.")
    furniture = [text for part in (*package.headers, *package.footers) if (text := _plain_text(part))]
    return walker.draft.finish(
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document", furniture=furniture, title=package.title
    )


def _plain_text(part: etree._Element) -> str:
    return squeeze(" ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in part.iter(f"{W}p")))


@dataclass(slots=True)
class _Walker:
    """Walk the body and write blocks."""

    package: Package
    settings: ReadSettings
    draft: Draft = field(default_factory=Draft)
    styles: Styles = field(init=False)
    numbering: Numbering = field(init=False)
    notes: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    tracked: bool = False
    truncated: bool = False
    joined: RichText | None = None
    """Text of paragraphs whose end mark was deleted: it goes on in the next paragraph."""
    depth: int = 0
    cells: int = 0

    def __post_init__(self) -> None:
        self.styles = Styles(self.package.styles)
        self.numbering = Numbering(self.package.numbering, self.styles)
        for kind, root in (("footnote", self.package.footnotes), ("endnote", self.package.endnotes)):
            for note in root.iterchildren(f"{W}{kind}") if root is not None else ():
                if note.get(f"{W}type") is None:
                    self.notes[kind, note.get(f"{W}id") or ""] = note

    def blocks(self, container: etree._Element) -> None:
        """Write the blocks of a body, cell, note or text box."""
        if self.depth > self.settings.limits.depth:
            self.truncated = True
            return
        self.depth += 1
        for element in children(container):
            if self.draft.length > self.settings.limits.characters:
                self.truncated = True
                break
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"):
                self.tracked |= element.tag in (f"{W}ins", f"{W}moveTo")
                self.blocks(element)
            elif element.tag == f"{MC}AlternateContent":
                self.blocks(_choice(element))
            elif element.tag == f"{W}altChunk":
                self.draft.warn("embedded_part", "The document embeds another file; its content was not read.")
        self.depth -= 1

    def _paragraph(self, element: etree._Element) -> None:
        ppr = element.find(f"{W}pPr")
        style = self._style(ppr)
        line = self.joined or RichText()
        self.joined = None
        aside: list[etree._Element] = []
        sizes: dict[float, int] = {}
        self._runs(element, line, style, aside, sizes, 0)
        if ppr is not None and ppr.find(f"{W}rPr/{W}del") is not None:
            self.tracked = True
            self.joined = line
            return
        number, depth = self._number(ppr, style)
        text = line.text
        if text:
            self._write(line, text, style, number, depth, sizes)
        for part in aside:
            self.blocks(part)

    def _write(self, line: RichText, text: str, style: Style, number: str | None, depth: int, sizes: dict[float, int]) -> None:
        words = text.split()
        long = len(words) > LONGEST_HEADING or (len(words) > 9 and text.endswith((".", ";")))
        level = style.heading if style.heading and not long else None
        kind = "heading" if level else "item" if number == "•" else "paragraph"
        size = max(sizes, key=lambda points: sizes[points]) if sizes else style.size
        look = Look(size=size, bold=line.all_bold, centered=bool(style.centered))
        bold = [(a, min(b, len(text))) for a, b in line.bold] if kind != "heading" else []
        self.draft.add(text, kind=kind, number=number, heading_level=level, depth=depth, look=look, bold=bold)  # type: ignore[arg-type]

    def _style(self, ppr: etree._Element | None) -> Style:
        """Return the paragraph's style with its own properties put over it."""
        if ppr is None:
            return self.styles.of(None)
        named = ppr.find(f"{W}pStyle")
        style = self.styles.of(named.get(f"{W}val") if named is not None else None)
        outline, align = ppr.find(f"{W}outlineLvl"), ppr.find(f"{W}jc")
        own = NOTHING
        if outline is not None and (outline.get(f"{W}val") or "").isdigit():
            value = int(outline.get(f"{W}val") or 9)
            own = Style(heading=value + 1 if value < 9 else 0)
        if align is not None:
            own = own.under(Style(centered=align.get(f"{W}val") == "center"))
        return style.under(own)

    def _number(self, ppr: etree._Element | None, style: Style) -> tuple[str | None, int]:
        number, level = numbering_of(ppr) if ppr is not None else (None, None)
        if number is None and style.number is None:
            return None, 0
        if number is not None:
            return self.numbering.next(number, level, style=None) if number != "0" else (None, 0)
        return self.numbering.next(style.number or "0", level if level is not None else style.level, style=style.owner)

    def _runs(self, element: etree._Element, line: RichText, style: Style, aside: list[etree._Element], sizes: dict[float, int], depth: int) -> None:
        """Append the text of runs to `line`; notes and text boxes go to `aside`, to be written after the paragraph."""
        if depth > self.settings.limits.depth:
            self.truncated = True
            return
        for child in children(element):
            if child.tag == f"{W}r":
                self._run(child, line, style, aside, sizes)
            elif child.tag in _ACCEPTED:
                self.tracked |= child.tag in (f"{W}ins", f"{W}moveTo")
                self._runs(child, line, style, aside, sizes, depth + 1)
            elif child.tag in (f"{W}del", f"{W}moveFrom"):
                self.tracked = True
            elif child.tag == f"{MC}AlternateContent":
                self._runs(_choice(child), line, style, aside, sizes, depth + 1)

    def _run(self, run: etree._Element, line: RichText, style: Style, aside: list[etree._Element], sizes: dict[float, int]) -> None:
        look = run_look(run.find(f"{W}rPr"))
        own = style.under(Style(**look)) if look else style  # type: ignore[arg-type]
        if own.hidden:
            return
        for part in children(run):
            tag = part.tag
            if tag == f"{W}t":
                text = part.text or ""
                line.add(text, bold=bool(own.bold))
                if own.size:
                    sizes[own.size] = sizes.get(own.size, 0) + len(text)
            elif tag in _SPACES:
                line.space()
            elif tag == f"{W}noBreakHyphen":
                line.add("-", bold=bool(own.bold))
            elif tag == f"{W}sym":
                line.add(_SYMBOLS.get((part.get(f"{W}char") or "").upper(), ""), bold=bool(own.bold))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = "footnote" if tag.endswith("footnoteReference") else "endnote"
                note = self.notes.pop((kind, part.get(f"{W}id") or ""), None)
                if note is not None:
                    aside.append(note)
            elif tag == f"{MC}AlternateContent":
                aside.extend(_choice(part).iter(f"{W}txbxContent"))
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                aside.extend(part.iter(f"{W}txbxContent"))

    def _table(self, element: etree._Element) -> None:
        grid = grid_of(element, limits=self.settings.limits, words=self._cell_words, left=self.settings.limits.cells - self.cells)
        self.cells += grid.cells
        self.truncated |= grid.truncated
        if grid.layout:
            for cell in grid.elements:
                self.blocks(cell)
            return
        self._write_table(grid)

    def _write_table(self, grid: Grid) -> None:
        if any(text for row in grid.rows for text in row):
            self.draft.add_table(grid.rows, header_rows=grid.header_rows, merged=grid.merged)

    def _cell_words(self, cell: etree._Element) -> tuple[str, bool]:
        """Return a cell's words on one line and whether all of them are bold."""
        parts, bold = [], True
        for paragraph in _paragraphs(cell):
            ppr = paragraph.find(f"{W}pPr")
            style, line = self._style(ppr), RichText()
            self._runs(paragraph, line, style, [], {}, 0)
            number, _ = self._number(ppr, style)
            if line.text:
                parts.append(f"{number} {line.text}" if number and number != "•" else line.text)
                bold &= line.all_bold
        return squeeze(" ".join(parts)), bold and bool(parts)


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a cell, those of tables inside it too, but none of text boxes twice."""
    for paragraph in cell.iter(f"{W}p"):
        if not any(above.tag == f"{W}txbxContent" for above in paragraph.iterancestors()):
            yield paragraph


def _choice(alternate: etree._Element) -> etree._Element:
    """Return the first choice of alternatives (its fallback says the same for older programs)."""
    choice = alternate.find(f"{MC}Choice")
    fallback = alternate.find(f"{MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else etree.Element("empty")
