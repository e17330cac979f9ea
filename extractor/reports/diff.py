"""A difference between two agreements for a terminal, as Markdown and as JSON; the page is in `diff_html.py`."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.diff import ClauseChange, Diff, Move, Piece, TermChange
from extractor.diff.changes import DIRECTION_WORDS, Direction, Place
from extractor.diff.words import shortened
from extractor.reports.marks import place_name
from extractor.reports.safe import dumped, markdown_cell, printable
from extractor.reports.terminal import printed

SIGNS: dict[Direction, str] = {"better": "▲", "worse": "▼", "neutral": "•", "unclear": "?"}
STYLES: dict[Direction, str] = {"better": "green", "worse": "bold red", "neutral": "", "unclear": "yellow"}
LEGEND = ", ".join(f"{sign} {DIRECTION_WORDS[name]}" for name, sign in SIGNS.items())
NO_CHANGE = "Nothing changed: the same terms and the same words."
READ_APART = "Read differently although the words are the same (no change of the agreement; check the reading)"
ABSENT = "—"
LONGEST_MOVE = 80


def headline(found: Diff) -> str:
    """Return the figures of a difference in one line.

    >>> from extractor.diff import Side
    >>> headline(Diff(Side("a", None), Side("b", None)))
    'Nothing changed: the same terms and the same words.'
    """
    if found.empty:
        return NO_CHANGE
    ways = Counter(term.direction for term in found.terms)
    kinds = Counter(clause.kind for clause in found.clauses)
    terms = ", ".join(f"{ways[name]} {name}" for name in SIGNS if ways[name])
    clauses = ", ".join(f"{kinds[name]} {name}" for name in ("reworded", "added", "removed") if kinds[name])
    return (
        f"{counted(len(found.terms), 'term')} changed{f' ({terms})' if terms else ''}; "
        f"{counted(len(found.clauses), 'clause')} changed{f' ({clauses})' if clauses else ''}, {found.unchanged} unchanged."
    )


def counted(number: int, noun: str) -> str:
    """Return "1 clause", "2 clauses"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def place_words(place: Place | None) -> str:
    """Return where a clause stands: "4.2, p. 3"."""
    return "" if place is None else place_name(place.clause) + (f", p. {place.page}" if place.page else "")


def where(change: ClauseChange) -> str:
    """Return where a changed clause stands, on both sides where that differs."""
    old, new = place_words(change.old), place_words(change.new)
    return f"{old} → {new}" if old and new and old != new else new or old


def moved_words(move: Move) -> str:
    """Return a move in words, with the beginning of the clause."""
    text = printable(move.text)
    text = text if len(text) <= LONGEST_MOVE else text[: LONGEST_MOVE - 1] + "…"
    return f"{place_words(move.old)} → {place_words(move.new)}: {text}"


def terminal(found: Diff, *, width: int | None = None, colour: bool = False) -> str:
    """Return the difference for a terminal: the terms as a table, the clauses with what went and came inside their sentences."""
    width = width or shutil.get_terminal_size((100, 24)).columns
    parts: list[RenderableType] = [Text(printable(f"{found.old.file} → {found.new.file}"), style="bold"), Text(headline(found))]
    if found.terms:
        parts += [Text(""), Text("Terms", style="bold cyan"), _term_table(found.terms), Text(LEGEND, style="dim")]
    if found.clauses:
        parts += [Text(""), Text("Clauses", style="bold cyan")]
        for change in found.clauses:
            parts += [Text(printable(f"{change.kind} {where(change)}"), style="bold"), Padding(_pieces(change.pieces), (0, 0, 0, 2))]
        parts.append(Text("[-went-] {+came+}", style="dim"))
    if found.moves:
        parts += [Text(""), Text("Moved or renumbered, not changed", style="bold cyan")]
        parts += [Text(printable("• " + moved_words(move))) for move in found.moves]
    if found.readings:
        parts += [Text(""), Text(READ_APART, style="bold cyan"), _term_table(found.readings)]
    if found.notes:
        parts += [Text(""), Text("Not read", style="bold yellow"), *(Text(printable("• " + note)) for note in found.notes)]
    return printed(Group(*parts), width=width, colour=colour)


