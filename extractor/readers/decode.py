"""Bytes → text, whatever the file claims: byte order marks, UTF-8, UTF-16 without a mark, declared and Western charsets."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,30})""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(data: bytes, *, limit: int) -> str:
    """Return the text of a file, at most `limit` characters. UTF-8 that decodes is believed before any declaration.

    >>> decoded("99,9 % Verfügbarkeit".encode("utf-16-le"), limit=100)
    '99,9 % Verfügbarkeit'
    """
    data = data[: limit * 4]
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")[:limit]
    for name in _candidates(data):
        try:
            return data.decode(name)[:limit]
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")[:limit]


def _candidates(data: bytes) -> list[str]:
    head = data[:2000]
    zeros = head.count(0)
    if zeros > len(head) * 0.3:
        return ["utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"]
    names = ["utf-8"]
    declared = _DECLARED.search(head)
    if declared:
        names.append(declared[1].decode("ascii"))
    return [*names, "cp1252"]
