"""Markdown → Document, through the HTML that a well-kept Markdown library renders, so that both formats read alike."""

from __future__ import annotations

import re

from extractor.document import Document
from extractor.readers.decode import decoded
from extractor.readers.html import read_html
from extractor.readers.source import ReadSettings, Source

SUFFIXES = frozenset((".md", ".markdown", ".mdx", ".mdown"))
_FRONT = re.compile(r"\A(?:\ufeff)?---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title\s*:\s*[\"']?([^\"'\n]{1,200})", re.MULTILINE | re.IGNORECASE)
_PIPES = re.compile(r"^\s{0,3}\|?[^|\n]+(?:\|[^|\n]*){1,}\|?\s*$")
_SEPARATOR = re.compile(r"^\s{0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_CLOSE_HEADING = re.compile(r"^(#{1,6})(?=[^#\s])", re.MULTILINE)
"""Headings without a space after their marks, as older Markdown allowed."""
_TAG = re.compile(r"^\{%.{0,200}%\}\s*$|^:::.{0,80}$", re.MULTILINE)


def sniff(source: Source) -> bool:
    """Tell whether the file is Markdown, by its suffix (plain text is Markdown's subset, so content cannot tell)."""
    return source.suffix in SUFFIXES


def read(source: Source, settings: ReadSettings) -> Document:
    """Return the document; front matter is left out, its title kept."""
    from dataclasses import replace

    text = decoded(source.data, limit=settings.limits.characters).replace("\r\n", "\n").replace("\r", "\n")
    title = None
    front = _FRONT.match(text)
    if front:
        named = _FRONT_TITLE.search(front[1])
        title = named[1].strip() if named else None
        text = text[front.end() :]
    document = read_html(rendered(text), settings, media_type="text/markdown", page=False)
    return replace(document, title=title or document.title)


def rendered(text: str) -> str:
    """Return Markdown as HTML: tables also without a separator row, HTML inside kept."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable("table")
    plain = _CLOSE_HEADING.sub(r"\1 ", _TAG.sub("", text))
    return f"<html><body>{parser.render(with_separators(plain))}</body></html>"


def with_separators(text: str) -> str:
    r"""Return the text with a separator row put below the first of two or more pipe rows that have none.

    >>> with_separators("| a | b |\n| 1 | 2 |").splitlines()[1]
    '| --- | --- |'
    """
    lines = text.split("\n")
    out: list[str] = []
    for i, line in enumerate(lines):
        out.append(line)
        first = _PIPES.match(line) and line.count("|") >= 2 and not (i and _PIPES.match(lines[i - 1])) and not _SEPARATOR.match(line)
        following = lines[i + 1] if i + 1 < len(lines) else ""
        if first and line.lstrip().startswith("|") and following.lstrip().startswith("|") and not _SEPARATOR.match(following):
            out.append("| " + " | ".join(["---"] * (line.strip().strip("|").count("|") + 1)) + " |")
    return "\n".join(out)
