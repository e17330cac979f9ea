"""The command line: what it writes, what it says, and the code it ends with."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractor import __version__
from extractor.cli import main
from extractor.commands.compare import BINARY, FORMATS
from extractor.comparison.explain import GROUPS
from extractor.record import Agreement, json_schema

Said = pytest.CaptureFixture[str]


def pdf(path: Path, words: str, **options: object) -> None:
    canvas = Canvas(str(path), invariant=1, **options)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 720, words)
    canvas.save()


def encrypted(path: Path) -> None:
    pdf(path, "Acme guarantees 99.9% uptime in each calendar month.", encrypt=StandardEncryption("secret", strength=128))


def damaged(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\nnothing of a PDF follows\n")


def torn(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 a container cut off after a few bytes")


def binary(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def folder(path: Path) -> None:
    path.mkdir()


def missing(path: Path) -> None:
    """Leave the path without a file."""


BAD: list[tuple[str, Callable[[Path], None], str, str]] = [
    ("gone.pdf", missing, "missing_file", "Check the path"),
    ("empty.docx", empty, "empty_file", "Fetch the document again"),
    ("locked.pdf", encrypted, "encrypted_file", "--password-file"),
    ("broken.pdf", damaged, "damaged_file", "ask for a new copy"),
    ("torn.docx", torn, "damaged_file", "ask for a new copy"),
    ("picture.png", binary, "unsupported_format", "Convert it"),
]


@pytest.mark.parametrize(("name", "make", "code", "advice"), BAD)
@pytest.mark.parametrize("command", ["summary", "explain", "compare"])
def test_a_bad_file_is_one_line_that_says_what_to_do(
    command: str, name: str, make: Callable[[Path], None], code: str, advice: str, tmp_path: Path, capsys: Said
) -> None:
    """A traceback tells a buyer nothing."""
    make(tmp_path / name)

    ended = main([command, str(tmp_path / name)])

    said = capsys.readouterr()
    assert ended == 1
    assert said.out == ""
    [line] = said.err.splitlines()
    assert line.startswith("sla: ")
    assert name in line
    assert advice in line
    assert code not in line


def test_extract_writes_a_record_per_document_where_it_stood(contracts: Path, tmp_path: Path, capsys: Said) -> None:
    """Two files of one name in two folders must not share a record."""
    pdf(contracts / "a" / "acme.pdf", "Acme guarantees 99.9% uptime in each calendar month.")
    out = tmp_path / "records"

    ended = main(["extract", str(contracts), "-o", str(out)])

    assert ended == 0
    assert sorted(str(p.relative_to(out)) for p in out.rglob("[!.]*") if p.is_file()) == [
        "a/acme.md.json",
        "a/acme.pdf.json",
        "bolt.md.json",
    ]
    assert capsys.readouterr().err == f"sla: 3 records written to {out}\n"


def test_extract_dash_prints_one_record_a_line(contracts: Path, capsys: Said) -> None:
    """`sla extract … -o - | jq` reads a record per line."""
    assert main(["extract", str(contracts), "-o", "-"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert sorted(json.loads(line)["document"]["name"] for line in lines) == ["acme.md", "bolt.md"]


def test_the_schema_holds_for_every_record(contracts: Path, capsys: Said) -> None:
    """Whoever is fed records checks them with `sla schema`; the schema itself must be sound, too."""
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert main(["extract", str(contracts), "-o", "-"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert schema == json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for each in records:
        jsonschema.validate(each, schema, cls=jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**records[0], "promised": 99.9}, schema, cls=jsonschema.Draft202012Validator)


def test_a_record_reads_back_as_it_was(contracts: Path, tmp_path: Path) -> None:
    """A record that changes by being stored could not be compared later."""
    main(["extract", str(contracts), "-q", "-o", str(tmp_path / "out")])
    text = (tmp_path / "out" / "bolt.md.json").read_text(encoding="utf-8")

    assert Agreement.model_validate_json(text).model_dump_json(indent=1) + "\n" == text


def test_bad_files_are_reported_and_the_others_go_on(contracts: Path, tmp_path: Path, capsys: Said) -> None:
    """One damaged file among hundreds must not cost a night's run."""
    paths = [contracts / name for name, _, _, _ in BAD]
    for (_, make, _, _), path in zip(BAD, paths, strict=True):
        make(path)
    out = tmp_path / "out"

    ended = main(["extract", str(contracts), str(paths[0]), "-o", str(out), "-j", "1"])

    said = capsys.readouterr()
    assert ended == 1
    assert {p.name for p in out.rglob("*.json")} == {"acme.md.json", "bolt.md.json"}
    *lines, last = said.err.splitlines()
    assert len(lines) == len(BAD)
    assert all(sum(f"{name}:" in line for line in lines) == 1 for name, _, _, _ in BAD)
    assert last == f"sla: 2 records written to {out}, {len(BAD)} failed: see {out / 'failures.jsonl'}"
    failures = [json.loads(line) for line in (out / "failures.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {f["file"]: f["error"] for f in failures} == {str(p): code for p, (_, _, code, _) in zip(paths, BAD, strict=True)}
    assert all(set(f) == {"file", "error", "message", "advice"} and all(f.values()) for f in failures)


def test_a_good_run_removes_the_failures_of_the_one_before(contracts: Path, tmp_path: Path) -> None:
    """Yesterday's failures would be taken for today's."""
    out = tmp_path / "out"
    damaged(contracts / "bad.pdf")
    assert main(["extract", str(contracts), "-q", "-o", str(out)]) == 1
    (contracts / "bad.pdf").unlink()

    assert main(["extract", str(contracts), "-q", "-o", str(out)]) == 0
    assert not (out / "failures.jsonl").exists()


def test_dash_prints_the_good_records_and_says_the_bad(contracts: Path, capsys: Said) -> None:
    damaged(contracts / "bad.pdf")

    assert main(["extract", str(contracts), "-o", "-", "-j", "1"]) == 1

    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 2
    assert "bad.pdf" in said.err


def test_a_password_file_opens_what_is_locked(tmp_path: Path, capsys: Said) -> None:
    encrypted(tmp_path / "locked.pdf")
    (tmp_path / "passwords").write_text("wrong\nsecret\n", encoding="utf-8")

    assert main(["summary", str(tmp_path / "locked.pdf"), "--password-file", str(tmp_path / "passwords")]) == 0
    assert "99.9% uptime" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00\x80"])
def test_a_password_file_that_cannot_be_read_is_wrong_usage(content: bytes | None, contracts: Path, tmp_path: Path, capsys: Said) -> None:
    """A password file in another encoding ended in a traceback."""
    if content is not None:
        (tmp_path / "passwords").write_bytes(content)

    with pytest.raises(SystemExit) as ended:
        main(["summary", str(contracts / "bolt.md"), "--password-file", str(tmp_path / "passwords")])

    assert ended.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "password file" in line


def test_summary_says_what_is_promised_and_where_it_stands(contracts: Path, capsys: Said) -> None:
    assert main(["summary", str(contracts / "a" / "acme.md"), "--width", "120"]) == 0

    said = capsys.readouterr().out
    assert "99.9% uptime, measured per month (43 min 12 s down in a 30-day month)" in said
    assert "uptime from 99% to below 99.9%: 10% of monthly fee" in said
    assert "within 30 days from the end of the month, 30 to 61 days after the outage" in said
    assert "credits@acme.example" in said
    assert "\x1b" not in said
    assert "“" not in said


def test_summary_with_quotes_shows_the_words(contracts: Path, capsys: Said) -> None:
    assert main(["summary", str(contracts / "bolt.md"), "--quotes", "--width", "120"]) == 0

    assert "99.99%" in capsys.readouterr().out.partition("“")[2]


@pytest.mark.parametrize("command", ["summary", "explain"])
def test_a_stored_record_is_as_good_as_its_document(command: str, contracts: Path, tmp_path: Path, capsys: Said) -> None:
    """Documents are read once; what is asked later is asked of the records."""
    main(["extract", str(contracts / "bolt.md"), "-q", "-o", str(tmp_path)])

    assert main([command, str(contracts / "bolt.md")]) == 0
    of_document = capsys.readouterr().out
    assert main([command, str(tmp_path / "bolt.md.json")]) == 0
    assert capsys.readouterr().out == of_document


def reads(form: str, text: str) -> object:
    """Return what a reader of the format makes of the text."""
    match form:
        case "json":
            return json.loads(text)["rows"]
        case "csv":
            return list(csv.DictReader(io.StringIO(text)))
        case "html":
            return "<table" in text and text.rstrip().endswith("</html>")
        case _:
            return "Promised uptime" in text


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in BINARY])
def test_compare_in_every_format(form: str, contracts: Path, capsys: Said) -> None:
    assert main(["compare", str(contracts), "-q", "--format", form]) == 0

    said = capsys.readouterr()
    assert said.err == ""
    assert reads(form, said.out)
    assert "Acme" in said.out
    assert "Bolt Hosting" in said.out
    assert "99.99%" in said.out


