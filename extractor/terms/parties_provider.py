"""Who gives the service, where no parties clause says it: names that act, own and answer for the service get votes.

A name stands as the subject of promises ("Acme guarantees"), owns the service ("Acme's platform"), fails ("Acme was down"),
answers its mail (support@acme.example), or is said to be the provider. Names of third parties and of plans get none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.document import Clause, Document, Span
from extractor.terms.parties_lines import named_by_lines, named_by_title
from extractor.terms.parties_words import (
    ACTOR,
    ALIAS,
    AT_OURS,
    BY_ROLE,
    COPYRIGHT,
    CUSTOMER_WORDS,
    DEFINED_ROLE,
    DOMAIN,
    FAILING,
    FOREIGN,
    LEGAL,
    NAME,
    NAMING,
    OF_OURS,
    OWNER,
    PROVIDED_BY,
    PROVIDER_WORDS,
    ROLE_ACTOR,
    SERVICE_OF,
    TITLE_TAIL,
    TRADING,
    VERBS,
    WE_ARE,
    WITH,
    cleaned,
)

ENOUGH = 4
"""Votes from which a name is taken; one sentence with the name as its subject gives three, a second trace the rest."""
MOST_OF_A_KIND = 4
"""Times that one kind of trace counts, so that a name repeated in one phrase does not outvote better ones."""
LONGEST = 60_000
CALLED = 2000
"""Characters of a clause in which names are given short forms and roles."""


@dataclass
class Votes:
    """Hold what speaks for a name: counts by kind of trace."""

    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def weight(self) -> int:
        """Return the votes."""
        return sum(WEIGHTS[kind] * min(count, MOST_OF_A_KIND) for kind, count in self.kinds.items())


WEIGHTS = {
    "role": 9,
    "alias": 3,
    "by": 4,
    "actor": 3,
    "failing": 2,
    "owner": 2,
    "of": 1,
    "with": 1,
    "domain": 3,
    "copyright": 3,
    "title": 2,
    "legal": 2,
    "letterhead": 4,
    "line": 2,
    "headline": 2,
}


FIRST = 3
"""Clauses at the top that say whose terms these are, even where they also limit what the terms cover."""
OFTEN = 5
"""Times that a name stands before "Service" or "Cloud" to be the provider's without doing anything."""
DOES = ("role", "alias", "by", "actor", "failing", "owner", "copyright", "legal", "with", "letterhead")
"""Traces of somebody who does something: a brand that only names a service and an address may be a template's publisher."""
PAPER = frozenset({"title", "of", "headline", "line"})
"""Traces that a product's name leaves as well as its maker's."""
ACTS = ("role", "by", "actor", "failing", "owner")
SIGNS = ("line", "headline")
"""Traces of somebody whose paper it is: enough where the text itself names nobody, not even by a role."""


@dataclass(frozen=True, slots=True)
class Named:
    """Hold the provider's name and where it stands: in a clause's text, or in its heading."""

    name: str
    clause: Clause
    span: Span
    in_heading: bool
    weight: int


def provider_of(clauses: Sequence[Clause], document: Document, title: str | None) -> Named | None:
    """Return the provider by votes; None for forms that name only roles, and where no name has enough votes."""
    votes = _votes(clauses, document, title)
    aliases = _aliases(clauses)
    roles = sum(len(ROLE_ACTOR.findall(clause.text)) for clause in clauses)
    ordinary = {word for clause in clauses for word in re.findall(r"\b[a-z]{3,}\b", clause.text)}
    merged = _merged({name: vote for name, vote in votes.items() if not _is_ordinary(name, vote, ordinary)})
    for name, vote in sorted(merged.items(), key=lambda pair: (-pair[1].weight, -len(pair[0]))):
        if vote.weight < ENOUGH:
            return None
        signs = not roles and any(vote.kinds[kind] for kind in SIGNS)
        if not signs and not any(vote.kinds[kind] for kind in DOES) and vote.kinds["of"] < OFTEN:
            continue
        acts = vote.kinds["role"] + vote.kinds["alias"] + vote.kinds["by"] + vote.kinds["domain"] + vote.kinds["failing"]
        if roles >= 3 and not acts and vote.kinds["actor"] < roles:
            return None
        full = aliases.get(name) or next((other for other in votes if other != name and other.upper() == name), name)
        full = full if vote.kinds["role"] else _in_full(full, clauses) or full
        place = _place(full, clauses) or _place(name, clauses)
        if place is not None:
            clause, span, in_heading = place
            return Named(span.of(clause.heading or "") if in_heading else span.of(clause.text), clause, span, in_heading, vote.weight)
    return None


