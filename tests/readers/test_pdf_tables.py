"""Tables of pages without tags: drawn grids, rows between rules, columns that only white keeps apart."""

from __future__ import annotations

from readers.pdf_sheet import Sheet

from extractor.document import Document


def grid(document: Document, table: int = 0) -> list[list[str]]:
    return document.tables[table].texts(document.text)


def rows(sheet: Sheet, y: float, *lines: tuple[str, ...], xs: tuple[float, ...] = (80, 220, 360), step: float = 20) -> float:
    for i, cells in enumerate(lines):
        for x, cell in zip(xs, cells, strict=False):
            sheet.text(x, y + i * step, cell)
    return y + len(lines) * step


TIERS = (("Uptime", "Credit"), ("below 99.9%", "10%"), ("below 99.0%", "25%"))


def test_drawn_cells_are_a_table() -> None:
    sheet = Sheet()
    rows(sheet, 114, *TIERS)
    for y in (100, 120, 140, 160):
        sheet.rule(72, y, 352, y)
    for x in (72, 212, 352):
        sheet.rule(x, 100, x, 160)

    assert grid(sheet.read()) == [list(row) for row in TIERS]


def test_a_cell_without_a_line_in_it_covers_two_columns() -> None:
    sheet = Sheet()
    sheet.text(80, 114, "Credits by uptime")
    rows(sheet, 134, *TIERS)
    for y in (100, 120, 140, 160, 180):
        sheet.rule(72, y, 352, y)
    for x, top in ((72, 100), (212, 120), (352, 100)):
        sheet.rule(x, top, x, 180)
    table = sheet.read().tables[0]

    assert table.rows[0][0] is table.rows[0][1]


def test_a_cell_that_covers_an_odd_shape_loses_no_words() -> None:
    """Cells joined in the shape of an L have no top left place of their own; that once ended in an error."""
    sheet = Sheet()
    for x, y, words in ((80, 114, "A"), (220, 114, "B"), (360, 114, "C"), (80, 134, "D"), (220, 134, "E"), (360, 134, "F")):
        sheet.text(x, y, words)
    sheet.rule(72, 100, 492, 100).rule(72, 140, 492, 140).rule(72, 120, 212, 120)
    sheet.rule(72, 100, 72, 140).rule(492, 100, 492, 140).rule(352, 100, 352, 120).rule(212, 120, 212, 140)
    document = sheet.read()

    assert sorted(document.text.replace("|", " ").split()) == ["A", "B", "C", "D", "E", "F"]


def test_words_of_a_cell_over_several_lines_are_one_cell() -> None:
    sheet = Sheet()
    rows(sheet, 114, ("Severity", "Meaning"), ("1", "The platform cannot"), ("", "be used at all"), step=14)
    for y in (100, 119, 148):
        sheet.rule(72, y, 352, y)
    for x in (72, 212, 352):
        sheet.rule(x, 100, x, 148)

    assert grid(sheet.read()) == [["Severity", "Meaning"], ["1", "The platform cannot be used at all"]]


def test_an_outer_side_that_is_not_drawn_is_a_side_all_the_same() -> None:
    sheet = Sheet()
    rows(sheet, 114, *TIERS)
    for y in (100, 120, 140, 160):
        sheet.rule(72, y, 352, y)
    sheet.rule(212, 100, 212, 160).rule(211, 100, 211, 160)

    assert grid(sheet.read()) == [list(row) for row in TIERS]


def test_rows_between_horizontal_rules_are_a_table() -> None:
    sheet = Sheet()
    rows(sheet, 114, ("Severity", "Meaning", "Response"), ("1", "The platform cannot", "1 hour"), ("2", "Some parts cannot", "4 hours"))
    for y in (100, 120, 140, 160):
        sheet.rule(72, y, 452, y)

    assert grid(sheet.read()) == [
        ["Severity", "Meaning", "Response"],
        ["1", "The platform cannot", "1 hour"],
        ["2", "Some parts cannot", "4 hours"],
    ]


def test_rules_drawn_cell_by_cell_tell_the_columns() -> None:
    """Browsers draw a border for each cell; where cells are full, no white parts them, but the borders meet."""
    sheet = Sheet()
    sheet.text(76, 114, "Level").text(150, 114, "Meaning")
    sheet.text(76, 134, "Sev 1 (highest").text(147, 134, "The platform cannot be").text(76, 146, "of all)").text(147, 146, "used at all")
    sheet.text(76, 166, "Sev 2").text(147, 166, "Some parts cannot be used")
    for y in (100, 120, 152, 172):
        sheet.rule(72, y, 144, y).rule(144, y, 300, y)

    assert grid(sheet.read()) == [
        ["Level", "Meaning"],
        ["Sev 1 (highest of all)", "The platform cannot be used at all"],
        ["Sev 2", "Some parts cannot be used"],
    ]


