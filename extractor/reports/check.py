"""Results of a policy for people and programs: terminal, Markdown, JSON. JUnit XML and SARIF are in `check_ci.py`."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.comparison.table import Quote
from extractor.policy import Checked, Finding, Policy
from extractor.reports.safe import dumped, markdown_cell, printable
from extractor.reports.terminal import printed

SIGNS = {"pass": ("✔ pass", "green"), "unknown": ("? unknown", "yellow"), "skipped": ("– skipped", "dim")}
FAILS = {"error": ("✘ FAIL", "bold red"), "warning": ("! warning", "yellow"), "note": ("· note", "cyan")}
"""A failed rule is shown by its level, in words, so that it reads without colours."""
NAMED = 3


def sign(finding: Finding) -> tuple[str, str]:
    """Return the words and the colour of a finding."""
    return FAILS[finding.rule.level] if finding.outcome == "fail" else SIGNS[finding.outcome]


def counted(checked: Checked) -> str:
    """Return the counts of one agreement in words."""
    score = checked.score
    parts = [
        f"{checked.count('fail', 'error')} failed",
        f"{checked.count('fail', 'warning')} warnings",
        f"{checked.count('unknown')} unknown",
        f"{checked.count('pass')} passed",
    ]
    return ", ".join(parts) + (f"; score {score:.0f} of 100" if score is not None else "")


def places(quotes: Iterable[Quote]) -> str:
    """Return where the words stand, each place once: "4.2, p. 3"."""
    names = list(dict.fromkeys(printable(q.clause)[:40] + (f", p. {q.page}" if q.page else "") for q in quotes))
    return "; ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def terminal(results: Sequence[Checked], policy: Policy, *, width: int | None = None, colour: bool = False) -> str:
    """Return the results as a table per agreement; skipped rules are left out, failures say why the rule is there."""
    parts: list[RenderableType] = []
    for checked in results:
        grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, show_header=False)
        grid.add_column(min_width=9)
        grid.add_column(min_width=12)
        grid.add_column(overflow="fold")
        grid.add_column(overflow="fold", style="dim", max_width=34)
        for finding in checked.findings:
            if finding.outcome != "skipped":
                words, style = sign(finding)
                grid.add_row(Text(words, style=style), Text(printable(finding.rule.id)), _reason(finding), Text(places(finding.quotes)))
        parts += [Text(printable(f"{checked.title} ({checked.file})"), style="bold cyan"), grid, Text(counted(checked)), Text("")]
    parts.append(Text(printable(f"policy: {policy.name} ({policy.source})"), style="dim"))
    return printed(Group(*parts), width=width or shutil.get_terminal_size((100, 24)).columns, colour=colour)


def _reason(finding: Finding) -> Text:
    text = Text(printable(finding.reason))
    if finding.outcome == "fail" and finding.rule.why:
        text.append(printable(f". {finding.rule.why}"), style="dim")
    return text


def markdown(results: Sequence[Checked], policy: Policy) -> str:
    """Return the results as a table per agreement."""
    lines = [f"# Check against {markdown_cell(policy.name)}", ""]
    for checked in results:
        lines += [f"## {markdown_cell(checked.title)} ({markdown_cell(checked.file)})", "", counted(checked), ""]
        lines += ["| Result | Rule | Reason | Where | Words |", "| --- | --- | --- | --- | --- |"]
        for finding in checked.findings:
            if finding.outcome != "skipped":
                why = f". {finding.rule.why}" if finding.outcome == "fail" and finding.rule.why else ""
                words = finding.quotes[0].text if finding.quotes else ""
                cells = (sign(finding)[0], finding.rule.id, finding.reason + why, places(finding.quotes), words)
                lines.append("| " + " | ".join(markdown_cell(cell) for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines)


def json_text(results: Sequence[Checked], policy: Policy) -> str:
    """Return the results as one JSON object."""
    told = {"policy": {"name": policy.name, "source": policy.source}, "agreements": [_agreement(checked) for checked in results]}
    return dumped(told)


def _agreement(checked: Checked) -> dict[str, Any]:
    return {
        "file": checked.file,
        "title": checked.title,
        "failed": checked.failed,
        "score": None if checked.score is None else float(round(checked.score, 2)),
        "findings": [
            {
                "rule": finding.rule.id,
                "kind": finding.rule.kind.name,
                "level": finding.rule.level,
                "outcome": finding.outcome,
                "reason": finding.reason,
                "why": finding.rule.why,
                "evidence": [{"clause": q.clause, "page": q.page, "quote": q.text} for q in finding.quotes],
            }
            for finding in checked.findings
        ],
    }