def _term_table(terms: Iterable[TermChange]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    for name, ratio in (("", 1), ("term", 20), ("old", 16), ("new", 16), ("clause", 10)):
        table.add_column(name, overflow="fold", min_width=1 if ratio == 1 else 8)
    for term in terms:
        values = (printable(term.label), printable(term.old or ABSENT), printable(term.new or ABSENT), printable(quoted_places(term)))
        table.add_row(Text(SIGNS[term.direction], style=STYLES[term.direction]), *(Text(value) for value in values))
    return table


def quoted_places(term: TermChange) -> str:
    """Return where the words of a term stand: on the new side, else on the old."""
    quotes = term.new_quotes or term.old_quotes
    places = dict.fromkeys(place_words(Place(quote.clause, quote.page)) for quote in quotes)
    return "; ".join(list(places)[:2]) + (" …" if len(places) > 2 else "")


def _pieces(runs: Iterable[Piece]) -> Text:
    """Return pieces that read without colours too."""
    text = Text()
    for piece in shortened(tuple(runs)):
        words = printable(piece.text)
        if piece.stroke == "same":
            text.append(words)
        else:
            style, before, after = ("red", "[-", "-]") if piece.stroke == "removed" else ("green", "{+", "+}")
            space = " " if words.endswith(" ") else ""
            text.append(f"{before}{words.rstrip()}{after}{space}", style=style)
    return text


def markdown(found: Diff) -> str:
    """Return the difference as Markdown: tables of terms, clauses with what went struck out and what came in bold."""
    lines = [f"# {markdown_cell(found.old.file)} → {markdown_cell(found.new.file)}", "", markdown_cell(headline(found)), ""]
    if found.terms:
        lines += ["## Terms", "", *_markdown_terms(found.terms), "", f"{LEGEND}.", ""]
    if found.clauses:
        lines += ["## Clauses", ""]
        for change in found.clauses:
            lines += [f"**{change.kind}** {markdown_cell(where(change))}", "", f"> {_markdown_pieces(change.pieces)}", ""]
    if found.moves:
        lines += ["## Moved or renumbered, not changed", "", *(f"- {markdown_cell(moved_words(move))}" for move in found.moves), ""]
    if found.readings:
        lines += [f"## {READ_APART}", "", *_markdown_terms(found.readings), ""]
    if found.notes:
        lines += ["## Not read", "", *(f"- {markdown_cell(note)}" for note in found.notes), ""]
    return "\n".join(lines)


def _markdown_terms(terms: Iterable[TermChange]) -> list[str]:
    rows = [
        "| "
        + " | ".join((SIGNS[t.direction], *(markdown_cell(x) for x in (t.label, t.old or ABSENT, t.new or ABSENT, quoted_places(t)))))
        + " |"
        for t in terms
    ]
    return ["| | Term | Old | New | Clause |", "| --- | --- | --- | --- | --- |", *rows]


def _markdown_pieces(runs: Iterable[Piece]) -> str:
    marks = {"same": "", "removed": "~~", "added": "**"}
    parts = []
    for piece in shortened(tuple(runs)):
        words = markdown_cell(piece.text)
        core = words.strip(" ")
        sign = marks[piece.stroke] if core else ""
        parts.append(words.replace(core, f"{sign}{core}{sign}", 1) if core else words)
    return "".join(parts)


def as_json(found: Diff) -> str:
    """Return the difference as one JSON object, pieces whole."""
    content = {"empty": found.empty, **asdict(found)}
    content["terms"] = [{"kind": term.kind, **asdict(term)} for term in found.terms]
    return dumped(content)
