"""Parties and dates: who gives the service, to whom, from when, under which law."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import parties

Read = Callable[[str], tuple[list[Clause], Document]]

FOUND = {
    "between two companies": (
        '[other] This Agreement is made between Brightwater Hosting Ltd ("Provider") and Oakfield Schools Trust ("Customer").',
        {"provider": "Brightwater Hosting Ltd", "customer": "Oakfield Schools Trust"},
    ),
    "roles before names": (
        "[other] The Supplier, Kestrel Networks GmbH, and the Client, Marlow & Sons plc, agree as follows.",
        {"provider": "Kestrel Networks GmbH"},
    ),
    "policy of one company": (
        '[other] This Service Level Agreement is a policy governing the use of Skylark Queue under the terms of the Customer Agreement between Skylark Systems, Inc. ("Skylark", "us" or "we") and users of its services ("you").',
        {"provider": "Skylark Systems, Inc."},
    ),
    "last updated": ("[change_of_terms] Last updated: April 10, 2024", {"effective_date": "2024-04-10"}),
    "effective as of wins over last updated": (
        """
        [change_of_terms] Last updated 3 March 2023
        [term_renewal] This SLA is effective as of 1 May 2023.
        """,
        {"effective_date": "2023-05-01"},
    ),
    "month and year": ("[change_of_terms] Version of June 2022", {"effective_date": "2022-06"}),
    "governing law": ("[other] This Agreement is governed by the laws of the State of Oregon.", {"governing_law": "Oregon"}),
}
NOT_FOUND = {
    "role names only": ("[other] This schedule applies between the Provider and the Customer.", "provider"),
    "date of an example": ("[measurement] For example, on 4 May 2021 the service was down for an hour.", "effective_date"),
    "law in general": ("[customer_duty] Customer shall comply with all applicable laws.", "governing_law"),
}


@pytest.mark.parametrize("name", FOUND)
def test_parties_dates_and_law_are_read_as_written(agreement: Read, name: str) -> None:
    text, expected = FOUND[name]

    found = dict(parties.find(*agreement(text)))

    for field, value in expected.items():
        assert found[field] is not None, field
        assert value in found[field].value, (field, found[field].value)


@pytest.mark.parametrize("name", NOT_FOUND)
def test_roles_examples_and_generalities_give_nothing(agreement: Read, name: str) -> None:
    text, field = NOT_FOUND[name]

    assert dict(parties.find(*agreement(text))).get(field) is None
