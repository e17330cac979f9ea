"""Make the sample agreements of corpus/agreements from corpus/source, byte for byte the same at every run.

    make_samples.py            one file per sample into corpus/agreements (and its gold into corpus/gold)
    make_samples.py --all DIR  every sample as PDF and as DOCX into DIR, for comparing the readers

Layouts: Word with automatic numbers (real numbering definitions) or bullets, ruled, aligned or no tables, two columns,
running headers, page numbers; PDF without tags, so that its look is all a reader has.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, KeepTogether, NextPageTemplate, PageTemplate, Spacer, Table, TableStyle
from reportlab.platypus import Paragraph as Flowable

from sample_source import ROOT, Paragraph, Sample, gold_of, samples

FIXED = datetime(2025, 1, 1)
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*\.?|Article \d+)\s+")

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.5, leading=13.5, spaceAfter=6)
HEADING = ParagraphStyle("heading", fontName="Times-Bold", fontSize=12, leading=15, spaceBefore=9, spaceAfter=4)
TITLE = ParagraphStyle("title", fontName="Times-Bold", fontSize=16, leading=20, spaceAfter=10, alignment=TA_CENTER)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=22, bulletIndent=8, spaceAfter=3)
CELL = ParagraphStyle("cell", fontName="Times-Roman", fontSize=9.5, leading=11.5)
HEAD_CELL = ParagraphStyle("head", parent=CELL, fontName="Times-Bold")


def escaped(text: str) -> str:
    """Return text as reportlab's paragraphs want it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def rows_from(paragraphs: list[Paragraph], start: int) -> list[Paragraph]:
    """Return the rows of the table that begins at `start`."""
    end = start
    while end < len(paragraphs) and paragraphs[end].kind == "row" and (end == start or paragraphs[end].mark == "|"):
        end += 1
    return paragraphs[start:end]


def shown_numbers(sample: Sample) -> list[str]:
    """Return the numbers that Word shows where a layout asks for automatic ones, as a PDF of it prints them: "2. ", "2.1 ", ""."""
    if sample.layout.get("numbers") != "auto":
        return ["" for _ in sample.paragraphs]
    shown, section, clause = [], 0, 0
    for i, p in enumerate(sample.paragraphs):
        text = ""
        if i and p.kind == "heading" and not p.text.startswith(("Annex", "Article")):
            section, clause, text = section + 1, 0, f"{section + 1}. "
        elif i and p.kind not in ("heading", "item", "row") and any(q.kind == "heading" for q in sample.paragraphs[1:i]):
            clause, text = clause + 1, f"{section}.{clause + 1} "
        shown.append(text)
    return shown


def pdf_of(sample: Sample) -> bytes:
    """Return a sample as an untagged PDF."""
    out = io.BytesIO()
    width, height = A4
    columns = 2 if "two-columns" in sample.layout else 1
    document = BaseDocTemplate(
        out, pagesize=A4, invariant=1, title=sample.title, leftMargin=64, rightMargin=64, topMargin=72, bottomMargin=64
    )
    inner = width - 128
    top = Frame(64, height - 132, inner, 60, id="top", leftPadding=0, rightPadding=0)
    part = (inner - 22) / 2
    if columns == 2:
        first = [top] + [Frame(64 + i * (part + 22), 64, part, height - 200, leftPadding=0, rightPadding=0) for i in range(2)]
        later = [Frame(64 + i * (part + 22), 64, part, height - 136, leftPadding=0, rightPadding=0) for i in range(2)]
    else:
        first = later = [Frame(64, 64, inner, height - 136, leftPadding=0, rightPadding=0)]

    def furniture(canvas: Any, page: Any) -> None:
        canvas.setFont("Helvetica", 8)
        if sample.layout.get("header"):
            canvas.drawString(64, height - 44, sample.layout["header"])
        if "footer" in sample.layout:
            canvas.drawCentredString(width / 2, 36, f"Page {page.page}")

    document.addPageTemplates([PageTemplate("first", first, onPage=furniture), PageTemplate("later", later, onPage=furniture)])
    document.build(_flowables(sample, columns, part if columns == 2 else inner))
    return out.getvalue()


def _flowables(sample: Sample, columns: int, width: float) -> list[Any]:
    story: list[Any] = [NextPageTemplate("later")]
    paragraphs, i, letter = sample.paragraphs, 0, 0
    numbers = shown_numbers(sample)
    while i < len(paragraphs):
        p = paragraphs[i]
        letter = letter + 1 if p.mark == "*" else 0
        if p.kind == "row":
            rows = rows_from(paragraphs, i)
            story += [_pdf_table(rows, sample.layout.get("tables", "ruled"), width), Spacer(1, 8)]
            i += len(rows)
            continue
        if i == 0:
            story.append(Flowable(escaped(p.text), TITLE))
            if columns == 2:
                story.append(FrameBreak())
        elif p.kind == "heading":
            story.append(KeepTogether([Flowable(escaped(numbers[i] + (_NUMBER.sub("", p.text) if numbers[i] else p.text)), HEADING)]))
        elif p.kind == "item":
            story.append(Flowable(escaped(p.text), ITEM, bulletText="•" if p.mark == "-" else f"({chr(96 + letter)})"))
        else:
            story.append(Flowable(escaped(numbers[i] + (_NUMBER.sub("", p.text) if numbers[i] else p.text)), BODY))
        i += 1
    return story


