"""Outcomes → files: a record for each document, one list of failures; each file is there whole or not at all."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path

from extractor.batch_jobs import FAILURES, Failure, Outcome
from extractor.batch_ledger import Ledger
from extractor.errors import MissingFile
from extractor.reports.safe import terminal_safe

_OWN_FAULT = frozenset({errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ})
"""What is wrong with one name only; other errors (no room, no right) would befall every record."""


def write(
    outcomes: Iterable[Outcome], folder: Path, *, ledger: Ledger | None = None, seen: Callable[[Outcome], None] = lambda _: None
) -> tuple[int, int]:
    """Write records below `folder` and failures to its `failures.jsonl`; return how many of each. Files appear whole or not at all.

    The ledger learns of an outcome after its record is on disk. The list of failures is written even when the run is stopped.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MissingFile(f"Cannot make the folder {folder}: {error.strerror}.", advice="Choose another output folder with -o.") from error
    done, failures = 0, list[Failure]()
    try:
        for outcome in outcomes:
            outcome = outcome if outcome.unchanged else _kept(outcome, folder)
            if outcome.failure is None:
                done += 1
            elif ledger is None or outcome.unchanged:
                failures.append(outcome.failure)
            if ledger is not None and not outcome.unchanged:
                ledger.put(outcome)
            seen(outcome)
    finally:
        listed = ledger.failures() if ledger is not None else iter(sorted(failures, key=lambda f: f.file))
        failed = _list_failures(folder / FAILURES, (terminal_safe(failure.line()) for failure in listed))
    return done, failed


def _kept(outcome: Outcome, folder: Path) -> Outcome:
    """Write one record, or remove that of an earlier run where there is a failure now; return what became of it."""
    place, failure = folder / outcome.job.target, outcome.failure
    try:
        if outcome.record is not None:
            _write(place, (terminal_safe(outcome.record), "\n"))
        elif place.is_file():
            place.unlink()
    except OSError as error:
        if error.errno not in _OWN_FAULT:
            raise _unwritable(place, error) from error
        message, advice = f"The record cannot be written: {error.strerror}.", "Rename the file, or give it on its own with another -o."
        failure = Failure(outcome.job.shown, "unwritable", message, advice)
        return Outcome(outcome.job, failure=failure)
    return outcome


def _list_failures(place: Path, lines: Iterable[str]) -> int:
    count = 0

    def counted() -> Iterable[str]:
        nonlocal count
        for line in lines:
            count += 1
            yield line + "\n"

    try:
        _write(place, counted())
        if not count:
            place.unlink()
    except OSError as error:
        raise _unwritable(place, error) from error
    return count


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that it is there complete or not at all, even after a crash; a device or a pipe is written to as it is."""
    written = content if isinstance(content, bytes) else content.encode()
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(written)
        else:
            _write(path.resolve(), (written,))  # a link stays one
    except OSError as error:
        raise _unwritable(path, error) from error


def _write(path: Path, parts: Iterable[str | bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".part-{uuid.uuid4().hex}"
    try:
        with temporary.open("wb") as stream:
            stream.writelines(part if isinstance(part, bytes) else part.encode() for part in parts)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> MissingFile:
    return MissingFile(f"Cannot write {path}: {error.strerror}.", advice="Choose another place with -o.")
