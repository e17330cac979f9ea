"""Many files in, one outcome for each: a record, or a failure that says what to do; never neither.

Documents are read in worker processes under limits of time and memory, so that one that hangs, crashes or eats memory
costs only itself: it is tried once more alone, then recorded as a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from itertools import islice
from pathlib import Path

from extractor.batch_archive import content
from extractor.batch_files import write, write_whole
from extractor.batch_jobs import FAILURES, Failure, Job, Jobs, Outcome, find_jobs
from extractor.batch_ledger import Ledger
from extractor.batch_remote import Spool, scheme_of
from extractor.batch_workers import OutOfTime, WorkerDied, Workers
from extractor.errors import ExtractorError
from extractor.limits import cores, of_memory
from extractor.readers import load
from extractor.readers.source import DEFAULT_SETTINGS, ReadSettings, Source, well_formed
from extractor.reports.safe import terminal_safe

__all__ = [
    "FAILURES", "Failure", "Job", "Jobs", "Ledger", "Outcome", "find_jobs", "run", "scheme_of", "terminal_safe", "work", "work_guarded", "write", "write_whole",
]  # fmt: skip

TRUSTING = "Split the document, or raise the limit if you trust it."


def run(jobs: Iterable[Job], *, settings: ReadSettings = DEFAULT_SETTINGS, workers: int | None = None) -> Generator[Outcome, None, None]:
    """Yield one outcome per job as soon as it is known (not in order). A document that kills its worker is tried once alone,
    and so is one for which it has no memory left.

    Jobs are taken as workers become free, so that what is held does not grow with their number.
    """
    workers = workers or cores()
    suspects: list[Job] = []
    with Spool(settings.limits) as spool:
        with _pool(workers, settings) as pool:
            for job, future in finished(lambda job: pool.submit(work, job, settings), fetched(spool, jobs), ahead=2 * workers):
                if isinstance(future.exception(), (WorkerDied, MemoryError)):
                    suspects.append(job)
                else:
                    yield future.result()
                    spool.drop(job.path)
        for job in suspects:
            yield work_guarded(job, settings)


def work_guarded(job: Job, settings: ReadSettings = DEFAULT_SETTINGS, source: Source | None = None) -> Outcome:
    """Return the outcome of one job, read by a process of its own; whatever happens to that is a failure of the document."""
    with Spool(settings.limits) as spool, _pool(1, settings) as pool:
        [job] = fetched(spool, [job]) if source is None else [job]
        try:
            return (pool.submit(work, job, settings) if source is None else pool.submit(work, job, settings, source)).result()
        except OutOfTime:
            return failed(job, "limit_exceeded", f"Reading took more than {settings.limits.seconds:g} seconds.", TRUSTING)
        except MemoryError:
            return failed(job, "limit_exceeded", f"Reading took more than {settings.limits.memory / 1e6:,.0f} MB of memory.", TRUSTING)
        except WorkerDied as death:
            advice = "Open the file in its own program and save it again; if it is sound, report it."
            return failed(job, "worker_died", f"The process that read the document {death}.", advice)


def _pool(workers: int, settings: ReadSettings) -> Workers:
    return Workers(workers, seconds=settings.limits.seconds, memory=settings.limits.memory)


def fetched(spool: Spool, jobs: Iterable[Job]) -> Iterator[Job]:
    """Yield jobs whose files are on this machine; what cannot be fetched is a job in trouble."""

    def here(job: Job, found: Path | ExtractorError) -> Job:
        if isinstance(found, Path):
            return replace(job, path=found)
        return replace(job, trouble=Failure(job.shown, found.code, found.message, found.advice))

    return spool.ahead(jobs, afar=lambda job: None if job.fetched or job.trouble else job.url, here=here)


def finished(
    submit: Callable[[Job], Future[Outcome]], jobs: Iterable[Job], *, ahead: int
) -> Generator[tuple[Job, Future[Outcome]], None, None]:
    """Yield each job with its finished future, of which so many are held; any executor will do."""
    waiting = iter(jobs)
    running: dict[Future[Outcome], Job] = {}
    try:
        while True:
            for job in islice(waiting, ahead - len(running)):
                running[submit(job)] = job
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future
    finally:
        for future in running:
            future.cancel()


def work(job: Job, settings: ReadSettings, source: Source | None = None) -> Outcome:
    """Return the outcome of one job, of `source` where its bytes were sent along. This is the one place with a broad `except`: whatever a document does, it is recorded.

    Raises MemoryError, whichever library ran out of it: a worker that has read others may be out of memory sooner than a fresh one.
    """
    from extractor import pipeline

    if job.trouble is not None:
        return Outcome(job, failure=job.trouble)
    try:
        if job.url is None and source is None:
            agreement = pipeline.extract(job.path, settings=settings)
        else:
            agreement = pipeline.extract_source(source or source_of(job, settings), settings=settings)
        record = agreement.model_dump_json(indent=1)
    except RecursionError:
        return failed(job, "limit_exceeded", "The document nests too deep.", TRUSTING)
    except Exception as error:
        if of_memory(error):
            raise MemoryError(str(error)) from error
        if isinstance(error, ExtractorError):
            return failed(job, error.code, error.message, error.advice)
        return failed(job, "internal_error", f"{type(error).__name__}: {error}", "This is a fault of sla-extractor; please report it.")
    if len(record) > settings.limits.record:
        return failed(job, "limit_exceeded", f"The record has more than {settings.limits.record:,} characters.", TRUSTING)
    return Outcome(job, record=record)


def source_of(job: Job, settings: ReadSettings) -> Source:
    """Return a job's document; raises MissingFile, LimitExceeded, and what an archive raises."""
    if job.url is None:
        return load(job.path, settings=settings)
    name = well_formed(job.url.partition("::")[0].rpartition("/")[2])
    if job.member is not None:
        return Source(name, content(job.path, job.member, settings.limits))
    return replace(load(job.path, settings=settings), name=name)


def failed(job: Job, code: str, message: str, advice: str) -> Outcome:
    """Return the outcome of a job that gave no record."""
    return Outcome(job, failure=Failure(job.shown, code, message, advice))
