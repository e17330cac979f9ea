"""Measure CPU time and memory beside peers that read the same files in the same run.

    benchmark.py                    the whole pipeline beside pdfplumber (extract_text + extract_tables), CPU per page
    benchmark.py --read             readers: PDF beside pypdfium2's raw text, pdfplumber and pypdf; DOCX beside a plain lxml walk
    benchmark.py --classify         clauses per second from clause to probabilities
    benchmark.py --memory           peak memory of reading PDFs of 100 and 1,000 pages
    (scripts/benchmark_batch.py measures a batch of thousands, memory over time, and going on after kill -9)
    benchmark.py ... PATH           files or folders to measure on (default: corpus/agreements)

Figures are CPU seconds of this process (not wall time), the median of several rounds in which all candidates take turns;
what counts is the ratio to the peer, since machines differ and are noisy.
"""

from __future__ import annotations

import argparse
import contextlib
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
from extractor.errors import ExtractorError, NoText
from extractor.pipeline import extract
from extractor.readers import ReadSettings, load, read
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
    """Read with the package's reader; pages without text are left to be told of, since no peer recognises them either."""
    with contextlib.suppress(NoText):
        read(load(path), ReadSettings(ocr="off"))


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


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[SAMPLES], metavar="PATH")
    parser.add_argument("--read", action="store_true")
    parser.add_argument("--classify", action="store_true")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    if options.read:
        readers(options.paths, options.rounds)
    if options.classify:
        classifier(options.paths, options.rounds)
    if options.memory:
        memory()
    if not (options.read or options.classify or options.memory):
        whole(options.paths, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
