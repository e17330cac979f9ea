"""A comparison as a workbook: a sheet with the matrix, one per section with figures to filter and count, one with the evidence.

Words of a document are written as strings and as nothing else, so that none becomes a formula, a link or a number.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from extractor.comparison.table import Cell, Comparison
from extractor.errors import LimitExceeded
from extractor.reports.marks import LEGEND, signs
from extractor.reports.safe import printable

LABEL_WIDTH, CELL_WIDTH = 28, 36
LINE_HEIGHT, MOST_HEIGHT = 15.0, 409.0
"""Points of a line of the usual font, and what Excel allows; a line holds a tenth less than the width says, since words are not broken."""
LONGEST_CELL = 32_767
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What Excel holds in a cell and on a sheet; more would be cut off without a word."""
SECTION_HEADER = ("Term", "Agreement", "File", "Says", "Value", "Or", "Mark", "Unusual", "State", "Clause", "Page")
SECTION_WIDTHS = (28, 28, 28, 60, 12, 12, 8, 9, 12, 18, 8)
EVIDENCE_HEADER = ("Section", "Term", "Agreement", "File", "Says", "Clause", "Page", "Words of the document", "In their clause")
EVIDENCE_WIDTHS = (14, 28, 28, 28, 40, 18, 8, 60, 90)
RANKING_HEADER = ("Place", "Agreement", "Points", "At most", "Term", "Weight", "Points of 100", "Because")
RANKING_WIDTHS = (8, 32, 9, 9, 28, 9, 14, 70)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NO_TIME = datetime(2000, 1, 1)
"""When the workbook says it was made: the same agreements give the same file."""

Value = str | float | None


def render(comparison: Comparison) -> bytes:
    """Return the comparison as an .xlsx file; raises LimitExceeded for more than a sheet of Excel holds.

    >>> render(Comparison((), ()))[:2]
    b'PK'
    """
    out = io.BytesIO()
    with Workbook(out, OPTIONS) as book:
        book.set_properties({"title": "Comparison of service level agreements", "created": NO_TIME})
        sheets = Sheets(book)
        sheets.matrix(comparison)
        if comparison.ranking:
            sheets.table("Ranking", RANKING_HEADER, RANKING_WIDTHS, _ranking(comparison))
        for section in comparison.sections:
            sheets.table(section, SECTION_HEADER, SECTION_WIDTHS, _section(comparison, section))
        sheets.table("Evidence", EVIDENCE_HEADER, EVIDENCE_WIDTHS, _evidence(comparison))
        sheets.table("Notes", ("Notes",), (120,), ((text,) for text in (comparison.headline, LEGEND, *comparison.notes) if text))
    return out.getvalue()


