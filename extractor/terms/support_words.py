"""The words of support targets: which target a phrase names, which severity level, which plan, which hours."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from extractor.document import Span

Field = Literal["response", "resolution", "update"]


class FieldWord(NamedTuple):
    """Mark words that name a target. `rank` orders rivals for one field: the first response before a site visit."""

    field: Field
    rank: int
    span: Span


_FIELDS: tuple[tuple[Field, int, str], ...] = (
    # The order is the order of trial: an update that mentions a response is an update.
    (
        "update",
        0,
        r"(?:status|progress|communication|regular|periodic|ongoing|incident|customer|interim)\s+(?:updates?|reports?|frequency|intervals?|notifications?|feedback)",
    ),
    (
        "update",
        1,
        r"(?:frequency|interval)\s+of\s+(?:\w+\s+)?(?:updates?|reports?|communications?)|updates?\s+(?:frequency|interval|every|cycle|period|time|cadence)|feedback\s+(?:interval|every|frequency)|communications?\s+(?:every|plan|cadence)",
    ),
    (
        "update",
        1,
        r"(?:kept|keep)\s+\w+\s+(?:informed|updated)|(?:informed|updated|reports?\s+back)\s+every|updates?(?=\s*(?:$|[:|(–—-]|every|each|at\s+least|hourly|daily|weekly|provided))",
    ),
    (
        "response",
        0,
        r"(?:first|initial)\s+(?:\w+\s+)?(?:responses?|communications?|notifications?|repl(?:y|ies)|contact|answer|call(?:\s?back)?|reaction|response\s+time)|respond\s+initially",
    ),
    ("response", 1, r"respon(?:se|ses|d|ds|ded|ding)|react(?:s|ed|ion)?|repl(?:y|ies|ied)|repsonse"),
    (
        "response",
        2,
        r"acknowledg\w*|confirm(?:s|ed|ation)?\s+(?:of\s+)?(?:the\s+)?receipt|call[\s-]?backs?|calls?\s+back|contact(?:s|ed)?|pick(?:s|ed)?\s+(?:(?!up\b)\w+\s+){0,3}up|triag\w+|waiting\s+time|engag(?:e|es|ed|ement)|assign(?:s|ed|ment)?|deal(?:s|ing)?\s+with|attend(?:s|ed|ing)?\s+to|look(?:s|ing)?\s+into|work(?:ing)?\s+on\s+(?:it|the)|(?:start|begin|commenc)\w*\s+(?:of\s+)?(?:work\w*|process\w*|handling|investigat\w+|diagnos\w+|remed\w+|fault)|(?:work|processing|handling|investigation|diagnosis|requests?)\s+(?:(?:is|are|will|be|has|have)\s+){0,2}(?:start|begin|began|begun|commenc)\w*|answer(?:s|ed|ing)?|turn-?around|we\s+start|taken\s+(?:in\s+(?:hand|charge)|up)|looked\s+at",
    ),
    ("response", 3, r"(?:on|at)[\s-]?site|attendance|site\s+visit|arriv\w+|dispatch\w*"),
    (
        "resolution",
        1,
        r"resol(?:ution|utions|ve|ves|ved|ving)|fix(?:es|ed|ing)?|mend(?:s|ed|ing)?|solution|solv(?:e|es|ed|ing)|correct(?:s|ed|ion|ive)?|repair(?:s|ed|ing)?|rectif\w+|clos(?:e|ed|ure)|clearance|cleared|eliminat\w+|remed(?:y|ied|ies|iat\w+)|complet(?:e|ed|ion)|troubleshoot\w*|removal|remov(?:e|es|ed)\s+(?:the\s+)?(?:defect|fault|error)|fulfil\w*|deliver(?:y|ed)?\s+time",
    ),
    (
        "resolution",
        2,
        r"(?:running|operational|up)\s+(?:again\s+)?(?=within)|restor(?:e|es|ed|ation|ing)|recover(?:y|ed|s)?|repristinat\w+",
    ),
    ("resolution", 3, r"work[\s-]?arounds?|mitigat\w+|temporary\s+\w+|interim\s+\w+|bypass|circumvent\w*|containment"),
)
_FIELD = re.compile("|".join(rf"(?P<f{i}>\b(?:{words})\b)" for i, (_, _, words) in enumerate(_FIELDS)), re.IGNORECASE)
_NO_FIELD = re.compile(r"\b(?:escalat\w+|root\s+cause|post-?mortem|incident\s+report|rca)\b", re.IGNORECASE)
"""Words whose times are neither a response nor a resolution, though such words may stand near."""


def fields(words: str) -> list[FieldWord]:
    """Return the targets that words name, in text order.

    >>> [(f.field, f.rank) for f in fields("Initial response, workaround and fix; status updates every hour")]
    [('response', 0), ('resolution', 3), ('resolution', 1), ('update', 0)]
    """
    found = []
    for match in _FIELD.finditer(words):
        index = next(i for i in range(len(_FIELDS)) if match[f"f{i}"] is not None)
        found.append(FieldWord(_FIELDS[index][0], _FIELDS[index][1], Span(match.start(), match.end())))
    return found


def field_of(words: str) -> FieldWord | None:
    """Return the one target that a heading or a header cell names ("Target resolution"), None where it names none.

    >>> field_of("Time to fix").field, field_of("Escalation after"), field_of("Description")
    ('resolution', None, None)
    """
    found = fields(words)
    if not found or (_NO_FIELD.search(words) and len(words) < 60):
        return None
    return next((word for word in found if word.field == "update"), found[0])


class Level(NamedTuple):
    """Name a severity level: `code` is its number or letter where it has one, else its name."""

    code: str
    name: str | None = None


_NUMBERS = {"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_CODE = r"(?:\d{1,2}|[A-E]|I{1,3}|IV|V|zero|one|two|three|four|five|six)"
_STRONG = r"(?:severity|sev|priority|prio|criticality|urgency|impact)"
_WEAK = r"(?:level|category|cat|class|type|grade|tier|stage|group|code|rank|incident|fault|defect|problem|error|case|issue)"
_PREFIX = rf"(?:{_STRONG}|{_WEAK})"
_CODED = re.compile(
    rf"\b(?<!service\s)(?P<prefix>{_STRONG}|{_WEAK})s?(?:[\s._-]{{0,2}}(?:level|class|category|code|grade|rating)s?)?[\s.:#_–—-]{{0,3}}[\"“'(\[]?(?P<code>{_CODE})\b(?![.,]\d|\s?%)(?!\s+(?:hours?|minutes?|days?|months?|years?|times)\b)",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\b(?P<code>(?:[PS]|SL|PR)[\s-]?\d)\b(?![.,]\d)")
_MORE = re.compile(
    rf"\s?(?:,|/|&|\+|–|—|-|\band\b|\bor\b|\bto\b|\bthrough\b)\s?(?:(?:and|or)\s+)?(?:{_STRONG}\s?(?:level\s?)?)?(?P<code>(?:[PS][\s-]?)?{_CODE})\b(?![.,]\d|\s?%)(?!\s+(?:hours?|minutes?|(?:business|working|calendar)\s+\w+|days?|hrs?|mins?|months?)\b)(?!\s?(?:x|×|/)\s?\d)",
    re.IGNORECASE,
)
_TIER_OF_STAFF = re.compile(
    r"\s*(?:[-–]\s?)?(?:support|helpdesk|help\s+desk|engineers?|technicians?|teams?|staff|escalations?|analysts?|agents?|specialists?|data\s?cent(?:er|re)s?)\b",
    re.IGNORECASE,
)
"""What follows "Level 2" or "Tier 1" where it names people, not the severity of an incident."""

NAME = r"(?:(?:very|extremely|extra|mission|business|safety|non|not|less|most)[\s-]+)?(?:critical|blocker|blocking|urgent|emergency|highest|high|severe|serious|major|significant|important|medium|moderate|normal|average|standard|minor|lowest|low|trivial|negligible|cosmetic|informational|information|general|routine|service\s+requests?|how[\s-]to|non-?urgent)"
_NAME = re.compile(rf"\b{NAME}\b", re.IGNORECASE)
_INCIDENT = r"(?:incidents?|issues?|problems?|faults?|errors?|tickets?|requests?|cases?|defects?|bugs?|failures?|outages?|disruptions?|calls?|malfunctions?|queries|enquiries|inquiries|vulnerabilit\w+|priority|severity|urgency|impact|level|matters?|questions?|alarms?|tasks?)"
_NAMED = re.compile(
    rf"\b(?P<name>{NAME})\b(?=(?:[\s,/]+(?:and|or)?\s{{0,1}}{NAME}){{0,3}}[\s-]+(?:\w+[\s-]+){{0,1}}{_INCIDENT}\b)|\b(?:{_STRONG}|level|classified\s+as|category|class|when|if(?:\s+it\s+is)?)\s?[:=–-]?\s?[\"“'(]?(?P<after>{NAME})\b",
    re.IGNORECASE,
)
_CELL_CODE = re.compile(
    rf"\s*+[\"“'(\[*•-]*+\s*+(?:(?:{_PREFIX})s?[\s.:#_-]{{0,3}}){{0,2}}(?P<code>(?:[A-Z][A-Za-z]{{0,3}}[\s-]?)?\d{{1,2}}|[A-E]|I{{1,3}}|IV|V|zero|one|two|three|four|five)(?:st|nd|rd|th)?\b(?![.,:/]\d|\s?%|\s?(?:x|×)\s?\d|(?-i:-[a-z]))",
    re.IGNORECASE,
)
_AFTER_CODE = re.compile(
    r"\s*+[)\]\"”'*]*+\s*+(?:[-–—:.,/(=|\n]|\bis\b|\bor\b)?\s*+[(\"“']*+(?P<name>[^\W\d_][^()\n:;.,|=–—]{0,60}?)[\"”']*\s*(?=$|[)(\n:;.,|=–—]|\s-\s)"
)
_BRACKET = re.compile(
    rf"(?<!\d)[(\[/–—:-]\s?(?:{_PREFIX}[\s.:-]{{0,2}}(?:level\s+)?)?(?P<code>(?:[PS][\s-]?)?\d|[A-E])\s?[)\]]?\s*$", re.IGNORECASE
)
NAME_LENGTH = 48
"""Longest name of a level, in characters ("Business-critical system down" has 29); what is longer is a description."""


def _code(words: str) -> str:
    """Return a level's code as the record writes it: "one" is 1, "Sev 2" is 2, "P1" and "Sec-1" stay."""
    text = words.strip()
    if text.lower() in _NUMBERS:
        return _NUMBERS[text.lower()]
    short = re.fullmatch(r"([A-Za-z]{1,4})([\s-]?)(\d{1,2})", text)
    if short:
        prefix = short[1]
        if re.fullmatch(rf"(?i){_PREFIX}|lvl|no|nr", prefix):
            return short[3]
        return f"{prefix.upper()}{short[3]}" if len(prefix) == 1 else f"{prefix}{'-' if short[2] else ''}{short[3]}"
    return text.upper() if len(text) <= 3 else text


