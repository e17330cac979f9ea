"""Credits from tables, whatever the order of their columns: bounds in one column or two, one column per plan, rows on their side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from extractor.document import Clause, Document, Span
from extractor.quantities import percentages
from extractor.taxonomy import CreditMetric
from extractor.terms.credits_amounts import Paid, nothing, paid, paid_in_cell
from extractor.terms.credits_bands import Band, Bound
from extractor.terms.credits_grid import PAYS, Grid, grid_of, parts, plain_level, upright, with_unit
from extractor.terms.credits_measures import UPTIME, Bounds, bounds, metric_of
from extractor.terms.credits_names import NUMBERED, WORDS, named_as, named_by_part, names_of, rest_of
from extractor.terms.uptime_words import MEASURE, OTHER, OTHER_AFTER

_UPPER = re.compile(r"\b(?:below|under|less|lower\s+than|upper|to|max(?:imum)?|not\s+met|until)\b|<|≤", re.IGNORECASE)
_LOWER = re.compile(r"\b(?:from|at\s+least|lower|min(?:imum)?|above|greater|or\s+(?:more|higher|greater|above)|over)\b|>|≥", re.IGNORECASE)


def bands_of_table(rows: Sequence[Clause], document: Document, *, context: str) -> list[Band]:
    """Return the bands of one table, rows that pay nothing included; an empty list when it is no table of credits.

    `rows` are the clauses of the table's rows, `context` the words that stand above it (headings, lead-in).
    """
    grid = grid_of(rows, document, context)
    found = []
    for number, part in enumerate(parts(grid)):
        found += [replace(band, part=number) for band in _bands_of(upright(part), rows)]
    return found


def _bands_of(grid: Grid, rows: Sequence[Clause]) -> list[Band]:
    """Return the bands of a table, or of a part of one that has its own title or header."""
    if not grid.body:
        return []
    context = grid.context
    labelled = any(row.has("service_credit") for row in rows)
    if (
        not labelled
        and not PAYS.search(" ".join(grid.header))
        and not (PAYS.search(context) and UPTIME.search(" ".join((*grid.header, context))))
    ):
        return []
    headed = _headed_columns(grid)
    if len(headed) > 1:
        top = next((row for row in rows if row.row == 0), None)
        return _headed_bands(grid, headed, top) if top is not None else []
    across = _bounds_across(grid)
    if len(across) > 1:
        return _across_bands(grid, across)
    paying = _paying_columns(grid)
    limits = _limiting_columns(grid, paying)
    if not paying or (not limits and not labelled):
        return []
    kept = list(range(len(grid.body)))
    if not limits and not any(PAYS.search(grid.head(column)) for column in paying):
        kept = [index for index in kept if _names_a_credit(grid.body[index])]
    kept = [index for index in kept if not CEILING.search(grid.body[index][0])]
    own = _own_limits(paying, limits)
    bands = [named_by_part(band, grid, limits) for index in kept for band in _row(grid, index, paying, limits, own)]
    return [
        band for band in bands if not (band.paid and band.paid.unit in ("days", "weeks", "months") and _IN_A_ROW.search(band.clause.text))
    ]


def _own_limits(paying: Sequence[int], limits: Sequence[int]) -> dict[int, Sequence[int]]:
    """Return the columns of bounds that each paying column answers to: those right before it, where several series stand side by side.

    Bounds that all stand before the first paying column, or behind it alone, hold for every one; further ones behind are remarks.

    >>> _own_limits([1, 2, 4], [0, 3]), _own_limits([2, 3], [0, 1]), _own_limits([0], [1, 2])
    ({1: [0], 2: [0], 4: [3]}, {2: [0, 1], 3: [0, 1]}, {0: [1, 2]})
    """
    own: dict[int, Sequence[int]] = {}
    before, last = -1, list(limits)
    for column in sorted(paying):
        between = [limit for limit in limits if before < limit < column]
        last = between or (last if before >= 0 else [*limits])
        own[column], before = last, column
    return own


_IN_A_ROW = re.compile(
    r"\bnot\s+met\b[^|]{0,40}\b(?:consecutive|successive|rolling)\b|\b(?:means|is)\b[^|]{0,80}\bconsecutive\s+(?:months|quarters)\b",
    re.IGNORECASE,
)
"""A row that says how often a level must be missed, in months that are nobody's fee."""


CEILING = re.compile(r"\bcredits?\s+(?:caps?|ceilings?|limits?|maximum)\b|\b(?:maximum|max)\s+(?:\w+\s+){0,2}credits?\b", re.IGNORECASE)
"""A row that gives the most of the credits ("Service Credit Cap | 15%")."""


