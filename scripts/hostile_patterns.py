"""The patterns of the package, how each is applied, and strings that a backtracking matcher finds hard."""

from __future__ import annotations

import ast
import builtins
import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import extractor

FUNCTIONS = {"compile": 1, "match": 2, "search": 2, "fullmatch": 2, "findall": 2, "finditer": 2, "split": 3, "sub": 4, "subn": 4}
"""Functions of `re`, with the place of their flags."""
ANCHORED = frozenset(("match", "fullmatch"))
"""Methods that try one place only; the others try every one, which makes a run of blanks before nothing quadratic."""


@dataclasses.dataclass(frozen=True)
class Applied:
    """A pattern, where it stands, and whether all its callers try one place only."""

    where: str
    pattern: re.Pattern[str]
    methods: frozenset[str]

    def run(self, text: str) -> None:
        """Do what the callers do."""
        if self.methods - ANCHORED:
            for _ in self.pattern.finditer(text):
                pass
        if "fullmatch" in self.methods:
            self.pattern.fullmatch(text)
        if self.methods != {"fullmatch"}:
            self.pattern.match(text)


class _Unknown(str):
    """What stands for a name that only has a value while the function runs."""

    def __getattr__(self, name: str) -> _Unknown:
        return self


class _Names(Mapping[str, Any]):
    def __init__(self, module: ModuleType) -> None:
        self.known = vars(builtins) | vars(module)

    def __getitem__(self, name: str) -> Any:
        return self.known.get(name, _Unknown("acme"))

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


def modules() -> list[ModuleType]:
    """Return the modules of the package."""
    names = (module.name for module in pkgutil.walk_packages(extractor.__path__, "extractor."))
    return [importlib.import_module(name) for name in names if ".migrations" not in name]


def applied() -> list[Applied]:
    """Return every pattern of the package: those that modules hold, also inside of tables, and those written in functions."""
    found: dict[tuple[str, int], tuple[str, set[str]]] = {}
    methods = _methods()
    for module in modules():
        for name, value in vars(module).items():
            for pattern in _within(value):
                how = methods.get(_full(name, module)) if isinstance(value, re.Pattern) else None
                found.setdefault((pattern.pattern, pattern.flags), (f"{module.__name__}.{name}", set()))[1].update(how or {"finditer"})
        for where, pattern, used in _written(module):
            found.setdefault((pattern.pattern, pattern.flags), (where, set()))[1].update(used)
    return [Applied(where, re.compile(*key), frozenset(how)) for key, (where, how) in found.items()]


def _within(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 5:
        inner: Iterable[object] = ()
        if isinstance(value, dict):
            inner = [*value.keys(), *value.values()]
        elif isinstance(value, (tuple, list, set, frozenset)):
            inner = value
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            inner = [getattr(value, field.name) for field in dataclasses.fields(value)]
        for each in inner:
            yield from _within(each, depth + 1)


def _methods() -> dict[str, set[str]]:
    """Return by name (a private one with its module's) what is done with it; a name that is handed on may be searched with."""
    done: dict[str, set[str]] = defaultdict(set)
    for module in modules():
        called = set()
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Attribute):
                done[_full(_name(node.value), module)].add(node.attr)
                called.add(node.value)
            if node not in called and isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
                done[_full(_name(node), module)].add("finditer")
    return {name: {how for how in used if how in FUNCTIONS} for name, used in done.items()}


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _full(name: str, module: ModuleType) -> str:
    return f"{module.__name__}.{name}" if name.startswith("_") else name


def _written(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
    """Yield the patterns that functions write themselves, a name that has no value yet replaced by a word, and how each is used."""
    for function in ast.walk(ast.parse(inspect.getsource(module))):
        if not isinstance(function, (ast.FunctionDef, ast.Lambda)):
            continue
        inside = list(ast.walk(function))
        named = {node.value: _name(node.targets[0]) for node in inside if isinstance(node, ast.Assign)}
        for node in inside:
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re"):
                continue
            method = node.func.attr
            if method not in FUNCTIONS:
                continue
            flags = [*node.args[FUNCTIONS[method] :][:1], *(word.value for word in node.keywords if word.arg == "flags")]
            pattern = _value(node.args[0], module)
            if isinstance(pattern, str):
                compiled = re.compile(pattern, _value(flags[0], module) if flags else 0)
                name = named.get(node)
                used = {one.attr for one in inside if isinstance(one, ast.Attribute) and _name(one.value) == name} & FUNCTIONS.keys()
                yield f"{module.__name__}:{node.lineno}", compiled, used if method == "compile" and used else {method}


def _value(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), module.__name__, "eval"), {}, _Names(module))  # noqa: S307 - our own source


