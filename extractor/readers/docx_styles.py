"""Word's styles, resolved along their inheritance: heading level, numbering, weight, size, alignment, indents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from extractor.readers.docx_names import VAL, W, children, integer, on, points, toggle, value_of

_HEADING = re.compile(r"heading\s?([1-9])", re.IGNORECASE)
"""Word keeps the English names of its own styles in the file, whatever language it shows."""
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)|table of (?:figures|authorities)|toa heading|index [1-9]", re.IGNORECASE)
_TITLES = frozenset(("title",))
NOT_A_HEADING = 0
"""An outline level of "body text" takes back the level that a style inherits."""
LONGEST_CHAIN = 30
"""Styles inherit through a handful of steps; a longer chain is a cycle."""


@dataclass(frozen=True, slots=True)
class Style:
    """Hold what a style (with all it inherits) says of a paragraph or run; None where it says nothing."""

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


def paragraph_says(properties: etree._Element | None) -> Style:
    """Return what paragraph properties say themselves."""
    if properties is None:
        return NOTHING
    said: dict[str, bool | float | str | None] = {}
    for child in children(properties):
        tag = child.tag
        if tag == f"{W}outlineLvl":
            level = integer(child.get(VAL))
            said["heading"] = level + 1 if level is not None and 0 <= level < 9 else NOT_A_HEADING
        elif tag == f"{W}jc":
            said["centered"] = child.get(VAL) == "center"
        elif tag == f"{W}numPr":
            said["number"], said["level"] = value_of(child, "numId"), integer(value_of(child, "ilvl"))
        elif tag == f"{W}ind":
            said["left"] = points(child.get(f"{W}left") or child.get(f"{W}start"), per_point=20)
            hanging = points(child.get(f"{W}hanging"), per_point=20)
            said["first"] = -hanging if hanging is not None else points(child.get(f"{W}firstLine"), per_point=20)
        elif tag == f"{W}spacing":
            said["above"], said["below"] = points(child.get(f"{W}before"), per_point=20), points(child.get(f"{W}after"), per_point=20)
    return Style(**said) if said else NOTHING  # type: ignore[arg-type]


def run_says(properties: etree._Element | None) -> Style:
    """Return what run properties say themselves."""
    if properties is None:
        return NOTHING
    said: dict[str, bool | float | None] = {}
    for child in children(properties):
        tag = child.tag
        if tag == f"{W}sz":
            said["size"] = points(child.get(VAL), per_point=2)
        elif tag in _TOGGLES:
            said[_TOGGLES[tag]] = on(child.get(VAL))
    return Style(**said) if said else NOTHING  # type: ignore[arg-type]


_TOGGLES = {f"{W}b": "bold", f"{W}i": "italic", f"{W}u": "underlined", f"{W}vanish": "hidden"}
