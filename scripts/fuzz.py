"""Look for input that breaks a reader, guided by coverage (atheris, Linux: pip install 'sla-extractor[fuzz]').

    fuzz.py pdf --minutes 20       one target; `fuzz.py --list` names them
    fuzz.py pdf --again FILE ...   run given files through a target and say what happens

A finding is an exception that is no error of the package, a run over 5 seconds, memory over the limit, or a crash. Each kind is
kept once, with its input and traceback, in WORK/TARGET/findings; the corpus grows in WORK/TARGET/corpus and is used again.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import pkgutil
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

SECONDS = 5.0
"""Of CPU for one input of at most `longest` bytes; instrumented code takes two to three times as long as it does for users."""
HANGS = 300
"""Seconds of wall time after which libFuzzer ends the process; nobody else may be on a machine that is fuzzed."""
WORK = Path(tempfile.gettempdir()) / "sla-fuzz"
INSTRUMENTED = frozenset({"readers", "quantities", "segment", "classify", "terms", "pipeline", "comparison", "reports"})
STAT = re.compile(r"^#(\d+)\s.*?cov: (\d+).*?corp: (\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Target:
    """Hold what is called with each input, the seeds and the mutator."""

    run: Callable[[bytes], object]
    seeds: Callable[[], Iterator[bytes]]
    mutate: Callable[..., bytes]
    longest: int = 16_000


def targets() -> dict[str, Target]:
    """Return the targets by name. Imports the package, thus call it when the instrumentation is in place."""
    import extractor
    import fuzz_seeds as seeds
    from extractor import quantities
    from extractor.document import Draft
    from extractor.pipeline import extract_source
    from extractor.readers import read
    from extractor.readers.source import ReadSettings, Source
    from extractor.segment import segment

    for module in pkgutil.walk_packages(extractor.__path__, "extractor."):
        if module.name.split(".")[1] in INSTRUMENTED:
            importlib.import_module(module.name)  # now, or what is imported when it is needed would not be instrumented
    settings = ReadSettings(ocr="off")

    def reader(name: str) -> Callable[[bytes], object]:
        return lambda data: segment(read(Source(name, data), settings))

    def any_name(data: bytes) -> None:
        """Read with the ending that the first byte chooses."""
        ending = (".pdf", ".docx", ".html", ".md", ".txt", ".doc", ".rtf", ".odt", ".xml", "")[data[0] % 10] if data else ""
        read(Source("a" + ending, data[1:]), settings)

    def figures(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        for name in quantities.__all__:
            if name[0].islower() and name != "minutes_of":
                _check_spans(getattr(quantities, name)(text), len(text), name)

    def passages(data: bytes) -> None:
        draft = Draft()
        for line in data.decode("utf-8", "replace").split("\n"):
            words = line.lstrip("#-|").strip()
            if line.startswith("|"):
                draft.add_table([[cell.strip() for cell in line[1:].split("|")]] * 2, header_rows=1)
            elif words:
                draft.add(words, kind="heading" if line[0] == "#" else "item" if line[0] == "-" else "paragraph")
        clauses = segment(draft.finish())
        if any(one.span.end > other.span.start for one, other in pairwise(clauses)):
            raise AssertionError("clauses overlap")

    def whole(data: bytes) -> None:
        from extractor.comparison import compare
        from extractor.reports import render

        found = extract_source(Source("a.md", data), settings=settings)
        for form in ("terminal", "markdown", "html", "csv", "json"):
            render(compare([found, found]), form)

    text = [*map(seeds.text_of, seeds.pieces())]
    markdown = [*map(seeds.markdown_of, seeds.pieces())]

    def encoded(texts: list[str]) -> Callable[[], Iterator[bytes]]:
        return lambda: map(str.encode, texts)

    no_office()
    return {
        "pdf": Target(reader("a.pdf"), lambda: map(seeds.pdf_of, seeds.pieces()), seeds.with_words(seeds.OPERATORS), 20_000),
        "docx": Target(reader("a.docx"), seeds.docx_seeds, seeds.docx_changed, 150_000),
        "html": Target(reader("a.html"), lambda: (seeds.html_of(one).encode() for one in seeds.pieces()), seeds.with_words(seeds.TAGS)),
        "markdown": Target(reader("a.md"), encoded(markdown), seeds.with_words([*seeds.MARKS, *seeds.TAGS])),
        "text": Target(reader("a.txt"), encoded(text), seeds.with_words([*seeds.WORDS, *seeds.MARKS])),
        "sniff": Target(any_name, lambda: (bytes([i]) + one.encode() for i, one in enumerate(text)), seeds.with_words(["PK\3\4", "{\\rtf1", "%PDF-", "<w:p"])),
        "quantities": Target(figures, encoded(text), seeds.with_words(seeds.WORDS), 4_000),
        "segment": Target(passages, encoded(markdown), seeds.with_words([*seeds.WORDS, "\n# ", "\n- ", "\n|"]), 8_000),
        "whole": Target(whole, encoded(markdown), seeds.with_words([*seeds.WORDS, *seeds.MARKS]), 6_000),
    }  # fmt: skip


NAMES = ("pdf", "docx", "html", "markdown", "text", "sniff", "quantities", "segment", "whole")


def no_office() -> None:
    """Let nothing start LibreOffice: it is another program, and takes seconds."""
    from extractor.readers import office

    office.PROGRAMS = ()  # type: ignore[assignment]


def _check_spans(found: Any, length: int, name: str) -> None:
    from extractor.document import Span

    for item in found or ():
        for part in item if isinstance(item, tuple) and not isinstance(item, Span) else (item,):
            if isinstance(part, Span) and not 0 <= part.start < part.end <= length:
                raise AssertionError(f"{name}: {part} in a text of {length}")


class Findings:
    """Keep each kind of finding once: an input and what it did."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.known = {path.stem for path in folder.glob("*.txt")}

    def keep(self, data: bytes, kind: str, told: str) -> None:
        """Write an input and its story, unless one of its kind is known."""
        if kind not in self.known:
            self.known.add(kind)
            (self.folder / f"{kind}.bin").write_bytes(data)
            (self.folder / f"{kind}.txt").write_text(told, encoding="utf-8", errors="replace")
            sys.stderr.write(f"\nFINDING {kind}: {told.strip().splitlines()[-1][:300]}\n")


