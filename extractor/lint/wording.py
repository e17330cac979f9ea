"""Checks of the paper itself: words against figures, blanks, references that lead nowhere, terms that nothing defines, wrong sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor import record
from extractor.comparison.table import Quote
from extractor.comparison.units import minutes_worded, plain
from extractor.lint.findings import Found, around, labelled, quote, said
from extractor.quantities import contradictions, disagreement, durations, percentages

_DIVISION = re.compile(r"(?:schedule|exhibit|appendix|annex|annexure|attachment)s?\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"_{2,}|\.{4,}|…|\[[^\[\]]*\]|<[^<>]*>|\{[^{}]*\}|\bX{2,}|\bTB[DC]\b", re.IGNORECASE)


def words_and_figures(agreement: record.Agreement) -> Iterator[Found]:
    """Find "thirty (60) days"; the last words of a longer number ("three point five (3.5)") disagree with nothing."""
    for clause in agreement.clauses:
        start = 0
        while pair := disagreement(clause.text[start:]):
            found = re.compile(rf"{re.escape(pair[0])}\s?[(\[]\s?{re.escape(pair[1])}").search(clause.text, start)
            if found is None:
                break
            if not _LONGER.search(clause.text[max(0, found.start() - 20) : found.start()]):
                words = around(clause.text, found.start(), found.end())
                yield Found(f"The words say “{pair[0]}”, the figures {pair[1]}.", (quote(agreement, clause, words),))
            start = found.end()
        for said_so, figures, span in contradictions(clause.text):
            words = around(clause.text, span.start, span.end)
            yield Found(f"The words say “{said_so}”, the figures {figures}.", (quote(agreement, clause, words),))


_LONGER = re.compile(
    r"\b(?:point|hundred|thousand|million|billion|and|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|one|two|three|four|five|six|seven|eight|nine)[\s,-]{1,3}$",
    re.IGNORECASE,
)


def blanks_left(agreement: record.Agreement) -> Iterator[Found]:
    """Find values that the document leaves open; a mark of a footnote is none."""
    left = [blank for blank in agreement.blanks if _PLACEHOLDER.search(blank.text)]
    if left:
        terms = ", ".join(dict.fromkeys(_open_value(agreement, blank) for blank in left))
        yield Found(f"Values are left open or blacked out: {terms}.", _around(agreement, left))


_PRICE = re.compile(r"[$€£]\s?$")


def _open_value(agreement: record.Agreement, blank: record.Blank) -> str:
    """Return what a blank leaves open: a price beside the words of a term is no value of that term."""
    texts = {clause.id: clause.text for clause in agreement.clauses}
    before = (texts.get(proof.clause, "")[: proof.start] for proof in blank.evidence)
    return "prices" if blank.term not in {"credits", "caps"} and any(map(_PRICE.search, before)) else blank.term


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
                quotes.append(quote(agreement, clause, around(clause.text, proof.start, proof.end)))
    return tuple(dict.fromkeys(quotes))


def dangling_reference(agreement: record.Agreement) -> Iterator[Found]:
    """Find references to clauses of this document that it does not have.

    Where many lead nowhere, the numbers were not read: only a few among many that arrive are the document's own fault.
    """
    numbered = [(clause, reference) for clause in agreement.clauses for reference in clause.refers_to if _NUMBER.search(reference.text)]
    numbered = [(clause, reference) for clause, reference in numbered if not _DIVISION.match(reference.text)]
    arrived = sum(reference.clause is not None for _, reference in numbered)
    lost = {
        reference.text: _beside(agreement, clause, reference.text)
        for clause, reference in reversed(numbered)
        if reference.clause is None and not _whole(agreement, reference.text) and _own(agreement, clause, reference.text)
    }
    if lost and len(lost) * _ARRIVING <= arrived:
        names = ", ".join(f"“{name}”" for name in reversed(lost))
        yield Found(f"No clause of this document has the number: {names}.", tuple(reversed(lost.values()))[:_SHOWN])


def _whole(agreement: record.Agreement, reference: str) -> bool:
    """Tell whether a reference such as "Section 5.0" means a clause 5 that is there."""
    whole = re.search(r"(?<![\d.])(\d+)\.0$", reference)
    return whole is not None and any((clause.number or "").rstrip(".") == whole[1] for clause in agreement.clauses)


def missing_schedule(agreement: record.Agreement) -> Iterator[Found]:
    """Find schedules and exhibits that are named and are not in this document."""
    lost = {
        reference.text: _beside(agreement, clause, reference.text)
        for clause in reversed(agreement.clauses)
        for reference in clause.refers_to
        if reference.clause is None and _DIVISION.match(reference.text) and _own(agreement, clause, reference.text)
    }
    if lost:
        names = ", ".join(f"“{name}”" for name in reversed(lost))
        yield Found(f"Named, but not part of this document: {names}.", tuple(reversed(lost.values()))[:_SHOWN])


_NUMBER = re.compile(r"\d")
_ARRIVING = 3
"""References that arrive for each that does not, below which the numbering is not trusted."""
_SHOWN = 6
_LAW = re.compile(
    r"\b(?:Act|GDPR|Regulations?|Directive|Code|FAR|DFARS|CFR|C\.F\.R|U\.?S\.?C|SCCs?|GSA|Schedule\s+70|Handbook|Statutes?|Law|Module|Basic|Treaty|EEA|ISO)\b|www\.|https?:"
)
"""Near a reference: the number is that of a law or a book of rules."""


def _own(agreement: record.Agreement, clause: record.Clause, reference: str) -> bool:
    """Tell whether a reference that leads nowhere is surely one into this document, and its number stands at no clause's opening."""
    for match in re.finditer(re.escape(reference), clause.text):
        near = clause.text[max(0, match.start() - 60) : match.end() + 60]
        if _LAW.search(near) or re.search(r"\bthis\s+$", clause.text[: match.start()], re.IGNORECASE):
            return False
        if re.match(r"\s?:", clause.text[match.end() :]) or re.search(r"\b[A-Z][a-z]{3,}\s$", clause.text[: match.start()]):
            return False  # a title, or a line of contents ("Pricing Schedule 50")
    return not _opens(agreement, reference)


