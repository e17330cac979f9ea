"""Performance: which metric, which value, in tables and sentences, and figures that are no targets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import performance
from extractor.terms.performance_words import values

Read = Callable[[str], tuple[list[Clause], Document]]

P = "[performance] "
SENTENCES = {
    # text -> [(metric, comparator, value, unit)]
    "latency": (P + "The average round-trip latency between our sites is 40 ms or less.", [("latency", "<=", 40.0, "ms")]),
    "per month": (P + "Median latency will not exceed 300 ms in any calendar month.", [("latency", "<=", 300.0, "ms")]),
    "packet delivery": (P + "We commit to a packet delivery of 99.9% or greater.", [("packet_delivery", ">=", 99.9, "percent")]),
    "delivery, with other bounds behind it": (
        P + "Data delivery averages 99.5% for a maximum average loss of less than 0.5%.",
        [("packet_delivery", ">=", 99.5, "percent"), ("packet_loss", "<=", 0.5, "percent")],
    ),
    "a most behind the figure": (P + "Round-trip latency: 60 ms max.", [("latency", "<=", 60.0, "ms")]),
    "packet loss": (P + "Packet loss stays below 0.1%.", [("packet_loss", "<=", 0.1, "percent")]),
    "two metrics": (
        P + "Jitter shall not exceed 3 ms and packet loss shall not exceed 0.5%.",
        [("jitter", "<=", 3.0, "ms"), ("packet_loss", "<=", 0.5, "percent")],
    ),
    "recovery": (P + "The RTO is 4 hours and the RPO is 15 minutes.", [("rto", "<=", 4.0, "hours"), ("rpo", "<=", 15.0, "minutes")]),
    "recovery, metric behind": (
        P + "After a disaster we restore the service within eight hours (RTO) with loss of no more than one hour of data (RPO).",
        [("rto", "<=", 8.0, "hours"), ("rpo", "<=", 1.0, "hours")],
    ),
    "repair": (P + "The mean time to repair is four (4) hours.", [("repair_time", "<=", 4.0, "hours")]),
    "hardware, unlabelled": (
        "[other] Failed hardware is replaced within two hours of the diagnosis.",
        [("repair_time", "<=", 2.0, "hours")],
    ),
    "latency, unlabelled": ("[other] Network latency will be 50 ms or less on average.", [("latency", "<=", 50.0, "ms")]),
    "durability": (P + "Objects are stored with a durability of 99.999999999% per year.", [("durability", ">=", 99.999999999, "percent")]),
    "share of a response time": (
        P + "98% of transactions are completed within three seconds.",
        [("response_time", "<=", 3.0, "seconds")],
    ),
    "throughput": (P + "The committed throughput is 100 Mbps.", [("throughput", ">=", 100.0, "Mbps")]),
    "thousands": (P + "We sustain a throughput of 1,500 requests per second.", [("throughput", ">=", 1500.0, "requests per second")]),
    "disaster": (P + "In a disaster the services are restored within 24 hours.", [("rto", "<=", 24.0, "hours")]),
    "heading names the metric": ("# Latency\n" + P + "We promise 25 milliseconds or better.", [("latency", "<=", 25.0, "ms")]),
    "unknown metric": (P + "Builds start within 20 seconds.", [("other", "<=", 20.0, "seconds")]),
    "multiple": (P + "Feeds are refreshed within 2 times the stated interval.", [("other", "<=", 2.0, "times")]),
}
TABLES = {
    "regions in rows": (
        """
        |! Region | Latency | Packet loss
        | [performance] Europe | 30 ms | 0.1%
        | [performance] Asia | 80 ms | 0.3%
        """,
        [("latency", 30.0, "Europe"), ("packet_loss", 0.1, "Europe"), ("latency", 80.0, "Asia"), ("packet_loss", 0.3, "Asia")],
    ),
    "regions in columns": (
        """
        |! Metric | Metro | National
        | [performance] Round-trip delay | 5 ms | 40 ms
        | [performance] Jitter | 1 ms | 2 ms
        """,
        [("latency", 5.0, "Metro"), ("latency", 40.0, "National"), ("jitter", 1.0, "Metro"), ("jitter", 2.0, "National")],
    ),
    "only the target counts": (
        """
        |! Measure | Target | Failure | Credit
        | [performance] Packet delivery | 99.9% | 99% | 5%
        | [performance] Mean time to repair | 4 hours | 8 hours | 10%
        """,
        [("packet_delivery", 99.9, None), ("repair_time", 4.0, None)],
    ),
    "vulnerabilities": (
        """
        # Vulnerability management
        |! CVSS | Remediation target
        | [support] 9.0 and above | 5 days
        | [support] 4.0 to 8.9 | 30 days
        """,
        [("repair_time", 5.0, "9.0 and above"), ("repair_time", 30.0, "4.0 to 8.9")],
    ),
    "unlabelled, sure words": (
        """
        |! Objective | Value
        | [other] Recovery time objective | 8 hours
        | [other] Recovery point objective | 1 hour
        """,
        [("rto", 8.0, None), ("rpo", 1.0, None)],
    ),
}
NONE = {
    "availability": P + "The platform is available 99.9% of the time.",
    "credit": "[service_credit] If latency exceeds 50 ms, you are credited 5% of the fee.",
    "missed": P + "If packet loss exceeds 1% in a month, tell us.",
    "sampling": P + "Latency is measured every 5 minutes.",
    "period": P + "Packet loss is averaged over 5-minute samples.",
    "retention": P + "Logs are retained for 30 days.",
    "notice": P + "You are notified of maintenance within 24 hours in advance.",
    "tickets": P + "Support responds to tickets within 4 hours.",
    "deliverables": "[other] The contractor delivers the report within 5 days.",
    "kept records": P + "Data must be kept for restoration for at least ten days.",
    "a day that is paid": P + "If a line is not repaired, one further day's rental is allowed.",
    "share of time": P + "The gate is open 97% of the month.",
    "one percent delivered": P + "Packet delivery of less than 1% is a failure.",
    "definition": "[definition] Latency means the time of a round trip of 64 bytes.",
    "severity table": "|! Severity | Response time\n| [support] 1 | 1 hour\n| [support] 2 | 4 hours",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_sentence_gives_metric_and_value(agreement: Read, name: str) -> None:
    text, expected = SENTENCES[name]
    found = performance.find(*agreement(text))

    assert [(p.metric, p.comparator, p.value, p.unit) for p in found] == expected


@pytest.mark.parametrize("name", TABLES)
def test_table_gives_a_target_per_cell(agreement: Read, name: str) -> None:
    text, expected = TABLES[name]
    found = performance.find(*agreement(text))

    assert [(p.metric, p.value, p.scope) for p in found] == expected


@pytest.mark.parametrize("name", NONE)
def test_figures_of_other_matters_are_no_targets(agreement: Read, name: str) -> None:
    """A sampling interval read as a latency would be a promise of five minutes."""
    assert performance.find(*agreement(NONE[name])) == []


def test_statistic_and_scope_are_kept(agreement: Read) -> None:
    [entry] = performance.find(*agreement(P + "The monthly average latency within the Northern Backbone is 45 ms or less."))

    assert (entry.statistic, entry.scope) == ("monthly average", "Northern Backbone")


def test_what_may_not_exceed_more_than_a_time_is_a_target(agreement: Read) -> None:
    [entry] = performance.find(
        *agreement(P + "The mean response time of the server shall not exceed more than 6 seconds during any 1 hour period.")
    )

    assert (entry.metric, entry.comparator, entry.value, entry.unit) == ("response_time", "<=", 6.0, "seconds")


def test_the_most_beside_an_average_is_no_average(agreement: Read) -> None:
    found = performance.find(
        *agreement(
            P + "Transactions are processed in an average of 2.5 seconds (not to exceed six (6) seconds for five percent (5%) of them)."
        )
    )

    assert [(entry.value, entry.statistic) for entry in found] == [(2.5, "an average"), (6.0, None)]


def test_target_said_again_in_general_is_not_counted_twice(agreement: Read) -> None:
    found = performance.find(
        *agreement(
            """
            |! Region | Latency
            | [performance] Europe | 30 ms
            [performance] Latency will be 30 ms or less.
            """
        )
    )

    assert [(p.value, p.scope) for p in found] == [(30.0, "Europe")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 hour 30 minutes", [(90.0, "minutes")]),
        ("2 business days", [(2.0, "business days")]),
        ("0.05%", [(0.05, "percent")]),
        ("10 Gbps", [(10.0, "Gbps")]),
        ("10% of the monthly fee", []),
        ("in any 30-day period", []),
        ("30 days' notice", []),
        ("6 hours per month", []),
    ],
)
def test_values_are_figures_that_can_be_targets(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(value.number, value.unit) for value in values(text)] == expected