def watched(target: Target, findings: Findings, limit: int) -> Callable[[bytes], None]:
    """Return the call that libFuzzer makes: all that goes wrong is kept, none ends the run."""
    from extractor.errors import ExtractorError
    from extractor.limits import of_memory

    def run(data: bytes) -> None:
        started = time.process_time()
        try:
            target.run(data)
        except ExtractorError:
            pass
        except Exception as error:
            findings.keep(data, ("memory-" if of_memory(error) else "") + kind_of(error), traceback.format_exc())
        spent = time.process_time() - started
        if spent > SECONDS:
            findings.keep(data, f"slow-{int(spent / SECONDS).bit_length()}", f"{spent:.1f} CPU seconds for {len(data):,} bytes")
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > limit:
            findings.keep(data, "memory-held", f"more than {limit:,} bytes resident")

    return run


def kind_of(error: BaseException) -> str:
    """Return a name for an exception by its type and the innermost lines of the package that it passed."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "extractor" in frame.filename][-2:]
    place = "-".join(f"{Path(frame.filename).stem}.{frame.name}.{frame.lineno}" for frame in frames)
    return re.sub(r"[^\w.-]", "_", f"{type(error).__name__}-{place}")[:120]


def child(name: str, work: Path, arguments: list[str]) -> None:
    """Run libFuzzer in this process; it does not return."""
    import atheris

    with atheris.instrument_imports(include=["extractor"]):
        target = targets()[name]
    from extractor.limits import DEFAULT

    with open("/proc/self/statm", encoding="ascii") as stream:
        held = int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (held + DEFAULT.memory, resource.RLIM_INFINITY))

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        return target.mutate(data, most, random.Random(seed), atheris.Mutate)[:most]  # noqa: S311 - not for secrets

    run = watched(target, Findings(work / "findings"), DEFAULT.memory)
    atheris.Setup([sys.argv[0], *arguments, f"-max_len={target.longest}"], run, custom_mutator=mutate)
    atheris.Fuzz()


def fuzz(name: str, work: Path, minutes: float) -> int:
    """Fuzz one target for so many minutes, starting anew after a crash; return 1 when there are findings."""
    corpus = work / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in targets()[name].seeds():
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    until, runs, covered = time.monotonic() + 60 * minutes, 0, 0
    while (left := round(until - time.monotonic())) > 5:
        options = [f"-max_total_time={left}", f"-timeout={HANGS}", "-rss_limit_mb=0", f"-artifact_prefix={work / 'findings'}/", "-print_final_stats=1"]  # fmt: skip
        command = [sys.executable, __file__, name, "--work", str(work.parent), "--child", *options, str(corpus)]
        with (work / "log.txt").open("a+", encoding="utf-8", errors="replace") as log:
            start = log.seek(0, os.SEEK_END)
            ended = subprocess.run(command, stdout=log, stderr=log, check=False).returncode
            log.seek(start)
            stats = STAT.findall(log.read())
        if stats:
            runs, covered = runs + int(stats[-1][0]), max(covered, int(stats[-1][1]))
        if ended:
            print(f"{name}: ended with {ended} (see {work / 'log.txt'}), started anew", flush=True)
            if left - (until - time.monotonic()) < 2 and not stats:
                return 1
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = sorted(path.name for path in (work / "findings").iterdir() if path.suffix != ".bin")
    told = {"target": name, "minutes": minutes, "cpu_minutes": round((spent.ru_utime + spent.ru_stime) / 60, 1), "runs": runs}
    told |= {"covered": covered, "corpus": sum(1 for _ in corpus.iterdir()), "findings": found}
    with (work.parent / "sessions.jsonl").open("a", encoding="utf-8") as sessions:
        sessions.write(json.dumps(told) + "\n")
    print(json.dumps(told), flush=True)
    return int(bool(found))


def again(name: str, files: list[Path]) -> int:
    """Run files through a target without instrumentation; let what goes wrong show."""
    from extractor.errors import ExtractorError

    target = targets()[name]
    for file in files:
        started = time.process_time()
        try:
            target.run(file.read_bytes())
            ending = "read"
        except ExtractorError as error:
            ending = f"{error.code}: {error.message}"
        print(f"{file.name}: {time.process_time() - started:.2f} CPU seconds, {ending}")
    return 0


def main() -> int:
    """Fuzz one target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="?", choices=NAMES)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--work", type=Path, default=WORK, help=f"where corpus and findings lie (default: {WORK})")
    parser.add_argument("--again", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--child", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.list or not options.target:
        print("\n".join(NAMES))
        return 0
    work = options.work.absolute() / options.target
    if options.child is not None:
        child(options.target, work, options.child)
    if options.again:
        return again(options.target, options.again)
    (work / "findings").mkdir(parents=True, exist_ok=True)
    return fuzz(options.target, work, options.minutes)


if __name__ == "__main__":
    sys.exit(main())
