"""What does not count: the excluded categories with the words for each, from lists, enumerations inside a sentence, and definitions."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.taxonomy import ExclusionCategory
from extractor.terms.context import sentence_at
from extractor.terms.evidence import confidence, prove
from extractor.terms.exclusions_passages import Ground, Passage, excludes, lead_of, passages
from extractor.terms.exclusions_words import CATEGORIES, CONTROL, EXACT, FORCE_MAJEURE_ONLY, GENERIC
from extractor.terms.parties_roles import Roles, roles_of

_RULES: dict[Ground, float] = {"list": 0.93, "sentence": 0.88, "label": 0.75}
"""How often each ground gave a right category on the project's own agreements."""
_SHOWN = 6
"""Places shown per category: enough to check, few enough to read."""
_LONG = 220
"""Characters above which a part is shown only around the words that name the category."""
_TITLE = 40
"""Characters up to which a sentence that names a category is only a title in front of the one that says something."""
_ENUMERATED = re.compile(
    r"(?:(?<=[\s;,:])|^)\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})\)\s|(?<=[\s;,:])[ivx]{1,4}\.\s|;\s+(?:or\s+|and\s+)?|\s[*•·]\s|\s–\s(?=[A-Z])",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(r"\b(?:neither|no|either|each|a)\s+party\b", re.IGNORECASE)
"""Words of a force majeure clause for both sides; one for the provider alone may also list the customer's own faults."""
OF_CUSTOMER: frozenset[ExclusionCategory] = frozenset({"customer_fault", "customer_equipment"})
_JOINT = re.compile(r"[\s,;:]*(?:and|or)\s+", re.IGNORECASE)
_EXCEPTED = re.compile(
    r"\((?:other\s+than|except|excluding|but\s+(?:not|excluding)|save|unless|not\s+including)\b[^()]{0,160}\)|(?<=\w),?\s+(?:other\s+than|except(?:\s+(?:for|to|that|where|as|if|when|in))?|but\s+excluding|but\s+not|save\s+(?:for|to|where))\b[^;]{0,200}"
    r"|,?\s{1,4}unless\s{1,4}(?:they|it|this|that|these|those|the\s+(?:failure|outage))\b[^;.]{0,120}|\bunavailability,?\s+suspension\s+(?:or|and)\s+termination\s+of\b|\bfailed\s+requests?\b|\b(?:SLA|service\s+level)\s+exclusions?\b|\bcharges?\s+of\s+third\s+part(?:y|ies)\b"
    r"|(?:(?<=attacks\s)|(?<=attack\s)|(?<=hackers\s)|(?<=mistakes\s)|(?<=made\s))(?:on|against|at|upon|inside|within)\s+(?:your|(?:the\s+)?customer['’]s)\s+(?:virtual\s+)?(?:servers?|sites?|applications?|networks?|instances?|accounts?)\b"
    r"|\bmaintenance\s+(?:and\s+support\s+)?(?:releases?|contracts?|agreements?|fees?|outlined|described|programs?)\b|\bmaintenance\s+of\s+(?:\w+\s+){0,2}(?:records|insurance|confidential\w*|equipment|monitoring|facilities)\b",
    re.IGNORECASE,
)
"""Exceptions from an exclusion, and names that only sound like a cause."""


_COUNTS = re.compile(
    r"\b(?P<no>(?:not|never|nor|neither|n['’]t)\s+(?:be\s+|been\s+)?)?(?:counts?|counted|treated|regarded|considered)\s+as\s+(?:(?:an?|unscheduled|unplanned|ordinary)\s+){0,2}(?:down-?time|outages?|unavailab\w+)\b"
    r"|\b(?:is|are)\s+not\s+(?:a\s+)?(?:permitted|excused|excluded)\s+(?:down-?time|outages?|events?)\b|\b(?:is|are)\s+not\s+(?:exempt(?:ed)?|excluded|excused)\b"
    r"|\b(?:is|are)(?:\s+not|n['’]t)\s+(?:in|on|among|part\s+of)\s+(?:this|that|the|these|our)\s+(?:list|exclusions?|exceptions?)\b|\b(?:is|are|be)\s+treated\s+(?:as|like)\s+any\s+other\s+(?:cause|outage|failure|down-?time)\b|\b(?:is|are)\s+no\s+(?:excuse|exception)\b|\bdo(?:es)?\s+count\b"
    r"|\bthere\s+(?:is|are|will\s+be)\s+no\s+(?:(?:planned|scheduled)\s+(?:down-?time|maintenance|outages?)|maintenance\s+windows?)\b",
    re.IGNORECASE,
)
"""What counts after all: "Emergency repairs count as unscheduled downtime"."""


def find(clauses: Sequence[Clause], document: Document) -> list[record.Exclusion]:
    """Return one entry per excluded category, with the words of every place that names it; "other" keeps its own words.

    >>> from extractor.document import Draft
    >>> draft = Draft()
    >>> draft.add("Downtime does not include scheduled maintenance or events of force majeure.")
    >>> document = draft.finish()
    >>> clause = Clause("c1", document.blocks[0].span, document.text)
    >>> [entry.category for entry in find([clause], document)]
    ['scheduled_maintenance', 'force_majeure']
    """
    by_id = {clause.id: clause for clause in clauses}
    wide, roles = _defined_wide(clauses), roles_of(clauses)
    said = {clause.id: list(passages(clause, by_id, document)) for clause in clauses}
    said |= {clause.id: [Passage(clause, Span(0, len(clause.text)), "label")] for clause in _in_series(clauses, said)}
    found: dict[ExclusionCategory, list[tuple[Passage, Span]]] = {}
    others: list[tuple[Passage, Span]] = []
    for clause in clauses:
        for passage in said[clause.id]:
            hits = list(_categories(passage, roles))
            if wide and any(name == "scheduled_maintenance" and re.search(r"\bMaintenance\b", span.of(clause.text)) for name, span in hits):
                hits += [("emergency_maintenance", span) for name, span in hits if name == "scheduled_maintenance"][:1]
            for category, place in hits:
                found.setdefault(category, []).append((passage, place))
            told = clause.has("exclusion") or any(excludes(lead.text) for lead in lead_of(clause, by_id))
            if not hits and told and clause.kind == "item" and passage.ground == "list" and _names_something(clause.text):
                others.append((passage, passage.span))
    entries = [_entry(category, found[category]) for category in _ORDER if category in found]
    return entries + [_entry("other", [place]) for place in others]


_ORDER: tuple[ExclusionCategory, ...] = tuple(
    sorted(
        (name for name, _ in CATEGORIES),
        key=lambda name: ("scheduled_maintenance", "emergency_maintenance").index(name) if "maintenance" in name else 2,
    )
)


def _entry(category: ExclusionCategory, places: Sequence[tuple[Passage, Span]]) -> record.Exclusion:
    passage, span = places[0]
    shown = list(dict.fromkeys((each.clause.id, place) for each, place in places))[:_SHOWN]
    by_id = {each.clause.id: each.clause for each, _ in places}
    rule = max(_RULES[each.ground] for each, _ in places) if category != "other" else 0.7
    return record.Exclusion(
        category=category,
        text=span.of(passage.clause.text).strip(" ,;.:"),
        evidence=[prove(by_id[name], place) for name, place in shown],
        confidence=confidence([passage.clause], "exclusion", rule=rule),
    )


def _categories(passage: Passage, roles: Roles) -> Iterator[tuple[ExclusionCategory, Span]]:
    """Yield the categories that a passage names, each with the part of it that names the category."""
    text = passage.clause.text
    parts = _parts(text, passage.span)
    one_sided = len(parts) > 1 and not _EVERYBODY.search(passage.span.of(text))
    for part in parts:
        words = part.of(text)
        bare = _EXCEPTED.sub(lambda match: match[0] if match.start() < 4 else " " * len(match[0]), words)
        bare = _without_counted(bare)
        for category, pattern in CATEGORIES:
            if passage.general and category not in FORCE_MAJEURE_ONLY and not (one_sided and category in OF_CUSTOMER):
                continue
            match = pattern.search(bare)
            if match:
                yield category, _narrow(text, part, Span(part.start + match.start(), part.start + match.end()))
            elif category == "force_majeure" and (place := _beyond_control(bare)) is not None:
                yield category, _narrow(text, part, place.shift(part.start))
            elif (
                category in OF_CUSTOMER and len(parts) > 1 and pattern.search(roles.said(bare))
            ):  # a customer that the text knows by its name alone
                yield category, _narrow(text, part, Span(part.start, part.start + 1))


def _without_counted(words: str) -> str:
    """Return words with the sentences blanked that say of something that it counts after all.

    >>> _without_counted("(c) strikes. Urgent work counts as downtime.").rstrip()
    '(c) strikes.'
    """
    for match in _COUNTS.finditer(words):
        if not match["no"]:
            start = max(words.rfind(mark, 0, match.start()) for mark in ".;") + 1
            end = next((at for at in range(match.end(), len(words)) if words[at] in ".;"), len(words) - 1) + 1
            words = words[:start] + " " * (end - start) + words[end:]
    return words


def _beyond_control(words: str) -> Span | None:
    """Return where a cause beyond control is named that is nothing more exact, such as a network outside control."""
    for match in CONTROL.finditer(words):
        before = re.split(r"[,;:]|\bor\b|\band\b(?!\s+that)", words[: match.start()])[-1]
        if GENERIC.search(before) or not EXACT.search(before):
            return Span(match.start() - len(before.lstrip()) if before.strip() else match.start(), match.end())
    return None


def _parts(text: str, span: Span) -> list[Span]:
    """Return the members of an enumeration inside a passage, the whole passage where there is none."""
    words = span.of(text)
    cuts = [match.start() for match in _ENUMERATED.finditer(words)]
    if len(cuts) < 2:
        return [span]
    edges = [0, *cuts, len(words)]
    parts = [Span(span.start + a, span.start + b) for a, b in itertools.pairwise(edges) if words[a:b].strip(" ;,.*•·–")]
    return parts or [span]


def _narrow(text: str, part: Span, place: Span) -> Span:
    """Return the words shown for a category: the part, or of a long part the piece between commas around the naming words."""
    start, end = part
    if end - start > _LONG:
        said = sentence_at(text, place.start)
        if said.end - said.start > _TITLE:
            start, end = max(start, said.start), min(end, max(said.end, place.end))
    if end - start > _LONG:
        left = max(text.rfind(mark, start, place.start) for mark in ",;:(")
        right = min((at for mark in ",;)" if (at := text.find(mark, place.end, end)) >= 0), default=end)
        start, end = (left + 1 if left >= 0 else start), right
    joint = _JOINT.match(text, start, place.start)
    start = joint.end() if joint else start
    if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")":
        end += 1
    while start < end and text[start] in " ,;:":
        start += 1
    while end > start and text[end - 1] in " ,;:":
        end -= 1
    return Span(start, end)


def _names_something(text: str) -> bool:
    """Tell whether a list item names a case of its own, not only the frame of a list below it ("Downtime:")."""
    return len(text.split()) > 1 and not text.rstrip().endswith(":")


def _in_series(clauses: Sequence[Clause], said: Mapping[str, Sequence[Passage]]) -> list[Clause]:
    """Return the items that say nothing by themselves in lists of which most items tell what is excluded."""
    lists: dict[tuple[object, ...], list[Clause]] = {}
    for clause in clauses:
        if clause.kind == "item":
            lists.setdefault((clause.path, clause.lead_in, clause.parent), []).append(clause)
    return [
        each
        for items in lists.values()
        if len(items) >= SERIES and 3 * sum(bool(said[item.id]) and item.has("exclusion") for item in items) >= 2 * len(items)
        for each in items
        if not said[each.id] and len(each.text) < _LONG
    ]


SERIES = 3
"""Items of the shortest list whose other items tell what one of them is."""


def _defined_wide(clauses: Sequence[Clause]) -> bool:
    """Tell whether the document defines "Maintenance" as routine and emergency maintenance both."""
    return any(re.search(r"[“\"'‘]Maintenance[”\"'’][^.;]{0,200}\bemergency\b", clause.text) for clause in clauses)
