"""HTML text → tree, whatever is in it: forgotten tags, unclosed comments, nesting without end, pages archived as MHTML."""

from __future__ import annotations

import email
import email.policy
import re

from lxml import etree
from lxml import html as lxml_html

from extractor.document import Draft
from extractor.errors import LimitExceeded, NoText

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,40})\b[^<>]{0,4000}>")
_STARTS = re.compile(r"<p>(?:\s*+<p>)+")
_PLAIN_TAGS = frozenset(
    ["html", "head", "body", "title", "script", "style", "template", "noscript", "svg", "h1", "h2", "h3", "h4", "h5", "h6", "br"]
)
_INLINE_TAGS = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
    ]
)


def parsed(text: str, draft: Draft) -> etree._Element:
    """Return the root of a page. Raises NoText for a page without content, LimitExceeded when nothing makes it flat enough.

    Elements nested deeper than the parser goes are written one after the other, with a warning in `draft`.
    """
    text = _DECLARATION.sub("", text).replace("\x00", "")
    last = text.rfind("<!--")
    if last >= 0 and text.find("-->", last) < 0:  # a comment that never ends would swallow what follows
        text = text[:last] + text[last + 4 :]
    root, complete = _tree(text)
    if not complete:
        draft.warn("deep_nesting", "The page nests its elements too deep; lists and tables of it are read as paragraphs.")
        root, complete = _tree(_STARTS.sub("<p>", _TAG.sub(_flat, text)))
    if not complete:
        raise LimitExceeded("The page nests its elements too deep.", advice="Open the page in a browser and save it as text.")
    return root


def _tree(text: str) -> tuple[etree._Element, bool]:
    """Return the root and whether the parser went through to the end."""
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NoText("The page has no content.", advice="Fetch the page again; this copy has no text.") from error
    return root, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _flat(tag: re.Match[str]) -> str:
    """Return a tag as a paragraph's start, and an inline tag as nothing."""
    name = tag[1].lower()
    return tag[0] if name in _PLAIN_TAGS else "" if name in _INLINE_TAGS else "<p>"


MOST_PARTS = 20_000
"""Of a web archive, each with a fifth of a millisecond; those of the heaviest pages have some hundreds."""


def archived_page(data: bytes) -> bytes | None:
    """Return the page inside a web archive (MHTML), None for other content."""
    head = data[:4096].lower()
    if b"mime-version:" not in head or b"multipart/related" not in head or head.lstrip().startswith(b"<"):
        return None
    if data.count(b"\n--") > MOST_PARTS:
        raise LimitExceeded(f"The web archive has more than {MOST_PARTS:,} parts.")
    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else None
    return None
