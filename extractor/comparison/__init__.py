"""Agreements side by side on normalised terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from extractor import record
from extractor.comparison.curves import curve
from extractor.comparison.headline import headline
from extractor.comparison.marks import marked
from extractor.comparison.mentions import spoken_of
from extractor.comparison.ranking import ranked
from extractor.comparison.table import Cell, Column, Comparison, Part, Quote, Row, Standing, Term, told
from extractor.comparison.terms import TERMS
from extractor.comparison.views import MOST, View, named, views
from extractor.comparison.weights import weights_of

__all__ = ["TERMS", "Cell", "Column", "Comparison", "Part", "Quote", "Row", "Standing", "Term", "compare", "weights_of"]

CHARTED = 12
"""Agreements whose credit curves are computed; more lines in one chart cannot be told apart."""


def compare(
    agreements: Iterable[record.Agreement],
    *,
    service: str | None = None,
    plan: str | None = None,
    weights: Mapping[str, float] | None = None,
) -> Comparison:
    """Return `agreements` side by side: a row per term, best, worst and unusual values marked, and a headline.

    An agreement has a column, or several where its promises name several services or plans; `service` and `plan` choose
    among them (an agreement that names none is for all). `weights`, by key of row, rank the columns. Agreements are read one at a
    time, so an iterator of a thousand records needs no more memory than its cells.

    >>> source = record.Source(name="a.md", sha256="", media_type="text/markdown", bytes=0, words=0)
    >>> compare([record.Agreement(document=source)]).rows[0].cells[0].shown
    'not stated'
    """
    columns: list[Column] = []
    lines: list[list[Cell]] = []
    notes: list[str] = []
    for agreement in agreements:
        seen = views(agreement, service=service, plan=plan)
        notes += _notes(agreement, seen, service, plan)
        spoken = spoken_of(agreement)
        for view in seen:
            lines.append([told(term.read(view.agreement), agreement, term.group, spoken.get(term.group or "", ())) for term in TERMS])
            columns.append(_column(view, charted=len(columns) < CHARTED))
    columns = _told_apart(columns)
    rows = [
        marked(Row(term.key, term.label, term.section, term.better, tuple(line[place] for line in lines)))
        for place, term in enumerate(TERMS)
    ]
    standings = ranked(columns, rows, weights) if weights else ()
    return Comparison(tuple(columns), tuple(rows), headline(columns, rows, standings), standings, tuple(notes))


def _notes(agreement: record.Agreement, seen: list[View], service: str | None, plan: str | None) -> Iterable[str]:
    """Yield what the reader should know of how an agreement was seen."""
    name = agreement.document.name
    for kind, wanted in (("service", service), ("plan", plan)):
        names = [each for each in named(agreement, kind) if each]
        if wanted and not seen and names:
            yield f"{name} is left out: it names no {kind} {wanted!r}, only {', '.join(names)}."
        elif not wanted and len(names) > 1 and len(seen) == 1 and seen[0].agreement is agreement:
            yield f"{name} has more than {MOST} services and plans and stands in one column; choose with --service or --plan."


def _column(view: View, *, charted: bool) -> Column:
    """Return the column of a view, named by provider, else title, else file."""
    agreement = view.agreement
    provider = agreement.provider.value if agreement.provider else None
    part = ", ".join(filter(None, (view.service, view.plan)))
    name = provider or agreement.title or agreement.document.name
    return Column(
        name=f"{name}: {part}" if part else name,
        provider=provider,
        file=agreement.document.name,
        title=agreement.title,
        service=view.service,
        plan=view.plan,
        curve=curve(agreement) if charted else (),
    )


def _told_apart(columns: list[Column]) -> list[Column]:
    """Return the columns with the file behind names that occur twice."""
    names = [column.name for column in columns]
    return [replace(c, name=f"{c.name} ({c.file})") if names.count(c.name) > 1 else c for c in columns]
