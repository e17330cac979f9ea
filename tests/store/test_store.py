"""Agreements go into a database and come out as they were; the newest version is the current one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from extractor import record
from extractor.errors import MissingFile
from extractor.store import Store, tables
from extractor.store.family import family
from extractor.store.rows import children
from extractor.store.text import escaped, unescaped

Build = Callable[..., record.Agreement]


def said(value: str) -> record.Text:
    return record.Text(value=value)


def versioned(build: Build, content: str, *, title: str = "Acme SLA", date: str | None = None, **members: Any) -> record.Agreement:
    """Return an agreement of Acme with a content of its own."""
    made = build(f"{content}.pdf", title=title, provider=said("Acme Ltd"), effective_date=date and record.Day(value=date), **members)
    return made.model_copy(update={"document": made.document.model_copy(update={"sha256": content})})


def current(store: Store) -> list[str]:
    return sorted(stored.sha256 for stored in store.agreements())


def test_a_record_comes_back_as_it_went_in(store: Store, acme: record.Agreement) -> None:
    """What a store loses nobody can bring back."""
    identifier = store.put(acme, file="/contracts/acme.md")

    assert store.record(identifier) == acme
    [stored] = store.agreements()
    assert (stored.id, stored.file, stored.provider, stored.title) == (identifier, "/contracts/acme.md", "Acme Cloud Ltd", acme.title)
    assert (stored.current, stored.versions, stored.effective_date) == (True, 1, "2024-03-01")


def test_terms_stand_in_columns_with_their_words(store: Store, acme: record.Agreement) -> None:
    """A report in SQL needs figures, not JSON."""
    store.put(acme)

    with store.engine.connect() as connection:
        uptime = connection.execute(select(tables.terms["uptime"])).one()
        claim = connection.execute(select(tables.terms["claim"])).one()
        credits = connection.execute(select(tables.terms["credit"]).order_by(tables.terms["credit"].c.id)).all()
        quotes = connection.execute(select(tables.evidence).where(tables.evidence.c.path == "uptime[0]")).all()
        clauses = connection.execute(select(tables.clause).order_by(tables.clause.c.place)).all()
    assert (uptime.percent, uptime.period, uptime.path) == (99.9, "month", "uptime[0]")
    assert (claim.window_iso, claim.window_business, claim.window_hours, claim.anchor) == ("P30D", False, 720.0, "month_end")
    assert [(row.amount, row.amount_unit, row.at_least, row.below) for row in credits] == [
        (10.0, "percent", 99.0, 99.9),
        (25.0, "percent", None, 99.0),
    ]
    assert [(row.shown, row.quote) for row in quotes] == [(e.clause and "1.1", e.quote) for e in acme.uptime[0].evidence]
    assert [row.text for row in clauses] == [clause.text for clause in acme.clauses]


def test_a_business_window_has_its_lengths(store: Store, agreement: Build) -> None:
    """Five business days last five working days of eight hours, and seven to nine days of the calendar at most."""
    window = record.Duration(duration="P5D", business=True)
    store.put(agreement(claim=record.Claim(window=window)))

    with store.engine.connect() as connection:
        claim = connection.execute(select(tables.terms["claim"])).one()
    assert (claim.window_business, claim.window_hours, claim.window_shortest, claim.window_longest) == (True, 40.0, 168.0, 168.0)


def test_the_same_content_of_a_file_is_replaced_and_keeps_its_id(store: Store, agreement: Build) -> None:
    """A second run of a newer program must not double what the store holds."""
    first = store.put(versioned(agreement, "a"), file="/a.pdf")
    second = store.put(versioned(agreement, "a", uptime=[record.Uptime(percent=99.5)]), file="/a.pdf")

    assert second == first
    assert len(store) == 1
    assert store.record(first).uptime[0].percent == 99.5
    with store.engine.connect() as connection:
        assert len(connection.execute(select(tables.terms["uptime"])).all()) == 1


def test_another_content_of_a_file_is_its_newer_version(store: Store, agreement: Build) -> None:
    """The older one is kept, whatever the new one calls itself and however it is dated."""
    store.put(versioned(agreement, "old", date="2025-01-01"), file="/a.pdf")
    store.put(versioned(agreement, "new", title="Terms of Acme for gateways", date="2024-01-01"), file="/a.pdf")

    assert current(store) == ["new"]
    assert {s.sha256: (s.current, s.replaced) for s in store.agreements(versions=True)} == {"new": (True, False), "old": (False, True)}


def test_a_file_that_goes_back_to_its_old_content_has_that_one(store: Store, agreement: Build) -> None:
    for content in ("a", "b", "a"):
        store.put(versioned(agreement, content), file="/a.pdf")

    assert current(store) == ["a"]
    assert len(store) == 2


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_version_that_takes_effect_last_is_the_current_one(order: tuple[int, ...], store: Store, agreement: Build) -> None:
    """A folder is read in the order of its names, not of its dates."""
    dates = ("2022-06-01", "2023-06", "2024-01-15")
    for place in order:
        store.put(versioned(agreement, dates[place], date=dates[place]), file=f"/{place}.pdf")

    assert current(store) == ["2024-01-15"]
    assert {stored.versions for stored in store.agreements()} == {3}


@pytest.mark.parametrize(("newer", "older"), [((20, 9), (10, 9)), ((10, 17), (10, 9))])
def test_without_a_date_the_newer_file_is_the_current_version(
    newer: tuple[int, int], older: tuple[int, int], store: Store, agreement: Build
) -> None:
    """Also of one day: a draft of the morning and what was signed in the afternoon."""
    for content, (day, hour) in (("new", newer), ("old", older)):
        store.put(versioned(agreement, content), file=f"/{content}.pdf", modified=datetime(2024, 1, day, hour, tzinfo=UTC))

    assert current(store) == ["new"]


ONE_FAMILY = [
    (("Acme SLA", "Acme Ltd", None, "a.pdf"), ("ACME SLA", "Acme, Inc.", None, "b.docx")),
    (("Gateway SLA v1.2", "Acme", None, "a.pdf"), ("Gateway SLA – Version 2 (2024-05-01)", "Acme", None, "b.pdf")),
    (("Service Level Agreement", "Acme", None, "x/gateway-2023.pdf"), ("Service Level Agreement", "Acme", None, "y/gateway-2024.docx")),
]
TWO_FAMILIES = [
    (("Gateway SLA", "Acme", None, "a.pdf"), ("Storage SLA", "Acme", None, "a2.pdf")),
    (("Gateway SLA", "Acme", None, "a.pdf"), ("Gateway SLA", "Bolt", None, "b.pdf")),
    (("Gateway SLA", "Acme", "Core", "a.pdf"), ("Gateway SLA", "Acme", "Dale", "b.pdf")),
    (("Service Level Agreement", "Acme", None, "gateway.pdf"), ("Service Level Agreement", "Acme", None, "storage.pdf")),
    (("Annex 2 Service Levels", "Acme", None, "two.pdf"), ("Annex 3 Service Levels", "Acme", None, "two.pdf")),
    (("Gateway SLA", None, None, "a.pdf"), ("Gateway SLA", None, None, "b.pdf")),
    ((None, "Acme", None, "a.pdf"), (None, "Acme", None, "b.pdf")),
]
Named = tuple[str | None, str | None, str | None, str]


def family_of(build: Build, named: Named) -> str:
    title, provider, customer, file = named
    return family(build(title=title, provider=provider and said(provider), customer=customer and said(customer)), file)


@pytest.mark.parametrize(("one", "other"), ONE_FAMILY)
def test_versions_are_known_by_provider_customer_and_title(one: Named, other: Named, agreement: Build) -> None:
    """Two entries for one agreement make a list that nobody trusts."""
    assert family_of(agreement, one) == family_of(agreement, other)


@pytest.mark.parametrize(("one", "other"), TWO_FAMILIES)
def test_two_agreements_are_never_versions_of_each_other(one: Named, other: Named, agreement: Build) -> None:
    """An agreement that is taken for an older version of another one vanishes from every list."""
    assert family_of(agreement, one) != family_of(agreement, other)


def test_a_failure_is_kept_until_the_file_is_read(store: Store, agreement: Build) -> None:
    store.fail("/a.pdf", "damaged_file", "Cut off.", "Ask for a new copy.")
    store.fail("/a.pdf", "encrypted_file", "Locked.", "Give the password.")

    [failed] = store.failures()
    assert (failed.file, failed.error, failed.message, failed.advice) == ("/a.pdf", "encrypted_file", "Locked.", "Give the password.")
    store.put(versioned(agreement, "a"), file="/a.pdf")
    assert list(store.failures()) == []


def test_a_failure_leaves_what_was_read_before(store: Store, agreement: Build) -> None:
    """A share that is offline for a night must not empty the store."""
    store.put(versioned(agreement, "a"), file="/a.pdf")
    store.fail("/a.pdf", "missing_file", "Gone.", "Check the path.")

    assert current(store) == ["a"]
    assert len(list(store.failures())) == 1


@pytest.mark.parametrize("identifier", [1, -1, 2**31, 2**80])
def test_an_id_that_is_not_there_is_an_error_that_helps(identifier: int, store: Store) -> None:
    with pytest.raises(MissingFile, match="no agreement") as caught:
        store.record(identifier)

    assert "sla list" in caught.value.advice


def test_a_document_is_stored_whole_or_not_at_all(store: Store, agreement: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an agreement looks like one that promises less."""
    store.put(versioned(agreement, "a", uptime=[record.Uptime(percent=99.5)]), file="/a.pdf")

    def halfway(made: record.Agreement, identifier: int) -> Any:
        yield next(children(made, identifier))
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.store.store.children", halfway)
    with pytest.raises(KeyboardInterrupt):
        store.put(versioned(agreement, "a", clauses=[record.Clause(id="c1", text="Half.")]), file="/a.pdf")

    [stored] = store.agreements()
    assert store.record(stored.id).uptime[0].percent == 99.5
    with store.engine.connect() as connection:
        assert connection.execute(select(tables.clause)).all() == []


