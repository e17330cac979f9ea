"""What the README says works as it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from extractor.cli import EXAMPLES, _parser

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """Return the `sla …` commands of a text: in backticks, behind a prompt, at the start of an indented line."""
    found = re.findall(r"`(sla [^`]+)`", text) + re.findall(r"^(?:\$|  )\s*(sla .+)$", text, re.MULTILINE)
    return [re.split(r"\s{2,}|\s[|>]\s", command)[0] for command in found]


@pytest.mark.parametrize("command", [*commands(README), *commands(EXAMPLES)])
def test_every_command_shown_is_one(command: str) -> None:
    """A command that was renamed is still in somebody's README."""
    assert callable(_parser().parse_args(shlex.split(command)[1:]).run)


def test_there_are_commands_to_test() -> None:
    assert len(commands(README)) >= 6
    assert len(commands(EXAMPLES)) == 6


@pytest.mark.parametrize("name", ["compare", "test"])
def test_the_blocks_that_are_run_by_machines_are_there(name: str) -> None:
    """CI runs these blocks as they stand."""
    [block] = re.findall(rf"<!-- command: {name} -->\n```sh\n(.+?)\n```\n<!-- end -->", README, re.DOTALL)

    assert block.startswith("python3 -m venv .venv && ")
    assert "\n" not in block


def test_the_example_of_the_library_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(ROOT / "corpus" / "agreements" / "web-hosting.pdf", tmp_path / "acme.pdf")
    shutil.copy(ROOT / "corpus" / "agreements" / "saas-plain.docx", tmp_path / "bolt.docx")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    assert len(blocks) == 2

    exec(compile("\n".join(blocks), "README.md", "exec"), {})

    said = capsys.readouterr().out
    assert "| Promised uptime |" in said
    assert "1161.29 [datetime.date(2026, 3, 9)]" in said  # 3 days of 12,000 for 31, claimed within 5 days


PATHS = sorted(set(re.findall(r"\b((?:corpus|scripts|models|docs)/[\w/.-]*\w)", README)))


@pytest.mark.parametrize("path", PATHS)
def test_every_path_named_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_exit_codes_are_told_alike() -> None:
    """The README, --help and the module say the same."""
    assert "0 all well, 1 something failed, 2 wrong usage" in README
    assert "0 all well, 1 some inputs failed, 2 wrong usage" in EXAMPLES
