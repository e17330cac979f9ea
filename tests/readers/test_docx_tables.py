"""Word tables: the grid that a reader sees, its header told, and layout tables read as text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Document

Read = Callable[..., Document]


def p(words: str, *, bold: bool = False) -> str:
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p><w:r>{weight}<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def tc(words: str, properties: str = "", *, bold: bool = False) -> str:
    inside = words if words.startswith("<") else p(words, bold=bold)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def texts(document: Document) -> list[str]:
    return [document.words_of(block) for block in document.blocks]


TIERS = [tr(tc("Uptime"), tc("Credit")), tr(tc("below 99.9%"), tc("10%"))]
BOLD = tr(tc("Uptime", bold=True), tc("Credit", bold=True))


def test_a_row_is_a_block_of_its_cells(read_word: Read) -> None:
    document = read_word(tbl(*TIERS))

    assert texts(document) == ["Uptime | Credit", "below 99.9% | 10%"]
    assert {block.kind for block in document.blocks} == {"row"}
    assert document.tables[0].texts(document.text) == [["Uptime", "Credit"], ["below 99.9%", "10%"]]


def test_the_paragraphs_of_a_cell_are_read_on_one_line(read_word: Read) -> None:
    document = read_word(tbl(tr(tc(p("Severity") + p("Level 1")), tc("1 hour")), tr(tc("2"), tc("4 hours"))))

    assert texts(document)[0] == "Severity Level 1 | 1 hour"


def test_a_cell_over_two_columns_stands_in_both_places_and_once_in_the_text(read_word: Read) -> None:
    document = read_word(tbl(tr(tc("Gold plan", '<w:gridSpan w:val="2"/>')), *TIERS))

    assert document.tables[0].texts(document.text)[0] == ["Gold plan", "Gold plan"]
    assert texts(document)[0] == "Gold plan"


def test_a_cell_over_two_rows_stands_in_both(read_word: Read) -> None:
    body = tbl(tr(tc("API", '<w:vMerge w:val="restart"/>'), tc("99.9%")), tr(tc("", "<w:vMerge/>"), tc("99.5%")))
    document = read_word(body)

    assert document.tables[0].texts(document.text) == [["API", "99.9%"], ["API", "99.5%"]]
    assert texts(document) == ["API | 99.9%", "99.5%"]


def test_a_merge_ends_where_a_row_has_none(read_word: Read) -> None:
    body = tbl(tr(tc("API", '<w:vMerge w:val="restart"/>'), tc("a")), tr(tc("Web"), tc("b")), tr(tc("", "<w:vMerge/>"), tc("c")))
    document = read_word(body)

    assert [row[0] for row in document.tables[0].texts(document.text)] == ["API", "Web", ""]


def test_places_left_out_before_a_row_are_empty(read_word: Read) -> None:
    document = read_word(tbl(tr(tc("a"), tc("b")), tr(tc("c"), properties='<w:gridBefore w:val="1"/>')))

    assert document.tables[0].texts(document.text) == [["a", "b"], ["", "c"]]


def test_columns_in_which_no_cell_begins_are_left_out(read_word: Read) -> None:
    """Edges that miss by a hair give Word's grids columns that nobody sees."""
    document = read_word(tbl(tr(tc("a", '<w:gridSpan w:val="2"/>'), tc("b")), tr(tc("c", '<w:gridSpan w:val="2"/>'), tc("d"))))

    assert document.tables[0].texts(document.text) == [["a", "b"], ["c", "d"]]


