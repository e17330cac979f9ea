"""Rights to leave in many families of wordings: who writes an agreement seldom uses the words of the last one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import termination

Read = Callable[[str], tuple[list[Clause], Document]]
Right = tuple[str, str | None, str | None]

WORDINGS: dict[str, list[tuple[str, Right]]] = {
    # trigger: (text, (holder, notice, cure))
    "non_payment": [
        ("Supplier may terminate on 10 days' notice where any sum is more than 30 days in arrear.", ("provider", "P10D", None)),
        ("We may close the account if your invoices are more than 45 days late.", ("provider", None, None)),
        (
            "Should the Client owe fees for more than two months, the Provider is entitled to end the contract with 14 days' notice.",
            ("provider", "P14D", None),
        ),
        ("If you are behind with two instalments we can cancel the service.", ("provider", None, None)),
        ("The Provider may end the agreement if an undisputed invoice has been outstanding for 60 days.", ("provider", None, None)),
        ("If an invoice is not settled within 30 days of a reminder, Provider may terminate.", ("provider", None, "P30D")),
        ("If your card is declined three times we may cancel your plan.", ("provider", None, None)),
        (
            "The contract may be ended by the Supplier should the Customer fall into arrears by two monthly charges.",
            ("provider", None, None),
        ),
        ("If payment is more than 30 days late, Supplier may terminate by written notice.", ("provider", None, None)),
        ("Where amounts due remain outstanding 20 days after notice, Hollis may terminate the Order.", ("provider", None, "P20D")),
        ("If the Customer has not paid an invoice 30 days after a second reminder, we may end the service.", ("provider", None, "P30D")),
        ("Failure to pay for sixty days allows the Provider to terminate.", ("provider", None, None)),
    ],
    "force_majeure": [
        (
            "If an event described in clause 9 keeps the site closed for 30 days, the Customer may terminate on 14 days' notice.",
            ("customer", "P14D", None),
        ),
        (
            "Where an event beyond the Supplier's control goes on for more than 60 days, either side may end this contract.",
            ("either", None, None),
        ),
        (
            "Should circumstances outside our control stop the service for four weeks, you may cancel without charge.",
            ("customer", None, None),
        ),
        (
            "If performance is prevented for more than 90 days by an event of this kind, either party may terminate at once.",
            ("either", None, None),
        ),
        ("If the hindrance lasts longer than eight weeks, each party can withdraw from the contract.", ("either", None, None)),
        ("Either party may terminate if such an event continues for over 45 days.", ("either", None, None)),
    ],
    "change_of_terms": [
        ("In that case you may cancel the affected service before the change takes effect.", ("customer", None, None)),
        (
            "If the change takes away something important, the customer may end its order from the day on which the change takes effect.",
            ("customer", None, None),
        ),
        ("If a change makes things worse for you, you may leave before it comes into force.", ("customer", None, None)),
        ("You may end the contract within 30 days of hearing about the change if it is to your disadvantage.", ("customer", None, None)),
        ("Customer may terminate within one month of the announcement of a price rise of more than 5%.", ("customer", None, None)),
        ("If Provider raises its prices by more than the index, Customer may terminate on 30 days' notice.", ("customer", "P30D", None)),
        (
            "If we make a change to this document that lowers a service level, you can cancel with 14 days' notice.",
            ("customer", "P14D", None),
        ),
        ("A Customer that objects may end its subscription when the new version starts.", ("customer", None, None)),
        ("If you are not happy with the new terms, you can close your account before they start.", ("customer", None, None)),
        (
            "We may change this policy on 60 days' notice. If you'd rather not go along with that, you may end the subscription without charge.",
            ("customer", None, None),
        ),
        (
            "Provider may revise the fees once a year. Customer may in that event terminate as of the date of the increase.",
            ("customer", None, None),
        ),
        (
            "Where the amendment is to Customer's detriment, Customer may terminate the Order by notice given before it takes effect.",
            ("customer", None, None),
        ),
        ("If we remove or cut back a feature you rely on, you may cancel and get the unused part back.", ("customer", None, None)),
    ],
    "convenience": [
        ("On a monthly plan you never need a reason: give us 30 days' notice and that's it.", ("customer", "P30D", None)),
        ("No reason is needed; a month's notice by e-mail is enough to end the contract.", ("customer", "P1M", None)),
        ("You're free to go whenever you like. Just tell us 14 days ahead.", ("customer", "P14D", None)),
        ("You can walk away at any time, no questions asked.", ("customer", None, None)),
        (
            "Either the Dean or the CIO may bring the whole agreement to an end by giving six months' notice, which should if possible end with a term.",
            ("either", "P6M", None),
        ),
        ("Either the hospital or the laboratory may withdraw from this agreement on three months' notice.", ("either", "P3M", None)),
        ("This arrangement may be brought to an end by either side on ninety days' notice.", ("either", "P90D", None)),
        ("The agreement can be ended by either department with six months' notice in writing.", ("either", "P6M", None)),
        ("Otherwise either side may end it with 90 days' notice.", ("either", "P90D", None)),
        ("Both sides are free to end the contract at three months' notice to the end of a quarter.", ("either", "P3M", None)),
        ("The Company may terminate this agreement without cause upon sixty days' notice to the Contractor.", ("customer", "P60D", None)),
        ("The contract is open-ended and can be terminated by either of us at one month's notice.", ("either", "P1M", None)),
        ("A party wishing to end the agreement gives the other three months' notice.", ("either", "P3M", None)),
        ("You may give notice at any time; the service then ends 30 days later.", ("customer", "P30D", None)),
        ("The notice period is one month for either side.", ("either", "P1M", None)),
        ("Termination by either party requires three months' written notice.", ("either", "P3M", None)),
        ("The subscription is terminable on one month's notice by the subscriber.", ("customer", "P1M", None)),
        ("Termination for convenience by Customer is possible with 60 days' notice.", ("customer", "P60D", None)),
        ("We may withdraw the product by giving twelve months' notice.", ("provider", "P12M", None)),
        ("The Provider may discontinue the service at six months' notice.", ("provider", "P6M", None)),
    ],
    "sla_failure": [
        (
            "If a service on the watch list has not got back to its target within 60 days of the recovery plan being agreed, the Faculty may withdraw from the Provider's provision of that service.",
            ("customer", None, "P60D"),
        ),
        ("Had enough? If we miss the same guarantee in three months running you may leave straight away.", ("customer", None, None)),
        ("If the same thing happens three months in a row you are entitled to cancel on the spot.", ("customer", None, None)),
        (
            "Should the network be out for longer than 24 hours in one stretch, the customer can terminate at once.",
            ("customer", None, None),
        ),
        ("Three red scorecards in a row give the Client the right to end the contract with one month's notice.", ("customer", "P1M", None)),
        ("A customer whose availability was below 98% in two months of a quarter may step out of the contract.", ("customer", None, None)),
        ("The Buyer may terminate if KPI 1 is missed in four periods of any twelve.", ("customer", None, None)),
        (
            "Where the uptime of the platform stays under the level for three months, the Licensee is entitled to withdraw from the contract on ten days' notice.",
            ("customer", "P10D", None),
        ),
        (
            "Customer may terminate the affected Service if Credits reach the monthly maximum in two consecutive months.",
            ("customer", None, None),
        ),
        (
            "If Service Level Credits equal to the At-Risk Amount accrue in any three months of a year, Client may terminate the Tower upon thirty days' notice.",
            ("customer", "P30D", None),
        ),
        (
            "Repeated failure, meaning three missed months in six, is a ground on which the Customer may end the contract.",
            ("customer", None, None),
        ),
        (
            "If the same link goes down for more than four hours on three occasions in six months, the Customer may give up that link at 10 days' notice.",
            ("customer", "P10D", None),
        ),
        (
            "Customer may exit the agreement without penalty if response times are missed for more than 10% of tickets in three consecutive months.",
            ("customer", None, None),
        ),
    ],
    "material_breach": [
        (
            "Either party may terminate should the other commit a material breach and fail to remedy it within 20 Business Days after receipt of written notice to do so.",
            ("either", None, "P20D"),
        ),
        (
            "If one of us seriously breaks this agreement and does not put it right within 14 days of being asked, the other may end it.",
            ("either", None, "P14D"),
        ),
        ("Either side can end the contract if the other is in serious breach and does not mend it in 30 days.", ("either", None, "P30D")),
        (
            "If the Supplier is in substantial default that it has not put right 21 days after a notice, the Council may determine this contract.",
            ("customer", None, "P21D"),
        ),
        ("A material breach not made good within thirty days of notice entitles the other party to terminate.", ("either", None, "P30D")),
        ("An Event of Default entitles the other party to terminate this agreement.", ("either", None, None)),
        ("Upon an Event of Default by Supplier, Customer may terminate this agreement by written notice.", ("customer", None, None)),
    ],
    "insolvency": [
        ("Either party may terminate with immediate effect if the other goes into administration.", ("either", None, None)),
        ("If a party makes an arrangement with its creditors, the other may terminate.", ("either", None, None)),
    ],
    "other": [
        ("Pennyworth may end it without notice if a regulator tells us to.", ("provider", None, None)),
    ],
    "expiry": [
        ("Either party may decline renewal by notice of at least 60 days before the term ends.", ("either", "P60D", None)),
        ("Either side may stop the renewal by writing to the other at least 90 days before the anniversary.", ("either", "P90D", None)),
        ("Unless one side asks otherwise three months before, it rolls on for a further year.", ("either", "P3M", None)),
    ],
}
MENTIONS = [
    "Where the Customer ends the contract early, the remaining fees are due.",
    "Termination does not touch claims that arose before.",
    "Reserves are paid out after the periods in the agreement, also when the agreement has ended.",
    "Perpetual licenses outlive Maintenance.",
    "A Credit lapses if the Order ends before it has been used.",
    "You must give us notice of any change of address within 10 days.",
    "The Customer may withdraw a ticket at any time.",
    "We may drop the ticket to a lower priority if there is no reply for an hour.",
    "After termination the provider deletes the data within 30 days.",
    "Users may leave feedback at any time.",
    "The Provider will give 30 days' notice of changes.",
    "Support for a release ends 24 months after it ships.",
    "The call may be ended by the agent.",
    "Accounts of those who have not done so by the deadline may be locked.",
    "Nothing here affects the right of either party to terminate under clause 12.",
    "The right to leave under section 6 is the one addition.",
    "Customer may close the ticket when satisfied.",
    "The order ends when its term has run out.",
]


@pytest.mark.parametrize(("trigger", "text", "right"), [(trigger, *row) for trigger, rows in WORDINGS.items() for row in rows])
def test_trigger_holder_and_periods_are_read_in_many_wordings(agreement: Read, trigger: str, text: str, right: Right) -> None:
    """A right to leave over price rises listed as "other" is not found by who asks for it; held by the wrong side it is worse than none."""
    found = termination.find(*agreement(f"[termination_right] {text}"))

    assert [(r.trigger, (r.holder, r.notice and r.notice.duration, r.cure and r.cure.duration)) for r in found] == [(trigger, right)]


@pytest.mark.parametrize("text", MENTIONS)
def test_who_only_speaks_of_an_end_gives_no_right(agreement: Read, text: str) -> None:
    """A clause about ending also tells of tickets that are closed, of terms that run out, and of rights that stand elsewhere."""
    assert termination.find(*agreement(f"[termination_right] {text}")) == []


def test_right_after_another_keeps_its_own_notice(agreement: Read) -> None:
    """The notice of the second would otherwise delay the first, which needs none."""
    text = (
        "If we miss the same promise in three months running you may leave at once and we return what you paid. "
        "On a monthly plan no reason is needed: give us 30 days' notice by e-mail."
    )
    found = termination.find(*agreement(f"[termination_right] {text}"))

    assert [(r.trigger, r.notice and r.notice.duration) for r in found] == [("sla_failure", None), ("convenience", "P30D")]
