"""Word files that are odd, damaged or hostile: a document or one of our errors, never a traceback, never unbounded."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.document import Document
from extractor.errors import DamagedFile, EncryptedFile, ExtractorError, LimitExceeded, NoText
from extractor.limits import Limits
from extractor.readers import docx
from extractor.readers.source import DEFAULT_SETTINGS, Source

Read = Callable[..., Document]
File = Callable[..., bytes]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
HELLO = f"<w:document {W}><w:body><w:p><w:r><w:t>Uptime ≥ 99.9%</w:t></w:r></w:p></w:body></w:document>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def words(document: Document) -> str:
    return document.text


def of_main(xml: str | bytes) -> dict[str, bytes]:
    return {"word/document.xml": xml if isinstance(xml, bytes) else xml.encode()}


ODD = [
    ("strict names", of_main(HELLO.replace(W, STRICT))),
    ("a byte order mark", of_main(b"\xef\xbb\xbf" + HELLO.encode())),
    ("UTF-16", of_main(('<?xml version="1.0" encoding="UTF-16"?>' + HELLO).encode("utf-16"))),
    ("UTF-16 without a mark", of_main(('<?xml version="1.0" encoding="UTF-16"?>' + HELLO).encode("utf-16-le"))),
    ("comments and instructions between", of_main(HELLO.replace("<w:p>", "<!-- x --><?y z?><w:p>"))),
]


@pytest.mark.parametrize("raw", [case[1] for case in ODD], ids=[case[0] for case in ODD])
def test_odd_encodings_are_read(read_word: Read, raw: dict[str, bytes]) -> None:
    assert words(read_word(raw=raw)) == "Uptime ≥ 99.9%"


def test_two_bodies_are_both_read(read_word: Read) -> None:
    twice = HELLO.replace("</w:document>", "<w:body><w:p><w:r><w:t>Credits</w:t></w:r></w:p></w:body></w:document>")

    assert words(read_word(raw=of_main(twice))) == "Uptime ≥ 99.9%\nCredits"


def repacked(data: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    """Return a container with each entry changed or, for None, left out."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = change(name, source.read(name))
            if entry is not None:
                target.writestr(*entry)
    return memory.getvalue()


def read(data: bytes, name: str = "a.docx") -> Document:
    return docx.read(Source(name, data), DEFAULT_SETTINGS)


def test_missing_content_types_do_not_matter(word_file: File) -> None:
    data = repacked(word_file(raw=of_main(HELLO)), lambda name, content: None if "Content_Types" in name else (name, content))

    assert words(read(data)) == "Uptime ≥ 99.9%"


def test_names_with_backslashes_are_read(word_file: File) -> None:
    data = repacked(word_file(raw=of_main(HELLO)), lambda name, content: (name.replace("/", "\\"), content))

    assert words(read(data)) == "Uptime ≥ 99.9%"


def test_a_damaged_part_is_left_out_and_said_so(read_word: Read) -> None:
    document = read_word(raw=of_main(HELLO) | {"word/styles.xml": b"<w:styles"}, numbering="")

    assert words(document) == "Uptime ≥ 99.9%"


