"""What an agreement says and OpenSLO v1 has no words for, a line for each kind of term."""

from __future__ import annotations

from extractor import record

WORDS: tuple[tuple[str, str, str], ...] = (
    ("credits", "service credit rule", "what a missed level pays"),
    ("exclusions", "exclusion", "what does not count; leave it out of the data that the indicator reads"),
    ("maintenance", "rule on maintenance", "windows, notice and limits of maintenance"),
    ("support", "support target", "response and resolution of requests"),
    ("termination", "termination right", "when somebody may leave"),
    ("reporting", "report", "what is reported, and when"),
    ("blanks", "value left open", "fill it in before you measure against it"),
)
"""Member of the record, its name in the singular, and what is lost."""


def unsaid(agreement: record.Agreement) -> list[str]:
    """Return what is left out of an export, one line per kind of term that the agreement has."""
    lines = [_line(len(getattr(agreement, member)), name, what) for member, name, what in WORDS if getattr(agreement, member)]
    if agreement.claim:
        lines.append("the claim procedure is not expressed: how and until when a credit is claimed")
    return lines


def _line(count: int, name: str, what: str) -> str:
    first, _, rest = name.partition(" ")
    several = f"{first}s {rest}" if rest.startswith(("on ", "left ")) else f"{name}s"
    return f"{count} {name if count == 1 else several} not expressed: {what}"
