"""A policy file (YAML) → Policy. Every fault is told with its line, all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

import yaml

from extractor.errors import BadPolicy, MissingFile
from extractor.policy.kinds import KINDS
from extractor.policy.model import Field, Kind, Level, Policy, Rule
from extractor.policy.values import READERS, Fault

DEFAULT = Path(__file__).with_name("default.yaml")
TOP = (
    Field("version", "count", "version of this format: 1", required=True),
    Field("name", "text", "name of the policy"),
    Field("default_class", "text", "class of service when none is named"),
    Field("rules", "rules", "the rules", required=True),
)
COMMON = (
    Field("rule", "text", "kind of rule", required=True),
    Field("id", "text", "name of the rule in results (default: its kind)"),
    Field("level", "choice", "what a failure is (default: error)", choices=get_args(Level)),
    Field("weight", "number", "weight in the score (default: 1)"),
    Field("classes", "words", "only for these classes of service"),
    Field("why", "text", "shown beside a failure"),
)
LARGEST = 1_000_000
"""Bytes of a policy file; a larger one is something else."""

Say = Callable[[int, str], None]
Entry = tuple[int, yaml.Node]


def default_policy() -> Policy:
    """Return the policy that comes with the program.

    >>> default_policy().rules[0].id
    'uptime'
    """
    return load(DEFAULT)


def load(path: str | Path) -> Policy:
    """Return the policy in a file; raises BadPolicy with a line per fault, MissingFile where it cannot be read."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise MissingFile(f"Cannot read the policy {path}: {error.strerror}.") from error
    try:
        text = content[: LARGEST + 1].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadPolicy(f"{path}: is no UTF-8 text") from error
    return parse(text, "built in" if Path(path) == DEFAULT else str(path))


def parse(text: str, source: str = "policy.yaml") -> Policy:
    """Return the policy in a text; `source` stands before the line in errors.

    >>> parse("version: 1\\nrules:\\n- {rule: uptime, at_least: 99.9}").rules[0].settings
    {'at_least': Decimal('99.9')}
    >>> parse("version: 1\\nrules:\\n- rule: uptime\\n  at_least: 101")
    Traceback (most recent call last):
    extractor.errors.BadPolicy: policy.yaml:4: at_least: '101' is no percentage from 0 to 100
    """
    faults: list[tuple[int, str]] = []

    def say(line: int, message: str) -> None:
        faults.append((line, message))

    policy = _policy(_composed(text, source), source, say)
    if faults:
        raise BadPolicy("\n".join(f"{source}:{line}: {message}" for line, message in sorted(faults)))
    return policy


def _composed(text: str, source: str) -> yaml.Node:
    """Return the tree of a YAML text, nothing in it constructed; raises BadPolicy with the line where it is no YAML."""
    if len(text) > LARGEST:
        raise BadPolicy(f"{source}: is larger than a policy can be")
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadPolicy(f"{source}:{mark.line + 1 if mark else 1}: {error.problem or 'is no YAML'}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BadPolicy(f"{source}: is no YAML: {str(error).splitlines()[0]}") from error
    if node is None:
        raise BadPolicy(f"{source}:1: the policy is empty")
    return node


def _policy(node: yaml.Node, source: str, say: Say) -> Policy:
    entries = _entries(node, "the policy", say)
    _known(entries, TOP, "a policy", say, _line(node))
    values = _values(entries, [f for f in TOP if f.type != "rules"], say)
    if "version" in values and values["version"] != 1:
        say(entries["version"][0], f"version: {values['version']} is not known; this program reads version 1")
    rules = list(_rules(entries["rules"][1], say)) if "rules" in entries else []
    _distinct(rules, say)
    policy = Policy(values.get("name", Path(source).stem), tuple(rules), source, values.get("default_class"))
    if policy.default_class and any(rule.classes for rule in rules) and not any(policy.default_class in r.classes for r in rules):
        say(entries["default_class"][0], f"default_class: no rule is for the class {policy.default_class!r}")
    return policy


def _distinct(rules: list[Rule], say: Say) -> None:
    seen: dict[str, int] = {}
    for rule in rules:
        if rule.id in seen:
            say(rule.line, f"id: {rule.id!r} is taken by the rule on line {seen[rule.id]}; give one of them another id")
        seen.setdefault(rule.id, rule.line)


def _rules(node: yaml.Node, say: Say) -> Iterator[Rule]:
    if not isinstance(node, yaml.SequenceNode):
        say(_line(node), "rules: must be a list (lines that begin with “- rule: …”)")
        return
    if not node.value:
        say(_line(node), "rules: there is none")
    for item in node.value:
        rule = _rule(item, say)
        if rule:
            yield rule


def _rule(node: yaml.Node, say: Say) -> Rule | None:
    entries = _entries(node, "a rule", say)
    kinds = {kind.name: kind for kind in KINDS}
    if "rule" not in entries:
        if isinstance(node, yaml.MappingNode):
            say(_line(node), "rule: is missing; it names the kind of rule")
        return None
    line, named = entries["rule"]
    kind = kinds.get(str(named.value))
    if kind is None:
        say(line, f"rule: {_shown(named)!r} is no kind of rule{_meant(str(named.value), kinds)}")
        return None
    fields = [*COMMON, *kind.fields]
    _known(entries, fields, f"a rule {kind.name!r}", say, _line(node))
    values = _values(entries, fields, say)
    _enough(kind, entries, say, _line(node))
    settings = {f.name: values[f.name] for f in kind.fields if f.name in values}
    return Rule(
        id=values.get("id", kind.name),
        kind=kind,
        settings=settings,
        level=values.get("level", "error"),
        weight=values.get("weight", Decimal(1)),
        classes=values.get("classes", ()),
        why=values.get("why"),
        line=_line(node),
    )


def _enough(kind: Kind, entries: dict[str, Entry], say: Say, line: int) -> None:
    if kind.one_of and not any(name in entries for name in kind.one_of):
        say(line, f"a rule {kind.name!r} needs one of: {', '.join(kind.one_of)}")


def _entries(node: yaml.Node, what: str, say: Say) -> dict[str, Entry]:
    """Return the settings of a mapping with their lines; what stands twice is a fault, since one of them would be lost."""
    if not isinstance(node, yaml.MappingNode):
        say(_line(node), f"{what} must be made of “setting: value” lines")
        return {}
    entries: dict[str, Entry] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in entries:
            say(_line(key), f"{name}: stands here a second time (first on line {entries[name][0]})")
        entries.setdefault(name, (_line(key), value))
    return entries


def _known(entries: dict[str, Entry], fields: tuple[Field, ...] | list[Field], what: str, say: Say, line: int) -> None:
    names = [field.name for field in fields]
    for name, (place, _) in entries.items():
        if name not in names:
            say(place, f"{name}: is no setting of {what}{_meant(name, names)}")
    for field in fields:
        if field.required and field.name not in entries:
            say(line, f"{field.name}: is missing in {what} ({field.meaning})")


def _values(entries: dict[str, Entry], fields: list[Field], say: Say) -> dict[str, Any]:
    values = {}
    for field in fields:
        if field.name in entries:
            _, node = entries[field.name]
            try:
                values[field.name] = READERS[field.type](node, field)
            except Fault as fault:
                say(_line(fault.node or node), f"{field.name}: {fault}")
    return values


def _meant(name: str, names: Any) -> str:
    close = get_close_matches(name, list(names), n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; there are: {', '.join(names)}"


def _shown(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "a list"


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
