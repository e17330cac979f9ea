"""White space and invisible characters made plain, the same way in every format; words are never changed."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[ \t\r\f\v\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u061c\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def squeeze(text: str) -> str:
    """Return text on one line: runs of white space as one space, invisible and control characters gone, ends stripped.

    >>> squeeze(" ser\\u00advice\\u00a0 credit\\n")
    'service credit'
    """
    if text.isascii() and text.isprintable():  # most text of most documents; five times as fast
        return " ".join(text.split())
    text = _INVISIBLE.sub("", _SPACES.sub(" ", text.replace("\n", " ")))
    return _SPACES.sub(" ", _SURROGATES.sub("\ufffd", text)).strip()


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """Return figures set above the line as the signs that Unicode has for them: the mark of a note must not lengthen a number.

    >>> "within 30" + raised("2") + " days"
    'within 30² days'
    """
    return text.translate(_RAISED) if text.strip().isdecimal() else text


def visible(text: str) -> str:
    """Return text without invisible characters, its spaces and line breaks kept."""
    if text.isascii() and text.isprintable():
        return text
    return _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", text.replace("\u00a0", " ")))
