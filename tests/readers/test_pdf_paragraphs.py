"""Pages without tags: where a paragraph ends, what opens an item, how a piece is set."""

from __future__ import annotations

import pytest
from readers.pdf_sheet import Sheet, texts
from reportlab.lib.utils import simpleSplit

FIRST = "The provider keeps the platform ready for use at all hours of the day and answers each report of a fault that the customer sends to the desk."
SECOND = "Credits are given on the next invoice once the customer has asked for them, and are never paid out in money or moved to another account."


def test_lines_that_fill_their_column_are_one_paragraph() -> None:
    sheet = Sheet()
    sheet.flow(100, FIRST)

    assert texts(sheet.read()) == [FIRST]


def test_white_above_a_line_begins_a_paragraph() -> None:
    sheet = Sheet()
    sheet.flow(sheet.flow(100, FIRST) + 8, SECOND)

    assert texts(sheet.read()) == [FIRST, SECOND]


def test_a_line_with_room_for_the_next_word_ends_a_paragraph() -> None:
    """Without space between paragraphs the short last line is the only sign."""
    sheet = Sheet()
    sheet.flow(sheet.flow(100, FIRST), SECOND)

    assert texts(sheet.read()) == [FIRST, SECOND]


def test_a_first_line_indent_begins_a_paragraph() -> None:
    sheet = Sheet()
    filled = " ".join([FIRST] * 2)
    lines = simpleSplit(filled, "Helvetica", 10, 450)
    full = " ".join(lines[:2]).rsplit(" ", 1)[0] + " end."
    y = sheet.flow(100, full)
    sheet.flow(y, SECOND, first=18)

    assert texts(sheet.read()) == [full, SECOND]


def test_a_line_ended_on_purpose_that_goes_on_in_small_letters_is_no_end() -> None:
    sheet = (
        Sheet()
        .text(72, 100, "Faults are reported at")
        .text(72, 112, "support.example.com by the customer, who names the service concerned and the hour at which")
    )
    sheet.text(72, 124, "it was first seen to fail.")

    assert len(sheet.read().blocks) == 1


def test_a_block_set_narrower_than_its_column_is_one_paragraph() -> None:
    """A quotation set in on both sides would otherwise fall apart into its lines."""
    sheet = Sheet()
    y = sheet.flow(100, FIRST + " " + SECOND)
    sheet.flow(y + 12, SECOND + " " + FIRST, x=140, width=300)

    assert texts(sheet.read()) == [f"{FIRST} {SECOND}", f"{SECOND} {FIRST}"]


@pytest.mark.parametrize("mark", ["1.", "(a)", "iv.", "2.3", "B.", "§"])
def test_a_number_at_the_start_of_a_line_opens_an_item(mark: str) -> None:
    sheet = Sheet()
    sheet.flow(100, "The customer receives for each of these a credit:")
    sheet.flow(112, f"{mark} The first failure in a month.")

    assert texts(sheet.read())[1] == f"{mark} The first failure in a month."


def test_a_number_in_brackets_that_a_line_break_brought_to_the_front_opens_nothing() -> None:
    """ "… within thirty / (30) days" is one sentence."""
    sheet = Sheet()
    lines = (
        "A claim is lost unless the customer sends it to the desk of the provider within thirty",
        "(30) days of the failure to which it refers, together with the reports that show it and",
        "the hours at which it began and ended.",
    )
    for i, line in enumerate(lines):
        sheet.text(72, 100 + 12 * i, line)

    assert len(sheet.read().blocks) == 1


def test_items_that_count_on_are_items_of_their_own_though_the_lines_above_are_full() -> None:
    sheet = Sheet()
    for i, line in enumerate(
        (
            "1. Time spent on research of services not named in this list",
            "2. Time spent on talks with others about services named",
            "3. Time spent on travel",
        )
    ):
        sheet.text(90, 100 + 12 * i, line)

    assert [text[:2] for text in texts(sheet.read())] == ["1.", "2.", "3."]


@pytest.mark.parametrize("mark", ["•", "-", "o", "–"])
def test_a_bullet_with_white_behind_it_is_taken_off_its_item(mark: str) -> None:
    sheet = (
        Sheet()
        .text(72, 100, "Excluded are:")
        .text(90, 112, mark)
        .text(108, 112, "Planned work")
        .text(90, 124, mark)
        .text(108, 124, "Attacks")
    )
    document = sheet.read()

    assert [(block.kind, block.number, document.words_of(block)) for block in document.blocks[1:]] == [
        ("item", "•", "Planned work"),
        ("item", "•", "Attacks"),
    ]


def test_a_bullet_drawn_as_a_shape_opens_an_item() -> None:
    """Browsers draw the discs of a list; without them the items run together."""
    sheet = Sheet().text(72, 90, "Excluded are:")
    for y, words in ((112, "Planned work"), (124, "Attacks")):
        sheet.canvas.circle(94, 842 - y + 3, 1.5, fill=1)
        sheet.text(104, y, words)
    document = sheet.read()

    assert [(block.kind, document.words_of(block)) for block in document.blocks] == [
        ("paragraph", "Excluded are:"),
        ("item", "Planned work"),
        ("item", "Attacks"),
    ]


