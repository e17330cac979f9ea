"""Numbers in Word's number formats: figures, letters, roman numerals, ordinals, words."""

from __future__ import annotations

import re

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MARKS = "*†‡§"
"""The Chicago Manual's marks for notes; they double after the fourth."""
MOST_REPEATS = 30
"""Word writes the 27th letter as "aa"; a longer run than this is no number that anybody reads."""


def formatted(value: int, style: str) -> str:
    """Return a number in one of Word's formats; an unknown format counts in figures.

    >>> formatted(4, "lowerRoman"), formatted(28, "upperLetter"), formatted(3, "ordinal"), formatted(7, "decimalZero")
    ('iv', 'BB', '3rd', '07')
    >>> formatted(21, "ordinalText"), formatted(40, "cardinalText"), formatted(5, "none")
    ('Twenty-first', 'Forty', '')
    """
    match style:
        case "lowerRoman" | "upperRoman" if 0 < value < 4000:
            return roman(value) if style == "lowerRoman" else roman(value).upper()
        case "lowerLetter" | "upperLetter" if 0 < value <= 26 * MOST_REPEATS:
            letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)  # Word repeats the letter: z, aa, bb
            return letter if style == "lowerLetter" else letter.upper()
        case "ordinal":
            return f"{value}{_ending(value)}"
        case "cardinalText" | "ordinalText" if 0 <= value < 1000:
            words = _words(value) if style == "cardinalText" else _ordinal_words(value)
            return words[0].upper() + words[1:]
        case "chicago" if 0 < value <= len(_MARKS) * MOST_REPEATS:
            return _MARKS[(value - 1) % len(_MARKS)] * ((value - 1) // len(_MARKS) + 1)
        case "hex":
            return f"{value:X}"
        case "numberInDash":
            return f"- {value} -"
        case "decimalEnclosedParen":
            return f"({value})"
        case "decimalEnclosedFullstop":
            return f"{value}."
        case "none":
            return ""
    zeros = re.fullmatch(r"decimalZero(\d)?", style)
    return f"{value:0{int(zeros[1] or 2)}d}" if zeros else str(value)


def roman(value: int) -> str:
    """Return a positive number as lower-case roman numerals.

    >>> roman(1994)
    'mcmxciv'
    """
    text = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        text += letters * count
    return text


def _ending(value: int) -> str:
    return "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _words(value: int) -> str:
    if value >= 100:
        rest = f" {_words(value % 100)}" if value % 100 else ""
        return f"{_UNITS[value // 100]} hundred{rest}"
    if value < 20:
        return _UNITS[value]
    return _TENS[value // 10] + (f"-{_UNITS[value % 10]}" if value % 10 else "")


def _ordinal_words(value: int) -> str:
    words = _words(value)
    last = re.split(r"[ -]", words)[-1]
    stem = words[: len(words) - len(last)]
    if last in _ORDINALS:
        return stem + _ORDINALS[last]
    return stem + (last[:-1] + "ieth" if last.endswith("y") else last + "th")
