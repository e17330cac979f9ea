"""The query language: text → a tree of tests, or an error that points at the place.

    query = and {"or" and}          and = not {"and" not}          not = "not" not | "(" query ")" | test
    test  = field [("=" | "!=" | "<" | "<=" | ">" | ">=" | "~") value | ["not"] "in" "(" value {"," value} ")" | "is" ["not"] ("missing" | "stated")]
    field = name ["[" query "]"] ["." name]

A value is one or several words up to "and", "or", a bracket or the end, or anything in quotes. The tests between square brackets are
on one and the same entry of a group; a group with brackets alone asks whether there is such an entry. What the names mean is the
business of `fields.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NoReturn

from extractor.document import Span
from extractor.errors import BadQuery
from extractor.reports.safe import printable

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "~", "in", "missing", "stated"]
LONGEST, DEEPEST, MOST = 10_000, 40, 200
"""Characters, nested brackets and tests of a query: far above what a person writes, below what makes a database give up."""
_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|“[^”]*”)|(?P<operator>[!<>]=|[=<>~≤≥≠])|(?P<bracket>[()\[\],])|(?P<word>(?!')(?:[^\s()\[\],=<>~!≤≥≠"“]|!(?!=))+))""",
    re.DOTALL,
)
_SIGNS: dict[str, Operator] = {"≤": "<=", "≥": ">=", "≠": "!="}
_PLAIN = re.compile(r"[\w.%-]+")
_ENDS = frozenset({"and", "or"})
_KEYWORDS = frozenset({"and", "or", "not", "in", "is"})


@dataclass(frozen=True, slots=True)
class Value:
    """Hold what a field is compared with, as written, without its quotes."""

    text: str
    at: Span = field(default=Span(0, 0), compare=False)

    def __str__(self) -> str:
        if _PLAIN.fullmatch(self.text) and self.text.lower() not in _KEYWORDS:
            return self.text
        return '"' + self.text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True, slots=True)
class Field:
    """Hold the name of a group or fact, the member asked for, and the tests that its entry has to pass."""

    group: str
    member: str | None = None
    where: Node | None = None
    at: Span = field(default=Span(0, 0), compare=False)

    def __str__(self) -> str:
        return self.group + (f"[{self.where}]" if self.where else "") + (f".{self.member}" if self.member else "")


@dataclass(frozen=True, slots=True)
class Condition:
    """Hold one comparison."""

    asked: Field
    operator: Operator
    values: tuple[Value, ...] = ()
    at: Span = field(default=Span(0, 0), compare=False)

    def __str__(self) -> str:
        if self.operator in {"missing", "stated"}:
            return f"{self.asked} is {self.operator}"
        if self.operator == "in":
            return f"{self.asked} in ({', '.join(map(str, self.values))})"
        return f"{self.asked} {self.operator} {self.values[0]}"


@dataclass(frozen=True, slots=True)
class Not:
    """Hold what must not be so."""

    part: Node

    def __str__(self) -> str:
        return f"not ({self.part})"


