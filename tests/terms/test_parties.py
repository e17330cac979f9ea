"""Parties and dates: who gives the service, to whom, from when, under which law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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
ROLES = {
    "called by names, told apart by duties": (
        """
        [other] This Agreement is made on 4 May 2011 by and between Larkfield Mutual, Inc., a Vermont corporation with offices at 9 Pond Lane, Suite 4, Barre ("Larkfield"), and Peregrine Data Centres, Inc., a Maine corporation ("Peregrine").
        [support] Peregrine shall respond to faults within two hours. Peregrine will restore the links by noon.
        [other] Larkfield shall pay the fees within 30 days. Larkfield will reimburse travel.
        """,
        ("Peregrine Data Centres, Inc.", "Larkfield Mutual, Inc."),
    ),
    "customer first": (
        '[other] This Contract is entered into between Elm Street Bank, a Utah bank (with its branches, "Customer") and Roe & Finch Corporation, acting through its division, R&F Systems ("R&F").',
        ("Roe & Finch Corporation", "Elm Street Bank"),
    ),
    "a company and its contractor": (
        "[other] This agreement is made between Norwood Power, LLC (the “Company”), and Tallis Services LLC (the “Contractor”).",
        ("Tallis Services LLC", "Norwood Power, LLC"),
    ),
    "provision by one to the other": (
        """
        [other] This document has the terms for the provision of managed printing by Inkwell (NZ) Ltd (Inkwell) to the Harbour Board of Otago (HBO).
        [support] Inkwell must repair printers within a day. Inkwell will supply paper. HBO will pay each month.
        """,
        ("Inkwell (NZ) Ltd", "Harbour Board of Otago"),
    ),
}
NOT_FOUND = {
    "users are nobody in particular": (
        '[other] This policy is part of the terms between Skylark Systems, Inc. ("Skylark", "us") and users of Skylark ("you").',
        "customer",
    ),
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


@pytest.mark.parametrize("name", ROLES)
def test_the_beginning_names_both_parties_and_duties_tell_who_serves(agreement: Read, name: str) -> None:
    text, expected = ROLES[name]

    found = parties.find(*agreement(text))

    assert tuple(found[field].value for field in ("provider", "customer")) == expected


def test_a_name_ends_with_its_sentence(agreement: Read) -> None:
    text = "[other] This Agreement is governed by the laws of the State of Nevada. Any action shall be brought in Reno."

    assert parties.find(*agreement(text))["governing_law"].value == "Nevada"


def test_an_agreement_behind_a_table_of_contents_has_its_date(agreement: Read) -> None:
    contents = "\n".join(f"[other] {n}.1 Topic {n}" for n in range(60))
    text = (
        f"{contents}\n[other] This Hosting Agreement is made as of the 3rd day of June, 2004, between the parties.\n"
        + "[other] Words.\n" * 60
    )

    assert parties.find(*agreement(text))["effective_date"].value == "2004-06-03"


def test_a_filing_line_gives_no_date(agreement: Read) -> None:
    clauses, document = agreement("[other] The parties agree as follows.")
    document = replace(document, furniture=("Source: PELHAM CORP, 10-Q, 5/14/2002",))

    assert parties.find(clauses, document)["effective_date"] is None


@pytest.mark.parametrize("name", NOT_FOUND)
def test_roles_examples_and_generalities_give_nothing(agreement: Read, name: str) -> None:
    text, field = NOT_FOUND[name]

    assert dict(parties.find(*agreement(text))).get(field) is None
