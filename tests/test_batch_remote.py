"""Documents in a store: read from a real server that speaks S3, whatever the objects are called and whatever fails."""

from __future__ import annotations

import json
import socket
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem

from extractor import batch_remote
from extractor.batch import find_jobs, run
from extractor.batch_remote import fetch, listed, scheme_of
from extractor.cli import main
from extractor.errors import BadAddress, LimitExceeded, MissingExtra, MissingFile, Unreachable
from extractor.limits import Limits
from extractor.readers.source import ReadSettings
from extractor.store.store import Store

WORDS = b"Acme guarantees 99.9% uptime in each calendar month."
ODD = ["a b.txt", "é ü.txt", "x#y?z%20&.txt", "p//empty-folder.txt", "p/../up.txt", "p/./here.txt", "\u202egnp.txt", "star*[1].txt", "n" * 900 + ".txt", "plus+.txt"]  # fmt: skip
"""Keys of objects; none may be lost, and none may lead out of the output folder."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return the address of a server that speaks S3, running as long as this module's tests."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Return a new bucket, as boto3's resource."""
    for name, value in (
        ("ACCESS_KEY_ID", "test"),
        ("SECRET_ACCESS_KEY", "test"),
        ("DEFAULT_REGION", "us-east-1"),
        ("ENDPOINT_URL", server),
    ):
        monkeypatch.setenv("AWS_" + name, value)
    S3FileSystem.clear_instance_cache()
    made = boto3.resource("s3").create_bucket(Bucket=f"contracts-{abs(hash(request.node.name))}")
    yield made
    made.objects.delete()
    made.delete()


def put(bucket: Any, *keys: str, body: bytes = WORDS) -> None:
    for key in keys:
        bucket.put_object(Key=key, Body=body)


def records(out: Path) -> set[str]:
    return {str(path.relative_to(out)) for path in out.rglob("[!.]*.json")}


def test_a_prefix_is_read_and_its_shape_kept(bucket: Any, tmp_path: Path) -> None:
    put(bucket, "2025/acme.txt", "2025/deep/er/bolt.txt", "2025-old.txt", "2024/core.txt", "2025/failures.jsonl", "2025/.git/config")
    put(bucket, "2025/folder/", body=b"")
    out = tmp_path / "out"

    assert main(["extract", f"s3://{bucket.name}/2025", "-o", str(out), "-q"]) == 0

    assert records(out) == {"acme.txt.json", "deep/er/bolt.txt.json"}
    record = json.loads((out / "acme.txt.json").read_text(encoding="utf-8"))
    assert record["document"]["name"] == "acme.txt"
    assert record["uptime"][0]["percent"] == 99.9


