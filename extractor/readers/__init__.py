"""The only place that opens contract files: one module per format, listed here, each `sniff(source)` and `read(source, settings)`."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import NamedTuple, cast

from extractor.document import Document
from extractor.errors import EmptyFile, LimitExceeded, MissingFile, NoText, UnsupportedFormat
from extractor.readers.source import DEFAULT_SETTINGS, ReadSettings, Source, well_formed

__all__ = ["READERS", "ReadSettings", "Reader", "Source", "load", "read"]


class Reader(NamedTuple):
    """Name a format, its module (imported when a file may need it), and the first bytes or endings that suggest it."""

    name: str
    module: str
    magic: tuple[bytes, ...] = ()
    suffixes: tuple[str, ...] = ()


READERS: tuple[Reader, ...] = (
    Reader("pdf", "extractor.readers.pdf", (b"%PDF-",), (".pdf",)),
    Reader("docx", "extractor.readers.docx", (b"PK\x03\x04", b"PK\x05\x06"), (".docx", ".docm", ".dotx")),
    Reader("office", "extractor.readers.office", (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"PK\x03\x04"), (".doc", ".rtf", ".odt")),
    Reader("html", "extractor.readers.html", (b"<",), (".html", ".htm", ".xhtml", ".mht", ".mhtml")),
    Reader("markdown", "extractor.readers.markdown", (), (".md", ".markdown", ".mdx", ".mdown")),
    Reader("text", "extractor.readers.text"),
)
"""In the order in which they are asked; content decides before the name's ending, and plain text takes what is left."""

MAGIC_WINDOW = 1024
"""PDF's own rule: its header may stand anywhere in the first 1,024 bytes."""


def read(source: Source, settings: ReadSettings = DEFAULT_SETTINGS) -> Document:
    """Return the document that a file holds; its format is recognised by content first, by the ending of its name second.

    Raises EmptyFile, UnsupportedFormat, NoText and what the format's own reader raises.
    """
    if not source.data.strip(b"\x00 \t\r\n"):
        raise EmptyFile("The file is empty.")
    for reader in READERS:
        if _suggested(reader, source):
            module = import_module(reader.module)
            if module.sniff(source):
                document = cast("Document", module.read(source, settings))
                if not any(ch.isalnum() for ch in document.text):
                    raise NoText("The document holds no words that could be read.")
                return _bounded(document, settings)
    raise UnsupportedFormat("The content is of no kind that can be read here.")


def _suggested(reader: Reader, source: Source) -> bool:
    if not reader.magic:
        return True
    head = source.data[:MAGIC_WINDOW].lstrip(b"\xef\xbb\xbf \t\r\n")
    if reader.name == "pdf":
        return b"%PDF-" in source.data[:MAGIC_WINDOW] or source.suffix in reader.suffixes
    return head.startswith(reader.magic) or source.suffix in reader.suffixes or (reader.name == "html" and b"<" in head)


def _bounded(document: Document, settings: ReadSettings) -> Document:
    if len(document.text) > settings.limits.characters:
        raise LimitExceeded(f"The document has more than {settings.limits.characters:,} characters.")
    return document if document.language else replace(document, language=None)


def load(path: str | PathLike[str], *, settings: ReadSettings = DEFAULT_SETTINGS) -> Source:
    """Return the bytes of the file at `path`; raises MissingFile and LimitExceeded."""
    file = Path(path)
    try:
        size = file.stat().st_size
        if file.is_dir():
            raise MissingFile(f"{file.name} is a folder.", advice="Name a file.")
        if not file.is_file():
            raise MissingFile(f"{file.name} is not a regular file.", advice="Name a file.")
        if size > settings.limits.bytes:
            raise LimitExceeded(f"The file has {size:,} bytes; the limit is {settings.limits.bytes:,}.")
        return Source(well_formed(file.name), file.read_bytes())
    except FileNotFoundError as error:
        raise MissingFile("There is no such file.") from error
    except OSError as error:
        raise MissingFile(f"The file cannot be opened: {error.strerror or error}.") from error
    except ValueError as error:  # a NUL in the name
        raise MissingFile("The path is not a file name.") from error
