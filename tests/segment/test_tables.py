"""Which rows name the columns."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from extractor.document import Draft
from extractor.segment.tables import column_names, inferred_header_rows

Rows = list[list[str]]


def names(
    rows: Rows, *, header_rows: int = 0, merged: Mapping[tuple[int, int], tuple[int, int]] | None = None
) -> tuple[int, tuple[str, ...]]:
    draft = Draft()
    draft.add_table(rows, header_rows=header_rows, merged=merged)
    document = draft.finish()
    return column_names(document.tables[0], document.text)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([["Uptime", "Credit"], ["below 99.9%", "10%"]], 1),
        ([["Uptime", "Credit"], ["high", "none"]], 0),
        ([["Level", "Meaning"], ["One", "the whole service answers to nobody"]], 1),
        ([["Level", "Meaning."], ["One", "the whole service answers to nobody"]], 0),
        ([["below 99.9%", "10%"], ["below 99%", "25%"]], 0),
        ([["Severity 1", "Response", "Fix"], ["1", "15 min", "4 h"]], 1),
        ([["Severity 1", "Response 2", "Fix"], ["1", "15 min", "4 h"]], 0),
        ([["Uptime", ""], ["below 99.9%", "10%"]], 0),
        ([["", "Credit"], ["below 99.9%", "10%"]], 1),
        ([["Uptime", "Credit"]], 0),
        ([["Uptime"], ["99.9%"]], 0),
        ([["U" * 81, "Credit"], ["below 99.9%", "10%"]], 0),
        ([["U" * 80, "Credit"], ["below 99.9%", "10%"]], 1),
        ([["Uptime", "Credit"], ["none", "none"], ["99%", "10%"]], 1),
    ],
)
def test_a_first_row_that_names_the_columns(rows: Rows, count: int) -> None:
    """A row of figures taken for names is a credit lost."""
    assert inferred_header_rows(rows) == count


def test_the_formats_own_header_is_taken() -> None:
    assert names([["99%", "10%"], ["98%", "20%"]], header_rows=1) == (1, ("99%", "10%"))


def test_of_two_header_rows_the_lower_names_the_columns() -> None:
    rows = [["Service", "Credit", "Credit"], ["", "API", "Console"], ["99%", "10%", "5%"]]

    assert names(rows, header_rows=2) == (2, ("Service", "API", "Console"))


TITLED = [["Service credits", "", ""], ["Uptime", "Credit", "Form"], ["99%", "10%", "money"]]


def test_a_title_above_the_names_is_none_of_them() -> None:
    """ "Service credits | Service credits" would name both columns alike."""
    assert names(TITLED) == (2, ("Uptime", "Credit", "Form"))
    assert names(TITLED, merged={(0, 1): (0, 0), (0, 2): (0, 0)}) == (2, ("Uptime", "Credit", "Form"))
    assert names(TITLED, header_rows=1) == (2, ("Uptime", "Credit", "Form"))


def test_a_title_needs_a_table_below_it() -> None:
    assert names([["Uptime", ""], ["99%", "10%"]]) == (0, ())
    assert names([["Uptime", ""], ["99%", ""], ["98%", ""]]) == (0, ())


def test_a_title_above_figures_only() -> None:
    assert names([["Service credits", ""], ["99%", "10%"], ["98%", "20%"]]) == (0, ())