def test_an_object_that_cannot_be_read_costs_only_itself(bucket: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(bucket, "a.txt", "b.txt")
    put(bucket, "empty.pdf", body=b"")
    put(bucket, "broken.docx", body=b"PK\x03\x04 and no more")
    out = tmp_path / "out"

    assert main(["extract", f"s3://{bucket.name}", f"s3://{bucket.name}/none.pdf", "-o", str(out), "-q"]) == 1

    assert records(out) == {"a.txt.json", "b.txt.json"}
    failures = [json.loads(line) for line in (out / "failures.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(f["file"].removeprefix(f"s3://{bucket.name}/"), f["error"]) for f in failures] == [
        ("broken.docx", "damaged_file"), ("empty.pdf", "empty_file"), ("none.pdf", "missing_file"),
    ]  # fmt: skip
    assert "Traceback" not in capsys.readouterr().err


def test_an_object_that_goes_away_after_it_was_listed_is_a_failure(bucket: Any) -> None:
    put(bucket, "a.txt", "b.txt")
    jobs = find_jobs([f"s3://{bucket.name}"])
    bucket.Object("a.txt").delete()

    outcomes = {o.job.shown.rpartition("/")[2]: o for o in run(jobs, workers=1)}

    assert outcomes["b.txt"].record is not None
    failure = outcomes["a.txt"].failure
    assert failure is not None
    assert failure.error == "missing_file"


def test_no_object_is_lost_for_its_name(bucket: Any, tmp_path: Path) -> None:
    """A listing by folders leaves out what lies below a folder without a name."""
    put(bucket, *ODD)
    out = tmp_path / "out"

    assert main(["extract", f"s3://{bucket.name}/", "-o", str(out), "-q"]) == 0

    assert len(records(out)) == len(ODD)
    assert {"_/up.txt.json", "p/_/empty-folder.txt.json", "p/_/here.txt.json"} - records(out) == {"_/up.txt.json"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


@pytest.mark.parametrize(("pattern", "found"), [("*.pdf", 1), ("**/*.pdf", 2), ("x/*", 2), ("star*.txt", 1)])
def test_a_pattern_chooses_among_the_objects(pattern: str, found: int, bucket: Any) -> None:
    put(bucket, "a.pdf", "x/b.pdf", "x/c.txt", "star*.txt", "starred.txt")

    assert len(listed(f"s3://{bucket.name}/{pattern}")) == found


def test_what_has_not_changed_is_not_fetched_again(bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """Ten thousand scans would cross the network every night."""
    put(bucket, "a.txt", "b.txt")
    command = ["extract", f"s3://{bucket.name}", "-o", str(tmp_path / "out")]
    assert main(command) == 0
    fetched = list[str]()
    monkeypatch.setattr(batch_remote, "fetch", lambda url, place, most: (fetched.append(url), fetch(url, place, most)))

    assert main(command) == 0
    assert fetched == []
    assert "2 unchanged" in capsys.readouterr().err
    put(bucket, "b.txt", body=WORDS.replace(b"99.9", b"99.5"))
    assert main(command) == 0
    assert fetched == [f"s3://{bucket.name}/b.txt"]
    assert json.loads((tmp_path / "out/b.txt.json").read_text(encoding="utf-8"))["uptime"][0]["percent"] == 99.5


def test_an_object_is_stored_again_only_when_it_changed(bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a store of objects says of one (its ETag) is not the sum of its bytes that the database holds."""
    put(bucket, "a.txt", "b.txt")
    command = ["extract", f"s3://{bucket.name}", "-o", str(tmp_path / "out"), "-q", "--store", str(tmp_path / "sla.db")]
    stored, keep = list[str](), Store.put
    monkeypatch.setattr(Store, "put", lambda *given, **named: (stored.append(str(named["file"])), keep(*given, **named))[1])
    assert main(command) == 0
    assert len(stored) == 2
    stored.clear()

    assert main(command) == 0
    assert stored == []
    put(bucket, "b.txt", body=WORDS.replace(b"99.9", b"99.5"))
    assert main(command) == 0
    assert stored == [f"s3://{bucket.name}/b.txt"]


def test_an_object_larger_than_a_file_may_be_is_refused(bucket: Any, tmp_path: Path) -> None:
    put(bucket, "a.txt", body=b"x" * 5_000)

    with pytest.raises(LimitExceeded):
        fetch(f"s3://{bucket.name}/a.txt", tmp_path / "a", 4_999)
    [outcome] = run(find_jobs([f"s3://{bucket.name}"]), settings=ReadSettings(limits=Limits(bytes=4_999)), workers=1)
    assert outcome.failure is not None
    assert outcome.failure.error == "limit_exceeded"


def test_nothing_fetched_is_left_behind(bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Contracts would lie about in the temporary folder."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    put(bucket, *(f"{i}.txt" for i in range(12)))
    most = 0
    for outcome in run(find_jobs([f"s3://{bucket.name}"]), workers=1):
        assert outcome.record is not None
        most = max(most, sum(1 for _ in tmp_path.rglob("sla-*/*")))

    assert 0 < most <= 11
    assert list(tmp_path.rglob("sla-*")) == []


def test_one_object_is_read_by_commands_for_one_document(bucket: Any, capsys: pytest.CaptureFixture[str]) -> None:
    put(bucket, "x/a.txt")

    assert main(["summary", f"s3://{bucket.name}/x/a.txt"]) == 0
    assert "99.9%" in capsys.readouterr().out


def test_an_archive_in_a_store_is_read_file_by_file(bucket: Any, tmp_path: Path) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("a.txt", WORDS)
        package.writestr("b.pdf", b"")
    put(bucket, "all.zip", body=file.getvalue())

    assert main(["extract", f"zip://*.txt::s3://{bucket.name}/all.zip", "-o", str(tmp_path / "out"), "-q"]) == 0
    assert records(tmp_path / "out") == {"a.txt.json"}


def test_a_store_that_does_not_answer_is_a_failure_that_passes(bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recorded for good, the object would not be tried again when the store is back."""
    put(bucket, "a.txt")
    command = ["extract", f"s3://{bucket.name}/a.txt", "-o", str(tmp_path / "out"), "-q"]
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        with monkeypatch.context() as patch:
            patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{deaf.getsockname()[1]}")
            patch.setenv("AWS_MAX_ATTEMPTS", "1")
            S3FileSystem.clear_instance_cache()
            with pytest.raises(Unreachable, match="s3:// cannot be read"):
                listed(f"s3://{bucket.name}/a.txt")
            assert main(command) == 1
    S3FileSystem.clear_instance_cache()

    assert main(command) == 0
    assert not (tmp_path / "out/failures.jsonl").exists()


def test_a_bucket_that_is_not_there_is_said(bucket: Any) -> None:
    with pytest.raises(MissingFile, match="nothing at this address"):
        listed("s3://no-such-bucket-here/a.txt")


@pytest.mark.parametrize("address", ["http://acme.example/sla.pdf", "https://acme.example/", "ftp://acme.example/a.pdf", "file:///etc/passwd", "HTTP://acme.example/a"])  # fmt: skip
def test_other_addresses_are_refused_without_asking_them(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of paths from somewhere else must not make the program call the web."""

    def call(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", call)
    with pytest.raises(BadAddress, match="are not read"):
        listed(address)
    assert main(["extract", address, "-o", str(tmp_path / "out"), "-q"]) == 1
    [line] = (tmp_path / "out/failures.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["file"], json.loads(line)["error"]) == (address, "bad_address")


@pytest.mark.parametrize(("scheme", "extra"), [("gs", "gs"), ("az", "az"), ("s3", "s3")])
def test_a_missing_extra_is_named(scheme: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_remote, "find_spec", lambda _: None)

    with pytest.raises(MissingExtra) as caught:
        listed(f"{scheme}://bucket/a.pdf")
    assert f"'sla-extractor[{extra}]'" in caught.value.advice


@pytest.mark.parametrize(
    ("text", "scheme"), [("s3://a/b", "s3"), ("zip://a::b", "zip"), ("C:\\a", None), ("a/b://c", None), ("://", None), ("", None)]
)
def test_a_path_is_no_address(text: str, scheme: str | None) -> None:
    assert scheme_of(text) == scheme
