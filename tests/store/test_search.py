"""Full-text search over clauses: the same words find the same clauses in both databases, and the hits are the document's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import record
from extractor.document import Span
from extractor.errors import BadQuery
from extractor.store import Store
from extractor.store.search import for_postgresql, for_sqlite, snippet, wanted

Build = Callable[..., record.Agreement]

CLAUSES = {
    "c1": ("Termination", "Customer may terminate for chronic failures, on notice."),
    "c2": ("Chronic failure", "Three misses in a row are a failure that is chronic."),
    "c3": ("Credits", "A credit of 10% for each <b>outage</b> of the façade; O'Brien signs."),
    "c4": ("Force majeure", "Floods and epidemics."),
    "c5": ("Chronic failure", ""),
}


@pytest.fixture
def filled(store: Store, agreement: Build) -> Store:
    labels = {"c1": ["termination_right"], "c3": ["service_credit", "measurement"]}
    clauses = [
        record.Clause(
            id=key, number=f"{place}.", heading=heading, text=text, page=place,
            labels=[record.GivenLabel(label=label, probability=0.9) for label in labels.get(key, [])],
        )
        for place, (key, (heading, text)) in enumerate(CLAUSES.items(), 1)
    ]  # fmt: skip
    store.put(agreement("acme.pdf", title="SLA", provider=record.Text(value="Acme"), clauses=clauses))
    store.put(
        agreement(
            "bolt.pdf", title="SLA", provider=record.Text(value="Bolt"), clauses=[record.Clause(id="c9", text="Chronic failures of ours.")]
        )
    )
    return store


FINDS = [
    ("chronic failure", {"c1", "c2", "c5", "c9"}),
    ("CHRONIC Failures", {"c1", "c2", "c5", "c9"}),
    ('"chronic failure"', {"c1", "c2", "c5", "c9"}),
    ("failure -terminate", {"c2", "c5", "c9"}),
    ('floods OR "10%"', {"c3", "c4"}),
    ("outage", {"c3"}),
    ("terminating", {"c1"}),
    ("absent", set()),
    ("chronic AND failure", set()),  # AND is a word like others: nothing holds it
    ("o'brien", {"c3"}),
]


def test_words_find_clauses(filled: Store) -> None:
    """All in one, as a store takes a while to fill."""
    found = {words: {hit.clause for hit in filled.search(words)} for words, _ in FINDS}
    if filled.engine.dialect.name == "postgresql":
        assert found.pop("chronic AND failure") == {"c1", "c2", "c5", "c9"}  # "and" is a word that its index leaves out

    assert found == {words: clauses for words, clauses in FINDS if words in found}


def marked(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(text) for span in spans]


def test_a_hit_says_where_it_stands_and_which_words_were_meant(filled: Store) -> None:
    [hit] = filled.search("termination chronic", labels=["termination_right", "exclusion"])

    assert (hit.provider, hit.file, hit.shown, hit.page, hit.labels) == ("Acme", "acme.pdf", "1.", 1, ("termination_right",))
    assert marked(hit.text, hit.in_text) == ["terminate", "chronic"]
    assert marked(hit.heading or "", hit.in_heading) == ["Termination"]


def test_a_hit_beside_markup_is_where_it_is(filled: Store) -> None:
    """PostgreSQL's own headlines leave out what looks like a tag, and every place behind it would be wrong."""
    [hit] = filled.search("outage brien")

    assert hit.text == CLAUSES["c3"][1]
    assert marked(hit.text, hit.in_text) in (["outage", "Brien"], ["outage", "O'Brien"])


def test_a_hit_behind_signs_that_are_stored_otherwise_is_where_it_is(store: Store, agreement: Build) -> None:
    """NUL takes two signs in the database, and must not move the words behind it."""
    text = "a\x00b\ufdd0 \x00\x00 chronic \x00 failure"
    store.put(agreement(clauses=[record.Clause(id="c1", text=text)]))

    [hit] = store.search("chronic failures")

    assert hit.text == text
    assert marked(hit.text, hit.in_text) == ["chronic", "failure"]


