"""Every report on sample agreements, word for word: a change of a report is read before it is taken.

The records of a few samples lie beside the reports, so that these files change when a report changes, not when reading improves.
`pytest tests/test_golden.py --update-golden` reads the samples again, rewrites records and reports, and then fails: the difference
(`git diff tests/golden`) is to be read first. CI never sets it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractor.comparison import compare
from extractor.comparison.curves import curve
from extractor.comparison.summary import summarise
from extractor.credit import Case, compute, fee, outage
from extractor.diary import diary
from extractor.diff import diff
from extractor.lint import lint
from extractor.openslo import export
from extractor.pipeline import extract
from extractor.policy import DEFAULT, check, load
from extractor.record import Agreement
from extractor.reports import check as check_report
from extractor.reports import check_ci, ics, openslo, render, summary_html
from extractor.reports import credit as credit_report
from extractor.reports import diff as diff_report
from extractor.reports.diff_html import html as diff_html
from extractor.reports.lint import Checked
from extractor.reports.lint import render as lint_report
from extractor.reports.terminal import render as terminal
from extractor.reports.terminal import summary

GOLDEN = Path(__file__).parent / "golden"
AGREEMENTS = Path(__file__).parent.parent / "corpus" / "agreements"
SAMPLES = ("cloud-infrastructure.pdf", "payments-api.pdf", "public-sector.pdf", "telephony.docx", "template.docx")
WEIGHTS = {"uptime": 3.0, "credit_99": 1.0, "claim_window": 1.0}
NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def sample(name: str) -> Agreement:
    return Agreement.model_validate_json((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def all_samples() -> list[Agreement]:
    return [sample(name) for name in SAMPLES]


def compared(form: str) -> str:
    return render(compare(all_samples(), weights=WEIGHTS), form)


def later(agreement: Agreement) -> Agreement:
    """Return the agreement as a next version might be: a lower promise, a longer claim window, a sentence reworded, a clause gone."""
    uptime = [promise.model_copy(update={"percent": 99.9 if promise.percent == 99.99 else promise.percent}) for promise in agreement.uptime]
    clauses = [c.model_copy(update={"text": c.text.replace("99.99", "99.9").replace("72 hours", "24 hours")}) for c in agreement.clauses]
    return agreement.model_copy(update={"uptime": uptime, "clauses": clauses[:-1]})


def changed() -> object:
    return diff(sample("cloud-infrastructure.pdf"), later(sample("cloud-infrastructure.pdf")))


def checked() -> list[object]:
    policy = load(DEFAULT)
    return [check(agreement, policy, file=name) for name, agreement in zip(SAMPLES, all_samples(), strict=True)]


def linted(form: str) -> str:
    return lint_report([Checked(a.document.name, a.title, lint(a)) for a in all_samples()], form, width=100, colour=False)


def account() -> object:
    made = (outage("2026-03-04T10:00/PT3H"), outage("2026-03-08T02:00/PT4H,scheduled_maintenance"))
    return compute(sample("cloud-infrastructure.pdf"), Case(made, fee("12000 USD")))


def days() -> str:
    return ics.render(diary(sample("cloud-infrastructure.pdf"), since=date(2026, 3, 1), months=12, start=date(2025, 2, 3)), now=NOW)


REPORTS: dict[str, Callable[[], str]] = {
    "compare-80.txt": lambda: terminal(compare(all_samples(), weights=WEIGHTS), width=80),
    "compare-160.txt": lambda: terminal(compare(all_samples(), weights=WEIGHTS), width=160),
    "compare.md": lambda: compared("markdown"),
    "compare.html": lambda: compared("html"),
    "compare.csv": lambda: compared("csv"),
    "compare.json": lambda: compared("json"),
    **{f"summary-{name}.txt": lambda name=name: summary(summarise(sample(name)), width=100, quotes=True) for name in SAMPLES},
    "summary.html": lambda: summary_html.render(
        summarise(sample("cloud-infrastructure.pdf")), curve(sample("cloud-infrastructure.pdf")), quotes=False
    ),
    "lint.txt": lambda: linted("terminal"),
    "lint.md": lambda: linted("markdown"),
    "lint.json": lambda: linted("json"),
    "check.txt": lambda: check_report.terminal(checked(), load(DEFAULT), width=100, colour=False),  # type: ignore[arg-type]
    "check.md": lambda: check_report.markdown(checked(), load(DEFAULT)),  # type: ignore[arg-type]
    "check.sarif": lambda: check_ci.sarif(checked(), load(DEFAULT)),  # type: ignore[arg-type]
    "check.xml": lambda: check_ci.junit(checked(), load(DEFAULT)),  # type: ignore[arg-type]
    "diff.txt": lambda: diff_report.terminal(changed(), width=100, colour=False),  # type: ignore[arg-type]
    "diff.md": lambda: diff_report.markdown(changed()),  # type: ignore[arg-type]
    "diff.html": lambda: diff_html(changed()),  # type: ignore[arg-type]
    "diff.json": lambda: diff_report.as_json(changed()),  # type: ignore[arg-type]
    "credit.txt": lambda: credit_report.terminal(account(), "Cloud", width=100, colour=False, quotes=True),  # type: ignore[arg-type]
    "credit.json": lambda: credit_report.as_json(account(), "Cloud"),  # type: ignore[arg-type]
    "openslo.yaml": lambda: openslo.render(export(sample("payments-api.pdf"))),
    "days.ics": days,
}


@pytest.fixture(scope="module", autouse=True)
def records(request: pytest.FixtureRequest) -> None:
    """Read the samples again where that is asked for."""
    if request.config.getoption("--update-golden"):
        for name in SAMPLES:
            made = json.dumps(extract(AGREEMENTS / name).model_dump(mode="json"), ensure_ascii=False)
            (GOLDEN / f"{name}.json").write_text(made + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", REPORTS)
def test_the_report_is_word_for_word_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    """A figure that moves from one column to another passes every test that asks only whether it is there."""
    path, said = GOLDEN / name, REPORTS[name]()
    if request.config.getoption("--update-golden"):
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(said.encode())
        if before != said.encode():
            pytest.fail(f"{path.name} was rewritten; read git diff tests/golden, then run again without --update-golden")
    assert path.read_bytes().decode() == said


def test_nothing_golden_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {*REPORTS, *(f"{name}.json" for name in SAMPLES)}
