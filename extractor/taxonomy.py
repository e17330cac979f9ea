"""The clause labels and the vocabularies of the record, one row each with its meaning (source: the record's contract)."""

from __future__ import annotations

from typing import Literal, NamedTuple

Label = Literal[
    "uptime_guarantee",
    "service_credit",
    "exclusion",
    "termination_right",
    "claim_procedure",
    "measurement",
    "maintenance",
    "support",
    "performance",
    "remedy_limit",
    "reporting",
    "customer_duty",
    "definition",
    "change_of_terms",
    "term_renewal",
    "other",
]


class LabelRow(NamedTuple):
    """Hold a label, what a clause that carries it does, and whether it is one of the four headline classes."""

    label: Label
    meaning: str
    headline: bool = False


LABELS: tuple[LabelRow, ...] = (
    LabelRow("uptime_guarantee", "promises a level of availability or uptime (percent, or allowed downtime)", True),
    LabelRow("service_credit", "says what is paid, credited or refunded for missing a service level", True),
    LabelRow("exclusion", "says what does not count, or when the service levels or credits do not apply", True),
    LabelRow("termination_right", "gives a party a right to end the agreement or the service, or says what follows", True),
    LabelRow("claim_procedure", "says how, when and with what evidence a credit is requested and decided"),
    LabelRow("measurement", "defines or computes availability, uptime, downtime or a measurement period, or how it is monitored"),
    LabelRow("maintenance", "planned or emergency maintenance: windows, notice, limits"),
    LabelRow("support", "support channels and hours, severity levels, response, resolution and escalation"),
    LabelRow("performance", "a target other than availability: latency, packet loss, jitter, repair time, durability, recovery"),
    LabelRow("remedy_limit", "sole or exclusive remedy, limitation of liability, warranty disclaimer"),
    LabelRow("reporting", "reports, reviews and meetings about the service, management of the agreement"),
    LabelRow("customer_duty", "what the customer must do or provide"),
    LabelRow("definition", "defines a term that none of the other labels covers"),
    LabelRow("change_of_terms", "how the agreement itself may be changed, its precedence over others, its version"),
    LabelRow("term_renewal", "when it starts, how long it runs, renewal"),
    LabelRow("other", "anything else (parties, law, confidentiality, payment, security, data protection …)"),
)

HEADLINE: tuple[Label, ...] = tuple(row.label for row in LABELS if row.headline)

Period = Literal["month", "quarter", "year", "week", "day", "contract"]
Binding = Literal["commitment", "target"]
CreditMetric = Literal["uptime", "downtime", "response", "resolution", "latency", "packet_loss", "jitter", "delivery", "other"]
CreditUnit = Literal["percent", "days", "hours", "weeks", "months", "currency"]
CapPeriod = Literal["incident", "month", "quarter", "year", "contract"]
RemedyForm = Literal["credit", "refund", "extension", "any"]
ClaimAnchor = Literal["incident", "incident_end", "month_end", "billing_cycle", "invoice", "report", "notice"]
ExclusionCategory = Literal[
    "scheduled_maintenance",
    "emergency_maintenance",
    "force_majeure",
    "customer_fault",
    "customer_equipment",
    "third_party",
    "suspension",
    "unsupported_use",
    "security_attack",
    "capacity_limits",
    "legal_order",
    "short_outage",
    "other",
]
MaintenanceKind = Literal["scheduled", "emergency"]
Holder = Literal["customer", "provider", "either"]
Trigger = Literal[
    "sla_failure",
    "material_breach",
    "convenience",
    "insolvency",
    "non_payment",
    "force_majeure",
    "change_of_terms",
    "change_of_control",
    "expiry",
    "other",
]
PerformanceMetric = Literal[
    "latency",
    "packet_loss",
    "packet_delivery",
    "jitter",
    "throughput",
    "repair_time",
    "response_time",
    "error_rate",
    "durability",
    "rto",
    "rpo",
    "notification_time",
    "other",
]
Comparator = Literal[">=", "<=", ">", "<", "="]
