"""`sla credit`: what outages are worth under an agreement."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.inputs import colour, one, positive, reading_options, settings_of, usage

if TYPE_CHECKING:
    from datetime import datetime

    from extractor.credit import Case, Outage

FORMATS = ("terminal", "json", "ics")
KINDS = ("day", "week", "month", "quarter", "year")
"""Those of `extractor.credit`, repeated so that --help need not import it (a test holds them equal)."""

EXAMPLES = """\
example: sla credit acme.pdf --outage 2026-03-04T10:00/PT3H --fee "12000 USD"

An outage is START/DURATION or START/END, with the cause and the service behind commas where they matter:
  --outage 2026-03-04T10:00/PT3H --outage 2026-03-08T02:00/2026-03-08T06:00,scheduled_maintenance
Causes are the categories of exclusions: scheduled_maintenance, force_majeure, customer_fault, third_party and so on; an outage
is left out where the agreement excludes its cause, and counts otherwise.
A log has the same as columns (start,end or start,duration and perhaps tag,service) or as JSON Lines."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of the command."""
    parser = commands.add_parser(
        "credit",
        help="what outages are worth",
        description="Say what outages are worth under an agreement: uptime, band, caps, credit, days to claim by, rights to leave; each step with its clause.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="a document, or a record that sla extract wrote")
    parser.add_argument("--outage", action="append", default=[], metavar="OUTAGE", help="one outage; repeat for more")
    parser.add_argument("--log", metavar="LOG", help="file of outages, CSV or JSON Lines")
    parser.add_argument(
        "--fee", required=True, metavar="MONEY", help="fee of the affected service for a month ('12000 USD'), or '144000 USD/year'"
    )
    parser.add_argument("--service", metavar="NAME", help="the service that was down, where the agreement has several")
    parser.add_argument("--plan", metavar="NAME", help="the plan or tier of the customer, where the agreement has several")
    parser.add_argument("--period", choices=KINDS, default=None, help="measure over this period, whatever the agreement says")
    parser.add_argument("--hours", metavar="HOURS", help="measure only within these hours of the week: 'Mon-Fri 08:00-18:00'")
    parser.add_argument("--term", metavar="START/END", help="first and last day of the contract, for what is counted over it")
    parser.add_argument("-f", "--format", choices=FORMATS, default="terminal", help="default: terminal")
    parser.add_argument("--quotes", action="store_true", help="show the document's words below each step")
    parser.add_argument("--width", type=positive, default=None, metavar="N", help="columns (default: the terminal's)")
    reading_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compute and print the account; 2 where a fact is wrong, 1 where the agreement cannot be read."""
    from extractor.credit import BadFact, compute
    from extractor.errors import ExtractorError

    try:
        case = _case(options)
    except BadFact as wrong:
        return usage(str(wrong))
    agreement = one(options.file, settings_of(options))
    if agreement is None:
        return 1
    try:
        account = compute(agreement, case)
    except BadFact as wrong:
        return usage(str(wrong))
    from extractor.reports import credit as reports

    title = agreement.title or agreement.document.name
    try:
        if options.format == "terminal":
            print(reports.terminal(account, title, width=options.width, colour=colour(), quotes=options.quotes), end="")
        else:
            print(reports.as_json(account, title) if options.format == "json" else reports.calendar(account, title), end="")
    except ExtractorError as error:
        return usage(f"{error.message} {error.advice}")
    return 0


def _case(options: argparse.Namespace) -> Case:
    """Return the facts that the options give."""
    from extractor.credit import BadFact, Case, fee, moment, outage, work_hours

    outages = [outage(text) for text in options.outage] + _logged(options.log)
    if not outages:
        raise BadFact("no outages given; say --outage 2026-03-04T10:00/PT3H or --log FILE")
    term = None
    if options.term:
        first, _, last = options.term.partition("/")
        term = (_midnight(moment(first)), _midnight(moment(last), days=1))
        if term[1] <= term[0]:
            raise BadFact(f"the term {options.term!r} does not end after it starts")
    hours = work_hours(options.hours) if options.hours else None
    return Case(tuple(outages), fee(options.fee), options.service, options.plan, options.period, term, hours)


def _midnight(moment: datetime, *, days: int = 0) -> datetime:
    from datetime import timedelta

    return moment.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None) + timedelta(days=days)


def _logged(path: str | None) -> list[Outage]:
    """Return the outages of a log file."""
    from extractor.credit import BadFact, log

    if path is None:
        return []
    try:
        return log(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise BadFact(f"cannot read the log {path}: {reason}") from error
