"""`sla compare` with services, plans and weights; `sla summary` as a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.cli import main

Said = pytest.CaptureFixture[str]

SERVICES = """\
# Coral Cloud Service Level Agreement

## 1. Service levels

| Service | Availability per calendar month |
| --- | --- |
| Storage API | 99.99% |
| Console | 99.5% |
"""


def test_weights_rank_and_say_why(contracts: Path, capsys: Said) -> None:
    assert main(["compare", str(contracts), "--weights", "uptime=3,claim_window=1", "--width", "120", "-q"]) == 0

    said = capsys.readouterr().out
    assert "By your weights Bolt Hosting comes first with 75 of 100 points." in " ".join(said.split())
    assert "for: promised uptime (99.99%)" in " ".join(said.split())


def test_weights_may_stand_in_a_file(contracts: Path, tmp_path: Path, capsys: Said) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text("# what matters\nclaim_window: 2\n", encoding="utf-8")

    assert main(["compare", str(contracts), "--weights", str(profile), "-f", "markdown", "-q"]) == 0
    assert "| 1 | Acme Cloud Ltd | 100 |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("weights", "said"), [("uptmie=3", "did you mean uptime?"), ("nowhere.yaml", "write uptime=3"), ("", "no weight above 0")]
)
def test_wrong_weights_are_wrong_usage(weights: str, said: str, contracts: Path, capsys: Said) -> None:
    assert main(["compare", str(contracts), "--weights", weights, "-q"]) == 2
    assert said in capsys.readouterr().err


def test_each_service_has_a_column_and_one_can_be_chosen(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "coral.md"
    path.write_text(SERVICES, encoding="utf-8")

    assert main(["compare", str(path), "-f", "csv", "-q"]) == 0
    assert {line.split(",")[-2] for line in capsys.readouterr().out.splitlines()[1:]} == {"Storage API", "Console"}
    assert main(["compare", str(path), "--service", "console", "-f", "csv", "-q"]) == 0
    assert {line.split(",")[-2] for line in capsys.readouterr().out.splitlines()[1:]} == {"Console"}


def test_a_service_that_nobody_names_is_said(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "coral.md"
    path.write_text(SERVICES, encoding="utf-8")

    assert main(["compare", str(path), "--service", "Mail", "-q"]) == 2
    said = capsys.readouterr().err
    assert "coral.md is left out: it names no service 'Mail', only Storage API, Console." in said
    assert "no agreement is left to compare" in said


def test_a_summary_is_written_as_a_page(contracts: Path, tmp_path: Path, capsys: Said) -> None:
    page = tmp_path / "acme.html"

    assert main(["summary", str(contracts / "a" / "acme.md"), "-o", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""
    assert "<svg" in text
    assert "99.9% uptime" in text
    assert "<script" not in text
