"""The names of WordprocessingML and the few ways in which its attributes say yes, a number or a length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

VAL = f"{W}val"
PARAGRAPH, RUN, TEXT, TABLE = f"{W}p", f"{W}r", f"{W}t", f"{W}tbl"
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = f"{W}pPr", f"{W}rPr"
ALTERNATIVES = f"{MC}AlternateContent"

_NUMBER = re.compile(r"[-+]?\d{1,9}(?:\.\d{1,6})?")
_MEASURE = re.compile(r"([-+]?\d{1,7}(?:\.\d{1,6})?)(mm|cm|in|pt|pc|pi)")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_OFF = frozenset(("0", "false", "off", "none"))


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements below one (no comments, no processing instructions)."""
    return (child for child in element if isinstance(child.tag, str))


def first(element: etree._Element | None, tag: str) -> etree._Element | None:
    """Return the first child with a full tag, None without one (half the cost of `find`, which is most of a walk's)."""
    if element is None:
        return None
    for child in element.iterchildren(tag):
        return child
    return None


def value_of(element: etree._Element | None, tag: str) -> str | None:
    """Return the value of the child `tag` (without namespace), None where either is missing."""
    child = first(element, W + tag)
    return child.get(VAL) if child is not None else None


def toggle(element: etree._Element | None, tag: str) -> bool | None:
    """Return what an on/off child says: None without it, True when it stands there without a value."""
    child = first(element, W + tag)
    return on(child.get(VAL)) if child is not None else None


def on(value: str | None, *, absent: bool = True) -> bool:
    """Return what an on/off attribute says; without a value the element's presence says yes.

    >>> on(None), on("0"), on("true")
    (True, False, True)
    """
    return absent if value is None else value.lower() not in _OFF


def integer(text: str | None) -> int | None:
    """Return an attribute as a whole number; None for anything else and for numbers that no program writes.

    >>> integer("12"), integer("1e9"), integer("99999999999999"), integer(None)
    (12, None, None, None)
    """
    return int(float(text)) if text is not None and _NUMBER.fullmatch(text) else None


@lru_cache(maxsize=1024)  # a file says the same few lengths again and again
def points(text: str | None, *, per_point: int) -> float | None:
    """Return a length in points: a bare number counts in parts of a point (20 for twips, 2 for font sizes), others name their unit.

    >>> points("240", per_point=20), points("12pt", per_point=20), points("auto", per_point=20)
    (12.0, 12.0, None)
    """
    if text is None:
        return None
    if _NUMBER.fullmatch(text):
        return float(text) / per_point
    measure = _MEASURE.fullmatch(text)
    return float(measure[1]) * _POINTS[measure[2]] if measure else None
