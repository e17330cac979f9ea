"""Measure CPU time and memory beside peers that read the same files in the same run.

    benchmark.py                    the whole pipeline beside pdfplumber (extract_text + extract_tables), CPU per page
    benchmark.py --read             readers: PDF beside pypdfium2's raw text, pdfplumber and pypdf; DOCX beside a plain lxml walk
    benchmark.py --classify         clauses per second from clause to probabilities
    benchmark.py --memory           peak memory of reading PDFs of 100 and 1,000 pages
    benchmark.py --batch 2000       documents a second and memory over time of `sla extract`, then killed in the middle and resumed
    benchmark.py ... PATH           files or folders to measure on (default: corpus/agreements)

Figures are CPU seconds of this process (not wall time), the median of several rounds in which all candidates take turns;
what counts is the ratio to the peer, since machines differ and are noisy.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pdfplumber
import pypdfium2
from lxml import etree

from extractor.classify.model import trained
from extractor.errors import ExtractorError
from extractor.pipeline import extract
from extractor.readers import load, read
from extractor.segment import segment

ROUNDS = 5
SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "agreements"
Step = Callable[[Path], object]


def files(paths: Iterable[Path], ending: str) -> list[Path]:
    """Return the files with an ending below `paths`, sorted."""
    found = [path for given in paths for path in (sorted(given.rglob(f"*{ending}")) if given.is_dir() else [given])]
    return [path for path in found if path.suffix.lower() == ending]


def pages_of(path: Path) -> int:
    """Return the number of pages of a PDF, 0 where it cannot be opened."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def measured(steps: dict[str, Step], paths: list[Path], rounds: int) -> dict[str, float]:
    """Return the CPU seconds of each step over all files: the median of rounds in which the steps take turns."""
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            started = time.process_time()
            for path in paths:
                step(path)
            times[name].append(time.process_time() - started)
    return {name: statistics.median(found) for name, found in times.items()}


def told(title: str, times: dict[str, float], units: int, unit: str, *, ours: str) -> None:
    """Print a table: milliseconds per unit and the ratio of ours to each peer."""
    print(f"{title}: {units} {unit}s")
    for name, seconds in times.items():
        ratio = "" if name == ours else f"   ours / this = {times[ours] / seconds:6.3f}   ours is {seconds / times[ours]:6.1f} × as fast"
        print(f"  {name:34} {1000 * seconds / units:9.3f} ms CPU a {unit}{ratio}")


def readable(path: Path) -> bool:
    """Tell whether a record comes out; scans without the OCR extra and damaged files are left out of the race."""
    try:
        extract(path)
    except ExtractorError as error:
        print(f"(left out: {path.name}: {error.message[:60]})")
        return False
    return True


def plumber_text(path: Path) -> None:
    """Read text and tables with pdfplumber."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def plumber_words(path: Path) -> None:
    """Read words and tables with pdfplumber."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            page.extract_tables()


def raw_text(path: Path) -> None:
    """Read the raw text with pypdfium2: the floor, since nothing of layout is in it."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            page.get_textpage().get_text_range()


def pypdf_text(path: Path) -> None:
    """Read text with pypdf."""
    from pypdf import PdfReader

    for page in PdfReader(path).pages:
        page.extract_text()


def own_read(path: Path) -> None:
    """Read with the package's reader."""
    read(load(path))


