"""What an agreement says that it does not give ("no service credits are offered"): another answer than silence.

A denial with a condition ("no credits are given for scheduled maintenance") is an exclusion, not a denial.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor import record
from extractor.document import Clause, Document
from extractor.language import sentences
from extractor.terms.evidence import prove

_CREDIT = (
    r"(?:(?:service|service\s+level|sla|financial|monetary|account)\s+){0,2}(?:credits?|refunds?|compensation|penalt(?:y|ies)|rebates?)"
)
_GIVEN = r"(?:offered|given|granted|paid|due|available|provided|payable|owed|attached|awarded|issued)"
_UPTIME = r"(?:up-?time|availability)"
_PROMISED = r"(?:guarantees?|commitments?|promises?|warrant(?:y|ies)|sla|service\s+levels?|targets?)"
DENIALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "credits",
        re.compile(
            rf"\bno\s+{_CREDIT}(?:\s+or\s+{_CREDIT})?\s+(?:is|are|will\s+be|shall\s+be)\s+{_GIVEN}\b"
            rf"|\b(?:there\s+(?:is|are)|(?:gives?|offers?|provides?|carries|carry|has|have|comes?\s+with|includes?|with))\s+no\s+{_CREDIT}\b"
            rf"|\b(?:does|do|will|shall)\s+not\s+(?:offer|give|grant|provide|include|carry|entitle\s+\w+\s+to)\s+(?:any\s+)?{_CREDIT}\b",
            re.IGNORECASE,
        ),
    ),
    (
        "uptime",
        re.compile(
            rf"\bno\s+(?:\w+\s+)?{_UPTIME}\s+{_PROMISED}\b|\bno\s+{_PROMISED}\s+(?:of|as\s+to|regarding|about|for)\s+(?:the\s+)?{_UPTIME}\b"
            rf"|\b(?:does|do|will|shall)\s+not\s+(?:guarantee|warrant|promise)\s+(?:any\s+|a\s+)?(?:(?:particular|specific|certain|minimum)\s+)?(?:level\s+of\s+)?{_UPTIME}\b"
            rf"|\b{_UPTIME}\s+is\s+not\s+(?:guaranteed|warranted|promised)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "support",
        re.compile(
            r"\bno\s+(?:guaranteed\s+)?response\s+times?\s+(?:is|are)\s+(?:guaranteed|promised|offered|given)\b|\bno\s+guaranteed\s+response\s+times?\b"
            r"|\bresponse\s+times?\s+(?:is|are)\s+not\s+(?:guaranteed|promised|warranted)\b",
            re.IGNORECASE,
        ),
    ),
)
_CONDITION = re.compile(
    r"\b(?:if|unless|where|when|until|for|in\s+respect\s+of|with\s+respect\s+to|during|to\s+the\s+extent|in\s+excess|other\s+than|except|beyond|after|while|because|due\s+to|more\s+than|on\s+the|to\s+(?:free|trial|customers))\b",
    re.IGNORECASE,
)


def find(clauses: Sequence[Clause], document: Document) -> list[record.Denial]:  # noqa: ARG001 - every group is found from both
    """Return what sentences say is not given at all; sentences with a condition deny nothing in general."""
    found: list[record.Denial] = []
    for clause in clauses:
        for sentence in sentences(clause.text):
            words = sentence.of(clause.text)
            for term, pattern in DENIALS:
                match = pattern.search(words)
                if match and not _CONDITION.search(words) and all(denial.term != term for denial in found):
                    found.append(record.Denial(term=term, text=words, evidence=[prove(clause, sentence)], confidence=0.85))
    return found
