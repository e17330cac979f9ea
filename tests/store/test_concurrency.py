"""Readers while a batch writes, and two batches at once: every answer is a whole one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from extractor import record
from extractor.store import Store, open_store

Build = Callable[..., record.Agreement]
DOCUMENTS, CLAUSES = 30, 20


def document(number: int, version: int = 0) -> record.Agreement:
    """Return an agreement whose every clause and level says which version it is of."""
    source = record.Source(name=f"{number}.pdf", sha256=f"{number}-{version}", media_type="application/pdf", bytes=1, words=1)
    return record.Agreement(
        document=source,
        title=f"Gateway number {number}",
        provider=record.Text(value="Acme"),
        clauses=[record.Clause(id=f"c{place}", text=f"Clause of version {version}.") for place in range(CLAUSES)],
        uptime=[record.Uptime(percent=float(version))],
    )


def write(place: str, numbers: range, version: int) -> None:
    """Store documents; run in a process of its own."""
    with open_store(place) as store:
        for number in numbers:
            store.put(document(number, version), file=f"/{number}.pdf")


def whole(store: Store) -> int:
    """Return how many agreements are read, each of which has to be whole."""
    seen = 0
    for stored in store.agreements():
        agreement = store.record(stored.id)
        assert len(agreement.clauses) == CLAUSES
        assert {clause.text for clause in agreement.clauses} == {f"Clause of version {int(agreement.uptime[0].percent)}."}
        seen += 1
    return seen


def in_processes(*calls: tuple[Any, ...]) -> list[int | None]:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=write, args=call) for call in calls]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    return [process.exitcode for process in processes]


def test_readers_see_whole_agreements_while_a_process_writes(place: str) -> None:
    """A list that is made in the middle of a batch must not show half a document, nor wait for the end, nor fail."""
    write(place, range(DOCUMENTS), 0)
    problems: list[BaseException] = []
    answers: list[int] = []
    stop = Event()

    def read() -> None:
        try:
            with open_store(place, create=False) as store:
                while not stop.is_set():
                    answers.append(whole(store))
                    assert {hit.text for hit in store.search("clause", limit=50)} <= {"Clause of version 0.", "Clause of version 1."}
        except BaseException as error:
            problems.append(error)

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    codes = in_processes((place, range(DOCUMENTS), 1))
    stop.set()
    for reader in readers:
        reader.join(60)

    assert (problems, codes) == ([], [0])
    assert set(answers) == {DOCUMENTS}
    with open_store(place) as store:
        assert {stored.sha256 for stored in store.agreements()} == {f"{number}-1" for number in range(DOCUMENTS)}
        assert len(store) == 2 * DOCUMENTS


def test_two_batches_at_once_leave_one_current_version_of_each(place: str) -> None:
    """Two writers that do not see each other would both call theirs the newest."""
    open_store(place).close()

    assert in_processes((place, range(DOCUMENTS), 1), (place, range(DOCUMENTS), 2)) == [0, 0]

    with open_store(place) as store:
        assert len(store) == 2 * DOCUMENTS
        assert sorted(stored.title or "" for stored in store.agreements()) == sorted(f"Gateway number {n}" for n in range(DOCUMENTS))


def test_threads_share_a_store(store: Store) -> None:
    """A web server has one store and many threads."""
    problems: list[BaseException] = []

    def put(numbers: range) -> None:
        try:
            for number in numbers:
                store.put(document(number), file=f"/{number}.pdf")
                whole(store)
        except BaseException as error:
            problems.append(error)

    threads = [Thread(target=put, args=(range(start, 12, 3),)) for start in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)

    assert problems == []
    assert whole(store) == 12
