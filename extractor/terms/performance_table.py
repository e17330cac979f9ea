"""Performance targets in tables: metrics in the header or in the first column, a value per region, class or plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.document import Clause, Document, Span, cells_of
from extractor.quantities.numbers import decimal
from extractor.taxonomy import PerformanceMetric
from extractor.terms.performance_words import METRICS, Measure, Value, bounded, values
from extractor.terms.support_words import levels

_NOT_TARGETS = re.compile(
    r"\b(?:credits?|refunds?|penalt\w+|deduct\w+|fail(?:ure|ed|s)?|consequence|points?|weight\w*|up-?time|down-?time|outages?|availab\w+|severity|interim|if\s+missed|breach|trigger|measured|measurement|frequency|counted|remed(?:y|ies))\b",
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
    if len(row) > 2 and _REFERENCE.fullmatch(row[0][1]) and not (values(row[1][1]) and len(row[1][1]) <= LONGEST_VALUE):
        row = row[1:]  # "K3 | Data loss on recovery | 24 hours"
    first, heads = row[0][1], clause.header or _names_above(clause, document)
    above = " ".join((context, *heads))
    about_flaws = (_VULNERABILITY if labelled else _FLAWS).search(above) is not None
    labelled = labelled or (about_flaws and _MENDED.search(above) is not None)
    if (levels(first) or clause.has("support")) and not about_flaws and _named(first, "time") is None:
        return
    given = list(_given(row, heads))
    if not given and labelled:
        yield from _within_name(first)
        return
    chosen = [each for each in given if _TARGET_HEAD.search(each[0])] or given
    several = len([value for _, _, value in chosen if value is not None]) > 1
    for head, words, value in chosen:
        plain = next((found for _, cell in row[1:] if not values(cell) and (found := _sure(cell, value.measure, heading=False))), None)
        metric, by_row = (plain, True) if plain else _metric(first, head, context, value.measure, labelled=labelled)
        between = False
        if metric is None and _NO_TARGET.search(first):
            continue
        if metric is None and certain and labelled and not _AVAILABILITY.search(f"{first} {head}"):
            between = value.unit == "ms" and several  # from one city to another: what else takes milliseconds
            metric = "latency" if value.unit == "ms" else "other" if bounded(words) or _TARGET_HEAD.search(head) else None
            by_row = True
        if metric is not None:
            scope = first if not by_row or metric == "other" else head if several else None
            if between:
                scope = f"{first} – {head}"
            yield Cell(metric, value, words, scope or None)


def _names_above(clause: Clause, document: Document) -> tuple[str, ...]:
    """Return the first row of a table without a header where it only names columns: an empty cell, then words without figures to keep."""
    if clause.table is None or not clause.row:
        return ()
    top = tuple(cell.strip() for cell in document.tables[clause.table].texts(document.text)[0])
    return top if len(top) > 1 and not top[0] and all(cell and not values(cell) for cell in top[1:]) else ()


def _within_name(first: str) -> Iterator[Cell]:
    """Yield the targets that a row's name holds itself ("Recovery: RTO 8 hours, RPO 30 minutes | met")."""
    for value in values(first):
        named = [
            (match.start(), row.metric)
            for row in METRICS
            if row.sure and row.measure == value.measure
            for match in row.sure.finditer(first)
        ]
        before = [metric for at, metric in sorted(named) if at < value.span.start]
        if before:
            yield Cell(before[-1], value, first, None)


def _given(row: Sequence[tuple[int, str]], heads: Sequence[str]) -> Iterator[tuple[str, str, Value]]:
    """Yield (header, words, value) of each cell that holds one figure worth a target."""
    for column, words in row[1:]:
        head = heads[column] if column < len(heads) else ""
        if _NOT_TARGETS.search(head) or len(words) > LONGEST or _SEVERITY.fullmatch(head.strip()):
            continue
        found = values(words) or _bare(words, head, row)
        if found:
            timed = [value for value in found if value.measure == "time"]
            yield head, words, (timed or found)[0]  # "95% within 3 seconds": the share is how often the time holds


_BARE = re.compile(
    r"\W{0,3}(?:(?:less|more|fewer|greater|lower)\s+than|at\s+(?:most|least)|max\w*\.?|min\w*\.?|up\s+to|below|under)?\W{0,3}(?P<n>\d{1,3}(?:[,.]\d{3}){1,2}|\d{1,6}(?:[.,]\d{1,3})?|zero)\W{0,3}(?:or\s+(?:less|more|fewer|better|lower|below))?\W{0,2}",
    re.IGNORECASE,
)
_NAMED_TIMES = (
    (r"ms|msecs?|milliseconds?", "ms"),
    (r"s|secs?|seconds?", "seconds"),
    (r"mins?|minutes?", "minutes"),
    (r"h|hrs?|hours?", "hours"),
    (r"business\s+days?|working\s+days?", "business days"),
    (r"days?", "days"),
)
_TIMES = tuple(
    (re.compile(rf"(?:[(\[,|/]\s?|\bin\s+|^)(?:{words})\b\s?[)\]]?\s{{0,3}}(?:,.{{0,80}})?$", re.IGNORECASE), unit)
    for words, unit in _NAMED_TIMES
)
_SHARE = re.compile(r"%|\bper\s?cent\b|\bpercentage\b", re.IGNORECASE)
_RATE_NAMED = re.compile(
    r"\b(?P<unit>(?:tokens|requests|transactions|messages|events|queries|records|writes|reads|operations|calls)\s+per\s+(?:second|minute|hour)|[kMGT]bps|[KMGT]i?B/s|iops|rps|tps)\b",
    re.IGNORECASE,
)
_LOSES = re.compile(r"\b(?:rpo|recovery\s+point|data\s+lost|data\s+loss|loss\s+of\s+data)\b", re.IGNORECASE)


