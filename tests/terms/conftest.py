"""Build small labelled agreements from marked text, as the segmenter and the classifier would hand them over."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

import pytest

from extractor.document import Clause, Document, Draft, Span

LINE = re.compile(r"^(?P<mark>#{1,4}|--?|\|!|\|)?\s*(?:\[(?P<labels>[a-z_, ]+)\])?\s*(?P<text>.*)$")

Read = Callable[[str], tuple[list[Clause], Document]]


@pytest.fixture
def agreement() -> Read:
    """Return the builder: "# heading", "[label, label] text", "- [label] item", "|! header | cells", "| [label] row | cells".

    A line without a label gives a clause without labels.
    """
    return read_agreement


def read_agreement(text: str) -> tuple[list[Clause], Document]:
    lines = [LINE.match(line.strip()) for line in text.strip().splitlines() if line.strip()]
    rows = [match for match in lines if match is not None]
    draft, labels, index = Draft(), [], 0
    while index < len(rows):
        mark = rows[index]["mark"] or ""
        if mark.startswith("|"):
            table = list(takewhile(lambda match: (match["mark"] or "").startswith("|"), rows[index:]))
            cells = [[cell.strip() for cell in re.split(r"(?:^|\s)\|(?=\s|$)", match["text"])] for match in table]
            width = max(len(row) for row in cells)
            draft.add_table(
                [row + [""] * (width - len(row)) for row in cells], header_rows=sum(1 for match in table if match["mark"] == "|!")
            )
            labels += [_labels(match["labels"]) for match in table]
            index += len(table)
            continue
        kind = "heading" if mark.startswith("#") else "item" if mark else "paragraph"
        draft.add(rows[index]["text"], kind=kind, heading_level=len(mark) if kind == "heading" else None)  # type: ignore[arg-type]
        labels.append(_labels(rows[index]["labels"]))
        index += 1
    document = draft.finish()
    return _clauses(document, labels), document


def _labels(written: str | None) -> tuple[tuple[str, float], ...]:
    return tuple((label.strip(), 0.9) for label in written.split(",")) if written else ()


def _clauses(document: Document, labels: list[tuple[tuple[str, float], ...]]) -> list[Clause]:
    clauses: list[Clause] = []
    path: tuple[str, ...] = ()
    lead: str | None = None
    for number, (block, given) in enumerate(zip(document.blocks, labels, strict=True), 1):
        text, name = document.words_of(block), f"c{number}"
        if block.kind == "heading":
            path = (*path[: (block.heading_level or 1) - 1], text)
            clauses.append(Clause(name, Span(block.span.end, block.span.end), "", "heading", heading=text, path=path))
            continue
        header: tuple[str, ...] = ()
        if block.table is not None and block.row is not None:
            table = document.tables[block.table]
            if block.row >= table.header_rows > 0:
                header = tuple(cell.span.of(document.text) for cell in table.rows[table.header_rows - 1])
        clauses.append(
            Clause(
                name, block.span, text, block.kind, path=path, lead_in=lead if block.kind in ("item", "row") else None,
                table=block.table, row=block.row, header=header, labels=given,
            )
        )  # fmt: skip
        lead = name if block.kind == "paragraph" else lead
    return clauses