def _names_a_credit(row: Sequence[str]) -> bool:
    """Tell whether a row of keys and values gives a credit ("Uptime credit | 10% of the fee"); its neighbours give notices and periods."""
    return bool(PAYS.search(row[0])) and not _OF_CREDITS.search(row[0])


_OF_CREDITS = re.compile(
    r"\b(?:request|claim|notice|period|deadline|window|maximum|max|cap|limit|form|contact|applied|within)\b", re.IGNORECASE
)
"""Keys about credits that give no credit: until when to ask, how much at most, in which form."""


def _paying_columns(grid: Grid) -> list[int]:
    """Return the columns that say what is paid: by their header, without a speaking header by their cells."""

    def pays(column: int) -> int:
        cells = [row[column] for row in grid.body if column < len(row)]
        return sum(
            1
            for cell in cells
            if (nothing(cell) and cell.strip()) or (paid_in_cell(cell, grid.head(column)) and not bounds(cell, metric="uptime"))
        )

    named = [c for c in range(grid.width) if PAYS.search(grid.head(c)) and pays(c) > 0 and not _bounding(grid, c)]
    if named:
        return named
    silent = [c for c in range(1, grid.width) if not _measures(grid, c) and 2 * pays(c) >= len(grid.body) and not _bounding(grid, c)]
    plain = [c for c in silent if _only_pays(grid, c)]
    return plain if len(plain) > 1 and PAYS.search(grid.context) else silent[-1:]


def _only_pays(grid: Grid, column: int) -> bool:
    """Tell whether every cell of a column is a bare amount or nothing: one column for each plan ("Redundant | Single")."""
    cells = [row[column].strip() for row in grid.body if column < len(row)]
    named = bool(WORDS.search(grid.head(column))) and not re.search(r"\d\s?%", grid.head(column))
    return named and all(nothing(cell) or (len(cell) <= _AMOUNT and paid_in_cell(cell, grid.head(column))) for cell in cells)


_AMOUNT = 24
"""Characters of the longest cell that holds an amount and nothing else."""
_MEASURED = re.compile(
    r"\b(?:errors?|fail\w*|loss\w*|rates?|times?|targets?|objectives?|kpis?|thresholds?|measure\w*|metric)\b", re.IGNORECASE
)
_COMPARED = re.compile(
    r"^\W{0,3}(?:below|under|above|over|within|less|fewer|more|greater|higher|lower|at\s+(?:most|least)|no\s+(?:more|less)|not\s+(?:more|less)|max\w*\b|min\w*\b)|^\s*[<>≤≥]",
    re.IGNORECASE,
)


def _measures(grid: Grid, column: int) -> bool:
    """Tell whether a column without a word of payment states levels of service, by its header or its comparators ("Error rate | below 0.1%")."""
    head = grid.head(column)
    cells = [row[column] for row in grid.body if column < len(row) and row[column].strip()]
    compared = 2 * sum(1 for cell in cells if _COMPARED.search(cell)) >= len(cells)
    return compared or metric_of(head, default="other") != "other" or bool(UPTIME.search(head) or _MEASURED.search(head))


def _headed_columns(grid: Grid) -> dict[int, Paid]:
    """Return the columns whose header states the amount and whose cells state the bound ("10% credit if | < 99.9%")."""
    found: dict[int, Paid] = {}
    for column in range(grid.width):
        amounts = [each for each in paid(grid.head(column)) if each.amount > 0]
        cells = [row[column] for row in grid.body if column < len(row) and row[column].strip()]
        if len(amounts) == 1 and cells and all(bounds(cell, metric="uptime") for cell in cells):
            found[column] = amounts[0]
    return found


def _headed_bands(grid: Grid, headed: Mapping[int, Paid], top: Clause) -> list[Band]:
    """Return the bands of a table with its amounts in the header, one series for each row."""
    found = []
    for index, row in enumerate(grid.body):
        service, plan = names_of(grid, index, set(headed))
        for column, amount in headed.items():
            for limit in bounds(row[column], metric="uptime")[:1] if column < len(row) else ():
                clause = grid.clauses[index]
                base = Band(
                    clause, Span(0, len(clause.text)), amount, service=service or (None if plan else row[0].strip() or None), plan=plan
                )
                found.append(
                    replace(
                        base, metric=limit.metric, low=limit.low, high=limit.high, high_inclusive=limit.high_inclusive, header=top, rule=0.9
                    )
                )
    return found


def _bounds_across(grid: Grid) -> dict[int, Bounds]:
    """Return the columns whose header is a bound and whose cells are amounts ("Uptime | 99–99.9% | below 99%", a row for each plan)."""
    found: dict[int, Bounds] = {}
    for column in range(1, grid.width):
        head = grid.head(column)
        limit = bounds(head, metric=metric_of(f"{grid.head(0)} {head}"))[:1]
        cells = [row[column] for row in grid.body if column < len(row)]
        if limit and cells and all(nothing(cell) or paid_in_cell(cell, "") for cell in cells):
            found[column] = limit[0]
    return found


