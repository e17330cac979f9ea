"""Whatever stands on a page: its words come out, each once, and soon."""

from __future__ import annotations

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.readers.pdf_layout import laid_out
from extractor.readers.pdf_pieces import Piece
from extractor.readers.pdf_words import Word

PLACES = st.tuples(st.integers(20, 560), st.integers(20, 800), st.integers(4, 90), st.sampled_from((6, 8, 10, 10, 10, 14)))
RULES = st.tuples(st.integers(20, 560), st.integers(20, 800), st.integers(0, 400), st.booleans())
TEXTS = ("service", "99.9%", "1.", "(a)", "Credit", "•", "$10", "below", "“Fee”", "means", "-", "...... 4")


def word_at(x0: float, top: float, width: float, size: float, text: str = "uptime") -> Word:
    return Word(text, x0, top, x0 + width, top + 1.2 * size, size, False, False, -1)


def words_in(pieces: list[Piece]) -> list[Word]:
    return [word for piece in pieces for word in [*piece.all_words, *(w for row in piece.rows for cell in row for w in cell)]]


@settings(max_examples=150, deadline=None)
@given(
    places=st.lists(PLACES, min_size=1, max_size=60),
    rules=st.lists(RULES, max_size=12),
    texts=st.lists(st.sampled_from(TEXTS), min_size=60, max_size=60),
)
def test_no_word_is_lost_or_read_twice(
    places: list[tuple[int, int, int, int]], rules: list[tuple[int, int, int, bool]], texts: list[str]
) -> None:
    """A word lost between two columns may be the "not" of a promise."""
    words = [word_at(*place, text=text) for place, text in zip(places, texts, strict=False)]
    lines = [(float(x), float(y), float(x if upright else x + long), float(y + long if upright else y)) for x, y, long, upright in rules]
    before = {id(word) for word in words if word.text not in ("•", "-")}  # bullets become the number of their item

    found = [id(word) for word in words_in(laid_out(words, lines, 1))]

    assert len(found) == len(set(found))
    assert before <= set(found)


def test_a_crowded_page_is_read_soon() -> None:
    chance = random.Random(1)
    words = [word_at(chance.uniform(20, 560), chance.uniform(20, 800), 20, 6) for _ in range(6_000)]
    rules = [(x, y, x + 30, y) for x, y in ((chance.uniform(20, 560), chance.uniform(20, 800)) for _ in range(1_500))]
    rules += [(x, y, x, y + 30) for x, y, _, _ in rules]
    started = time.process_time()

    laid_out(words, rules, 1)

    assert time.process_time() - started < 8
