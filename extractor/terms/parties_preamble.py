"""The two parties that an agreement names at its beginning, with what each is called from then on, and which of them serves.

The beginning is one sentence ("by and between X ("Acme") and Y ("Elm")"), or it is laid out over several lines:
BETWEEN, a name, AND, a name. Lines are read together where one does not name both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.document import Clause, Span
from extractor.terms.context import sentences
from extractor.terms.parties_words import LEGAL, cleaned

LONGEST = 1600
"""Characters of a clause in which both parties are named; the longest seen had 700."""
LATEST = 160
"""Clauses before which the parties are named; a table of contents may stand in front."""
OFFERED = 3
"""Weight of "Acme provides the standard service": who says so of itself serves, whatever else the other must do."""
LINES = 8
"""Lines over which a beginning is laid out."""
USED = 5
"""Times that initials have to stand in the text before they are taken for what a party is called."""
_OPENING = re.compile(
    r"\b(?:(?:made|entered|concluded|executed|agreed|dated?|effective|is|agreement)\b[^;]{0,200}?|^\s{0,3})\b(?:by\s+and\s+)?(?:between|among)\b[:\s]",
    re.IGNORECASE,
)
_SERVED = re.compile(r"\b(?:provision|supply|delivery|performance)\s+of\b[^.;]{3,120}?\bby\s+", re.IGNORECASE)
"""Where no sentence says "between": "the provision of the services by Acme (Acme) to the Bank of Elm (BOE)"."""
_ALIAS = re.compile(
    r"\(\s{0,2}(?:[^()“”\"]{0,60}?[“\"'‘](?P<quoted>[^()“”\"]{1,40}?)[,.]?[”\"'’][^()]{0,60}|(?P<bare>[A-Z][\w&.-]{1,20}))\s{0,2}\)"
    rf"(?!\s+{LEGAL}\b)"
    r"|(?:,|(?<!\s))\s+(?:hereinafter|hereafter)\s+(?:(?:collectively\s+)?(?:referred\s+to|known|called|designated)\s+)?(?:as\s+)?(?:the\s+)?[“\"'‘](?P<after>[^“”\"]{1,40}?)[,.]?[”\"'’]"
)
_NAMED_FIRST = re.compile(rf"^(?=[A-Z0-9][^“”\".;]{{2,80}}?\b{LEGAL}\b\.?[^“”\".;]{{0,60}}(?:hereinafter|hereafter)\s)")
"""A beginning without "between": "ACME, INC., hereinafter called "Acme", agrees to provide … and ELM, INC., hereinafter "Customer"…"."""
_WITH_FORM = re.compile(rf"\s*(?:the\s+)?(?P<name>[A-Z0-9][^,;()“”\"]{{1,60}}?,?\s{LEGAL}\b\.?)(?=[\s,;(.]|$)")
"""A name that its legal form ends, where nothing in brackets says what it is called."""
_JOINT = re.compile(r"[\s,;)]and\s", re.IGNORECASE)
_LEGAL_END = re.compile(rf"(?:(?:,|(?<!\s))\s++{LEGAL}\.?)+$")
_RECITALS = re.compile(
    r"\s*(?:whereas|recitals?|background|now,?\s+therefore|definitions?|table\s+of\s+contents|witness\w*)\b", re.IGNORECASE
)
_DESCRIBED = re.compile(
    rf"(?:,|(?<!\s))\s+(?:an?\s+(?:company|corporation|limited|public|private|partnership|trust|charity|body)\b|\((?![^()]{{1,20}}\)\s+{LEGAL}\b)|(?:whose|which|with|having|located|acting|incorporated|organi[sz]ed|registered|doing\s+business|d/b/a|trading|of\s+\d|at\s+\d|being|through|hereinafter|hereafter|a\.k\.a)\b)|,\s+(?:an?|the|of|at|in|its|\d[\w-]*)\s|,(?!\s+(?:\w+,\s+)?(?:{LEGAL})\b)"
)
"""Where a party's name ends and its description begins."""
_SERVES = r"(?:provid|host|operat|maintain|support|resolv|respond|correct|monitor|restor|repair|furnish|guarante|suppl|deliver|perform|make\s+available|ensur|develop|manag|keep|grant|install|process|warrant)"
_PAYS = r"(?:pay|reimburse|be\s+(?:invoiced|billed|charged|entitled)|purchase|order|compensate|remit|receive\s+a\s+credit)"
_DUTY = r"(?:\s+\([^()]{1,40}\))?\s+(?:shall|will|must|agrees\s+to|undertakes\s+to|is\s+to|guarantees\s+to|aims?\s+to|endeavou?rs?\s+to|seeks?\s+to)\s+(?:(?:also|promptly|immediately|at\s+all\s+times|use\s+(?:\w+\s+){1,3}efforts\s+to|be\s+(?:responsible|required)\s+(?:for|to))\s+)?"
_PROVIDERS = re.compile(
    r"(?:the\s+)?(?:service\s+)?(?:provider|supplier|vendor|contractor|sub-?contractor|consultant|(?:co-?)?host|licensor|carrier|seller|outsourcer|we|us|our)",
    re.IGNORECASE,
)
_CUSTOMERS = re.compile(
    r"(?:the\s+)?(?:customer|client|subscriber|buyer|licensee|authority|purchaser|tenant|you|merchant|user|reseller|distributor)s?",
    re.IGNORECASE,
)


