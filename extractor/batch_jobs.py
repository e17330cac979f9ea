"""Files and folders → jobs: each document once, each with a place of its own for its record. The list lies on disk, not in memory."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from extractor.batch_archive import entries
from extractor.batch_remote import ARCHIVE, Spool, fetch, listed, scheme_of
from extractor.batch_workers import WorkerDied, Workers
from extractor.errors import ExtractorError, LimitExceeded
from extractor.limits import DEFAULT, Limits
from extractor.readers.source import well_formed

LOCK_PREFIXES = (".", "~$")
"""Hidden files and Word's lock files are not documents."""
FAILURES = "failures.jsonl"
"""What a run could not read, beside its records; in a folder that is read again it is no document."""
LONGEST_NAME = 255
"""Bytes of a file's name on every common file system."""
ENDING = ".json"
STRAYS = "The link leads out of the folder that was named."
_TABLE = """CREATE TABLE job (
    place INTEGER PRIMARY KEY, real BLOB UNIQUE, path BLOB, target BLOB UNIQUE, digest TEXT, url TEXT, member INTEGER, trouble TEXT
)"""
_NEXT = "SELECT place, path, target, digest, url, member, trouble FROM job WHERE place > ? LIMIT 1"
_ADD = "INSERT INTO job (real, path, target, digest, url, member, trouble) VALUES (?, ?, ?, ?, ?, ?, ?)"


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
class Job:
    """Hold one input and where its record belongs, relative to the output folder."""

    path: Path
    """The file to open: the document, or the archive that holds it. Of an object that is not fetched yet only its name is of use."""
    target: Path
    digest: str | None = None
    """What tells its content from another: SHA-256, or what a store says of an object (ETag and size); None where unknown."""
    url: str | None = None
    """The address that was given or found, for what is no plain file."""
    member: int | None = None
    """The place in the archive's list of contents."""
    trouble: Failure | None = None
    """Why it cannot be read, where that is known before: its failure."""

    @property
    def shown(self) -> str:
        """Return what users know it by."""
        return self.url or str(self.path)

    @property
    def fetched(self) -> bool:
        """Tell whether what `path` names is on this machine."""
        return self.url is None or self.member is not None or self.path.is_absolute()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what became of one job: `record` as JSON text, or `failure`, or `unchanged`: the record of an earlier run stands."""

    job: Job
    record: str | None = None
    failure: Failure | None = None
    unchanged: bool = False


class Jobs:
    """Hold jobs in a private database on disk, deleted with the object: ten million cost no more memory than ten."""

    def __init__(self, limits: Limits = DEFAULT) -> None:
        self.limits, self.spool = limits, Spool(limits)
        self._rows = sqlite3.connect("", check_same_thread=False)  # the thread that collects garbage closes it
        self._rows.execute(_TABLE)

    def __len__(self) -> int:
        return int(self._rows.execute("SELECT count(*) FROM job").fetchone()[0])

    def __iter__(self) -> Iterator[Job]:
        place = 0
        while row := self._rows.execute(_NEXT, (place,)).fetchone():
            place, path, target, digest, url, member, trouble = row
            failure = Failure(**json.loads(trouble)) if trouble else None
            yield Job(Path(os.fsdecode(path)), Path(os.fsdecode(target)), digest, url, member, failure)

    def close(self) -> None:
        """Give up the disk space at once."""
        self._rows.close()
        self.spool.__exit__(None, None, None)

    def __del__(self) -> None:
        self.close()

    def add(self, job: Job, *, known_by: Path) -> None:
        """Add a job unless one known by the same path is there; where its target is taken, the folders above tell it apart.

        Its `target` is given without the ending of a record.
        """
        if self._has("real", known_by):
            return
        target, above = job.target, list(known_by.parts[: -len(job.target.parts)])
        while self._has("target", target.with_name(record_name(target.name))) and above:
            target = Path(above.pop().strip("/\\:") or "root") / target
        if self._has("target", target.with_name(record_name(target.name))):
            target = target.with_name(f"{target.name}~{hashlib.sha256(os.fsencode(known_by)).hexdigest()[:16]}")
        target = target.with_name(record_name(target.name))
        trouble = job.trouble.line() if job.trouble else None
        row = (*map(os.fsencode, (known_by, job.path, target)), job.digest, job.url, job.member, trouble)
        self._rows.execute(_ADD, row)

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


def find_jobs(paths: Iterable[str | Path], *, leave_out: Path | None = None, limits: Limits = DEFAULT) -> Jobs:
    """Return a job per file: files as named, folders searched recursively; nothing below `leave_out` (the output folder).

    The target of `FOLDER/a/acme.pdf` is `a/acme.pdf.json`, that of a file named on its own is `acme.pdf.json`; where two
    inputs would share a target, the folders above tell them apart. A link that leads out of its folder is marked, not followed.
    An address (`s3://bucket/prefix`, `zip://archive.zip`, `zip://*.pdf::s3://bucket/archive.zip`) stands for all that lies there.
    """
    jobs = Jobs(limits)
    for given in paths:
        if isinstance(given, str) and (scheme := scheme_of(given)):
            try:
                (_add_archive if scheme == ARCHIVE else _add_objects)(jobs, given)
            except ExtractorError as error:
                failure = Failure(given, error.code, error.message, error.advice)
                jobs.add(Job(Path("-"), safe_relative(given), url=given, trouble=failure), known_by=safe_relative(given))
            continue
        for file, relative, strays in _files(Path(given), leave_out):
            trouble = Failure(str(file), "outside_input", STRAYS, "Name the file itself if you trust it.") if strays else None
            jobs.add(Job(file, relative, trouble=trouble), known_by=file.absolute() if strays else file.resolve())
    return jobs


def _add_objects(jobs: Jobs, url: str) -> None:
    for found in listed(url):
        relative = safe_relative(found.name)
        if _is_document(found.name):
            jobs.add(Job(Path(relative.name), relative, found.mark, found.url), known_by=_known_by(found.url))


def _add_archive(jobs: Jobs, url: str) -> None:
    """Add the files of an archive that fit the pattern; its list of contents is read by a worker, since it may itself be the bomb."""
    inside, _, place = url.partition("://")[2].rpartition("::")
    path = Path(place)
    if scheme_of(place):
        path = jobs.spool.place()
        fetch(place, path, jobs.limits.archive)
    with Workers(1, seconds=jobs.limits.seconds, memory=jobs.limits.memory, prepare="extractor.batch_archive") as worker:
        try:
            found = worker.submit(entries, path, jobs.limits).result()
        except (WorkerDied, MemoryError) as error:
            raise LimitExceeded("The archive's list of contents is too long.", advice="Unpack the archive and give the folder.") from error
    digest = file_digest(path)
    for entry in found:
        shown = f"{ARCHIVE}://{entry.name}::{place}"
        trouble = Failure(shown, "outside_input", STRAYS, "Unpack the archive and name the file itself.") if entry.linked else None
        if _is_document(entry.name) and (not inside or fnmatchcase(entry.name, inside)):
            job = Job(path, safe_relative(entry.name), f"{digest}#{entry.place}", shown, entry.place, trouble)
            jobs.add(job, known_by=_known_by(f"{path.absolute()}/{entry.place}/{entry.name}"))


def _is_document(name: str) -> bool:
    parts = [part for part in name.replace("\\", "/").split("/") if part]
    hidden = any(part.startswith(LOCK_PREFIXES) and part.strip(".") for part in parts)
    return bool(parts) and not hidden and parts[0] != "__MACOSX" and parts[-1] != FAILURES


def _known_by(name: str) -> Path:
    """Return a path that stands for an address, and for no other one: its parts are those of the name, its end a hash."""
    relative = safe_relative(name)
    return relative.with_name(hashlib.sha256(os.fsencode(well_formed(name))).hexdigest()) if relative.parts else relative


def safe_relative(name: str) -> Path:
    r"""Return a name of an object or an archive's entry as a relative path that stays where it is put.

    >>> safe_relative("../../etc/passwd"), safe_relative("C:\\a//b.pdf")
    (PosixPath('_/_/etc/passwd'), PosixPath('C_/a/_/b.pdf'))
    """
    parts = well_formed(name).replace("\\", "/").replace("\0", "_").split("/")
    safe = [part.replace(":", "_") if part.strip(". ") else "_" for part in parts]
    return Path(*map(_cut, safe[:-1]), safe[-1])


def _cut(part: str) -> str:
    """Return a folder's name that a file system takes; a document's own name is cut with its ending by `record_name`."""
    encoded = part.encode()
    if len(encoded) <= LONGEST_NAME:
        return part
    return encoded[: LONGEST_NAME - 20].decode("utf-8", "ignore") + "~" + hashlib.sha256(encoded).hexdigest()[:16]


def file_digest(path: Path) -> str | None:
    """Return the SHA-256 of a regular file's content; None where there is none to hash, which is then told by reading it."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


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
