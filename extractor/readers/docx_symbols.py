"""Characters of the Symbol and Wingdings fonts as what a reader sees: "≥", "•", a ticked box."""

from __future__ import annotations

_LATIN, _GREEK = "abgdezhqiklmnxoprstufcywABGDEZHQIKLMNXOPRSTUFCYW", "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
_SIGNS = (
    "A2 ′,A3 ≤,A5 ∞,AC ←,AD ↑,AE →,AF ↓,B0 °,B1 ±,B2 ″,B3 ≥,B4 ×,B6 ∂,B7 •,B8 ÷,B9 ≠,BA ≡,BB ≈,BC …,"
    "CE ∈,D0 ∠,D2 ®,D3 ©,D4 ™,D5 ∏,D6 √,D7 ·,D8 ¬,DE ⇒,E2 ®,E3 ©,E4 ™,E5 ∑"
)
_DINGS = "6C •,6E •,6F ☐,70 ☐,71 ☐,72 ☐,75 •,76 •,77 •,78 ☒,9F •,A1 ○,A7 •,A8 ☐,D8 •,DC •,E0 →,E8 →,F0 →,FB ✗,FC ✓,FD ☒,FE ☑"


def _table(rows: str) -> dict[int, str]:
    return {int(code, 16): sign for code, sign in (row.split(" ") for row in rows.split(","))}


SYMBOL = {ord(latin): greek for latin, greek in zip(_LATIN, _GREEK, strict=True)} | _table(_SIGNS)
WINGDINGS = _table(_DINGS)


def symbol(code: int, font: str) -> str:
    """Return the character at a code of a symbol font; "" for pictures that say nothing.

    >>> symbol(0xF0B3, "Symbol"), symbol(0xF0FE, "Wingdings"), symbol(0x2265, "Arial")
    ('≥', '☑', '≥')
    """
    place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if "symbol" in font.lower() and place <= 0xFF:
        return SYMBOL.get(place) or (chr(place) if 0x20 <= place < 0x7F else "")
    if "dings" in font.lower() and place <= 0xFF:
        return WINGDINGS.get(place, "")
    if 0xE000 <= code <= 0xF8FF:
        return SYMBOL.get(place, "")
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


PRIVATE = {code: symbol(code, "") for code in range(0xF020, 0xF100)}
"""For text typed in a symbol font: str.translate takes its private characters to what they show."""
