"""Legacy Word, RTF and OpenDocument, through LibreOffice when the machine has it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from extractor.document import Document
from extractor.errors import DamagedFile, LimitExceeded, MissingExtra
from extractor.limits import grant
from extractor.readers import docx
from extractor.readers.docx_package import ENCRYPTED, OLE
from extractor.readers.office_passwords import unlocked
from extractor.readers.source import ReadSettings, Source

PROGRAMS = ("soffice", "libreoffice", "lowriter")
TYPES = {
    ".doc": "application/msword",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".xml": "application/xml",
}
"""From the ending under which LibreOffice recognises a kind to its media type; ".xml" is WordprocessingML of 2003."""

_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORD_MAGIC, _ENCRYPTED_FLAG = (b"\xec\xa5", b"\xdc\xa5"), 0x0100
"""[MS-DOC] 2.5.2: the header that opens the WordDocument stream, and its bit that says "encrypted"."""
_SECTOR = 512
_WORD_2003 = (b"http://schemas.microsoft.com/office/word/2003/wordml", b'progid="Word.Document"')

_SETTING = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_CLOSED = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""No macros, and no fetching of what a document links to: a proxy that refuses every call stands before the network."""


def sniff(source: Source) -> bool:
    """Tell whether the content is RTF, a Word document of 1997 to 2003, or an OpenDocument text."""
    return kind_of(source) is not None


def kind_of(source: Source) -> str | None:
    r"""Return the ending that fits the content, None for other content (Excel and mail files are OLE containers too).

    >>> kind_of(Source("a.doc", b"{\\rtf1 Hello}")), kind_of(Source("a.doc", b"Hello"))
    ('.rtf', None)
    """
    data = source.data
    if data[:64].lstrip().startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(OLE):
        return ".doc" if _WORD_STREAM in data or ENCRYPTED in data or source.suffix == ".doc" else None
    if data.startswith(b"PK") and b"application/vnd.oasis.opendocument.text" in data[:200]:
        return ".odt"
    return ".xml" if any(mark in data[:4096] for mark in _WORD_2003) else None


def read(source: Source, settings: ReadSettings) -> Document:
    """Return the document as LibreOffice converts it to DOCX, without network or macros, within the time limit.

    Raises MissingExtra without LibreOffice, EncryptedFile, DamagedFile, LimitExceeded.
    """
    kind = kind_of(source) or ".doc"
    if kind == ".doc" and (ENCRYPTED in source.data or _is_encrypted(source.data)):
        source = Source(source.name, unlocked(source.data, settings))
        if source.data.startswith(b"PK"):
            return docx.read(source, settings)
    if kind == ".odt" and not zipfile.is_zipfile(BytesIO(source.data)):
        raise DamagedFile("The file is not a sound OpenDocument container (zip).")
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        message = f"Files of type {TYPES[kind]} need LibreOffice, which is not installed."
        raise MissingExtra(message, advice="Install LibreOffice, or save the file as .docx or PDF.")
    converted = _converted(program, kind, source.data, settings)
    return replace(docx.read(Source("converted.docx", converted), settings), media_type=TYPES[kind])


def _is_encrypted(data: bytes) -> bool:
    """Tell whether the header of the WordDocument stream, which begins a sector, says that the text is encrypted."""
    for offset in range(_SECTOR, len(data) - 12, _SECTOR):
        if data.startswith(_WORD_MAGIC, offset):
            return bool(int.from_bytes(data[offset + 10 : offset + 12], "little") & _ENCRYPTED_FLAG)
    return False


def _converted(program: str, kind: str, content: bytes, settings: ReadSettings) -> bytes:
    """Return the content as DOCX; the program works in a folder and with a profile of its own, which are removed."""
    with tempfile.TemporaryDirectory(prefix="sla-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        original, profile, made = work / f"input{kind}", work / "profile", work / "out" / "input.docx"
        original.write_bytes(content)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", f"-env:UserInstallation={profile.as_uri()}"]
        command = [program, *options, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(original)]
        grant(2 * settings.limits.seconds)
        _run(command, work, settings.limits.seconds)
        if not made.is_file():
            raise DamagedFile("LibreOffice could not read the file.")
        if made.stat().st_size > settings.limits.bytes:
            raise LimitExceeded(f"The converted file has more than {settings.limits.bytes:,} bytes.")
        return made.read_bytes()


def _run(command: list[str], work: Path, seconds: float) -> None:
    """Run a program, and end it with all that it started when the time is over."""
    environment = {"HOME": str(work), "TMPDIR": str(work), "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=work, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:  # noqa: S603
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            raise LimitExceeded(f"LibreOffice took more than {seconds:.0f} s to convert the file.") from error


def _registry() -> str:
    items = "".join(_SETTING.format(*each) for each in _CLOSED)
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
