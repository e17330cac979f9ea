"""Who holds a right to leave: by the subject of its sentence, by whom it may be ended, or as the other of the one that fails."""

from __future__ import annotations

import re

from extractor.taxonomy import Holder
from extractor.terms.termination_trigger import SLA
from extractor.terms.termination_words import NO_RENEWAL, RIGHT, WEAK, unmentioned

_CUSTOMER = re.compile(
    r"\b(?:customers?|clients?|subscribers?|you|buyers?|licensees?|authority|tenants?|merchants?|purchasers?|users?|company|owner|members?|ministry|employer|hospital|bank|university|government|council|recipient|consumer|(?:data\s+)?exporters?|lessee|charterer|agency|institution|principal|resellers?|organi[sz]ation|schools?|faculty|trust|clinic|college|library|council)\b"
    r"|(?-i:(?:(?<=[Tt]he\s)|(?<=,\s)|^)(?:County|City|State|Town|Township|Borough|District|Commonwealth|Department|Commission|Board|Agency|Association)\b(?!\s+[A-Z]))",
    re.IGNORECASE,
)
_PROVIDER = re.compile(
    r"\b(?:(?:service\s+)?providers?|suppliers?|vendors?|contractors?|(?:co-?)?host|licensors?|we|carrier|consultant|outsourcer|(?:data\s+)?importers?|sellers?|operator|lessor|us)\b",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"\beither\s+\w+(?=\s+(?:may|can|could|has|is)\b)|\b(?:either|each|any|both|whichever)\s+(?:of\s+(?:us|the\s+parties)|part(?:y|ies)|sides?)\b|\bthe\s+parties\s+(?:may|can)\b|\b(?:non-?\s?(?:breaching|defaulting|affected)|innocent|aggrieved|other|first|second|unaffected)\s+party\b|\bparty\s+not\s+(?:affected|(?:in|at)\s+(?:default|fault|breach))\b|\bone\s+(?:of\s+the\s+)?part(?:y|ies)\b|\ba\s+party\b"
    r"|\beither\s+(?:[\w’'-]+\s+){1,4}or\s+(?:[\w’'-]+\s+){1,4}(?=(?:may|can|could|has|is)\b|$)|\b(?:one\s+(?:of\s+us|side)|the\s+other)(?=\s+(?:may|can|could|has|is|asks?|gives?|tells?|writes?)\b|\s*$)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![\w&.’'-])(?P<name>(?:[A-Z][\w&.’'-]*\s+){0,3}[A-Z][\w&’'-]+)(?:\s*,[^,]{0,90},)?\s*(?:also\s+)?$")
_NO_NAME = re.compile(r"(?:If|Where|When|Should|Upon|On|After|The|This|In|At|For|Such|Then|It|Any|That|Agreement|Service|Order)$")
_BY = re.compile(
    r"\b(?:terminated|cancel+ed|ended|rescinded|terminable|termination|cancellation)\b[^.;]{0,80}?\bby\s+(?!giving|notice|written|reason|means|operation)(?P<who>[^.;,]{3,60})",
    re.IGNORECASE,
)


_COMPANY = re.compile(r"\b(?:the\s+)?company\b", re.IGNORECASE)
"""A company buys from a contractor, and sells to a customer: it is the other of whom a sentence names."""
_OF_CUSTOMER = re.compile(r"\b(?:you|your|customers?|clients?|subscribers?|users?|members?|licensees?)\b", re.IGNORECASE)
_GRANTED = re.compile(
    r"\b(?:entitles?|allows?|gives?|grants?|permits?|enables?)\s+(?P<who>[^\s.;,][^.;,]{1,40}?)\s+(?:to\b|(?:the|a|an)\s+(?:\w+\s+)?(?:right|option|ground)\b)",
    re.IGNORECASE,
)
"""To whom a cause gives the right: "an Event of Default entitles the other party to terminate"."""


