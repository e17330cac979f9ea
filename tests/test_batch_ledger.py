"""Going on: what has been read and has not changed is not read again; what was cut off is finished."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor import batch_ledger
from extractor.batch import Job, Ledger, Outcome, find_jobs, run, write
from extractor.batch_ledger import LEDGER
from extractor.cli import main
from extractor.errors import MissingFile
from extractor.limits import Limits
from extractor.readers.source import ReadSettings

MANY = 40
"""Documents of a run that is ended in the middle."""
Said = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "acme.txt": "Acme guarantees 99.9% uptime each month.",
        "deep/bolt.txt": "Bolt: 99% uptime.",
        "empty.pdf": "",
    }.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    return tmp_path / "in"


def read_again(folder: Path, settings: ReadSettings | None = None, *, force: bool = False) -> list[str]:
    """Run a batch over a folder and return the names of the documents that were read."""
    out, settings, read = folder.parent / "out", settings or ReadSettings(), list[str]()
    with Ledger(out, settings) as ledger:

        def told(jobs: list[Job]) -> list[Job]:
            read.extend(sorted(str(job.path.relative_to(folder)) for job in jobs))
            return jobs

        due = told(list(ledger.due(find_jobs([folder]), lambda _: None, force=force)))
        write(run(due, settings=settings, workers=1), out, ledger=ledger)
    return read


def test_what_has_not_changed_is_not_read_again(folder: Path) -> None:
    assert read_again(folder) == ["acme.txt", "deep/bolt.txt", "empty.pdf"]
    assert read_again(folder) == []
    assert [f["error"] for f in failures(folder)] == ["empty_file"]


def failures(folder: Path) -> list[dict[str, str]]:
    listed = folder.parent / "out" / "failures.jsonl"
    return [json.loads(line) for line in listed.read_text(encoding="utf-8").splitlines()] if listed.exists() else []


@pytest.mark.parametrize("name", ["acme.txt", "deep/bolt.txt"])
def test_a_document_that_changed_is_read_again(name: str, folder: Path) -> None:
    """Its size and date may be the same; its content decides."""
    read_again(folder)
    before = (folder / name).stat()
    (folder / name).write_text((folder / name).read_text(encoding="utf-8").replace("99", "98"), encoding="utf-8")
    os.utime(folder / name, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert read_again(folder) == [name]


def test_a_touched_document_is_not(folder: Path) -> None:
    read_again(folder)
    os.utime(folder / "acme.txt", (0, 0))

    assert read_again(folder) == []


@pytest.mark.parametrize("settings", [ReadSettings(passwords=("secret",)), ReadSettings(limits=Limits(pages=5)), ReadSettings(ocr="off")])
def test_other_settings_read_all_again(settings: ReadSettings, folder: Path) -> None:
    """With the password at hand an encrypted document is no failure any more."""
    read_again(folder)

    assert len(read_again(folder, settings)) == 3
    assert read_again(folder, settings) == []


def test_another_version_reads_all_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_again(folder)
    monkeypatch.setattr(batch_ledger, "reader_digest", lambda: "another")

    assert len(read_again(folder)) == 3


def test_force_reads_all_again(folder: Path) -> None:
    read_again(folder)

    assert len(read_again(folder, force=True)) == 3


def test_a_record_that_is_gone_is_made_again(folder: Path) -> None:
    read_again(folder)
    (folder.parent / "out" / "acme.txt.json").unlink()

    assert read_again(folder) == ["acme.txt"]


@pytest.mark.parametrize("error", ["missing_extra", "missing_file", "internal_error"])
def test_a_failure_that_is_not_the_documents_own_is_tried_again(error: str, folder: Path) -> None:
    """LibreOffice may have been installed since."""
    read_again(folder)
    with sqlite3.connect(folder.parent / "out" / LEDGER) as rows:
        rows.execute("UPDATE outcome_1 SET error = ? WHERE error IS NOT NULL", (error,))
    rows.close()

    assert read_again(folder) == ["empty.pdf"]


def test_a_document_that_cannot_be_read_any_more_has_no_record(folder: Path) -> None:
    """It would have two outcomes."""
    read_again(folder)
    (folder / "acme.txt").write_text("", encoding="utf-8")
    read_again(folder)

    assert not (folder.parent / "out" / "acme.txt.json").exists()
    assert len(failures(folder)) == 2


def test_only_failures_of_this_runs_documents_are_listed(folder: Path) -> None:
    read_again(folder)
    (folder / "empty.pdf").unlink()
    read_again(folder)

    assert failures(folder) == []


@pytest.mark.parametrize("junk", [b"", b"no database at all", b"SQLite format 3\x00" + b"\xff" * 2000])
def test_a_damaged_ledger_is_begun_anew(junk: bytes, folder: Path) -> None:
    read_again(folder)
    for part in (folder.parent / "out").glob(LEDGER + "*"):
        part.write_bytes(junk)

    assert len(read_again(folder)) == 3
    assert read_again(folder) == []


def test_a_folder_that_cannot_be_made_is_an_error(folder: Path) -> None:
    with pytest.raises(MissingFile, match="Cannot make"):
        Ledger(folder / "acme.txt" / "out", ReadSettings())


def test_passwords_do_not_stand_in_the_ledger(folder: Path) -> None:
    read_again(folder, ReadSettings(passwords=("correct horse",)))

    assert not any(b"correct horse" in part.read_bytes() for part in (folder.parent / "out").glob(LEDGER + "*"))


def test_the_closing_line_says_what_was_unchanged(folder: Path, capsys: Said) -> None:
    out = folder.parent / "out"
    assert main(["extract", str(folder), "-o", str(out), "-j", "1"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == f"sla: 2 records written to {out}, 1 failed: see {out / 'failures.jsonl'}"

    assert main(["extract", str(folder), "-o", str(out), "-j", "1"]) == 1

    first, last = capsys.readouterr().err.splitlines()
    assert "empty.pdf: The file is empty" in first
    assert last == f"sla: 0 records written to {out}, 3 unchanged since the last run, 1 failed: see {out / 'failures.jsonl'}"


def test_the_ledger_hears_of_a_record_after_it_is_on_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed in between, the other order would lose the record for ever."""
    out, on_disk = folder.parent / "out", list[bool]()
    put = Ledger.put

    def watched(self: Ledger, outcome: Outcome) -> None:
        on_disk.append(outcome.failure is not None or (out / outcome.job.target).is_file())
        put(self, outcome)

    monkeypatch.setattr(Ledger, "put", watched)
    read_again(folder)

    assert on_disk == [True] * 3


