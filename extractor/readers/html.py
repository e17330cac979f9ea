"""HTML → Document: saved web pages without their menus, and the HTML that Markdown is rendered to.

The tree is walked iteratively (a hostile page nests as deep as it likes), and nothing that the page names is loaded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from extractor.document import BlockKind, Document, Draft, Look
from extractor.readers.clean import raised, squeeze
from extractor.readers.decode import decoded
from extractor.readers.html_furniture import furniture_of, hidden
from extractor.readers.html_lists import Lists, counted_through, roman
from extractor.readers.html_parse import archived_page, parsed
from extractor.readers.html_tables import data_table, is_table
from extractor.readers.html_tabs import panel_names
from extractor.readers.line_breaks import ends_there
from extractor.readers.rich_text import RichText
from extractor.readers.source import ReadSettings, Source
from extractor.readers.text import add_text

__all__ = ["read", "read_html", "roman", "sniff"]

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "option",
        "button",
        "label",
        "legend",
    ]
)
SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "title",
        "svg",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "select",
        "input",
        "img",
        "map",
        "area",
        "datalist",
        "meter",
        "progress",
        "annotation",
    ]
)
HEADINGS = {f"h{n}": n for n in range(1, 7)}
BOLD = frozenset(("b", "strong", "th", "dt"))
_SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".mht", ".mhtml"))
_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta charset", b"<title")
_PROLOGUE = re.compile(rb"(?:\s|<\?xml[^>]{0,200}>|<!--[^>]{0,2000}-->|<!doctype html[^>]{0,300}>)*+", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s{0,3}:\s{0,3}(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_UNDERLINED = re.compile(r"text-decoration(?:-line)?\s{0,3}:[^;]{0,30}underline", re.IGNORECASE)
_CENTERED = re.compile(r"text-align\s{0,3}:\s{0,3}center", re.IGNORECASE)
_ITEM_START = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s|\d{1,2}\.\d{1,2}\.?\s|[•·▪◦*–-]\s)", re.IGNORECASE)
_MARK_ALONE = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[•·▪◦●○■‣–]", re.IGNORECASE)
"""A list mark in an element of its own belongs to the words of the next one."""
_TYPED = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s", re.IGNORECASE)
_ANCHOR = re.compile(
    r"(?:^|\s)(?:headerlink|anchor|anchor-link|anchorjs-link|hash-link|permalink|header-anchor|heading-anchor|footnote-ref|footnote-backref)(?:\s|$)",
    re.IGNORECASE,
)
_ANCHOR_MARKS = frozenset(["¶", "#", "§", "🔗", "↩", "↩︎", "↑", "^", "*"])
LONG_TITLE = 30
"""Words above which a heading element holds a paragraph that only wants its looks (the longest real title has 14)."""
LONG_LINE = 160
"""Characters from which a line that ends a sentence and a `<br>` is a paragraph; shorter ones are set verse-like inside one."""
MOST_PIECES = 12
"""Pieces of text in the mark of a footnote; one that nests marks without end is not read again for each."""
LONG_TERM = 80
"""Characters above which the term of a definition list is a title or a question of its own."""


def sniff(source: Source) -> bool:
    """Tell whether the content looks like HTML, or a web page saved with its parts in one file (MHTML)."""
    head = source.data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"").lower()
    start = head[_PROLOGUE.match(head).end() :] if _PROLOGUE.match(head) else head  # type: ignore[union-attr]
    if start.startswith(_MARKS) or b"<!doctype html" in head[:2048]:
        return True
    if b"mime-version:" in head and b"multipart/related" in head:
        return True
    return source.suffix in _SUFFIXES and (b"<" in head or b"&" in head)


def read(source: Source, settings: ReadSettings) -> Document:
    """Return the page's contract text as blocks and tables.

    >>> page = b"<nav><a href=/>Home</a></nav><h1>SLA</h1><ol start=4><li>We promise 99.9%.</ol>"
    >>> document = read(Source("sla.html", page), ReadSettings())
    >>> [(block.kind, block.number, document.words_of(block)) for block in document.blocks]
    [('heading', None, 'SLA'), ('item', '4.', 'We promise 99.9%.')]
    """
    page = archived_page(source.data) or source.data
    return read_html(decoded(page, limit=settings.limits.characters * 4), settings, media_type="text/html", page=True)


def read_html(text: str, settings: ReadSettings, *, media_type: str, page: bool) -> Document:
    """Return HTML text as a document; `page` leaves out the furniture of web sites."""
    draft = Draft()
    root = parsed(text, draft)
    walker = _Walker(draft, settings, furniture_of(root, page=page), Lists(counted_through(root)), panel_names(root))
    walker.walk(root)
    if walker.struck:
        draft.warn("struck_text", "Struck-out words were left out, as if the change were accepted.")
    title = root.findtext(".//title") if page else None
    return draft.finish(
        media_type=media_type,
        title=squeeze(title)[:300] or None if title else None,
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower() or None,
        furniture=walker.furniture,
    )


@dataclass(slots=True)
class _Walker:
    """Turn start and end events of elements into blocks."""

    draft: Draft
    settings: ReadSettings
    left_out: set[etree._Element]
    lists: Lists
    panels: dict[etree._Element, str]
    """Names on the tabs that show a part of the page."""
    line: RichText = field(default_factory=RichText)
    bold: int = 0
    centered: int = 0
    underlined: int = 0
    raised: int = 0
    plain: bool = False
    """The line has words that are not underlined."""
    level: int | None = None
    number: str | None = None
    """Number of the list item whose first block is still to come."""
    in_item: int = 0
    held: str | None = None
    """A list mark or a defined term that waits for the words of the next element."""
    furniture: list[str] = field(default_factory=list)
    struck: bool = False

    def walk(self, root: etree._Element) -> None:
        """Visit every element once, in document order."""
        skipping: etree._Element | None = None
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if not tag or self._leaves(element, tag) or self._takes_whole(element, tag):
                    walk.skip_subtree()
                    skipping = element
                else:
                    self._start(element, tag)
                    self._text(element.text)
                continue
            if element is skipping:
                skipping = None
            else:
                self._end(element, tag)
            if element is not root:
                self._text(element.tail)
        self.flush(whole=True)

    def _leaves(self, element: etree._Element, tag: str) -> bool:
        """Tell whether an element is not part of the text."""
        if tag in SKIPPED or hidden(element):
            return True
        if element in self.left_out:
            if tag in BLOCKS:
                self.flush()
            words = squeeze(" ".join(map(str, element.itertext())))
            self.furniture += [words[:200]] if words else []
            return True
        if tag in ("del", "s", "strike"):
            self.struck = True
            return True
        if tag == "button":
            return not (
                element.get("aria-expanded") or element.get("aria-controls") or any(e.tag in HEADINGS for e in element.iterancestors())
            )
        return tag in ("a", "sup") and _is_mark(element, tag)

    def _takes_whole(self, element: etree._Element, tag: str) -> bool:
        """Tell whether an element was written as one piece: a data table, text set line by line."""
        if is_table(element, tag):
            table = data_table(element, self.settings.limits)
            if table is None:
                return False
            self.flush(whole=True)
            if table.caption:
                self.draft.add(table.caption, look=Look(bold=True))
            self.draft.add_table(table.rows, header_rows=table.header_rows, merged=table.merged)
            return True
        if tag in ("pre", "textarea"):
            text = "".join(map(str, element.itertext()))
            self.flush()
            if "\n" not in text.strip():
                self.line.add(text)
                self.flush()
            else:
                self.furniture.extend(add_text(self.draft, text))
            return True
        return False

    def _start(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._break(element)
        elif tag in BLOCKS or element.get("role") == "heading":
            self.flush()
            self._open(element, tag)
        elif tag in ("mi", "mo", "mn", "mfrac"):
            self.line.space()
        self._set(element, tag, 1)

    def _open(self, element: etree._Element, tag: str) -> None:
        level = _level(element, tag)
        if element in self.panels:
            self.draft.add(self.panels[element], look=Look(bold=True))
        if level is not None:
            self.level = level
        elif tag in ("ul", "ol", "menu"):
            self.lists.start(element)
        elif tag == "li":
            self.in_item += 1
            self.number = self.lists.number(element)

    def _end(self, element: etree._Element, tag: str) -> None:
        self._close(element, tag)  # first, so that a block is written in the look that it ends with
        self._set(element, tag, -1)

    def _close(self, element: etree._Element, tag: str) -> None:
        if tag == "dt" and self.line.text and len(self.line.text) <= LONG_TERM and not self.line.text.endswith("?"):
            self.held = self.line.text
            self.line.space()
            return
        if tag not in BLOCKS and element.get("role") != "heading":
            return
        self.flush()
        if _level(element, tag) is not None:
            self.level = None
        elif tag in ("ul", "ol", "menu"):
            self.lists.end()
        elif tag == "li":
            self.in_item -= 1
            self.number = None

    def _set(self, element: etree._Element, tag: str, by: int) -> None:
        """Note how the words of an element are set, or that it ends."""
        style = element.get("style") or ""
        self.bold += by * (tag in BOLD or bool(style and _BOLD_STYLE.search(style)))
        self.raised += by * (tag == "sup")
        self.underlined += by * (tag == "u" or bool(style and _UNDERLINED.search(style)))
        self.centered += by * (tag == "center" or element.get("align") == "center" or bool(style and _CENTERED.search(style)))

    def _text(self, text: str | None) -> None:
        if text:
            self.line.add(raised(text) if self.raised else text, bold=self.bold > 0)
            self.plain |= self.underlined == 0 and not text.isspace()

    def _break(self, element: etree._Element) -> None:
        """A line break is a space; two in a row, or one that ends or begins what stands for itself, end the paragraph."""
        following = element.getnext()
        tail = element.tail or ""
        double = not tail.strip() and following is not None and following.tag == "br"
        line = self.line.text
        if self.level is None and line and (double or _ITEM_START.match(tail) or self._ends(line, tail)):
            self.flush()
        else:
            self.line.space()

    def _ends(self, line: str, tail: str) -> bool:
        """Tell whether a line stands for itself: a long sentence, a bold title, words that lead on, a row like the next one."""
        if len(line) >= LONG_LINE:
            return line.endswith((".", ":", ";", "!", "?"))
        return ends_there(line, tail, titled=self.line.all_bold and self.bold == 0)

    def flush(self, *, whole: bool = False) -> None:
        """Write the collected line as a block; a mark or term that waits for its words is kept unless `whole`."""
        text = self.line.text
        if not text:
            self._clear()
            return
        if not whole and self.level is None and (text == self.held or _MARK_ALONE.fullmatch(text)):
            self.held = text
            self.line.space()
            return
        kind: BlockKind = "item" if self.in_item else "paragraph"
        level = self.level if self.level is not None and len(text.split()) <= LONG_TITLE else None
        if level is not None:
            kind = "heading"
        number = self.number
        if number == "•" and (kind == "heading" or _TYPED.match(text)):
            number = None
        self.number = None
        look = Look(bold=self.line.all_bold, underlined=not self.plain, centered=self.centered > 0)
        bold = [] if kind == "heading" else [(a, min(b, len(text))) for a, b in self.line.bold]
        self.draft.add(text, kind=kind, number=number, heading_level=level, depth=max(0, len(self.lists.open) - 1), look=look, bold=bold)
        self._clear()

    def _clear(self) -> None:
        self.line.clear()
        self.held, self.plain = None, False


def _level(element: etree._Element, tag: str) -> int | None:
    """Return the heading level that an element has by its tag or role."""
    if tag in HEADINGS:
        return HEADINGS[tag]
    if element.get("role") == "heading":
        level = element.get("aria-level") or "2"
        return int(level) if level in "123456" and len(level) == 1 else 2
    return None


def _is_mark(element: etree._Element, tag: str) -> bool:
    """Tell whether a link or superscript is an anchor sign or the mark of a footnote: "30²" days must not become 302 days."""
    pieces = [str(text) for text in islice(element.itertext(), MOST_PIECES + 1)]
    text = "".join(pieces).strip() if len(pieces) <= MOST_PIECES and len(element) < 4 else "long"
    inner = (element.get("href") or "").startswith("#")
    if tag == "a":
        anchor = bool(_ANCHOR.search(element.get("class") or "")) or element.get("role") in ("doc-noteref", "doc-backlink")
        return (
            (anchor and len(text) <= 4)
            or (inner and text in _ANCHOR_MARKS)
            or (inner and element.find("sup") is not None and len(text) <= 4)
        )
    link = element.find("a")
    named = re.search(r"footnote|reference|noteref", element.get("class") or "", re.IGNORECASE)
    return len(text) <= 4 and bool(named or (link is not None and (link.get("href") or "").startswith("#")))