@pytest.mark.parametrize(
    "ending", [("md", "markdown"), ("html", "html"), ("htm", "html"), ("CSV", "csv"), ("json", "json"), ("txt", "terminal")]
)
def test_the_ending_of_the_output_gives_the_format(ending: tuple[str, str], contracts: Path, tmp_path: Path, capsys: Said) -> None:
    suffix, form = ending
    out = tmp_path / "new" / f"comparison.{suffix}"

    assert main(["compare", str(contracts), "-o", str(out)]) == 0
    assert main(["compare", str(contracts), "--format", form]) == 0
    assert out.read_text(encoding="utf-8") == capsys.readouterr().out


def test_compare_takes_records_and_documents_together(contracts: Path, tmp_path: Path, capsys: Said) -> None:
    main(["extract", str(contracts / "bolt.md"), "-q", "-o", str(tmp_path / "out")])

    assert main(["compare", str(contracts / "a"), str(tmp_path / "out"), "--format", "json"]) == 0
    assert [column["file"] for column in json.loads(capsys.readouterr().out)["columns"]] == ["acme.md", "bolt.md"]


def test_the_failures_beside_records_are_no_agreement(contracts: Path, tmp_path: Path, capsys: Said) -> None:
    """`sla compare records/` made a column of `failures.jsonl`."""
    damaged(contracts / "bad.pdf")
    main(["extract", str(contracts), "-q", "-o", str(tmp_path / "out")])
    capsys.readouterr()

    assert main(["compare", str(tmp_path / "out"), "--format", "json"]) == 0
    assert sorted(column["file"] for column in json.loads(capsys.readouterr().out)["columns"]) == ["acme.md", "bolt.md"]


