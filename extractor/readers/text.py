"""Plain text → Document: paragraphs by blank lines, indents and numbers; headings by capitals and underlines; tables by columns."""

from __future__ import annotations

import re

from extractor.document import Document, Draft, Look
from extractor.readers.clean import squeeze, visible
from extractor.readers.decode import decoded
from extractor.readers.source import ReadSettings, Source

_BULLET = re.compile(r"^\s*([•·▪◦●○*\-–—o])\s+(?=\S)")
_NUMBERED = re.compile(
    r"^\s*(?:(?:\d{1,3}\.){1,5}\d{0,3}\s|\d{1,3}[.)]\s|\([a-z0-9]{1,4}\)\s?|[a-z][.)]\s|[ivx]{1,5}[.)]\s|(?:section|article|schedule|exhibit|appendix|annex)\s+[\dA-Z]{1,4}\b)",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*([-=_*~])\1{2,}\s*$")
_PAGE = re.compile(r"^\s*(?:-\s*)?(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?(?:\s*-)?\s*$", re.IGNORECASE)
_COLUMNS = re.compile(r"\S(?:\t| {3,})\S")


def sniff(source: Source) -> bool:
    """Tell whether the content is text at all: no binary zeros (UTF-16 apart), few control characters."""
    head = source.data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if b"\x00" in head:
        return head.count(0) > len(head) * 0.3 and (head[::2].count(0) == 0 or head[1::2].count(0) == 0)
    controls = sum(1 for byte in head if byte < 9 or 13 < byte < 32)
    return controls <= len(head) * 0.02


def read(source: Source, settings: ReadSettings) -> Document:
    """Return the document; wrapped lines are joined, form feeds end pages."""
    text = visible(decoded(source.data, limit=settings.limits.characters)).replace("\r\n", "\n").replace("\r", "\n")
    draft = Draft()
    furniture: list[str] = []
    for chunk in re.split(r"\n[ \t]*\n|\f", _kept(text, furniture)):
        _chunk(draft, [line for line in chunk.split("\n") if line.strip()])
    return draft.finish(media_type="text/plain", furniture=furniture)


def _kept(text: str, furniture: list[str]) -> str:
    lines = []
    for line in text.split("\n"):
        if _PAGE.match(line) and line.strip() and not lines[-1:] == [""] * 0 and (len(line.strip()) > 4 or line.strip().isdigit() is False):
            furniture.append(squeeze(line))
        else:
            lines.append(line)
    return "\n".join(lines)


def _chunk(draft: Draft, lines: list[str]) -> None:
    """Write one run of lines between blank lines as one or several blocks."""
    if not lines:
        return
    table = _table(lines)
    if table:
        draft.add_table(table, header_rows=1 if not any(ch.isdigit() for ch in "".join(table[0])) else 0)
        return
    width = max(len(line.rstrip()) for line in lines)
    part: list[str] = []
    for i, line in enumerate(lines):
        if _RULE.match(line):
            _flush(draft, part, underlined=len(part) == 1)
            part = []
            continue
        if part and _begins(line, lines[i - 1], width):
            _flush(draft, part)
            part = []
        part.append(line)
    _flush(draft, part)


def _begins(line: str, previous: str, width: int) -> bool:
    """Tell whether a line begins a new paragraph: a number, a bullet, a deeper first line, or a short line before it."""
    if _BULLET.match(line) or _NUMBERED.match(line):
        return True
    indent, above = len(line) - len(line.lstrip()), len(previous) - len(previous.lstrip())
    short = len(previous.rstrip()) < width * 0.6 and width > 40
    return (indent >= above + 2 and previous.rstrip().endswith((".", ":", ";"))) or (short and previous.rstrip().endswith((".", ":", ";", "!", "?")))


def _flush(draft: Draft, lines: list[str], *, underlined: bool = False) -> None:
    if not lines:
        return
    text = squeeze(_dehyphenated("\n".join(lines)))
    if not text:
        return
    bullet = _BULLET.match(lines[0])
    if bullet:
        indent = len(lines[0]) - len(lines[0].lstrip())
        draft.add(squeeze(text[len(bullet[1]) :]), kind="item", number="•", depth=min(indent // 3, 5))
    elif underlined or (len(text) < 90 and text.isupper() and len(lines) <= 2 and any(ch.isalpha() for ch in text)):
        draft.add(text, kind="heading", look=Look(bold=True))
    else:
        draft.add(text)


def _dehyphenated(text: str) -> str:
    return re.sub(r"([a-z])-\n\s*([a-z])", r"\1\2", text)


def _table(lines: list[str]) -> list[list[str]] | None:
    """Return the cells of two or more lines that are set in columns (pipes, tabs or runs of spaces), else None."""
    lines = [line for line in lines if not re.fullmatch(r"[\s|+\-=:_]{3,}", line)]
    if len(lines) < 2:
        return None
    for split in (r"\s*\|\s*", r"\t+| {3,}"):
        rows = [re.split(split, line.strip().strip("|").strip()) for line in lines]
        if len({len(row) for row in rows}) == 1 and len(rows[0]) >= 2 and all(len(cell) < 120 for row in rows for cell in row):
            if not all(_BULLET.match(line) or _NUMBERED.match(line) for line in lines):
                return [[squeeze(cell) for cell in row] for row in rows]
    return None
