"""Time: no text, however odd, costs more than in proportion to its length."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from growth import MOST, growth

from extractor import quantities
from extractor.document import Clause, Draft, Span
from extractor.pipeline import extract_source
from extractor.quantities import disagreement, durations, ranges
from extractor.readers import Source, html
from extractor.readers.source import ReadSettings
from extractor.segment import segment
from extractor.segment.definitions import defined_terms
from extractor.segment.numbering import leading_number
from extractor.segment.titles import marked_title, run_in_title
from extractor.terms import uptime
from extractor.terms.termination_holder import holder_of
from extractor.terms.termination_words import gives_right

LENGTH = 10_000
SECONDS = 3.0
"""What takes 0.05 s here; a pattern that backtracks over such a text takes minutes, and a slow machine not sixty times as long."""

REPEATED = [
    "one ", "twenty-", "hundred and ", "9,", "9.", "1 ", "(", "“a", "less than ", "[__", "99% or ", " ", "-", "a-", "hour ", "half an ",
    "1/2 ", "$1,000 ", "Section 1, ", "(a) ", "May ", '"A" or ', "_", ". ", "A ", "business ", "1 hour per ", "point nine ", "thirty (30) ",
    "see Section 1.1(a) and ", "4.1 A. ", "9\u00a0", "24 x 7 ", "Acme Ltd and ", "credit of ", "terminate ", "a@b.c ",
]  # fmt: skip

READ: list[Callable[[str], object]] = [
    *(getattr(quantities, name) for name in ("percentages", "duration_ranges", "counts", "fractions", "multiples", "money", "dates", "rates")),
    *(getattr(quantities, name) for name in ("frequencies", "coverage", "blanks")),
    lambda text: durations(text, weak=True),
    lambda text: ranges(text, bare=True),
    disagreement, defined_terms, leading_number, run_in_title, marked_title,
]  # fmt: skip


def repeated(words: str, length: int = LENGTH) -> str:
    return (words * (length // len(words) + 1))[:length]


@pytest.mark.parametrize("words", REPEATED)
def test_quantities_and_titles_take_linear_time(words: str) -> None:
    """A page of dots in a scanned contract must not stop a night's run."""
    text = repeated(words)
    start = time.perf_counter()
    for read in READ:
        read(text)

    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize("words", REPEATED)
def test_segmenting_takes_linear_time(words: str) -> None:
    draft = Draft()
    draft.add(repeated(words).strip() or "x")
    for _ in range(300):
        draft.add(words.strip() or "x")
    document = draft.finish()
    start = time.perf_counter()
    segment(document)

    assert time.perf_counter() - start < SECONDS


def timed(text: str) -> float:
    opening = "Acme Service Level Agreement\n\nWe guarantee 99.9% uptime each month and credit 10% of fees.\n\n"
    start = time.thread_time()  # a machine with other work does not count
    extract_source(Source("a.txt", (opening + text).encode()))
    return time.thread_time() - start


@pytest.mark.parametrize("words", ["one ", "less than ", "Acme Ltd and ", "credit of ", "may terminate ", "within 30 days "])
def test_the_whole_line_takes_linear_time(words: str) -> None:
    timed("to warm up")

    assert timed(repeated(words)) < SECONDS


def test_a_sentence_of_nothing_but_percentages() -> None:
    """A price list torn from its table: 600 percentages take seconds, 5,000 take five minutes."""
    timed("to warm up")

    assert timed("x " + "99% " * 600) < SECONDS / 5


def test_a_run_of_initials() -> None:
    """A code list ("A.B.C.D. …") of half a page takes seconds."""
    timed("to warm up")

    assert timed("x " + "A.B." * 250) < SECONDS / 5


NESTED = {
    "tables": "<table><tr><td>99% ",
    "grids": "<div role=grid><div role=row><div role=cell>99% ",
    "rows and cells": "<div role=row><div role=cell>99% ",
    "rows": "<div role=row>99% ",
    "cells": "<div role=cell>99% ",
    "lists": "<ul><li>99% ",
    "marks": "<sup>9 ",
    "links": "<div><a href=#>9 ",
    "hidden": "<div aria-hidden=true>9 ",
    "buttons": "<button>9 ",
    "quotes": "<blockquote><p>9 ",
}


@pytest.mark.parametrize("what", NESTED)
@pytest.mark.parametrize("around", ["<p>", "<div role=grid>", "<table><tr><td>x<td>y<tr><td>"])
def test_what_is_nested_in_html_is_read_once(what: str, around: str) -> None:
    """Cells whose words were read again at every depth made a page of 22 kB cost two minutes."""

    def work(count: int) -> object:
        return html.read(Source("a.html", (around + NESTED[what] * count).encode()), ReadSettings())

    assert growth(work, 80, times=8) < 3 * MOST  # quadratic is 64


@pytest.mark.parametrize(
    "words", ["may terminate ", "upon termination ", "Customer may cancel the staff ", "right to ", "terminate ", "suspend "]
)
@pytest.mark.parametrize("labelled", [True, False])
def test_rights_to_end_take_linear_time(words: str, labelled: bool) -> None:
    """A sentence of 9,000 characters took more than a second, each of its words for ending compared with each right."""
    assert growth(lambda length: gives_right(repeated(words, length), labelled=labelled), 2_000) < MOST
    assert growth(lambda length: holder_of(repeated(words, length)), 2_000) < MOST


def test_a_promise_said_on_every_page_is_compared_with_few_others() -> None:
    """Three thousand pages of one promise took thirteen seconds, each compared with all before it."""
    words = "We guarantee 99.9% uptime each month."
    place = uptime.Found(Clause("c1", Span(0, len(words)), words, path=("Network",)), Span(13, 18), Decimal("99.9"), 1.0)

    assert growth(lambda count: uptime._distinct([place] * count), 800) < MOST
    assert [len(group) for group in uptime._distinct([place] * 5)] == [5]