_CATEGORIES = {
    codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_NOT_SPACE: r"\S", codes.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip
_TRIED = ' a1A.\n,-("&|<_$%“é'
"""Signs tried for a class of characters, those first that many other classes hold too."""
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_FEW = 8
"""Repeats up to here have no room to backtrack in."""
COMMON = [
    " ", "\t", "\n", " \n", "a", "A", "1", "9.", "1,", "(", "(a) ", "[", "_", "-", ".", "a.", "A.B.", "a ", "A b ", "one ", "less than ", "hour ",
    "99% ", "$1 ", "Section 1.1, ", "“", '"a" ', "and ", "a@b.", "a-", "Acme Ltd, ", "<a ", "&", "|a", "\\", "not ", "30 (thirty) ", "May 1, ",
]  # fmt: skip
"""What is repeated in front of every pattern."""


def hostile_strings(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return beginnings and what to repeat behind them: runs of what the pattern repeats, and its matches cut short.

    >>> ("a", "b") in hostile_strings(re.compile("ab*c")), ("", "ab") in hostile_strings(re.compile("ab*c"))
    (True, True)
    """
    parts = list(parser.parse(pattern.pattern, pattern.flags))
    made = dict.fromkeys(("", words) for words in COMMON)
    for choice in range(3):
        whole = _match(parts, choice)
        for length in {len(whole), len(whole) - 1, (len(whole) + 1) // 2}:
            made.update(dict.fromkeys([("", whole[:length]), ("", whole[:length] + " ")]))
        for before, run in _runs(parts, "", choice):
            made.update(dict.fromkeys([(before, run), ("", before + run), ("", before), ("", run), ("", run + " ")]))
    return [(before, run) for before, run in made if run]


def _match(parts: Iterable[tuple[Any, Any]], choice: int) -> str:
    """Return words that the parts match, taking each time the branch of that number; what they look ahead or behind for is left out."""
    made = []
    for kind, content in parts:
        if kind is codes.LITERAL:
            made.append(chr(content))
        elif kind in (codes.NOT_LITERAL, codes.ANY):
            made.append("b" if content == ord("a") else "a")
        elif kind is codes.IN:
            made.append(_sign(content))
        elif kind is codes.BRANCH:
            made.append(_match(content[1][choice % len(content[1])], choice))
        elif kind is codes.SUBPATTERN:
            made.append(_match(content[3], choice))
        elif kind is codes.ATOMIC_GROUP:
            made.append(_match(content, choice))
        elif kind in _REPEATS:
            made.append(_match(content[2], choice) * max(content[0], min(1, content[1])))
    return "".join(made)


def _sign(choices: list[tuple[Any, Any]]) -> str:
    """Return a sign that a class of characters holds."""

    def holds(sign: str) -> bool:
        found = any(
            (kind is codes.LITERAL and ord(sign) == content)
            or (kind is codes.RANGE and content[0] <= ord(sign) <= content[1])
            or (kind is codes.CATEGORY and bool(re.match(_CATEGORIES[content], sign)))
            for kind, content in choices
        )
        return found != (choices[0][0] is codes.NEGATE)

    first = (chr(content if kind is codes.LITERAL else content[0]) for kind, content in choices if kind in (codes.LITERAL, codes.RANGE))
    return next((sign for sign in [*_TRIED, *first] if holds(sign)), "x")


def _runs(parts: list[tuple[Any, Any]], before: str, choice: int) -> Iterator[tuple[str, str]]:
    """Yield for each repeat with room what leads to it, and what it repeats."""
    for place, (kind, content) in enumerate(parts):
        led = before + _match(parts[:place], choice)
        if kind in _REPEATS:
            if content[1] > _FEW:
                yield led, _match(content[2], choice)
            yield from _runs(list(content[2]), led, choice)
        elif kind is codes.BRANCH:
            for branch in content[1]:
                yield from _runs(list(branch), led, choice)
        elif kind in (codes.SUBPATTERN, codes.ATOMIC_GROUP, codes.ASSERT, codes.ASSERT_NOT):
            yield from _runs(list(content if kind is codes.ATOMIC_GROUP else content[-1]), led, choice)
