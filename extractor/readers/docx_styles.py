"""Word's styles, resolved along their inheritance: heading level, numbering, weight, size, alignment."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from extractor.readers.docx_package import W

_HEADING = re.compile(r"^heading\s*(\d)$|^überschrift\s*(\d)$|^titre\s*(\d)$", re.IGNORECASE)
LONGEST_CHAIN = 30
"""Styles inherit through a handful of steps; a longer chain is a cycle."""


@dataclass(frozen=True, slots=True)
class Style:
    """Hold what a style (with all it inherits) says of a paragraph; None where it says nothing."""

    heading: int | None = None
    number: str | None = None
    level: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    centered: bool | None = None
    hidden: bool | None = None
    owner: str | None = None
    """The id of the style that brings the numbering: a numbering level may be tied to it."""

    def under(self, own: Style) -> Style:
        """Return this style with everything that `own` says itself put over it."""
        said = {name: value for name in Style.__slots__ if (value := getattr(own, name)) is not None}
        return replace(self, **said)


NOTHING = Style()


class Styles:
    """Look up styles by id; each is resolved once."""

    def __init__(self, root: etree._Element | None) -> None:
        self.elements: dict[str, etree._Element] = {}
        self.default = NOTHING
        self.normal: str | None = None
        self.resolved: dict[str, Style] = {}
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            self.default = _said(defaults.find(f"{W}pPrDefault/{W}pPr"), defaults.find(f"{W}rPrDefault/{W}rPr"))
        for element in root.iterchildren(f"{W}style"):
            name = element.get(f"{W}styleId")
            if name:
                self.elements.setdefault(name, element)
                if element.get(f"{W}type") == "paragraph" and on(element.get(f"{W}default"), absent=False):
                    self.normal = name

    def of(self, name: str | None) -> Style:
        """Return the resolved style; an unknown name has that of the default paragraph style."""
        key = name if name in self.elements else self.normal
        if key is None:
            return self.default
        if key not in self.resolved:
            self.resolved[key] = self._resolve(key)
        return self.resolved[key]

    def _resolve(self, name: str) -> Style:
        chain, seen = [], set()
        current: str | None = name
        while current in self.elements and current not in seen and len(chain) < LONGEST_CHAIN:
            seen.add(current)
            chain.append(current)
            based = self.elements[current].find(f"{W}basedOn")
            current = based.get(f"{W}val") if based is not None else None
        style = self.default
        for each in reversed(chain):
            style = style.under(_own(each, self.elements[each]))
        return style


def _own(name: str, element: etree._Element) -> Style:
    label = element.find(f"{W}name")
    shown = (label.get(f"{W}val") if label is not None else None) or name
    style = _said(element.find(f"{W}pPr"), element.find(f"{W}rPr"))
    match = _HEADING.match(shown)
    if match:
        style = replace(style, heading=int(next(group for group in match.groups() if group)))
    elif shown.lower() == "title":
        style = replace(style, heading=1)
    elif shown.lower().startswith("toc "):
        style = replace(style, heading=0)
    return replace(style, owner=name) if style.number is not None else style


def _said(ppr: etree._Element | None, rpr: etree._Element | None) -> Style:
    """Return what paragraph and run properties say themselves."""
    heading = number = level = centered = None
    if ppr is not None:
        outline = ppr.find(f"{W}outlineLvl")
        if outline is not None and (outline.get(f"{W}val") or "").isdigit():
            value = int(outline.get(f"{W}val") or 9)
            heading = value + 1 if value < 9 else 0
        number, level = numbering_of(ppr)
        align = ppr.find(f"{W}jc")
        centered = align.get(f"{W}val") == "center" if align is not None else None
    return Style(heading=heading, number=number, level=level, centered=centered, **run_look(rpr))  # type: ignore[arg-type]


def run_look(rpr: etree._Element | None) -> dict[str, bool | float | None]:
    """Return weight, slant, size and hiding that run properties say themselves."""
    if rpr is None:
        return {}
    size = rpr.find(f"{W}sz")
    points = size.get(f"{W}val") if size is not None else None
    found: dict[str, bool | float | None] = {"size": int(points) / 2 if points and points.isdigit() else None}
    for name, tag in (("bold", "b"), ("italic", "i"), ("hidden", "vanish")):
        element = rpr.find(f"{W}{tag}")
        found[name] = on(element.get(f"{W}val")) if element is not None else None
    return found


def numbering_of(ppr: etree._Element) -> tuple[str | None, int | None]:
    """Return numId and level that paragraph properties name themselves."""
    element = ppr.find(f"{W}numPr")
    if element is None:
        return None, None
    number, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    depth = level.get(f"{W}val") if level is not None else None
    return (number.get(f"{W}val") if number is not None else None), (int(depth) if depth and depth.isdigit() else None)


def on(value: str | None, *, absent: bool = True) -> bool:
    """Return what an on/off attribute says; without a value the element's presence says yes."""
    return absent if value is None else value.lower() not in ("0", "false", "off", "none")
