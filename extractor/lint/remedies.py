"""Checks of what stands behind a promise: whether it is one, its remedy, the way to claim it and the way out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import record
from extractor.comparison.units import hours, plain, worded
from extractor.lint.findings import Found, labelled, proofs, quote, quoted, said, silent

_REMEDY = re.compile(
    r"\b(?:credit(?:s|ed|ing)?|refund\w*|compensat\w+|rebates?|penalt\w+|liquidated\s+damages|service\s+extension|vouchers?|discount\w*|"
    r"free\s+(?:months?|weeks?|days?|service)|reimburs\w+|price\s+reduction|fee\s+reduction|remed(?:y|ies)|terminat\w+)\b",
    re.IGNORECASE,
)
"""Words after which a document is not silent about remedies, whatever could be read of it."""
_PATH = re.compile(
    r"\b(?:claims?|request\w*|notif\w+|submit\w*|submission|appl(?:y|ies|ication)\s+for|contact\w*|ticket\w*|report(?:s|ed|ing)?|automatic\w*|"
    r"without\s+(?:request|application))\b|\b[\w.+-]{1,64}@[\w-]+\.\w+",
    re.IGNORECASE,
)
_EFFORT = re.compile(
    r"\b(?:(?:commercially\s+)?reasonable|best|good\s+faith|diligent)\s+(?:commercial\s+)?(?:efforts?|endeavou?rs?)\b|\b(?:aims?|strives?|endeavou?rs?|tries|try|intends?|seeks?)\s+to\b|"
    r"\bbest\s+intention\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:month\w*|quarter\w*|annual\w*|year\w*|weeks?|weekly|billing\s+(?:cycle|period)|reporting\s+period|measurement\s+period|calendar|(?:subscription|contract|service)\s+(?:term|period))\b",
    re.IGNORECASE,
)
_EXIT = re.compile(
    r"\b(?:customer|client|licensee|subscriber|you|party|right)\b[^.;]{0,120}\b(?:terminat\w+|cancel\w*)\b|\btermination\s+right\b",
    re.IGNORECASE,
)
_FAILURE = re.compile(
    r"\b(?:service\s+levels?|uptime|availability|SLA|service\s+credits?|service\s+commitment|downtime|outages?)\b", re.IGNORECASE
)


def promise_without_remedy(agreement: record.Agreement) -> Iterator[Found]:
    """Find promised levels of a document that says nothing of a remedy, or says that there is none."""
    promises = [promise for promise in agreement.uptime if promise.binding == "commitment"]
    denials = [denial for denial in agreement.denials if denial.term == "credits"]
    if not promises or agreement.credits or agreement.remedy.caps or any(blank.term == "credits" for blank in agreement.blanks):
        return
    levels = ", ".join(dict.fromkeys(f"{plain(promise.percent)}%" for promise in promises))
    if _lead_elsewhere(agreement, promises):
        return
    if silent(agreement, _REMEDY):
        yield Found(f"{levels} uptime is promised, and nothing follows when it is missed.", proofs(agreement, *promises))
    elif denials and not list(labelled(agreement, "service_credit", "claim_procedure")):
        yield Found(
            f"{levels} uptime is promised, but the document says that nothing is paid when it is missed.",
            proofs(agreement, *promises, *denials),
        )


_SEE = re.compile(
    r"\b(?:see(?!\s+(?:the\s+)?(?:table|below|above))|refer\s+to|more\s+information|as\s+(?:described|set\s+out|set\s+forth|defined)\s+in)\b",
    re.IGNORECASE,
)


def _places(agreement: record.Agreement, promises: list[record.Uptime]) -> list[record.Clause]:
    places = {proof.clause for promise in promises for proof in promise.evidence}
    return [clause for clause in agreement.clauses if clause.id in places]


def _lead_elsewhere(agreement: record.Agreement, promises: list[record.Uptime]) -> bool:
    """Tell whether a promise sends its reader to another paper, which may say what this one does not."""
    return any(_SEE.search(clause.text) for clause in _places(agreement, promises))


def remedy_without_claim(agreement: record.Agreement) -> Iterator[Found]:
    """Find credits of a document that neither pays them by itself nor says how to ask for them."""
    if not (agreement.credits and agreement.uptime) or agreement.claim or agreement.remedy.automatic:
        return
    if list(labelled(agreement, "claim_procedure")) or any(said(labelled(agreement, "service_credit", "remedy_limit"), _PATH)):
        return
    if silent(agreement, _ASKING):
        yield Found(
            "Credits are promised, but not how they are come by: neither that they are paid without a request, "
            "nor how, where and until when to request them.",
            proofs(agreement, *agreement.credits)[:3],
        )


_ASKING = re.compile(
    r"\b(?:request|claim|apply\s+for|receive|be\s+(?:issued|given|granted))\s+(?:\w+\s+){0,4}(?:credit|compensation|refund)s?\b|\bautomatic\w*\b",
    re.IGNORECASE,
)


def promise_of_effort(agreement: record.Agreement) -> Iterator[Found]:
    """Find levels that the provider only tries to reach: missing them is no breach by itself."""
    clauses = {clause.id: clause for clause in agreement.clauses}
    seen: set[str] = set()
    firm = any(promise.binding == "commitment" for promise in agreement.uptime)
    for promise in agreement.uptime:
        if firm and promise.binding == "target":
            continue  # an aim above a promise takes nothing from the promise
        for proof in promise.evidence[:1]:
            clause = clauses.get(proof.clause)
            for _, words, match in said([clause] if clause and proof.part == "text" else [], _EFFORT):
                figure = re.search(r"\d[\d.,]{0,20}(?:\s?%|\s+per\s?cent)", words[match.end() :])
                behind = figure is not None and plain(promise.percent) in figure[0].replace(",", ".")
                if behind and words not in seen:
                    seen.add(words)
                    yield Found(
                        f"{plain(promise.percent)}% is worded as an effort (“{match[0]}”), not as a promise to reach it: missing it is no breach by itself.",
                        (quote(agreement, clauses[proof.clause], words),),
                    )


def no_period(agreement: record.Agreement) -> Iterator[Found]:
    """Find promised levels of a document that names no period over which they are measured."""
    promises = [promise for promise in agreement.uptime if promise.binding == "commitment"]
    if not promises or any(promise.period for promise in promises):
        return
    if _lead_elsewhere(agreement, promises):
        return
    near = [*labelled(agreement, "uptime_guarantee", "measurement", "service_credit", "definition"), *_places(agreement, promises)]
    if not any(_PERIOD.search(" ".join([clause.text, clause.heading or "", clause.lead_in or "", *clause.header])) for clause in near):
        levels = ", ".join(dict.fromkeys(f"{plain(promise.percent)}%" for promise in promises))
        yield Found(
            f"{levels} of what? No period of measurement is stated: over a year it allows twelve times the outage of a month.",
            proofs(agreement, *promises),
        )


_UNLESS = re.compile(r"\b(?:unless|except)\s+(?:otherwise|as|where)\b|\bwithout\s+prejudice\b|\bin\s+addition\s+to\b", re.IGNORECASE)
_TELLING = 40
"""A shorter quote ("Sole Remedy.") proves, but tells nothing; the clause is shown instead."""


def sole_remedy_without_exit(agreement: record.Agreement) -> Iterator[Found]:
    """Find credits as the only remedy of a document that gives no right to leave when the level is missed again and again."""
    if not agreement.remedy.sole_remedy or any(right.holder != "provider" for right in agreement.termination):
        return
    if any(notice.code for notice in agreement.document.warnings if notice.code in {"truncated", "page_unreadable", "not_read"}):
        return
    if any(_UNLESS.search(place.quote) for place in agreement.remedy.evidence.get("sole_remedy", [])):
        return
    if any(_FAILURE.search(words) for _, words, _ in said(agreement.clauses, _EXIT)):
        return
    proof = agreement.remedy.evidence.get("sole_remedy", [])
    places = {place.clause for place in proof if len(place.quote) < _TELLING}
    quotes = tuple(quote(agreement, clause, clause.text) for clause in agreement.clauses if clause.id in places) or quoted(agreement, proof)
    yield Found(
        "What this document gives is the only remedy, and it gives no right to leave: "
        "by this paper the customer stays bound however often the level is missed.",
        quotes,
    )


def claim_windows(agreement: record.Agreement) -> Iterator[Found]:
    """Find two time limits for the same claim."""
    claim = agreement.claim
    if claim is None or claim.window is None:
        return
    for other in claim.alternatives:
        one, two = hours(claim.window.duration), hours(other.duration)
        if one and two and (one != two or claim.window.business != other.business):
            words = worded(record.Duration(duration=other.duration, business=other.business))
            yield Found(
                f"Credits must be requested within {worded(claim.window)} by one clause and within {words} by another.",
                proofs(agreement, claim, other),
            )
