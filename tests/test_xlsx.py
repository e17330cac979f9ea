"""The workbook: sheets as named, header frozen, words as words, figures as figures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from extractor import record
from extractor.cli import main
from extractor.comparison import Cell, Column, Comparison, Quote, Row, compare
from extractor.errors import LimitExceeded
from extractor.reports import render
from extractor.reports.safe import printable

Build = Callable[..., record.Agreement]

NASTY = [
    '=HYPERLINK("http://x","y")',
    "=1+1",
    "{=SUM(A1:A2)}",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "  =cmd|' /C calc'!A0",
    "http://tracker.example/x",
    "mailto:a@b.example",
    "internal:Sheet2!A1",
    "external:c:\\x.xlsx",
    "0042",
    "1e5",
    "#REF!",
    "TRUE",
    "_x0041_",
    "a\x00b\x1bc",
    "\ud800 alone",
    "left\u202etfel",
    "</t></si><script>",
    "&amp; & <b>",
]
"""Words that a spreadsheet would compute, follow or convert if they were not written as words."""


def opened(comparison: Comparison) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(comparison, "xlsx")))


def of(words: str, title: str = "Promise") -> Comparison:
    cells = (Cell(words, value=99.9, quotes=(Quote(words, words, 3), Quote(words, words)), mark="best"), Cell("", "not_stated"))
    return Comparison((Column(words, words, words, words), Column("B", None, "b.md")), (Row("uptime", words, title, "higher", cells),))


@pytest.mark.parametrize("words", NASTY)
def test_words_are_words_on_every_sheet(words: str) -> None:
    """A contract that computes in the buyer's spreadsheet can send it away."""
    book = opened(of(words))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]

    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "n"] == [99.9, 3, 3]
    assert book["Comparison"]["A3"].value == printable(words)
    assert book["Comparison"]["B3"].value == "▲ " + printable(words)
    assert book["Evidence"]["H2"].value == printable(words)


@pytest.mark.parametrize("words", NASTY)
def test_the_file_itself_holds_no_formula(words: str) -> None:
    """What openpyxl shows is its reading; this is the file."""
    with zipfile.ZipFile(io.BytesIO(render(of(words), "xlsx"))) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/")]
        names = package.namelist()

    assert sheets
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"hyperlink" in sheet for sheet in sheets)
    assert not any("externalLink" in name or name.endswith(".bin") for name in names)


def test_a_sheet_for_the_matrix_for_each_section_and_for_the_evidence(acme: record.Agreement, bolt: record.Agreement) -> None:
    compared = compare([acme, bolt])
    book = opened(compared)

    assert book.sheetnames == ["Comparison", *compared.sections, "Evidence", "Notes"]
    assert [book["Comparison"].cell(1, place).value for place in (1, 2, 3)] == ["Term", *(c.name for c in compared.columns)]
    assert book["Comparison"].freeze_panes == "B2"
    assert all(book[name].freeze_panes == "A2" for name in book.sheetnames[1:])
    assert all(book[name].auto_filter.ref for name in book.sheetnames[1:])


def test_every_cell_of_the_comparison_stands_in_the_matrix(acme: record.Agreement, bolt: record.Agreement) -> None:
    compared = compare([acme, bolt])
    lines = {line[0]: line[1:] for line in opened(compared)["Comparison"].iter_rows(min_row=2, values_only=True)}
    signs = {"best": "▲ ", "worst": "▼ ", None: ""}

    for row in compared.rows:
        assert lines[row.label] == tuple((signs[cell.mark] if cell.state == "stated" else "") + cell.shown for cell in row.cells)


def test_sections_have_figures_to_compute_with(acme: record.Agreement, bolt: record.Agreement) -> None:
    """A figure that is text cannot be sorted."""
    header, *lines = opened(compare([acme, bolt]))["Promise"].iter_rows(values_only=True)
    found = [dict(zip(header, line, strict=True)) for line in lines]

    assert [(line["Value"], line["Mark"]) for line in found if line["Term"] == "Promised uptime"] == [(99.9, "worst"), (99.99, "best")]
    assert all(line["State"] for line in found)


def test_every_quote_is_evidence(acme: record.Agreement, bolt: record.Agreement) -> None:
    compared = compare([acme, bolt])
    _, *lines = opened(compared)["Evidence"].iter_rows(values_only=True)

    assert len(lines) == sum(len(cell.quotes) for row in compared.rows for cell in row.cells)
    assert "99.9%" in next(line[-1] for line in lines if line[1] == "Promised uptime")


def test_what_excel_cannot_hold_is_cut_with_a_sign_or_said(agreement: Build) -> None:
    """Excel repairs (that is: empties) a sheet with a cell that is too long."""
    assert len(opened(of("x" * 40_000))["Evidence"]["H2"].value) == 32_767
    assert opened(of("x" * 40_000))["Evidence"]["H2"].value.endswith("…")
    with pytest.raises(LimitExceeded, match="agreements"):
        render(Comparison(tuple(Column(str(n), None, str(n)) for n in range(16_384)), ()), "xlsx")


def test_names_of_sections_are_names_of_sheets() -> None:
    assert opened(of("a", "Credits / caps: [all]?")).sheetnames == ["Comparison", "Credits   caps   all", "Evidence", "Notes"]


@pytest.mark.parametrize("arguments", [["-o", "{}/new/c.xlsx"], ["--format", "xlsx", "-o", "{}/new/c.xlsx"]])
def test_the_command_writes_the_workbook(arguments: list[str], contracts: Path, tmp_path: Path) -> None:
    assert main(["compare", str(contracts), *(argument.format(tmp_path) for argument in arguments)]) == 0
    assert "Promise" in openpyxl.load_workbook(tmp_path / "new" / "c.xlsx").sheetnames


def test_every_row_is_high_enough_for_its_words() -> None:
    """LibreOffice does not grow rows when it opens a file: words ran into the row below."""
    sheet = opened(of("word " * 60))["Comparison"]

    assert sheet.row_dimensions[3].height >= 9 * 15


def test_the_ranking_has_a_sheet_of_its_own(acme: record.Agreement, bolt: record.Agreement) -> None:
    book = opened(compare([acme, bolt], weights={"uptime": 3, "claim_window": 1}))
    header, *lines = book["Ranking"].iter_rows(values_only=True)
    found = [dict(zip(header, line, strict=True)) for line in lines]

    assert [(line["Place"], line["Agreement"], line["Term"], line["Points of 100"]) for line in found] == [
        (1, "Bolt Hosting", "Promised uptime", 100),
        (1, "Bolt Hosting", "Time to claim", 0),
        (2, "Acme Cloud Ltd", "Promised uptime", 0),
        (2, "Acme Cloud Ltd", "Time to claim", 100),
    ]
    assert "By your weights Bolt Hosting comes first" in book["Notes"]["A2"].value
