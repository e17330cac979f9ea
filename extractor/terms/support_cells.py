"""Support targets in a stretch of words, a cell or a sentence: each time with the target that it belongs to."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.document import Span
from extractor.quantities import Duration, duration_ranges, durations, frequencies
from extractor.terms.support_words import Field, FieldWord, fields, hours

SHORTEST = 0.02
"""Minutes (about a second) below which a time is a machine's."""
LONGEST = 60 * 24 * 120
"""Minutes of the longest target (four months for the least of defects); what is longer is a term of a contract."""
NEAR = 45
"""Characters between a time and a target named behind it ("within 15 minutes an engineer will respond")."""
_SKIPPED_BEFORE = re.compile(
    r"(?:\b(?:after|older(?:\s+than)?|lasting|lasts?|more\s+than|exceed(?:s|ing)?|longer\s+than|for\s+(?:at\s+least|more\s+than|over)|past|last|previous|beyond|first|spend\s+up\s+to|spend|over\s+the|during\s+the|in\s+any|in\s+each|per)|\bevery)\s+(?:the\s+|a\s+|an\s+)?$",
    re.IGNORECASE,
)
_AFTER_OF = re.compile(r"\bafter\s+$", re.IGNORECASE)
_RATE_AFTER = re.compile(r"\s*(?:a|per|each|every|/)\s*(?:day|week|month|quarter|year|annum|incident)\b", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each)\s+(?:\w+\s+)?$", re.IGNORECASE)
_NEXT_EXCLUDED = re.compile(
    r"\b(?:escalat\w+|credit\w*|refund\w*|notice|maintenance|down-?time|outage\s+of|unavailab\w+)\b[^.;,]{0,40}$", re.IGNORECASE
)
_MISSED = re.compile(
    r"\b(?:not|cannot|can['’]t|unable|fail(?:s|ed|ure)?)\b(?!\s+(?:later|more|longer|exceed|less))[^.;,]{0,40}$", re.IGNORECASE
)
"""Words that make a time one that is not kept."""
_BREAKS = re.compile(r"[;|•]|\.\s")


class Timed(NamedTuple):
    """Hold a time with the target that it is for, the hours that it holds in, and its place."""

    field: Field
    rank: int
    duration: Duration
    hours: str | None
    span: Span


def timed(words: str, default: Field | None) -> list[Timed]:
    """Return the times of a cell or a sentence with their targets, in text order; of a range the upper end.

    A time belongs to the target that is named last before it, else to the next one, else to `default`.

    >>> [(t.field, t.duration.iso) for t in timed("Response within 4 hours, resolution within 1 business day", None)]
    [('response', 'PT4H'), ('resolution', 'P1D')]
    """
    named, stated = fields(words), hours(words)
    spread = [(span, bounds.high) for bounds, span in duration_ranges(words) if bounds.low is not None and bounds.high is not None]
    found = []
    for duration, span in durations(words):
        high = next((value for place, value in spread if place.start <= span.start < place.end), None)
        if high is not None and high != duration:
            continue  # the lower end
        target = _target(words, span, named, default)
        if target is None or not SHORTEST < duration.minutes <= LONGEST or _not_a_target(words, span, target[0]):
            continue
        found.append(Timed(target[0], target[1], duration, _hours_at(words, span, stated), span))
    if not any(each.field == "update" for each in found):
        found += _updates(words, named, default)
    return sorted(found, key=lambda each: each.span)


def _target(words: str, span: Span, named: list[FieldWord], default: Field | None) -> tuple[Field, int] | None:
    start = max((match.end() for match in _BREAKS.finditer(words) if match.end() <= span.start), default=0)
    end = next((match.start() for match in _BREAKS.finditer(words) if match.start() >= span.end), len(words))
    before = [word for word in named if start <= word.span.start < span.start]
    if before:
        return before[-1].field, before[-1].rank
    after = [word for word in named if span.end <= word.span.start < end]
    if after and default is None and "," not in words[span.end : after[0].span.start] and after[0].span.start - span.end < NEAR:
        return after[0].field, after[0].rank
    if default is not None:
        return default, 1
    return None


def _not_a_target(words: str, span: Span, field: Field) -> bool:
    """Tell whether a time is something else: how long an outage lasts, hours of service, a rate, an escalation."""
    before, after = words[: span.start], words[span.end :]
    if _RATE_AFTER.match(after) and not _AFTER_OF.search(before):
        return True
    if _EVERY.search(before):
        return field != "update"
    return bool(_SKIPPED_BEFORE.search(before[-24:]) or _NEXT_EXCLUDED.search(before[-60:]) or _MISSED.search(before[-60:]))


def _updates(words: str, named: list[FieldWord], default: Field | None) -> list[Timed]:
    """Return "hourly" and "daily" where the words, or the column, are about updates."""
    if default != "update" and not any(word.field == "update" for word in named):
        return []
    iso = {"hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "monthly": "P1M"}
    found = [(iso[name], span) for name, span in frequencies(words) if name in iso]
    hourly = re.search(r"\bhourly\b|\b(?:every|each)\s+hour\b", words, re.IGNORECASE)
    if hourly:
        found.append(("PT1H", Span(*hourly.span())))
    return [Timed("update", 1, Duration(value), None, span) for value, span in found[:1]]


def _hours_at(words: str, span: Span, stated: list[tuple[str, Span]]) -> str | None:
    """Return the hours of service that a time holds in: those named next to it, on the same side of a slash or semicolon."""
    if not stated:
        return None
    inside = [
        (name, place) for name, place in stated if not re.search(r"[;/|]", words[min(span.end, place.end) : max(span.start, place.start)])
    ]
    inside = inside or (stated if len(stated) == 1 else [])
    if not inside:
        return None
    return min(inside, key=lambda pair: max(pair[1].start - span.end, span.start - pair[1].end))[0]


def first_of(found: list[Timed], field: Field) -> Duration | None:
    """Return the time of a target: the one whose words name it most plainly, of equals the first (the last for a resolution).

    >>> first_of(timed("acknowledged within 1 hour, response in 4 hours", None), "response").iso
    'PT4H'
    """
    own = [each for each in found if each.field == field]
    if not own:
        return None
    best = min(each.rank for each in own)
    return next(each.duration for each in own if each.rank == best)
