"""Time: no text, however odd, costs more than in proportion to its length."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from extractor import quantities
from extractor.document import Draft
from extractor.pipeline import extract_source
from extractor.quantities import disagreement, durations, ranges
from extractor.readers import Source
from extractor.segment import segment
from extractor.segment.definitions import defined_terms
from extractor.segment.numbering import leading_number
from extractor.segment.titles import marked_title, run_in_title

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
    start = time.perf_counter()
    extract_source(Source("a.txt", (opening + text).encode()))
    return time.perf_counter() - start


@pytest.mark.parametrize("words", ["one ", "less than ", "Acme Ltd and ", "credit of ", "may terminate ", "within 30 days "])
def test_the_whole_line_takes_linear_time(words: str) -> None:
    timed("to warm up")

    assert timed(repeated(words)) < SECONDS


def test_a_sentence_of_nothing_but_percentages() -> None:
    """A price list torn from its table: 600 percentages take seconds, 5,000 take five minutes."""
    timed("to warm up")

    assert timed("x " + "99% " * 600) < SECONDS / 10


def test_a_run_of_initials() -> None:
    """A code list ("A.B.C.D. …") of half a page takes seconds."""
    timed("to warm up")

    assert timed("x " + "A.B." * 250) < SECONDS / 10
