"""Support targets: tables in every orientation, lists and sentences, and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import support
from extractor.terms.support_cells import timed
from extractor.terms.support_words import level_in_cell, levels

Read = Callable[[str], tuple[list[Clause], Document]]
Target = tuple[str, str | None, str | None, str | None]

TABLES = {
    "recovery by tier is no resolution by severity": (
        """
        |! Objective | Tier 1 | Tier 2 | Tier 3
        | [performance, support] Recovery time objective | 4 hours | 24 hours | 120 hours
        [support] Tickets:
        |! Priority | Acknowledge | Restore target
        | [support] 3 - Moderate | 4 business hours | 3 business days
        """,
        [("3", None, "PT4H", "P3D")],
    ),
    "a target that the lead-in denies is not the table's": (
        """
        # Support
        [support] Targets for the first answer depend on the plan. Urgent tickets are covered day and night. We don't promise times to fix bugs in the software of others.
        |! Severity | Looks like | Gold | Silver
        | [support] S1 | all down | 15 minutes | 1 hour
        | [support] S2 | slow | 2 hours | 8 business hours
        """,
        [
            ("S1", "Gold", "PT15M", None),
            ("S1", "Silver", "PT1H", None),
            ("S2", "Gold", "PT2H", None),
            ("S2", "Silver", "PT8H", None),
        ],
    ),
    "no resolution target": (
        """
        [support] The table gives response targets; there is no resolution target.
        |! Severity | Gold | Silver
        | [support] 1 | 30 minutes | 4 hours
        """,
        [("1", "Gold", "PT30M", None), ("1", "Silver", "PT4H", None)],
    ),
    "told far above": (
        """
        [support] First replies come in the times of the table. Every ticket is read by a person. Tickets can be opened by mail, by chat and in the portal at any time of the day, and we look at all of them in the order of their weight.
        |! Severity | Advanced plan | Basic plan
        | [support] 1 | 30 minutes | 4 hours
        """,
        [("1", "Advanced plan", "PT30M", None), ("1", "Basic plan", "PT4H", None)],
    ),
    "the corner names the target": (
        """
        [support] Support is part of both kinds of access.
        |! First reply | Shared access | Reserved access
        | [support] Critical | 1 hour | 15 minutes
        | [support] High | 4 business hours | 1 hour
        """,
        [
            ("Critical", "Shared access", "PT1H", None),
            ("Critical", "Reserved access", "PT15M", None),
            ("High", "Shared access", "PT4H", None),
            ("High", "Reserved access", "PT1H", None),
        ],
    ),
    "the corner names the repair, plans in a writer's own words": (
        """
        [support] Support is part of every berth.
        |! Time to repair | Harbour | Lagoon
        | [support] P1 | 8 hours | 4 hours
        | [support] P2 | 2 days | 1 day
        """,
        [
            ("P1", "Harbour", None, "PT8H"),
            ("P1", "Lagoon", None, "PT4H"),
            ("P2", "Harbour", None, "P2D"),
            ("P2", "Lagoon", None, "P1D"),
        ],
    ),
    "the corner over one column": (
        """
        [support] Support is part of every plan.
        |! Initial reply | Target
        | [support] Urgent | 1 hour
        | [support] Normal | 1 day
        """,
        [("Urgent", None, "PT1H", None), ("Normal", None, "P1D", None)],
    ),
    "plans by any name, and what is shown said below": (
        """
        # Support
        |! Level | Carrier | Professional
        | [support] Sev A: zone gone | 10 minutes, 24x7 | 30 minutes, 24x7
        | [support] Sev B: errors | 1 hour, 24x7 | 4 hours, 24x7
        [support] The table shows the time to a first reply by an engineer.
        """,
        [
            ("A", "Carrier", "PT10M", None),
            ("A", "Professional", "PT30M", None),
            ("B", "Carrier", "PT1H", None),
            ("B", "Professional", "PT4H", None),
        ],
    ),
    "levels in the agreement's own words": (
        """
        |! Plan | it's all on fire | something's odd
        | [support] Team | 2h | 1 business day
        | [support] Scale | 20 min, 24/7 | 4 business hours
        """,
        [
            ("it's all on fire", "Team", "PT2H", None),
            ("it's all on fire", "Scale", "PT20M", None),
            ("something's odd", "Team", "P1D", None),
            ("something's odd", "Scale", "PT4H", None),
        ],
    ),
    "a row for each level in a table of plans": (
        """
        |! - | Start | Grow | Enterprise
        | [other] Monthly price | EUR 0 | EUR 79 | from EUR 1,500
        | [support] First answer, Urgent (payments failing) | none | 1 hour | 15 minutes
        | [support] First answer, Normal | 2 business days | 8 business hours | 4 business hours
        """,
        [
            ("Urgent", "Grow", "PT1H", None),
            ("Urgent", "Enterprise", "PT15M", None),
            ("Normal", "Start", "P2D", None),
            ("Normal", "Grow", "PT8H", None),
            ("Normal", "Enterprise", "PT4H", None),
        ],
    ),
    # text -> [(severity, plan, response, resolution)]
    "levels in rows": (
        """
        |! Severity | Description | Response | Resolution
        | [support] 1 – Critical | everything is down | 30 minutes | 4 hours
        | [support] 2 – Major | a part is down | 2 business hours | 2 business days
        | [support] 3 – Minor | a nuisance | 1 business day | best effort
        """,
        [("1", None, "PT30M", "PT4H"), ("2", None, "PT2H", "P2D"), ("3", None, "P1D", None)],
    ),
    "unlabelled, by its words": (
        """
        |! Priority | Response time
        | P1 | 1 hour
        | P2 | 4 hours
        """,
        [("P1", None, "PT1H", None), ("P2", None, "PT4H", None)],
    ),
    "two working days in other words, and a level without a space": (
        """
        |! Severity | Initial Communication | On-site
        | [support] 1-Critical Impact | a call within 15 minutes | within 4 hours
        | [support] 2 - Major Impact | next working day | none
        | [support] 3 - Minor | day after next working day | none
        """,
        [("1", None, "PT15M", None), ("2", None, "P1D", None), ("3", None, "P2D", None)],
    ),
    "levels in columns": (
        """
        |! Target | Critical | High | Low
        | [support] First response | 15 min | 2 h | 1 business day
        | [support] Time to fix | 4 h | 1 business day | next release
        """,
        [("Critical", None, "PT15M", "PT4H"), ("High", None, "PT2H", "P1D"), ("Low", None, "P1D", None)],
    ),
    "plans beside each other": (
        """
        |! Level | Response (Silver) | Response (Gold)
        | [support] P1 | 4 hours | 1 hour
        | [support] P2 | 8 hours | 2 hours
        """,
        [("P1", "Silver", "PT4H", None), ("P1", "Gold", "PT1H", None), ("P2", "Silver", "PT8H", None), ("P2", "Gold", "PT2H", None)],
    ),
    "plans under a heading that names the target": (
        """
        # How fast we respond
        |! Severity | Standard plan | Premium plan
        | [support] Severity 1 | 4 hours | 30 minutes
        | [support] Severity 2 | 1 day | 4 hours
        """,
        [
            ("1", "Standard plan", "PT4H", None),
            ("1", "Premium plan", "PT30M", None),
            ("2", "Standard plan", "P1D", None),
            ("2", "Premium plan", "PT4H", None),
        ],
    ),
    "sentences in cells": (
        """
        |! Severity | Meaning | Free tier | Paid tier
        | [support] Sev 1 | outage | forum only | Response within 2 hours, resolution within 1 business day
        | [support] Sev 2 | degraded | forum only | Response within 1 business day
        """,
        [("1", "Paid tier", "PT2H", "P1D"), ("2", "Paid tier", "P1D", None)],
    ),
    "a plan in each row": (
        """
        |! Plan | Channels | First reply
        | [support] Basic | e-mail | 2 business days
        | [support] Pro | e-mail and chat | 4 hours
        """,
        [("all", "Basic", "P2D", None), ("all", "Pro", "PT4H", None)],
    ),
    "unit in the header": (
        """
        |! Severity | Response (hours) | Fix (days)
        | [support] A | 1 | 2
        | [support] B | 4 | 5
        """,
        [("A", None, "PT1H", "P2D"), ("B", None, "PT4H", "P5D")],
    ),
    "rows that name their target": (
        """
        |! Measure | Target
        | [support] Response time, Priority 1 | 1 hour
        | [support] Response time, Priority 2 | 8 hours
        """,
        [("1", None, "PT1H", None), ("2", None, "PT8H", None)],
    ),
    "working and other hours": (
        """
        |! Category | Response time (Working hours / Non-working hours)
        | [support] Critical | 2 hours / 6 hours
        | [support] Minor | 8 hours / 24 hours
        """,
        [("Critical", None, "PT2H", None), ("Critical", None, "PT6H", None), ("Minor", None, "PT8H", None), ("Minor", None, "PT24H", None)],
    ),
    "range": (
        """
        |! Priority | Response | Resolution
        | [support] High | 1-2 hours | 8-24 hours
        """,
        [("High", None, "PT2H", "PT24H")],
    ),
    "bars in one paragraph": (
        "[support] | Level | Response | Fix | |---|---|---| | P1 | 1 hour | 8 hours | | P2 | 4 hours | 3 days |",
        [("P1", None, "PT1H", "PT8H"), ("P2", None, "PT4H", "P3D")],
    ),
}
SENTENCES = {
    "the rest as the meaning of a level": (
        "- [support] Low (everything else): first answer in 2 working days, solved in 10 working days",
        [("Low", None, "P2D", "P10D")],
    ),
    "the rest behind a semicolon": (
        "[support] We pick up critical incidents inside 15 minutes; all other tickets get a reply by the next working day.",
        [("critical", None, "PT15M", None), ("other", None, "P1D", None)],
    ),
    "respond and resolve": (
        "[support] Priority 1 incidents are responded to within 30 minutes and resolved within 4 hours.",
        [("1", None, "PT30M", "PT4H")],
    ),
    "levels before, each with its time": (
        "[support] We respond to critical issues within 1 hour, to major issues within 4 hours and to minor issues within 2 business days.",
        [("critical", None, "PT1H", None), ("major", None, "PT4H", None), ("minor", None, "P2D", None)],
    ),
    "levels behind": (
        "[support] Tickets are answered within 1 hour (priority 1), 4 hours (priority 2) or 2 days (priority 3).",
        [("1", None, "PT1H", None), ("2", None, "PT4H", None), ("3", None, "P2D", None)],
    ),
    "level of the second time only": (
        "[support] Requests are responded to within 30 minutes at night and within 4 hours for low priority requests.",
        [("low", None, "PT4H", None)],
    ),
    "one time for two levels": (
        "[support] Severity 1 and 2 incidents are acknowledged within 15 minutes.",
        [("1", None, "PT15M", None), ("2", None, "PT15M", None)],
    ),
    "respectively": (
        "[support] The response times for severity 1, 2 and 3 are 1 hour, 4 hours and 1 day respectively.",
        [("1", None, "PT1H", None), ("2", None, "PT4H", None), ("3", None, "P1D", None)],
    ),
    "items that open with the level": (
        """
        [support] Our response times are:
        - [support] Critical: 1 hour
        - [support] High: 4 hours
        """,
        [("Critical", None, "PT1H", None), ("High", None, "PT4H", None)],
    ),
    "target named in the sentence before": (
        "[support] The response time depends on the severity. Severity 1: 1 hour. Severity 2: next business day.",
        [("1", None, "PT1H", None), ("2", None, "P1D", None)],
    ),
    "every request beside a level": (
        "[support] All tickets are answered within 1 hour. Emergency tickets are answered within 15 minutes.",
        [("all", None, "PT1H", None), ("Emergency", None, "PT15M", None)],
    ),
    "every request": ("[support] We answer every support request within one business day.", [("all", None, "P1D", None)]),
    "unlabelled, in plain words": (
        "[other] A qualified engineer will be dealing with the problem within 20 minutes of being notified; support is free.",
        [("all", None, "PT20M", None)],
    ),
    "a code without the label": (
        "[other] The provider shall respond to Severity 1 faults within two hours.",
        [("1", None, "PT2H", None)],
    ),
    "running again": (
        "[support] In an emergency case the supplier shall make the application running within 24 hours after response.",
        [("emergency", None, None, "PT24H")],
    ),
    "plans": (
        "[support] Premium customers receive a first response within 2 hours.",
        [("all", "Premium", "PT2H", None)],
    ),
}
NONE = {
    "measures with a reference, one of them of support": """
        |! [uptime_guarantee] Ref. | Measure | Scheduled | Expected | Minimum
        | [uptime_guarantee] C1 | Mainframe Availability | Mon-Sat 6 a.m.-10 p.m. | 99.7% | 99.2%
        | [uptime_guarantee] C2 | Network Availability | 24 x 7 | 99.8% | 99.5%
        | [performance] C4 | Response time, % of transactions within 2.0 seconds | as C1 | - | 2.0 seconds for 95%
        | [support] C5 | Severity 1 problems resolved within 4 hours | 24 x 7 | 98% | 90%
        """,
    "addresses side by side": "|! BUYER CONTACT | SELLER CONTACT\n| [other] 12 Mill Lane, Suite 400 | 1900 S. Elm Street, Suite 310",
    "queries of a project": "[support] Respond to all queries related to project milestones within four (4) business hours of a written request.",
    "escalation": "|! Escalation level | Contact | After\n| [support] First | shift lead | 1 hour\n| [support] Second | director | 4 hours",
    "credits": "|! Severity | Credit\n| [service_credit] 1 | 5%\n| [service_credit] 2 | 2%",
    "addresses": "|! Name | Address\n| [support] Mr. Ito | 12 High Street, Suite 4\n| [support] Ms. Roe | 1900 S. Main Street",
    "vulnerabilities": "# Vulnerabilities\n|! CVSS | Fix within\n| [performance] 9.0 and above | 5 days\n| [performance] 4.0 to 8.9 | 30 days",
    "customer answers": "[support] The customer shall respond to our questions about a ticket within two days.",
    "silence": "[support] If you do not respond to a ticket for 10 days, it is closed.",
    "not kept": "[support] If the problem cannot be resolved within 15 minutes you will be told.",
    "budget": "[support] A request lets us spend up to 1 hour on the problem.",
    "hours of service": "[support] The help desk answers 24 hours a day.",
    "maintenance": "[maintenance] Severity of works is told within 5 days.",
    "payment": "[other] Invoices are answered within 30 days.",
    "recovery": "[support] The mean time to repair is four hours.",
    "unlabelled reply": "[other] The agency replies to queries of the public within 5 days.",
}


def shown(found: list) -> list[Target]:  # type: ignore[type-arg]
    return [(s.severity, s.plan, s.response and s.response.duration, s.resolution and s.resolution.duration) for s in found]


@pytest.mark.parametrize("name", TABLES)
def test_table_gives_a_target_per_level_and_plan(agreement: Read, name: str) -> None:
    text, expected = TABLES[name]

    assert shown(support.find(*agreement(text))) == expected


@pytest.mark.parametrize("name", SENTENCES)
def test_sentence_pairs_levels_with_times(agreement: Read, name: str) -> None:
    """A time given to the next level would promise an hour where a day was meant."""
    text, expected = SENTENCES[name]

    assert shown(support.find(*agreement(text))) == expected


@pytest.mark.parametrize("name", NONE)
def test_other_times_are_no_support_targets(agreement: Read, name: str) -> None:
    assert support.find(*agreement(NONE[name])) == []


def test_text_adds_to_a_level_only_what_the_table_leaves_out(agreement: Read) -> None:
    [entry] = support.find(
        *agreement(
            """
            |! Severity | Response
            | [support] Severity 1 (Critical) | 1 hour
            [support] Severity 1 incidents are resolved within 8 hours; response within 2 hours is usual.
            """
        )
    )

    assert shown([entry]) == [("1", None, "PT1H", "PT8H")]
    assert len(entry.evidence) == 2


def test_two_tables_for_two_kinds_of_hours_are_both_kept(agreement: Read) -> None:
    """The slower times of the night, dropped, would promise an engineer at two in the morning."""
    found = support.find(
        *agreement(
            """
            # 1(a) During Business Hours (Monday to Friday 8 to 18)
            |! Severity Level | Time to Respond
            | [support] 1 | 15 minutes
            [support] 1(b) After Business Hours
            |! Severity Level | Time to Respond
            | [support] 1 | 2 hours
            """
        )
    )

    assert [(s.severity, s.response and s.response.duration, s.coverage) for s in found] == [
        ("1", "PT15M", "business_hours"),
        ("1", "PT2H", "After Business Hours"),
    ]


def test_hours_in_a_cell_of_the_row_win_over_the_line_above(agreement: Read) -> None:
    found = support.find(
        *agreement(
            """
            [support] Faults, 24 hours a day
            |! Priority | Availability | Response time
            | [support] high | during working hours | 4 hours
            """
        )
    )

    assert [(s.severity, s.coverage) for s in found] == [("high", "business_hours")]


def test_business_time_and_updates_are_kept(agreement: Read) -> None:
    [entry] = support.find(
        *agreement(
            """
            |! Priority | Response | Status updates
            | [support] Urgent | 4 business hours | every 2 hours
            """
        )
    )

    assert entry.response is not None
    assert entry.update is not None
    assert (entry.response.business, entry.update.duration) == (True, "PT2H")


def test_every_quote_stands_in_its_clause(agreement: Read) -> None:
    clauses, document = agreement("\n".join(text for text, _ in SENTENCES.values()))
    texts = {clause.id: clause.text for clause in clauses}

    for entry in support.find(clauses, document):
        assert all(texts[proof.clause][proof.start : proof.end] == proof.quote for proof in entry.evidence)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Severity 1 (Critical)", "1"),
        ("1-Critical Impact", "1"),
        ("P2 - High", "P2"),
        ("Level A", "A"),
        ("Sev. two", "2"),
        ("Critical (P1)", "P1"),
        ("High", "High"),
        ("Critical systems are monitored", None),
        ("Web site", None),
        ("0-day handling", None),
        ("Level 2 support", None),
    ],
)
def test_cell_names_its_level(text: str, code: str | None) -> None:
    level = level_in_cell(text)

    assert (level.code if level else None) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Severity 1, 2 and 3 errors", ["1", "2", "3"]),
        ("critical and high priority tickets", ["critical", "high"]),
        ("P1 and P2", ["P1", "P2"]),
        ("a critical part of the business", []),
        ("99.9% in Tier 3 data centers", []),
    ],
)
def test_sentence_names_its_levels(text: str, codes: list[str]) -> None:
    assert [level.code for level, _ in levels(text)] == codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 hours", [("response", "PT4H")]),
        ("respond in 1 hour and fix in 2 days", [("response", "PT1H"), ("resolution", "P2D")]),
        ("fix within 4 hours, updates every hour", [("resolution", "PT4H"), ("update", "PT1H")]),
        ("issues older than 30 days", []),
        ("escalated after 4 hours", []),
    ],
)
def test_time_belongs_to_the_target_before_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.field, each.duration.iso) for each in timed(text, "response")] == expected
