"""Credits: what is owed for which failure, from tables, lists and sentences as the field writes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor import record
from extractor.document import Clause, Document
from extractor.terms import credits

Read = Callable[[str], tuple[list[Clause], Document]]


def short(credit: record.Credit) -> str:
    """Return a credit in one line: metric [low, high) per, amount and unit, service and plan."""
    bounds = "" if credit.at_least is None and credit.below is None else f" [{plain(credit.at_least)}, {plain(credit.below)})"
    per = (f" per {credit.per}" if credit.per else "") + (f" beyond {credit.beyond}" if credit.beyond else "")
    unit = credit.credit.currency if credit.credit.unit == "currency" else credit.credit.unit
    named = "".join(f" {{{name}}}" for name in (credit.service, credit.plan) if name)
    return f"{credit.metric}{bounds}{per}: {credit.credit.amount:g} {unit}{named}"


def plain(bound: float | str | None) -> str:
    return "-" if bound is None else bound if isinstance(bound, str) else f"{bound:g}"


TABLES = {
    "running across, in bare numbers": (
        """
        |! [service_credit] % of SLA achieved | 100 | 95 | 90
        | [service_credit] Rebate (% of monthly charge) | 0 | 5 | 10
        """,
        ["uptime [95, 100): 5 percent", "uptime [90, 95): 10 percent"],
    ),
    "a row that says how often": (
        """
        |! [service_credit] | Monthly Uptime Percentage | Service Credit
        | [service_credit] Tier 1 | < 95.00% | 50% of monthly fees
        | [service_credit] Repeated Misses: means the target is not met for 2 consecutive months or any 3 months in a rolling 12-month period. | |
        """,
        ["uptime [-, 95): 50 percent"],
    ),
    "expected and minimum levels": (
        """
        |! [uptime_guarantee, service_credit] Ref. | Critical Service Level | Expected | Minimum | Allocation Percentage
        | [uptime_guarantee, service_credit] C1 | Mainframe Availability | 99.7% | 99.2% | 30%
        | [uptime_guarantee, service_credit] C2 | Network Availability | 99.8% | 99.5% | 20%
        """,
        ["uptime [-, 99.2): 30 percent {Mainframe Availability}", "uptime [-, 99.5): 20 percent {Network Availability}"],
    ),
    "a column for each plan, none of which names a credit": (
        """
        # Service Level Credits
        |! [service_credit] Power Availability in the month | Redundant | Single
        | [service_credit] Less than 100% but not less than 99.9% | 5% | none
        | [service_credit] Less than 99.9% | 20% | 10%
        """,
        ["uptime [99.9, 100): 5 percent {Redundant}", "uptime [-, 99.9): 20 percent {Redundant}", "uptime [-, 99.9): 10 percent {Single}"],
    ),
    "what is paid in the first column": (
        """
        |! [service_credit] Make-good | Hot class | Cool class
        | [service_credit] 10% | less than 99.9%, at least 99% | less than 99.5%, at least 98.5%
        """,
        ["uptime [99, 99.9): 10 percent {Hot class}", "uptime [98.5, 99.5): 10 percent {Cool class}"],
    ),
    "both bounds in words": (
        """
        [uptime_guarantee] Each Region will be available at least 99.99% of every calendar month.
        |! [service_credit] Monthly Uptime Percentage | Service Credit
        | [service_credit] Less than 99.99% but equal to or greater than 99.5% | 10%
        | [service_credit] Less than 99.5% but equal to or greater than 98% | 25%
        | [service_credit] Less than 98% | 100%
        """,
        ["uptime [99.5, 99.99): 10 percent", "uptime [98, 99.5): 25 percent", "uptime [-, 98): 100 percent"],
    ),
    "cumulative thresholds": (
        """
        |! [service_credit] Uptime | Credit
        | [service_credit] < 99.9% | 10%
        | [service_credit] < 99% | 25%
        | [service_credit] < 95% | 100%
        """,
        ["uptime [99, 99.9): 10 percent", "uptime [95, 99): 25 percent", "uptime [-, 95): 100 percent"],
    ),
    "thresholds without any sign of percent": (
        """
        |! [service_credit] Monthly uptime percentage | Service credit percentage
        | [service_credit] < 99.95 | 10
        | [service_credit] < 99 | 25
        """,
        ["uptime [99, 99.95): 10 percent", "uptime [-, 99): 25 percent"],
    ),
    "bands written apart by one unit of the last decimal": (
        """
        |! [service_credit] Availability achieved | Credit
        | [service_credit] 99.5% - 99.89% | 5% of the monthly fee
        | [service_credit] 99.0% - 99.49% | 10% of the monthly fee
        | [service_credit] 98.99% or less | 20% of the monthly fee
        """,
        ["uptime [99.5, 99.89): 5 percent", "uptime [99, 99.5): 10 percent", "uptime [-, 99): 20 percent"],
    ),
    "a row that pays nothing closes the band below it": (
        """
        |! [service_credit] Availability | Service Credit
        | [service_credit] 99.9% or more | None
        | [service_credit] 99.0% to 99.8% | 5%
        | [service_credit] below 99.0% | 15%
        """,
        ["uptime [99, 99.9): 5 percent", "uptime [-, 99): 15 percent"],
    ),
    "credit first, bound last": (
        """
        |! [service_credit] You get back | When uptime was
        | [service_credit] 10 % of the bill | between 99 % and 99.9 %
        | [service_credit] 30 % of the bill | under 99 %
        """,
        ["uptime [99, 99.9): 10 percent", "uptime [-, 99): 30 percent"],
    ),
    "two columns of bounds": (
        """
        |! [service_credit] From | To (below) | Uptime credit
        | [service_credit] 99.0% | 99.9% | 10%
        | [service_credit] 95.0% | 99.0% | 20%
        """,
        ["uptime [99, 99.9): 10 percent", "uptime [95, 99): 20 percent"],
    ),
    "signs in the header": (
        """
        |! [service_credit] Uptime ≥ | Uptime < | Credit
        | [service_credit] 99.0% | 99.9% | 10%
        | [service_credit] 97.0% | 99.0% | 30%
        """,
        ["uptime [99, 99.9): 10 percent", "uptime [97, 99): 30 percent"],
    ),
    "numbered tiers": (
        """
        |! [service_credit] Tier | Monthly availability | Credit
        | [service_credit] 1 | 99.0% ≤ A < 99.8% | 4%
        | [service_credit] 2 | 98.0% ≤ A < 99.0% | 8%
        | [service_credit] 3 | A < 98.0% | 16%
        """,
        ["uptime [99, 99.8): 4 percent", "uptime [98, 99): 8 percent", "uptime [-, 98): 16 percent"],
    ),
    "services in the rows": (
        """
        |! [service_credit] Service | Monthly Uptime | Credit
        | [service_credit] Object Store | < 99.9% | 10%
        | [service_credit] Object Store | < 99.0% | 25%
        | [service_credit] Message Queue | < 99.5% | 10%
        """,
        [
            "uptime [99, 99.9): 10 percent {Object Store}",
            "uptime [-, 99): 25 percent {Object Store}",
            "uptime [-, 99.5): 10 percent {Message Queue}",
        ],
    ),
    "one column of credits per plan": (
        """
        |! [service_credit] Monthly uptime | Credit: Silver plan | Credit: Gold plan
        | [service_credit] below 99.9% | 5% | 10%
        | [service_credit] below 99.0% | 15% | 30%
        """,
        [
            "uptime [99, 99.9): 5 percent {Silver plan}",
            "uptime [99, 99.9): 10 percent {Gold plan}",
            "uptime [-, 99): 15 percent {Silver plan}",
            "uptime [-, 99): 30 percent {Gold plan}",
        ],
    ),
    "one column of bounds per service": (
        """
        |! [service_credit] Uptime of multi-zone clusters | Uptime of single-zone clusters | Credit
        | [service_credit] 99.0% to < 99.95% | 99.0% to < 99.5% | 10%
        | [service_credit] < 99.0% | < 95.0% | 50%
        """,
        [
            "uptime [99, 99.95): 10 percent {multi-zone clusters}",
            "uptime [99, 99.5): 10 percent {single-zone clusters}",
            "uptime [-, 99): 50 percent {multi-zone clusters}",
            "uptime [-, 95): 50 percent {single-zone clusters}",
        ],
    ),
    "a table on its side": (
        """
        |! [service_credit] Availability | 99.0% - 99.9% | 98.0% - 99.0% | < 98.0%
        | [service_credit] Service credit | 5% | 10% | 20%
        """,
        ["uptime [99, 99.9): 5 percent", "uptime [98, 99): 10 percent", "uptime [-, 98): 20 percent"],
    ),
    "days of service": (
        """
        |! [service_credit] Uptime in the month | Days added to the term
        | [service_credit] 99.0% to 99.9% | 3
        | [service_credit] less than 99.0% | 10
        """,
        ["uptime [99, 99.9): 3 days", "uptime [-, 99): 10 days"],
    ),
    "hours of downtime": (
        """
        |! [service_credit] Downtime in the month | Credit
        | [service_credit] 1 to 4 hours | 5% of the monthly charge
        | [service_credit] more than 4 hours, up to 8 hours | 10% of the monthly charge
        | [service_credit] more than 8 hours | 25% of the monthly charge
        """,
        ["downtime [PT1H, PT4H): 5 percent", "downtime [PT4H, PT8H): 10 percent", "downtime [PT8H, -): 25 percent"],
    ),
    "cumulative downtime": (
        """
        |! [service_credit] Outage longer than | Credit
        | [service_credit] > 30 minutes | one day of fees
        | [service_credit] > 4 hours | one week of fees
        """,
        ["downtime [PT30M, PT4H): 1 days", "downtime [PT4H, -): 1 weeks"],
    ),
    "latency and loss": (
        """
        # Latency
        |! [service_credit] Average round trip | Credit of the MRC
        | [service_credit] 51 ms to 70 ms | 5%
        | [service_credit] more than 70 ms | 15%
        # Packet loss
        |! [service_credit] Packet loss | Credit of the MRC
        | [service_credit] 0.1% - 0.5% | 5%
        | [service_credit] greater than 0.5% | 15%
        """,
        [
            "latency [51, 70): 5 percent",
            "latency [70, -): 15 percent",
            "packet_loss [0.1, 0.5): 5 percent",
            "packet_loss [0.5, -): 15 percent",
        ],
    ),
    "two services with the same bands": (
        """
        # Queue service
        |! [service_credit] Monthly uptime | Credit
        | [service_credit] < 99.9% | 10%
        | [service_credit] < 99% | 25%
        # Table service
        |! [service_credit] Monthly uptime | Credit
        | [service_credit] < 99.9% | 10%
        | [service_credit] < 99% | 25%
        """,
        [
            "uptime [99, 99.9): 10 percent {Queue service}",
            "uptime [-, 99): 25 percent {Queue service}",
            "uptime [99, 99.9): 10 percent {Table service}",
            "uptime [-, 99): 25 percent {Table service}",
        ],
    ),
    "one table printed twice under headings that name no service": (
        """
        # Service credits
        |! [service_credit] Monthly uptime | Credit
        | [service_credit] < 99.9% | 10%
        # Credit percentage
        |! [service_credit] Monthly uptime | Credit
        | [service_credit] < 99.9% | 10%
        """,
        ["uptime [-, 99.9): 10 percent"],
    ),
    "service levels of their own in the rows": (
        """
        |! [service_credit] No. | Service Level | Expected level | Critical? | Credit (% of monthly charges)
        | [uptime_guarantee, service_credit] 1 | Availability of the claims system | 99.7% per month | Yes | 4%
        | [uptime_guarantee, service_credit] 2 | Availability of the broker portal | 99.9% per month | Yes | 3%
        | [service_credit] 3 | Severity 1 incidents resolved within 4 hours | 95% of incidents | Yes | 2%
        | [service_credit] 4 | Calls answered within 60 seconds | 90% | Yes | 1%
        """,
        [
            "uptime [-, 99.7): 4 percent {Availability of the claims system}",
            "uptime [-, 99.9): 3 percent {Availability of the broker portal}",
            "resolution: 2 percent {Severity 1 incidents resolved within 4 hours}",
            "response: 1 percent {Calls answered within 60 seconds}",
        ],
    ),
    "a page of key terms": (
        """
        |! [term_renewal] Key term | Value
        | [uptime_guarantee] Target Uptime | [99.5]% per calendar month
        | [service_credit] Uptime Credit | [10]% of the monthly Fees
        | [maintenance] Scheduled Downtime notice | [24] hours
        | [support] Target Response Time | [8] business hours
        | [claim_procedure] Credit request period | [30] days
        """,
        ["uptime [-, 99.5): 10 percent"],
    ),
    "amounts in the header": (
        """
        |! [service_credit] Storage class | Commitment | 10% credit if | 25% credit if
        | [service_credit] Single-site | 99.9% | < 99.9% and ≥ 99.0% | < 99.0%
        | [service_credit] Multi-site | 99.99% | < 99.99% and ≥ 99.9% | < 99.9%
        """,
        [
            "uptime [99, 99.9): 10 percent {Single-site}",
            "uptime [-, 99): 25 percent {Single-site}",
            "uptime [99.9, 99.99): 10 percent {Multi-site}",
            "uptime [-, 99.9): 25 percent {Multi-site}",
        ],
    ),
    "fixed sums": (
        """
        |! [service_credit] Monthly availability | Penalty
        | [service_credit] 98.00 % - 99.49 % | EUR 500
        | [service_credit] < 98.00 % | EUR 2.000,00
        """,
        ["uptime [98, 99.49): 500 EUR", "uptime [-, 98): 2000 EUR"],
    ),
    "levels without comparators under a row that pays nothing": (
        """
        |! [service_credit] Uptime | Credit
        | [service_credit] 99.9% | 0%
        | [service_credit] 99.5% | 10%
        | [service_credit] 99.0% | 20%
        """,
        ["uptime [99.5, 99.9): 10 percent", "uptime [99, 99.5): 20 percent"],
    ),
    "missed answers": (
        """
        |! [service_credit] Failure | Credit per case
        | [service_credit] Response time exceeded | 2% of the monthly fee
        | [service_credit] Resolution time exceeded | 4% of the monthly fee
        """,
        ["response: 2 percent", "resolution: 4 percent"],
    ),
    "blank bands of a template": (
        """
        |! [service_credit] Uptime | Credit
        | [service_credit] below [__]% | [__]%
        | [service_credit] below 95% | [10]%
        """,
        ["uptime [-, 95): 10 percent"],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_credits_gives_its_bands(name: str, agreement: Read) -> None:
    """A column taken for another, or a threshold left unresolved, would price every outage wrongly."""
    text, expected = TABLES[name]
    assert [short(credit) for credit in credits.find(*agreement(text))] == expected


SENTENCES = {
    "an amount for each network measure": (
        "[service_credit] If a monthly average misses its value for latency, Customer receives 5 % of the MRC; for packet delivery, 10 % of the MRC.",
        ["latency: 5 percent", "delivery: 10 percent"],
    ),
    "several routes, and which is missed is not said": (
        """
        |! [performance] Route | Latency
        | [performance] Europe | 32 ms
        | [performance] Asia | 175 ms
        [service_credit] If the latency is missed, Customer receives 5 % of the MRC.
        """,
        ["latency [32, -): 5 percent {Europe}", "latency [175, -): 5 percent {Asia}"],
    ),
    "multiples on two plans": (
        "[service_credit] For each period in which the service is unavailable, you are credited twenty-five (25) times the fees for the length of that period on the Carrier plan, and ten (10) times on the Professional plan.",
        ["downtime per PT1H: 25 hours", "downtime per PT1H: 10 hours"],
    ),
    "minutes of a broken promise": (
        "[service_credit] For every ten minutes in which the promise is broken you get a credit of 5% of the bill.",
        ["downtime per PT10M: 5 percent"],
    ),
    "one service of several that are promised": (
        """
        |! [uptime_guarantee] Part | Monthly availability
        | [uptime_guarantee] Ordering API | 99.95%
        | [uptime_guarantee] Search API | 99.9%
        [service_credit] If the availability of the Ordering API is less than 99.95%, 5% of its monthly fee is credited; if it is less than 99.0%, 15%.
        """,
        ["uptime [99, 99.95): 5 percent {Ordering API}", "uptime [-, 99): 15 percent {Ordering API}"],
    ),
    "all of the services that are promised": (
        """
        |! [uptime_guarantee] Part | Monthly availability
        | [uptime_guarantee] Ordering API | 99.95%
        | [uptime_guarantee] Search API | 99.9%
        [service_credit] If the availability of the Ordering API or the Search API is less than 99.0%, 15% of the monthly fee is credited.
        """,
        ["uptime [-, 99): 15 percent"],
    ),
    "bands in list items": (
        """
        [service_credit] Credits are due as follows:
        - [service_credit] 5% of the monthly fee if availability is below 99.9% but at least 99.0%;
        - [service_credit] 15% of the monthly fee if availability is below 99.0%.
        """,
        ["uptime [99, 99.9): 5 percent", "uptime [-, 99): 15 percent"],
    ),
    "arrows": (
        """
        - [service_credit] 99.0–99.9% → 10% credit
        - [service_credit] 95.0–99.0% → 25% credit
        """,
        ["uptime [99, 99.9): 10 percent", "uptime [95, 99): 25 percent"],
    ),
    "several bands in one sentence": (
        "[service_credit] Customer is credited 10% of the monthly fee when uptime falls below 99.9%, 25% when it falls below 99.0% and 50% when it falls below 95.0%.",
        ["uptime [99, 99.9): 10 percent", "uptime [95, 99): 25 percent", "uptime [-, 95): 50 percent"],
    ),
    "a single remedy": (
        """
        [uptime_guarantee] The Platform will be available 99.5% of each month.
        [service_credit] If we miss this, you receive a credit of 10% of that month's subscription fee.
        """,
        ["uptime [-, 99.5): 10 percent"],
    ),
    "a single remedy in the sentence of the promise": (
        "[uptime_guarantee, service_credit] We guarantee 99.9% monthly uptime, or we credit you 20% of your monthly bill.",
        ["uptime [-, 99.9): 20 percent"],
    ),
    "a percentage for each half hour": (
        "[service_credit] For every 30 minutes of downtime you are credited 5% of your monthly fee, up to 100%.",
        ["downtime per PT30M: 5 percent"],
    ),
    "one half hour written as a fraction": (
        "[service_credit] For every 1/2 hour of unplanned downtime a 5% credit is added to your account.",
        ["downtime per PT0.5H: 5 percent"],
    ),
    "a day for each hour": (
        "[service_credit] Client receives one day's fee for each hour of Downtime, or part thereof.",
        ["downtime per PT1H: 1 days"],
    ),
    "a fraction of the recurring charge": (
        "[service_credit] For each full hour of Outage, Carrier shall credit 1/30th of the Monthly Recurring Charge for the affected circuit.",
        ["downtime per PT1H: 3.3333 percent"],
    ),
    "in words and figures": (
        "[service_credit] Supplier shall credit five percent (5%) of the monthly charges for each four (4) hour period of unavailability.",
        ["downtime per PT4H: 5 percent"],
    ),
    "times the fees": (
        "[service_credit] We credit ten (10) times the fees that fall on the duration of the outage.",
        ["downtime per PT1H: 10 hours"],
    ),
    "in proportion": (
        "[service_credit] The fee is reduced in proportion to the duration of the downtime; the reduction is credited on the next invoice.",
        ["downtime per PT1H: 1 hours"],
    ),
    "steps below the promise": (
        """
        [uptime_guarantee] Availability per quarter: at least 99.8 %.
        [service_credit] For each commenced 0.1 percentage point below this level the fee is reduced by 2 %.
        """,
        ["uptime [-, 99.8): 2 percent"],
    ),
    "a sum per hour of delay": (
        "[service_credit] For each commenced hour of delay in restoring a critical fault the Contractor owes a penalty of EUR 250.",
        ["resolution per PT1H: 250 EUR"],
    ),
    "a least outage": (
        "[service_credit] For an interruption lasting more than 15 minutes the Customer receives 2% of the monthly fee per hour of interruption.",
        ["downtime [PT15M, -) per PT1H: 2 percent"],
    ),
    "free time": (
        """
        [uptime_guarantee] Uptime of our web servers: 99.9% per month.
        [service_credit] When we miss it we add one free month of hosting to your account.
        """,
        ["uptime [-, 99.9): 1 months"],
    ),
    "a missed answer": (
        "[service_credit] If a Priority 1 case is not answered within the response time, Customer may claim a credit of 3% of the monthly support fee.",
        ["response: 3 percent"],
    ),
    "a dash before the amount": (
        """
        [service_credit] We credit the following share of the fee:
        - [service_credit] below 99.9 %, but not below 99.0 % — 5 %
        - [service_credit] below 99.0 % — 20 %
        """,
        ["uptime [99, 99.9): 5 percent", "uptime [-, 99): 20 percent"],
    ),
    "the whole fee for a long outage": (
        """
        [service_credit] When a line is down, you get back part of its rental:
        - [service_credit] between 4 and 8 hours: 10 %
        - [service_credit] more than 8 hours: 100 %
        """,
        ["downtime [PT4H, PT8H): 10 percent", "downtime [PT8H, -): 100 percent"],
    ),
    "an extension for each hour": (
        "[service_credit] For each hour of downtime past the guarantee we extend your service by one day, to a maximum of thirty days.",
        ["downtime per PT1H: 1 days"],
    ),
    "what is free": (
        "[service_credit] For each full hour of downtime beyond the first two hours we credit 5% of the monthly fee.",
        ["downtime per PT1H beyond PT2H: 5 percent"],
    ),
    "a measure named in the sentence before": (
        "[performance, service_credit] A failed disk is replaced within 4 hours of diagnosis. For every hour over, you are credited 5% of the monthly price.",
        ["resolution per PT1H: 5 percent"],
    ),
    "a target whose own clause says what its failure pays": (
        "[performance] Carrier shall restore a failed circuit within four hours. Failure to do so entitles Customer to one (1) additional day's credit per occurrence.",
        ["resolution: 1 days"],
    ),
    "either of two network measures": (
        """
        # Network quality
        [performance] The average latency on the domestic network shall not exceed 60 ms, on the transatlantic network 95 ms.
        [performance] Average packet loss shall be 0.5% or less.
        [service_credit] If Carrier misses the domestic latency or the packet loss target, Customer is credited 10% of the monthly charge.
        """,
        ["latency [60, -): 10 percent", "packet_loss [0.5, -): 10 percent"],
    ),
    "a credit that is also the most": (
        "[service_credit] If downtime in a month is eight hours or more, the credit is one full month's fee, which is also the most that will be credited.",
        ["downtime [PT8H, -): 1 months"],
    ),
    "the same rate in two sections with promises of their own": (
        """
        # Network
        [uptime_guarantee] The network will be available 100% of the time.
        [service_credit] For each hour of downtime you are credited 5% of the monthly fee.
        # Power
        [uptime_guarantee] Power to the rack will be available 100% of the time.
        [service_credit] For each hour of downtime you are credited 5% of the monthly fee.
        """,
        ["downtime per PT1H: 5 percent {Network}", "downtime per PT1H: 5 percent {Power}"],
    ),
    "measures without a metric of their own": (
        """
        [service_credit] For each day on which the temperature target is missed, the credit equals one day's recurring cabinet charge.
        [service_credit] Server processing time stays below 50 ms; a month in which it does not brings 5% of the month's fee.
        """,
        ["other per P1D: 1 days", "other: 5 percent"],
    ),
    "a sum for each late answer, in a contract without a level": (
        "[service_credit] For each Severity 1 incident answered late the Client is credited with £50.",
        ["response: 50 GBP"],
    ),
    "a sum that no measure and no level explains": (
        "[service_credit] If we miss a target, the Client is credited with £50.",
        ["other: 50 GBP"],
    ),
    "one edition with a level of its own": (
        "[service_credit] If the uptime is below 99.95% but at or above 99.0%, you are credited 10% of your spend. "
        "Enterprise edition customers are credited 30% of the spend whenever uptime falls below 99.999%.",
        ["uptime [99, 99.95): 10 percent", "uptime [-, 99.999): 30 percent {Enterprise}"],
    ),
    "the kind of a measure in a table of several": (
        """
        # Network
        |! [performance] Parameter | Domestic | Transatlantic
        | [performance] Round-trip delay | 60 ms | 95 ms
        [service_credit] If the carrier misses the domestic delay guarantee, it will credit 10% of the monthly charge.
        """,
        ["latency [60, -): 10 percent"],
    ),
    "a remedy named with a colon": (
        "[performance] The carrier will repair an outage within four hours. Remedy: a credit of 10% of the monthly charge for each outage not repaired in time.",
        ["resolution: 10 percent"],
    ),
    "two lists of one section": (
        """
        # Credits
        [service_credit] Growth plan
        - [service_credit] 99.0% ≤ uptime < 99.5%: 20%
        - [service_credit] uptime < 99.0%: 30%
        [service_credit] Scale plan
        - [service_credit] 99.5% ≤ uptime < 99.9%: 20%
        - [service_credit] uptime < 99.5%: 30%
        """,
        ["uptime [99, 99.5): 20 percent", "uptime [-, 99): 30 percent", "uptime [99.5, 99.9): 20 percent", "uptime [-, 99.5): 30 percent"],
    ),
    "rules that one sentence enumerates": (
        """
        [uptime_guarantee] The gateway is available 99.6% of every month.
        [service_credit] Penalties: (a) where a terminal is not repaired in time the Supplier shall pay a penalty of EUR 20; (b) where the gateway does not reach its level, the Supplier shall credit 7.5% of that month's fee.
        """,
        ["resolution: 20 EUR", "uptime [-, 99.6): 7.5 percent"],
    ),
    "hours that have begun": (
        "[service_credit] For the Standard range the credit amounts to 3% of the monthly price per hour begun.",
        ["downtime per PT1H: 3 percent"],
    ),
    "from eight hours up to a day": (
        "[service_credit] Unscheduled downtime Reduction of fee 4 to 8 hours 10% more than 8 and up to 24 hours 25% more than 24 hours 50%",
        ["downtime [PT4H, PT8H): 10 percent", "downtime [PT8H, PT24H): 25 percent", "downtime [PT24H, -): 50 percent"],
    ),
    "the charges for a week": (
        "[service_credit] If an outage lasts eight hours or more, the credit is the charges for one week.",
        ["downtime [PT8H, -): 1 weeks"],
    ),
    "so much for each call, in an agreement with a level": (
        """
        [uptime_guarantee] Every machine will be up for at least 97% of each month.
        [service_credit] If an engineer is late, GBP 25 is credited per call.
        [service_credit] GBP 5 is credited for each ticket that is lost.
        """,
        ["response: 25 GBP", "other: 5 GBP"],
    ),
    "each section below its own level": (
        """
        # Portal
        [uptime_guarantee] The portal is available 99.5% of every month.
        [service_credit] If we miss this, you receive a credit of 5% of the fee.
        # Gateway
        [uptime_guarantee] The gateway is available 99.9% of every month.
        [service_credit] If we miss this, you receive a credit of 10% of the fee.
        """,
        ["uptime [-, 99.5): 5 percent", "uptime [-, 99.9): 10 percent"],
    ),
    "one rule for each of two products": (
        """
        |! [uptime_guarantee] Product | Availability over a year
        | [uptime_guarantee] Registers | 99.9%
        | [uptime_guarantee] Timetables | 99.5%
        # Money
        [service_credit] If a product does not reach its figure, 5% of its annual licence is taken off the next invoice; please ask within three months of the end of the year.
        """,
        ["uptime [-, 99.9): 5 percent {Registers}", "uptime [-, 99.5): 5 percent {Timetables}"],
    ),
    "an allowance with a comma in its bound": (
        """
        |! [service_credit] Length of interruption | Allowance
        | [service_credit] 30 minutes, but less than 3 hours | 1 day's charge
        | [service_credit] 3 hours or more | 3 days' charges
        """,
        ["downtime [PT30M, PT3H): 1 days", "downtime [PT3H, -): 3 days"],
    ),
    "a table run together by its reader": (
        "[service_credit] Outage Duration Extension 1 hour – 12 hours 1 Day 12 hours – 36 hours 3 Days",
        ["downtime [PT1H, PT12H): 1 days", "downtime [PT12H, PT36H): 3 days"],
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences_and_lists_give_their_credits(name: str, agreement: Read) -> None:
    """Half of the field writes no tables; a rule that only reads tables would say that they pay nothing."""
    text, expected = SENTENCES[name]
    assert [short(credit) for credit in credits.find(*agreement(text))] == expected


NOTHING = {
    "a defined cap": """
        |! [definition] Term | Meaning
        | [service_credit] "Service Credit Cap" | 15% of the Charges payable for the Service Period in which the failure occurred
        """,
    "come to more than": "[service_credit] In no month will the credits for a cluster come to more than 50% of that cluster's fees.",
    "a second most behind the first": "[service_credit] Credits are limited to the fees for that month, and over any twelve months to three times the average monthly fees.",
    "a second most of one charge": "[remedy_limit, service_credit] Credits for a line are limited to 20% of its Monthly Charge in any month and to 100% of one Monthly Charge in any year.",
    "a most behind nor": "[service_credit] The sum of all credits may not exceed 50 % of its MRC, nor credits for all Services in a contract year 15 % of the charges.",
    "never more than half": "[service_credit] Make-goods for one service in one month are never more than half of its bill.",
    "what customers pay": "[service_credit] We don't hand out cash for this, because most of you pay us £4 and the bank would take half of it.",
    "what others pay": "[service_credit] Many vendors promise 99.9% and pay back 10% of the fee when they miss it.",
    "a cap": "[service_credit] Credits of a month shall not exceed 30% of the monthly fee.",
    "a cap in plain words": "[service_credit] We never credit more than $5,000 in one year.",
    "the highest credit": "[service_credit] The highest credit for a month is 25% of that month's fees.",
    "a time within which": "[service_credit] Credits will not accumulate within an invoice period in an amount more than 5% of the fees.",
    "half the fees at most": "[service_credit] All credits of a month together come to no more than half (50%) of those fees.",
    "months of fees for one month": "[service_credit] We never credit more than three months of fees for one month.",
    "a cap with its period in between": "[service_credit] Credits may not exceed, in any month, thirty (30) days of recurring charges.",
    "one credit only": "[service_credit] Only one credit is given for one month even if both were missed.",
    "a most behind its amount": "[service_credit] 20 % of the quarterly fees is also the most that we will credit for a quarter.",
    "a most that is not gone beyond": "[service_credit] Credits never go beyond 15% of the month's fee.",
    "a share of a time of service": "[service_credit] You will never get back more than 100 % of one month's rental for a month.",
    "a target without a credit": "[performance] The supplier will restore a failed circuit within 4 hours. 10% of circuits are tested each year.",
    "an example": "[service_credit] For example, with an uptime of 98.5% the credit would be 10% of the fee.",
    "the least sum paid out": "[service_credit] A credit is issued only if its amount is greater than one dollar ($1 USD).",
    "late payment": "[service_credit] Amounts overdue bear interest at a rate of 1.5% per month, and credits are withheld.",
    "a termination right": "[termination_right] Customer may terminate if it is entitled to a credit of 50% in three consecutive months.",
    "how a credit is applied": "[service_credit] Credits are applied to the next invoice within 60 days.",
    "a fee": "[other] The setup fee is 10% of the annual subscription fee.",
    "a promise alone": "[uptime_guarantee] Availability is at least 99.9% per month.",
    "error rates beside levels": """
        |! [uptime_guarantee] Part | Monthly availability | Failed calls
        | [uptime_guarantee] Ordering | 99.95% | under 0.2%
        | [service_credit] Archive | 99.0% | under 2%
        """,
    "lost packets beside levels": """
        |! [service_credit] Route | Monthly availability | Loss
        | [service_credit] Lisbon | 99.95% | 0.2%
        | [service_credit] Porto | 99.9% | 0.5%
        """,
    "instalments": "[service_credit] A total of 900,000 USD shall be paid by the Distributor in quarterly instalments of 225,000 USD on each of the dates below.",
    "what the customer pays": "[service_credit] Client shall pay 4,000 USD for each month in which the service is used.",
    "a blank": "[service_credit] Customer receives a credit of [__]% of the fee if uptime falls below [__]%.",
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_pays_nothing_is_no_credit(name: str, agreement: Read) -> None:
    """A cap or an example read as a credit would promise money that nobody promised."""
    assert credits.find(*agreement(NOTHING[name])) == []


def test_evidence_is_the_row_or_sentence_itself(agreement: Read) -> None:
    """A quote from a neighbouring row would prove the wrong figure."""
    clauses, document = agreement(TABLES["both bounds in words"][0])

    for credit in credits.find(clauses, document):
        [proof] = credit.evidence
        text = next(clause.text for clause in clauses if clause.id == proof.clause)
        assert text[proof.start : proof.end] == proof.quote
        assert f"{credit.credit.amount:g}%" in proof.quote


def test_the_basis_is_in_the_words_of_the_document(agreement: Read) -> None:
    """ "10%" without its basis says nothing: of the month, of the year, of the affected service?"""
    [credit] = credits.find(*agreement(SENTENCES["a fraction of the recurring charge"][0]))

    assert credit.credit.basis == "Monthly Recurring Charge for the affected circuit"
