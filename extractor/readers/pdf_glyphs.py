"""Glyphs that carry no or a wrong Unicode value, folded to the letters that they show."""

from __future__ import annotations

import re

LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "ft", "\ufb06": "st",
    "\u019f": "ti", "\u01a9": "tt", "\u014c": "ft", "\u01ab": "tf", "\u01ac": "tti",
    "\x0b": "ff", "\x0c": "fi", "\x0e": "ffi", "\x0f": "ffl", "\u21b5": "ff",
}  # fmt: skip
"""Unicode's own ligatures, the letters under which Microsoft Print to PDF files those of Calibri and Carlito, and the codes of TeX's."""

CID = {415: "ti", 425: "tt", 332: "ft", 427: "tf", 428: "tti", 414: "ti", 414 + 10: "tt"}
"""Glyph numbers of the same ligatures, where a text extractor wrote "(cid:415)"."""

_LIGATURE = re.compile("[" + "".join(LIGATURES) + "]")
_CID = re.compile(r"\(cid:(\d{1,5})\)")
_ODD = frozenset("\u019f\u01a9\u014c\u01ab\u01ac\x0b\x0c\x0e\x0f\u21b5")


def folded(word: str) -> str:
    """Return a word with its ligatures as letters; letters that are also real ones are folded only inside a Latin word.

    >>> folded("Up\u019fme"), folded("Up(cid:415)me"), folded("\ufb01le")
    ('Uptime', 'Uptime', 'file')
    """
    if "(cid:" in word:
        word = _CID.sub(lambda match: CID.get(int(match[1]), ""), word)
    if not _LIGATURE.search(word):
        return word
    plain = sum(ch.isascii() and ch.isalpha() for ch in word)
    return _LIGATURE.sub(lambda match: match[0] if match[0] in _ODD and plain == 0 else LIGATURES[match[0]], word)
