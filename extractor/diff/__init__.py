"""What changed between two versions of an agreement: terms with their direction for the customer, and clauses by their words."""

from __future__ import annotations

from extractor import record
from extractor.comparison.table import UNREAD
from extractor.diff.changes import ClauseChange, Diff, Direction, Move, Piece, Place, Side, TermChange
from extractor.diff.clauses import compared_clauses
from extractor.diff.settled import term_changes

__all__ = ["ClauseChange", "Diff", "Direction", "Move", "Piece", "Place", "Side", "TermChange", "diff"]


def diff(old: record.Agreement, new: record.Agreement) -> Diff:
    """Return what changed from `old` to `new`.

    Clauses are the same clause by their words, wherever they stand; a clause that only moved or has another number did not change.
    A term that differs although the words that prove it are the same on both sides is no change of the agreement but a doubt
    about the reading, and stands in `readings`. Typography, capitalisation and punctuation are not compared.

    >>> source = record.Source(name="a.md", sha256="", media_type="text/markdown", bytes=0, words=0)
    >>> def version(percent):
    ...     clause = record.Clause(id="c1", number="1.", text=f"We guarantee {percent}% uptime.")
    ...     return record.Agreement(document=source, clauses=[clause], uptime=[record.Uptime(percent=percent)])
    >>> found = diff(version(99.9), version(99.5))
    >>> [(term.label, term.old, term.new, term.direction) for term in found.terms]
    [('Promised uptime', '99.9%', '99.5%', 'worse')]
    >>> [[piece.text for piece in clause.pieces] for clause in found.clauses]
    [['We guarantee ', '99.9', '99.5', '% uptime.']]
    """
    clauses = compared_clauses(old, new)
    terms, readings = term_changes(old, new, clauses.untouched_old, clauses.untouched_new)
    return Diff(
        old=_side(old),
        new=_side(new),
        terms=terms,
        clauses=clauses.changes,
        moves=clauses.moves,
        readings=readings,
        unchanged=clauses.unchanged,
        notes=(*_notes(old), *_notes(new)),
    )


def _side(agreement: record.Agreement) -> Side:
    return Side(agreement.document.name, agreement.title, agreement.effective_date.value if agreement.effective_date else None)


def _notes(agreement: record.Agreement) -> list[str]:
    """Return what was not read, since what is missing there proves no removal."""
    return [
        f"{agreement.document.name}: {warning.message}" + (f" (page {warning.page})" if warning.page else "")
        for warning in agreement.document.warnings
        if warning.code in UNREAD
    ]
