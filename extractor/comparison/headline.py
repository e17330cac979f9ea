"""The comparison in a paragraph: who is best at what, and what to mind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.comparison.table import Column, Row, Standing

NAMED = 2
"""Agreements named where several share a place; more are counted."""

LONGEST = 48
"""Signs of a name in the headline: some agreements have no provider and a title of two lines."""

BEST: tuple[tuple[str, str], ...] = (
    ("uptime", "promises the most uptime"),
    ("credit_99", "pays the most at 99% uptime"),
    ("credit_95", "pays the most at 95% uptime"),
    ("claim_window", "gives the most time to claim"),
    ("response_1", "responds fastest to the gravest incidents"),
)
"""Rows whose best is worth a clause of the headline, and the words for it (of one agreement)."""

PLURAL = {"promises": "promise", "pays": "pay", "gives": "give", "responds": "respond"}


def headline(columns: Sequence[Column], rows: Sequence[Row], ranking: Sequence[Standing]) -> str:
    """Return the paragraph; empty for fewer than two agreements."""
    if len(columns) < 2:
        return ""
    by_key = {row.key: row for row in rows}
    return " ".join((*_first(columns, ranking), *_bests(columns, by_key), *_cautions(columns, by_key)))


def _first(columns: Sequence[Column], ranking: Sequence[Standing]) -> Iterator[str]:
    if ranking:
        top = [standing for standing in ranking if standing.score == ranking[0].score]
        reach = f" (up to {top[0].most:g} if what could not be read is good)" if len(top) == 1 and top[0].most > top[0].score else ""
        names = _named(columns, [s.column for s in top])
        yield f"By your weights {_told(names)} {'comes' if len(names) == 1 else 'come'} first with {top[0].score:g} of 100 points{reach}."


def _bests(columns: Sequence[Column], rows: dict[str, Row]) -> Iterator[str]:
    told: dict[str, list[str]] = {}
    for key, words in BEST:
        row = rows.get(key)
        best = [place for place, cell in enumerate(row.cells) if cell.mark == "best"] if row else []
        if not row or not best or row.cells[best[0]].value == 0:
            continue
        verb, rest = words.split(" ", 1)
        names = _named(columns, best)
        said = f"{verb if len(names) == 1 else PLURAL[verb]} {rest}"
        texts = dict.fromkeys(row.cells[place].text.split(" (")[0] for place in best)
        told.setdefault(_told(names), []).append(said + (f" ({next(iter(texts))})" if len(texts) == 1 else ""))
    for who, parts in told.items():
        yield f"{who} {_listed(parts)}."


def _cautions(columns: Sequence[Column], rows: dict[str, Row]) -> Iterator[str]:
    silent = [place for place, cell in enumerate(rows["uptime"].cells) if cell.value is None] if "uptime" in rows else []
    if silent:
        yield f"Mind: no promised level of uptime was found for {_told(_named(columns, silent))}."
    unpaid = [
        place
        for place in range(len(columns))
        if place not in silent
        and all(
            row.cells[place].state in {"not_stated", "none"}
            for key, row in rows.items()
            if key.startswith("credit_") or key == "other_credits"
        )
    ]
    if unpaid:
        names = _named(columns, unpaid)
        verbs = ("promises", "states") if len(names) == 1 else ("promise", "state")
        yield f"{_told(names)} {verbs[0]} uptime but {verbs[1]} no credit for missing it."


def _named(columns: Sequence[Column], places: Sequence[int]) -> list[str]:
    """Return the names of columns; an agreement of which all columns are meant is named once."""
    named: dict[str, None] = {}
    for place in places:
        column = columns[place]
        siblings = [other for other, one in enumerate(columns) if one.file == column.file and one.provider == column.provider]
        whole = len(siblings) > 1 and set(siblings) <= set(places) and (column.service or column.plan)
        named[_short((column.provider or column.title or column.file) if whole else column.name)] = None
    return list(named)


def _told(names: Sequence[str]) -> str:
    if len(names) > NAMED + 1:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} others"
    return _listed(names)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _listed(parts: Sequence[str]) -> str:
    """Return parts as a list in words.

    >>> _listed(["a", "b", "c"])
    'a, b and c'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
