"""Who gives the service, to whom, since when and under which law: title, provider, customer, date, governing law."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.quantities import dates
from extractor.terms.evidence import prove

_NAME = r"[A-Z][\w&'’.+-]*(?:\s+(?:of|and|&|the|for|[A-Z0-9][\w&'’.+-]*|d\.o\.o\.|plc|s\.r\.o\.|a\.s\.)){0,6}(?:,\s?(?:Inc|LLC|Ltd|Limited|L\.L\.C|Corp|LP|GmbH|Co)\.?)?"
_LEGAL = r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|AS|AB|A/S|ApS|Oy|BV|B\.V|NV|N\.V|S\.A|SA|SAS|SARL|S\.r\.l|SpA|plc|PLC|Corp|Corporation|Company|Co|LP|LLP|Pty|d\.o\.o|s\.r\.o|K\.K|UG|KG|Pte|Sdn|Bhd|Association|Foundation|University|Council|Trust)"
_ROLE_WORDS = frozenset(
    [
        "provider",
        "supplier",
        "vendor",
        "contractor",
        "host",
        "licensor",
        "we",
        "us",
        "our",
        "company",
        "carrier",
        "seller",
        "customer",
        "client",
        "subscriber",
        "you",
        "your",
        "buyer",
        "user",
        "licensee",
        "service",
        "services",
        "agreement",
        "sla",
        "the",
        "this",
        "party",
        "parties",
        "operator",
        "authority",
    ]
)
_PROVIDER_ROLE = (
    r"(?:the\s+)?[“\"'‘]?(?:Service\s+)?(?:Provider|Supplier|Vendor|Contractor|Company|Host|Licensor|Carrier|Seller|we|us|our)\b"
)
_CUSTOMER_ROLE = r"(?:the\s+)?[“\"'‘]?(?:Customer|Client|Subscriber|Buyer|Licensee|Authority|Contracting\s+Authority|Purchaser|Tenant|you|Merchant|User)\b"
_BETWEEN = re.compile(
    rf"\b(?:between|among|by\s+and\s+between)\s+(?P<first>{_NAME})(?P<a>[^.;]{{0,160}}?)\s+and\s+(?P<second>(?:the\s+|a\s+)?(?:{_NAME}|customer|client|merchant|subscriber))(?P<b>[^.;]{{0,120}})"
)
_NAMED_AS = re.compile(
    rf"(?P<name>{_NAME})[^()“”\".;]{{0,60}}\((?:[^()]{{0,40}}?[\s,])?(?:the\s+|hereinafter\s+|[“\"'‘])*(?P<alias>[^()]{{1,60}}?)[”\"'’]?\)"
)
_PROVIDED_BY = re.compile(
    rf"\b(?:provided|operated|offered|run|owned|supplied|delivered|published|issued|managed|hosted)\s+by\s+(?P<name>{_NAME})"
)
_PROMISER = re.compile(
    rf"(?:^|(?<=[.;:]\s)|(?<=,\s)|(?<=\bthat\s))(?:The\s+)?(?P<name>{_NAME})\s+(?:will|shall|guarantees?|warrants?|commits?|provides?|undertakes|aims|strives|endeavou?rs|offers?|agrees?|reserves|may|does\s+not|is\s+not|makes)\b"
)
_POSSESSIVE = re.compile(
    r"\b(?P<name>[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,3})['’]s?\s+(?:\w+\s+){0,2}(?:services?|platform|network|systems?|api|cloud|infrastructure|software|control|customers?|servers?|sla|products?)\b",
    re.IGNORECASE,
)
_TITLE_TAIL = re.compile(
    r"\b(?:service\s+level|sla\b|uptime|support\s+(?:terms|policy|agreement)|availability|service\s+agreement|master\s+services|hosting\s+agreement|guarantee|enterprise|network|agreement|policy|terms|schedule|exhibit|annex|appendix|addendum|addend|premium|standard|business|service\s+description|statement)\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|copyright)\s*(?:\d{{4}}(?:\s?[-–]\s?\d{{4}})?)?,?\s*(?P<name>{_NAME})", re.IGNORECASE)
_TRADING = re.compile(r"\s*(?:,?\s+a\s+trading\s+name\s+of\b|,?\s+doing\s+business\s+as\b|,?\s+trading\s+as\b|\s+d/b/a\b)")
_NOT_NAMES = re.compile(
    r"^(?:Service|Services|Monthly|Uptime|Availability|Credit|Credits|SLA|Agreement|Section|Schedule|Exhibit|Downtime|Maintenance|Support|Customer|Client|Provider|Supplier|Vendor|Company|Party|Parties|Subscriber|User|Users|You|Your|We|Our|If|The|This|These|That|Any|All|Each|No|For|In|On|At|To|By|It|They|There|"
    r"Contractor|Authority|Licensee|Licensor|Host|Emergency|Scheduled|Incident|Critical|Severity|Priority|Response|Resolution|Either|Both|Neither|Network|Internet|Force|Exclusions?|Title|Term|Terms|Business|Working|Platform|Software|Website|Cloud|Order|Form|Fees|Data|System|Systems|API|Marketing|Sales|Working|Monday|Tuesday|Covered|Target|Claims?|Requests?|Business|Written|Such|When|Where|Should|Upon|Notwithstanding|Note|Technical|Buyer|Seller)\b(?!\s+(?:Inc|Ltd|LLC|GmbH|AS|plc)\b)",
)
_LAW = re.compile(
    r"\b(?:governed\s+by|construed\s+(?:in\s+accordance\s+with|under)|subject\s+to|interpreted\s+(?:in\s+accordance\s+with|under))\b[^.;]{0,90}?\blaws?\s+of\s+(?:the\s+)?(?P<law>[A-Z][\w’'.-]*(?:(?:\s+of|\s+and|\s+the|,)?\s+[A-Z][\w’'.-]*){0,7})"
    r"|\b(?:the\s+)?laws?\s+of\s+(?:the\s+)?(?P<law2>[A-Z][\w’'.-]*(?:(?:\s+of|\s+and|\s+the|,)?\s+[A-Z][\w’'.-]*){0,6})\s+(?:shall\s+|will\s+)?(?:appl(?:y|ies)|govern)"
    r"|\bgoverned\s+by\s+(?P<law3>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+law\b|\b(?P<law4>[A-Z]\w+(?:ish|an|ian|ese|ch|sh))\s+law\s+(?:shall\s+)?appl",
)
_STATE = re.compile(r"^(?:State|Commonwealth|Province|Republic\s+and\s+Canton)\s+of\s+(?!Slovenia)", re.IGNORECASE)

DATED: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        0,
        re.compile(
            r"\b(?:effective(?:\s+(?:as\s+of|date|from|on|since|starting))?|takes?\s+effect|in\s+(?:effect|force)\s+(?:from|as\s+of|since|on)?|in\s+force|enter(?:s|ed)?\s+into\s+force|appl(?:y|ies)\s+(?:from|as\s+of)|valid\s+(?:from|as\s+of)|commenc\w+|start\s+date|with\s+effect\s+from|made\s+(?:and\s+entered\s+into\s+)?(?:as\s+of|on|this)|entered\s+into|as\s+of)\b",
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
    (2, re.compile(r"\b(?:version|published|issued?|dated?|posted|release[sd]?|signed)\b", re.IGNORECASE)),
)
_DAY_FIRST = re.compile(
    r"\b(?:UK|United\s+Kingdom|England|London|GBP|£|EUR|€|GmbH|Australia|AEST|CET|BST|Pty|Limited|working\s+days?)\b|\+44|\+61|\+49"
)
FIRST_LINES = 14
"""Clauses at the top of a document in which parties and dates usually stand."""


def find(clauses: Sequence[Clause], document: Document) -> dict[str, record.Text | record.Day | str | None]:
    """Return title, provider, customer, effective date and governing law; None where the document names none."""
    title = title_of(clauses)
    first, second = _between(clauses)
    provider = first or _provider(clauses, document, title)
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


def _clean(name: str) -> str | None:
    """Return a party's name, None for a role, a common noun or a fragment."""
    name = _TRADING.split(name)[0].strip(" ,;:“”\"'")
    name = re.sub(r"^(?:the|The|a|A)\s+", "", name)
    name = re.sub(r"\s+(?:and|of|the|for|&)$", "", name)
    name = re.sub(r"['’]s?$", "", name)
    if len(name) < 2 or _NOT_NAMES.match(name) or name.lower() in _ROLE_WORDS or all(word.lower() in _ROLE_WORDS for word in name.split()):
        return None
    return name if not name.isdigit() else None


