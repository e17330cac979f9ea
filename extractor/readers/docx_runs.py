"""The inside of a paragraph: runs, fields, changes, symbols and equations, collected as a line that a reader sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from lxml import etree

from extractor.document import Look
from extractor.limits import Limits
from extractor.readers.clean import raised
from extractor.readers.docx_fields import Fields, Shown
from extractor.readers.docx_math import linear
from extractor.readers.docx_names import ALTERNATIVES, MC, RUN, RUN_PROPERTIES, TEXT, VAL, M, W, children, integer, on, points
from extractor.readers.docx_styles import NOTHING, Style, Styles
from extractor.readers.docx_symbols import PRIVATE, symbol
from extractor.readers.flattened import piped_rows
from extractor.readers.line_breaks import ends_there
from extractor.readers.rich_text import RichText

_FIELD, _CODE, _SIZE, _STYLE, _PLACE = f"{W}fldChar", f"{W}instrText", f"{W}sz", f"{W}rStyle", f"{W}vertAlign"
BREAK, PAGE_BREAK = "\n", "\f"
ITEM_START = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s|\d{1,2}\.\d{1,2}\.?\s|[•·▪◦*–-]\s)", re.IGNORECASE)
"""A line that opens with a number or a list mark is a paragraph of its own, even after a mere line break."""
_INSIDE = frozenset(f"{W}{name}" for name in ("hyperlink", "smartTag", "sdtContent", "customXml", "dir", "bdo", "sdt", "rubyBase", "ruby"))
_INSERTED = frozenset((f"{W}ins", f"{W}moveTo"))
_STRUCK = frozenset((f"{W}strike", f"{W}dstrike"))
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_PICTURES = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_SPACES = frozenset((f"{W}tab", f"{W}ptab"))
_BREAKS = frozenset((f"{W}br", f"{W}cr"))
Set = tuple[bool, bool, bool, float | None]
"""How letters are set: bold, italic, underlined, size."""


@dataclass(slots=True)
class Line:
    """Hold what runs say: pieces of text with their weight, and what is to be read after the paragraph."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)
    letters: int = 0
    italic: int = 0
    underlined: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    """(kind, id) of footnotes and endnotes referred to."""
    boxes: list[etree._Element] = field(default_factory=list)
    """Text boxes anchored here."""
    tables: list[etree._Element] = field(default_factory=list)
    """Tables that stand inside a run (no program writes them, Word shows them)."""
    number: str | None = None
    """A number that a field shows before any other word."""

    @property
    def is_blank(self) -> bool:
        """Tell whether no word has been collected."""
        return not any(text.strip() for text, _ in self.pieces)

    def rich(self) -> list[RichText]:
        """Return the lines of text: one, or several where page breaks, blank lines or numbered lines part them."""
        if not self.pieces:
            return []
        line = RichText()
        lines, breaks = [line], 0
        rows = self._holds_rows()
        for bold, pieces in groupby(self.pieces, key=itemgetter(1)):
            for text in _parted("".join(text for text, _ in pieces)):
                if text in (BREAK, PAGE_BREAK):
                    breaks += 2 if text == PAGE_BREAK else 1
                    continue
                if not text.strip():
                    line.space()
                    continue
                if line.text and (breaks >= 2 or (breaks and (rows or ITEM_START.match(text) or _ends(line, text, bold=bold)))):
                    line = RichText()
                    lines.append(line)
                elif breaks:
                    line.space()
                breaks = 0
                line.add(text, bold=bold)
        return [line for line in lines if line.text]

    def _holds_rows(self) -> bool:
        """Tell whether each line up to a break is the row of a pipe table (pandoc takes those without a row of dashes for verse)."""
        parts = "".join(text for text, _ in self.pieces).split(BREAK) if any(text == BREAK for text, _ in self.pieces) else []
        return bool(piped_rows(parts))

    def look(self, style: Style, line: RichText, indent: float | None, above: float | None) -> Look:
        """Return how the paragraph is set."""
        size = max(self.sizes, key=lambda size: self.sizes[size]) if self.sizes else style.size
        return Look(
            size=size,
            bold=line.all_bold,
            italic=0 < self.letters == self.italic,
            underlined=0 < self.letters == self.underlined,
            centered=bool(style.centered),
            indent=indent,
            space_above=above,
        )


