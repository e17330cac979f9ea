"""A zip archive of documents → its entries and their bytes, within bounds; what the archive says of itself is counted, not believed."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from extractor.errors import DamagedFile, EncryptedFile, LimitExceeded, MissingFile
from extractor.limits import Limits

RATIO_FROM = 1_000_000
"""Small entries compress well without being bombs."""
LONGEST = 1_024
"""Characters of an entry's name that are kept; more are nobody's name."""
METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
"""What inflates step by step; bzip2 and LZMA give all of a block at once, however large."""
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError),
    *(ValueError, RuntimeError, OverflowError, IndexError, UnicodeDecodeError),
)
"""What the zipfile module raises on broken archives."""


class Entry(NamedTuple):
    """Name a file of an archive by its place in the list of contents: names may be there twice."""

    place: int
    name: str
    linked: bool
    """It is a link to another file, of the archive or of the machine that unpacks it."""


def entries(path: Path, limits: Limits) -> list[Entry]:
    """Return the files of an archive; call it in a worker, since the list itself may be the bomb.

    Raises MissingFile, DamagedFile, LimitExceeded. Entries that lie on each other are a bomb that no single ratio shows.
    """
    with _opened(path, limits) as archive:
        found = archive.infolist()
    if len(found) > limits.archive_entries:
        raise LimitExceeded(f"The archive has {len(found):,} entries; the limit is {limits.archive_entries:,}.")
    end = 0
    for entry in sorted(found, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            raise DamagedFile("Entries of the archive overlap.", advice="Ask for a new copy of the archive.")
        end = entry.header_offset + entry.compress_size
    return [
        Entry(place, entry.filename[:LONGEST], stat.S_ISLNK(entry.external_attr >> 16))
        for place, entry in enumerate(found)
        if not entry.is_dir()
    ]


def content(path: Path, place: int, limits: Limits) -> bytes:
    """Return the bytes of one entry; raises MissingFile, DamagedFile, EncryptedFile, LimitExceeded."""
    with _opened(path, limits) as archive:
        entry = archive.infolist()[place]
        if entry.flag_bits & 1:
            raise EncryptedFile("The file is encrypted in its archive.", advice="Unpack the archive and give the folder.")
        if entry.compress_type not in METHODS:
            raise DamagedFile("The file is compressed in a way that is not read here.", advice="Unpack the archive and give the folder.")
        most = min(limits.bytes, max(RATIO_FROM, limits.ratio * entry.compress_size))
        try:
            with archive.open(entry) as stream:
                read = stream.read(most + 1)
        except (*_FAULTS, OSError) as error:
            raise DamagedFile("The file is damaged in its archive.", advice="Ask for a new copy of the archive.") from error
    if len(read) > most:
        raise LimitExceeded(f"The file inflates to more than {most:,} bytes.")
    return read


def _opened(path: Path, limits: Limits) -> zipfile.ZipFile:
    try:
        if path.stat().st_size > limits.archive:
            raise LimitExceeded(f"The archive has more than {limits.archive:,} bytes.")
        return zipfile.ZipFile(path)
    except OSError as error:
        raise MissingFile(f"The archive cannot be opened: {error.strerror or error}.") from error
    except _FAULTS as error:
        raise DamagedFile("The file is not a sound zip archive.") from error
