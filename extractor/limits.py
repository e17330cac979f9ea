"""Bounds that keep a hostile or damaged document from costing more than itself."""

from __future__ import annotations

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
    seconds: float = 60.0


DEFAULT = Limits()
