"""Performance targets in tables: metrics in the header or in the first column, a value per region, class or plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.document import Clause, Document, Span, cells_of
from extractor.taxonomy import PerformanceMetric
from extractor.terms.performance_words import METRICS, Measure, Value, bounded, values
from extractor.terms.support_words import levels

_NOT_TARGETS = re.compile(
    r"\b(?:credits?|refunds?|penalt\w+|deduct\w+|fail(?:ure|ed|s)?|consequence|points?|weight\w*|up-?time|availab\w+|severity|interim|if\s+missed|breach|trigger|measured|measurement|frequency|counted|remed(?:y|ies))\b",
    re.IGNORECASE,
)
_TARGET_HEAD = re.compile(
    r"\b(?:targets?|goals?|commit\w+|objectives?|standards?|service\s+levels?|wanted|norm|values?|aql|guarantee[sd]?|figure|threshold|promise[sd]?|expected|within)\b",
    re.IGNORECASE,
)
_AVAILABILITY = re.compile(r"\b(?:up-?time|availab\w+|accessib\w+)\b", re.IGNORECASE)
_FLAWS = re.compile(r"\b(?:vulnerabilit\w+|cvss)\b", re.IGNORECASE)
_MENDED = re.compile(r"\b(?:remediat\w+|patch\w*|fix(?:ed|es)?|mitigat\w+)\b", re.IGNORECASE)
_VULNERABILITY = re.compile(r"\b(?:vulnerabilit\w+|cvss|weakness\w*|findings?|patch\w*|risks?)\b", re.IGNORECASE)


_REFERENCE = re.compile(r"[A-Z]{0,4}[\s.-]?\d{1,2}(?:\.\d{1,2}){0,2}\.?")
"""A cell that numbers its row."""


class Cell(NamedTuple):
    """Hold one target of a row: the metric, its value, the words of its cell, and what it holds for."""

    metric: PerformanceMetric
    value: Value
    words: str
    scope: str | None


def cells(clause: Clause, document: Document, context: str, *, labelled: bool, certain: bool) -> Iterator[Cell]:
    """Yield the targets of a table row; without the label only those of metrics that words name for sure."""
    row = [(column, words.strip()) for column, span in cells_of(document, clause) if (words := span.of(clause.text)).strip()]
    if not row:
        return
    if len(row) > 2 and _REFERENCE.fullmatch(row[0][1]):
        row = row[1:]  # "K3 | Data loss on recovery | 24 hours"
    first, heads = row[0][1], clause.header
    above = " ".join((context, *heads))
    about_flaws = (_VULNERABILITY if labelled else _FLAWS).search(above) is not None
    labelled = labelled or (about_flaws and _MENDED.search(above) is not None)
    if (levels(first) or clause.has("support")) and not about_flaws and _named(first, "time") is None:
        return
    given = list(_given(row, heads))
    chosen = [each for each in given if _TARGET_HEAD.search(each[0])] or given
    several = len([value for _, _, value in chosen if value is not None]) > 1
    for head, words, value in chosen:
        plain = next((found for _, cell in row[1:] if not values(cell) and (found := _sure(cell, value.measure, heading=False))), None)
        metric, by_row = (plain, True) if plain else _metric(first, head, context, value.measure, labelled=labelled)
        if metric is None and certain and labelled and not _AVAILABILITY.search(f"{first} {head}"):
            metric = "other" if bounded(words) or _TARGET_HEAD.search(head) else None
            by_row = True
        if metric is not None:
            scope = first if not by_row or metric == "other" else head if several else None
            yield Cell(metric, value, words, scope or None)


def _given(row: Sequence[tuple[int, str]], heads: Sequence[str]) -> Iterator[tuple[str, str, Value]]:
    """Yield (header, words, value) of each cell that holds one figure worth a target."""
    for column, words in row[1:]:
        head = heads[column] if column < len(heads) else ""
        if _NOT_TARGETS.search(head) or len(words) > LONGEST:
            continue
        found = values(words)
        if found:
            timed = [value for value in found if value.measure == "time"]
            yield head, words, (timed or found)[0]  # "95% within 3 seconds": the share is how often the time holds


LONGEST = 160
"""Characters of the longest cell that holds a target; longer ones are descriptions."""


def _metric(first: str, head: str, context: str, measure: Measure, *, labelled: bool) -> tuple[PerformanceMetric | None, bool]:
    """Return the metric of a cell, and whether the row (not the column) names it."""
    for place, by_row in ((head, False), (first, True), (context, False)):
        if not labelled and place == context:
            continue
        metric = _named(place, measure) if labelled else _sure(place, measure, heading=place == head)
        if metric is not None:
            return metric, by_row
    return None, False


def _named(words: str, measure: Measure) -> PerformanceMetric | None:
    return next((row.metric for row in METRICS if row.measure == measure and row.words.search(words)), None)


def _sure(words: str, measure: Measure, *, heading: bool) -> PerformanceMetric | None:
    if heading and measure == "percent" and re.fullmatch(r"\W*(?:\w+\s+){0,2}error\s+rates?\W*", words, re.IGNORECASE):
        return "error_rate"
    return next((row.metric for row in METRICS if row.sure is not None and row.measure == measure and row.sure.search(words)), None)


def place(clause: Clause) -> Span:
    """Return the span of a row that proves its targets: the whole row."""
    return Span(0, len(clause.text))
