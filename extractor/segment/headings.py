"""Which pieces are headings: number, size, weight, capitals, place and shortness weighed together.

A format's own word ("heading") is taken unless the line plainly is a sentence. Everything else is weighed twice: first alone,
then among its siblings, for sections of one level are mostly titled in one way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Block, Document
from extractor.segment.numbering import follows
from extractor.segment.pieces import Piece
from extractor.segment.titles import VERB, marked_title, run_in_title, title_case

MOST_WORDS = 16
"""The longest stand-alone heading seen on real agreements has 14 words."""
MOST_WORDS_STYLED = 25
"""A line that the format calls a heading and that is longer is a sentence set in a heading's style (Word drafts do that)."""
THRESHOLD = 3.0
"""A title by look needs two strong signs, or one strong and two weak ones."""
LEAN = 1.0
"""What siblings that all are headings add to a score, as much as one weak sign and a half; where none is, half of it is taken off."""
NESTED_RUNS = 3
"""Runs of one style that may be open inside each other ("1." in a list below section "4.")."""

# Weights were set by reading the misses on real agreements: what alone makes a heading weighs about 2.5, a mere hint 0.4 to 1.
LARGER, LITTLE_LARGER, SMALLER = 3.0, 1.5, -0.6
BOLD, OPENS_BOLD, UNDERLINED = 2.5, 2.4, 1.5
CAPITALS, CENTERED, TITLE_CASE, SPACED = 2.0, 1.0, 0.7, 0.4
NUMBERED, INTRODUCES, LIST_MEMBER = 1.0, 1.0, -1.5
KNOWN, OPENS_DOCUMENT, SHORT, LONG = 0.5, 1.6, 0.4, -0.6
COLON, FULL_STOP, SENTENCE, COMPANY, IN_LIST = -1.2, -0.8, -1.0, -1.6, -1.0

_DATED = re.compile(
    r"\W{0,3}(?:last\s+(?:updated?|modified|revised|changed)|effective(?:\s+(?:as\s+of|date|from))?|updated|revised|posted|publication\s+date|dated?|version(?:\s+date)?)\b[^a-z]{0,4}(?=.{0,20}\d)",
    re.IGNORECASE,
)
"""A line that dates the document is no title, however large it is set."""
_FORM = re.compile(
    r"_{3,}|(?:^|\s)(?:by|name|title|date|its|signature|signed|attn|attention|address|tel|telephone|phone|fax|email|e-mail)\s?:|@|https?://|www\.|/s/",
    re.IGNORECASE,
)
"""Signature lines and addresses."""
_CONNECTIVE = re.compile(
    r"(?:by\s+and\s+)?between|and|whereas|witnesseth|now,?\s+therefore|in\s+witness\s+whereof|page|draft|confidential(?:\s+treatment.*)?|intentionally\s+left\s+blank|and\s+its\s+affiliates",
    re.IGNORECASE,
)
"""Lines set alone in capitals that title nothing."""
_COMPANY = re.compile(
    r"(?:\b(?:Inc|Corp|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|PLC|LLP|Corporation|Company|N\.A|B\.V|S\.A)\b\.?|,\s?(?:a|an)\s.{0,30})$",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"(?:service\s+levels?|service\s+credits?|uptime|availability|definitions?|exclusions?|exceptions?|limitations?|termination|remed(?:y|ies)|maintenance|support|response\s+times?|claims?|scope|term|general|"
    r"measurement|reporting|introduction|overview|purpose|background|escalation|contact|warrant(?:y|ies)|confidentiality|fees|payment|governing\s+law|notices?|miscellaneous|credit\s+requests?|"
    r"compensation|indemni\w{2,10}|liability|force\s+majeure|recitals|sla)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:agreement|sla|service\s+levels?|terms|schedule|policy|addendum|exhibit|contract|amendment|statement\s+of\s+work|order\s+form)\b",
    re.IGNORECASE,
)
_FILING = re.compile(r"exhibit\s+\d{1,2}\.\d{1,3}(?:\([a-z]{1,2}\))?", re.IGNORECASE)
"""The mark of an exhibit to a public filing, which stands above the title."""


