"""Claims: how long a customer has to ask for a credit, from when, where, and with what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractor.document import Clause, Document
from extractor.terms import claim

Read = Callable[[str], tuple[list[Clause], Document]]

CREDIT = "[service_credit] Below 99.9% you receive a credit of 10% of the monthly fee.\n"
WINDOWS = {
    "the second billing month": (
        "[claim_procedure] File a ticket of type SLA credit by the end of the second billing month after the incident.",
        "P2M",
        False,
        "month_end",
    ),
    "the following quarter": (
        "[claim_procedure] The Client shall lodge its claim by the last day of the following calendar quarter.",
        "P3M",
        False,
        "month_end",
    ),
    "the right is gone": ("[claim_procedure] After 90 days the right to a credit is gone.", "P90D", False, None),
    "brackets of a template": (
        "[claim_procedure] Customer shall submit its claim for Service Credits within [thirty (30)] days after the end of the month.",
        "P30D",
        False,
        "month_end",
    ),
    "the twentieth day after the bill": (
        "[claim_procedure] To get the credit, send in the card not later than the 20th day after the date of the bill.",
        "P20D",
        False,
        "invoice",
    ),
    "the second month after": (
        "[claim_procedure] To receive a credit, open a ticket. We must have it by the end of the second month after the month in which the fault took place.",
        "P2M",
        False,
        "month_end",
    ),
    "plain words for asking": (
        "[claim_procedure] Ping support before the end of the following month and say which credit.",
        "P1M",
        False,
        "month_end",
    ),
    "after the incident": ("[claim_procedure] You must request the credit within 30 days of the incident.", "P30D", False, "incident"),
    "after the month": (
        "[claim_procedure] Claims must be sent no later than 15 days after the end of the month.",
        "P15D",
        False,
        "month_end",
    ),
    "business days": (
        "[claim_procedure] Customer must notify Provider within five (5) business days of the outage.",
        "P5D",
        True,
        "incident",
    ),
    "credit just before the time": (
        "[claim_procedure] Customer shall call the helpdesk and request a credit within ten days after the end of the month.",
        "P10D",
        False,
        "month_end",
    ),
    "billing cycle": (
        "[claim_procedure] The credit request must reach us by the end of the second billing cycle after the incident.",
        "P2M",
        False,
        "incident",
    ),
    "following month": ("[claim_procedure] Write to us before the end of the following month.", "P1M", False, "month_end"),
    "next month, in the credit rule": (
        "[service_credit] You receive 10% back if a claim is filed in the next billing month.",
        "P1M",
        False,
        "month_end",
    ),
    "day of the month": ("[claim_procedure] Requests must be sent by the 15th day of the following month.", "P15D", False, "month_end"),
    "ticket and request": (
        "[claim_procedure] Open a ticket within 72 hours and submit the credit request within fifteen days of the event.",
        "P15D",
        False,
        "incident",
    ),
    "wrong label": ("[support] To receive a credit, you must open a case within 14 days of the outage.", "P14D", False, "incident"),
    "requests that must be made": (
        "[remedy_limit] Credit requests must be made within thirty (30) days of the trouble.",
        "P30D",
        False,
        "incident",
    ),
    "a page of key terms": (
        """
        |! Key term | Value
        | [claim_procedure] Request period | [30] days
        [claim_procedure] To get a Credit, Customer must send a request within the Request Period after the incident.
        """,
        "P30D",
        False,
        "incident",
    ),
    "not later than": ("[service_credit] No credit may be requested later than 60 days after the incident.", "P60D", False, "incident"),
    "first days of the next month": (
        "[claim_procedure] Mail your claim in the first 7 days of the following month.",
        "P7D",
        False,
        "month_end",
    ),
    "a day of the next month": (
        "[claim_procedure] Customer has until the fifteenth (15th) day of the following month to ask for a credit.",
        "P15D",
        False,
        "month_end",
    ),
    "report and ask": (
        "[other] Customer shall report the problem and ask for credit within three days of the occurrence.",
        "P3D",
        False,
        "incident",
    ),
    "plain words": ("[claim_procedure] Drop us a line within a week of the outage.", "P1W", False, "incident"),
    "we answer later": (
        "[claim_procedure] Send your claim within 20 days of the incident; we will answer within 45 days.",
        "P20D",
        False,
        "incident",
    ),
}
NO_WINDOW = {
    "provider pays": "[claim_procedure] Ask support for your credit. We will issue the credit within 30 days.",
    "credits are applied": "[claim_procedure] Requests are made by e-mail; credits are applied within two billing cycles.",
    "how long a credit lives": "[claim_procedure, service_credit] Credits may be claimed by mail. Credits expire after 12 months.",
    "period of measurement": "[service_credit] If the guarantee is not met in a calendar month, you receive a credit on request.",
    "a period of another kind": "| [term_renewal] Renewal period | 30 days",
    "another person asked for": "[claim_procedure] If the Board requests replacement of the person, the Contractor must replace the employee within 45 days.",
    "leaving": "[claim_procedure] Customer may cancel the service by telling us within 30 days after a rise in charges.",
}
NONE = {
    "nothing is credited": "[claim_procedure] Customer must report defects within 20 days of delivery.",
    "disputed invoice": "[other] A dispute about the fees charged must be notified within 30 days of the invoice.",
    "indemnity": "[other] The indemnified party shall give notice of a claim within 10 days.",
}


@pytest.mark.parametrize("name", WINDOWS)
def test_window_is_how_long_the_customer_has_to_ask(agreement: Read, name: str) -> None:
    text, iso, business, anchor = WINDOWS[name]
    found = claim.find(*agreement(CREDIT + text))

    assert found is not None
    assert found.window is not None
    assert (found.window.duration, found.window.business, found.anchor) == (iso, business, anchor)


@pytest.mark.parametrize("name", NO_WINDOW)
def test_time_of_somebody_else_is_no_window(agreement: Read, name: str) -> None:
    """The provider's own time to pay read as the customer's deadline would cost credits."""
    found = claim.find(*agreement(CREDIT + NO_WINDOW[name]))

    assert found is None or found.window is None


@pytest.mark.parametrize("name", NONE)
def test_nothing_is_claimed_where_nothing_is_credited(agreement: Read, name: str) -> None:
    assert claim.find(*agreement(NONE[name])) is None


def test_contact_and_contents_are_named(agreement: Read) -> None:
    found = claim.find(
        *agreement(
            CREDIT
            + """
            [claim_procedure] To receive a credit you must write to credits@example.org within 30 days of the incident. The claim must include:
            - [claim_procedure] the dates and times of the outage;
            - [other] your request logs.
            """
        )
    )

    assert found is not None
    assert (found.contact, found.requires) == ("credits@example.org", ["the dates and times of the outage", "your request logs"])


def test_contradicting_windows_are_kept_as_alternatives(agreement: Read) -> None:
    found = claim.find(
        *agreement(
            CREDIT
            + """
            [claim_procedure] You must request the credit within 30 days of the incident.
            [claim_procedure] You must request the credit within 45 days of the incident.
            """
        )
    )

    assert found is not None
    assert found.window is not None
    assert (found.window.duration, [other.duration for other in found.alternatives]) == ("P30D", ["P45D"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("After receipt of that notice the Bureau will have 48 hours in which to look into the matters stated in it.", False),
        ("Claims are sent to us within 48 hours.", True),
    ],
)
def test_a_label_in_doubt_needs_a_word_of_claims(agreement: Read, text: str, found: bool) -> None:
    """Notices are given of many things; the label alone took one about a person for a claim of credits."""
    clauses, document = agreement(CREDIT + f"[claim_procedure] {text}")
    doubted = [replace(c, labels=(("claim_procedure", 0.7),)) if c.has("claim_procedure") else c for c in clauses]

    assert (claim.find(doubted, document) is not None) is found
