"""The version of a store: made, upgraded, refused; and where a store is."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from extractor import record
from extractor.errors import MissingExtra, NewerStore, StoreUnavailable
from extractor.store import Store, open_store
from extractor.store.engine import opened, url_of, writing
from extractor.store.tables import HEAD, VERSION_TABLE, metadata
from extractor.store.versions import MIGRATIONS, upgrade, version


def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
    """Leave out the version and what the search index of SQLite keeps for itself."""
    return name not in {VERSION_TABLE, "words"} and not str(name).startswith("clause_words")


def test_the_migrations_make_the_tables_that_the_program_knows(store: Store) -> None:
    """A column in one and not in the other is found by a user."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert set(metadata.tables) <= set(inspect(connection).get_table_names())


def test_the_newest_migration_is_the_version_that_the_program_names() -> None:
    """With another one every store would be "newer" or upgraded for ever."""
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_an_older_store_is_upgraded_with_what_it_holds(place: str, acme: record.Agreement) -> None:
    """A version without search had no index: what was stored then is found after the upgrade, and nothing is lost."""
    with made(place) as store:
        with writing(store.engine) as connection:
            upgrade(connection, to="0001")
        identifier = store.put(acme, file="/acme.md")

    with open_store(place) as store, store.engine.connect() as connection:
        assert version(connection) == HEAD
        assert store.record(identifier) == acme
        assert {hit.shown for hit in store.search("terminate")} == {"3.1", "3."}


def test_an_upgrade_that_fails_leaves_the_old_store(place: str, acme: record.Agreement, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an upgrade is a store that no version can read."""
    with made(place) as store:
        with writing(store.engine) as connection:
            upgrade(connection, to="0001")
        store.put(acme)
        monkeypatch.setattr("alembic.op.execute", fail)
        with pytest.raises(KeyboardInterrupt):
            open_store(place)

        with store.engine.connect() as connection:
            assert version(connection) == "0001"
            assert not {"clause_words"} & set(inspect(connection).get_table_names())
        assert len(store) == 1


def fail(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_newer_store_is_refused_and_left_alone(place: str) -> None:
    """An old program that writes into new tables ruins them."""
    with open_store(place) as store, store.engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))

    with pytest.raises(NewerStore, match=r"version 9999.*up to " + HEAD) as caught:
        open_store(place)

    assert "Upgrade" in caught.value.advice
    with opened_as_it_is(place) as store, store.engine.connect() as connection:
        assert version(connection) == "9999"


def opened_as_it_is(place: str) -> Store:
    from extractor.store.engine import _postgresql, _sqlite

    url = url_of(place)
    return Store(_sqlite(url, create=False) if url.drivername == "sqlite" else _postgresql(url), "")


def test_a_database_of_another_program_is_refused(place: str) -> None:
    """`--store` with the wrong URL must not fill a payroll with agreements."""
    with made(place) as other, other.engine.begin() as connection:
        connection.execute(text("CREATE TABLE claim (id INTEGER)"))

    with pytest.raises(StoreUnavailable, match=r"another program.*claim"):
        open_store(place)


def made(place: str) -> Store:
    """Return an empty database, without the tables of a store."""
    if "postgresql" not in place:
        Path(place).touch()
    return opened_as_it_is(place)


def test_a_store_made_by_many_at_once_is_made_once(place: str) -> None:
    """Ten jobs of one night begin in the same second."""
    problems: list[BaseException] = []

    def make() -> None:
        try:
            open_store(place).close()
        except BaseException as error:
            problems.append(error)

    threads = [Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert problems == []
    with open_store(place, create=False) as store:
        assert len(store) == 0


def test_a_store_that_is_not_there_is_not_made_by_reading(place: str) -> None:
    """A wrong path would answer "nothing found" for ever."""
    with pytest.raises(StoreUnavailable, match="There is no store") as caught:
        open_store(place, create=False)

    assert "--store" in caught.value.advice


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("mysql://db/contracts", "No store can be kept in 'mysql'"),
        ("oracle+cx://db/contracts", "No store can be kept in 'oracle'"),
        ("postgresql://me:geheim@127.0.0.1:1/contracts", "cannot be used"),
        ("postgresql://db:port/contracts", "cannot be read"),
        ("/dev/null/sla.db", "cannot be made"),
    ],
)
def test_a_place_that_is_none_is_told_without_its_password(place: str, message: str) -> None:
    with pytest.raises(StoreUnavailable, match=message) as caught:
        open_store(place)

    assert "geheim" not in caught.value.message
    assert "\n" not in caught.value.message


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("These are notes and no database. " * 100)

    with pytest.raises(StoreUnavailable, match="not a database"):
        open_store(file)

    assert file.read_text().startswith("These are notes")


def test_the_missing_driver_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(MissingExtra) as caught:
        opened(url_of("postgresql://db/contracts"), create=True)

    assert "sla-extractor[postgres]" in caught.value.advice


def test_the_place_is_named_by_the_call_then_the_variable_then_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SLA_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    user = url_of(None).database
    monkeypatch.setenv("SLA_STORE", "/shared/sla.db")

    assert (user or "").endswith("sla.db")
    assert url_of(None).database == url_of("default").database == "/shared/sla.db"
    assert url_of("here.db").database == "here.db"
