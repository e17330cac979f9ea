"""Maintenance: kinds that the document speaks of, with notice, window and limit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.quantities import Duration, durations, rates
from extractor.taxonomy import MaintenanceKind
from extractor.terms.context import sentences
from extractor.terms.evidence import confidence, prove
from extractor.terms.maintenance_words import PARTS, Mention, mentions, notices, unannounced

_WINDOW = re.compile(
    r"\b(?:(?:on\s{1,4}|every\s{1,4}|each\s{1,4})?(?:sun|mon|tues|wednes|thurs|fri|satur)days?(?:\s{1,4}(?:mornings?|evenings?|nights?))?[^.;()]{0,12}|on\s{1,4}weekdays\s{1,4}|daily\s{1,4}|nightly\s{1,4}|weekends?\s{1,4})?(?:between|from|at)?\s{0,4}(?:the\s{1,4}hours\s{1,4}of\s{1,4})?(?:\d{1,2}(?:[:.]\d{2})?\s?(?:a\.?m\.?|p\.?m\.?|h|hrs|hours)?|midnight|noon)\s{0,4}(?:-|–|—|to|and|until)\s{0,4}(?:\d{1,2}(?:[:.]\d{2})?\s?(?:a\.?m\.?|p\.?m\.?|h|hrs|hours)?|midnight|noon)(?:\s{1,4}(?:on\s{1,4})?(?:sun|mon|tues|wednes|thurs|fri|satur)days?)?(?:\s{0,4}\(?(?:UTC|GMT|CET|CEST|EST|EDT|ET|PST|PDT|PT|CST|CT|MST|BST|local\s{1,4}time|[A-Z][a-z]+\s{1,4}[Tt]ime)(?:\s?[+-]\d{1,2})?\)?)?",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\bmaintenance\b[^.;]{0,40}\b(?:is|are|be)\s+(?:normally\s+|usually\s+)?(?:performed|carried\s+out|done|scheduled|conducted)\b",
    re.IGNORECASE,
)
_DAY_NAMES = re.compile(r"day|midnight|a\.?m|p\.?m|:\d\d|\.\d\d|hours|h\b", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:not\s+(?:exceed|surpass|last|be\s+more|take)|no\s+(?:more|longer)\s+than|never\s+(?:exceeds?|takes?)|at\s+most|maximum|limited\s+to|up\s+to|not\s+more\s+than|does\s+not\s+(?:last|exceed)|may\s+require|less\s+than|under)\b",
    re.IGNORECASE,
)
_TAKEN_OUT = re.compile(
    r"\b(?:exclu\w+|except\w*|exempt\w*|not|no|nor|never|n['’]t|free\s+of|liab\w+|other\s+than|apart\s+from|not\s+(?:includ\w+|count\w*|apply)|outside|less|minus|without|unless|aside\s+from|does\s+not|do\s+not)\b",
    re.IGNORECASE,
)
LONGEST = 60 * 24 * 14
"""Minutes of the longest limit: what is longer (a month) is the period that a number of windows is counted over."""
_WORK = re.compile(
    r"\b(?:patch\w*|updat\w+|upgrad\w+|reboot\w*|restart\w*|servic(?:ed|ing)|works?|windows?|upkeep|off-?line|(?:taken?|bring|goes)\s+(?:\w+\s+){0,3}down|switch\w*\s+(?:\w+\s*)?off|deploy\w*|releases?)\b",
    re.IGNORECASE,
)
SURE = 0.85
"""The same where not even a word for works or a pause of the service stands there."""
LIKELY = 0.4
"""A sentence of a clause with such a label takes maintenance out of a promise, if it takes anything out."""
CERTAIN = 0.7
"""A clause that names no maintenance in so many words speaks of it where its label is at least this probable."""
_OFF = re.compile(
    r"\b(?:down-?times?|outages?|unavailab\w+|interrupt\w*|windows?|announc\w+|schedul\w+|planned|off-?line|disrupt\w*|emergency|in\s+advance|prior\s+notice|beforehand)\b",
    re.IGNORECASE,
)
"""Words beside "maintenance" that tell a pause of the service from the upkeep of software under a contract."""
ABOUT = ("exclusion", "measurement")
"""Labels of clauses that name maintenance in passing: what they call "maintenance" is the provider's."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """Hold a sentence that speaks of maintenance: its mentions, and the kind that stands where it names none."""

    clause: Clause
    span: Span
    mentions: tuple[Mention, ...]
    kind: MaintenanceKind

    @property
    def words(self) -> str:
        return self.span.of(self.clause.text)

    @property
    def kinds(self) -> frozenset[MaintenanceKind]:
        return frozenset(kind for mention in self.mentions for kind in mention.kinds) or frozenset({self.kind})


