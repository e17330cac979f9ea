"""`sla lint`: the holes, overlaps and traps of agreements, before they are signed."""

from __future__ import annotations

import argparse

from extractor.commands.inputs import colour, reading_options, told, work_options
from extractor.commands.output import form_of, output_options, written
from extractor.commands.reading import nothing, reading_of
from extractor.commands.storing import store_inputs

FORMATS = ("terminal", "markdown", "json")
ENDINGS = {".md": "markdown", ".json": "json"}
EPILOG = """\
examples:
  sla lint acme.pdf --format markdown -o findings.md
  sla lint --store agreements.db --query "provider = Acme"
  sla lint --checks                                    what is looked for; a policy of `sla check` asks for it with no_finding"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of the command."""
    parser = commands.add_parser(
        "lint",
        help="holes, overlaps and traps of an agreement",
        description="Check agreements for what should be settled before signing: each finding with its clauses and what to ask for.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="documents, records (.json) or folders of them")
    store_inputs(parser)
    parser.add_argument("--checks", action="store_true", help="list the checks and end")
    parser.add_argument("--strict", action="store_true", help="end with exit code 1 when there is a finding of severity error")
    output_options(parser, FORMATS)
    work_options(parser)
    reading_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check what the paths name, print the findings and return the exit code."""
    from extractor.errors import ExtractorError
    from extractor.lint import CHECKS, lint
    from extractor.reports.lint import Checked, render

    if options.checks:
        print("\n".join(f"{check.id:28}{check.severity:9}{check.title}" for check in CHECKS))
        return 0
    try:
        reading = reading_of(options)
        if not reading:
            return nothing(options)
        checked = [Checked(a.document.name, a.title, lint(a)) for _, a in reading]
    except ExtractorError as error:
        return told(error)
    form = form_of(options, ENDINGS)
    text = render(checked, form, width=options.width, colour=colour() and options.output == "-")
    if code := written(options.output, text):
        return code
    grave = any(finding.severity == "error" for entry in checked for finding in entry.findings)
    return 1 if reading.failed or (options.strict and grave) else 0