_COUNTED_CELL = re.compile(r"(?:[1-9]\d\b|\d{1,2}\s+(?:of|out|d|h|min|s|x)\b)", re.IGNORECASE)
"""A cell that counts ("95 of 100", "20 min", "3 d") instead of numbering a level."""


def level_in_cell(words: str, *, known: bool = False) -> Level | None:
    """Return the level that a table cell, a heading or an item's first words name.

    With `known`, the cell stands in the column of levels, so that any short words are a level's name.

    >>> level_in_cell("Severity 1 (Critical)"), level_in_cell("P2"), level_in_cell("High"), level_in_cell("Web site")
    (Level(code='1', name='Critical'), Level(code='P2', name=None), Level(code='High', name='High'), None)
    >>> level_in_cell("Critical (P1)"), level_in_cell("Web site", known=True)
    (Level(code='P1', name='Critical'), Level(code='Web site', name='Web site'))
    """
    text = " ".join(words.split()).strip(" *•·-–:")
    if not text:
        return None
    match = _CELL_CODE.match(text)
    if (
        match
        and not _TIER_OF_STAFF.match(text, match.end())
        and not _COUNTED_CELL.match(text)
        and (known or _carries_prefix(text, match) or match.end() >= len(text) - 1 or _AFTER_CODE.match(text, match.end()))
    ):
        return _with_name(_code(match["code"]), text, match.end())
    bracket = _BRACKET.search(text)
    head = text[: bracket.start()].strip(" -–—:") if bracket else text
    name = re.match(rf"{NAME}\b", head, re.IGNORECASE)
    if bracket and (name or known) and 0 < len(head) <= NAME_LENGTH:
        return Level(_code(bracket["code"]), head)
    if name:
        return _plain_name(text, name.end())
    coded = _CODED.search(text[:NAME_LENGTH]) or _SHORT.search(text[:NAME_LENGTH])
    if coded and not _TIER_OF_STAFF.match(text, coded.end()):
        return _with_name(_code(coded["code"]), text, coded.end())
    late = _NAME.search(text) if len(text) <= NAME_LENGTH else None
    if (
        late
        and re.match(rf"\s*+[-–]?\s*+(?:{_INCIDENT}|$|[)(])", text[late.end() :], re.IGNORECASE)
        and (known or re.search(rf"(?i)\b{_INCIDENT}\b", text))
    ):
        return Level(late[0], late[0])
    if known and len(text) <= NAME_LENGTH:
        return Level(text, text)
    return None