def test_a_heading_without_words_comes_last(filled: Store) -> None:
    """A bare heading says where to look, not what is agreed."""
    assert filled.search("chronic failure")[-1].clause == "c5"


def test_a_search_is_narrowed_by_label_query_and_number(filled: Store) -> None:
    assert {hit.clause for hit in filled.search("chronic", query="provider = Bolt")} == {"c9"}
    assert len(filled.search("chronic failure", limit=2)) == 2
    assert filled.search("chronic", labels=["exclusion"]) == []


def test_older_versions_are_searched_when_asked_for(filled: Store, agreement: Build) -> None:
    """A clause that is no longer in force must not be quoted as if it were."""
    new = agreement("bolt.pdf", title="SLA", clauses=[record.Clause(id="c1", text="None.")])
    filled.put(new.model_copy(update={"document": new.document.model_copy(update={"sha256": "new"})}))

    assert filled.search("chronic", query="file = bolt.pdf") == []
    assert [hit.current for hit in filled.search("chronic", query="file = bolt.pdf", versions=True)] == [False]


def test_what_was_replaced_is_found_no_more(filled: Store, agreement: Build) -> None:
    """An index that outlives its clauses finds ghosts."""
    filled.put(agreement("acme.pdf", title="SLA", provider=record.Text(value="Acme"), clauses=[record.Clause(id="c1", text="Rewritten.")]))

    assert {hit.clause for hit in filled.search("chronic")} == {"c9"}
    assert {hit.clause for hit in filled.search("rewritten")} == {"c1"}


def test_a_search_for_nothing_is_refused(filled: Store) -> None:
    for words in ("", "  ", "-chronic", "...", "zq OR -zq", "OR", '""', "x" * 2000):
        with pytest.raises(BadQuery):
            filled.search(words)


HOSTILE = [
    'zq"zq', "zq*", "zq:zq", "heading:zq", "NEAR(zq qz)", "zq AND NOT qz", "^zq", "{heading text}: zq", "zq + qz", "(zq", "\x00zq", "zq' or 1=1 --", "zq:*",
    "zq & !qz", "zq <-> qz", "zq | qz", "\ufdd0zq", "zq\ud800", "zq\\", "$1 zq", ":words zq", "? zq", "%zq%",
]  # fmt: skip


def test_signs_of_a_query_language_are_words_like_others(filled: Store) -> None:
    """FTS5 and PostgreSQL have languages of their own, in which a slip is an error and a trick finds everything."""
    for words in HOSTILE:
        assert filled.search(words) == [], words
    assert {hit.clause for hit in filled.search("^chronic*")} == {"c1", "c2", "c5", "c9"}


@given(text=st.text(st.characters(exclude_categories=()) | st.sampled_from('"-OR ab'), max_size=30))
def test_any_search_is_one_or_is_refused(text: str) -> None:
    try:
        ways = wanted(text)
    except ValueError:
        return
    assert all(way.present for way in ways)
    assert for_sqlite(ways).count('"') % 2 == 0
    assert for_postgresql(ways).count('"') % 2 == 0


@given(text=st.text(max_size=80), cuts=st.lists(st.integers(0, 80), max_size=6), width=st.integers(1, 40))
def test_a_snippet_is_made_of_the_clauses_own_words(text: str, cuts: list[int], width: int) -> None:
    """Hits are marked in the words of the document; nothing is added but dots at the ends."""
    places = sorted({min(cut, len(text)) for cut in cuts})
    spans = [Span(a, b) for a, b in zip(places[::2], places[1::2], strict=False) if a < b]

    pieces = snippet(text, spans, width=width)

    whole = "".join(words for words, _ in pieces)
    assert whole.removeprefix("…").removesuffix("…").strip() in text or whole in text
    assert len(whole) <= width + 2
    assert {words for words, found in pieces if found} <= {span.of(text) for span in spans} | {whole}
