"""Reports: what a document says is shown as it is, and does nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from extractor import record
from extractor.comparison import Cell, Column, Comparison, Quote, Row, compare
from extractor.comparison.summary import Line, Section, Summary
from extractor.reports import REPORTS, render, summary_html
from extractor.reports.charts import Curve, bars, curves
from extractor.reports.safe import markdown_cell, printable, spreadsheet_cell
from extractor.reports.terminal import render as render_terminal
from extractor.reports.terminal import summary

Build = Callable[..., record.Agreement]

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></table><h1>x</h1>",
    "</style></script>",
    "&lt;b&gt; & &amp;",
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-1-1",
    "@SUM(A1)",
    "\t=1+1",
    "  =1+1",
    "\r\n=1+1",
    "a | b",
    "a\n| --- |\n| b |",
    "[x](javascript:alert(1))",
    "![x](http://x/y.png)",
    "**bold** _it_ `code` ~~no~~",
    "# heading",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b2J",
    "a\rb\x08\x08c",
    "left\u202etfel\u202c",
    "zero\u2028line",
    "[bold red]markup[/]",
    ":smile:",
    "\x00null",
    "\ud800",
]
"""What a document may hold, written by someone who knows where it will be shown."""


def comparison(words: str) -> Comparison:
    """Return a comparison in which everything that may come from a document is `words`."""
    quote = Quote(words, words, 3)
    cells = (
        Cell(words, value=1.0, quotes=(quote,), mark="best"),
        Cell(words, value=2.0, quotes=(quote,), mark="worst"),
        Cell("", "not_found", quotes=(quote,)),
        Cell("", "not_stated"),
    )
    columns = tuple(Column(words, words, words, words) for _ in cells)
    rows = tuple(Row(key, label, "Promise", "higher", cells) for key, label in (("uptime", "Promised uptime"), ("downtime", "Downtime")))
    return Comparison(columns, rows)


class Page(HTMLParser):
    """Collect what a browser would see: elements, attributes, words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


HARMLESS = Page(render(comparison("harmless"), "html"))


@pytest.mark.parametrize("words", NASTY)
def test_html_shows_words_as_words(words: str) -> None:
    """A contract that runs a script in the buyer's browser reads all the others."""
    page = Page(render(comparison(words), "html"))

    assert page.elements == HARMLESS.elements
    assert [name for name, _ in page.attributes] == [name for name, _ in HARMLESS.attributes]
    assert printable(words).split() == [] or printable(words) in page.words


def test_html_loads_nothing_and_allows_nothing_else() -> None:
    page = render(comparison("https://tracker.example/x.png"), "html")

    assert "default-src 'none'" in page
    assert not re.search(r"\b(?:src|href|action|data)=", page)
    assert not {"img", "link", "iframe", "object", "form", "base"} & set(Page(page).elements)


