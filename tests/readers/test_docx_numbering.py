"""Word's automatic numbers: what Word shows is computed, what it does not show is not invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Document
from extractor.readers.docx_formats import formatted

Read = Callable[..., Document]


def p(words: str, number: int | None = None, level: int | None = None, *, style: str = "", more: str = "") -> str:
    """Return a paragraph of list `number` at `level`, or of a style."""
    listed = ""
    if number is not None or level is not None:
        depth = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
        of = f'<w:numId w:val="{number}"/>' if number is not None else ""
        listed = f"<w:numPr>{depth}{of}</w:numPr>"
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{listed}{more}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def lvl(depth: int, text: str, kind: str = "decimal", *, start: int | None = 1, more: str = "") -> str:
    begins = f'<w:start w:val="{start}"/>' if start is not None else ""
    return f'<w:lvl w:ilvl="{depth}">{begins}<w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(key: int, *levels: str, more: str = "", kind: str = "multilevel") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="{kind}"/>{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, *overrides: str) -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def override(depth: int, start: int | None = None, level: str = "") -> str:
    begins = f'<w:startOverride w:val="{start}"/>' if start is not None else ""
    return f'<w:lvlOverride w:ilvl="{depth}">{begins}{level}</w:lvlOverride>'


def style(key: str, *, based: str = "", number: int | None = None, level: int | None = None, kind: str = "paragraph") -> str:
    depth = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
    of = f'<w:numId w:val="{number}"/>' if number is not None else ""
    listed = f"<w:numPr>{depth}{of}</w:numPr>" if depth or of else ""
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{key}"/>{parent}<w:pPr>{listed}</w:pPr></w:style>'


def numbers(document: Document) -> list[str | None]:
    return [block.number for block in document.blocks]


LEGAL = abstract(1, lvl(0, "%1."), lvl(1, "%1.%2"), lvl(2, "(%3)", "lowerLetter"))

CASES: list[tuple[str, str, str, str, list[str | None]]] = [
    (
        "levels count below each other",
        LEGAL + num(1, 1),
        "",
        p("a", 1, 0) + p("b", 1, 1) + p("c", 1, 1) + p("d", 1, 0) + p("e", 1, 1),
        ["1.", "1.1", "1.2", "2.", "2.1"],
    ),
    ("plain paragraphs between do not restart", LEGAL + num(1, 1), "", p("a", 1, 0) + p("x") + p("b", 1, 0), ["1.", None, "2."]),
    ("a level names no list of its own", LEGAL + num(1, 1), "", p("a", 1) + p("b", 1), ["1.", "2."]),
    (
        "lists of one abstract list count on",
        LEGAL + num(1, 1) + num(2, 1),
        "",
        p("a", 1, 0) + p("b", 2, 0) + p("c", 1, 0),
        ["1.", "2.", "3."],
    ),
    (
        "a start override restarts once",
        LEGAL + num(1, 1) + num(2, 1, override(0, 1)),
        "",
        p("a", 1, 0) + p("b", 1, 0) + p("c", 2, 0) + p("d", 2, 0),
        ["1.", "2.", "1.", "2."],
    ),
    ("a start override may start anywhere", LEGAL + num(2, 1, override(0, 7)), "", p("a", 2, 0) + p("b", 2, 0), ["7.", "8."]),
    (
        "a level override changes the format",
        LEGAL + num(2, 1, override(0, None, lvl(0, "%1)", "upperRoman"))),
        "",
        p("a", 2, 0) + p("b", 2, 0),
        ["I)", "II)"],
    ),
    (
        "other abstract lists count apart",
        LEGAL + abstract(2, lvl(0, "%1)", "lowerLetter")) + num(1, 1) + num(2, 2),
        "",
        p("a", 1, 0) + p("b", 2, 0) + p("c", 1, 0) + p("d", 2, 0),
        ["1.", "a)", "2.", "b)"],
    ),
    (
        "a level that never restarts",
        abstract(1, lvl(0, "%1."), lvl(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 1),
        "",
        p("a", 1, 0) + p("b", 1, 1) + p("c", 1, 0) + p("d", 1, 1),
        ["1.", "1)", "2.", "2)"],
    ),
    (
        "a level that restarts after the first only",
        abstract(1, lvl(0, "%1."), lvl(1, "%1.%2"), lvl(2, "(%3)", more='<w:lvlRestart w:val="1"/>')) + num(1, 1),
        "",
        p("a", 1, 0) + p("b", 1, 1) + p("c", 1, 2) + p("d", 1, 1) + p("e", 1, 2) + p("f", 1, 0) + p("g", 1, 2),
        ["1.", "1.1", "(1)", "1.2", "(2)", "2.", "(1)"],
    ),
    ("a level above that never came shows its start", LEGAL + num(1, 1), "", p("a", 1, 1) + p("b", 1, 1), ["1.1", "1.2"]),
    ("the start value counts", abstract(1, lvl(0, "%1.", start=4)) + num(1, 1), "", p("a", 1, 0) + p("b", 1, 0), ["4.", "5."]),
    ("without a start value counting begins at 0", abstract(1, lvl(0, "%1.", start=None)) + num(1, 1), "", p("a", 1, 0), ["0."]),
    (
        "legal numbering shows figures",
        abstract(1, lvl(0, "Article %1", "upperRoman"), lvl(1, "%1.%2", more="<w:isLgl/>")) + num(1, 1),
        "",
        p("a", 1, 0) + p("b", 1, 0) + p("c", 1, 1),
        ["Article I", "Article II", "2.1"],
    ),
    (
        "without it the level above keeps its format",
        abstract(1, lvl(0, "%1", "upperRoman"), lvl(1, "%1.%2")) + num(1, 1),
        "",
        p("a", 1, 0) + p("b", 1, 1),
        ["I", "I.1"],
    ),
    ("figures with zeros", abstract(1, lvl(0, "%1", "decimalZero")) + num(1, 1), "", p("a", 1, 0), ["01"]),
    (
        "a level without places shows its words",
        abstract(1, lvl(0, "Schedule", "none")) + num(1, 1),
        "",
        p("a", 1, 0) + p("b", 1, 0),
        ["Schedule", "Schedule"],
    ),
    (
        "a style brings its number",
        LEGAL + num(1, 1),
        style("Clause", number=1),
        p("a", style="Clause") + p("b", style="Clause"),
        ["1.", "2."],
    ),
    (
        "a style inherits its number",
        LEGAL + num(1, 1),
        style("Clause", number=1, level=1) + style("Own", based="Clause"),
        p("a", 1, 0) + p("b", style="Own"),
        ["1.", "1.1"],
    ),
    (
        "a style inherits the list and names its level",
        LEGAL + num(1, 1),
        style("One", number=1) + style("Two", based="One", level=1),
        p("a", style="One") + p("b", style="Two") + p("c", style="Two"),
        ["1.", "1.1", "1.2"],
    ),
    (
        "a level tied to a style goes before what the style says",
        abstract(1, lvl(0, "%1.", more='<w:pStyle w:val="One"/>'), lvl(1, "%1.%2", more='<w:pStyle w:val="Two"/>')) + num(1, 1),
        style("One", number=1) + style("Two", number=1),
        p("a", style="One") + p("b", style="Two"),
        ["1.", "1.1"],
    ),
    (
        "a paragraph's own level goes before its style's",
        LEGAL + num(1, 1),
        style("One", number=1),
        p("a", style="One") + p("b", 1, 1, style="One"),
        ["1.", "1.1"],
    ),
    (
        "a paragraph takes its number back with list 0",
        LEGAL + num(1, 1),
        style("One", number=1),
        p("a", style="One") + p("b", 0, style="One") + p("c", style="One"),
        ["1.", None, "2."],
    ),
    (
        "a style takes its number back with list 0",
        LEGAL + num(1, 1),
        style("One", number=1) + style("Plain", based="One", number=0),
        p("a", style="One") + p("b", style="Plain"),
        ["1.", None],
    ),
    (
        "a list through a numbering style",
        abstract(1, more='<w:numStyleLink w:val="Legal"/>')
        + abstract(2, lvl(0, "%1)"), more='<w:styleLink w:val="Legal"/>')
        + num(1, 1)
        + num(2, 2),
        style("Legal", number=2, kind="numbering"),
        p("a", 1, 0) + p("b", 1, 0),
        ["1)", "2)"],
    ),
    ("a list that the file does not define", LEGAL, "", p("a", 9, 0), [None]),
    (
        "a level that the list does not define takes that above",
        abstract(1, lvl(0, "%1.")) + num(1, 1),
        "",
        p("a", 1, 0) + p("b", 1, 0),
        ["1.", "2."],
    ),
    (
        "a hidden number is not shown and yet counts",
        abstract(
            1,
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:rPr><w:vanish/></w:rPr></w:lvl>',
            lvl(1, "%1.%2"),
        )
        + num(1, 1),
        "",
        p("a", 1, 0) + p("b", 1, 0) + p("c", 1, 1),
        [None, None, "2.1"],
    ),
    ("an empty numbered paragraph counts", LEGAL + num(1, 1), "", p("a", 1, 0) + p("", 1, 0) + p("c", 1, 0), ["1.", "3."]),
    (
        "an empty paragraph that ends a section does not",
        LEGAL + num(1, 1),
        "",
        p("a", 1, 0) + p("", 1, 0, more="<w:sectPr/>") + p("c", 1, 0),
        ["1.", "2."],
    ),
    (
        "a deleted paragraph does not",
        LEGAL + num(1, 1),
        "",
        p("a", 1, 0) + p("", 1, 0, more='<w:rPr><w:del w:id="1"/></w:rPr>') + p("c", 1, 0),
        ["1.", "2."],
    ),
    (
        "a single-level list has one level",
        abstract(1, lvl(0, "%1."), kind="singleLevel") + num(1, 1),
        "",
        p("a", 1, 0) + p("b", 1, 3),
        ["1.", "2."],
    ),
    ("a bullet is no number", abstract(1, lvl(0, "\uf0b7", "bullet")) + num(1, 1), "", p("a", 1, 0), ["•"]),
    ("a bullet that shows nothing", abstract(1, lvl(0, " ", "bullet")) + num(1, 1), "", p("a", 1, 0), [None]),
    (
        "a bullet above a number leaves no trace",
        abstract(1, lvl(0, "•", "bullet"), lvl(1, "%1%2.")) + num(1, 1),
        "",
        p("a", 1, 0) + p("b", 1, 1),
        ["•", "1."],
    ),
]


@pytest.mark.parametrize(("numbering", "styles", "body", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_numbers_are_those_that_word_shows(read_word: Read, numbering: str, styles: str, body: str, expected: list[str | None]) -> None:
    assert numbers(read_word(body, numbering=numbering, styles=styles)) == expected


def test_a_bullet_makes_an_item_and_a_number_does_not(read_word: Read) -> None:
    """A clause "4.2" is no list item; what a numbered paragraph is, the segmenter decides."""
    document = read_word(
        p("a", 1, 0) + p("b", 2, 0), numbering=abstract(1, lvl(0, "o", "bullet")) + LEGAL.replace('"1"', '"2"', 1) + num(1, 1) + num(2, 2)
    )

    assert [block.kind for block in document.blocks] == ["item", "paragraph"]


def test_a_numbered_heading_stays_a_heading(read_word: Read) -> None:
    heading = style("H1", number=1).replace('<w:name w:val="H1"/>', '<w:name w:val="heading 1"/>')
    [block] = read_word(p("Uptime", style="H1"), numbering=LEGAL + num(1, 1), styles=heading).blocks

    assert (block.kind, block.number, block.heading_level) == ("heading", "1.", 1)


def test_the_depth_is_the_level(read_word: Read) -> None:
    assert [block.depth for block in read_word(p("a", 1, 0) + p("b", 1, 2), numbering=LEGAL + num(1, 1)).blocks] == [0, 2]


def test_text_boxes_and_notes_count_on_their_own(read_word: Read) -> None:
    box = f'<w:p><w:r><w:pict><w:txbxContent>{p("x", 1, 0)}</w:txbxContent></w:pict></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    note = f'<w:footnote w:id="2">{p("y", 1, 0)}</w:footnote>'
    document = read_word(p("a", 1, 0) + box + p("b", 1, 0), numbering=LEGAL + num(1, 1), footnotes=note)

    assert [(document.words_of(block), block.number) for block in document.blocks] == [("a", "1."), ("x", "1."), ("y", "1."), ("b", "2.")]


def field(code: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:tab/></w:r>"
    )


def listed(*paragraphs: tuple[str, str]) -> str:
    return "".join(f"<w:p>{field(code)}<w:r><w:t>{words}</w:t></w:r></w:p>" for code, words in paragraphs)


FIELDS = [
    ("the built-in list of paragraphs", listed((" LISTNUM ", "a"), (" LISTNUM ", "b")), ["1)", "2)"]),
    ("its second level", listed((" LISTNUM NumberDefault \\l 2", "a"), (" LISTNUM NumberDefault \\l 2", "b")), ["a)", "b)"]),
    (
        "the legal list",
        listed((" LISTNUM LegalDefault ", "a"), (" LISTNUM LegalDefault \\l 2", "b"), (" LISTNUM LegalDefault ", "c")),
        ["1.", "1.1.", "2."],
    ),
    ("the outline list", listed((" LISTNUM OutlineDefault ", "a"), (" LISTNUM OutlineDefault \\l 2 \\s 3", "b")), ["I.", "C."]),
    ("automatic numbers", listed((" AUTONUM ", "a"), (" AUTONUM ", "b")), ["1.", "2."]),
]


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in FIELDS], ids=[case[0] for case in FIELDS])
def test_fields_that_word_numbers_itself_are_numbered(read_word: Read, body: str, expected: list[str]) -> None:
    """Word keeps no result of these fields in the file."""
    assert numbers(read_word(body)) == expected


def test_a_named_list_counts_with_its_fields(read_word: Read) -> None:
    """German templates number headings by style and the clauses below by LISTNUM, in one list."""
    named = abstract(1, lvl(0, "%1."), lvl(1, "%1.%2"), more='<w:name w:val="Clauses"/>')
    body = (
        p("a", 1, 0)
        + listed((" LISTNUM Clauses \\l 2 ", "b"), (" LISTNUM Clauses \\l 2 ", "c"))
        + p("d", 1, 0)
        + listed((" LISTNUM Clauses \\l 2", "e"))
    )

    assert numbers(read_word(body, numbering=named + num(1, 1))) == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_a_field_number_inside_a_sentence_stays_in_it(read_word: Read) -> None:
    counted = field(" LISTNUM ")
    document = read_word(
        f"<w:p><w:r><w:t>either</w:t></w:r>{counted}<w:r><w:t>credits or</w:t></w:r>{counted}<w:r><w:t>refunds</w:t></w:r></w:p>"
    )

    assert [document.words_of(block) for block in document.blocks] == ["either 1) credits or 2) refunds"]


def test_a_number_inside_another_field_s_code_is_neither_shown_nor_counted(read_word: Read) -> None:
    hidden = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>{field(" LISTNUM ")}'
    hidden += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    assert numbers(read_word(f"<w:p>{hidden}<w:r><w:t>a</w:t></w:r></w:p>" + listed((" LISTNUM ", "b")))) == [None, "1)"]


def test_numbers_in_cells_stand_in_the_cell(read_word: Read) -> None:
    """A column of automatic numbers names the severity levels."""
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    body = "<w:tbl>" + row.format(p("", 1, 0), p("critical")) + row.format(p("", 1, 0), p("high")) + "</w:tbl>"
    document = read_word(body, numbering=LEGAL + num(1, 1))

    assert [document.words_of(block) for block in document.blocks] == ["1. | critical", "2. | high"]


FORMATS = [
    (1, "decimal", "1"),
    (27, "lowerLetter", "aa"),
    (52, "upperLetter", "ZZ"),
    (53, "lowerLetter", "aaa"),
    (0, "lowerLetter", "0"),
    (49, "upperRoman", "XLIX"),
    (3999, "lowerRoman", "mmmcmxcix"),
    (4000, "lowerRoman", "4000"),
    (11, "ordinal", "11th"),
    (22, "ordinal", "22nd"),
    (12, "ordinalText", "Twelfth"),
    (45, "cardinalText", "Forty-five"),
    (110, "cardinalText", "One hundred ten"),
    (5, "chicago", "**"),
    (7, "decimalZero3", "007"),
    (3, "ideographDigital", "3"),
]


@pytest.mark.parametrize(("value", "style", "expected"), FORMATS)
def test_formats_are_those_of_word(value: int, style: str, expected: str) -> None:
    assert formatted(value, style) == expected
