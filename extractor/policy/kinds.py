"""The kinds of rules that a policy may hold, one row each: settings, meaning, and the function that decides."""

from __future__ import annotations

from typing import get_args

from extractor.policy import promises, service, traps, wording
from extractor.policy.model import Field, Kind
from extractor.taxonomy import ExclusionCategory, Label, MaintenanceKind, PerformanceMetric, Trigger

SERVICES = Field("services", "words", "only promises whose service, plan or scope holds one of these words (default: all)")
PLANS = Field("plans", "words", "only targets of these support plans (default: all)")
SEVERITY = Field("severity", "count", "1 the most severe level (default), 2 the next …")
TRIGGER = Field("trigger", "choice", "what gives the right", required=True, choices=get_args(Trigger))
LABELS = Field("labels", "choices", "only in clauses of these labels (default: everywhere)", choices=get_args(Label))
PHRASES = Field("any", "words", "phrases, whole words, case does not matter", required=True)


def _limit(name: str, kind: str, meaning: str) -> Field:
    return Field(name, kind, meaning, required=True)


KINDS: tuple[Kind, ...] = (
    Kind(
        "uptime",
        "every promised uptime is at least so high",
        promises.uptime,
        (_limit("at_least", "percent", "percent"), SERVICES, Field("targets", "flag", "a target counts as a promise (default: no)")),
    ),
    Kind(
        "measured_over",
        "uptime is measured over no longer than this",
        promises.measured_over,
        (Field("at_most", "choice", "period", required=True, choices=promises.PERIODS),),
    ),
    Kind(
        "credit",
        "a measured uptime pays at least so much of the fee",
        promises.credit,
        (_limit("at", "percent", "measured uptime"), _limit("at_least", "percent", "percent of the fee")),
    ),
    Kind(
        "cap",
        "credits are not capped below this",
        promises.cap,
        (_limit("at_least", "share", "percent of the monthly fee"),),
    ),
    Kind("claim_window", "there is so much time to claim", promises.claim_window, (_limit("at_least", "duration", "time"),)),
    Kind("automatic_credits", "credits are paid without a claim", promises.automatic),
    Kind("no_sole_remedy", "credits are not the only remedy", promises.sole_remedy),
    Kind(
        "response", "support answers within this time", service.support("response", "response"),
        (_limit("at_most", "duration", "time"), SEVERITY, PLANS),
    ),
    Kind(
        "resolution", "support solves within this time", service.support("resolution", "resolution"),
        (_limit("at_most", "duration", "time"), SEVERITY, PLANS),
    ),
    Kind(
        "update", "support reports on progress at least so often", service.support("update", "update"),
        (_limit("at_most", "duration", "time"), SEVERITY, PLANS),
    ),
    Kind("round_the_clock", "support works at all hours (24x7)", service.coverage, (SEVERITY, PLANS)),
    Kind(
        "maintenance_notice",
        "maintenance is announced so long before",
        service.maintenance_notice,
        (_limit("at_least", "duration", "time"), Field("kind", "choice", "default: scheduled", choices=get_args(MaintenanceKind))),
    ),
    Kind(
        "maintenance_limit",
        "scheduled maintenance that does not count is limited to so much a month",
        service.maintenance_limit,
        (_limit("at_most", "duration", "time"),),
    ),
    Kind(
        "performance",
        "a target other than uptime is met",
        service.performance,
        (
            Field("metric", "choice", "what is measured", required=True, choices=get_args(PerformanceMetric)),
            Field("unit", "text", "the unit as records have it: ms, percent, hours …", required=True),
            Field("at_most", "number", "value"),
            Field("at_least", "number", "value"),
        ),
        one_of=("at_most", "at_least"),
    ),
    Kind(
        "right",
        "the customer may leave on this trigger",
        wording.right,
        (
            TRIGGER,
            Field("notice_at_most", "duration", "the longest notice that is accepted"),
            Field("failures_at_most", "count", "the most failures that may be needed"),
        ),
    ),
    Kind(
        "no_provider_right",
        "the provider may not leave on this trigger",
        wording.no_right,
        (TRIGGER, Field("unless_notice", "duration", "accepted with at least this notice")),
    ),
    Kind(
        "no_exclusion",
        "causes of these categories count",
        wording.no_exclusion,
        (Field("categories", "choices", "categories of exclusions", required=True, choices=get_args(ExclusionCategory)),),
    ),
    Kind(
        "stated",
        "the agreement states something on each of these",
        wording.stated,
        (Field("terms", "choices", "members of the record", required=True, choices=wording.GROUPS),),
    ),
    Kind("no_blanks", "no value is left blank", wording.no_blanks),
    Kind("governing_law", "the law is one of these", wording.governing_law, (PHRASES,)),
    Kind("forbidden_words", "none of these phrases is used", wording.forbidden_words, (PHRASES, LABELS)),
    Kind(
        "no_finding",
        "these checks of `sla lint` find nothing",
        traps.no_finding,
        (Field("checks", "choices", "checks, as `sla lint --checks` lists them", required=True, choices=traps.NAMES),),
    ),
    Kind("required_words", "one of these phrases is used", wording.required_words, (PHRASES, LABELS)),
)  # fmt: skip
