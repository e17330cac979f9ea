"""Words of a document made harmless for a terminal, a spreadsheet or a table of Markdown."""

from __future__ import annotations

import re
import unicodedata

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|")


def printable(text: str) -> str:
    r"""Return text without control characters and direction marks, line breaks as spaces.

    >>> printable("a\x1b[31mb\nc")
    'a[31mb c'
    """
    text = re.sub(r"[\r\n\t\v\f\u2028\u2029]+", " ", text)
    return _BIDI.sub("", "".join(ch for ch in text if unicodedata.category(ch) not in {"Cc", "Cs", "Co", "Cn"}))


def spreadsheet_cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula.

    >>> spreadsheet_cell("=1+1"), spreadsheet_cell("99.9%")
    ("'=1+1", '99.9%')
    """
    text = printable(text)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text


def markdown_cell(text: str) -> str:
    """Return text that stays inside one cell of a Markdown table and shows as written.

    >>> markdown_cell("a | <b>")
    'a \\\\| &lt;b&gt;'
    """
    text = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|#!~])", r"\\\1", text)
