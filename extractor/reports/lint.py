"""Findings of `sla lint` for a terminal, as Markdown and as JSON; everything from a document is made harmless."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from extractor.comparison.table import Quote
from extractor.lint import Finding, Severity
from extractor.reports.safe import dumped, markdown_cell, printable
from extractor.reports.terminal import printed

STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "note": "cyan"}
LONGEST_PLACE = 40


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold the findings of one agreement."""

    file: str
    title: str | None
    findings: tuple[Finding, ...]


def render(checked: Sequence[Checked], form: str, *, width: int | None = None, colour: bool = False) -> str:
    """Return the findings of agreements in one of the formats "terminal", "markdown" and "json"."""
    if form == "json":
        return dumped([asdict(entry) for entry in checked])
    if form == "markdown":
        return "\n".join(_markdown(entry) for entry in checked)
    width = width or shutil.get_terminal_size((100, 24)).columns
    return printed(Group(*(part for entry in checked for part in _terminal(entry))), width=width, colour=colour)


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings of each severity there are.

    >>> counted([])
    'nothing found'
    """
    counts = {name: sum(finding.severity == name for finding in findings) for name in STYLES}
    return ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for name, n in counts.items() if n) or "nothing found"


def _terminal(entry: Checked) -> list[RenderableType]:
    parts: list[RenderableType] = [Text.assemble((printable(_name(entry)), "bold"), f": {counted(entry.findings)}")]
    for finding in entry.findings:
        head = Text.assemble((finding.severity, STYLES[finding.severity]), f" {finding.check}: {printable(finding.explanation)}")
        parts += [Text(""), Padding(head, (0, 0, 0, 2))]
        parts += [Padding(Text(f"{_place(q)}: “{printable(q.text)}”", style="italic dim"), (0, 0, 0, 4)) for q in finding.quotes]
        parts.append(Padding(Text(f"Ask for: {finding.ask}", style="green"), (0, 0, 0, 4)))
    return [*parts, Text("")]


def _markdown(entry: Checked) -> str:
    lines = [f"## {markdown_cell(_name(entry))}", "", f"{counted(entry.findings)}.".capitalize(), ""]
    for finding in entry.findings:
        lines.append(f"- **{finding.severity}** `{finding.check}`: {markdown_cell(finding.explanation)}")
        lines += [f"  - {markdown_cell(_place(q))}: “{markdown_cell(q.text)}”" for q in finding.quotes]
        lines.append(f"  - Ask for: {markdown_cell(finding.ask)}")
    return "\n".join(lines).rstrip() + "\n"


def _name(entry: Checked) -> str:
    return f"{entry.title} ({entry.file})" if entry.title else entry.file


def _place(quote: Quote) -> str:
    name = printable(quote.clause)
    name = name if len(name) <= LONGEST_PLACE else name[: LONGEST_PLACE - 1] + "…"
    return name + (f", p. {quote.page}" if quote.page else "")
