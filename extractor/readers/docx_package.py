"""The parts of a Word file, opened within bounds: python-docx where it can, the bare zip container where it cannot (strict OOXML)."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractor.errors import DamagedFile, EncryptedFile, LimitExceeded
from extractor.limits import Limits
from extractor.readers.source import Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
"""Strict OOXML names the same elements by other addresses."""
_RATIO_FROM = 1_000_000
"""Small parts compress well without being bombs."""


@dataclass(slots=True)
class Package:
    """Hold the parsed parts that a reader needs; a missing part is None or absent."""

    document: etree._Element
    styles: etree._Element | None = None
    numbering: etree._Element | None = None
    footnotes: etree._Element | None = None
    endnotes: etree._Element | None = None
    headers: list[etree._Element] = field(default_factory=list)
    footers: list[etree._Element] = field(default_factory=list)
    title: str | None = None


def opened(source: Source, limits: Limits) -> Package:
    """Return the parts of a Word file; raises DamagedFile, EncryptedFile, LimitExceeded."""
    if source.data.startswith(b"\xd0\xcf\x11\xe0"):
        raise EncryptedFile("The Word file is protected with a password.")
    parts = _bounded_parts(source.data, limits)
    main = _main_name(parts)
    if main is None:
        raise DamagedFile("The container holds no Word document.")
    related = _relations(parts, main)
    package = Package(_parsed(parts[main], main))
    for kind, name in related:
        if name not in parts:
            continue
        if kind in ("styles", "numbering", "footnotes", "endnotes"):
            setattr(package, kind, _quietly(parts[name], name))
        elif kind in ("header", "footer"):
            root = _quietly(parts[name], name)
            if root is not None:
                (package.headers if kind == "header" else package.footers).append(root)
    package.title = _title(parts)
    return package


def _bounded_parts(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the XML parts of the container, refusing bombs before and while they inflate."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            entries = container.infolist()
            if len(entries) > limits.entries:
                raise LimitExceeded(f"The container has {len(entries):,} entries; the limit is {limits.entries:,}.")
            parts: dict[str, bytes] = {}
            left = limits.unpacked
            for entry in entries:
                name = entry.filename.replace("\\", "/").lstrip("/")
                if not name.lower().endswith((".xml", ".rels")) or name.startswith(("customXml/", "word/theme", "word/glossary/", "word/embeddings/")):
                    continue
                if entry.flag_bits & 1:
                    raise EncryptedFile("The container is encrypted.")
                content = _inflated(container, entry, min(left, limits.unpacked), limits)
                left -= len(content)
                parts[name] = content
            return parts
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise DamagedFile("The file is not a sound Word container (zip).") from error


def _inflated(container: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, limits: Limits) -> bytes:
    """Return one entry, read in steps so that a size that lies does not matter."""
    with container.open(entry) as stream:
        content = stream.read(left + 1)
    if len(content) > left:
        raise LimitExceeded(f"The container inflates to more than {limits.unpacked:,} bytes.")
    if len(content) > _RATIO_FROM and len(content) > limits.ratio * max(1, entry.compress_size):
        raise LimitExceeded(f"A part inflates to more than {limits.ratio} times its size.")
    return content


def _parsed(content: bytes, name: str) -> etree._Element:
    for strict, plain in _STRICT:
        content = content.replace(strict, plain)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        recovering = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
        try:
            root = etree.fromstring(content, recovering)
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None or b"<!ENTITY" in content[:5000]:
            raise DamagedFile(f"The part {name} is not sound XML.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedFile(f"The part {name} declares entities; Word never does.")
    return root


def _quietly(content: bytes, name: str) -> etree._Element | None:
    """Return a part that the document can do without, None when it is damaged."""
    try:
        return _parsed(content, name)
    except DamagedFile:
        return None


def _main_name(parts: dict[str, bytes]) -> str | None:
    for kind, name in _relations(parts, ""):
        if kind == "officeDocument" and name in parts:
            return name
    return next((name for name in parts if name.lower() == "word/document.xml"), None)


def _relations(parts: dict[str, bytes], name: str) -> list[tuple[str, str]]:
    """Return (kind, part name) of a part's internal relations, in order."""
    folder, base = posixpath.split(name)
    rels = parts.get(posixpath.join(folder, "_rels", base + ".rels"))
    root = _quietly(rels, name) if rels else None
    found = []
    for relation in root if root is not None else ():
        target = relation.get("Target") if isinstance(relation.tag, str) else None
        if target and relation.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append(((relation.get("Type") or "").rpartition("/")[2], path))
    return found


def _title(parts: dict[str, bytes]) -> str | None:
    root = _quietly(parts["docProps/core.xml"], "core") if "docProps/core.xml" in parts else None
    title = root.findtext("{http://purl.org/dc/elements/1.1/}title") if root is not None else None
    return " ".join(title.split()) or None if title else None


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements below one (no comments, no instructions)."""
    return (child for child in element if isinstance(child.tag, str))
