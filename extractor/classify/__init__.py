"""Clauses → labelled clauses: what each passage does, with calibrated probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.classify.model import Model, trained
from extractor.document import Clause

__all__ = ["classify"]

FALLBACK = "other"
LONE = 0.3
"""Probability from which a label is given alone where none reaches its threshold; below it a passage is "other". Chosen where
agreements by strangers lose nothing: one step lower puts support and exclusions into every page of documentation."""


def classify(clauses: Sequence[Clause], *, model: Model | None = None) -> tuple[Clause, ...]:
    """Return the clauses of one document with their labels, most probable first; headings get none.

    A clause gets every label at or above the label's threshold; "other" stands alone. Where none is, it gets the most
    probable one from `LONE` on: a passage has some purpose, and its probability says how sure that is.

    >>> from extractor.document import Span
    >>> [label for label, _ in classify([Clause("c1", Span(0, 50), "We guarantee 99.9% uptime in each calendar month.")])[0].labels]
    ['uptime_guarantee']
    """
    model = model or trained()
    if not clauses:
        return ()
    probabilities = model.probabilities(clauses)
    fallback = model.labels.index(FALLBACK)
    labelled = []
    for clause, row in zip(clauses, probabilities, strict=True):
        if clause.kind == "heading" or not clause.text.strip():
            labelled.append(clause)
            continue
        given = [i for i in range(len(model.labels)) if row[i] >= model.thresholds[i]]
        chosen = [i for i in given if i != fallback] or [int(row.argmax()) if row.max() >= LONE else fallback]
        chosen.sort(key=lambda i: -row[i])
        labelled.append(replace(clause, labels=tuple((model.labels[i], float(row[i])) for i in chosen)))
    return tuple(labelled)
