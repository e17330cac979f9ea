"""Many files: one outcome for each, whatever a document does."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from extractor import batch
from extractor.batch import Failure, Job, Outcome, find_jobs, run, work, write, write_whole
from extractor.errors import DamagedFile, ExtractorError, MissingFile
from extractor.limits import of_memory
from extractor.readers.source import DEFAULT_SETTINGS


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name}: we guarantee 99.9% uptime each month.", encoding="utf-8")
    return folder


def targets(jobs: list[Job]) -> list[str]:
    return [str(job.target) for job in jobs]


def test_a_folder_is_searched_and_its_shape_kept(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a/acme.pdf", "a/deep/er/acme.pdf")

    assert targets(find_jobs([tmp_path])) == ["b.txt.json", "a/acme.pdf.json", "a/deep/er/acme.pdf.json"]


def test_a_file_named_on_its_own_stands_at_the_top(tmp_path: Path) -> None:
    fill(tmp_path, "a/b/acme.pdf")

    assert targets(find_jobs([tmp_path / "a/b/acme.pdf"])) == ["acme.pdf.json"]


def test_two_files_of_one_name_do_not_share_a_record(tmp_path: Path) -> None:
    """The second record would silently replace the first."""
    fill(tmp_path, "acme/sla.pdf", "bolt/sla.pdf", "core/sla.pdf")

    found = targets(find_jobs([tmp_path / "acme/sla.pdf", tmp_path / "bolt", tmp_path / "core"]))

    assert found == ["sla.pdf.json", "bolt/sla.pdf.json", "core/sla.pdf.json"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    fill(tmp_path, "a/acme.pdf")

    assert len(find_jobs([tmp_path, tmp_path / "a", tmp_path / "a/acme.pdf", str(tmp_path / "a/../a/acme.pdf")])) == 1


@pytest.mark.parametrize("name", [".hidden.pdf", "~$acme.docx", ".git/config", "failures.jsonl", "records/acme.pdf.json"])
def test_what_is_no_document_is_left_out(name: str, tmp_path: Path) -> None:
    """Word's lock files, and what an earlier run wrote, are no agreements."""
    fill(tmp_path, name, "acme.pdf")

    assert targets(find_jobs([tmp_path], leave_out=tmp_path / "records")) == ["acme.pdf.json"]


def test_what_is_named_is_read_even_so(tmp_path: Path) -> None:
    fill(tmp_path, ".hidden.pdf")

    assert len(find_jobs([tmp_path / ".hidden.pdf", tmp_path / "missing.pdf"])) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_back_to_the_folder_above_is_no_trap(tmp_path: Path) -> None:
    fill(tmp_path, "a/acme.pdf")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert targets(find_jobs([tmp_path])) == ["a/acme.pdf.json"]


def test_every_job_has_one_outcome(contracts: Path) -> None:
    """A file that is neither a record nor a failure is lost."""
    fill(contracts, *(f"many/{i}.txt" for i in range(5)))
    (contracts / "empty.pdf").touch()
    jobs = [*find_jobs([contracts]), Job(contracts / "gone.pdf", Path("gone.pdf.json"))]

    outcomes = list(run(jobs, workers=2))

    assert sorted(o.job.path for o in outcomes) == sorted(job.path for job in jobs)
    assert all((o.record is None) != (o.failure is None) for o in outcomes)
    assert {o.job.path.name: o.failure.error for o in outcomes if o.failure} == {"empty.pdf": "empty_file", "gone.pdf": "missing_file"}


