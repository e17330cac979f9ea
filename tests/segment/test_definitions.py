"""Defined terms."""

from __future__ import annotations

import pytest

from extractor.segment.definitions import defined_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("“Downtime” means any minute in which the Service does not answer.", ("Downtime",)),
        ('"Downtime" means any minute without an answer.', ("Downtime",)),
        ("‘Downtime’ means any minute without an answer.", ("Downtime",)),
        ("«Downtime» means any minute without an answer.", ("Downtime",)),
        ("“Fees” or “Charges” shall mean what the customer pays.", ("Fees", "Charges")),
        ("“Uptime” is the share of minutes with an answer.", ("Uptime",)),
        ("“Uptime” has the meaning given in Section 2.", ("Uptime",)),
        ("“Uptime” refers to the share of minutes.", ("Uptime",)),
        ("Acme runs its cloud (the “Service”) for you.", ("Service",)),
        ("An outage of more than five minutes (each an “Outage” and collectively “Outages”) counts.", ("Outage", "Outages")),
        ("Read these terms (this “Agreement”, or this “SLA”) first.", ("Agreement", "SLA")),
        ("Acme Ltd (“Acme”) and Bolt GmbH (“Bolt”) agree.", ("Acme", "Bolt")),
        ("Monthly Fee means what is paid for a month.", ("Monthly Fee",)),
        # counter-examples
        ("We call it downtime.", ()),
        ("The “Gold” plan costs more.", ()),
        ("The service is provided “as is” without warranty.", ()),
        ("This means that no credit is due.", ()),
        ("Downtime is not counted.", ()),
        ("(see the “Note” below)", ()),
        ("", ()),
    ],
)
def test_terms_that_a_text_defines(text: str, terms: tuple[str, ...]) -> None:
    assert defined_terms(text) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Downtime: the minutes without an answer", ("Downtime",)),
        ("Downtime – the minutes without an answer", ("Downtime",)),
        ("“Downtime”: the minutes without an answer", ("Downtime",)),
        (
            "Total Minutes of a Single Database within a Billing Month: its days times 1,440",
            ("Total Minutes of a Single Database within a Billing Month",),
        ),
        ("Note: nothing else counts", ()),
    ],
)
def test_below_a_heading_of_definitions_a_colon_defines(text: str, terms: tuple[str, ...]) -> None:
    """ "Response Time: one hour" is a target elsewhere and a definition there."""
    assert defined_terms(text, in_definitions=True) == terms


def test_bold_and_a_colon_define_where_the_words_do() -> None:
    text = "Downtime: The minutes without an answer"

    assert defined_terms(text, bold=len("Downtime:")) == ("Downtime",)
    assert defined_terms(text) == ()
