"""Reporting: reports and reviews that are promised, with how often."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import reporting

Read = Callable[[str], tuple[list[Clause], Document]]

FOUND = {
    "monthly report": ("[reporting] The provider shall send a monthly availability report.", "monthly"),
    "each quarter": ("[reporting] The parties meet once a quarter to review the service.", "quarterly"),
    "on request": ("[reporting] Customers may request a performance report.", None),
    "report on a service": ("[reporting] Each month the vendor shall report on the availability of the lines.", "monthly"),
    "status page": ("[reporting] A status dashboard is updated every day.", "daily"),
}
NONE = {
    "other label": "[support] Faults are reported to the help desk, which will report back.",
    "meeting about a dispute": "[reporting] The managers must meet to settle the dispute in good faith.",
    "records for a report": "[reporting] The vendor will keep records of each call for reporting purposes.",
    "what meets requirements": "[reporting] Meet the National Records Office requirements for records management, and shall report as asked.",
    "a project's date": "[reporting] If there is a delay in meeting the completion date, the vendor shall continue to review the works.",
    "a breach told": "[reporting] Provider will report to Company each use or disclosure of data not permitted.",
    "works of a project": "[reporting] The contractor shall prepare a gap analysis, and a requirements review.",
    "an approval": "[reporting] The Contractor shall review with the project manager, and obtain approval for, the strategy.",
    "definition": "[reporting] Report: the record of a month's figures.",
}


@pytest.mark.parametrize("name", FOUND)
def test_report_has_its_frequency(agreement: Read, name: str) -> None:
    text, frequency = FOUND[name]

    assert [entry.frequency for entry in reporting.find(*agreement(text))] == [frequency]


@pytest.mark.parametrize("name", NONE)
def test_word_report_alone_promises_none(agreement: Read, name: str) -> None:
    assert reporting.find(*agreement(NONE[name])) == []
