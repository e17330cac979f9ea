"""Archives of documents: every file of one has its outcome, and none can hurt."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest

from extractor.batch import find_jobs, run
from extractor.batch_archive import content, entries
from extractor.batch_jobs import safe_relative
from extractor.cli import main
from extractor.errors import DamagedFile, EncryptedFile, ExtractorError, LimitExceeded, MissingFile
from extractor.limits import DEFAULT, Limits

WORDS = b"Acme guarantees 99.9% uptime in each calendar month."


def archive(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return path


def targets(address: str) -> list[str]:
    return [str(job.target) for job in find_jobs([address])]


def test_each_file_of_an_archive_has_its_outcome(tmp_path: Path) -> None:
    place = archive(tmp_path / "all.zip", {"a/acme.txt": WORDS, "empty.pdf": b"", "a/": b"", "bolt.md": b"# Bolt\n\n" + WORDS})
    out = tmp_path / "out"

    assert main(["extract", f"zip://{place}", "-o", str(out), "-q"]) == 1

    assert {str(path.relative_to(out)) for path in out.rglob("[!.]*.json")} == {"a/acme.txt.json", "bolt.md.json"}
    assert json.loads((out / "a/acme.txt.json").read_text(encoding="utf-8"))["document"]["name"] == "acme.txt"
    [line] = (out / "failures.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["file"] == f"zip://empty.pdf::{place}"
    assert json.loads(line)["error"] == "empty_file"


def test_an_archive_that_has_not_changed_is_not_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = archive(tmp_path / "all.zip", {"a.txt": WORDS, "b.txt": WORDS})
    command = ["extract", f"zip://{place}", "-o", str(tmp_path / "out")]
    assert main(command) == 0
    assert main(command) == 0
    assert "2 unchanged" in capsys.readouterr().err
    archive(place, {"a.txt": WORDS + b" Really."})
    assert main(command) == 0
    assert "1 record written" in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("pattern", "found"), [("*.pdf", ["a.pdf.json", "x/b.pdf.json"]), ("x/*", ["x/b.pdf.json"]), ("a.pdf", ["a.pdf.json"]), ("none", [])]
)
def test_a_pattern_chooses_among_the_files(pattern: str, found: list[str], tmp_path: Path) -> None:
    place = archive(tmp_path / "all.zip", {"a.pdf": b"", "x/b.pdf": b"", "c.txt": b""})

    assert targets(f"zip://{pattern}::{place}") == found


def test_commands_for_one_document_take_one_of_an_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = archive(tmp_path / "all.zip", {"a.txt": WORDS, "b.txt": WORDS})

    assert main(["summary", f"zip://b.txt::{place}"]) == 0
    assert "99.9%" in capsys.readouterr().out
    assert main(["summary", f"zip://{place}"]) == 1
    assert "names 2 documents; name one" in capsys.readouterr().err


def test_a_comparison_of_an_archive_has_a_column_for_each_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files of an archive lie at one path; a comparison told them apart by that."""
    place = archive(tmp_path / "all.zip", {"a.txt": WORDS, "b.txt": WORDS.replace(b"99.9", b"99.5").replace(b"Acme", b"Bolt")})

    assert main(["compare", f"zip://{place}", "-f", "csv", "-q"]) == 0
    shown = capsys.readouterr().out
    assert "99.9%" in shown
    assert "99.5%" in shown


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("../../etc/passwd", "_/_/etc/passwd"),
        ("/etc/passwd", "_/etc/passwd"),
        ("..\\..\\windows\\a.txt", "_/_/windows/a.txt"),
        ("C:\\a.txt", "C_/a.txt"),
        ("a/./b/../c.txt", "a/_/b/_/c.txt"),
        ("a//b.txt", "a/_/b.txt"),
        ("... /a.txt", "_/a.txt"),
        ("a\nb\x1b[2J.txt", "a\nb\x1b[2J.txt"),
        ("\u202egnp.txt", "\u202egnp.txt"),
        ("nul\0.txt", "nul_.txt"),
        ("caf\udce9.txt", "caf\ufffd.txt"),
        ("d" * 300 + "/a.txt", None),
        ("n" * 900 + ".txt", "n" * 900 + ".txt"),
    ],
)
def test_no_name_leads_out_of_the_output_folder(name: str, target: str | None, tmp_path: Path) -> None:
    """An archive with "../../.bashrc" in it wrote where it liked."""
    relative = safe_relative(name)

    assert not relative.is_absolute()
    assert ".." not in relative.parts
    assert all(len(part.encode()) <= 255 for part in relative.parts[:-1])
    assert target is None or str(relative) == target
    assert (tmp_path / relative).resolve().is_relative_to(tmp_path)


