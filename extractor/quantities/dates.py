"""Calendar dates, in ISO form; a month with its year is a date too."""

from __future__ import annotations

import re
from calendar import monthrange

from extractor.document import Span

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_YEAR = r"(?P<{}>(?:19|20)\d\d)"
_DATE = re.compile(
    rf"\b{_YEAR.format('y1')}[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})\b"
    rf"|\b{_MONTH.format('m2')}\s{{0,2}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s{{1,2}}{_YEAR.format('y2')}\b"
    rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?[\s-]{{1,2}}{_MONTH.format('m3')}[,\s-]{{1,3}}{_YEAR.format('y3')}\b"
    rf"|(?<![\d/.])(?P<a4>\d{{1,2}})(?P<sep>[/.-])(?P<b4>\d{{1,2}})(?P=sep)(?P<y4>(?:19|20)?\d\d)(?![\d/])"
    rf"|\b{_MONTH.format('m5')}\s{{0,2}},?\s{{0,2}}{_YEAR.format('y5')}\b",
    re.IGNORECASE,
)


def dates(text: str, *, day_first: bool = False) -> list[tuple[str, Span]]:
    """Return every date in ISO form with its span. "04/10/2024" is read month first unless `day_first` or impossible.

    Dots as separators ("10.04.2024") always put the day first, as where that form is at home. Where the same text spells the date
    ("02/05/2024 (2 May 2024)"), that settles the order.

    >>> dates("effective April 10, 2024 (10/28/2016; May 2020)")
    [('2024-04-10', Span(start=10, end=24)), ('2016-10-28', Span(start=26, end=36)), ('2020-05', Span(start=38, end=46))]
    """
    matches = list(_DATE.finditer(text))
    spelled = {_iso(match, day_first=day_first) for match in matches if not match["a4"]} - {None}
    found = []
    for match in matches:
        iso = _iso(match, day_first=day_first)
        if match["a4"] and iso not in spelled and (other := _iso(match, day_first=not day_first)) in spelled:
            iso = other
        if iso:
            found.append((iso, Span(match.start(), match.end())))
    return found


def _iso(match: re.Match[str], *, day_first: bool) -> str | None:
    if match["y1"]:
        return _checked(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    if match["y2"]:
        return _checked(int(match["y2"]), _month(match["m2"]), int(match["d2"]))
    if match["y3"]:
        return _checked(int(match["y3"]), _month(match["m3"]), int(match["d3"]))
    if match["y5"]:
        return f"{match['y5']}-{_month(match['m5']):02d}"
    first, second = int(match["a4"]), int(match["b4"])
    year = int(match["y4"]) + (2000 if len(match["y4"]) == 2 else 0)
    if len(match["y4"]) == 2 and match["sep"] != "/":
        return None
    swap = day_first or match["sep"] == "." or first > 12
    month, day = (second, first) if swap else (first, second)
    return _checked(year, month, day) or _checked(year, day, month)


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def _checked(year: int, month: int, day: int) -> str | None:
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return f"{year:04d}-{month:02d}-{day:02d}"
    return None
