"""`sla summary`: one agreement for a person, on the screen or as a page to print."""

from __future__ import annotations

import argparse

from extractor.commands.inputs import colour, one, reading_options, settings_of
from extractor.commands.output import form_of, output_options, written

FORMATS = ("terminal", "html")
ENDINGS = {".html": "html", ".htm": "html"}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of the command."""
    parser = commands.add_parser(
        "summary",
        help="one agreement for a person",
        description="Print what one agreement promises, pays and excludes, how to claim and how to leave, with clause numbers and pages.",
        epilog="examples: sla summary acme.pdf --quotes   |   sla summary acme.pdf -o acme.html   (a page to print, with the curve of credits)",
    )
    parser.add_argument("file", metavar="FILE", help="a document, or a record that sla extract wrote")
    parser.add_argument("--quotes", action="store_true", help="show the document's words below each line")
    output_options(parser, FORMATS)
    reading_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print or write the summary; 1 where the document could not be read."""
    from extractor.comparison.curves import curve
    from extractor.comparison.summary import summarise
    from extractor.reports import summary_html
    from extractor.reports.terminal import summary

    agreement = one(options.file, settings_of(options))
    if agreement is None:
        return 1
    summed = summarise(agreement)
    if form_of(options, ENDINGS) == "html":
        text = summary_html.render(summed, curve(agreement), quotes=options.quotes)
    else:
        text = summary(summed, width=options.width, colour=colour() and options.output == "-", quotes=options.quotes)
    return written(options.output, text)
