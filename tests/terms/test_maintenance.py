"""Maintenance: kinds, and the notice, window and limit of each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import maintenance
from extractor.terms.maintenance_words import mentions, notices

Read = Callable[[str], tuple[list[Clause], Document]]

NOTICE = {
    # text, kind -> notice
    "what cannot wait": (
        "[maintenance] Work that cannot wait, such as closing a hole that is being used, may go ahead without that notice.",
        {"emergency": None},
    ),
    "things that can't wait": (
        "[maintenance] Some things can't wait, mostly patches. We then put a note on the status page before we start.",
        {"emergency": None},
    ),
    "no delay": (
        "[maintenance] Repairs that brook no delay are done whenever needed, if possible after an hour's warning.",
        {"emergency": "PT1H"},
    ),
    "an immediate risk": (
        "[maintenance] Should an immediate risk to safety or data require it, we may interrupt the service at once.",
        {"emergency": None},
    ),
    "announced ahead": ("[maintenance] Planned maintenance is announced at least 3 business days in advance.", {"scheduled": "P3D"}),
    "on notice": ("[maintenance] We carry out scheduled maintenance on ten (10) days' prior written notice.", {"scheduled": "P10D"}),
    "range": ("[maintenance] You are told of planned works 7-14 days beforehand.", {"scheduled": "P7D"}),
    "next sentence": ("[maintenance] Routine maintenance is done at night. We post it 48 hours before.", {"scheduled": "PT48H"}),
    "both kinds alike": (
        "[maintenance] We notify you of scheduled and emergency maintenance 24 hours in advance.",
        {"emergency": "PT24H", "scheduled": "PT24H"},
    ),
    "each its own": (
        "[maintenance] Scheduled maintenance requires 72 hours' notice; emergency maintenance requires 2 hours' notice.",
        {"emergency": "PT2H", "scheduled": "PT72H"},
    ),
    "except patches": (
        "[maintenance] Planned downtime is announced 5 days ahead, with the exception of security patches, which are applied without prior notice.",
        {"emergency": None, "scheduled": "P5D"},
    ),
    "heading names the kind": (
        """
        # Emergency maintenance
        [maintenance] It may take place at any time; where possible you are warned one hour ahead.
        """,
        {"emergency": "PT1H"},
    ),
    "no time given": ("[maintenance] We give reasonable notice of scheduled maintenance.", {"scheduled": None}),
    "in a list of exclusions": (
        """
        [exclusion] Not counted is downtime caused by:
        - [exclusion] maintenance of which you were notified two days before;
        - [exclusion] your own equipment;
        """,
        {"scheduled": "P2D"},
    ),
    "named in the promise": (
        "[uptime_guarantee] The API is up 99.9% of the month, not counting scheduled maintenance.",
        {"scheduled": None},
    ),
    "wrong label": ("[other] Scheduled maintenance windows are posted on the status page 7 days before.", {"scheduled": "P7D"}),
    "operations foretold": ("[other] The host tells its clients in advance about planned network operations.", {"scheduled": None}),
}
NONE = {
    "failures": "[uptime_guarantee] For each unplanned outage longer than ten minutes you are compensated.",
    "customer's own": "[exclusion] Excluded are faults that follow from improper maintenance of your equipment.",
    "software upkeep": "[other] Fees include maintenance and support for the first year.",
    "staff": "[other] Contractor shall provide maintenance personnel and training.",
    "disaster": "[other] The plan prevents loss of data in the event of a planned or unplanned outage.",
    "other notice": "[other] Prices may change on 30 days' notice.",
    "data kept": "[exclusion] Excluded is what follows from the collection, maintenance, management and storage of visitors' data.",
    "hours of service alone": "[maintenance] Monday-Thursday 12:01 a.m. - 12:00 midnight Friday 12:01 a.m. - 12:00 midnight",
    "outages of a move": "[maintenance] Plan, obtain approval, and tell of updates of the move.",
    "in passing": "[measurement] A node that is down because of maintenance is replaced by its neighbour.",
}


@pytest.mark.parametrize("name", NOTICE)
def test_each_kind_has_the_notice_that_stands_beside_it(agreement: Read, name: str) -> None:
    """A notice given to the wrong kind promises a warning before an emergency."""
    text, expected = NOTICE[name]
    found = maintenance.find(*agreement(text))

    assert {entry.kind: entry.notice.duration if entry.notice else None for entry in found} == expected


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_maintenance_of_the_service_gives_no_entry(agreement: Read, name: str) -> None:
    assert maintenance.find(*agreement(NONE[name])) == []


def test_window_and_limit_are_read_from_their_sentences(agreement: Read) -> None:
    [entry] = maintenance.find(
        *agreement(
            """
            # Maintenance
            [maintenance] Planned maintenance takes place on Sundays between 2:00 a.m. and 4:00 a.m. UTC.
            [maintenance] Planned maintenance does not exceed six hours per calendar month.
            """
        )
    )

    assert (entry.window, entry.limit and (entry.limit.duration, entry.limit.per)) == (
        "on Sundays between 2:00 a.m. and 4:00 a.m. UTC",
        ("PT6H", "month"),
    )


def test_window_needs_no_label_where_the_sentence_says_what_is_done(agreement: Read) -> None:
    text = "[other] Acme has to do regular technical maintenance. Scheduled maintenance is performed between 2:00 a.m. and 6:00 a.m. CST."
    [entry] = maintenance.find(*agreement(text))

    assert entry.window == "between 2:00 a.m. and 6:00 a.m. CST"


def test_hours_of_service_are_no_limit(agreement: Read) -> None:
    """Twenty-four hours a day would be the longest limit of all."""
    [entry] = maintenance.find(*agreement("[maintenance] The service runs 24 hours a day apart from scheduled maintenance."))

    assert entry.limit is None


def test_every_quote_stands_in_its_clause(agreement: Read) -> None:
    clauses, document = agreement("[maintenance] Planned maintenance is announced. It is posted two days ahead.")
    texts = {clause.id: clause.text for clause in clauses}

    for entry in maintenance.find(clauses, document):
        assert all(texts[proof.clause][proof.start : proof.end] == proof.quote for proof in entry.evidence)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("scheduled or emergency maintenance", [{"scheduled", "emergency"}]),
        ("planned downtime", [{"scheduled"}]),
        ("urgent security patches", [{"emergency"}]),
        ("maintenance window", [{"scheduled"}]),
        ("unscheduled downtime", []),
        ("maintenance agreement", []),
        ("Customer's maintenance", []),
    ],
)
def test_words_name_kinds(text: str, kinds: list[set[str]]) -> None:
    assert [set(mention.kinds) for mention in mentions(text)] == kinds


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("notified 5 days in advance", ["P5D"]),
        ("with at least forty-eight (48) hours' notice", ["PT48H"]),
        ("e-mailed prior to 2 days", ["P2D"]),
        ("with less than 24 hours' notice", []),
        ("with not less than 24 hours' notice", ["PT24H"]),
        ("lasts up to 4 hours", []),
        ("no more than 8 hours a month", []),
        ("every 30 days", []),
        ("reported within 2 hours after the event", []),
    ],
)
def test_notice_is_time_before_the_event(text: str, iso: list[str]) -> None:
    assert [duration.iso for duration, _ in notices(text)] == iso
