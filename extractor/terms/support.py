"""Support targets per severity level (and plan): tables in every orientation, lists, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.quantities import Duration, coverage, duration_ranges, durations, frequencies
from extractor.terms.context import context_of, sentences
from extractor.terms.evidence import confidence, prove

Field = Literal["response", "resolution", "update"]

FIELDS: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (
        "update",
        re.compile(
            r"\b(?:updates?|progress\s+reports?|status\s+(?:reports?|frequency)|communication\s+frequency|feedback\s+(?:interval|every))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "resolution",
        re.compile(
            r"\b(?:resol(?:ution|ve[sd]?)|fix(?:ed|es)?|restor(?:e[sd]?|ation)|work-?around|repair(?:ed)?|recovery|complet(?:e|ion)|elimination|closure|rectif\w+|corrected|answered)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "response",
        re.compile(
            r"\b(?:respon(?:se|d|ds|ded)|reaction|react|acknowledge\w*|call[\s-]?backs?|first\s+(?:reply|contact|call)|initial\s+(?:reply|contact)|repl(?:y|ies|ied)|attend(?:ed)?|started|answer(?:s|ed)?|waiting\s+time|contact(?:s|ed)?|turn-?around)\b",
            re.IGNORECASE,
        ),
    ),
)
_LEVEL_HEADER = re.compile(
    r"\b(?:severity|priority|level|class|category|urgency|impact|type|sev|incident|issue|request|plan|tier)\b", re.IGNORECASE
)
_LEVEL = re.compile(
    r"\b(?:(?:severity|sev|priority|prio|level|class|category|tier|p|s|l)[\s.:-]{0,3}(?:level\s+)?(?P<code>\d{1,2}|[a-d]|one|two|three|four|five)\b|(?P<short>[ps]\d)\b)",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b(?P<name>critical|blocker|urgent|emergency|highest|high|severe|serious|major|significant|medium|moderate|normal|standard|minor|low(?:est)?|trivial|cosmetic|informational|general|routine|request(?:s)?|question|other)\b",
    re.IGNORECASE,
)
_CODES = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_PLAN_HEADER = re.compile(
    r"\b(?:basic|standard|premium|gold|silver|bronze|platinum|enterprise|business|professional|pro|free|starter|developer|advanced|essential|plus|team|growth|scale)\b",
    re.IGNORECASE,
)
_NOT_TARGET = re.compile(r"\b(?:credit|refund|notice|maintenance|downtime|up-?time|availability|invoice|renew|terminat)\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Target:
    severity: str
    name: str | None
    clause: Clause
    span: Span
    response: Duration | None = None
    resolution: Duration | None = None
    update: Duration | None = None
    plan: str | None = None
    coverage: str | None = None
    rule: float = 0.85


def find(clauses: Sequence[Clause], document: Document) -> list[record.Support]:
    """Return one entry per severity level (and plan, and hours of service); "all" for a target of every request."""
    by_id = {clause.id: clause for clause in clauses}
    found: list[_Target] = []
    tables = {c.table for c in clauses if c.table is not None and c.has("support")}
    for index in sorted(t for t in tables if t is not None):
        found += _from_table([c for c in clauses if c.table == index], document, by_id)
    for clause in clauses:
        if clause.kind != "row" and clause.text and clause.has("support"):
            found += _from_text(clause, by_id)
    merged = _merged(found)
    hours = _hours(clauses)
    return [_entry(target, hours) for target in merged]


def _entry(target: _Target, hours: str | None) -> record.Support:
    def plain(duration: Duration | None) -> record.Duration | None:
        return record.Duration(duration=duration.iso, business=duration.business) if duration else None

    return record.Support(
        severity=target.severity,
        name=target.name,
        plan=target.plan,
        response=plain(target.response),
        resolution=plain(target.resolution),
        update=plain(target.update),
        coverage=target.coverage or hours,
        evidence=[prove(target.clause, target.span)],
        confidence=confidence([target.clause], "support", rule=target.rule),
    )


def field_of(words: str) -> Field | None:
    """Return which target words name ("First response", "Time to fix"), None for others."""
    return next((field for field, pattern in FIELDS if pattern.search(words)), None)


def level_of(words: str) -> tuple[str, str | None] | None:
    """Return (severity, name) that words name: the number or letter where there is one, else the name.

    >>> level_of("Severity 1 – Critical"), level_of("P2"), level_of("High"), level_of("Web site")
    (('1', 'Critical'), ('P2', None), ('High', 'High'), None)
    """
    short = re.match(r"\s*(?P<mark>[PSL]\d)\b|^\s*(?P<bare>\d|[A-D])\s*(?:$|[\s:–(-])", words)
    match = _LEVEL.search(words)
    name = _NAMES.search(words)
    title = name["name"].capitalize() if name else None
    if short and (short["mark"] or len(words) < 60):
        return (short["mark"] or short["bare"]), title
    if match:
        if match["short"]:
            return match["short"].upper(), title
        code = match["code"].lower()
        prefixed = re.match(r"[ps]\s?\d", match[0], re.IGNORECASE)
        return (match[0].upper().replace(" ", "") if prefixed else _CODES.get(code, code.upper())), title
    return (title, title) if title else None


def _from_table(rows: Sequence[Clause], document: Document, by_id: dict[str, Clause]) -> list[_Target]:
    """Return the targets of a table; levels may stand in rows or in columns, plans beside each other."""
    if not rows or rows[0].table is None:
        return []
    table = document.tables[rows[0].table]
    grid = table.texts(document.text)
    heads = grid[0]
    context = context_of(rows[0], by_id)
    body = [clause for clause in rows if clause.row is not None and clause.row > 0]
    if sum(level_of(h) is not None for h in heads[1:]) >= 2 and any(field_of(row[0]) for row in grid[1:]):
        return _levels_in_columns(body, grid, heads)
    fields = [field_of(head) for head in heads]
    if not any(fields):
        lead = field_of(context)
        if lead is None or not any(durations(cell) for row in grid for cell in row):
            return []
        fields = [None if not any(durations(row[c]) for row in grid) else lead for c in range(len(heads))]
        plans = [heads[c] if c and fields[c] and _PLAN_HEADER.search(heads[c]) else None for c in range(len(heads))]
    else:
        plans = [None] * len(heads)
    return [target for clause in body for target in _row_targets(clause, document, heads, fields, plans)]


def _row_targets(
    clause: Clause, document: Document, heads: Sequence[str], fields: Sequence[Field | None], plans: Sequence[str | None]
) -> Iterator[_Target]:
    """Yield the targets of one row: one per plan or hours of service that its cells tell apart."""
    assert clause.table is not None and clause.row is not None
    cells = [cell.span.of(document.text) for cell in document.tables[clause.table].rows[clause.row]]
    level = _row_level(cells, heads, fields)
    if level is None:
        return
    values: dict[str | None, dict[Field, list[Duration]]] = {}
    for words, field, plan in zip(cells, fields, plans, strict=False):
        if field is not None:
            values.setdefault(plan, {}).setdefault(field, _durations(words, field))
    first = _place(clause, cells)
    for plan, found in values.items():
        count = max((len(v) for v in found.values()), default=0)
        for i in range(max(1, min(count, 2)) if _split_hours(heads, cells) else 1):
            pick = {
                f: (v[i] if i < len(v) else None)
                if count > 1 and _split_hours(heads, cells)
                else (v[-1] if f == "resolution" and v else v[0] if v else None)
                for f, v in found.items()
            }
            words = _coverage_part(heads, i) if _split_hours(heads, cells) else None
            response = pick.get("response")
            if (
                words
                and response
                and not response.business
                and re.search(r"\b(?:business|working|office)\b", words, re.IGNORECASE)
                and not re.search(r"\bnon", words, re.IGNORECASE)
            ):
                response = Duration(response.iso, True)
            yield _Target(level[0], level[1], clause, first, response, pick.get("resolution"), pick.get("update"), plan, words, 0.9)


def _split_hours(heads: Sequence[str], cells: Sequence[str]) -> bool:
    """Tell whether a cell gives two times for two kinds of hours ("3 hours / 12 hours" under "Working / Non-working")."""
    return any(
        re.search(r"\bnon-?\w+\s+hours|\bout[\s-]of[\s-]hours|outside", head, re.IGNORECASE) and "/" in head for head in heads
    ) and any(cell.count("/") == 1 and len(durations(cell)) == 2 for cell in cells)


def _coverage_part(heads: Sequence[str], part: int) -> str | None:
    head = next((h for h in heads if "/" in h), "")
    inner = re.search(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)", head)
    parts = (inner[1] if inner else head).split("/")
    return parts[part].strip(" *()") if part < len(parts) else None


def _durations(words: str, field: Field) -> list[Duration]:
    """Return the times of a cell; of a range the upper end for a resolution, "every 2 hours" and "daily" for updates."""
    spread = [bounds for bounds, _ in duration_ranges(words) if bounds.low is not None and bounds.high is not None]
    if spread and spread[0].high is not None and spread[0].low is not None:
        return [spread[0].high if field == "resolution" else spread[0].high]
    bare = re.match(r"\s*(\d{1,3})\s?[-–]\s?\d{1,3}\s", words)
    found = [duration for duration, _ in durations(words)]
    if bare and found:
        return found[:1]
    if not found and field == "update":
        iso = {"hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "monthly": "P1M"}
        found = [Duration(iso[name]) for name, _ in frequencies(words) if name in iso]
        found = found or ([Duration("PT1H")] if re.search(r"\bhourly\b", words, re.IGNORECASE) else [])
    return found


def _row_level(cells: Sequence[str], heads: Sequence[str], fields: Sequence[Field | None]) -> tuple[str, str | None] | None:
    """Return the level that a row is about: its first cells that hold no target, by number or name."""
    free = [cell for cell, field in zip(cells, fields, strict=False) if field is None and cell.strip()]
    for cell, head in zip(cells, heads, strict=False):
        if cell.strip() and _LEVEL_HEADER.search(head) and len(cell) < 60:
            level = level_of(cell)
            if level:
                return _named(level, free)
    for cell in free[:2]:
        level = level_of(cell) if len(cell) < 80 else None
        if level:
            return _named(level, free)
    if free and len(free[0]) <= 40:
        return free[0].strip(), free[0].strip()
    return None


def _named(level: tuple[str, str | None], free: Sequence[str]) -> tuple[str, str | None]:
    if level[1] or len(free) < 2:
        return level
    name = _NAMES.search(free[1]) if len(free[1]) < 40 else None
    return level[0], name["name"].capitalize() if name else None


def _place(clause: Clause, cells: Sequence[str]) -> Span:
    return Span(0, len(clause.text))


def _levels_in_columns(body: Sequence[Clause], grid: Sequence[Sequence[str]], heads: Sequence[str]) -> list[_Target]:
    """Return the targets of a table whose columns are the levels and whose rows are the targets."""
    found: dict[int, _Target] = {}
    for clause in body:
        assert clause.row is not None
        row = grid[clause.row]
        field = field_of(row[0])
        if field is None:
            continue
        for c in range(1, len(heads)):
            level = level_of(heads[c])
            times = _durations(row[c], field)
            if level is None:
                continue
            target = found.get(c) or _Target(level[0], level[1], clause, Span(0, len(clause.text)), rule=0.85)
            found[c] = replace(target, **{field: times[0] if times else None}) if times else target
    return list(found.values())


def _from_text(clause: Clause, by_id: dict[str, Clause]) -> Iterator[_Target]:
    """Yield the targets of sentences and list items."""
    context = context_of(clause, by_id)
    for sentence in sentences(clause.text):
        words = sentence.of(clause.text)
        times = [(d, s) for d, s in durations(words) if d.minutes <= 60 * 24 * 60]
        if not times or _NOT_TARGET.search(words) and not field_of(words):
            continue
        field = field_of(words)
        if field is None:
            field = field_of(context) if clause.kind == "item" or level_of(words) else None
        if field is None or re.search(
            r"\b(?:customer|client|you)\s+(?:must|shall|should|will)\s+(?:respond|reply|answer)", words, re.IGNORECASE
        ):
            continue
        yield from _sentence_targets(clause, sentence, words, times, field, context)


def _sentence_targets(
    clause: Clause, sentence: Span, words: str, times: Sequence[tuple[Duration, Span]], default: Field, context: str
) -> Iterator[_Target]:
    levels = [(m.start(), level_of(m[0])) for m in _LEVEL.finditer(words)] or [
        (m.start(), (m["name"].capitalize(), m["name"].capitalize()))
        for m in _NAMES.finditer(words)
        if m["name"].lower() not in ("standard", "normal", "general", "request", "requests", "question", "other", "emergency")
    ]
    if len(levels) >= 2 and len(times) >= 2 and len(levels) <= len(times):
        for (at, level), (duration, span) in zip(levels, times, strict=False):
            if level:
                yield _one(level, clause, sentence, {default: duration})
        return
    values: dict[Field, Duration] = {}
    for duration, span in times:
        near = words[max(0, span.start - 70) : span.end + 45]
        before = words[max(0, span.start - 70) : span.start]
        field = _nearest(before) or field_of(words[span.end : span.end + 45]) or field_of(near) or default
        if re.search(r"\b(?:after|older|lasting|more\s+than|for\s+more|longer\s+than)\s*$", before[-14:], re.IGNORECASE):
            continue
        values.setdefault(field, duration)
    if values:
        level = levels[0][1] if levels and levels[0][1] else None
        if level is None and clause.kind == "item":
            level = level_of(words[:40])
        yield _one(level or ("all", None), clause, sentence, values)


def _nearest(before: str) -> Field | None:
    """Return the field whose word stands last before a time."""
    found = [(match.start(), field) for field, pattern in FIELDS for match in pattern.finditer(before)]
    return max(found)[1] if found else None


def _one(level: tuple[str, str | None], clause: Clause, sentence: Span, values: dict[Field, Duration]) -> _Target:
    hours = coverage(sentence.of(clause.text))
    return _Target(
        level[0],
        level[1],
        clause,
        sentence,
        values.get("response"),
        values.get("resolution"),
        values.get("update"),
        coverage=hours[0][0] if hours and hours[0][0] == "24x7" else None,
        rule=0.75,
    )


def _merged(found: Sequence[_Target]) -> list[_Target]:
    """Return targets of the same level, plan and hours as one; text adds to a level only what no table says."""
    kept: dict[tuple[str, str | None, str | None], _Target] = {}
    tabled = any(target.clause.kind == "row" for target in found)
    for target in found:
        key = (target.severity.lower(), target.plan, target.coverage if target.clause.kind == "row" else None)
        if key not in kept:
            if tabled and target.clause.kind != "row" and target.severity == "all":
                continue
            if target.severity == "all" and target.response is None and target.resolution is None:
                continue
            kept[key] = target
        else:
            old = kept[key]
            kept[key] = replace(
                old,
                response=old.response or target.response,
                resolution=old.resolution or target.resolution,
                update=old.update or target.update,
                name=old.name or target.name,
            )
    return list(kept.values())


def _hours(clauses: Sequence[Clause]) -> str | None:
    """Return the hours of support that the document names once for all levels."""
    found = [name for clause in clauses if clause.has("support") and clause.kind != "row" for name, _ in coverage(clause.text)]
    return found[0] if found and len(set(found)) == 1 else None
