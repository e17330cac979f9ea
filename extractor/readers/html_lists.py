"""The numbers of HTML lists as a browser shows them: start, value, type, reversed and counters of style sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

_STYLED = re.compile(
    r"list-style(?:-type)?\s{0,4}:\s{0,4}[\w\s'\"(),.-]{0,60}?\b(lower-alpha|upper-alpha|lower-roman|upper-roman|lower-latin|upper-latin|decimal|none)\b",
    re.IGNORECASE,
)
_KINDS = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal": "1",
    "none": "none",
}
_COUNTERS = re.compile(r"\bcounters\(\s{0,3}[\w-]{1,60}\s{0,3},\s{0,3}[\"']\.[\"']")
"""A rule that numbers items through all levels ("2.1.3"), as pages with legal text often do."""
_CLASS = re.compile(r"[.#]([A-Za-z][\w-]{0,60})")
STYLE_SHEET = 500_000
"""Characters of style sheets looked at; what a saved page holds in line is much shorter."""

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(slots=True)
class _List:
    """Hold the numbering of one open list."""

    kind: str
    next: int = 1
    step: int = 1
    through: bool = False
    """Its items show the numbers of the items above as well."""
    shown: str = ""
    """The number of its latest item, without a closing dot."""


@dataclass(slots=True)
class Lists:
    """Count the items of the lists that are open at one place of a page."""

    through: frozenset[str] | None = None
    """Names whose lists are numbered through all levels; empty for every list, None for no list."""
    open: list[_List] = field(default_factory=list)

    def start(self, element: etree._Element) -> None:
        """Open the list that `element` is."""
        kind = _list_kind(element)
        backwards = element.get("reversed") is not None and kind != "bullet"
        first = len(element.findall("li")) if backwards else 1
        through = self._is_through(element) and kind not in ("bullet", "none")
        self.open.append(_List(kind, _integer(element.get("start"), first), -1 if backwards else 1, through))

    def end(self) -> None:
        """Close the innermost list."""
        if self.open:
            self.open.pop()

    def number(self, element: etree._Element) -> str | None:
        """Return the number or mark that a browser shows before an item, None where it shows none."""
        if not self.open:
            return "•"
        current = self.open[-1]
        if current.kind in ("bullet", "none"):
            return "•" if current.kind == "bullet" else None
        value = _integer(element.get("value"), current.next)
        current.next = value + current.step
        shown = numbered(value, element.get("type") or current.kind)
        current.shown = shown.removesuffix(".")
        if current.through:
            above = [each.shown for each in self.open[:-1] if each.through and each.shown]
            return ".".join([*above, current.shown]) + ("" if above else ".")
        return shown

    def _is_through(self, element: etree._Element) -> bool:
        if self.through is None:
            return False
        if not self.through or (self.open and self.open[-1].through):
            return True
        return any(name in self.through for name in f"{element.get('class') or ''} {element.get('id') or ''}".split())


def counted_through(root: etree._Element) -> frozenset[str] | None:
    """Return the names of the lists that a page's own style sheets number through all levels (see `Lists.through`)."""
    names: set[str] = set()
    found = False
    for style in root.iter("style"):
        sheet = (style.text or "")[:STYLE_SHEET]
        for rule in _COUNTERS.finditer(sheet):
            found = True
            brace = sheet.rfind("{", max(0, rule.start() - 600), rule.start())
            named = _CLASS.findall(sheet[max(0, brace - 200) : max(0, brace)].rpartition("}")[2])
            if not named:
                return frozenset()
            names.update(named)
    return frozenset(names) if found else None


def _list_kind(element: etree._Element) -> str:
    styled = _STYLED.search(element.get("style") or "")
    named = _KINDS[styled[1].lower()] if styled else None
    if element.tag != "ol":
        return named or "bullet"
    given = (element.get("type") or "").strip()
    return named or (given if given in ("1", "a", "A", "i", "I") else "1")


def numbered(value: int, kind: str) -> str:
    """Return a list number as a browser shows it.

    >>> numbered(4, "i"), numbered(28, "a"), numbered(3, "1")
    ('iv.', 'ab.', '3.')
    """
    if kind in ("i", "I") and 0 < value < 4000:
        text = roman(value)
    elif kind in ("a", "A") and value > 0:
        text = ""
        while value > 0:
            value, rest = divmod(value - 1, 26)
            text = chr(ord("a") + rest) + text
    else:
        return f"{value}."
    return (text.upper() if kind.isupper() else text) + "."


def roman(value: int) -> str:
    """Return a number as lower-case roman numerals.

    >>> roman(1999)
    'mcmxcix'
    """
    text = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        text += letters * count
    return text


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip(), re.ASCII) else default
