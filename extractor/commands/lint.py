"""`sla lint`: the holes, overlaps and traps of agreements, before they are signed."""

from __future__ import annotations

import argparse

from extractor.commands.inputs import colour, positive, reading_options, usage
from extractor.commands.output import form_of, written
from extractor.commands.reading import Reading

FORMATS = ("terminal", "markdown", "json")
ENDINGS = {".md": "markdown", ".json": "json"}


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
    from extractor.lint import lint
    from extractor.reports.lint import Checked, render

    reading = Reading(options)
    if not reading:
        return usage("no files found below " + ", ".join(options.paths))
    checked = [Checked(a.document.name, a.title, lint(a)) for _, a in reading]
    form = form_of(options, ENDINGS)
    text = render(checked, form, width=options.width, colour=colour() and options.output == "-")
    if code := written(options.output, text):
        return code
    grave = any(finding.severity == "error" for entry in checked for finding in entry.findings)
    return 1 if reading.failed or (options.strict and grave) else 0
