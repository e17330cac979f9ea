"""A batch on a cluster: a real scheduler and real workers, one of which is killed; every document has one outcome."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import distributed
import pytest

from extractor import batch_dask
from extractor.batch import find_jobs, run
from extractor.batch_dask import run_on, work_sent
from extractor.cli import main
from extractor.errors import ClusterDiffers, Unreachable
from extractor.limits import Limits
from extractor.readers.source import DEFAULT_SETTINGS, ReadSettings, Source

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to a bound of the address space")
MANY = 40


class Cluster:
    """Hold a scheduler's address, and its and its workers' processes."""

    def __init__(self, address: str, scheduler: subprocess.Popen[bytes], workers: list[subprocess.Popen[bytes]]) -> None:
        self.address, self.scheduler, self.workers = address, scheduler, workers


@contextmanager
def cluster(folder: Path, *, nanny: bool = False, workers: int = 2) -> Iterator[Cluster]:
    """Run a scheduler and workers with one thread each, as somebody would from a shell."""
    place = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(place)]
    alone = [] if nanny else ["--no-nanny"]
    with ExitStack() as running:
        log = running.enter_context((folder / "log.txt").open("wb"))

        def start(*command: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen([sys.executable, "-m", *command], stdout=log, stderr=log, start_new_session=True)
            running.callback(process.wait)
            running.callback(_end, process)
            return process

        scheduler = start("distributed.cli.dask_scheduler", "--port", "0", *options)
        address = _address(place)
        command = ("distributed.cli.dask_worker", "--nthreads", "1", "--local-directory", str(folder / "work"), *alone, *options)
        started = [start(*command) for _ in range(workers)]
        yield Cluster(address, scheduler, started)


def _address(place: Path) -> str:
    """Return what a scheduler writes when it listens; the file is there before its words are."""
    until = time.monotonic() + 60
    while True:
        try:
            return str(json.loads(place.read_text(encoding="utf-8"))["address"])
        except (OSError, ValueError):
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with what it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        process.kill()


@pytest.fixture(scope="module")
def shared_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("dask"), workers=1) as made:
        yield made


def folder_of(place: Path, count: int) -> Path:
    place.mkdir()
    for number in range(count):
        (place / f"{number:02}.txt").write_text(f"Provider {number} guarantees 99.{number:02}% uptime each month.", encoding="utf-8")
    (place / "empty.pdf").touch()
    (place / "broken.docx").write_bytes(b"PK\x03\x04 and no more")
    return place


def test_a_worker_that_is_killed_costs_no_document(tmp_path: Path) -> None:
    """A machine of a cluster goes away in the night; every document has one outcome even so, and the right one."""
    jobs = find_jobs([folder_of(tmp_path / "in", MANY)])
    told: Counter[str] = Counter()
    records: dict[str, str | None] = {}
    with cluster(tmp_path) as made:
        for outcome in run_on(made.address, jobs):
            told[outcome.job.path.name] += 1
            records[outcome.job.path.name] = outcome.record
            if sum(told.values()) == 5:
                _end(made.workers[0])

        assert made.workers[0].poll() is not None
        assert made.workers[1].poll() is None
    assert told == dict.fromkeys((job.path.name for job in jobs), 1)
    assert records == {o.job.path.name: o.record for o in run(jobs, workers=1)}


def test_limits_hold_on_the_cluster(shared_cluster: Cluster, tmp_path: Path) -> None:
    """A document that hangs would take a worker out of the cluster."""
    jobs = find_jobs([folder_of(tmp_path / "in", 2)])

    outcomes = list(run_on(shared_cluster.address, jobs, settings=ReadSettings(limits=Limits(seconds=0.0))))

    assert {o.failure.error for o in outcomes if o.failure and o.job.path.suffix == ".txt"} == {"limit_exceeded"}
    assert all("0 seconds" in o.failure.message for o in outcomes if o.failure and o.failure.error == "limit_exceeded")
    assert len(outcomes) == len(jobs) == 4


@LINUX
def test_memory_is_bounded_on_the_cluster(shared_cluster: Cluster, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Acme guarantees 99.9% uptime.\n\n" * 300_000, encoding="utf-8")

    [outcome] = run_on(shared_cluster.address, find_jobs([tmp_path / "in"]), settings=ReadSettings(limits=Limits(memory=20_000_000)))

    assert outcome.failure is not None
    assert outcome.failure.error == "limit_exceeded"
    assert "20 MB" in outcome.failure.message


def test_the_command_reads_on_a_cluster_and_goes_on(shared_cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["extract", str(folder_of(tmp_path / "in", 3)), "-o", str(tmp_path / "out"), "--dask", shared_cluster.address]

    assert main(command) == 1
    assert "3 records written" in capsys.readouterr().err
    assert main(command) == 1
    assert "0 records written" in capsys.readouterr().err
    failures = (tmp_path / "out/failures.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["error"] for line in failures] == ["damaged_file", "empty_file"]


def test_a_worker_under_a_nanny_may_have_readers(tmp_path: Path) -> None:
    """`dask worker` starts a nanny, which marks its worker as a daemon; such a process may have no children."""
    with cluster(tmp_path, nanny=True, workers=1) as made:
        outcomes = list(run_on(made.address, find_jobs([folder_of(tmp_path / "in", 2)])))

    assert sum(o.record is not None for o in outcomes) == 2
    assert len(outcomes) == 4


def test_a_cluster_of_another_version_is_refused() -> None:
    """Half of the records would be made by other rules."""
    job = next(iter(find_jobs(["a.txt"])))

    with pytest.raises(ClusterDiffers):
        work_sent(job, Source("a.txt", b"99.9% uptime"), DEFAULT_SETTINGS, "another")


def test_a_scheduler_that_does_not_answer_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.setattr(batch_dask, "PATIENCE", 1.0)

    with pytest.raises(Unreachable, match="No Dask scheduler answers"):
        list(run_on("tcp://127.0.0.1:1", find_jobs([folder_of(tmp_path / "in", 1)])))
    assert main(["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--dask", "nonsense"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    left = [one.status for one in gc.get_objects() if type(one) is distributed.Client]
    assert set(left) <= {"closed"}, "the next client may wait for ever"


def test_a_cluster_that_goes_away_ends_the_run_and_it_can_go_on(tmp_path: Path) -> None:
    """Ten thousand documents would be read here, one by one."""
    jobs, seen = find_jobs([folder_of(tmp_path / "in", MANY)]), list[str]()

    def read() -> None:
        with cluster(tmp_path, workers=1) as made:
            for outcome in run_on(made.address, jobs):
                seen.append(outcome.job.path.name)
                if len(seen) == 3:
                    _end(made.scheduler)

    with pytest.raises(Unreachable, match="is gone"):
        read()
    assert 3 <= len(seen) == len(set(seen)) < MANY