def _carries_prefix(text: str, match: re.Match[str]) -> bool:
    return bool(re.match(rf"(?i)[\"“'(\[*•\s-]*(?:{_STRONG}|level|category|class|[ps]\s?-?\d|sev)", text)) or match["code"] != match[
        "code"
    ].strip("0123456789")


def _with_name(code: str, text: str, end: int) -> Level:
    after = _AFTER_CODE.match(text, end)
    name = after["name"].strip(" \"“”'") if after else None
    if name and (
        len(name) > NAME_LENGTH
        or fields(name)
        or re.match(
            r"(?i)(?:means|is|are|any|the|an?|where|when|if|response|resolution|incidents?|issues?|problems?|tickets?|cases?|calls?|errors?|faults?|defects?|reports?|next|and|or|to|in|at|of|on|by|for|with|within|business|working|hours?|\d)\b",
            name,
        )
    ):
        name = None
    late = None if name else _NAME.match(text[end:].lstrip(" -–—:(),./"))
    return Level(code, name or (late[0] if late else None))


def _plain_name(text: str, end: int) -> Level | None:
    """Return the level of a cell that opens with a level's name; a sentence that merely opens with one is none."""
    rest = text[end:]
    if not rest or re.match(rf"\s*(?:[:(/–—|,-]|{_INCIDENT}\b|=)", rest, re.IGNORECASE):
        name = text[:end]
        return Level(name, name)
    return None


