"""A Word file's container, opened within bounds and handed to python-docx as a small sound package.

What reaches python-docx holds only the parts that a reader needs, with the names and namespaces that it knows: strict
OOXML, odd part names, byte order marks, missing content types and megabytes of pictures are settled here.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable
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

_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
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


@dataclass(frozen=True, slots=True)
class _Part:
    """Hold one part on its way to python-docx: `kind` is the last word of its relation, `name` the one it gets."""

    kind: str
    name: str
    content: bytes


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
        related = _relations(container, main)
        document = _plain(container.read(main), limits)
        present = [(kind, name) for kind, name in related if name in container]
        wanted = [_Part(kind, f"{kind}{i}.xml", _plain(container.read(name), limits)) for i, (kind, name) in enumerate(present)]
        core = next((name for kind, name in _relations(container, "") if kind == "core-properties"), "docProps/core.xml")
        title = _title(container.read(core)) if core in container else None
    return _opened_by_python_docx(document, wanted, title)


def _opened_by_python_docx(document: bytes, parts: list[_Part], title: str | None) -> Package:
    """Return the package as python-docx parses it; optional parts that it cannot parse are left out and named."""
    import docx  # it costs 0.15 s
    from docx.oxml import parse_xml

    unread: tuple[str, ...] = ()
    try:
        word = docx.Document(io.BytesIO(_rebuilt(document, parts)))
    except (etree.XMLSyntaxError, ValueError, AttributeError, TypeError):
        _check(document)
        sound = [part for part in parts if _is_sound(part.content)]
        unread = tuple(part.kind for part in parts if part not in sound)
        try:
            word = docx.Document(io.BytesIO(_rebuilt(document, sound)))
        except (etree.XMLSyntaxError, ValueError, AttributeError, TypeError) as error:
            raise DamagedFile("The document is not sound XML.") from error
    root = word.part.element
    if root.tag != f"{W}document":
        raise DamagedFile("The main part of the container is no Word document.")
    package = Package(root, title=title, unread=unread)
    for relation in word.part.rels.values():
        kind, part = relation.reltype.rpartition("/")[2], relation.target_part
        element = part.element if hasattr(part, "element") else parse_xml(part.blob)
        if kind in SINGLE and getattr(package, kind) is None:
            setattr(package, kind, element)
        elif kind in SEVERAL:
            package.furniture.append(element)
    return package


def _rebuilt(document: bytes, parts: Iterable[_Part]) -> bytes:
    """Return a package of the main part and `parts`, uncompressed, under the names that python-docx expects."""
    overrides = [("/word/document.xml", "document.main"), *((f"/word/{part.name}", part.kind) for part in parts)]
    types = "".join(f'<Override PartName="{name}" ContentType="{_CONTENT}.{kind}+xml"/>' for name, kind in overrides)
    related = "".join(f'<Relationship Id="r{i}" Type="{_RELATION}/{part.kind}" Target="{part.name}"/>' for i, part in enumerate(parts))
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    top = relations.format(f'<Relationship Id="r0" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>')
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as container:
        container.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        )
        container.writestr("_rels/.rels", top)
        container.writestr("word/document.xml", document)
        container.writestr("word/_rels/document.xml.rels", relations.format(related))
        for part in parts:
            container.writestr(f"word/{part.name}", part.content)
    return memory.getvalue()


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


def _is_sound(content: bytes) -> bool:
    try:
        _parsed(content)
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _check(document: bytes) -> None:
    """Say why the main part cannot be parsed."""
    try:
        _parsed(document)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise LimitExceeded("The document nests elements too deep.") from error
        raise DamagedFile("The document is not sound XML.") from error
    except ValueError as error:
        raise DamagedFile("The document is not sound XML.") from error


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