@dataclass(frozen=True, slots=True)
class Body:
    """Hold how running text is set in a document."""

    size: float | None
    bold_share: float
    capitals: bool = False
    """Running text is set in capitals: capitals say nothing."""


def body_of(document: Document) -> Body:
    """Return the most frequent size of the document's running text, weighted by length, and how much of it is bold."""
    sizes: Counter[float] = Counter()
    bold = total = capital = letters = 0
    for block in document.blocks:
        length = block.span.end - block.span.start
        total += length
        text = document.text[block.span.start : min(block.span.end, block.span.start + 400)]  # enough to tell; keeps hostile blocks cheap
        capital += sum(ch.isupper() for ch in text)
        letters += sum(ch.isalpha() for ch in text)
        if block.look:
            if block.look.size:
                sizes[round(block.look.size * 2) / 2] += length
            bold += length * block.look.bold
    return Body(sizes.most_common(1)[0][0] if sizes else None, bold / total if total else 0.0, capital > 0.6 * letters)


def headings_among(pieces: Sequence[Piece], body: Body) -> list[bool]:
    """Return which pieces are titles of what follows."""
    scores = [_verdict(pieces, i, body) for i in range(len(pieces))]
    found = [score >= THRESHOLD for score in scores]
    for run in _siblings(pieces):
        titled = {k for k in run if found[k]}
        for place in run:
            others = len(titled) - (place in titled)
            if others == len(run) - 1:
                found[place] = scores[place] + LEAN >= THRESHOLD
            elif not others:
                styled = scores[place] == _STYLED and run_in_title(pieces[place].text) is not None
                found[place] = scores[place] - LEAN / 2 >= THRESHOLD and not styled
    return found


_NEVER, _STYLED = -99.0, 99.0


def _verdict(pieces: Sequence[Piece], i: int, body: Body) -> float:
    """Return the score of a piece, `_NEVER` where something rules a heading out and `_STYLED` where the format says so."""
    piece, block = pieces[i], pieces[i].block
    text = piece.text
    if block.kind == "row" or not any(ch.isalpha() for ch in text) or piece.in_contents or _DATED.match(text) or len(text) > 400:
        if text or block.kind == "row" or not _names_division(piece):
            return _NEVER
        return _STYLED if _styled(block) else _score(piece, None, None, "Schedule", body, first=False)
    if _FILING.fullmatch(text) or (text[0] == "[" and text[-1] == "]"):
        return _NEVER
    words = text.split()
    if _styled(block):
        return _NEVER if len(words) > MOST_WORDS_STYLED or "____" in text else _STYLED
    if marked_title(text) is not None:
        return _STYLED
    after = next((pieces[k] for k in range(i + 1, min(i + 3, len(pieces))) if pieces[k].text or pieces[k].number), None)
    if after is None or len(words) > MOST_WORDS or piece.beside or (piece.number and piece.number.is_bullet):
        return _NEVER
    if (
        text[0] in "“\"'([{*"
        or not (text[0].isupper() or text[0].isdigit())
        or _FORM.search(text)
        or _CONNECTIVE.fullmatch(text.strip(" .:,-–*"))
    ):
        return _NEVER
    if text[-1] in ";,!" or (text[-1] == "." and (run_in_title(f"{text} More follows here.") is None or not title_case(words))):
        return _NEVER
    if _heads_list(piece, words, after):
        return THRESHOLD
    return _score(
        piece, pieces[i - 1] if i else None, after, text, body, first=i < 3 and not any(_DOCUMENT.search(pieces[k].text) for k in range(i))
    )


def _styled(block: Block) -> bool:
    """Tell whether the format itself says "heading"."""
    return block.heading_level is not None or block.kind == "heading"


def _names_division(piece: Piece) -> bool:
    """Tell whether a piece is "Schedule B" alone on its line."""
    return piece.number is not None and not piece.text and piece.number.is_division and len(piece.number.counts) == 1


