"""Cross references: "Section 3.2(a)", "Schedule B", "the table below", and the clauses that they name.

A wrong target is worse than none: a number that stands in several parts of the document is looked for in the part that speaks,
then in the main part, and left open where neither has it exactly. References into other documents ("Section 4 of the Master
Agreement", "Article 28 GDPR") are no references of this one and are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.document import Clause, Notice, Reference, Span
from extractor.segment.numbering import DIVISIONS

_DIVISION = r"schedules?|exhibits?|appendi(?:x|ces)|annex(?:es|ures?)?|attachments?"
_ONE = r"(?:\d{1,3}(?:\.\d{1,3}){0,4}(?-i:[A-Z]\b)?|(?-i:[A-Z](?:-?\d{1,2})?|[IVX]{1,5}))(?:\s?\([a-z0-9]{1,4}\)){0,3}(?![\w%]|[.,]\d)"
_JOIN = r"\s?(?:,\s?(?:and|or)|,|and|or|to|through|&|–|-)\s?"
_NUMBERED = re.compile(
    rf"\b(?P<word>(?:sub-?)?(?:sections?|clauses?|paragraphs?)|articles?|parts?|{_DIVISION}|(?<!\w)§{{1,2}})\s{{0,2}}(?P<list>{_ONE}(?:{_JOIN}(?:(?:sections?|clauses?|§)\s)?{_ONE}){{0,8}})"
    r"|(?<!\w)(?P<sign>§{1,2})\s{0,2}(?P<signed>\d{1,3}(?:\.\d{1,3}){0,4}(?:\([a-z0-9]{1,4}\)){0,3})(?![\w%])",
    re.IGNORECASE,
)
_MEMBER = re.compile(_ONE, re.IGNORECASE)
_DIVISION_TITLE = re.compile(rf"(?:{'|'.join(DIVISIONS)})\s{{1,3}}{_ONE}", re.IGNORECASE)
"""At the start of a heading, also of "Schedule 4 to the Lease"."""
_RELATIVE = re.compile(r"\b(?:sub-?)?(?:section|clause|paragraph|item)s?\s(?P<inner>\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\))", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:section|clause|heading)\s(?:entitled|titled|called|headed|named)?\s?[“\"'](?P<title>[A-Z][^”\"'\n]{2,60})[”\"']", re.IGNORECASE
)
_TABLE = re.compile(
    r"\b(?:(?:the|this)\s+)?(?:following\s+(?:table|chart|matrix)|(?:table|chart|matrix)\s+(?:set\s+(?:out|forth)\s+)?(?P<side>below|above)|below\s+(?:table|chart)|(?P<over>above)\s+(?:table|chart))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\s{0,2}(?:,\s?)?(?:of|in|to|under)\s+(?:the|our|your|that|any|such|its|their)?\s?(?-i:[A-Z])[\w-]*"
    r"|\s{0,2}of\s+(?:the|title|regulation|directive|law)\b|\s{0,2}\(?(?-i:GDPR|DPA|MSA|TOS|UCC|HIPAA|CCPA|[A-Z]{2,6}\s(?:Act|Code))\b|\s{0,2}thereof\b",
    re.IGNORECASE,
)
"""Behind "Section 4": words that place the section in another document ("of the Master Agreement")."""
_OWN = re.compile(
    r"\s{0,2}(?:,\s?)?(?:of|in|to|under)\s+(?:this|these|the\s+present)\b|\s{0,2}(?:of|in|to|under)\s+(?:the\s+)?(?:SLA\b|Service\s+Level)|\s{0,2}(?:hereof|above|below)\b",
    re.IGNORECASE,
)
_OF_DIVISION = re.compile(
    rf"\s{{0,2}}(?:,\s?)?(?:of|in|to|under)\s+(?:this\s+|the\s+)?(?P<word>{'|'.join(DIVISIONS)})\s(?P<inner>(?-i:[A-Z]|[IVX]{{1,5}})|\d{{1,2}})\b",
    re.IGNORECASE,
)
_OF_AGREEMENT = re.compile(r"\s{0,2}(?:of|in|to|under)\s+the\s+agreement\b", re.IGNORECASE)
_BEFORE_ELSEWHERE = re.compile(
    r"(?:\b(?-i:[A-Z]{3,6}|MSA|DPA|U\.S\.C\.|C\.F\.R\.)|\b(?:code|act|regulation|directive|terms|policy|conditions)|[’']s)\s{0,2},?\s{0,2}$",
    re.IGNORECASE,
)
"""Before "Section 4": a name whose section it is ("GDPR Article 28", "the Privacy Policy, Section 2")."""
_SLA_TITLE = re.compile(r"\bservice\s+levels?\b|\bSLAs?\b", re.IGNORECASE)
_TITLE = 3
"""Clauses at the start of a document in which its title stands."""
_MUST_NUMBER = 3
"""A document with fewer numbered clauses numbers nothing; its references lead elsewhere."""


def key_of(number: str) -> str:
    """Return a number in the form in which references and clauses are compared.

    >>> key_of("Section 3.2(a)"), key_of("4."), key_of("EXHIBIT B"), key_of("Section 3.01")
    ('3.2.a', '4', 'exhibit b', '3.1')
    """
    text = re.sub(r"(?i)^(?:(?:sub-?)?(?:sections?|clauses?|paragraphs?)|articles?|parts?|chapters?|sec\.|art\.|§+)\s*", "", number.strip())
    division = re.match(rf"(?i)({_DIVISION})\s+", text)
    rest = text[division.end() :] if division else text
    parts = [str(int(part)) if part.isdecimal() else part.lower() for part in re.split(r"[\s.()\[\]:-]+", rest) if part]
    return (f"{_singular(division[1])} " if division else "") + ".".join(parts)


def _singular(word: str) -> str:
    low = word.lower()
    return {"appendices": "appendix", "annexes": "annex", "annexures": "annexure"}.get(
        low, low if low == "annex" else low.removesuffix("s")
    )


@dataclass(slots=True)
class Register:
    """Hold where each number, title and table of the document stands, and which part of the document it stands in."""

    own: dict[str, str] = field(default_factory=dict)
    """Clause id → its number with those above it ("4.2.a")."""
    part: dict[str, str] = field(default_factory=dict)
    """Clause id → the key of the schedule that it stands in, "" for the main part."""
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    """(part, key) → clause id; a section's own number comes before the same number of a list item."""
    titles: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    tables: list[tuple[int, str]] = field(default_factory=list)
    is_sla: bool = False
    numbered: int = 0

    def resolve(self, key: str, part: str) -> str | None:
        """Return the clause that a number names for a clause in `part`."""
        for where in dict.fromkeys((part, "")):
            found = self.places.get((where, key))
            if found:
                return found
            outer, _, inner = key.rpartition(".")
            holder = self.places.get((where, outer)) if outer and not inner.isdecimal() else None
            if holder and f"({inner})" in self.words.get(holder, "").lower():
                return holder  # "3.2(a)" where (a) stands inside the paragraph 3.2
        return None


