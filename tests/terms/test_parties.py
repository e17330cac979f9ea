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
    "current as at": ("[other] Elm Networks Pty Ltd. Current as at 1 July 2021.", {"effective_date": "2021-07-01"}),
    "in figures and in words": ("[change_of_terms] Version of 02/05/2024 (2 May 2024)", {"effective_date": "2024-05-02"}),
    "month and year": ("[change_of_terms] Version of June 2022", {"effective_date": "2022-06"}),
    "governing law in every respect": (
        "[other] This Agreement is governed in all respects by the laws of the Province of Alberta, Canada, without regard to conflicts.",
        {"governing_law": "Alberta, Canada"},
    ),
    "law in capitals": (
        "[other] THESE RIGHTS SHALL BE GOVERNED BY THE LAWS, OTHER THAN CHOICE OF LAW RULES, OF THE STATE OF GEORGIA.",
        {"governing_law": "GEORGIA"},
    ),
    "law in capitals that go on": (
        "[other] THIS AGREEMENT IS GOVERNED BY THE LAWS OF THE STATE OF NEW YORK WITHOUT REGARD TO ITS CONFLICTS OF LAWS RULES.",
        {"governing_law": "NEW YORK"},
    ),
    "governed and interpreted": (
        "[other] This Agreement shall be governed and interpreted according to the laws of the Commonwealth of Virginia.",
        {"governing_law": "Virginia"},
    ),
    "a brand and its company": (
        "[other] These terms apply to all hosting provided by Wren Web, a trading name of Wren & Daughters Limited (Company No. 123456).",
        {"provider": "Wren Web"},
    ),
    "two departments, one of which aims to serve": (
        """
        [other] This is an agreement between Estates and Computing Services ("ECS") and the School of Music ("the School").
        [uptime_guarantee] ECS aims to keep the services in this table available.
        [support] The School will pay for nothing. ECS will respond within an hour.
        """,
        {"provider": "Estates and Computing Services"},
    ),
    "who we are, in a sentence": (
        '[other] Here is what we promise. Wherever we write "we" we mean Dapplegrim GmbH, Kassel.',
        {"provider": "Dapplegrim GmbH"},
    ),
    "who we are, by definition": (
        "[definition] “We”, “us” and “our” means Harbottle Systems Ltd. “You” means the customer.",
        {"provider": "Harbottle Systems Ltd"},
    ),
    "how many of us there are": (
        """
        # FLOUR & FORK
        [other] If our app is down at five, it may as well not exist. There are four of us at Flour & Fork, and you may hold us to it.
        [support] Mail hello@flourandfork.example.
        """,
        {"provider": "Flour & Fork"},
    ),
    "a remark in brackets that says we": (
        """
        [other] Acrewell hosts your shop. Acrewell will answer within a day.
        [support] First reply by a human being, after you've set the priority (we may change it, we'll say why).
        """,
        {"provider": "Acrewell"},
    ),
    "everybody's customer": (
        "[other] These terms are part of the agreement between 9lakes LLC (“9lakes”) and the customer (“Customer”) named in it.",
        {"provider": "9lakes LLC"},
    ),
    "the agreement that it replaces has another date": (
        """
        [other] This contract replaces the former Annex 2, made effective on 4 May 1997.
        [term_renewal] It shall be effective on 6 October 1999 for two years.
        """,
        {"effective_date": "1999-10-06"},
    ),
    "date in the title": (
        "# Wren Data Addendum (last updated March 2, 2021)\n"
        + "[other] Words.\n" * 60
        + "[change_of_terms] Version B, in force 5 May 2019\n"
        + "[other] Words.\n" * 60,
        {"effective_date": "2021-03-02"},
    ),
    "governing law": ("[other] This Agreement is governed by the laws of the State of Oregon.", {"governing_law": "Oregon"}),
    "a letterhead": (
        """
        # ANNEX "AVAILABILITY"
        [other] Garonne Serveurs SAS · version of 4 May 2024
        [uptime_guarantee] The instances are available 99.9% of the month.
        """,
        {"provider": "Garonne Serveurs SAS"},
    ),
    "a letterhead of no legal form": (
        """
        # Managed Kubernetes SLA
        [other] Cairnview Systems · last update 2023-12-12
        [uptime_guarantee] The control plane is available 99.9% of the month.
        """,
        {"provider": "Cairnview Systems"},
    ),
    "the title alone": (
        """
        # Ravensmoor Hosting – SLA for virtual servers
        [uptime_guarantee] Your server is up 99.9% of the month.
        """,
        {"provider": "Ravensmoor Hosting"},
    ),
    "a title in capitals and a footer": (
        """
        # COPPERVANE SERVICE LEVEL AGREEMENT
        [uptime_guarantee] The network is up 99.9% of the month.
        [other] Coppervane · 14 Foundry Row · Tel 0800
        """,
        {"provider": "Coppervane"},
    ),
    "an address with a hyphen": (
        """
        # Zenith Edge CDN Service Level Agreement
        [claim_procedure] Claims must be sent to sla@zenith-edge.example within five days. Zenith Edge will decide.
        """,
        {"provider": "Zenith Edge"},
    ),
    "we, after other words with a capital": (
        '[uptime_guarantee] During each calendar month of the subscription, TurnipStore ("we") keeps its buckets up 99.9% of the time.',
        {"provider": "TurnipStore"},
    ),
    "those who say we": ("[other] At Hedgewick we take pride in keeping your website online.", {"provider": "Hedgewick"}),
    "a product's title and its maker's address": (
        """
        # Elmway Cloud: Service Levels
        [uptime_guarantee] Every instance is up 99.9% of the month.
        [other] Governed by Finnish law. Elmway Oy, Satamakatu 3, Oulu.
        """,
        {"provider": "Elmway Oy"},
    ),
    "a definition of the role": (
        '[definition] In this Schedule "Customer" is Northmoor Homes, and "Supplier" is Hazelwood Managed Services Limited.',
        {"provider": "Hazelwood Managed Services Limited"},
    ),
    "hereinafter, without more": (
        '[other] of Moselle Rechenzentrum GmbH, Industriestrasse 14, hereinafter "MRZ". MRZ guarantees the network. MRZ shall repair it.',
        {"provider": "Moselle Rechenzentrum GmbH"},
    ),
    "status, as translated": ("[change_of_terms] Status: 01.08.2023. This is a translation.", {"effective_date": "2023-08-01"}),
    "a field of a form": (
        "[other] Service provider: Tavistock Digital Pvt Ltd, Pune Start date: ________",
        {"provider": "Tavistock Digital Pvt Ltd"},
    ),
    "a name that two lines tear": (
        """
        [other] This Agreement is made by and between Tidewrack Northern Data
        [other] Services Corp., a Maine corporation (“Tidewrack”) and Norrland Press Limited, a company of England (“Norrland”).
        [support] Tidewrack shall host the journals. Tidewrack will respond to faults. Tidewrack must restore them.
        [other] Norrland shall pay the fees.
        """,
        {"provider": "Tidewrack"},
    ),
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
    "laid out over lines, called by initials": (
        """
        [other] BETWEEN
        # GRAND HARBOUR MUTUAL, INC.
        [other] And
        # SOLENT CARD SERVICES COMPANY
        [support] SCS shall process cards daily. SCS will answer within an hour. SCS will keep records. SCS shall provide reports. SCS serves.
        [other] GHM shall pay the fees. GHM will pay. GHM is a mutual. GHM has members. GHM agrees.
        """,
        ("SOLENT CARD SERVICES COMPANY", "GRAND HARBOUR MUTUAL, INC."),
    ),
    "one line for each party": (
        """
        [other] BETWEEN
        [other] Tidewrack Data Corp., a Maine corporation ("Tidewrack"), having an office at 4 Quay Street, Portland
        [other] AND
        [other] Norrland Press Limited a company registered in England ("Norrland"), whose office is 2 Mill Lane, Ely
        [support] Tidewrack shall host the journals. Tidewrack will respond to faults. Tidewrack must restore them.
        [other] Norrland shall pay the fees.
        """,
        ("Tidewrack Data Corp.", "Norrland Press Limited"),
    ),
    "hereinafter, without between": (
        '[other] LOWMOOR PUMPS, WEST, INC., hereinafter referred to as "LPWI", hereby agrees to provide service to the pumps and QRS, INC., hereinafter referred to as "Customer", agrees to accept such service.',
        ("LOWMOOR PUMPS, WEST, INC.", "QRS, INC."),
    ),
    "neither is called anything": (
        """
        [other] concluded between: Ostrava Mobil a.s., Hlavni 4, Ostrava, and Talwin Ltd, Bahnhofstrasse 3, Thun.
        [support] Talwin Ltd provides to Ostrava a standard service. Talwin Ltd shall repair faults. Ostrava shall grant access.
        [other] Ostrava shall pay. Ostrava helps. Ostrava tests. Talwin Ltd visits. Talwin Ltd waits.
        """,
        ("Talwin Ltd", "Ostrava Mobil a.s."),
    ),
}
NOT_FOUND = {
    "a title that names a kind of service": (
        """
        # Managed Kubernetes Service Level Agreement
        [uptime_guarantee] The control plane is up 99.9% of the month.
        """,
        "provider",
    ),
    "the customer's system in the title of a schedule": (
        """
        # Schedule C – Ravensmoor Benefits Portal: Service Levels
        [uptime_guarantee] The Supplier shall keep the portal available.
        """,
        "provider",
    ),
    "a name in the title of a form that speaks of the Provider": (
        """
        # Ravensmoor Service Level Agreement
        [uptime_guarantee] The Provider shall keep the portal available. Provider will report. Provider may suspend it.
        """,
        "provider",
    ),
    "two companies at the top": (
        """
        # SERVICE LEVEL AGREEMENT
        [other] Garonne Serveurs SAS
        [other] Loire Banque SA
        [uptime_guarantee] The instances are available 99.9% of the month.
        """,
        "provider",
    ),
    "users are nobody in particular": (
        '[other] This policy is part of the terms between Skylark Systems, Inc. ("Skylark", "us") and users of Skylark ("you").',
        "customer",
    ),
    "role names only": ("[other] This schedule applies between the Provider and the Customer.", "provider"),
    "date of an example": ("[measurement] For example, on 4 May 2021 the service was down for an hour.", "effective_date"),
    "law of whichever state": (
        "[other] These Clauses shall be governed by the law of the EU Member State in which the exporter is established.",
        "governing_law",
    ),
    "a form's offerors": ("[other] Offerors will describe their approach. Offerors shall submit a plan. Offerors must agree.", "provider"),
    "a remark in brackets": (
        "[other] Prior Experience and Relationship (contractor to complete). The Contractor shall, the Contractor will report.",
        "provider",
    ),
    "a name left blank": ("[other] This order is between the Ministry of Roads and (Contractor). Contractor shall report.", "provider"),
    "a paper that is agreed to": (
        "[other] Members agree to the Shoreline Access Guide. Shoreline Access Guide provides rules. Shoreline Access Guide may change.",
        "provider",
    ),
    "another agreement's date": (
        "[other] This contract replaces the original purchase contract, made effective on 4 May 1997.",
        "effective_date",
    ),
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
