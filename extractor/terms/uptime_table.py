"""Promised levels from tables: a column of levels, a row of levels with a plan in each column, a named row in a mixed table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.document import Clause, Document, Span, cells_of
from extractor.quantities import ranges
from extractor.terms.credits_grid import PAYS
from extractor.terms.uptime_words import LEAST, LEVEL, MEASURE, OTHER, levels

_PLAN_HEAD = re.compile(r"\b(?:plans?|tiers?|editions?|packages?|subscriptions?|support\s+levels?|service\s+class)\b", re.IGNORECASE)
_COMMITS = re.compile(
    r"\b(?:commit\w*|guarantee\w*|targets?|sla|slo|objectives?|promised?|service\s+levels?|minimum|standard|goal|expected|required|agreed)\b",
    re.IGNORECASE,
)
_ROW_NUMBER = re.compile(r"\W*+(?:no\.?|sl)?\s*+(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-z])\W*", re.IGNORECASE)
_HISTORY = re.compile(r"\b(?:actual|achieved|measured|last|previous|history|result|downtime\s+per)\b", re.IGNORECASE)
_NINES = re.compile(
    r"\b(?:down-?time|outage|unavailab\w+|down)\b[^|]{0,20}\b(?:per|a|each|in\s+a|every)\s+(?:day|week|month|quarter|year)\b", re.IGNORECASE
)
_GENERIC = re.compile(
    r"\b(?:service|services|system|target|availability|up-?time|monthly|level|levels|sla|slo|commitment|guarantee|percentage|the|of|for|our|annual|objective|metric|overall|minimum|rate|provider|supplier|vendor|company|contractor|host|licensor|customer|client|subscriber)\b|\W",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """Hold one promise as found: its clause and place, how sure its rule is, and what it holds for."""

    clause: Clause
    span: Span
    percent: Decimal
    strength: float
    service: str | None = None
    plan: str | None = None
    scope: str | None = None
    listed: bool = False
    """One of several entries of a list or table: the same level under another name is another promise."""
    target: bool = False


_AMONG_PROMISES = 0.6
"""Strength of a level in a column of availability whose other rows are promises."""


def named(words: str) -> str | None:
    """Return a name without its colon, None where it is nothing but general words ("Availability:").

    >>> named("Object Storage:"), named("Service Availability")
    ('Object Storage', None)
    """
    words = words.strip(" :–—-•*")
    return words if len(_GENERIC.sub("", words)) > 1 and len(words) <= 90 else None


def name_of_section(path: Sequence[str]) -> str | None:
    """Return the service that a section's heading names, None where it only says "Service Credits".

    >>> name_of_section(["Schedule 2", "Service Credits"]), name_of_section(["Message Queue Credits"])
    (None, 'Message Queue')
    """
    return named(PAYS.sub("", path[-1])) if path else None


def in_row(clause: Clause, document: Document, context: str, *, promising: bool = False) -> Iterator[Found]:
    """Yield the promises of one table row; rows of credit bands give none, but for a column that states the commitment.

    `promising`: most rows of the table are promises, so that a cell below a header of availability is one whatever its row's label.
    """
    text, header = clause.text, clause.header
    cells = [(column, span, span.of(text)) for column, span in cells_of(document, clause)] or [(0, Span(0, len(text)), text)]
    credits = bool(PAYS.search(" ".join(header))) or (
        any(PAYS.search(words) for _, _, words in cells) and not clause.has("uptime_guarantee")
    )
    labelled = clause.has("uptime_guarantee")
    name_column, first = _name_of(cells)
    row_measures = bool(MEASURE.search(first)) or (labelled and bool(LEVEL.search(first)))
    if levels(cells[0][2]) and any(_NINES.search(head) for head in header) and not any(_COMMITS.search(head) for head in header):
        return  # a table of what nines come to: "99.9% | 43.8 minutes a month"
    hits = [(column, span, words, value, place) for column, span, words in cells for value, place in levels(words)]
    if not hits and labelled:
        hits = [
            (column, span, words, value, place)
            for column, span, words in cells[1:]
            for value, place in _bare(words, header[column] if column < len(header) else "")
        ]
    plans_across = row_measures and len({column for column, *_ in hits}) > 1
    for column, span, words, value, place in hits:
        head = header[column] if column < len(header) else ""
        if _HISTORY.search(head) or _is_bound(words, place):
            continue
        if credits and not (_COMMITS.search(head) and not PAYS.search(head)) and not (labelled and _COMMITS.search(first)):
            continue
        strength = _strength(clause, words, head, first if column != name_column else "", context)
        if MEASURE.search(f"{head} {context}") and ((promising and MEASURE.search(head)) or (credits and _COMMITS.search(head))):
            strength = max(strength, _AMONG_PROMISES)
        if value < LEAST and strength < 0.7:
            continue
        name = named(first) if column != name_column and not levels(first) else None
        plan = head if plans_across else name if header and _PLAN_HEAD.search(header[0]) else None
        service = None if plan else name
        yield Found(clause, place.shift(span.start), value, strength, service, plan, listed=True)


_BARE = re.compile(r"\s*(?P<n>(?:9\d(?:[.,]\d{1,4})?|100(?:[.,]0{1,3})?))\s*")
_OF_LEVELS = re.compile(r"%|\bper\s?cent|\b(?:availab\w+|up-?time|sla|service\s+level)\b", re.IGNORECASE)


def _bare(words: str, head: str) -> list[tuple[Decimal, Span]]:
    """Return the level of a cell without a sign whose column names levels ("99.95" below "SLA")."""
    match = _BARE.fullmatch(words)
    return [(Decimal(match["n"].replace(",", ".")), Span(*match.span("n")))] if match and _OF_LEVELS.search(head) else []


def _name_of(cells: Sequence[tuple[int, Span, str]]) -> tuple[int, str]:
    """Return the column and the words that name a row: its first cell, or the next one where that only numbers the rows.

    >>> _name_of([(0, Span(0, 1), "1"), (1, Span(4, 10), "Portal"), (2, Span(13, 18), "99.9%")])
    (1, 'Portal')
    """
    if len(cells) > 2 and _ROW_NUMBER.fullmatch(cells[0][2]):
        return cells[1][0], cells[1][2].strip()
    return cells[0][0], cells[0][2].strip()


def _is_bound(words: str, place: Span) -> bool:
    return any(interval.high is not None and span.start <= place.start < span.end for interval, span in ranges(words))


def _strength(clause: Clause, cell: str, head: str, name: str, context: str) -> float:
    """Return how sure a cell is a promise, by the words of the cell, its column, its row and what stands above the table."""
    if OTHER.search(f"{head} {name}") and not MEASURE.search(f"{head} {name} {cell}"):
        return 0.0
    strength = 0.5 * clause.probability("uptime_guarantee")
    if MEASURE.search(f"{cell} {head} {name}"):
        strength += 0.35
    elif MEASURE.search(context) and (LEVEL.search(f"{head} {name}") or clause.has("uptime_guarantee")):
        strength += 0.3
    elif LEVEL.search(f"{cell} {head} {name} {context}"):
        strength += 0.1
    if _COMMITS.search(f"{head} {name} {cell}") or LEVEL.search(context):
        strength += 0.2
    if clause.labels and not clause.has("uptime_guarantee"):
        strength -= 0.25 if clause.has("support", "performance", "termination_right", "exclusion") else 0.1
    return strength


def tops(tables: Sequence[Sequence[Found]]) -> list[Found]:
    """Return the highest bound of each table of credits."""
    return [max(table, key=lambda found: found.percent) for table in tables if table]
