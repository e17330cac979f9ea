"""Values of a policy file: what is written in a YAML node → percentages, durations, words; exact, or a fault in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

import yaml

from extractor.comparison.units import hours
from extractor.policy.model import Field
from extractor.quantities import durations
from extractor.record import Duration

FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Fault(ValueError):
    """Say what is wrong with a value, and with which part of it."""

    def __init__(self, message: str, node: yaml.Node | None = None) -> None:
        super().__init__(message)
        self.node = node


def _scalar(node: yaml.Node) -> str:
    """Return what is written, before YAML makes a number of it: 99.90 stays exact, 1:30 is no 90."""
    if not isinstance(node, yaml.ScalarNode):
        raise Fault("must be one value, not a list or a mapping", node)
    value = str(node.value)
    if not value.strip():
        raise Fault("has no value", node)
    return value.strip()


def _number(node: yaml.Node, field: Field) -> Decimal:  # noqa: ARG001 - all readers are called alike
    text = _scalar(node)
    try:
        value = Decimal(text.replace("_", ""))
    except InvalidOperation as error:
        raise Fault(f"{text!r} is no number") from error
    if not value.is_finite() or value < 0:
        raise Fault(f"{text!r} is no number of 0 or more")
    return value


def _percent(node: yaml.Node, field: Field) -> Decimal:
    value = _share(node, field)
    if value > 100:
        raise Fault(f"{_scalar(node)!r} is no percentage from 0 to 100")
    return value


def _share(node: yaml.Node, field: Field) -> Decimal:  # noqa: ARG001
    """Return a percentage that may be above 100 (of a monthly fee)."""
    text = _scalar(node)
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s?%?", text)
    if not match:
        raise Fault(f"{text!r} is no percentage (write 99.9)")
    return Decimal(match[1])


def _count(node: yaml.Node, field: Field) -> int:  # noqa: ARG001
    text = _scalar(node)
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise Fault(f"{text!r} is no whole number above 0")
    return int(text)


def _duration(node: yaml.Node, field: Field) -> Duration:  # noqa: ARG001
    """Return "4 hours", "10 business days" or ISO 8601 ("PT4H")."""
    text = _scalar(node)
    if hours(text) is not None:
        return Duration(duration=text)
    found = durations(text)
    if len(found) != 1 or found[0][1].of(text) != text:
        raise Fault(f"{text!r} is no duration (write “4 hours”, “10 business days” or PT4H)")
    return Duration(duration=found[0][0].iso, business=found[0][0].business)


def _flag(node: yaml.Node, field: Field) -> bool:  # noqa: ARG001
    text = _scalar(node)
    if text.lower() not in FLAGS:
        raise Fault(f"{text!r} is neither yes nor no")
    return FLAGS[text.lower()]


def _text(node: yaml.Node, field: Field) -> str:  # noqa: ARG001
    return _scalar(node)


def _words(node: yaml.Node, field: Field) -> tuple[str, ...]:  # noqa: ARG001
    """Return a list of words; one word may stand without the list."""
    if isinstance(node, yaml.SequenceNode):
        if not node.value:
            raise Fault("the list is empty", node)
        return tuple(_scalar(item) for item in node.value)
    return (_scalar(node),)


def _choice(node: yaml.Node, field: Field) -> str:
    text = _scalar(node)
    if text not in field.choices:
        close = get_close_matches(text, field.choices, n=1)
        raise Fault(f"{text!r} is none of these: {', '.join(field.choices)}" + (f"; did you mean {close[0]!r}?" if close else ""), node)
    return text


def _choices(node: yaml.Node, field: Field) -> tuple[str, ...]:
    _words(node, field)
    return tuple(_choice(item, field) for item in (node.value if isinstance(node, yaml.SequenceNode) else [node]))


READERS: dict[str, Callable[[yaml.Node, Field], Any]] = {
    "number": _number,
    "percent": _percent,
    "share": _share,
    "count": _count,
    "duration": _duration,
    "flag": _flag,
    "text": _text,
    "words": _words,
    "choice": _choice,
    "choices": _choices,
}
"""How a setting is read, by the type that its field declares."""
