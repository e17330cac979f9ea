"""A store goes out as JSON Lines and in again, into another database, without loss; agreements of a store as inputs of commands."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractor import record
from extractor.cli import main
from extractor.store import Store, open_store
from extractor.store.lines import lines, read_lines

Build = Callable[..., record.Agreement]
Said = pytest.CaptureFixture[str]


def fill(store: Store, acme: record.Agreement, build: Build) -> None:
    """Store two versions of a file, the older one last, another agreement with odd text, and two failures."""
    old, new = (acme.model_copy(update={"document": acme.document.model_copy(update={"sha256": sha})}) for sha in ("old", "new"))
    store.put(old, file="/a.md", modified=datetime(2024, 1, 1, 12, 30, 0, 250_000, tzinfo=UTC))
    store.put(new, file="/a.md")
    store.put(old, file="/a.md", modified=datetime(2024, 1, 1, 12, 30, 0, 250_000, tzinfo=UTC))
    store.put(build(title="a\x00b\u202e\ufdd0", clauses=[record.Clause(id="c1", text="\x1b[31m “ü” \U0001f600")]), file="/caf\udce9.pdf")
    store.put(new, file="/copy.md")
    store.fail("/broken.pdf", "damaged_file", "Cut\noff.", "Ask.")
    store.fail("/\udcff.pdf", "damaged_file", "\x00", "Ask.")


def test_what_goes_out_comes_in_without_loss(store: Store, acme: record.Agreement, agreement: Build, tmp_path: Path) -> None:
    """An export is the way to another database, and the backup."""
    fill(store, acme, agreement)
    out = list(lines(store))

    with open_store(tmp_path / "other.db") as other:
        faults = list(read_lines(other, out))

        assert faults == [None] * len(out)
        assert list(lines(other)) == out
        for versions in (False, True):
            shown = [{(s.file, s.sha256, s.current, s.replaced, s.dated, s.modified, s.stored, s.versions) for s in one.agreements(versions=versions)} for one in (store, other)]  # fmt: skip
            assert shown[0] == shown[1]
        assert list(other.failures()) == list(store.failures())
        assert sorted(hit.text for hit in other.search("terminate", versions=True)) == sorted(
            hit.text for hit in store.search("terminate", versions=True)
        )


def test_an_export_is_one_line_of_ascii_for_each(store: Store, acme: record.Agreement, agreement: Build) -> None:
    """Tools that split at U+2028, or read Latin-1, tear other lines apart."""
    fill(store, acme, agreement)

    out = list(lines(store))

    assert [json.loads(line)["kind"] for line in out] == ["store", *["agreement"] * 4, *["failure"] * 2]
    assert all(line.isascii() and line.isprintable() for line in out)


def test_importing_twice_changes_nothing(store: Store, acme: record.Agreement, agreement: Build) -> None:
    fill(store, acme, agreement)
    out = list(lines(store))

    assert set(read_lines(store, out)) == {None}

    assert list(lines(store)) == out


GOOD = {"kind": "failure", "file": "a", "error": "e", "message": "m", "advice": "a", "stored": "2024-01-01T00:00:00+00:00"}


def torn(member: str) -> str:
    """Return the line of an agreement whose document holds a member that no agreement has."""
    document = '"name": "a", "sha256": "0", "media_type": "t", "bytes": 1, "words": 1'
    record = f'{{"schema_version": "1.0", "document": {{{document}, {member}}}, "uptime": [{{"percent": 99}}]}}'
    return f'{{"kind": "agreement", "file": "a", "stored": "2024-01-01T00:00:00+00:00", "replaced": false, "record": {record}}}'


BAD = [
    torn('"pages": 1e400'), torn('"pages": NaN'), torn(f'"pages": {10**30}'), torn('"else": 1'),
    "", "\n", "{", "[]", "7", "null", '"store"', "[" * 100_000, '{"kind": "store", "format": 99}', '{"kind": "else"}', json.dumps(GOOD | {"stored": "yesterday"}),
    json.dumps(GOOD | {"stored": "2024-01-01T00:00:00"}), json.dumps(GOOD | {"file": 7}),
    '{"kind": "agreement", "file": "a", "stored": "2024-01-01T00:00:00+00:00", "replaced": false, "record": {"schema_version": "1.0"}}',
    '{"kind": "agreement", "file": "a", "stored": "2024-01-01T00:00:00+00:00", "replaced": false, "record": {"schema_version": "2.0"}}',
]  # fmt: skip


def test_a_line_that_is_none_is_told_and_the_others_go_on(store: Store) -> None:
    """A backup with one torn line is still a backup."""
    faults = list(read_lines(store, [*BAD, json.dumps(GOOD)]))

    assert [line for line, fault in zip(BAD, faults, strict=False) if fault is None] == []
    assert faults[-1] is None
    assert [failed.file for failed in store.failures()] == ["a"]


@pytest.fixture
def mine(tmp_path: Path, acme: record.Agreement, bolt: record.Agreement, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the place of the user's own store, with two agreements; that of Acme is number 1."""
    place = str(tmp_path / "sla.db")
    monkeypatch.setenv("SLA_STORE", place)
    with open_store() as store:
        store.put(acme, file="/acme.md")
        store.put(bolt, file="/bolt.md")
    return place


