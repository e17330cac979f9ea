"""What is excluded in many families of wordings: an item of a list names its cause in the words of its writer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import exclusions

Read = Callable[[str], tuple[list[Clause], Document]]

ITEMS = {
    # the category: items of a list of causes that name it and nothing else
    "legal_order": [
        "a time in which the law or a court forbids us to run the service",
        "orders of the Governor or the Legislature",
        "an instruction of the fire services, the municipality or a court",
        "what the police, a court or the government tells us to do",
        "our shutting something down because the regulator says that we must",
        "a step that a supervisory authority or the law requires of us",
        "a payment held because a sanctions list or a court requires it",
        "directions given by the emergency services",
        "an order from the police to switch off equipment",
        "anything we are obliged by law to do or not to do",
        "a court having ordered us to block an address",
        "seizure of servers by the authorities",
    ],
    "customer_fault": [
        "time that you asked us to keep the server off",
        "somebody at your place deleting the list",
        "actions of Agency personnel or the Agency's contractors",
        "you, your staff, your developers or your own visitors",
        "the Customer itself or its guests",
        "your own doing: dropping a table, pausing the cluster, running a bad migration",
        "Customer, its users or an agent acting for it caused the failure",
        "a change that somebody with a customer administrator account made to the set-up",
        "something done by a person who has your password",
        "breaking our Acceptable Use Policy",
        "locking yourself out with a firewall rule",
        "wrong records that you entered",
        "a setting changed at your request",
        "the Client's failure to give us access to the room",
        "your not having followed our advice",
        "a request you sent us to restart the machine",
        "work by a contractor of the customer",
        "late or missing information from the subscriber",
        "integrations of the Customer flooding the interface",
    ],
    "customer_equipment": [
        "any switch, cabling or device which is not an item of Managed Equipment",
        "wiring, kiosks and power at Agency locations",
        "loss of power at the Association's sites",
        "equipment that was bought, built or moved by the Customer",
        "hardware or software which belongs to you",
        "your own network, clients or databases",
        "a router that you brought yourself",
        "the power supply in the customer's building",
        "the wifi at the customer's office",
        "an identity provider of the customer's own",
        "cabling behind the socket in your rooms",
        "your browser, your laptop or your phone",
    ],
    "third_party": [
        "submarine cables and resolvers not operated by us",
        "a fault in the access network of a wholesale operator",
        "faults on the national research network or at a company which hosts the service for us",
        "trouble on the internet past the edge of our network",
        "an outage of the underlying cloud region",
        "the cloud provider: an outage of a whole region",
        "a fault on the network of a carrier, or on submarine cables",
        "other people's networks once traffic has left our border routers",
        "card schemes, issuers and acquirers",
        "somebody else's service that we call",
        "a supplier we depend on",
        "the firm that runs our data centre",
        "services of others that we do not run",
        "failure of the electricity grid",
        "certificates of an authority that has gone down",
        "the telephone company",
        "mobile operators or number portability",
    ],
    "capacity_limits": [
        "a full disk or exhausted CPU where autoscaling was off",
        "running out of connections",
        "draw in excess of Contracted Power",
        "exceeding a documented limit (partitions, storage)",
        "more requests per second than agreed",
        "the burst allowance being used up",
        "traffic beyond what the plan includes",
        "you sending more messages than your plan covers",
        "a queue that is longer than the plan permits",
    ],
    "suspension": [
        "accounts that we have locked",
        "accounts on hold because the card keeps bouncing",
        "our workspace was frozen because invoices weren't paid",
        "accounts that are suspended or have an invoice more than 14 days late",
        "our having shut the service off because a bill was not paid",
        "an account with a negative balance older than 30 days",
        "a block on the account for non-payment",
        "your organisation being suspended under the main terms",
        "cutting off a customer that owes us money",
    ],
    "unsupported_use": [
        "a Kafka version we've marked end-of-life",
        "an SDK which is no longer supported",
        "a service still marked as pilot",
        "versions past their sunset date",
        "features that carry a preview label",
        "use of the software for something it was not made for",
        "free accounts",
        "the sandbox",
        "servers on an operating system that its maker has given up",
    ],
    "security_attack": [
        "null-routing an address to protect everybody else",
        "a flood of junk traffic aimed at you",
        "somebody breaking into your account",
        "denial of service attacks",
    ],
    "force_majeure": [
        "war, riot, flood, fire that did not start in our plant",
        "things nobody could have prevented",
        "events outside our reasonable control",
        "a strike at the port",
        "an act of God",
    ],
    "short_outage": [
        "outages of under 60 seconds",
        "lasts less than one full minute",
        "anything that is over within five minutes",
        "blips shorter than 90 seconds",
        "a run of fewer than three failed minutes",
    ],
    "scheduled_maintenance": [
        "a release of which you had notice",
        "activity within a Maintenance Window",
        "a restart of which we told you a week ahead",
        "the weekly slot for upgrades",
    ],
    "emergency_maintenance": [
        "repairs that could not wait",
    ],
}
TWO = [
    "planned work or emergency work under section 6",
    "work in your Planned Window, or an urgent fix under section 5.2",
]
NOT = [
    ("actions of Agency personnel", "legal_order"),
    ("emergency changes of less than 30 minutes", "short_outage"),
    # an item, and the category that only one of its words seems to name
    ("an order of the fire services", "force_majeure"),
    ("requests flooding our interface", "force_majeure"),
    ("defects in software controlled by the subscriber causing downtime", "customer_fault"),
    pytest.param(
        "outages that customers notice, caused solely by a carrier",
        "customer_fault",
        marks=pytest.mark.xfail(strict=True, reason="a customer and a cause stand side by side"),
    ),
    ("mistakes inside your server, such as a full disk", "capacity_limits"),
    ("what you did inside the server: lock-outs, full disks", "capacity_limits"),
    ("the Authority's failure to give access", "legal_order"),
    ("a fault in the customer's cabling", "third_party"),
]


def named(agreement: Read, item: str) -> set[str]:
    text = f"""
        [exclusion] No service level is missed where the failure comes from:
        - [exclusion] {item}
        """
    return {entry.category for entry in exclusions.find(*agreement(text))}


@pytest.mark.parametrize(("category", "item"), [(category, item) for category, items in ITEMS.items() for item in items])
def test_item_names_its_category_in_many_wordings(agreement: Read, category: str, item: str) -> None:
    """A cause listed as "other" is missing from every comparison of what two providers answer for."""
    assert named(agreement, item) == {category}


@pytest.mark.parametrize("item", TWO)
def test_planned_and_urgent_work_are_told_apart(agreement: Read, item: str) -> None:
    assert named(agreement, item) == {"scheduled_maintenance", "emergency_maintenance"}


@pytest.mark.parametrize(("item", "category"), NOT)
def test_word_in_another_role_names_no_category(agreement: Read, item: str, category: str) -> None:
    """Credit would be thought lost for a cause that the agreement never excluded."""
    assert category not in named(agreement, item)
