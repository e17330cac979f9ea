"""What the commands share: documents and records as inputs, the options of reading, and words to the user."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor import record
    from extractor.batch import Outcome
    from extractor.errors import ExtractorError
    from extractor.readers.source import ReadSettings


def reading_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of how documents are read."""
    group = parser.add_argument_group("reading")
    group.add_argument("--password-file", metavar="FILE", help="passwords to try on encrypted files, one per line")
    group.add_argument(
        "--ocr", choices=("auto", "off", "rapidocr", "tesseract"), default="auto", help="how to read scanned pages (default: auto)"
    )
    group.add_argument(
        "--max-seconds", type=positive, default=None, metavar="N", help="give a document at most so many seconds (default: 60)"
    )
    group.add_argument(
        "--max-memory", type=positive, default=None, metavar="MB", help="give a document at most so much memory (default: 1700)"
    )
    group.add_argument("--max-pages", type=positive, default=None, metavar="N", help="read at most so many pages of a document")


def work_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a command that reads many documents."""
    parser.add_argument("-j", "--jobs", type=positive, default=None, metavar="N", help="worker processes (default: one per core)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress, only failures")


def positive(text: str) -> int:
    """Return a whole number above 0, for argparse."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def settings_of(options: argparse.Namespace) -> ReadSettings:
    """Return the reading settings that the options ask for."""
    from dataclasses import replace

    from extractor.limits import DEFAULT
    from extractor.readers.source import ReadSettings

    passwords: tuple[str, ...] = ()
    if options.password_file:
        try:
            passwords = tuple(Path(options.password_file).read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
            raise SystemExit(usage(f"cannot read the password file {options.password_file}: {reason}")) from error
    limits = replace(
        DEFAULT,
        pages=options.max_pages or DEFAULT.pages,
        seconds=float(options.max_seconds or DEFAULT.seconds),
        memory=options.max_memory * 1_000_000 if options.max_memory else DEFAULT.memory,
    )
    return ReadSettings(limits=limits, passwords=passwords, ocr=options.ocr)


def one(path: str, settings: ReadSettings) -> record.Agreement | None:
    """Return the record of one document (or record file); None after saying why there is none."""
    from extractor.batch import Job, find_jobs, scheme_of, work_guarded
    from extractor.commands.storing import from_store, is_stored

    if is_stored(path):
        return from_store(path)
    given = record_in(Path(path)) if path.endswith(".json") else None
    if given is not None:
        return given
    found = find_jobs([path], limits=settings.limits) if scheme_of(path) else [Job(Path(path), Path("-"))]
    if len(found) != 1:
        usage(f"{path} names {len(found):,} documents; name one")
        return None
    outcome = work_guarded(next(iter(found)), settings)
    if outcome.record is None:
        tell_failure(outcome)
        return None
    return parsed(outcome.record)


def parsed(text: str) -> record.Agreement:
    """Return the record in a text of JSON."""
    from extractor.record import Agreement

    return Agreement.model_validate_json(text)


def record_in(path: Path) -> record.Agreement | None:
    """Return the record that a .json file holds, None when it holds something else."""
    from pydantic import ValidationError

    try:
        return parsed(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError):
        return None


def tell_failure(outcome: Outcome) -> None:
    """Say on standard error what failed and what to do, in one line."""
    from extractor.reports.safe import printable

    if outcome.failure:
        say(printable(f"sla: {outcome.failure.file}: {outcome.failure.message} {outcome.failure.advice}"))


def usage(message: str) -> int:
    """Say what is wrong with the command and return its exit code."""
    from extractor.reports.safe import printable

    say(printable(f"sla: {message}"))
    return 2


def told(error: ExtractorError) -> int:
    """Say what an error of the package says, a place that it points at on the lines below, and return the exit code of wrong usage."""
    first, *pointing = error.message.splitlines()
    code = usage(f"{first} {error.advice}")
    for line in pointing:
        say(line)
    return code


def say(line: str) -> None:
    """Write one line on standard error."""
    print(line, file=sys.stderr, flush=True)


def colour() -> bool:
    """Tell whether standard output shows colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
