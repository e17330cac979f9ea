"""`sla lint`: the holes, overlaps and traps of agreements, before they are signed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.inputs import colour, parsed, positive, reading_options, record_in, settings_of, usage

if TYPE_CHECKING:
    from extractor import record

FORMATS = ("terminal", "markdown", "json")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of the command."""
    parser = commands.add_parser(
        "lint",
        help="holes, overlaps and traps of an agreement",
        description="Check agreements for what should be settled before signing: each finding with its clauses and what to ask for.",
        epilog="example: sla lint acme.pdf --format markdown -o findings.md",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="documents, records (.json) or folders of them")
    parser.add_argument("-f", "--format", choices=FORMATS, default=None, help="default: by the ending of -o, else terminal")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="file to write (default: standard output)")
    parser.add_argument("--strict", action="store_true", help="end with exit code 1 when there is a finding of severity error")
    parser.add_argument("--width", type=positive, default=None, metavar="N", help="columns of the terminal")
    parser.add_argument("-j", "--jobs", type=positive, default=None, metavar="N", help="worker processes (default: one per core)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress")
    reading_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check what the paths name, print the findings and return the exit code."""
    from extractor.batch import write_whole
    from extractor.errors import ExtractorError
    from extractor.lint import lint
    from extractor.reports.lint import Checked, render

    agreements, failed = _read(options)
    if agreements is None:
        return usage("no files found below " + ", ".join(options.paths))
    checked = [Checked(a.document.name, a.title, lint(a)) for a in agreements]
    form = options.format or {".md": "markdown", ".json": "json"}.get(Path(options.output).suffix.lower(), "terminal")
    text = render(checked, form, width=options.width, colour=colour() and options.output == "-")
    if options.output == "-":
        print(text, end="")
    else:
        try:
            write_whole(Path(options.output), text)
        except ExtractorError as error:
            return usage(f"{error.message} {error.advice}")
    grave = any(finding.severity == "error" for entry in checked for finding in entry.findings)
    return 1 if failed or (options.strict and grave) else 0


def _read(options: argparse.Namespace) -> tuple[Sequence[record.Agreement] | None, int]:
    """Return the agreements in the order of their paths and how many could not be read; None when the paths name no file."""
    from extractor.batch import find_jobs
    from extractor.batch import run as read_all
    from extractor.commands.progress import Progress

    jobs = list(find_jobs(options.paths))
    if not jobs:
        return None, 0
    found = {job.path: given for job in jobs if job.path.suffix == ".json" and (given := record_in(job.path)) is not None}
    documents = [job for job in jobs if job.path not in found]
    with Progress(len(documents), quiet=options.quiet) as progress:
        for outcome in read_all(documents, settings=settings_of(options), workers=options.jobs):
            progress.seen(outcome)
            if outcome.record is not None:
                found[outcome.job.path] = parsed(outcome.record)
    return [found[job.path] for job in jobs if job.path in found], progress.failed
