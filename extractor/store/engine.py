"""Where a store is, and a connection to it: SQLite in a file, PostgreSQL by URL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError

from extractor.errors import MissingExtra, StoreUnavailable, Unstorable
from extractor.store.tables import HEAD
from extractor.store.versions import upgrade, version

ENVIRONMENT = "SLA_STORE"
"""The variable that names the store where --store does not."""
BUSY_SECONDS = 60
"""How long a writer of SQLite waits for another one; a document is written in milliseconds."""
WRITES = {"sla_writes": True}
"""The execution option of a connection that is going to write."""
_UPGRADE_LOCK = 0x51A57012
"""Any number, the same in every process, for PostgreSQL's advisory lock."""


def default_place() -> Path:
    """Return the store of a user who names none: `sla.db` in the folder where the system keeps programs' data."""
    from platformdirs import user_data_path

    return user_data_path("sla-extractor", appauthor=False) / "sla.db"


def url_of(place: str | os.PathLike[str] | None) -> URL:
    """Return the URL of a store: a URL as it is, a path as a file of SQLite; None or "default" is $SLA_STORE or the user's own.

    >>> url_of("contracts/sla.db").render_as_string()
    'sqlite:///contracts/sla.db'
    >>> url_of("postgres://me:secret@db.example/contracts").render_as_string()
    'postgresql+psycopg://me:***@db.example/contracts'
    """
    named = os.fspath(place) if place is not None else "default"
    if named == "default":
        named = os.environ.get(ENVIRONMENT) or str(default_place())
    if "://" not in named:
        return URL.create("sqlite", database=named)
    try:
        url = make_url(named)
    except (ArgumentError, ValueError) as error:
        raise StoreUnavailable(
            "The URL of the store cannot be read.", advice="Write sqlite:///FILE or postgresql://USER@HOST/NAME."
        ) from error
    dialect = url.drivername.partition("+")[0]
    if dialect in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg")
    if dialect != "sqlite":
        raise StoreUnavailable(f"No store can be kept in {dialect!r}.", advice="Use SQLite (a path) or PostgreSQL (postgresql://…).")
    return url.set(drivername="sqlite")


def opened(url: URL, *, create: bool) -> Engine:
    """Return an engine for a store that has the newest version; an older one is upgraded, a missing one made when `create`."""
    engine = _sqlite(url, create=create) if url.drivername == "sqlite" else _postgresql(url)
    try:
        with told(url), engine.connect() as connection:
            found = version(connection)
        if found is None and not create:
            raise StoreUnavailable(f"There is no store in {shown(url)}.", advice="Fill it with: sla extract … --store URL.")
        if found != HEAD:
            with told(url), writing(engine) as connection:
                _alone(connection)
                if version(connection) != HEAD:  # another process may have been quicker
                    upgrade(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection with a transaction that is the only one to write (readers go on); all is kept, or nothing after an error."""
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        yield connection


def _alone(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Turn what a driver raises into an error of the package, in one line and without the password."""
    try:
        yield
    except (DataError, IntegrityError, OverflowError) as error:
        raise Unstorable(f"The record cannot be stored: {type(error).__name__}.") from error
    except DBAPIError as error:
        reason = next(iter(str(error.orig).strip().splitlines()), type(error.orig).__name__)
        if url.password:
            reason = reason.replace(str(url.password), "***")
        raise StoreUnavailable(f"The store {shown(url)} cannot be used: {reason}.") from error


def shown(url: URL) -> str:
    """Return a store's place for people: a path, or a URL without its password."""
    return url.database or ":memory:" if url.drivername == "sqlite" else url.render_as_string().replace("+psycopg", "")


def _sqlite(url: URL, *, create: bool) -> Engine:
    file = Path(url.database) if url.database and url.database != ":memory:" and not url.database.startswith("file:") else None
    if file and not file.exists():
        if not create:
            raise StoreUnavailable(f"There is no store in {file}.", advice="Fill it with: sla extract … --store URL.")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"The folder {file.parent} cannot be made: {error.strerror}.") from error
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and never before DDL
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):  # readers see the last whole document
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("sla_writes") else "BEGIN")


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(url, connect_args={"connect_timeout": 10, "application_name": "sla-extractor"})
    except (ImportError, NoSuchModuleError) as error:
        raise MissingExtra(
            "PostgreSQL needs the package psycopg.", advice="Install the extra: pip install 'sla-extractor[postgres]'."
        ) from error