def _votes(clauses: Sequence[Clause], document: Document, title: str | None) -> dict[str, Votes]:
    votes: dict[str, Votes] = defaultdict(Votes)
    traces = list(_traces(clauses, document, title))
    brands = {name for name, kind in traces if kind == "domain"}
    for name, kind in traces:
        clean = cleaned(name)
        if clean is not None and (clean[:1].isupper() or clean in brands):  # a brand in small letters is known by its address
            votes[clean].kinds[kind] += 1
    return votes


def _traces(clauses: Sequence[Clause], document: Document, title: str | None) -> Iterator[tuple[str, str]]:
    """Yield (name, kind of trace)."""
    for i, clause in enumerate(clauses):
        text = clause.text
        for pattern, kind in (
            (BY_ROLE, "role"),
            (DEFINED_ROLE, "role"),
            (WE_ARE, "role"),
            (ACTOR, "actor"),
            (FAILING, "failing"),
            (OWNER, "owner"),
            (COPYRIGHT, "copyright"),
        ):
            yield from ((match["name"], kind) for match in pattern.finditer(text) if not _foreign(text, match.start("name")))
        if clause.has("exclusion") and i >= FIRST:
            continue
        for pattern, kind in ((PROVIDED_BY, "by"), (AT_OURS, "by"), (OF_OURS, "by"), (SERVICE_OF, "of"), (WITH, "with")):
            yield from ((match["name"], kind) for match in pattern.finditer(text) if not _foreign(text, match.start("name")))
        if i < FIRST:
            yield from ((match["name"], "role") for match in TRADING.finditer(text))
        for match in _called(text):
            called = match["alias"] or match["other"]
            if re.search(r"\b(?:and|or|of|by)$", match["name"]):  # "between the Ministry of Roads and (Contractor)": a name left blank
                continue
            if PROVIDER_WORDS.search(called) and not CUSTOMER_WORDS.search(called) and (match["other"] or NAMING.search(called)):
                yield match["name"], "role"
            elif match["alias"] and _VOWS.match(text, match.end()) and _is_short(match["alias"], match["name"]):
                yield match["name"], "alias"
    yield from named_by_lines(clauses)
    headline = named_by_title(title or "")
    if headline:
        yield headline, "headline"
    for words in (*document.furniture, title or ""):
        head = TITLE_TAIL.split(words)[0].strip(" –-|:,'’s“”\"") if words else ""
        if 2 <= len(head) <= 40 and len(head.split()) <= 4:
            yield head, "title"
        yield from ((match[0], "legal") for match in re.finditer(rf"{NAME}", words) if re.search(rf"\b{LEGAL}\b", match[0]))
    yield from ((name, "domain") for name in _by_domain(clauses))


_NEAREST = re.compile(rf"(?P<name>{NAME}\s{LEGAL}\b\.?)\s*(?=\()")
_VOWS = re.compile(rf"\s+{VERBS}\b")


def _called(text: str) -> Iterator[re.Match[str]]:
    """Yield the names that brackets behind them shorten or give a role, each the first name of its words that can be one."""
    at, text = 0, text[:CALLED]
    while match := ALIAS.search(text, at):
        nearer = _NEAREST.search(match[0]) if match["alias"] and not re.search(rf"\b{LEGAL}\b", match["name"]) else None
        if nearer and nearer.start() > 0 and ALIAS.match(text, match.start() + nearer.start()):
            at = match.start() + nearer.start()  # "Contract for the Portal between the Buyer and Acme Limited (the "Supplier")"
            continue
        if cleaned(match["name"]) is None:  # "During each month, Acme ("we")": the name stands further on
            at = match.start() + 1
            continue
        yield match
        at = match.end()


