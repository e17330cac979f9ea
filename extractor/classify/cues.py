"""A small vocabulary of telling phrases. They are features of the classifier, not its answer."""

from __future__ import annotations

import re

CUES: tuple[tuple[str, str], ...] = (
    ("promise", r"\b(?:guarantee|warrant|commit|promise|ensure|undertake)\w*"),
    ("uptime", r"\b(?:up-?\s?time|availab\w+|unavailab\w+|downtime|outage)"),
    ("at_least", r"\b(?:at least|no(?:t)? less than|minimum of|or (?:better|higher|more))\b|≥"),
    ("credit", r"\b(?:service|financial|account|sla|availability|performance|uptime)\s+credit|\bcredit(?:s|ed)?\b|\brefund|\breimburs|\bcompensat|\bvoucher|\brebate|\bliquidated damages"),
    ("fee", r"\b(?:fees?|charges?|invoice|mrc|billing)\b"),
    ("not_apply", r"\b(?:shall|will|do|does) not (?:apply|include|count|cover)|\bexclud|\bexcept|\bexclusions?\b|\bnot be (?:considered|counted|deemed|included)|\bother than\b|\bnot eligible"),
    ("beyond_control", r"\b(?:beyond|outside)\b.{0,30}\bcontrol\b|\bforce majeure\b"),
    ("terminate", r"\bterminat|\bcancel"),
    ("claim", r"\b(?:must|shall|may|can|need to|has to)\b.{0,40}\b(?:request|claim|submit|notify|apply)|\b(?:claim|request) (?:for )?(?:a )?(?:service )?credit"),
    ("within", r"\bwithin (?:\w+ ){0,3}\(?\d*\)?\s?(?:business |calendar |working )?(?:days?|hours?|minutes?|months?)"),
    ("means", r"[”\"'’]\s*(?:shall )?(?:means?|refers? to|is defined|is calculated)\b|\bmeans\b"),
    ("calculated", r"\b(?:calculat|divided by|subtract|multipl|minus|sum of|measured|monitor)\w*"),
    ("maintenance", r"\bmaintenance\b|\bscheduled downtime\b|\bplanned\b"),
    ("support", r"\b(?:support|help\s?desk|service desk|ticket|severity|priority|respon[sd]|resol|escalat)\w*"),
    ("performance", r"\b(?:latency|packet|jitter|throughput|round.?trip|rto|rpo|recovery|durab|error rate|mttr|repair)\w*"),
    ("sole", r"\b(?:sole|exclusive|only|entire)\b.{0,25}\b(?:remed|liabil|recourse)|\bliab|\bwarrant(?:y|ies)\b|\bin no event\b"),
    ("report", r"\breport|\breview|\bmeeting|\bdashboard|\bsteering"),
    ("duty", r"\b(?:customer|client|subscriber|you|buyer|licensee|authority)\b.{0,20}\b(?:shall|must|will|agree|is responsible|are responsible)\b"),
    ("change", r"\b(?:amend|modif|chang|updat|revis|supersed|prevail|preceden|version)\w*"),
    ("term", r"\b(?:effective|commenc|renew|initial term|expire|term of)\w*"),
    ("example", r"\b(?:for example|for instance|e\.g\.)"),
    ("confidential", r"\b(?:confidential|intellectual property|personal data|indemnif|insurance|governing law|jurisdiction|assign|notices?)\b"),
)

PATTERN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in CUES), re.IGNORECASE)


def cues_in(text: str) -> set[str]:
    """Return the names of the cues that a text holds.

    >>> sorted(cues_in("We guarantee at least 99.9% uptime."))
    ['at_least', 'promise', 'uptime']
    """
    return {match.lastgroup for match in PATTERN.finditer(text) if match.lastgroup}
