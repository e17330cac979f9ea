"""Documents in stores of objects (s3://, gs://, az://), through fsspec: what lies at an address, and its bytes in a file here.

Nobody but the user names an address: none comes from a document. What is parsed is parsed by workers, which open no connection.
"""

from __future__ import annotations

import re
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, TypeVar

from extractor.errors import BadAddress, ExtractorError, LimitExceeded, MissingExtra, MissingFile, Unreachable
from extractor.limits import Limits

T = TypeVar("T")
J = TypeVar("J")

STORES = {"s3": ("s3fs", "s3"), "gs": ("gcsfs", "gs"), "gcs": ("gcsfs", "gs"), "az": ("adlfs", "az"), "abfs": ("adlfs", "az")}
"""From the scheme of an address to the package that reads it and the extra that installs it."""
ARCHIVE = "zip"
AHEAD = 8
"""Documents fetched while others are read: the answer of a store takes longer than most documents."""
STEP = 4_000_000
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,19})://", re.IGNORECASE)


class Found(NamedTuple):
    """Hold an object's address, its name below the address that was given, and what tells its content from another (or None)."""

    url: str
    name: str
    mark: str | None


def scheme_of(text: str) -> str | None:
    """Return the scheme of an address, None for a path.

    >>> scheme_of("s3://contracts/2025"), scheme_of("contracts/2025"), scheme_of("C://x")
    ('s3', None, None)
    """
    found = _SCHEME.match(text)
    return found[1].lower() if found else None


def listed(url: str) -> list[Found]:
    """Return the objects at an address: itself, all below a prefix, or those that fit its pattern (`*`, and `**` as a folder of any depth).

    Raises BadAddress, MissingExtra, MissingFile, Unreachable. The list is held while it is read, about a kilobyte for each object.
    """
    store, path = _opened(url)

    def ask() -> tuple[str, dict[str, Any]]:
        if "*" in path and not store.exists(path):
            return path.partition("*")[0].rpartition("/")[0], store.glob(path, detail=True)
        about = store.info(path)
        if about["type"] == "file":
            return path.rpartition("/")[0], {path: about}
        return path, store.find(path, detail=True)

    base, objects = _asked(url, ask)
    scheme, files = url.partition("://")[0], []
    for key, about in objects.items():
        if about["type"] == "file" and not key.endswith("/"):  # what ends so stands for a folder
            mark = next((str(about[name]) for name in ("ETag", "etag", "md5Hash", "content_md5") if about.get(name)), None)
            size = about.get("size")
            files.append(Found(f"{scheme}://{key}", key[len(base) :].removeprefix("/"), f"{mark} {size}" if mark else None))
    return files


def fetch(url: str, place: Path, most: int) -> None:
    """Write the bytes of an object to a file; raises LimitExceeded and what `listed` raises."""
    store, path = _opened(url)

    def copy() -> bool:
        left = most
        with store.open(path, "rb", block_size=STEP) as stream, place.open("wb") as file:
            while block := stream.read(STEP):
                left -= len(block)
                if left < 0:
                    return False
                file.write(block)
        return True

    if not _asked(url, copy):
        raise LimitExceeded(f"The object has more than {most:,} bytes.")


def _opened(url: str) -> tuple[Any, str]:
    """Return the file system of an address and the path in it."""
    scheme = scheme_of(url)
    if scheme not in STORES:
        known = ", ".join(f"{name}://" for name in (*STORES, ARCHIVE))
        raise BadAddress(f"Addresses of {scheme}:// are not read; those of {known} are.")
    package, extra = STORES[scheme]
    if find_spec(package) is None:
        advice = f"Install the extra: pip install 'sla-extractor[{extra}]'."
        raise MissingExtra(f"Addresses of {scheme}:// need the package {package}, which is not installed.", advice=advice)
    import fsspec

    store = _asked(url, lambda: fsspec.filesystem(scheme, use_listings_cache=False))
    return store, str(store._strip_protocol(url)).rstrip("/")


def _asked(url: str, call: Callable[[], T]) -> T:
    """Return what a store answers. Every store has exceptions of its own, of which none should end a run: hence the broad `except`."""
    try:
        return call()
    except FileNotFoundError as error:
        raise MissingFile("There is nothing at this address.", advice="Check the address.") from error
    except PermissionError as error:
        raise MissingFile("The store does not allow it to be read.", advice="Check the credentials and their rights.") from error
    except (ExtractorError, MemoryError):
        raise
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        raise Unreachable(f"{url.partition('://')[0]}:// cannot be read: {reason}.") from error


class Spool:
    """Hold fetched objects as files in a folder that goes away with it; none stays longer than `drop` is told."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._count = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._threads is not None:
            self._threads.shutdown(wait=True, cancel_futures=True)
        if self._folder is not None:
            self._folder.cleanup()

    def place(self) -> Path:
        """Return the path of a file that is not there yet."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="sla-", ignore_cleanup_errors=True)
        self._count += 1
        return Path(self._folder.name) / f"{self._count}"

    def ahead(self, jobs: Iterable[J], *, afar: Callable[[J], str | None], here: Callable[[J, Path | ExtractorError], J]) -> Iterator[J]:
        """Yield jobs in their order, those with an address (`afar`) as `here` makes them of the fetched file or of what went wrong.

        A few are fetched ahead; jobs without an address are taken one by one, as if they were given alone.
        """
        waiting: deque[tuple[J, Future[Path | ExtractorError] | None]] = deque()
        for job in jobs:
            url = afar(job)
            waiting.append((job, self._fetching(url) if url is not None else None))
            while waiting and (waiting[0][1] is None or len(waiting) > AHEAD):
                yield _settled(*waiting.popleft(), here)
        while waiting:
            yield _settled(*waiting.popleft(), here)

    def drop(self, path: Path) -> None:
        """Remove a file, if it is one of the spool's."""
        if self._folder is not None and path.parent == Path(self._folder.name):
            with suppress(OSError):
                path.unlink()

    def _fetching(self, url: str) -> Future[Path | ExtractorError]:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(AHEAD, thread_name_prefix="fetch")
        return self._threads.submit(self._fetched, url, self.place())

    def _fetched(self, url: str, place: Path) -> Path | ExtractorError:
        try:
            fetch(url, place, self.limits.bytes)
        except ExtractorError as error:
            return error
        return place


def _settled(job: J, fetched: Future[Path | ExtractorError] | None, here: Callable[[J, Path | ExtractorError], J]) -> J:
    return job if fetched is None else here(job, fetched.result())
