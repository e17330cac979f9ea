"""`sla check` and `sla export`: what they write, what they say, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from icalendar import Calendar

from extractor import record
from extractor.cli import main
from extractor.comparison.table import Quote
from extractor.lint import CHECKS
from extractor.policy import Checked, Finding, Policy, parse
from extractor.policy.kinds import KINDS
from extractor.reports import check as reports
from extractor.reports import check_ci

Said = pytest.CaptureFixture[str]

EASY = (
    "version: 1\nname: Easy\nrules:\n- {rule: uptime, at_least: 99}\n- {rule: right, trigger: insolvency, level: warning, why: because}\n"
)
HARD = EASY + "- {rule: claim_window, at_least: 20 days}\n"


@pytest.fixture
def easy(tmp_path: Path) -> str:
    (tmp_path / "easy.yaml").write_text(EASY, encoding="utf-8")
    return str(tmp_path / "easy.yaml")


@pytest.fixture
def hard(tmp_path: Path) -> str:
    (tmp_path / "hard.yaml").write_text(HARD, encoding="utf-8")
    return str(tmp_path / "hard.yaml")


def test_a_rule_that_fails_ends_with_1(contracts: Path, easy: str, hard: str, capsys: Said) -> None:
    """A pipeline reads the exit code and nothing else."""
    assert main(["check", "--policy", easy, str(contracts)]) == 0
    assert main(["check", "--policy", hard, str(contracts / "a")]) == 0
    assert main(["check", "--policy", hard, str(contracts)]) == 1
    said = capsys.readouterr().out
    assert "✘ FAIL" in said
    assert "10 days to claim, 20 days is asked for" in said
    assert "! warning" in said


def test_what_cannot_be_decided_fails_only_when_strict(tmp_path: Path, easy: str) -> None:
    file = tmp_path / "open.md"
    file.write_text("# Acme SLA\n\n## 1. Uptime\n\nThe service availability target is [__]% in each month.\n", encoding="utf-8")

    assert main(["check", "--policy", easy, str(file)]) == 0
    assert main(["check", "--policy", easy, "--strict", str(file)]) == 1


def test_results_for_programs(contracts: Path, hard: str, tmp_path: Path, capsys: Said) -> None:
    """Files that CI shows; the same words on standard output and in the file."""
    main(["extract", str(contracts / "bolt.md"), str(contracts / "a" / "acme.md"), "-q", "-o", str(tmp_path / "r")])
    contracts = tmp_path / "r"
    for form, name in (("json", "c.json"), ("junit", "c.xml"), ("sarif", "c.sarif"), ("markdown", "c.md")):
        assert main(["check", "-p", hard, str(contracts), "-o", str(tmp_path / name)]) == 1
        assert main(["check", "-p", hard, str(contracts), "-f", form]) == 1
        assert (tmp_path / name).read_text(encoding="utf-8") == capsys.readouterr().out

    told = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert [a["failed"] for a in told["agreements"]] == [False, True]
    assert told["agreements"][1]["findings"][2]["evidence"][0]["clause"] == "2.2"
    suites = ElementTree.fromstring((tmp_path / "c.xml").read_text(encoding="utf-8"))
    assert [(s.get("tests"), s.get("failures"), s.get("skipped")) for s in suites] == [("3", "0", "1"), ("3", "1", "1")]
    [failure] = suites.iter("failure")
    assert "within 10 days" in (failure.text or "")
    [run] = json.loads((tmp_path / "c.sarif").read_text(encoding="utf-8"))["runs"]
    assert [r["kind"] for r in run["results"]] == ["pass", "fail", "pass", "pass", "fail", "fail"]
    assert [r["level"] for r in run["results"]] == ["none", "warning", "none", "none", "warning", "error"]
    assert all(run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])


SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {
            "required": ["tool", "results"],
            "properties": {
                "tool": {"required": ["driver"], "properties": {"driver": {"required": ["name", "rules"]}}},
                "results": {"type": "array", "items": {
                    "required": ["ruleId", "ruleIndex", "kind", "level", "message", "locations"],
                    "properties": {
                        "kind": {"enum": ["pass", "fail", "review", "notApplicable"]},
                        "level": {"enum": ["none", "note", "warning", "error"]},
                        "message": {"required": ["text"]},
                    },
                    "if": {"properties": {"kind": {"not": {"const": "fail"}}}},
                    "then": {"properties": {"level": {"const": "none"}}},
                }},
            },
        }},
    },
}  # fmt: skip
"""The parts of SARIF 2.1.0 that consumers refuse a file for."""

NASTY = ["<b>&", "a]]>b", "\x1b[31m\x00", "\ufffe\uffff", "a | b\n| c |", "[x](javascript:alert(1))", "\u202etfel", '"quoted"', "\ud800"]


def results(words: str) -> tuple[list[Checked], Policy]:
    policy = parse("version: 1\nrules:\n- {rule: no_blanks}\n- {rule: no_sole_remedy, level: note}")
    outcomes = ("fail", "unknown")
    findings = tuple(
        Finding(rule, outcome, words, (Quote(words, words, 2),))  # type: ignore[arg-type]
        for rule, outcome in zip(policy.rules, outcomes, strict=True)
    )
    return [Checked(words, words, findings)], policy


@pytest.mark.parametrize("words", NASTY)
def test_words_of_a_document_are_words_in_every_format(words: str) -> None:
    told, policy = results(words)

    suites = ElementTree.fromstring(check_ci.junit(told, policy))
    assert [case.get("name") for case in suites.iter("testcase")] == ["no_blanks", "no_sole_remedy"]
    sarif = json.loads(check_ci.sarif(told, policy))
    jsonschema.validate(sarif, SARIF)
    assert json.loads(reports.json_text(told, policy))["agreements"]
    table = [line for line in reports.markdown(told, policy).splitlines() if line.startswith("| ")]
    assert len(table) == 4
    assert not any(ch in reports.terminal(told, policy, width=100) for ch in ("\x1b", "\x00", "\u202e"))


@pytest.mark.parametrize("form", ["sarif", "junit", "json", "markdown"])
def test_what_is_written_can_be_written_as_utf8(form: str) -> None:
    told, policy = results("lone \ud800")
    render = {"sarif": check_ci.sarif, "junit": check_ci.junit, "json": reports.json_text, "markdown": reports.markdown}[form]

    assert render(told, policy).encode("utf-8")


@pytest.mark.parametrize("width", [60, 80, 160])
def test_the_terminal_keeps_to_its_width(width: int, contracts: Path, capsys: Said) -> None:
    assert main(["check", str(contracts), "--width", str(width)]) == 1

    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= width


def test_a_faulty_policy_is_told_by_line_and_ends_with_2(tmp_path: Path, contracts: Path, capsys: Said) -> None:
    (tmp_path / "p.yaml").write_text("version: 1\nrules:\n- rule: uptime\n  at_least: x\n- rule: cup\n", encoding="utf-8")

    assert main(["check", "-p", str(tmp_path / "p.yaml"), str(contracts)]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert "p.yaml:4: at_least" in first
    assert "p.yaml:5: rule: 'cup' is no kind of rule; did you mean 'cap'?" in second


WRONG = [
    (["check"], "name the documents"),
    (["check", "-p", "nothing.yaml", "a.md"], "Cannot read the policy nothing.yaml"),
    (["check", "--class", "gold", "a.md"], "no rule is for the class 'gold'; the policy names: standard, critical"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_usage_is_one_line(arguments: list[str], said: str, capsys: Said) -> None:
    assert main(arguments) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert said in line


def test_the_kinds_of_rules_and_the_checks_are_listed(capsys: Said) -> None:
    """A rule that is nowhere told of is one that nobody writes."""
    assert main(["check", "--rules"]) == 0
    rules = capsys.readouterr().out
    assert main(["lint", "--checks"]) == 0
    checks = capsys.readouterr().out

    assert all(f"\n{kind.name} " in "\n" + rules for kind in KINDS)
    assert all(f"    {field.name} " in rules for kind in KINDS for field in kind.fields)
    assert all(check.title in checks and check.id in rules for check in CHECKS)


def test_the_policy_shown_is_a_policy(tmp_path: Path, contracts: Path, capsys: Said) -> None:
    assert main(["check", "--show-policy"]) == 0
    (tmp_path / "mine.yaml").write_text(capsys.readouterr().out, encoding="utf-8")

    assert main(["check", "-p", str(tmp_path / "mine.yaml"), "--class", "critical", str(contracts / "a")]) == 1
    assert "uptime-critical" in capsys.readouterr().out


def test_export_openslo(contracts: Path, tmp_path: Path, capsys: Said) -> None:
    assert main(["export", str(contracts / "a" / "acme.md"), "--format", "openslo", "-o", str(tmp_path / "a.yaml")]) == 0

    loaded = list(yaml.safe_load_all((tmp_path / "a.yaml").read_text(encoding="utf-8")))
    assert [each["kind"] for each in loaded] == ["Service", "SLO"]
    said = capsys.readouterr().err
    assert "2 service credit rules not expressed" in said
    assert all(line.startswith("sla: ") for line in said.splitlines())


def test_export_ics(contracts: Path, capsys: Said) -> None:
    assert main(["export", str(contracts / "bolt.md"), "-f", "ics", "--from", "2026-01-01", "--months", "2", "-q"]) == 0

    said = capsys.readouterr()
    assert said.err == ""
    assert [str(e["dtstart"].dt) for e in Calendar.from_ical(said.out).walk("VEVENT")] == ["2026-01-10", "2026-02-10"]


@pytest.mark.parametrize("form", ["openslo", "ics"])
def test_nothing_to_export_is_said_and_ends_with_1(form: str, tmp_path: Path, capsys: Said) -> None:
    """An empty file would be taken for an export."""
    (tmp_path / "a.md").write_text("# Acme Terms\n\nPayment is due in advance.\n", encoding="utf-8")

    assert main(["export", str(tmp_path / "a.md"), "-f", form, "-o", str(tmp_path / "out")]) == 1
    assert "nothing is written" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_date_is_written_as_a_date(contracts: Path, capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", str(contracts / "bolt.md"), "-f", "ics", "--start", "1.1.2026"])

    assert ended.value.code == 2
    assert "is no date (write 2026-01-31)" in capsys.readouterr().err


def test_a_checked_agreement_without_a_title_is_named_by_its_file() -> None:
    source = record.Source(name="x.md", sha256="", media_type="text/markdown", bytes=0, words=0)
    from extractor.policy import check

    assert check(record.Agreement(document=source), parse(EASY)).title == "x.md"
