"""Values that a template leaves open: "[__]%", "____ hours", "[insert]", "TBD"."""

from __future__ import annotations

import re

from extractor.document import Span

_BLANK = re.compile(
    r"[\[\(<{]\s?(?:_{1,40}|\.{3,40}|…{1,10}|[●•*]{1,5}|\#{1,3}|x{1,5}|n|tbd|tbc|to\s+be\s+(?:determined|confirmed|agreed|completed)|blank|\s{1,20}"
    r"|(?:insert|enter|specify|state|number|amount|percentage|date|fill\s+in|name|e\.g\.)[^\[\]<>(){}\n]{0,60})\s?[\]\)>}](?:\s?%)?"
    r"|_{3,80}(?:\s?%)?|(?<![\w.])(?:X{1,3}(?:\.X{1,3})?|NN)\s?%|\bTB[DC]\b|\bto\s+be\s+(?:determined|confirmed|agreed)\b",
    re.IGNORECASE,
)

_REMARK = re.compile(r"\(\s?(?:number|amount|percentage|date|name|e\.g\.)", re.IGNORECASE)
"""Round brackets that begin so are a remark ("amount due in advance"), square ones a place to fill in."""


def blanks(text: str) -> list[tuple[str, Span]]:
    """Return places left open, as written, with their spans.

    >>> blanks("available [__]% of the time")
    [('[__]%', Span(start=10, end=15))]
    """
    return [(match[0], Span(match.start(), match.end())) for match in _BLANK.finditer(text) if not _REMARK.match(match[0])]