def find(clauses: Sequence[Clause], document: Document) -> list[record.Maintenance]:  # noqa: ARG001 - every group is found from both
    """Return an entry per kind of maintenance; one that is only named as an exclusion has no notice."""
    ordered = sorted((clause for clause in clauses if clause.text), key=lambda clause: not clause.has("maintenance"))
    passages = [passage for clause in ordered for passage in _passages(clause)]
    if not passages:
        passages = [
            _Passage(clause, Span(0, len(clause.text)), (), "scheduled")
            for clause in ordered
            if clause.probability("maintenance") >= CERTAIN
            and _WORK.search(clause.text)
            and " " in clause.text
            and _OFF.search(clause.text)
        ]
    kinds: tuple[MaintenanceKind, ...] = ("scheduled", "emergency")
    return [_entry(kind, places) for kind in kinds if (places := [p for p in passages if kind in p.kinds])]


def _passages(clause: Clause) -> Iterator[_Passage]:
    """Yield the sentences of a clause that speak of maintenance."""
    labelled, certain = clause.has("maintenance"), clause.probability("maintenance") >= CERTAIN
    title = mentions(" ".join(filter(None, (clause.path[-1] if clause.path else "", clause.heading))))
    kind: MaintenanceKind = "emergency" if title and title[0].kinds == {"emergency"} else "scheduled"
    spoken = False
    for span in sentences(clause.text):
        words = span.of(clause.text)
        about = labelled and (certain or bool(title and title[0].strong) or _OFF.search(words) is not None)
        found = tuple(mention for mention in mentions(words) if about or mention.strong or _in_passing(clause, words))
        urgent = unannounced(words) if about or found else None
        if urgent is not None and not any("emergency" in mention.kinds for mention in found):
            found = _with_urgent(words, found, urgent)
        if found:
            spoken, kind = True, "emergency" if found[-1].kinds == {"emergency"} else "scheduled"
            yield _Passage(clause, span, found, kind)
        elif about and " " in words and (title or spoken or _silent(clause, words)):
            yield _Passage(clause, span, (), kind)


def _silent(clause: Clause, words: str) -> bool:
    """Tell whether a sentence speaks of maintenance without the word: it gives a notice or a window, and the label is sure."""
    spoken = _OFF.search(words) or _WORK.search(words)
    return clause.probability("maintenance") >= (CERTAIN if spoken else SURE) and (bool(notices(words)) if not spoken else _figures(words))


def _in_passing(clause: Clause, words: str) -> bool:
    """Tell whether a clause that is not about maintenance takes it out of what is promised."""
    if clause.kind in ("item", "row") and clause.has(*ABOUT):
        return True
    likely = any(clause.probability(label) >= LIKELY for label in (*ABOUT, "uptime_guarantee", "service_credit"))
    return likely and _TAKEN_OUT.search(words) is not None