def test_names_that_come_to_the_same_have_records_of_their_own(tmp_path: Path) -> None:
    """The second record would replace the first."""
    names = ["a/../b.txt", "a/./b.txt", "a//b.txt", "a/_/b.txt", "../b.txt", "_/b.txt", "b.txt", "B.txt"]
    place = archive(tmp_path / "all.zip", dict.fromkeys(names, WORDS))
    out = tmp_path / "out"

    assert main(["extract", f"zip://{place}", "-o", str(out), "-q"]) == 0
    assert len(list(out.rglob("[!.]*.json"))) == len(names)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip", "out"]


def test_a_name_that_is_there_twice_is_read_twice(tmp_path: Path) -> None:
    place = tmp_path / "all.zip"
    with zipfile.ZipFile(place, "w") as package:
        package.writestr("a.txt", WORDS)
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("a.txt", WORDS.replace(b"99.9", b"99.5"))

    records = [json.loads(o.record or "null") for o in run(find_jobs([f"zip://{place}"]), workers=1)]

    assert sorted(record["uptime"][0]["percent"] for record in records) == [99.5, 99.9]


@pytest.mark.parametrize("name", [".hidden/a.pdf", "x/~$a.docx", "__MACOSX/._a.pdf", "failures.jsonl", "a/"])
def test_what_is_no_document_is_left_out(name: str, tmp_path: Path) -> None:
    place = archive(tmp_path / "all.zip", {name: b"", "b.txt": WORDS})

    assert targets(f"zip://{place}") == ["b.txt.json"]


def bomb(*, repeat: int = 400) -> bytes:
    """Return an archive whose entries all lie on the same bytes, which inflate to 50 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.txt", b"\0" * 50_000_000)
    data = file.getvalue()
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    directory = b"".join(entry.replace(b"a.txt", b"%05d" % i) for i in range(repeat))
    return data[:start] + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, repeat, repeat, len(directory), start, 0)


def flagged(data: bytes) -> bytes:
    """Return an archive whose only entry says that it is encrypted."""
    at = data.index(b"PK\x01\x02")
    return data[:6] + b"\x01" + data[7 : at + 8] + b"\x01" + data[at + 9 :]


def lying(data: bytes, size: int) -> bytes:
    """Return an archive whose only entry says that it inflates to another size."""
    at = data.index(b"PK\x01\x02")
    return data[:22] + struct.pack("<L", size) + data[26 : at + 24] + struct.pack("<L", size) + data[at + 28 :]


def zipped(data: bytes, method: int = zipfile.ZIP_DEFLATED, name: str = "a.txt") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        package.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", DamagedFile),
        (b"PK\x03\x04" + bytes(100), DamagedFile),
        (zipped(WORDS)[:-30], DamagedFile),
        (bomb(), DamagedFile),
        (zipped(b"\0" * 300_000_000), LimitExceeded),
        (zipped(b"\0" * 30_000_000), LimitExceeded),
        (zipped(WORDS * 100, zipfile.ZIP_BZIP2), DamagedFile),
        (zipped(WORDS * 100, zipfile.ZIP_LZMA), DamagedFile),
        (flagged(zipped(WORDS)), EncryptedFile),
        (lying(zipped(WORDS * 100), 10), DamagedFile),
        (zipped(WORDS, zipfile.ZIP_STORED).replace(WORDS[:9], b"Acm~~~~~~"), DamagedFile),
        (b"junk before" + zipped(WORDS), None),
    ],
)
def test_a_hostile_archive_is_a_clear_error(data: bytes, error: type[ExtractorError] | None, tmp_path: Path) -> None:
    place = tmp_path / "all.zip"
    place.write_bytes(data)

    if error is None:
        assert content(place, entries(place, DEFAULT)[0].place, DEFAULT) == WORDS
    else:
        with pytest.raises(error):
            content(place, entries(place, DEFAULT)[0].place, DEFAULT)


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    place = archive(tmp_path / "all.zip", {f"{i}.txt": b"" for i in range(30)})

    with pytest.raises(LimitExceeded, match="30 entries"):
        entries(place, Limits(archive_entries=20))
    [job] = find_jobs([f"zip://{place}"], limits=Limits(archive_entries=20))
    assert job.trouble is not None
    assert job.trouble.error == "limit_exceeded"


def test_an_archive_larger_than_its_limit_is_not_opened(tmp_path: Path) -> None:
    place = archive(tmp_path / "all.zip", {"a.txt": WORDS})

    with pytest.raises(LimitExceeded, match="bytes"):
        entries(place, Limits(archive=50))


def test_a_link_in_an_archive_is_not_read(tmp_path: Path) -> None:
    """Its content is the path of a file of whoever unpacks it."""
    place = tmp_path / "all.zip"
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(place, "w") as package:
        package.writestr(link, "/etc/passwd")

    [outcome] = run(find_jobs([f"zip://{place}"]), workers=1)

    assert outcome.failure is not None
    assert outcome.failure.error == "outside_input"


def test_an_archive_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        entries(tmp_path / "none.zip", DEFAULT)
    [outcome] = run(find_jobs([f"zip://{tmp_path / 'none.zip'}"]), workers=1)
    assert outcome.failure is not None
    assert outcome.failure.error == "missing_file"