def _beside(agreement: record.Agreement, clause: record.Clause, reference: str) -> Quote:
    at = clause.text.find(reference)
    return quote(agreement, clause, around(clause.text, at, at + len(reference)))


def _opens(agreement: record.Agreement, reference: str) -> bool:
    """Tell whether a clause opens with the number of a reference, though it was not read as its number.

    "## 4A. Levels" opens with 4A; a clause 4 that has "(a)" in its words, or no clause at its depth at all, holds 4(a).
    """
    outer, _, _ = reference.partition("(")
    number = re.search(r"(?<![\w.])[\w.]+$", outer.strip())
    if number is None:
        return True
    opening = re.compile(rf"[#>*\s]*(?:[A-Za-z]+\s)?{re.escape(number[0])}(?![\w.]*\d)", re.IGNORECASE)
    opened = any(opening.match(words) for clause in agreement.clauses for words in (clause.number, clause.heading, clause.text) if words)
    depth = number[0].count(".")
    flat = depth > 0 and not any(clause.number and clause.number.rstrip(".").count(".") >= depth for clause in agreement.clauses)
    return opened or flat


_TERM_HEADS = (
    "Downtime", "Uptime", "Unavailability", "Availability", "Outage", "Maintenance", "Window", "Minutes", "Percentage", "Fee", "Fees", "Charges",
    "Hours", "Days", "Day", "Event", "Events", "Exclusions", "Exclusion", "Credit", "Credits", "Period", "Level", "Levels", "Time", "Incident", "Commitment",
)  # fmt: skip
_TERM = re.compile(
    rf"\b[a-z][\w'’-]{{0,40}}[,;]? \(?(?P<term>(?:[A-Z][a-z]+ ){{1,3}}(?:{'|'.join(_TERM_HEADS)})\b)(?! [A-Z]|\s(?:listed|described|set|below))"
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
                words = around(clause.text, match.start(), match.end())
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
