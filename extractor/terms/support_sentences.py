"""Support targets in sentences and list items: levels and times paired in the order in which the words pair them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.document import Clause, Span
from extractor.quantities import durations
from extractor.terms.context import sentences
from extractor.terms.support_cells import Timed, first_of, timed
from extractor.terms.support_table import Target
from extractor.terms.support_words import CREDIT, NAME, PLAN, Field, Level, field_of, fields, level_in_cell, levels

_NOT_SUPPORT = re.compile(
    r"\b(?:credit(?:s|ed)?|refund\w*|terminat\w+|renew\w*|invoice\w*|maintenance|payment|breach|arbitrat\w+|mediat\w+|personal\s+data|data\s+subject|deliverables?|acceptance|warrant\w+|up-?time|availability|replacement\s+(?:parts?|hardware)|back-?ups?|latency)\b",
    re.IGNORECASE,
)
_CUSTOMER_ACTS = re.compile(
    r"\b(?:customer|client|subscriber|you|authority|licensee)\s+(?:must|shall|should|will|agrees?\s+to|may|has|is\s+to|needs?\s+to)\s+(?:\w+\s+){0,3}?(?:respond|reply|answer|confirm|acknowledge|provide|contact|resolve|remedy|correct|notify|report)",
    re.IGNORECASE,
)
_SILENCE = re.compile(
    r"\b(?:do(?:es)?\s+not|don['’]t|no|without|has\s+not|have\s+not)\s+(?:\w+\s+){0,2}?(?:hear|receiv\w*|respon\w+|repl\w+|feedback|answer\w*)\b",
    re.IGNORECASE,
)
"""Words for a customer who does not answer: times beside them close a case."""
_RECOVERY = re.compile(
    r"\b(?:rto|rpo|mttr|recovery\s+(?:time|point)|mean\s+time\s+to\s+(?:repair|restore|recover\w*|resolve|fix)|disaster|business\s+continuity|vulnerabilit\w+|cross[\s-]connects?|spare\s+parts?)\b",
    re.IGNORECASE,
)
"""Words of targets that are measures of the service itself (see performance)."""
_LEVEL_WORDS = re.compile(rf"\W*(?:(?:severity|sev|priority|prio|level|category|class)\b|[PS]\s?-?\d\b|{NAME}\b)", re.IGNORECASE)
CERTAIN = 0.7
"""Probability of the label from which a response needs no word for what is responded to."""
_ABOUT_REQUESTS = re.compile(
    r"\b(?:tickets?|incidents?|issues?|requests?|problems?|faults?|calls?|support|help\s?desk|service\s+desk|enquir\w+|inquir\w+|queries|questions?|e-?mails?|errors?|bugs?|defects?|cases?|reports?|engineers?|technicians?|chat|response\s+time|outages?|failures?|trouble|messages?|alarms?|emergenc\w+)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:resolution|fix|solution)\s+(?:time|target)s?\b", re.IGNORECASE)
_EVERY = re.compile(
    r"\b(?:all|every|each|any)\s+(?:\w+\s+){0,2}(?:tickets?|requests?|incidents?|issues?|calls?|cases?|e-?mails?|enquir\w+|inquir\w+)\b",
    re.IGNORECASE,
)
_PLAN_NAMED = re.compile(
    rf"(?P<plan>{PLAN.pattern})(?=\s*:|\s+(?:plan|tier|package|subscription|edition|support|customers?|clients?|users?|subscribers?)\b)",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\b(?:engineers?|technicians?|help\s?desk|service\s+desk|support(?:\s+(?:team|staff|personnel|requests?|tickets?))?|tickets?)\b[^.;]{0,90}\bwithin\b[^.;]{0,40}\bof\s+(?:being\s+notified|(?:the\s+|a\s+|your\s+|such\s+|receiving\s+|receipt\s+of\s+){0,3}(?:notification|ticket|call|report|request|receipt|inquiry|enquiry)\b)",
    re.IGNORECASE,
)
"""A sentence that promises a reaction to every report in so many words, whatever its clause is labelled."""
_OTHER_QUERIES = re.compile(
    r"\b(?:queries|questions|inquir\w+|enquir\w+|requests?)\s+(?:related|relating|regarding|about|concerning|as)\s+(?:to\s+)?(?:\w+\s+){0,2}(?:milestones?|schedules?|invoices?|billing|audits?|proposals?|contracts?|solicitation|bids?)\b",
    re.IGNORECASE,
)
"""Questions about a project or its papers are no requests for support."""
_FOLLOWED = re.compile(
    r"\s*(?:[(\[]|\bfor\b|\bin\s+case\s+of\b|\bon\b|\bin\s+the\s+case\s+of\b|\bwith\b|\bto\b|\bof\b|:|–|-|\bwhen\b|\bif\b)", re.IGNORECASE
)


def targets(clause: Clause, context: str, *, labelled: bool) -> Iterator[Target]:
    """Yield the targets of a clause's sentences; without the label only those of a level that the words name."""
    level = _opening_level(clause)
    default = _default(clause, context)
    for sentence in _pieces(clause.text):
        words = sentence.of(clause.text)
        if _CUSTOMER_ACTS.search(words) or _SILENCE.search(words) or _RECOVERY.search(words):
            continue
        named = levels(words)
        if not named and level is None and (rest := _THE_REST.search(words)):
            named = [(Level("other"), Span(*rest.span()))]
        if labelled and (word := field_of(words)) is not None and not durations(words):
            default = word.field  # "The response time depends on the severity." opens the sentences behind it
            continue
        answers = labelled and default == "response" and clause.kind == "paragraph" and sentence.start == 0 and _WITHIN.match(words)
        field = default if clause.kind == "item" or named or level or answers else None
        times = timed(words, field)
        times = [each for each in times if not _of_something_else(words, each)]
        if not times:
            continue
        if named and len(named) * len(times) > 0:
            for one, own in _paired(words, named, times):
                yield _target(one, clause, sentence, own, words, rule=0.86)
        elif level is not None:
            yield _target(level, clause, sentence, times, words, rule=0.86)
        elif (labelled or _PLAIN.search(words)) and (
            own := _for_all(words, context, times, certain=clause.probability("support") >= CERTAIN)
        ):
            general = _target(Level("all"), clause, sentence, own, words, rule=0.8)
            yield replace(general, every=_EVERY.search(words) is not None)


