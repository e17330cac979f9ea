"""Time a store of many agreements: writing, size on disk, queries, searches, export, memory.

    python scripts/benchmark_store.py [--agreements 10000] [--store URL]

The agreements are variants of the samples' records (`corpus/agreements`, read once): another provider, title, content and level for
each, so that every one is a family of its own. Without --store a file of SQLite in a temporary folder is used.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import text

from extractor.batch import find_jobs, run
from extractor.record import Agreement, Text
from extractor.store import Store, open_store
from extractor.store.lines import lines

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "agreements"
REPEATS = 7
LEVELS = (95.0, 99.0, 99.5, 99.8, 99.9, 99.95, 99.99, 99.999)
QUERIES = (
    "uptime < 99.5",
    "uptime < 99.9 and provider = Number 16",
    "claim.window < 10 days and not exclusion = legal_order",
    "support[severity = 1].response <= 1 hour or credit is missing",
    "clause[label = termination_right] ~ 'terminate'",
)
SEARCHES = ("chronic failure", "force majeure", '"sole and exclusive remedy" -liability', "service credit", "nobodywritesthis")


def variants(count: int) -> Iterator[Agreement]:
    """Yield so many agreements, one in memory at a time."""
    records = [outcome.record for outcome in run(find_jobs([SAMPLES])) if outcome.record]
    for number in range(count):
        agreement = Agreement.model_validate_json(records[number % len(records)])
        provider = Text(value=f"Number {number} {agreement.provider.value if agreement.provider else 'Hosting Ltd'}")
        document = agreement.document.model_copy(update={"sha256": f"{number:064x}", "name": f"{number}-{agreement.document.name}"})
        uptime = [term.model_copy(update={"percent": LEVELS[number % len(LEVELS)]}) for term in agreement.uptime]
        yield agreement.model_copy(
            update={"provider": provider, "document": document, "uptime": uptime, "title": f"{agreement.title} for site {number}"}
        )


def size(store: Store) -> int:
    """Return the bytes that the store takes on disk."""
    with store.engine.connect() as connection:
        if store.engine.dialect.name == "postgresql":
            tables = "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"
            return int(connection.scalar(text(tables)))
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(store.place).stat().st_size


def timed(ask: Callable[[], int]) -> str:
    """Return the median and the longest time of some repeats, with what was found."""
    found, seconds = ask(), []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - begun)
    return f"{statistics.median(seconds) * 1000:8.1f} ms  (longest {max(seconds) * 1000:.1f} ms, {found:,} found)"


def memory() -> str:
    """Return the most memory that this process has held."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:,.0f} MB"


def measure(store: Store, count: int) -> None:
    """Print all measurements of one store."""
    spent, used, begun = 0.0, 0.0, time.perf_counter()
    for number, agreement in enumerate(variants(count), 1):
        started, busy = time.perf_counter(), time.process_time()
        store.put(agreement, file=f"/benchmark/{number}")
        spent, used = spent + time.perf_counter() - started, used + time.process_time() - busy
        if number in {count // 10, count // 2, count}:
            print(
                f"{number:8,} stored, {spent / number * 1000:.1f} ms each ({used / number * 1000:.1f} ms of this process), most memory {memory()}",
                flush=True,
            )
    print(
        f"{count:8,} agreements in {time.perf_counter() - begun:.0f} s, of which storing {spent:.0f} s; {size(store) / 1e6:,.0f} MB on disk, {size(store) / count / 1000:.1f} kB each"
    )
    print(f"{'list':52}{timed(lambda: sum(1 for _ in store.agreements()))}")
    for query in QUERIES:
        print(f"{query[:50]:52}{timed(lambda query=query: sum(1 for _ in store.agreements(query)))}")
    for words in SEARCHES:
        print(f"{'search ' + words[:42]:52}{timed(lambda words=words: len(store.search(words)))}")
    begun = time.perf_counter()
    characters = sum(len(line) for line in lines(store))
    print(f"export of {characters / 1e6:,.0f} MB in {time.perf_counter() - begun:.0f} s; most memory in all {memory()}")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--agreements", type=int, default=10_000, metavar="N")
    parser.add_argument("--store", metavar="URL", help="an empty store to fill (default: SQLite in a temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_store(options.store or f"{folder}/sla.db") as store:
        if len(store):
            parser.error("the store is not empty")
        measure(store, options.agreements)


if __name__ == "__main__":
    main()