@pytest.mark.parametrize("words", NASTY)
def test_markdown_keeps_one_table_with_its_cells(words: str) -> None:
    """A "|" in a clause moves every figure one column to the right."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).enable("table").parse(render(comparison(words), "markdown"))
    kinds = [token.type for token in tokens]
    inside = [child.type for token in tokens if token.children for child in token.children]

    assert kinds.count("table_open") == 1
    assert kinds.count("tr_open") == 3
    assert kinds.count("th_open") == 5
    assert kinds.count("td_open") == 10
    assert kinds.count("heading_open") == 1
    assert set(inside) <= {"text", "em_open", "em_close", "text_special"}


@pytest.mark.parametrize("words", NASTY)
def test_markdown_shows_words_as_written(words: str) -> None:
    [first, *_] = [
        t for t in MarkdownIt("gfm-like", {"linkify": False}).parse(f"| {markdown_cell(words)} |\n| --- |") if t.type == "inline"
    ] or [None]

    said = "".join(child.content for child in first.children) if first and first.children else ""
    assert said.split() == printable(words).split()


@pytest.mark.parametrize("words", NASTY)
def test_csv_has_no_formula_and_keeps_its_lines(words: str) -> None:
    """A spreadsheet runs a cell that begins with "="."""
    lines = list(csv.DictReader(io.StringIO(render(comparison(words), "csv"))))

    assert len(lines) == 8
    assert all(set(line) == set(lines[0]) and None not in line for line in lines)
    for line in lines:
        for value in line.values():
            assert not value.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")), value
            assert not re.search(r"[\x00-\x1f\x7f-\x9f]", value)


@pytest.mark.parametrize("words", NASTY)
@pytest.mark.parametrize("colour", [False, True])
def test_the_terminal_gets_no_sequences_of_a_document(words: str, *, colour: bool) -> None:
    """ "\\x1b]0;…" in a clause renames the window; "\\x1b[2J" clears it."""
    text = render_terminal(comparison(words), width=100, colour=colour)
    ours = re.sub(r"\x1b\[[\d;]*m", "", text) if colour else text

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ours)
    if not colour:
        assert "\x1b" not in text


@pytest.mark.parametrize("words", NASTY)
def test_a_summary_gets_no_sequences_of_a_document(words: str) -> None:
    line = Line(words, (Quote(words, words, 1),))
    summed = Summary(words, words, (("Provider", words),), (Section("Paid", (line,)), Section("Claim", (), words)), (words,))

    text = summary(summed, width=100, quotes=True)

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_markup_of_the_terminal_library_is_shown_as_written() -> None:
    """ "[Customer]" in brackets is a blank of a template, not a colour."""
    text = render_terminal(comparison("[red]x[/red] :smile:"), width=200)

    assert "[red]x[/red] :smile:" in text


@pytest.mark.parametrize("words", NASTY)
def test_json_holds_the_words_exactly(words: str) -> None:
    text = render(comparison(words), "json")

    assert json.loads(text)["rows"][0]["cells"][0]["text"] == words


@given(st.text())
def test_printable_text_has_no_control_signs(text: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", printable(text))
    assert printable(printable(text)) == printable(text)


@given(st.text())
def test_no_cell_of_a_spreadsheet_is_a_formula(text: str) -> None:
    assert not spreadsheet_cell(text).lstrip().startswith(("=", "+", "-", "@"))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp"]), max_size=40))
def test_words_of_every_kind_survive(text: str) -> None:
    """Escaping that loses a sign changes a contract."""
    assert printable(text) == text


# marks and states


FORMS = [report.name for report in REPORTS]
TEXTS = [report.name for report in REPORTS if not report.binary]
SIGNS = {
    "terminal": ("▲", "▼"),
    "markdown": ("▲", "▼"),
    "html": ('class="best"', 'class="worst"'),
    "csv": (",best,", ",worst,"),
    "json": ('"best"', '"worst"'),
}


@pytest.mark.parametrize("form", TEXTS)
def test_best_and_worst_are_marked_without_colours(form: str) -> None:
    """A print in grey, or a reader who sees no red, must tell them apart."""
    best, worst = SIGNS[form]
    row = Row(
        "uptime", "Promised uptime", "Promise", "higher", (Cell("99.99%", value=99.99, mark="best"), Cell("99%", value=99.0, mark="worst"))
    )
    columns = (Column("Acme", None, "a"), Column("Bolt", None, "b"))
    marked = render(Comparison(columns, (row,)), form)
    plain = render(Comparison(columns, (replace(row, cells=tuple(replace(c, mark=None) for c in row.cells)),)), form)

    assert marked.count(best) == plain.count(best) + 1
    assert marked.count(worst) == plain.count(worst) + 1


@pytest.mark.parametrize("form", TEXTS)
def test_not_stated_none_blank_and_not_read_are_told_apart(form: str) -> None:
    states = ("not_stated", "none", "blank", "not_read")
    cells = tuple(Cell("", state) for state in states)  # type: ignore[arg-type]
    compared = Comparison(tuple(Column(s, None, s) for s in "abcd"), (Row("uptime", "Uptime", "Promise", "higher", cells),))

    text = render(compared, form)

    if form == "json":
        assert [cell["state"] for cell in json.loads(text)["rows"][0]["cells"]] == list(states)
    else:
        assert all(words in text for words in ("not stated", "none", "left blank", "not read"))


@pytest.mark.parametrize("form", FORMS)
def test_one_agreement_and_none_are_shown(form: str, agreement: Build) -> None:
    assert render(compare([agreement()]), form)
    assert render(compare([]), form)


@pytest.mark.parametrize("form", FORMS)
def test_a_report_is_the_same_each_time(form: str, acme: record.Agreement, bolt: record.Agreement) -> None:
    assert render(compare([acme, bolt]), form) == render(compare([acme, bolt]), form)


def test_another_format_is_an_error() -> None:
    with pytest.raises(KeyError):
        render(Comparison((), ()), "pptx")


def test_the_terminal_shows_every_column_however_narrow(acme: record.Agreement, bolt: record.Agreement) -> None:
    text = render_terminal(compare([acme, bolt, acme, bolt]), width=60)

    assert text.count("PROMISE") == 4
    assert max(map(len, text.splitlines())) <= 60


def test_colours_only_when_asked_for(acme: record.Agreement, bolt: record.Agreement) -> None:
    assert "\x1b[" in render_terminal(compare([acme, bolt]), width=100, colour=True)
    assert "\x1b[" not in render_terminal(compare([acme, bolt]), width=100)


LEGEND_LINES = [
    "▲ best, ▼ worst for the customer, ◆ far from the others. No sign where values are alike,",
    "or where business and calendar time cannot be told apart. Credits are shares of the fee",
    "for the measured period, after caps, for one uninterrupted outage; uptime counts a month",
    "of 30 days.",
]


def test_the_terminal_table_as_a_whole() -> None:
    """The one picture that most people see."""
    rows = (
        Row(
            "uptime", "Promised uptime", "Promise", "higher", (Cell("99.99%", value=1.0, mark="best"), Cell("99%", value=0.0, mark="worst"))
        ),
        Row("cap", "Most that is credited", "Credits", "higher", (Cell("", "not_stated"), Cell("", "blank"))),
    )
    text = render_terminal(Comparison((Column("Acme", None, "a"), Column("Bolt", None, "b")), rows), width=90)

    assert [line.rstrip() for line in text.splitlines() if line.strip() and "━" not in line] == [
        "                          Acme                       Bolt",
        " PROMISE",
        " Promised uptime          ▲ 99.99%                   ▼ 99%",
        " CREDITS",
        " Most that is credited    not stated                 left blank",
        *LEGEND_LINES,
    ]


@pytest.mark.parametrize(("width", "tables"), [(200, 1), (107, 1), (106, 2), (60, 3), (20, 3)])
def test_as_many_columns_as_fit_side_by_side(width: int, tables: int) -> None:
    cells = tuple(Cell("x") for _ in "abc")
    compared = Comparison(tuple(Column(name, None, name) for name in "abc"), (Row("k", "Label", "Promise", None, cells),))

    assert render_terminal(compared, width=width).count("PROMISE") == tables


def test_without_a_width_the_terminals_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    compared = comparison("x")

    assert render_terminal(compared) == render_terminal(compared, width=60)
    assert summary(Summary("x", "x", (), (), ())) == "x\nx\n"


def test_a_summary_as_a_whole() -> None:
    quotes = (
        Quote("99.9% each month", "2.1", 3),
        Quote("again", "2.1", 3),
        Quote("more", "A heading that is far too long for a place", None),
    )
    sections = (Section("Promised", (Line("99.9% uptime", quotes),)), Section("Paid", (), "not stated"), Section("Left blank", ()))
    summed = Summary("Acme SLA", "acme.pdf", (("Provider", "Acme"),), sections, ("Page 3 could not be read.",))

    assert [re.sub(r"\s{2,}", "  ", line) for line in summary(summed, width=90, quotes=True).splitlines()] == [
        "Acme SLA",
        "acme.pdf",
        "Provider: Acme",
        "",
        "Promised",
        "•  99.9% uptime  2.1, p. 3; A heading that is far",
        "  too l…",
        "  “99.9% each month”",
        "  “again”",
        "  “more”",
        "",
        "Paid",
        "not stated",
        "",
        "Notes on reading",
        "• Page 3 could not be read.",
    ]


@pytest.mark.parametrize(("count", "shown"), [(1, "1"), (3, "1; 2; 3"), (4, "1; 2; 3 …")])
def test_three_places_are_named(count: int, shown: str) -> None:
    quotes = tuple(Quote("x", str(i), None) for i in range(1, count + 1))

    assert shown in summary(Summary("x", "x", (), (Section("Paid", (Line("y", quotes),)),), ()), width=100)
    assert ("…" in summary(Summary("x", "x", (), (Section("Paid", (Line("y", quotes),)),), ()), width=100)) is (count > 3)


def test_long_words_are_cut_on_the_terminal_and_whole_elsewhere() -> None:
    long = "word " * 100
    compared = comparison(long.strip())

    assert "…" in render_terminal(compared, width=120)
    assert long.strip() in render(compared, "csv")


def test_html_shows_the_words_and_where_they_stand() -> None:
    quotes = tuple(Quote(f"quote {i}", f"{i}.", i or None) for i in range(10))
    cells = (Cell("99.9%", quotes=quotes), Cell("yes"))
    page = render(Comparison((Column("a", None, "a"), Column("b", None, "b")), (Row("k", "K", "Promise", None, cells),)), "html")

    assert page.count("<blockquote>") == 8
    assert page.count('<div class="quotes"') == 1
    assert page.count('tabindex="0"') == 1  # what can be pointed at can be reached by keyboard
    assert "quote 0<small></small><cite>0</cite>" in page
    assert "quote 3<small></small><cite>3, page 3</cite>" in page


def test_csv_names_clause_and_page_of_the_first_words() -> None:
    cells = (
        Cell("a", quotes=(Quote("words", "2.1", 7), Quote("more", "2.2", 8))),
        Cell("b", quotes=(Quote("words", "3", None),)),
        Cell("c"),
    )
    columns = tuple(Column(name, None, name) for name in "abc")
    lines = csv.DictReader(io.StringIO(render(Comparison(columns, (Row("k", "K", "S", None, cells),)), "csv")))

    assert [(line["clause"], line["page"], line["quote"]) for line in lines] == [("2.1", "7", "words"), ("3", "", "words"), ("", "", "")]


def test_csv_has_one_line_per_term_and_agreement(acme: record.Agreement, bolt: record.Agreement) -> None:
    lines = list(csv.DictReader(io.StringIO(render(compare([acme, bolt]), "csv"))))

    uptime = [line for line in lines if line["key"] == "uptime"]
    assert [(line["agreement"], line["text"], line["state"], line["value"], line["mark"], line["clause"]) for line in uptime] == [
        ("Acme Cloud Ltd", "99.9%", "stated", "99.9", "worst", "1.1"),
        ("Bolt Hosting", "99.99%", "stated", "99.99", "best", "1.1"),
    ]


def test_figures_of_a_comparison_keep_their_digits() -> None:
    """99.999 and 99.9999 differ tenfold; "%g" keeps six digits and made both 99.9999 or 100."""
    cells = tuple(Cell(f"{v}%", value=v) for v in (99.9999, 99.99999))
    compared = Comparison((Column("a", None, "a"), Column("b", None, "b")), (Row("uptime", "Uptime", "Promise", "higher", cells),))

    assert [line["value"] for line in csv.DictReader(io.StringIO(render(compared, "csv")))] == ["99.9999", "99.99999"]
    assert 'data-value="99.9999"' in render(compared, "html")
    assert 'data-value="99.99999"' in render(compared, "html")


def test_charts_are_drawn_where_there_is_something_to_see(acme: record.Agreement, bolt: record.Agreement, agreement: Build) -> None:
    """Allowed downtime of one agreement is a lone bar; its credits are a curve."""
    assert render(compare([acme, bolt]), "html").count("<svg") == 2
    assert render(compare([acme]), "html").count("<svg") == 1
    assert render(compare([agreement()]), "html").count("<svg") == 0


def test_curves_fall_where_the_bands_end_and_stay_in_their_frame() -> None:
    lines = [Curve("<&>", [(100.0, 0.0), (99.9, 0.0), (99.899999, 10.0), (90.0, 25.0)]), Curve("b", [(100.0, 0.0), (90.0, 25.0)])]
    chart = ElementTree.fromstring(curves(lines))
    steps = [line.attrib["points"].split() for line in chart.iter("polyline")]
    places = [tuple(map(float, step.split(","))) for step in steps[0]]

    assert places[0] == (50.0, 276.0)  # nothing at the left end, at the foot of the frame
    assert places[1][0] == places[2][0]  # a step is upright
    assert places[-1] == (570.0, 16.0)
    assert len({line.attrib["stroke"] + line.attrib["stroke-dasharray"] for line in chart.iter("polyline")}) == 2
    assert {"1 <&>", "2 b"} <= {"".join(text.itertext()) for text in chart.iter("text")}


def test_bars_are_as_long_as_their_values() -> None:
    chart = bars([("a", 10.0), ("b", 5.0), ("c", 0.0)])
    widths = [float(w) for w in re.findall(r'<rect[^>]*width="([\d.]+)"', chart)]

    assert widths[0] == 1.0
    assert widths[2] == pytest.approx(2 * widths[1], rel=0.01)
    assert bars([]).endswith("</svg>")


def test_a_chart_is_sound_ordered_and_inside_its_frame() -> None:
    chart = ElementTree.fromstring(bars([("b" * 32, 43.2), ("c" * 33, 21.6), ("<&>", 1234567.0)]))
    words = ["".join(text.itertext()) for text in chart.iter("text")]
    boxes = [{name: float(value) for name, value in rect.attrib.items() if name != "class"} for rect in chart.iter("rect")]

    assert words == ["c" * 31 + "…", "21.6", "b" * 32, "43.2", "<&>", "1.23457e+06"]
    assert [box["x"] for box in boxes] == [220.0] * 3
    assert all(after["y"] >= before["y"] + before["height"] for before, after in pairwise(boxes))
    assert all(box["x"] + box["width"] + 60 < float(chart.attrib["width"]) for box in boxes)
    assert all(box["y"] + box["height"] <= float(chart.attrib["height"]) for box in boxes)
    assert chart.attrib["viewBox"] == f"0 0 {chart.attrib['width']} {chart.attrib['height']}"
    assert 'width="1.0"' in bars([("none", 0.0)])


@pytest.mark.parametrize("words", NASTY)
def test_the_page_of_a_summary_shows_words_as_words(words: str) -> None:
    def page(said: str) -> Page:
        line = Line(said, (Quote(said, said, 1),))
        summed = Summary(said, said, (("Provider", said),), (Section("Paid", (line,)), Section("Claim", (), said)), (said,))
        return Page(summary_html.render(summed, ((100.0, 0.0), (90.0, 10.0)), quotes=True))

    assert page(words).elements == page("harmless").elements
    assert [name for name, _ in page(words).attributes] == [name for name, _ in page("harmless").attributes]
    assert "script" not in page(words).elements