@dataclass(frozen=True, slots=True)
class And:
    """Hold what must be so together."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " and ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Hold what one of must be so."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " or ".join(map(str, self.parts))


Node = Condition | Not | And | Or


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: Span


def parse(text: str) -> Node:
    """Return the tree of a query; raises `BadQuery`. The tree's text is a query with the same tree.

    >>> str(parse("uptime < 99.9 AND (provider = Acme or not claim is stated)"))
    'uptime < 99.9 and (provider = Acme or not (claim is stated))'
    >>> str(parse("support[severity = 1].response <= 4 business hours"))
    'support[severity = 1].response <= "4 business hours"'
    """
    if len(text) > LONGEST:
        raise BadQuery(f"The query has {len(text):,} characters; the most is {LONGEST:,}.")
    return _Parser(text).whole()


def fault(text: str, at: Span, message: str) -> NoReturn:
    """Raise a `BadQuery` that shows the query and points at the place."""
    start = max(0, at.start - 60)
    shown = printable("".join(" " if ch.isspace() else ch for ch in text[start : at.end + 20]))
    before = printable("".join(" " if ch.isspace() else ch for ch in text[start : at.start]))
    width = max(1, min(len(shown) - len(before), at.end - at.start))
    raise BadQuery(f"{printable(message)}\n  {shown}\n  {' ' * len(before)}{'^' * width}")


class _Parser:
    """Descend over the tokens of one query."""

    def __init__(self, text: str) -> None:
        self.text, self.place, self.depth, self.tests = text, 0, 0, 0
        self.tokens = list(self._read())

    def _read(self) -> list[_Token]:
        tokens, at = [], 0
        while match := _TOKEN.match(self.text, at):
            kind = match.lastgroup or ""
            tokens.append(_Token(kind, match[kind], Span(*match.span(kind))))
            at = match.end()
        rest = self.text[at:].lstrip()
        if rest:
            what = "This quotation mark is not closed." if rest[0] in "\"'“" else f"{rest[0]!r} stands for nothing here."
            fault(self.text, Span(len(self.text) - len(rest), len(self.text) - len(rest) + 1), what)
        return tokens

    def whole(self) -> Node:
        """Return the tree of all tokens."""
        if not self.tokens:
            raise BadQuery("The query is empty.")
        tree = self._or()
        if token := self._now():
            fault(self.text, token.at, f'"and" or "or" is expected before {token.text!r}; put words that belong together in quotes.')
        return tree

    def _or(self) -> Node:
        parts = [self._and()]
        while self._take("or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Or(_flat(parts, Or))

    def _and(self) -> Node:
        parts = [self._not()]
        while self._take("and"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else And(_flat(parts, And))

    def _not(self) -> Node:
        with_not = self._now()
        if self._take("not"):
            self._deeper(with_not)
            part = self._not()
            self.depth -= 1
            return Not(part)
        if bracket := self._take("("):
            self._deeper(bracket)
            tree = self._or()
            self._close(bracket, ")")
            return tree
        return self._test()

    def _test(self) -> Node:
        self.tests += 1
        asked = self._field()
        if self.tests > MOST:
            fault(self.text, asked.at, f"A query has at most {MOST} tests.")
        token = self._now()
        if token and token.kind == "operator":
            self.place += 1
            operator: Operator = _SIGNS.get(token.text) or token.text  # type: ignore[assignment]
            value = self._value(f"a value after {token.text!r}")
            return Condition(asked, operator, (value,), Span(asked.at.start, value.at.end))
        if self._take("is"):
            return self._stated(asked)
        negative = bool(self._take("not"))
        if self._take("in"):
            test = Condition(asked, "in", self._values(), Span(asked.at.start, self._before().at.end))
            return Not(test) if negative else test
        if asked.where is not None and not negative:
            return Condition(asked, "stated", (), asked.at)
        torn = ", or quotes around words with and/or before" if self._before_field(asked) in _ENDS else ""
        return self._expected(f"an operator (= != < <= > >= ~ in is){torn}")

    def _before_field(self, asked: Field) -> str:
        """Return the word before a field: an "and" that belongs to a name ("England and Wales") was taken for one that joins."""
        return next((token.text.lower() for token in reversed(self.tokens) if token.at.end <= asked.at.start), "")

    def _stated(self, asked: Field) -> Condition:
        negative = bool(self._take("not"))
        if self._take("missing"):
            return Condition(asked, "stated" if negative else "missing", (), Span(asked.at.start, self._before().at.end))
        if self._take("stated"):
            return Condition(asked, "missing" if negative else "stated", (), Span(asked.at.start, self._before().at.end))
        return self._expected('"missing" or "stated" after "is"')

    def _field(self) -> Field:
        token = self._now()
        if token is None or token.kind != "word" or token.text.lower() in _KEYWORDS:
            self._expected("the name of a field")
        self.place += 1
        group, dot, member = token.text.lower().partition(".")
        where, end = None, token.at.end
        bracket = None if dot else self._take("[")
        if bracket:
            self._deeper(bracket)
            where = self._or()
            end = self._close(bracket, "]").at.end
            after = self._now()
            if after and after.kind == "word" and after.text.startswith(".") and after.at.start == end:
                self.place += 1
                member, end = after.text[1:].lower(), after.at.end
        return Field(group, member or None, where, Span(token.at.start, end))

    def _values(self) -> tuple[Value, ...]:
        bracket = self._take("(")
        if bracket is None:
            self._expected('"(" and a list of values after "in"')
        values = [self._value("a value", listed=True)]
        while self._take(","):
            values.append(self._value("a value", listed=True))
        self.depth += 1
        self._close(bracket, ")")
        return tuple(values)

    def _value(self, expected: str, *, listed: bool = False) -> Value:
        first = self._now()
        if first is None or first.kind in {"bracket", "operator"} or first.text.lower() in _ENDS:
            self._expected(expected)
        self.place += 1
        if first.kind == "quoted":
            inner = first.text[1:-1]
            return Value(inner if first.text[0] == "“" else re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL), first.at)
        end = first.at.end
        while (token := self._now()) and (self._goes_on(token) or (not listed and self._decimal_comma(token))):
            self.place, end = self.place + 1, token.at.end
        at = Span(first.at.start, end)
        return Value(" ".join(at.of(self.text).split()), at)

    def _goes_on(self, token: _Token) -> bool:
        return token.kind == "word" and token.text.lower() not in _ENDS

    def _decimal_comma(self, token: _Token) -> bool:
        """Tell whether this comma is that of "99,9"."""
        around = self.text[token.at.start - 1 : token.at.end + 1]
        return token.text == "," and len(around) == 3 and around[0].isdigit() and around[2].isdigit()

    def _now(self) -> _Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _before(self) -> _Token:
        return self.tokens[self.place - 1]

    def _take(self, text: str) -> _Token | None:
        token = self._now()
        if token is None or token.kind == "quoted" or token.text.lower() != text:
            return None
        self.place += 1
        return token

    def _deeper(self, token: _Token | None) -> None:
        self.depth += 1
        if token and self.depth > DEEPEST:
            fault(self.text, token.at, f"Brackets and nots are nested more than {DEEPEST} deep.")

    def _close(self, bracket: _Token, closing: str) -> _Token:
        self.depth -= 1
        token = self._take(closing)
        if token is None:
            if self._now() is None:
                fault(self.text, bracket.at, f"This {bracket.text!r} is not closed.")
            self._expected(f'{closing!r}, "and" or "or"')
        return token

    def _expected(self, what: str) -> NoReturn:
        token = self._now()
        at = token.at if token else Span(len(self.text.rstrip()), len(self.text.rstrip()) + 1)
        fault(self.text, at, f"{what[0].upper()}{what[1:]} is expected here.")


def _flat(parts: list[Node], kind: type[And] | type[Or]) -> tuple[Node, ...]:
    """Return "(a and b) and c" as one list of three: brackets that change nothing are no part of the tree."""
    return tuple(inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,)))
