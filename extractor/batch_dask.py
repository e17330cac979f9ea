"""The same batch on a Dask cluster: documents go to its workers as bytes, and each is read there in a process under limits.

The workers need no disk in common with this machine, and no right to read where the documents lie. A document that hangs, crashes or
eats memory costs only the process that reads it; a worker that is lost costs nothing, since its documents are read by another.
"""

from __future__ import annotations

import atexit
import multiprocessing
import threading
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from extractor.batch import failed, fetched, finished, source_of, work, work_guarded
from extractor.batch_jobs import Job, Outcome
from extractor.batch_ledger import package_digest
from extractor.batch_remote import Spool
from extractor.batch_workers import WorkerDied, Workers
from extractor.errors import ClusterDiffers, ExtractorError, MissingExtra, Unreachable
from extractor.limits import Limits
from extractor.readers.source import DEFAULT_SETTINGS, ReadSettings, Source

PATIENCE = 20.0
"""Seconds in which a scheduler answers and has a worker."""
GONE = "The same command again goes on where this one stopped, when the cluster is back."


def run_on(address: str, jobs: Iterable[Job], *, settings: ReadSettings = DEFAULT_SETTINGS) -> Generator[Outcome, None, None]:
    """Yield one outcome per job as `run` does, read by the cluster whose scheduler has this address.

    What the cluster gives up (a document at which several workers were lost) is read here, alone. Raises MissingExtra, Unreachable,
    ClusterDiffers.
    """
    lost: list[Job] = []
    with Spool(settings.limits) as spool, _cluster(address) as (client, executor, places):

        def submit(job: Job) -> Future[Outcome]:
            return _sent(executor, job, settings)

        for job, future in finished(submit, fetched(spool, jobs), ahead=2 * places):
            error = None if future.cancelled() else future.exception()
            if future.cancelled() or client.status != "running":
                raise Unreachable(f"The cluster at {address} is gone.", advice=GONE)
            if isinstance(error, ExtractorError):
                raise error
            if error is not None:
                lost.append(job)
            else:
                yield future.result()
                spool.drop(job.path)
        for job in lost:
            yield work_guarded(job, settings)


def _sent(executor: Executor, job: Job, settings: ReadSettings) -> Future[Outcome]:
    """Return the outcome to come; what cannot be opened here is a failure at once."""
    known: Future[Outcome] = Future()
    if job.trouble is not None:
        known.set_result(Outcome(job, failure=job.trouble))
        return known
    try:
        source = source_of(job, settings)
    except ExtractorError as error:
        known.set_result(failed(job, error.code, error.message, error.advice))
        return known
    return executor.submit(work_sent, job, source, settings, package_digest())


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Any, Executor, int]]:
    """Give a client of the cluster, its executor and the number of documents it can read at a time."""
    if find_spec("distributed") is None:
        raise MissingExtra("--dask needs the package distributed.", advice="Install the extra: pip install 'sla-extractor[dask]'.")
    distributed: Any = import_module("distributed")
    try:
        # A client that is left half made by a wrong address ends itself when it is collected, under a lock that making the next one holds.
        distributed.comm.get_address_host_port(address)
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:  # TimeoutError is one of the former
        reason = " ".join(str(error).split())[:200]
        raise Unreachable(f"No Dask scheduler answers at {address}: {reason}.", advice="Check the address (tcp://HOST:PORT).") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise Unreachable(f"The Dask cluster at {address} has no workers.", advice="Start workers: dask worker ADDRESS.") from error
        yield client, client.get_executor(pure=False), sum(client.nthreads().values())


# What follows runs on the cluster.

_POOLS: dict[Limits, Workers] = {}
_STARTING = threading.Lock()


def work_sent(job: Job, source: Source, settings: ReadSettings, digest: str) -> Outcome:
    """Return the outcome of a document that was sent to this process, read by a child of it under limits."""
    if digest != package_digest():
        raise ClusterDiffers("A worker of the cluster has another version of sla-extractor than this machine.")
    with _STARTING:  # several threads of a worker come here at once
        future = _pool(settings.limits).submit(work, job, settings, source)
    try:
        return future.result()
    except (WorkerDied, MemoryError):
        return work_guarded(job, settings, source)


def _pool(limits: Limits) -> Workers:
    """Return this process's readers, which stay for the documents to come."""
    if limits not in _POOLS:
        from distributed import get_worker

        # A nanny marks its worker as a daemon, which may have no children; ours end by themselves when their parent does.
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        threads = get_worker().state.nthreads
        _POOLS[limits] = Workers(threads, seconds=limits.seconds, memory=limits.memory, cores=threads)
        atexit.register(_POOLS[limits].shutdown)
    return _POOLS[limits]