def test_compare_leaves_out_what_cannot_be_read(contracts: Path, capsys: Said) -> None:
    damaged(contracts / "bad.pdf")

    assert main(["compare", str(contracts), "--format", "csv"]) == 1
    said = capsys.readouterr()
    assert "Bolt Hosting" in said.out
    assert "bad.pdf" in said.err


@pytest.mark.parametrize("term", GROUPS)
def test_explain_one_term(term: str, contracts: Path, capsys: Said) -> None:
    """Each group is explained alone, found or not."""
    assert main(["explain", str(contracts / "a" / "acme.md"), term]) == 0

    first, *rest = capsys.readouterr().out.splitlines()
    assert first == term
    assert rest


def test_explain_says_that_a_value_was_left_blank(tmp_path: Path, capsys: Said) -> None:
    """A blank told as not found sends the reader to search for a number that nobody has written."""
    (tmp_path / "form.md").write_text(
        "# Service Level Agreement\n\n## Availability\n\nThe service is available at least [__]% of each calendar month.\n\n"
        "## Termination\n\nCustomer may terminate this agreement on thirty (30) days' written notice.\n"
    )
    assert main(["explain", str(tmp_path / "form.md")]) == 0
    said = capsys.readouterr().out

    assert "left blank: “[__]%” in Availability" in said
    assert "notice=30 days" in said