def started(folder: Path, out: Path) -> subprocess.Popen[str]:
    """Start a run that a signal may end, also where the tests themselves run in the background, which ignores Ctrl-C."""
    heeding = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from extractor.cli import main; raise SystemExit(main())"
    )
    command = [sys.executable, "-c", heeding, "extract", str(folder), "-o", str(out), "-j", "2"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


def until_some(out: Path, process: subprocess.Popen[str], count: int = 3) -> None:
    while process.poll() is None and sum(1 for _ in out.rglob("[!.]*.json")) < count:
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")
@pytest.mark.parametrize("with_signal", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_run_that_was_ended_in_the_middle_is_gone_on_with(with_signal: signal.Signals, tmp_path: Path) -> None:
    """Ten thousand contracts take hours; a lost connection must not cost them."""
    (tmp_path / "in").mkdir()
    for number in range(MANY):
        (tmp_path / "in" / f"{number}.txt").write_text(f"Provider {number} guarantees 99.{number}% uptime. " * 40, encoding="utf-8")
    (tmp_path / "in" / "empty.pdf").touch()
    out = tmp_path / "out"
    with started(tmp_path / "in", out) as first:
        until_some(out, first)
        os.kill(first.pid, with_signal)
        _, said = first.communicate()
    before = {path: path.stat().st_mtime_ns for path in out.rglob("[!.]*.json")}

    with started(tmp_path / "in", out) as second:
        _, closing = second.communicate()

    assert 3 <= len(before) < MANY
    assert {path.name for path in out.rglob("[!.]*.json")} == {f"{number}.txt.json" for number in range(MANY)}
    assert sum(path.stat().st_mtime_ns == then for path, then in before.items()) >= len(before) - 1
    assert len((out / "failures.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert "unchanged since the last run" in closing
    assert all(json.loads(path.read_text(encoding="utf-8")) for path in out.rglob("[!.]*.json"))
    if with_signal == signal.SIGINT:
        assert first.returncode == 130
        assert "sla: stopped after" in said
        assert "Run the same command again to go on." in said
    assert "Traceback" not in said
