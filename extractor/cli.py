"""The command `sla`: arguments in, exit code out. With `extractor.commands` the only place that prints.

Exit codes: 0 all well, 1 something failed (each failure is one line on standard error), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import __version__
from extractor.commands import add_all, compare, summary
from extractor.commands.inputs import one, reading_options, say, settings_of, usage, work_options
from extractor.commands.progress import Progress
from extractor.commands.storing import observed, store_option

if TYPE_CHECKING:
    from extractor.batch import Job, Jobs, Outcome
    from extractor.readers.source import ReadSettings

EXAMPLES = """\
examples:
  sla compare contracts/                         agreements of a folder side by side
  sla compare a.pdf b.docx --format html -o c.html
  sla summary acme.pdf                           one agreement, with clause numbers and pages
  sla extract contracts/ -o records/             one JSON record per document
  sla extract acme.pdf -o - | jq .uptime         records as JSON Lines
  sla schema > agreement.schema.json

Everything happens on this machine, unless you name a cluster (--dask): no document leaves it and nothing is downloaded.
Exit codes: 0 all well, 1 some inputs failed, 2 wrong usage."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process when None) and return its exit code."""
    _speak_unicode()
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        say("sla: stopped. Records written so far are complete; run the same command again to go on.")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sla",
        description="Read service level agreements and say what they really promise.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"sla-extractor {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _extract_parser(commands)
    summary.add(commands)
    compare.add(commands)
    _explain_parser(commands)
    add_all(commands)
    schema = commands.add_parser("schema", help="print the JSON Schema of the agreement record")
    schema.set_defaults(run=_schema)
    return parser


Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _extract_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "extract",
        help="write one JSON record per document",
        description="Read files and folders (recursively) and write one agreement record per document. "
        "Documents that have not changed since the last run into the same folder are not read again.",
        epilog="example: sla extract contracts/ -o records/   (contracts/a/acme.pdf -> records/a/acme.pdf.json)",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files or folders")
    parser.add_argument(
        "-o", "--output", default=None, metavar="DIR", help="folder for the records, or - for JSON Lines on standard output"
    )
    store_option(parser, "keep records and failures in a database while the batch runs, with -o or in its place")
    parser.add_argument("--dask", metavar="tcp://HOST:PORT", default=None, help="read on a Dask cluster, by the address of its scheduler")
    work_options(parser)
    parser.add_argument("--force", action="store_true", help="read all documents again, also those that have not changed")
    reading_options(parser)
    parser.set_defaults(run=_extract)


def _explain_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "explain",
        help="why the record says so: clause and words per term",
        description="Print for each term the clause, the words and the label that gave it; for a missing term where it looked.",
        epilog="example: sla explain acme.pdf credits",
    )
    parser.add_argument("file", metavar="FILE", help="a document, or a record that sla extract wrote")
    parser.add_argument("term", nargs="?", metavar="TERM", help="one group, such as uptime, credits, claim, termination")
    reading_options(parser)
    parser.set_defaults(run=_explain)


def _extract(options: argparse.Namespace) -> int:
    from extractor.batch import find_jobs
    from extractor.errors import ExtractorError

    if options.output is None and options.store is None:
        return usage("say where records go: -o DIR, -o - for standard output, or --store URL")
    folder = None if options.output in {None, "-"} else Path(options.output)
    jobs = find_jobs(options.paths, leave_out=folder)
    if not jobs:
        return usage("no files found below " + ", ".join(options.paths))
    with Progress(len(jobs), quiet=options.quiet) as progress:
        try:
            with observed(options.store, folder, progress.seen) as seen:
                failed = _streamed(options, jobs, seen) if folder is None else _to_folder(options, jobs, folder, progress, seen)
        except ExtractorError as error:
            return usage(f"{error.message} {error.advice}")
        except KeyboardInterrupt:
            again = "Run the same command again to go on." if folder else "It can go on only with a folder: -o DIR."
            stopped = f"sla: stopped after {progress.done:,} of {progress.total:,}. {again}"
        else:
            stopped = ""
    if stopped:
        say(stopped)
        return 130
    return 1 if failed else 0


def _to_folder(options: argparse.Namespace, jobs: Jobs, folder: Path, progress: Progress, seen: Callable[[Outcome], None]) -> int:
    """Write what is new or changed, say the sum, and return how many failed."""
    from extractor.batch import FAILURES, Ledger, write

    settings = settings_of(options)
    with Ledger(folder, settings) as ledger:
        due = ledger.due(jobs, seen, force=options.force)
        with closing(_outcomes(options, due, settings)) as outcomes:
            done, failed = write(outcomes, folder, ledger=ledger, seen=seen)
    if not options.quiet:
        as_before = progress.unchanged
        known = f", {as_before:,} unchanged since the last run" if as_before else ""
        wrong = f", {failed:,} failed: see {folder / FAILURES}" if failed else ""
        progress.__exit__()
        say(f"sla: {done:,} record{'' if done == 1 else 's'} written to {folder}{known}{wrong}")
    return failed


def _outcomes(options: argparse.Namespace, jobs: Iterable[Job], settings: ReadSettings) -> Generator[Outcome, None, None]:
    """Read jobs here, or on the cluster that is named."""
    if options.dask:
        from extractor.batch_dask import run_on

        return run_on(options.dask, jobs, settings=settings)
    from extractor.batch import run

    return run(jobs, settings=settings, workers=options.jobs)


def _streamed(options: argparse.Namespace, jobs: Jobs, seen: Callable[[Outcome], None]) -> int:
    """Read all, print the records where that is asked for, and return how many failed."""
    from extractor.batch import terminal_safe

    failed = 0
    with closing(_outcomes(options, jobs, settings_of(options))) as outcomes:
        for outcome in outcomes:
            seen(outcome)
            failed += outcome.record is None
            if outcome.record is not None and options.output == "-":
                print(terminal_safe(json.dumps(json.loads(outcome.record), ensure_ascii=False)), flush=True)
    return failed


def _explain(options: argparse.Namespace) -> int:
    from extractor.comparison.explain import GROUPS, explain
    from extractor.reports.safe import printable

    if options.term is not None and options.term not in GROUPS:
        return usage(f"no term {options.term!r}; choose one of: {', '.join(GROUPS)}")
    agreement = one(options.file, settings_of(options))
    if agreement is None:
        return 1
    print("\n".join(printable(line) for line in explain(agreement, options.term)))
    return 0


def _schema(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command takes the options
    from extractor.record import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0


def _speak_unicode() -> None:
    """Write UTF-8 to files and pipes whatever the locale, and a question mark where a terminal lacks a sign."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
