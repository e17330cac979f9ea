"""Calls run in processes of their own, each under a limit of time and memory: the standard Executor interface, whatever a call does.

A process that hangs, crashes or asks for too much costs only the call it was doing; the next call gets a new process.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from multiprocessing import connection, get_context, parent_process
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from extractor import limits
from extractor.errors import ExtractorError

P = ParamSpec("P")
T = TypeVar("T")

RENEWED_AFTER = 500
"""Calls after which a worker is replaced, and bytes it may hold on to between calls: what libraries leak does not add up."""
RENEWED_ABOVE = 600_000_000
GRACE = 3.0
"""Seconds in which a process that closed its connection is gone."""
STARTING = 60.0
"""Seconds that a worker may take to start; they do not count for the call."""
M_ARENA_MAX = -8
"""Of glibc's malloc.h."""
OF_MEMORY = frozenset({"SIGABRT", "SIGKILL", "SIGTRAP", "SIGILL"})
"""How libraries in C++ (pdfium) and the system itself end a process that asks for too much."""


class WorkerDied(Exception):
    """Say how the process that did a call ended before the call did."""


class CannotStart(ExtractorError):
    """No process could be started: a fault of the machine or the installation, not of a document."""

    code = "cannot_start"
    advice = "Close other programs or use fewer --jobs; if that does not help, install sla-extractor again."


class OutOfTime(WorkerDied):
    """Say that the process was ended since the call took too long."""