def test_the_commands_move_a_store(mine: str, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    out, other = tmp_path / "out.jsonl", str(tmp_path / "other.db")

    assert main(["store", "export", "-o", str(out)]) == 0
    assert main(["store", "import", str(out), "--store", other]) == 0
    assert "3 lines stored" in capsys.readouterr().err
    assert main(["store", "export", "--store", other]) == 0
    assert capsys.readouterr().out == out.read_text()
    monkeypatch.setattr("sys.stdin", io.StringIO(out.read_text() + "tor\n"))
    assert main(["store", "import", "-", "--store", other]) == 1
    assert "line 4: " in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".part")] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "--store", "{folder}/gone.db"),
        ("import", "{folder}/gone.jsonl"),
        ("export", "-o", "{folder}/no/such/folder"),
        ("show", "99"),
    ],
)
def test_what_cannot_be_moved_ends_with_2(arguments: tuple[str, ...], mine: str, tmp_path: Path, capsys: Said) -> None:
    assert main(["store", *(argument.format(folder=tmp_path) for argument in arguments)]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("sla: ")


def test_a_record_is_read_by_its_id(mine: str, acme: record.Agreement, capsys: Said) -> None:
    assert main(["store", "show", "1"]) == 0
    assert json.loads(capsys.readouterr().out) == acme.model_dump(mode="json")
    assert main(["summary", "store:1"]) == 0
    assert "Acme Cloud Service Level Agreement" in capsys.readouterr().out
    assert main(["explain", "store:2", "uptime"]) == 0
    assert "percent=99.99" in capsys.readouterr().out


def test_an_id_that_is_not_there_is_one_line(mine: str, capsys: Said) -> None:
    assert main(["summary", "store:77"]) == 1

    [line] = capsys.readouterr().err.splitlines()
    assert "no agreement 77" in line


def test_agreements_of_a_store_are_compared(mine: str, capsys: Said) -> None:
    """A comparison of what a query finds need not read a document again."""
    assert main(["compare", "--store", mine, "--width", "120"]) == 0
    both = capsys.readouterr().out
    assert main(["compare", "--query", "uptime > 99.9", "--width", "120"]) == 0
    one = capsys.readouterr().out

    assert "Acme Cloud Ltd" in both
    assert "Bolt" in both
    assert "Acme Cloud Ltd" not in one
    assert "Bolt" in one


def test_agreements_of_a_store_are_checked(mine: str, capsys: Said) -> None:
    assert main(["check", "--query", "provider = Acme", "-f", "json"]) in {0, 1}

    assert "acme.md" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name the documents, or a store"),
        (("--query", "uptime > 100"), "no agreement of the store matches"),
        (("--query", "uptme > 99"), 'did you mean "uptime"'),
        (("--store", "gone.db"), "There is no store"),
        (("a.pdf", "--query", "uptime > 99"), "cannot be read together"),
    ],
)
def test_a_comparison_of_nothing_is_wrong_usage(arguments: tuple[str, ...], said: str, mine: str, capsys: Said) -> None:
    assert main(["compare", *arguments]) == 2

    assert said in capsys.readouterr().err
