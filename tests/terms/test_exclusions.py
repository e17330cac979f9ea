"""Exclusions: which categories are taken out, from lists, sentences and definitions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import exclusions

Read = Callable[[str], tuple[list[Clause], Document]]

FOUND = {
    "list": (
        """
        # Exclusions
        [exclusion] The Service Level does not apply to downtime caused by:
        - [exclusion] scheduled maintenance of which we told you;
        - [exclusion] force majeure;
        - [exclusion] your own equipment or your internet connection;
        - [exclusion] a denial of service attack;
        """,
        ["customer_equipment", "force_majeure", "scheduled_maintenance", "security_attack"],
    ),
    "roman numerals in a sentence": (
        "[exclusion] Not counted as downtime are outages caused by (i) acts or omissions of Customer, (ii) failures of telecommunication carriers, or (iii) suspension of the account for non-payment.",
        ["customer_fault", "suspension", "third_party"],
    ),
    "definition of downtime": (
        "[measurement, exclusion] “Downtime” means minutes in which the Platform does not answer, not counting Planned Maintenance and outages shorter than five minutes.",
        ["scheduled_maintenance", "short_outage"],
    ),
    "paid up": ("[exclusion] Credits are only given where all invoices of the customer are paid up.", ["suspension"]),
    "outside the handbook": (
        "[exclusion] We do not answer for outages caused by use of the service outside of its documentation.",
        ["unsupported_use"],
    ),
    "free plans": ("[exclusion] This SLA does not apply to free trials and beta features.", ["unsupported_use"]),
    "authority": ("[exclusion] Unavailability that follows an order of a court or government authority is not counted.", ["legal_order"]),
    "quota": ("[exclusion] We are not responsible for errors that occur because you exceed your rate limits.", ["capacity_limits"]),
    "emergency": ("[exclusion] Emergency maintenance is not included in the calculation of downtime.", ["emergency_maintenance"]),
    "beyond control": ("[exclusion] Downtime does not include events outside our reasonable control.", ["force_majeure"]),
    "third parties": ("[exclusion] Excluded are failures of third-party software and of upstream providers.", ["third_party"]),
}
DEFINED = {
    "not responsible for missing a level": (
        "[exclusion] Vendor shall not be responsible for a failure to meet any Service Level to the extent caused by (i) Client's errors; (ii) a force majeure event; or (iii) scheduled maintenance.",
        ["scheduled_maintenance", "force_majeure", "customer_fault"],
    ),
    "a minimum in the definition": (
        '[measurement, exclusion] "Downtime" means any period of five (5) or more consecutive minutes during which users are unable to log in.',
        ["short_outage"],
    ),
    "told beforehand": ("[exclusion] The following is not downtime: work that we told you about beforehand.", ["scheduled_maintenance"]),
    # a definition of what is permitted, or words for leaving out: (text, the categories)
    "permitted downtime means": (
        '[maintenance, exclusion] "Permitted Downtime" means (a) scheduled maintenance on Sundays; (b) downtime caused by the Clinic\'s network; '
        "(c) failure of a carrier; and (d) force majeure. Emergency maintenance is not Permitted Downtime.",
        ["scheduled_maintenance", "force_majeure", "customer_equipment", "third_party"],
    ),
    "what the formula leaves out": (
        "[measurement, exclusion] U is the number of minutes in which users could not sign in. U leaves out planned maintenance, force majeure and failures of the public internet.",
        ["scheduled_maintenance", "force_majeure", "third_party"],
    ),
    "leaving aside": (
        "[uptime_guarantee] The aim is 98% availability in each quarter, leaving aside maintenance announced five days before.",
        ["scheduled_maintenance"],
    ),
    "are not failed requests": ("[measurement] Requests refused because of your quota are not Failed Requests.", ["capacity_limits"]),
    "urgent work counts": (
        "[exclusion] Downtime does not include (a) planned work; (b) vis major. Emergency repairs count as unscheduled downtime.",
        ["scheduled_maintenance", "force_majeure"],
    ),
    "planned or urgent": (
        "[exclusion] No credit is payable in case of scheduled or emergency maintenance.",
        ["scheduled_maintenance", "emergency_maintenance"],
    ),
    "attacks on your server": ("[exclusion] Not covered are attacks on your server.", ["security_attack"]),
    "networks that we do not run": ("[exclusion] We do not count failures of networks we do not operate.", ["third_party"]),
    "what the customer brought": (
        "[exclusion] Incidents caused by equipment the Client bought elsewhere are excluded.",
        ["customer_equipment"],
    ),
    "what you changed": ("[exclusion] The guarantee does not cover settings you changed.", ["customer_fault"]),
    "blocked accounts": ("[exclusion] Not covered: blocked accounts.", ["suspension"]),
    "nobody can foresee": ("[exclusion] We do not count events nobody can foresee.", ["force_majeure"]),
}
CONTRACTS = {
    # in long contracts, with the customer known by its name: (text, the categories)
    "an exception in front of a promise": (
        "[uptime_guarantee] Except for downtime for scheduled maintenance, Ravel shall make the Tools and Other Third Party Software available to users from 7 to 21 h.",
        ["scheduled_maintenance"],
    ),
    "faults of a named customer": (
        "[exclusion] EXCLUSIONS. Ravel shall not be required to correct problems resulting from (i) Elmbank's failure to install updates; (ii) equipment of carriers; or (iii) work outside the scope of Ravel's Maintenance outlined here.",
        ["third_party", "customer_fault"],
    ),
    "force majeure of one side alone": (
        "[exclusion] Ravel shall not be liable for any delay due to causes beyond its reasonable control, including (i) acts of God; (ii) Elmbank's failure to submit data; (iii) action of any government agency.",
        ["force_majeure", "legal_order", "customer_fault"],
    ),
    "causes beyond a named provider's control": (
        "[remedy_limit, exclusion] Ravel's warranties do not apply to problems (i) caused by factors outside of Ravel’s reasonable control; (ii) that result from Customers’ equipment; or (iii) that result from acts of third parties.",
        ["force_majeure", "customer_equipment", "third_party"],
    ),
    "a list that lost its bullets": (
        "[exclusion] Outage due to problems with Customer provided content, including but not limited to its scripts;",
        ["customer_fault"],
    ),
}
FOREIGN = {
    # other parts of contracts that except something else
    "information that is no secret": """
        # Confidential Information
        ## General Exclusions
        - [exclusion] rightfully in a party's possession before it was received;
        - [exclusion] disclosed by requirement of a governmental agency or third party under a court order.
        """,
    "what bidders declare": """
        # Offeror Representations and Certifications
        - [exclusion] Have been voluntarily suspended.
        - [exclusion] Are not presently indicted or charged by a Government entity.
        """,
    "who may not bid": "# Disqualifications\n- [other] Has other knowledge that would give the Contractor an unfair advantage.",
    "including but not limited to": "[support] The Contractor shall provide support services, including but not limited to:\n- [support] capacity planning for the data center\n- [support] maintenance of event monitoring",
    "costs that a fee leaves out": "# FEES\n[other] Excluded Costs. The fees do not include communication costs and third party charges.",
    "a warranty's exceptions": "[remedy_limit, exclusion] The warranty does not apply to any issues arising from software that has been modified by Customer.",
    "a test version defined": "[definition, exclusion] Trial Feature means an early version of the product that is not generally available.",
    "a severity": "[support] Level 3: Customer is able to conduct business but a function or service is not available.",
    "money credited to accounts": "[customer_duty] Customer shall be responsible for credits or debits to an account resulting from errors of its depositors, and no refund is given.",
    "audit reports": "[other] Upon Customer's written request Ravel shall make available a copy of its third-party audit that is not subject to secrecy.",
    "an end for force majeure": "[termination_right] Either party may terminate the Order if a Force Majeure Event lasts 30 days.",
    "payment and other remedies": "[other] In addition to any other remedies, with respect to amounts that are not paid when due, interest accrues.",
}
NONE = {
    "no planned downtime at all": "[exclusion, maintenance] There is no planned downtime: maintenance is done on one replica at a time and is not exempted.",
    "maintenance alone": "[maintenance] Scheduled maintenance takes place on Sundays between 2 and 4 a.m.",
    "duty": "[customer_duty] Customer shall keep its equipment in working order.",
    "confidentiality": "[other] Confidential information does not include what is publicly known.",
    "support scope": "[support] Our engineers answer questions of your users around the clock.",
    "exception from a notice": "[maintenance] Heron will notify the Client two days before every interruption, with the exception of emergency maintenance, which needs no notice.",
    "licence": """
        [exclusion] Licence Restrictions. The Licensee shall not (i) reverse engineer the program, (ii) sublicense it to a third party, or (iii) use it in breach of this Agreement.
        """,
    "indemnity": """
        [remedy_limit] The Vendor will indemnify the Buyer against claims arising from
        - [exclusion] acts or omissions of the customer's subcontractors;
        """,
    "what a claim has to contain": """
        [claim_procedure] The claim for unavailability must include:
        - [exclusion] log files of your own equipment that show the errors;
        """,
    "prices": "[other] Prices do not include taxes, duties and third-party fees.",
}


def categories(found: list) -> list[str]:  # type: ignore[type-arg]
    return sorted({entry.category for entry in found} - {"other"})


@pytest.mark.parametrize("name", FOUND)
def test_categories_are_named_by_their_words(agreement: Read, name: str) -> None:
    text, expected = FOUND[name]

    assert categories(exclusions.find(*agreement(text))) == expected


@pytest.mark.parametrize("name", DEFINED)
def test_definitions_and_words_for_leaving_out_exclude(agreement: Read, name: str) -> None:
    """What the agreement calls permitted, or what its formula leaves out, costs the customer the credit as a list would."""
    text, expected = DEFINED[name]

    assert set(categories(exclusions.find(*agreement(text)))) == set(expected)


def test_an_item_among_exclusions_is_one_whatever_its_label(agreement: Read) -> None:
    """The classifier takes "Planned activity" for maintenance; the list around it says what it is."""
    text = """
    [other] Bandh and the like:
    - [maintenance] Planned activity informed a day before
    - [exclusion] Issue at the ISP
    - [exclusion] Code deployed by client team
    - [exclusion] Natural calamity
    """

    assert "scheduled_maintenance" in categories(exclusions.find(*agreement(text)))


@pytest.mark.parametrize("name", CONTRACTS)
def test_long_contracts_exclude_in_their_own_names(agreement: Read, name: str) -> None:
    beginning = """
        [other] This agreement is made between Elmbank Savings Limited, of 4 High Street ("Elmbank") and Ravel Systems Ltd ("Ravel").
        [support] Ravel shall repair faults. Ravel will host the service. Ravel must monitor it.
        [other] Elmbank shall pay the fees.
        """
    text, expected = CONTRACTS[name]

    assert sorted(categories(exclusions.find(*agreement(f"{beginning}\n{text}")))) == sorted(expected)


@pytest.mark.parametrize("name", FOREIGN)
def test_other_parts_of_a_contract_exclude_nothing_from_the_service_level(agreement: Read, name: str) -> None:
    """A list of what is no secret, read as a list of excused outages, makes a service level look worthless."""
    assert exclusions.find(*agreement(FOREIGN[name])) == []


@pytest.mark.parametrize("name", NONE)
def test_what_excludes_nothing_gives_no_category(agreement: Read, name: str) -> None:
    assert exclusions.find(*agreement(NONE[name])) == []


def test_the_words_shown_stay_in_their_sentence(agreement: Read) -> None:
    text = (
        "[exclusion] Credits are limited to the fee (MRC) of the circuit for the month of the fault. Not counted are the lines of other carriers "
        "on the way to the exchange (e.g. local loops), the wiring and the ducts inside the building in which the circuit ends, faults that nobody "
        "reported during the month in which they came up, and force majeure events (as defined in section 9), whatever their length."
    )

    found = {entry.category: entry.text for entry in exclusions.find(*agreement(text))}

    assert found["third_party"] == "Not counted are the lines of other carriers on the way to the exchange (e.g. local loops)"
    assert found["force_majeure"] == "force majeure events (as defined in section 9)"


def test_what_fits_no_category_is_kept_with_its_text(agreement: Read) -> None:
    """An unusual exclusion that is dropped would be a surprise to the buyer."""
    found = exclusions.find(
        *agreement(
            """
            [exclusion] The service level does not apply during:
            - [exclusion] the annual company picnic on the second Friday of June;
            """
        )
    )

    assert [(entry.category, "picnic" in (entry.text or "")) for entry in found] == [("other", True)]


@pytest.mark.parametrize(
    "text",
    [
        "[exclusion] Attacks are not in this list: an attack is treated as any other cause of an outage.",
        "[exclusion] Denial of service attacks are no excuse.",
        "[exclusion] Outages at our data centre provider do count.",
        "[exclusion] Attacks aren't among the exceptions.",
    ],
)
def test_what_is_said_to_count_is_not_excluded(agreement: Read, text: str) -> None:
    """A provider that answers for attacks would be shown as one that does not."""
    assert exclusions.find(*agreement(text)) == []
