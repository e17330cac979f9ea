"""Blocks → clauses: numbers taken off, headings found, lists and tables tied to the sentence that introduces them.

One clause per block: readers deliver paragraphs, items, headings and rows, so the segmenter neither joins nor loses words. Only
sections that run together in one paragraph ("4.1 … . 4.2 …") are parted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Clause, Document, Notice, Span
from extractor.segment.definitions import defined_terms
from extractor.segment.headings import Body, body_of, headings_among
from extractor.segment.outline import UNRANKED, Outline, Place, Role, Standing
from extractor.segment.pieces import Piece, pieces_of
from extractor.segment.references import dangling, register, with_references
from extractor.segment.tables import column_names
from extractor.segment.titles import label_alone, marked_title, run_in_title, without_anchor

__all__ = ["segment", "warnings_of"]

_DEFINITIONS = re.compile(r"\b(?:definitions?|defined\s+terms|interpretation|glossary|terminology|key\s+terms)\b", re.IGNORECASE)


def segment(document: Document) -> tuple[Clause, ...]:
    """Return the clauses of a document in reading order, with ids c1, c2 and so on.

    >>> from extractor.document import Draft
    >>> draft = Draft()
    >>> draft.add("4 Service Credits", kind="heading", heading_level=1); draft.add("4.1 You get 10%.")
    >>> [(c.id, c.kind, c.number, c.heading, c.text, c.parent) for c in segment(draft.finish())]
    [('c1', 'heading', '4', 'Service Credits', '', None), ('c2', 'paragraph', '4.1', None, 'You get 10%.', 'c1')]
    """
    body = body_of(document)
    pieces = pieces_of(document)
    headings = headings_among(pieces, body)
    names = [column_names(table, document.text) for table in document.tables]
    outline = Outline()
    clauses: list[Clause] = []
    for i, (piece, titled) in enumerate(zip(pieces, headings, strict=True)):
        identifier = f"c{i + 1}"
        before = clauses[-1] if clauses else None
        if titled:
            clauses.append(_heading(identifier, piece, body, outline))
        elif piece.block.kind == "row":
            clauses.append(_row(identifier, piece, names, outline))
        else:
            following = headings[i + 1] if i + 1 < len(pieces) else True
            clauses.append(_passage(identifier, piece, before, outline, labels=not following))
    return with_references(clauses, register(clauses))


def warnings_of(clauses: Sequence[Clause]) -> list[Notice]:
    """Return what the reader of the record should know about the clauses: references that name no clause."""
    return dangling(clauses)


def _heading(identifier: str, piece: Piece, body: Body, outline: Outline) -> Clause:
    block, number = piece.block, piece.number
    alone = number is not None and not piece.text  # "Schedule B" on a line of its own is its own title
    title = without_anchor(marked_title(piece.text) or piece.text).rstrip(" :") if number is None or not alone else number.shown
    standing = outline.enter(Place(identifier, "heading", rank=_rank(piece, body), title=title, number=number))
    shown = None if alone or number is None or number.is_bullet else number.shown
    end = piece.span.end
    return _clause(identifier, piece, standing, kind="heading", span=Span(end, end), text="", number=shown, heading=title or block.kind)


def _row(identifier: str, piece: Piece, names: Sequence[tuple[int, tuple[str, ...]]], outline: Outline) -> Clause:
    block = piece.block
    assert block.table is not None
    assert block.row is not None
    heads, header = names[block.table]
    standing = outline.enter(Place(identifier, "row"))
    return _clause(identifier, piece, standing, kind="row", span=block.span, text=piece.text, header=header if block.row >= heads else ())


def _passage(identifier: str, piece: Piece, before: Clause | None, outline: Outline, *, labels: bool) -> Clause:
    """Return the clause of a paragraph or an item; `labels` tells whether a label alone on its line may name what follows."""
    number, text = piece.number, piece.text
    bold = max((b.end - piece.span.start for b in piece.block.bold if b.start <= piece.span.start + 1), default=0)
    label = label_alone(text) if labels and piece.block.kind == "paragraph" and number is None else None
    title = label or run_in_title(text, bold=bold)
    role: Role = "label" if label else _role(piece, before)
    place = Place(
        identifier,
        role,
        title=title,
        number=number,
        depth=piece.block.depth,
        listed=piece.block.number is not None,
        opens_list=text.endswith(":"),
    )
    standing = outline.enter(place)
    defines = defined_terms(text, bold=bold, in_definitions=any(_DEFINITIONS.search(above) for above in standing.path[-2:]))
    kind = "item" if role == "item" else "paragraph"
    shown = number.shown if number else None
    return _clause(identifier, piece, standing, kind=kind, span=piece.span, text=text, number=shown, run_in=title, defines=defines)


def _clause(identifier: str, piece: Piece, standing: Standing, **known: object) -> Clause:
    block = piece.block
    return Clause(
        id=identifier,
        parent=standing.parent,
        level=standing.level,
        path=standing.path,
        lead_in=standing.lead_in,
        table=block.table,
        row=block.row,
        page=block.page,
        end_page=block.end_page,
        boxes=block.boxes,
        **known,  # type: ignore[arg-type]
    )


def _role(piece: Piece, before: Clause | None) -> Role:
    """Return whether a passage is a list item, a section of its own ("4.2 …") or a plain paragraph.

    Bullets, brackets and letters are items. "1." is one below a sentence that introduces a list, beside such an item, and where
    the text goes on in small letters.
    """
    number = piece.number
    if number is None:
        return "item" if piece.block.kind == "item" else "paragraph"
    if number.style in ("1.", "1)") and piece.block.kind != "item":
        beside = before is not None and before.kind == "item" and before.number is not None and before.number[:1].isdigit()
        led = before is not None and before.text.endswith((":", "either", "following"))
        return "item" if beside or led or piece.text[:1].islower() else "section"
    if number.style == "1.1" or number.is_section:
        return "section"
    return "item"


def _rank(piece: Piece, body: Body) -> int:
    """Return how high a heading stands, 0 the highest: by the level that the format gives, else by the size and weight of its letters."""
    block, look = piece.block, piece.block.look
    if block.heading_level is not None:
        return block.heading_level
    if piece.number is not None and piece.number.is_section and not piece.number.is_division:
        return 20 + len(piece.number.counts)
    ratio = look.size / body.size if look and look.size and body.size else 1.0
    size = 10 if ratio > 1.6 else 12 if ratio > 1.25 else 14 if ratio > 1.06 else 16
    capitals = piece.text.isupper()
    weight = bool(look and (look.bold or look.underlined))
    return min(UNRANKED - 1, size + (0 if capitals else 1) + (0 if weight else 2))