def test_a_shape_inside_a_line_is_no_bullet() -> None:
    sheet = Sheet().text(72, 112, "Press").text(112, 112, "to go on with the order of the service now and at any time")
    sheet.canvas.circle(104, 842 - 112 + 3, 1.5, fill=1)

    assert texts(sheet.read()) == ["Press to go on with the order of the service now and at any time"]


def test_a_change_of_size_begins_a_block_and_is_told() -> None:
    sheet = Sheet().text(72, 100, "Service Credits", size=14, font="Helvetica-Bold")
    sheet.flow(114, FIRST)
    heading, body = sheet.read().blocks

    assert heading.look is not None
    assert body.look is not None
    assert (heading.look.size, heading.look.bold) == (14, True)
    assert (body.look.size, body.look.bold) == (10, False)


def test_a_bold_title_on_its_own_line_is_a_block_of_its_own() -> None:
    sheet = Sheet().text(72, 100, "Service Credits", font="Helvetica-Bold")
    sheet.flow(112, FIRST)

    assert texts(sheet.read()) == ["Service Credits", FIRST]


def test_bold_words_inside_a_paragraph_are_spans_of_it() -> None:
    sheet = Sheet().text(72, 100, "Uptime.", font="Helvetica-Bold").text(115, 100, "The service is up.")
    document = sheet.read()

    assert [span.of(document.text) for span in document.blocks[0].bold] == ["Uptime."]


def test_a_centred_title_over_two_lines_is_one_block() -> None:
    sheet = Sheet()
    for y, words in ((100, "AGREEMENT ON THE SUPPORT OF THE PLATFORM"), (112, "AND ITS SCHEDULES")):
        sheet.canvas.setFont("Helvetica", 10)
        sheet.canvas.drawCentredString(297, 842 - y, words)
    sheet.flow(150, FIRST)
    title = sheet.read().blocks[0]

    assert title.look is not None
    assert title.look.centered


def test_entries_of_a_table_of_contents_stay_apart() -> None:
    sheet = Sheet()
    for i, title in enumerate(("1 Scope", "2 Credits", "3 Claims")):
        sheet.text(72, 100 + 12 * i, title + " " + "." * (150 - 2 * len(title)) + f" {i + 2}")

    assert [text[:3] for text in texts(sheet.read())] == ["1 S", "2 C", "3 C"]


def test_a_superscript_stays_in_its_line() -> None:
    sheet = Sheet().text(72, 100, "The 5").text(98, 96, "th", size=6).text(106, 100, "day of the month is the day of payment.")

    assert len(sheet.read().blocks) == 1


def test_a_clause_whose_lines_step_out_to_the_margin_is_one_paragraph() -> None:
    """Filings set the first line of "4. Fees" in by an inch; a line that happens to open with a name is no clause of its own."""
    sheet = Sheet()
    for y, (x, line) in enumerate(
        [
            (132, "4. Fees. The customer pays the fee of each month on the first day of the one that follows the"),
            (72, "Effective Date, and for as long as the provider keeps the platform ready for use by it, whatever the"),
            (72, "Order says of other fees."),
            (132, "5. Suspension. The provider may suspend the platform after a notice of ten days. In this case the"),
            (72, "Customer keeps its data."),
        ]
    ):
        sheet.text(x, 100 + 12 * y, line, size=10 if x == 72 else 9.5)

    assert [text[:12] for text in texts(sheet.read())] == ["4. Fees. The", "5. Suspensio"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Offers are weighed by the rules that the buying office has made known for this purpose in Part", "25."),
        ("What the provider owes for a platform that fails more often than that is told in Sections 9 and", "10. This holds for all."),
        ("A month of service counts as kept when the share of calls that were answered in time is at least", "99.5 percent of them."),
    ],
)
def test_a_number_that_the_line_above_leads_to_opens_no_item(above: str, below: str) -> None:
    """ "Part / 25." read as item 25 would leave a reference without its number."""
    sheet = Sheet().text(72, 100, above).text(72, 112, below).text(72, 136, FIRST[:107])

    assert texts(sheet.read())[0] == f"{above} {below}"


@pytest.mark.parametrize("above", ["The services that this agreement covers, and their schedule", "The parties agree as follows:"])
def test_a_number_below_a_short_line_opens_an_item(above: str) -> None:
    sheet = Sheet().text(72, 100, above).text(72, 112, "1. Hosting of the platform and its data.")
    sheet.flow(136, FIRST)

    assert texts(sheet.read())[:2] == [above, "1. Hosting of the platform and its data."]


def test_the_name_of_a_schedule_is_not_joined_with_its_title() -> None:
    sheet = Sheet().text(278, 80, "Schedule C").text(268, 94, "Prices of the plans").text(72, 108, "Fees of a year")
    document = sheet.read()

    assert texts(document)[:2] == ["Schedule C", "Prices of the plans"]