class Party(NamedTuple):
    """Hold one party: its name as written, where it stands, and what it is called afterwards.

    The name is empty for "the customer" of everybody's terms, and where two lines of the beginning tear it.
    """

    name: str
    clause: Clause
    span: Span
    aliases: tuple[str, ...]
    in_heading: bool = False


class Line(NamedTuple):
    """Hold where the words of a clause begin in the text of several."""

    start: int
    clause: Clause
    in_heading: bool


def parties_of(clauses: Sequence[Clause]) -> tuple[Party, Party] | None:
    """Return (provider, customer) where the beginning names both and their roles or duties tell them apart; else None."""
    everything: str | None = None
    for text, lines in _beginnings(clauses):
        for opening, joint in ((_OPENING, r"\b(?:and|AND|And)\s+"), (_SERVED, r"\bto\s+"), (_NAMED_FIRST, r"\band\s+")):
            match = opening.search(text)
            if match is None:
                continue
            pair = _pair(text, lines, match.end(), joint)
            if pair is None and opening is _OPENING:
                everything = " ".join(clause.text for clause in clauses) if everything is None else everything
                pair = _by_legal_form(text, lines, match.end(), everything)
            ordered = (_by_role(*pair) or _by_duty(*pair, clauses)) if pair is not None else None
            if ordered is not None:
                return ordered
    return None


def _beginnings(clauses: Sequence[Clause]) -> Iterator[tuple[str, list[Line]]]:
    """Yield the texts in which the parties may be named: each clause by itself, then clauses that lines tear, read together."""
    for clause in clauses[:LATEST]:
        if clause.text:
            yield clause.text[:LONGEST], [Line(0, clause, in_heading=False)]
    for i, clause in enumerate(clauses[:LATEST]):
        if re.search(r"\b(?:between|among|by\s+and|concluded|entered)\b", clause.text or clause.heading or "", re.IGNORECASE):
            text, lines = "", list[Line]()
            for each in clauses[i : i + LINES]:
                words = each.text or each.heading or ""
                if (lines and _RECITALS.match(words)) or len(text) + len(words) > LONGEST:
                    break
                lines.append(Line(len(text), each, in_heading=not each.text))
                text += words + " "
            if len(lines) > 1:
                yield text, lines


def _pair(text: str, lines: list[Line], start: int, joint: str) -> tuple[Party, Party] | None:
    """Return the parties after "between": each a name, a description, and in brackets what it is called."""
    first = _ALIAS.search(text, start)
    if first is None:
        return None
    second = _ALIAS.search(text, first.end())
    link = re.compile(joint).search(text, first.end(), second.start() if second else first.end())
    if second is None or link is None:
        return None
    one = _party(text[: second.start()], lines, start, first)
    other = _party(text, lines, link.end(), second)
    return (one, other) if one and other and one.name != other.name and one.aliases != other.aliases else None


def _party(text: str, lines: list[Line], start: int, alias: re.Match[str]) -> Party | None:
    lead = re.match(r"\s*(?:\(?\d\)\s*)?(?:the\s+)?", text[start : alias.start()], re.IGNORECASE)
    start += lead.end() if lead else 0
    words = text[start : alias.start()]
    end = _DESCRIBED.search(words)
    name = (words[: end.start()] if end else words).strip(" ,;:")
    called = re.sub(r"^the\s+", "", (alias["quoted"] or alias["bare"] or alias["after"]).strip(" ,"), flags=re.IGNORECASE)
    if not re.search(r"[A-Z]", name) and re.fullmatch(_CUSTOMERS, called):  # everybody's customer, or a line left blank
        return Party("", lines[0].clause, Span(0, 0), (called,))
    if "[" in name or "]" in name:  # a blank of a template
        return Party("", lines[0].clause, Span(0, 0), (called,))
    if not 2 <= len(name) <= 90 or not re.search(r"[A-Z]", name) or cleaned(name[:1].upper() + name[1:]) is None:
        return None
    return _at(name, start, lines, _also(text, alias, called))


def _also(text: str, alias: re.Match[str], called: str) -> tuple[str, ...]:
    """Return what a party is called, with the name for it and its fellows together ("jointly, “the Publishers”")."""
    together = re.compile(
        r"\((?:together|collectively|jointly)\b[^()]{0,80}?[“\"'‘](?:the\s+)?([^()“”\"]{1,40}?)[,.]?[”\"'’]\s{0,2}\)", re.IGNORECASE
    ).search(text, alias.end())
    if together is None or re.fullmatch(r"(?:contracting\s+)?part(?:y|ies)", together[1], re.IGNORECASE):
        return (called,)
    return (called, together[1])


