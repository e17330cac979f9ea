"""A batch that keeps its outcomes in a store while it runs."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.store import open_store
from extractor.store.store import Store

Said = pytest.CaptureFixture[str]


def extract(contracts: Path, *more: str) -> int:
    return main(["extract", str(contracts), "-q", "-j", "1", *more])


def titles(place: str, *, versions: bool = False) -> list[str | None]:
    with open_store(place, create=False) as store:
        return sorted(stored.title or "" for stored in store.agreements(versions=versions))


BOTH = ["Acme Cloud Service Level Agreement", "Bolt Hosting Service Level Agreement"]


def test_records_and_failures_of_a_batch_are_stored(contracts: Path, tmp_path: Path, place: str) -> None:
    """A file that is in neither list is lost."""
    (contracts / "empty.pdf").touch()

    assert extract(contracts, "--store", place, "-o", str(tmp_path / "records")) == 1

    assert titles(place) == BOTH
    with open_store(place) as store:
        [failed] = store.failures()
        assert (failed.file, failed.error) == (str(contracts / "empty.pdf"), "empty_file")
        record = json.loads((tmp_path / "records/a/acme.md.json").read_text())
        [acme] = [stored for stored in store.agreements() if stored.title == BOTH[0]]
        assert acme.file == str(contracts / "a/acme.md")
        assert store.record(acme.id).model_dump(mode="json") == record


def test_a_store_alone_is_enough(contracts: Path, tmp_path: Path) -> None:
    assert extract(contracts, "--store", str(tmp_path / "new" / "sla.db")) == 0

    assert titles(str(tmp_path / "new" / "sla.db")) == BOTH


def test_nothing_named_is_wrong_usage(contracts: Path, capsys: Said) -> None:
    assert extract(contracts) == 2

    assert "--store" in capsys.readouterr().err


def test_an_unchanged_document_is_stored_once(contracts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand documents that have not changed are not written again each night."""
    place, out = str(tmp_path / "sla.db"), str(tmp_path / "records")
    extract(contracts, "--store", place, "-o", out)
    stored = list[object]()
    monkeypatch.setattr(Store, "put", lambda *given, **_: stored.append(given))

    assert extract(contracts, "--store", place, "-o", out) == 0

    assert stored == []


def test_a_document_of_an_archive_is_stored_again_only_when_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the batch knows of an entry is not the sum of its bytes that the store holds: compared with it, all would be new each night."""
    archive, place = tmp_path / "all.zip", str(tmp_path / "sla.db")
    stored, put = list[str](), Store.put
    monkeypatch.setattr(Store, "put", lambda *given, **named: (stored.append(str(named["file"])), put(*given, **named))[1])

    def run(**percents: str) -> int:
        stored.clear()
        with zipfile.ZipFile(archive, "w") as package:
            for name, percent in percents.items():
                package.writestr(zipfile.ZipInfo(f"{name}.txt"), f"{name} Ltd guarantees {percent}% uptime in each calendar month.")
        assert main(["extract", f"zip://{archive}", "-o", str(tmp_path / "out"), "-q", "--store", place]) == 0
        return len(stored)

    assert run(acme="99.9", bolt="99.5") == 2
    assert run(acme="99.9", bolt="99.5") == 0
    assert run(acme="99.9", bolt="98.5") > 0
    with open_store(place) as store:
        found = {each.file: (each.versions, store.record(each.id).uptime[0].percent) for each in store.agreements()}
    assert found == {f"zip://acme.txt::{archive}": (1, 99.9), f"zip://bolt.txt::{archive}": (2, 98.5)}


def test_a_store_is_filled_from_the_records_of_earlier_runs(contracts: Path, tmp_path: Path) -> None:
    """Whoever names a store later, or was killed between record and store, has them in it after the next run."""
    place, out = str(tmp_path / "sla.db"), tmp_path / "records"
    extract(contracts, "-o", str(out))

    extract(contracts, "--store", place, "-o", str(out))

    assert titles(place) == BOTH


def test_a_record_that_is_newer_than_the_store_is_stored_again(contracts: Path, tmp_path: Path) -> None:
    """A store that keeps the figures of an older program after the records were corrected shows wrong figures."""
    place, out = str(tmp_path / "sla.db"), tmp_path / "records"
    extract(contracts, "--store", place, "-o", str(out))
    file = out / "bolt.md.json"
    file.write_text(file.read_text().replace("99.99,", "99.98,", 1))
    os.utime(file, (4e9, 4e9))

    extract(contracts, "--store", place, "-o", str(out))

    with open_store(place) as store:
        [bolt] = [stored for stored in store.agreements() if stored.title == BOTH[1]]
        assert store.record(bolt.id).uptime[0].percent == 99.98


def test_a_changed_document_is_a_new_version(contracts: Path, tmp_path: Path) -> None:
    place, out = str(tmp_path / "sla.db"), str(tmp_path / "records")
    extract(contracts, "--store", place, "-o", out)
    bolt = contracts / "bolt.md"
    bolt.write_text(bolt.read_text(encoding="utf-8").replace("99.99%", "99.95%"), encoding="utf-8")

    extract(contracts, "--store", place, "-o", out)

    assert titles(place) == BOTH
    assert titles(place, versions=True) == sorted([*BOTH, BOTH[1]])
    with open_store(place) as store:
        [now] = [stored for stored in store.agreements() if stored.title == BOTH[1]]
        assert (store.record(now.id).uptime[0].percent, now.versions) == (99.95, 2)


@pytest.mark.parametrize("output", [["-o", "-"], []])
def test_a_store_that_cannot_be_used_ends_the_run_with_one_line(output: list[str], contracts: Path, capsys: Said) -> None:
    """Reading for hours with nowhere to keep it helps nobody."""
    assert extract(contracts, "--store", "mysql://db/contracts", *output) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