def register(clauses: Sequence[Clause]) -> Register:
    """Return where the numbers, titles and tables of a document stand."""
    book = Register()
    later: list[tuple[tuple[str, str], str]] = []
    for clause in clauses:
        above = clause.parent or ""
        part, key = book.part.get(above, ""), _key(clause, book.own.get(above, ""))
        if clause.kind == "heading" and key.partition(" ")[0] in DIVISIONS:
            part = key
            book.places.setdefault(("", key), clause.id)
        book.part[clause.id] = part
        if key:
            book.own[clause.id] = key
            book.numbered += key[:1].isdigit()
            place = ((part, key), clause.id)
            if clause.kind == "item" or _is_member(clause, key, book.own.get(above, "")):
                later.append(place)
            else:
                book.places.setdefault(*place)
        title = clause.heading or clause.run_in
        if title:
            book.titles.setdefault(title.casefold(), clause.id)
        if clause.text:
            book.words[clause.id] = clause.text
        if clause.table is not None and (not book.tables or clauses[int(book.tables[-1][1][1:]) - 1].table != clause.table):
            book.tables.append((clause.span.start, clause.id))
        book.is_sla = book.is_sla or (len(book.part) <= _TITLE and _is_of_another(clause, key))
    for where, clause_id in later:
        book.places.setdefault(where, clause_id)
    return book


def _is_of_another(clause: Clause, key: str) -> bool:
    """Tell whether a clause of the title says that the document is a part of an agreement: a service level agreement, or a schedule."""
    return key.partition(" ")[0] in DIVISIONS or bool(_SLA_TITLE.search(clause.heading or ""))


def _is_member(clause: Clause, key: str, above: str) -> bool:
    """Tell whether a paragraph's number only counts within its section ("3." below the heading "1. Definitions")."""
    return clause.kind != "heading" and key.isdecimal() and above.isdecimal()


