"""Many files in, one outcome for each: a record, or a failure that says what to do; never neither.

Documents are read in worker processes, so that one that crashes its worker costs only itself: it is tried once more
alone, then recorded as a failure.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from extractor.errors import ExtractorError, MissingFile
from extractor.readers.source import DEFAULT_SETTINGS, ReadSettings, well_formed

LOCK_PREFIXES = (".", "~$")
"""Hidden files and Word's lock files are not documents."""
FAILURES = "failures.jsonl"
"""What a run could not read, beside its records; in a folder that is read again it is no document."""
SHALLOW_BATCH = 3
"""Below so many documents the workers' start costs more than it brings."""


@dataclass(frozen=True, slots=True)
class Job:
    """Hold one input and where its record belongs, relative to the output folder."""

    path: Path
    target: Path


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
    """Hold what became of one job: `record` as JSON text, or `failure`."""

    job: Job
    record: str | None = None
    failure: Failure | None = None


def find_jobs(paths: Iterable[str | Path], *, leave_out: Path | None = None) -> list[Job]:
    """Return a job per file: files as named, folders searched recursively; nothing below `leave_out` (the output folder).

    The target of `FOLDER/a/acme.pdf` is `a/acme.pdf.json`, that of a file named on its own is `acme.pdf.json`; where two
    inputs would share a target, the folders above tell them apart.
    """
    jobs, taken, seen = [], set[Path](), set[Path]()
    for path in map(Path, paths):
        for file, relative in _files(path, leave_out):
            real = file.resolve()
            if real in seen:
                continue
            seen.add(real)
            target = relative
            above = list(real.parts[: -len(relative.parts)])
            while target in taken and above:
                target = Path(above.pop().strip("/\\:") or "root") / target
            taken.add(target)
            jobs.append(Job(file, target.with_name(target.name + ".json")))
    return jobs


def _files(path: Path, leave_out: Path | None) -> Iterator[tuple[Path, Path]]:
    if not path.is_dir():
        yield path, Path(path.name)
        return
    hidden = leave_out.resolve() if leave_out else None
    for folder, folders, names in os.walk(path, followlinks=False):
        here = Path(folder)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != hidden)
        for name in sorted(names):
            if not name.startswith(LOCK_PREFIXES) and name != FAILURES and (here / name).is_file():
                yield here / name, (here / name).relative_to(path)


def run(jobs: Sequence[Job], *, settings: ReadSettings = DEFAULT_SETTINGS, workers: int | None = None) -> Iterator[Outcome]:
    """Yield one outcome per job as soon as it is known (not in order). A document that kills its worker is tried once alone."""
    workers = workers or os.cpu_count() or 1
    if workers == 1 or len(jobs) < SHALLOW_BATCH:
        for job in jobs:
            yield work(job, settings)
        return
    suspects: list[Job] = []
    for job, outcome in _pooled(jobs, settings, workers):
        if outcome is None:
            suspects.append(job)
        else:
            yield outcome
    for job in suspects:
        for alone, outcome in _pooled([job], settings, 1):
            reason = "The document ended the process that read it, twice."
            advice = "Open the file in its own program and save it again; if it is sound, report it."
            yield outcome or Outcome(alone, failure=Failure(str(alone.path), "worker_died", reason, advice))


def _pooled(jobs: Sequence[Job], settings: ReadSettings, workers: int) -> Iterator[tuple[Job, Outcome | None]]:
    """Yield each job with its outcome, None where its worker (or a neighbour's) died; the pool is made anew after a death."""
    waiting = iter(jobs)
    while True:
        pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
        running: dict[Future[Outcome], Job] = {}
        broken = False
        try:
            while not broken:
                for job in islice(waiting, 2 * workers - len(running)):
                    running[pool.submit(work, job, settings)] = job
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    job = running.pop(future)
                    died = isinstance(future.exception(), BrokenProcessPool)
                    broken |= died
                    yield job, None if died else future.result()
            for job in running.values():
                yield job, None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def work(job: Job, settings: ReadSettings) -> Outcome:
    """Return the outcome of one job. This is the one place with a broad `except`: whatever a document does, it is recorded."""
    from extractor.pipeline import extract

    try:
        agreement = extract(job.path, settings=settings)
        return Outcome(job, record=agreement.model_dump_json(indent=1))
    except ExtractorError as error:
        return Outcome(job, failure=Failure(str(job.path), error.code, error.message, error.advice))
    except (MemoryError, RecursionError) as error:
        return Outcome(
            job, failure=Failure(str(job.path), "limit_exceeded", f"{type(error).__name__} while reading", "Split the document.")
        )
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        return Outcome(
            job, failure=Failure(str(job.path), "internal_error", message, "This is a fault of sla-extractor; please report it.")
        )


def write(outcomes: Iterable[Outcome], folder: Path, *, seen: Callable[[Outcome], None] = lambda _: None) -> tuple[int, int]:
    """Write records below `folder` and failures to its `failures.jsonl`; return how many of each. Files appear whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MissingFile(f"Cannot make the folder {folder}: {error.strerror}.", advice="Choose another output folder with -o.") from error
    done, failures = 0, []
    for outcome in outcomes:
        if outcome.record is not None:
            write_whole(folder / outcome.job.target, outcome.record + "\n")
            done += 1
        elif outcome.failure is not None:
            failures.append(outcome.failure)
        seen(outcome)
    report = folder / FAILURES
    if failures:
        write_whole(report, "".join(f.line() + "\n" for f in sorted(failures, key=lambda f: f.file)))
    else:
        report.unlink(missing_ok=True)
    return done, len(failures)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that it is there complete or not at all, even after a crash; a device or a pipe is written to as it is."""
    written = content if isinstance(content, bytes) else content.encode()
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(written)
            return
        path = path.resolve()  # a link stays one
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.parent / f".part-{uuid.uuid4().hex}"
        try:
            temporary.write_bytes(written)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise MissingFile(f"Cannot write {path}: {error.strerror}.", advice="Choose another place with -o.") from error
