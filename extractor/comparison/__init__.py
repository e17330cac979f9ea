"""Agreements side by side on normalised terms."""

from __future__ import annotations

from collections.abc import Iterable

from extractor import record
from extractor.comparison.table import Cell, Column, Comparison, Quote, Row, Term, compared
from extractor.comparison.terms import TERMS

__all__ = ["TERMS", "Cell", "Column", "Comparison", "Quote", "Row", "Term", "compare"]


def compare(agreements: Iterable[record.Agreement]) -> Comparison:
    """Return `agreements` side by side: a row per term, a column per agreement, best and worst values marked.

    >>> source = record.Source(name="a.md", sha256="", media_type="text/markdown", bytes=0, words=0)
    >>> compare([record.Agreement(document=source)]).rows[0].cells[0].shown
    'not stated'
    """
    return compared(tuple(agreements), TERMS)