def _is_short(alias: str, name: str) -> bool:
    """Tell whether what stands in brackets is a short form of the name: its beginning or its initials."""
    short = alias.strip(" “”\"'‘’").removeprefix("the ")
    initials = "".join(word[0] for word in name.split() if word[:1].isupper())
    return len(short) > 1 and short != name and (name.startswith(short) or short == initials[: len(short)])


def _foreign(text: str, at: int) -> bool:
    """Tell whether the words before a name make it another's: a supplier, an example, a thing that the customer uses."""
    return bool(FOREIGN.search(text[max(0, at - 40) : at]))


def _by_domain(clauses: Sequence[Clause]) -> Iterator[str]:
    """Yield names of the text that its own mail and web addresses repeat ("support@acme.example" beside "Acme")."""
    text = " ".join([*(clause.heading or "" for clause in clauses[:3]), *(clause.text for clause in clauses)])[:LONGEST]
    domains = Counter(match[1].lower() for match in DOMAIN.finditer(text))
    for domain, _ in domains.most_common(3):
        spelt = re.escape(domain).replace(r"\-", r"[ -]?")  # "zephyr-edge.example" beside "Zephyr Edge"
        names = Counter(match[0] for match in re.finditer(rf"(?<![@./\w-]){spelt}\b(?![./]\w)", text, re.IGNORECASE))
        if names:
            yield names.most_common(1)[0][0]


_SPELT_OUT = re.compile(
    rf"(?<![\w.&’'])(?P<name>[A-Z][\w&-]*(?:\s(?:of|and|&|[A-Z][\w&-]*)){{0,4}},?\s{LEGAL}\b\.?(?:\s?[VA]\.)?)(?![\w-])"
)


def _in_full(name: str, clauses: Sequence[Clause]) -> str | None:
    """Return the company in full whose first word is the name's, where the text spells out only one ("Elmway Cloud": Elmway Oy)."""
    if re.search(rf"\b{LEGAL}\b", name):
        return None
    first = name.split()[0]
    found = {
        match["name"]
        for clause in clauses
        for match in _SPELT_OUT.finditer(clause.text[:CALLED])
        if match["name"].split()[0].rstrip(",") == first and cleaned(match["name"]) is not None
    }
    return found.pop() if len(found) == 1 else None


def _aliases(clauses: Sequence[Clause]) -> dict[str, str]:
    """Return short names with the full names that they stand for."""
    found: dict[str, str] = {}
    for clause in clauses:
        for match in _called(clause.text):
            name = cleaned(match["name"])
            for alias in re.split(r"[,;]|\bor\b|\band\b", match["alias"] or match["other"]):
                short = re.sub(r"^(?:hereinafter|hereafter|the|collectively|together)\s+", "", alias.strip(" “”\"'‘’")).strip(" “”\"'‘’")
                if name and short and short[:1].isalpha() and len(short) < len(name):
                    found.setdefault(short, name)
    return found


def _is_ordinary(name: str, vote: Votes, words: set[str]) -> bool:
    """Tell whether a name is made of words that the text uses in lower case too; a domain or a legal form makes it a name."""
    if vote.kinds["domain"] or vote.kinds["role"] or re.search(rf"\b{LEGAL}\b", name):
        return False
    return all(part.lower() in words or len(part) < 3 for part in name.split())


def _merged(votes: dict[str, Votes]) -> dict[str, Votes]:
    """Return votes in which a full name has those of its short forms as well."""
    merged = {}
    for name, vote in votes.items():
        total = Counter(vote.kinds)
        for other, theirs in votes.items():
            said = other.upper() if name.isupper() else other  # a letterhead in capitals
            longer = f"{name} ".startswith(f"{said} ") and not name.startswith(f"{said} and ")
            of_paper = set(vote.kinds) <= PAPER and any(theirs.kinds[kind] for kind in ACTS)  # a product's title: its maker acts by itself
            if other != name and not of_paper and (longer or name.startswith(f"{other},")):
                total += theirs.kinds
        merged[name] = Votes(total)
    return merged


def _place(name: str, clauses: Sequence[Clause]) -> tuple[Clause, Span, bool] | None:
    """Return where a name stands first: in a clause's text, else in a heading."""
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for in_heading in (False, True):
        for clause in clauses:
            match = pattern.search((clause.heading or "") if in_heading else clause.text)
            if match:
                return clause, Span(*match.span()), in_heading
    return None
