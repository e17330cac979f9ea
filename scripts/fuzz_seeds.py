"""Seeds and mutators for scripts/fuzz.py: small documents made from the sample agreements, and changes that keep a format's shape.

Flipped bytes of a zip or of XML are refused at the door; so a Word file is taken apart, one part is changed (as bytes or as a
tree), and it is put together again.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree
from markdown_it import MarkdownIt
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import ExtractorError
from extractor.limits import DEFAULT
from extractor.readers.docx_zip import Container
from sample_source import ROOT, Paragraph, samples

PIECE = 9
"""Paragraphs of one seed: small ones are run more often."""
KEPT = ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/numbering.xml", "word/styles.xml")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODD = [
    "",
    "0",
    "-1",
    "1",
    "2",
    "63",
    "999999999",
    "1e9",
    "99999999999999999999",
    "NaN",
    "true",
    "\u202e",
    "\U0001f600",
    "A" * 300,
    "²",
    "٣",
]
"""Values for attributes and texts: numbers out of any range, digits that int() does not take, signs of other scripts."""
Bytes = Callable[[bytes, int], bytes]

WORDS = [
    *("99.9%", "99.95 %", "at least", "less than", "below", "but", "between", "10% of the monthly fee", "$1,000", "EUR 5.000,00", "thirty (30) days"),
    *("business days", "24x7", "per calendar month", "1/2", "half an hour", "P1M", "1.1", "(a)", "(iv)", "Section 4.2", "Article IX", "Schedule A"),
    *("Service Credits", "maintenance", "terminate", "no later than", "[___]", "twenty-one", "two hundred", "1 January 2025", "01/02/2025", "≥", "≤", "–"),
]  # fmt: skip
TAGS = [
    *("<table>", "<tr>", "<td rowspan=99999 colspan=99999>", "<th>", "<ol start=999999999 type=i>", "<li value=-7>", "<ul>", "<dl>", "<dt>", "<dd>"),
    *("<p>", "<br>", "<h1>", "<h6>", "<div>", "<pre>", "<script>", "<style>", "<!--", "-->", "<![CDATA[", "<template>", "<svg>", "<math>", "<base href=x>"),
    *("&nbsp;", "&#0;", "&#x10ffff;", "&amp", '<meta charset="utf-16">', "<details hidden>", "</table>", "</p>", "style='display:none'", "<main>", "<nav>"),
]  # fmt: skip
MARKS = [
    "| a | b |\n|---|---|\n",
    "```\n",
    "- [ ] ",
    "1) ",
    "***",
    "\n\n\n",
    "    ",
    "\t",
    "> ",
    "![x](y)",
    "[^1]: ",
    "---\na: b\n---\n",
    ":::",
    "{#id}",
    "\\",
]
OPERATORS = [
    *("obj", "endobj", "stream", "endstream", "/Type /Page", "/Kids", "/Parent", "/Contents", "/MediaBox [0 0 9 9]", "/Rotate 90", "/Encrypt"),
    *("BT", "ET", "Tf", "Td", "Tm", "Tj", "TJ", "T*", "re", "f", "S", "q", "Q", "cm", "BDC", "EMC", "/StructTreeRoot", "/ToUnicode", "/Filter /FlateDecode"),
    *("/P << /MCID 0 >>", "1 0 0 1 72 720 Tm", "/XObject", "Do", "0 R", "xref", "trailer", "startxref", "%%EOF", "<feff0041>", "/S /Table", "/S /TD", "/K"),
]  # fmt: skip


def pieces() -> Iterator[list[Paragraph]]:
    """Yield the samples' paragraphs, some at a time."""
    for sample in samples():
        for start in range(0, len(sample.paragraphs), PIECE):
            yield sample.paragraphs[start : start + PIECE]


def text_of(piece: list[Paragraph]) -> str:
    """Return paragraphs as plain text with typed numbers."""
    return "\n\n".join(f"{number}. {'   '.join(one.cells) or one.text}" for number, one in enumerate(piece, 1))


def markdown_of(piece: list[Paragraph]) -> str:
    """Return paragraphs as Markdown."""
    lines, last = [], ""
    for one in piece:
        if one.kind == "row":
            lines += ["| " + " | ".join(one.cells) + " |"] + (["|" + " --- |" * len(one.cells)] if last != "row" else [])
        else:
            lines += ["", {"heading": "## ", "item": "- "}.get(one.kind, "") + one.text]
        last = one.kind
    return "\n".join(lines)


def html_of(piece: list[Paragraph]) -> str:
    """Return paragraphs as a page of HTML."""
    return "<!doctype html><html><body>" + MarkdownIt().enable("table").render(markdown_of(piece)) + "</body></html>"