def _parted(text: str) -> list[str]:
    """Return text cut at its breaks, the breaks kept as parts of their own."""
    if BREAK not in text and PAGE_BREAK not in text:
        return [text]
    parts, start = [], 0
    for i, ch in enumerate(text):
        if ch in (BREAK, PAGE_BREAK):
            parts += [text[start:i], ch]
            start = i + 1
    return [part for part in (*parts, text[start:]) if part]


@dataclass(slots=True)
class Runs:
    """Read the runs of paragraphs, as if changes were accepted; `tracked` says afterwards whether there were any."""

    styles: Styles
    fields: Fields
    limits: Limits
    tracked: bool = False
    above: bool = False
    """The run that is being read stands above the line."""
    struck: bool = False
    """Words were struck out by their looks, as parties do who negotiate without tracked changes; they are left out."""
    embedded: bool = False
    """Another file stands in a paragraph's place."""

    def read(self, paragraph: etree._Element, style: Style, line: Line) -> None:
        """Append what a paragraph (of `style`) says to `line`."""
        self._inside(paragraph, style, line, 0)
        self.fields.paragraph_ends()

    def _inside(self, element: etree._Element, style: Style, line: Line, depth: int) -> None:
        if depth > self.limits.depth:
            return
        for child in element:
            tag = child.tag
            if tag == RUN:
                self._run(child, style, line)
            elif tag in _INSIDE:
                self._inside(child, style, line, depth + 1)
            elif tag in _INSERTED:
                self.tracked = True
                self._inside(child, style, line, depth + 1)
            elif tag in _DELETED:
                self.tracked = True
            elif tag == f"{W}fldSimple":
                self._simple_field(child, style, line, depth)
            elif tag == ALTERNATIVES:
                chosen = choice(child)
                if chosen is not None:
                    self._inside(chosen, style, line, depth + 1)
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                self._say(line, f" {linear(child)} ", style, bold=False)
            elif tag in _PICTURES:
                line.boxes.extend(text_boxes(child))
            elif tag == f"{W}subDoc":
                self.embedded = True

    def _simple_field(self, element: etree._Element, style: Style, line: Line, depth: int) -> None:
        self._inside(element, style, line, depth + 1)
        self._say_field(line, self.fields.shown(element.get(f"{W}instr") or "", has_result=element.find(f"{W}r") is not None), style)

    def _run(self, run: etree._Element, style: Style, line: Line) -> None:
        look = (bool(style.bold), bool(style.italic), bool(style.underlined), style.size)
        self._content(run, style, line, look, hidden=bool(style.hidden))

    def _content(self, run: etree._Element, style: Style, line: Line, look: Set, *, hidden: bool) -> None:
        self.above = False
        for part in run:
            tag = part.tag
            if tag == RUN_PROPERTIES:
                look, hidden = self._set(part, look, hidden=hidden)
            elif tag == TEXT:
                if not hidden and not self.fields.silent and part.text:
                    self._text(line, raised(part.text) if self.above else part.text, look)
            elif tag == _FIELD:
                self._field(part, style, line, look, hidden=hidden)
            elif tag == _CODE:
                self.fields.instruct(part.text or "")
            elif not hidden and not self.fields.silent:
                self._sign(part, style, line, look)

    def _set(self, properties: etree._Element, look: Set, *, hidden: bool) -> tuple[Set, bool]:
        """Return how a run is set, and whether it is hidden, from what its paragraph's style says and its own properties."""
        bold, italic, underlined, size = look
        own: dict[str, bool] = {}
        named, own_size, struck = NOTHING, None, False
        for child in properties:
            tag = child.tag
            if tag in _TOGGLES:
                own[tag] = on(child.get(VAL))
            elif tag in _STRUCK:
                if on(child.get(VAL)):
                    self.struck = struck = True
            elif tag == _PLACE:
                self.above = child.get(VAL) == "superscript"
            elif tag == _SIZE:
                own_size = points(child.get(VAL), per_point=2)
            elif tag == _STYLE:
                named = self.styles.run(child.get(VAL) or "")
        if named is not NOTHING:  # where paragraph and character style both say "bold", Word shows plain letters
            bold, italic, hidden = bold ^ bool(named.bold), italic ^ bool(named.italic), hidden ^ bool(named.hidden)
            underlined = underlined if named.underlined is None else named.underlined
        if own:
            bold, italic = own.get(f"{W}b", bold), own.get(f"{W}i", italic)
            hidden, underlined = own.get(f"{W}vanish", hidden), own.get(f"{W}u", underlined)
        return (bold, italic, underlined, own_size or named.size or size), hidden or struck

    def _sign(self, part: etree._Element, style: Style, line: Line, look: Set) -> None:
        """Append what a run holds beside its text."""
        tag, bold = part.tag, look[0]
        if tag in _SPACES:
            line.pieces.append((" ", bold))
        elif tag in _BREAKS:
            line.pieces.append((BREAK if part.get(f"{W}type") in (None, "textWrapping") else PAGE_BREAK, bold))
        elif tag == f"{W}noBreakHyphen":
            line.pieces.append(("-", bold))
        elif tag == f"{W}sym":
            line.pieces.append((symbol(_hexadecimal(part.get(f"{W}char")), part.get(f"{W}font") or ""), bold))
        elif tag in _NOTES:
            line.notes.append((_NOTES[tag], part.get(f"{W}id") or ""))
        elif tag in _PICTURES:
            line.boxes.extend(text_boxes(part))
        elif tag == ALTERNATIVES:
            chosen = choice(part)
            if chosen is not None:
                self._content(chosen, style, line, look, hidden=False)
        elif tag == f"{W}ruby":
            self._inside(part, style, line, 1)
        elif tag == f"{W}tbl":
            line.tables.append(part)

    def _text(self, line: Line, text: str, look: Set) -> None:
        bold, italic, underlined, size = look
        if not text.isascii():
            text = text.translate(PRIVATE).replace("\u2011", "-")
        line.pieces.append((text.replace("\n", " ").replace("\f", " ") if "\n" in text or "\f" in text else text, bold))
        count = len(text) if not text.isspace() else 0
        line.letters += count
        line.italic += count * italic
        line.underlined += count * underlined
        if size:
            line.sizes[size] = line.sizes.get(size, 0) + count

    def _field(self, part: etree._Element, style: Style, line: Line, look: Set, *, hidden: bool) -> None:
        kind = part.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.begin()
            chosen = _chosen(part)
            if chosen and not hidden:
                self._text(line, chosen, look)
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end":
            shown = self.fields.end()
            if not hidden:
                self._say_field(line, shown, style)

    def _say_field(self, line: Line, shown: Shown, style: Style) -> None:
        """Append what a field shows by itself; a number that Word counts is the paragraph's where it opens it."""
        if shown.counted and line.number is None and line.is_blank:
            line.number = shown.text or None
        elif shown.text:
            self._say(line, f" {shown.text} ", style, bold=bool(style.bold))

    def _say(self, line: Line, text: str, style: Style, *, bold: bool) -> None:
        if not style.hidden and not self.fields.silent:
            line.pieces.append((text, bold))


