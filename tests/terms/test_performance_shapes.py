"""Performance in further fields and shapes: climate, calls, units in headers, recovery in plain words, news of an outage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import performance

Read = Callable[[str], tuple[list[Clause], Document]]

P = "[performance] "
SENTENCES = {
    "or better, at the end": (P + "Latency to our Lisbon core: 12 ms or better", [("latency", "<=", 12.0, "ms")]),
    "two times of one measure": (
        P + "The mean time to repair, taken over a month, is not to exceed 4 hours for On-Net and 8 hours for Off-Net circuits.",
        [("repair_time", "<=", 4.0, "hours"), ("repair_time", "<=", 8.0, "hours")],
    ),
    "a service that resumes": (
        P
        + "In the event of a disaster, service will resume at the second site within 4 hours and with at most 15 minutes of lost transactions.",
        [("rto", "<=", 4.0, "hours"), ("rpo", "<=", 15.0, "minutes")],
    ),
    "a copy that is not older": (
        P + "In the event of a total loss of a server we restore it within 12 hours, to a copy not older than 24 hours.",
        [("rto", "<=", 12.0, "hours"), ("rpo", "<=", 24.0, "hours")],
    ),
    "posted on the status page": (
        "[support] When there's an incident we post on the status page within 10 minutes of our alert firing, and update it hourly.",
        [("notification_time", "<=", 10.0, "minutes")],
    ),
    "a desk that notifies a contact": (
        "[reporting] When an outage shows up the desk will notify the Customer's technical contact by phone within 15 minutes.",
        [("notification_time", "<=", 15.0, "minutes")],
    ),
    # written: climate
    "two limits of a climate": (
        P
        + "Inlet temperature will not be above 26 degrees Celsius, and relative humidity will not be above 55%, as averaged over 30 minutes.",
        [("other", "<=", 26.0, "°C"), ("other", "<=", 55.0, "percent")],
    ),
    "ranges of a climate": (
        P
        + "The landlord shall keep the temperature between 64 and 79 degrees Fahrenheit and the relative humidity between twenty percent (20%) and sixty percent (60%).",
        [("other", ">=", 64.0, "°F"), ("other", "<=", 79.0, "°F"), ("other", ">=", 20.0, "percent"), ("other", "<=", 60.0, "percent")],
    ),
    "a range with a dash, unlabelled": (
        "[other] Supply air is kept at 18–27 °C.",
        [("other", ">=", 18.0, "°C"), ("other", "<=", 27.0, "°C")],
    ),
    "air that is not warmer, in a clause that goes on to pay": (
        "[service_credit] Air supplied to the racks will not be warmer than 25 °C and relative humidity will not exceed 60%. In a month in which either limit is exceeded the credit is 10% of the charge.",
        [("other", "<=", 25.0, "°C"), ("other", "<=", 60.0, "percent")],
    ),
    "between two temperatures with a unit each": (
        P + "Ambient temperature: 18°C to 25°C.",
        [("other", ">=", 18.0, "°C"), ("other", "<=", 25.0, "°C")],
    ),
    "a most in two units": (P + "Cold aisle: max. 27°C (81°F).", [("other", "<=", 27.0, "°C")]),
    "somebody comes, then it is mended": (
        P + "A vehicle arrives on site within 4 hours and the fault is repaired within 8 hours.",
        [("repair_time", "<=", 8.0, "hours")],
    ),
    "an update on the status page": (
        P + "We post an update on the status page within 30 minutes of detecting an incident and every hour after that.",
        [("notification_time", "<=", 30.0, "minutes")],
    ),
    # written: recovery
    "a name in brackets at the end": (
        P + "For data sets up to 2 TB, we aim to have a restore ready within six hours of you asking (RTO).",
        [("rto", "<=", 6.0, "hours")],
    ),
    "working again after a disaster": (
        P + "After a disaster we aim to have the portal working again in 20 hours, with no more than 12 hours of data lost.",
        [("rto", "<=", 20.0, "hours"), ("rpo", "<=", 12.0, "hours")],
    ),
    "back up and running": (
        P + "Should a site be lost, the service is back within eight hours.",
        [("rto", "<=", 8.0, "hours")],
    ),
    "the age of restored data": (P + "A restored server holds data no older than 24 hours.", [("rpo", "<=", 24.0, "hours")]),
    "data committed and lost": (
        P + "We promise that no more than 5 minutes of committed data are lost when a hall fails.",
        [("rpo", "<=", 5.0, "minutes")],
    ),
    "a recovery point": (P + "With the default schedule the recovery point is 24 hours.", [("rpo", "<=", 24.0, "hours")]),
    "the last hours of data": (
        P
        + "Should the service be lost we expect to bring it back within 20 hours (recovery time objective), losing not more than the last 12 hours of data (recovery point objective).",
        [("rto", "<=", 20.0, "hours"), ("rpo", "<=", 12.0, "hours")],
    ),
    "a point before": (
        P + "In a disaster the platform shall be restored within 6 hours (RTO) to a point not more than 4 hours before (RPO).",
        [("rto", "<=", 6.0, "hours"), ("rpo", "<=", 4.0, "hours")],
    ),
    "nothing lost": (P + "The recovery point objective is zero.", [("rpo", "<=", 0.0, "minutes")]),
    "nothing lost, by its letters": (P + "RPO = 0 and RTO = 60 seconds.", [("rpo", "<=", 0.0, "minutes"), ("rto", "<=", 60.0, "seconds")]),
    # written: repair
    "a replacement that is fitted": (
        "[service_credit] When a component of your server fails we will fit a replacement within 3 hours, counted from the moment it was found. If we overrun, you get 5% of the fee for each further hour.",
        [("repair_time", "<=", 3.0, "hours")],
    ),
    "a spare that is put in": (
        "[other] A failed power supply is swapped for a spare within 90 minutes.",
        [("repair_time", "<=", 90.0, "minutes")],
    ),
    # written: news
    "told of an outage": (
        "[reporting] The customer will be told of a power outage by text message within 20 minutes of its start.",
        [("notification_time", "<=", 20.0, "minutes")],
    ),
    "told at once, with a report in days": (
        "[reporting] Clients are told of an incident by e-mail within 30 minutes of its start and receive a report within five business days.",
        [("notification_time", "<=", 30.0, "minutes")],
    ),
    "we notify": (
        "[support] When we detect an incident ourselves we notify all clients who may be affected within 25 minutes.",
        [("notification_time", "<=", 25.0, "minutes")],
    ),
    "announced on the status page": (
        "[reporting] Outages are announced on the status page within 15 minutes after our operators confirm them.",
        [("notification_time", "<=", 15.0, "minutes")],
    ),
    "a status page that is updated": (
        "[reporting] The status page gets updated within 10 minutes of our pager going off.",
        [("notification_time", "<=", 10.0, "minutes")],
    ),
    # written: shares of cases
    "calls answered": (
        P + "90% of calls to the service desk are answered within 30 seconds.",
        [("other", ">=", 90.0, "percent")],
    ),
    "jobs that finish": (P + "Each month at least 99% of your backup jobs will finish successfully.", [("other", ">=", 99.0, "percent")]),
    "alerts handed over": (
        P + "99% of alert notifications are handed to the channel you chose inside 2 minutes.",
        [("notification_time", "<=", 2.0, "minutes")],
    ),
    # written: further measures
    "provisioned": (P + "A new virtual machine is provisioned within 15 minutes of the order.", [("other", "<=", 15.0, "minutes")]),
    "purged": (P + "Purge requests take effect on all nodes within 5 seconds.", [("other", "<=", 5.0, "seconds")]),
    "tokens": (P + "Each stream delivers at least 40 tokens per second.", [("throughput", ">=", 40.0, "tokens per second")]),
    "messages": (
        P + "The queue sustains a throughput of 20,000 messages per second.",
        [("throughput", ">=", 20000.0, "messages per second")],
    ),
    "one in so many": (P + "No more than 0.2% of calls fail with a server error.", [("error_rate", "<=", 0.2, "percent")]),
    "errors beside a latency": (
        P + "We aim for a median API latency of less than 300 ms and for fewer than 0.05% of valid requests to end in a server error.",
        [("latency", "<=", 300.0, "ms"), ("error_rate", "<=", 0.05, "percent")],
    ),
    "requests that fail": (P + "Fewer than 0.1% of valid requests are answered with a 5xx code.", [("error_rate", "<=", 0.1, "percent")]),
}

TABLES = {
    # written
    "a unit in the row's name": (
        """
        |! What | small | large
        | [performance] Time to first token | 1.5 s | 4 s
        | [performance] Output tokens per second, per stream | 45 | 20
        """,
        [("latency", 1.5, "small"), ("latency", 4.0, "large"), ("throughput", 45.0, "small"), ("throughput", 20.0, "large")],
    ),
    "units in the header": (
        """
        |! Region | Latency (ms) | Packet loss (%) | Jitter, ms
        | [performance] Iberia | 25 | 0.1 | 3
        | [performance] Nordics | 40 | 0.2 | 5
        """,
        [
            ("latency", 25.0, "Iberia"),
            ("packet_loss", 0.1, "Iberia"),
            ("jitter", 3.0, "Iberia"),
            ("latency", 40.0, "Nordics"),
            ("packet_loss", 0.2, "Nordics"),
            ("jitter", 5.0, "Nordics"),
        ],
    ),
    "a column of units": (
        """
        |! Measure | Unit | Target
        | [performance] Round-trip latency | ms | 30
        | [performance] Packet loss | % | 0.1
        | [performance] Recovery time objective | hours | 4
        """,
        [("latency", 30.0, None), ("packet_loss", 0.1, None), ("rto", 4.0, None)],
    ),
    "recovery in hours, by plan": (
        """
        |! What | Basic | Plus
        | [performance] RTO (hours) | 24 | 4
        | [performance] RPO (hours) | 24 | 1
        """,
        [("rto", 24.0, "Basic"), ("rto", 4.0, "Plus"), ("rpo", 24.0, "Basic"), ("rpo", 1.0, "Plus")],
    ),
    "nothing lost in a failover": (
        """
        |! What | Three-node | Two-node | Solo
        | [performance] Failover to standby (RTO) | 60 seconds | 90 seconds | n/a
        | [performance] Data lost in a failover (RPO) | 0 | up to 5 minutes | n/a
        """,
        [("rto", 60.0, "Three-node"), ("rto", 90.0, "Two-node"), ("rpo", 0.0, "Three-node"), ("rpo", 5.0, "Two-node")],
    ),
    "targets in the row's name": (
        """
        |! No. | Service Level | Type | Expected Level | Minimum Level | Credit
        | [performance] 7 | Disaster recovery: RTO 8 hours, RPO 30 minutes, proven in an annual test | K | met | n/a | none
        """,
        [("rto", 8.0, None), ("rpo", 30.0, None)],
    ),
    "calls in a matrix of levels": (
        """
        |! [service_credit] No. | Service Level | Type | Expected Level | Minimum Level | Credit
        | [support, service_credit] 4 | Severity 1 and 2 incidents resolved within target | C | 97% | 92% | 2%
        | [service_credit, support] 5 | Service desk calls answered within 45 seconds | C | 90% | 80% | 1%
        """,
        [
            ("other", 90.0, "Service desk calls answered within 45 seconds"),
            ("other", 80.0, "Service desk calls answered within 45 seconds"),
        ],
    ),
    "a climate": (
        """
        |! Item | Level
        | [performance] Supply air temperature | 18 – 27 °C
        | [performance] Relative humidity | 20% to 80%
        """,
        [
            ("other", 18.0, "Supply air temperature"),
            ("other", 27.0, "Supply air temperature"),
            ("other", 20.0, "Relative humidity"),
            ("other", 80.0, "Relative humidity"),
        ],
    ),
    "an error rate of one plan, unlabelled": (
        """
        |! What | Growth | Scale
        | [uptime_guarantee] Uptime (monthly) | 99.9% | 99.99%
        | Error rate | not promised | < 0.1%
        """,
        [("error_rate", 0.1, None)],
    ),
    "the outage that a level comes to": (
        """
        |! Product | Monthly availability | Max. outage a month | Repair time
        | [performance] Leased line | 99.9% | 44 min | 6 h
        """,
        [("repair_time", 6.0, "Leased line")],
    ),
    "an error rate among other levels": (
        """
        | [uptime_guarantee] Uptime target | 99.95 % per calendar quarter
        | [performance] Error rate | not more than 0.1 % of requests answered with 5xx per month
        | [maintenance] Maintenance | announced 5 days ahead
        """,
        [("error_rate", 0.1, None)],
    ),
    "a row that differs from its column": (
        """
        |! Route | Round trip delay
        | [performance] North | 12 ms
        | [performance] Packet delivery, all routes | 99.95%
        | [performance] Jitter, all routes | 2 ms
        """,
        [("latency", 12.0, "North"), ("packet_delivery", 99.95, None), ("jitter", 2.0, None)],
    ),
    "a first row of names": (
        """
        | | Tier A | Tier B
        | [performance] Recovery time objective | 4 hours | 24 hours
        | [performance] Recovery point objective | 24 hours | 24 hours
        """,
        [("rto", 4.0, "Tier A"), ("rto", 24.0, "Tier B"), ("rpo", 24.0, "Tier A"), ("rpo", 24.0, "Tier B")],
    ),
    "from city to city": (
        """
        |! From / To | London | Paris
        | [performance] New York | 75 ms | 80 ms
        """,
        [("latency", 75.0, "New York – London"), ("latency", 80.0, "New York – Paris")],
    ),
    "tiers that a number names": (
        """
        |! Tier | RPO | RTO
        | [performance] 1 | 15 minutes | 4 hours
        """,
        [("rpo", 15.0, "1"), ("rto", 4.0, "1")],
    ),
    "how it is measured": (
        """
        |! Item | Value
        | [performance] Measurement interval | 5 minutes
        | [performance] Latency (ms) | 40
        | [performance] Reporting period | 1 month
        """,
        [("latency", 40.0, None)],
    ),
    "what nobody accepts": (
        """
        |! Metric | Excellent | Acceptable | Unacceptable
        | [performance] Latency | < 20 ms | < 50 ms | > 50 ms
        """,
        [("latency", 20.0, "Excellent"), ("latency", 50.0, "Acceptable")],
    ),
    "percentiles side by side": (
        """
        |! Endpoint | p50 | p95 | p99
        | [performance] Response time of search | 80 ms | 200 ms | 400 ms
        """,
        [("response_time", 80.0, "p50"), ("response_time", 200.0, "p95"), ("response_time", 400.0, "p99")],
    ),
}

NONE = {
    "how long backups are kept": "# Failover, backup and restore\n"
    + P
    + "Backups are taken daily and held for the retention time of your plan (7, 14 or 35 days).",
    "a climate that ends a warranty": "[exclusion] The warranty does not hold where the customer runs its cabinet above 30 degrees Celsius.",
    "a definition of a climate": '[definition] "Cooling Event" means a period in which the temperature lies above 27 degrees Celsius.',
    "what the customer tells": "[claim_procedure] The customer must notify us of an outage within 24 hours of its start.",
    "what the customer tells, elsewhere": "[customer_duty] Customer shall inform the provider of an incident within two hours.",
    "a report that follows": "[reporting] You receive a written report of an incident within five business days.",
    "told when something else is late": "[support] In the event that your problem cannot be resolved within 15 minutes you will be notified of the outage.",
    "tickets in columns": """
        |! What | P1 | P2
        | [support] Acknowledge | 20 min | 1 h
        | [performance] Restore | 4 h | 8 business hours
        """,
    "a report of restoral": P
    + "For a ticket that stays open longer than four hours we will send a reason-for-outage report within five business days of restoral.",
    "what is carried today": P
    + "Throughput of the platform as a whole is published quarterly. It currently stands at 30 Tbps. Customers planning events above 400 Gbps should talk to us.",
    "what was": P + "Last month the average latency was 12 ms.",
    "what is usual": P + "Typical latency is about 20 ms but this is no commitment. A restore usually takes 2 hours.",
    "a report on a test": P + "Disaster recovery is tested twice a year; reports are sent within 10 business days.",
    "what counts as down": P + "An error rate above 5% for five minutes counts as downtime.",
    "a temperature with a spread": P + "Inlet temperature: 23 °C ± 3 °C.",
    "news of work": "[maintenance] You will be told of planned maintenance within 24 hours.",
    "tickets resolved": """
        |! Level | Target
        | [support] Severity 1 incidents resolved within 4 hours | 95%
        """,
    "a free hour": P + "A restore to a new cluster is free for the first 24 hours.",
    "the loss that is paid for": "[service_credit, performance] A month in which the packet loss is worse than stated earns a credit of 5% of the fee for each measure that was missed.",
    "a server that is cut off": "[other] We switch a server off that draws more than 16 amperes or is hotter than 70 °C.",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_targets_of_further_fields_are_found(agreement: Read, name: str) -> None:
    """A facility's climate or a desk's calls are what its customers pay for; a wrong unit would promise another thing."""
    text, expected = SENTENCES[name]
    assert [(p.metric, p.comparator, p.value, p.unit) for p in performance.find(*agreement(text))] == expected


@pytest.mark.parametrize("name", TABLES)
def test_tables_give_their_units_where_they_have_them(agreement: Read, name: str) -> None:
    """A bare figure below "Latency (ms)" is a target; read without its header it is nothing, or another thing."""
    text, expected = TABLES[name]
    assert [(p.metric, p.value, p.scope) for p in performance.find(*agreement(text))] == expected


@pytest.mark.parametrize("name", NONE)
def test_figures_beside_such_targets_are_none(agreement: Read, name: str) -> None:
    """What a customer must tell, or how long a copy is kept, is no promise of speed."""
    assert performance.find(*agreement(NONE[name])) == []


def test_least_and_most_of_a_climate_may_have_columns_of_their_own(agreement: Read) -> None:
    """Eighteen degrees read as the most would be promised where it is the least."""
    text = """
        |! Metric | Minimum | Maximum
        | [performance] Temperature | 18 °C | 27 °C
        | [performance] Humidity | 20% | 80%
        """
    found = performance.find(*agreement(text))

    assert [(p.comparator, p.value) for p in found] == [(">=", 18.0), ("<=", 27.0), (">=", 20.0), ("<=", 80.0)]
