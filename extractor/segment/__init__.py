"""Blocks → clauses: numbers taken off, headings found, lists and tables tied to the sentence that introduces them.

One clause per block: readers deliver paragraphs, items, headings and rows, so the segmenter neither joins nor loses words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.document import Block, Clause, Document, Notice, Span
from extractor.segment.definitions import defined_terms
from extractor.segment.headings import Body, body_of, is_heading, marked_title, run_in_title
from extractor.segment.numbering import Number, kind_of, leading_number
from extractor.segment.references import dangling, keys_of, references_in

__all__ = ["segment", "warnings_of"]


def segment(document: Document) -> tuple[Clause, ...]:
    """Return the clauses of a document in reading order, with ids c1, c2 …

    >>> from extractor.document import Draft
    >>> draft = Draft()
    >>> draft.add("4 Service Credits", kind="heading", heading_level=1); draft.add("4.1 You get 10%.")
    >>> [(c.id, c.kind, c.number, c.heading, c.text, c.parent) for c in segment(draft.finish())]
    [('c1', 'heading', '4', 'Service Credits', '', None), ('c2', 'paragraph', '4.1', None, 'You get 10%.', 'c1')]
    """
    tree = _Tree()
    body = body_of(document)
    blocks = document.blocks
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        tree.clauses.append(_clause(document, block, following, body, tree))
    return _referred(tree.clauses, document)


def warnings_of(clauses: Sequence[Clause]) -> list[Notice]:
    """Return what the reader of the record should know about the clauses: references that name no clause."""
    return dangling(clauses)


@dataclass(slots=True)
class _Place:
    """Hold one open level above the next clause."""

    id: str
    rank: tuple[int, int]
    title: str | None


@dataclass(slots=True)
class _Tree:
    """Hold the clauses so far and the open places above the next one."""

    clauses: list[Clause] = field(default_factory=list)
    open: list[_Place] = field(default_factory=list)
    lead_in: str | None = None
    schemes: list[str] = field(default_factory=list)

    def under(self, rank: tuple[int, int]) -> None:
        """Close every place that is not above `rank`."""
        while self.open and self.open[-1].rank >= rank:
            self.open.pop()

    @property
    def path(self) -> tuple[str, ...]:
        """Return the headings above, outermost first."""
        return tuple(place.title for place in self.open if place.title)


def _clause(document: Document, block: Block, following: Block | None, body: Body, tree: _Tree) -> Clause:
    """Return the clause of one block and note in `tree` what it opens."""
    identifier = f"c{len(tree.clauses) + 1}"
    text = document.words_of(block)
    number = _number(block, text)
    start = number.span.end if number else 0
    rest = text[start:]
    if is_heading(block, rest.strip(), number, body, following):
        return _heading(identifier, block, text, rest.strip(), number, body, tree)
    span = Span(block.span.start + start, block.span.end)
    if block.kind == "row":
        return _row(document, identifier, block, tree)
    kind = "item" if block.kind == "item" or (number is not None and _is_item(number, rest, tree)) else "paragraph"
    rank = _rank(number, block, tree)
    if kind == "paragraph" and number is None:
        tree.under((40, 0))
    else:
        tree.under(rank)
    bold_end = max((b.end - span.start for b in block.bold if b.start <= span.start + 1), default=0)
    title = run_in_title(rest, bold_end)
    clause = Clause(
        id=identifier,
        span=span,
        text=rest,
        kind=kind,  # type: ignore[arg-type]
        number=number.shown if number else None,
        run_in=title,
        parent=tree.open[-1].id if tree.open else None,
        level=len(tree.open) + 1,
        path=tree.path,
        lead_in=tree.lead_in if kind == "item" else None,
        page=block.page,
        end_page=block.end_page,
        boxes=block.boxes,
        defines=defined_terms(rest, bold_end=bold_end),
    )
    if kind == "paragraph" or rest.rstrip().endswith(":"):
        tree.lead_in = identifier
    if number is not None and number.scheme != "bullet":
        tree.open.append(_Place(identifier, rank, title))
    return clause


def _number(block: Block, text: str) -> Number | None:
    if block.number:
        inner = block.number.strip(".()[] ")
        typed = leading_number(f"{block.number} X")
        scheme = "bullet" if not any(ch.isalnum() for ch in block.number) else typed.scheme if typed else "single-" + kind_of(inner)
        return Number(block.number, typed.parts if typed else (inner,), scheme, Span(0, 0))
    return leading_number(text) if block.kind != "row" else None


def _is_item(number: Number, text: str, tree: _Tree) -> bool:
    """Tell whether a numbered paragraph is a list item: bullets, brackets and letters are, "4.2" is a clause of its own.

    "1." is one below a sentence that introduces a list, beside such an item, and where the text goes on in small letters.
    """
    if number.scheme == "bullet" or number.scheme.startswith(("bracketed", "letter")):
        return True
    if number.scheme != "single" or not tree.clauses:
        return False
    before = tree.clauses[-1]
    beside = before.kind == "item" and before.number is not None and before.number[:1].isdigit()
    return beside or text[:1].islower() or before.text.rstrip().endswith((":", "either", "following"))


def _rank(number: Number | None, block: Block, tree: _Tree) -> tuple[int, int]:
    """Return how deep a number stands: outer schemes first, then the number of its parts or the order of first use."""
    if number is None or number.scheme == "bullet":
        return (80, block.depth)
    if number.scheme == "prefixed":
        return (10, len(number.parts))
    if number.scheme in ("dotted", "single") and block.kind != "item":
        return (20, len(number.parts))
    scheme = f"{number.scheme}/{block.depth}"
    if scheme not in tree.schemes:
        tree.schemes.append(scheme)
    return (40, block.depth * 8 + tree.schemes.index(scheme) % 8)


def _heading(identifier: str, block: Block, text: str, title: str, number: Number | None, body: Body, tree: _Tree) -> Clause:
    title = marked_title(title) or title
    level = block.heading_level or (len(number.parts) + 1 if number and number.scheme in ("dotted", "single") else _look_level(block, body))
    rank = (level, 0) if not (number and number.scheme == "prefixed") else (min(level, 2), 0)
    tree.under(rank)
    clause = Clause(
        id=identifier,
        span=Span(block.span.end, block.span.end),
        text="",
        kind="heading",
        number=number.shown if number and number.scheme != "bullet" else None,
        heading=title.rstrip(" :") or text.strip(),
        parent=tree.open[-1].id if tree.open else None,
        level=len(tree.open) + 1,
        path=(*tree.path, title),
        page=block.page,
        end_page=block.end_page,
        boxes=block.boxes,
    )
    tree.open.append(_Place(identifier, rank, title))
    tree.lead_in = None
    return clause


def _look_level(block: Block, body: Body) -> int:
    """Return a heading level from the size of its letters: the larger, the higher."""
    if block.look and block.look.size and body.size:
        ratio = block.look.size / body.size
        return 1 if ratio > 1.6 else 2 if ratio > 1.25 else 3
    return 3


def _row(document: Document, identifier: str, block: Block, tree: _Tree) -> Clause:
    assert block.table is not None and block.row is not None
    tree.under((85, 0))
    table = document.tables[block.table]
    heads = table.header_rows or inferred_header_rows(table.texts(document.text))
    header: tuple[str, ...] = ()
    if heads and block.row >= heads:
        header = tuple(cell.span.of(document.text) for cell in table.rows[heads - 1])
    return Clause(
        id=identifier,
        span=block.span,
        text=document.words_of(block),
        kind="row",
        parent=tree.open[-1].id if tree.open else None,
        level=len(tree.open) + 1,
        path=tree.path,
        lead_in=tree.lead_in,
        table=block.table,
        row=block.row,
        header=header,
        page=block.page,
        end_page=block.end_page,
        boxes=block.boxes,
    )


def inferred_header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return 1 when the first row plainly names the columns: short cells, no figures where the rows below have them.

    >>> inferred_header_rows([["Uptime", "Credit"], ["below 99.9%", "10%"]])
    1
    """
    if len(rows) < 2 or not all(cell.strip() for cell in rows[0][1:]):
        return 0
    figures = [sum(any(ch.isdigit() for ch in cell) for cell in row) for row in rows]
    short = all(len(cell) <= 80 for cell in rows[0])
    return 1 if short and (figures[0] == 0 or (figures[0] < min(figures[1:]) and figures[0] <= 1)) else 0


