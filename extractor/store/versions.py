"""The version of a store: a new one is made, an older one upgraded, a newer one refused."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, inspect, text

from extractor.errors import NewerStore, StoreUnavailable
from extractor.store.tables import HEAD, VERSION_TABLE, metadata

MIGRATIONS = Path(__file__).parent / "migrations"
_ONE = Lock()
"""Alembic keeps the migration that runs in module globals: two threads of a process may not migrate at once."""


def version(connection: Connection) -> str | None:
    """Return the version of the store, None where there is none yet; raises `StoreUnavailable` for another program's database."""
    names = set(inspect(connection).get_table_names())
    if VERSION_TABLE in names:
        found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant
        return found
    taken = sorted(names & set(metadata.tables)) or (sorted(names) if connection.dialect.name == "sqlite" else [])
    if taken:
        advice = "Name another file, or a database (or schema) of its own, with --store."
        raise StoreUnavailable(f"The database belongs to another program (it has a table {taken[0]!r}).", advice=advice)
    return None


def upgrade(connection: Connection, *, to: str = HEAD) -> None:
    """Bring the store up to a version, inside the connection's transaction, so that it happens whole or not at all."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes |= {"connection": connection, "version_table": VERSION_TABLE}
    found = version(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise NewerStore(f"The store has version {found}, made by a newer sla-extractor; this one knows up to {HEAD}.")
    with _ONE:
        command.upgrade(config, to)
