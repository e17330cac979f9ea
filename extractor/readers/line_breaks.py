"""Where a mere line break inside a paragraph ends what stands for itself: a title, a lead-in, a tier of a list."""

from __future__ import annotations

import re

_TIER = re.compile(
    r"(?=.{0,100}(?:[%$€£]|\b(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\b))\S.{0,60}?(?::|=|–|→|\s-)\s?[^:=–→]{0,40}",
    re.DOTALL | re.IGNORECASE,
)
"""A row of two set as a line: "Below 99.5%: 10%", "High – 4 hours"; not "Version: 1.0" and the like, which head a document."""
_CONTACT = re.compile(r"\s*(?:\S{1,80}@|https?:|www\.|[+(]?\d[\d\s()/-]{6})")
LEAD_IN = 3
"""Spaces that a line has at least which ends in a colon and leads on; "Mail:" stays with its address, as every contact does."""


def ends_there(line: str, following: str, *, titled: bool) -> bool:
    """Tell whether a line break parts two lines that a reader would not run together; `titled` says that only the first is bold.

    Lines of an address, or of text that was wrapped by hand, are run together.

    >>> ends_there("Below 99.9%: 10%", "Below 99.0%: 25%", titled=False), ends_there("Acme Ltd", "1 Main Street", titled=False)
    (True, False)
    """
    if not following.strip():
        return False
    leads = line.endswith(":") and line.count(" ") >= LEAD_IN and not _CONTACT.match(following)
    return titled or leads or bool(_TIER.fullmatch(line) and _TIER.fullmatch(following.strip()))
