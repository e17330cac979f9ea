"""Words of a document made harmless for a terminal, a spreadsheet or a table of Markdown."""

from __future__ import annotations

import json
import re
import unicodedata

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON leaves as it is but a terminal obeys (C1 controls, direction marks, separators of lines) or UTF-8 cannot hold."""
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


def terminal_safe(json_text: str) -> str:
    r"""Return the same JSON without signs that a terminal obeys.

    >>> terminal_safe('"a\x9b31m"')
    '"a\\u009b31m"'
    """
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)


def dumped(value: object, *, indent: int = 1) -> str:
    """Return a value as JSON that holds every text exactly, and that no terminal obeys."""
    return terminal_safe(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n"