def pdf_of(piece: list[Paragraph]) -> bytes:
    """Return paragraphs as a PDF whose streams are not compressed, so that changed bytes change what is drawn."""
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=0, invariant=1)
    place = 780.0
    for one in piece:
        for column, cell in enumerate(one.cells or [one.text[at : at + 90] for at in range(0, len(one.text), 90)]):
            canvas.setFont("Helvetica-Bold" if one.kind == "heading" else "Helvetica", 10)
            canvas.drawString(60 + (200 * column if one.cells else 0), place, cell)
            place -= 0 if one.cells else 12
        if one.cells:
            canvas.rect(58, place - 3, 400, 14)
        place -= 16
    canvas.save()
    return file.getvalue()


def docx_seeds() -> Iterator[bytes]:
    """Yield the Word samples without what nothing is read from, their styles cut down to those in use."""
    for path in sorted((ROOT / "corpus" / "agreements").glob("*.docx")):
        with zipfile.ZipFile(path) as package:
            parts = {
                name: package.read(name) for name in package.namelist() if name in KEPT or name.startswith(("word/header", "word/foot"))
            }
        parts["word/styles.xml"] = _fewer_styles(parts["word/styles.xml"], parts["word/document.xml"])
        yield packed(parts)


def _fewer_styles(styles: bytes, document: bytes) -> bytes:
    root = etree.fromstring(styles, etree.XMLParser(remove_blank_text=True))
    for style in root.findall(f"{W}latentStyles") + root.findall(f"{W}style"):
        name = style.get(f"{W}styleId", "\0")
        if name.encode() not in document and not style.get(f"{W}default"):
            root.remove(style)
    return etree.tostring(root)


def packed(parts: dict[str, bytes]) -> bytes:
    """Return parts as a zip without compression."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def repeated(data: bytes, dice: random.Random, most: int) -> bytes:
    """Return data with one stretch of it many times: what takes more than linear time shows."""
    start = dice.randrange(len(data) + 1)
    stretch = data[start : start + dice.choice((1, 2, 5, 20, 100))]
    times = min(dice.choice((3, 30, 300, 3000)), max(0, most - len(data)) // max(1, len(stretch)))
    return data[:start] + stretch * times + data[start:]


def spliced(data: bytes, dice: random.Random, words: list[str], most: int) -> bytes:
    """Return data with a word of the format put in somewhere."""
    start = dice.randrange(len(data) + 1)
    return (data[:start] + dice.choice(words).encode() + data[start + dice.choice((0, 0, 1, 10)) :])[:most]


def with_words(words: list[str]) -> Callable[[bytes, int, random.Random, Bytes], bytes]:
    """Return a mutator for formats that are text: bytes, words of the format, repetition."""

    def mutate(data: bytes, most: int, dice: random.Random, by_bytes: Bytes) -> bytes:
        turn = dice.random()
        if turn < 0.5 or not data:
            return by_bytes(data, most)
        return spliced(data, dice, words, most) if turn < 0.85 else repeated(data, dice, most)

    return mutate


def docx_changed(data: bytes, most: int, dice: random.Random, by_bytes: Bytes) -> bytes:
    """Return a Word file with one of its parts changed; what is no container any more is changed as bytes."""
    try:
        with Container(data, DEFAULT) as container:
            parts = {entry.filename: container.read(entry.filename) for entry in container.entries.values()}
    except (ExtractorError, KeyError):
        return by_bytes(data, most)
    if not parts or dice.random() < 0.05:
        return by_bytes(data, most)
    name = dice.choice(list(parts) + ["word/document.xml"] * len(parts))
    if name in parts:
        room = max(1, most - len(data) + len(parts[name]))
        changed = tree_changed(parts[name], dice) if dice.random() < 0.8 else None
        parts[name] = changed if changed is not None and len(changed) < room else by_bytes(parts[name], room)
    return packed(parts)[:most]


def tree_changed(content: bytes, dice: random.Random) -> bytes | None:
    """Return XML with some elements doubled, moved, nested, renamed or given odd values; None where it cannot be parsed."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
    for _ in range(dice.choice((1, 1, 2, 5))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        _change(dice.choice(elements), dice.choice(elements), dice)
    return etree.tostring(root)


def _change(one: etree._Element, other: etree._Element, dice: random.Random) -> None:
    way, above = dice.randrange(7), one.getparent()
    if way == 0 and above is not None:
        above.remove(one)
    elif way == 1:
        other.append(deepcopy(one))
    elif way == 2 and above is not None:
        for _ in range(dice.choice((1, 3, 50))):
            above.insert(above.index(one), deepcopy(one))
    elif way == 3 and one.attrib:
        one.attrib[dice.choice(list(one.attrib))] = dice.choice(ODD)
    elif way == 4:
        one.tag = other.tag
    elif way == 5 and other.attrib:
        name = dice.choice(list(other.attrib))
        one.attrib[name] = other.attrib[name]
    else:
        one.text = dice.choice([*ODD, *WORDS])
