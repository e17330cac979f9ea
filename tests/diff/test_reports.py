"""The difference in every format: everything from a document is escaped, nothing that changed is left out, exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import record
from extractor.cli import main
from extractor.commands.diff import FORMATS
from extractor.diff import Diff, diff
from extractor.reports import diff as reports
from extractor.reports.diff_html import html

Build = Callable[..., record.Agreement]
Said = pytest.CaptureFixture[str]

HOSTILE = '<img src=x onerror=alert(1)> | `x` \x1b[31m **b** =HYPERLINK("http://e.example") "q" \u202eevil'


@pytest.fixture
def hostile(agreement: Build) -> Diff:
    def version(percent: float, words: str) -> record.Agreement:
        clause = record.Clause(id="c1", number=HOSTILE, heading=HOSTILE, text=f"{words} {HOSTILE}")
        proof = record.Evidence(clause="c1", start=0, end=len(words), quote=f"{words} {HOSTILE}")
        return agreement(
            f"{HOSTILE}.md",
            title=HOSTILE,
            clauses=[clause, record.Clause(id="c2", number=words, text=f"Moves about {HOSTILE}")],
            uptime=[record.Uptime(percent=percent, service=HOSTILE, evidence=[proof])],
            governing_law=record.Text(value=f"{words} {HOSTILE}"),
        )

    return diff(version(99.9, "Old 1"), version(99.5, "New 2"))


def test_the_page_holds_no_tag_of_a_document(hostile: Diff) -> None:
    """Whoever opens the report of a stranger's contract must not run the stranger's script."""
    page = html(hostile)

    assert set(re.findall(r"<(\w+)", page)) <= {
        *(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "h1",
            "h2",
            "h3",
            "p",
            "br",
            "div",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ),
        *("details", "summary", "blockquote", "cite", "span", "ins", "del", "ul", "li"),
    }
    assert "&lt;img" in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert not re.search(r"(src|href|url)\s*[=(]\s*[\"']?(https?:|//)", page.replace("&quot;", ""))


def test_the_terminal_gets_no_control_characters(hostile: Diff) -> None:
    text = reports.terminal(hostile, width=80)

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_a_table_of_markdown_stays_a_table(hostile: Diff) -> None:
    lines = [line for line in reports.markdown(hostile).splitlines() if line.startswith("|")]

    assert all(len(re.findall(r"(?<!\\)\|", line)) == 6 for line in lines)
    assert "<img" not in reports.markdown(hostile)


def test_json_is_the_whole_difference(hostile: Diff) -> None:
    told = json.loads(reports.as_json(hostile))

    assert told["empty"] is False
    assert [term["direction"] for term in told["terms"]] == [term.direction for term in hostile.terms]
    assert "".join(p["text"] for p in told["clauses"][0]["pieces"] if p["stroke"] != "removed").endswith(f"New 2 {HOSTILE}")


@pytest.mark.parametrize("show", [reports.terminal, reports.markdown, html])
def test_no_change_is_said_in_words(show: Callable[[Diff], str], acme: record.Agreement) -> None:
    """An empty page leaves open whether the comparison worked."""
    assert "Nothing changed" in show(diff(acme, acme))


def test_directions_read_without_colours(acme: record.Agreement, bolt: record.Agreement) -> None:
    text = reports.terminal(diff(acme, bolt), width=100)

    assert "▲" in text
    assert "better for the customer" in text
    assert "[-" in text
    assert "{+" in text


# the command


@pytest.fixture
def versions(tmp_path: Path, acme_text: str) -> tuple[str, str]:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(acme_text, encoding="utf-8")
    new.write_text(acme_text.replace("within 30 days", "within 10 days").replace("99.9%", "99.5%"), encoding="utf-8")
    return str(old), str(new)


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_tells_what_changed(form: str, versions: tuple[str, str], capsys: Said) -> None:
    assert main(["diff", *versions, "--format", form]) == 0

    out = capsys.readouterr().out
    assert "30 days" in out
    assert "10 days" in out
    assert "99.5%" in out


def test_the_format_follows_the_ending(versions: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "changes.html"

    assert main(["diff", *versions, "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_records_are_read_as_well_as_documents(versions: tuple[str, str], tmp_path: Path, capsys: Said) -> None:
    main(["extract", *versions, "-o", str(tmp_path / "records"), "-q"])
    records = sorted(str(path) for path in (tmp_path / "records").rglob("*.md.json"))
    assert main(["diff", records[1], records[0], "-f", "json"]) == 0
    from_records = json.loads(capsys.readouterr().out)
    assert main(["diff", *versions, "-f", "json"]) == 0

    assert json.loads(capsys.readouterr().out)["terms"] == from_records["terms"]


def test_a_file_that_is_not_there_is_a_failure_in_one_line(versions: tuple[str, str], tmp_path: Path, capsys: Said) -> None:
    assert main(["diff", versions[0], str(tmp_path / "none.pdf")]) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


# real agreements, where they are


@pytest.mark.shared
def test_the_same_agreement_in_two_formats_has_hardly_a_change(shared: Path) -> None:
    """Word and PDF of one contract are the commonest pair of all; a list of false changes would bury the true ones."""
    from extractor.pipeline import extract

    names = ("upstash-sla", "schematic-sla", "giantswarm-sla", "authgear-sla")
    for name in names:
        docs = [extract(shared / "bench" / "docs" / f"{name}.{ending}") for ending in ("docx", "md", "pdf")]
        assert diff(docs[0], docs[1]).empty, name
        assert diff(docs[0], docs[2]).empty, name
