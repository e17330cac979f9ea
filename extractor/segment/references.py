"""Cross references: "Section 3.2(a)", "Schedule B", "the table below", and the clauses that they name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.document import Clause, Notice, Reference, Span

_NUMBERED = re.compile(
    r"\b(?P<word>sections?|clauses?|articles?|paragraphs?|schedules?|exhibits?|appendi(?:x|ces)|annex(?:es|ure)?|attachments?|§{1,2})\s{1,2}"
    r"(?P<first>(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Z](?:-?\d{1,2})?|[IVX]{1,5})(?:\s?\([a-z0-9]{1,4}\)){0,3})(?![\w%])"
    r"(?:\s?(?:,|and|or|to|through|–|-)\s?(?P<second>\d{1,3}(?:\.\d{1,3}){0,4}(?:\([a-z0-9]{1,4}\)){0,2})(?![\w%]))?",
    re.IGNORECASE,
)
_TABLE = re.compile(r"\b(?:the\s+)?(?:following\s+table|table\s+(?:below|above)|table\s+\d{1,2}|chart\s+below|below\s+table|schedule\s+below)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"^\s{0,2}(?:,\s?)?(?:of|in|to|under)\s+(?:the|this|our|your|that|any|such)?\s?(?:[A-Z][\w-]*\s?){1,5}|^\s{0,2}of\s+(?:the|title|regulation|directive|law)\b")
"""After "Section 4": words that place the section in another document ("of the Master Agreement")."""
_OWN = re.compile(r"^\s{0,2}(?:of|in|to|under)\s+(?:this|these)\b|^\s{0,2}(?:of|in)\s+(?:the\s+)?(?:SLA|Service\s+Level|present)", re.IGNORECASE)


def keys_of(number: str) -> str:
    """Return a number in the form in which references and clauses are compared.

    >>> keys_of("Section 3.2(a)"), keys_of("4.")
    ('3.2.a', '4')
    """
    text = re.sub(r"(?i)^(?:sections?|clauses?|articles?|paragraphs?|sec\.|art\.|§+)\s*", "", number.strip())
    text = re.sub(r"(?i)^(schedule|exhibit|appendix|annex(?:ure)?|attachment|part)s?\s+", lambda m: m[1].lower() + " ", text)
    text = re.sub(r"[\s()\[\]]+", lambda m: " " if m[0] == " " else ".", text)
    return re.sub(r"\.{2,}", ".", text).strip(". :").lower()


def references_in(text: str, targets: Mapping[str, str], tables: Sequence[tuple[int, str]], position: int) -> tuple[Reference, ...]:
    """Return the references of a clause's text, resolved by `targets` (number key → clause id); references into other documents are left out.

    `tables` lists (position, id of the first row) of the document's tables; "the table below" is the next one.
    """
    found = []
    for match in _NUMBERED.finditer(text):
        tail = text[match.end() : match.end() + 60]
        if _ELSEWHERE.match(tail) and not _OWN.match(tail):
            continue
        word = match["word"].lower()
        named = word if word.startswith(("sched", "exh", "app", "ann", "att")) else ""
        for group in ("first", "second"):
            if match[group]:
                key = keys_of(f"{_singular(named)} {match[group]}" if named else match[group])
                span = Span(match.start() if group == "first" else match.start(group), match.end(group))
                found.append(Reference(span.of(text), _resolved(key, targets), span))
    for match in _TABLE.finditer(text):
        above = "above" in match[0].lower()
        rows = [cid for at, cid in tables if (at < position) == above]
        target = (rows[-1] if above else rows[0]) if rows else None
        found.append(Reference(match[0], target, Span(match.start(), match.end())))
    return tuple(sorted(found, key=lambda reference: reference.span))


def _singular(word: str) -> str:
    return {"appendices": "appendix", "annexes": "annex", "annexure": "annexure"}.get(word, word.rstrip("s") if word != "annex" else word)


def _resolved(key: str, targets: Mapping[str, str]) -> str | None:
    """Return the clause of a number; "3.2.a" falls back on nothing: a wrong target is worse than none."""
    return targets.get(key)


def dangling(clauses: Sequence[Clause]) -> list[Notice]:
    """Return a notice per reference that names no clause of the document, when the document numbers its clauses at all."""
    if sum(1 for clause in clauses if clause.number and clause.number[:1].isdigit()) < 3:
        return []
    notices = []
    for clause in clauses:
        for reference in clause.refers_to:
            if reference.clause is None and re.search(r"\d", reference.text):
                notices.append(Notice("dangling_reference", f"“{reference.text}” in clause {clause.number or clause.id} names no clause of this document.", clause.page))
    return notices
