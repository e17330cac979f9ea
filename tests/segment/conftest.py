"""Documents for the segmenter, put together from marked lines."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import pytest

from extractor.document import Clause, Document, Draft
from extractor.segment import segment


def document_of(lines: list[str]) -> Document:
    """Return a document: "# heading" (as the format says it), "- item", "| row | cells", anything else a paragraph."""
    draft = Draft()
    for kind, group in groupby(lines, key=lambda line: line.startswith("| ")):
        if kind:
            rows = [[cell.strip() for cell in line[2:].split(" | ")] for line in group]
            draft.add_table(rows, header_rows=0)
            continue
        for line in group:
            mark, _, rest = line.partition(" ")
            if mark.strip("#") == "" and mark:
                draft.add(rest, kind="heading", heading_level=len(mark))
            elif mark == "-":
                draft.add(rest, kind="item", number="•")
            else:
                draft.add(line)
    return draft.finish()


@pytest.fixture(scope="session")
def document() -> Callable[[list[str]], Document]:
    """Return the builder of documents."""
    return document_of


@pytest.fixture(scope="session")
def clauses() -> Callable[[list[str]], tuple[Clause, ...]]:
    """Return the builder of clauses."""
    return lambda lines: segment(document_of(lines))
