"""Rights to leave: who holds them, on what trigger, with which notice, cure period and threshold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractor.document import Clause, Document
from extractor.terms import termination
from extractor.terms.termination_threshold import threshold

Read = Callable[[str], tuple[list[Clause], Document]]

T = "[termination_right] "
RIGHTS = {
    # text -> (holder, trigger, notice, cure)
    "chronic failure": (
        T + "If availability is below 98% in three consecutive months, Customer may terminate the Order on 30 days' notice.",
        ("customer", "sla_failure", "P30D", None),
    ),
    "time to use the right": (
        T + "Customer may terminate within 30 days after the third month in which the service level was missed.",
        ("customer", "sla_failure", None, None),
    ),
    "for convenience": (
        T + "Either party may terminate this Agreement for convenience upon sixty (60) days' prior written notice.",
        ("either", "convenience", "P60D", None),
    ),
    "by notice alone": (T + "A Client may withdraw by giving two months' notice.", ("customer", "convenience", "P2M", None)),
    "notice of": (T + "Both parties may end this contract with a notice period of three months.", ("either", "convenience", "P3M", None)),
    "days of written notice": (
        T
        + "Either party may terminate upon ten (10) days of written or oral notice if the other party materially breaches this agreement.",
        ("either", "material_breach", "P10D", None),
    ),
    "cure": (
        T + "Either party may terminate for a material breach that remains uncured thirty (30) days after written notice.",
        ("either", "material_breach", None, "P30D"),
    ),
    "no further cure": (
        T + "Client may terminate, without further cure period, should uptime be less than 95% in two consecutive months.",
        ("customer", "sla_failure", None, None),
    ),
    "named provider": (
        T + "If the Customer does not remit payment, Norvik may cancel this Agreement.",
        ("provider", "non_payment", None, None),
    ),
    "reminder": (
        T + "Supplier may terminate if Client fails to pay within fifteen (15) days of a written reminder.",
        ("provider", "non_payment", None, "P15D"),
    ),
    "insolvency": (T + "Either party may terminate at once if the other becomes insolvent.", ("either", "insolvency", None, None)),
    "new prices": (
        T + "If you do not accept the new prices, you may cancel your plan before they apply.",
        ("customer", "change_of_terms", None, None),
    ),
    "higher charges": (
        T + "If we announce an increase in charges, the client may cancel the coming term.",
        ("customer", "change_of_terms", None, None),
    ),
    "end of the term": (
        T + "Customer may cancel this Agreement at the end of the Initial Term upon thirty days prior written notice.",
        ("customer", "expiry", "P30D", None),
    ),
    "no renewal": (
        "[term_renewal] The term renews for one year unless either party gives notice of non-renewal at least 60 days before its end.",
        ("either", "expiry", "P60D", None),
    ),
    "sole remedy beside the notice": (
        T + "If uptime is below 99% in three months, Customer may, as its sole remedy, terminate upon 30 days' written notice.",
        ("customer", "sla_failure", "P30D", None),
    ),
    "second half of a sentence": (
        T + "Provider may change the policy on 60 days' notice; if a change is materially adverse Customer may terminate.",
        ("customer", "change_of_terms", None, None),
    ),
    "passive": (T + "The contract may be terminated by either party on 14 days' notice.", ("either", "convenience", "P14D", None)),
    "passive without agent": (T + "This Agreement may be terminated on one month's notice.", ("either", "convenience", "P1M", None)),
    "imperative": (T + "Cancel any time from your dashboard.", ("customer", "convenience", None, None)),
    "stop using": (
        "[change_of_terms] If you disagree with the revisions, you have the right to cease using the service.",
        ("customer", "change_of_terms", None, None),
    ),
    "wrong label": (
        "[service_credit] If uptime falls below 95% in any month, Customer may terminate this Agreement.",
        ("customer", "sla_failure", None, None),
    ),
    "force majeure": (
        T + "Either party may terminate the order if a Force Majeure event lasts for 30 days.",
        ("either", "force_majeure", None, None),
    ),
    "not the provider's failure": (T + "Provider may terminate if Customer exceeds its service levels.", ("provider", "other", None, None)),
}
NONE = {
    "mention": T + "Fees paid in advance are not returned upon termination of the Agreement.",
    "unless": T + "The plan continues from month to month unless terminated.",
    "nobody may": T + "Neither party may terminate the order for convenience before its end.",
    "other act on notice": T + "Provider may modify this policy upon ninety days' notice.",
    "renewal": "[term_renewal] The term renews each year for a further year.",
    "suspension": T + "Provider may suspend the account while invoices are unpaid.",
    "remedy": "[remedy_limit] Credits and the termination rights of section 4 are the only remedies.",
    "by agreement": T + "The parties may terminate this Agreement by mutual consent.",
    "has ended": "[other] Credits are paid out only if the Agreement has terminated or expired.",
    "refund": "[other] Except for refunds allowed with specific termination rights, fees are final.",
    "people": "[other] Misuse may result in disciplinary action up to termination of employment.",
    "support": "[support] You may leave a message after hours.",
}


def shown(found: list) -> list[tuple[str, str, str | None, str | None]]:  # type: ignore[type-arg]
    return [(r.holder, r.trigger, r.notice and r.notice.duration, r.cure and r.cure.duration) for r in found]


@pytest.mark.parametrize("name", RIGHTS)
def test_right_has_holder_trigger_and_periods(agreement: Read, name: str) -> None:
    text, expected = RIGHTS[name]

    assert shown(termination.find(*agreement(text))) == [expected]


@pytest.mark.parametrize("name", NONE)
def test_mention_or_refusal_is_no_right(agreement: Read, name: str) -> None:
    assert termination.find(*agreement(NONE[name])) == []


def test_numbered_causes_are_rights_of_their_own(agreement: Read) -> None:
    """One sentence may hold three rights; the first alone would hide insolvency."""
    found = termination.find(
        *agreement(
            T
            + "Either party may terminate this Agreement if the other party (i) fails to cure a material breach within 20 days after notice; "
            "(ii) becomes insolvent; or (iii) undergoes a change of control."
        )
    )

    assert shown(found) == [
        ("either", "material_breach", None, "P20D"),
        ("either", "insolvency", None, None),
        ("either", "change_of_control", None, None),
    ]


def test_items_take_their_holder_from_the_lead_in(agreement: Read) -> None:
    found = termination.find(
        *agreement(
            """
            [termination_right] The Principal may terminate the contract if:
            - [termination_right] availability falls below 97% in two successive months; or
            - [termination_right] the provider becomes insolvent.
            """
        )
    )

    assert shown(found) == [("customer", "sla_failure", None, None), ("customer", "insolvency", None, None)]


def test_notice_in_the_lead_in_holds_for_every_cause(agreement: Read) -> None:
    found = termination.find(
        *agreement(
            T + "Customer may terminate on 10 days' notice if (a) the provider becomes insolvent or (b) there is a change of control."
        )
    )

    assert shown(found) == [("customer", "insolvency", "P10D", None), ("customer", "change_of_control", "P10D", None)]


def test_right_said_twice_is_one_right(agreement: Read) -> None:
    found = termination.find(
        *agreement(
            """
            [termination_right] Either party may terminate this Agreement for material breach.
            [termination_right] Either party may terminate for a breach that is not cured within 30 days after notice.
            """
        )
    )

    assert shown(found) == [("either", "material_breach", None, "P30D")]
    assert len(found[0].evidence) == 2


def test_threshold_may_stand_in_the_definition(agreement: Read) -> None:
    clauses, document = agreement(
        """
        [termination_right] After a Repeated Shortfall, Customer may terminate the Order.
        [definition] Repeated Shortfall means that the uptime target is missed in any three months of a year.
        """
    )
    clauses = [c if "means" not in c.text else replace(c, defines=("Repeated Shortfall",)) for c in clauses]
    [right] = termination.find(clauses, document)

    assert right.threshold is not None
    assert (right.threshold.failures, right.threshold.consecutive) == (3, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("below 99% in two consecutive months", (99.0, 2, "P2M", True)),
        ("missed in three (3) months of a rolling twelve (12) month period", (None, 3, "P12M", False)),
        ("in any two of six consecutive months", (None, 2, "P6M", False)),
        ("three months in a row", (None, 3, "P3M", True)),
        ("two successive quarters", (None, 2, "P6M", True)),
        ("the third failure within twelve months", (None, 3, "P12M", False)),
        ("four outages in any 90-day period", (None, 4, "P90D", False)),
        ("four times a year", (None, 4, "P1Y", False)),
        ("uptime of less than 90% in any month", (90.0, None, None, None)),
        ("misses the levels of clause 7 in three months out of six", (None, 3, "P6M", False)),
    ],
)
def test_threshold_counts_failures_in_a_window(text: str, expected: tuple[float | None, int | None, str | None, bool | None]) -> None:
    found = threshold(text).threshold

    assert found is not None
    assert (found.below, found.failures, found.window, found.consecutive) == expected


@pytest.mark.parametrize("text", ["on 30 days' notice", "at any time", "for material breach of section 4"])
def test_sentence_without_failures_has_no_threshold(text: str) -> None:
    assert threshold(text).threshold is None
