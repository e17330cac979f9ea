"""Tagged pages: what their tags call a paragraph, an item or a table, and where the tags themselves mislead."""

from __future__ import annotations

from readers.pdf_sheet import texts
from readers.tagged_sheet import TaggedSheet


def test_tags_say_what_is_a_heading_a_paragraph_and_an_item() -> None:
    words = [(72, 80, "Uptime"), (72, 100, "We keep it up."), (72, 120, "1."), (90, 120, "Every month.")]
    document = TaggedSheet().page(words, [("H1", [0]), ("P", [1]), ("L", [("LI", [("Lbl", [2]), ("LBody", [3])])])]).read()

    assert [(b.kind, b.number, document.words_of(b)) for b in document.blocks] == [
        ("heading", None, "Uptime"),
        ("paragraph", None, "We keep it up."),
        ("item", "1.", "Every month."),
    ]


def test_an_item_that_a_page_break_tore_is_one() -> None:
    """Browsers tag the rest of it as an item again, but without a label; its duties would lose their condition."""
    sheet = TaggedSheet()
    sheet.page(
        [(72, 780, "1."), (90, 780, "The provider credits the fee of each hour in which the service did not answer, and")],
        [("L", [("LI", [("Lbl", [0]), ("LBody", [1])])])],
    )
    sheet.page(
        [(90, 80, "pays it out at the end of the term."), (72, 100, "2."), (90, 100, "Nothing else is due.")],
        [("L", [("LI", [("LBody", [0])]), ("LI", [("Lbl", [1]), ("LBody", [2])])])],
    )
    document = sheet.read()

    assert texts(document) == [
        "The provider credits the fee of each hour in which the service did not answer, and pays it out at the end of the term.",
        "Nothing else is due.",
    ]
    assert (document.blocks[0].page, document.blocks[0].end_page) == (1, 2)


def test_an_item_with_a_label_begins_anew_on_the_next_page() -> None:
    sheet = TaggedSheet()
    sheet.page([(72, 780, "a."), (90, 780, "caused by a strike")], [("L", [("LI", [("Lbl", [0]), ("LBody", [1])])])])
    sheet.page([(72, 80, "b."), (90, 80, "that the customer asked for")], [("L", [("LI", [("Lbl", [0]), ("LBody", [1])])])])

    assert texts(sheet.read()) == ["caused by a strike", "that the customer asked for"]


def test_parts_without_a_name_are_one_paragraph_where_they_share_a_line() -> None:
    """A browser marks the parts of a flattened table so: cut apart, its figures lose their names."""
    words = [(72, 80, "Outage"), (110, 80, "Credit"), (145, 80, "1 hour: 2 days"), (72, 110, "Claims go to the desk.")]
    tree = [("Document", [("Strong", [("NonStruct", [0])]), ("Strong", [("NonStruct", [1])]), ("NonStruct", [2]), ("P", [3])])]

    assert texts(TaggedSheet().page(words, tree).read()) == ["Outage Credit 1 hour: 2 days", "Claims go to the desk."]


def test_a_bold_title_above_a_part_without_a_name_stays_a_title() -> None:
    words = [(72, 80, "Outage Credits"), (72, 92, "We credit two days of the fee for each hour of outage in a month.")]
    tree = [("Document", [("Strong", [0]), ("NonStruct", [1]), ("P", [])])]
    document = TaggedSheet().page([*words, (72, 120, "End.")], [*tree, ("P", [2])]).read()

    assert texts(document) == ["Outage Credits", words[1][2], "End."]


def test_a_frame_around_text_is_no_table() -> None:
    """A box of one column is how a page sets a note apart; its paragraphs are no rows."""
    words = [(72, 80, "Please note"), (72, 100, "Credits end with the term."), (72, 130, "After the box.")]
    tree = [("Table", [("TR", [("TD", [("P", [0]), ("P", [1])])])]), ("P", [2])]
    document = TaggedSheet().page(words, tree).read()

    assert [(b.kind, document.words_of(b)) for b in document.blocks] == [("paragraph", text) for _, _, text in words]
