"""Word files under a password: opened with the right one, told apart from damaged ones, never opened without."""

from __future__ import annotations

from io import BytesIO

import docx
import msoffcrypto.format.ooxml
import pytest

from extractor.errors import DamagedFile, EncryptedFile, LimitExceeded
from extractor.limits import Limits
from extractor.readers import office_passwords, read
from extractor.readers.docx_package import ENCRYPTED, OLE
from extractor.readers.source import ReadSettings, Source

SECRET = "pässword 1"


@pytest.fixture(scope="module")
def protected() -> bytes:
    """Return a container as Word writes it when a document is saved with a password."""
    plain, out = BytesIO(), BytesIO()
    document = docx.Document()
    document.add_paragraph("Uptime is 99.9% in each month.")
    document.save(plain)
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt(SECRET, out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a"])
def test_the_right_password_among_others_opens_the_file(name: str, protected: bytes) -> None:
    assert read(Source(name, protected), ReadSettings(passwords=("wrong", SECRET))).text == "Uptime is 99.9% in each month."


@pytest.mark.parametrize(("passwords", "said"), [((), "protected"), (("wrong", ""), "None of those given")])
def test_without_it_the_file_stays_closed(passwords: tuple[str, ...], said: str, protected: bytes) -> None:
    with pytest.raises(EncryptedFile, match=said):
        read(Source("a.docx", protected), ReadSettings(passwords=passwords))


def test_the_extra_is_named_where_it_is_missing(protected: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """ "Give the password" is no help to somebody who gave it."""
    monkeypatch.setattr(office_passwords, "find_spec", lambda name: None)

    with pytest.raises(EncryptedFile) as caught:
        read(Source("a.docx", protected), ReadSettings(passwords=(SECRET,)))
    assert "sla-extractor[passwords]" in caught.value.advice


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_damaged_container_is_a_clear_failure(cut: float, protected: bytes) -> None:
    broken = protected[: int(len(protected) * cut)]
    if broken.find(ENCRYPTED) < 0:
        broken = OLE + ENCRYPTED + broken

    with pytest.raises((DamagedFile, EncryptedFile)):
        read(Source("a.docx", broken), ReadSettings(passwords=(SECRET,)))


def test_what_comes_out_keeps_to_the_limits(protected: bytes) -> None:
    with pytest.raises(LimitExceeded, match="without its protection"):
        read(Source("a.docx", protected), ReadSettings(passwords=(SECRET,), limits=Limits(bytes=1000)))
