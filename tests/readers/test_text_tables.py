"""Tables and items of plain text: pipes without a frame, headers over two lines, figures that only look like numbers of items."""

from __future__ import annotations

import pytest

from extractor.readers.source import ReadSettings, Source
from extractor.readers.text import read
from extractor.readers.text_tables import table_of

TABLES = {
    "a frame of pipes": (
        ["| Uptime | Credit |", "| below 99% | 5% |", "| below 98% | 9% |"],
        [["Uptime", "Credit"], ["below 99%", "5%"], ["below 98%", "9%"]],
    ),
    "no frame, a header over two lines": (
        [
            "-----+-----------------------+-------------------",
            "S.No | Uptime in the quarter | Penalty (% of the",
            "     |                       | quarterly payment)",
            "-----+-----------------------+-------------------",
            " 1   | 99.5% and above       | Nil",
            " 2   | Below 99.5%           | 3%",
            "-----+-----------------------+-------------------",
        ],
        [
            ["S.No", "Uptime in the quarter", "Penalty (% of the quarterly payment)"],
            ["1", "99.5% and above", "Nil"],
            ["2", "Below 99.5%", "3%"],
        ],
    ),
    "an empty first cell without a frame": (["Level | A | B", " | 1 h | 2 h"], [["Level", "A", "B"], ["", "1 h", "2 h"]]),
    "an empty last cell in a frame": (["| Level | A |", "| 1 |  |"], [["Level", "A"], ["1", ""]]),
}


@pytest.mark.parametrize("name", TABLES)
def test_pipes_part_cells(name: str) -> None:
    """A first cell lost to a pipe shifts every credit of a table by one row."""
    lines, expected = TABLES[name]

    assert table_of(lines) == expected


ITEMS = {
    "a figure that says a word again": (
        ["Carrier shall restore any failed circuit of the Customer within four", "(4) hours of the opening of a ticket."],
        1,
    ),
    "items with words before them": (
        ["Carrier shall restore any failed circuit of the Customer except for", "(4) circuits of other carriers."],
        2,
    ),
}


@pytest.mark.parametrize("name", ITEMS)
def test_a_figure_that_repeats_a_number_in_words_begins_no_item(name: str) -> None:
    """ "Within four / (4) hours" torn apart leaves a target without its time and a time without its target."""
    lines, blocks = ITEMS[name]
    text = "1. REPAIR.\n" + "\n".join(lines)

    assert len(read(Source("a.txt", text.encode()), ReadSettings()).blocks) == 1 + blocks


LONG = "The credit is measured in days of the charge for the rack, one day being one thirtieth part, by the total duration of the outages in the month:"


def test_columns_are_a_table_where_no_line_is_wrapped_either() -> None:
    """A file with one line for each paragraph can still hold a table of columns; run together, "15 minutes 2 days" is one time."""
    rows = ["Total duration                 Credit", "up to 15 minutes               2 days", "more than 15 minutes           5 days"]
    document = read(Source("sla.txt", "\n\n".join([LONG, LONG, "\n".join(rows), LONG]).encode()), ReadSettings())

    assert [document.words_of(block) for block in document.blocks if block.kind == "row"] == [
        "Total duration | Credit",
        "up to 15 minutes | 2 days",
        "more than 15 minutes | 5 days",
    ]


def test_a_gap_in_one_of_several_long_lines_is_no_column() -> None:
    """Two spaces too many after a number would cut a paragraph in two cells."""
    document = read(Source("sla.txt", "\n\n".join([LONG, f"2.1    {LONG}\n{LONG}", LONG]).encode()), ReadSettings())

    assert {block.kind for block in document.blocks} == {"paragraph"}