def levels(text: str) -> list[tuple[Level, Span]]:
    """Return every level that a sentence names, in text order; "Severity 1 and 2" are two.

    A bare "critical" or "major" counts only where it qualifies an incident, a request or a priority.

    >>> [level.code for level, _ in levels("Severity 1 and 2 incidents, P3, and low priority requests")]
    ['1', '2', 'P3', 'low']
    >>> levels("critical parts of the normal service in Level 3 data centers")
    []
    """
    found: list[tuple[Level, Span]] = []
    for pattern in (_CODED, _SHORT):
        for match in pattern.finditer(text):
            found += _coded(text, match)
    for match in _NAMED.finditer(text):
        group = "name" if match["name"] else "after"
        found.append((Level(match[group], match[group]), Span(match.start(group), match.end(group))))
    found.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    kept: list[tuple[Level, Span]] = []
    for level, span in found:
        if not kept or span.start >= kept[-1][1].end:
            kept.append((level, span))
    return _beside(text, kept)


def _coded(text: str, match: re.Match[str]) -> list[tuple[Level, Span]]:
    weak = pattern_prefix(match)
    if weak is not None and not re.fullmatch(rf"(?i){_STRONG}", weak):
        follows = re.match(
            rf"\s*(?:[-–:(]|{_INCIDENT}\b|(?:,|/|and|or|&|to|-|–)\s?(?:{weak}\s?)?{_CODE}\b)", text[match.end() :], re.IGNORECASE
        )
        if not follows and match.start() > 2:
            return []
    if _TIER_OF_STAFF.match(text, match.end()) or (match["code"] in "aie" and weak is not None):
        return []
    first = _code(match["code"])
    found = [(_with_name(first, text, match.end()), Span(match.start(), match.end()))]
    end = match.end()
    for _ in range(5):
        more = _MORE.match(text, end)
        if more is None or (more["code"].isalpha() and more["code"].islower() and more["code"] not in _NUMBERS):
            break
        code = _code(more["code"])
        if code.isdigit() and first[:1].isalpha() and len(first) == 2:
            code = first[0] + code
        found += _between(found[-1][0].code, code, more[0], Span(more.start("code"), more.end("code")))
        found.append((Level(code), Span(more.start("code"), more.end("code"))))
        end = more.end()
    return found


def pattern_prefix(match: re.Match[str]) -> str | None:
    """Return the word before a level's number ("Severity"), None where the code carries it itself ("P1")."""
    return match.groupdict().get("prefix")


def _between(low: str, high: str, words: str, span: Span) -> list[tuple[Level, Span]]:
    """Return the levels that "2 to 4" leaves unsaid."""
    if not re.search(r"\bto\b|\bthrough\b|[–—-]", words, re.IGNORECASE):
        return []
    prefix = low[:1] if low[:1].isalpha() else ""
    a, b = low.removeprefix(prefix), high.removeprefix(prefix)
    if not (a.isdigit() and b.isdigit()) or int(b) - int(a) not in range(2, 5):
        return []
    return [(Level(f"{prefix}{n}"), span) for n in range(int(a) + 1, int(b))]


