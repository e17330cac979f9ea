"""Legacy files: recognised by content, converted by LibreOffice where it is, refused with advice where it is not."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.errors import DamagedFile, EncryptedFile, LimitExceeded, MissingExtra
from extractor.limits import Limits
from extractor.readers import office
from extractor.readers.source import DEFAULT_SETTINGS, ReadSettings, Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
STREAM = "WordDocument".encode("utf-16-le")
RTF = Source("a.rtf", b"{\\rtf1 Uptime}")

KINDS = [
    ("RTF under any name", "a.txt", b"{\\rtf1 x}", ".rtf"),
    ("Word of 1997", "a.bin", OLE + STREAM, ".doc"),
    ("an OLE container named .doc", "a.doc", OLE, ".doc"),
    ("a mail or a sheet", "a.msg", OLE, None),
    ("OpenDocument", "a.zip", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
    ("another zip", "a.odt", b"PK\x03\x04" + bytes(100), None),
    ("WordprocessingML of 2003", "a.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', ".xml"),
    ("words about RTF", "a.rtf", b"The format {\\rtf1 is old.", None),
]


@pytest.mark.parametrize(("name", "data", "kind"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_the_content_decides(name: str, data: bytes, kind: str | None) -> None:
    assert office.kind_of(Source(name, data)) == kind


def test_without_libreoffice_the_user_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)

    with pytest.raises(MissingExtra) as caught:
        office.read(RTF, DEFAULT_SETTINGS)

    assert "LibreOffice" in caught.value.advice


def test_an_encrypted_legacy_file_is_told_before_anything_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: pytest.fail("started"))
    header = b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01"

    with pytest.raises(EncryptedFile):
        office.read(Source("a.doc", OLE + header + bytes(600) + STREAM), DEFAULT_SETTINGS)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that puts a shell script in the place of LibreOffice."""

    def install(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(office.shutil, "which", lambda name: str(path))

    return install


def test_what_libreoffice_makes_is_read(program: Callable[[str], None], word_file: Callable[..., bytes], tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(word_file("<w:p><w:r><w:t>Uptime</w:t></w:r></w:p>"))
    program(f"mkdir -p out && cp {made} out/input.docx")
    document = office.read(RTF, DEFAULT_SETTINGS)

    assert (document.text, document.media_type) == ("Uptime", "application/rtf")


def test_a_conversion_that_makes_nothing_is_a_damaged_file(program: Callable[[str], None]) -> None:
    program("exit 1")

    with pytest.raises(DamagedFile):
        office.read(RTF, DEFAULT_SETTINGS)


def test_a_conversion_that_hangs_is_ended_with_its_children(program: Callable[[str], None], tmp_path: Path) -> None:
    """LibreOffice is a script that starts the real program; ending only the script would leave it running."""
    program(f"(sleep 1; touch {tmp_path / 'survived'}) & wait")

    with pytest.raises(LimitExceeded):
        office.read(RTF, ReadSettings(limits=Limits(seconds=0.2)))

    time.sleep(1.3)
    assert not (tmp_path / "survived").exists()


def test_the_profile_forbids_macros_and_fetching(program: Callable[[str], None], tmp_path: Path) -> None:
    program(f"cp profile/user/registrymodifications.xcu {tmp_path}")
    with pytest.raises(DamagedFile):
        office.read(RTF, DEFAULT_SETTINGS)

    settings = (tmp_path / "registrymodifications.xcu").read_text()
    assert "DisableMacrosExecution" in settings
    assert "BlockUntrustedRefererLinks" in settings