def _between(clauses: Sequence[Clause]) -> tuple[record.Text | None, record.Text | None]:
    """Return the parties of "between X (the Provider) and Y (the Customer)", in whichever order their roles stand."""
    for clause in clauses[: FIRST_LINES * 3]:
        match = _BETWEEN.search(clause.text)
        if match is None:
            continue
        first, second = _clean(match["first"]), _clean(match["second"])
        swap = (bool(re.search(_CUSTOMER_ROLE, match["a"])) and not re.search(_PROVIDER_ROLE, match["a"])) or bool(
            re.search(_PROVIDER_ROLE, match["b"]) and not re.search(_CUSTOMER_ROLE, match["b"])
        )
        spans = [Span(match.start(g), match.start(g) + len(name)) if name else None for g, name in (("first", first), ("second", second))]
        names = [_text(clause, Span(clause.text.find(n), clause.text.find(n) + len(n)), n, 0.9) if n else None for n in (first, second)]
        del spans
        provider, customer = (names[1], names[0]) if swap else (names[0], names[1])
        if (
            first
            and second
            and not re.search(_PROVIDER_ROLE + "|" + _CUSTOMER_ROLE, match["a"] + match["b"])
            and not _sells(first, clauses)
        ):
            continue
        if provider is not None:
            return provider, customer
    return None, None


