"""Word's equations on one line: availability formulas are read as "(A - B) / C × 100", not as their loose letters."""

from __future__ import annotations

from lxml import etree

from extractor.readers.docx_names import M, W, children

DEEPEST = 60
"""Formulas nest a few deep; what lies below is read as its plain letters."""


def linear(element: etree._Element, depth: int = 0) -> str:
    """Return an equation, or a part of one, as a line of text."""
    if depth > DEEPEST:
        return "".join(t.text or "" for t in element.iter(f"{M}t"))

    def part(name: str) -> str:
        child = element.find(M + name)
        return linear(child, depth + 1).strip() if child is not None else ""

    match element.tag.removeprefix(M) if isinstance(element.tag, str) else "":
        case "t":
            return element.text or ""
        case "f":
            return f"{grouped(part('num'))} / {grouped(part('den'))}"
        case "sSup":
            return f"{grouped(part('e'))}^{grouped(part('sup'))}"
        case "sSub":
            return f"{part('e')}_{grouped(part('sub'))}"
        case "rad":
            return f"√({part('e')})" if not part("deg") else f"root {part('deg')} of ({part('e')})"
        case "d":
            return f"({', '.join(linear(e, depth + 1).strip() for e in element.iterchildren(f'{M}e'))})"
        case "nary":
            limits = f" from {part('sub')} to {part('sup')}" if part("sub") or part("sup") else ""
            return f"Σ{limits} of {grouped(part('e'))}"
    if element.tag in (f"{W}del", f"{W}moveFrom"):
        return ""
    if element.tag == f"{W}t":
        return element.text or ""
    return "".join(linear(child, depth + 1) for child in children(element))


def grouped(text: str) -> str:
    """Return a part in brackets where it has operators of its own.

    >>> grouped("total - down"), grouped("total"), grouped("(a - b)")
    ('(total - down)', 'total', '(a - b)')
    """
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return text
    return f"({text})" if any(sign in text for sign in "+-*/=×·÷−") else text