def _heads_list(piece: Piece, words: list[str], after: Piece) -> bool:
    """Tell whether a short numbered line is the title of the deeper list that follows ("1. Uptime" above "1.1 Target Uptime. …")."""
    if piece.number is None or after.block.kind == "row" or len(words) > 6 or not title_case(words) or piece.text[-1] in ":?":
        return False
    deeper = after.number is not None and len(after.number.counts) > 1 and after.number.counts[:-1] == piece.number.counts
    return deeper or (after.block.depth > piece.block.depth and after.block.kind == piece.block.kind)


def _score(piece: Piece, before: Piece | None, after: Piece | None, text: str, body: Body, *, first: bool) -> float:
    """Return the weight of all signs."""
    words = text.split()
    letters = [ch for ch in text if ch.isalpha()]
    score = _score_of_look(piece, body)
    if sum(ch.isupper() for ch in letters) > 0.9 * len(letters) and len(letters) > 3 and not body.capitals:
        score += CAPITALS
    score += _score_of_number(piece, before, after)
    score += TITLE_CASE * title_case(words) + KNOWN * bool(_KNOWN.match(text))
    score += SHORT if len(words) <= 6 else 0.0 if len(words) <= 10 else LONG
    if first and _DOCUMENT.search(text):
        score += OPENS_DOCUMENT
    score += COLON * text.endswith(":") + FULL_STOP * text.endswith(".") + COMPANY * bool(_COMPANY.search(text))
    score += IN_LIST * (piece.block.kind == "item")
    if VERB.search(text) and not text.endswith("?"):
        score += SENTENCE
    return round(score, 2)


def _score_of_number(piece: Piece, before: Piece | None, after: Piece | None) -> float:
    """Return what a number says: sections have one, but so have the members of a list of short things ("1. Web hosting", "2. Mail")."""
    if piece.number is None or not (piece.number.is_section or piece.number.style in ("I.", "A.", "A.1")):
        return NUMBERED * _names_division(piece)
    if after is None:
        return NUMBERED
    next_sibling = after.number is not None and follows(piece.number, after.number) is not None
    last_sibling = before is not None and before.number is not None and follows(before.number, piece.number) is not None
    if next_sibling or last_sibling:
        return NUMBERED + LIST_MEMBER
    deeper = after.number is not None and len(after.number.counts) > len(piece.number.counts)
    return NUMBERED + INTRODUCES * (deeper or len(after.text) > len(piece.text))


def _score_of_look(piece: Piece, body: Body) -> float:
    look, score = piece.block.look, 0.0
    if look is None:
        return OPENS_BOLD if _opens_bold(piece) else 0.0
    if look.size and body.size:
        ratio = look.size / body.size
        score += LARGER if ratio >= 1.15 else LITTLE_LARGER if ratio >= 1.06 else SMALLER if ratio < 0.9 else 0.0
    if body.bold_share < 0.5 and (look.bold or _opens_bold(piece)):
        score += BOLD if look.bold else OPENS_BOLD
    elif look.underlined:
        score += UNDERLINED
    score += CENTERED * look.centered
    if look.space_above and body.size and look.space_above > body.size * 0.8:
        score += SPACED
    return score


def _opens_bold(piece: Piece) -> bool:
    """Tell whether the first half of the piece at least is bold ("**Latency Guarantee** – 45 milliseconds")."""
    length = piece.span.end - piece.span.start
    return any(
        b.start <= piece.span.start + 1 and b.end - piece.span.start >= 0.4 * length and b.end > piece.span.start for b in piece.block.bold
    )


def _siblings(pieces: Sequence[Piece]) -> list[list[int]]:
    """Return runs of places whose section numbers count on from each other, whatever stands between them."""
    runs: list[list[int]] = []
    open_runs: dict[tuple[str, tuple[int, ...], int], list[list[int]]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        number = piece.number
        if number is None or not number.is_section:
            continue
        listed = piece.block.depth if piece.block.number else -1
        key = (number.style, number.counts[:-1], listed)
        waiting = open_runs[key]
        run = next((run for run in reversed(waiting[-NESTED_RUNS:]) if follows(pieces[run[-1]].number, number)), None)  # type: ignore[arg-type]
        if run is None:
            run = []
            runs.append(run)
            waiting.append(run)
        run.append(i)
    return [run for run in runs if len(run) > 2]
