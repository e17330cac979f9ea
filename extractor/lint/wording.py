"""Checks of the paper itself: words against figures, blanks, references that lead nowhere, terms that nothing defines, wrong sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor import record
from extractor.comparison.table import Quote
from extractor.comparison.units import minutes_worded, plain
from extractor.lint.findings import Found, labelled, quote, said
from extractor.quantities import disagreement, durations, percentages

_NUMBERED = 3
"""A document with fewer numbered clauses numbers nothing; its references lead elsewhere."""
_DIVISION = re.compile(r"(?:schedule|exhibit|appendix|annex|annexure|attachment)s?\b", re.IGNORECASE)
_ASIDE = re.compile(r"table|chart|matrix", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"_{2,}|\.{4,}|…|\[[^\]]*\]|<[^>]*>|\{[^}]*\}|\bX{2,}|\bTB[DC]\b", re.IGNORECASE)


def words_and_figures(agreement: record.Agreement) -> Iterator[Found]:
    """Find "thirty (60) days"."""
    for clause in agreement.clauses:
        pair = disagreement(clause.text)
        if pair:
            at = clause.text.find(pair[0])
            words = clause.text[max(0, at - 60) : at + 80].strip()
            yield Found(f"The words say “{pair[0]}”, the figures {pair[1]}.", (quote(agreement, clause, words),))


def blanks_left(agreement: record.Agreement) -> Iterator[Found]:
    """Find values that the document leaves open; a mark of a footnote is none."""
    left = [blank for blank in agreement.blanks if _PLACEHOLDER.search(blank.text)]
    if left:
        terms = ", ".join(dict.fromkeys(blank.term for blank in left))
        yield Found(f"Values are left open or blacked out: {terms}.", _around(agreement, left))


def values_elsewhere(agreement: record.Agreement) -> Iterator[Found]:
    """Find values that the document leaves to an order form or another paper."""
    elsewhere = [blank for blank in agreement.blanks if re.search(r"\b(?:in|on)\b", blank.text) and not _PLACEHOLDER.search(blank.text)]
    if elsewhere:
        terms = ", ".join(dict.fromkeys(blank.term for blank in elsewhere))
        yield Found(f"What holds for {terms} stands in another paper.", _around(agreement, elsewhere))


def _around(agreement: record.Agreement, blanks: list[record.Blank]) -> tuple[Quote, ...]:
    clauses = {clause.id: clause for clause in agreement.clauses}
    quotes = []
    for blank in blanks[:6]:
        for proof in blank.evidence[:1]:
            clause = clauses.get(proof.clause)
            if clause:
                quotes.append(quote(agreement, clause, clause.text[max(0, proof.start - 60) : proof.end + 60].strip()))
    return tuple(dict.fromkeys(quotes))


def dangling_reference(agreement: record.Agreement) -> Iterator[Found]:
    """Find references to numbered clauses or schedules that the document does not have."""
    numbered = sum(1 for clause in agreement.clauses if clause.number and any(ch.isdigit() for ch in clause.number))
    seen: set[str] = set()
    for clause in agreement.clauses:
        for reference in clause.refers_to:
            if reference.clause is not None or _ASIDE.search(reference.text) or reference.text in seen or _opens(agreement, reference.text):
                continue
            seen.add(reference.text)
            at = clause.text.find(reference.text)
            words = clause.text[max(0, at - 80) : at + len(reference.text) + 80].strip()
            if _DIVISION.match(reference.text):
                yield Found(f"“{reference.text}” is not part of this document.", (quote(agreement, clause, words),))
            elif numbered >= _NUMBERED:
                yield Found(f"“{reference.text}” names no clause of this document.", (quote(agreement, clause, words),))


def _opens(agreement: record.Agreement, reference: str) -> bool:
    """Tell whether a clause opens with the number that a reference names, though it was not read as its number ("## 4A. Levels")."""
    number = re.search(r"[\w.()]+$", reference)
    opening = re.compile(rf"[#>*\s]*(?:\w+\s)?{re.escape(number[0])}(?!\w)") if number else None
    return opening is not None and any(opening.match(clause.heading or clause.text) for clause in agreement.clauses)


_TERM_HEADS = (
    "Downtime", "Uptime", "Unavailability", "Availability", "Outage", "Maintenance", "Window", "Minutes", "Percentage", "Fee", "Fees", "Charges",
    "Hours", "Days", "Day", "Event", "Events", "Exclusions", "Exclusion", "Credit", "Credits", "Period", "Level", "Levels", "Time", "Incident", "Commitment",
)  # fmt: skip
_TERM = re.compile(
    rf"\b[a-z][\w'’-]*[,;]? \(?(?P<term>(?:[A-Z][a-z]+ ){{1,3}}(?:{'|'.join(_TERM_HEADS)})\b)(?! [A-Z]|\s(?:listed|described|set|below))"
)
"""A capitalised term of at least two words in the middle of a sentence, which ends with a word that service levels hang on."""
_ELSEWHERE = re.compile(
    r"\b(?:capitali[sz]ed|capital\s+letters|(?:terms|words)\s+(?:\w+\s+){0,6}defined\s+in|defined\s+(?:terms\s+)?(?:\w+\s+){0,3}in\s+(?:the|our|your)|definitions\s+(?:\w+\s+){0,6}(?:in|of|to)\s+(?:the|our)|meanings?\s+(?:\w+\s+){0,6}in\s+the)\b",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\b(?:European|Eastern|Pacific|Mountain|Central|Standard|Daylight|Mean|Universal|Local|Summer) Time$")
_LEAST_DEFINED = 2


def undefined_terms(agreement: record.Agreement) -> Iterator[Found]:
    """Find capitalised terms that decide over the level or the credit and that the document, which defines others, does not define."""
    defined = {_folded(term) for clause in agreement.clauses for term in clause.defines}
    if len(defined) < _LEAST_DEFINED or any(_ELSEWHERE.search(clause.text) for clause in agreement.clauses):
        return
    titles = {_folded(words) for clause in agreement.clauses for words in (clause.heading, *clause.header) if words}
    opened = [_folded(clause.text[:120]) for clause in agreement.clauses]
    whole = _folded(" ".join(clause.text for clause in agreement.clauses))
    seen: dict[str, tuple[str, Quote]] = {}
    for clause in agreement.clauses:
        for match in _TERM.finditer(clause.text):
            term = _folded(match["term"])
            explained = (
                bool(_ZONE.search(match["term"]))
                or any(known in term or term in known for known in defined)
                or any(term in title for title in titles)
                or any(text.startswith(term) for text in opened)
                or re.search(rf"[“\"‘']{re.escape(term)}|{re.escape(term)}[”\"’']?\s*(?:means?|is|are|:|=|\()", whole)
            )
            if term not in seen and not explained:
                words = clause.text[max(0, match.start() - 60) : match.end() + 40].strip()
                seen[term] = (match["term"], quote(agreement, clause, words))
    if seen:
        names = ", ".join(f"“{name}”" for name, _ in seen.values())
        yield Found(f"Written as defined terms, but nothing defines them here: {names}.", tuple(place for _, place in seen.values()))


def _folded(words: str) -> str:
    """Return words in lower case and singular, as terms are compared.

    >>> _folded("Service  Credits")
    'service credit'
    """
    return re.sub(r"(?<=[a-z]{2})s\b", "", re.sub(r"\s+", " ", words.lower())).strip()


_DOWN = re.compile(r"\b(?:downtime|unavailab\w+|outages?|interrupt\w+|down|offline)\b", re.IGNORECASE)
_EQUALS = re.compile(
    r"\b(?:means?|equals?|equivalent|correspond\w*|translat\w+|amounts?\s+to|allows?|i\.?e\.|that\s+is|no\s+more\s+than|maximum)|[(=≈]",
    re.IGNORECASE,
)
_PERIODS: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (re.compile(r"\b(?:months?|monthly)\b", re.IGNORECASE), 28, 31),
    (re.compile(r"\b(?:quarters?|quarterly)\b", re.IGNORECASE), 90, 92),
    (re.compile(r"\b(?:years?|yearly|annual\w*)\b", re.IGNORECASE), 365, 366),
    (re.compile(r"\b(?:weeks?|weekly)\b", re.IGNORECASE), 7, 7),
)
"""Word of a period, its fewest and most days."""
_SLACK = Decimal("1.15")
"""Rounding ("about 45 minutes" for 43.2) is no error."""
_PROMISE, _ALL = 90, 100


def downtime_sum(agreement: record.Agreement) -> Iterator[Found]:
    """Find "99.9% a month, that is 4.3 hours of downtime": a percentage and an allowed outage that do not belong together."""
    for clause, words, _ in said(labelled(agreement, "uptime_guarantee", "measurement"), _DOWN):
        levels = [value for value, _ in percentages(words) if _PROMISE <= value < _ALL]
        times = [duration.minutes for duration, _ in durations(words) if not duration.business]
        periods = [(least, most) for pattern, least, most in _PERIODS if pattern.search(words)]
        if len(levels) != 1 or len(times) != 1 or len(periods) != 1 or not _EQUALS.search(words):
            continue
        share = (100 - levels[0]) / 100 * 24 * 60
        least, most = share * periods[0][0], share * periods[0][1]
        if not least / _SLACK <= times[0] <= most * _SLACK:
            yield Found(
                f"{plain(float(levels[0]))}% leaves {minutes_worded(least)} to {minutes_worded(most)} of downtime in the period, not {minutes_worded(times[0])}.",
                (quote(agreement, clause, words),),
            )
