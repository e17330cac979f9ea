"""Automatic numbers as Word shows them: levels, restarts, overrides, formats, and bullets told from numbers.

Source of the rules: ECMA-376 part 1, 17.9 (numbering), and Word's behaviour where the standard is silent: lists that
share an abstract list share its counters, a level above that was never used shows (and uses up) its start value.
Nothing is invented: without a definition there is no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from extractor.readers.docx_formats import formatted
from extractor.readers.docx_names import ALTERNATIVES, MC, PARAGRAPH_PROPERTIES, RUN_PROPERTIES, VAL, W, integer, on, toggle, value_of
from extractor.readers.docx_styles import Style, Styles, paragraph_says

BULLET = "•"
LEVELS = 9
_PICTURES = frozenset("\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf06e\uf071")


@dataclass(frozen=True, slots=True)
class Level:
    """Hold how one level of a list is numbered."""

    start: int = 0
    """The standard's default where a level names none."""
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    """Restarts after this level (1-based) or a higher one; 0: never; None: after any higher level."""
    legal: bool = False
    style: str | None = None
    hidden: bool = False
    left: float | None = None
    first: float | None = None

    @property
    def is_bullet(self) -> bool:
        """Tell whether the level shows a mark instead of a number."""
        return self.format == "bullet"


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold what Word shows before a paragraph: `text` is its number, "•" for a bullet, None where nothing shows."""

    text: str | None
    depth: int
    level: Level


@dataclass(slots=True)
class _Num:
    """Hold one list: which abstract list it counts in, and what it overrides."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    overrides: dict[int, Level] = field(default_factory=dict)
    levels: dict[int, Level] | None = None