def _pdf_table(rows: list[Paragraph], kind: str, width: float) -> Table:
    cells = [[Flowable(escaped(cell), HEAD_CELL if row.mark == "|!" else CELL) for cell in row.cells] for row in rows]
    count = len(rows[0].cells)
    longest = [max(len(row.cells[c]) for row in rows) for c in range(count)]
    shares = [max(8, min(n, 34)) for n in longest]
    table = Table(cells, colWidths=[width * 0.98 * share / sum(shares) for share in shares], repeatRows=1)
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 4)]
    if kind == "ruled":
        style.append(("GRID", (0, 0), (-1, -1), 0.6, colors.black))
    else:
        style.append(("LINEBELOW", (0, 0), (-1, 0), 0.6, colors.black))
    table.setStyle(TableStyle(style))
    return table


NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="432" w:hanging="432"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="576" w:hanging="576"/></w:pPr></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="1008" w:hanging="432"/></w:pPr></w:lvl>
</w:abstractNum>"""
NUM = '<w:num {ns} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'


def docx_of(sample: Sample) -> bytes:
    """Return a sample as a Word file, with automatic numbers where its layout asks for them."""
    document = docx.Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Calibri", Pt(10.5)
    automatic = sample.layout.get("numbers") == "auto"
    if automatic:
        root = document.part.numbering_part.element
        root.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
        root.append(parse_xml(NUM.format(ns=nsdecls("w"))))
    if sample.layout.get("header"):
        document.sections[0].header.paragraphs[0].text = sample.layout["header"]
    _fill(document, sample, automatic=automatic)
    core = document.core_properties
    core.title, core.author, core.created, core.modified, core.last_modified_by = sample.title, "sla-extractor", FIXED, FIXED, ""
    out = io.BytesIO()
    document.save(out)
    return _settled(out.getvalue())


def _fill(document: Any, sample: Sample, *, automatic: bool) -> None:
    paragraphs, i = sample.paragraphs, 0
    while i < len(paragraphs):
        p = paragraphs[i]
        if p.kind == "row":
            rows = rows_from(paragraphs, i)
            _docx_table(document, rows)
            i += len(rows)
            continue
        if i == 0:
            document.add_paragraph(p.text, style="Title")
            if "two-columns" in sample.layout:
                section = document.add_section(WD_SECTION.CONTINUOUS)
                section._sectPr.xpath("./w:cols")[0].set(qn("w:num"), "2")
        elif p.kind == "heading":
            heading = document.add_heading(_NUMBER.sub("", p.text) if automatic else p.text, level=1)
            if automatic and not p.text.startswith(("Annex", "Article")):
                _number(heading, 0)
        elif p.kind == "item":
            if p.mark == "*" and automatic:
                _number(document.add_paragraph(p.text), 2)
            else:
                document.add_paragraph(p.text, style="List Bullet" if p.mark == "-" else "List Number")
        else:
            body = document.add_paragraph(_NUMBER.sub("", p.text) if automatic else p.text)
            if automatic and any(q.kind == "heading" for q in paragraphs[1:i]):
                _number(body, 1)
        i += 1


def _number(paragraph: Any, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.insert(
        1 if properties.pStyle is not None else 0,
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'),
    )


def _docx_table(document: Any, rows: list[Paragraph]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0].cells), style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row.cells, strict=True):
            cell.paragraphs[0].add_run(text).bold = row.mark == "|!" or None
    if rows[0].mark == "|!":
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _settled(content: bytes) -> bytes:
    """Return a container with its entries' dates fixed, so that making it again gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(entry, FIXED.timetuple()[:6]), old.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()


MAKERS = {"pdf": pdf_of, "docx": docx_of}


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", type=Path, metavar="DIR", help="every sample in both formats into DIR")
    options = parser.parse_args()
    folder = options.all or ROOT / "corpus" / "agreements"
    gold = ROOT / "corpus" / "gold"
    folder.mkdir(parents=True, exist_ok=True)
    gold.mkdir(parents=True, exist_ok=True)
    for sample in samples():
        for form in MAKERS if options.all else (sample.format,):
            (folder / f"{sample.name}.{form}").write_bytes(MAKERS[form](sample))
        if not options.all:
            (gold / f"{sample.name}.json").write_text(json.dumps(gold_of(sample), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(samples())} samples in {folder}")


if __name__ == "__main__":
    main()