def test_one_process_and_several_give_the_same(contracts: Path) -> None:
    fill(contracts, "more.txt")
    jobs = find_jobs([contracts])

    alone, pooled = ({o.job.path: o.record for o in run(jobs, workers=workers)} for workers in (1, 2))

    assert alone == pooled


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MissingFile("Gone."), "missing_file"),
        (RecursionError(), "limit_exceeded"),
        (ZeroDivisionError("by zero"), "internal_error"),
        (UnicodeDecodeError("utf-8", b"", 0, 1, "bad"), "internal_error"),
    ],
)
def test_whatever_reading_raises_becomes_a_failure(error: Exception, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One document among ten thousand must not end the run."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("extractor.pipeline.extract", fail)

    outcome = work(Job(tmp_path / "a.pdf", Path("a.pdf.json")), DEFAULT_SETTINGS)

    assert outcome.record is None
    assert outcome.failure is not None
    assert outcome.failure.error == code
    assert outcome.failure.file == str(tmp_path / "a.pdf")
    assert outcome.failure.advice
    assert outcome.failure.message


def without_memory(error: Exception) -> Exception:
    """Return a fault of a reader that hides what it came from."""
    fault = DamagedFile("The part is damaged.")
    fault.__cause__ = error
    return fault


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : Non-zero status code returned. Status Message: std::bad_alloc\n"),
        RuntimeError("[ONNXRuntimeError] : 1 : FAIL : bfc_arena.cc:376 Failed to allocate memory for requested buffer of size 2304000"),
        OSError(12, "Cannot allocate memory"),
        without_memory(MemoryError()),
        without_memory(ValueError("Memory allocation failed : growing buffer")),
    ],
)
def test_whatever_says_that_memory_ran_out_is_the_limit_of_memory(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scan for whose recognition there was no memory left was reported as a fault of ours."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("extractor.pipeline.extract", fail)

    with pytest.raises(MemoryError):
        work(Job(tmp_path / "a.pdf", Path("a.pdf.json")), DEFAULT_SETTINGS)


@pytest.mark.parametrize("error", [MissingFile("Gone."), ValueError("no memory of it"), RuntimeError("allocate")])
def test_other_faults_are_not_taken_for_want_of_memory(error: Exception) -> None:
    assert not of_memory(error)


def hungry_first(job: Job, settings: object) -> Outcome:
    """Read a job, but for one document only in a fresh process, and for another never."""
    fresh = "READ_BEFORE" not in os.environ
    os.environ["READ_BEFORE"] = "yes"
    if job.path.name == "hungry.txt" or (job.path.name == "unlucky.txt" and not fresh):
        raise MemoryError
    return Outcome(job, record="{}")


def test_a_document_without_memory_is_tried_in_a_fresh_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other documents left behind in a worker would fail one that is sound."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    monkeypatch.setattr(batch, "work", hungry_first)
    jobs = [Job(tmp_path / name, Path(name + ".json")) for name in ("a.txt", "unlucky.txt", "hungry.txt", "b.txt")]

    outcomes = {o.job.path.name: o for o in run(jobs, workers=1)}

    assert {name: o.failure.error for name, o in outcomes.items() if o.failure} == {"hungry.txt": "limit_exceeded"}
    assert len(outcomes) == 4


def test_being_stopped_is_no_failure_of_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.pipeline.extract", stop)

    with pytest.raises(KeyboardInterrupt):
        work(Job(tmp_path / "a.pdf", Path("a.pdf.json")), DEFAULT_SETTINGS)


def dies(job: Job, settings: object) -> Outcome:
    """Read a job as `work` does, except that one document takes its process down."""
    if job.path.name == "deadly.txt":
        os._exit(1)
    return Outcome(job, record="{}")


def test_a_document_that_kills_its_worker_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash in a C library (PDF) takes the whole process with it, and its neighbours' work."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    monkeypatch.setattr(batch, "work", dies)
    jobs = [Job(tmp_path / name, Path(name + ".json")) for name in ("a.txt", "b.txt", "deadly.txt", "c.txt", "d.txt", "e.txt")]

    outcomes = {o.job.path.name: o for o in run(jobs, workers=2)}

    assert len(outcomes) == len(jobs)
    assert [name for name, o in outcomes.items() if o.failure] == ["deadly.txt"]
    failure = outcomes["deadly.txt"].failure
    assert failure is not None
    assert failure.error == "worker_died"


def outcome(name: str, *, error: str | None = None) -> Outcome:
    job = Job(Path(name), Path(name + ".json"))
    return Outcome(job, failure=Failure(name, error, "It is bad.", "Mend it.")) if error else Outcome(job, record='{"name": "é"}')


def test_records_and_failures_are_written(tmp_path: Path) -> None:
    seen: list[Outcome] = []

    assert write(
        [outcome("z.pdf", error="damaged_file"), outcome("b/é.pdf"), outcome("a.pdf", error="empty_file")], tmp_path / "o", seen=seen.append
    ) == (1, 2)

    assert (tmp_path / "o/b/é.pdf.json").read_text(encoding="utf-8") == '{"name": "é"}\n'
    lines = (tmp_path / "o/failures.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"file": "a.pdf", "error": "empty_file", "message": "It is bad.", "advice": "Mend it."},
        {"file": "z.pdf", "error": "damaged_file", "message": "It is bad.", "advice": "Mend it."},
    ]
    assert len(seen) == 3


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a record reads as a damaged one, a day later."""
    write_whole(tmp_path / "a.json", "old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ExtractorError, match="No space left"):
        write_whole(tmp_path / "a.json", "new")

    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")
def test_records_can_be_read_by_those_who_may(tmp_path: Path) -> None:
    """Records were written for their owner only, so that the service beside could not read them."""
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "a.json", "{}")
    finally:
        os.umask(before)

    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_stays_a_link_and_a_pipe_a_pipe(tmp_path: Path) -> None:
    """Run by root, `-o /dev/null` replaced the device by a file."""
    (tmp_path / "real.md").write_text("old", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)

    write_whole(tmp_path / "link.md", "new")
    write_whole(tmp_path / "pipe", "new")

    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8") == "new"
    assert os.read(reader, 10) == b"new"
    os.close(reader)
