"""Workers: whatever one call does to its process, the others are done and the pool goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor
from pathlib import Path

import pytest

from extractor import batch, limits
from extractor.batch import Job, Outcome, run, work_guarded
from extractor.batch_workers import CannotStart, OutOfTime, WorkerDied, Workers
from extractor.limits import Limits
from extractor.readers.source import ReadSettings

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to a bound of the address space")


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker imports a call's function by its name, thus this file."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)


def workers(count: int = 1, *, seconds: float = 30.0, memory: int = 400_000_000) -> Workers:
    return Workers(count, seconds=seconds, memory=memory, prepare="extractor.limits")


def doubled(number: int) -> int:
    return 2 * number


def process_of(_: int) -> int:
    return os.getpid()


def ended(code: int) -> None:
    os._exit(code)


def crashed(with_signal: int) -> None:
    os.kill(os.getpid(), with_signal)


def threads_after(seconds: float) -> int:
    time.sleep(seconds)
    return limits.threads()


def asleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def asleep_with_leave(seconds: float) -> float:
    limits.grant(seconds + 5)
    return asleep(seconds)


def hungry(size: int) -> int:
    return len(bytearray(size))


def failing(words: str) -> None:
    raise ValueError(words)


def printing(words: str) -> None:
    sys.stdout.write(words)
    sys.stderr.write(words)
    os.write(2, words.encode())


def test_workers_are_an_executor() -> None:
    """A cluster's executor can stand in their place."""
    with workers(2) as pool:
        assert isinstance(pool, Executor)
        assert list(pool.map(doubled, range(20))) == [2 * n for n in range(20)]


def test_an_exception_reaches_the_caller_and_the_process_stays() -> None:
    with workers() as pool:
        before = pool.submit(process_of, 0).result()
        with pytest.raises(ValueError, match="as it is"):
            pool.submit(failing, "as it is").result()

        assert pool.submit(process_of, 0).result() == before


@pytest.mark.parametrize(
    ("call", "argument", "ending"),
    [
        (ended, 3, "exit code 3"),
        (ended, 0, "exit code 0"),
        (crashed, signal.SIGSEGV, "SIGSEGV"),
        (crashed, signal.SIGABRT, "memory"),
        (crashed, signal.SIGKILL, "memory"),
    ],
)
def test_a_call_that_ends_its_process_costs_only_itself(call: object, argument: int, ending: str) -> None:
    """A crash in a C library takes the whole process with it."""
    with workers() as pool:
        futures = [pool.submit(doubled, 1), pool.submit(call, argument), pool.submit(doubled, 2)]  # type: ignore[arg-type]

        assert futures[0].result() == 2
        with pytest.raises(WorkerDied, match=ending):
            futures[1].result()
        assert futures[2].result() == 4


def test_a_call_that_hangs_is_ended_and_its_neighbour_is_not() -> None:
    with workers(2, seconds=5.0) as pool:  # within which a process imports this file
        hangs, waits = pool.submit(asleep, 600.0), pool.submit(doubled, 4)

        assert waits.result() == 8
        with pytest.raises(OutOfTime, match="5 seconds"):
            hangs.result()
        assert pool.submit(doubled, 5).result() == 10


def test_slow_work_that_asks_for_time_gets_it() -> None:
    """Twenty scanned pages take longer than any contract that carries its text."""
    with workers(seconds=1.0) as pool:
        assert pool.submit(asleep_with_leave, 2.0).result() == 2.0
        with pytest.raises(OutOfTime):
            pool.submit(asleep, 30.0).result()


@LINUX
def test_a_call_that_eats_memory_is_refused_it_and_the_process_stays() -> None:
    with workers(memory=300_000_000) as pool:
        before = pool.submit(process_of, 0).result()
        with pytest.raises(MemoryError):
            pool.submit(hungry, 1_000_000_000).result()

        assert pool.submit(hungry, 100_000_000).result() == 100_000_000
        assert pool.submit(process_of, 0).result() == before


