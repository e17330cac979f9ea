"""Word's styles, resolved along their inheritance: heading level, numbering, weight, size, alignment, indents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from extractor.readers.docx_names import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, VAL, W, first, integer, on, points, toggle, value_of

_HEADING = re.compile(r"heading\s?([1-9])", re.IGNORECASE)
"""Word keeps the English names of its own styles in the file, whatever language it shows."""
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)|table of (?:figures|authorities)|toa heading|index [1-9]", re.IGNORECASE)
_TITLES = frozenset(("title",))
NOT_A_HEADING = 0
"""An outline level of "body text" takes back the level that a style inherits."""
LONGEST_CHAIN = 30
"""Styles inherit through a handful of steps; a longer chain is a cycle."""


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """Hold what a style (with all it inherits) says of a paragraph or run; None where it says nothing.

    What is said alike is one object (see `_style`), so that styles are told apart, and looked up, by identity.
    """

    heading: int | None = None
    contents: bool | None = None
    """It sets a line of a table of contents."""
    number: str | None = None
    level: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    underlined: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    centered: bool | None = None
    left: float | None = None
    first: float | None = None
    """Offset of the first line from the others: negative where it hangs out to the left."""
    above: float | None = None
    below: float | None = None
    chain: tuple[str, ...] = ()
    """Ids of the style and those that it is based on, nearest first."""

    def under(self, own: Style) -> Style:
        """Return this style with everything that `own` says itself put over it."""
        if own is NOTHING:
            return self
        return replace(self, **{name: value for name in _FIELDS if (value := getattr(own, name)) is not None})


_FIELDS = tuple(name for name in Style.__slots__ if name != "chain")
NOTHING = Style()


class Styles:
    """Look up styles by id; each is resolved once."""

    def __init__(self, root: etree._Element | None) -> None:
        self.elements: dict[str, etree._Element] = {}
        self.default = NOTHING
        self.normal: str | None = None
        self._resolved: dict[str, Style] = {}
        self._runs: dict[str, Style] = {}
        self._said: dict[str, Style] = {}
        self._merged: dict[tuple[Style, Style], Style] = {}
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            self.default = paragraph_says(defaults.find(f"{W}pPrDefault/{W}pPr")).under(run_says(defaults.find(f"{W}rPrDefault/{W}rPr")))
        for element in root.iterchildren(f"{W}style"):
            name = element.get(f"{W}styleId")
            if name:
                self.elements.setdefault(name, element)
                if element.get(f"{W}type") == "paragraph" and on(element.get(f"{W}default"), absent=False):
                    self.normal = name

    def paragraph(self, name: str | None) -> Style:
        """Return the resolved paragraph style; an unknown one is the default paragraph style, as in Word."""
        key = name if name in self.elements else self.normal
        if key is None:
            return self.default
        if key not in self._resolved:
            chain = self.chain(key)
            style = self.default
            for each in reversed(chain):
                style = style.under(self.said(each))
            self._resolved[key] = replace(style, chain=tuple(chain))
        return self._resolved[key]

    def merged(self, style: Style, own: Style) -> Style:
        """Return a paragraph's style with what it says itself put over it; most paragraphs repeat what others say."""
        if own is NOTHING:
            return style
        if (style, own) not in self._merged:
            self._merged[style, own] = style.under(own)
        return self._merged[style, own]

    def run(self, name: str) -> Style:
        """Return what a character style says itself with all it inherits (no document defaults)."""
        if name not in self._runs:
            style = NOTHING
            for each in reversed(self.chain(name)):
                style = style.under(self.said(each))
            self._runs[name] = style
        return self._runs[name]

    def chain(self, name: str) -> list[str]:
        """Return a style's id and those that it is based on, nearest first; a cycle ends where it closes."""
        chain: list[str] = []
        current: str | None = name
        while current in self.elements and current not in chain and len(chain) < LONGEST_CHAIN:
            chain.append(current)
            current = value_of(self.elements[current], "basedOn")
        return chain

    def said(self, name: str) -> Style:
        """Return what one style says itself, nothing inherited."""
        if name not in self._said:
            self._said[name] = _own(name, self.elements[name]) if name in self.elements else NOTHING
        return self._said[name]

    def bold_first_row(self, name: str | None) -> bool:
        """Tell whether a table style sets the first row bold."""
        for each in self.chain(name) if name else ():
            for part in self.elements[each].iterchildren(f"{W}tblStylePr"):
                if part.get(f"{W}type") == "firstRow" and (bold := toggle(part.find(f"{W}rPr"), "b")) is not None:
                    return bold
        return False


