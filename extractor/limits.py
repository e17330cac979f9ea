"""Bounds that keep a hostile or damaged document from costing more than itself."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold the most that one document may ask for; each default leaves real contracts an order of magnitude of room.

    >>> Limits(pages=10).pages
    10
    """

    bytes: int = 200_000_000
    """The longest contract file seen was 30 MB (a scan)."""
    pages: int = 3_000
    characters: int = 10_000_000
    """A 1,000-page contract has about 3 million."""
    cells: int = 200_000
    depth: int = 200
    """Nesting of elements (HTML), tables and content controls (Word)."""
    entries: int = 5_000
    """Files inside a zip container (DOCX)."""
    unpacked: int = 300_000_000
    """Bytes of all entries of a zip container after decompression."""
    ratio: int = 200
    """Decompressed to compressed size of one entry above 1 MB."""
    archive: int = 2_000_000_000
    """Bytes of a zip archive of documents (`zip://`); each of its files has the bounds of a file."""
    archive_entries: int = 100_000
    seconds: float = 60.0
    """Of wall time for the whole document, after which its process is ended; readers that can stop early do so at half of it.
    Each page that is recognised by OCR, and a conversion by LibreOffice, are granted their own time on top."""
    memory: int = 1_700_000_000
    """Bytes beyond what the worker holds before it begins. Of addresses, more than it uses: a contract of 870 pages takes 200 MB, a
    scan of seven pages asks for more than 1,450 MB and uses 1,270."""
    record: int = 200_000_000
    """Characters of the record that is written. A contract of 870 pages makes 10 million."""

    @property
    def reading(self) -> float:
        """Return the seconds after which a reader keeps what it has and says that the rest is missing."""
        return self.seconds / 2


DEFAULT = Limits()

_GRANTS: list[Callable[[float], None]] = []
"""Who is told that slow work has begun: the connection to the process that watches this one."""


def grant(seconds: float) -> None:
    """Ask for more time, for work that is known to be slow and bounded (a page of OCR); without a watcher nothing happens.

    >>> grant(30.0)
    """
    for told in _GRANTS:
        told(seconds)


def watch(told: Callable[[float], None]) -> None:
    """Tell `told` of every grant in this process from now on."""
    _GRANTS[:] = [told]


_THREADS: list[int] = []
"""How many threads this process was given."""


def threads() -> int:
    """Return how many threads slow work on one document may use: those this process was given, without a giver one for each core."""
    return _THREADS[0] if _THREADS else cores()


def give_threads(count: int) -> None:
    """Let slow work in this process use `count` threads from now on."""
    _THREADS[:] = [count]


def cores() -> int:
    """Return the cores that this process may run on.

    >>> cores() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_NO_MEMORY = re.compile(
    r"bad_alloc|out of memory|memory allocation failed|(?:failed to|unable to|cannot|could not) allocate", re.IGNORECASE
)
"""How libraries in C and C++ say it when they survive: onnxruntime, libxml2, pdfium, the system."""


def of_memory(error: BaseException) -> bool:
    """Tell whether an exception, or one that it came from, says that there was no memory left.

    >>> of_memory(MemoryError()), of_memory(RuntimeError("Status Message: std::bad_alloc")), of_memory(ValueError("a bad letter"))
    (True, True, False)
    """
    return any(
        isinstance(one, MemoryError) or (isinstance(one, OSError) and one.errno == errno.ENOMEM) or bool(_NO_MEMORY.search(str(one)))
        for one in _chain(error)
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen = set[int]()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__
