"""Word files put together from raw XML, so that a test holds nothing but what it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from extractor.document import Document
from extractor.limits import Limits
from extractor.readers import docx
from extractor.readers.source import ReadSettings, Source

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _package(body: str, parts: Mapping[str, str], raw: Mapping[str, bytes]) -> bytes:
    """Return a package whose main part has `body`; `parts` maps "numbering", "styles" … to the inside of that part's root."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as container:
        types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{CONTENT}.{name}+xml"/>' for name in parts)
        container.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{CONTENT}.document.main+xml"/>{types}</Types>',
        )
        relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
        main = f'<Relationship Id="r0" Type="{RELATION}/officeDocument" Target="word/document.xml"/>'
        container.writestr("_rels/.rels", relations.format(main))
        related = "".join(f'<Relationship Id="{name}" Type="{RELATION}/{name}" Target="{name}.xml"/>' for name in parts)
        container.writestr("word/_rels/document.xml.rels", relations.format(related))
        if "word/document.xml" not in raw:
            container.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        roots = {"header": "hdr", "footer": "ftr"}
        for name, inside in parts.items():
            root = roots.get(name, name)
            container.writestr(f"word/{name}.xml", f"<w:{root} {NAMESPACES}>{inside}</w:{root}>")
        for name, content in raw.items():
            container.writestr(name, content)
    return memory.getvalue()


@pytest.fixture(scope="session")
def word_file() -> Callable[..., bytes]:
    """Return a function that writes a Word file: word_file(body, numbering=…, styles=…, raw={path: bytes})."""

    def build(body: str = "", *, raw: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
        return _package(body, parts, raw or {})

    return build


@pytest.fixture(scope="session")
def read_word(word_file: Callable[..., bytes]) -> Callable[..., Document]:
    """Return a function that reads the Word file which `word_file` would write."""

    def read(body: str = "", *, limits: Limits | None = None, raw: Mapping[str, bytes] | None = None, **parts: str) -> Document:
        settings = ReadSettings(limits=limits or Limits())
        return docx.read(Source("agreement.docx", word_file(body, raw=raw, **parts)), settings)

    return read