def _own(name: str, element: etree._Element) -> Style:
    shown = value_of(element, "name") or name
    properties = element.find(f"{W}pPr")
    style = paragraph_says(properties).under(run_says(element.find(f"{W}rPr")))
    if element.get(f"{W}type") not in (None, "paragraph"):
        return style
    match = _HEADING.fullmatch(shown)
    if match:
        return replace(style, heading=int(match[1]))
    if shown.lower() in _TITLES:
        return replace(style, heading=1)
    if _CONTENTS.fullmatch(shown):
        return replace(style, heading=NOT_A_HEADING, contents=True)
    return style


@dataclass(frozen=True, slots=True)
class Own:
    """Hold what a paragraph says itself: the name of its style, its own properties, and what its end mark says."""

    name: str | None = None
    says: Style = NOTHING
    end_deleted: bool = False
    end_hidden: bool = False
    """A style separator: the next paragraph goes on in the same line."""
    ends_section: bool = False


PLAIN = Own()


def own_properties(paragraph: etree._Element) -> Own:
    """Return what a paragraph says itself."""
    properties = first(paragraph, PARAGRAPH_PROPERTIES)
    if properties is None:
        return PLAIN
    name, deleted, hidden, section = None, False, False, False
    for child in properties:
        tag = child.tag
        if tag == _STYLE:
            name = child.get(VAL)
        elif tag == RUN_PROPERTIES:
            for mark in child:
                if mark.tag in _DELETED:
                    deleted = True
                elif mark.tag == _HIDDEN:
                    hidden = on(mark.get(VAL))
        elif tag == _SECTION:
            section = True
    return Own(name, paragraph_says(properties), deleted, hidden, section)


_STYLE, _SECTION, _HIDDEN = f"{W}pStyle", f"{W}sectPr", f"{W}vanish"
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))


def paragraph_says(properties: etree._Element | None) -> Style:
    """Return what paragraph properties say themselves."""
    if properties is None:
        return NOTHING
    said: dict[str, bool | float | str | None] = {}
    for child in properties:
        reading = _READINGS.get(child.tag)
        if reading is not None:
            said.update(reading(child))
    return _style(tuple(said.items())) if said else NOTHING


@lru_cache(maxsize=4096)
def _style(said: tuple[tuple[str, bool | float | str | None], ...]) -> Style:
    """Return one style for each set of sayings: most paragraphs of a file say what others say."""
    return Style(**dict(said))  # type: ignore[arg-type]


def _outline(element: etree._Element) -> dict[str, bool | float | str | None]:
    level = integer(element.get(VAL))
    return {"heading": level + 1 if level is not None and 0 <= level < 9 else NOT_A_HEADING}


def _alignment(element: etree._Element) -> dict[str, bool | float | str | None]:
    return {"centered": element.get(VAL) == "center"}


def _list(element: etree._Element) -> dict[str, bool | float | str | None]:
    return {"number": value_of(element, "numId"), "level": integer(value_of(element, "ilvl"))}


def _indents(element: etree._Element) -> dict[str, bool | float | str | None]:
    hanging = points(element.get(f"{W}hanging"), per_point=20)
    first = -hanging if hanging is not None else points(element.get(f"{W}firstLine"), per_point=20)
    return {"left": points(element.get(f"{W}left") or element.get(f"{W}start"), per_point=20), "first": first}


def _spacing(element: etree._Element) -> dict[str, bool | float | str | None]:
    return {"above": points(element.get(f"{W}before"), per_point=20), "below": points(element.get(f"{W}after"), per_point=20)}


_READINGS = {f"{W}outlineLvl": _outline, f"{W}jc": _alignment, f"{W}numPr": _list, f"{W}ind": _indents, f"{W}spacing": _spacing}


def run_says(properties: etree._Element | None) -> Style:
    """Return what run properties say themselves."""
    if properties is None:
        return NOTHING
    said: dict[str, bool | float | None] = {}
    for child in properties:
        tag = child.tag
        if tag in _TOGGLES:
            said[_TOGGLES[tag]] = on(child.get(VAL))
        elif tag == f"{W}sz":
            said["size"] = points(child.get(VAL), per_point=2)
    return _style(tuple(said.items())) if said else NOTHING


_TOGGLES = {f"{W}b": "bold", f"{W}i": "italic", f"{W}u": "underlined", f"{W}vanish": "hidden"}