def _sells(name: str, clauses: Sequence[Clause]) -> bool:
    """Tell whether a party is the subject of promises."""
    head = re.escape(name.split()[0])
    return any(
        re.search(rf"\b{head}\b[^.;]{{0,40}}\b(?:will|shall|guarantees?|commits?|warrants?|provides?)\b", clause.text) for clause in clauses
    )


def _provider(clauses: Sequence[Clause], document: Document, title: str | None) -> record.Text | None:
    """Return the provider by the votes of all places that name one; a lone weak vote is not enough."""
    votes: Counter[str] = Counter()
    places: dict[str, tuple[Clause | None, Span | None]] = {}
    for name, weight, clause, span in _candidates(clauses, document, title):
        cleaned = _clean(name)
        if cleaned is None:
            continue
        votes[cleaned] += weight
        if cleaned not in places or places[cleaned][0] is None:
            start = clause.text.find(cleaned) if clause is not None and span is None else -1
            places[cleaned] = (clause, span or (Span(start, start + len(cleaned)) if start >= 0 else None))
    merged = _merged(votes)
    if not merged:
        return None
    name, weight = max(merged.items(), key=lambda pair: (pair[1], -len(pair[0])))
    if weight < 3:
        return None
    clause, span = _proof(name, clauses, places)
    return _text(clause, span, name, min(0.95, 0.6 + 0.03 * weight))


def _proof(name: str, clauses: Sequence[Clause], places: dict[str, tuple[Clause | None, Span | None]]) -> tuple[Clause | None, Span | None]:
    clause, span = places.get(name, (None, None))
    if clause is not None and span is not None and span.of(clause.text) == name:
        return clause, span
    for each in clauses:
        at = each.text.find(name)
        if at >= 0:
            return each, Span(at, at + len(name))
    return None, None


def _candidates(clauses: Sequence[Clause], document: Document, title: str | None) -> Iterator[tuple[str, int, Clause | None, Span | None]]:
    """Yield (name, weight, clause, span) for every place that may name the provider."""
    for clause in clauses:
        for match in _NAMED_AS.finditer(clause.text[:1500]):
            alias = match["alias"].strip(" “”\"'")
            if re.search(
                r"\b(?:provider|supplier|vendor|we|us|our|company|contractor|host|licensor)\b", alias, re.IGNORECASE
            ) and not re.search(r"\b(?:customer|client|you|agreement|service\s+level)\b", alias, re.IGNORECASE):
                yield match["name"], 8, clause, None
            elif (
                _clean(alias)
                and match["name"].split()[0].lower().strip(",.")[:4] == alias.split()[0].lower()[:4]
                and re.search(rf"\b{_LEGAL}\b", match["name"])
            ):
                yield match["name"], 5, clause, None
        for match in _PROVIDED_BY.finditer(clause.text):
            yield match["name"], 4, clause, Span(match.start("name"), match.end("name"))
        for match in _PROMISER.finditer(clause.text):
            yield match["name"], 2, clause, Span(match.start("name"), match.end("name"))
        for match in _POSSESSIVE.finditer(clause.text):
            if match["name"][0].isupper():
                yield match["name"], 2, clause, Span(match.start("name"), match.end("name"))
        for match in _COPYRIGHT.finditer(clause.text):
            yield match["name"], 4, clause, None
    for text in (*document.furniture, title or "", document.title or ""):
        head = _TITLE_TAIL.split(text)[0].strip(" –-|:,'’s") if text else ""
        if 2 <= len(head) <= 50 and head[:1].isupper() and len(head.split()) <= 4:
            yield head, 3, None, None
        for match in re.finditer(rf"{_NAME}", text):
            if re.search(rf"\b{_LEGAL}\b", match[0]):
                yield match[0], 4, None, None
    yield from _by_domain(clauses)


