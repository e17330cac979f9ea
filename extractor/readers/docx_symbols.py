"""Characters of the Symbol and Wingdings fonts as what a reader sees: "≥", "•", a ticked box."""

from __future__ import annotations

_GREEK = dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True)) | dict(zip("ABGDEZHQIKLMNXOPRSTUFCYW", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True))
SYMBOL = {ord(latin): greek for latin, greek in _GREEK.items()} | {
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xCE: "∈", 0xD0: "∠", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "·", 0xD8: "¬", 0xDE: "⇒", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑",
}  # fmt: skip
WINGDINGS = {
    0x6C: "•", 0x6E: "•", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x75: "•", 0x76: "•", 0x77: "•", 0x78: "☒", 0x9F: "•", 0xA1: "○", 0xA7: "•", 0xA8: "☐", 0xD8: "•", 0xDC: "•", 0xE0: "→", 0xE8: "→",
    0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PLAIN = dict(zip(range(0x20, 0x7F), map(chr, range(0x20, 0x7F)), strict=True))


def symbol(code: int, font: str) -> str:
    """Return the character at a code of a symbol font; "" for pictures that say nothing.

    >>> symbol(0xF0B3, "Symbol"), symbol(0xF0FE, "Wingdings"), symbol(0x2265, "Arial")
    ('≥', '☑', '≥')
    """
    place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if "symbol" in font.lower() and place <= 0xFF:
        return SYMBOL.get(place) or _PLAIN.get(place, "")
    if "dings" in font.lower() and place <= 0xFF:
        return WINGDINGS.get(place, "")
    if 0xE000 <= code <= 0xF8FF:
        return SYMBOL.get(place, "")
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


PRIVATE = {code: symbol(code, "") for code in range(0xF020, 0xF100)}
"""For text typed in a symbol font: str.translate takes its private characters to what they show."""
