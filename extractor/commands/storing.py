"""What a batch does, kept in a store while it runs: an observer of outcomes, in the process that gave the command."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.inputs import parsed, record_in

if TYPE_CHECKING:
    from extractor.batch import Outcome
    from extractor.store import Store

PLACES = "a file (SQLite), a URL (postgresql://USER@HOST/NAME), or default: $SLA_STORE, else sla.db in your data folder"


def store_option(parser: argparse.ArgumentParser, purpose: str) -> None:
    """Add --store."""
    parser.add_argument("--store", metavar="URL", default=None, help=f"{purpose}: {PLACES}")


@contextmanager
def observed(place: str | None, folder: Path | None, seen: Callable[[Outcome], None]) -> Iterator[Callable[[Outcome], None]]:
    """Give what is to be told each outcome: `seen`, and before it the store at `place` where one is named."""
    if place is None:
        yield seen
        return
    from extractor.store import open_store

    with open_store(place) as store:
        yield storing(store, folder, seen)


def storing(store: Store, folder: Path | None, seen: Callable[[Outcome], None]) -> Callable[[Outcome], None]:
    """Return an observer that stores each outcome and then tells `seen`.

    An outcome that stands since an earlier run is stored where the store has no record of that content, or one that is older than the
    one in `folder`: a batch that was killed, or ran without a store, is caught up with.
    """

    def observe(outcome: Outcome) -> None:
        _keep(store, folder, outcome)
        seen(outcome)

    return observe


def _keep(store: Store, folder: Path | None, outcome: Outcome) -> None:
    file, modified = location(outcome.job.shown), None if outcome.job.url else written(outcome.job.path)
    if outcome.failure is not None:
        told = outcome.failure
        store.fail(file, told.error, told.message, told.advice)
    elif outcome.record is not None:
        store.put(parsed(outcome.record), file=file, modified=modified)
    elif folder is not None:
        place = folder / outcome.job.target
        at, made = store.stored_at(file, outcome.job.digest or ""), written(place)
        record = None if at and made and made <= at else record_in(place)
        if record is not None:
            store.put(record, file=file, modified=modified)


def location(path: str | os.PathLike[str]) -> str:
    """Return where a document lies, the same from every folder; a URL stays as it is.

    >>> location("s3://contracts/acme.pdf"), location("/a/../b.pdf")
    ('s3://contracts/acme.pdf', '/b.pdf')
    """
    named = os.fspath(path)
    return named if "://" in named else os.path.abspath(named)


def written(path: str | os.PathLike[str]) -> datetime | None:
    """Return when a file was last written, None where nobody can say."""
    try:
        return datetime.fromtimestamp(os.stat(path).st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