def _ends(line: RichText, text: str, *, bold: bool) -> bool:
    return ends_there(line.text, text, titled=line.all_bold and not bold)


_TOGGLES = frozenset(f"{W}{name}" for name in ("b", "i", "vanish", "u"))


def _hexadecimal(text: str | None) -> int:
    try:
        return int((text or "0")[:6], 16)
    except ValueError:
        return 0


def _chosen(part: etree._Element) -> str:
    """Return the entry that a drop-down form field shows."""
    options = part.find(f"{W}ffData/{W}ddList")
    if options is None:
        return ""
    entries = [entry.get(VAL) or "" for entry in options.iterchildren(f"{W}listEntry")]
    result = options.find(f"{W}result")
    index = integer(result.get(VAL) if result is not None else None) or 0
    return entries[index] if 0 <= index < len(entries) else ""


def choice(alternate: etree._Element) -> etree._Element | None:
    """Return the first choice of alternatives; the fallback says the same for older programs and is read without a choice."""
    chosen = alternate.find(f"{MC}Choice")
    return chosen if chosen is not None else alternate.find(f"{MC}Fallback")


def text_boxes(element: etree._Element) -> list[etree._Element]:
    """Return the outermost text boxes in a drawing, each once, in order."""
    found, stack = [], [element]
    while stack:
        each = stack.pop()
        if each.tag == f"{W}txbxContent":
            found.append(each)
        elif each.tag == ALTERNATIVES:
            chosen = choice(each)
            if chosen is not None:
                stack.append(chosen)
        else:
            stack.extend(list(children(each))[::-1])
    return found
