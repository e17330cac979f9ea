"""Any text in, valid and escaped output out: every report of every command, from a record in which strangers chose all the words."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
import yaml
from conftest import ACME, BOLT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from extractor.cli import main
from extractor.pipeline import extract_source
from extractor.readers.source import Source

FREE = {"name", "title", "quote", "heading", "text", "defines", "number", "header", "service", "basis", "contact", "message"}
"""Members of a record that hold words of a document; the others are of fixed vocabularies, numbers and dates."""
NASTY = [
    "<script>alert(1)</script>", "\" onmouseover='x'", "</td></tr></table>", "=1+1", "@SUM(A1)", "-2+3", "\t=1", "+cmd|' /C calc'!A0",
    "\x1b[2J", "\x1b]0;owned\x07", "\x9b31m", "\u202egnp", "\u2066x", "a\nb", "a\r\nb", "\u2028", "\x00", "\ufffe", "]]>", "&lt;", "| a | b |",
    "```", "[x](javascript:alert(1))", "BEGIN:VEVENT\nEND:VEVENT", "\\n;,:", "- a: b", "!!python/object:os.system", "{{x}}", "%s", "\U0001f600", "",
]  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=30),
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=5)), max_size=4).map("".join),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "|")


def filled(value: Any, words: Iterator[str], key: str = "") -> Any:
    """Return a record's content with every free text replaced."""
    if isinstance(value, dict):
        party = key in {"provider", "customer"}
        return {name: next(words) if party and name == "value" else filled(part, words, name) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, words, key) for part in value]
    return next(words) if isinstance(value, str) and key in FREE else value


RECORDS = [json.loads(extract_source(Source(f"{i}.md", text.encode())).model_dump_json()) for i, text in enumerate((ACME, BOLT))]


@contextlib.contextmanager
def written(words: list[str]) -> Iterator[tuple[Path, Path]]:
    """Give two files of records in which the words take turns."""
    with tempfile.TemporaryDirectory() as folder:
        places = Path(folder) / "a.json", Path(folder) / "b.json"
        for place, record in zip(places, RECORDS, strict=True):
            turns = (words[i % len(words)] for i in range(10**9))
            place.write_text(json.dumps(filled(record, turns)), encoding="utf-8")
        yield places


def said(*command: object) -> str:
    """Return what a command prints; it may find faults in the agreement, but never fall over."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(part) for part in command])
    assert code in {0, 1}, err.getvalue()
    obeyed = [sign for sign in err.getvalue() if unicodedata.category(sign) in {"Cc", "Cf"} and sign != "\n"]
    assert obeyed == []
    return out.getvalue()


def harmless_terminal(text: str) -> None:
    assert not [sign for sign in text if unicodedata.category(sign) == "Cc" and sign != "\n"]
    assert not set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(text)


class Seen(HTMLParser):
    """Collect what a browser would run or load, but for what the report itself brings: its own script, and a field to search by."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.own: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        if tag in {"script", "input"}:
            self.own.append(self.get_starttag_text() or "")
        if tag in {"iframe", "object", "embed", "link", "img", "base", "form"}:
            self.bad.append(tag)
        self.bad += [name for name, value in attributes if name.startswith("on") or (name in {"href", "src"} and not (value or "").startswith("#"))]  # fmt: skip

    def handle_data(self, data: str) -> None:
        if self.inside == "script":
            self.own.append(data)


def seen_in(text: str) -> Seen:
    seen = Seen()
    seen.feed(text)
    return seen


def harmless_html(text: str) -> None:
    seen = seen_in(text)
    assert seen.bad == []
    assert seen.own in OWN
    assert not [sign for sign in text if unicodedata.category(sign) == "Cc" and sign != "\n"]


def harmless_csv(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text)))
    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA) and not _is_number(cell)] == []


def _is_number(cell: str) -> bool:
    with contextlib.suppress(ValueError):
        float(cell)
        return True
    return False


def harmless_json(text: str) -> None:
    json.loads(text)
    harmless_terminal(text)


def harmless_markdown(text: str) -> None:
    harmless_terminal(text)
    assert "<script" not in text
    assert "\n=" not in text


