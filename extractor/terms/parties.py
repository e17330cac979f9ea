"""Who gives the service, to whom, since when and under which law: title, provider, customer, date, governing law."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.quantities import dates
from extractor.terms.evidence import prove
from extractor.terms.parties_preamble import Party, parties_of
from extractor.terms.parties_provider import Named, provider_of
from extractor.terms.parties_words import NAME, cleaned

_PROVIDER_ROLE = (
    r"(?:the\s+)?[“\"'‘]?(?:Service\s+)?(?:Provider|Supplier|Vendor|Contractor|Company|Host|Licensor|Carrier|Seller|we|us|our)\b"
)
_CUSTOMER_ROLE = r"(?:the\s+)?[“\"'‘]?(?:Customer|Client|Subscriber|Buyer|Licensee|Authority|Contracting\s+Authority|Purchaser|Tenant|you|Merchant|User)\b"
_BETWEEN = re.compile(
    rf"\b(?:between|among|by\s+and\s+between)\s+(?P<first>{NAME})(?P<a>[^.;]{{0,160}}?)\s+and\s+(?P<second>(?:the\s+|a\s+)?(?:{NAME}|customers?|clients?|merchants?|subscribers?|users?))(?P<b>[^.;]{{0,120}})"
)
_PLACE = r"[A-Z][\w’'.-]*(?:(?<![a-z]{3}\.)(?:\s+of|\s+and|\s+the|,)?\s+[A-Z][\w’'.-]*){0,7}"
_LAW = re.compile(
    rf"\b(?i:governed|construed|interpreted|subject\s+to|enforced)\b[^.;]{{0,110}}?\b(?i:laws?)(?i:,\s+other\s+than[^.;]{{0,40}},|\s+in\s+force)?\s+(?i:of|in)\s+(?i:the\s+)?(?:(?i:state|province|commonwealth|republic|canton)\s+of\s+(?:the\s+)?)?(?P<law>{_PLACE})"
    rf"|\b(?:the\s+)?laws?\s+of\s+(?:the\s+)?(?P<law2>{_PLACE})\s+(?:shall\s+|will\s+)?(?:appl(?:y|ies)|govern)"
    r"|\b(?:governed\s+by|construed\s+(?:in\s+accordance\s+with|under))\s+(?:the\s+)?(?P<law3>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+laws?\b|\b(?P<law4>[A-Z]\w+(?:ish|an|ian|ese|ch|sh))\s+law\s+(?:shall\s+)?appl",
)
_NO_LAW = re.compile(
    r"\b(?:EU\s+)?Member\s+States?\b|\b(?:Applicable|Data|Privacy|Federal|Securities|Tax|Seller|Buyer|Customer|Provider|Company)\b"
)
"""What stands where a country would, and names none."""
_STATE = re.compile(r"^(?:State|Commonwealth|Province|Republic\s+and\s+Canton)\s+of\s+(?!Slovenia)", re.IGNORECASE)

DATED: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        0,
        re.compile(
            r"\b(?:effective(?:\s+(?:as\s+of|date|from|on|since|starting))?|takes?\s+effect|in\s+(?:effect|force)\s+(?:from|as\s+of|since|on)?|in\s+force|enter(?:s|ed)?\s+into\s+force|appl(?:y|ies)\s+(?:from|as\s+of)|valid\s+(?:from|as\s+of)|commenc\w+|start\s+date|with\s+effect\s+from|made\s+(?:and\s+entered\s+into\s+)?(?:as\s+of|on|this)|entered\s+into|as\s+of|current\s+as\s+at)\b",
            re.IGNORECASE,
        ),
    ),
    (
        1,
        re.compile(
            r"\b(?:last\s+(?:updated?|modified|revised|changed|review(?:ed)?)|updated(?:\s+on)?|revised|revision\s+date|modified|date\s+of\s+last\s+revision)\b",
            re.IGNORECASE,
        ),
    ),
    (2, re.compile(r"\b(?:version|published|issued?|dated?|posted|release[sd]?|signed|status|stand|state)\b", re.IGNORECASE)),
)
_DAY_FIRST = re.compile(
    r"\b(?:UK|United\s+Kingdom|England|London|GBP|£|EUR|€|GmbH|Australia|AEST|CET|BST|Pty|Limited|working\s+days?)\b|\+44|\+61|\+49"
)
_FILING = re.compile(r"^\s*source\s*:|\b(?:10-[KQ]|8-K|S-\d|20-F|F-\d|EX-\d[\d.]*)\b", re.IGNORECASE)
"""A line that says where a copy was filed: its date is not the document's."""
_BEGINNING = re.compile(
    r"^\s*(?:this|the)\s+(?:[\w&/-]+\s+){0,8}?(?:agreement|contract)\b[^;]{0,160}\b(?:made|entered|dated|effective)\b|[“\"'‘](?:Effective|Commencement)\s+Date[”\"'’]\s+(?:shall\s+)?(?:means?|is|be)\b",
    re.IGNORECASE,
)
"""The sentence that begins an agreement, or defines its date, wherever a table of contents lets it stand."""
_ANOTHER = re.compile(
    r"\b(?:replac(?:es|ed|ing)|supersed(?:es|ed|ing)|cancels|terminates)\b[^.;]{0,220}$"
    r"|\b(?:original|previous|prior|earlier|existing|that\s+certain)\s*+(?:agreement|contract|sla|version|memorandum)\b[^.;]{0,60}$"
    r"|\b(?:purchase|escrow|lease|loan|merger)\s++(?:[\w&]++\s++){0,3}?(?:agreement|contract|sla|version|memorandum)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
"""Words before the date of another agreement: one that this one replaces, or refers to."""
DEEP = 2
"""Rank lost by a date far from both ends of a document: there a schedule or a form by somebody else has its own version."""
TITLES = 8
"""Clauses whose headings may hold the document's date."""
FIRST_LINES = 14
"""Clauses at the top of a document in which parties and dates usually stand."""


def find(clauses: Sequence[Clause], document: Document) -> dict[str, record.Text | record.Day | str | None]:
    """Return title, provider, customer, effective date and governing law; None where the document names none."""
    title = title_of(clauses)
    first, second = _named(clauses) or _between(clauses)
    provider = first or _by_votes(provider_of(clauses, document, title))
    return {
        "title": title,
        "provider": provider,
        "customer": second,
        "effective_date": _date(clauses, document),
        "governing_law": _law(clauses),
    }


def title_of(clauses: Sequence[Clause]) -> str | None:
    """Return the document's title: its first heading, or the first short line that names its kind."""
    for clause in clauses[:12]:
        if clause.heading:
            named = clause.number or ""
            return (
                f"{named} {clause.heading}".strip()
                if re.match(r"(?i)schedule|exhibit|annex|appendix|attachment", named)
                else clause.heading
            )
        if (
            clause.text
            and len(clause.text) < 100
            and re.search(r"(?i)service\s+level|\bSLA\b", clause.text)
            and not clause.text.rstrip().endswith(".")
        ):
            return clause.text
    return None


def _text(clause: Clause | None, span: Span | None, value: str, sure: float) -> record.Text:
    return record.Text(value=value, evidence=[prove(clause, span)] if clause is not None and clause.text else [], confidence=sure)


def _named(clauses: Sequence[Clause]) -> tuple[record.Text | None, record.Text | None] | None:
    """Return provider and customer of a beginning that names both with what they are called."""
    pair = parties_of(clauses)
    if pair is None:
        return None
    provider, customer = (_party_text(party) for party in pair)
    return provider, customer


def _party_text(party: Party) -> record.Text | None:
    if not party.name:
        return None
    return record.Text(value=party.name, evidence=[prove(party.clause, party.span, in_heading=party.in_heading)], confidence=0.9)


def _between(clauses: Sequence[Clause]) -> tuple[record.Text | None, record.Text | None]:
    """Return the parties of "between X (the Provider) and Y (the Customer)", in whichever order their roles stand."""
    for clause in clauses[: FIRST_LINES * 3]:
        match = _BETWEEN.search(clause.text)
        if match is None:
            continue
        first, second = cleaned(match["first"]), cleaned(match["second"])
        swap = (bool(re.search(_CUSTOMER_ROLE, match["a"])) and not re.search(_PROVIDER_ROLE, match["a"])) or bool(
            re.search(_PROVIDER_ROLE, match["b"]) and not re.search(_CUSTOMER_ROLE, match["b"])
        )
        names = [_text(clause, Span(clause.text.find(n), clause.text.find(n) + len(n)), n, 0.9) if n else None for n in (first, second)]
        provider, customer = (names[1], names[0]) if swap else (names[0], names[1])
        if (
            first
            and second
            and not re.search(_PROVIDER_ROLE + "|" + _CUSTOMER_ROLE, match["a"] + match["b"])
            and not _sells(first, clauses)
        ):
            continue
        if provider is not None:
            return provider, customer if customer and not customer.value.islower() else None
    return None, None


def _by_votes(named: Named | None) -> record.Text | None:
    if named is None:
        return None
    proof = prove(named.clause, named.span, in_heading=named.in_heading)
    return record.Text(value=named.name, evidence=[proof], confidence=min(0.95, 0.6 + 0.02 * named.weight))


def _sells(name: str, clauses: Sequence[Clause]) -> bool:
    """Tell whether a party is the subject of promises."""
    head = re.escape(name.split()[0])
    return any(
        re.search(rf"\b{head}\b[^.;]{{0,40}}\b(?:will|shall|guarantees?|commits?|warrants?|provides?)\b", clause.text) for clause in clauses
    )


def _date(clauses: Sequence[Clause], document: Document) -> record.Day | None:
    """Return the date since which the document holds: effective before last updated before version."""
    text = " ".join(c.text for c in clauses)[:40_000]
    day_first = bool(_DAY_FIRST.search(text)) and not re.search(r"\b(?:USA|United\s+States|Inc\.|LLC|California|Delaware)\b", text)
    found: list[tuple[int, int, str, Clause, Span, bool]] = []
    last = len(clauses)
    for i, clause in enumerate(clauses):
        near = i < FIRST_LINES * 3 or i > last - FIRST_LINES or clause.has("term_renewal") or bool(_BEGINNING.search(clause.text))
        for iso, span in dates(clause.text, day_first=day_first):
            before, after = clause.text[max(0, span.start - 60) : span.start], clause.text[span.end : span.end + 24]
            rank = _rank(before, after)
            if _ANOTHER.search(clause.text[max(0, span.start - 240) : span.start]):
                continue
            if rank is not None and near:
                found.append((rank, i, iso, clause, span, False))
            elif rank is not None and clause.has("change_of_terms") and len(iso) > len("2001-01"):
                found.append((rank + DEEP, i, iso, clause, span, False))
            elif len(clause.text) < 40 and (i < 6 or i > last - 4):
                found.append((3, i, iso, clause, span, False))
        if i < TITLES and clause.heading:
            for iso, span in dates(clause.heading, day_first=day_first):
                rank = _rank(clause.heading[max(0, span.start - 60) : span.start], clause.heading[span.end : span.end + 24])
                found.append((4 if rank is None else rank, i, iso, clause, span, True))
    if found:
        rank, _, iso, clause, span, titled = min(found, key=lambda entry: entry[:2])
        sure = 0.92 if rank < 2 else 0.8 if rank < 4 else 0.7
        return record.Day(value=iso, evidence=[prove(clause, span, in_heading=titled)], confidence=sure)
    for line in document.furniture if clauses else ():
        if _FILING.search(line):
            continue
        for iso, span in dates(line, day_first=day_first):
            proof = record.Evidence(clause=clauses[0].id, start=span.start, end=span.end, quote=span.of(line), part="furniture")
            return record.Day(value=iso, evidence=[proof], confidence=0.7)
    return None


def _rank(before: str, after: str) -> int | None:
    near = re.split(r"[.;](?=\s)", before)[-1]
    for rank, pattern in DATED:
        if pattern.search(near):
            if re.search(r"\b(?:until|expir\w+|through|ends?\s+on|before)\s*$", near, re.IGNORECASE):
                return None
            return rank
    return 2 if re.match(r"\s*(?:version|revision)", after, re.IGNORECASE) else None


def _law(clauses: Sequence[Clause]) -> record.Text | None:
    for clause in clauses:
        for match in _LAW.finditer(clause.text):
            group = next(name for name in ("law", "law2", "law3", "law4") if match[name])
            words = re.sub(
                r"(?<!\s)\s+(?:(?:AND\s+)?(?:WITHOUT|EXCLUDING|EXCEPT|IRRESPECTIVE|REGARDLESS|NOT|EACH|ANY|AS|WITH|SHALL|THE\s+PARTIES)\b.*|Any|The|This|Each|All|Both|Exclusive|Without|Venue)$",
                "",
                match[group].rstrip(" ,."),
            ).rstrip(" ,.")
            if _NO_LAW.match(words):
                continue
            start = match.start(group)
            state = _STATE.match(words)
            if state:
                start, words = start + state.end(), words[state.end() :]
            return _text(clause, Span(start, start + len(words)), words, 0.9)
    return None