class Workers(Executor):
    """Hold processes that do one call at a time each, started when first needed.

    A call whose process dies raises WorkerDied (OutOfTime where it was ended for its time) from its future; other calls are not touched.
    The processes that are in use share `cores` (all of the machine) among them: a call that is alone may use as many threads.
    """

    def __init__(self, count: int, *, seconds: float, memory: int, prepare: str = "extractor.pipeline", cores: int | None = None) -> None:
        self._calls: SimpleQueue[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]] | None] = SimpleQueue()
        self._closed = threading.Event()
        self._cores = cores or limits.cores()
        self._seats = [_Seat(self._calls, self._closed, seconds, memory, prepare, self._share) for _ in range(count)]
        self._threads: list[threading.Thread] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a call of a function that can be imported by name, with arguments that can be pickled."""
        if kwargs:
            raise TypeError("calls take positional arguments only")
        if self._closed.is_set():
            raise RuntimeError("the workers have been shut down")
        if len(self._threads) < len(self._seats):
            thread = threading.Thread(target=self._seats[len(self._threads)].serve, daemon=True)
            self._threads.append(thread)
            thread.start()
        future: Future[T] = Future()
        self._calls.put((future, fn, args))
        return future

    def _share(self) -> int:
        return max(1, self._cores // max(1, len(self._threads)))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - queued calls never outlive it
        """End the processes at once; what they were doing is lost."""
        self._closed.set()
        for seat in self._seats:
            seat.end()
        for _ in self._threads:
            self._calls.put(None)
        if wait:
            for thread in self._threads:
                thread.join()


class _Seat:
    """Hold one place of work: a thread here that watches one process there, and puts another in its place when that ends."""

    def __init__(
        self, calls: SimpleQueue[Any], closed: threading.Event, seconds: float, memory: int, prepare: str, share: Callable[[], int]
    ) -> None:
        self.calls, self.closed, self.seconds, self.memory, self.prepare = calls, closed, seconds, memory, prepare
        self.share = share
        self.process: BaseProcess | None = None
        self.link: connection.Connection[Any, Any] | None = None
        self.lock = threading.Lock()

    def serve(self) -> None:
        while (call := self.calls.get()) is not None and not self.closed.is_set():
            future, function, arguments = call
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(self._done(function, arguments))
            except Exception as error:  # the future carries it to whoever asked
                future.set_exception(error)
        self.end()

    def _done(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        link = self._started()
        try:
            link.send((function, arguments, self.share()))
            answer, value = self._heard(link)
        except (EOFError, OSError) as error:
            raise WorkerDied(self._ending()) from error
        if answer == "leave":
            answer, value = value
            self.end()
        if answer == "error":
            raise value
        return value

    def _heard(self, link: connection.Connection[Any, Any]) -> tuple[str, Any]:
        """Wait for the answer, as long as the call has time; grants of time come before it."""
        until = time.monotonic() + self.seconds
        while True:
            if not link.poll(max(0.0, until - time.monotonic())):
                self.end()
                raise OutOfTime(f"took more than {self.seconds:g} seconds")
            answer, value = link.recv()
            if answer != "grant":
                return answer, value
            until = max(until, time.monotonic() + value)

    def _started(self) -> connection.Connection[Any, Any]:
        """Return the connection to a process that is ready; try twice to start one before CannotStart."""
        if self.link is not None and self.process is not None and self.process.is_alive():
            return self.link
        reason = ""
        for _ in range(2):
            self.end()
            try:
                link = self._launched()
                answer, reason = link.recv() if link.poll(STARTING) else ("late", f"not ready after {STARTING:g} seconds")
            except (EOFError, OSError) as error:
                answer, reason = "died", self._ending() or str(error)
            if answer == "ready":
                return link
        self.end()
        raise CannotStart(f"The processes that read documents cannot be started: {reason}.")

    def _launched(self) -> connection.Connection[Any, Any]:
        with self.lock:
            if self.closed.is_set():
                raise WorkerDied("was stopped")
            here, there = get_context("spawn").Pipe()
            self.process = get_context("spawn").Process(target=serve, args=(there, self.memory, self.prepare), daemon=True)
            self.process.start()
            there.close()
            self.link = here
            return here

    def _ending(self) -> str:
        """Return how the process ended, after it has."""
        process = self.process
        if process is None:
            return "was stopped"
        process.join(GRACE)
        code = process.exitcode
        self.end()
        if code is not None and code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
            return f"ended with {name}" + (", as it does when memory runs out" if name in OF_MEMORY else "")
        return f"ended with exit code {code}"

    def end(self) -> None:
        """End the process, whatever it is doing."""
        with self.lock:
            process, link = self.process, self.link
            self.process = self.link = None
        if process is not None:
            process.kill()
            process.join()
        if link is not None:
            link.close()


def serve(link: connection.Connection[Any, Any], memory: int, prepare: str) -> None:
    """Do calls that come over `link` one after the other, in a process of its own, until the parent ends."""
    _keep_quiet()
    _reserve_little()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        importlib.import_module(prepare)
    except Exception as error:
        link.send(("unable", f"{type(error).__name__}: {error}"))
        return
    limits.watch(lambda seconds: link.send(("grant", seconds)))
    link.send(("ready", ""))
    for count in range(1, sys.maxsize):
        try:
            function, arguments, threads = link.recv()
        except (EOFError, OSError):
            return
        limits.give_threads(threads)
        _bound_memory(memory)
        try:
            answer: tuple[str, Any] = ("value", function(*arguments))
        except BaseException as error:  # whatever it is, it belongs to the caller
            answer = ("error", error)
        _bound_memory(None)
        if count >= RENEWED_AFTER or _held() > RENEWED_ABOVE:
            answer = ("leave", answer)
        link.send(answer)


def _keep_quiet() -> None:
    """Leave Ctrl-C to the parent, and the terminal too: a library that prints about a document would break its lines."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not leave a contract's text lying about


def _reserve_little() -> None:
    """Let threads share two arenas of malloc: each reserves 64 MB of address space, so that the bound would be that of the cores.

    A page of OCR asked for 1,650 MB of addresses of which it used 790; so it asks for 1,160.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):  # no glibc
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


def _end_with_parent() -> None:
    """End this process when its parent is gone, even killed: nobody waits for the answer."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _bound_memory(more: int | None) -> None:
    """Let the address space grow by at most `more` bytes from now on; None lifts the bound. Only Linux keeps to it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = resource.RLIM_INFINITY if more is None else _pages(0) + more
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _held() -> int:
    try:
        return _pages(1)
    except OSError:
        return 0


def _pages(field: int) -> int:
    """Return bytes of this process: field 0 its address space, 1 what is resident. Linux only; OSError elsewhere."""
    with open("/proc/self/statm", encoding="ascii") as stream:
        return int(stream.read().split()[field]) * os.sysconf("SC_PAGE_SIZE")