def harmless_xml(text: str) -> None:
    etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))


def harmless_calendar(text: str) -> None:
    calendar = icalendar.Calendar.from_ical(text)
    assert {part.name for part in calendar.walk()} <= {"VCALENDAR", "VEVENT", "VALARM", "VTODO"}
    events = [part for part in calendar.walk() if part.name == "VEVENT"]
    assert all("DTSTART" in event for event in events)
    assert not [sign for sign in text if unicodedata.category(sign) == "Cc" and sign not in "\r\n"]


def harmless_yaml(text: str) -> None:
    assert all(isinstance(part, dict) for part in yaml.safe_load_all(text) if part is not None)
    assert not [sign for sign in text if unicodedata.category(sign) == "Cc" and sign != "\n"]


PLAIN = ["Word"]
with written(PLAIN) as (one, other):
    OWN = [seen_in(said(command, one, other, *quiet, "-f", "html")).own for command, quiet in (("compare", ["-q"]), ("diff", []))]
OUTAGE = ("--outage", "2026-03-04T10:00/PT3H", "--fee", "12000 USD")
REPORTS: list[tuple[tuple[str, ...], Callable[[str], None]]] = [
    (("compare", "A", "B", "-q", "-f", "terminal"), harmless_terminal),
    (("compare", "A", "B", "-q", "-f", "markdown"), harmless_markdown),
    (("compare", "A", "B", "-q", "-f", "html"), harmless_html),
    (("compare", "A", "B", "-q", "-f", "csv"), harmless_csv),
    (("compare", "A", "B", "-q", "-f", "json"), harmless_json),
    (("summary", "A", "--quotes"), harmless_terminal),
    (("explain", "A"), harmless_terminal),
    (("diff", "A", "B", "-f", "terminal"), harmless_terminal),
    (("diff", "A", "B", "-f", "markdown"), harmless_markdown),
    (("diff", "A", "B", "-f", "html"), harmless_html),
    (("diff", "A", "B", "-f", "json"), harmless_json),
    (("check", "A", "-q", "-f", "terminal"), harmless_terminal),
    (("check", "A", "-q", "-f", "markdown"), harmless_markdown),
    (("check", "A", "-q", "-f", "json"), harmless_json),
    (("check", "A", "-q", "-f", "sarif"), harmless_json),
    (("check", "A", "-q", "-f", "junit"), harmless_xml),
    (("lint", "A", "-q", "-f", "terminal"), harmless_terminal),
    (("lint", "A", "-q", "-f", "markdown"), harmless_markdown),
    (("lint", "A", "-q", "-f", "json"), harmless_json),
    (("credit", "A", *OUTAGE, "--quotes"), harmless_terminal),
    (("credit", "A", *OUTAGE, "-f", "json"), harmless_json),
    (("credit", "A", *OUTAGE, "-f", "ics"), harmless_calendar),
    (("export", "A", "-q", "-f", "openslo"), harmless_yaml),
    (("export", "A", "-q", "-f", "ics", "--start", "2026-01-01"), harmless_calendar),
]


@pytest.mark.parametrize(("command", "harmless"), REPORTS, ids=lambda part: "-".join(part) if isinstance(part, tuple) else "")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(WORDS, min_size=1, max_size=6))
def test_a_report_is_valid_and_obeys_no_words(command: tuple[str, ...], harmless: Callable[[str], None], words: list[str]) -> None:
    """One clause that a browser runs, a spreadsheet computes or a terminal obeys turns a report against its reader."""
    with written(words) as (a, b):
        harmless(said(*({"A": a, "B": b}.get(part, part) for part in command)))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(WORDS, min_size=1, max_size=6))
def test_a_workbook_opens_and_computes_nothing(words: list[str]) -> None:
    with written(words) as (a, b):
        said("compare", a, b, "-q", "-o", a.with_suffix(".xlsx"))
        book = openpyxl.load_workbook(a.with_suffix(".xlsx"))

    assert [cell.value for sheet in book for row in sheet for cell in row if cell.data_type == "f"] == []
