"""`sla lint` from the command line: formats, exit codes, hostile words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.commands.lint import FORMATS

Said = pytest.CaptureFixture[str]

FLAWED = """# Acme Service Level Agreement

## 1. Uptime

1.1 Acme guarantees 99.9% availability in each calendar month.

## 2. Credits

2.1 If availability is missed, Acme gives a service credit:

| Availability | Credit |
| --- | --- |
| 98.0% to below 99.5% | 10% of the monthly fee |
| below 97.0% | 25% of the monthly fee |

2.2 The Customer must request the credit from credits@acme.example within thirty (60) days after the end of the month.
"""
SOUND = FLAWED.replace("98.0% to below 99.5%", "97.0% to below 99.9%").replace("thirty (60)", "thirty (30)")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "flawed.md").write_text(FLAWED, encoding="utf-8")
    (folder / "sound.md").write_text(SOUND, encoding="utf-8")
    return folder


def findings(said: str) -> dict[str, list[str]]:
    return {entry["file"]: [finding["check"] for finding in entry["findings"]] for entry in json.loads(said)}


def test_a_document_is_read_and_its_flaws_named(papers: Path, capsys: Said) -> None:
    assert main(["lint", str(papers), "-f", "json", "-q"]) == 0

    found = findings(capsys.readouterr().out)
    assert {"band-hole", "promise-without-band", "words-and-figures"} <= set(found["flawed.md"])
    assert not {"band-hole", "promise-without-band", "words-and-figures"} & set(found["sound.md"])


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_check_clause_quote_and_what_to_ask_for(form: str, papers: Path, capsys: Said) -> None:
    assert main(["lint", str(papers / "flawed.md"), "-f", form, "--width", "300"]) == 0

    said = capsys.readouterr().out
    assert "words-and-figures" in said
    assert "2.2" in said
    assert "thirty (60) days" in said
    assert "The amount that was meant, in figures only." in said


@pytest.mark.parametrize(("name", "strict", "code"), [("flawed.md", True, 1), ("flawed.md", False, 0), ("sound.md", True, 0)])
def test_strict_ends_with_1_for_errors_only(name: str, strict: bool, code: int, papers: Path, capsys: Said) -> None:
    """A pipeline must stop at a paper that contradicts itself, and at no other."""
    assert main(["lint", str(papers / name), *(["--strict"] if strict else [])]) == code


def test_a_record_is_as_good_as_its_document(papers: Path, tmp_path: Path, capsys: Said) -> None:
    main(["extract", str(papers / "flawed.md"), "-q", "-o", str(tmp_path / "out")])

    assert main(["lint", str(papers / "flawed.md")]) == 0
    of_document = capsys.readouterr().out
    assert main(["lint", str(tmp_path / "out" / "flawed.md.json")]) == 0
    assert capsys.readouterr().out == of_document


@pytest.mark.parametrize(("ending", "begins"), [("md", "## "), ("json", "["), ("txt", "Acme")])
def test_the_ending_of_the_output_gives_the_format(ending: str, begins: str, papers: Path, tmp_path: Path) -> None:
    out = tmp_path / f"findings.{ending}"

    assert main(["lint", str(papers / "flawed.md"), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith(begins)


def test_what_cannot_be_read_is_said_and_the_others_checked(papers: Path, capsys: Said) -> None:
    (papers / "empty.pdf").write_bytes(b"")

    assert main(["lint", str(papers), "-q"]) == 1
    said = capsys.readouterr()
    assert "empty.pdf" in said.err
    assert "words-and-figures" in said.out


def test_no_files_is_wrong_usage(tmp_path: Path, capsys: Said) -> None:
    assert main(["lint", str(tmp_path)]) == 2
    assert "no files found below" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_words_of_a_document_stay_words(form: str, tmp_path: Path, capsys: Said) -> None:
    """A clause could rewrite the terminal or bring markup of its own."""
    evil = FLAWED.replace("thirty (60) days", "thirty (60) days \u202e<img src=x onerror=alert(1)> [bold]x[/bold]")
    (tmp_path / "evil.md").write_text(evil.replace("<img", "&lt;img").replace("alert(1)>", "alert(1)&gt;"), encoding="utf-8")

    assert main(["lint", str(tmp_path / "evil.md"), "-f", form, "--width", "300"]) == 0
    said = capsys.readouterr().out
    assert "onerror" in said
    assert "\u202e" not in said
    assert form == "terminal" or "<img" not in said
