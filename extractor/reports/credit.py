"""Accounts of credits for a terminal, as JSON, and their deadlines as an iCalendar."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.credit import Account, Deadline, Exit, Quote, Reading, Step
from extractor.errors import MissingExtra
from extractor.reports.safe import dumped, printable
from extractor.reports.terminal import printed

LONGEST_QUOTE = 240
PLACES = 3
"""Clauses named behind a step; more would hide the step."""
SIGNS = {"step": "", "assumption": "assumed: ", "warning": "mind: "}
STYLES = {"step": "", "assumption": "yellow", "warning": "bold yellow"}
TRIGGERED = {True: ("triggered", "bold green"), False: ("not triggered", "dim"), None: ("not decided", "yellow")}
REMINDER = timedelta(days=-3)
"""When a calendar reminds of a deadline."""


def terminal(account: Account, title: str, *, width: int | None = None, colour: bool = False, quotes: bool = False) -> str:
    """Return an account for a person: the credit first, then each step with its clause; `quotes` adds the words."""
    width = width or shutil.get_terminal_size((100, 24)).columns
    parts: list[RenderableType] = [Text(printable(title), style="bold"), *_answer(account)]
    first, *others = account.readings
    parts += _reading(first, quotes)
    for other in others:
        parts += [
            Text(""),
            Text.assemble(("Read otherwise: ", "bold yellow"), printable(other.name), f" → {_money(other.credit, account)}"),
        ]
        parts.append(_table(_changed(other, first), quotes))
    if account.notes:
        parts += [Text(""), Text("Claim and notes", style="bold cyan"), _table(account.notes, quotes)]
    return printed(Group(*parts), width=width, colour=colour)


def _answer(account: Account) -> list[RenderableType]:
    """Return the lines that say what is owed, and by how much readings differ."""
    first = account.readings[0]
    lines: list[RenderableType] = [Text.assemble("Credit: ", (_money(first.credit, account), "bold green"), f" ({printable(first.name)})")]
    if len(account.readings) > 1:
        low, high = min(r.credit for r in account.readings), max(r.credit for r in account.readings)
        words = f"The agreement can be read in {len(account.readings)} ways: {_money(low, account)} to {_money(high, account)}, a difference of {_money(account.difference, account)}."
        lines.append(Text(words, style="yellow"))
    return lines


def _reading(reading: Reading, quotes: bool) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for paid in reading.periods:
        parts += [Text(""), Text(paid.period.name, style="bold cyan"), _table(paid.steps, quotes)]
    if not reading.periods:
        parts += [Text(""), Text("No period was measured.", style="yellow")]
    if reading.deadlines:
        steps = [Step(f"{d.day or 'date not known'}: claim for the {d.concerns}, {d.text}", d.quotes) for d in reading.deadlines]
        parts += [Text(""), Text("Claim by", style="bold cyan"), _table(steps, quotes)]
    if reading.exits:
        parts += [Text(""), Text("Leaving", style="bold cyan"), _exits(reading.exits, quotes)]
    return parts


def _changed(reading: Reading, first: Reading) -> list[Step]:
    """Return the steps of a reading that are not those of the first, each once."""
    known = {step for paid in first.periods for step in paid.steps}
    return list(dict.fromkeys(step for paid in reading.periods for step in paid.steps if step not in known))


def _table(steps: Sequence[Step], quotes: bool) -> Table:
    grid = _grid()
    for step in steps:
        grid.add_row("•", Text(f"{SIGNS[step.kind]}{printable(step.text)}", style=STYLES[step.kind]), Text(_places(step.quotes)))
        _quoted(grid, step.quotes if quotes else ())
    return grid


def _exits(exits: Sequence[Exit], quotes: bool) -> Table:
    grid = _grid()
    for leave in exits:
        word, style = TRIGGERED[leave.triggered]
        grid.add_row("•", Text.assemble((word, style), f": {printable(leave.text)}"), Text(_places(leave.quotes)))
        _quoted(grid, leave.quotes if quotes else ())
    return grid


def _grid() -> Table:
    grid = Table(box=None, show_header=False, pad_edge=False, expand=True)
    grid.add_column(width=1)
    grid.add_column(ratio=3, overflow="fold")
    grid.add_column(ratio=1, style="dim", justify="right", overflow="fold")
    return grid


def _quoted(grid: Table, quotes: Sequence[Quote]) -> None:
    for quote in quotes:
        grid.add_row("", Text(f"“{_short(quote.text)}”", style="italic dim"), "")


def _short(text: str) -> str:
    words = printable(text)
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…"


def _places(quotes: Sequence[Quote]) -> str:
    names = list(dict.fromkeys(_place(quote) for quote in quotes))
    return "; ".join(names[:PLACES]) + (" …" if len(names) > PLACES else "")


def _place(quote: Quote) -> str:
    name = printable(quote.clause)
    return (name if len(name) <= 28 else name[:27] + "…") + (f", p. {quote.page}" if quote.page else "")


def _money(money: Decimal, account: Account) -> str:
    return f"{money:,} {account.currency}"


def as_json(account: Account, title: str) -> str:
    """Return an account as JSON; money and percentages are strings, so that no digit is lost."""
    value = {"agreement": title, "credit": str(account.readings[0].credit), "difference": str(account.difference), **_plain(account)}
    return dumped(value, indent=2)


def _plain(value: Any) -> Any:
    """Return a value of the account in what JSON can hold."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def calendar(account: Account, title: str, *, now: datetime | None = None) -> str:
    """Return the claim deadlines as an iCalendar: a whole day each, with a reminder three days before.

    Raises `MissingExtra` where the package `icalendar` is not installed.
    """
    try:
        from icalendar import Alarm, Calendar, Event
    except ImportError as error:
        raise MissingExtra(
            "Calendars need the package icalendar.", advice="Install the extra: pip install 'sla-extractor[calendar]'."
        ) from error
    book = Calendar()
    book.add("prodid", "-//sla-extractor//credit//EN")
    book.add("version", "2.0")
    for deadline in _dated(account):
        assert deadline.day is not None
        summary = f"Claim service credit: {printable(title)}, {deadline.concerns}"
        event, alarm = Event(), Alarm()
        event.add("uid", hashlib.sha256(f"{summary}{deadline.day}{deadline.text}".encode()).hexdigest()[:32] + "@sla-extractor")
        event.add("dtstamp", now or datetime.now(UTC))
        event.add("dtstart", deadline.day)
        event.add("dtend", deadline.day + timedelta(days=1))
        event.add("summary", summary)
        event.add("description", _described(deadline))
        event.add("transp", "TRANSPARENT")
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", REMINDER)
        event.add_component(alarm)
        book.add_component(event)
    return str(book.to_ical(), "utf-8")


def _dated(account: Account) -> list[Deadline]:
    """Return the deadlines with a day over all readings, each once, in order of their days."""
    found = dict.fromkeys(d for reading in account.readings for d in reading.deadlines if d.day is not None)
    return sorted(found, key=lambda d: (str(d.day), d.concerns))


def _described(deadline: Deadline) -> str:
    quotes = [f"{_place(quote)}: “{_short(quote.text)}”" for quote in deadline.quotes]
    return "\n".join([f"{deadline.text}.", *quotes])