def _at(name: str, start: int, lines: list[Line], aliases: tuple[str, ...]) -> Party:
    line = max((each for each in lines if each.start <= start), key=lambda each: each.start)
    words = (line.clause.heading or "") if line.in_heading else line.clause.text
    span = Span(start - line.start, start - line.start + len(name))
    if span.of(words) != name:  # two lines tear the name: what it is called stands whole on one of them
        return _by_alias(lines, aliases) or Party("", line.clause, Span(0, 0), aliases)
    return Party(name, line.clause, span, aliases, line.in_heading)


def _by_alias(lines: list[Line], aliases: tuple[str, ...]) -> Party | None:
    """Return a party by its short name, where that is a name and no role."""
    for alias in aliases[:1]:
        if cleaned(alias) is None or _PROVIDERS.fullmatch(alias) or _CUSTOMERS.fullmatch(alias):
            continue
        for line in lines:
            at = line.clause.text.find(alias) if not line.in_heading else -1
            if at >= 0:
                return Party(alias, line.clause, Span(at, at + len(alias)), aliases)
    return None


def _by_legal_form(text: str, lines: list[Line], start: int, everything: str) -> tuple[Party, Party] | None:
    """Return the parties of a beginning that gives names with their legal forms and nothing that they are called."""
    one = _WITH_FORM.match(text, start)
    if one is None:
        return None
    for joint in _JOINT.finditer(text, one.end() - 1):
        other = _WITH_FORM.match(text, joint.end())
        if other is not None:
            pair = [_at(m["name"], m.start("name"), lines, _short(m["name"], everything)) for m in (one, other)]
            return (
                (pair[0], pair[1])
                if pair[0].aliases != pair[1].aliases and all(not each.name or cleaned(each.name) for each in pair)
                else None
            )
    return None


def _short(name: str, text: str) -> tuple[str, ...]:
    """Return how a text calls a company that is given no short name: without its legal form, by its first word, by its initials.

    >>> _short("Grand Harbour Mutual, Inc.", "GHM pays. " * 6)
    ('Grand Harbour Mutual, Inc.', 'Grand Harbour Mutual', 'GHM')
    """
    bare = _LEGAL_END.sub("", name)
    found = [name, bare] if bare else [name]
    first = bare.split()[0] if bare.split() else ""
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z][\w&]*", bare))
    for short in (first, *(initials[:n] for n in range(len(initials), 1, -1))):
        if len(short) > 1 and short not in found and len(re.findall(rf"(?<!\w){re.escape(short)}(?!\w)", text)) >= USED:
            found.append(short)
    return tuple(found)


def _by_role(one: Party, other: Party) -> tuple[Party, Party] | None:
    """Return the parties in order where what they are called is a role ("the Customer")."""
    provides = [any(_PROVIDERS.fullmatch(alias) for alias in each.aliases) for each in (one, other)]
    receives = [any(_CUSTOMERS.fullmatch(alias) for alias in each.aliases) for each in (one, other)]
    if (provides[0] and not provides[1]) or (receives[1] and not receives[0]):
        return None if provides[1] or receives[0] else (one, other)
    return (other, one) if provides[1] or receives[0] else None


def _by_duty(one: Party, other: Party, clauses: Sequence[Clause]) -> tuple[Party, Party] | None:
    """Return the parties in order by who has to serve and who has to pay."""
    a, b = _served(one, clauses), _served(other, clauses)
    if (max(a, b) < 2 and min(a, b) > -3) or abs(a - b) < max(3, 0.25 * max(a, b)):
        return None
    return (one, other) if a > b else (other, one)


def _served(party: Party, clauses: Sequence[Clause]) -> int:
    """Return how many sentences oblige a party to serve, less those that oblige it to pay."""
    called = rf"(?<!\w)(?:{'|'.join(re.escape(alias) for alias in sorted(party.aliases, key=len, reverse=True))})(?!\w)"
    offers = re.compile(
        called + r"\s+(?:hereby\s+)?(?:provides|offers|supplies|hosts|operates|sells)\b(?![^.;]{0,60}\b(?:information|notice|data)\b)"
    )
    serves, pays = re.compile(called + _DUTY + _SERVES), re.compile(called + _DUTY + _PAYS)
    total = 0
    for clause in clauses:
        weight = 3 if clause.has("uptime_guarantee", "support", "maintenance", "service_credit", "performance") else 1
        for span in sentences(clause.text):
            words = span.of(clause.text)
            total += max(weight * bool(serves.search(words)), OFFERED * bool(offers.search(words))) - 2 * bool(pays.search(words))
    return total
