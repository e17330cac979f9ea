"""What a batch does, kept in a store while it runs: an observer of outcomes, in the process that gave the command."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.inputs import parsed, record_in, told

if TYPE_CHECKING:
    from extractor.batch import Outcome
    from extractor.record import Agreement
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
        why = outcome.failure
        store.fail(file, why.error, why.message, why.advice)
    elif outcome.record is not None:
        store.put(parsed(outcome.record), file=file, modified=modified)
    elif folder is not None:
        place = folder / outcome.job.target
        made = written(place)
        if _fresh(store.stored_at(file, outcome.job.digest or ""), made):
            return
        record = record_in(place)
        if record is not None and not _fresh(store.stored_at(file, record.document.sha256), made):  # an object's digest is no SHA-256
            store.put(record, file=file, modified=modified)


def _fresh(stored: datetime | None, made: datetime | None) -> bool:
    """Tell whether what is stored is no older than the record in the folder."""
    return stored is not None and made is not None and made <= stored


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


_STORED = re.compile(r"store:(\d{1,9})", re.ASCII)


def is_stored(path: str) -> bool:
    """Tell whether an input is named by its id in the store.

    >>> is_stored("store:12"), is_stored("store.pdf")
    (True, False)
    """
    return _STORED.fullmatch(path) is not None


def from_store(path: str) -> Agreement | None:
    """Return the record that "store:12" names, from $SLA_STORE or the user's store; None after saying why there is none."""
    from extractor.errors import ExtractorError
    from extractor.store import open_store

    match = _STORED.fullmatch(path)
    try:
        with open_store(create=False) as store:
            return store.record(int(match[1])) if match else None
    except ExtractorError as error:
        told(error)
        return None


def store_inputs(parser: argparse.ArgumentParser) -> None:
    """Add the options that take agreements from a store in place of paths."""
    store_option(parser, "take the agreements from this store")
    parser.add_argument(
        "--query", metavar="QUERY", help="only those of the store that match, as in sla query (alone: of the default store)"
    )


class FromStore:
    """Yield the agreements of a store that match, with their files, one in memory at a time; raises what `open_store` and `Query` raise."""

    failed = 0

    def __init__(self, place: str | None, query: str | None) -> None:
        from extractor.store import open_store

        self.store = open_store(place, create=False)
        try:
            self.found = [(stored.id, stored.file) for stored in self.store.agreements(query)]
        except BaseException:
            self.store.close()
            raise

    def __bool__(self) -> bool:
        """Tell whether anything matches."""
        return bool(self.found)

    def __iter__(self) -> Iterator[tuple[Path, Agreement]]:
        """Yield file and agreement."""
        with self.store:
            for identifier, file in self.found:
                yield Path(file), self.store.record(identifier)
