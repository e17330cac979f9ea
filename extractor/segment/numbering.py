"""Clause numbers: which characters at the start of a block are one, what they count, and how deep their style stands.

"4.2 Service Credits" opens with a number; "24 hours", "99.9% of the month" and "12 March" do not. Where the words alone cannot
tell ("A. Smith", "2 Provider shall …"), the number is marked unsure, and counts only beside its neighbours (see `confirmed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.document import Span

DIVISIONS = ("schedule", "exhibit", "appendix", "annex", "annexure", "attachment")
"""Words whose numbers open a part of the document that counts its sections anew."""
LARGEST_SECTION = 60
"""Above it "99.95 Uptime" is a figure; the longest agreements read have 48 sections."""

_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORD = rf"(?P<word>section|article|clause|part|chapter|{'|'.join(DIVISIONS)}|sec\.|art\.|§{{1,2}})"
_COUNT = rf"(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}|(?-i:[A-Z][-.]\d{{1,3}}|[IVXLC]{{1,7}}|[A-Z])|(?:{'|'.join(_SPELLED)}))"
_PREFIXED = re.compile(
    rf"{_WORD}\s{{0,3}}(?P<inner>{_COUNT}(?:\s?\([a-z0-9]{{1,4}}\)){{0,3}})(?![\w%])(?!\.\d)(?P<marks>\s{{0,2}}[.:)–—-]{{0,2}})",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"(?P<shown>(?P<inner>(?:\d{1,3}[A-Z]?|[A-Z])(?:\.\d{1,3}[A-Z]?){1,5}(?:\([a-z0-9]{1,4}\)){0,2})(?P<mark>[.:)]?))(?=\s|[A-Z“\"(]|$)"
)
_SINGLE = re.compile(r"(?P<shown>(?P<inner>\d{1,3}[A-Z]?)(?P<mark>[.)]))(?=\s|[A-Z“\"(]|$)")
_BARE = re.compile(r"(?P<shown>(?P<inner>\d{1,2}))(?=\s{1,4}[A-Z“\"])")
_BRACKETED = re.compile(r"(?P<shown>[(\[](?P<inner>\d{1,3}|[a-z]|[ivxlc]{2,6}|([a-z])\3|[A-Z]|[IVXLC]{2,6})[)\]])(?=[\s\W]|[A-Z]|$)")
_LETTER = re.compile(r"(?P<shown>(?P<inner>[a-z]|[ivx]{2,5}|[A-Z]|[IVX]{2,5})(?P<mark>[.)]))(?=\s)")
_BULLET = re.compile(r"(?P<shown>[•·▪◦●○■□►➢➤✓✔*‣⁃∙\uf0b7\uf0a7\uf0d8–—-])\s{1,4}(?=\S)")
_ROMAN = re.compile(r"(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")

_QUANTITY_AFTER = re.compile(
    r"(?:%|percent|per\s?cent|business|working|calendar|consecutive|hours?|hrs?\b|minutes?|mins?\b|days?|weeks?|months?|years?|quarters?|seconds?|secs?\b|ms\b|times|x\s?\d|[KMGT]B\b|[KMG]bps|"
    r"(?:US)?\$|USD|EUR|€|£|January|February|March|April|May\s\d|June|July|August|September|October|November|December|of\b|or\s(?:more|less)|and\sabove|to\s\d|am\b|pm\b)",
    re.IGNORECASE,
)
"""After a figure without a mark: words that make it a quantity, a date or an hour of the day."""
_GOES_ON = re.compile(
    r"(?:of|to|in|above|below|and|or|shall|is|are|does|do|will|applies|apply|sets?|describes?|hereof|hereto|through|contains?)\b|,|\(\w{1,3}\)|\([A-Z][\w ]{1,40}\)\s[a-z]",
    re.IGNORECASE,
)
"""After "Section 4": words that make it a reference at the start of a sentence."""
_COPYRIGHT = re.compile(r"\(c\)\s{0,2}(?:19|20)\d\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """Hold a clause number: as shown, its style and counts, and the span that it and its marks take in the block's text.

    `style` is the pattern that its siblings share ("1.", "1.1", "(a)", "section", "•"). `other` is the second reading of a mark
    that may be a letter or a roman numeral ("(i)" after "(h)").
    """

    shown: str
    style: str
    counts: tuple[int, ...] = ()
    other: tuple[str, int] | None = None
    span: Span = Span(0, 0)
    sure: bool = True

    @property
    def is_bullet(self) -> bool:
        """Tell whether the mark counts nothing."""
        return not self.counts

    @property
    def is_section(self) -> bool:
        """Tell whether the style is one of sections ("4.", "4.2", "Article IV") rather than of list items ("(a)")."""
        return self.style in ("1.", "1.1") or (self.style[:1].isalpha() and len(self.style) > 2)

    @property
    def is_division(self) -> bool:
        """Tell whether the number opens a schedule, an exhibit or the like."""
        return self.style in DIVISIONS


def leading_number(text: str) -> Number | None:
    """Return the clause number that opens a block's text; quantities, dates and years are none.

    >>> leading_number("4.2 Service Credits").shown, leading_number("(iv) breach").style
    ('4.2', '(i)')
    >>> leading_number("24 hours a day"), leading_number("99.9% of the month"), leading_number("844-411-RISE")
    (None, None, None)
    """
    start = len(text) - len(text.lstrip())
    bullet = _BULLET.match(text, start)
    if bullet:
        return Number("•", "•", span=Span(0, bullet.end()))
    return _prefixed(text, start) or _plain(text, start)


def shown_number(shown: str) -> Number:
    """Return the number that a format shows beside a block without holding it in the text (Word, HTML lists)."""
    if not any(ch.isalnum() for ch in shown) or shown in ("o", "O"):
        return Number("•", "•")
    found = leading_number(f"{shown.strip()} X")
    if found is None or found.is_bullet:
        inner = shown.strip(" .()[]:")
        return Number(shown, f"?{re.sub(r'[A-Za-z0-9]+', '', shown)}", (int(inner),) if inner.isdecimal() and len(inner) < 5 else (1,))
    return Number(shown.strip(), found.style, found.counts, found.other)


def _prefixed(text: str, start: int) -> Number | None:
    match = _PREFIXED.match(text, start)
    if match is None:
        return None
    rest = text[match.end() :].lstrip()
    if rest[:1].islower() or (_GOES_ON.match(rest) and not rest[:2].isupper()):
        return None
    word = {"sec.": "section", "art.": "article", "§": "section", "§§": "section"}.get(match["word"].lower(), match["word"].lower())
    return Number(
        match[0].strip(" .:)–—-") if match[0].count("(") == 0 else match[0].strip(" .:–—-"),
        word,
        _counts(match["inner"]),
        span=_taken(text, match.end()),
    )


def _plain(text: str, start: int) -> Number | None:
    for pattern, reading in ((_DOTTED, _dotted), (_SINGLE, _single), (_BRACKETED, _bracketed), (_LETTER, _lettered), (_BARE, _bare)):
        match = pattern.match(text, start)
        if match:
            return reading(match, text[match.end() :].lstrip(), _taken(text, match.end()))
    return None


def _dotted(match: re.Match[str], rest: str, span: Span) -> Number | None:
    inner, marked = match["inner"], bool(match["mark"])
    first = re.match(r"\d*", inner)[0]  # type: ignore[index]
    if first.startswith("0") or (first and int(first) > LARGEST_SECTION) or rest[:1] == "%":
        return None
    if not marked and _QUANTITY_AFTER.match(rest):
        return None
    sure = (marked or not rest[:1].islower()) and inner[0].isdigit()
    return Number(match["shown"].rstrip(":"), "1.1" if first else "A.1", _counts(inner), span=span, sure=sure)


def _single(match: re.Match[str], rest: str, span: Span) -> Number | None:
    if match["inner"].startswith("0"):
        return None
    style = "1." if match["mark"] == "." else "1)"
    return Number(
        match["shown"],
        style,
        _counts(match["inner"]),
        span=span,
        sure=int(re.sub(r"\D", "", match["inner"])) <= LARGEST_SECTION or rest[:1].isupper(),
    )


def _bare(match: re.Match[str], rest: str, span: Span) -> Number | None:
    if match["inner"].startswith("0") or _QUANTITY_AFTER.match(rest):
        return None
    return Number(match["shown"], "1.", (int(match["inner"]),), span=span, sure=False)


def _bracketed(match: re.Match[str], rest: str, span: Span) -> Number | None:
    if _COPYRIGHT.match(match.string, match.start()) or re.match(r"(?:and|or|to|through)\s\(", rest):
        return None
    readings = _readings(match["inner"], match["shown"][0], match["shown"][-1])
    sure = match["shown"][0] == "(" and match["inner"] not in ("x", "X")  # "(x)" is a ticked box more often than a tenth item
    return Number(match["shown"], readings[0][0], (readings[0][1],), readings[1] if len(readings) > 1 else None, span, sure)


def _lettered(match: re.Match[str], rest: str, span: Span) -> Number | None:
    readings = _readings(match["inner"], "", match["mark"])
    return (
        Number(match["shown"], readings[0][0], (readings[0][1],), readings[1] if len(readings) > 1 else None, span, False) if rest else None
    )


def _taken(text: str, end: int) -> Span:
    """Return the span of a number with the white space behind it."""
    return Span(0, end + len(text[end:]) - len(text[end:].lstrip()))


def _readings(inner: str, opened: str, closed: str) -> list[tuple[str, int]]:
    """Return the styles and counts that a mark may have, the likelier first: "i" and "iv" are roman before they are letters, "c" is not."""
    if inner.isdigit():
        return [(f"{opened}1{closed}", int(inner))]
    low, upper = inner.lower(), inner.isupper()
    letter = (f"{opened}{'A' if upper else 'a'}{closed}", ord(low[0]) - 96 + 26 * (len(low) - 1))
    roman = (f"{opened}{'I' if upper else 'i'}{closed}", roman_value(low))
    if not roman[1]:
        return [letter]
    if len(low) > 1:
        return [roman, letter] if len(set(low)) == 1 and len(low) == 2 else [roman]
    return [roman, letter] if low == "i" else [letter, roman]


def roman_value(numeral: str) -> int:
    """Return the value of a roman numeral, 0 for other words.

    >>> roman_value("iv"), roman_value("XII"), roman_value("ic")
    (4, 12, 0)
    """
    low = numeral.lower()
    if not _ROMAN.fullmatch(low):
        return 0
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[ch] for ch in low]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _counts(inner: str) -> tuple[int, ...]:
    """Return what each part of a number counts: "4.2" (4, 2), "IV" (4,), "B-2" (2, 2), "3A" (3, 1)."""
    found: list[int] = []
    for part in re.findall(r"\d+|[A-Za-z]+", inner):
        if part.isdigit():
            found.append(int(part))
        elif part.lower() in _SPELLED:
            found.append(_SPELLED.index(part.lower()) + 1)
        else:
            found.append((((part.isupper() and len(part) > 1) or part in "IVX") and roman_value(part)) or ord(part[0].lower()) - 96)
    return tuple(found)


def follows(before: Number, after: Number) -> Number | None:
    """Return `after` in the reading in which it comes directly behind `before`, None when it does not.

    >>> follows(leading_number("(h) fire"), leading_number("(i) flood")).style
    '(a)'
    """
    for reading in readings_of(after):
        if (
            before.style == reading.style
            and len(before.counts) == len(reading.counts)
            and before.counts[:-1] == reading.counts[:-1]
            and reading.counts[-1] == before.counts[-1] + 1
        ):
            return reading
    if (
        before.style == after.style
        and after.counts[:-1] == before.counts
        and after.counts[-1] == 1
        and re.search(r"\d[A-Z]\W*$", after.shown)
    ):
        return after  # "3A" behind "3"
    if (
        before.style == after.style
        and before.counts
        and after.counts == (before.counts[0] + 1,)
        and re.search(r"\d[A-Z]\W*$", before.shown)
    ):
        return after  # "4" behind "3A"
    return None


def readings_of(number: Number) -> Iterable[Number]:
    """Yield a number in each of its readings, the likelier first."""
    yield number
    if number.other:
        yield Number(number.shown, number.other[0], (number.other[1],), (number.style, number.counts[0]), number.span, number.sure)


def confirmed(numbers: Iterable[Number | None]) -> list[bool]:
    """Tell for each number whether it may stand: it is sure, or its neighbour in the same style is in the document as well.

    >>> confirmed([leading_number("A. Smith of Acme"), leading_number("2 Provider shall act."), leading_number("3 Customer shall pay.")])
    [False, True, True]
    """
    listed = list(numbers)
    known = {(r.style, r.counts) for number in listed if number and number.counts for r in readings_of(number)}

    def beside(number: Number) -> bool:
        return any((r.style, (*r.counts[:-1], r.counts[-1] + step)) in known for r in readings_of(number) for step in (-1, 1))

    return [number is not None and (number.sure or number.is_bullet or beside(number)) for number in listed]
