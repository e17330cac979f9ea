"""The columns of each kind of member, and what a record's value puts into them; a query reads its values the same way."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date as Day  # noqa: N812 - "date" is what the functions here are given
from decimal import Decimal

from sqlalchemy import Boolean, Column, Float, String

from extractor import record
from extractor.comparison.units import hours, lasts
from extractor.policy.lasting import own_length
from extractor.quantities import durations
from extractor.store.groups import Kind, Member
from extractor.store.text import AnyText, fold, name_key

Value = str | float | bool | None
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)
TIME_UNITS = ("days", "hours", "weeks", "months")
"""Units of a credit that is time without a fee; days and weeks of it are those of the calendar."""


Columns = list[Column[str] | Column[float] | Column[bool]]


def columns_of(member: Member) -> Columns:
    """Return the columns of a member, as the tables have them."""
    name = member.name
    match member.kind:
        case "percent" | "number":
            return [_number(name)]
        case "word":
            return [Column(name, String(40))]
        case "flag":
            return [Column(name, Boolean)]
        case "plain" | "search":
            return [_text(name)]
        case "text":
            return [_text(name), _text(name + "_folded")]
        case "name":
            return [_text(name), _text(name + "_folded"), _text(name + "_key")]
        case "day":
            return [_text(name), Column(name + "_first", String(10)), Column(name + "_last", String(10))]
        case "duration":
            lengths = [_number(name + ending) for ending in ("_hours", "_shortest", "_longest")]
            return [_text(name + "_iso"), Column(name + "_business", Boolean), *lengths]
        case "amount":
            return [_number(name), Column(name + "_unit", String(10)), _text(name + "_currency"), _number(name + "_hours")]
        case "bound":
            return [_number(name), _number(name + "_hours")]
        case "measure":
            return [_number(name), _text(name + "_unit"), _number(name + "_hours")]


def _text(name: str) -> Column[str]:
    return Column(name, AnyText)


def _number(name: str) -> Column[float]:
    return Column(name, Float(53))


def filled(member: Member, term: object) -> dict[str, Value]:
    """Return the columns of a member with what one term says; none of them where it says nothing.

    >>> filled(Member("percent", "percent", "percent"), record.Uptime(percent=99.95))
    {'percent': 99.95}
    """
    value = member.read(term)
    if value is None:
        return {}
    return {member.name + ending: held for ending, held in _endings(member.kind, value).items()}


def _endings(kind: Kind, value: object) -> dict[str, Value]:
    match kind, value:
        case "percent" | "number", int() | float():
            return {"": float(value)}
        case "flag", bool():
            return {"": value}
        case "word", str():
            return {"": value}
        case "text", str():
            return {"": value, "_folded": fold(value)}
        case "name", str():
            return {"": value, "_folded": fold(value), "_key": name_key(value)}
        case "day", str():
            first, last = days_of(value) or (None, None)
            return {"": value, "_first": first, "_last": last}
        case "duration", record.Duration():
            return _duration(value)
        case "duration", str():
            return _duration(record.Duration(duration=value))
        case "amount", record.Amount() | record.Cap():
            time = hours(_iso(value.amount, value.unit)) if value.unit in TIME_UNITS else None
            return {"": value.amount, "_unit": value.unit, "_currency": value.currency, "_hours": _float(time)}
        case "bound", int() | float():
            return {"": float(value)}
        case "bound", str():
            return {"_hours": _float(hours(value))}
        case "measure", record.Performance():
            read = durations(f"{value.value:f} {value.unit}")
            time = hours(read[0][0].iso) if len(read) == 1 and not read[0][0].business else None
            return {"": value.value, "_unit": value.unit, "_hours": _float(time)}
        case _:
            raise TypeError(f"no column of kind {kind} for {value!r}")


def _duration(said: record.Duration) -> dict[str, Value]:
    span = lasts(said)
    shortest, longest = span if span else (None, None)
    told: dict[str, Value] = {"_iso": said.duration, "_business": said.business, "_hours": _float(own_length(said))}
    return told | {"_shortest": _float(shortest), "_longest": _float(longest)}


def _iso(amount: float, unit: str) -> str:
    letter = {"days": "{}D", "hours": "T{}H", "weeks": "{}W", "months": "{}M"}[unit]
    return "P" + letter.format(f"{Decimal(str(amount)):f}")


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def days_of(date: str) -> tuple[str, str] | None:
    """Return the first and the last day of a date of which the day or the month may be unknown; None for what is no date.

    >>> days_of("2024-02"), days_of("2024-05-01"), days_of("2023"), days_of("soon")
    (('2024-02-01', '2024-02-29'), ('2024-05-01', '2024-05-01'), ('2023-01-01', '2023-12-31'), None)
    """
    if not _DATE.fullmatch(date):
        return None
    try:
        year, month, day = ([int(part) for part in date.split("-")] + [0, 0])[:3]
        first = Day(year, month or 1, day or 1)
        last = Day(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()
