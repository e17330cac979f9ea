"""Numbers as contracts write them: figures with separators, words, and words with figures in brackets."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_GAP = r"[\s-]{1,2}"
_AND = rf"(?:\sand\s|{_GAP})"
_SMALL = rf"(?:(?:{'|'.join(TENS)})(?:{_GAP}(?:{'|'.join(list(UNITS)[1:10])}))?|(?:{'|'.join(sorted(UNITS, key=len, reverse=True))}))"
_BELOW_THOUSAND = rf"(?:(?:{_SMALL}{_GAP})?hundred(?:{_AND}{_SMALL})?|{_SMALL})"

WORD_NUMBER = rf"(?:(?=[efhnostz])(?:(?:{_BELOW_THOUSAND}{_GAP})?thousand(?:{_AND}{_BELOW_THOUSAND})?|{_BELOW_THOUSAND})\b)"
"""A number in words: "thirty", "ninety-nine", "one hundred and eighty"; "one two" is two numbers."""

FIGURES = r"\d{1,3}(?:[,\u00a0 ]\d{3}){1,6}(?:\.\d{1,6})?|\d{1,9}(?:[.,]\d{1,6})?"
"""A number in figures; a comma before one, two or four and more digits is a decimal comma."""

_BOTH = re.compile(rf"(?P<words>{WORD_NUMBER})\s?[\(\[]\s?(?P<figures>{FIGURES})\s?[\)\]]", re.IGNORECASE)


def decimal(figures: str) -> Decimal:
    """Return figures as an exact decimal, with thousands separators and decimal commas understood.

    >>> decimal("99,95"), decimal("10,000"), decimal("1 000.50")
    (Decimal('99.95'), Decimal('10000'), Decimal('1000.50'))
    """
    text = re.sub(r"[\s\u00a0]", "", figures)
    if "," in text and "." in text:
        last = max(text.rfind(","), text.rfind("."))
        text = re.sub(r"[.,]", "", text[:last]) + "." + text[last + 1 :]
    elif text.count(",") == 1 and len(text.partition(",")[2]) != 3:
        text = text.replace(",", ".")
    else:
        text = text.replace(",", "")
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {figures!r}") from error


def from_words(words: str) -> Decimal:
    """Return a number in words as a decimal.

    >>> from_words("ninety-nine"), from_words("one hundred and eighty")
    (Decimal('99'), Decimal('180'))
    """
    total, part = 0, 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "thousand":
            total, part = total + (part or 1) * 1000, 0
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in UNITS:
            part += UNITS[word]
        elif word in TENS:
            part += TENS[word]
    return Decimal(total + part)


def disagreement(text: str) -> tuple[str, str] | None:
    """Return words and figures of the first "thirty (60)" whose two forms disagree, else None.

    >>> disagreement("within thirty (60) days"), disagreement("within thirty (30) days")
    (('thirty', '60'), None)
    """
    for match in _BOTH.finditer(text):
        if from_words(match["words"]) != decimal(match["figures"]):
            return match["words"], match["figures"]
    return None
