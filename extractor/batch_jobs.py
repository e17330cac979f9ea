"""Files and folders → jobs: each document once, each with a place of its own for its record. The list lies on disk, not in memory."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.readers.source import well_formed

LOCK_PREFIXES = (".", "~$")
"""Hidden files and Word's lock files are not documents."""
FAILURES = "failures.jsonl"
"""What a run could not read, beside its records; in a folder that is read again it is no document."""
LONGEST_NAME = 255
"""Bytes of a file's name on every common file system."""
ENDING = ".json"


@dataclass(frozen=True, slots=True)
class Job:
    """Hold one input and where its record belongs, relative to the output folder."""

    path: Path
    target: Path
    digest: str | None = None
    """SHA-256 of the content where it is known."""
    strays: bool = False
    """It was found in a folder but is a link that leads out of it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Hold why one input gave no record."""

    file: str
    error: str
    message: str
    advice: str

    def line(self) -> str:
        """Return the failure as one line of JSON, as it stands in `failures.jsonl`."""
        told = {"file": self.file, "error": self.error, "message": self.message, "advice": self.advice}
        return json.dumps({name: well_formed(text) for name, text in told.items()}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what became of one job: `record` as JSON text, or `failure`, or `unchanged`: the record of an earlier run stands."""

    job: Job
    record: str | None = None
    failure: Failure | None = None
    unchanged: bool = False


class Jobs:
    """Hold jobs in a private database on disk, deleted with the object: ten million cost no more memory than ten."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")
        self._rows.execute("CREATE TABLE job (place INTEGER PRIMARY KEY, real BLOB UNIQUE, path BLOB, target BLOB UNIQUE, strays INTEGER)")

    def __len__(self) -> int:
        return int(self._rows.execute("SELECT count(*) FROM job").fetchone()[0])

    def __iter__(self) -> Iterator[Job]:
        place = 0
        while row := self._rows.execute("SELECT place, path, target, strays FROM job WHERE place > ? LIMIT 1", (place,)).fetchone():
            place = row[0]
            yield Job(Path(os.fsdecode(row[1])), Path(os.fsdecode(row[2])), strays=bool(row[3]))

    def close(self) -> None:
        """Give up the disk space at once."""
        self._rows.close()

    def __del__(self) -> None:
        self.close()

    def add(self, path: Path, relative: Path, *, strays: bool) -> None:
        """Add a file unless it is there already; its target is `relative`, told apart by the folders above where it is taken."""
        real = path.resolve() if not strays else path.absolute()
        if self._has("real", real):
            return
        target, above = relative, list(real.parts[: -len(relative.parts)])
        while self._has("target", target.with_name(record_name(target.name))) and above:
            target = Path(above.pop().strip("/\\:") or "root") / target
        target = target.with_name(record_name(target.name))
        row = (*map(os.fsencode, (real, path, target)), int(strays))
        self._rows.execute("INSERT INTO job (real, path, target, strays) VALUES (?, ?, ?, ?)", row)

    def _has(self, column: str, path: Path) -> bool:
        query = {"real": "SELECT 1 FROM job WHERE real = ?", "target": "SELECT 1 FROM job WHERE target = ?"}[column]
        return self._rows.execute(query, (os.fsencode(path),)).fetchone() is not None


def record_name(name: str) -> str:
    """Return the name of a document's record: its own and ".json"; where that is too long, cut and told apart by a hash.

    >>> record_name("acme.pdf"), len(record_name("a" * 255))
    ('acme.pdf.json', 255)
    """
    encoded = os.fsencode(name)
    if len(encoded) + len(ENDING) <= LONGEST_NAME:
        return name + ENDING
    mark = "~" + hashlib.sha256(encoded).hexdigest()[:16] + ENDING
    start = encoded[: LONGEST_NAME - len(mark)]
    try:
        return start.decode("utf-8", "ignore") + mark if encoded.decode("utf-8") else mark
    except UnicodeDecodeError:
        return os.fsdecode(start) + mark


def find_jobs(paths: Iterable[str | Path], *, leave_out: Path | None = None) -> Jobs:
    """Return a job per file: files as named, folders searched recursively; nothing below `leave_out` (the output folder).

    The target of `FOLDER/a/acme.pdf` is `a/acme.pdf.json`, that of a file named on its own is `acme.pdf.json`; where two
    inputs would share a target, the folders above tell them apart. A link that leads out of its folder is marked, not followed.
    """
    jobs = Jobs()
    for path in map(Path, paths):
        for file, relative, strays in _files(path, leave_out):
            jobs.add(file, relative, strays=strays)
    return jobs


def _files(path: Path, leave_out: Path | None) -> Iterator[tuple[Path, Path, bool]]:
    if not _is_folder(path):
        yield path, Path(path.name or "-"), False
        return
    hidden, root = leave_out.resolve() if leave_out else None, path.resolve()
    for folder, folders, names in os.walk(path, followlinks=False):
        here = Path(folder)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != hidden)
        for name in sorted(names):
            file = here / name
            if name.startswith(LOCK_PREFIXES) or name == FAILURES or not (file.is_symlink() or file.is_file()):
                continue
            yield file, file.relative_to(path), file.is_symlink() and not _leads_into(file, root)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # too long a name, a NUL: told when it is read
        return False


def _leads_into(link: Path, root: Path) -> bool:
    try:
        return link.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a link to itself
        return False
