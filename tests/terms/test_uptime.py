"""Uptime: which percentages are promises, over which period, for which service, and which only look like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor import record
from extractor.document import Clause, Document
from extractor.terms import uptime

Read = Callable[[str], tuple[list[Clause], Document]]


def short(promise: record.Uptime) -> str:
    """Return a promise in one line: percent, period, target."""
    return f"{promise.percent:g} {promise.period or '-'}" + (" target" if promise.binding == "target" else "")


SENTENCES = {
    "plain promise": (
        "[uptime_guarantee] We guarantee that the Platform is available 99.9% of the time in each calendar month.",
        ["99.9 month"],
    ),
    "monthly uptime percentage": (
        "[uptime_guarantee] Lumen will keep a Monthly Uptime Percentage of no less than 99.95%.",
        ["99.95 month"],
    ),
    "in words and figures": (
        "[uptime_guarantee] Supplier shall ensure an Availability of ninety-nine and one-half percent (99.5%) measured quarterly.",
        ["99.5 quarter"],
    ),
    "each level has its own period": (
        "[uptime_guarantee] The Portal shall be open to Members and available at least 96% of the time in any 7 day period and 99% of the time in any 30 day period.",
        ["96 week", "99 month"],
    ),
    "in a clause that is mostly about exclusions": (
        "[exclusion] Supplier will ensure that its gateways are available to Client at a minimum of ninety-six point five percent (96.5%) of the time, measured over a calendar month, less scheduled outages.",
        ["96.5 month"],
    ),
    "decimal comma": ("[uptime_guarantee] The provider guarantees an availability of 99,8 % on annual average.", ["99.8 year"]),
    "a hundred per cent": ("[uptime_guarantee] Power to the cabinet is guaranteed one hundred percent (100%) of the time.", ["100 -"]),
    "passive": ("[uptime_guarantee] An availability of at least 98.5% per year is warranted for the customer portal.", ["98.5 year"]),
    "efforts without credits are a target": (
        "[uptime_guarantee] Harbour will use reasonable endeavours to achieve an uptime of 99.7% each month.",
        ["99.7 month target"],
    ),
    "efforts with credits attached are a commitment": (
        """
        [uptime_guarantee] Harbour will use reasonable endeavours to achieve an uptime of 99.7% each month.
        [service_credit] If it does not, you receive a service credit of 5% of the monthly fee.
        """,
        ["99.7 month"],
    ),
    "two plans": (
        """
        [uptime_guarantee] For the Basic plan we guarantee a monthly uptime of 99.5%.
        [uptime_guarantee] For the Pro plan we guarantee a monthly uptime of 99.9%.
        """,
        ["99.5 month", "99.9 month"],
    ),
    "said twice is one promise": (
        """
        [uptime_guarantee] Our service will be up 99.9% of every month.
        [uptime_guarantee] The uptime guarantee of 99.9% per month is reviewed yearly by our board.
        """,
        ["99.9 month"],
    ),
    "the same level of a thing that shares its section": (
        """
        # Network
        [uptime_guarantee] Our network will be available 100% of the time.
        # Power and cooling
        [uptime_guarantee] Power to your server will be on 100% of the time.
        """,
        ["100 -", "100 -"],
    ),
    "the share of time that it may be down": (
        "[uptime_guarantee] Downtime will not exceed 0.1% of the minutes in a month.",
        ["99.9 month"],
    ),
    "power that is on": ("[uptime_guarantee] Power to your server will be on 100% of the time.", ["100 -"]),
    "a feed that is live": ("[uptime_guarantee] At least one of your two feeds will be live 100% of each month.", ["100 month"]),
    "delivered for a share of the month": (
        "[uptime_guarantee] Electrical power will be delivered to every cabinet for 100% of each calendar month.",
        ["100 month"],
    ),
    "the same level of two things": (
        """
        # 100% Network Uptime
        [uptime_guarantee] We guarantee that our network will be available 100% of the time.
        # 100% Power Uptime
        [uptime_guarantee] We guarantee that power to your rack will be up 100% of the time.
        """,
        ["100 -", "100 -"],
    ),
    "a share of time": ("[uptime_guarantee] You can send, receive and read mail 99.99% of every month.", ["99.99 month"]),
    "maintenance that the customer has been told of": (
        "[uptime_guarantee] We will keep the application accessible 99.5% of the time in every month, other than windows of which Customer has been told.",
        ["99.5 month"],
    ),
    "a period that is defined elsewhere": (
        """
        [definition] Service Cycle: one calendar month.
        [uptime_guarantee] We commit to a Service Availability of not lower than 99.9%.
        """,
        ["99.9 month"],
    ),
    "many nines": ("[uptime_guarantee] The DNS service shall answer with an uptime of 99.9999% per year.", ["99.9999 year"]),
}
TABLES = {
    "services in rows": (
        """
        |! [uptime_guarantee] Service | Monthly availability
        | [uptime_guarantee] Object store | 99.9%
        | [uptime_guarantee] Message bus | 99.95%
        """,
        ["99.9 month", "99.95 month"],
    ),
    "numbered rows": (
        """
        |! [uptime_guarantee] No. | Service level | Expected level
        | [uptime_guarantee] 1 | Availability of the claims system | 99.7% per month
        | [performance] 2 | Batch completed by 06:00 | 98% of days
        | [support] 3 | Calls answered within 60 seconds | 90%
        """,
        ["99.7 month"],
    ),
    "a column of commitments among columns of credits": (
        """
        [uptime_guarantee] We commit to the Monthly Uptime Percentages below.
        |! [service_credit] Class | Commitment | 10% credit if
        | [service_credit] Single-site | 99.9% | < 99.9%
        | [service_credit] Multi-site | 99.99% | < 99.99%
        """,
        ["99.9 month", "99.99 month"],
    ),
    "a row in doubt among promises": (
        """
        |! [uptime_guarantee] Product | Monthly availability | Repair time
        | [uptime_guarantee] Leased line, resilient | 99.95% | -
        | [uptime_guarantee] Leased line | 99.9% | 6 h
        | [performance] Broadband | 99.5% | next working day
        """,
        ["99.95 month", "99.9 month", "99.5 month"],
    ),
    "a row in doubt, with a header that is none": (
        """
        |! [measurement] Part | Monthly availability | Failed calls
        | [uptime_guarantee] Ordering | 99.95% | under 0.2%
        | [uptime_guarantee] Search | 99.9% | under 0.5%
        | [service_credit] Archive | 99.0% | under 2%
        """,
        ["99.95 month", "99.9 month", "99 month"],
    ),
    "key and value": (
        """
        | [uptime_guarantee] Guaranteed availability | 99.6 % per calendar month
        | [support] Support hours | 8 to 18
        """,
        ["99.6 month"],
    ),
    "only the top of the credit table": (
        """
        |! [service_credit] Monthly uptime | Credit
        | [service_credit] below 99.9% | 10%
        | [service_credit] below 99.0% | 30%
        """,
        ["99.9 month"],
    ),
}
NEGATIVES = {
    "what last year looked like": (
        "[uptime_guarantee] Uptime of the API was 99.98% for the worst month and 100.00% for seven of twelve.",
        [],
    ),
    "the last three years": ("[uptime_guarantee] Over the last three years our clusters have been reachable 99.997% of the time.", []),
    "bands of credits beside a promise": (
        """
        [uptime_guarantee] We guarantee a monthly uptime of 99.9%.
        |! [service_credit] Monthly uptime | Credit
        | [service_credit] 99.0% to 99.9% | 10%
        | [service_credit] below 99.0% | 30%
        """,
        ["99.9 month"],
    ),
    "share of the fee": ("[service_credit] You receive 10% of the monthly fee as a credit.", []),
    "threshold of a right to leave": ("[termination_right] You may terminate if the availability falls below 97% in three months.", []),
    "packet delivery": ("[performance] The network delivers 99.9% of all packets between our points of presence.", []),
    "response on time": ("[support] 95% of all tickets are answered within the response time.", []),
    "example": (
        "[measurement] For example, if the service was down for 43 minutes in April, its uptime was 99.9%.",
        [],
    ),
    "blank": ("[uptime_guarantee] The service will be available [__]% of each month.", []),
    "a blank promise beside a band with a default": (
        """
        [uptime_guarantee] The service will be available at least [__]% of each month.
        |! [service_credit] Uptime | Credit
        | [service_credit] at least [99.0]% but less than [99.5]% | [10]%
        """,
        [],
    ),
    "what nines come to": (
        """
        |! [uptime_guarantee] Availability | Downtime per month | Downtime per year
        | [uptime_guarantee] 99% | 7.3 hours | 3.65 days
        | [uptime_guarantee] 99.9% | 43.8 minutes | 8.8 hours
        """,
        [],
    ),
    "what others promise": ("[uptime_guarantee] Many vendors promise 99.9% and pay back a tenth of the fee when they miss it.", []),
    "a percentage explained": (
        "[uptime_guarantee] To put this in perspective: 99.9% uptime means 43 minutes a month, while 99.99% would be about 4 minutes.",
        [],
    ),
    "free weeks are no period of the measure": (
        """
        [uptime_guarantee] Availability is measured over each calendar month.
        [service_credit] Less than 99.99% but at least 99.9% uptime: one week of free service.
        """,
        ["99.99 month"],
    ),
    "a contract without service levels": ("[other] The royalty is 99.5% of the net revenue in the first year.", []),
    "interest": ("[other] Late payments bear interest of 1.5% a month.", []),
    "discount": ("[other] Members of the consortium enjoy 98% of all titles free of charge.", []),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_promises_in_sentences_keep_percent_period_and_binding(agreement: Read, name: str) -> None:
    text, expected = SENTENCES[name]

    assert sorted(map(short, uptime.find(*agreement(text)))) == sorted(expected)


@pytest.mark.parametrize("name", TABLES)
def test_promises_in_tables_are_found(agreement: Read, name: str) -> None:
    text, expected = TABLES[name]

    assert sorted(map(short, uptime.find(*agreement(text)))) == sorted(expected)


@pytest.mark.parametrize("name", NEGATIVES)
def test_other_percentages_are_no_promises(agreement: Read, name: str) -> None:
    """A band's bound or a threshold taken for a promise would lower what is promised."""
    text, expected = NEGATIVES[name]

    assert list(map(short, uptime.find(*agreement(text)))) == expected


def test_every_promise_is_proved_by_its_clause(agreement: Read) -> None:
    clauses, document = agreement("[uptime_guarantee] We guarantee that the Platform is available 99.9% of the time in each month.")

    [promise] = uptime.find(clauses, document)

    assert [clauses[0].text[proof.start : proof.end] == proof.quote for proof in promise.evidence] == [True] * len(promise.evidence)
    assert any("99.9%" in proof.quote for proof in promise.evidence)
