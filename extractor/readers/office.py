"""Legacy Word, RTF and OpenDocument, through LibreOffice when the machine has it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from extractor.document import Document
from extractor.errors import DamagedFile, EncryptedFile, LimitExceeded, MissingExtra
from extractor.readers.source import ReadSettings, Source

PROGRAMS = ("soffice", "libreoffice", "lowriter")
_TYPES = {".doc": "application/msword", ".rtf": "application/rtf", ".odt": "application/vnd.oasis.opendocument.text"}


def sniff(source: Source) -> bool:
    """Tell whether the content is RTF, an OLE container or an OpenDocument text."""
    return kind_of(source) is not None


def kind_of(source: Source) -> str | None:
    """Return the ending that fits the content, None for other content."""
    if source.data.lstrip().startswith(b"{\\rtf"):
        return ".rtf"
    if source.data.startswith(b"\xd0\xcf\x11\xe0"):
        return ".doc"
    if source.data.startswith(b"PK") and (source.suffix == ".odt" or b"opendocument.text" in source.data[:200]):
        return ".odt"
    return None


def read(source: Source, settings: ReadSettings) -> Document:
    """Return the document as LibreOffice converts it to DOCX, without network or macros, within the time limit."""
    from extractor.readers import docx

    kind = kind_of(source) or ".doc"
    if kind == ".doc" and b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in source.data:
        raise EncryptedFile("The Word file is protected with a password.")
    if kind == ".odt" and not zipfile.is_zipfile(BytesIO(source.data)):
        raise DamagedFile("The file is not a sound OpenDocument container (zip).")
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise MissingExtra(f"Files of type {kind} need LibreOffice, which is not installed.", advice="Install LibreOffice, or save the file as .docx or PDF.")
    document = docx.read(Source(source.name, _converted(program, kind, source.data, settings)), settings)
    return replace(document, media_type=_TYPES[kind])


def _converted(program: str, kind: str, content: bytes, settings: ReadSettings) -> bytes:
    with tempfile.TemporaryDirectory(prefix="sla-") as folder:
        work = Path(folder)
        (work / f"input{kind}").write_bytes(content)
        command = [program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--convert-to", "docx:MS Word 2007 XML"]
        command += ["--outdir", str(work / "out"), str(work / f"input{kind}")]
        try:
            subprocess.run(command, cwd=work, timeout=settings.limits.seconds, capture_output=True, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise LimitExceeded(f"LibreOffice took more than {settings.limits.seconds:.0f} s to convert the file.") from error
        made = work / "out" / "input.docx"
        if not made.is_file():
            raise DamagedFile("LibreOffice could not read the file (damaged, or protected with a password).")
        return made.read_bytes()
