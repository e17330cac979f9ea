"""Tables of credits as grids of words: header, rows and their clauses; turned upright, parted where they begin anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.document import Clause, Document, Span
from extractor.quantities import percentages
from extractor.terms.credits_amounts import FEES_AFTER, nothing, paid, paid_in_cell
from extractor.terms.credits_measures import LEAST_LEVEL, UPTIME, bounds, metric_of

PAYS = re.compile(
    r"\b(?:credit(?:s|ed)?|make-?goods?|give-?backs?|money\s+off|refund\w*|compensat\w+|discount|reimburse\w*|penalt\w+|reduc\w+|vouchers?|remed\w+|rebate|deduct\w*|abatement|liquidated|you\s+(?:get|receive)|get\s+back|(?:taken|comes?|knocked)\s+off|allowances?|"
    r"payable|extension|added|free\s+(?:days?|service|month)|at[\s-]risk|money\s+back|payback|indemni\w+)\b|(?:\d\s?%|\bper\s?cent)\s+off\b|\bmonth\s+is\s+(?:free|on\s+us)\b|(?:%|percent(?:age)?)\s+of\s+(?:\w+\s+){0,3}(?:fees?|charges?|bill|invoice|price|mrc|cost)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Grid:
    """Hold a table as words: header cell per column, body rows, and the clause behind each body row (None: torn off)."""

    header: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    clauses: tuple[Clause, ...]
    context: str
    whole: bool = True
    """Whether it is the whole table, not a part below a title or a second header."""
    name: str | None = None
    """What the part of a table holds for, by the row above it."""
    spans: tuple[Span, ...] | None = None
    """For a table on its side: the place in the clause that proves each row."""

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return max((len(row) for row in self.body), default=0)

    def head(self, column: int) -> str:
        """Return the header of a column, empty where there is none."""
        return self.header[column] if column < len(self.header) else ""


def grid_of(rows: Sequence[Clause], document: Document, context: str) -> Grid:
    """Return the table that clauses are the rows of; a first row of words alone is its header, marked as one or not."""
    first = rows[0]
    if first.table is None:
        return Grid((), (), (), context)
    table = document.tables[first.table]
    texts = table.texts(document.text)
    count = table.header_rows
    if not count and len(texts) > 1 and not re.search(r"\d", " ".join(texts[0])) and all(cell.strip() for cell in texts[0]):
        count = 1
    header = (
        tuple(" ".join(dict.fromkeys(texts[r][c].strip() for r in range(count) if texts[r][c].strip())) for c in range(len(texts[0])))
        if count
        else first.header
    )
    body = [(clause, tuple(texts[clause.row])) for clause in rows if clause.row is not None and clause.row >= count]
    return Grid(header, tuple(words for _, words in body), tuple(clause for clause, _ in body), context)


def parts(grid: Grid) -> Iterator[Grid]:
    """Yield the tables that one grid holds: rows below a title of their own ("Silver | Silver"), or below a second header.

    A grid without such rows is yielded as it is.
    """
    part, rows, name = grid, [], None
    found: list[Grid] = []
    for index, row in enumerate(grid.body):
        title = _title(row)
        again = title is None and _is_header(row)
        if title is None and not again:
            rows.append(index)
            continue
        found.append(_part(part, rows, name))
        rows, name = [], title
        part = replace(grid, header=row) if again else part
    found.append(_part(part, rows, name))
    kept = [each for each in found if each.body]
    yield from kept if len(kept) > 1 or name else [grid]


def _part(grid: Grid, rows: Sequence[int], name: str | None) -> Grid:
    return replace(grid, body=tuple(grid.body[i] for i in rows), clauses=tuple(grid.clauses[i] for i in rows), name=name, whole=False)


LONGEST_TITLE = 60
"""Characters of the longest row that names the rows below it; longer ones are remarks."""


def _title(row: Sequence[str]) -> str | None:
    """Return the words of a row that holds nothing else: one merged cell, or a first cell before empty ones."""
    words = {cell.strip() for cell in row if cell.strip()}
    if len(row) < 2 or len(words) != 1 or not row[0].strip() or len(row[0]) > LONGEST_TITLE:
        return None
    title = row[0].strip().rstrip(":")
    return (
        title
        if re.search(r"[A-Za-z]{2}", title) and not re.search(r"\d\s?%|[<>≤≥]", title) and not (nothing(title) or paid(title))
        else None
    )


def _is_header(row: Sequence[str]) -> bool:
    """Tell whether a row names the columns again ("Dedicated: Uptime | Credit")."""
    if re.search(r"\d", " ".join(row)) or not all(cell.strip() for cell in row):
        return False
    paying = [bool(PAYS.search(cell)) for cell in row]
    return any(paying) and any(not pays and UPTIME.search(cell) for pays, cell in zip(paying, row, strict=True))


def upright(grid: Grid) -> Grid:
    """Return the grid with its bands as rows: a table on its side has them as columns ("Uptime | <99.9% | <99%")."""
    lines = [grid.header, *grid.body] if grid.header else list(grid.body)
    owners = [grid.clauses[0], *grid.clauses] if grid.header and grid.clauses else list(grid.clauses)
    if len(lines) < 2 or grid.width < 3 or len({len(line) for line in lines}) != 1:
        return grid
    paying = next(
        (
            i
            for i, line in enumerate(lines)
            if PAYS.search(line[0]) and sum(1 for cell in line[1:] if nothing(cell) or paid_in_cell(cell, line[0])) == len(line) - 1
        ),
        None,
    )
    limiting = next(
        (
            i
            for i, line in enumerate(lines)
            if i != paying
            and (
                all(bounds(cell, metric=metric_of(line[0])) for cell in line[1:])
                or (UPTIME.search(line[0]) and all(plain_level(cell, bare=True) is not None for cell in line[1:]))
            )
        ),
        None,
    )
    if paying is None or limiting is None or owners[paying].text.find(lines[paying][1]) < 0:
        return grid
    clause, spans, at = owners[paying], [], 0
    for cell in lines[paying][1:]:
        start = clause.text.find(cell, at)
        spans.append(Span(start, start + len(cell)) if start >= 0 else Span(0, len(clause.text)))
        at = max(at, start + len(cell))
    body = tuple((limit, pays) for limit, pays in zip(lines[limiting][1:], lines[paying][1:], strict=True))
    return Grid((lines[limiting][0], lines[paying][0]), body, (clause,) * len(body), grid.context, spans=tuple(spans))


_TIME_UNIT = re.compile(
    r"(?:\(|\bin\s+|,\s?|^)(?:total\s+)?(?P<unit>minutes|mins?|hours|hrs?|h|seconds|days)\b|\b(?P<first>minutes|hours|days)\s+(?:of\s+)?(?:down|out|lost|unavailab\w+)",
    re.IGNORECASE,
)
_BARE_TIME = re.compile(
    r"[^\d%]{0,24}\d{1,5}(?:[.,]\d{1,2})?(?:\s?(?:-|–|—|to|and|up\s+to|but\s+less\s+than)\s?(?:[^\d%]{0,12})\d{1,5}(?:[.,]\d{1,2})?)?(?:\s?(?:\+|or\s+(?:more|longer|over)|and\s+(?:more|over|above)))?\W{0,2}",
    re.IGNORECASE,
)


def with_unit(cell: str, head: str) -> str:
    """Return a cell of bare figures with the unit of time that its column states ("44-120" below "Downtime (minutes)").

    >>> with_unit("44-120", "Downtime in the month (minutes)"), with_unit("99.5-99.9", "Uptime")
    ('44-120 minutes', '99.5-99.9')
    """
    unit = _TIME_UNIT.search(head) if not UPTIME.search(head) else None
    if unit is None or not _BARE_TIME.fullmatch(cell.strip()):
        return cell
    name = unit["unit"] or unit["first"]
    behind = re.search(r"\d(?=\D*$)", cell)
    at = behind.end() if behind else len(cell)
    return f"{cell[:at]} {name}{cell[at:]}"


def plain_level(cell: str, *, bare: bool) -> Decimal | None:
    """Return the level of a cell that holds one and no comparator ("99.5%"), None otherwise."""
    shares = [value for value, span in percentages(cell) if LEAST_LEVEL <= value <= 100 and not FEES_AFTER.match(cell, span.end)]
    if len(shares) == 1:
        return shares[0]
    match = re.fullmatch(r"\W{0,3}(\d{2,3}(?:\.\d{1,5})?)\W{0,3}", cell) if bare else None
    return Decimal(match[1]) if match and LEAST_LEVEL <= Decimal(match[1]) <= 100 else None
