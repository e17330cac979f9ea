"""Which parts of a web page are not the contract: menus, banners, footers, lists of contents, hidden elements.

Contract text is preferred over a clean page: what only looks like furniture is left out when it consists of links or is small.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

SITE_TAGS = frozenset(("nav", "dialog"))
SITE_ROLES = frozenset(("navigation", "search", "dialog", "alertdialog", "menu", "menubar", "tablist", "toolbar"))
EDGE_TAGS = frozenset(("footer", "aside", "header"))
EDGE_ROLES = frozenset(("banner", "contentinfo", "complementary"))
CONTENT_TAGS = frozenset(("main", "article"))
CODE_TAGS = frozenset(("script", "style", "noscript", "template", "head", "svg"))
_NAMED_TAGS = frozenset(("div", "ul", "ol", "section", "header", "form", "span", "p", "a", "table", "aside", "menu", "td"))

_SITE = (
    r"(?:nav|navbar|navigation|menu|submenu|megamenu|breadcrumbs?|cookies?|consent|gdpr|onetrust|modal|popup|newsletter|subscribe|top-?bar|masthead|skip|skiplink|pagination|pager|"
    r"cybot|cookie-?bot|cookie-?consent|cookie-?yes|cky|usercentrics|didomi|trust-?arc|truste|qc-cmp2?|osano|termly|iubenda|cmplz|klaro|intercom|tawk|"
    r"sr-only|visually-hidden|screen-reader-text|search-form|search-box|site-header|back-to-top|advert|advertisement|language-switcher|edit-page|feedback)"
)
_EDGE = r"(?:sidebar|footer|toc|table-of-contents|related|comments?|share|sharing|social|widgets|widget-area|promo|cta|author|tags)"
_BEFORE = r"(?:(?:site|page|main|global|top|bottom|left|right|doc|docs|wp|post|entry|block|mobile|primary|secondary|header|js|l|c|o)-)?"
_AFTER = r"(?:$|-(?!less|free|visible|aware|toggled|open|closed|enabled|disabled))"
_SITE_NAME = re.compile(rf"{_BEFORE}{_SITE}{_AFTER}")
_EDGE_NAME = re.compile(rf"{_BEFORE}{_EDGE}{_AFTER}")
"""A name tells by how it begins: "footer-legal" is part of a footer, "has-sidebar" and "no-sidebar" describe what is beside one."""
_CASE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOLDED = re.compile(r"accordion|collaps|tab-?pane|tab-?panel|tab-?content|panel|faq|toggle|expand|disclosure|answer", re.IGNORECASE)
"""Names of what a click unfolds: its words are part of the page although a browser starts without them."""
_DATED = re.compile(r"\b(?:updated|effective|version|revis(?:ed|ion)|modified)\b", re.IGNORECASE)

KEPT_SHARE = 0.3
"""When less of a page's words remains, its names are not to be trusted and only the semantic elements are left out."""
LINKED = 0.3
"""Share of words inside links from which an edge of the page counts as navigation; contract text stays below 0.1."""
ALL_LINKS = 0.85
FEW_WORDS = 40
MOST_PIECES = 400
"""Pieces of text looked at to find out whether an element is short (a hostile page nests thousands without words)."""
MENU_LINKS = 3
MENU_WORDS = 6
"""Words per link of a menu, on average; longer links are sentences."""


def hidden(element: etree._Element) -> bool:
    """Tell whether a reader of the page could never see the element. What unfolds at a click is not hidden."""
    style = element.get("style")
    if element.get("hidden") is None and element.get("aria-hidden") != "true" and not (style and _HIDDEN.search(style)):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    if element.get("hidden") == "until-found" or (_FOLDED.search(names) and not _named(element, _SITE_NAME)):
        return False
    return (
        element.get("aria-hidden") != "true"
        or element.get("hidden") is not None
        or bool(style and _HIDDEN.search(style))
        or _short(element)
    )


def _short(element: etree._Element) -> bool:
    """Tell whether an element holds too few words for a clause (icons and decorations are marked aria-hidden)."""
    words = 0
    for seen, text in enumerate(element.itertext()):
        words += len(str(text).split())
        if words > FEW_WORDS or seen > MOST_PIECES:
            return False
    return True


@dataclass(slots=True)
class _Weight:
    """Hold what one open or chosen element contains."""

    element: etree._Element
    kind: str = ""
    inside: bool = False
    """It stands inside the page's main part."""
    order: int = 0
    words: int = 0
    linked: int = 0
    links: int = 0
    inner: int = 0
    """Links to places on the same page."""
    headings: int = 0
    dated: bool = False

    def add(self, other: _Weight) -> None:
        """Count what a child contains."""
        self.words += other.words
        self.linked += other.linked
        self.links += other.links
        self.inner += other.inner
        self.headings += other.headings
        self.dated |= other.dated

    @property
    def density(self) -> float:
        return self.linked / self.words if self.words else 0.0


@dataclass(slots=True)
class _Survey:
    """Hold the weights of every element that may be furniture, and where the page's text begins and ends."""

    candidates: list[_Weight] = field(default_factory=list)
    words: int = 0
    has_main: bool = False
    first_heading: int | None = None
    last_prose: int = 0


