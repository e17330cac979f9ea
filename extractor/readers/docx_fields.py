"""Fields: what their codes show where Word keeps no result in the file (LISTNUM and AUTONUM numbers, MACROBUTTON prompts).

A field is its code between "begin" and "separate" and its result between "separate" and "end"; results are read as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.readers.docx_formats import formatted
from extractor.readers.docx_numbering import LEVELS, Numbering

DEEPEST = 40
"""Fields nest a few deep; more is an attack."""
LONGEST_CODE = 2_000
_WORD = re.compile(r'"([^"]*)"|(\S+)')

SCHEMES = {
    "numberdefault": ("{0d})", "{0a})", "{0i})", "({0d})", "({0a})", "({0i})", "{0d}.", "{0a}.", "{0i}."),
    "outlinedefault": ("{0I}.", "{0A}.", "{0d}.", "{0a})", "({0d})", "({0a})", "({0i})", "({0a})", "({0i})"),
    "legaldefault": ("{L}.",) * LEVELS,
}
"""Word's three built-in lists for LISTNUM: {0d} is the level's own number in figures, {L} all levels down to it."""
_AUTOMATIC = {"AUTONUM": ("{0d}.",) * LEVELS, "AUTONUMLGL": SCHEMES["legaldefault"], "AUTONUMOUT": SCHEMES["outlinedefault"]}
_FORMATS = {"d": "decimal", "a": "lowerLetter", "i": "lowerRoman", "A": "upperLetter", "I": "upperRoman"}


class Shown(NamedTuple):
    """Hold what a field shows beyond its result in the file, and whether that is a number that Word counts."""

    text: str = ""
    counted: bool = False


NOTHING_SHOWN = Shown()


@dataclass(slots=True)
class Field:
    """Hold one open field: its code so far, and whether its result has begun."""

    code: str = ""
    result: bool = False


@dataclass(slots=True)
class Fields:
    """Follow the fields of a story, and number those that Word numbers itself."""

    numbering: Numbering
    open: list[Field] = field(default_factory=list)
    silent: int = 0
    """How many open fields are still in their code: text inside is not shown."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    place: tuple[str, int] | None = None
    """(list, level) of the paragraph that is being read."""
    heading: int | None = None

    def begin(self) -> None:
        """Note that a field begins."""
        if len(self.open) < DEEPEST:
            self.open.append(Field())
            self.silent += 1

    def separate(self) -> None:
        """Note that the innermost field's result begins."""
        if self.open and not self.open[-1].result:
            self.open[-1].result = True
            self.silent -= 1

    def end(self) -> Shown:
        """Note that the innermost field ends; returns what it shows beyond its result in the file."""
        if not self.open:
            return NOTHING_SHOWN
        ended = self.open.pop()
        if not ended.result:
            self.silent -= 1
        if self.silent:
            return NOTHING_SHOWN
        return self.shown(ended.code, has_result=ended.result)

    def instruct(self, text: str) -> None:
        """Append to the code of the innermost field."""
        if self.open and not self.open[-1].result and len(self.open[-1].code) < LONGEST_CODE:
            self.open[-1].code += text

    def paragraph_ends(self) -> None:
        """Give up on codes without a result: a broken field must not swallow the document."""
        for each in self.open:
            each.result = True
        self.silent = 0

    def shown(self, code: str, *, has_result: bool) -> Shown:
        """Return what a field code shows by itself, without a result in the file."""
        words = [quoted or plain for quoted, plain in _WORD.findall(code)]
        name = words[0].upper() if words else ""
        if has_result:
            return NOTHING_SHOWN
        if name == "LISTNUM":
            return Shown(self._listed(words[1:]), counted=True)
        if name in _AUTOMATIC:
            return Shown(self._automatic(name), counted=True)
        return Shown(" ".join(words[2:])) if name == "MACROBUTTON" else NOTHING_SHOWN

    def _listed(self, words: list[str]) -> str:
        """Return the number of a LISTNUM field: the name of a list, and after switches its level and the value it starts at."""
        name = words[0].lower() if words and not words[0].startswith("\\") else ""
        level, start = _switch(words, "\\l"), _switch(words, "\\s")
        if name not in SCHEMES:
            place = (self.numbering.names[name], 0) if name in self.numbering.names else self.place
            if place is not None and (not name or name in self.numbering.names):
                inner = name not in self.numbering.names
                depth = level - 1 if level else min(place[1] + 1, LEVELS - 1) if inner else 0
                if start is not None:
                    self.numbering.restart(place[0], depth, start)
                mark = self.numbering.next(place[0], depth)
                return (mark.text or "") if mark else ""
            name = "numberdefault"
        depth = min(max((level or 1) - 1, 0), LEVELS - 1)
        counts = self._count(name, depth, start)
        own = SCHEMES[name][depth]
        return _filled(own, counts, depth)

    def _automatic(self, name: str) -> str:
        """Return the number of an AUTONUM field; the paragraph's heading level is its level."""
        depth = min((self.heading or 1) - 1, LEVELS - 1)
        return _filled(_AUTOMATIC[name][depth], self._count(name, depth, None), depth)

    def _count(self, name: str, depth: int, start: int | None) -> dict[int, int]:
        counts = self.counts.setdefault(name, {})
        for above in range(depth):
            counts.setdefault(above, 1)
        counts[depth] = start if start is not None else counts.get(depth, 0) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return counts


def _switch(words: list[str], name: str) -> int | None:
    for i, word in enumerate(words):
        if word.lower() == name and i + 1 < len(words) and re.fullmatch(r"\d{1,5}", words[i + 1]):
            return int(words[i + 1])
        if word.lower().startswith(name) and re.fullmatch(r"\d{1,5}", word[2:]):
            return int(word[2:])
    return None


def _filled(pattern: str, counts: dict[int, int], depth: int) -> str:
    if "{L}" in pattern:
        return pattern.replace("{L}", ".".join(str(counts[d]) for d in range(depth + 1)))
    return re.sub(r"\{0(\w)\}", lambda match: formatted(counts[depth], _FORMATS[match[1]]), pattern)
