"""The training corpus: corpus/clauses/*.jsonl, one labelled clause a line, in the order of its agreement.

A line has text, path (headings above), kind, labels, origin, sector, register, and where it has them lead_in, header, number.
`clauses_of` puts the lines of one origin together as the segmenter would have delivered them, so that the classifier sees the
same features in training and in use. `drafts` reads the markup in which clauses are written (see corpus/README.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extractor.document import Clause, Span
from extractor.segment.definitions import defined_terms
from extractor.segment.headings import run_in_title
from extractor.segment.numbering import leading_number
from extractor.taxonomy import LABELS

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "clauses"
KNOWN = {row.label for row in LABELS}
_LABELS = re.compile(r"\[([a-z_, ]+)\]\s*")
_HEAD = re.compile(r"^===\s*(.*)$")


def lines(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the labelled clauses of files: JSON Lines, or the markup for everything else; raises ValueError with file and line."""
    found = []
    for path in paths:
        if path.suffix == ".jsonl":
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                entry = json.loads(line)
                wrong = set(entry["labels"]) - KNOWN
                if wrong or not entry["text"].strip():
                    raise ValueError(f"{path}:{number}: unknown labels {sorted(wrong)} or no text")
                found.append(entry)
        else:
            found += drafts(path)
    return found


def drafts(path: Path) -> list[dict[str, Any]]:
    """Return the clauses of a file in the markup."""
    found: list[dict[str, Any]] = []
    origin: dict[str, str] = {"origin": path.stem}
    heads: list[tuple[int, str]] = []
    lead: str | None = None
    header: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        head = _HEAD.match(line)
        if head:
            origin = {"origin": f"{path.stem}-{number}"} | dict(_pair(part) for part in head[1].split("|") if ":" in part)
            heads, lead, header = [], None, []
        elif line.startswith("#"):
            depth = len(line) - len(line.lstrip("#"))
            heads = [(d, t) for d, t in heads if d < depth] + [(depth, line.lstrip("#").strip())]
            lead, header = None, []
        elif line.strip():
            mark, rest = _mark(line)
            match = _LABELS.match(rest)
            labels = [label.strip() for label in match[1].split(",")] if match else []
            if match is None or set(labels) - KNOWN or not rest[match.end() :].strip():
                raise ValueError(f"{path.name}:{number}: {line[:70]!r}")
            text = rest[match.end() :].strip()
            kind = "row" if mark.startswith("|") else "item" if mark else "paragraph"
            entry = {"text": text, "path": [t for _, t in heads], "kind": kind, "labels": labels, **origin}
            if kind == "row":
                header = [cell.strip() for cell in text.split(" | ")] if mark == "|!" else header
            if kind != "paragraph" and lead:
                entry["lead_in"] = lead
            if kind == "row" and mark == "|" and header:
                entry["header"] = header
            if kind == "paragraph":
                lead, header = text, []
            found.append(entry)
    return found


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition(":")
    return name.strip(), value.strip()


def _mark(line: str) -> tuple[str, str]:
    for mark in ("|!", "|", "--", "-", "*"):
        if line.startswith(mark + " "):
            return mark, line[len(mark) + 1 :].strip()
    return "", line.strip()


def clauses_of(entries: Iterable[dict[str, Any]]) -> Iterator[tuple[list[Clause], list[set[str]]]]:
    """Yield the clauses of each origin with their labels, as the segmenter would deliver them."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        groups.setdefault(entry["origin"], []).append(entry)
    for group in groups.values():
        yield _clauses(group), [set(entry["labels"]) for entry in group]


def _clauses(group: list[dict[str, Any]]) -> list[Clause]:
    clauses: list[Clause] = []
    leads: dict[str, str] = {}
    table, row, before = -1, 0, None
    for i, entry in enumerate(group):
        text = entry["text"]
        number = leading_number(text) if entry["kind"] != "row" else None
        rest = text[number.span.end :] if number else text
        identifier = f"c{i + 1}"
        if entry["kind"] == "row":
            fresh = (
                before is None
                or before["kind"] != "row"
                or before["path"] != entry["path"]
                or ("header" in before and "header" not in entry)
            )
            table, row = (table + 1, 0) if fresh else (table, row + 1)
        clauses.append(
            Clause(
                id=identifier,
                span=Span(0, len(rest)),
                text=rest,
                kind=entry["kind"],
                number=number.shown if number else None,
                run_in=run_in_title(rest, 0) if entry["kind"] != "row" else None,
                path=tuple(entry["path"]),
                lead_in=leads.get(entry.get("lead_in", "")),
                table=table if entry["kind"] == "row" else None,
                row=row if entry["kind"] == "row" else None,
                header=tuple(entry.get("header", ())),
                defines=defined_terms(rest) if entry["kind"] != "row" else (),
            )
        )
        if entry["kind"] == "paragraph":
            leads[text] = identifier
        before = entry
    return clauses


def shingles(text: str) -> set[str]:
    """Return the word triples of a text, by which near-duplicates are known."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))}
