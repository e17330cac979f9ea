"""Where the words of agreements can be read in two ways: the plain reading of each, and the others that are tried beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Choices:
    """Hold one way to read an agreement; the defaults are the plain reading."""

    excluded_leaves: bool = False
    excess_counts: bool = True
    rounded: bool = False
    bands: Literal["deepest", "added", "highest", "lowest"] = "deepest"
    units: Literal["full", "started", "exact"] = "full"
    per_outage: bool = False
    paid_when_kept: bool = True
    rules: Literal["higher", "added", "lower"] = "higher"
    caps: Literal["lowest", "highest"] = "lowest"
    hours: Literal["stated", "clock"] = "stated"


ALTERNATIVES: tuple[tuple[str, Any, str], ...] = (
    ("excluded_leaves", True, "excluded time is no part of the measured time"),
    ("excess_counts", False, "maintenance above its limit is excluded as well"),
    ("rounded", True, "uptime is rounded to two decimals, as it is usually reported"),
    ("bands", "added", "bands that are passed add up"),
    ("bands", "highest", "of the bands that apply the highest pays"),
    ("bands", "lowest", "of the bands that apply the lowest pays"),
    ("units", "started", "each unit of downtime that began is paid"),
    ("units", "exact", "units of downtime are paid pro rata"),
    ("per_outage", True, "each outage is paid on its own"),
    ("per_outage", False, "the outages of a period are paid together"),
    ("paid_when_kept", False, "nothing is paid for a period that kept the promised level"),
    ("rules", "added", "credits for uptime and for downtime add up"),
    ("rules", "lower", "of credits for uptime and for downtime the lower is paid"),
    ("caps", "highest", "of several caps for one period the highest holds"),
    ("hours", "clock", "uptime is measured around the clock"),
)
"""Readings other than the plain one: the member of `Choices`, its value, and the words that name it. One is tried at a time."""
