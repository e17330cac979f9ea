"""The lines of a plain text without what pages repeat: page numbers, running heads, markers of old filings, lists of contents."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from extractor.readers.clean import squeeze

BREAK = "\f"
_PAGE_OF = re.compile(
    r"[\s\-–—\[(|*]{0,12}(?:page|pg\.?|p\.)\s{0,3}[\divxl]{1,5}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?[\s\-–—\])|*]{0,12}", re.IGNORECASE
)
_NUMBER_ALONE = re.compile(r"\s*(?:[-–—\[(]\s{0,3})?(\d{1,4})(?:\s{0,3}[-–—\])])?\s*")
_DASHED_NUMBER = re.compile(r"\s*[-–—]\s{0,3}(?:[A-Z]-)?[\divx]{1,5}\s{0,3}[-–—]\s*", re.IGNORECASE)
_FILING_TAG = re.compile(
    r"\s*</?(?:PAGE|TABLE|CAPTION|S|C|FN|TEXT|DOCUMENT|TYPE|SEQUENCE|FILENAME|DESCRIPTION)>(?:\s*<[SC]>)*.{0,60}", re.IGNORECASE
)
"""Marks of the American regulator's text filings: a line each, with at most the page's number."""
_LEADERS = re.compile(r"\S.{0,150}?(?:\.\s?){4,200}\s*[\divxl]{1,5}\s*", re.IGNORECASE)
_CONTENTS_TITLE = re.compile(r"\s*(?:table\s+of\s+)?contents\s*", re.IGNORECASE)
LEAST_LEADERS = 3
NEAR_BREAK = 2
"""Lines above and below a page break that may be a running head or foot."""


def without_furniture(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines that belong to the text, page breaks as a line of one form feed, and the distinct furniture taken out.

    >>> without_furniture(["We promise.", "Page 1 of 2", "\\fAcme SLA", "We pay."])
    (['We promise.', '\\x0c', 'Acme SLA', 'We pay.'], ['Page 1 of 2'])
    """
    pages = _paged(lines)
    repeated = _repeated(pages)
    numbers = _numbers(lines)
    kept: list[str] = []
    furniture: list[str] = []
    for p, page in enumerate(pages):
        if p:
            kept.append(BREAK)
        for i, line in enumerate(page):
            near = i < NEAR_BREAK or i >= len(page) - NEAR_BREAK
            if line.strip() and (
                _is_page_line(line)
                or (near and _key(line) in repeated)
                or (near and p + 1 < len(pages) and _NUMBER_ALONE.fullmatch(line))
                or (numbers and _NUMBER_ALONE.fullmatch(line))
            ):
                furniture.append(squeeze(line))
            else:
                kept.append(line)
    kept = _without_contents(kept, furniture)
    return kept, [text for text in dict.fromkeys(furniture) if text]


def _paged(lines: Sequence[str]) -> list[list[str]]:
    """Return the lines of each page, blank ones at its ends left out; form feeds and filing marks end pages."""
    pages: list[list[str]] = [[]]
    for line in lines:
        before, *after = line.split(BREAK)
        if _FILING_TAG.fullmatch(line) and "<" in line[:8]:
            if "page" in line.lower():
                pages.append([])
            continue
        pages[-1].append(before)
        for rest in after:
            pages.append([rest] if rest.strip() else [])
    if len(pages) == 1:
        return pages
    return [_stripped(page) for page in pages]


def _stripped(page: list[str]) -> list[str]:
    filled = [i for i, line in enumerate(page) if line.strip()]
    return page[filled[0] : filled[-1] + 1] if filled else []


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the running heads and feet: lines at the edge of two pages or more, and of a third of all, that differ only in figures."""
    if len(pages) < 3:
        return set()
    counts = Counter(key for page in pages for key in {_key(line) for line in [*page[:NEAR_BREAK], *page[-NEAR_BREAK:]]} if key)
    return {key for key, count in counts.items() if count >= max(2, len(pages) / 3)}


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", squeeze(line)) if len(line.strip()) < 120 else ""


def _numbers(lines: Sequence[str]) -> bool:
    """Tell whether figures that stand alone on a line count the pages: three or more, each one above the last."""
    found = [int(match[1]) for line in lines if (match := _NUMBER_ALONE.fullmatch(line))]
    return len(found) >= 3 and all(b == a + 1 for a, b in itertools.pairwise(found))


def _is_page_line(line: str) -> bool:
    return bool(_PAGE_OF.fullmatch(line) or _DASHED_NUMBER.fullmatch(line))


def _without_contents(lines: list[str], furniture: list[str]) -> list[str]:
    """Return the lines without a list of contents, recognised by its dotted leaders."""
    led = {i for i, line in enumerate(lines) if "..." in line.replace(". .", "..") and len(line) < 300 and _LEADERS.fullmatch(line.strip())}
    if len(led) < LEAST_LEADERS:
        return lines
    first = min(led)
    title = next((i for i in range(first - 1, max(-1, first - 5), -1) if _CONTENTS_TITLE.fullmatch(lines[i])), None)
    taken = led | ({title} if title is not None else set())
    furniture.extend(squeeze(lines[i]) for i in sorted(taken))
    return [line for i, line in enumerate(lines) if i not in taken]