def test_the_last_row_needs_no_rule_below_it() -> None:
    sheet = Sheet()
    sheet.text(76, 114, "Level").text(160, 114, "Meaning").text(320, 114, "Response")
    sheet.text(76, 134, "1").text(160, 134, "The platform cannot").text(320, 134, "1 hour")
    sheet.text(76, 154, "2").text(160, 154, "Some parts cannot").text(320, 154, "4 hours").text(160, 166, "be used")
    for y in (100, 120, 140):
        sheet.rule(72, y, 150, y).rule(150, y, 310, y).rule(310, y, 450, y)

    assert grid(sheet.read())[-1] == ["2", "Some parts cannot be used", "4 hours"]


def test_rules_alike_under_headings_and_in_a_table_are_kept_apart() -> None:
    sheet = Sheet()
    words = (
        "The provider keeps the platform ready for use and answers each report of a fault that the customer sends to the desk in writing."
    )
    sheet.text(72, 100, "Scope").rule(72, 104, 452, 104)
    sheet.flow(120, f"{words} {words}", width=380)
    rows(sheet, 234, *TIERS)
    for y in (220, 240, 260, 280):
        sheet.rule(72, y, 452, y)

    assert grid(sheet.read()) == [list(row) for row in TIERS]


def test_cells_set_in_the_middle_of_their_row_belong_to_it() -> None:
    sheet = Sheet()
    sheet.text(80, 114, "Level").text(220, 114, "Meaning")
    sheet.text(220, 134, "The platform cannot").text(80, 140, "1").text(220, 146, "be used at all")
    sheet.text(220, 166, "Some parts cannot").text(80, 172, "2").text(220, 178, "be used")
    for y in (100, 120, 152, 184):
        sheet.rule(72, y, 352, y)

    assert grid(sheet.read())[1:] == [["1", "The platform cannot be used at all"], ["2", "Some parts cannot be used"]]


def test_headings_underlined_over_the_whole_width_are_no_table() -> None:
    sheet = Sheet()
    for y, title in ((100, "Scope"), (160, "Credits"), (220, "Claims")):
        sheet.text(72, y, title).rule(72, y + 4, 522, y + 4)
        sheet.flow(
            y + 20,
            "The provider keeps the platform ready for use and answers each report of a fault that the customer sends to the desk in writing.",
        )

    assert sheet.read().tables == ()


def test_columns_kept_apart_by_white_alone_are_a_table() -> None:
    sheet = Sheet()
    rows(sheet, 114, *TIERS, step=12)

    assert grid(sheet.read()) == [list(row) for row in TIERS]


def test_amounts_set_to_the_right_are_one_column() -> None:
    sheet = Sheet()
    for y, name, amount in ((100, "Setup", "5.00"), (112, "Support", "1,250.00"), (124, "Hosting", "950.00")):
        sheet.text(80, y, name)
        sheet.canvas.drawRightString(300, 842 - y, amount)

    assert grid(sheet.read()) == [["Setup", "5.00"], ["Support", "1,250.00"], ["Hosting", "950.00"]]


def test_a_second_line_of_a_cell_is_no_row() -> None:
    sheet = Sheet()
    sheet.text(80, 100, "Level").text(220, 100, "Meaning").text(400, 100, "Response")
    sheet.text(80, 118, "1").text(220, 118, "The platform cannot be used by any").text(400, 118, "1 hour").text(
        220, 130, "of the users of the customer"
    )
    sheet.text(80, 148, "2").text(220, 148, "Some parts cannot").text(400, 148, "4 hours")

    assert [row[1] for row in grid(sheet.read())] == [
        "Meaning",
        "The platform cannot be used by any of the users of the customer",
        "Some parts cannot",
    ]


def test_headings_that_stand_close_are_cut_where_the_columns_are() -> None:
    sheet = Sheet()
    sheet.text(80, 100, "Monthly uptime").text(160, 100, "Share of the fee").text(245, 100, "Highest credit")
    rows(sheet, 112, ("99.0%", "5%", "100"), ("98.0%", "10%", "200"), xs=(80, 160, 245), step=12)

    assert grid(sheet.read())[0] == ["Monthly uptime", "Share of the fee", "Highest credit"]


def test_a_list_is_no_table() -> None:
    sheet = Sheet()
    rows(sheet, 100, ("(a)", "planned work"), ("(b)", "attacks"), ("(c)", "acts of the customer"), xs=(72, 120), step=12)

    assert sheet.read().tables == ()


