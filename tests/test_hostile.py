"""Nothing that a document, or its name, can do: hostile files end in a record or a clear failure, and harm nothing."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch import find_jobs, terminal_safe
from extractor.batch_jobs import LONGEST_NAME, record_name
from extractor.cli import main
from extractor.pipeline import extract_source
from extractor.readers.source import Source

Said = pytest.CaptureFixture[str]
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="such names and links are not allowed there")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
PROMISE = "<w:p><w:r><w:t>We guarantee 99.9% uptime each month.</w:t></w:r></w:p>"
SECRET = "the-secret-of-another-file"


def related(target: str, kind: str, more: str = "") -> str:
    reltype = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return f'<Relationship Id="{kind}" Type="{reltype}" Target="{target}"{more}/>'


def docx(body: str, *, before: str = "", more: dict[str, bytes] | None = None, afar: str = "") -> bytes:
    """Return a Word file; parts in `more` that are styles or numbering are related to the document, `afar` names an address that is."""
    file = io.BytesIO()
    relations = "".join(related(f"{kind}.xml", kind) for kind in ("styles", "numbering") if f"word/{kind}.xml" in (more or {}))
    if afar:
        relations += related(afar, "attachedTemplate", ' TargetMode="External"') + related(afar, "image", ' TargetMode="External"')
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        )
        package.writestr("word/document.xml", f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        for name, content in (more or {}).items():
            package.writestr(name, content)
    return file.getvalue()


def pdf(*objects: bytes, root: int = 1, loop: bool = False) -> bytes:
    """Return a PDF of these objects, numbered from 1, with a sound cross-reference table (or one that names itself as the one before)."""
    out, places = bytearray(b"%PDF-1.7\n"), list[int]()
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    before = b" /Prev %d" % len(out) if loop else b""
    trailer = b"trailer\n<< /Size %d /Root %d 0 R%s >>\n" % (len(objects) + 1, root, before)
    return bytes(out) + end + trailer + b"startxref\n%d\n%%%%EOF\n" % len(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(content), entries) + content + b"\nendstream"


CATALOG, FONT = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>"
)
TEXT = b"BT /F 12 Tf 72 700 Td (We guarantee 99.9% uptime each month.) Tj ET"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def form(content: bytes) -> bytes:
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /X 6 0 R >> >>")


def bomb(size: int) -> bytes:
    """Return content that inflates twice to a PDF's page description of `size` spaces."""
    packer, chunks = zlib.compressobj(9), list[bytes]()
    for _ in range(size // 1_000_000):
        chunks.append(packer.compress(b" " * 1_000_000))
    return zlib.compress(b"".join(chunks) + packer.flush(), 9)


BITMAP = stream(
    zlib.compress(zlib.compress(b"\0" * (60_000 * 60_000 // 8), 9), 9),
    b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter [/FlateDecode /FlateDecode]",
)
"""A picture of 3,600 million points in a few kilobytes."""


def lying(data: bytes) -> bytes:
    """Return a Word file whose list of contents says that its document has ten bytes."""
    place = data.rindex(b"word/document.xml") - 46
    return data[: place + 24] + (10).to_bytes(4, "little") + data[place + 28 :]


def deep(tag: str, depth: int) -> bytes:
    return (f"<{tag}>" * depth + "We guarantee 99.9% uptime." + f"</{tag}>" * depth).encode()


def table(rows: int, cells: int, properties: str = "") -> str:
    cell = f"<w:tc>{properties}<w:p><w:r><w:t>1%</w:t></w:r></w:p></w:tc>"
    return f"<w:tbl>{f'<w:tr>{cell * cells}</w:tr>' * rows}</w:tbl>{PROMISE}"


MANY_CELLS = "<w:tbl>" + "".join(
    "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{n * 7919 % 99991}</w:t></w:r></w:p></w:tc>" for n in range(row, row + 500)) + "</w:tr>"
    for row in range(0, 250_000, 500)
) + "</w:tbl>" + PROMISE  # fmt: skip
ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10)
) + "]>"  # fmt: skip
CYCLE = (
    f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="N"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="N"/><w:numStyleLink w:val="N"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
).encode()
NUMBERED = PROMISE.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="N"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
CYCLE_STYLES = (
    f'<w:styles xmlns:w="{WORD}"><w:style w:type="numbering" w:styleId="N"><w:basedOn w:val="M"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="M"><w:basedOn w:val="N"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
).encode()
STYLES = (
    f'<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
).encode()

FILES: dict[str, bytes] = {
    "inflates to a gigabyte.pdf": pdf(
        CATALOG, PAGES, PAGE, stream(bomb(1_000_000_000), b"/Filter [/FlateDecode /FlateDecode]"), FONT, FONT
    ),
    "a million kids.pdf": pdf(
        CATALOG, b"<< /Type /Pages /Kids [" + b"3 0 R " * 1_000_000 + b"] /Count 1000000 >>", PAGE, stream(TEXT), FONT, FONT
    ),
    "count lies.pdf": pdf(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", PAGE, stream(TEXT), FONT, FONT),
    "kids loop.pdf": pdf(CATALOG, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R >>", PAGE, stream(TEXT), FONT, FONT),
    "form draws itself.pdf": pdf(CATALOG, PAGES, PAGE, stream(TEXT + b" /X Do"), FONT, form(b"/X Do /X Do")),
    "a million marks.pdf": pdf(CATALOG, PAGES, PAGE, stream(zlib.compress(TEXT + b" q" * 1_000_000), b"/Filter /FlateDecode"), FONT, FONT),
    "half a million words.pdf": pdf(
        CATALOG,
        PAGES,
        PAGE,
        stream(zlib.compress(b"BT /F 1 Tf " + b"1 0 0 1 9 9 Tm (a) Tj " * 500_000 + b"ET"), b"/Filter /FlateDecode"),
        FONT,
        FONT,
    ),
    "a hundred thousand rules.pdf": pdf(
        CATALOG,
        PAGES,
        PAGE,
        stream(
            zlib.compress(TEXT + b"".join(b" %d %d m %d %d l S" % (n % 600, n % 790, n % 601, n % 791) for n in range(100_000))),
            b"/Filter /FlateDecode",
        ),
        FONT,
        FONT,
    ),
    "nested arrays.pdf": pdf(CATALOG[:-2] + b"/A " + b"[" * 200_000 + b"]" * 200_000 + b">>", PAGES, PAGE, stream(TEXT), FONT, FONT),
    "only a header.pdf": b"%PDF-1.7\n",
    "entities.docx": docx("<w:p><w:r><w:t>&k;</w:t></w:r></w:p>", before=ENTITIES),
    "external entity.docx": docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", before='<!DOCTYPE w [<!ENTITY x SYSTEM "SECRET_URI">]>'),
    "path traversal.docx": docx(PROMISE, more={"../../../escaped.txt": b"out", "/escaped.txt": b"out"}),
    "a million cells.docx": docx(table(1000, 1000)),
    "too many cells.docx": docx(MANY_CELLS),
    "too many entries.docx": docx(PROMISE, more={f"word/media/{n}.png": b"" for n in range(6_000)}),
    "size that lies.docx": lying(docx(PROMISE * 1000)),
    "cyclic numbering.docx": docx(NUMBERED * 3, more={"word/numbering.xml": CYCLE, "word/styles.xml": CYCLE_STYLES}),
    "wide span.docx": docx(table(3, 2, '<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>')),
    "nested tables.docx": docx("<w:tbl><w:tr><w:tc>" * 5000 + PROMISE + "</w:tc></w:tr></w:tbl>" * 5000),
    "cyclic styles.docx": docx(PROMISE.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>'), more={"word/styles.xml": STYLES}),
    "a gigabyte of zeros.docx": docx(PROMISE, more={"word/styles.xml": b"\0" * 100_000_000}),
    "deep.html": deep("div", 200_000),
    "deep lists.html": deep("ul><li", 50_000).replace(b"</ul><li>", b"</li></ul>"),
    "deep tables.html": deep("table><tr><td", 20_000).replace(b"</table><tr><td>", b"</td></tr></table>"),
    "wide span.html": b"<table><tr><td colspan=999999999 rowspan=999999999>99.9% uptime</td></tr></table><p>We guarantee 99.9%.",
    "entities.html": b"<!DOCTYPE html SYSTEM 'SECRET_URI'><p>&lt;script&gt; 99.9% uptime <script>alert(1)</script><img src='http://127.0.0.1:9/x'>",
    "quotes.md": b"> " * 50_000 + b"We guarantee 99.9% uptime.",
    "brackets.md": b"[" * 30_000 + b"99.9%" + b"](" * 15_000,
    "stars.md": b"*a_" * 30_000,
    "pipes.md": b"|a" * 15_000 + b"\n" + b"|-" * 15_000 + b"\n" + b"|b" * 15_000,
    "padded rows.md": b"We guarantee 99.9% uptime each month.\n\n" + b"a|" * 150 + b"a\n" + b"-|" * 150 + b"-\n" + b"b\n" * 5_000,
    "many parts.mht": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n" + b"--a\n\nx\n" * 300_000,
    "one line.txt": b"less than 99.9% or " * 15_000,
    "numbers.txt": b"1." * 100_000,
    "words.txt": b"twenty-one hundred and " * 10_000,
    "blank lines.txt": b"a" + b"\n" * 3_000_000 + b"b",
    "controls.txt": "We guarantee 99.9% \x1b[2J\x9b31m\u202e uptime\x00 each month.".encode(),
    "controls.md": f"# Acme \x9b31m\u202e\x1b[2J\n\n{'Words of no harm at all. ' * 20}\n\nWe guarantee 99.9% \x1b]0;owned\x07 uptime\x9b each month.".encode(),
    "loop of tables.pdf": pdf(CATALOG, PAGES, PAGE, stream(TEXT), FONT, FONT, loop=True),
    "enormous page.pdf": pdf(CATALOG, PAGES, PAGE.replace(b"612 792", b"1e12 1e12"), stream(TEXT), FONT, FONT),
    "enormous picture.pdf": pdf(CATALOG, PAGES, PAGE, stream(TEXT + b" q 612 0 0 792 0 0 cm /X Do Q"), FONT, BITMAP),
}
"""What a stranger may send, by a name that says what it is."""


def calling(address: str) -> dict[str, bytes]:
    """Return documents that would fetch from an address, or run what does."""
    at, script = address.encode(), b"(app.launchURL\\('%s'\\);)" % address.encode()
    open_action = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS %s >> >>" % script
    promise = b"We guarantee 99.9% uptime each month."
    return {
        "scripts.pdf": pdf(open_action, PAGES, PAGE, stream(TEXT), FONT, FONT),
        "goes there.pdf": pdf(CATALOG[:-2] + b"/OpenAction << /S /URI /URI (%s) >> >>" % at, PAGES, PAGE, stream(TEXT), FONT, FONT),
        "remote template.docx": docx(PROMISE, afar=address),
        "macro.docm": docx(PROMISE, more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 Auto_Open " + at}, afar=address),
        "remote parts.html": b"<!DOCTYPE html SYSTEM '%s'><html><head><link rel=stylesheet href='%s'><base href='%s'>" % (at, at, at)
        + b"<script src='%s'></script></head><body><p>%s<img src='%s'><iframe src='%s'></iframe>" % (at, promise, at, at),
        "remote pictures.md": b"%s\n\n![a](%s)\n\n<img src='%s'>\n\n<script>fetch('%s')</script>" % (promise, at, at, at),
    }


OUTCOMES = {
    "inflates to a gigabyte.pdf": "worker_died|limit_exceeded",
    "a million kids.pdf": "truncated: Only the first 300 of 1000000 pages",
    "form draws itself.pdf": "worker_died|limit_exceeded",
    "half a million words.pdf": "words",
    "only a header.pdf": "damaged_file",
    "entities.docx": "damaged_file: .* declares entities",
    "external entity.docx": "damaged_file: .* declares entities",
    "a million cells.docx": "limit_exceeded: .* inflates to more than 200 times",
    "too many cells.docx": "limit_exceeded: .* 200,000 table cells",
    "too many entries.docx": "limit_exceeded: .* 5,000",
    "size that lies.docx": "damaged_file",
    "nested tables.docx": "limit_exceeded: .* nests elements too deep",
    "a gigabyte of zeros.docx": "limit_exceeded: .* inflates to more than 200 times",
    "deep.html": "deep_nesting",
    "deep lists.html": "deep_nesting",
    "deep tables.html": "deep_nesting",
    "entities.html": "words",
    "quotes.md": "no_text",
    "brackets.md": "words",
    "stars.md": "words",
    "pipes.md": "words",
    "padded rows.md": "truncated: .* lack too many cells",
    "many parts.mht": "limit_exceeded: .* 20,000 parts",
    "one line.txt": "words",
    "numbers.txt": "words",
    "words.txt": "words",
    "blank lines.txt": "words",
    "controls.txt": "unsupported_format",
}
"""What becomes of each, as a pattern: the code and message of its failure or of a warning; "words" is a record of whatever it says.
Of the others the promise is read."""

SECONDS = 20
CALLS: list[str] = []
"""Who called the address that documents name."""


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        CALLS.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Return an address at which calls are heard."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory, address: str) -> Path:
    """Read all the hostile files in one batch, beside a sound one, and return the folder that holds them."""
    home = tmp_path_factory.mktemp("hostile")
    (home / "in").mkdir()
    (home / "secret.txt").write_text(SECRET, encoding="utf-8")
    uri = (home / "secret.txt").as_uri()
    for name, content in (FILES | calling(address)).items():
        (home / "in" / name).write_bytes(content.replace(b"SECRET_URI", uri.encode()))
    (home / "in" / "external entity.docx").write_bytes(
        docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", before=f'<!DOCTYPE w [<!ENTITY x SYSTEM "{uri}">]>')
    )
    (home / "in" / "sound.txt").write_text("We guarantee 99.9% uptime each month.", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}
    main(["extract", str(home / "in"), "-o", str(home / "out"), "-q", "--max-pages", "300"])
    assert before == {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file() and not path.is_relative_to(home / "out")}
    return home


@pytest.mark.parametrize("name", [*FILES, *calling(""), "sound.txt"])
def test_a_hostile_file_has_the_outcome_that_it_should(name: str, ended: Path) -> None:
    """None may hang, crash or lose anything; none may be a fault of the program, nor pass because a bound was lost."""
    lines = (ended / "out" / "failures.jsonl").read_text(encoding="utf-8").splitlines()
    failures = {Path(failure["file"]).name: failure for failure in map(json.loads, lines)}
    record = ended / "out" / f"{name}.json"
    assert record.exists() != (name in failures)
    expected = OUTCOMES.get(name, "promise")

    if name in failures:
        assert re.match(expected, f"{failures[name]['error']}: {failures[name]['message']}")
        assert "seconds" not in failures[name]["message"]
        return
    read = json.loads(record.read_text(encoding="utf-8"))
    told = (f"{warning['code']}: {warning['message']}" for warning in read["document"]["warnings"])
    warnings = [words for words in told if "Install the OCR extra" not in words]  # where it is not installed
    assert (read["document"]["pages"] or 0) <= 300
    if expected == "promise":
        assert read["uptime"][0]["percent"] == 99.9
        assert not warnings
    elif expected == "words":
        assert read["document"]["words"]
        assert not warnings
    else:
        assert any(re.match(expected, warning) for warning in warnings)


def test_no_document_calls_an_address(ended: Path, address: str) -> None:
    """A picture that is fetched tells a stranger who reads the contract, and when."""
    assert CALLS == []
    with urlopen(address + "heard", timeout=5):
        assert CALLS == ["/heard"]


def test_no_other_file_is_read_and_nothing_is_written_elsewhere(ended: Path) -> None:
    """An external entity or a remote template would carry the reader's own files into the record."""
    assert not any(SECRET in path.read_text(encoding="utf-8") for path in (ended / "out").rglob("[!.]*.json*"))
    assert sorted(path.name for path in ended.iterdir()) == ["in", "out", "secret.txt"]


def test_no_record_holds_what_a_terminal_obeys(ended: Path) -> None:
    for path in (ended / "out").rglob("[!.]*.json*"):
        assert terminal_safe(text := path.read_text(encoding="utf-8")) == text
        assert not {chr(n) for n in range(32) if n != 10} & set(text)


@given(st.text(), st.text())
def test_any_text_in_json_stays_what_it_is(name: str, value: str) -> None:
    for ascii_only in (True, False):
        written = terminal_safe(json.dumps({name: value}, ensure_ascii=ascii_only))

        assert json.loads(written) == {name: value}
        assert not any(0x7F <= ord(sign) <= 0x9F or sign in "\u202e\u2066\u2028" for sign in written)


NAMES = [
    "new\nline.txt", "tab\t.txt", "\x1b[2J\x1b]0;owned\x07.txt", "\u202egnp.txt", "\u2028.txt", "a..txt", "x..%2f..%2fescaped.txt",
    "x..\\..\\escaped.txt", "-rf.txt", "$(touch x) `touch y`;.txt", "'\".txt", " .txt", "a.txt ", "=1+1.txt", "<b>&amp;.txt", "{}.txt", "%s%n.txt",
    "con.txt", "a:b.txt", "*?.txt", "\x7f.txt", "\x9b31m.txt", "a" * 251 + ".txt", "é" * 125 + ".txt", "\U0001f600" * 62 + ".txt", "failures.jsonl.txt",
]  # fmt: skip


@UNIX
def test_odd_names_are_read_and_said_harmlessly(tmp_path: Path, capsys: Said) -> None:
    """Names come out of archives that strangers made."""
    for folder in ("in", "in/bad\nfolder"):
        (tmp_path / folder).mkdir()
        for number, name in enumerate(NAMES):
            (tmp_path / folder / name).write_text(f"We guarantee 99.{number}% uptime." if folder == "in" else "", encoding="utf-8")

    assert main(["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 1

    records = [path for path in (tmp_path / "out").rglob("*.json") if path.is_file()]
    assert sorted(path.name for path in records) == sorted(map(record_name, NAMES))
    assert {json.loads(path.read_text(encoding="utf-8"))["document"]["name"] for path in records} == set(NAMES)
    assert all(terminal_safe(text) == text for text in (path.read_text(encoding="utf-8") for path in records))  # whoever prints one
    said = capsys.readouterr().err
    assert len(said.splitlines()) == len(NAMES) + 1
    assert not {*map(chr, range(32)), *"\x7f\x9b\u202e\u2028"} - {"\n"} & set(said)
    listed = (tmp_path / "out" / "failures.jsonl").read_bytes().split(b"\n")
    assert {json.loads(line)["file"] for line in listed if line} == {str(tmp_path / "in/bad\nfolder" / name) for name in NAMES}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


@pytest.mark.parametrize("name", ["a" * 250, "a" * 251, "é" * 127, "é" * 127 + "a", "\U0001f600" * 63, "\udce9" * 255, "a" * 255])
def test_the_name_of_a_record_is_never_too_long(name: str) -> None:
    made = record_name(name)

    assert len(os.fsencode(made)) <= LONGEST_NAME
    assert made.endswith(".json")
    assert (made == name + ".json") == (len(os.fsencode(name)) <= 250)
    assert made != record_name(name[:-1] + "b")


@UNIX
@pytest.mark.parametrize("target", ["../secret.txt", "/etc/passwd", "gone.txt", "loop.txt"])
def test_a_link_that_leads_out_of_the_folder_is_not_followed(target: str, tmp_path: Path) -> None:
    """An archive with a link to a private key would have it printed in a record."""
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    (tmp_path / "in" / "loop.txt").symlink_to(target)

    assert main(["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "-q"]) == 1

    [failure] = map(json.loads, (tmp_path / "out" / "failures.jsonl").read_text(encoding="utf-8").splitlines())
    assert failure["error"] in {"outside_input", "missing_file"}
    assert [path.name for path in (tmp_path / "out").glob("[!.]*")] == ["failures.jsonl"]


@UNIX
def test_a_link_within_the_folder_and_one_that_is_named_are_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "real.txt").write_text("We guarantee 99.9% uptime.", encoding="utf-8")
    (tmp_path / "in" / "own.txt").write_text("We guarantee 99% uptime.", encoding="utf-8")
    (tmp_path / "in" / "to own.txt").symlink_to("own.txt")
    (tmp_path / "named.txt").symlink_to("real.txt")

    found = list(find_jobs([tmp_path / "in", tmp_path / "named.txt"]))

    assert [(job.path.name, job.trouble) for job in found] == [("own.txt", None), ("named.txt", None)]


@UNIX
def test_a_pipe_in_the_folder_does_not_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    (tmp_path / "in" / "acme.txt").write_text("We guarantee 99.9% uptime.", encoding="utf-8")
    started = time.monotonic()

    assert main(["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "-q"]) == 0
    assert main(["extract", str(tmp_path / "in" / "pipe.txt"), "-o", str(tmp_path / "out"), "-q"]) == 1
    assert time.monotonic() - started < SECONDS


@UNIX
def test_a_document_whose_record_has_no_place_is_a_failure_of_its_own(tmp_path: Path) -> None:
    """Both want the name `a.json` in the output; one of them must not end the run."""
    (tmp_path / "in" / "a.json").mkdir(parents=True)
    (tmp_path / "in" / "a").write_text("We guarantee 99.9% uptime.", encoding="utf-8")
    (tmp_path / "in" / "a.json" / "b.txt").write_text("We guarantee 99% uptime.", encoding="utf-8")

    assert main(["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "-q"]) == 1

    [failure] = map(json.loads, (tmp_path / "out" / "failures.jsonl").read_text(encoding="utf-8").splitlines())
    assert failure["error"] == "unwritable"


FORMATS = {
    "application/pdf": pdf(CATALOG, PAGES, PAGE, stream(TEXT), FONT, FONT),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": docx(PROMISE),
    "text/html": b"<!DOCTYPE html><html><body><p>We guarantee 99.9% uptime each month.</p></body></html>",
}


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".doc", ".html", ".md", ".txt", ".rtf", ".jpg", ".exe", ""])
@pytest.mark.parametrize("media_type", FORMATS)
def test_the_content_decides_and_not_the_name(media_type: str, ending: str) -> None:
    """Portals send Word files named .pdf; read as what they are called, they would be damaged."""
    record = extract_source(Source(f"agreement{ending}", FORMATS[media_type]))

    assert record.document.media_type == media_type
    assert record.uptime[0].percent == 99.9
