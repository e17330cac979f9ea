"""Bytes → text, whatever the file claims: byte order marks, UTF-8, UTF-16 without a mark, declared and Western charsets."""

from __future__ import annotations

import codecs
import re

from extractor.errors import LimitExceeded

_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_:-]{2,30})""", re.IGNORECASE)
_TRUSTED = re.compile(
    r"(?:iso[-_]?8859[-_]\d{1,2}|latin[-_]?\d|(?:windows|cp)[-_]?(?:125\d|874|932|949|950|437|85\d)|koi8[-_][ru]|mac(?:intosh|[-_]?roman)|gb(?:k|2312|18030)|big5|shift[-_]?jis|euc[-_](?:jp|kr))",
    re.IGNORECASE,
)
"""The charsets a declaration may name; Python knows others (utf-7, unicode_escape) that no page uses honestly."""
_WESTERN = re.compile(r"(?:iso[-_]?8859[-_]1|latin[-_]?1)", re.IGNORECASE)
"""Read as Windows-1252, its superset, as browsers do."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARATION_WINDOW = 2048
_ZERO_SHARE = 0.3
"""Half of the bytes of Western text in UTF-16 are zero; text in other encodings has none."""
_FOREIGN = {0xDC80 + n: bytes((0x80 + n,)).decode("cp1252", "replace") for n in range(0x80)}
"""What a stray byte in UTF-8 text most likely stood for before two files were pasted together."""


def decoded(data: bytes, *, limit: int) -> str:
    """Return the text of a file; raises LimitExceeded above `limit` characters.

    UTF-8 that decodes is believed before any declaration, and UTF-8 with a few stray bytes is still UTF-8.

    >>> decoded("99,9 % Verfügbarkeit".encode("utf-16-le"), limit=100)
    '99,9 % Verfügbarkeit'
    """
    if len(data) > limit * 4:
        raise LimitExceeded(f"The text has more than {limit:,} characters.")
    text = _text(data)
    if len(text) > limit:
        raise LimitExceeded(f"The text has more than {limit:,} characters.")
    return text


def _text(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    head = data[:_DECLARATION_WINDOW]
    if head.count(0) > len(head) * _ZERO_SHARE:
        return data.decode("utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_quite_utf8(data)


def _not_quite_utf8(data: bytes) -> str:
    """Return text of bytes that are not sound UTF-8: by what is more, sound sequences or stray bytes, then by declaration."""
    mixed = data.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= ch <= "\udcff" for ch in mixed)
    sound = sum(ch > "\x7f" for ch in mixed) - stray
    if sound > stray:
        return mixed.translate(_FOREIGN)
    declared = _DECLARED.search(data[:_DECLARATION_WINDOW])
    name = declared[1].decode("ascii") if declared else ""
    if _TRUSTED.fullmatch(name) and not _WESTERN.fullmatch(name):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            pass
    return data.decode("cp1252", "replace")