def plain_walk(path: Path) -> None:
    """Visit every element of a Word file's main part."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    for element in root.iter():
        _ = element.text


def whole(paths: list[Path], rounds: int) -> None:
    """Measure the pipeline beside pdfplumber."""
    pdfs = [path for path in files(paths, ".pdf") if pages_of(path) and readable(path)]
    times = measured({"sla extract (all of it)": extract, "pdfplumber text + tables": plumber_text}, pdfs, rounds)
    told("Whole pipeline, PDF", times, sum(map(pages_of, pdfs)), "page", ours="sla extract (all of it)")


def readers(paths: list[Path], rounds: int) -> None:
    """Measure the readers beside their floors and peers."""
    pdfs = [path for path in files(paths, ".pdf") if pages_of(path)]
    steps: dict[str, Step] = {"reader": own_read, "pypdfium2 raw text (floor)": raw_text, "pdfplumber words + tables": plumber_words}
    try:
        import pypdf  # noqa: F401
    except ImportError:
        print("(pypdf is not installed; left out)")
    else:
        steps["pypdf text"] = pypdf_text
    if pdfs:
        told("Readers, PDF", measured(steps, pdfs, rounds), sum(map(pages_of, pdfs)), "page", ours="reader")
    words = files(paths, ".docx")
    if words:
        told(
            "Readers, DOCX", measured({"reader": own_read, "plain lxml walk": plain_walk}, words, rounds), len(words), "file", ours="reader"
        )


def classifier(paths: list[Path], rounds: int) -> None:
    """Measure prediction from clause to probabilities."""
    documents = [segment(read(load(path))) for ending in (".pdf", ".docx") for path in files(paths, ending)]
    model, count = trained(), sum(map(len, documents))
    times = []
    for _ in range(rounds):
        started = time.process_time()
        for clauses in documents:
            model.probabilities(clauses)
        times.append(time.process_time() - started)
    print(f"Classifier: {count} clauses, {count / statistics.median(times):,.0f} clauses a CPU second")


MEMORY = """
import resource, sys
from extractor.readers import load, read
start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
document = read(load(sys.argv[1]))
print(document.pages, start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def memory() -> None:
    """Measure the peak memory of reading PDFs of 100 and 1,000 pages made for this."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    with tempfile.TemporaryDirectory() as folder:
        for count in (100, 1000):
            path = Path(folder) / f"{count}.pdf"
            canvas = Canvas(str(path), pagesize=A4)
            for page in range(count):
                for line in range(45):
                    canvas.drawString(
                        60, 780 - 16 * line, f"{page}.{line} The provider keeps the service available for 99.9% of each month."
                    )
                canvas.showPage()
            canvas.save()
            out = subprocess.run([sys.executable, "-c", MEMORY, str(path)], capture_output=True, text=True, check=True).stdout.split()
            print(f"Memory, PDF of {out[0]} pages: {int(out[2]) / 1024:.0f} MB at most, {int(out[1]) / 1024:.0f} MB before reading")


def batch(paths: list[Path], count: int) -> None:
    """Run `sla extract` over so many documents: copies of the samples, with the files of other `paths` shuffled in."""
    with tempfile.TemporaryDirectory() as folder:
        source, pages = Path(folder) / "in", 0
        samples = [path for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".docx", ".html", ".md", ".txt"}]
        others = [path for given in paths if given != SAMPLES for path in sorted(given.rglob("*")) if path.is_file()][:count]
        chosen = [*others, *(samples[i % len(samples)] for i in range(count - len(others)))]
        random.Random(7).shuffle(chosen)  # noqa: S311
        for place, path in enumerate(chosen):
            (source / f"{place % 40:02}").mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, source / f"{place % 40:02}" / f"{place:05}{path.suffix}")
        for path in chosen:
            pages += pages_of(path) if path.suffix == ".pdf" else 0
        pdfs = sum(path.suffix == ".pdf" for path in chosen)
        print(f"Batch: {count} documents ({len(others)} of them given), {pdfs} PDF of {pages} pages, {os.cpu_count()} cores")
        told_run("in one go", source, Path(folder) / "whole", kill_after=None)
        seconds = told_run("again, nothing changed", source, Path(folder) / "whole", kill_after=None)
        seconds = told_run("killed with SIGKILL", source, Path(folder) / "halves", kill_after=max(5.0, seconds, count / 50))
        told_run("gone on with", source, Path(folder) / "halves", kill_after=None)
        whole_, halves = (
            sorted(p.relative_to(at) for p in at.rglob("[!.]*.json")) for at in (Path(folder) / n for n in ("whole", "halves"))
        )
        print(f"  the same records in one go and in two: {whole_ == halves}")


def told_run(name: str, source: Path, out: Path, *, kill_after: float | None) -> float:
    """Run `sla extract`, print time, outcomes and memory over time, and return the seconds."""
    started, memory_seen = time.monotonic(), list[tuple[int, int]]()
    command = [sys.executable, "-m", "extractor.cli", "extract", str(source), "-o", str(out), "-q"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if kill_after is not None and time.monotonic() - started > kill_after:
                process.kill()
            memory_seen.append(resident(process.pid))
            time.sleep(0.25)
    seconds = time.monotonic() - started
    records = sum(1 for _ in out.rglob("[!.]*.json"))
    failed = out / "failures.jsonl"
    failures = len(failed.read_text(encoding="utf-8").splitlines()) if failed.exists() else 0
    quarters = [memory_seen[len(memory_seen) * part // 4 :][: len(memory_seen) // 4 + 1] for part in range(4)]
    print(
        f"  {name}: {seconds:.1f} s, {records} records + {failures} failures = {records + failures} ({(records + failures) / seconds:.1f} a second)"
    )
    for title, column in (("parent", 0), ("largest worker", 1)):
        most = ", ".join(f"{max((seen[column] for seen in part), default=0) / 1e6:.0f}" for part in quarters)
        print(f"    {title}: at most {most} MB in the four quarters of the run")
    return seconds


def resident(pid: int) -> tuple[int, int]:
    """Return the resident bytes of a process and of the largest of its children (Linux)."""

    def of(one: str) -> int:
        try:
            return int(Path(f"/proc/{one}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError):
            return 0

    try:
        children = [
            child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text(encoding="ascii").split()
        ]
    except OSError:
        children = []
    return of(str(pid)), max(map(of, children), default=0)


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[SAMPLES], metavar="PATH")
    parser.add_argument("--read", action="store_true")
    parser.add_argument("--classify", action="store_true")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--batch", type=int, default=0, metavar="N")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    if options.read:
        readers(options.paths, options.rounds)
    if options.classify:
        classifier(options.paths, options.rounds)
    if options.memory:
        memory()
    if options.batch:
        batch(options.paths, options.batch)
    if not (options.read or options.classify or options.memory or options.batch):
        whole(options.paths, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
