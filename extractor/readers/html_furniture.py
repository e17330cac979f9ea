"""Which parts of a web page are not the contract: menus, banners, footers, hidden elements."""

from __future__ import annotations

import re

from lxml import etree

TAGS = frozenset(("nav", "footer", "aside", "dialog"))
ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "menubar"))
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|cookies?|consent|sidebar|widget-area|footer|site-header|masthead|topbar|social|share|sharing|skip-link|"
    r"screen-reader-text|related|comments?|pagination|search-form|newsletter|advert|toc)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
KEPT_SHARE = 0.3
"""When less of a page's words remains, its names are not to be trusted and only the semantic elements are left out."""


def hidden(element: etree._Element) -> bool:
    """Tell whether a browser would not show the element."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def furniture_of(root: etree._Element) -> set[etree._Element]:
    """Return the outermost elements that are page furniture; contract text is preferred over a clean page."""
    semantic = {e for e in root.iter() if _semantic(e)}
    named = {e for e in root.iter("div", "ul", "ol", "section", "header", "form", "span", "p", "a") if _NAMES.search(f"{e.get('class') or ''} {e.get('id') or ''}")}
    every = _words(root)
    chosen = semantic | {e for e in named if _words(e) < every * 0.5}
    left = every - sum(_words(e) for e in _outermost(chosen))
    return chosen if left >= every * KEPT_SHARE else semantic


def _semantic(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    if element.tag in TAGS or (element.get("role") or "").lower() in ROLES:
        return True
    if element.tag == "header":  # a header above the article belongs to the site; one that holds the title is kept
        return element.find(".//h1") is None and element.getparent() is not None and element.getparent().tag in ("body", "div")
    return False


def _outermost(elements: set[etree._Element]) -> list[etree._Element]:
    return [e for e in elements if not any(parent in elements for parent in e.iterancestors())]


def _words(element: etree._Element) -> int:
    return sum(len(text.split()) for text in element.itertext(etree.Element) if text) if False else len(" ".join(_texts(element)).split())


def _texts(element: etree._Element) -> list[str]:
    found = []
    for part in element.iter():
        if part.tag in ("script", "style", "noscript"):
            if part.tail and part is not element:
                found.append(part.tail)
            continue
        if part.text and isinstance(part.tag, str):
            found.append(part.text)
        if part.tail and part is not element:
            found.append(part.tail)
    return found
