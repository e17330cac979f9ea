"""`sla credit`: what it prints, in every format, and what it says when it cannot."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import icalendar
import pytest

from extractor.cli import main
from extractor.credit import Case, compute, fee, outage
from extractor.record import Agreement
from extractor.reports import credit as reports
from tests.credit.conftest import Write

FEE = ("--fee", "12000 USD")
DOWN = ("--outage", "2026-03-04T10:00/PT3H")

TEXT = """\
# Acme Cloud Service Level Agreement

## 1. Uptime

Acme guarantees 99.9% uptime in each calendar month.

## 2. Service Credits

If the monthly uptime is below 99.9% but at least 99.0%, Customer receives a service credit of 10% of the monthly fee.
If the monthly uptime is below 99.0%, Customer receives a service credit of 25% of the monthly fee.
Credits in a calendar month will not exceed 20% of the monthly fee.

## 3. Claims

Customer must request a credit within 30 days after the end of the month in which the incident occurred.

## 4. Exclusions

Downtime does not include scheduled maintenance.
"""


@pytest.fixture
def acme(tmp_path: Path) -> str:
    file = tmp_path / "acme.md"
    file.write_text(TEXT, encoding="utf-8")
    return str(file)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["credit", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_document_is_read_and_its_credit_printed(acme: str, capsys: pytest.CaptureFixture[str]) -> None:
    """3 h of 744 h are 99.596774 %: 10 % of 12,000."""
    code, out, err = said(capsys, acme, *DOWN, *FEE, "--width", "120", "--quotes")

    assert (code, err) == (0, "")
    assert "Credit: 1,200.00 USD" in out
    assert "99.596774%" in out
    assert "2026-04-30: claim for the credit for March 2026" in out
    assert "“Customer must request a credit within 30 days" in out
    assert max(map(len, out.splitlines())) <= 120


def test_the_cap_and_the_exclusion_are_said(acme: str, capsys: pytest.CaptureFixture[str]) -> None:
    excluded = ("--outage", "2026-04-03T10:00/PT30H,scheduled_maintenance")
    code, out, _ = said(capsys, acme, "--outage", "2026-03-04T10:00/PT30H", *excluded, *FEE, "--width", "200")

    assert code == 0
    assert "Credit: 2,400.00 USD" in out
    assert "The cap lowers it to 2,400.00 USD" in out
    assert "not counted, the agreement excludes scheduled maintenance" in out


def test_a_log_and_a_record_give_the_same_as_options_and_a_document(acme: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log, records = tmp_path / "log.csv", tmp_path / "records"
    log.write_text("start,duration\n2026-03-04T10:00,PT3H\n", encoding="utf-8")
    assert main(["extract", acme, "-q", "-o", str(records)]) == 0
    [file] = records.glob("*.json")

    _, one, _ = said(capsys, acme, *DOWN, *FEE, "-f", "json")
    _, other, _ = said(capsys, str(file), "--log", str(log), *FEE, "-f", "json")

    assert one == other


def test_json_holds_every_step_with_its_words(acme: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, acme, *DOWN, *FEE, "--format", "json")
    account = json.loads(out)
    [reading] = account["readings"]

    assert code == 0
    assert (account["credit"], account["currency"], account["difference"]) == ("1200.00", "USD", "0.00")
    assert reading["periods"][0]["uptime"].startswith("99.5967741935")
    assert reading["deadlines"][0]["day"] == "2026-04-30"
    assert any(quote["clause"].startswith("2") for step in reading["periods"][0]["steps"] for quote in step["quotes"])


def test_the_calendar_holds_the_day_to_claim_by(acme: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, acme, *DOWN, *FEE, "--format", "ics")
    [event] = icalendar.Calendar.from_ical(out).walk("VEVENT")

    assert code == 0
    assert event.decoded("dtstart") == date(2026, 4, 30)
    assert "Acme Cloud" in str(event["summary"])
    assert "“" in str(event["description"])
    assert len(event.walk("VALARM")) == 1


def test_the_same_deadline_has_the_same_identifier() -> None:
    """A calendar that imports the file again must not show everything twice."""
    agreement = Write.agreement(uptime=[Write.promise(99.9)], credits=[Write.band(None, 99.9, 10)], claim=Write.claim("P30D", "incident"))
    account = compute(agreement, Case((outage("2026-03-04T10:00/PT3H"), outage("2026-03-05T10:00/PT3H")), fee("10 EUR")))
    uids = [[str(e["uid"]) for e in icalendar.Calendar.from_ical(reports.calendar(account, "A")).walk("VEVENT")] for _ in range(2)]

    assert uids[0] == uids[1]
    assert len(set(uids[0])) == 2


def test_without_the_library_the_calendar_names_the_extra(
    acme: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)

    code, out, err = said(capsys, acme, *DOWN, *FEE, "--format", "ics")

    assert (code, out) == (2, "")
    assert "sla-extractor[calendar]" in err


def test_words_of_a_document_cannot_drive_a_terminal_or_a_calendar() -> None:
    evil = "within\x1b[31m 30 days\r\nATTACH:file:///etc/passwd"
    claim = Write.claim("P30D", "incident").model_copy(update={"evidence": Write.proof(evil)})
    agreement: Agreement = Write.agreement(uptime=[Write.promise(99.9)], credits=[Write.band(None, 99.9, 10)], claim=claim)
    account = compute(agreement, Case((outage("2026-03-04T10:00/PT3H"),), fee("10 EUR")))

    assert "\x1b" not in reports.terminal(account, "A\x1b]0;x\x07", width=100, quotes=True)
    assert "\x1b" not in reports.calendar(account, evil)
    assert "\nATTACH" not in reports.calendar(account, evil)


@pytest.mark.parametrize("width", [80, 160])
def test_the_terminal_keeps_to_its_width(width: int, acme: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, acme, *DOWN, *FEE, "--width", str(width), "--quotes")

    assert max(map(len, out.splitlines())) <= width


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (FEE, "no outages given"),
        ((*DOWN, "--fee", "much"), "the fee 'much'"),
        ((*FEE, "--outage", "2026-03-04T10:00/PT3H,weather"), "no tag 'weather'"),
        ((*FEE, "--log", "nowhere.csv"), "cannot read the log nowhere.csv"),
        ((*FEE, *DOWN, "--term", "2026-01-01/2025-01-01"), "does not end after it starts"),
        ((*FEE, *DOWN, "--outage", "2026-03-04T10:00Z/PT3H"), "time zone"),
    ],
)
def test_wrong_facts_are_one_line_and_code_2(arguments: tuple[str, ...], words: str, acme: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, acme, *arguments)

    assert (code, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1


def test_a_document_that_cannot_be_read_is_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, str(tmp_path / "none.pdf"), *DOWN, *FEE)

    assert code == 1
    assert "none.pdf" in err
