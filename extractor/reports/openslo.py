"""OpenSLO objects as YAML, one document each; words of an agreement are quoted strings and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import yaml

from extractor.openslo import Exported
from extractor.reports.safe import printable


class _Dumper(yaml.SafeDumper):
    """Write decimals as they are: 0.99999 is no 0.9999899999."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - an export has no anchors
        return True


def _decimal(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    text = f"{number:f}"
    return dumper.represent_scalar("tag:yaml.org,2002:float", text if "." in text else f"{text}.0")


_Dumper.add_representer(Decimal, _decimal)


def render(exported: Exported) -> str:
    r"""Return the objects as a stream of YAML documents.

    >>> print(render(Exported(({"target": Decimal("0.99999"), "name": "a: b\x1b"},), ())), end="")
    ---
    target: 0.99999
    name: 'a: b'
    """
    objects = [_harmless(each) for each in exported.objects]
    return yaml.dump_all(objects, Dumper=_Dumper, sort_keys=False, allow_unicode=True, explicit_start=True, width=120)


def _harmless(value: Any) -> Any:
    """Return a tree without control characters and direction marks in its words."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _harmless(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_harmless(each) for each in value]
    return value