def _across_bands(grid: Grid, across: Mapping[int, Bounds]) -> list[Band]:
    """Return the bands of a table with its bounds in the header, one series for each row, which a plan or a service names."""
    found = []
    for index, row in enumerate(grid.body):
        service, plan = names_of(grid, index, set(across))
        name = row[0].strip() or None
        if not (service or plan) and name:
            service, plan = named_as(name, grid.head(0))
        for column, limit in across.items():
            if column >= len(row) or PAYS.fullmatch(row[0].strip()):
                continue
            clause, amount = grid.clauses[index], paid_in_cell(row[column], "")
            base = Band(clause, Span(0, len(clause.text)), amount, service=service, plan=plan, rule=0.9)
            found.append(replace(base, metric=limit.metric, low=limit.low, high=limit.high, high_inclusive=limit.high_inclusive))
    return found


def _limiting_columns(grid: Grid, paying: Sequence[int]) -> list[int]:
    """Return the columns of bounds; beside one that has a bound in every row, a column with some is one of names ("resolved within 4 hours")."""
    shares = {c: _bounded_share(grid, c) for c in range(grid.width) if c not in paying}
    full = any(share == 1 for share in shares.values())
    return [c for c, share in shares.items() if share == 1 or (2 * share >= 1 and not full)]


def _bounding(grid: Grid, column: int) -> bool:
    """Tell whether a column holds bounds in at least half of its rows that are not empty."""
    return 2 * _bounded_share(grid, column) >= 1


def _bounded_share(grid: Grid, column: int) -> Fraction:
    """Return the share of a column's rows that hold a bound, of those that are not empty."""
    head = grid.head(column)
    bare = bool(UPTIME.search(head))
    metric = metric_of(head if bare else f"{head} {grid.context}")
    cells = [with_unit(row[column], head) for row in grid.body if column < len(row) and row[column].strip()]
    shares = [value for cell in cells for value, _ in percentages(cell)[:1]]
    plain = (bare or not PAYS.search(head)) and all(value >= LEAST_PLAIN for value in shares)
    held = sum(1 for cell in cells if bounds(cell, metric=metric, bare=bare) or (plain and plain_level(cell, bare=bare) is not None))
    return Fraction(held, len(cells)) if cells else Fraction(0)


LEAST_PLAIN = Decimal(80)
"""In a column without comparators every figure must be a level; a column that also holds 10% or 25% tells shares of a fee."""


def _row(grid: Grid, index: int, paying: Sequence[int], limits: Sequence[int], own: Mapping[int, Sequence[int]]) -> list[Band]:
    """Return the bands of one row: one for each pair of a column of bounds and a column of credits."""
    row, clause = grid.body[index], grid.clauses[index]
    span = grid.spans[index] if grid.spans else Span(0, len(clause.text))
    service, plan = names_of(grid, index, {*paying, *limits})
    bands = []
    for column in paying:
        if column >= len(row) or not row[column].strip():
            continue
        amount = paid_in_cell(row[column], grid.head(column))
        if amount is None and not nothing(row[column]):
            continue
        base = Band(
            clause, span, amount, service=service, plan=plan or (rest_of(grid.head(column)) if len(paying) > 1 else None), rule=0.94
        )
        bands += _bounded(grid, row, base, own[column])
    return bands


