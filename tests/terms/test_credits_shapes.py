"""Credit tables in shapes of their own, and sentences that hold several rules or lean on the one before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import credits, find_terms
from tests.terms.test_credits import short

Read = Callable[[str], tuple[list[Clause], Document]]

TABLES = {
    # written
    "two services side by side, each with its bounds": (
        """
        # Credits
        |! [service_credit] Monthly Uptime | Queue Double | Queue Single | Monthly Uptime (Board) | Board
        | [service_credit] 99.5% to <99.95% | 10% | – | 99.0% to <99.9% | 8%
        | [service_credit] 98.0% to <99.5% | 25% | 10% | <99.0% | 20%
        | [service_credit] <98.0% | 60% | 30% | |
        """,
        [
            "uptime [99.5, 99.95): 10 percent {Queue Double}",
            "uptime [99, 99.9): 8 percent {Board}",
            "uptime [98, 99.5): 25 percent {Queue Double}",
            "uptime [98, 99.5): 10 percent {Queue Single}",
            "uptime [-, 99): 20 percent {Board}",
            "uptime [-, 98): 60 percent {Queue Double}",
            "uptime [-, 98): 30 percent {Queue Single}",
        ],
    ),
    "two pairs of columns": (
        """
        |! [service_credit] Storage availability | Storage credit | Search availability | Search credit
        | [service_credit] below 99.9% | 10% | below 99.5% | 5%
        | [service_credit] below 99% | 30% | below 98% | 15%
        """,
        [
            "uptime [99, 99.9): 10 percent {Storage}",
            "uptime [98, 99.5): 5 percent {Search}",
            "uptime [-, 99): 30 percent {Storage}",
            "uptime [-, 98): 15 percent {Search}",
        ],
    ),
    "a second header in the middle": (
        """
        |! [service_credit] Shared: Uptime | Credit
        | [service_credit] < 99.5% | 10%
        | [service_credit] < 97.0% | 30%
        | [service_credit] Dedicated: Uptime | Credit
        | [service_credit] 99.0% to < 99.9% | 25%
        | [service_credit] < 99.0% | 50%
        """,
        [
            "uptime [97, 99.5): 10 percent {Shared}",
            "uptime [-, 97): 30 percent {Shared}",
            "uptime [99, 99.9): 25 percent {Dedicated}",
            "uptime [-, 99): 50 percent {Dedicated}",
        ],
    ),
    "the time down that a level comes to": (
        """
        |! [service_credit] Uptime in the month | That is, downtime of | Credit
        | [service_credit] 99.0% to 99.9% | more than 43 minutes | 10%
        | [service_credit] below 99.0% | more than 7 hours | 25%
        """,
        ["uptime [99, 99.9): 10 percent", "uptime [-, 99): 25 percent"],
    ),
    "a remark below the rows": (
        """
        |! [service_credit] Uptime in the month | Credit
        | [service_credit] below 99.9% | 10%
        | [service_credit] below 99% | 25%
        | [service_credit] Credits are set off against the next invoice | Credits are set off against the next invoice
        """,
        ["uptime [99, 99.9): 10 percent", "uptime [-, 99): 25 percent"],
    ),
    "titles between the rows": (
        """
        |! [service_credit] Monthly availability | Credit
        | [service_credit] Gold | Gold
        | [service_credit] below 99.9% | 10%
        | [service_credit] below 99% | 25%
        | [service_credit] Silver | Silver
        | [service_credit] below 99.5% | 5%
        | [service_credit] below 98% | 15%
        """,
        [
            "uptime [99, 99.9): 10 percent {Gold}",
            "uptime [-, 99): 25 percent {Gold}",
            "uptime [98, 99.5): 5 percent {Silver}",
            "uptime [-, 98): 15 percent {Silver}",
        ],
    ),
    "titles that leave the other cells empty": (
        """
        |! [service_credit] Monthly availability | Credit
        | [service_credit] Gateway |
        | [service_credit] 99.0% – 99.9% | 10%
        | [service_credit] under 99.0% | 25%
        | [service_credit] Archive |
        | [service_credit] 98.0% – 99.0% | 5%
        | [service_credit] under 98.0% | 15%
        """,
        [
            "uptime [99, 99.9): 10 percent {Gateway}",
            "uptime [-, 99): 25 percent {Gateway}",
            "uptime [98, 99): 5 percent {Archive}",
            "uptime [-, 98): 15 percent {Archive}",
        ],
    ),
    "tiers by their number": (
        """
        |! [service_credit] Tier | Availability for the month | Rebate
        | [service_credit] 1 | 99.0% to 99.89% | 5%
        | [service_credit] 1 | Less than 99.0% | 15%
        | [service_credit] 2 | 98.5% to 99.49% | 5%
        | [service_credit] 2 | Less than 98.5% | 15%
        """,
        [
            "uptime [99, 99.89): 5 percent {Tier 1}",
            "uptime [-, 99): 15 percent {Tier 1}",
            "uptime [98.5, 99.49): 5 percent {Tier 2}",
            "uptime [-, 98.5): 15 percent {Tier 2}",
        ],
    ),
    "rows that a number counts": (
        """
        |! [service_credit] Tier | Availability for the month | Rebate
        | [service_credit] 1 | Less than 99.9% | 5%
        | [service_credit] 2 | Less than 99.0% | 15%
        """,
        ["uptime [99, 99.9): 5 percent", "uptime [-, 99): 15 percent"],
    ),
    "minutes in the header": (
        """
        |! [service_credit] Downtime in the month (minutes) | Credit
        | [service_credit] 0-43 | none
        | [service_credit] 44-120 | 5%
        | [service_credit] 121-480 | 15%
        | [service_credit] over 480 | 40%
        """,
        ["downtime [PT44M, PT120M): 5 percent", "downtime [PT121M, PT480M): 15 percent", "downtime [PT480M, -): 40 percent"],
    ),
    "hours and days in the headers": (
        """
        |! [service_credit] Hours down | Days credited
        | [service_credit] 1 to 4 | 1
        | [service_credit] 4 to 8 | 3
        | [service_credit] more than 8 | 7
        """,
        ["downtime [PT1H, PT4H): 1 days", "downtime [PT4H, PT8H): 3 days", "downtime [PT8H, -): 7 days"],
    ),
    "measures of many kinds": (
        """
        # Penalties
        |! [service_credit] KPI | Target | Penalty if missed
        | [service_credit] System availability | 99.5% | 2% of monthly charges
        | [service_credit] P1 resolution within 4 h | 95% | 1% of monthly charges
        | [service_credit] Backup success | 98% | EUR 500
        """,
        [
            "uptime [-, 99.5): 2 percent {System availability}",
            "resolution: 1 percent {P1 resolution within 4 h}",
            "other [-, 98): 500 EUR {Backup success}",
        ],
    ),
    "a service beside the availability of another": (
        """
        # Penalties
        |! [service_credit] Service | Target | Penalty if missed
        | [service_credit] Gateway availability | 99.9% | 5% of monthly charges
        | [service_credit] Portal | 99.5% | 2% of monthly charges
        """,
        ["uptime [-, 99.9): 5 percent {Gateway availability}", "uptime [-, 99.5): 2 percent {Portal}"],
    ),
    "bounds across, plans down": (
        """
        # Credits
        |! [service_credit] Uptime | 99.0–99.9% | 98.0–99.0% | below 98.0%
        | [service_credit] Gold | 10% | 25% | 50%
        | [service_credit] Silver | none | 10% | 20%
        """,
        [
            "uptime [99, 99.9): 10 percent {Gold}",
            "uptime [98, 99): 25 percent {Gold}",
            "uptime [-, 98): 50 percent {Gold}",
            "uptime [98, 99): 10 percent {Silver}",
            "uptime [-, 98): 20 percent {Silver}",
        ],
    ),
    "a plan that holds for the rows below": (
        """
        |! [service_credit] Plan | Uptime | Credit
        | [service_credit] Gold | < 99.9% | 10%
        | [service_credit] | < 99.0% | 25%
        | [service_credit] Silver | < 99.5% | 5%
        | [service_credit] | < 98.0% | 15%
        """,
        [
            "uptime [99, 99.9): 10 percent {Gold}",
            "uptime [-, 99): 25 percent {Gold}",
            "uptime [98, 99.5): 5 percent {Silver}",
            "uptime [-, 98): 15 percent {Silver}",
        ],
    ),
    "by how much a response was late": (
        """
        |! [service_credit] Response missed by | Credit per ticket
        | [service_credit] up to 1 hour | EUR 25
        | [service_credit] 1 to 4 hours | EUR 50
        | [service_credit] more than 4 hours | EUR 100
        """,
        ["response [-, PT1H): 25 EUR", "response [PT1H, PT4H): 50 EUR", "response [PT4H, -): 100 EUR"],
    ),
    "hours, minutes and seconds": (
        """
        |! [service_credit] Cumulative Outage (hh:mm:ss) | Credit, % of MRC
        | [service_credit] 00:00:00 - 00:04:59 | none
        | [service_credit] 00:05:00 - 03:59:59 | 10%
        | [service_credit] 04:00:00 - 23:59:59 | 20%
        | [service_credit] 24:00:00 or more | 100%
        """,
        ["downtime [PT0H5M0S, PT4H0M0S): 10 percent", "downtime [PT4H0M0S, PT24H0M0S): 20 percent", "downtime [PT24H0M0S, -): 100 percent"],
    ),
}

SENTENCES = {
    # written
    "items that are nothing but pairs": (
        """
        # What we pay
        [service_credit] The small plan has its own, older steps:
        - [service_credit] under 99.9% but at least 99.0%: 5%
        - [service_credit] under 99.0% but at least 98.0%: 15%
        - [service_credit] under 98.0%: 30%
        """,
        ["uptime [99, 99.9): 5 percent", "uptime [98, 99): 15 percent", "uptime [-, 98): 30 percent"],
    ),
    "parts of a bill in words": (
        "[service_credit] We knock ten percent off your bill if uptime drops below 99.9%, a quarter off if it drops below 99%, and half off below 95%.",
        ["uptime [99, 99.9): 10 percent", "uptime [95, 99): 25 percent", "uptime [-, 95): 50 percent"],
    ),
    "amounts before their bands": (
        "[service_credit] 10% of the monthly fee (uptime 99.0–99.89%), 25% (uptime 95.0–98.99%), 50% (uptime below 95.0%).",
        ["uptime [99, 99.89): 10 percent", "uptime [95, 99): 25 percent", "uptime [-, 95): 50 percent"],
    ),
    "days that only the last one explains": (
        "[service_credit] Uptime below 99.9%: one (1) day; below 99.5%: three (3) days; below 99.0%: seven (7) days added to the end of the term at no charge.",
        ["uptime [99.5, 99.9): 1 days", "uptime [99, 99.5): 3 days", "uptime [-, 99): 7 days"],
    ),
    "off the bill": (
        "[service_credit] Under 99.4% uptime in a month: 20% off your subscription for that month. Under 96% in a month: the whole month is free.",
        ["uptime [96, 99.4): 20 percent", "uptime [-, 96): 100 percent"],
    ),
    "a line that is out": (
        "[service_credit] Radio backup. 10% of its MRC if it is out for eight hours or more in a month.",
        ["downtime [PT8H, -): 10 percent"],
    ),
    "each of the measures": (
        """
        # B. Performance of the backbone
        - [performance] Latency: 30 milliseconds or less round trip.
        - [performance] Packet delivery: 99.8% or better.
        # C. Credits
        [service_credit] Performance. 4% of the MRC for each measure in Part B that the backbone misses in the month.
        """,
        ["latency [30, -): 4 percent", "delivery [-, 99.8): 4 percent"],
    ),
    "values of the section": (
        """
        # 2 Availability
        [uptime_guarantee] The platform is available 100% of each month.
        # 4 Speed
        |! [performance] Region | Time to first byte
        | [performance] Europe | 40 ms
        | [performance] Asia | 120 ms
        [service_credit] A month in which one of the two values is exceeded gives a right to a credit of 6% of the commit for that region.
        """,
        ["latency [40, -): 6 percent {Europe}", "latency [120, -): 6 percent {Asia}"],
    ),
    "not repaired in time": (
        "[service_credit] If an outage on a line is not repaired within four hours and a technician was not on site in that time, $60 is credited for that ticket.",
        ["resolution: 60 USD"],
    ),
    "a delay above a table, or a jitter above its bound": (
        """
        # Performance
        |! [performance] Route | Round trip delay
        | [performance] North | 12 ms
        | [performance] South | 40 ms
        [service_credit] If the average round trip delay on the route is greater than the figure above, or if average jitter is more than 3 ms, the customer is entitled to a credit of 10% of the MRC.
        """,
        ["latency [12, -): 10 percent {North}", "latency [40, -): 10 percent {South}", "jitter [3, -): 10 percent"],
    ),
    "two rules parted by a semicolon": (
        """
        # Transit
        [uptime_guarantee] Network availability will be 99.98% or better.
        [performance] Packet loss will not exceed 0.3%.
        # Credits
        [service_credit] Should network availability fall below the level warranted, the credit is 10% of the charge for transit; should packet loss exceed the level above, it is 5%.
        """,
        ["uptime [-, 99.98): 10 percent", "packet_loss [0.3, -): 5 percent"],
    ),
    "rules of several bands parted by semicolons": (
        "[service_credit] If uptime is below 99.9%, you receive a credit of 5% of the fee; if it is below 99%, 15%; if below 95%, 40%.",
        ["uptime [99, 99.9): 5 percent", "uptime [95, 99): 15 percent", "uptime [-, 95): 40 percent"],
    ),
    "two measures and one credit for either": (
        "[service_credit] If the monthly average for packet loss turns out at 2% or more, or the latency at above 35 ms, the credit is 8% of the monthly fee, for either of the two.",
        ["packet_loss [2, -): 8 percent", "latency [35, -): 8 percent"],
    ),
    "two measures of time and one credit": (
        "[service_credit] Where jitter is over 4 ms or latency over 60 ms in a month, 5% of the month's charge is credited.",
        ["jitter [4, -): 5 percent", "latency [60, -): 5 percent"],
    ),
    "a share of jobs in the sentence before": (
        "[service_credit] Each month at least 98% of your scheduled backup jobs will finish successfully. If they don't, the credit is 6% of the fee for the policy.",
        ["other [-, 98): 6 percent"],
    ),
    "a share of orders in the sentence before": (
        "[service_credit] 97% of orders will be picked by noon. Where this is missed we credit 3% of the month's charge.",
        ["other [-, 97): 3 percent"],
    ),
    "a target that stands in another section": (
        """
        # Targets
        [performance] Median produce latency will be 45 ms or less.
        # Credits
        [service_credit] A month in which the produce latency promise isn't kept earns a credit of 5%.
        """,
        ["latency [45, -): 5 percent"],
    ),
    "one of the targets that stand in a table of another section": (
        """
        # Targets
        |! [performance] Measure | Metro | National
        | [performance] Latency | 3 ms | 25 ms
        # Credits
        [service_credit] If the latency of a national circuit is above the target, the credit is 5% of its fee.
        """,
        ["latency [25, -): 5 percent"],
    ),
    "targets that stand in a table of another section": (
        """
        # Targets
        |! [performance] Measure | small | large
        | [performance] Time to first token | 300 ms | 800 ms
        # Credits
        [uptime_guarantee] The service is available 99.5% of each month.
        [service_credit] If the time to first token of a model was longer than the table allows, the credit is 5% of the fee for that model.
        """,
        ["latency [300, -): 5 percent {small}", "latency [800, -): 5 percent {large}"],
    ),
}


@pytest.mark.parametrize("name", [*TABLES, *SENTENCES])
def test_each_rule_keeps_its_own_bounds(name: str, agreement: Read) -> None:
    """A credit paired with the bounds of its neighbour would be paid for another failure."""
    text, expected = {**TABLES, **SENTENCES}[name]
    assert [short(credit) for credit in credits.find(*agreement(text))] == expected


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("Topology", "Duo", "Single"), [("Duo", None), ("Single", None), ("Duo", None), ("Single", None)]),  # the columns' names are rows
        (("Plan", "Duo", "Single"), [(None, "Duo"), (None, "Single"), (None, "Duo"), (None, "Single")]),
        (
            ("Topology", "Gold plan", "Silver plan"),
            [(None, "Gold plan"), (None, "Silver plan"), (None, "Gold plan"), (None, "Silver plan")],
        ),
    ],
)
def test_credits_are_of_what_the_promises_name(heads: tuple[str, str, str], expected: list[tuple[str, str]], agreement: Read) -> None:
    """A comparison said "not stated" of credits that stood in columns of plans, where the promises had rows of topologies."""
    found = find_terms(
        *agreement(
            f"""
            |! [uptime_guarantee] {heads[0]} | Uptime
            | [uptime_guarantee] Duo | 99.99%
            | [uptime_guarantee] Single | 99.9%

            [service_credit] Credits are these shares of the monthly charge:

            |! [service_credit] Uptime achieved | {heads[1]} | {heads[2]}
            | [service_credit] 99.0% or more but below 99.9% | 10% | 5%
            | [service_credit] below 99.0% | 30% | 15%
            """
        )
    )

    assert [(each.service, each.plan) for each in found["credits"]] == expected