def test_explain_names_the_clause_the_words_and_where_it_looked(contracts: Path, capsys: Said) -> None:
    assert main(["explain", str(contracts / "a" / "acme.md")]) == 0

    said = capsys.readouterr().out
    assert "percent=99.9" in said
    assert "clause 1.1 [" in said
    assert "not found; looked in" in said


WRONG = [
    ([], "required"),
    (["compare", "a.pdf", "--format", "pptx"], "pptx"),
    (["compare", "a.pdf", "--width", "0"], "'0' is not a whole number above 0"),
    (["extract", "a.pdf", "-o", "x", "-j", "-2"], "-j"),
    (["summary", "a.pdf", "b.pdf"], "b.pdf"),
    (["guess", "a.pdf"], "guess"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG)
def test_wrong_usage_ends_with_2_and_names_what_is_wrong(arguments: list[str], named: str, capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert named in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["explain", "{contracts}/bolt.md", "uptimes"], "no term 'uptimes'; choose one of: uptime, credits"),
        (["extract", "{contracts}"], "say where records go: -o DIR"),
        (["extract", "{empty}", "-o", "-"], "no files found below"),
        (["compare", "{empty}"], "no files found below"),
        (["compare", "{contracts}", "--format", "xlsx"], "xlsx is no text for a terminal; name a file: -o comparison.xlsx"),
        (["extract", "{contracts}", "-o", "{contracts}/bolt.md"], "Cannot make the folder"),
        (["compare", "{contracts}/bolt.md", "-o", "{contracts}/bolt.md/c.html"], "Cannot write"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_ends_with_2(
    arguments: list[str], named: str, contracts: Path, tmp_path: Path, capsys: Said
) -> None:
    """An output that cannot be written ended in a traceback."""
    (tmp_path / "empty").mkdir()

    ended = main([argument.format(contracts=contracts, empty=tmp_path / "empty") for argument in arguments])

    assert ended == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("sla: ")
    assert named in line


def test_version(capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"sla-extractor {__version__}\n"


def run(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "extractor.cli", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, env={**os.environ, **environment}, check=False)


def test_the_locale_does_not_matter(contracts: Path) -> None:
    """In a cron job or a container the locale is often "C"; the first “ ended the command."""
    done = run("summary", str(contracts / "bolt.md"), "--quotes", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert done.returncode == 0
    assert "“" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_file_name_that_is_no_text_is_read_and_reported(tmp_path: Path) -> None:
    """Names from old archives are in another encoding; one of them cost the whole list of failures."""
    folder = os.fsencode(tmp_path)
    with open(os.path.join(folder, b"caf\xe9.md"), "wb") as out:
        out.write(b"# Acme SLA\n\nAcme guarantees 99.9% uptime in each calendar month.\n")
    with open(os.path.join(folder, b"leer\xe9.pdf"), "wb"):
        pass

    done = run("extract", folder, "-o", folder + b"/out", "-q")

    assert done.returncode == 1
    assert b"is empty" in done.stderr
    assert b"Traceback" not in done.stderr
    [record] = (tmp_path / "out").glob("*.md.json")
    assert json.loads(record.read_text(encoding="utf-8"))["document"]["name"] == "caf\N{REPLACEMENT CHARACTER}.md"
    [failure] = (tmp_path / "out" / "failures.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(failure)["error"] == "empty_file"


def test_control_signs_of_a_file_name_do_not_reach_the_terminal(tmp_path: Path, capsys: Said) -> None:
    """A name can hold the sequences that rewrite a terminal's title or its lines."""
    assert main(["summary", str(tmp_path / "a\x1b]0;owned\x07.pdf")]) == 1
    assert main(["compare", str(tmp_path / "a\x1b[2J.pdf")]) == 1

    assert "\x1b" not in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_failure(contracts: Path) -> None:
    """`sla compare … | head -1` closes the pipe early."""
    command = [sys.executable, "-m", "extractor.cli", "compare", str(contracts), "--format", "html"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=120) == 0
