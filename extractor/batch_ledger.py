"""What earlier runs did with each document, kept beside the records, so that a run goes on where the last one ended."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from types import TracebackType

import extractor
from extractor.batch_jobs import Failure, Job, Outcome, file_digest
from extractor.errors import MissingFile
from extractor.readers.source import ReadSettings, well_formed

LEDGER = ".sla-extract.sqlite"
"""Hidden, so that a folder of records that is read again does not hold it."""
_TABLE = """CREATE TABLE IF NOT EXISTS outcome_1 (
    target BLOB PRIMARY KEY, digest TEXT, reader TEXT, run TEXT, file TEXT, error TEXT, message TEXT, advice TEXT
) WITHOUT ROWID"""
_TOLD = "SELECT file, error, message, advice FROM outcome_1 WHERE run = ? AND error IS NOT NULL ORDER BY file, target"
_PUT = "INSERT OR REPLACE INTO outcome_1 VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
PASSING = frozenset({"missing_file", "missing_extra", "internal_error", "unwritable", "unreachable", "bad_address"})
"""Failures whose cause may be gone the next time although the document is the same."""
PROGRAMS = ("soffice", "libreoffice", "lowriter", "tesseract")
PACKAGES = ("rapidocr", "onnxruntime")


class Ledger:
    """Hold the outcomes of a folder of records. A ledger that is damaged or of another make is begun anew: all is read again."""

    def __init__(self, folder: Path, settings: ReadSettings) -> None:
        self.folder = folder
        self.reader = reader_digest() + settings_digest(settings)
        self.run = os.urandom(8).hex()
        path = folder / LEDGER
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._rows = _opened(path)
        except OSError as error:
            raise MissingFile(
                f"Cannot make the folder {folder}: {error.strerror}.", advice="Choose another output folder with -o."
            ) from error
        except sqlite3.OperationalError as error:  # no right to write, or locked for a minute: the ledger itself is sound
            raise MissingFile(f"Cannot write {path}: {error}.", advice="Choose another output folder with -o.") from error
        except sqlite3.DatabaseError:
            for stale in (path, *folder.glob(LEDGER + "-*")):
                stale.unlink(missing_ok=True)
            self._rows = _opened(path)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._rows.close()

    def due(self, jobs: Iterable[Job], known: Callable[[Outcome], None], *, force: bool = False) -> Iterator[Job]:
        """Yield the jobs that must be read, with their digests; tell `known` the others' outcomes.

        A job is known when its content and the program, its settings and helpers are the same as when its outcome was written.
        """
        for job in jobs:
            if job.digest is None and job.url is None and job.trouble is None:
                job = replace(job, digest=file_digest(job.path))
            outcome = None if force else self._known(job)
            if outcome is None:
                yield job
            else:
                self.put(outcome)
                known(outcome)

    def _known(self, job: Job) -> Outcome | None:
        row = self._rows.execute(
            "SELECT error, message, advice FROM outcome_1 WHERE target = ? AND digest = ? AND reader = ?",
            (os.fsencode(job.target), job.digest, self.reader),
        ).fetchone()
        if row is None or row[0] in PASSING:
            return None
        if row[0] is not None:
            return Outcome(job, failure=Failure(job.shown, *row), unchanged=True)
        return Outcome(job, unchanged=True) if (self.folder / job.target).is_file() else None

    def put(self, outcome: Outcome) -> None:
        """Keep an outcome; call it when the record is on disk, never before."""
        failure, job = outcome.failure, outcome.job
        told = (failure.error, failure.message, failure.advice) if failure else (None, None, None)
        words = [None if text is None else well_formed(text) for text in (job.shown, *told)]
        self._rows.execute(_PUT, (os.fsencode(job.target), job.digest, self.reader, self.run, *words))

    def failures(self) -> Iterator[Failure]:
        """Yield the failures of this run, sorted by file."""
        for row in self._rows.execute(_TOLD, (self.run,)):
            yield Failure(*row)


def _opened(path: Path) -> sqlite3.Connection:
    rows = sqlite3.connect(path, isolation_level=None, timeout=60)
    try:
        rows.execute("PRAGMA journal_mode = WAL")  # a killed run leaves a sound file
        rows.execute("PRAGMA synchronous = NORMAL")
        rows.execute(_TABLE)
        rows.execute(_TOLD, ("",)).fetchone()
    except sqlite3.DatabaseError:
        rows.close()
        raise
    return rows


def reader_digest() -> str:
    """Return a digest of what reads: the package, and the programs that help it."""
    helpers = [name for name in PROGRAMS if which(name)] + [name for name in PACKAGES if find_spec(name)]
    return hashlib.sha256(" ".join([package_digest(), *helpers]).encode()).hexdigest()[:32]


@cache
def package_digest() -> str:
    """Return a digest of the version, the package's code and its model."""
    home = Path(extractor.__file__).parent
    digest = hashlib.sha256(extractor.__version__.encode())
    for file in sorted([*home.rglob("*.py"), *(home / "models").glob("*"), *(home.parent / "models").glob("*.npy")]):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:32]


def settings_digest(settings: ReadSettings) -> str:
    """Return a digest of the settings that a record depends on (passwords are hashed, too, and cannot be read back)."""
    salted = hashlib.pbkdf2_hmac("sha256", "\n".join(settings.passwords).encode("utf-8", "surrogateescape"), b"sla-extract", 10_000)
    return hashlib.sha256(repr((settings.limits, settings.ocr, salted)).encode()).hexdigest()[:32]