def test_a_table_of_contents_is_no_table() -> None:
    sheet = Sheet()
    rows(sheet, 100, ("1 Scope", "2"), ("2 Credits", "3"), ("3 Claims", "5"), xs=(72, 500), step=12)

    assert sheet.read().tables == ()


def test_terms_with_their_meanings_beside_them_are_sentences() -> None:
    """A term and its meaning are one sentence; a bar between them would hide the definition."""
    sheet = Sheet()
    rows(sheet, 100, ("“Fee”", "means what is paid each month."), ("“Site”", "means the pages of the customer."), xs=(72, 200), step=34)
    document = sheet.read()

    assert document.tables == ()
    assert document.words_of(document.blocks[0]) == "“Fee” means what is paid each month."


def test_a_line_of_dashes_is_a_rule() -> None:
    sheet = Sheet()
    for y in (100, 124, 160):
        sheet.text(72, y, "-" * 70, font="Courier", size=8)
    sheet.text(72, 112, "Uptime", font="Courier", size=8).text(250, 112, "Credit", font="Courier", size=8)
    sheet.text(72, 136, "below 99.9%", font="Courier", size=8).text(250, 136, "10%", font="Courier", size=8)
    sheet.text(72, 148, "below 99.0%", font="Courier", size=8).text(250, 148, "25%", font="Courier", size=8)
    document = sheet.read()

    assert grid(document) == [list(row) for row in TIERS]
    assert "--" not in document.text


def test_a_table_goes_on_over_the_page_without_its_header() -> None:
    sheet = Sheet()
    for page in (TIERS, (TIERS[0], ("below 95.0%", "50%"))):
        rows(sheet, 114, *page)
        for y in range(100, 121 + 20 * (len(page) - 1), 20):
            sheet.rule(72, y, 352, y)
        for x in (72, 212, 352):
            sheet.rule(x, 100, x, 100 + 20 * len(page))
        sheet.next()
    document = sheet.read()

    assert len(document.tables) == 1
    assert grid(document) == [*(list(row) for row in TIERS), ["below 95.0%", "50%"]]
    assert document.blocks[-1].page == 2


def close_figures(*lines: tuple[str, ...]) -> Sheet:
    sheet = Sheet()
    for i, (name, *figures) in enumerate(lines):
        sheet.text(80, 100 + 18 * i, name)
        for k, figure in enumerate(figures):
            sheet.canvas.drawRightString(430 + 28 * k, 842 - 100 - 18 * i, figure)
    return sheet


def test_figures_that_no_gap_parts_are_columns_where_they_stand_below_each_other() -> None:
    """ "100% 95% 90%" above "0% 10% 20%" in one cell each tells nobody what is paid below 95%."""
    lines = (("Share of calls answered", "100%", "95%", "90%", "85%"), ("Rebate of the month", "0%", "10%", "20%", "50%"))

    assert grid(close_figures(*lines).read()) == [list(line) for line in lines]


def test_a_row_with_one_figure_keeps_its_cell_over_the_columns_of_the_others() -> None:
    lines = (
        ("Fee of a year", "", "", "", "$35,000"),
        ("Share of calls", "100%", "95%", "90%", "85%"),
        ("Rebate", "0%", "10%", "20%", "50%"),
    )
    document = close_figures(*lines).read()

    assert grid(document) == [["Fee of a year", *["$35,000"] * 4], *[list(line) for line in lines[1:]]]
    assert document.text.count("$35,000") == 1


def test_words_alike_below_each_other_stay_one_cell() -> None:
    """ "500 GB a month" above "900 GB a month" is one column."""
    sheet = Sheet()
    rows(sheet, 100, ("Small", "500 GB a month"), ("Large", "900 GB a month"), ("Huge", "990 GB a month"), xs=(80, 300))

    assert grid(sheet.read())[0] == ["Small", "500 GB a month"]


def test_a_row_torn_by_a_page_break_has_a_box_on_each_page() -> None:
    """One box around words of two pages would cover a page of other clauses."""
    sheet = Sheet()
    for page, (lines, ys) in enumerate(
        ((TIERS, (100, 120, 140, 160)), ([("and of each", "of the fee"), ("below 95.0%", "50%")], (60, 80, 100)))
    ):
        rows(sheet, ys[0] + 14, *lines, xs=(80, 220))
        for y in ys:
            sheet.rule(72, y, 352, y)
        for x in (72, 212, 352):
            sheet.rule(x, ys[0], x, ys[-1])
        if not page:
            sheet.next()
    document = sheet.read()

    torn = document.blocks[-2]
    assert document.words_of(torn) == "below 99.0% and of each | 25% of the fee"
    assert (torn.page, torn.end_page) == (1, 2)
    assert all(box.bottom - box.top < 20 for box in torn.boxes)
    assert [box.page for box in torn.boxes] == [1, 2, 1, 2]
