"""Comparisons and summaries for a terminal, with rich; as many agreements side by side as the width allows."""

from __future__ import annotations

import io
import shutil

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.comparison.summary import Section, Summary
from extractor.comparison.table import Cell, Comparison, Quote
from extractor.reports.marks import LEGEND, place_name, points, reasons, said, signs, unsaid
from extractor.reports.safe import printable

LABEL_WIDTH = 22
CELL_WIDTH = 24
"""The narrowest column in which "99.95% [multi-zone deployments]" stays readable."""
LONGEST_CELL = 160
MOST_PLACES = 34
"""Columns for the places of a summary; more would leave no room for what is said."""
LONGEST_PLACE = 12
"""Clause numbers are shown behind a value; a longer name of a clause gives way to its page."""
STYLES = {"best": "bold green", "worst": "red"}
STATES = {"not_stated": "dim", "none": "dim", "not_found": "yellow", "blank": "yellow", "not_read": "magenta"}


def render(comparison: Comparison, *, width: int | None = None, colour: bool = False) -> str:
    """Return the comparison as tables for a terminal of `width` columns (that of this terminal when None)."""
    width = width or shutil.get_terminal_size((100, 24)).columns
    fits = max(1, (width - LABEL_WIDTH - 4) // (CELL_WIDTH + 3))
    count = len(comparison.columns)
    parts: list[RenderableType] = []
    if comparison.headline:
        parts += [Text(printable(comparison.headline)), Text("")]
    if comparison.ranking:
        parts += [Text("Ranking by your weights", style="bold cyan"), _ranking(comparison), Text("")]
    for start in range(0, count, fits):
        parts.append(_table(comparison, start, min(start + fits, count)))
    if silent := unsaid(comparison):
        parts.append(Text(f"Stated by none: {silent}.", style="dim"))
    parts.append(Text(LEGEND, style="dim"))
    parts += [Text(printable(f"Note: {note}"), style="yellow") for note in comparison.notes]
    return printed(Group(*parts), width=width, colour=colour)


def _ranking(comparison: Comparison) -> Table:
    table = Table(box=None, show_header=True, pad_edge=False, header_style="dim", expand=False)
    table.add_column("", justify="right")
    table.add_column("agreement", overflow="fold", max_width=34)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("why", overflow="fold")
    for place, standing in enumerate(comparison.ranking, 1):
        name = printable(comparison.columns[standing.column].name)
        table.add_row(f"{place}.", Text(name), points(standing), Text(printable(reasons(comparison, standing))))
    return table


def _table(comparison: Comparison, start: int, end: int) -> Table:
    table = Table(box=box.SIMPLE_HEAVY, show_lines=False, pad_edge=False, expand=False)
    table.add_column("", width=LABEL_WIDTH, style="bold")
    for column in comparison.columns[start:end]:
        table.add_column(Text(printable(column.name)), min_width=CELL_WIDTH, overflow="fold")
    for section in comparison.sections:
        told = said(comparison, section)
        if told:
            table.add_row(Text(section.upper(), style="bold cyan"), *[""] * (end - start))
        for row in told:
            table.add_row(Text(row.label), *(_cell(cell) for cell in row.cells[start:end]))
    return table


def _cell(cell: Cell) -> Text:
    if cell.state != "stated":
        return Text(printable(cell.shown), style=STATES[cell.state])
    words = printable(cell.shown)
    words = words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - 1] + "…"
    shown = Text(signs(cell) + words, style=STYLES.get(cell.mark or "", ""))
    place = _place(cell.quotes)
    return shown.append(f" ({place})", style="not bold dim") if place else shown


def _place(quotes: tuple[Quote, ...]) -> str:
    """Return where a cell's words stand, in short: "2.1", "2.1, 3.4 …", or "p. 3"."""
    places = []
    for quote in quotes:
        name = place_name(printable(quote.clause))
        places.append(name if len(name) <= LONGEST_PLACE and name != "unnumbered" else f"p. {quote.page}" if quote.page else "")
    distinct = list(dict.fromkeys(filter(None, places)))
    return ", ".join(distinct[:2]) + (" …" if len(distinct) > 2 else "")


def summary(summed: Summary, *, width: int | None = None, colour: bool = False, quotes: bool = False) -> str:
    """Return one agreement for a person; `quotes` adds the words of the document below each line."""
    width = width or shutil.get_terminal_size((100, 24)).columns
    parts: list[RenderableType] = [Text(printable(summed.title), style="bold"), Text(printable(summed.file), style="dim")]
    parts += [Text.assemble((f"{name}: ", "bold"), printable(value)) for name, value in summed.facts]
    for section in summed.sections:
        if section.title == "Left blank" and not section.lines:
            continue
        grid = Table(box=None, show_header=False, pad_edge=False, expand=True)
        grid.add_column(width=1)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(width=_places_width(section), style="dim", justify="right", overflow="fold")
        for line in section.lines:
            grid.add_row("•", Text(printable(line.text)), Text(_places(line.quotes)))
            if quotes:
                for quote in line.quotes:
                    grid.add_row("", Text(f"“{printable(quote.text)}”", style="italic dim"), "")
        if not section.lines:
            parts += [Text(""), Text(section.title, style="bold cyan"), Text(printable(section.absent), style="dim")]
        else:
            parts += [Text(""), Text(section.title, style="bold cyan"), grid]
    if summed.notes:
        parts += [Text(""), Text("Notes on reading", style="bold yellow"), *(Text("• " + printable(note)) for note in summed.notes)]
    return printed(Group(*parts), width=width, colour=colour)


def _places_width(section: Section) -> int:
    """Return the width that the places of a section need, so that none is torn."""
    return min(MOST_PLACES, max((len(_places(line.quotes)) for line in section.lines), default=1) or 1)


def _places(quotes: tuple[Quote, ...]) -> str:
    """Return where the words stand: "4.2, p. 3"; a place is named once."""
    places = []
    for quote in quotes:
        name = printable(quote.clause)
        name = name if len(name) <= 28 else name[:27] + "…"
        places.append(name + (f",\N{NO-BREAK SPACE}p.\N{NO-BREAK SPACE}{quote.page}" if quote.page else ""))
    distinct = list(dict.fromkeys(places))
    return "; ".join(distinct[:3]) + (" …" if len(distinct) > 3 else "")


def printed(content: RenderableType, *, width: int, colour: bool) -> str:
    """Return what rich would print, as text; colours as terminal sequences only when asked for."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False, markup=False, emoji=False)
    console.print(content)
    shown = out.getvalue().replace("\N{NO-BREAK SPACE}", " ")  # they only kept places in one piece
    return "\n".join(line.rstrip() for line in shown.splitlines()) + "\n"
