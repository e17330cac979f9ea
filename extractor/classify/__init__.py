"""Clauses → labelled clauses: what each passage does, with calibrated probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.classify.model import Model, trained
from extractor.document import Clause

__all__ = ["classify"]


def classify(clauses: Sequence[Clause], *, model: Model | None = None) -> tuple[Clause, ...]:
    """Return the clauses of one document with their labels, most probable first; headings get none.

    Which labels are given is `Model.given`'s to say.

    >>> from extractor.document import Span
    >>> [label for label, _ in classify([Clause("c1", Span(0, 50), "We guarantee 99.9% uptime in each calendar month.")])[0].labels]
    ['uptime_guarantee']
    """
    model = model or trained()
    if not clauses:
        return ()
    probabilities = model.probabilities(clauses)
    labelled = []
    for clause, row in zip(clauses, probabilities, strict=True):
        if clause.kind == "heading" or not clause.text.strip():
            labelled.append(clause)
            continue
        labelled.append(replace(clause, labels=tuple((model.labels[i], float(row[i])) for i in model.given(row))))
    return tuple(labelled)
