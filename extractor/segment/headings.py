"""Which blocks are headings: number, size, weight, capitals, spacing and shortness weighed together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from extractor.document import Block, Document
from extractor.segment.numbering import Number

MOST_WORDS = 16
"""The longest stand-alone heading seen on real agreements has 14 words."""
THRESHOLD = 3.0
"""A title by look needs two strong signs, or one strong and two weak ones."""

_SMALL = frozenset(("of", "and", "the", "for", "to", "in", "a", "an", "or", "on", "by", "with", "from", "at", "per", "vs", "as", "your", "our", "–", "-", "&", "/"))
_DATED = re.compile(r"^\W{0,3}(?:last\s+(?:updated?|modified|revised|changed)|effective(?:\s+(?:as\s+of|date|from))?|updated|revised|posted|dated?|version(?:\s+date)?)\b[^a-z]{0,4}(?=.{0,20}\d)", re.IGNORECASE)
"""A line that dates the document is no title, however large it is set."""
_VERB = re.compile(r"\b(?:shall|will|must|may|is|are|was|were|has|have|does|can|means|agrees?|provides?|guarantees?)\b", re.IGNORECASE)
_KNOWN = re.compile(
    r"^(?:service\s+levels?|service\s+credits?|uptime|availability|definitions?|exclusions?|limitations?|termination|remed(?:y|ies)|maintenance|support|response\s+times?|claims?|scope|term|general|"
    r"measurement|reporting|introduction|overview|purpose|background|escalation|contact|warranty|confidentiality|fees|payment|governing\s+law|notices?|miscellaneous|credit\s+requests?|sla)\b",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"^(?P<title>[A-Z][^.:;!?\n]{1,70}?)(?P<stop>[.:](?=\s)|\s[–—-]\s)")


@dataclass(frozen=True, slots=True)
class Body:
    """Hold how running text is set in a document."""

    size: float | None
    bold_share: float


def body_of(document: Document) -> Body:
    """Return the most frequent size of the document's running text, weighted by length, and how much of it is bold."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    for block in document.blocks:
        length = block.span.end - block.span.start
        total += length
        if block.look:
            if block.look.size:
                sizes[round(block.look.size * 2) / 2] += length
            bold += length * block.look.bold
    return Body(sizes.most_common(1)[0][0] if sizes else None, bold / total if total else 0.0)


def is_heading(block: Block, text: str, number: Number | None, body: Body, following: Block | None) -> bool:
    """Tell whether a block is a title of what follows; blocks that the format itself calls headings are taken at their word.

    `text` is the block's text without its number.
    """
    if _DATED.match(text):
        return False
    if block.heading_level is not None or block.kind == "heading":
        return True
    if block.kind == "row" or not text or following is None:
        return False
    if marked_title(text) is not None or _heads_list(block, text, number, following):
        return True
    if block.kind == "item":
        return False
    words = text.split()
    if len(words) > MOST_WORDS or text[0] in "“\"'(" or text.rstrip()[-1] in ".;,!" and not _numbered_caps(text, number):
        return False
    if not any(ch.isalpha() for ch in text) or re.search(r"@|https?://", text):
        return False
    return _score(block, text, words, number, body) >= THRESHOLD


def marked_title(text: str) -> str | None:
    """Return the title of a line that still carries the marks of plain-text markup, None for other text.

    >>> marked_title("### Service Credits"), marked_title("Support -------"), marked_title("99.9%")
    ('Service Credits', 'Support', None)
    """
    match = _MARKED.match(text.strip()) if len(text) < 140 else None
    return (match["hashed"] or match["ruled"]).strip() if match else None


_MARKED = re.compile(r"#{1,6}\s?(?P<hashed>[A-Z“\"][^#\n]{1,100}?)\s?#{0,6}$|(?:[=~-]{4,}\s)?(?P<ruled>[A-Z][^=~\n]{1,90}?)\s(?:[=~]{4,}|-{4,})$")


def _heads_list(block: Block, text: str, number: Number | None, following: Block) -> bool:
    """Tell whether a short numbered line is the title of the deeper list that follows ("1. Uptime" above "1.1 Target Uptime. …")."""
    if number is None or number.scheme == "bullet" or following.kind == "row" or following.depth <= block.depth:
        return False
    words = text.split()
    return len(words) <= 6 and text[0].isupper() and text.rstrip()[-1] not in ".:;,!?" and _title_case(words)


def _numbered_caps(text: str, number: Number | None) -> bool:
    return number is not None and text.isupper()


def _score(block: Block, text: str, words: list[str], number: Number | None, body: Body) -> float:
    """Return the weight of all signs; the weights were set by reading the misses on own and real agreements."""
    look, score = block.look, 0.0
    letters = [ch for ch in text if ch.isalpha()]
    capitals = sum(ch.isupper() for ch in letters) / len(letters)
    if look and look.size and body.size:
        ratio = look.size / body.size
        score += 3.0 if ratio >= 1.15 else 1.5 if ratio >= 1.06 else -1.0 if ratio < 0.9 else 0.0
    if look and look.bold and body.bold_share < 0.5:
        score += 2.5
    elif _opens_bold(block) and body.bold_share < 0.5:
        score += 2.2
    elif look and look.underlined:
        score += 1.5
    if capitals > 0.9 and len(letters) > 3:
        score += 1.5
    if look and look.centered:
        score += 1.0
    if number and number.scheme in ("prefixed", "single", "dotted"):
        score += 1.0
    if _title_case(words):
        score += 0.7
    if _KNOWN.match(text):
        score += 0.5
    if look and look.space_above and body.size and look.space_above > body.size * 0.8:
        score += 0.4
    score += 0.4 if len(words) <= 6 else 0.0 if len(words) <= 10 else -0.6
    if text.rstrip().endswith(":"):
        score -= 1.2
    if _VERB.search(text) and not text.rstrip().endswith("?"):
        score -= 1.0
    return score


def _opens_bold(block: Block) -> bool:
    """Tell whether the first half of the block at least is bold ("**Latency Guarantee** – 45 milliseconds")."""
    length = block.span.end - block.span.start
    return any(b.start <= block.span.start + 4 and b.end - b.start >= 0.5 * length for b in block.bold)


def _title_case(words: list[str]) -> bool:
    """Tell whether every longer word has a capital."""
    weighty = [word for word in words if word.lower() not in _SMALL and word[0].isalpha()]
    return bool(weighty) and all(word[0].isupper() for word in weighty)


def run_in_title(text: str, bold: int) -> str | None:
    """Return the title that opens a paragraph ("Service Credits. If we …"), `bold` characters of which are set bold.

    >>> run_in_title("Service Credits. If we miss the level, you get a credit.", 0)
    'Service Credits'
    """
    match = _RUN_IN.match(text)
    if match is None:
        return None
    title = match["title"].strip()
    words = title.split()
    if len(text) - len(match[0]) < 12 or len(words) > 9:
        return None
    if bold >= len(title) - 1 or (_title_case(words) and not _VERB.search(title)):
        return title
    return None