HOSTILE = [
    "\x00",
    "a\x00b",
    "\ufdd0",
    "\ufdd0\ufdd1",
    "\ufdd0\x00\ufdd2",
    "\u202eabc\u200f",
    "';DROP TABLE agreement;--",
    "%_\\",
    "\x1b[31m",
    "𝔘\U0010ffff",
    "",
]
LONG = "x" * 300_000


@pytest.mark.parametrize("text", [*HOSTILE, LONG], ids=lambda text: ascii(text[:20]))
def test_any_text_is_stored_and_comes_back(text: str, store: Store, agreement: Build) -> None:
    """PostgreSQL refuses NUL, an index takes no long key; a document must not fail for either."""
    clause = record.Clause(id="c1", text=text, heading=text, number=text)
    proof = record.Evidence(clause="c1", start=0, end=len(text), quote=text)
    made = agreement(
        title=text, provider=record.Text(value=text, evidence=[proof]), clauses=[clause], uptime=[record.Uptime(percent=99, service=text, evidence=[proof])],
        claim=record.Claim(contact=text), support=[record.Support(severity=text)],
    )  # fmt: skip

    identifier = store.put(made, file=f"/{text}.pdf")

    assert store.record(identifier) == made
    [stored] = store.agreements()
    assert (stored.title, stored.provider, stored.file) == (text, text, f"/{text}.pdf")
    with store.engine.connect() as connection:
        assert connection.scalar(select(tables.clause.c.text)) == text
        assert connection.scalar(select(tables.evidence.c.quote)) == text
        assert connection.scalar(select(tables.terms["uptime"].c.service).where(tables.terms["uptime"].c.service == text)) == text


