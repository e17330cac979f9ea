"""Pieces that go on after a page or column break, joined to one: paragraphs, and tables with their repeated header dropped."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.readers.pdf_pieces import Piece
from extractor.readers.pdf_words import Word


def joined_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a document with those that a page break tore apart made whole."""
    whole: list[Piece] = []
    for piece in pieces:
        last = whole[-1] if whole else None
        if last is not None and last.kind == "table" and piece.kind == "table" and _same_table(last, piece):
            _append_table(last, piece)
        elif last is not None and _goes_on(last, piece):
            last.more.append(piece)
            last.ends_short = piece.ends_short
        else:
            whole.append(piece)
    return whole


def _same_table(first: Piece, second: Piece) -> bool:
    """Tell whether a table goes on: the next page, the same number of columns, its edges in the same places or its header repeated."""
    if not first.rows or not second.rows or len(first.rows[0]) != len(second.rows[0]):
        return False
    if second.page == first.row_pages[-1]:  # the next column of the same page
        return _texts(first.rows[0]) == _texts(second.rows[0]) and bool(first.header_rows)
    if second.page != first.row_pages[-1] + 1:
        return False
    return not second.header_rows or _texts(first.rows[0]) == _texts(second.rows[0])


def _texts(row: list[list[Word]]) -> list[str]:
    return [" ".join(word.text for word in cell) for cell in row]


def _append_table(first: Piece, second: Piece) -> None:
    skip = 1 if _texts(first.rows[0]) == _texts(second.rows[0]) else 0
    rows, pages = second.rows[skip:], second.row_pages[skip:]
    merged = {(r - skip, c): (hr - skip, hc) for (r, c), (hr, hc) in second.merged.items() if r >= skip and hr >= skip}
    if rows and _torn(first.rows[-1], rows[0]):
        for cell, rest in zip(first.rows[-1], rows[0], strict=True):
            cell += rest
            first.later.update({id(word): pages[0] for word in rest})
        rows, pages = rows[1:], pages[1:]
        merged = {(r - 1, c): (hr - 1, hc) for (r, c), (hr, hc) in merged.items() if r >= 1 and hr >= 1}
    offset = len(first.rows)
    first.rows += rows
    first.row_pages += pages
    first.later.update(second.later)
    first.merged.update({(r + offset, c): (hr + offset, hc) for (r, c), (hr, hc) in merged.items()})


def _torn(last: list[list[Word]], following: list[list[Word]]) -> bool:
    """Tell whether a row was torn by the break: its first cell is empty below, or a cell goes on in small letters."""
    filled = [i for i, cell in enumerate(following) if cell]
    if not filled or (len(filled) == len(following) and following[0][0].text[:1].isupper()):
        return False
    goes_on = [i for i in filled if last[i] and following[i][0].text[:1].islower() and last[i][-1].text[-1:] not in ".;:!?"]
    if len(filled) == len(following):
        return len(goes_on) == len(filled)  # "below 95.0%" opens a row of its own
    return bool(goes_on) or (0 not in filled and bool(last[0]))


def _goes_on(first: Piece, second: Piece) -> bool:
    """Tell whether a paragraph or item goes on in the next piece, across a page or column break."""
    if first.kind not in ("paragraph", "item") or second.opens_item:
        return False
    resumes = second.unlabelled and bool(second.words) and second.words[0].text[:1].islower()
    if not resumes and (second.kind != "paragraph" or second.number):
        return False
    last = first.more[-1] if first.more else first
    page, before, after = last.page, last.words, second.words
    if not before or not after:
        return False
    column = second.page == page and after[0].top < before[-1].top - 20
    if second.page != page + 1 and not column:
        return False
    end, start = before[-1], after[0].text
    if abs(before[-1].size - after[0].size) > 0.8 or (all(word.bold for word in after) and not before[-1].bold):
        return False
    if end.hyphen or start[:1].islower():
        return end.text[-1:] not in ".:;!?" or (start[:1].islower() and end.text[-1:] not in ":;.!?")
    return end.text[-1:] == "," or (end.text[-1:].isalnum() and not first.ends_short and len(first.words) > 12)
