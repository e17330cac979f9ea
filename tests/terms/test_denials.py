"""Denials: what an agreement says it does not give, told from silence and from exclusions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import denials

Read = Callable[[str], tuple[list[Clause], Document]]

FOUND = {
    "no credits": ("[service_credit] No service credits are offered under this agreement.", ["credits"]),
    "comes with none": ("[remedy_limit] The levels are goals and come with no credits.", ["credits"]),
    "does not offer": ("[other] The provider does not offer refunds.", ["credits"]),
    "no uptime guarantee": ("[remedy_limit] We give no uptime guarantee.", ["uptime"]),
    "does not guarantee": ("[remedy_limit] Supplier does not guarantee any particular level of availability.", ["uptime"]),
    "response times": ("[support] Response times are not guaranteed.", ["support"]),
}
NONE = {
    "for maintenance": "[exclusion] No credits are given for scheduled maintenance.",
    "if late": "[claim_procedure] No service credit is due if the request comes late.",
    "some plans": "[exclusion] No uptime guarantee is given on the free plan.",
    "silence": "[other] The service is provided from Ghent.",
    "a promise": "[uptime_guarantee] We guarantee an availability of 99.9%.",
}


@pytest.mark.parametrize("name", FOUND)
def test_what_is_said_not_to_be_given_is_a_denial(agreement: Read, name: str) -> None:
    text, expected = FOUND[name]

    assert [denial.term for denial in denials.find(*agreement(text))] == expected


@pytest.mark.parametrize("name", NONE)
def test_conditions_and_promises_deny_nothing(agreement: Read, name: str) -> None:
    """ "No credits for scheduled maintenance" read as "no credits" would hide what is owed."""
    assert denials.find(*agreement(NONE[name])) == []
