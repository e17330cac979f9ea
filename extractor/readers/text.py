"""Plain text → Document: paragraphs by blank lines, indents and numbers; headings by capitals and underlines; tables by columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from extractor.document import Document, Draft, Look
from extractor.quantities.numbers import WORD_NUMBER
from extractor.readers.clean import squeeze, visible
from extractor.readers.decode import decoded
from extractor.readers.source import ReadSettings, Source
from extractor.readers.text_lines import BREAK, without_furniture
from extractor.readers.text_tables import table_of

_BULLET = re.compile(r"^\s*([•·▪◦●○■□‣⁃∙*+\-–—o])[ \t]+(?=\S)")
_NUMBERED = re.compile(
    r"^\s*(?:(?:\d{1,3}\.){1,5}\d{0,3}\s|\d{1,3}[.)]\s|[(\[][a-z0-9]{1,4}[)\]]\s?|[a-z][.)]\s|[ivx]{1,5}[.)]\s|(?:section|article|schedule|exhibit|appendix|annex)\s+[\dA-Z]{1,4}\b(?!\s+(?:of|to|and|or|shall|is)\b))",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*([-=_*~#^+])\1{2,}\s*$")
_BOXED = re.compile(r"^\s*[|+].*[|+]\s*$")
_END = re.compile(r"[.:;!?][\"”’')\]]*$")
_TITLE_NUMBER = re.compile(
    r"^\s*(?:(?:section|article|schedule|exhibit|appendix|annex)\s+[\dA-Z]{1,4}[.:]?|\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.)\s+",
    re.IGNORECASE,
)
_SMALL = frozenset(
    ("of", "and", "the", "for", "to", "in", "a", "an", "or", "on", "by", "with", "from", "at", "per", "as", "our", "your", "&")
)
_MARKUP = (b"<?xml", b"{\\rtf", b"<svg", b"%!ps")
UNWRAPPED = 130
"""Characters above which a line was never wrapped: paper takes about 100."""
NARROW = 40
"""Lines of narrower text end anywhere, so that their length says nothing."""
MOST_TITLE_WORDS = 10
LONG_ENOUGH = 60
"""Characters of the paragraph below a title that is told only by its capitals."""


def sniff(source: Source) -> bool:
    """Tell whether the content is text at all: no binary zeros (UTF-16 apart), few control characters, no other markup."""
    head = source.data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if head.lstrip().lower().startswith(_MARKUP):
        return False
    if b"\x00" in head:
        return head.count(0) > len(head) * 0.3 and (head[::2].count(0) == 0 or head[1::2].count(0) == 0)
    controls = sum(1 for byte in head if byte < 9 or 13 < byte < 32)
    return controls <= len(head) * 0.02


def read(source: Source, settings: ReadSettings) -> Document:
    r"""Return the document; wrapped lines are joined, form feeds end pages.

    >>> document = read(Source("sla.txt", b"SERVICE CREDITS\n\nWe credit you 10%\nof the fee.\n"), ReadSettings())
    >>> [(block.kind, document.words_of(block)) for block in document.blocks]
    [('heading', 'SERVICE CREDITS'), ('paragraph', 'We credit you 10% of the fee.')]
    """
    draft = Draft()
    furniture = add_text(draft, decoded(source.data, limit=settings.limits.characters))
    return draft.finish(media_type="text/plain", furniture=furniture)


def add_text(draft: Draft, text: str) -> list[str]:
    """Append the blocks of a plain text to a draft; return the furniture of pages that was left out."""
    lines = re.split(r"\r\n|[\n\r\x0b\x85\u2028\u2029]", text)
    feeds = [visible(part) for line in lines for part in [line.replace(BREAK, "\ue000")]]
    kept, furniture = without_furniture([line.replace("\ue000", BREAK).rstrip(" \t") for line in feeds])
    chunks = list(_chunks(_single_spaced(kept)))
    writer = _Writer(draft, unwrapped=_is_unwrapped(kept))
    at = 0
    while at < len(chunks):
        at = writer.write(chunks, at)
    return furniture


_SAID_AGAIN = re.compile(r"\s*\(\d{1,3}\)\s")
_ENDS_IN_NUMBER = re.compile(rf"\b{WORD_NUMBER}$", re.IGNORECASE)


def _is_unwrapped(lines: Sequence[str]) -> bool:
    """Tell whether each line is a paragraph: many are longer than any paper is wide."""
    filled = [line for line in lines if line.strip()]
    return sum(len(line) > UNWRAPPED for line in filled) > 0.2 * len(filled)


_GAP = re.compile(r"\S {3,}\S")


def _is_set_in_columns(lines: Sequence[str]) -> bool:
    """Tell whether the first line of a run and most others have a gap in them, among lines that were never wrapped."""
    return len(lines) > 1 and bool(_GAP.search(lines[0])) and sum(bool(_GAP.search(line)) for line in lines) > 0.6 * len(lines)


def _single_spaced(lines: list[str]) -> list[str]:
    """Return text that was typed with a blank line after every line without these."""
    filled = [i for i, line in enumerate(lines) if line.strip() and line != BREAK]
    if len(filled) < 8 or sum(b - a == 2 for a, b in itertools.pairwise(filled)) < 0.8 * len(filled):
        return lines
    broken = sum(not _END.search(lines[a]) and lines[b].lstrip()[:1].islower() for a, b in itertools.pairwise(filled))
    if broken < 0.4 * len(filled) or median(len(lines[i]) for i in filled) < NARROW:
        return lines
    return [line for i, line in enumerate(lines) if line.strip() or i == 0 or not lines[i - 1].strip()]


def _chunks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the runs of lines between blank ones; a sentence that goes on after a page break is one run."""
    chunk: list[str] = []
    for i, line in enumerate(lines):
        if line.strip() and line != BREAK:
            chunk.append(line)
        elif chunk:
            if BREAK in lines[i : i + 3] and _goes_on(chunk[-1], lines[i:]):
                continue
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _goes_on(last: str, rest: Sequence[str]) -> bool:
    following = next((line for line in rest[:8] if line.strip() and line != BREAK), "")
    return not _END.search(last) and following.lstrip()[:1].islower() and not _NUMBERED.match(following)


