"""Measure `compare` on many records: CPU seconds and peak memory, records in memory and records read one at a time.

    benchmark_compare.py            1,000 records
    benchmark_compare.py 200 DIR    records below a folder (those that `sla extract` wrote), repeated up to 200

The records are those of the sample agreements, each under another name and with other digits in its clauses, so that no two texts
are alike. Each measurement runs in a process of its own; importing the program and spaCy is told apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path

from extractor.pipeline import extract

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "agreements"

MEASURE = """
import gc, resource, sys, time
from pathlib import Path
from extractor.comparison import compare
from extractor.language import groups_in
from extractor.record import Agreement

how, folder = sys.argv[1], Path(sys.argv[2])
paths = sorted(folder.glob("*.json"))
def opened():
    for path in paths:
        yield Agreement.model_validate_json(path.read_bytes())
groups_in(["latency"])
ready = time.process_time()
given = list(opened()) if how == "held" else opened()
if how == "held":
    gc.freeze()
begun = time.process_time()
compared = compare(given)
ended = time.process_time()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(len(compared.columns), ready, begun - ready, ended - begun, peak)
"""


def records(folder: Path | None) -> Iterator[str]:
    """Yield records without end, no two of the same words."""
    if folder:
        originals = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.json"))]
    else:
        originals = [extract(path).model_dump_json() for path in sorted(SAMPLES.iterdir())]
    for number, text in zip(count(), cycle(originals), strict=False):
        made = json.loads(text)
        made["document"]["name"] = f"{number}-{made['document']['name']}"
        for clause in made["clauses"]:
            clause["text"] += f" ({number})"
        yield json.dumps(made, ensure_ascii=False)


def main() -> int:
    """Write the records, measure, print."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    source = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as folder:
        size = 0
        for number, text in zip(range(wanted), records(source), strict=False):
            (Path(folder) / f"{number:06}.json").write_text(text, encoding="utf-8")
            size += len(text)
        print(f"{wanted:,} records of {size / wanted / 1000:.0f} kB")
        for how, words in (("held", "records in memory"), ("streamed", "records read one at a time")):
            out = subprocess.run([sys.executable, "-c", MEASURE, how, folder], capture_output=True, text=True, check=True).stdout.split()
            columns, ready, reading, comparing, peak = int(out[0]), *map(float, out[1:])
            first = f"{reading:.2f} s to read them, " if how == "held" else ""
            print(f"{words}: {first}{comparing:.2f} s to compare {columns:,} columns, {peak:.0f} MB at most (imports: {ready:.2f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