def _bounded(grid: Grid, row: Sequence[str], base: Band, limits: Sequence[int]) -> list[Band]:
    """Return a row's band with the bounds of its columns, or one band per column where each column is another service."""
    found: list[tuple[int, Bounds]] = []
    edges: dict[str, tuple[int, Bound]] = {}
    if _is_of_other(grid, row, limits):
        metric = metric_of(" ".join(row), default="other")
        if metric in ("response", "resolution"):
            return [replace(base, metric=metric, rule=0.75)]
        least = [level for column in limits if column < len(row) and (level := plain_level(row[column], bare=False)) is not None]
        return [replace(base, metric="other", high=least[-1] if least else None, rule=0.75)]
    for column in limits:
        head = grid.head(column)
        cell = with_unit(row[column], head) if column < len(row) else ""
        metric = _metric(grid, row, column)
        given = bounds(cell, metric=metric, bare=bool(UPTIME.search(head)) or metric == "uptime")
        level = None if given else plain_level(cell, bare=True)
        if given:
            found.append((column, given[0]))
        elif level is not None:
            if _FLOOR.search(head) and any(_GOAL.search(name) for name in grid.header):
                edges["high"] = (column, level)
                continue
            side = "high" if _UPPER.search(head) else "low" if _LOWER.search(head) or _zero_on_top(grid, column) else "high"
            edges.setdefault(side, (column, level))
    if not found and edges and _FLOOR.search(grid.head(edges["high"][0]) if "high" in edges else ""):
        edges.pop("low", None)
    if not found and edges:
        low, high = edges.get("low"), edges.get("high")
        return [replace(base, metric=_metric(grid, row, limits[0]), low=low[1] if low else None, high=high[1] if high else None)]
    if {bound.metric for _, bound in found} == {"uptime", "downtime"}:  # a level and the time down that it comes to
        found = [(column, bound) for column, bound in found if bound.metric == "uptime"]
    if (
        len(found) == 2
        and {found[0][1].low is None, found[1][1].low is None} == {True, False}
        and {found[0][1].high is None, found[1][1].high is None} == {True, False}
    ):
        low_part, high_part = sorted((bound for _, bound in found), key=lambda bound: bound.low is None)
        return [replace(base, metric=low_part.metric, low=low_part.low, high=high_part.high, high_inclusive=high_part.high_inclusive)]
    if found:
        several = len(found) > 1
        return [
            replace(
                base,
                metric=b.metric,
                low=b.low,
                high=b.high,
                high_inclusive=b.high_inclusive,
                service=rest_of(grid.head(c)) if several else base.service,
            )
            for c, b in found
        ]
    if base.paid is None or not WORDS.search(" ".join(cell for c, cell in enumerate(row) if c != 0) + row[0]):
        return []
    metric = metric_of(" ".join(row), default="other")
    keyed = UPTIME.search(row[0]) and PAYS.search(row[0])  # "Uptime credit | 10%": below the promise, which stands in another row
    return [replace(base, metric=metric if keyed or metric not in ("uptime", "downtime") else "other", rule=0.7)]


def _is_of_other(grid: Grid, row: Sequence[str], limits: Sequence[int]) -> bool:
    """Tell whether a row that names its own measure is one of calls, cases or jobs, whose percentage is no level of availability.

    A row that names nothing takes the measure of its table.
    """
    if any(UPTIME.search(grid.head(c)) for c in limits):
        return False
    at = next((c for c, cell in enumerate(row) if c not in limits and WORDS.search(cell) and not NUMBERED.match(cell)), None)
    name = row[at] if at is not None else ""
    bound = " ".join(row[c] for c in limits if c < len(row))
    of_cases = any(OTHER_AFTER.match(bound, span.end) for _, span in percentages(bound))
    apart = at is not None and _among_measures(grid, name, at) and any(plain_level(row[c], bare=False) for c in limits if c < len(row))
    return (of_cases or apart or bool(OTHER.search(name))) and not MEASURE.search(name) and metric_of(name) not in _NETWORK


def _among_measures(grid: Grid, name: str, column: int) -> bool:
    """Tell whether a row is one measure of several, of which another is availability: its own level is then none of availability."""
    others = [row[column] for row in grid.body if column < len(row)]
    return bool(_KPI.search(name)) and any(MEASURE.search(other) for other in others) and metric_of(name, default="other") != "uptime"


_KPI = re.compile(
    r"\b(?:success\w*|rates?|on[\s-]time|within|by\s+\d|complet\w+|deliver\w+|answer\w*|resol\w+|accura\w+|complian\w+|satisf\w+|reports?|reporting|backups?|batch\w*|jobs?|patch\w*|calls?|tickets?|incidents?|changes|invoices?)\b",
    re.IGNORECASE,
)
"""What a row has to speak of to be a measure of its own; a bare name ("Portal") is a service whose availability it is."""


_NETWORK = ("latency", "packet_loss", "jitter", "delivery")


def _metric(grid: Grid, row: Sequence[str], column: int) -> CreditMetric:
    """Return the metric of a row's bound: its own words first, then its column's header, then the words above the table."""
    cell = row[column] if column < len(row) else ""
    for words in (f"{cell} {grid.head(column)}", " ".join(row), grid.context):
        metric = metric_of(words, default="other")
        if metric != "other":
            return metric
    return "uptime"


_FLOOR = re.compile(r"\bminimum\b", re.IGNORECASE)
_GOAL = re.compile(r"\b(?:expected|target|goal|objective)\b", re.IGNORECASE)
"""Beside an expected level the minimum is what a credit is paid below."""


def _zero_on_top(grid: Grid, column: int) -> bool:
    """Tell whether the table's best level pays nothing: then each level is the lower end of its band."""
    levels = [(plain_level(row[column], bare=True) or Decimal(0), row) for row in grid.body if column < len(row)]
    best = max(levels, key=lambda pair: pair[0], default=None)
    return best is not None and any(nothing(cell) and cell.strip() for c, cell in enumerate(best[1]) if c != column)
