"""The zip container of a Word file, read part by part within bounds; sizes are counted while they inflate, not believed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from types import TracebackType

from extractor.errors import DamagedFile, EncryptedFile, LimitExceeded
from extractor.limits import Limits

RATIO_FROM = 1_000_000
"""Small parts compress well without being bombs."""

_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError),
    *(OSError, ValueError, RuntimeError, OverflowError, IndexError),
)
"""What the zipfile module raises on broken containers."""

_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
"""The only ones that the Open Packaging Conventions allow."""


class Container:
    """Hold an open container; a part is named without a leading slash, in any case.

    Raises DamagedFile where it is no sound zip, LimitExceeded where it has too many entries.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.unpacked
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise DamagedFile("The file is not a sound Word container (zip).") from error
        entries = self.zip.infolist()
        if len(entries) > limits.entries:
            self.zip.close()
            raise LimitExceeded(f"The container has {len(entries):,} entries; the limit is {limits.entries:,}.")
        self.entries = {entry.filename.replace("\\", "/").lstrip("/").casefold(): entry for entry in entries}

    def __enter__(self) -> Container:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.zip.close()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.entries

    def read(self, name: str) -> bytes:
        """Return a part's bytes; raises DamagedFile, EncryptedFile, LimitExceeded."""
        entry = self.entries[name.casefold()]
        if entry.flag_bits & 1:
            raise EncryptedFile("The container is encrypted.")
        if entry.compress_type not in _METHODS:
            raise DamagedFile("The container is compressed in a way that Word never uses.")
        most = max(RATIO_FROM, self.limits.ratio * entry.compress_size)
        try:
            with self.zip.open(entry) as stream:
                content = stream.read(min(self.left, most) + 1)
        except _FAULTS as error:
            raise DamagedFile("A part of the container is damaged.") from error
        if len(content) > self.left:
            raise LimitExceeded(f"The container inflates to more than {self.limits.unpacked:,} bytes.")
        if len(content) > most:
            raise LimitExceeded(f"A part inflates to more than {self.limits.ratio} times its size.")
        self.left -= len(content)
        return content
