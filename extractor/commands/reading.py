"""Documents and records below the paths of a command, one agreement at a time, in the order of the paths."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.inputs import parsed, record_in, say, settings_of, usage
from extractor.commands.storing import FromStore

if TYPE_CHECKING:
    from extractor.batch import Job
    from extractor.record import Agreement

HEAD = 4096
"""Bytes of a .json file in which a record names its schema; other .json files are documents of no known format."""


def reading_of(options: argparse.Namespace) -> Reading | FromStore:
    """Return the agreements that a command is given: of its paths, or of a store where it names one; raises `ExtractorError`."""
    from extractor.errors import ExtractorError

    if options.store is None and options.query is None:
        return Reading(options)
    if options.paths:
        raise ExtractorError("Paths and a store cannot be read together.", advice="Leave out the paths, or --store and --query.")
    return FromStore(options.store, options.query)


def nothing(options: argparse.Namespace) -> int:
    """Say that nothing was named or found, and return the exit code."""
    if options.paths:
        return usage("no files found below " + ", ".join(options.paths))
    if options.store is None and options.query is None:
        return usage("name the documents, or a store with --store or --query")
    return usage("no agreement of the store matches")


class Reading:
    """Yield the agreements of a command with their files; afterwards `failed` says how many could not be read.

    Documents are read in worker processes before the first is given; records are opened one by one, so that a thousand of them are
    never in memory together.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        from extractor.batch import find_jobs

        self.options, self.jobs, self.failed = options, find_jobs(options.paths), 0

    def __bool__(self) -> bool:
        """Tell whether the paths name any file."""
        return len(self.jobs) > 0

    def __iter__(self) -> Iterator[tuple[Path, Agreement]]:
        """Yield file and agreement, saying on standard error what could not be read."""
        documents = [job for job in self.jobs if job.url or not _is_record(job.path)]
        texts = self._texts(documents)
        unread = {job.target for job in documents}
        for job in self.jobs:
            if job.target in texts:
                yield job.target.with_suffix("") if job.url else job.path, parsed(texts[job.target])
            elif job.target not in unread:
                agreement = record_in(job.path)
                if agreement is not None:
                    yield job.path, agreement
                else:
                    self.failed += 1
                    say(f"sla: {job.path}: This is no record that sla extract of this version wrote. Extract the document again.")

    def _texts(self, documents: list[Job]) -> dict[Path, str]:
        """Return the records of documents as text, which is smaller than the record."""
        from extractor.batch import run
        from extractor.commands.progress import Progress

        texts: dict[Path, str] = {}
        with Progress(len(documents), quiet=self.options.quiet) as progress:
            for outcome in run(documents, settings=settings_of(self.options), workers=self.options.jobs) if documents else ():
                progress.seen(outcome)
                if outcome.record is not None:
                    texts[outcome.job.target] = outcome.record
            self.failed += progress.failed
        return texts


def _is_record(path: Path) -> bool:
    if path.suffix != ".json":
        return False
    try:
        with path.open("rb") as file:
            return b'"schema_version"' in file.read(HEAD)
    except OSError:
        return False
