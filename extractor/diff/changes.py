"""What a difference between two records is made of: terms and clauses that changed, with the words of both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.comparison.table import Quote

Direction = Literal["better", "worse", "neutral", "unclear"]
Kind = Literal["changed", "added", "removed"]
Rewording = Literal["reworded", "added", "removed"]
Stroke = Literal["same", "removed", "added"]

SWAPPED: dict[Direction, Direction] = {"better": "worse", "worse": "better", "neutral": "neutral", "unclear": "unclear"}
"""What a change means when it is undone."""

DIRECTION_WORDS: dict[Direction, str] = {
    "better": "better for the customer",
    "worse": "worse for the customer",
    "neutral": "neither better nor worse",
    "unclear": "depends: read the clause",
}


@dataclass(frozen=True, slots=True)
class TermChange:
    """Hold one term that differs; a side is None where the agreement does not have the term."""

    section: str
    label: str
    old: str | None
    new: str | None
    direction: Direction
    old_quotes: tuple[Quote, ...] = ()
    new_quotes: tuple[Quote, ...] = ()

    @property
    def kind(self) -> Kind:
        """Return whether the term is on both sides or on one."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a run of words that both sides have, or that one of them has."""

    stroke: Stroke
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Name where a clause stands: its number or the title above it, and the page."""

    clause: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """Hold a clause (or neighbours that became one) whose words changed, or that only one side has."""

    kind: Rewording
    old: Place | None
    new: Place | None
    pieces: tuple[Piece, ...]
    labels: tuple[str, ...] = ()
    """What the clause is about, as the record labels it."""


@dataclass(frozen=True, slots=True)
class Move:
    """Hold a clause whose words are the same in another place or under another number: no change, but good to know."""

    old: Place
    new: Place
    text: str
    moved: bool
    """False where only the number differs."""


@dataclass(frozen=True, slots=True)
class Side:
    """Name one of the two agreements."""

    file: str
    title: str | None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Diff:
    """Hold what changed from the old agreement to the new one."""

    old: Side
    new: Side
    terms: tuple[TermChange, ...] = ()
    clauses: tuple[ClauseChange, ...] = ()
    moves: tuple[Move, ...] = ()
    readings: tuple[TermChange, ...] = ()
    """Terms that were read differently from words that did not change: not changes of the agreement, a doubt about the reading."""
    unchanged: int = 0
    """Clauses of the new agreement whose words are those of the old."""
    notes: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing changed: no term, and no words of any clause."""
        return not self.terms and not self.clauses
