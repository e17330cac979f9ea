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
    "in a row, of anything": (
        T + "You may return a machine on one month's notice if it fails clause 1 in three months running.",
        ("customer", "sla_failure", "P1M", None),
    ),
    "the cap, twice": (
        T + "If the cap is reached in two consecutive quarters, the Purchaser may terminate the contract by giving 30 days notice.",
        ("customer", "sla_failure", "P30D", None),
    ),
    "down for longer": (
        T + "If one line has been down for more than 24 hours in each of three months, you may cancel that line at once.",
        ("customer", "sla_failure", None, None),
    ),
    "two names": (
        T
        + "If Larkmere fails the same Critical Service Level in any four months, Greywater may terminate the Tower on thirty (30) days' notice.",
        ("customer", "sla_failure", "P30D", None),
    ),
    "claims that succeed, in a clause about claims": (
        "[claim_procedure, remedy_limit] Three qualified claims in one quarter entitle you to cancel the server at once.",
        ("customer", "sla_failure", None, None),
    ),
    "a member or its association": (
        T + "A member, or the Consortium, may end the arrangement with twelve months' notice.",
        ("either", "convenience", "P12M", None),
    ),
    "a school or its supplier": (
        T + "The school or Finlay may end the licence with three months' notice.",
        ("either", "convenience", "P3M", None),
    ),
    "either department": (
        T + "Either department can end this schedule by giving six months' notice.",
        ("either", "convenience", "P6M", None),
    ),
    "released": (
        T + "If availability is below 98% in two consecutive months the Tenant shall be entitled to be released from its contract.",
        ("customer", "sla_failure", None, None),
    ),
    "fees of months are no time to cure": (
        T
        + "Vendor may terminate if Client fails to pay charges totalling at least two months' Base Charge and does not cure such failure within forty-five (45) days of notice.",
        ("provider", "non_payment", None, "P45D"),
    ),
    "unpaid, on notice": (
        T + "If the invoice remains unpaid we may end the service on 7 days' notice by e-mail.",
        ("provider", "non_payment", "P7D", None),
    ),
    "what keeps a party from performing": (
        T
        + "If an event described in 5.01 renders the space unusable for more than forty-five (45) consecutive days, either party may terminate upon ten (10) days' notice.",
        ("either", "force_majeure", "P10D", None),
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
ROLES = {
    # the beginning names the parties; the sentence names them alone -> (holder, trigger, notice, cure)
    "called by a name": (
        T + "Elmbank may terminate for convenience by giving Ravel at least 6 months prior written notice.",
        ("customer", "convenience", "P6M", None),
    ),
    "the other one": (T + "Ravel may terminate this agreement at any time upon 90 days notice.", ("provider", "convenience", "P90D", None)),
    "who fails loses": (
        T
        + "This Agreement may be terminated by the non- breaching party in the event that Elmbank fails to pay sums due to Ravel and does not cure within ten (10) days after notice.",
        ("provider", "non_payment", None, "P10D"),
    ),
    "resigns": (
        T + "Ravel shall have the right to resign at any time upon 30 days prior written notice.",
        ("provider", "convenience", "P30D", None),
    ),
    "grows too little": (
        T + "Ravel may immediately terminate this Agreement if Elmbank's accounts have not grown by the second anniversary of the start.",
        ("provider", "other", None, None),
    ),
}
FILINGS = {
    # text -> every (holder, trigger, notice, cure), in the ways of long contracts
    "notice of termination may be given": (
        T + "Notice of termination of this agreement may be given at any time in writing by the Licensee.",
        [("customer", "convenience", None, None)],
    ),
    "cannot, and may": (
        T + "If Provider cannot mend the fault, Customer may terminate the affected Order and receive a refund.",
        [("customer", "other", None, None)],
    ),
    "two kinds of cause in one sentence": (
        T
        + "Either party may terminate this Agreement if the other party becomes insolvent, ceases doing business, or fails to cure a material breach of any term of this Agreement within thirty (30) days of written notice.",
        [("either", "insolvency", None, None), ("either", "material_breach", None, "P30D")],
    ),
    "renewal without a label": (
        "[other] The contract is renewed for a year at a time unless one of the parties terminates it by registered letter at least six (6) weeks prior to the renewal date.",
        [("either", "expiry", "P6W", None)],
    ),
    "renewed unless terminated by": (
        "[other] The term shall renew for further years, unless terminated by Reseller within sixty (60) days prior to its end.",
        [("customer", "expiry", "P60D", None)],
    ),
    "grounds": (
        T + "A breach that remains uncured for sixty (60) days shall be grounds for the termination of the Agreement by Licensee.",
        [("customer", "material_breach", None, "P60D")],
    ),
    "ownership": (
        T + "Customer may terminate if a rival of Customer does an Ownership Change Event with Provider.",
        [("customer", "change_of_control", None, None)],
    ),
    "what the law asks": (
        "[other] Provider may terminate this Agreement immediately to comply, as it alone may find, with applicable export control laws.",
        [("provider", "other", None, None)],
    ),
    "sales targets are no service level": (
        T + "Provider may terminate if Reseller fails to meet the sales targets of Schedule 3.",
        [("provider", "other", None, None)],
    ),
    "material obligations, the uptime among them": (
        T
        + "A party may terminate if the other party fails to perform any material obligation (which shall include payment and compliance with the Uptime Requirements).",
        [("either", "material_breach", None, None)],
    ),
    "wound up": (T + "Either party may terminate if the other has wound up its business.", [("either", "insolvency", None, None)]),
    "party not in default": (
        T + "If either party defaults and does not cure within 20 days after notice, the party not in default may terminate the Agreement.",
        [("either", "material_breach", None, "P20D")],
    ),
}
NONE = {
    "a right that stands elsewhere": T + "The right to extraordinary termination for good cause remains unaffected.",
    "a title": T + "Right to Terminate.",
    "a customer's or its users' act": "[claim_procedure] Customer may cancel a claim at any time.",
    "assistance": T
    + "Commencing upon any notice of termination by the Buyer, Ravel will give all assistance needed to allow the Services to continue.",
    "a licence of marks": T + "The owner may terminate the foregoing trademark license if the marks are tarnished.",
    "a licence by its clause": T
    + "The Buyer shall have the right to terminate the licence referred to in clause 9 by giving three months' notice.",
    "exclusivity": T + "Vendor may, at its option, terminate the exclusivity provisions of this Section.",
    "a person's work": T + "This gives the Client the right to require that Ravel discontinue using a particular person in the Services.",
    "a subcontract": T + "The customer shall have the right to terminate the sub-processor contract.",
    "of which party": T + "Ravel shall be entitled to all fees of the period regardless of which Party terminates the Agreement.",
    "how the right is used": T + "The client may exercise this right to termination only with respect to the relevant service.",
    "longer, not shorter": T + "Customer may extend the effective date of termination or the end of the Initial Term as it elects.",
    "told below": T + "The Buyer or the Seller may terminate this Agreement at any time as more specifically provided below.",
    "a question of a form": T + "Which Parties may end this Addendum: Importer",
    "what follows": T + "If the Client terminates under clause 14.3 the Client may be charged the fee of Schedule C.",
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


@pytest.mark.parametrize("name", ROLES)
def test_names_stand_for_the_roles_that_the_beginning_gives(agreement: Read, name: str) -> None:
    """A right held by the wrong side is worse than none: who reads it plans an exit that is the other's."""
    beginning = """
        [other] This agreement is made between Elmbank Savings Limited, of 4 High Street ("Elmbank") and Ravel Systems Ltd ("Ravel").
        [support] Ravel shall repair faults. Ravel will host the service. Ravel must monitor it.
        [other] Elmbank shall pay the fees.
        """
    text, expected = ROLES[name]

    assert shown(termination.find(*agreement(f"{beginning}\n{text}"))) == [expected]


@pytest.mark.parametrize("name", FILINGS)
def test_long_contracts_give_rights_in_many_wordings(agreement: Read, name: str) -> None:
    text, expected = FILINGS[name]

    assert shown(termination.find(*agreement(text))) == expected


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


def test_a_consequence_among_the_causes_is_no_right(agreement: Read) -> None:
    found = termination.find(
        *agreement(
            """
            [termination_right] This Agreement may be terminated by either party upon any of the following events:
            - [termination_right] a party becomes bankrupt;
            - [termination_right] In the event of termination under this section, the provider will return the data.
            """
        )
    )

    assert shown(found) == [("either", "insolvency", None, None)]


def test_evidence_stops_where_the_clause_turns_to_something_else(agreement: Read) -> None:
    """Proof that runs on through copyright and notices proves nothing that a reader can check."""
    clauses, document = agreement(
        T
        + "Customer may terminate on 30 days' notice. Any prepaid fees are refunded. Copyright remains with the licensor. The courts of Elm decide."
    )
    [right] = termination.find(clauses, document)

    assert right.evidence[0].quote == "Customer may terminate on 30 days' notice. Any prepaid fees are refunded."


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
        ("the same Critical Service Level four (4) times in any rolling six (6) months period", (None, 4, "P6M", False)),
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


@pytest.mark.parametrize(
    "text",
    ["on 30 days' notice", "at any time", "for material breach of section 4", "is not back at its target within 60 days of the plan"],
)
def test_sentence_without_failures_has_no_threshold(text: str) -> None:
    assert threshold(text).threshold is None
