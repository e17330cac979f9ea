"""`sla compare`: agreements side by side, ranked by what matters to the user."""

from __future__ import annotations

import argparse
from pathlib import Path

from extractor.commands.inputs import colour, reading_options, say, told, usage, work_options
from extractor.commands.output import form_of, output_options, written
from extractor.commands.reading import nothing, reading_of
from extractor.commands.storing import store_inputs

FORMATS = ("terminal", "markdown", "html", "csv", "xlsx", "json")
"""The names of `extractor.reports.REPORTS`, repeated so that --help need not import them (a test holds them equal)."""
BINARY = frozenset({"xlsx"})
"""Formats that are no text and go to a file only."""
ENDINGS = {".md": "markdown", ".html": "html", ".htm": "html", ".csv": "csv", ".xlsx": "xlsx", ".json": "json"}

EPILOG = """\
examples:
  sla compare contracts/ --format html -o comparison.html
  sla compare a.pdf b.docx --weights uptime=3,credit_99=1,claim_window=1
  sla compare contracts/ --weights balanced --service API
  sla compare --store agreements.db --query "uptime >= 99.9 and provider in (Acme, Bolt)"

Weights are by term (a wrong name lists them all); a file has lines such as "uptime: 3". A term gives an agreement points for each other
that it is surely better than; what is not stated gives none, and what could not be read makes the score a range."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of the command."""
    parser = commands.add_parser(
        "compare",
        help="agreements side by side",
        description="Print agreements side by side: a row per term, a column per provider (and service), the best and the worst of each row marked.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="documents, records (.json) or folders of them")
    store_inputs(parser)
    parser.add_argument("--service", metavar="NAME", help="only this service (default: a column for each that an agreement names)")
    parser.add_argument("--plan", metavar="NAME", help="only this plan, tier or edition")
    parser.add_argument("--weights", metavar="PROFILE", help="rank by uptime=3,claim_window=1 or so, by a file of such lines, or: balanced")
    output_options(parser, FORMATS)
    work_options(parser)
    reading_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print or write the comparison; 1 where a file could not be read, 2 where an option is wrong."""
    from extractor.comparison import compare
    from extractor.comparison.weights import BadWeights
    from extractor.errors import ExtractorError

    form = form_of(options, ENDINGS)
    if form in BINARY and options.output == "-":
        return usage(f"{form} is no text for a terminal; name a file: -o comparison.{form}")
    try:
        weights = _weights(options.weights)
    except BadWeights as wrong:
        return usage(f"--weights: {wrong}")
    try:
        reading = reading_of(options)
        if not reading:
            return nothing(options)
        comparison = compare((agreement for _, agreement in reading), service=options.service, plan=options.plan, weights=weights)
    except ExtractorError as error:
        return told(error)
    if form != "terminal":
        _tell(comparison.notes)
    if not comparison.columns:
        _tell(comparison.notes if form == "terminal" else ())
        return 1 if reading.failed else usage("no agreement is left to compare")
    if code := _written(comparison, form, options):
        return code
    return 1 if reading.failed else 0


def _weights(given: str | None) -> dict[str, float] | None:
    """Return the profile that the option gives: words, or the file that it names."""
    from extractor.comparison.weights import BadWeights, weights_of

    if given is None:
        return None
    path = Path(given)
    try:
        return weights_of(path.read_text(encoding="utf-8") if path.is_file() else given)
    except (OSError, UnicodeDecodeError) as error:
        raise BadWeights(f"cannot read {given}") from error


def _tell(notes: tuple[str, ...]) -> None:
    from extractor.reports.safe import printable

    for note in notes:
        say(printable(f"sla: {note}"))


def _written(comparison: object, form: str, options: argparse.Namespace) -> int:
    """Print or write a report; return the exit code, 2 where it cannot be made or written."""
    from extractor.comparison import Comparison
    from extractor.errors import ExtractorError
    from extractor.reports import render
    from extractor.reports.terminal import render as render_terminal

    assert isinstance(comparison, Comparison)
    try:
        if form == "terminal":
            shown: str | bytes = render_terminal(comparison, width=options.width, colour=colour() and options.output == "-")
        else:
            shown = render(comparison, form)
    except ExtractorError as error:
        return usage(f"{error.message} {error.advice}")
    return written(options.output, shown)