def test_damaged_styles_give_a_notice(word_file: File) -> None:
    data = repacked(
        word_file("<w:p><w:r><w:t>x</w:t></w:r></w:p>", styles=""),
        lambda name, content: (name, b"<w:styles" if "styles" in name else content),
    )

    assert [notice.code for notice in read(data).warnings] == ["part_unreadable"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + HELLO.replace("Uptime", "&b;")
DEEP = f"<w:document {W}><w:body>{'<w:sdt><w:sdtContent>' * 400}{'</w:sdtContent></w:sdt>' * 400}</w:body></w:document>"
BROKEN = [
    ("entities are declared", of_main(BOMB), DamagedFile),
    ("entities in another encoding", of_main(BOMB.encode("utf-16")), DamagedFile),
    ("the XML stops", of_main(HELLO[:-20]), DamagedFile),
    ("the main part is no document", of_main(f"<w:styles {W}/>"), DamagedFile),
    ("the main part is no XML", of_main("Hello"), DamagedFile),
    ("the main part is empty", of_main(b""), DamagedFile),
    ("elements nest too deep", of_main(DEEP), LimitExceeded),
]


@pytest.mark.parametrize(("raw", "error"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_main_part_is_one_of_our_errors(read_word: Read, raw: dict[str, bytes], error: type[ExtractorError]) -> None:
    with pytest.raises(error):
        read_word(raw=raw)


def test_a_document_that_only_embeds_another_says_so(read_word: Read) -> None:
    with pytest.raises(NoText, match="embeds"):
        read_word('<w:altChunk r:id="x"/>')


def test_an_embedded_part_beside_text_is_a_notice(read_word: Read) -> None:
    document = read_word('<w:p><w:r><w:t>Uptime</w:t></w:r></w:p><w:altChunk r:id="x"/>')

    assert [notice.code for notice in document.warnings] == ["embedded_part"]


def test_a_span_over_a_billion_columns_is_cut(read_word: Read) -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>'
    rows = f"<w:tr>{cell.format(999999999)}{cell.format(1)}</w:tr><w:tr>{cell.format(1)}{cell.format('1e9')}</w:tr>"
    document = read_word(f"<w:tbl>{rows}</w:tbl>")

    assert len(document.tables[0].rows[0]) <= 2 * 63


LIMITED = [
    ("too many cells", Limits(cells=3), "<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>" * 3 + "</w:tbl>"),
    (
        "too many cells over all tables",
        Limits(cells=5),
        "<w:tbl>" + "<w:tr><w:tc/><w:tc/></w:tr>" * 2 + "</w:tbl><w:tbl><w:tr><w:tc/><w:tc/></w:tr></w:tbl>",
    ),
    ("too many characters", Limits(characters=50), "<w:p><w:r><w:t>Uptime of the service</w:t></w:r></w:p>" * 10),
    ("too many entries", Limits(entries=2), "<w:p/>"),
    ("too many bytes", Limits(unpacked=500), "<w:p><w:r><w:t>Uptime</w:t></w:r></w:p>" * 50),
    ("a ratio that no text has", Limits(ratio=20), "<w:p/>" * 400_000),
    ("too deep", Limits(depth=5), "<w:sdt><w:sdtContent>" * 8 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 8),
]


@pytest.mark.parametrize(("limits", "body"), [case[1:] for case in LIMITED], ids=[case[0] for case in LIMITED])
def test_limits_hold(read_word: Read, limits: Limits, body: str) -> None:
    with pytest.raises(LimitExceeded):
        read_word(body, limits=limits)


def test_a_size_that_lies_is_no_way_round_the_limits(word_file: File) -> None:
    """The central directory may say ten bytes where megabytes follow."""
    data = bytearray(word_file("<w:p><w:r><w:t>Uptime</w:t></w:r></w:p>" * 1000))
    place = data.rindex(b"word/document.xml") - 46
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")

    with pytest.raises(DamagedFile):
        read(bytes(data))


def test_an_encrypted_file_is_told_from_a_damaged_one() -> None:
    source = Source("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"))

    assert docx.sniff(source)
    with pytest.raises(EncryptedFile):
        docx.read(source, DEFAULT_SETTINGS)


NOT_WORD = [("a.docx", b"<html></html>"), ("a.docx", b"%PDF-1.7"), ("a.doc", OLE), ("a.txt", b"PK is no magic here"), ("a.docx", b"")]


@pytest.mark.parametrize(("name", "data"), NOT_WORD)
def test_other_content_is_left_to_other_readers(name: str, data: bytes) -> None:
    assert not docx.sniff(Source(name, data))


def test_other_containers_are_left_to_other_readers() -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as container:
        container.writestr("xl/workbook.xml", "")

    assert not docx.sniff(Source("a.docx", memory.getvalue()))


def test_a_word_file_is_known_under_any_name(word_file: File) -> None:
    assert docx.sniff(Source("agreement.doc", word_file("<w:p/>")))


@given(cut=st.integers(0, 2000), flip=st.integers(0, 2000), value=st.integers(0, 255))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_bytes_give_a_document_or_one_of_our_errors(word_file: File, cut: int, flip: int, value: int) -> None:
    """A batch must go on: only our own errors may leave a reader."""
    data = bytearray(word_file("<w:p><w:r><w:t>Uptime</w:t></w:r></w:p>", styles="", numbering=""))
    data[flip % len(data)] = value
    source = Source("a.docx", bytes(data[: len(data) - cut % 40]))
    with contextlib.suppress(ExtractorError):
        assert docx.read(source, DEFAULT_SETTINGS).media_type == docx.MEDIA_TYPE


XML = st.recursive(
    st.sampled_from(
        [
            "<w:t>x</w:t>",
            "<w:br/>",
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:fldChar w:fldCharType="end"/>',
            "<w:instrText>LISTNUM</w:instrText>",
            '<w:sym w:char="zz"/>',
        ]
    ),
    lambda inside: st.tuples(
        st.sampled_from(["p", "r", "tbl", "tr", "tc", "ins", "del", "sdt", "sdtContent", "txbxContent", "pict"]),
        st.lists(inside, max_size=4),
    ).map(lambda pair: f"<w:{pair[0]}>{''.join(pair[1])}</w:{pair[0]}>"),
    max_leaves=25,
)


@given(body=XML)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_nesting_of_elements_is_read(read_word: Read, body: str) -> None:
    """Real files hold runs below bodies, tables below runs and rows without cells."""
    document = read_word(body)

    assert all(block.span.of(document.text).strip() for block in document.blocks)
