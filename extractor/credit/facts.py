"""The facts of a case: outages with their tags, the fee, and what the customer has; read from the words of a command or of a log."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import get_args

from extractor.credit.periods import Kind
from extractor.credit.worktime import Hours, hours_in
from extractor.quantities.durations import minutes_of
from extractor.quantities.money import Money, money
from extractor.taxonomy import ExclusionCategory

TAGS: tuple[str, ...] = get_args(ExclusionCategory)
"""Causes that an outage may be tagged with: the categories of exclusions in the record."""

_N = r"\d+(?:\.\d+)?"
_LENGTH = rf"P(?:{_N}W)?(?:{_N}D)?(?:T(?:{_N}H)?(?:{_N}M)?(?:{_N}S)?)?"

YEARS = range(1970, 2200)
LONGEST = timedelta(days=366)
"""No service is down for longer and still has a customer; a slip of the pen is likelier."""

MONTHS_OF_FEE = {"month": 1, "quarter": 3, "year": 12}
_FEE_PER = re.compile(r"(?<!\s)\s*+(?:/|per\b|an?\b|each\b)\s*+(?P<unit>month|quarter|year|annum)\s*$", re.IGNORECASE)


class BadFact(ValueError):
    """Say what is wrong with a fact that the user gave; the message names it and shows the right form."""


@dataclass(frozen=True, slots=True)
class Outage:
    """Hold one outage: from `start` until `end`, its cause where it is one of `TAGS`, and the service where only one was down.

    >>> Outage(datetime(2026, 3, 4, 10), datetime(2026, 3, 4, 13)).minutes
    Decimal('180')
    """

    start: datetime
    end: datetime
    tag: str | None = None
    service: str | None = None

    @property
    def minutes(self) -> Decimal:
        """Return its length in minutes."""
        return minutes_between(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Case:
    """Hold what the agreement is applied to. `fee` is that of the affected service for one month.

    `service` and `plan` choose among those of the agreement; `period` replaces the measurement period that the agreement states;
    `term` is the time for which the contract runs, needed for what is counted over the contract; `hours` are those of the day within
    which the service is measured, whatever the agreement says.
    """

    outages: tuple[Outage, ...]
    fee: Money
    service: str | None = None
    plan: str | None = None
    period: Kind | None = None
    term: tuple[datetime, datetime] | None = None
    hours: Hours | None = None


def minutes_between(start: datetime, end: datetime) -> Decimal:
    """Return the minutes from `start` to `end`, exactly."""
    length = end - start
    return Decimal(length.days * 1440) + Decimal(length.seconds) / 60 + Decimal(length.microseconds) / 60_000_000


def work_hours(text: str) -> Hours:
    """Return hours of the day from words.

    >>> work_hours("Mon-Fri 08:00-18:00").name
    'Mon to Fri, 08:00 to 18:00'
    """
    found = hours_in(text)
    if found is None:
        raise BadFact(f"{text!r} is no span of hours; write Mon-Fri 08:00-18:00")
    return found


def fee(text: str) -> Money:
    """Return a fee for one month from its words.

    >>> fee("12000 USD"), fee("EUR 24,000 per year").amount
    (Money(amount=Decimal('12000'), currency='USD'), Decimal('2000'))
    """
    words, per = text, "month"
    if match := _FEE_PER.search(text):
        words, per = text[: match.start()], match["unit"].lower().replace("annum", "year")
    words = words.strip()
    found = money(words)
    if len(found) != 1 or (found[0][1].start, found[0][1].end) != (0, len(words)):
        raise BadFact(f"the fee {text!r} is not an amount with its currency, such as '12000 USD' or '144000 USD/year'")
    value = found[0][0]
    if not value.amount:
        raise BadFact("the fee is 0; credits are shares of a fee")
    return Money(value.amount / MONTHS_OF_FEE[per], value.currency)


def outage(text: str) -> Outage:
    """Return an outage from "START/DURATION[,TAG[,SERVICE]]" or "START/END[,…]".

    >>> outage("2026-03-04T10:00/PT3H,scheduled_maintenance").end
    datetime.datetime(2026, 3, 4, 13, 0)
    """
    span, _, rest = text.partition(",")
    start, slash, length = span.partition("/")
    tag, _, service = rest.partition(",")
    if not slash:
        raise BadFact(f"the outage {text!r} is not START/DURATION or START/END, such as 2026-03-04T10:00/PT3H")
    return made(start, length, tag, service)


def made(start: str, end: str, tag: str = "", service: str = "") -> Outage:
    """Return an outage from the words of its parts; `end` is a moment or an ISO 8601 duration."""
    begins = moment(start)
    ends = begins + length(end) if end.strip().upper().startswith("P") else moment(end)
    if (begins.tzinfo is None) != (ends.tzinfo is None):
        raise BadFact(f"the outage {start}/{end} gives a time zone for one of its ends only")
    if ends <= begins:
        raise BadFact(f"the outage {start}/{end} does not end after it starts")
    if ends - begins > LONGEST:
        raise BadFact(f"the outage {start}/{end} is longer than a year")
    return Outage(begins, ends, _tag(tag), service.strip() or None)


def moment(text: str) -> datetime:
    """Return a moment from ISO 8601 words.

    >>> moment("2026-03-04 10:00")
    datetime.datetime(2026, 3, 4, 10, 0)
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadFact(f"{text!r} is not a moment such as 2026-03-04T10:00") from error
    if found.year not in YEARS:
        raise BadFact(f"{text!r} is not in the years {YEARS.start} to {YEARS[-1]}")
    return found


