"""How a credit is claimed: within what time and from when, with what, where, and who decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.quantities import Duration, durations
from extractor.taxonomy import ClaimAnchor
from extractor.terms.context import sentences
from extractor.terms.evidence import confidence, prove

_CLAIMING = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|request(?:s|ed|ing)?|notif(?:y|ied|ies)|notice|submit(?:s|ted|ting)?|appl(?:y|ies|ied)|application|report(?:s|ed)?|contact(?:s|ing)?|open(?:s|ed|ing)?|write[sn]?|writing|inform(?:s|ed|ing)?|receive[sd]?|reach(?:es)?|made|file[sd]?|filing|sen[dt]s?|raise[sd]?|ask(?:s|ed|ing)?|dispute[sd]?|contest(?:s|ed)?|challenge[sd]?|lodge[sd]?|create[sd]?|e-?mail(?:s|ed)?|mail|assert(?:s|ed)?|tell|call|drop\s+(?:us\s+)?a\s+line|quer(?:y|ied)|flag(?:s|ged)?|tag|tickets?(?=,?\s+(?:within|no\s+later))|let\s+us\s+know|in\s+which\s+to)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:within|inside(?:\s+of)?|no(?:t)?\s+(?:later|more)\s+than|later\s+than|by\s+the\s+end\s+of|before\s+the\s+end\s+of|before|up\s+to|at\s+the\s+latest|in(?:\s+the)?|prior\s+to|latest|older\s+than|deadline|after|during|have|has|until)\b",
    re.IGNORECASE,
)
_PROVIDER_ACTS = re.compile(
    r"\b(?:we|provider|supplier|vendor|company|(?<!customer['’]s\s)\w+['’]s\s+team)\s+(?:will|shall|answers?|looks?|aims?|checks?|may|reviews?|endeavou?rs?|use)\b[^.;]{0,70}$"
    r"|\b(?:credits?|refunds?|payments?|vouchers?|adjustments?)\s+(?:will|shall|is|are|may|to)\s+(?:\w+\s+){0,5}(?:within|in|no\s+later\s+than)\s*$"
    r"|\b(?:credited|refunded|answers?|respond(?:s|ed)?|repl(?:ies|ied)|issued?|applied|processed?|review(?:ed|s)?|confirm(?:ed|s)?|acknowledge[sd]?|determin\w+|decid\w+|rules?|verif\w+|investigat\w+|paid)\s+(?:\w+\s+){0,4}(?:within|in|no\s+later\s+than)\s*$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:(?<!tax\s)(?<!of\s)credits?|credit(?:ed)?|refunds?|compensation|rebates?|abatements?|reimbursement|sla\s+claims?|penalt(?:y|ies)|deductions?)\b",
    re.IGNORECASE,
)
_ASKS_FOR_CREDIT = re.compile(
    r"\b(?:to\s+(?:receive|claim|obtain|request|be\s+(?:eligible|considered)|qualify\s+for|apply\s+for)|(?:must|shall|should|need\s+to|needs\s+to|has\s+to|have\s+to|may|can)\s+(?:first\s+)?(?:request|claim|submit|notify|apply|ask|file|open|make|contact|send)|(?:makes?|submits?|files?)\s+(?:a|the|its)\s+(?:request|claim)|(?:ask\s+for|request|claim|apply\s+for)\s+(?:an?\s+|the\s+|its\s+|any\s+)?(?:\w+\s+){0,2}?(?:credits?|refunds?|rebates?)\b[^.;]{0,60}?\b(?:within|later\s+than)|claim\s+is\s+(?:filed|made|submitted)|request\s+is\s+(?:made|received|submitted)|(?:requests?|claims?)\s+(?:for\s+(?:\w+\s+){1,4})?(?:(?:must|shall|should|ha(?:s|ve)\s+to|needs?\s+to|(?:is|are)\s+to|will\s+only)\s+(?:be\s+)?(?:made|sent|submitted|received|lodged|filed|considered|reach)|reach))\b",
    re.IGNORECASE,
)
_REMEDY = re.compile(
    r"\b(?:(?:service|sla|service\s+level|availability|up-?time|performance|financial|account|downtime|latency|time)\s+credits?|credit\s+requests?|credits?\s+(?:of|equal\s+to)\s+\d|\d\s?%\s+(?:service\s+)?(?:credit|refund|discount|rebate)|(?:receive|claim|request)\s+(?:an?\s+|the\s+|any\s+)?(?:credit|refund|rebate)|sla[\s-]+compensation|entitled\s+to\s+(?:an?\s+)?(?:\w+\s+)?(?:credit|refund|rebate))\b",
    re.IGNORECASE,
)
"""Words that only a document speaks that gives something for missed service levels."""
_LEAVES = re.compile(
    r"\b(?:terminat\w+|cancel\w*|rescind|disput\w+\s+(?:about|with|of|over)\s+(?:the\s+|such\s+)?(?:fees|invoices?|charges)|fees\s+charged|resolv\w+\s+(?:the\s+|such\s+|any\s+|a\s+)?disputes?|payment\s+is\s+due|days\s+after\s+mailing|indemnif\w+|invoices?\s+(?:is|are|shall\s+be)\s+(?:due|payable)|increase\s+in\s+charges|replac\w+\s+(?:of\s+)?(?:the\s+|that\s+|such\s+|any\s+|an?\s+)?(?:\w+\s+)?(?:persons?|personnel|staff|employees?|individuals?))\b",
    re.IGNORECASE,
)
_ANCHORS: tuple[tuple[ClaimAnchor, re.Pattern[str]], ...] = (
    ("invoice", re.compile(r"\b(?:invoice|bill(?!ing\s+(?:cycle|period|month)))\b", re.IGNORECASE)),
    (
        "incident_end",
        re.compile(
            r"\b(?:end|resolution|restoration|conclusion|close|closure|cessation)\s+of\s+(?:the\s+|such\s+|each\s+|any\s+|an?\s+)?(?:incident|outage|downtime|failure|interruption|unavailab\w+|event|service\s+disruption)|\b(?:has|have|been)\s+(?:ended|resolved|restored)|\b(?:incident|outage|downtime|failure|interruption|fault|event)\s+(?:is|was)?\s?(?:ended|ends|over|resolved|cleared|restored)\b|\bafter\s+(?:the\s+)?(?:service|access)\s+(?:is|was|has\s+been)\s+restored",
            re.IGNORECASE,
        ),
    ),
    (
        "billing_cycle",
        re.compile(
            r"\b(?:end|close|last\s+day)\s+of\s+(?:the\s+|such\s+|that\s+|each\s+)?(?:applicable\s+|relevant\s+|affected\s+)?billing\s+(?:cycle|period|month)|\bfollowing\s+the\s+billing\s+(?:cycle|period)",
            re.IGNORECASE,
        ),
    ),
    (
        "month_end",
        re.compile(
            r"\b(?:end|expiry|expiration|close|last\s+day|conclusion)\s+of\s+(?:the\s+|such\s+|that\s+|each\s+|a\s+|any\s+)?(?:\w+\s+){0,2}(?:month|quarter|period|year)|\bafter\s+the\s+(?:\w+\s+)?(?:month|quarter)\b(?!ly)|\bmonth\s+(?:has\s+)?(?:end(?:s|ed)?)|\bfollowing\s+(?:the\s+)?(?:\w+\s+){0,2}month\b|\bthe\s+month\s+(?:following|after)|\bfollowing\s+(?:calendar\s+)?month\b",
            re.IGNORECASE,
        ),
    ),
    (
        "report",
        re.compile(
            r"\b(?:receipt|publication|date)\s+of\s+(?:the\s+)?(?:\w+\s+)?report\b|\bafter\s+(?:the\s+)?report\s+(?:is|was)", re.IGNORECASE
        ),
    ),
    (
        "notice",
        re.compile(
            r"\b(?:from|after|of|following)\s+(?:the\s+)?(?:date\s+of\s+)?(?:notice|notification|becom\w+\s+(?:aware|eligible))|\bthe\s+time\s+(?:you|customer|the\s+customer)\s+becomes?\s+eligible",
            re.IGNORECASE,
        ),
    ),
    (
        "incident",
        re.compile(
            r"\b(?:incident|outage|downtime|failure|interruption|event|unavailab\w+|occurr\w+|breach|fault|trouble|problem|disruption|service\s+level\s+failure|unavailability|missed)\b",
            re.IGNORECASE,
        ),
    ),
)
_CONTACT = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,40}){1,4}")
_CHANNEL = re.compile(
    r"\b(?:support\s+(?:ticket(?:ing)?\s+system|tickets?|portal|cent(?:er|re)|team|desk|request|case)|ticket(?:ing)?\s+system|customer\s+(?:care|support|service|portal)|account\s+(?:manager|representative|team)|help\s?desk|service\s+desk|billing\s+(?:team|department|ticket|support)|technical\s+support|console|client\s+area|control\s+panel|support)\b",
    re.IGNORECASE,
)
_REQUIRES = re.compile(
    r"\b(?:includ(?:e|es|ing)|contain(?:s|ing)?|with|provid(?:e|ing)|give|specif(?:y|ying)|stat(?:e|ing)|describ(?:e|ing)|together\s+with|accompanied\s+by|along\s+with|detail(?:s|ing))\s+(?P<what>[^.;]{6,200})",
    re.IGNORECASE,
)
_PROOF = re.compile(
    r"\b(?:dates?|times?|logs?|description|details?|evidence|identif\w+|region|account|ticket|records?|duration|screenshots?|documentation|information|stamps?|subject|errors?|requests?)\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"[^.;]{0,80}\b(?:(?:sole|reasonable|good\s+faith|own)\s+(?:\w+\s+)?(?:discretion|determination|judge?ment)|will\s+(?:determine|evaluate|verify|review|decide|validate)|determin(?:e|ation)\s+in\s+good\s+faith|records?\s+(?:will|shall)\s+(?:prevail|be\s+(?:final|conclusive)))[^.;]{0,80}",
    re.IGNORECASE,
)


_DAY_OF = re.compile(
    r"\b(?:by|before|until|no\s+later\s+than|on\s+or\s+before)\s+the\s+(?:[a-z-]+\s+\(?)?(?P<day>\d{1,2})(?:st|nd|rd|th)\)?\s+(?:calendar\s+)?(?:day\s+)?of\s+the\s+(?:(?:following|next|subsequent)\s+(?:calendar\s+)?month|month\s+(?:following|after))",
    re.IGNORECASE,
)
_TO_ASK = re.compile(r"\bto\s+(?:get\s+(?:the|a|your)\s+credit|ask|claim|request|apply|submit|make|send|file)\b", re.IGNORECASE)
_GONE = re.compile(
    r"[^.;]{0,60}\b(?:rights?\s+to\s+(?:an?\s+|the\s+|any\s+)?(?:\w+\s+)?(?:credits?|compensation|refunds?)|claims?)\s+(?:is|are|has|have|lapses?|expires?|ends?|falls?)\b(?:[^.;]{0,20}\b(?:gone|lost|lapsed|expired|barred|forfeited|excluded)\b|[^.;]{0,6}$)?",
    re.IGNORECASE,
)
"""What is lost after a time: "after 90 days the right to a credit is gone"."""
_EXPIRES = re.compile(r"\b(?:expires?|expired|valid|lapses?|used)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
"""Before a time these words tell how long a credit lives, not how long it can be asked for."""
_FIRST_DAYS = re.compile(
    r"\b(?:in|within|during)\s+the\s+first\s+(?P<days>(?:\w+\s+)?\(?\d{0,2}\)?\s{0,2}(?:business\s+|working\s+|calendar\s+)?(?:days|weeks))\s+of\s+the\s+(?:(?:following|next|subsequent)\s+(?:calendar\s+)?month|month\s+(?:following|after))",
    re.IGNORECASE,
)
LIKELY = 0.6
"""Probability from which a label alone settles what a clause is about."""


SURE = 0.85
"""Probability from which the label settles it although the clause names no credit, claim or service level."""
_NAMED = re.compile(r"\b(?:credit(?:s|ed)?|refunds?|compensat\w+|rebates?|reimburse\w*|claim(?:s|ed|ing)?|sla|service\s+levels?|outages?|down-?time|unavailab\w+|incidents?|penalt\w+)\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Window:
    duration: Duration
    anchor: ClaimAnchor | None
    clause: Clause
    span: Span
    weight: float


def find(clauses: Sequence[Clause], document: Document) -> record.Claim | None:  # noqa: ARG001 - every group is found from both
    """Return how a credit is requested; further windows that differ stand in `alternatives`. None when nothing is said."""
    if not _credits_given(clauses):
        return None
    relevant = [clause for clause in clauses if clause.text and _speaks_of_claims(clause)]
    windows = [window for clause in relevant for window in _windows(clause)]
    windows += [window for clause in clauses if clause.kind == "row" for window in _keyed(clause, clauses)]
    known = {clause.id for clause in relevant}
    if not windows:
        windows = [window for c in clauses if c.text and c.id not in known and c.has("service_credit") for window in _windows(c)]
    led = {clause.id for clause in relevant if clause.text.rstrip().endswith((":", ",", "with"))}
    relevant += [c for c in clauses if c.kind == "item" and c.lead_in in led and c.id not in known and not c.has("exclusion")]
    if not relevant and not windows:
        return None
    best = max(windows, key=lambda w: w.weight) if windows else None
    others = _others(windows, best)
    contact, requires, decides = _first(relevant, _contact), _requires(relevant), _first(relevant, _decider)
    if not (best or contact or requires or decides):
        return None
    places: list[tuple[Clause, Span | None]] = [(best.clause, best.span)] if best else []
    places += [(clause, None) for clause in relevant[:2] if best is None or clause.id != best.clause.id]
    return record.Claim(
        window=record.Duration(duration=best.duration.iso, business=best.duration.business) if best else None,
        anchor=best.anchor if best else None,
        requires=requires,
        contact=contact,
        decides=decides,
        alternatives=[
            record.Window(
                duration=w.duration.iso, business=w.duration.business, anchor=w.anchor, evidence=[prove(w.clause, w.span)], confidence=0.7
            )
            for w in others
        ],
        evidence=[prove(clause, span) for clause, span in places],
        confidence=confidence([clause for clause, _ in places], "claim_procedure", rule=0.93 if best else 0.75),
    )


def _credits_given(clauses: Sequence[Clause]) -> bool:
    """Tell whether a document gives anything that could be claimed: a dispute of invoices is no claim of credits."""
    return any(clause.probability("service_credit") >= LIKELY or (clause.text and _REMEDY.search(clause.text)) for clause in clauses)


def _speaks_of_claims(clause: Clause) -> bool:
    """Tell whether a clause is about claiming credits: by its label, or because it says so in so many words."""
    if clause.probability("claim_procedure") >= SURE:
        return True
    if clause.probability("claim_procedure") >= LIKELY:
        return _NAMED.search(" ".join((*clause.path[-1:], clause.text))) is not None
    if clause.has("claim_procedure"):
        return _CREDIT.search(" ".join((*clause.path[-1:], clause.text))) is not None and not _LEAVES.search(clause.text)
    return any(
        _ASKS_FOR_CREDIT.search(words) and _CREDIT.search(words) for words in (span.of(clause.text) for span in sentences(clause.text))
    )


_KEY = re.compile(
    r"(?:(?:service\s+|sla\s+|uptime\s+)?credit\s+)?(?:request|claim|claims|notification)\s+(?:period|window|deadline|time\s?frame|time\s+limit)\W{0,3}",
    re.IGNORECASE,
)


def _keyed(row: Clause, clauses: Sequence[Clause]) -> list[_Window]:
    """Return the window of a row of key terms ("Request period | 30 days"); the terms that use the key say from when it counts."""
    key, _, value = row.text.partition(" | ")
    if not _KEY.fullmatch(key.strip()):
        return []
    use = re.compile(rf"\b{re.escape(key.strip(' :'))}\b", re.IGNORECASE)
    after = next((c.text[match.end() :] for c in clauses if c.id != row.id and (match := use.search(c.text))), "")
    whole = Span(0, len(row.text))
    return [_Window(duration, _anchor(after, after) if after else None, row, whole, 2.5) for duration, _ in durations(value)[:1]]


def _windows(clause: Clause) -> list[_Window]:
    found = []
    for sentence in sentences(clause.text):
        words = sentence.of(clause.text)
        credit = _CREDIT.search(words) is not None
        if not credit and not clause.has("claim_procedure", "service_credit") and not _CREDIT.search(clause.text):
            continue
        if _LEAVES.search(words) and not credit:
            continue
        for duration, span in durations(words):
            if duration.minutes < 1440 or duration.minutes > 525600:
                continue
            before, after = words[: span.start], words[span.end :]
            if _EXPIRES.search(before[-40:]) or _FIRST_DAYS.search(words):
                continue
            if _GONE.match(after) and re.search(r"\bafter\s+$", before, re.IGNORECASE):
                found.append(_Window(duration, _anchor(after, words), clause, sentence, 2.0))
                continue
            if not _LIMIT.search(before[-60:]) or not _CLAIMING.search(words) or _PROVIDER_ACTS.search(before[-110:]):
                continue
            if re.search(r"\bin\s+$", before) and re.match(r"(?:an?|any|each|the|every)\b", words[span.start :], re.IGNORECASE):
                continue  # "not met in a calendar month": the period of measurement
            anchor = _anchor(after, words)
            weight = 1.0 + (
                1.0
                if re.search(
                    r"\b(?:must|shall|need|required|should|to\s+(?:receive|claim|obtain)|you\s+(?:may|can)|claim)\b", before, re.IGNORECASE
                )
                else 0.0
            )
            weight += 0.6 if re.search(r"\bwithin|later\s+than|end\s+of\b", before[-40:], re.IGNORECASE) else 0.0
            weight += 0.5 if anchor else 0.0
            weight += 0.4 if re.search(r"\b(?:credit|claim|request)\w*", words, re.IGNORECASE) else 0.0
            weight += 0.4 if re.search(r"\b(?:credits?|claims?|refund|compensation|rebate)\b", before[-50:], re.IGNORECASE) else 0.0
            weight -= 0.8 if re.search(r"\b(?:only\s+after|not\s+before|earlier\s+than)\b", before[-40:], re.IGNORECASE) else 0.0
            found.append(_Window(duration, anchor, clause, sentence, weight))
        if not durations(words) or _FIRST_DAYS.search(words) or _DAY_OF.search(words) or _NTH_MONTH.search(words):
            found += _next_month(clause, sentence, words)
    return found


def _next_month(clause: Clause, sentence: Span, words: str) -> list[_Window]:
    """Return "by the end of the following month" as one month from the end of the month."""
    match = re.search(
        r"\b(?:end|close|last\s+day)\s+of\s+the\s+(?:calendar\s+)?month\s+(?:following|after)"
        r"|\b(?:end|close|last\s+day)\s+of\s+the\s+(?P<nth>second|third|2nd|3rd)\s+(?:calendar\s+|billing\s+)?(?:month|billing\s+(?:cycle|period))\s+(?:following|after)"
        r"|\b(?:end|close|last\s+day)\s+of\s+the\s+(?:following|next|subsequent)\s+(?:\w+\s+)?(?:month|billing\s+(?:cycle|period)|(?P<quarter>quarter))"
        r"|\b(?:in|during|within|before)\s+the\s+(?:(?:immediately\s+)?(?:following|next|subsequent|ensuing)\s+(?:\w+\s+)?(?:month|billing\s+(?:cycle|period))|(?:\w+\s+)?month\s+(?:after|following))",
        words,
        re.IGNORECASE,
    )
    if first := _FIRST_DAYS.search(words):
        return [_Window(duration, "month_end", clause, sentence, 2.0) for duration, _ in durations(f"within {first['days']} of")[:1]]
    if day := _DAY_OF.search(words):
        return (
            [_Window(Duration(f"P{day['day']}D"), "month_end", clause, sentence, 2.0)]
            if _asked(words, day.start()) or _TO_ASK.search(words, day.end())
            else []
        )
    if nth := _NTH_DAY.search(words):
        after = words[nth.end() :]
        return (
            [_Window(Duration(f"P{nth['day'] or nth['day2']}D"), _anchor(after, words), clause, sentence, 2.4)]
            if _asked(words, nth.start()) or _TO_ASK.search(words, 0, nth.start())
            else []
        )
    months = {"second": 2, "2nd": 2, "third": 3, "3rd": 3}.get((match["nth"] or "").lower(), 1) if match else 1
    months = 3 if match and match["quarter"] else months
    held = match is not None and _HELD.search(words, 0, match.start()) is not None
    return (
        [_Window(Duration(f"P{months}M"), "month_end", clause, sentence, 2.2)] if match and (held or _asked(words, match.start())) else []
    )


_NTH_DAY = re.compile(
    r"\b(?:not|no)\s+later\s+than\s+the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\s+(?:calendar\s+)?day\s+(?:after|following|from)\b|\b(?:by|before|until)\s+the\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)\s+(?:calendar\s+)?day\s+(?:after|following|from)\b",
    re.IGNORECASE,
)
_NTH_MONTH = re.compile(r"\bof\s+the\s+(?:second|third|2nd|3rd)\s+(?:calendar\s+)?(?:month|billing)", re.IGNORECASE)
_HELD = re.compile(
    r"\b(?:we|provider|supplier)\s+must\s+(?:have|receive)\s+(?:it|the\s+(?:ticket|claim|request))\b|\b(?:ping|write|mail|e-?mail|message|tell|ask|drop)\b",
    re.IGNORECASE,
)
"""Plain words for asking, where no word names the claim."""


_TITLED = re.compile(
    r"\b(?:of\s+(?:the\s+)?type|headed|marked|called|titled|subject(?:\s+line)?)\s+[“\"'‘]?(?:\w+\s+){0,2}credits?\b", re.IGNORECASE
)
"""What a ticket is called: the claim and not the credit is to come by a date behind it."""


def _asked(words: str, place: int) -> bool:
    """Tell whether what is to be done by a date is the claim, not the credit."""
    before = words[:place]
    near = _TITLED.sub(" ", before[-90:])
    return (
        bool(_CLAIMING.search(near))
        and not _PROVIDER_ACTS.search(f"{near}in ")
        and not re.search(
            r"\b(?:credit(?:ed|s)?|refund(?:ed|s)?)\s+(?:\w+\s+){0,6}$|\b(?:applied|issued|deducted|paid|credited)\b", near, re.IGNORECASE
        )
    )


def _anchor(after: str, words: str) -> ClaimAnchor | None:
    """Return from when a window counts, by what follows it in the same part of the sentence, else by the sentence."""
    near = re.split(r"[;.]|,\s+(?:and|or|failing|including|with)\b", after)[0][:140]
    if re.match(r"\s*(?:of|after|from|following|since|in|that|to|by|when|as|\()", near) or near.strip():
        found = [(match.start(), order, anchor) for order, (anchor, pattern) in enumerate(_ANCHORS) if (match := pattern.search(near))]
        if found:
            return min(found, key=lambda entry: (entry[1] if entry[0] < 60 else 99, entry[0]))[2]
    return "incident" if re.search(r"\b(?:downtime|outage|incident)\b", words, re.IGNORECASE) else None


def _others(windows: Sequence[_Window], best: _Window | None) -> list[_Window]:
    """Return windows that contradict the best one: another length, just as plainly a deadline for claims."""
    if best is None:
        return []
    found: dict[str, _Window] = {}
    for window in windows:
        if window.duration.iso != best.duration.iso and window.weight >= best.weight - 0.3 and window.clause.id != best.clause.id:
            found.setdefault(window.duration.iso, window)
    return list(found.values())


def _first(clauses: Sequence[Clause], pick: object) -> str | None:
    return next((text for clause in clauses if (text := pick(clause.text))), None)  # type: ignore[operator]


def _contact(text: str) -> str | None:
    mail = _CONTACT.search(text)
    if mail:
        return mail[0].rstrip(".")
    channel = _CHANNEL.search(text)
    return channel[0] if channel else None


def _decider(text: str) -> str | None:
    match = _DECIDES.search(text)
    return match[0].strip(" ,") if match else None


def _requires(clauses: Sequence[Clause]) -> list[str]:
    """Return what a claim must contain: list items below the procedure, or the words after "including"."""
    items = [
        clause.text.strip(" ;.,").removesuffix("; and").removesuffix(" and")
        for clause in clauses
        if clause.kind == "item" and len(clause.text) < 260
    ]
    if items:
        return items[:12]
    found = []
    for clause in clauses:
        for match in _REQUIRES.finditer(clause.text):
            if _PROOF.search(match["what"]):
                found.append(match["what"].strip(" ,"))
    return found[:4]
