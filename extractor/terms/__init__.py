"""From labelled clauses to the terms behind them: one module per group, listed here in the record's order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from extractor.document import Clause, Document
from extractor.record import Credit, Uptime
from extractor.terms import (
    blanks,
    claim,
    credits,
    denials,
    exclusions,
    maintenance,
    parties,
    performance,
    remedy,
    reporting,
    support,
    termination,
    uptime,
)

Finder = Callable[[Sequence[Clause], Document], Any]

TERMS: tuple[tuple[str, Finder], ...] = (
    ("uptime", uptime.find),
    ("credits", credits.find),
    ("remedy", remedy.find),
    ("claim", claim.find),
    ("exclusions", exclusions.find),
    ("maintenance", maintenance.find),
    ("termination", termination.find),
    ("support", support.find),
    ("performance", performance.find),
    ("reporting", reporting.find),
    ("blanks", blanks.find),
    ("denials", denials.find),
)


def find_terms(clauses: Sequence[Clause], document: Document) -> dict[str, Any]:
    """Return every group of terms under its field name in the record, parties and dates included."""
    found: dict[str, Any] = dict(parties.find(clauses, document))
    for field, find in TERMS:
        found[field] = find(clauses, document)
    found["credits"] = named_alike(found["uptime"], found["credits"])
    found["denials"] = [denial for denial in found["denials"] if not found[denial.term]]  # what is given somewhere is not denied
    return found


def named_alike(promises: Sequence[Uptime], credits: Sequence[Credit]) -> list[Credit]:
    """Return the credits, each name of a service or plan in the field in which the promises have it.

    One table has its rows by topology, the next a column for each: whether that is a service or a plan, the words do not say, and a
    credit under the other field would be nobody's.

    >>> from extractor.record import Amount
    >>> promise, credit = Uptime(percent=99.9, service="Duo"), Credit(plan="Duo", credit=Amount(amount=10, unit="percent"))
    >>> [(each.service, each.plan) for each in named_alike([promise], [credit])]
    [('Duo', None)]
    """
    names = {field: {(getattr(promise, field) or "").casefold() for promise in promises} for field in ("service", "plan")}
    return [_renamed(credit, names) for credit in credits]


def _renamed(credit: Credit, names: dict[str, set[str]]) -> Credit:
    for here, there in (("service", "plan"), ("plan", "service")):
        name, taken = getattr(credit, here), getattr(credit, there)
        if name and not taken and name.casefold() in names[there] and name.casefold() not in names[here]:
            return credit.model_copy(update={here: None, there: name})
    return credit