def test_nothing_that_a_library_prints_reaches_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """Its words come from the document, control sequences and all."""
    with workers() as pool:
        pool.submit(printing, "\x1b[2Jowned").result()

    assert capfd.readouterr() == ("", "")


def test_workers_that_cannot_start_are_no_fault_of_a_document() -> None:
    """Each of ten thousand documents would be recorded as one that kills its reader."""
    with (
        Workers(1, seconds=5, memory=10**9, prepare="extractor.not_there") as pool,
        pytest.raises(CannotStart, match="ModuleNotFoundError"),
    ):
        pool.submit(doubled, 1).result()


def test_shutting_down_does_not_wait_for_what_hangs() -> None:
    """Ctrl-C must give the prompt back at once."""
    pool = workers()
    hangs = pool.submit(asleep, 60.0)
    while not hangs.running():
        time.sleep(0.01)
    started = time.monotonic()
    pool.shutdown()

    assert time.monotonic() - started < 10
    with pytest.raises(RuntimeError):
        pool.submit(doubled, 1)


@LINUX
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """Orphans would go on eating the machine after `kill -9`."""
    program = (
        "import test_batch_workers as t\n"
        "if __name__ == '__main__':\n"
        " pool = t.workers()\n"
        " print(pool.submit(t.process_of, 0).result(), flush=True)\n"
        " pool.submit(t.asleep, 60.0).result()\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(program, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 10
    while alive(child) and time.monotonic() < until:
        time.sleep(0.05)

    assert not alive(child)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def misbehaves(job: Job, settings: ReadSettings) -> Outcome:
    """Read a job as `work` does, except that its name says what happens."""
    {"dies": lambda: os._exit(1), "hangs": lambda: time.sleep(60), "eats": lambda: hungry(10**10)}.get(job.path.stem, lambda: None)()
    if job.path.stem == "once" and not job.path.exists():
        job.path.touch()
        os._exit(1)
    return Outcome(job, record="{}")


def test_the_outcome_says_how_the_process_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that died only of its neighbours' load has its record from the second try, alone."""
    monkeypatch.setattr(batch, "work", misbehaves)
    jobs = [Job(tmp_path / name, Path(name + ".json")) for name in ("a.txt", "dies.txt", "b.txt", "hangs.txt", "once.txt", "c.txt")]

    outcomes = {o.job.path.stem: o for o in run(jobs, settings=ReadSettings(limits=Limits(seconds=2)), workers=2)}

    assert sorted(outcomes) == ["a", "b", "c", "dies", "hangs", "once"]
    told = {name: (o.failure.error, o.failure.message) for name, o in outcomes.items() if o.failure}
    assert told == {
        "dies": ("worker_died", "The process that read the document ended with exit code 1."),
        "hangs": ("limit_exceeded", "Reading took more than 2 seconds."),
    }


def test_one_document_alone_is_guarded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`sla summary` of a crashing file would end with a core dump."""
    monkeypatch.setattr(batch, "work", misbehaves)

    outcome = work_guarded(Job(tmp_path / "dies.txt", Path("-")))

    assert outcome.failure is not None
    assert outcome.failure.error == "worker_died"


def test_a_document_alone_has_all_cores_and_several_share_them() -> None:
    """A scan read by one thread takes twice as long; with all cores for each of many documents, threads wait for each other."""
    with Workers(3, seconds=30.0, memory=400_000_000, prepare="extractor.limits", cores=8) as pool:
        assert pool.submit(threads_after, 0.0).result() == 8
        assert list(pool.map(threads_after, [0.5] * 6))[3:] == [2, 2, 2]
    with Workers(3, seconds=30.0, memory=400_000_000, prepare="extractor.limits", cores=2) as pool:
        assert list(pool.map(threads_after, [0.5] * 6))[3:] == [1, 1, 1]
