"""Titles inside and around a text: run-in titles, labels alone on their line, and lines that still carry the marks of plain text."""

from __future__ import annotations

import re

LONGEST_RUN_IN = 9
"""Words; the longest run-in title seen in bold has 11, without weight a longer one is a sentence."""
LONGEST_BOLD = 14
LEAST_AFTER = 12
"""Characters that follow a run-in title at least; less is a label with its value."""
LONGEST_LABEL = 6

SMALL = frozenset(
    (
        "of",
        "and",
        "the",
        "for",
        "to",
        "in",
        "a",
        "an",
        "or",
        "on",
        "by",
        "with",
        "from",
        "at",
        "per",
        "vs",
        "as",
        "your",
        "our",
        "its",
        "not",
        "–",
        "-",
        "&",
        "/",
    )
)
"""Words that stay small in a title."""
VERB = re.compile(
    r"\b(?:shall|will|must|may|is|are|was|were|has|have|does|can|cannot|means|agrees?|provides|guarantees|includes?|applies|apply|constitutes?|reserves|should|would)\b",
    re.IGNORECASE,
)
"""Words of a sentence; a title has them only in a question ("What is covered?")."""
_RUN_IN = re.compile(r"[A-Z“\"][^.:;!?\n]{1,90}?(?P<stop>[.:](?=\s)|\s[–—-]\s)")
_ABBREVIATED = re.compile(r"(?:\b(?:Inc|Corp|Ltd|Co|LLC|No|Nos|Mr|Mrs|Ms|Dr|St|vs|Sec|Art|Jr|Sr|approx|incl|excl|etc)|\b[A-Z])$")
"""Words whose full stop ends no title ("Acme Inc. will …", "U.S. Government")."""
_MARKED = re.compile(
    r"#{1,6}\s?(?P<hashed>[A-Z“\"][^#\n]{1,100}?)\s?#{0,6}$|(?:[=~-]{4,}\s)?(?P<ruled>[A-Z][^=~\n]{1,90}?)\s(?:[=~]{4,}|-{4,})$"
)
_ANCHOR = re.compile(r"\s{0,3}\{:?\s{0,2}#[\w-]{1,60}\}$")


def run_in_title(text: str, bold: int = 0) -> str | None:
    """Return the title that opens a paragraph, whose first `bold` characters are set bold.

    >>> run_in_title("Service Credits. If we miss the level, you get a credit."), run_in_title("Acme Inc. will pay the credit.")
    ('Service Credits', None)
    """
    match = _RUN_IN.match(text)
    if match is None or len(text) - match.end() < LEAST_AFTER:
        return None
    title = text[: match.start("stop")].strip().strip('“”"')
    words = title.split()
    if not words or (match["stop"] == "." and _ABBREVIATED.search(title)):
        return None
    set_apart = bold >= len(title) - 1 and bold <= match.end() + 1
    if set_apart and len(words) <= LONGEST_BOLD:
        return title
    plain = len(words) <= LONGEST_RUN_IN and title_case(words) and not VERB.search(title)
    return title if plain and (match["stop"].strip() != "." or not text[match.end() :].lstrip()[:1].islower()) else None


def label_alone(text: str) -> str | None:
    """Return the label of a line that holds nothing else ("Response Time:"), None for other lines.

    >>> label_alone("Response Time:"), label_alone("The following do not count:"), label_alone("Response Time")
    ('Response Time', None, None)
    """
    words = text.split()
    if not text.endswith(":") or len(words) > LONGEST_LABEL or not title_case(words) or VERB.search(text):
        return None
    return text[:-1].strip()


def marked_title(text: str) -> str | None:
    """Return the title of a line that still carries the marks of plain-text markup, None for other text.

    >>> marked_title("### Service Credits"), marked_title("Support -------"), marked_title("99.9%")
    ('Service Credits', 'Support', None)
    """
    match = _MARKED.match(text.strip()) if len(text) < 140 else None
    return (match["hashed"] or match["ruled"]).strip() if match else None


def without_anchor(title: str) -> str:
    """Return a title without the anchor that some Markdown dialects put behind it ("Credits {#credits}")."""
    return _ANCHOR.sub("", title)


def title_case(words: list[str]) -> bool:
    """Tell whether every longer word has a capital; figures do not count.

    >>> title_case("Availability of the Service".split()), title_case("Availability is measured".split())
    (True, False)
    """
    weighty = [word.lstrip("(“\"'[") for word in words]
    weighty = [word for word in weighty if word[:1].isalpha() and word.lower() not in SMALL]
    return bool(weighty) and all(word[0].isupper() for word in weighty)
