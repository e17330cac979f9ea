"""Word: what a reader of the page sees is what the document holds, once and in order."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx as python_docx
import pytest

from extractor.document import Document
from extractor.readers import docx
from extractor.readers.source import DEFAULT_SETTINGS, Source

Read = Callable[..., Document]


def p(inside: str, properties: str = "") -> str:
    """Return a paragraph: runs, or plain words that become one run."""
    runs = inside if inside.startswith("<") else t(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def t(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


BR = "<w:r><w:br/></w:r>"


def texts(document: Document) -> list[str]:
    return [document.words_of(block) for block in document.blocks]


INSIDE = [
    (
        "a raised figure does not lengthen a number",
        t("within 30") + t("2", '<w:vertAlign w:val="superscript"/>') + t(" days") + t("th", '<w:vertAlign w:val="superscript"/>'),
        "within 30² daysth",
    ),
    ("runs are joined without a space", t("avail") + t("ability"), "availability"),
    ("a tab is a space", "<w:r><w:t>1.</w:t><w:tab/><w:t>Uptime</w:t></w:r>", "1. Uptime"),
    ("a line break is a space", "<w:r><w:t>monthly</w:t><w:br/><w:t>fee</w:t></w:r>", "monthly fee"),
    ("a hyphen that does not break stays", "<w:r><w:t>24</w:t><w:noBreakHyphen/><w:t>hour</w:t></w:r>", "24-hour"),
    ("a hyphen that only may break goes", "<w:r><w:t>avail</w:t><w:softHyphen/><w:t>ability</w:t></w:r>", "availability"),
    ("a symbol is what it shows", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + t(" 99.9%"), "≥ 99.9%"),
    ("a typed private character is what it shows", t("\uf0b3 99.9%"), "≥ 99.9%"),
    ("a hyperlink's words stay", f'{t("see ")}<w:hyperlink r:id="x">{t("the status page")}</w:hyperlink>', "see the status page"),
    (
        "smart tags and custom XML are transparent",
        f"<w:smartTag>{t('Dublin')}</w:smartTag><w:customXml>{t(', Ireland')}</w:customXml>",
        "Dublin, Ireland",
    ),
    (
        "a content control in a line is transparent",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{t('99.9%')}</w:sdtContent></w:sdt>{t(' uptime')}",
        "99.9% uptime",
    ),
    ("a simple field shows its result", f'<w:fldSimple w:instr=" REF a ">{t("Section 4")}</w:fldSimple>', "Section 4"),
    ("hidden words are not seen", t("the Service") + t(" (draft)", "<w:vanish/>"), "the Service"),
    ("hidden may be taken back", t("the Service", '<w:vanish w:val="0"/>'), "the Service"),
    (
        "ruby text keeps its base",
        "<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "base",
    ),
    (
        "comments leave no mark",
        t("credit") + '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>' + t(" note"),
        "credit note",
    ),
]


@pytest.mark.parametrize(("inside", "expected"), [case[1:] for case in INSIDE], ids=[case[0] for case in INSIDE])
def test_a_paragraph_reads_as_it_is_seen(read_word: Read, inside: str, expected: str) -> None:
    assert texts(read_word(p(inside))) == [expected]


def complex_field(code: str, result: str | None) -> str:
    parts = ['<w:r><w:fldChar w:fldCharType="begin"/></w:r>', f"<w:r><w:instrText>{code}</w:instrText></w:r>"]
    if result is not None:
        parts += ['<w:r><w:fldChar w:fldCharType="separate"/></w:r>', result]
    return "".join([*parts, '<w:r><w:fldChar w:fldCharType="end"/></w:r>'])


def test_a_field_shows_its_result_and_never_its_code(read_word: Read) -> None:
    inside = t("see Section ") + complex_field(" REF _Ref1 \\r \\h ", t("4.2")) + t(" below")

    assert texts(read_word(p(inside))) == ["see Section 4.2 below"]


def test_a_field_inside_a_field_code_is_not_shown(read_word: Read) -> None:
    """IF fields hold other fields in their code; their results are no words of the document."""
    inner = complex_field(" MERGEFIELD plan ", t("Gold"))
    parts = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>{inner}'
    parts += f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{t("24x7 support")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    assert texts(read_word(p(parts))) == ["24x7 support"]


def test_a_field_that_never_ends_does_not_swallow_the_document(read_word: Read) -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'

    assert texts(read_word(p(t("one") + broken) + p("two"))) == ["one", "two"]


def test_a_prompt_button_shows_its_words(read_word: Read) -> None:
    """Templates put "[Insert name]" into a MACROBUTTON; without it a blank looks like a finished sentence."""
    inside = t("Provider: ") + complex_field(" MACROBUTTON NoMacro [Insert name] ", None)

    assert texts(read_word(p(inside))) == ["Provider: [Insert name]"]


def test_two_line_breaks_or_a_page_break_end_the_paragraph(read_word: Read) -> None:
    inside = '<w:r><w:t>one</w:t><w:br/><w:br/><w:t>two</w:t><w:br w:type="page"/><w:t>three</w:t></w:r>'

    assert texts(read_word(p(inside))) == ["one", "two", "three"]


BROKEN = [
    ("a title above its words", t("Credits", "<w:b/>") + BR + t("We pay 10%."), ["Credits", "We pay 10%."]),
    ("tiers, one a line", BR.join(map(t, ("Below 99.9%: 10%", "Below 99.0%: 25%"))), ["Below 99.9%: 10%", "Below 99.0%: 25%"]),
    ("words that lead on", t("The customer is then paid:") + BR + t("a tenth"), ["The customer is then paid:", "a tenth"]),
    ("an address", BR.join(map(t, ("Acme Ltd", "1 Main Street", "Dublin"))), ["Acme Ltd 1 Main Street Dublin"]),
    ("a name and its address", t("Mail:") + BR + t("help@acme.example"), ["Mail: help@acme.example"]),
    (
        "what leads to an address",
        t("Write to us in case of doubt at:") + BR + t("help@acme.example"),
        ["Write to us in case of doubt at: help@acme.example"],
    ),
    ("the head of a document", BR.join(map(t, ("Date: 9 May 2024", "Version: 1.0"))), ["Date: 9 May 2024 Version: 1.0"]),
    ("levels with their times", BR.join(map(t, ("High – 4 hours", "Low – 2 days"))), ["High – 4 hours", "Low – 2 days"]),
    ("bold on both sides", t("Service", "<w:b/>") + BR + t("Credits", "<w:b/>"), ["Service Credits"]),
]


@pytest.mark.parametrize(("inside", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_mere_line_break_parts_what_stands_for_itself(read_word: Read, inside: str, expected: list[str]) -> None:
    """Run together, "10% Below 99.0%" pays for the wrong tier."""
    assert texts(read_word(p(inside))) == expected


@pytest.mark.parametrize("how", ["strike", "dstrike"])
def test_words_struck_out_by_hand_are_left_out_with_a_notice(read_word: Read, how: str) -> None:
    """Parties who negotiate without tracked changes strike the old figure and type the new one behind it."""
    document = read_word(p(t("The credit is ") + t("10%", f"<w:{how}/>") + t(" 15% of the fee") + t(".", f'<w:{how} w:val="0"/>')))

    assert document.text == "The credit is 15% of the fee."
    assert [notice.code for notice in document.warnings] == ["struck_text"]


def test_a_line_break_before_a_typed_number_ends_the_paragraph(read_word: Read) -> None:
    inside = "<w:r><w:t>The service excludes:</w:t><w:br/><w:t>(a) maintenance;</w:t><w:br/><w:t>(b) force majeure.</w:t></w:r>"

    assert texts(read_word(p(inside))) == ["The service excludes:", "(a) maintenance;", "(b) force majeure."]


def test_inserted_words_are_read_and_deleted_words_are_not(read_word: Read) -> None:
    """python-docx alone drops what was inserted: the promise of the newest draft would be lost."""
    inside = (
        t("uptime of ")
        + f'<w:ins w:id="1">{t("99.95%")}</w:ins><w:del w:id="2"><w:r><w:delText>99.9%</w:delText></w:r></w:del>'
        + t(" a month")
    )
    document = read_word(p(inside))

    assert texts(document) == ["uptime of 99.95% a month"]
    assert [notice.code for notice in document.warnings] == ["tracked_changes"]


def test_moved_words_stand_where_they_went(read_word: Read) -> None:
    body = p(f'<w:moveFrom w:id="1">{t("Credits.")}</w:moveFrom>') + p("Uptime.") + p(f'<w:moveTo w:id="2">{t("Credits.")}</w:moveTo>')

    assert texts(read_word(body)) == ["Uptime.", "Credits."]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(read_word: Read) -> None:
    body = p("We credit 10% ", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("of the monthly fee.")

    assert texts(read_word(body)) == ["We credit 10% of the monthly fee."]


def test_a_style_separator_keeps_title_and_sentence_on_one_line(read_word: Read) -> None:
    body = p(t("Service Credits.", "<w:b/>"), "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p(t(" We credit 10% of the fee."))
    document = read_word(body)

    assert texts(document) == ["Service Credits. We credit 10% of the fee."]
    assert [span.of(document.text) for span in document.blocks[0].bold] == ["Service Credits."]


def test_a_document_without_changes_has_no_notice(read_word: Read) -> None:
    assert read_word(p("Uptime")).warnings == ()


def test_notes_follow_the_paragraph_that_refers_to_them(read_word: Read) -> None:
    """The mark is left out: "99.9%¹" would read as 99.9%1."""
    note = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2">{}</w:footnote>'
    body = p(t("99.9%") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + t(" uptime")) + p("Support")
    document = read_word(body, footnotes=note.format(p("<w:r><w:footnoteRef/></w:r>" + t("Measured monthly."))))

    assert texts(document) == ["99.9% uptime", "Measured monthly.", "Support"]


def test_endnotes_are_read_where_they_are_referred_to(read_word: Read) -> None:
    body = p(t("credit") + '<w:r><w:endnoteReference w:id="1"/></w:r>')

    assert texts(read_word(body, endnotes=f'<w:endnote w:id="1">{p("capped")}</w:endnote>')) == ["credit", "capped"]


def test_headers_and_footers_are_furniture(read_word: Read) -> None:
    document = read_word(p("Uptime"), header=p("Acme SLA"), footer=p(t("Page ") + complex_field(" PAGE ", t("1"))))

    assert texts(document) == ["Uptime"]
    assert document.furniture == ("Acme SLA", "Page 1")


def test_a_text_box_is_read_once(read_word: Read) -> None:
    """Word writes each text box twice, for new and for old programs."""
    box = "<w:txbxContent>" + p("Target: 99.9%") + "</w:txbxContent>"
    drawing = f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>{fallback}</mc:AlternateContent>'

    assert texts(read_word(p(f"<w:r>{both}</w:r>" + t("Summary")))) == ["Summary", "Target: 99.9%"]


def test_an_old_text_box_without_alternatives_is_read(read_word: Read) -> None:
    body = p("<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + p("Gold plan") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")

    assert texts(read_word(body)) == ["Gold plan"]


def test_block_content_controls_are_read_in_place(read_word: Read) -> None:
    assert texts(read_word(p("one") + f"<w:sdt><w:sdtContent>{p('two')}</w:sdtContent></w:sdt>" + p("three"))) == ["one", "two", "three"]


def test_a_table_of_contents_is_furniture(read_word: Read) -> None:
    """Its lines repeat every heading, with page numbers for text."""
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    styles = '<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>'
    body = (
        f"<w:sdt>{gallery}<w:sdtContent>{p('Uptime 1')}</w:sdtContent></w:sdt>"
        + p("Credits 2", '<w:pStyle w:val="Verzeichnis1"/>')
        + p("Uptime")
    )
    document = read_word(body, styles=styles)

    assert texts(document) == ["Uptime"]
    assert document.furniture == ("Uptime 1", "Credits 2")


def test_an_equation_is_read_on_one_line(read_word: Read) -> None:
    def r(words: str) -> str:
        return f"<m:r><m:t>{words}</m:t></m:r>"

    formula = f"<m:oMath>{r('Uptime = ')}<m:f><m:num>{r('total - down')}</m:num><m:den>{r('total')}</m:den></m:f>{r(' × 100')}</m:oMath>"

    assert texts(read_word(p(formula))) == ["Uptime = (total - down) / total × 100"]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Klausel"><w:name w:val="Clause Title"/><w:basedOn w:val="berschrift2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Nicht"><w:name w:val="Not one"/><w:basedOn w:val="berschrift2"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)
HEADINGS = [
    ("Word's own heading style, whatever its id", '<w:pStyle w:val="berschrift2"/>', 2),
    ("a style based on it", '<w:pStyle w:val="Klausel"/>', 2),
    ("the title", '<w:pStyle w:val="Titel"/>', 1),
    ("an outline level of its own", '<w:outlineLvl w:val="2"/>', 3),
    ("an outline level that takes it back", '<w:pStyle w:val="Nicht"/>', None),
    ("a style that the file does not define", '<w:pStyle w:val="Heading1"/>', None),
    ("no style", "", None),
]


@pytest.mark.parametrize(("properties", "level"), [case[1:] for case in HEADINGS], ids=[case[0] for case in HEADINGS])
def test_a_heading_is_told_by_its_style(read_word: Read, properties: str, level: int | None) -> None:
    [block] = read_word(p("Service Credits", properties), styles=STYLES).blocks

    assert block.heading_level == level
    assert block.kind == ("paragraph" if level is None else "heading")


def test_a_long_sentence_in_a_heading_style_is_a_clause(read_word: Read) -> None:
    """Legal templates number whole clauses with heading styles."""
    words = "The Provider shall make the Service available at least 99.9% of the time in each calendar month."
    [block] = read_word(p(words, '<w:pStyle w:val="berschrift2"/>'), styles=STYLES).blocks

    assert (block.kind, block.heading_level) == ("paragraph", None)


def test_a_cyclic_style_is_read_as_far_as_it_goes(read_word: Read) -> None:
    one = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="x"/><w:basedOn w:val="{}"/></w:style>'
    document = read_word(p("Uptime", '<w:pStyle w:val="a"/>'), styles=one.format("a", "b") + one.format("b", "a"))

    assert texts(document) == ["Uptime"]


LOOKS = [
    ("bold by its runs", t("Uptime", "<w:b/>"), "", {"bold": True}),
    ("bold by the paragraph's style", t("Uptime"), '<w:pStyle w:val="Klausel"/>', {"bold": True}),
    ("bold twice is plain, as Word shows it", t("Uptime", '<w:rStyle w:val="Strong"/>'), '<w:pStyle w:val="Klausel"/>', {"bold": False}),
    ("bold taken back by the run", t("Uptime", '<w:b w:val="false"/>'), '<w:pStyle w:val="Klausel"/>', {"bold": False}),
    ("partly bold is not bold", t("Uptime", "<w:b/>") + t(" is promised"), "", {"bold": False}),
    ("size in points", t("Uptime", '<w:sz w:val="28"/>'), "", {"size": 14.0}),
    ("centred", t("Uptime"), '<w:jc w:val="center"/>', {"centered": True}),
    ("indented", t("Uptime"), '<w:ind w:left="720" w:hanging="360"/>', {"indent": 18.0}),
    ("indented in strict units", t("Uptime"), '<w:ind w:start="1in"/>', {"indent": 72.0}),
    ("spaced", t("Uptime"), '<w:spacing w:before="240"/>', {"space_above": 12.0}),
    ("italic and underlined", t("Uptime", '<w:i/><w:u w:val="single"/>'), "", {"italic": True, "underlined": True}),
    ("underlined with nothing", t("Uptime", '<w:u w:val="none"/>'), "", {"underlined": False}),
]


@pytest.mark.parametrize(("inside", "properties", "expected"), [case[1:] for case in LOOKS], ids=[case[0] for case in LOOKS])
def test_the_look_is_what_word_shows(read_word: Read, inside: str, properties: str, expected: dict[str, object]) -> None:
    [block] = read_word(p(inside, properties), styles=STYLES).blocks

    assert {name: getattr(block.look, name) for name in expected} == expected


def test_bold_passages_are_spans_of_the_text(read_word: Read) -> None:
    document = read_word(p("The first.") + p(t("“") + t("Downtime", "<w:b/>") + t("” means minutes.")))

    assert [span.of(document.text) for span in document.blocks[1].bold] == ["Downtime"]


def test_a_file_of_python_docx_is_read(read_word: Read) -> None:
    made = python_docx.Document()
    made.add_heading("Uptime", 1)
    made.add_paragraph("99.9% a month", style="List Bullet")
    made.add_paragraph("First", style="List Number")
    made.core_properties.title = "Acme SLA"
    memory = io.BytesIO()
    made.save(memory)
    document = docx.read(Source("a.docx", memory.getvalue()), DEFAULT_SETTINGS)

    assert [(b.kind, b.number, document.words_of(b)) for b in document.blocks] == [
        ("heading", None, "Uptime"),
        ("item", "•", "99.9% a month"),
        ("paragraph", "1.", "First"),
    ]
    assert document.title == "Acme SLA"