def _referred(clauses: list[Clause], document: Document) -> tuple[Clause, ...]:
    """Return the clauses with their cross references resolved."""
    targets: dict[str, str] = {}
    prefix: dict[str, str] = {}
    for clause in clauses:
        key = _full_key(clause, prefix)
        if key:
            prefix[clause.id] = key
    for first in (True, False):  # a section's own number comes before the same number of a list item
        for clause in clauses:
            if clause.id in prefix and (clause.kind == "heading") == first:
                targets.setdefault(prefix[clause.id], clause.id)
    tables: dict[int, tuple[int, str]] = {}
    for clause in clauses:
        if clause.table is not None:
            tables.setdefault(clause.table, (clause.span.start, clause.id))
    starts = list(tables.values())
    return tuple(replace(c, refers_to=references_in(c.text, targets, starts, c.span.start)) if c.text and c.kind != "row" else c for c in clauses)


def _full_key(clause: Clause, prefix: dict[str, str]) -> str | None:
    """Return a clause's number with those above it where it is only its own last part ("(a)" below "4.2" is "4.2.a")."""
    if not clause.number or not any(ch.isalnum() for ch in clause.number):
        return None
    key = keys_of(clause.number)
    above = prefix.get(clause.parent or "")
    bracketed = clause.kind == "item" or clause.number[0] in "([" or (len(key) <= 3 and not key[0].isdigit() and not clause.kind == "heading")
    return f"{above}.{key}" if above and bracketed else key