def _pieces(text: str) -> Iterator[Span]:
    """Yield the sentences of a text; one whose parts between semicolons each speak of their own level is yielded in these parts.

    >>> text = "Critical cases get a reply in 1 hour; all other cases get one in a day."
    >>> [span.of(text) for span in _pieces(text)]
    ['Critical cases get a reply in 1 hour;', 'all other cases get one in a day.']
    """
    for sentence in sentences(text):
        edges = [sentence.start, *(m.end() for m in _SEMICOLON.finditer(text, sentence.start, sentence.end)), sentence.end]
        parts = [Span(a, a + len(text[a:b].rstrip())) for a, b in pairwise(edges)]
        apart = len(parts) > 1 and all(
            durations(part.of(text)) and (levels(part.of(text)) or _THE_REST.search(part.of(text))) for part in parts
        )
        yield from parts if apart and _THE_REST.search(sentence.of(text)) else [sentence]


_SEMICOLON = re.compile(r";\s+(?:and\s+|or\s+)?")
_THE_REST = re.compile(
    r"\b(?:(?:all|any|every)\s+(?:the\s+)?(?:other|remaining)\s+(?:\w+\s+)?(?:tickets?|incidents?|issues?|requests?|problems?|faults?|calls?|cases?|questions?|matters?)|everything\s+else|the\s+rest|anything\s+else)\b",
    re.IGNORECASE,
)
"""The level of what no other words cover."""
_WITHIN = re.compile(r"\W*(?:within|in|inside)\b", re.IGNORECASE)
"""The beginning of an answer to the question that a heading asks ("How fast do you answer?" "Within four working hours.")."""


