"""What the rows and columns of a credit table hold for: services, plans, tiers, by cells, headers and titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.terms.credits_bands import Band
from extractor.terms.credits_grid import Grid

WORDS = re.compile(r"[A-Za-z]{2}")
_SERVICE = re.compile(
    r"\b(?:services?|products?|components?|systems?|applications?|modules?|class|features?|resources?|regions?|environments?|circuits?|type|sku|offering|metric|measure|kpi|item)\b",
    re.IGNORECASE,
)

_PLAN = re.compile(r"\b(?:plans?|editions?|packages?|subscription|support\s+level|service\s+tier)\b", re.IGNORECASE)

NUMBERED = re.compile(
    r"^\W*+(?:(?:credit|service|sla|penalty)\s++)?(?:tier|level|band|row|no\.?|step|category|range)?\s*+#?\s*+(?:\d{1,2}|[ivx]{1,4}|[a-e])\W*$",
    re.IGNORECASE,
)

_YES_NO = re.compile(r"yes|no|true|false|critical|key|non-critical", re.IGNORECASE)
"""Cells of a column that sorts service levels; they name no service."""

_TIERS = re.compile(
    r"\b(?:gold|silver|bronze|platinum|premium|standard|basic|enterprise|business|starter|professional|essential)\b", re.IGNORECASE
)
"""Names of plans that need not say that they are plans."""

_TIER = re.compile(r"(?:service\s+)?(?:tier|class|category|group|level)", re.IGNORECASE)

_TIER_NAME = re.compile(r"[A-Z]|\d{1,2}|[IVX]{1,4}", re.IGNORECASE)
"""A number or letter that stands for a tier where its rows repeat it; else it numbers the rows."""

_GENERIC = re.compile(
    r"\b(?:service|monthly|credits?|percentages?|up-?time|availability|levels?|sla|of|the|for|as|an?|in|to|amount|calculated|refund|discount|fees?|charges?|per|month)\b|[^\w\s&+./-]|\b\d+\b",
    re.IGNORECASE,
)


def named_by_part(band: Band, grid: Grid, limits: Sequence[int]) -> Band:
    """Return a band of a part of a table with what the part holds for: its title, or the rest of its own header."""
    if band.service or band.plan or grid.whole:
        return band
    name = grid.name or next((rest for column in limits if (rest := rest_of(grid.head(column)))), None)
    service, plan = named_as(name, "")
    return replace(band, service=service, plan=plan)


def names_of(grid: Grid, index: int, used: set[int]) -> tuple[str | None, str | None]:
    """Return service and plan that a row's other cells name."""
    service = plan = None
    row = grid.body[index]
    for column, given in enumerate(row):
        above = reversed(grid.body[:index]) if _PLAN.search(grid.head(column)) or _SERVICE.search(grid.head(column)) else ()
        cell = given if given.strip() else next((r[column] for r in above if column < len(r) and r[column].strip()), given)  # merged
        words = cell.strip().rstrip(":")
        head = grid.head(column)
        same = sum(1 for other in grid.body if column < len(other) and other[column] == cell)
        if column not in used and _TIER.fullmatch(head.strip()) and _TIER_NAME.fullmatch(words) and same > 1:
            plan = plan or f"{head.strip()} {words}"
            continue
        if column in used or not WORDS.search(words) or NUMBERED.match(words) or re.search(r"\d\s?%", words) or len(words) > 120:
            continue
        repeated = same > 1
        if _YES_NO.fullmatch(words):
            continue
        if _PLAN.search(head):
            plan = words
        elif _SERVICE.search(head) or (repeated and service is None):
            service = words
    return service, plan


def rest_of(header: str) -> str | None:
    """Return what a column's header names beside the words that all of them share ("Credit – Premium plan" → Premium plan)."""
    words = re.sub(r"\s{1,9}", " ", _GENERIC.sub(" ", header)).strip(" -./")
    return words or None


def named_as(name: str | None, head: str) -> tuple[str | None, str | None]:
    """Return (service, plan) of a name that starts a row: a plan where it is called one or has the name of one.

    >>> named_as("Gold", "Uptime"), named_as("Archive", "Uptime")
    ((None, 'Gold'), ('Archive', None))
    """
    plan = name is not None and bool(_TIERS.search(name) or _PLAN.search(f"{name} {head}"))
    return (None, name) if plan else (name, None)
