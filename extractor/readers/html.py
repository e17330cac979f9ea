"""HTML → Document: saved web pages without their menus, and the HTML that Markdown is rendered to.

The tree is walked iteratively (a hostile page nests as deep as it likes), and nothing that the page names is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from extractor.document import Document, Draft, Look
from extractor.errors import DamagedFile
from extractor.readers.decode import decoded
from extractor.readers.html_furniture import furniture_of, hidden
from extractor.readers.html_tables import data_table
from extractor.readers.rich_text import RichText
from extractor.readers.source import ReadSettings, Source

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup "
    "hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption option button label legend".split()
)
SKIPPED = frozenset("script style noscript template head svg math iframe object embed audio video canvas select textarea input img map area".split())
HEADINGS = {f"h{n}": n for n in range(1, 7)}
BOLD = frozenset(("b", "strong", "th"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_ITEM_START = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s|\d{1,2}\.\d{1,2}\.?\s|[•·▪◦*–-]\s)", re.IGNORECASE)


def sniff(source: Source) -> bool:
    """Tell whether the content looks like HTML."""
    head = source.data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\x00", b"").lower()
    marks = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta charset")
    return any(mark in head[:2048] for mark in marks) or (source.suffix in {".html", ".htm", ".xhtml"} and b"<" in head)


def read(source: Source, settings: ReadSettings) -> Document:
    """Return the page's contract text as blocks and tables."""
    return read_html(decoded(source.data, limit=settings.limits.characters * 4), settings, media_type="text/html", page=True)


def read_html(text: str, settings: ReadSettings, *, media_type: str, page: bool) -> Document:
    """Return HTML text as a document; `page` leaves out the furniture of web sites."""
    root = _parsed(text)
    walker = _Walker(Draft(), settings)
    skipped = furniture_of(root) if page else set()
    walker.walk(root, skipped)
    title = root.findtext(".//title") if page else None
    return walker.draft.finish(
        media_type=media_type,
        title=" ".join(title.split()) if title else None,
        language=(root.get("lang") or "")[:2].lower() or None,
        furniture=walker.furniture,
    )


def _parsed(text: str) -> etree._Element:
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text).replace("\x00", "")
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile("The page has no content that could be parsed.") from error
    return root


@dataclass(slots=True)
class _List:
    """Hold the numbering of one open list."""

    kind: str
    next: int = 1