def _opening_level(clause: Clause) -> Level | None:
    """Return the level that a clause is about by its heading or its first words."""
    for words in (clause.heading or "", clause.run_in or "", *clause.path[-1:]):
        if words and len(words) < 80 and _LEVEL_WORDS.match(words) and (level := level_in_cell(words)) is not None:
            return level
    opening = re.split(r"[:;,]|\s[–—-]\s|\.\s", clause.text, maxsplit=1)[0]
    separated = len(opening) < len(clause.text)
    return level_in_cell(opening) if separated and len(opening) <= 60 and _LEVEL_WORDS.match(opening) else None


def _default(clause: Clause, context: str) -> Field | None:
    word = field_of(clause.run_in or "") or field_of(context)
    return word.field if word else None


def _of_something_else(words: str, each: Timed) -> bool:
    """Tell whether a time stands beside words of payment, credits or termination and far from those of its target."""
    near = words[max(0, each.span.start - 70) : each.span.end + 40]
    named = any(word.field == each.field and word.rank <= 1 for word in fields(near))
    return CREDIT.search(near) is not None or (_NOT_SUPPORT.search(near) is not None and not named)


def _for_all(words: str, context: str, times: Sequence[Timed], *, certain: bool) -> list[Timed]:
    """Return the times that hold for every request: a response, or the resolution of what is reported."""
    if _OTHER_QUERIES.search(words):
        return []
    if not certain and not _ABOUT_REQUESTS.search(words) and not _ABOUT_REQUESTS.search(context):
        return []
    kept = [
        each
        for each in times
        if each.field == "response" or (each.field == "resolution" and (_ABOUT_REQUESTS.search(words) or _TARGET.search(words)))
    ]
    named = fields(words)
    return [
        each
        for each in kept
        if any(word.field == each.field and (word.span.start < each.span.start or each.field == "response") for word in named)
    ]


def _paired(words: str, named: Sequence[tuple[Level, Span]], times: Sequence[Timed]) -> Iterator[tuple[Level, list[Timed]]]:
    """Yield each level with its times: as many in the same order, the levels before, or the levels behind them."""
    places = [span.start for _, span in named]
    if (
        len(named) > 1
        and max(places) < times[0].span.start
        and len(times) % len(named) == 0
        and len({t.field for t in times}) * len(named) == len(times)
    ):
        for i, (level, _) in enumerate(named):
            yield level, [each for j, each in enumerate(times) if j % len(named) == i]
        return
    behind = times[0].span.start < places[0] and _FOLLOWED.match(words[times[0].span.end :]) is not None
    owned: dict[int, list[Timed]] = {}
    for each in times:
        for index in _owners(each, named, times, behind=behind):
            owned.setdefault(index, []).append(each)
    for index in sorted(owned):
        yield named[index][0], owned[index]


def _owners(each: Timed, named: Sequence[tuple[Level, Span]], times: Sequence[Timed], *, behind: bool) -> list[int]:
    """Return the levels that a time holds for: the run of levels next before it (or behind it) with no time between."""
    if behind:
        limit = min((other.span.start for other in times if other.span.start > each.span.start), default=10**9)
        run = [i for i, (_, span) in enumerate(named) if each.span.end <= span.start < limit]
        if run:
            return run
        later = [i for i, (_, span) in enumerate(named) if span.start > each.span.start]
        first = min(later, default=None)
        if first is None or any(each.span < other.span < named[first][1] and other.field == each.field for other in times):
            return []  # the level belongs to the other time
        stop = min((other.span.start for other in times if other.span.start > named[first][1].start), default=10**9)
        return [i for i in later if named[i][1].start < stop]
    before = [i for i, (_, span) in enumerate(named) if span.start < each.span.start]
    if not before:
        nearer = any(each.span < other.span < named[0][1] and other.field == each.field for other in times)
        return [0] if len(named) == 1 and not nearer else []
    start = max((other.span.start for other in times if other.span.start < named[before[-1]][1].start), default=-1)
    return [i for i in before if named[i][1].start > start]


def _target(level: Level, clause: Clause, sentence: Span, times: list[Timed], words: str, *, rule: float) -> Target:
    plan = _PLAN_NAMED.search(words)
    return Target(
        level,
        clause,
        sentence,
        first_of(times, "response"),
        first_of(times, "resolution"),
        first_of(times, "update"),
        plan["plan"] if plan else None,
        next((each.hours for each in times if each.hours), None),
        rule,
        tabled=False,
    )
