"""Stores for tests: SQLite in a file, and a PostgreSQL server that the tests start themselves where its programs are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from extractor.store import Store, open_store

HOW = "no PostgreSQL server is installed; as root: apt-get update && apt-get install -y postgresql"
SCHEMAS = count(1)


def programs() -> Path | None:
    """Return the folder of initdb and postgres: Debian keeps them out of PATH, the newest version is taken."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    onpath = shutil.which("initdb")
    found += [Path(onpath).resolve().parent] if onpath else []
    return max(found, key=lambda path: (len(path.parent.name), path.parent.name), default=None)


def someone_else() -> dict[str, object]:
    """Return how to run a server, which refuses root: as the user postgres, else nobody."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start a server on a socket in a folder of its own and give the URL of its database; skip where there are no programs."""
    home = programs()
    if home is None:
        pytest.skip(HOW)
    folder = Path(tempfile.mkdtemp(prefix="sla-pg-", dir="/tmp"))  # a socket's path has at most 107 bytes, and others must reach it
    try:
        as_user = someone_else()
        if as_user:
            os.chown(folder, as_user["user"], as_user["group"])
        made = [home / "initdb", "-D", folder / "data", "-U", "sla", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(made, check=True, capture_output=True, timeout=120, cwd=folder, **as_user)
        options = ["-c", "fsync=off", "-c", "listen_addresses=", "-k", folder]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen([home / "postgres", "-D", folder / "data", *options], stdout=log, stderr=log, cwd=folder, **as_user)
        try:
            wait_for(folder, process)
            yield f"postgresql://sla@/postgres?host={folder}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(folder: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            psycopg.connect(host=str(folder), user="sla", dbname="postgres").close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start: " + (folder / "log").read_text())


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a store of its own can be made: a file, then a schema of the server."""
    if request.param == "sqlite":
        return str(tmp_path / "sla.db")
    url: str = request.getfixturevalue("server")
    schema = f"s{next(SCHEMAS)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    return f"{url}&options=-csearch_path%3D{schema}"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """Return an empty store."""
    with open_store(place) as opened:
        yield opened
