"""`sla list`, `sla search`, `sla query`: what they print, in which form, and the code they end with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import record
from extractor.cli import main
from extractor.reports.listing import FORMATS
from extractor.store import open_store

Build = Callable[..., record.Agreement]
Said = pytest.CaptureFixture[str]
HOSTILE = "=cmd()\x1b[31m\u202e|x\n\x9b"


@pytest.fixture
def place(tmp_path: Path, acme: record.Agreement, bolt: record.Agreement, agreement: Build) -> str:
    place = str(tmp_path / "sla.db")
    with open_store(place) as store:
        store.put(acme, file="/contracts/acme.md")
        store.put(bolt, file="/contracts/bolt.md")
        clause = record.Clause(id="c1", heading=HOSTILE, text=f"Hostile {HOSTILE}")
        proof = record.Evidence(clause="c1", start=0, end=7, quote=HOSTILE)
        store.put(agreement(HOSTILE, title=HOSTILE, clauses=[clause], uptime=[record.Uptime(percent=1, service=HOSTILE, evidence=[proof])]))
        store.fail(f"/{HOSTILE}.pdf", "damaged_file", HOSTILE, "Ask again.")
    return place


def ask(place: str, *arguments: str, code: int = 0) -> None:
    assert main([arguments[0], "--store", place, "--width", "160", *arguments[1:]]) == code


def test_a_list_shows_what_is_stored(place: str, capsys: Said) -> None:
    ask(place, "list")

    out = capsys.readouterr().out
    assert "Acme Cloud Service Level Agreement" in out
    assert "2024-03-01" in out
    assert "/contracts/bolt.md" in out


def test_a_query_shows_the_words_that_prove_it(place: str, capsys: Said) -> None:
    """The example of the help."""
    ask(place, "query", "uptime >= 99.9 and provider = Acme")

    out = capsys.readouterr().out
    assert "Acme Cloud Ltd" in out
    assert "“99.9%” (1.1)" in " ".join(out.split())
    assert "Bolt" not in out


def test_a_search_shows_number_and_words(place: str, capsys: Said) -> None:
    ask(place, "search", "terminate agreement", "--label", "termination_right")

    out = capsys.readouterr().out
    assert "3.1" in out
    assert "»terminate«" in out


def test_json_has_it_all(place: str, capsys: Said) -> None:
    ask(place, "query", "claim.window <= 30 days and provider = acme", "-f", "json")
    [found] = json.loads(capsys.readouterr().out)
    ask(place, "search", "claims submitted", "-f", "json", "-n", "1")
    [hit] = json.loads(capsys.readouterr().out)

    assert found["title"] == "Acme Cloud Service Level Agreement"
    assert found["matches"][0]["path"] == "claim"
    start, end = hit["hits"][0]
    assert hit["text"][start:end] == "Claims"
    assert hit["number"] in {"2.2", "2.3"}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", [("list",), ("search", "hostile"), ("query", "uptime < 2"), ("list", "--failures")])
def test_nothing_of_a_document_is_obeyed(command: tuple[str, ...], form: str, place: str, capsys: Said) -> None:
    """A file name that clears the screen, or a title that is a formula."""
    ask(place, *command, "-f", form)

    out = capsys.readouterr().out
    assert out.strip()
    assert not {"\x1b", "\x9b", "\u202e", "\x00"} & set(out)
    if form == "csv":
        rows = list(csv.reader(io.StringIO(out)))
        assert len({len(row) for row in rows}) == 1
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows[1:] for cell in row)
    if form == "json":
        assert HOSTILE in "".join(str(value) for found in json.loads(out) for value in found.values())


@pytest.mark.parametrize(("form", "out"), [("table", ""), ("json", "[]\n")])
def test_nothing_found_ends_with_1_as_grep_does(form: str, out: str, place: str, capsys: Said) -> None:
    ask(place, "query", "provider = Nobody", "-f", form, code=1)

    assert capsys.readouterr().out == out


def test_a_wrong_query_ends_with_2_and_points_at_the_place(place: str, capsys: Said) -> None:
    ask(place, "query", "uptime < 99.9 and provder = Acme", code=2)

    first, shown, marks = capsys.readouterr().err.splitlines()
    assert 'did you mean "provider"' in first
    assert shown[marks.index("^") : marks.rindex("^") + 1] == "provder"


@pytest.mark.parametrize("arguments", [("search", "x", "--label", "termination"), ("search", "..."), ("query",)])
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], place: str, capsys: Said) -> None:
    ask(place, *arguments, code=2)

    assert capsys.readouterr().err.startswith("sla: ")


def test_no_store_is_no_empty_store(tmp_path: Path, capsys: Said) -> None:
    """ "Nothing found" in a store that is not there would be believed."""
    ask(str(tmp_path / "gone.db"), "list", code=2)

    assert "There is no store" in capsys.readouterr().err
    assert not (tmp_path / "gone.db").exists()


def test_an_answer_goes_to_a_file(place: str, tmp_path: Path, capsys: Said) -> None:
    ask(place, "list", "-f", "csv", "-o", str(tmp_path / "list.csv"))

    assert capsys.readouterr().out == ""
    assert len((tmp_path / "list.csv").read_text().splitlines()) == 4


def test_the_fields_are_listed_without_a_store(capsys: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SLA_STORE", str(tmp_path / "gone.db"))

    assert main(["query", "--fields"]) == 0

    out = capsys.readouterr().out
    assert "claim.window" in out
    assert "termination_right" in out
