"""`sla export`: an agreement for other tools: OpenSLO for monitoring, iCalendar for its dates."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from extractor.commands.inputs import one, positive, reading_options, say, settings_of
from extractor.commands.output import written

if TYPE_CHECKING:
    from extractor.record import Agreement

FORMATS = ("openslo", "ics")
EPILOG = """\
examples:
  sla export acme.pdf --format openslo -o acme.slo.yaml
  sla export acme.pdf --format ics --start 2026-01-01 -o acme.ics

What the format cannot express is said on standard error. Exit code 1 where there is nothing to export."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of the command."""
    parser = commands.add_parser(
        "export",
        help="an agreement for other tools: OpenSLO, iCalendar",
        description="Write the promised levels as OpenSLO v1 YAML, or the dates that follow from the agreement as iCalendar.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="a document, or a record that sla extract wrote")
    parser.add_argument("-f", "--format", choices=FORMATS, required=True, help="openslo: promised levels; ics: dates")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="file to write (default: standard output)")
    parser.add_argument("-q", "--quiet", action="store_true", help="do not say what cannot be expressed")
    dates = parser.add_argument_group("dates (ics)")
    dates.add_argument(
        "--start", type=day, default=None, metavar="DATE", help="when your contract began (default: the date of the agreement)"
    )
    dates.add_argument("--from", dest="since", type=day, default=None, metavar="DATE", help="first day of the calendar (default: today)")
    dates.add_argument("--months", type=positive, default=12, metavar="N", help="months of the calendar (default: 12)")
    reading_options(parser)
    parser.set_defaults(run=_run)


def day(text: str) -> date:
    """Return a date written as 2026-01-31, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date (write 2026-01-31)") from error


def _run(options: argparse.Namespace) -> int:
    agreement = one(options.file, settings_of(options))
    if agreement is None:
        return 1
    text, unsaid = _openslo(agreement) if options.format == "openslo" else _ics(agreement, options)
    if not options.quiet:
        _tell(options.file, unsaid)
    if not text:
        what = "promised level that OpenSLO can express" if options.format == "openslo" else "date that can be computed"
        say(_line(options.file, f"no {what}; nothing is written"))
        return 1
    return written(options.output, text)


def _openslo(agreement: Agreement) -> tuple[str, tuple[str, ...]]:
    from extractor.openslo import export
    from extractor.reports.openslo import render

    exported = export(agreement)
    return (render(exported) if exported.objects else ""), exported.unsaid


def _ics(agreement: Agreement, options: argparse.Namespace) -> tuple[str, tuple[str, ...]]:
    from extractor.diary import diary
    from extractor.reports.ics import render

    found = diary(agreement, since=options.since or date.today(), months=options.months, start=options.start)
    return (render(found) if found.days else ""), found.unsaid


def _tell(file: str, unsaid: tuple[str, ...]) -> None:
    for line in unsaid:
        say(_line(file, line))


def _line(file: str, words: str) -> str:
    from extractor.reports.safe import printable

    return printable(f"sla: {file}: {words}")