def _beside(text: str, found: list[tuple[Level, Span]]) -> list[tuple[Level, Span]]:
    """Return levels with a name taken into the code that stands beside it: "critical (Severity 1)", "P1 critical incidents"."""
    kept: list[tuple[Level, Span]] = []
    for level, span in found:
        if kept:
            last, before = kept[-1]
            gap = text[before.end : span.start]
            coded = any(ch.isdigit() for ch in level.code) or len(level.code) == 1
            last_coded = any(ch.isdigit() for ch in last.code) or len(last.code) == 1
            if coded != last_coded and re.fullmatch(
                r"\s{0,2}(?:[(\[/:–—-]\s?[\"“']?|(?:priority|severity)?\s?\(\s?|\w{5,9}\s?\()?\s{0,2}", gap
            ):
                code, name = (level.code, last.name) if coded else (last.code, level.name)
                kept[-1] = (Level(code, name), Span(before.start, span.end))
                continue
        kept.append((level, span))
    return kept


LEVEL_HEADER = re.compile(
    r"\b(?:severit\w*|priorit\w*|sev|urgency|criticality|impact|level|class(?:ification)?|categor\w+|type|incidents?|issues?|requests?|faults?|errors?|problem|code|status|tickets?|defects?|#|no\.?)(?:\b|$)",
    re.IGNORECASE,
)
NAME_HEADER = re.compile(r"\b(?:name|title|label|term|designation|severity|priority|classification)\b", re.IGNORECASE)
DESCRIPTION_HEADER = re.compile(
    r"\b(?:descri\w+|definitions?|meaning|examples?|criteria|details?|characteristics|conditions?|impact|symptoms?|explanation|scope|business\s+impact|effects?|situations?)\b",
    re.IGNORECASE,
)
PLAN_HEADER = re.compile(
    r"\b(?:plan|package|tier|edition|subscription|support\s+(?:level|plan|tier|package|type|offering)|service\s+(?:tier|plan|package|class)|programme?|offering|contract\s+type)\b",
    re.IGNORECASE,
)
PLAN = re.compile(
    r"\b(?:basic|standard|premium|gold|silver|bronze|platinum|diamond|titanium|enterprise|business|professional|pro|free|starter|developer|advanced|essentials?|plus|team|growth|scale|elite|premier|ultimate|mission[\s-]critical|signature|core|community|lite|base|extended|enhanced|priority|select|paid|unlimited|express|classic|production|vip)\b",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"\b(?:credits?|penalt\w+|refunds?|rebates?|compensation|deduct\w+|liquidated|discounts?|service\s+points?|fees?|prices?|charges?|costs?)\b",
    re.IGNORECASE,
)

_OFF = r"(?:non|out|outside|after|off|beyond|other)[\s-]{0,2}(?:of\s+|the\s+|normal\s+|of[\s-])*(?:business|working|office|core|support|service|regular|standard|contracted)?[\s-]*hours?|weekends?|nights?|evenings?|(?:public|bank)\s+holidays?|(?:all\s+|at\s+)?other\s+times|ooh"
_ON = r"(?:business|working|office|core|support|service|regular|standard|normal|prime)[\s-]+(?:business\s+|working\s+)?hours?|week\s?days?|day\s?time|(?:8|9|10|11|12)\s?[x×]\s?5|monday\s+(?:to|through|until|thru)\s+(?:friday|saturday)|mon?(?:day)?\.?\s?[-–]\s?(?:fri?|sat?)(?:day|urday)?"
_ALWAYS = r"24\s?[x×*/]\s?7(?:\s?[x×*/]\s?36[56])?|24\s+hours\s+(?:a|per)\s+day|24\s?h(?:ours)?,?\s+7\s+days|(?:a)?round[\s-]the[\s-]clock|day\s+and\s+night|at\s+all\s+(?:hours|times)"
_HOURS = re.compile(rf"(?P<off>\b(?:{_OFF})\b)|(?P<always>\b(?:{_ALWAYS})(?!\d))|(?P<on>\b(?:{_ON})(?!\w))", re.IGNORECASE)

_COUNTED = re.compile(r"(?:\d|\b(?:one|two|three|four|five|six|eight|ten|twelve))\)?\s?-?$", re.IGNORECASE)
"""A number before "business hours": a duration, not the hours of service."""


def hours(text: str) -> list[tuple[str, Span]]:
    """Return the hours of service that words name: "24x7", "business_hours", or the words where they name other hours.

    >>> hours("during business hours 1 hour, outside business hours 4 business hours")[1]
    ('outside business hours', Span(start=30, end=52))
    """
    return [
        (
            "24x7" if match["always"] else "business_hours" if match["on"] else " ".join(match["off"].split()),
            Span(match.start(), match.end()),
        )
        for match in _HOURS.finditer(text)
        if not (match["on"] and _COUNTED.search(text[max(0, match.start() - 16) : match.start()]))
    ]
