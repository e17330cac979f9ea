"""Measure a batch: documents and pages a second, CPU seconds, memory over time; then the same killed in the middle and gone on with.

    benchmark_batch.py 2000                     variants of the sample agreements in five formats
    benchmark_batch.py 2000 ../hostile          the files below a folder shuffled in

CPU seconds are those of the command and all its workers, so that others on the machine do not count; what is given "a core" is by them.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path

from fuzz_seeds import html_of, markdown_of, text_of
from make_samples import docx_of, pdf_of
from sample_source import samples

QUARTERS = 4
EVERY = 0.25
"""Seconds between looks at the memory."""


def originals() -> list[tuple[str, bytes]]:
    """Return each sample in five formats."""
    made: list[tuple[str, bytes]] = []
    for one in samples():
        made += [("pdf", pdf_of(one)), ("docx", docx_of(one))]
        made += [(end, form(one.paragraphs).encode()) for end, form in (("md", markdown_of), ("html", html_of), ("txt", text_of))]
    return made


def variants() -> Iterator[tuple[str, bytes]]:
    """Yield documents without end, no two of the same bytes."""
    for number, (ending, content) in zip(count(), cycle(originals()), strict=False):
        yield ending, _marked(content, ending, f"Variant {number} of the agreement.")


def _marked(content: bytes, ending: str, mark: str) -> bytes:
    if ending == "pdf":
        return content + b"\n% " + mark.encode() + b"\n"
    if ending != "docx":
        return content + b"\n\n" + mark.encode() + b"\n"
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as package:
        package.comment = mark.encode()
    return file.getvalue()


def laid_out(folder: Path, number: int, others: list[Path]) -> None:
    """Write so many documents into forty folders, the others among them."""
    chosen: list[tuple[str, bytes]] = [(path.name, path.read_bytes()) for path in others]
    for (ending, content), _ in zip(variants(), range(number - len(chosen)), strict=False):
        chosen.append((f"sla.{ending}", content))
    random.Random(7).shuffle(chosen)  # noqa: S311
    for place, (name, content) in enumerate(chosen):
        file = folder / f"{place % 40:02}" / f"{place:05}-{name}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def run(name: str, source: Path, out: Path, options: list[str], *, kill_at: int | None = None) -> None:
    """Run `sla extract`, end it with SIGKILL when so many records are there, and print what it did and took."""
    started, before, seen = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN), list[tuple[int, int, int]]()
    command = [sys.executable, "-m", "extractor.cli", "extract", str(source), "-o", str(out), "-q", *options]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if kill_at is not None and records(out) >= kill_at:
                os.kill(process.pid, signal.SIGKILL)
            seen.append(resident(process.pid))
            time.sleep(EVERY)
    seconds, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    failures = Counter(json.loads(line)["error"] for line in _lines(out / "failures.jsonl"))
    done, failed = records(out), sum(failures.values())
    print(f"{name}: {seconds:,.0f} s, {cpu:,.0f} CPU s; {done} records and {failed} failures: {done + failed} outcomes {dict(failures)}")
    for title, column in (("parent", 0), ("largest worker", 1), ("all together", 2)):
        size = max(1, len(seen) // QUARTERS)
        most = ", ".join(f"{max(look[column] for look in seen[at : at + size]) / 1e6:,.0f}" for at in range(0, size * min(QUARTERS, len(seen)), size))  # fmt: skip
        print(f"    {title}: at most {most} MB in the quarters of the run")
    if kill_at is None and done:
        pages = sum(json.loads(path.read_text(encoding="utf-8"))["document"]["pages"] or 1 for path in _records(out))
        print(
            f"    {pages:,} pages; {done / cpu:.2f} documents and {pages / cpu:.2f} pages a CPU second; {done / seconds:.2f} documents a second"
        )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _records(out: Path) -> Iterator[Path]:
    return out.rglob("[!.]*.json")


def records(out: Path) -> int:
    """Return how many records there are."""
    return sum(1 for _ in _records(out))


def resident(pid: int) -> tuple[int, int, int]:
    """Return the resident bytes of a process, of the largest of its children, and of all together (Linux)."""
    threads = Path(f"/proc/{pid}/task")
    try:
        children = [child for thread in threads.iterdir() for child in (thread / "children").read_text(encoding="ascii").split()]
    except OSError:
        children = []
    own, others = _bytes(pid), [_bytes(child) for child in children]
    return own, max(others, default=0), own + sum(others)


def _bytes(pid: int | str) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def main() -> int:
    """Measure a batch of so many documents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, metavar="N")
    parser.add_argument("others", nargs="*", type=Path, metavar="PATH", help="files or folders whose files are shuffled in, each once")
    parser.add_argument("--options", default="", help="further options of sla extract, in one word: '--jobs 1 --ocr off'")
    options = parser.parse_args()
    others = [file for path in options.others for file in (sorted(path.rglob("*")) if path.is_dir() else [path]) if file.is_file()]
    with tempfile.TemporaryDirectory(prefix="sla-batch-") as name:
        folder, further = Path(name), options.options.split()
        laid_out(folder / "in", options.number, others)
        print(f"{options.number} documents, {len(others)} of them given; {os.cpu_count()} cores")
        run("in one go", folder / "in", folder / "whole", further)
        run("again, nothing changed", folder / "in", folder / "whole", further)
        run("killed with SIGKILL", folder / "in", folder / "halves", further, kill_at=options.number // 2)
        run("gone on with", folder / "in", folder / "halves", further)
        same = sorted(p.relative_to(folder / "whole") for p in _records(folder / "whole")) == sorted(
            p.relative_to(folder / "halves") for p in _records(folder / "halves")
        )
        print(f"the same records in one go and in two: {same}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
