"""Automatic numbers as Word shows them: levels, restarts, overrides, formats, and bullets told from numbers.

Source of the rules: ECMA-376 part 1, 17.9 (numbering). Nothing is invented: without a definition there is no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from extractor.readers.docx_package import W
from extractor.readers.docx_styles import Styles, on
from extractor.readers.html import roman

BULLET = "•"
_CARDINALS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty")
_ORDINALS = ("Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth", "Twentieth")


@dataclass(frozen=True, slots=True)
class Level:
    """Hold how one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    hidden: bool = False


@dataclass(slots=True)
class _Num:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


class Numbering:
    """Count the numbered paragraphs of a document in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self.styles = styles
        self.abstracts: dict[str, dict[int, Level]] = {}
        self.links: dict[str, str] = {}
        self.nums: dict[str, _Num] = {}
        self.counters: dict[str, dict[int, int]] = {}
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        for abstract in root.iterchildren(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId") or ""
            self.abstracts[name] = {level: parsed for level, parsed in map(_level, abstract.iterchildren(f"{W}lvl")) if level is not None}
            link = abstract.find(f"{W}numStyleLink")
            if link is not None:
                self.links[name] = link.get(f"{W}val") or ""
        for element in root.iterchildren(f"{W}num"):
            reference = element.find(f"{W}abstractNumId")
            num = _Num(reference.get(f"{W}val") or "" if reference is not None else "")
            for override in element.iterchildren(f"{W}lvlOverride"):
                depth = _integer(override.get(f"{W}ilvl"))
                start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
                if depth is None:
                    continue
                if start is not None:
                    num.starts[depth] = _integer(start.get(f"{W}val")) or 0
                if level is not None:
                    num.levels[depth] = _level(level)[1]
            self.nums[element.get(f"{W}numId") or ""] = num

    def _abstract(self, num: _Num) -> str:
        """Return the abstract list that a list really uses: a link through a numbering style is followed once."""
        link = self.links.get(num.abstract)
        if link and not self.abstracts.get(num.abstract):
            linked = self.nums.get(self.styles.of(link).number or "") if link in self.styles.elements else None
            if linked is not None:
                return linked.abstract
        return num.abstract

    def next(self, number: str, depth: int | None, *, style: str | None) -> tuple[str | None, int]:
        """Return the number that the next paragraph of list `number` shows (None: nothing) and its depth, and count it.

        `style` is the style that brings the numbering; where no depth is given, the level tied to that style counts.
        """
        num = self.nums.get(number)
        if num is None or number == "0":
            return None, 0
        abstract = self._abstract(num)
        levels = {**self.abstracts.get(abstract, {}), **num.levels}
        if style is not None:
            tied = next((d for d, level in sorted(levels.items()) if level.style == style), None)
            depth = tied if tied is not None and depth is None else depth
        depth = depth or 0
        level = levels.get(depth)
        if level is None:
            return None, depth
        counters = self.counters.setdefault(abstract, {})
        self._count(num, counters, levels, depth)
        if level.format == "bullet":
            return BULLET, depth
        return (None if level.hidden else _shown(level, levels, counters)), depth

    def _count(self, num: _Num, counters: dict[int, int], levels: dict[int, Level], depth: int) -> None:
        if depth in num.starts and depth not in num.used:
            counters[depth] = num.starts[depth]
            num.used.add(depth)
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = levels[depth].start
        for deeper in [d for d in counters if d > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart != 0 and depth < restart):
                del counters[deeper]


def _level(element: etree._Element) -> tuple[int | None, Level]:
    def value(tag: str) -> str | None:
        child = element.find(f"{W}{tag}")
        return child.get(f"{W}val") if child is not None else None

    legal = element.find(f"{W}isLgl")
    hidden = element.find(f"{W}rPr/{W}vanish")
    level = Level(
        start=_integer(value("start")) if value("start") is not None else 1,  # type: ignore[arg-type]
        format=value("numFmt") or "decimal",
        text=value("lvlText") or "",
        restart=_integer(value("lvlRestart")),
        legal=legal is not None and on(legal.get(f"{W}val")),
        style=value("pStyle"),
        hidden=hidden is not None and on(hidden.get(f"{W}val")),
    )
    return _integer(element.get(f"{W}ilvl")), level


def _shown(level: Level, levels: dict[int, Level], counters: dict[int, int]) -> str | None:
    """Return the level's text with its places filled; None when nothing would be seen."""

    def fill(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        other = levels.get(depth, Level())
        value = counters.get(depth, other.start)
        return formatted(value, "decimal" if level.legal and other.format != "decimalZero" else other.format)

    text = re.sub(r"%([1-9])", fill, level.text).strip()
    return text or None


def formatted(value: int, style: str) -> str:
    """Return a number in one of Word's formats; an unknown format counts in figures.

    >>> formatted(4, "lowerRoman"), formatted(28, "upperLetter"), formatted(3, "ordinal"), formatted(7, "decimalZero")
    ('iv', 'BB', '3rd', '07')
    """
    if style in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        return roman(value) if style == "lowerRoman" else roman(value).upper()
    if style in ("lowerLetter", "upperLetter") and 0 < value < 1000:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)  # Word repeats the letter: z, aa, bb
        return letter if style == "lowerLetter" else letter.upper()
    if style == "decimalZero":
        return f"{value:02d}"
    if style == "ordinal":
        ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return f"{value}{ending}"
    if style == "cardinalText" and 0 <= value < len(_CARDINALS):
        return _CARDINALS[value]
    if style == "ordinalText" and 0 <= value < len(_ORDINALS):
        return _ORDINALS[value]
    return "" if style == "none" else str(value)


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else None
