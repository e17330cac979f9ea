"""Support targets in tables: levels in rows or in columns, plans beside each other, times in cells of their own or in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractor.document import Clause, Document, Span
from extractor.quantities import Duration, durations, percentages
from extractor.terms.support_cells import Timed, first_of, timed
from extractor.terms.support_words import (
    CREDIT,
    DESCRIPTION_HEADER,
    LEVEL_HEADER,
    NAME,
    PLAN,
    PLAN_HEADER,
    Field,
    Level,
    field_of,
    hours,
    level_in_cell,
    levels,
)

_OTHER_TABLE = re.compile(
    r"\b(?:escalat\w+|step|contact\s+person|up-?time|availability|latency|packet|credit|backup|retention|termination|vulnerabilit\w+|cvss|mean\s+time|mttr|restor(?:e|ation)\s+of\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:data|files?|back-?ups?|vm))\b",
    re.IGNORECASE,
)
_RECOVERY = re.compile(r"\b(?:rto|rpo|recovery\s+(?:time|point))\b", re.IGNORECASE)
"""Rows of targets for the service itself, beside tiers of systems that are no severities (see performance)."""
_AS_TARGET = re.compile(
    r"\b(?:targets?|sla|time(?:frame|scale|s)?|within|deadline|goal|objective|commitment|guarantee[sd]?|hours|level\s+of\s+service)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\b(?:in\s+|\()?(?P<unit>(?:business\s+|working\s+)?(?:minutes|mins?|hours|hrs?|days))\b", re.IGNORECASE)
_BARE = re.compile(r"[<≤~]?\s?\d{1,3}(?:[.,]\d{1,2})?")
_SLASHED = re.compile(r"\s*/\s*")


@dataclass(frozen=True, slots=True)
class Target:
    """Hold what one place of a document promises for one level, plan and hours of service."""

    level: Level
    clause: Clause
    span: Span
    response: Duration | None = None
    resolution: Duration | None = None
    update: Duration | None = None
    plan: str | None = None
    coverage: str | None = None
    rule: float = 0.93
    tabled: bool = True
    also: tuple[tuple[Clause, Span], ...] = ()
    """Further places that give a time of it."""
    every: bool = False
    """The words say that it holds for every request, beside those of single levels."""

    @property
    def empty(self) -> bool:
        """Tell whether no time is promised."""
        return self.response is None and self.resolution is None and self.update is None


class Line(NamedTuple):
    """Hold one line of a table: its cells, and where it stands in its clause."""

    clause: Clause
    span: Span
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Column:
    """Say what a column holds: times for a field, of a plan, in certain hours; or nothing of interest."""

    field: Field | None = None
    plan: str | None = None
    parts: tuple[str, ...] = ()
    """Hours of service that a header tells apart with a slash ("working hours / other hours")."""
    hours: str | None = None
    """The hours that a header names for the whole column ("After-hours response")."""
    unit: str | None = None
    """The unit that a header gives for bare numbers ("Response (hours)")."""
    skip: bool = False


def targets(rows: Sequence[Clause], document: Document, context: str, *, labelled: bool, mixed: bool = False) -> list[Target]:
    """Return the targets of a table; none where neither its label nor its words make it a support table."""
    first = next((row for row in rows if row.table is not None), None)
    if first is None or first.table is None:
        return []
    grid = [[" ".join(cell.split()) for cell in row] for row in document.tables[first.table].texts(document.text)]
    heads, start = _heads(grid, document.tables[first.table].header_rows)
    body = [Line(clause, Span(0, len(clause.text)), grid[clause.row]) for clause in rows if clause.row is not None and clause.row >= start]
    return read(heads, body, context, labelled=labelled, mixed=mixed)


def read(heads: Sequence[str], body: Sequence[Line], context: str, *, labelled: bool, mixed: bool = False) -> list[Target]:
    """Return the targets of a table given as the words above its columns and its lines."""
    if not body or _OTHER_TABLE.search(heads[0]) or re.search(r"\bvulnerabilit|\bcvss\b", context, re.IGNORECASE):
        return []
    if not any(durations(cell) for _, _, row in body for cell in row) and not any(_UNIT.search(head) for head in heads):
        return []
    default = _default(context)
    own = _own_levels(body, heads) if labelled else {}
    if _levels_in_heads(heads) >= 2 or own:
        found = list(_in_columns(body, heads, default or ("response" if own else None), own))
    elif not mixed and (labelled or _speaks_of_support(heads, body)):
        found = list(_in_rows(body, heads, default))
    else:
        found = []
    if not _credible(found):
        found = []
    if all(target.empty for target in found):
        found = [target for line in body for target in _measured(line, heads)]
    return found if any(not target.empty for target in found) else []


def _heads(grid: Sequence[Sequence[str]], count: int) -> tuple[list[str], int]:
    """Return the words above each column and the number of rows that they take; a first row of names is a header too."""
    if count == 0 and not any(durations(cell) for cell in grid[0]):
        count = 1
    heads = [" ".join(dict.fromkeys(grid[r][c] for r in range(count) if grid[r][c])) for c in range(len(grid[0]))]
    return heads, count


def _default(context: str) -> Field | None:
    word = field_of(context)
    return word.field if word else None


def _levels_in_heads(heads: Sequence[str]) -> int:
    return sum(level_in_cell(head) is not None and field_of(head) is None for head in heads[1:])


def _speaks_of_support(heads: Sequence[str], body: Sequence[Line]) -> bool:
    """Tell whether words alone make a support table: levels in a column, and a target in a header or in most rows."""
    if any(_OTHER_TABLE.search(head) for head in heads):
        return False
    leveled = sum(any(level_in_cell(cell) is not None and not durations(cell) for cell in row[:2]) for _, _, row in body)
    if leveled * 2 < len(body):
        return _replies(heads, body)
    if any(field_of(head) for head in heads):
        return True
    return sum(any(field_of(cell) and durations(cell) for cell in row) for _, _, row in body) * 2 >= len(body)


def _replies(heads: Sequence[str], body: Sequence[Line]) -> bool:
    """Tell whether a column is headed by a response in so many words and holds times in which people answer."""
    for c, head in enumerate(heads):
        word = field_of(head)
        if word and word.field == "response" and word.rank <= 1:
            times = [found[0][0] for line in body if (found := durations(line.cells[c]))]
            if len(times) * 2 >= len(body) and all(time.minutes >= 1 for time in times):
                return True
    return False


def _in_rows(body: Sequence[Line], heads: Sequence[str], default: Field | None) -> Iterator[Target]:
    """Yield the targets of a table whose rows are the levels (or plans)."""
    at = _level_column(body, heads)
    default = corner.field if (corner := field_of(heads[at])) else default  # "First response | Gold | Silver"
    plan_at = next((c for c, head in enumerate(heads) if c != at and PLAN_HEADER.search(head) and not field_of(head)), None)
    if plan_at is not None and any(durations(row[plan_at]) for _, _, row in body):
        plan_at = None
    columns = [_Column(skip=True) if c in (at, plan_at) else _column(c, heads, body, default) for c in range(len(heads))]
    if not any(column.field and not column.skip and field_of(head) for column, head in zip(columns, heads, strict=True)):
        columns = [_bare(c, column, heads, body, default) for c, column in enumerate(columns)]
        if sum(not column.skip for column in columns) > 1:  # times side by side are those of plans
            columns = [replace(column, plan=column.plan or head or None) for column, head in zip(columns, heads, strict=True)]
    plan: str | None = None
    for line in body:
        row = line.cells
        if len(set(row)) == 1 and len(row) > 1:  # a row across the whole table names what follows
            plan = row[0] if PLAN.search(row[0]) else plan
            continue
        level = _row_level(row, heads, at)
        if level is None:
            continue
        own = row[at] if level.code == "all" else row[plan_at] if plan_at is not None and row[plan_at] else plan
        named = level_in_cell(row[at]) is not None
        yield from (target for target in _row_targets(line, columns, level, own) if named or not target.empty)


def _level_column(body: Sequence[Line], heads: Sequence[str]) -> int:
    """Return the column that names the levels: the one whose cells read most like levels, its header deciding between equals."""

    def score(c: int) -> tuple[float, bool, int]:
        cells = [row[c] for _, _, row in body if row[c]]
        if any(percentages(cell) for cell in cells):
            return 0.0, False, -c
        read = sum(level_in_cell(cell) is not None and not durations(cell) for cell in cells) / max(1, len(body))
        fits = bool(LEVEL_HEADER.search(heads[c])) and not (DESCRIPTION_HEADER.search(heads[c]) and c > 0)
        return (read + (0.3 if fits else 0.0) if read > 0 or fits else 0.0, fits, -c)

    free = [c for c in range(len(heads)) if not field_of(heads[c]) or (c == 0 and not any(durations(row[c]) for _, _, row in body))]
    best = max(free, key=score, default=0)
    return best if score(best)[0] > 0 else 0


def _row_level(row: Sequence[str], heads: Sequence[str], at: int) -> Level | None:
    """Return the level that a row is about; a plan in the first column makes a target of every request."""
    words = row[at]
    if not words:
        return None
    if PLAN_HEADER.search(heads[at]) and not LEVEL_HEADER.search(re.sub(PLAN_HEADER, "", heads[at])) and not level_in_cell(words):
        return Level("all")
    level = level_in_cell(words, known=True)
    if level is not None and level.name is None:
        beside = row[at + 1] if at + 1 < len(row) else ""
        name = re.fullmatch(rf"{NAME}(?:\s+\w+)?", beside, re.IGNORECASE)
        level = Level(level.code, beside if name else None)
    return level


def _column(c: int, heads: Sequence[str], body: Sequence[Line], default: Field | None) -> _Column:
    """Return what a column holds, by its header and by what its cells say."""
    head = heads[c]
    word = field_of(head)
    cells = [row[c] for _, _, row in body]
    timed_cells = sum(bool(durations(cell)) for cell in cells)
    if (
        (CREDIT.search(head) and not word)
        or _OTHER_TABLE.search(head)
        or sum(bool(percentages(cell) and not durations(cell)) for cell in cells) * 2 > len(cells)
    ):
        return _Column(skip=True)
    plan = _plan(head)
    parts = _parts(head)
    if word:
        unit = _UNIT.search(head)
        stated = {name for name, _ in hours(head)}
        return _Column(word.field, plan, parts, stated.pop() if len(stated) == 1 and not parts else None, unit["unit"] if unit else None)
    if DESCRIPTION_HEADER.search(head) and not (plan and timed_cells):
        return _Column(skip=True)
    if any(field_of(cell) and durations(cell) for cell in cells):
        return _Column(None, plan, parts)
    if timed_cells and default and (plan or _AS_TARGET.search(head)):
        return _Column(default, plan, parts)
    return _Column(skip=True)


def _bare(c: int, column: _Column, heads: Sequence[str], body: Sequence[Line], default: Field | None) -> _Column:
    """Return what a column holds in a table whose headers name no target: times are what the words above the table promise."""
    if not column.skip or c == 0 or DESCRIPTION_HEADER.search(heads[c]) or _OTHER_TABLE.search(heads[c]):
        return column
    if default and sum(bool(durations(row[c])) and len(row[c]) < 60 for _, _, row in body) * 2 >= len(body):
        return _Column(default, _plan(heads[c]), _parts(heads[c]))
    return column


def _plan(head: str) -> str | None:
    """Return the plan that a header names beside its target: "Response (Bronze)", "Premium: first reply", "Paid Tier"."""
    match = PLAN.search(
        re.sub(
            r"\bstandard\s+(?:hours|time|business)\b|\bbusiness\s+(?:hours|days?|time)\b|\bworking\s+\w+|\bpriority\s+(?:level\s+)?[\dA-D]\b",
            "",
            head,
            flags=re.IGNORECASE,
        )
    )
    if match is None:
        return None
    rest = re.match(r"\s+(?:plan|tier|package|edition|support)\b", head[head.find(match[0]) + len(match[0]) :], re.IGNORECASE)
    return match[0] + (rest[0] if rest else "")


def _parts(head: str) -> tuple[str, ...]:
    """Return the hours that a header tells apart with a slash, in their order."""
    inner = re.search(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)", head)
    parts = _SLASHED.split(inner[1] if inner else head)
    if len(parts) != 2 or not all(hours(part) for part in parts):
        return ()
    return tuple(part.strip(" *()") for part in parts)


def _row_targets(line: Line, columns: Sequence[_Column], level: Level, plan: str | None) -> Iterator[Target]:
    """Yield the targets of one row: one per plan, and per hours of service where its cells tell them apart."""
    groups: dict[str | None, list[Timed]] = {}
    row = _shifted(line.cells, columns)
    for words, column in zip(row, columns, strict=True):
        if column.skip:
            continue
        if column.unit and _BARE.fullmatch(words):
            words = f"{words} {column.unit}"
        found = timed(words, column.field)
        if column.field is not None:
            found = [each for each in found if each.field == column.field or each.rank == 0] or [
                each._replace(field=column.field) for each in found
            ]
        if column.hours:
            found = [each._replace(hours=each.hours or column.hours) for each in found]
        if column.parts and len(found) == 2:
            found = [each._replace(hours=part) for each, part in zip(found, column.parts, strict=True)]
        groups.setdefault(column.plan or plan, []).extend(found)
    base = Target(level, line.clause, line.span)
    if all(not found for found in groups.values()):
        if groups:
            yield replace(base, plan=plan)
        return
    for name, found in groups.items():
        if found:
            yield from _by_hours(replace(base, plan=name), found)


def _credible(found: Sequence[Target]) -> bool:
    """Tell whether rows are levels: most have a time, or their names are those of levels; a table of addresses has neither."""
    timed_rows = sum(not target.empty for target in found)
    return timed_rows * 2 >= len(found) or sum(level_in_cell(target.level.code) is not None for target in found) * 2 >= len(found)


def _measured(line: Line, heads: Sequence[str]) -> Iterator[Target]:
    """Yield the target of a row that names it in its first cell ("Response time, Priority 1 | 1 hour | …")."""
    clause, span, row = line
    word, named = field_of(row[0]), levels(row[0])
    if word is None or not (named or clause.has("support")) or any(other.search(row[0]) for other in (_OTHER_TABLE, _RECOVERY, CREDIT)):
        return
    rest = row[0][word.span.end :].strip(" ,:–—-/(")
    level = named[0][0] if named else level_in_cell(rest) or _others(rest) or Level("all")
    cells = [(head, found) for head, cell in zip(heads[1:], row[1:], strict=True) if (found := timed(cell, word.field))]
    beside = [head for head, _ in cells if _plan(head)]
    plans = len(beside) == len(cells) or (
        (not heads[0].strip(" -–") or len(cells) > 1) and all(_NAMED_PLAN.fullmatch(head) for head in heads[1:])
    )
    for head, found in cells if plans else cells[:1]:
        base = Target(level, clause, span, plan=_plan(head) or (head if plans else _plan(row[0])), rule=0.86)
        yield from _by_hours(base, [each._replace(field=word.field, rank=word.rank) for each in found])


def _others(words: str) -> Level | None:
    """Return the level of what no other row of a table covers ("First reply, other tickets")."""
    return Level("other") if re.match(r"(?:all\s+)?other\b|everything\s+else\b", words, re.IGNORECASE) else None


_NAMED_PLAN = re.compile(
    r"(?!(?:target|expected|actual|weight|allocation|ref|minimum|value|measure\w*|interval|coverage|unit|kpi|goal|notes?|objective|commitment)\b)[A-Z][\w+-]*(?:\s[\w+-]+)?",
    re.IGNORECASE,
)
"""The header of a column of plans, in a table whose corner is empty."""


def _shifted(row: Sequence[str], columns: Sequence[_Column]) -> Sequence[str]:
    """Return a row with a lone time moved from a column of descriptions into the empty column of times beside it."""
    for c in range(len(row) - 1):
        if columns[c].skip and not columns[c + 1].skip and not row[c + 1] and c > 0:
            spans = [span for _, span in durations(row[c])]
            if spans and sum(span.end - span.start for span in spans) * 2 > len(row[c]):
                return [*row[:c], "", row[c], *row[c + 2 :]]
    return row


def _by_hours(base: Target, found: Sequence[Timed]) -> Iterator[Target]:
    """Yield one target, or one per hours of service where a field has two times that hold in different hours."""
    ways = list(dict.fromkeys(each.hours for each in found if each.field == "response" and each.hours))
    split = len(ways) > 1 and len({each.duration for each in found if each.field == "response"}) > 1
    for way in ways if split else (None,):
        own = [each for each in found if way is None or each.hours in (way, None)]
        response = first_of(own, "response")
        stated = way or next((each.hours for each in own if each.field == "response" and each.hours), None)
        if (
            response
            and stated
            and re.search(r"^(?!.*\b(?:non|out|after))(?:.*\b(?:business|working|office)\b|business_hours)", stated, re.IGNORECASE)
        ):
            response = Duration(response.iso, True)
        yield replace(base, response=response, resolution=first_of(own, "resolution"), update=first_of(own, "update"), coverage=stated)


def _own_levels(body: Sequence[Line], heads: Sequence[str]) -> dict[int, Level]:
    """Return the levels of a table with a row for each plan whose columns an agreement names in its own words ("it's all on fire")."""
    if not PLAN_HEADER.search(heads[0]) or len(heads) < 3 or any(field_of(head) or PLAN.search(head) for head in heads[1:]):
        return {}
    if any(DESCRIPTION_HEADER.search(head) or CREDIT.search(head) or hours(head) or not re.search(r"[a-z]", head) for head in heads[1:]):
        return {}
    timed_cells = [bool(durations(cell)) for line in body for cell in line.cells[1:]]
    return (
        {c: Level(head, head) for c, head in enumerate(heads) if c > 0} if timed_cells and 2 * sum(timed_cells) > len(timed_cells) else {}
    )


def _in_columns(body: Sequence[Line], heads: Sequence[str], default: Field | None, own: dict[int, Level]) -> Iterator[Target]:
    """Yield the targets of a table whose columns are the levels and whose rows are targets, or plans."""
    named = {c: level for c, head in enumerate(heads) if c > 0 and (level := level_in_cell(head)) is not None} or own
    found: dict[tuple[int, str | None], tuple[Target, list[Timed]]] = {}
    for clause, span, row in body:
        word = field_of(row[0])
        plan = _plan(row[0]) if word else (row[0] or None)
        if (
            _RECOVERY.search(row[0])
            or (word is None and default is None and not any(field_of(cell) for cell in row[1:]))
            or CREDIT.search(row[0])
        ):
            continue
        if word is None and not (PLAN.search(row[0]) or PLAN_HEADER.search(heads[0])):
            continue
        for c, level in named.items():
            times = timed(row[c], word.field if word else default)
            target, known = found.setdefault((c, plan), (Target(level, clause, span, plan=plan), []))
            if word:
                times = [each._replace(field=word.field, rank=word.rank) for each in times]
            if times and not known:
                found[c, plan] = (replace(target, clause=clause, span=span), known)
            elif times:
                found[c, plan] = (replace(target, also=(*target.also, (clause, span))), known)
            known += times
    for target, times in sorted(found.values(), key=lambda pair: list(named.values()).index(pair[0].level)):
        yield from _by_hours(target, times) if times else iter([target])
