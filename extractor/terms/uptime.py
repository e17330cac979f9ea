"""Promised levels of availability: percentages in promises, tables and definitions, and promises given as allowed downtime.

Not taken for promises: bounds of credit bands, thresholds of termination rights, examples, shares of fees, packet delivery.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.quantities import blanks, percentages, rates
from extractor.taxonomy import Period
from extractor.terms.context import context_of, sentence_at, sentences
from extractor.terms.credits_amounts import FEES_AFTER
from extractor.terms.credits_bands import Band
from extractor.terms.credits_measures import DOWNTIME
from extractor.terms.credits_sentences import bands_of_text
from extractor.terms.credits_table import bands_of_table
from extractor.terms.evidence import confidence, prove
from extractor.terms.uptime_periods import measured_over, usual_period
from extractor.terms.uptime_table import Found, in_row, name_of_section, named
from extractor.terms.uptime_words import (
    EXAMPLE,
    EXPLAINS,
    FULL,
    LEAST,
    LEVEL,
    MARKETING,
    MEASURE,
    MISSED,
    OF_TIME,
    PROMISE,
    TARGET,
    VOWS,
    levels,
    other_measure,
)

MOST_IN_A_SENTENCE = 60
"""Percentages of one sentence that are looked at; a real one has a dozen, one made to stall the reader has thousands."""
_AROUND = 240
"""Characters before and after a level in which another level of its sentence takes the period that follows it."""
ENOUGH = 0.5
"""Strength from which a percentage is taken for a promise: label and measure, or measure and words of promise."""
_PLAN = re.compile(
    r"\b(?:on|for|under|with|our|the)\s+(?:(?:our|the|its|all|paid)\s+){0,2}(?P<plan>[A-Z][\w+-]*(?:(?:\s+(?:and|or|&)\s+|,\s|\s)[A-Z][\w+-]*){0,3})\s+(?:[Pp]lans?|[Tt]iers?|[Ee]ditions?|[Pp]ackages?|[Ss]ubscri(?:ptions?|bers?))\b"
)
_SERVICE = re.compile(
    r"\b(?:make|keep|provide|maintain|ensure(?:\s+that)?|guarantees?(?:\s+that)?)\s+(?:the\s+|its\s+|our\s+|each\s+)?(?P<a>[A-Z][\w&/.-]*(?:\s+(?:[A-Z][\w&/.-]*|and|of|for)){0,5}?(?:\s+(?:[Ss]ervices?|[Pp]latform|[Ss]ystem))?)\s+(?:will\s+be\s+|is\s+|are\s+|shall\s+be\s+)?(?:available|running|accessible|operational|with)\b"
    r"|\b(?:[Tt]he|[Oo]ur|[Ii]ts)\s+(?P<b>[A-Z][\w&/.-]*(?:\s+[A-Z][\w&/.-]*){0,5})(?:,\s[^,.;]{3,60},)?\s+(?:will|shall|is|are)\s+(?:be\s+)?(?:guaranteed\s+to\s+be\s+)?(?:available|operational|accessible|running)\b"
)
_OF_WHAT = re.compile(
    r"\s{1,2}(?!(?:general|basic|standard|normal|regular|monthly|annual|yearly|quarterly|overall|total|guaranteed|service|services|system|the|of|minimum|average|uptime|availability)\b)(?P<what>[a-z][\w-]*(?:\s(?:and|or|[a-z][\w-]*)){0,3})\s(?:availability|uptime)\b"
)
"""What a level is the availability of: "99.9% database and cache availability"."""
_MINUTES = {"day": 1440, "week": 10_080, "month": 43_200, "quarter": 131_040, "year": 525_600}


def find(clauses: Sequence[Clause], document: Document) -> list[record.Uptime]:
    """Return each distinct promise (percent, period, service, plan) with its words.

    Where no sentence and no table promises a level, the top of the credit bands is the promise.
    """
    by_id = {clause.id: clause for clause in clauses}
    promising = _promising_tables(clauses)
    candidates = [found for clause in clauses for found in _in_clause(clause, document, by_id, promising)]
    firm = [found for found in candidates if found.strength >= ENOUGH]
    if firm or not _left_blank(clauses):
        firm += _tops(clauses, document, by_id, firm)
    if not firm:
        firm = [found for found in candidates if found.strength >= 0.3][:1] or _allowed_downtime(clauses)
    usual = usual_period(clauses)
    credited = any(clause.has("service_credit") for clause in clauses)
    return [_promise(places, usual, credited=credited, alone=len(firm) == len(places)) for places in _distinct(firm)]


def _left_blank(clauses: Sequence[Clause]) -> bool:
    """Tell whether the promise itself is a blank to fill in ("at least [__]% of the time"): no bound of a credit takes its place."""
    return any(
        clause.kind != "row" and (text.endswith("%") or re.match(r"\s{0,2}(?:%|per\s?cent)", clause.text[span.end :]))
        for clause in clauses
        if clause.has("uptime_guarantee")
        for text, span in blanks(clause.text)
    )


def _promising_tables(clauses: Sequence[Clause]) -> set[int]:
    """Return the tables in which most of the rows with a level are promises of availability."""
    rows: dict[int, list[bool]] = {}
    for clause in clauses:
        if clause.kind == "row" and clause.table is not None and levels(clause.text):
            rows.setdefault(clause.table, []).append(clause.has("uptime_guarantee"))
    return {table for table, labelled in rows.items() if 2 * sum(labelled) > len(labelled)}


def _in_clause(clause: Clause, document: Document, by_id: dict[str, Clause], promising: set[int]) -> Iterator[Found]:
    if not clause.text or (clause.has("termination_right") and not clause.has("uptime_guarantee")):
        return
    context = context_of(clause, by_id)
    if clause.kind == "row":
        words = " ".join((context, *clause.header, clause.text))
        if not clause.labels and not MEASURE.search(words):
            return  # a row of shares is like no label, and nothing near it speaks of availability
        yield from in_row(clause, document, context, promising=clause.table in promising)
        return
    listed = _run_together(clause)
    if listed:
        yield from listed
        return
    for span in sentences(clause.text):
        yield from _in_sentence(clause, span, context)


def _in_sentence(clause: Clause, sentence: Span, context: str) -> Iterator[Found]:
    words = sentence.of(clause.text)
    hits = levels(words)[:MOST_IN_A_SENTENCE] or _less_downtime(words)
    if not hits or MARKETING.search(words) or (EXPLAINS.search(words) and not VOWS.search(words)):
        return
    base = _strength(clause, words, context)
    example, missed = EXAMPLE.search(words), MISSED.search(words)
    plan, service = _PLAN.search(words), _SERVICE.search(words)
    target = bool(TARGET.search(words))
    for value, span in hits:
        if (example and example.end() <= span.start) or other_measure(words, span):
            continue
        strength = base - (0.3 if missed and missed.end() <= span.start else 0.0)
        if value < LEAST and strength < 0.9:
            continue
        label = (
            re.fullmatch(r"[\s•*-]{0,4}(?P<name>[^:–—%]{2,60}?)\s?[:–—-]\s{0,3}", words[: span.start]) if clause.kind == "item" else None
        )
        name = named(label["name"]) if label else None
        yield Found(
            clause,
            span.shift(sentence.start),
            value,
            strength,
            service=name
            or (named(service["a"] or service["b"]) if service else what["what"] if (what := _OF_WHAT.match(words, span.end)) else None),
            plan=plan["plan"] if plan and not name else None,
            listed=name is not None,
            target=target,
        )


_DOWN_AT_MOST = re.compile(
    r"\b(?:down-?time|unavailab\w+|outages?)\b[^.;%]{0,60}\b(?:(?:not|never)\s+(?:to\s+)?(?:be\s+)?(?:exceed|more\s+than|above|over)|no\s+more\s+than|less\s+than|at\s+most|below|under|up\s+to)\s+(?:a\s+total\s+of\s+)?$",
    re.IGNORECASE,
)
MOST_DOWN = Decimal(10)
"""Percent: a promise allows less time down than that."""


def _less_downtime(words: str) -> list[tuple[Decimal, Span]]:
    """Return the level that a sentence promises by the share of time that the service may be down ("downtime below 0.1%")."""
    return [
        (100 - value, span)
        for value, span in percentages(words)
        if 0 < value < MOST_DOWN and _DOWN_AT_MOST.search(words[: span.start]) and not FEES_AFTER.match(words, span.end)
    ][:1]


def _strength(clause: Clause, words: str, context: str) -> float:
    """Return how much speaks for a promise in a sentence: its label, words of measure and of promise."""
    strength = 0.5 * clause.probability("uptime_guarantee")
    strength += (
        0.25
        if MEASURE.search(words) or OF_TIME.search(words)
        else 0.1
        if MEASURE.search(context) or LEVEL.search(f"{words} {context}")
        else -0.3
    )
    strength += 0.3 if PROMISE.search(words) else 0.0
    if clause.labels and not clause.has("uptime_guarantee") and not FULL.search(words):
        strength -= 0.3 if clause.has("exclusion", "performance", "support", "remedy_limit") else 0.1
    return strength


_VERB = re.compile(r"\b(?:will|shall|is|are|was|were|has|have|be|must|may|if|of\s+the\s+time|at\s+least|than)\b|\.\s", re.IGNORECASE)


def _run_together(clause: Clause) -> list[Found]:
    """Return the promises of a table that a reader ran together into one line ("Basic Hosting 99% Pro Hosting 99.9%")."""
    hits = levels(clause.text)
    if (
        len(hits) < 2
        or _VERB.search(clause.text)
        or not clause.has("uptime_guarantee")
        or not (MEASURE.search(clause.text) or LEVEL.search(clause.text))
    ):
        return []
    found, start = [], 0
    for value, span in hits:
        name = clause.text[start : span.start].strip(" :|-–—,;")
        found.append(Found(clause, span, value, 0.75, service=name[-60:].strip() if named(name) else None, listed=True))
        start = span.end
    return found


def _tops(clauses: Sequence[Clause], document: Document, by_id: dict[str, Clause], firm: Sequence[Found]) -> list[Found]:
    """Return the promises that only show as the upper end of credit bands: all of them, or those of services without their own.

    Beside a promise of its own section, the top of a table is only a bound.
    """
    found: list[Found] = []
    tables = list(dict.fromkeys(clause.table for clause in clauses if clause.kind == "row" and clause.table is not None))
    for table in tables:
        rows = [clause for clause in clauses if clause.table == table and clause.kind == "row"]
        if any(row.has("termination_right") for row in rows):
            continue
        above = " ".join((context_of(rows[0], by_id), *rows[0].header, *(row.text for row in rows)))
        if not any(row.has("service_credit", "uptime_guarantee") for row in rows) and not MEASURE.search(above):
            continue  # a table of shares, of which nothing says that they are times of service
        found += _top(bands_of_table(rows, document, context=context_of(rows[0], by_id)))
    several = len({each.clause.path for each in found}) > 1
    if firm:
        known = {each.percent for each in firm}
        return [
            each
            for each in found
            if several and each.percent not in known and not any(each.clause.path == other.clause.path for other in firm)
        ]
    if not found:
        texts = [
            band
            for clause in clauses
            if clause.has("service_credit") and clause.kind != "row"
            for band in bands_of_text(clause, context=context_of(clause, by_id))
        ]
        found = _top(texts)
    return [
        Found(
            e.clause,
            e.span,
            e.percent,
            e.strength,
            service=name_of_section(e.clause.path) if several else e.service,
            listed=several,
        )
        for e in found
    ]


def _top(bands: Sequence[Band]) -> list[Found]:
    """Return the highest bound of each service in one table, as a promise with the place of its figure."""
    best: dict[str | None, Found] = {}
    for band in bands:
        edges = (
            [edge for edge in (band.high, band.low) if isinstance(edge, Decimal)] if band.metric == "uptime" and band.per is None else []
        )
        edge = edges[0] if edges else None
        if edge is None or not LEAST <= edge <= 100 or (band.high is None and band.paid is not None):
            continue
        at = next((span for value, span in percentages(band.clause.text) if value == edge), band.span)
        if band.service not in best or best[band.service].percent < edge:
            best[band.service] = Found(band.clause, at, edge, 0.5, service=band.service, listed=band.service is not None)
    return list(best.values())


def _allowed_downtime(clauses: Sequence[Clause]) -> list[Found]:
    """Return a promise that is only given as downtime allowed per period ("no more than 8 hours of downtime a year")."""
    for clause in clauses:
        sure = clause.has("uptime_guarantee") or not clause.labels
        if not sure and not clause.has("measurement", "performance", "other"):
            continue
        for sentence in sentences(clause.text):
            words = sentence.of(clause.text)
            if (
                not (sure or PROMISE.search(words))
                or percentages(words)
                or not DOWNTIME.search(words)
                or not re.search(
                    r"\b(?:exceed|more\s+than|at\s+most|maximum|up\s+to|limited\s+to|less\s+than|within)\b|<|≤", words, re.IGNORECASE
                )
            ):
                continue
            if re.search(r"\b(?:scheduled|planned|maintenance|credit|terminat)", words, re.IGNORECASE):
                continue
            for (duration, period), span in rates(words):
                total = _MINUTES.get(period)
                if total and duration.minutes < Decimal(total) / 5:
                    percent = (100 - duration.minutes / total * 100).quantize(Decimal("0.001"))
                    return [Found(clause, span.shift(sentence.start), percent, ENOUGH)]
    return []


def _distinct(found: Sequence[Found]) -> list[list[Found]]:
    """Return the promises, each with all its places: the same level said again is one promise unless named apart."""
    groups: list[list[Found]] = []
    kinds: list[dict[object, Found]] = []  # of a promise said a thousand times, sentences are compared once for each kind
    for each in found:
        at = next((i for i, known in enumerate(kinds) if all(_same(each, other) for other in _others(each, groups[i], known))), None)
        if at is None:
            groups.append([])
            kinds.append({})
            at = -1
        groups[at].append(each)
        kinds[at].setdefault(_kind(each), each)
    return groups


def _kind(one: Found) -> object:
    """Return what tells an unlisted place from other unlisted ones; a listed place is like no other."""
    return id(one) if one.listed else (one.percent, _subject(one), one.plan and one.plan.lower())


def _others(each: Found, group: list[Found], known: dict[object, Found]) -> Iterable[Found]:
    return group if each.listed else known.values()


def _same(one: Found, other: Found) -> bool:
    """Tell whether two places state one promise; a named entry of a list repeats an unnamed sentence of its own section only."""
    if one.percent != other.percent:
        return False
    if (mine := _subject(one)) and (theirs := _subject(other)) and mine != theirs:
        return False
    if one.listed and other.listed:
        return (one.service, one.plan) == (other.service, other.plan)
    if one.listed or other.listed:
        entry, sentence = (one, other) if one.listed else (other, one)
        said = sentence_at(sentence.clause.text, sentence.span.start).of(sentence.clause.text).lower()
        named_there = entry.service is not None and entry.service.lower().split("(")[-1].strip(" )") in said
        return one.clause.path == other.clause.path or not (entry.service or entry.plan) or named_there
    return not (one.plan and other.plan) or one.plan.lower() == other.plan.lower()


_SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words, re.IGNORECASE))
    for name, words in (
        ("Network", r"\bnetwork\b"),
        ("Power", r"\b(?:power|electric(?:al|ity))\b"),
        ("Cooling", r"\b(?:cooling|hvac|temperature|environment(?:al)?)\b"),
        ("Hardware", r"\bhardware\b"),
        ("Control panel", r"\b(?:control\s+panel|portal|console)\b"),
        ("Storage", r"\bstorage\b"),
        ("API", r"\bapi\b"),
        ("DNS", r"\b(?:dns|name\s?servers?)\b"),
    )
)
"""What providers of hosting promise the same level of, one section each ("100% Network Uptime", "100% Power Uptime")."""


def _subject(place: Found) -> str | None:
    """Return what a section promises the availability of, by its heading; of several things in it the one that the sentence names."""
    heading = place.clause.path[-1] if place.clause.path else ""
    found = [(name, pattern) for name, pattern in _SUBJECTS if pattern.search(heading)]
    if len(found) > 1:
        said = sentence_at(place.clause.text, place.span.start).of(place.clause.text)
        found = [(name, pattern) for name, pattern in found if pattern.search(said)]
    return found[0][0] if len(found) == 1 else None


def _promise(places: Sequence[Found], usual: Period | None, *, credited: bool, alone: bool) -> record.Uptime:
    """Return one promise of the record; efforts wording with credits behind it counts as a commitment."""
    best = max(places, key=lambda place: place.strength)
    target = all(place.target for place in places) and not (credited and (alone or best.percent < 100))
    named_period = next((period for place in places if (period := _period_at(place))), None)
    return record.Uptime(
        percent=float(best.percent),
        period=named_period or measured_over(" ".join(best.clause.header)) or (usual if alone or not target else None),
        service=next((place.service for place in places if place.service), None) or _subject(best),
        plan=next((place.plan for place in places if place.plan), None),
        binding="target" if target else "commitment",
        evidence=[prove(place.clause, place.span) for place in list(places)[:4]],
        confidence=confidence([place.clause for place in places], "uptime_guarantee", rule=0.95 if best.strength > 0.75 else 0.8),
    )


def _period_at(place: Found) -> Period | None:
    """Return the period of one level: of several in a sentence, each has what follows it ("95% in a week and 98% in a month")."""
    text = place.clause.text
    sentence = sentence_at(text, place.span.start)
    whole = measured_over(sentence.of(text))
    if whole is None:
        return None
    around = Span(max(sentence.start, place.span.start - _AROUND), min(sentence.end, place.span.end + _AROUND))
    starts = [span.start + around.start for _, span in levels(around.of(text))]
    end = next((start for start in starts if start > place.span.start), sentence.end)
    own = measured_over(text[place.span.end : end]) if len(starts) > 1 else None
    return own or whole
