"""Blanks: what a template leaves open is recorded with its place, not as missing and not as a value."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import blanks

Read = Callable[[str], tuple[list[Clause], Document]]

FOUND = {
    "brackets": ("[uptime_guarantee] Provider guarantees [__]% availability in each month.", "uptime"),
    "underscores": ("[uptime_guarantee] The uptime of the system shall be at least ______% per month.", "uptime"),
    "credit": ("[service_credit] The service credit is ____% of the monthly fee.", "credits"),
    "claim": ("[claim_procedure] Credits must be requested within [____] days.", "claim"),
    "empty brackets before a unit": ("[uptime_guarantee] The service is available at least [ ]% of each month.", "uptime"),
    "order form": ("[uptime_guarantee] The target availability is the percentage stated in the Order Form.", "uptime"),
}
NONE = {
    "a box to tick": "[support] [ ] Response within one day. ( ) Response within four hours.",
    "a price of a work": "[performance] 4. | Application documents | 120 days after award | $___________",
    "a remark": "[performance] Holidays of 2 days: Midsummer (date is not fixed) and New Year.",
    "value in brackets": "[uptime_guarantee] Provider guarantees [99.9]% availability in each month.",
    "example": "[reporting] A report follows each month (e.g. the amount of the last month of the term).",
    "citation": "[other] See section [4] of the policy.",
    "signature": "[other] Signed: ____________ Date: __________",
}


@pytest.mark.parametrize("name", FOUND)
def test_a_blank_is_recorded_under_its_term(agreement: Read, name: str) -> None:
    text, term = FOUND[name]

    assert [blank.term for blank in blanks.find(*agreement(text))] == [term]


@pytest.mark.parametrize("name", NONE)
def test_values_and_signature_lines_are_no_blanks(agreement: Read, name: str) -> None:
    assert blanks.find(*agreement(NONE[name])) == []
