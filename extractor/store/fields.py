"""The names of the query language, and the conditions that their comparisons are in SQL; every value is a bound parameter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any, NoReturn, Protocol, get_args

from sqlalchemy import ColumnElement, FromClause, and_, false, func, not_, or_

from extractor import record
from extractor.comparison.units import hours, lasts
from extractor.document import Span
from extractor.policy.lasting import own_length
from extractor.quantities import dates, durations, money, percentages
from extractor.store.columns import days_of
from extractor.store.groups import FACTS, GROUPS, Kind, Member
from extractor.store.query import Condition, Value, fault
from extractor.store.text import fold, name_key
from extractor.taxonomy import Label

SYNONYMS = {
    "credits": "credit", "caps": "cap", "claims": "claim", "exclusions": "exclusion", "terminations": "termination", "blanks": "blank",
    "denials": "denial", "labels": "label", "clauses": "clause", "law": "governing_law", "effective": "effective_date", "vendor": "provider",
    "supplier": "provider",
}  # fmt: skip
"""Other names that people write."""
FILE: tuple[Member, ...] = (
    Member("file", "plain", ""), Member("language", "plain", ""), Member("pages", "number", ""), Member("words", "number", ""), Member("id", "number", ""),
)  # fmt: skip
CLAUSE: tuple[Member, ...] = (
    Member("text", "search", ""), Member("label", "word", "", get_args(Label)), Member("number", "plain", ""), Member("page", "number", ""),
)  # fmt: skip
"""What can be asked of a clause beside its words."""
ON_AGREEMENT: dict[str, Member] = {member.name: member for member in (*FACTS, *FILE)}
MEMBERS: dict[str, dict[str, Member]] = {group.name: {member.name: member for member in group.members} for group in GROUPS} | {
    "clause": {member.name: member for member in CLAUSE}
}
BARE: dict[str, str] = {group.name: group.bare for group in GROUPS} | {"clause": "text"}

_ORDERED = {"=", "!=", "<", "<=", ">", ">=", "in"}
_EQUAL = {"=", "!=", "in"}
OPERATORS: dict[Kind, set[str]] = {
    "percent": _ORDERED, "number": _ORDERED, "duration": _ORDERED, "amount": _ORDERED, "bound": _ORDERED, "measure": _ORDERED, "day": _ORDERED,
    "word": _EQUAL, "flag": {"=", "!="}, "text": _EQUAL | {"~"}, "name": _EQUAL | {"~"}, "plain": _EQUAL | {"~"}, "search": {"~"},
}  # fmt: skip
"""What each kind can be compared with; "is missing" and "is stated" go with all."""
LONGEST_VALUE, _LARGEST = 500, 10**15
"""Longer patterns make SQLite give up; larger numbers are in no agreement."""
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_MEASURED = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>\D.*)", re.DOTALL)


class Column(Protocol):
    """What gives the column of a member."""

    def __call__(self, ending: str = "") -> ColumnElement[Any]:
        """Return the column with an ending; "" is the member itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a comparison with its query, to point into it when a value cannot be read."""

    query: str
    member: Member
    condition: Condition

    def fault(self, message: str, at: Span | None = None) -> NoReturn:
        """Raise a `BadQuery` at the comparison."""
        fault(self.query, at or self.condition.at, message)


def unknown(query: str, name: str, known: list[str], at: Span, what: str) -> NoReturn:
    """Raise a `BadQuery` for a name that is none, with the nearest ones."""
    near = get_close_matches(name, known, 2, 0.6)
    meant = " or ".join(f'"{other}"' for other in near)
    fault(query, at, f'There is no {what} "{name}"; ' + (f"did you mean {meant}?" if near else f"there are: {', '.join(sorted(known))}."))


def compared(asked: Asked, table: FromClause) -> ColumnElement[bool]:
    """Return the condition of one comparison on the row of a table; raises `BadQuery` where it makes no sense."""
    kind, operator, name = asked.member.kind, asked.condition.operator, asked.member.name
    if operator not in OPERATORS[kind]:
        able = " ".join(sorted(OPERATORS[kind], key=lambda sign: (len(sign), sign)))
        asked.fault(f'"{name}" cannot be compared with {operator!r}; there are: {able} is.')
    long = next((value for value in asked.condition.values if len(value.text) > LONGEST_VALUE), None)
    if long:
        asked.fault(f"A value has at most {LONGEST_VALUE} characters.", long.at)
    sign = "=" if operator == "in" else operator
    read = _KINDS[kind]

    def column(ending: str = "") -> ColumnElement[Any]:
        return table.c[name + ending]

    return or_(*(read(asked, value, sign, column) for value in asked.condition.values))


def stated(member: Member, table: FromClause) -> ColumnElement[bool]:
    """Return the condition that the row says something of a member."""
    endings = {"duration": ("_iso",), "bound": ("", "_hours")}.get(member.kind, ("",))
    return or_(*(table.c[member.name + ending].is_not(None) for ending in endings))


def _signed(column: ColumnElement[Any], sign: str, value: object) -> ColumnElement[bool]:
    if sign == "~":
        return column.contains(value, autoescape=True)
    return column.bool_op({"!=": "<>"}.get(sign, sign))(value)


def _percent(asked: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    return _signed(column(), sign, _share(asked, value, "a percentage: 99.9 or 99.9%"))


def _number(asked: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    return _signed(column(), sign, _number_of(asked, value, "a number"))


def _word(asked: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    words = asked.member.words
    word = value.text.strip() if value.text in words else re.sub(r"[\s-]+", "_", fold(value.text))
    if word not in words:
        unknown(asked.query, word, list(words), value.at, asked.member.name)
    return _signed(column(), sign, word)


def _flag(asked: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    flag = _FLAGS.get(fold(value.text))
    if flag is None:
        asked.fault(f'"{asked.member.name}" is true or false.', value.at)
    return column().is_(flag) if sign == "=" else column().is_(not flag)


def _text(asked: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    folded = fold(value.text)
    if not folded and sign == "~":
        asked.fault("Every text contains nothing; say what to look for.", value.at)
    return _signed(column("_folded"), sign, folded)


def _name(asked: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    """Compare names as people use them: "Acme" is Acme Ltd and Acme Cloud, Inc., not Acmeon."""
    if sign == "~":
        return _text(asked, value, sign, column)
    key = name_key(value.text)
    if not key:
        asked.fault("A name is expected here.", value.at)
    same = or_(column("_key") == key, column("_key").startswith(key + " ", autoescape=True))
    return same if sign == "=" else not_(same)


def _plain(_: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    return _signed(func.lower(column()), sign, value.text.lower()) if sign == "~" else _signed(column(), sign, value.text)


def _day(asked: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    """Compare what is sure: of "2024-05" is known that it lies before June, not that it lies before the 20th."""
    read = dates(value.text) if re.search(r"[^\W\d_]", value.text) else []  # "04/10/2024" is another day here and there
    days = days_of(value.text.strip()) or (days_of(read[0][0]) if len(read) == 1 else None)
    if days is None:
        asked.fault("A date is expected: 2024, 2024-05, 2024-05-31 or 31 May 2024.", value.at)
    first, last = column("_first"), column("_last")
    return {
        "=": and_(first >= days[0], last <= days[1]),
        "!=": or_(first < days[0], last > days[1]),
        "<": last < days[0],
        "<=": last <= days[1],
        ">": first > days[1],
        ">=": first >= days[0],
    }[sign]


def _duration(asked: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    """Compare business time with business time as it is, and with calendar time on the side of what is sure."""
    said = duration_of(value.text)
    span, own = (lasts(said), own_length(said)) if said else (None, None)
    if said is None or span is None or own is None:
        asked.fault("A duration is expected: 30 days, 4 hours, 5 business days or PT4H.", value.at)
    shortest, longest = float(span[0]), float(span[1])
    business = column("_business")
    same = and_(business.is_(said.business), _signed(column("_hours"), sign, float(own)))
    other = {
        "=": false(),
        "!=": business.is_(not said.business),
        "<": column("_longest") < shortest,
        "<=": column("_longest") <= shortest,
        ">": column("_shortest") > longest,
        ">=": column("_shortest") >= longest,
    }[sign]
    return or_(same, and_(business.is_(not said.business), other))


def _amount(asked: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    """Compare percentages with percentages (a number alone is one), time with time, money with money of its currency."""
    time, sums = duration_of(value.text), money(value.text)
    if len(sums) == 1 and (sums[0][1].start, sums[0][1].end) == (0, len(value.text)):
        amount = sums[0][0]
        return and_(column("_unit") == "currency", column("_currency") == amount.currency, _signed(column(), sign, float(amount.amount)))
    if time and not time.business:
        return _signed(column("_hours"), sign, _float(hours(time.duration)))
    return and_(column("_unit") == "percent", _signed(column(), sign, _share(asked, value, "10%, 5 days or 100 USD")))


def _bound(asked: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    time = duration_of(value.text)
    if time and not time.business:
        return _signed(column("_hours"), sign, _float(hours(time.duration)))
    return _signed(column(), sign, _share(asked, value, "99.9% or 4 hours"))


def _measure(asked: Asked, value: Value, sign: str, column: Column) -> ColumnElement[bool]:
    """Compare times with times, other measures with those of the same unit, a number alone with the number."""
    time, percent = duration_of(value.text), _percentage(value.text)
    if time and not time.business:
        return _signed(column("_hours"), sign, _float(hours(time.duration)))
    if percent is not None:
        return and_(column("_unit") == "percent", _signed(column(), sign, percent))
    if measured := _MEASURED.fullmatch(value.text.strip()):
        return and_(column("_unit") == measured["unit"], _signed(column(), sign, float(measured["number"].replace(",", "."))))
    return _signed(column(), sign, _number_of(asked, value, "50 ms, 99.9% or 100 Mbps"))


def duration_of(text: str) -> record.Duration | None:
    """Return the duration that a value is as a whole.

    >>> duration_of("5 business days"), duration_of("30")
    (Duration(duration='P5D', business=True), None)
    """
    text = text.strip()
    if hours(text) is not None:
        return record.Duration(duration=text)
    read = durations(text)
    if len(read) != 1 or (read[0][1].start, read[0][1].end) != (0, len(text)):
        return None
    return record.Duration(duration=read[0][0].iso, business=read[0][0].business)


def _percentage(text: str) -> float | None:
    read = percentages(text.strip())
    return float(read[0][0]) if len(read) == 1 and (read[0][1].start, read[0][1].end) == (0, len(text.strip())) else None


def _share(asked: Asked, value: Value, expected: str) -> float:
    """Return a percentage with its sign or without."""
    percent = _percentage(value.text)
    return _number_of(asked, value, expected) if percent is None else percent


def _number_of(asked: Asked, value: Value, expected: str) -> float:
    try:
        number = Decimal(value.text.replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > _LARGEST:
        asked.fault(f'"{asked.member.name}" is compared with {expected}.', value.at)
    return float(number)


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


_KINDS: dict[Kind, Callable[[Asked, Value, str, Column], ColumnElement[bool]]] = {
    "percent": _percent, "number": _number, "word": _word, "flag": _flag, "text": _text, "name": _name, "plain": _plain, "day": _day,
    "duration": _duration, "amount": _amount, "bound": _bound, "measure": _measure,
}  # fmt: skip
