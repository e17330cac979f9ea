"""The sources of the sample agreements (corpus/source/*.txt): labelled paragraphs, a layout, and the facts that a reader finds.

One line per paragraph: `# heading`, `[labels] paragraph`, `- [labels] bullet`, `* [labels] lettered item`,
`|! [labels] header | cells`, `| [labels] row | cells`; `=== title:`, `=== layout:` at the top and `=== facts` before the JSON.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "corpus" / "source"
_LABELS = re.compile(r"\[([a-z_, ]+)\]\s*")
_LISTED = {"uptime", "credits", "maintenance", "termination", "support", "performance", "reporting"}


@dataclass(frozen=True)
class Paragraph:
    """Hold one paragraph, item, row or heading with its labels; `cells` for rows, `mark` how its line begins."""

    kind: str
    text: str
    labels: tuple[str, ...] = ()
    mark: str = ""
    cells: tuple[str, ...] = ()


@dataclass
class Sample:
    """Hold one sample agreement."""

    name: str
    title: str
    layout: dict[str, str] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def format(self) -> str:
        """Return the file format in which the sample is made first."""
        return "pdf" if "pdf" in self.layout else "docx"


def samples() -> list[Sample]:
    """Return all samples, by name."""
    return [parsed(path) for path in sorted(SOURCES.glob("*.txt"))]


def parsed(path: Path) -> Sample:
    """Return one sample; raises ValueError with the line that cannot be read."""
    body, _, facts = path.read_text(encoding="utf-8").partition("=== facts\n")
    sample = Sample(path.stem, path.stem, facts=json.loads(facts))
    for number, line in enumerate(body.splitlines(), 1):
        if line.startswith("=== title:"):
            sample.title = line.partition(":")[2].strip()
        elif line.startswith("=== layout:"):
            sample.layout = dict(_option(part) for part in line.partition(":")[2].split("|"))
        elif line.strip():
            try:
                sample.paragraphs.append(_paragraph(line))
            except ValueError as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error
    return sample


def _option(part: str) -> tuple[str, str]:
    name, _, value = part.strip().partition(" ")
    return name, value


def _paragraph(line: str) -> Paragraph:
    if line.startswith("#"):
        return Paragraph("heading", line.lstrip("#").strip())
    mark = next((m for m in ("|!", "|", "-", "*") if line.startswith(m + " ")), "")
    rest = line[len(mark) :].strip()
    match = _LABELS.match(rest)
    if match is None:
        raise ValueError(f"no labels: {line[:60]!r}")
    labels = tuple(label.strip() for label in match[1].split(","))
    text = rest[match.end() :]
    if mark.startswith("|"):
        cells = tuple(cell.strip() for cell in text.split(" | "))
        return Paragraph("row", " | ".join(cells), labels, mark, cells)
    return Paragraph("item" if mark else "body", text, labels, mark)


def gold_of(sample: Sample) -> dict[str, Any]:
    """Return the gold record of a sample: its paragraphs with labels, and its facts."""
    facts = {key: value for key, value in sample.facts.items() if key != "exclusions"}
    facts["exclusions"] = [{"category": category} for category in sample.facts.get("exclusions", [])]
    for group in _LISTED:
        facts.setdefault(group, [])
    return {
        "name": sample.name,
        "title": sample.title,
        "paragraphs": [{"kind": p.kind, "text": p.text, "labels": list(p.labels)} for p in sample.paragraphs],
        "facts": facts,
    }