class Sheets:
    """Write sheets of one look into a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        top = {"valign": "top", "text_wrap": True}
        self.header = book.add_format({**top, "bold": True, "bg_color": "#DDE3EA", "bottom": 1})
        self.words = book.add_format(top)
        self.section = book.add_format({**top, "bold": True, "bg_color": "#EEF1F4"})
        self.label = book.add_format({**top, "bold": True})
        self.silent = book.add_format({**top, "italic": True, "font_color": "#666666"})
        self.marks = {
            "best": book.add_format({**top, "bg_color": "#DFF2E1"}),
            "worst": book.add_format({**top, "bg_color": "#FBE3E1"}),
        }

    def matrix(self, comparison: Comparison) -> None:
        """Write the sheet that has a row per term and a column per agreement."""
        names = [column.name for column in comparison.columns]
        sheet = self._sheet("Comparison", ("Term", *names), (LABEL_WIDTH, *[CELL_WIDTH] * len(names)), frozen_column=True)
        line = 1
        for section in comparison.sections:
            sheet.set_row(line, None, self.section)
            _string(sheet, line, 0, section, self.section)
            line += 1
            for row in comparison.rows:
                if row.section == section:
                    _string(sheet, line, 0, row.label, self.label)
                    shown = [_shown(cell) for cell in row.cells]
                    sheet.set_row(line, _height((row.label, *shown), (LABEL_WIDTH, *[CELL_WIDTH] * len(shown))))
                    for place, (text, cell) in enumerate(zip(shown, row.cells, strict=True), 1):
                        _string(sheet, line, place, text, self._look(cell))
                    line += 1

    def table(self, name: str, header: Sequence[str], widths: Sequence[int], lines: Iterable[Sequence[Value]]) -> None:
        """Write a sheet of lines below a header with filters."""
        sheet = self._sheet(name, header, widths)
        last = 0
        for last, line in enumerate(lines, 1):
            if last >= MOST_ROWS:
                raise _too_much(f"more than {MOST_ROWS:,} lines")
            sheet.set_row(last, _height([value if isinstance(value, str) else "" for value in line], widths))
            for place, value in enumerate(line):
                if isinstance(value, str):
                    _string(sheet, last, place, value, self.words)
                elif value is not None:
                    sheet.write_number(last, place, value, self.words)
        if last:
            sheet.autofilter(0, 0, last, len(header) - 1)

    def _sheet(self, name: str, header: Sequence[str], widths: Sequence[int], *, frozen_column: bool = False) -> Worksheet:
        if len(header) > MOST_COLUMNS:
            raise _too_much(f"more than {MOST_COLUMNS - 1:,} agreements")
        sheet = self.book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip())
        for place, (title, width) in enumerate(zip(header, widths, strict=True)):
            _string(sheet, 0, place, title, self.header)
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 1 if frozen_column else 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        if frozen_column:  # all rows of a few agreements on a page; a wide matrix on one page would be too small to read
            sheet.repeat_columns(0)
            sheet.fit_to_pages(0, 1)
        else:
            sheet.fit_to_pages(1, 0)
        return sheet

    def _look(self, cell: Cell) -> Format:
        if cell.state != "stated":
            return self.silent
        return self.marks[cell.mark] if cell.mark else self.words


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height of a row in which every text can be read: not every program grows rows by itself when it opens a file.

    >>> _height(("short", "two lines of twenty signs"), (10, 20))
    30.0
    """
    lines = max((-(-len(text) * 11 // (width * 10)) for text, width in zip(texts, widths, strict=True)), default=1)
    return min(MOST_HEIGHT, LINE_HEIGHT * max(1, lines))


def _string(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write words of a document as words: nothing here is ever a formula, a number or a link."""
    text = printable(text)
    sheet.write_string(row, column, text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…", look)


def _shown(cell: Cell) -> str:
    return signs(cell) + cell.shown


def _section(comparison: Comparison, section: str) -> Iterable[Sequence[Value]]:
    """Return a line per term and agreement of one section, with the figure that decides beside the words."""
    for row in comparison.rows:
        if row.section == section:
            for column, cell in zip(comparison.columns, row.cells, strict=True):
                first = cell.quotes[0] if cell.quotes else None
                proof: tuple[Value, Value] = (first.clause, first.page) if first else (None, None)
                figures: tuple[Value, ...] = (cell.value, cell.otherwise, cell.mark, "yes" if cell.unusual else None)
                yield (row.label, column.name, column.file, cell.shown, *figures, cell.state.replace("_", " "), *proof)


def _evidence(comparison: Comparison) -> Iterable[Sequence[Value]]:
    """Return a line per quote."""
    for row in comparison.rows:
        for column, cell in zip(comparison.columns, row.cells, strict=True):
            for quote in cell.quotes:
                around = quote.before + quote.text + quote.after
                yield (row.section, row.label, column.name, column.file, cell.shown, quote.clause, quote.page, quote.text, around)


def _ranking(comparison: Comparison) -> Iterable[Sequence[Value]]:
    """Return a line per agreement and term of the profile, so that every point can be followed."""
    labels = {row.key: row.label for row in comparison.rows}
    for place, standing in enumerate(comparison.ranking, 1):
        name = comparison.columns[standing.column].name
        for part in standing.parts:
            yield (place, name, standing.score, standing.most, labels[part.row], part.weight, round(100 * part.points, 1), part.words)


def _too_much(what: str) -> LimitExceeded:
    return LimitExceeded(f"The comparison has {what}, which is more than a sheet holds.", advice="Compare fewer at once, or use csv.")