def length(iso: str) -> timedelta:
    """Return an ISO 8601 duration of weeks, days, hours, minutes and seconds; months and years have no fixed length.

    >>> length("PT1H30M")
    datetime.timedelta(seconds=5400)
    """
    match = re.fullmatch(_LENGTH, iso.strip().upper())
    if not match or not re.search(r"\d", iso):
        raise BadFact(f"{iso!r} is not a length such as PT3H, PT45M or P1DT2H")
    minutes = minutes_of(iso.strip().upper())
    if minutes > LONGEST.days * 1440:
        raise BadFact(f"{iso!r} is longer than a year")
    return timedelta(microseconds=int(minutes * 60_000_000))


def _tag(text: str) -> str | None:
    tag = text.strip().lower().replace(" ", "_").replace("-", "_")
    if tag and tag not in TAGS:
        raise BadFact(f"no tag {text.strip()!r}; the causes are: {', '.join(TAGS)}")
    return tag or None


COLUMNS = ("start", "end", "duration", "tag", "service")


def log(text: str) -> list[Outage]:
    """Return the outages of a log: JSON Lines, or CSV with a header of `start`, `end` or `duration`, and perhaps `tag`, `service`.

    >>> [o.minutes for o in log("start,duration,tag" + chr(10) + "2026-03-04T10:00,PT3H,")]
    [Decimal('180')]
    """
    rows = _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(text)
    return [_row(number, row) for number, row in rows]


def _json_rows(text: str) -> Iterable[tuple[int, Mapping[str, object]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise BadFact(f"line {number} of the log is not JSON: {error.msg}") from error
            if not isinstance(row, dict):
                raise BadFact(f"line {number} of the log is not a JSON object")
            yield number, row


def _csv_rows(text: str) -> Iterable[tuple[int, Mapping[str, object]]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), skipinitialspace=True)
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    if "start" not in names:
        raise BadFact(
            "the log has no column 'start'; its first line must name the columns: start,end or start,duration and perhaps tag,service"
        )
    reader.fieldnames = names
    for row in reader:
        yield reader.line_num, row


def _row(number: int, row: Mapping[str, object]) -> Outage:
    unknown = sorted(str(name) for name in row if name not in COLUMNS)
    if unknown:
        raise BadFact(f"line {number} of the log has more than the columns {', '.join(COLUMNS)}")
    cells = {name: str(row[name]) if row.get(name) is not None else "" for name in COLUMNS}
    if bool(cells["end"]) == bool(cells["duration"]):
        raise BadFact(f"line {number} of the log needs either 'end' or 'duration'")
    try:
        return made(cells["start"], cells["end"] or cells["duration"], cells["tag"], cells["service"])
    except BadFact as error:
        raise BadFact(f"line {number} of the log: {error}") from error


def without_zone(outages: Sequence[Outage]) -> tuple[Outage, ...]:
    """Return the outages in order, as wall clock times; raise `BadFact` where they are given in several time zones.

    Agreements seldom name a time zone, so the zone of the log is taken for that of the agreement.
    """
    zones = {moment.utcoffset() for outage in outages for moment in (outage.start, outage.end)}
    if None in zones and len(zones) > 1:
        raise BadFact("some outages have a time zone and others have none; write all of them in the time zone of the agreement")
    if len(zones) > 1:
        raise BadFact("the outages are in several time zones; write all of them in the time zone of the agreement")
    plain = (Outage(o.start.replace(tzinfo=None), o.end.replace(tzinfo=None), o.tag, o.service) for o in outages)
    return tuple(sorted(plain, key=lambda o: (o.start, o.end, o.tag or "", o.service or "")))