def _bare(words: str, head: str, row: Sequence[tuple[int, str]]) -> list[Value]:
    """Return the figure of a cell without a unit, in the unit that its column, its row or a cell of its own states.

    >>> _bare("25", "Latency (ms)", [(0, "Iberia"), (1, "25")])
    [Value(number=25.0, unit='ms', measure='time', span=Span(start=0, end=2))]
    """
    bare = _BARE.fullmatch(words)
    if bare is None:
        return []
    figure = bare["n"].lower()
    place = Span(*bare.span("n"))
    first = row[0][1]
    if figure in ("0", "zero"):
        return [Value(0.0, "minutes", "time", place)] if _LOSES.search(first) or _LOSES.search(head) else []
    if figure == "zero":
        return []
    number = float(decimal(figure))
    for said in (head, first, *(cell for _, cell in row[1:] if not re.search(r"\d", cell))):
        rate = _RATE_NAMED.search(said)
        if rate:
            return [Value(number, rate["unit"].lower(), "rate", place)]
        unit = next((unit for pattern, unit in _TIMES if pattern.search(said)), None)
        if unit:
            return [Value(number, unit, "time", place)]
        if _SHARE.search(said):
            return [Value(number, "percent", "percent", place)]
    return []


def limits_of_credits(clause: Clause) -> bool:
    """Tell whether a row's table says what is paid ("Temperature above 27 °C | 5%")."""
    return any(re.search(r"\b(?:credits?|refunds?|penalt\w+)\b", head, re.IGNORECASE) for head in clause.header)


CALLS = re.compile(
    r"\bcalls?\b[^|]{0,60}\b(?:answered|picked\s+up)\b|\b(?:answer\w*|pick\w*\s+up)\b[^|]{0,30}\bcalls?\b|\bcall\s+answer\w*|\bspeed\s+(?:of|to)\s+answer",
    re.IGNORECASE,
)
_PAID = re.compile(r"\b(?:credits?|charges?|fees?|penalt\w+|weight\w*|points?|at[\s-]risk)\b", re.IGNORECASE)


def calls(clause: Clause, document: Document) -> Iterator[Cell]:
    """Yield the shares of telephone calls that a row's cells promise to answer in the time that the row names."""
    row = [(column, words.strip()) for column, span in cells_of(document, clause) if (words := span.of(clause.text)).strip()]
    name = next((words for _, words in row[:2] if CALLS.search(words)), None)
    if name is None:
        return
    for column, words in row:
        head = clause.header[column] if column < len(clause.header) else ""
        shares = [value for value in values(words) if value.measure == "percent" and value.number >= LEAST_SHARE]
        if words != name and len(shares) == 1 and not _PAID.search(head):
            yield Cell("other", shares[0], words, name)


LEAST_SHARE = 50
"""Percent: the share of calls that a desk promises to answer is most of them."""
_SEVERITY = re.compile(r"(?:P|S|sev(?:erity)?\s?|prio(?:rity)?\s?)[1-5]", re.IGNORECASE)
"""A column for each level of tickets: how soon they are answered and solved is a matter of support."""
_NO_TARGET = re.compile(
    r"\b(?:intervals?|periods?|windows?|frequency|method|retention|sampling|schedule|measured|measurement|kept)\b", re.IGNORECASE
)
"""A row that says how something is measured or how long it is kept."""
LONGEST_VALUE = 24
"""Characters up to which a second cell with a figure is a value, so that the first names the row ("1 | 15 minutes | 4 hours")."""
LONGEST = 160
"""Characters of the longest cell that holds a target; longer ones are descriptions."""


def _metric(first: str, head: str, context: str, measure: Measure, *, labelled: bool) -> tuple[PerformanceMetric | None, bool]:
    """Return the metric of a cell, and whether the row (not the column) names it."""
    own = _sure(first, measure, heading=True)  # "Jitter, all routes" below "Round-trip delay": the row's name goes before its column's
    if own is not None:
        return own, True
    for place, by_row in ((head, False), (first, True), (context, False)):
        if not labelled and place == context:
            continue
        metric = _named(place, measure) if labelled else _sure(place, measure, heading=place in (head, first))
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
