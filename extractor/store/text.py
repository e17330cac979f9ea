"""Text for databases: any text goes in and comes out the same, and names compare without case, signs and legal forms."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator

_ESCAPE, _NUL, _SELF, _HEX = "\ufdd0", "\ufdd1", "\ufdd2", 0xFDE0
"""Code points that are no characters and never will be: a search index takes them for space, and no document should hold them."""
_HARD = re.compile("[\x00\ufdd0\ud800-\udfff]")
_ESCAPED = re.compile("\ufdd0(\ufdd1|\ufdd2|[\ufde0-\ufdef]{3})")
LEGAL_FORMS = frozenset({
    "ab", "ag", "as", "asa", "aps", "bv", "co", "company", "corp", "corporation", "doo", "gmbh", "inc", "incorporated", "kg",
    "kgaa", "limited", "llc", "llp", "lp", "ltd", "nv", "oy", "oyj", "plc", "pte", "pty", "sa", "sarl", "sas", "se", "spa",
    "srl", "sro",
})  # fmt: skip


def escaped(text: str) -> str:
    r"""Return text that every database takes: PostgreSQL refuses NUL, SQLite stops at it, both refuse lone surrogates.

    >>> "\x00" in escaped("a\x00b"), escaped("a b")
    (False, 'a b')
    """
    return _HARD.sub(_escape, text)


def unescaped(text: str) -> str:
    r"""Return the text that was escaped.

    >>> unescaped(escaped("a\x00\ufdd0b")) == "a\x00\ufdd0b"
    True
    """
    return _ESCAPED.sub(_unescape, text)


def _escape(match: re.Match[str]) -> str:
    if match[0] == "\x00":
        return _ESCAPE + _NUL
    if match[0] == _ESCAPE:
        return _ESCAPE + _SELF
    return _ESCAPE + "".join(chr(_HEX + int(digit, 16)) for digit in f"{ord(match[0]):04x}"[1:])


def _unescape(match: re.Match[str]) -> str:
    if match[1] == _NUL:
        return "\x00"
    if match[1] == _SELF:
        return _ESCAPE
    return chr(int("d" + "".join(f"{ord(sign) - _HEX:x}" for sign in match[1]), 16))


class AnyText(TypeDecorator[str]):
    """A column for any text; what is compared with it goes in escaped, too."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Escape what goes in."""
        return None if value is None else escaped(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give back what went in."""
        return None if value is None else unescaped(value)


def fold(text: str) -> str:
    r"""Return text as it is compared: without case, forms of letters, control signs and runs of space.

    >>> fold("  ACME\u00a0Cloud\u200f  Straße ")
    'acme cloud strasse'
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(ch for ch in folded if ch.isspace() or unicodedata.category(ch) not in {"Cc", "Cf", "Cs"}).split())


def name_key(name: str) -> str:
    """Return a company's name as it is compared: also without punctuation and its legal form.

    >>> name_key("Acme Cloud, Inc."), name_key("ACME CLOUD d.o.o."), name_key("Ltd")
    ('acme cloud', 'acme cloud', 'ltd')
    """
    words = re.sub(r"[^\w\s]", " ", re.sub(r"[.'’]", "", fold(name))).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)