@dataclass(slots=True)
class _Writer:
    """Write runs of lines as blocks."""

    draft: Draft
    unwrapped: bool
    ruled: list[str] = field(default_factory=list)
    """The characters that underline titles, in the order of their first use: the first is the highest level."""

    def write(self, chunks: Sequence[list[str]], at: int) -> int:
        """Write the run at `at`, with those after it that belong to the same table; return where the next begins."""
        lines = chunks[at]
        end = at + 1
        if not self.unwrapped or any("\t" in line or "|" in line for line in lines) or _is_set_in_columns(lines):
            table, end = _table(chunks, at)
            if table:
                self.draft.add_table(table, header_rows=1 if not any(ch.isdigit() for ch in "".join(table[0])) else 0)
                return end
        following = chunks[end] if end < len(chunks) else None
        width = max(len(line) for line in lines)
        part: list[str] = []
        overlined = False
        for _i, line in enumerate(lines):
            rule = _RULE.match(line)
            if rule:
                self._ruled(part, rule[1], line, overlined=overlined)
                part, overlined = [], not part
                continue
            if part and self._begins(line, part, width):
                self._flush(part, None)
                part = []
            part.append(line)
        self._flush(part, following if len(part) == len(lines) else None)
        return end

    def _begins(self, line: str, part: Sequence[str], width: int) -> bool:
        """Tell whether a line begins a new paragraph: a number, a bullet, another indent, or a short line before it."""
        previous = part[-1].rstrip()
        if self.unwrapped or _BULLET.match(line):
            return True
        if _NUMBERED.match(line):
            if _SAID_AGAIN.match(line) and _ENDS_IN_NUMBER.search(previous):
                return False  # "within four / (4) hours": the figure of a number in words, not an item
            return bool(
                _END.search(previous)
                or previous.endswith((",", "and", "or"))
                or _NUMBERED.match(part[0])
                or _is_title(previous)
                or len(previous) < width * 0.8
            )
        ended = bool(_END.search(previous))
        indent, above, first = _indent(line), _indent(previous), _indent(part[0])
        short = len(previous) < width * 0.6 and width > NARROW
        if _TITLE_NUMBER.match(previous) and len(part) == 1 and short and not ended and line.lstrip()[:1].isupper() and _is_title(previous):
            return True
        hanging = len(part) > 1 or bool(_NUMBERED.match(part[0]) or _BULLET.match(part[0]))
        return (ended and indent >= above + 2) or (ended and short) or (ended and hanging and indent <= first < above)

    def _ruled(self, part: list[str], sign: str, rule: str, *, overlined: bool) -> None:
        """Write what stands above a rule: a rule as long as the line above underlines a title, another one parts paragraphs."""
        if not part:
            return
        title = squeeze(part[-1])
        near = abs(len(rule.strip()) - len(part[-1].strip())) <= max(4, 0.25 * len(title))
        if (
            not title
            or len(title.split()) > MOST_TITLE_WORDS + 4
            or not (near or overlined)
            or _END.search(title.rstrip(":?"))
            or not any(map(str.isalpha, title))
        ):
            self._flush(part, None)
            return
        self._flush(part[:-1], None)
        if sign not in self.ruled:
            self.ruled.append(sign)
        self.draft.add(title, kind="heading", heading_level=min(6, self.ruled.index(sign) + 1), look=Look(bold=True))

    def _flush(self, lines: Sequence[str], following: Sequence[str] | None) -> None:
        """Write one paragraph, item or title; `following` is the next run where the lines stand alone."""
        text = squeeze(_dehyphenated("\n".join(lines)))
        if not text:
            return
        bullet = _BULLET.match(lines[0])
        if bullet and squeeze(text[len(bullet[1]) :]):
            self.draft.add(squeeze(text[len(bullet[1]) :]), kind="item", number="•", depth=min(_indent(lines[0]) // 3, 5))
        elif (
            len(lines) <= 2
            and following is not None
            and (_is_capitals(text) or (len(lines) == 1 and _is_title(text) and _opens(text, following)))
        ):
            self.draft.add(text, kind="heading", look=Look(bold=True))
        else:
            self.draft.add(text)


def _opens(text: str, following: Sequence[str]) -> bool:
    """Tell whether what follows a numbered title, or one told by its capitals alone, is text of its own."""
    joined = " ".join(line.strip() for line in following)
    return (
        bool(_TITLE_NUMBER.match(text)) or len(joined) >= LONG_ENOUGH or bool(_BULLET.match(following[0]) or _NUMBERED.match(following[0]))
    )


def _table(chunks: Sequence[list[str]], at: int) -> tuple[list[list[str]] | None, int]:
    """Return the table that begins with a run, and where the next run begins; rows may have blank lines between them."""
    alone = table_of(chunks[at])
    best, end = alone, at + 1
    if "|" in chunks[at][0] or not all(len(chunk) <= 6 for chunk in chunks[at : at + 2]):
        return best, end
    lines = list(chunks[at])
    for n in range(at + 1, min(at + 40, len(chunks))):
        lines = [*lines, "---", *chunks[n]]
        table = table_of(lines)
        if (
            table is None
            or any(not row[0] or len(list(filter(None, row))) < 2 for row in table)
            or (best and len(table[0]) != len(best[0]))
        ):
            break
        best, end = table, n + 1
    return best, end


def _indent(line: str) -> int:
    flat = line.expandtabs(4)
    return len(flat) - len(flat.lstrip())


def _is_capitals(text: str) -> bool:
    """Tell whether a line is a title set in capitals; bracketed remarks, names with a full stop and sentences are none."""
    letters = [ch for ch in text if ch.isalpha()]
    return (
        len(text) < 90
        and len(letters) > 3
        and text.isupper()
        and len(text.split()) <= MOST_TITLE_WORDS + 2
        and text[0] not in "[(*"
        and text[-1] not in ".,;"
    )


def _is_title(text: str) -> bool:
    """Tell whether a line reads as a title: few words, each longer one with a capital, no full stop, no label with a value."""
    body = _TITLE_NUMBER.sub("", text).strip()
    words = body.split()
    if not 1 <= len(words) <= MOST_TITLE_WORDS or _END.search(body) or body[-1] in "," or re.search(r":\s|@|://|\d{3}", body):
        return False
    weighty = [word for word in words if word.lower() not in _SMALL and word[0].isalpha()]
    return bool(weighty) and all(word[0].isupper() for word in weighty) and words[0][0].isupper()


def _dehyphenated(text: str) -> str:
    """Return lines with words joined that were parted at a line's end; "on-\\nsite" keeps its hyphen only where both halves are words of their own, which nobody can tell, so it goes."""
    return re.sub(r"(?<=[a-z]{2})-\n\s*(?=[a-z]{2})", "", text)
