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
        (
            "If Customer's account is thirty (30) days or more overdue, Provider may, in addition to its other rights, terminate this Agreement.",
            ("provider", None, None),
        ),
        ("We may end the plan on a week's notice if a bill is 45 days overdue.", ("provider", "P1W", None)),
        (
            "Provider may terminate on 14 days' written notice if undisputed charges remain unpaid 60 days past their due date.",
            ("provider", "P14D", None),
        ),
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
        ("If the Force Majeure Event lasts more than 60 days, the party not affected may terminate.", ("either", None, None)),
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
        (
            "If the parties cannot agree on the new charges, the Customer may terminate the Agreement on 30 days' notice.",
            ("customer", "P30D", None),
        ),
        (
            "Subscriber may terminate this Agreement within ten (10) days of receipt of notice of the modification.",
            ("customer", None, None),
        ),
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
        ("Either party may terminate the pilot at any time.", ("either", None, None)),
        (
            "Hosting Customer may terminate its hosting plan by providing written notice of its intent to terminate thirty days in advance.",
            ("customer", "P30D", None),
        ),
        ("The Services may be discontinued by Provider on six months' notice.", ("provider", "P6M", None)),
        (
            "The City may terminate this contract in whole or in part for its convenience upon thirty days notice.",
            ("customer", "P30D", None),
        ),
        (
            "Either Party may terminate this Agreement without cause by giving the other Party at least thirty (30) calendar days advance written notice.",
            ("either", "P30D", None),
        ),
        (
            "Notwithstanding the foregoing, Licensee may terminate this Agreement for any reason upon ninety (90) days prior written notice to Licensor.",
            ("customer", "P90D", None),
        ),
        ("You may cancel your subscription at any time by contacting support.", ("customer", None, None)),
        (
            "Company reserves the right to terminate your account at any time, with or without cause and with or without notice.",
            ("provider", None, None),
        ),
        ("You don't need a reason to go: just tell us a month before.", ("customer", "P1M", None)),
        ("Either party may terminate this Agreement by giving not less than [90 days'] written notice.", ("either", "P90D", None)),
        ("If we ever decide to stop you will hear it 60 days ahead.", ("provider", "P60D", None)),
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
            "The client retains the right to terminate the contract if the service provider repeatedly fails to meet the agreed service levels.",
            ("customer", None, None),
        ),
        (
            "Customer may terminate the affected Service Order without penalty if the service outage exceeds eight hours in any calendar month.",
            ("customer", None, None),
        ),
        (
            "Tenant may terminate the Licence if power is interrupted for more than 12 consecutive hours on two occasions in any thirty day period.",
            ("customer", None, None),
        ),
        (
            "Subject to Section 5, Customer may terminate this SLA if Provider's monthly uptime is below 95% in three or more months in any consecutive six-month period.",
            ("customer", None, None),
        ),
        (
            "If Vendor fails to meet the Service Level for any three consecutive months, County may terminate this Agreement upon fifteen (15) days written notice to Vendor.",
            ("customer", "P15D", None),
        ),
        (
            "In the event of three or more Outages of four hours each in a calendar month, Customer may, as its sole remedy, discontinue the affected Service upon ten days' written notice.",
            ("customer", "P10D", None),
        ),
        (
            "Customer shall have the option to terminate the applicable Service without liability if a Chronic Outage occurs.",
            ("customer", None, None),
        ),
        (
            "If availability of the same system isn't met in four of any twelve months the Agency may withdraw that system on 90 days' notice.",
            ("customer", "P90D", None),
        ),
        ("Two quarters under the level and you may leave at once.", ("customer", None, None)),
        ("Three months below your number inside any rolling twelve and you can cancel on the spot.", ("customer", None, None)),
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
            "A Party that is not in default may terminate this Agreement in case of a serious breach by the other Party, which it doesn't remedy within 30 days after notice.",
            ("either", None, "P30D"),
        ),
        (
            "Failure to cure within fifteen (15) days after notice shall entitle the non-defaulting party to terminate this Agreement.",
            ("either", None, "P15D"),
        ),
        ("We may suspend or terminate your access immediately if you breach the Acceptable Use Policy.", ("provider", None, None)),
        (
            "This Agreement may be terminated by either Party for cause if the other Party breaches any material term and fails to cure such breach within thirty (30) days of receipt of written notice thereof.",
            ("either", None, "P30D"),
        ),
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
        (
            "Provider may terminate this Agreement immediately upon written notice if Customer becomes the subject of a bankruptcy petition.",
            ("provider", None, None),
        ),
        ("Either party may terminate with immediate effect if the other goes into administration.", ("either", None, None)),
        ("If a party makes an arrangement with its creditors, the other may terminate.", ("either", None, None)),
    ],
    "other": [
        ("We can end this deal if you're abusive to our staff.", ("provider", None, None)),
        ("Provider may close inactive accounts after twelve months.", ("provider", None, None)),
        (
            "Acme may, upon notice, terminate the Service if required to do so by any law, regulation or order of a court.",
            ("provider", None, None),
        ),
        ("The State may terminate this Contract if funds are not appropriated for the next fiscal year.", ("customer", None, None)),
        ("Should we have to shut down the service we give three months' notice.", ("provider", "P3M", None)),
        ("Pennyworth may end it without notice if a regulator tells us to.", ("provider", None, None)),
    ],
    "expiry": [
        (
            "Either party can terminate this agreement on the anniversary of the commencement date provided that 60 days written notice is given.",
            ("either", "P60D", None),
        ),
        (
            "This agreement shall remain in force for one year and shall be automatically renewed for successive one-year periods unless terminated by either party on not less than 90 days' notice before the end of the period.",
            ("either", "P90D", None),
        ),
        (
            "Either party may elect not to renew this Agreement by providing sixty (60) days' written notice prior to the end of the then-current term.",
            ("either", "P60D", None),
        ),
        ("Either party may decline renewal by notice of at least 60 days before the term ends.", ("either", "P60D", None)),
        ("Either side may stop the renewal by writing to the other at least 90 days before the anniversary.", ("either", "P90D", None)),
        ("Unless one side asks otherwise three months before, it rolls on for a further year.", ("either", "P3M", None)),
    ],
    "change_of_control": [
        (
            "In case of a change of control of Supplier, Customer may terminate this Agreement with sixty days notice.",
            ("customer", "P60D", None),
        ),
    ],
}
MENTIONS = [
    "If you stop paying we stop the service.",
    "Customer may withdraw its consent at any time.",
    "Provider may terminate a session that is idle for more than 30 minutes.",
    "Customer may cancel the upgrade at any time before it is installed.",
    "Upon termination by either party, Customer shall pay all amounts due.",
    "Customer's termination right must be exercised within thirty days of the event.",
    "This SLA will automatically terminate upon termination of the Agreement.",
    "It doesn't limit Customer's rights to cancel under section 4.",
    "This does not affect the right of either side to terminate for breach.",
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


def test_title_of_two_matters_does_not_say_which_of_them_a_condition_is_about(agreement: Read) -> None:
    found = termination.find(
        *agreement(
            """
            # Chronic trouble; late installation
            [termination_right] Should Elm not have installed the line within 60 days after the order, the Customer may cancel it at no charge.
            """
        )
    )

    assert [r.trigger for r in found] == ["other"]


def test_right_after_another_keeps_its_own_notice(agreement: Read) -> None:
    """The notice of the second would otherwise delay the first, which needs none."""
    text = (
        "If we miss the same promise in three months running you may leave at once and we return what you paid. "
        "On a monthly plan no reason is needed: give us 30 days' notice by e-mail."
    )
    found = termination.find(*agreement(f"[termination_right] {text}"))

    assert [(r.trigger, r.notice and r.notice.duration) for r in found] == [("sla_failure", None), ("convenience", "P30D")]
