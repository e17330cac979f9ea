"""A Word file's container, opened within bounds: the parts that a reader needs, parsed, with the names that it knows.

Strict OOXML, odd part names, byte order marks, missing content types and megabytes of pictures are settled here.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from lxml import etree

from extractor.errors import DamagedFile, EncryptedFile, LimitExceeded
from extractor.limits import Limits
from extractor.readers.docx_names import W, children
from extractor.readers.docx_zip import Container
from extractor.readers.source import Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a document behind a password."""

PART_BYTES = 100_000_000
"""The text of an 872-page handbook has 5 MB; lxml needs about six times a part's size."""

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
"""Strict OOXML names the same elements by other addresses."""

SINGLE = ("styles", "numbering", "footnotes", "endnotes")
SEVERAL = ("header", "footer")


@dataclass(slots=True)
class Package:
    """Hold the parts that a reader walks; a part that is missing or damaged is None or absent.

    `document` is the root of the main part; `unread` names the parts that were left out because they are damaged.
    """

    document: etree._Element
    styles: etree._Element | None = None
    numbering: etree._Element | None = None
    footnotes: etree._Element | None = None
    endnotes: etree._Element | None = None
    furniture: list[etree._Element] = field(default_factory=list)
    """Headers and footers."""
    title: str | None = None
    unread: tuple[str, ...] = ()


def opened(source: Source, limits: Limits) -> Package:
    """Return the parts of a Word file; raises DamagedFile, EncryptedFile, LimitExceeded."""
    if source.data.startswith(OLE):
        raise EncryptedFile("The Word file is protected with a password.")
    if not source.data.startswith(b"PK"):
        raise DamagedFile("The file is named like a Word document, but its content is something else.")
    with Container(source.data, limits) as container:
        main = _main_name(container)
        if main is None:
            raise DamagedFile("The container holds no Word document.")
        package = Package(_document(_plain(container.read(main), limits)))
        for kind, name in _relations(container, main):
            if name in container:
                _add(package, kind, _plain(container.read(name), limits))
        core = next((name for kind, name in _relations(container, "") if kind == "core-properties"), "docProps/core.xml")
        package.title = _title(container.read(core)) if core in container else None
    return package


def _document(content: bytes) -> etree._Element:
    """Return the root of the main part."""
    try:
        root = _parsed(content)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise LimitExceeded("The document nests elements too deep.") from error
        raise DamagedFile("The document is not sound XML.") from error
    except ValueError as error:
        raise DamagedFile("The document is not sound XML.") from error
    if root.tag != f"{W}document":
        raise DamagedFile("The main part of the container is no Word document.")
    return root


def _add(package: Package, kind: str, content: bytes) -> None:
    """Add another part; the first of its kind counts, and one that cannot be parsed is named."""
    try:
        root = _parsed(content)
    except (etree.XMLSyntaxError, ValueError):
        package.unread += (kind,)
        return
    if kind in SEVERAL:
        package.furniture.append(root)
    elif kind in SINGLE and getattr(package, kind) is None:
        setattr(package, kind, root)


def _plain(content: bytes, limits: Limits) -> bytes:
    """Return a part in UTF-8 with transitional names; raises DamagedFile where it declares entities, LimitExceeded by size."""
    if len(content) > PART_BYTES:
        raise LimitExceeded(f"A part of the document has more than {PART_BYTES:,} bytes.")
    content = _utf8(content)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise DamagedFile("The document declares entities; Word never does.")
    if content.count(b"<w:tc>") + content.count(b"<w:tc ") > limits.cells:
        raise LimitExceeded(f"The document has more than {limits.cells:,} table cells.")
    if _STRICT in content:
        for strict, plain in _NAMESPACES:
            content = content.replace(strict, plain)
    return content


def _utf8(content: bytes) -> bytes:
    """Return XML in UTF-8; UTF-16 would hide what is looked for in the bytes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        encoding = "utf-16" if content[:1] in b"\xff\xfe" else "utf-16-le" if content[:1] == b"<" else "utf-16-be"
        text = content.decode(encoding, "replace").lstrip("\ufeff")
        if text.startswith("<?xml"):  # its declaration would name the wrong encoding
            text = text.partition("?>")[2]
        return text.encode("utf-8", "replace")
    return content.removeprefix(b"\xef\xbb\xbf")


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False)
    return etree.fromstring(content, parser)


def _main_name(container: Container) -> str | None:
    for kind, name in _relations(container, ""):
        if kind == "officeDocument" and name in container:
            return name
    return "word/document.xml" if "word/document.xml" in container else None


def _relations(container: Container, name: str) -> list[tuple[str, str]]:
    """Return (kind, part name) of a part's relations to parts that a reader needs, in order."""
    folder, base = posixpath.split(name)
    path = posixpath.join(folder, "_rels", base + ".rels")
    if path not in container:
        return []
    try:
        root = _parsed(_utf8(container.read(path)))
    except (etree.XMLSyntaxError, ValueError):
        return []
    found: list[tuple[str, str]] = []
    for relation in children(root):
        kind, target = (relation.get("Type") or "").rpartition("/")[2], relation.get("Target")
        if target and relation.get("TargetMode") != "External" and kind in (*SINGLE, *SEVERAL, "officeDocument", "core-properties"):
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((kind, place))
    return found


def _title(content: bytes) -> str | None:
    """Return the title in the file's properties, None where there is none or it cannot be read."""
    try:
        title = _parsed(_utf8(content)).findtext("{http://purl.org/dc/elements/1.1/}title")
    except (etree.XMLSyntaxError, ValueError):
        return None
    return " ".join(title.split()) or None if title else None
