"""The text of a document is made once; blocks, cells and clauses are spans of it."""

from __future__ import annotations

import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import errors
from extractor.document import Clause, Draft, Span, cells_of
from extractor.errors import ExtractorError
from extractor.limits import DEFAULT, Limits
from extractor.readers.source import Source, well_formed
from extractor.segment import segment

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=20).map(str.strip).filter(bool)


@given(st.lists(words, max_size=10))
def test_blocks_are_spans_in_order(paragraphs: list[str]) -> None:
    draft = Draft()
    for paragraph in paragraphs:
        draft.add(paragraph)
    document = draft.finish()

    assert [document.words_of(block) for block in document.blocks] == paragraphs
    assert document.text == "\n".join(paragraphs)
    assert all(before.span.end < after.span.start for before, after in pairwise(document.blocks))


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(words, min_size=width, max_size=width), min_size=1, max_size=5)))
def test_cells_are_spans_of_their_row(rows: list[list[str]]) -> None:
    """A cell that is cut one character off quotes the neighbour's figure."""
    draft = Draft()
    draft.add("Before the table.")
    draft.add_table(rows, header_rows=1)
    document = draft.finish()
    [table] = document.tables

    assert table.texts(document.text) == rows
    clauses = [clause for clause in segment(document) if clause.kind == "row"]
    assert [[span.of(clause.text) for _, span in cells_of(document, clause)] for clause in clauses] == rows


def test_a_merged_cell_stands_once_in_the_text_and_in_each_place_of_the_grid() -> None:
    draft = Draft()
    draft.add_table([["Uptime", "Uptime"], ["99%", "10%"]], header_rows=1, merged={(0, 1): (0, 0)})
    document = draft.finish()

    assert document.text == "Uptime\n99% | 10%"
    assert document.tables[0].texts(document.text)[0] == ["Uptime", "Uptime"]
    assert document.tables[0].rows[0][0] is document.tables[0].rows[0][1]


def test_a_row_without_words_has_no_block() -> None:
    draft = Draft()
    draft.add_table([["Uptime", "Credit"], ["", " "], ["99%", "10%"]], header_rows=1)
    document = draft.finish()

    assert [block.row for block in document.blocks] == [0, 2]
    assert len(document.tables[0].rows) == 3


def test_what_is_no_row_has_no_cells() -> None:
    assert list(cells_of(Draft().finish(), Clause("c1", Span(0, 1), "x"))) == []


def test_spans() -> None:
    assert Span(2, 4).of("abcdef") == "cd"
    assert Span(2, 4).shift(-2) == Span(0, 2)
    assert Span(0, 4).holds(Span(1, 4))
    assert not Span(1, 4).holds(Span(0, 4))


KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ExtractorError)]


@pytest.mark.parametrize("kind", KINDS)
def test_errors_cross_a_process_with_all_they_say(kind: type[ExtractorError]) -> None:
    """A worker's error that cannot be unpickled kills the pool."""
    again = pickle.loads(pickle.dumps(kind("It is bad.", advice="Mend it.")))

    assert (type(again), again.message, again.advice, again.code, str(again)) == (kind, "It is bad.", "Mend it.", kind.code, "It is bad.")


def test_every_error_has_its_own_code_and_advice() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    assert all(kind.advice.endswith((".", "'.")) and kind.__doc__ for kind in KINDS)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.PDF", ".pdf"), ("a", ""), ("a.tar.gz", ".gz"), ("x/y.z/a", ""), ("c:\\x\\a.docx", ".docx"), (".hidden", ".hidden"), ("", "")],
)
def test_the_ending_of_a_name(name: str, suffix: str) -> None:
    assert Source(name, b"").suffix == suffix


@pytest.mark.parametrize(("text", "shown"), [("café.pdf", "café.pdf"), ("caf\udce9.pdf", "caf\ufffd.pdf"), ("\ud800", "\ufffd"), ("", "")])
def test_names_that_are_no_text_are_made_text(text: str, shown: str) -> None:
    assert well_formed(text) == shown


@given(st.text(st.characters()))
def test_well_formed_text_can_be_written(text: str) -> None:
    well_formed(text).encode("utf-8")
    assert well_formed(text) == text or not _sound(text)


def _sound(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def test_limits_are_generous_and_positive() -> None:
    assert all(getattr(DEFAULT, name) > 0 for name in Limits.__dataclass_fields__)