def _key(clause: Clause, above: str) -> str:
    """Return a clause's number with those above it where it is only its own last part ("(a)" below "4.2" is "4.2.a")."""
    if not clause.number:
        named = _DIVISION_TITLE.match(clause.heading or "")
        return key_of(named[0]) if named else ""
    key = key_of(clause.number)
    partial = clause.kind == "item" or clause.number[0] in "([" or (key.isalpha() and clause.kind != "heading" and len(key) < 5)
    return f"{above}.{key}" if partial and above and above.partition(" ")[0] not in DIVISIONS else key


def with_references(clauses: Sequence[Clause], book: Register) -> tuple[Clause, ...]:
    """Return the clauses with their cross references, resolved where the document has what they name."""
    return tuple(
        replace(clause, refers_to=found) if clause.text and (found := references_of(clause, book)) else clause for clause in clauses
    )


def references_of(clause: Clause, book: Register) -> tuple[Reference, ...]:
    """Return the references of one clause, in order."""
    found = [*_numbered(clause, book), *_relative(clause, book), *_by_name(clause, book), *_to_tables(clause, book)]
    ordered: list[Reference] = []
    for reference in sorted(found, key=lambda reference: reference.span):
        if not ordered or ordered[-1].span.end <= reference.span.start:
            ordered.append(reference)
    return tuple(ordered)


def _numbered(clause: Clause, book: Register) -> Iterator[Reference]:
    text = clause.text
    for match in _NUMBERED.finditer(text):
        word = (match["word"] or match["sign"]).lower()
        begin, end = (match.start("list"), match.end("list")) if match["list"] else (match.start("signed"), match.end("signed"))
        tail, head = text[end : end + 60], text[max(0, match.start() - 24) : match.start()]
        scoped = _OF_DIVISION.match(tail)
        division = _singular(word) if re.fullmatch(_DIVISION, word) else ""
        if _leads_elsewhere(tail, head, book) and not scoped:
            continue
        part = key_of(f"{scoped['word']} {scoped['inner']}") if scoped else "" if division else book.part.get(clause.id, "")
        for member in _MEMBER.finditer(text, begin, end):
            span = Span(match.start() if member.start() == begin else member.start(), member.end())
            key = key_of(f"{division} {member[0]}" if division else member[0])
            yield Reference(span.of(text), book.resolve(key, part), span)


def _leads_elsewhere(tail: str, head: str, book: Register) -> bool:
    """Tell whether the words around a number place it in another document; "the Agreement" is another one for an SLA only."""
    if _OWN.match(tail):
        return False
    if _OF_AGREEMENT.match(tail):
        return book.is_sla
    return bool(_ELSEWHERE.match(tail) or _BEFORE_ELSEWHERE.search(head))


def _relative(clause: Clause, book: Register) -> Iterator[Reference]:
    """Yield "paragraph (a)" where a clause of that number stands beside or below this one."""
    for match in _RELATIVE.finditer(clause.text):
        inner, base = match["inner"].strip("()").lower(), book.own.get(clause.id, "")
        target = None
        while target is None and base:
            target = book.places.get((book.part.get(clause.id, ""), f"{base}.{inner}"))
            base = base.rpartition(".")[0]
        if target:
            yield Reference(match[0], target, Span(match.start(), match.end()))


def _by_name(clause: Clause, book: Register) -> Iterator[Reference]:
    for match in _NAMED.finditer(clause.text):
        target = book.titles.get(match["title"].strip(" .,").casefold())
        if target:
            yield Reference(match[0], target, Span(match.start(), match.end()))


def _to_tables(clause: Clause, book: Register) -> Iterator[Reference]:
    """Yield "the table below" and its like: the nearest table on that side."""
    if clause.kind == "row":
        return
    for match in _TABLE.finditer(clause.text):
        above = (match["side"] or match["over"] or "").lower() == "above"
        after = bisect_left(book.tables, (clause.span.start, ""))
        rows = book.tables[after - 1 : after] if above and after else [] if above else book.tables[after : after + 1]
        yield Reference(match[0], rows[0][1] if rows else None, Span(match.start(), match.end()))


def dangling(clauses: Sequence[Clause]) -> list[Notice]:
    """Return a notice for each reference that names no clause of the document, when the document numbers its clauses at all."""
    if sum(clause.number is not None and any(ch.isdigit() for ch in clause.number) for clause in clauses) < _MUST_NUMBER:
        return []
    notices = (
        Notice(
            "dangling_reference",
            f"“{reference.text}” in clause {clause.number or clause.id} names no clause of this document.",
            clause.page,
        )
        for clause in clauses
        for reference in clause.refers_to
        if reference.clause is None
    )
    return list(dict.fromkeys(notices))