@dataclass(slots=True)
class Counters:
    """Hold how far a story (the body, the text boxes, the notes) has counted; each counts on its own."""

    values: dict[str, dict[int, int]] = field(default_factory=dict)
    used: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """Number the paragraphs of a document, asked in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self.styles = styles
        self.abstracts: dict[str, etree._Element] = {}
        self.links: dict[str, str] = {}
        self.single: set[str] = set()
        self.nums: dict[str, _Num] = {}
        self.names: dict[str, str] = {}
        """From the name of a list, as LISTNUM fields use it, to one of its numIds."""
        self.counters = Counters()
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        names: dict[str, str] = {}
        for abstract in root.iterchildren(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId") or ""
            self.abstracts[key] = abstract
            link, name = value_of(abstract, "numStyleLink"), value_of(abstract, "name")
            if link:
                self.links[key] = link
            if name:
                names[key] = name.lower()
            if value_of(abstract, "multiLevelType") == "singleLevel":
                self.single.add(key)
        for element in root.iterchildren(f"{W}num"):
            num, number = _Num(value_of(element, "abstractNumId") or ""), element.get(f"{W}numId") or ""
            for override in element.iterchildren(f"{W}lvlOverride"):
                depth, start = integer(override.get(f"{W}ilvl")), integer(value_of(override, "startOverride"))
                level = override.find(f"{W}lvl")
                if depth is not None and start is not None:
                    num.starts[depth] = start
                if depth is not None and level is not None:
                    num.overrides[depth] = _level(level)[1]
            self.nums[number] = num
            if num.abstract in names:
                self.names.setdefault(names[num.abstract], number)

    def levels(self, number: str) -> dict[int, Level]:
        """Return the levels of a list; those of a numbering style that it is linked to where it has none of its own."""
        num = self.nums.get(number)
        if num is None:
            return {}
        if num.levels is None:
            link = self.links.get(num.abstract)
            linked = self.nums.get(self.styles.said(link).number or "") if link else None
            own = self._defined(num.abstract)
            if linked is not None:
                own |= self._defined(linked.abstract) | linked.overrides
            num.levels = own | num.overrides
        return num.levels

    def _defined(self, abstract: str) -> dict[int, Level]:
        """Return the levels that an abstract list defines itself; files hold hundreds, documents use a few."""
        element = self.abstracts.get(abstract)
        if element is None:
            return {}
        return {depth: level for depth, level in map(_level, element.iterchildren(f"{W}lvl")) if depth is not None}

    def place(self, own: Style, style: Style) -> tuple[str, int] | None:
        """Return (list, level) of a paragraph: what it says itself, then its style and those the style is based on.

        A level that is tied to one of these styles goes before the level that the style names. None: not numbered.
        """
        number = own.number if own.number is not None else style.number
        if number is None or number == "0" or number not in self.nums:
            return None
        if self.nums[number].abstract in self.single:
            return number, 0
        if own.level is not None:
            return number, own.level
        if own.number is not None:
            return number, 0
        tied = {level.style: depth for depth, level in sorted(self.levels(number).items(), reverse=True) if level.style}
        for name in style.chain:
            if name in tied:
                return number, tied[name]
            said = self.styles.said(name)
            if said.level is not None:
                return number, said.level
        return number, 0

    def next(self, number: str, depth: int) -> Mark | None:
        """Return what the next paragraph at `depth` of list `number` shows, and count it; None without a definition."""
        levels = self.levels(number)
        depth = min(max(depth, 0), LEVELS - 1)
        level = next((levels[d] for d in range(depth, -1, -1) if d in levels), None)
        if level is None:
            return None
        num = self.nums[number]
        values = self.counters.values.setdefault(num.abstract, {})
        self._count(number, num, values, levels, depth)
        if level.is_bullet:
            return Mark(BULLET if level.text.strip() else None, depth, level)
        return Mark(None if level.hidden else _shown(level, levels, values), depth, level)

    def restart(self, number: str, depth: int, value: int) -> None:
        """Let the next paragraph at `depth` of a list show `value`."""
        if number in self.nums:
            self.counters.values.setdefault(self.nums[number].abstract, {})[depth] = value - 1
            self.counters.used.add((number, depth))

    def _count(self, number: str, num: _Num, values: dict[int, int], levels: dict[int, Level], depth: int) -> None:
        for above in range(depth):
            if above not in values and above in levels:
                values[above] = self._start(num, levels, above)
        if depth in num.starts and (number, depth) not in self.counters.used:
            values[depth] = num.starts[depth]
            self.counters.used.add((number, depth))
        elif depth in values:
            values[depth] += 1
        else:
            values[depth] = self._start(num, levels, depth)
        for deeper in [d for d in values if d > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart != 0 and depth < restart):
                del values[deeper]

    def _start(self, num: _Num, levels: dict[int, Level], depth: int) -> int:
        return num.starts.get(depth, levels[depth].start if depth in levels else 0)


def _level(element: etree._Element) -> tuple[int | None, Level]:
    parts = {child.tag: child for child in element}

    def value(name: str) -> str | None:
        return parts[W + name].get(VAL) if W + name in parts else None

    indents = paragraph_says(parts.get(PARAGRAPH_PROPERTIES))
    kind, text = _format(parts), value("lvlText") or ""
    if kind != "none" and "%" not in text and _PICTURES & set(text):
        kind = "bullet"
    level = Level(
        start=integer(value("start")) or 0,
        format=kind,
        text=text,
        restart=integer(value("lvlRestart")),
        legal=f"{W}isLgl" in parts and on(value("isLgl")),
        style=value("pStyle"),
        hidden=bool(toggle(parts.get(RUN_PROPERTIES), "vanish")),
        left=indents.left,
        first=indents.first,
    )
    return integer(element.get(f"{W}ilvl")), level


def _format(parts: dict[str, etree._Element]) -> str:
    """Return a level's number format; Word's custom ones ("001, 002, 003, ...") stand in a choice with a plain fallback."""
    plain = parts.get(f"{W}numFmt")
    if plain is None and ALTERNATIVES in parts:
        plain = parts[ALTERNATIVES].find(f"{MC}Choice/{W}numFmt")
    if plain is None:
        return "decimal"
    if plain.get(VAL) == "custom":
        zeros = re.match(r"(0{1,8})1\s?,", plain.get(f"{W}format") or "")
        return f"decimalZero{len(zeros[1]) + 1}" if zeros else "decimal"
    return plain.get(VAL) or "decimal"


def _shown(level: Level, levels: dict[int, Level], values: dict[int, int]) -> str | None:
    """Return the level's text with its places filled; None when nothing would be seen."""

    def fill(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        other = levels.get(depth, Level())
        if other.is_bullet or depth not in values:
            return ""
        plain = level.legal and not other.format.startswith("decimalZero") and other.format != "none"
        return formatted(values[depth], "decimal" if plain else other.format)

    text = " ".join(re.sub(r"%([1-9])", fill, level.text).split())
    return text or None
