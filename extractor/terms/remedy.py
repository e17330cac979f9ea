"""What surrounds the credits: caps, whether they are the only remedy, whether they come without request, and in which form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.taxonomy import RemedyForm
from extractor.terms.context import sentences
from extractor.terms.evidence import confidence, prove
from extractor.terms.remedy_caps import CREDITS, CapFound, caps_in

_WHO = r"(?:we|you|it|customers?|(?:the|an?)\s+[\w-]+)"
_THE_CREDIT = r"(?:(?:the|these|those|such|this|an?|any)\s+)?(?:\w+\s+)?(?:credits?|reductions?|rebates?)"
_SOLE = re.compile(
    r"\b(?:sole(?:ly)?|exclusive(?:ly)?|only|entire|final)\s+(?:and\s+(?:exclusive|sole|only|entire|complete)\s+)?(?:(?:financial|available|contractual|monetary|legal|possible)\s+){0,2}(?:remed(?:y|ies)|recourse|compensation|entitlement)\b"
    r"|\b(?:sole|exclusive|only|entire)\s+(?:claims?|rights?|liability)\s+(?:for|against|in\s+respect\s+of|arising|because|in\s+case\s+of|on\s+account\s+of)\b"
    r"|\b(?:takes?|taking|in)\s+(?:the\s+)?place\s+of\s+(?:all|any|every)\s+other\b|\binstead\s+of\s+(?:all|any|every)\s+other\b|\b(?:all|any)\s+(?:other|further)\s+(?:claims?|rights?|remedies)\b[^.;]{0,60}\b(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:excluded|waived|ruled\s+out)\b"
    r"|\bwaives?\s+(?:any|all)\s+(?:other|further)\s+(?:claims?|rights?|recourse|remed\w+)|\b(?:are|is)\s+(?:all|the\s+only\s+thing)\s+(?:that\s+)?(?:you|customer|the\s+(?:customer|client|subscriber|tenant))\s+(?:can\s+|may\s+|will\s+)?(?:claim|gets?|ask|receives?|expect|demand|is\s+owed|are\s+owed)\b"
    r"|\bexclusive\s+compensation\b|\ball\s+the\s+compensation\s+(?:that\s+)?there\s+is\b|\b(?:whole|entire|sole)\s+and\s+only\s+(?:responsibility|liability|obligation)\b|\b(?:are|is)\s+all\s+(?:that\s+)?(?:the\s+)?[\w-]+\s+owes\b"
    r"|\bother\s+(?:claims?|remedies|rights)\b[^.;]{0,50}\b(?:is|are)\s+(?:excluded|waived|ruled\s+out)\b|\b(?:not|no|cannot)\b[^.;]{0,40}\b(?:claim|demand|seek|compensation|remed\w+|damages)\s+(?:\w+\s+){0,3}other\s+than\s+(?:the\s+|a\s+|such\s+|these\s+)?(?:service\s+)?(?:credit|reduction|refund|rebate|compensation)"
    r"|\bsole\s+and\s+exclusive\s+(?:obligation|liability|right|means|financial\s+\w+)\b|\b(?:sole|exclusive)\s+and\s+(?:sole|exclusive|entire)\s+\w+\s+(?:of|for|to)\b[^.]{0,60}\b(?:fail\w*|breach|miss\w*|downtime|unavail\w*)"
    r"|\bno\s+other\s+(?:remed\w+|compensation|claims?|recourse)\b|\bin\s+lieu\s+of\s+(?:any|all)\s+other\s+(?:rights|remed)|\bonly\s+remed|\bexhaustive(?:ly)?\b[^.]{0,40}\b(?:remed|claim)|"
    r"\bremed(?:y|ies)\b[^.]{0,60}\b(?:is|are|shall\s+be)\s+(?:(?:the|its|your|their|strictly)\s+)?(?:sole|exclusive|limited\s+(?:exclusively\s+|solely\s+)?to)\b|\b(?:full\s+and\s+final|in\s+full)\s+(?:satisfaction|settlement)\b"
    rf"|\b(?:is|are)\s+(?:all|everything)\s+(?:that\s+)?{_WHO}\s+(?:can\s+|may\s+|will\s+|shall\s+)?(?:owes?|claims?|gets?|asks?|receives?|expects?|demands?|is\s+owed|are\s+owed)\b"
    rf"|\bthe\s+only\s+thing\s+(?:that\s+)?(?:{_WHO}\s+(?:can\s+|may\s+)?(?:asks?|claims?|owes?|gets?)|is\s+(?:owed|due))\b"
    rf"|\b(?:beyond|apart\s+from|besides|other\s+than|except(?:\s+for)?)\s+{_THE_CREDIT}\b[^.;]{{0,80}}(?:\bnothing\b|\b(?:no|not|never)\b[^.;]{{0,40}}\b(?:claims?|rights?|remed\w+|liab\w+|compensation)\b)"
    rf"|\b(?:no\s+(?:\w+\s+)?(?:claims?|rights?|compensation)|nothing)\b[^.;]{{0,40}}\b(?:beyond|more\s+than|other\s+than|apart\s+from|besides)\s+{_THE_CREDIT}\b|\bnothing\s+(?:more|else|further)\s+(?:is|will\s+be)\s+(?:due|owed)\b"
    r"|\b(?:settles?|satisf(?:y|ies)|discharges?)\s+(?:all|every|any)\s+(?:\w+\s+)?claims?\b|\ball\s+(?:\w+\s+)?claims\b[^.;]{0,60}\b(?:is|are)\s+(?:\w+\s+)?(?:settled|satisfied|discharged)\b",
    re.IGNORECASE,
)
_NOT_SOLE = re.compile(
    r"\b(?:without\s+prejudice\s+to|in\s+addition\s+to)\b[^.]{0,60}\b(?:other|further|additional)\b[^.]{0,40}\b(?:remed\w+|rights?|damages|claims?)\b"
    r"|\bnot\s+(?:be\s+)?(?:deemed\s+(?:to\s+be\s+)?|considered\s+)?(?:(?:the|its|your|our|their|an?|[\w.&-]{2,30}['’]s?)\s+){0,2}(?:sole|exclusive|only)\b|\bnon-exclusive\s+remed|\b(?:neither|nor)\b[^.;]{0,40}\b(?:sole|exclusive|only)\s+(?:and\s+\w+\s+)?remed"
    r"|\b(?:do(?:es)?|shall|will)\s+not\s+(?:limit|affect|exclude|restrict|prejudice)\b[^.]{0,80}\b(?:remed\w+|rights?|damages|claims?)\b|\bfurther\s+claims[^.]{0,60}\bunaffected\b"
    r"|\b(?:do(?:es)?|shall|will|did)\s*(?:not|n['’]t)\s+(?:take\s+away|stop|prevent|keep|bar|replace|touch)\b[^.]{0,80}\b(?:remed\w+|rights?|damages|claim\w*)\b|\b(?:on\s+top\s+of|next\s+to)\s+(?:any|all|every|the)\s+other\s+(?:claims?|rights?|remed\w+)\b"
    r"|\bnothing\b[^.]{0,40}\b(?:limits?|affects?|excludes?|restricts?|takes?\s+away)\b[^.]{0,60}\bother\s+(?:rights?|remed\w+|claims?)\b|\bleaves?\s+(?:all\s+|any\s+|the\s+)?other\s+(?:rights?|remed\w+|claims?)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:settles?|is|are|be|was|were|shall|will|has|have|constitutes?|represents?|describes?|agrees?|provides?|states?|sets?|limited|means|becomes?|remains?|may|must|can(?:not)?|receives?|takes?|contains?)\b",
    re.IGNORECASE,
)
"""A title alone ("Sole remedy.") or a line of a table of contents says nothing."""
_ELSEWHERE = re.compile(
    r"\b(?:breach(?:es)?\s+of\s+(?:\w+\s+){0,3}(?:warrant\w+|representations?)|(?:terminat\w+|termination)\s+for\s+convenience|non-?conforming\s+(?:product|application|software|deliverable)s?|defective\s+(?:media|goods|products?))\b",
    re.IGNORECASE,
)
"""What else a remedy can be the only one for."""
_PAID_BACK = re.compile(
    r"\b(?:credits?|credited|rebates?|compensat\w+|refund\w*|discounts?|vouchers?|reductions?|liquidated)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:(?:service|sla|uptime|availability|downtime|outage|level|performance)\s+credits?|compensation|refunds?|rebates?)\b",
    re.IGNORECASE,
)
"""Credits that can be meant alone: a limit of credit, or a credit to an account, is none."""
_MUST_ASK = re.compile(
    r"\b(?:please|must|shall|needs?\s+to|ha(?:s|ve)\s+to|required\s+to)\s+(?:[\w-]+\s+){0,10}?(?:to\s+)?(?:request|claim|apply\s+for|ask\s+for)\s+(?:[\w()-]+\s+){0,8}?credits?\b",
    re.IGNORECASE,
)
_IN_CREDITS = re.compile(
    r"\bin\s+the\s+form\s+of\s+(?:a\s+|an\s+)?(?:\w+\s+){0,2}credits?\b|\bcredited\s+(?:to|against)\s+(?:\w+\s+){0,3}(?:account|invoice|bill)",
    re.IGNORECASE,
)
_OTHER_SUBJECT = re.compile(
    r"\b(?:infring\w+|indemni\w+|confidential\w*|injuncti\w+|jurisdiction|intellectual\s+property|owner(?:ship)?)\b", re.IGNORECASE
)
_AUTOMATIC = re.compile(
    r"\bautomatic(?:ally)?\b|\bwithout\s+(?:(?:any|the\s+need\s+for|being|a|your|customer['’]s|further|prior)\s+){0,3}(?:request|claim|ask|action|appl)\w*|\bno\s+(?:request|claim|action|application)\s+(?:is\s+|by\s+\w+\s+is\s+)?(?:needed|required|necessary)|"
    r"\bproactively\b|\b(?:need|do|does)\s+not\s+(?:need\s+to\s+|have\s+to\s+)?(?:request|claim|apply|ask)\b",
    re.IGNORECASE,
)
_NOT_AUTOMATIC = re.compile(r"\bnot\s+(?:be\s+)?(?:\w+\s+)?automatic", re.IGNORECASE)
_ON_REQUEST = re.compile(
    r"\b(?:must|shall|needs?\s+to|ha(?:s|ve)\s+to|required\s+to|should|may|please|can|to\s+(?:receive|obtain|claim|request|be\s+eligible|apply)|if)\b[^.]{0,110}?\b(?:request(?:s|ed|ing)?|claim(?:s|ed|ing)?|contact|notif(?:y|ies|ied|ying)|submit(?:s|ted)?|open(?:s|ing)?\s+an?|apply|applications?|written|"
    r"in\s+writing|ticket|e-?mail|ask|call)\b|\b(?:requests?|claims?)\s+must\b|\b(?:up)?on\s+(?:(?:the|your|written|customer['’]s|client['’]s|subscriber['’]s|a|valid)\s+){0,3}(?:request|claim|application)\b",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"\b(?:(?:days?|time|months?|weeks?)\s+(?:of\s+)?(?:(?:free|additional|extra)\s+)?(?:service\s+)?(?:(?:will|shall|to)\s+be\s+|being\s+)?added\s+(?:to|at)|extensions?\s+(?:of|to|by)\b|(?:is|are|be|been)\s+extended\s+(?:by|for|at)|extend(?:ed|ing)?\s+(?:the|your|customer['’]s)|service\s+extension|"
    r"added\s+to\s+(?:the\s+end\s+of\s+)?(?:your|the|customer['’]s)\s+(?:\w+\s+)?(?:account|term|subscription))\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\bcredit(?:s|ed)?\b|\bvouchers?\b|\bdiscount(?:ed)?\b|\bdeduct(?:ed|ion)s?\b|\bset\s+off\b|\bprice\s+reductions?\b|\brebates?\b|\babatement\b|\bcredit\s+notes?\b",
    re.IGNORECASE,
)
_REFUND = re.compile(r"\brefund(?:s|ed)?\b|\bmoney[\s-]back\b|\breimburse(?:d|ment|s)?\b|\bpa(?:y|id)\s+back\b", re.IGNORECASE)
_NO_CASH = re.compile(
    r"\b(?:not?|never|nothing|cannot|won['’]t|non)\b[^.]{0,70}\b(?:refund|cash|money|paid\s+out|reimburse)\w*", re.IGNORECASE
)
_CHOICE = re.compile(r"\b(?:credit\w*\s+or\s+(?:a\s+)?refund\w*|refund\w*\s+or\s+(?:a\s+)?(?:\w+\s+)?credit\w*)\b", re.IGNORECASE)

_TOTAL = re.compile(
    r"\b(?:total|maximum|aggregate|sum\s+of)\s+(?:(?:of|all|amount|service|any|such|these|the|fee)\s+){0,3}(?:credits|penalt(?:y|ies)|deductions?|reductions?|rebates?|refunds|liquidated\s+damages)\b"
    r"|\b(?:service\s+credits|credits|rebates)\s+(?:for|of|in|under)\s[^.;]{0,60}\b(?:not|never)\b",
    re.IGNORECASE,
)
"""A limit of the credits, in whichever clause it stands."""

_SURE = 0.85
"""Probability from which a clause is about claims even where it names no credit."""

V = TypeVar("V")


class Said(NamedTuple, Generic[V]):
    """Hold what a document says, with the clause and the sentence that say it."""

    value: V
    clause: Clause
    span: Span


def find(clauses: Sequence[Clause], document: Document) -> record.Remedy:  # noqa: ARG001 - every group is found from both
    """Return caps, sole remedy, request and form, each with its words; a member that nothing is said of stays None."""
    caps = [cap for clause in clauses if _may_cap(clause) for cap in caps_in(clause)]
    sole, automatic, form = _sole(clauses), _automatic(clauses), _form(clauses)
    said = [
        ("sole_remedy", sole, "remedy_limit", 0.95),
        ("automatic", automatic, "claim_procedure", 0.85),
        ("form", form, "service_credit", 0.85),
    ]
    return record.Remedy(
        caps=_distinct(caps),
        sole_remedy=sole.value if sole else None,
        automatic=automatic.value if automatic else None,
        form=form.value if form else None,
        evidence={name: [prove(one.clause, one.span)] for name, one, _, _ in said if one},
        confidence={name: confidence([one.clause], label, rule=rule) for name, one, label, rule in said if one},
    )


def _may_cap(clause: Clause) -> bool:
    return bool(clause.text) and (
        not clause.labels
        or clause.has("service_credit", "remedy_limit", "uptime_guarantee", "claim_procedure", "definition")
        or bool(_TOTAL.search(clause.text))
    )


def _distinct(caps: Sequence[CapFound]) -> list[record.Cap]:
    kept: dict[tuple[float, str], record.Cap] = {}
    for cap in caps:
        amount = round(float(cap.paid.amount), 4)
        if amount <= 0:
            continue
        kept.setdefault(
            (amount, cap.paid.unit),
            record.Cap(
                amount=amount,
                unit=cap.paid.unit,
                basis=cap.paid.basis,
                currency=cap.paid.currency,
                period=cap.period,
                evidence=[prove(cap.clause, cap.span)],
                confidence=confidence([cap.clause], "service_credit", rule=0.9),
            ),
        )
    return list(kept.values())


def _sentences(clauses: Sequence[Clause], *labels: str) -> Iterator[tuple[Clause, Span, str]]:
    """Yield the sentences of the clauses that carry one of the labels, and of clauses without any label."""
    for clause in clauses:
        if clause.has(*labels) or not clause.labels:
            for span in sentences(clause.text):
                yield clause, span, span.of(clause.text)


def _sole(clauses: Sequence[Clause]) -> Said[bool] | None:
    """Return whether the remedies are said to be the only ones; "without prejudice to other remedies" counts as no."""
    places = list(
        _sentences(clauses, "remedy_limit", "service_credit", "termination_right", "claim_procedure", "uptime_guarantee", "exclusion")
    )
    for clause, span, words in places:
        about = bool(CREDITS.search(_subject(clause, words))) or clause.has("remedy_limit")
        if _ELSEWHERE.search(words) and not _PAID_BACK.search(words):
            continue
        if about and _SOLE.search(words) and _SAYS.search(words) and not _NOT_SOLE.search(words) and not _OTHER_SUBJECT.search(words):
            return Said(True, clause, span)
    for clause, span, words in places:
        about = bool(re.search(r"\b(?:credits?|rebates?|compensation|liquidated)\b", _subject(clause, words), re.IGNORECASE)) or (
            clause.has("remedy_limit") and bool(re.search(r"\bunaffected\b", words))
        )
        if about and _NOT_SOLE.search(words):
            return Said(False, clause, span)
    return None


def _subject(clause: Clause, words: str) -> str:
    """Return the words in which a sentence names its subject: one that begins with "They" or "It" leaves that to its clause."""
    return clause.text if re.match(r"\W{0,3}(?:they|it|these|this|those)\b", words, re.IGNORECASE) else words


def _automatic(clauses: Sequence[Clause]) -> Said[bool] | None:
    """Return True where credits come by themselves, False where the customer must ask."""
    for clause, span, words in _sentences(clauses, "service_credit", "claim_procedure"):
        if _AUTOMATIC.search(words) and CREDITS.search(f"{words} {' '.join(clause.path)}") and not _NOT_AUTOMATIC.search(words):
            return Said(True, clause, span)
    for clause, span, words in _sentences(clauses, "claim_procedure"):
        if _ON_REQUEST.search(words) and (
            (CREDITS if clause.labels else _NAMED).search(words)
            or (
                clause.probability("claim_procedure") >= _SURE
                or (clause.labels and CREDITS.search(f"{clause.text} {' '.join(clause.path)}"))
            )
        ):
            return Said(False, clause, span)
    for clause, span, words in _sentences(clauses, "service_credit"):
        if re.search(
            r"\b(?:up)?on\s+(?:\w+\s+){0,3}request\b|\bmust\s+(?:be\s+)?(?:request|claim|appl)|\bmay\s+(?:request|claim|apply\s+for)\b",
            words,
            re.IGNORECASE,
        ) and CREDITS.search(words):
            return Said(False, clause, span)
    asked = ((clause, span) for clause in clauses for span in sentences(clause.text) if _MUST_ASK.search(span.of(clause.text)))
    return next((Said(False, clause, span) for clause, span in asked), None)


def _form(clauses: Sequence[Clause]) -> Said[RemedyForm] | None:
    """Return the form of the remedy; "not refundable" does not make it a refund."""
    found: dict[RemedyForm, Said[RemedyForm]] = {}
    for clause, span, words in _sentences(clauses, "service_credit"):
        forms: tuple[tuple[RemedyForm, bool], ...] = (
            ("any", bool(_CHOICE.search(words)) and not _NO_CASH.search(words)),
            ("extension", bool(_EXTENSION.search(f"{words} {' '.join(clause.header)}"))),
            (
                "credit",
                bool(_CREDIT.search(words)) and (bool(clause.labels) or bool(re.search(r"\bservice\s+credit", words, re.IGNORECASE))),
            ),
            ("refund", bool(_REFUND.search(words)) and not _NO_CASH.search(words) and bool(clause.labels)),
        )
        for form, says in forms:
            if says:
                found.setdefault(form, Said(form, clause, span))
    for clause, span, words in _sentences(clauses, "claim_procedure"):
        if "credit" not in found and CREDITS.search(words) and _IN_CREDITS.search(words):
            found["credit"] = Said("credit", clause, span)
    for form in ("any", "extension", "credit", "refund"):
        if form in found:
            return found[form]
    return None