def _with_urgent(words: str, found: tuple[Mention, ...], urgent: Span) -> tuple[Mention, ...]:
    """Return the mentions with the words for work without notice; a part of the sentence that names no kind is that work alone."""
    start = max((match.end() for match in PARTS.finditer(words) if match.end() <= urgent.start), default=0)
    plain = {m for m in found if m.span.start >= start and not m.strong}
    kept = [mention for mention in found if mention not in plain]
    return tuple(sorted([*kept, Mention(frozenset({"emergency"}), urgent, True)], key=lambda mention: mention.span))


def _figures(words: str) -> bool:
    return bool(notices(words)) or _window(words) is not None or _limit(words) is not None


def _entry(kind: MaintenanceKind, passages: Sequence[_Passage]) -> record.Maintenance:
    """Return the entry of a kind: each value from the first passage that gives it."""
    notice = window = limit = None
    proof: list[_Passage] = []
    for passage in passages:
        if notice is None and (found := _notice(passage, kind)) is not None:
            notice = found
            proof.append(passage)
        only = passage.kinds == {kind} or kind == "scheduled"
        if window is None and only and _about(passage) and (text := _window(passage.words)) is not None:
            window = text
            proof.append(passage)
        if limit is None and only and (bound := _limit(passage.words)) is not None:
            limit = bound
            proof.append(passage)
    named = [passage for passage in passages if any(kind in mention.kinds for mention in passage.mentions)]
    shown = list(dict.fromkeys((passage.clause.id, passage.span) for passage in (proof or named[:1] or passages[:1])))
    by_id = {passage.clause.id: passage.clause for passage in passages}
    return record.Maintenance(
        kind=kind,
        notice=record.Duration(duration=notice.iso, business=notice.business) if notice else None,
        window=window,
        limit=limit,
        evidence=[prove(by_id[name], span) for name, span in shown[:4]],
        confidence=confidence([by_id[name] for name, _ in shown], "maintenance", rule=0.93),
    )


def _about(passage: _Passage) -> bool:
    """Tell whether hours in a passage are those of maintenance: its clause is about it, or the sentence says what is done in them."""
    return passage.clause.has("maintenance") or (
        _DONE.search(passage.words) is not None and any(m.strong or m.kinds for m in passage.mentions)
    )


def _notice(passage: _Passage, kind: MaintenanceKind) -> Duration | None:
    """Return how long before a kind of maintenance the customer is told: the notice that stands nearest to its words."""
    turns = [0, *(match.end() for match in PARTS.finditer(passage.words))]
    for duration, span in notices(passage.words):
        start = max(turn for turn in turns if turn <= span.start)
        end = min((turn for turn in turns if turn > span.start), default=len(passage.words))
        before = [mention for mention in passage.mentions if start <= mention.span.start < span.start]
        after = [mention for mention in passage.mentions if span.start <= mention.span.start < end]
        earlier = [mention for mention in passage.mentions if mention.span.start < start]
        owner = before[-1:] or after[:1] or earlier[-1:]
        if kind in (owner[0].kinds if owner else passage.kinds):
            return duration
    return None


def _window(words: str) -> str | None:
    match = next((m for m in _WINDOW.finditer(words) if _DAY_NAMES.search(m[0])), None)
    if match is None:
        return None
    text = match[0].strip(" ,;")
    return text if re.search(r"[ap]\.m\.$", text) else text.rstrip(".")


def _limit(words: str) -> record.Limit | None:
    """Return the most maintenance that is allowed: a duration with its period, or after words of a limit."""
    for (duration, period), _ in rates(words):
        if period in ("week", "month", "quarter", "year", "day") and duration.iso != "PT24H":
            return record.Limit(duration=duration.iso, per=period)
    announced = {span for _, span in notices(words)}
    for match in _LIMIT.finditer(words):
        after = [(d, s.shift(match.end())) for d, s in durations(words[match.end() :]) if s.start < 30]
        if after and after[0][1] not in announced and after[0][0].minutes <= LONGEST:
            return record.Limit(duration=after[0][0].iso)
    return None
