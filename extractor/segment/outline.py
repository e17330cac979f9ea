"""Where each piece stands: the open places above the next clause, closed and opened as numbers, headings and lists go by.

Numbers decide first ("4.2" below "4", "(b)" beside "(a)", "(i)" below it), then the levels that a format or the size of letters
gives, then the nesting of lists. A list that a paragraph interrupts goes on where its number counts on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from extractor.segment.numbering import Number, follows, readings_of

Role = Literal["heading", "section", "item", "paragraph", "row", "label"]

DEEPEST = 24
"""Places open at once; the deepest agreement read has 9, and a bound keeps hostile text linear."""
UNRANKED = 50
"""The rank of a place that is no heading: below every heading."""


@dataclass(frozen=True, slots=True)
class Place:
    """Hold one open level above the next clause."""

    id: str
    role: Role
    rank: int = UNRANKED
    title: str | None = None
    number: Number | None = None
    depth: int = 0
    listed: bool = False
    """The format itself nests the item (Word, HTML), so `depth` can be trusted."""
    lead_in: str | None = None
    opens_list: bool = False
    """The text ends in a colon: a list that follows belongs to it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold where a clause stands: what `Clause` tells of it."""

    parent: str | None
    level: int
    path: tuple[str, ...]
    lead_in: str | None
    number: Number | None
    """The number in the reading that its neighbours decide ("(i)" after "(h)" is a letter)."""


@dataclass(slots=True)
class Outline:
    """Hold the open places; `enter` puts the next clause among them.

    >>> outline = Outline()
    >>> [outline.enter(Place(name, "heading", rank=rank)).parent for name, rank in (("a", 1), ("b", 2), ("c", 2), ("d", 1))]
    [None, 'a', 'a', None]
    """

    open: list[Place] = field(default_factory=list)
    base: int = 0
    """How many places stay open above a list that begins now."""
    last: Place | None = None
    """The clause before."""

    def enter(self, place: Place) -> Standing:
        """Close what the next clause ends, say where it stands, and open its own place."""
        if place.role == "row":
            return self._row(place)
        if place.role == "paragraph" and place.number is None:
            return self._paragraph(place)
        if place.role == "label":
            self._close_lists(labels=True)
            return self._opened(place, lead_in=None)
        if place.number is not None and not place.number.is_bullet:
            return self._numbered(place)
        if place.role == "heading":
            self._close_for_heading(place)
            return self._opened(place, lead_in=None)
        return self._bullet(place)

    def _paragraph(self, place: Place) -> Standing:
        """Place a paragraph without number: below the innermost section, outside the lists, which stay open for what counts on."""
        keep = next((i + 1 for i in range(len(self.open) - 1, -1, -1) if self.open[i].role in ("heading", "section", "label")), 0)
        if keep and self.open[keep - 1].role == "label" and (self.last is None or self.last.id != self.open[keep - 1].id):
            keep -= 1  # a label holds for the paragraph behind it and for lists, not for the next paragraph
            del self.open[keep:]
        self.base = keep
        self.last = place
        return self._standing(keep, None, None)

    def _row(self, place: Place) -> Standing:
        if self.last is not None and self.last.role == "row":
            keep, lead_in = self.base, self.last.lead_in
        else:
            keep = self.base
            lead_in = self.last.id if self.last is not None and self.last.role not in ("heading", "row") else None
        self.last = replace(place, lead_in=lead_in)
        return self._standing(keep, lead_in, None)

    def _bullet(self, place: Place) -> Standing:
        """Place an item that counts nothing: by the depth that the format gives, below the numbered item or paragraph that it follows."""
        if self.last is not None and self.last.role in ("paragraph", "row"):
            del self.open[self.base :]
        sibling = None
        while self.open and self.open[-1].role == "item":
            top = self.open[-1]
            bullet = top.number is None or top.number.is_bullet
            if top.depth < place.depth or (
                top.depth == place.depth and not bullet and (top.opens_list or not (top.listed and place.listed))
            ):
                break
            if bullet and top.depth == place.depth and top.opens_list and self.last is top and not place.listed:
                break
            sibling = self.open.pop()
            if sibling.depth == place.depth:
                break
        lead_in = sibling.lead_in if sibling is not None and sibling.depth == place.depth else self._leads()
        return self._opened(place, lead_in=lead_in)

    def _numbered(self, place: Place) -> Standing:
        assert place.number is not None
        cut, number, sibling = self._cut(place)
        if cut is None:
            return self._first(place)
        lead_in = None
        if place.role == "item":
            lead_in = sibling.lead_in if sibling is not None else self._leads()
        del self.open[cut:]
        return self._opened(replace(place, number=number), lead_in=lead_in)

    def _cut(self, place: Place) -> tuple[int | None, Number, Place | None]:
        """Return how many places stay open by the number alone, its reading, and the sibling that it replaces."""
        number = place.number
        assert number is not None
        other_kind: tuple[int, Number, Place] | None = None
        for i in range(len(self.open) - 1, -1, -1):
            above = self.open[i]
            if (
                above.number is None
                or above.number.is_bullet
                or (above.depth != place.depth and above.listed and place.listed and not number.is_section)
            ):
                continue
            reading = follows(above.number, number)
            if reading is not None:
                if (above.role == "item") == (place.role == "item"):
                    return i, reading, above
                other_kind = other_kind or (i, reading, above)
            elif number.is_section and above.role != "item" and _holds(above.number, number):
                return i + 1, number, None
        if other_kind is not None:
            return other_kind
        for i in range(len(self.open) - 1, -1, -1):
            above = self.open[i]
            if above.number is None or above.number.is_bullet:
                continue
            for reading in readings_of(number):
                if reading is not number and number.counts == (1,):
                    continue  # "(i)" below "(b)" opens a list; it is not the ninth letter
                if _skips(above.number, reading) and (above.role == "item") == (place.role == "item"):
                    return i, reading, above
        return None, number, None

    def _first(self, place: Place) -> Standing:
        """Place a number that nothing open leads to: the first of a list, of a schedule's sections, or of the document."""
        number = place.number
        assert number is not None
        if place.role == "heading" or number.is_division:
            self._close_for_heading(place)
            return self._opened(place, lead_in=None)
        if place.role == "section":
            same = next(
                (i for i, above in enumerate(self.open) if above.number and above.number.is_section and not above.number.is_division), None
            )
            if (
                same is not None
                and number.style in ("1.", "1.1")
                and (number.counts[-1] == 1 or len(number.counts) > 1)
                and self.open[same].role == "section"
            ):
                del self.open[same:]
            else:
                self._close_lists()
            return self._opened(place, lead_in=None)
        if self.last is not None and self.last.role in ("paragraph", "heading", "row", "label"):
            del self.open[self.base :]
        else:
            self._close_like(place)
        return self._opened(place, lead_in=self._leads())

    def _close_like(self, place: Place) -> None:
        """Close the items beside which a new list cannot stand: those of its own style unless one ends in a colon, and deeper ones."""
        for i, above in enumerate(self.open):
            if above.role != "item" or (above is self.open[-1] and above.opens_list):
                continue
            assert place.number is not None
            same = above.number is not None and above.number.style == place.number.style
            if (
                same
                or (above.listed and place.listed and above.depth >= place.depth)
                or ((above.number is None or above.number.is_bullet) and not above.listed)
            ):
                del self.open[i:]
                return

    def _close_for_heading(self, place: Place) -> None:
        """Close every place that is no heading, then the headings that are not above this one."""
        self._close_lists(sections=True, labels=True)
        if place.number is not None and place.number.is_division:
            while self.open and self.open[-1].number is not None:
                self.open.pop()
        while self.open and self.open[-1].rank >= place.rank and not _counts_anew(self.open[-1].number, place.number):
            self.open.pop()

    def _close_lists(self, *, sections: bool = False, labels: bool = False) -> None:
        while self.open and (
            self.open[-1].role == "item" or (sections and self.open[-1].role == "section") or (labels and self.open[-1].role == "label")
        ):
            self.open.pop()

    def _leads(self) -> str | None:
        """Return the clause that introduces a list which begins now: the one directly before, unless it is a heading or a row."""
        return self.last.id if self.last is not None and self.last.role in ("paragraph", "section", "item", "label") else None

    def _opened(self, place: Place, *, lead_in: str | None) -> Standing:
        del self.open[DEEPEST:]
        standing = self._standing(len(self.open), lead_in, place.number)
        own = replace(place, lead_in=lead_in)
        self.open.append(own)
        self.base = len(self.open)
        self.last = own
        return standing

    def _standing(self, keep: int, lead_in: str | None, number: Number | None) -> Standing:
        above = self.open[:keep]
        return Standing(above[-1].id if above else None, keep + 1, tuple(place.title for place in above if place.title), lead_in, number)


def _counts_anew(above: Number | None, below: Number | None) -> bool:
    """Tell whether a number is the first section of a schedule, whatever level the format gives to both ("1." right below "Schedule A")."""
    return above is not None and above.is_division and below is not None and not below.is_division and set(below.counts) == {1}


def _holds(above: Number, below: Number) -> bool:
    """Tell whether one section's number opens the other's: "4" and "Article IV" hold "4.2"."""
    return (
        above.is_section
        and not above.is_division
        and len(above.counts) < len(below.counts)
        and below.counts[: len(above.counts)] == above.counts
    )


def _skips(above: Number, below: Number) -> bool:
    """Tell whether a number goes on behind a gap ("4." after "2."), in its own style and below the same number."""
    return (
        above.style == below.style
        and len(above.counts) == len(below.counts)
        and above.counts[:-1] == below.counts[:-1]
        and above.counts < below.counts
    )
