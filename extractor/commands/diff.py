"""`sla diff OLD NEW`: what changed between two versions of an agreement."""

from __future__ import annotations

import argparse

from extractor.commands.inputs import colour, one, reading_options, settings_of
from extractor.commands.output import form_of, output_options, written

FORMATS = ("terminal", "markdown", "html", "json")
ENDINGS = {".md": "markdown", ".html": "html", ".htm": "html", ".json": "json"}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of `sla diff`."""
    parser = commands.add_parser(
        "diff",
        help="what changed between two versions",
        description="Print which terms changed, for better or worse for the customer, and which clauses were added, removed or reworded. "
        "Clauses are matched by their words: one that moved or has another number did not change.",
        epilog="example: sla diff acme-2023.pdf acme-2024.docx --format html -o changes.html",
    )
    parser.add_argument("old", metavar="OLD", help="the former version: a document, or a record that sla extract wrote")
    parser.add_argument("new", metavar="NEW", help="the present version")
    output_options(parser, FORMATS)
    reading_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the difference; 1 where a document could not be read."""
    settings = settings_of(options)
    old, new = one(options.old, settings), one(options.new, settings)
    if old is None or new is None:
        return 1
    from extractor.diff import diff
    from extractor.reports import diff as reports
    from extractor.reports.diff_html import html

    found = diff(old, new)
    form = form_of(options, ENDINGS)
    if form == "terminal":
        text = reports.terminal(found, width=options.width, colour=colour() and options.output == "-")
    else:
        text = {"markdown": reports.markdown, "html": html, "json": reports.as_json}[form](found)
    return written(options.output, text)