@dataclass(slots=True)
class _Walker:
    """Turn start and end events of elements into blocks."""

    draft: Draft
    settings: ReadSettings
    line: RichText = field(default_factory=RichText)
    lists: list[_List] = field(default_factory=list)
    bold: int = 0
    level: int | None = None
    item: str | None = None
    """Number of the list item whose first block is still to come."""
    in_item: int = 0
    furniture: list[str] = field(default_factory=list)

    def walk(self, root: etree._Element, skipped: set[etree._Element]) -> None:
        """Visit every element once, in document order."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if tag in SKIPPED or element in skipped or hidden(element):
                    walk.skip_subtree()
                    element.set("data-skipped", "1")
                    continue
                self._start(element, tag, walk)
                if element.get("data-skipped") is None:
                    self._text(element.text)
            else:
                if element.get("data-skipped") is None:
                    self._end(element, tag)
                self._text(element.tail if element is not root else None)
        self.flush()

    def _start(self, element: etree._Element, tag: str, walk: etree.iterwalk) -> None:
        if tag == "br":
            self._break(element)
        elif tag == "table" and (table := data_table(element, self.settings.limits)) is not None:
            self.flush()
            self.draft.add_table(table.rows, header_rows=table.header_rows, merged=table.merged)
            walk.skip_subtree()
            element.set("data-skipped", "1")
        elif tag in BLOCKS:
            self.flush()
            self._open(element, tag)
        elif tag in ("td", "th"):
            self.flush()
        if _bold(element, tag):
            self.bold += 1

    def _open(self, element: etree._Element, tag: str) -> None:
        if tag in HEADINGS:
            self.level = HEADINGS[tag]
        elif tag in ("ul", "ol", "menu"):
            self.lists.append(_List(_list_kind(element, tag), _integer(element.get("start"), 1)))
        elif tag == "li":
            self.in_item += 1
            self.item = self._number(element)
        elif tag == "dt":
            self.in_item += 1
            self.item = ""

    def _end(self, element: etree._Element, tag: str) -> None:
        if _bold(element, tag):
            self.bold -= 1
        if tag == "dt":
            self.in_item -= 1
            if not self.line.text.endswith((":", ".", "–", "-")) and self.line.text:
                self.line.add(":")
            self.line.space()
        elif tag in BLOCKS:
            self.flush()
            if tag in HEADINGS:
                self.level = None
            elif tag in ("ul", "ol", "menu") and self.lists:
                self.lists.pop()
            elif tag == "li":
                self.in_item -= 1
                self.item = None

    def _number(self, element: etree._Element) -> str:
        if not self.lists or self.lists[-1].kind == "bullet":
            return "•"
        current = self.lists[-1]
        value = _integer(element.get("value"), current.next)
        current.next = value + 1
        return numbered(value, current.kind)

    def _text(self, text: str | None) -> None:
        if text:
            self.line.add(text, bold=self.bold > 0)

    def _break(self, element: etree._Element) -> None:
        """A line break is a space; two in a row, or one before a numbered line, end the paragraph."""
        following = element.getnext()
        tail = element.tail or ""
        if not tail.strip() and following is not None and following.tag == "br":
            self.flush()
        elif _ITEM_START.match(tail) and self.line.text:
            self.flush()
        else:
            self.line.space()

    def flush(self) -> None:
        """Write the collected line as a block."""
        text = self.line.text
        if not text:
            self.line.clear()
            return
        kind, number = "paragraph", None
        if self.level is not None:
            kind = "heading"
        elif self.in_item:
            kind, number = "item", self.item or None
            self.item = None
        look = Look(bold=self.line.all_bold)
        bold = [] if kind == "heading" else [(a, min(b, len(text))) for a, b in self.line.bold]
        self.draft.add(text, kind=kind, number=number, heading_level=self.level, depth=max(0, len(self.lists) - 1), look=look, bold=bold)  # type: ignore[arg-type]
        self.line.clear()


def _bold(element: etree._Element, tag: str) -> bool:
    return tag in BOLD or bool(_BOLD_STYLE.search(element.get("style") or ""))


def _list_kind(element: etree._Element, tag: str) -> str:
    style = (element.get("style") or "").replace(" ", "").lower()
    if tag != "ol" or "list-style-type:none" in style or "list-style:none" in style:
        return "bullet"
    named = re.search(r"list-style(?:-type)?:(?:\w+\s)?(lower-alpha|upper-alpha|lower-roman|upper-roman|lower-latin|upper-latin)", style)
    by_style = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I"}
    return by_style[named[1]] if named else element.get("type") or "1"


def numbered(value: int, kind: str) -> str:
    """Return a list number as a browser shows it.

    >>> numbered(4, "i"), numbered(28, "a"), numbered(3, "1")
    ('iv.', 'ab.', '3.')
    """
    if kind in ("i", "I") and 0 < value < 4000:
        text = roman(value)
    elif kind in ("a", "A") and value > 0:
        text = ""
        while value > 0:
            value, rest = divmod(value - 1, 26)
            text = chr(ord("a") + rest) + text
    else:
        return f"{value}."
    return (text.upper() if kind.isupper() else text) + "."


def roman(value: int) -> str:
    """Return a number as lower-case roman numerals."""
    parts: Iterable[tuple[int, str]] = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    text = ""
    for size, letters in parts:
        count, value = divmod(value, size)
        text += letters * count
    return text


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default