def furniture_of(root: etree._Element, *, page: bool = True) -> set[etree._Element]:
    """Return the elements to leave out of a page; of a document that is no web page only its lists of contents."""
    survey = _surveyed(root)
    if not page:
        return {w.element for w in survey.candidates if w.kind == "list" and _is_contents(w)}
    semantic = {w.element for w in survey.candidates if w.kind == "site-tag" or (w.kind == "edge-tag" and _is_edge(w, survey))}
    named = {w.element for w in survey.candidates if _is_named_furniture(w, survey)}
    for chosen in (semantic | named, semantic):
        left = survey.words - sum(w.words for w in _outermost(survey.candidates, chosen))
        if left >= survey.words * KEPT_SHARE and left > 0:
            return chosen
    return set()


def _surveyed(root: etree._Element) -> _Survey:
    """Weigh every element once, from the inside out."""
    survey, open_, order, main = _Survey(), [_Weight(root)], 0, 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            order += 1
            if not tag or tag in CODE_TAGS:
                walk.skip_subtree()
            main += tag in CONTENT_TAGS
            survey.has_main |= tag in CONTENT_TAGS
            weight = _Weight(element, kind_of(element, tag), main > 0, order)
            if tag and tag not in CODE_TAGS:
                _count(weight, element.text)
                if tag in ("h1", "h2"):
                    weight.headings += 1
                    survey.first_heading = survey.first_heading or order
            open_.append(weight)
            continue
        weight = open_.pop()
        main -= tag in CONTENT_TAGS
        if tag == "a" and element.get("href"):
            weight.links, weight.linked = 1, weight.words
            weight.inner = int(element.get("href", "").startswith("#"))
        if tag in ("p", "li", "td", "div") and weight.words - weight.linked >= 15:
            survey.last_prose = max(survey.last_prose, weight.order)
        if weight.kind:
            survey.candidates.append(weight)
        open_[-1].add(weight)
        if element is not root:
            _count(open_[-1], element.tail)
    survey.words = open_[0].words
    return survey


def _count(weight: _Weight, text: str | None) -> None:
    if text:
        weight.words += len(text.split())
        weight.dated |= bool(_DATED.search(text))


def kind_of(element: etree._Element, tag: str) -> str:
    """Return why an element may be furniture: by its tag or role, by its names, or as a list that may be a menu; "" otherwise."""
    role = (element.get("role") or "").lower()
    if tag in SITE_TAGS or role in SITE_ROLES:
        return "site-tag"
    if tag in EDGE_TAGS or role in EDGE_ROLES:
        return "edge-tag"
    if tag in _NAMED_TAGS:
        if _named(element, _SITE_NAME):
            return "site-name"
        if _named(element, _EDGE_NAME):
            return "edge-name"
    return "list" if tag in ("ul", "ol", "menu") else ""


def _named(element: etree._Element, names: re.Pattern[str]) -> bool:
    tokens: Iterable[str] = f"{element.get('class') or ''} {element.get('id') or ''}".split()[:40]
    return any(names.match(_CASE.sub("-", token[:80]).lower()) for token in tokens)


def _is_edge(weight: _Weight, survey: _Survey) -> bool:
    """Tell whether a header, footer or aside belongs to the site and not to the text."""
    is_header = weight.element.tag == "header" or weight.element.get("role") == "banner"
    if is_header and weight.headings and weight.density < ALL_LINKS:
        return False  # it holds the title
    if weight.inside:
        return weight.density >= LINKED and not weight.dated
    return weight.words <= max(FEW_WORDS, survey.words * 0.5)


def _is_named_furniture(weight: _Weight, survey: _Survey) -> bool:
    if weight.words > survey.words * 0.5:
        return False
    if weight.kind == "site-name":
        return weight.headings == 0 or weight.density >= LINKED or not weight.inside
    if weight.kind == "edge-name":
        small = weight.words <= FEW_WORDS and weight.links > 0
        return weight.density >= LINKED or small or (not weight.inside and _is_footer(weight.element))
    return weight.kind == "list" and (_is_contents(weight) or _is_menu(weight, survey))


def _is_footer(element: etree._Element) -> bool:
    return "footer" in f"{element.get('class') or ''} {element.get('id') or ''}".lower()


def _is_contents(weight: _Weight) -> bool:
    """Tell whether a list is a table of contents: nothing but links to places on the same page."""
    return weight.links >= MENU_LINKS and weight.inner == weight.links and weight.density >= 0.95


def _is_menu(weight: _Weight, survey: _Survey) -> bool:
    """Tell whether a list is a menu: short links outside the text."""
    if weight.links < MENU_LINKS or weight.density < ALL_LINKS or weight.words > weight.links * MENU_WORDS:
        return False
    if weight.inside:
        return False
    outside = survey.has_main or weight.order > survey.last_prose
    return outside or (survey.first_heading is not None and weight.order < survey.first_heading)


def _outermost(candidates: list[_Weight], chosen: set[etree._Element]) -> list[_Weight]:
    """Return the chosen elements that lie in no other chosen one (candidates come inside out, so parents last)."""
    outer: list[_Weight] = []
    for weight in candidates:
        if weight.element in chosen and not any(parent in chosen for parent in weight.element.iterancestors()):
            outer.append(weight)
    return outer