def _by_domain(clauses: Sequence[Clause]) -> Iterator[tuple[str, int, Clause | None, Span | None]]:
    """Yield names of the text that its own mail and web addresses repeat ("support@acme.example" beside "Acme")."""
    text = " ".join(clause.text for clause in clauses)[:60_000]
    domains = Counter(
        match[1].lower()
        for match in re.finditer(
            r"(?:@|https?://(?:www\.)?|\bwww\.)(?:[\w-]{1,30}\.){0,2}?([\w-]{2,30})\.(?:com|net|org|io|ai|app|dev|eu|co|de|ch|fr|uk|cloud|example|fyi|no|se|nl|info|tech)\b",
            text,
        )
    )
    for domain, count in domains.most_common(3):
        pattern = re.compile(rf"\b{re.escape(domain[:1])}{re.escape(domain[1:])}\b", re.IGNORECASE)
        names = Counter(match[0] for match in pattern.finditer(text) if match[0][:1].isupper())
        if names:
            yield names.most_common(1)[0][0], 3 + min(count, 3), None, None


def _merged(votes: Counter[str]) -> dict[str, int]:
    """Return votes with a short name's added to the full one that begins with it, under the form named most often."""
    merged: dict[str, int] = {}
    for name, weight in votes.items():
        relatives = [
            other
            for other in votes
            if other != name and (other.startswith((name + " ", name + ",")) or name.startswith((other + " ", other + ",")))
        ]
        merged[name] = weight + sum(votes[other] for other in relatives)
    return merged


def _date(clauses: Sequence[Clause], document: Document) -> record.Day | None:
    """Return the date since which the document holds: effective before last updated before version."""
    text = " ".join(c.text for c in clauses)[:40_000]
    day_first = bool(_DAY_FIRST.search(text)) and not re.search(r"\b(?:USA|United\s+States|Inc\.|LLC|California|Delaware)\b", text)
    found: list[tuple[int, int, str, Clause, Span]] = []
    last = len(clauses)
    for i, clause in enumerate(clauses):
        for iso, span in dates(clause.text, day_first=day_first):
            before = clause.text[max(0, span.start - 60) : span.start]
            after = clause.text[span.end : span.end + 24]
            rank = _rank(before, after)
            if rank is not None and (i < FIRST_LINES * 3 or i > last - FIRST_LINES or clause.has("change_of_terms", "term_renewal")):
                found.append((rank, i, iso, clause, span))
            elif len(clause.text) < 40 and (i < 6 or i > last - 4):
                found.append((3, i, iso, clause, span))
    if found:
        rank, _, iso, clause, span = min(found, key=lambda entry: entry[:2])
        return record.Day(value=iso, evidence=[prove(clause, span)], confidence=0.92 if rank < 2 else 0.8)
    for words in (*(clause.heading or "" for clause in clauses[:8]), *document.furniture):
        for iso, _ in dates(words, day_first=day_first):
            return record.Day(value=iso, evidence=[], confidence=0.7)
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
        match = _LAW.search(clause.text)
        if match:
            group = next(name for name in ("law", "law2", "law3", "law4") if match[name])
            words = match[group].rstrip(" ,.")
            start = match.start(group)
            state = _STATE.match(words)
            if state:
                start, words = start + state.end(), words[state.end() :]
            return _text(clause, Span(start, start + len(words)), words, 0.9)
    return None