def holder_of(words: str) -> Holder:
    """Return who may end the agreement: the subject of the right; a bare name that is no customer's is the provider's.

    >>> holder_of("If Provider fails, Customer may terminate."), holder_of("The contract may be terminated by either party.")
    ('customer', 'either')
    """
    if _COMPANY.search(words) and _OF_CUSTOMER.search(_COMPANY.sub(" ", words)) and not _PROVIDER.search(words):
        words = _COMPANY.sub("Provider", words)
    passive = _BY.search(words)
    if passive and (who := _party(passive["who"], first=True)) is not None:
        return who
    if NO_RENEWAL.search(words) and _granting(words) is None:
        return _party(words[words.lower().find("unless") :], first=True) or "either"
    granted = _GRANTED.search(words)
    if granted and (who := _party(granted["who"], first=True)) is not None:
        return who
    right = _granting(words)
    before = words[: right.start()] if right else ""
    found = _party(before, first=False)
    if _two_parties(before) or any(match.end() >= len(before.rstrip()) for match in _EITHER.finditer(before)):
        return "either"
    name = _NAME.search(before)
    failing = _NAMED_FAILS.search(before)
    if name and failing and failing["name"] not in name["name"] and _party(failing["name"], first=True) is None and SLA.search(words):
        return "customer"  # "If Acme misses the same service level four times, Elm may terminate"
    if name and not _NO_NAME.search(name["name"]) and _party(name["name"], first=True) is None and name.start() > 0:
        return "provider"
    if name and found is None and not _NO_NAME.search(name["name"]):
        return "provider"
    if found is not None:
        return found
    after = _party(words[right.end() :] if right else words, first=True)
    if right and re.match(r"\s+be\b", words[right.end() :]):
        return after or ("customer" if re.search(r"\b(?:accounts|plans|subscriptions)\s*$", before, re.IGNORECASE) else "either")
    return after or ("either" if _EITHER.search(words) else "customer")


_PAIR = re.compile(
    r"(?<![\w’'-])(?P<one>(?:(?:the|a|an|its)\s+)?[\w’'-]+),?\s+or\s+(?P<other>(?:(?:the|a|an)\s+)?[\w’'-]+),?(?:\s+(?:each|both))?\s*$",
    re.IGNORECASE,
)
_NAMED_FAILS = re.compile(
    r"\b(?i:if|where|when|should)\s+(?P<name>[A-Z][\w&.’'-]+)(?:\s+[A-Z][\w&.’'-]+){0,2}\s+(?i:fails?|misses|does\s+not|breaches|falls)\b"
)


def _two_parties(before: str) -> bool:
    """Tell whether the subject is both parties: "the Customer or the Supplier", or one party and a name ("the school or Finchley")."""
    pair = _PAIR.search(before)
    if pair is None:
        return False
    words = (pair["one"], pair["other"])
    sides = [_party(each, first=True) for each in words]
    if {"customer", "provider"} == set(sides):
        return True
    names = [each.split()[-1][:1].isupper() and side is None for each, side in zip(words, sides, strict=True)]
    common = [len(each.split()) > 1 and each.split()[-1].islower() for each in words]
    return any(names) and ("customer" in sides or any(common))


def _granting(words: str) -> re.Match[str] | None:
    """Return the words that grant the end: of several the last before the word for ending."""
    end = next(iter(unmentioned(words)), None) or WEAK.search(words)
    if end is None:
        return None
    before = [match for match in RIGHT.finditer(words) if match.start() < end.start()]
    return before[-1] if before else next(RIGHT.finditer(words), None)


def _party(words: str, *, first: bool) -> Holder | None:
    """Return the party that words name first (or last)."""
    both = [m.span() for m in _EITHER.finditer(words)]
    alone: list[tuple[int, Holder]] = [(m.start(), "customer") for m in _CUSTOMER.finditer(words)]
    alone += [(m.start(), "provider") for m in _PROVIDER.finditer(words)]
    places = [(at, who) for at, who in alone if not any(start <= at < end for start, end in both)]
    places += [(start, "either") for start, _ in both]
    if not places:
        return None
    return min(places)[1] if first else max(places)[1]


_FAILS = re.compile(
    r"\b(?P<who>Customer|Client|Subscriber|Licensee|Reseller|Provider|Supplier|Vendor|Contractor|Licensor)\b[^.;,]{0,30}\b(?:fails?|breach(?:es)?|defaults?|becomes?|terminates|does\s+not|ceases?)\b"
)

_ANY_FAILS = re.compile(
    r"\b(?:either|other|a|each|any|one)\s+party\b[^.;,]{0,30}\b(?:fails?|breach(?:es)?|defaults?|becomes?|ceases?)\b", re.IGNORECASE
)


def other_than_failing(words: str) -> Holder | None:
    """Return who may end where "either party" or "the other party" meets a cause in which one named party fails.

    >>> other_than_failing("if Customer fails to pay within 10 days"), other_than_failing("if the other party fails to pay")
    ('provider', None)
    """
    failing = _FAILS.search(words)
    if failing is None or _ANY_FAILS.search(words):
        return None
    return "provider" if _party(failing["who"], first=True) == "customer" else "customer"