def test_a_name_with_bytes_that_are_no_text_is_stored(store: Store) -> None:
    """Linux gives file names that are no UTF-8 as lone surrogates."""
    store.fail("/caf\udce9.pdf", "damaged_file", "\ud800", "\udfff")

    [failed] = store.failures()
    assert (failed.file, failed.message, failed.advice) == ("/caf\udce9.pdf", "\ud800", "\udfff")


@given(text=st.text(st.characters(exclude_categories=()) | st.sampled_from("\x00\ufdd0\ufdd1\ufdd2\ufded\ud800\udfff"), max_size=20))
def test_escaping_loses_nothing(text: str) -> None:
    """Two texts that are stored as one would be each other's evidence."""
    held = escaped(text)

    assert unescaped(held) == text
    held.encode()
    assert "\x00" not in held


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=("Cs",)), max_size=60), file=st.text(st.characters(exclude_categories=()), max_size=20)
)
def test_any_words_of_a_document_come_back(text: str, file: str, store: Store, agreement: Build) -> None:
    made = agreement(title=text, clauses=[record.Clause(id="c1", text=text)], exclusions=[record.Exclusion(category="other", text=text)])

    identifier = store.put(made, file=file)

    assert store.record(identifier) == made
    with store.engine.connect() as connection:
        c = tables.clause.c
        assert connection.scalar(select(c.text).where(c.agreement_id == identifier)) == text
        a = tables.agreement.c
        assert connection.scalar(select(a.file).where(a.id == identifier, a.file == file)) == file
