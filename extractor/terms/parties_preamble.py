"""The two parties that an agreement names at its beginning, with what each is called from then on, and which of them serves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.document import Clause, Span
from extractor.terms.context import sentences
from extractor.terms.parties_words import LEGAL, cleaned

LONGEST = 1600
"""Characters of a clause in which both parties are named; the longest seen had 700."""
LATEST = 160
"""Clauses before which the parties are named; a table of contents may stand in front."""
_OPENING = re.compile(
    r"\b(?:(?:made|entered|concluded|executed|agreed|dated?|effective|is|agreement)\b[^;]{0,200}?|^\s{0,3})\b(?:by\s+and\s+)?(?:between|among)\b[:\s]",
    re.IGNORECASE,
)
_SERVED = re.compile(r"\b(?:provision|supply|delivery|performance)\s+of\b[^.;]{3,120}?\bby\s+", re.IGNORECASE)
"""Where no sentence says "between": "the provision of the services by Acme (Acme) to the Bank of Elm (BOE)"."""
_ALIAS = re.compile(
    r"\(\s{0,2}(?:[^()“”\"]{0,60}?[“\"'‘](?P<quoted>[^()“”\"]{1,40}?)[,.]?[”\"'’][^()]{0,60}|(?P<bare>[A-Z][\w&.-]{1,20}))\s{0,2}\)"
    rf"(?!\s+{LEGAL}\b)"
)
_DESCRIBED = re.compile(
    rf",?\s+(?:\((?![^()]{{1,20}}\)\s+{LEGAL}\b)|(?:whose|which|with|having|located|acting|incorporated|organi[sz]ed|registered|doing\s+business|d/b/a|trading|of\s+\d|at\s+\d|being|through|hereinafter|hereafter|a\.k\.a)\b)|,\s+(?:an?|the|of|at|in|its|\d[\w-]*)\s|,(?!\s+(?:{LEGAL})\b)"
)
"""Where a party's name ends and its description begins."""
_SERVES = r"(?:provid|host|operat|maintain|support|resolv|respond|correct|monitor|restor|repair|furnish|guarante|suppl|deliver|perform|make\s+available|ensur|develop|manag|keep|grant|install|process|warrant)"
_PAYS = r"(?:pay|reimburse|be\s+(?:invoiced|billed|charged|entitled)|purchase|order|compensate|remit|receive\s+a\s+credit)"
_DUTY = r"(?:\s+\([^()]{1,40}\))?\s+(?:shall|will|must|agrees\s+to|undertakes\s+to|is\s+to|guarantees\s+to)\s+(?:(?:also|promptly|immediately|at\s+all\s+times|use\s+(?:\w+\s+){1,3}efforts\s+to|be\s+(?:responsible|required)\s+(?:for|to))\s+)?"
_PROVIDERS = re.compile(
    r"(?:the\s+)?(?:service\s+)?(?:provider|supplier|vendor|contractor|sub-?contractor|consultant|(?:co-?)?host|licensor|carrier|seller|outsourcer|we|us|our)",
    re.IGNORECASE,
)
_CUSTOMERS = re.compile(
    r"(?:the\s+)?(?:customer|client|subscriber|buyer|licensee|authority|purchaser|tenant|you|merchant|user|reseller|distributor)s?",
    re.IGNORECASE,
)


class Party(NamedTuple):
    """Hold one party: its name as written, where it stands, and what it is called afterwards."""

    name: str
    clause: Clause
    span: Span
    alias: str


def parties_of(clauses: Sequence[Clause]) -> tuple[Party, Party] | None:
    """Return (provider, customer) where the beginning names both and their roles or duties tell them apart; else None."""
    for clause in clauses[:LATEST]:
        text = clause.text[:LONGEST]
        pair = _pair(clause, text, _OPENING.search(text), r"\band\s+") or _pair(clause, text, _SERVED.search(text), r"\bto\s+")
        if pair is not None:
            ordered = _by_role(*pair) or _by_duty(*pair, clauses)
            if ordered is not None:
                return ordered
    return None


def _pair(clause: Clause, text: str, opening: re.Match[str] | None, joint: str) -> tuple[Party, Party] | None:
    """Return the parties after "between": each a name, a description, and in brackets what it is called."""
    if opening is None:
        return None
    first = _ALIAS.search(text, opening.end())
    if first is None:
        return None
    second = _ALIAS.search(text, first.end())
    link = re.compile(joint).search(text, first.end(), second.start() if second else first.end())
    if second is None or link is None:
        return None
    one = _party(clause, text, opening.end(), first)
    other = _party(clause, text, link.end(), second)
    return (one, other) if one and other and one.name != other.name and one.alias != other.alias else None


def _party(clause: Clause, text: str, start: int, alias: re.Match[str]) -> Party | None:
    lead = re.match(r"\s*(?:\(?\d\)\s*)?(?:the\s+)?", text[start : alias.start()], re.IGNORECASE)
    start += lead.end() if lead else 0
    words = text[start : alias.start()]
    end = _DESCRIBED.search(words)
    name = (words[: end.start()] if end else words).strip(" ,;:")
    if not 2 <= len(name) <= 90 or not re.search(r"[A-Z]", name) or cleaned(name[:1].upper() + name[1:]) is None:
        return None
    return Party(name, clause, Span(start, start + len(name)), (alias["quoted"] or alias["bare"]).strip(" ,"))


def _by_role(one: Party, other: Party) -> tuple[Party, Party] | None:
    """Return the parties in order where what they are called is a role ("the Customer")."""
    provides = [bool(_PROVIDERS.fullmatch(each.alias)) for each in (one, other)]
    receives = [bool(_CUSTOMERS.fullmatch(each.alias)) for each in (one, other)]
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
    called = rf"\b{re.escape(party.alias)}(?!\w)"
    serves, pays = re.compile(called + _DUTY + _SERVES), re.compile(called + _DUTY + _PAYS)
    total = 0
    for clause in clauses:
        weight = 3 if clause.has("uptime_guarantee", "support", "maintenance", "service_credit", "performance") else 1
        for span in sentences(clause.text):
            words = span.of(clause.text)
            total += weight * bool(serves.search(words)) - 2 * bool(pays.search(words))
    return total