FIRST_ROW = '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
STYLE = f'<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/>{FIRST_ROW}</w:style>'
NAMED = '<w:tblStyle w:val="Grid"/><w:tblLook w:val="{}"/>'
HEADERS = [
    ("rows that repeat on each page", tbl(tr(tc("a"), tc("b"), properties="<w:tblHeader/>"), tr(tc("c"), tc("d"))), 1),
    ("rows that say they do not", tbl(tr(tc("a"), tc("b"), properties='<w:tblHeader w:val="0"/>'), tr(tc("c"), tc("d"))), 0),
    ("every row marked says nothing", tbl(*[tr(tc("a"), tc("b"), properties="<w:tblHeader/>")] * 3), 0),
    ("a bold first row", tbl(BOLD, TIERS[1]), 1),
    ("a bold title and a bold first row", tbl(tr(tc("Credits", '<w:gridSpan w:val="2"/>', bold=True)), BOLD, TIERS[1]), 2),
    ("a bold title alone names no columns", tbl(tr(tc("Credits", '<w:gridSpan w:val="2"/>', bold=True)), *TIERS), 0),
    ("all rows bold say nothing", tbl(BOLD, BOLD), 0),
    ("no row bold", tbl(*TIERS), 0),
    ("a style that sets the first row bold", tbl(*TIERS, properties=NAMED.format("04A0")), 1),
    ("such a style whose first row is switched off", tbl(*TIERS, properties=NAMED.format("0480")), 0),
]


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in HEADERS], ids=[case[0] for case in HEADERS])
def test_header_rows_are_told(read_word: Read, body: str, expected: int) -> None:
    """A header taken for a tier, or a tier for a header, would move every credit by one row."""
    assert read_word(body, styles=STYLE).tables[0].header_rows == expected


def test_a_table_of_one_column_is_read_as_text(read_word: Read) -> None:
    document = read_word(tbl(tr(tc(p("Order Form") + p("Provider: Acme")))))

    assert [(block.kind, document.words_of(block)) for block in document.blocks] == [
        ("paragraph", "Order Form"),
        ("paragraph", "Provider: Acme"),
    ]
    assert document.tables == ()


def test_a_cell_with_running_text_makes_the_table_layout(read_word: Read) -> None:
    document = read_word(tbl(tr(tc("Terms"), tc(p("We promise. " * 100) + p("We credit. " * 100)))))

    assert {block.kind for block in document.blocks} == {"paragraph"}
    assert len(document.blocks) == 3


def test_a_table_inside_a_table_keeps_its_rows(read_word: Read) -> None:
    """Order forms hold the credit table in a cell; run together its tiers could not be told apart."""
    document = read_word(tbl(tr(tc("SLA"), tc(tbl(*TIERS) + p("Claims within 30 days")))))

    assert texts(document) == ["SLA", "Uptime | Credit", "below 99.9% | 10%", "Claims within 30 days"]
    assert len(document.tables) == 1


def test_deleted_rows_are_left_out(read_word: Read) -> None:
    document = read_word(tbl(*TIERS, tr(tc("below 95%"), tc("50%"), properties='<w:del w:id="1"/>')))

    assert texts(document) == ["Uptime | Credit", "below 99.9% | 10%"]
    assert [notice.code for notice in document.warnings] == ["tracked_changes"]


def test_rows_and_cells_in_content_controls_are_read(read_word: Read) -> None:
    row = f"<w:sdt><w:sdtContent>{tr(tc('a'), '<w:sdt><w:sdtContent>' + tc('b') + '</w:sdtContent></w:sdt>')}</w:sdtContent></w:sdt>"

    assert texts(read_word(tbl(row, tr(tc("c"), tc("d"))))) == ["a | b", "c | d"]


def test_notes_of_cells_follow_the_table(read_word: Read) -> None:
    cell = tc('<w:p><w:r><w:t>10%</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    document = read_word(tbl(tr(tc("a"), cell), TIERS[1]), footnotes=f'<w:footnote w:id="2">{p("of the monthly fee")}</w:footnote>')

    assert texts(document) == ["a | 10%", "below 99.9% | 10%", "of the monthly fee"]


def test_a_table_without_words_is_no_table(read_word: Read) -> None:
    document = read_word(tbl(tr(tc(""), tc("")), tr(tc(""), tc(""))))

    assert (document.blocks, document.tables) == ((), ())


def test_no_cell_of_a_wide_row_is_lost(read_word: Read) -> None:
    document = read_word(tbl(*[tr(*[tc(f"c{i}") for i in range(100)])] * 2))

    assert document.tables[0].texts(document.text)[1][99] == "c99"
