"""Markdown → Document, through the HTML that a well-kept Markdown library renders, so that both formats read alike."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.document import Document, Notice
from extractor.errors import NoText
from extractor.readers.decode import decoded
from extractor.readers.html import read_html
from extractor.readers.markdown_dialects import common, without_front_matter
from extractor.readers.source import ReadSettings, Source

SUFFIXES = frozenset((".md", ".markdown", ".mdx", ".mdown", ".mkd", ".qmd", ".rmd"))
MOST_NESTING = 60
"""Quotes and lists inside each other; markdown-it reads deeper ones as plain words."""


def sniff(source: Source) -> bool:
    """Tell whether the file is Markdown, by its suffix (plain text is Markdown's subset, so content cannot tell)."""
    from extractor.readers import text

    return source.suffix in SUFFIXES and text.sniff(source)


def read(source: Source, settings: ReadSettings) -> Document:
    r"""Return the document; front matter is left out, its title kept.

    >>> document = read(Source("sla.md", b"---\ntitle: Uptime\n---\n1. We promise **99.9%**.\n"), ReadSettings())
    >>> document.title, document.words_of(document.blocks[0]), document.blocks[0].number
    ('Uptime', 'We promise 99.9%.', '1.')
    """
    text = decoded(source.data, limit=settings.limits.characters).removeprefix("\ufeff")
    title, text = without_front_matter(re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c]", "\n", text))
    if not text.strip():
        raise NoText("The file has a title at most, but no text.", advice="Fetch the document again; this copy has no text.")
    text, left = common(text)
    document = read_html(rendered(text), settings, media_type="text/markdown", page=False)
    notices = (Notice("truncated", f"{left:,} of the tables were read as text: their rows lack too many cells."),) if left else ()
    return replace(document, title=title or document.title, warnings=(*document.warnings, *notices))


def rendered(text: str) -> str:
    """Return common Markdown as HTML, with tables and struck-out words. Indented text is text: contracts hold no program code."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": MOST_NESTING}).enable(["table", "strikethrough"]).disable("code")
    return f"<html><body>{parser.render(text)}</body></html>"
