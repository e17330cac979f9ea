"""Tabs of a web page: the name on a tab tells what the panel below it is about ("Premium" above "within 1 hour")."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractor.readers.clean import squeeze

LONGEST_NAME = 80
"""Characters; a longer text on a tab is no name."""


def panel_names(root: etree._Element) -> dict[etree._Element, str]:
    """Return the panels of a page whose tab has a name that they do not begin with themselves.

    >>> page = etree.fromstring('<div><a role="tab" href="#p">Premium</a><div id="p">within 1 hour</div></div>')
    >>> list(panel_names(page).values())
    ['Premium']
    """
    tabs = {target: name for element in root.iter() for target, name in _targets(element)}
    if not tabs:
        return {}
    panels = {}
    for element in root.iter():
        name = tabs.get(element.get("id") or "") if isinstance(element.tag, str) else None
        if name and not _opening(element).startswith(name.lower()):
            panels[element] = name
    return panels


def _targets(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the id of the panel that a tab shows, and its name."""
    if not isinstance(element.tag, str):
        return
    toggles = element.get("role") == "tab" or "tab" in (element.get("data-toggle"), element.get("data-bs-toggle"))
    if not toggles:
        return
    target = element.get("aria-controls") or element.get("data-bs-target") or element.get("data-target") or element.get("href") or ""
    name = squeeze("".join(map(str, element.itertext())))
    if target and name and len(name) <= LONGEST_NAME:
        yield target.removeprefix("#"), name


def _opening(element: etree._Element) -> str:
    """Return the first words of an element, in small letters."""
    text = ""
    for part in element.itertext():
        text += str(part)
        if len(text) > 2 * LONGEST_NAME and text.strip():
            break
    return squeeze(text).lower()
