"""Remedy: caps with their unit and period, sole remedy, automatic or on request, form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor import record
from extractor.document import Clause, Document
from extractor.terms import remedy

Read = Callable[[str], tuple[list[Clause], Document]]


def short(cap: record.Cap) -> str:
    return f"{cap.amount:g} {cap.currency or cap.unit} {cap.period or '-'}"


CAPS = {
    "come to more than": (
        "[service_credit] In no month will the credits for a cluster come to more than 50% of that cluster's compute fees.",
        ["50 percent month"],
    ),
    "the fee, and a multiple over a year": (
        "[service_credit] Credits in respect of a calendar month are limited to the fees for the affected Service for that month, and over any twelve months to three times the average monthly fees.",
        ["100 percent month", "3 months year"],
    ),
    "nor, over a year": (
        "[service_credit] The sum of all credits for a Service in a month may not exceed 50 % of its MRC, nor credits for all Services in a contract year 15 % of the charges of that year.",
        ["50 percent month", "15 percent year"],
    ),
    "share of the fee": ("[service_credit] Service Credits in any month shall not exceed 30% of the monthly fee.", ["30 percent month"]),
    "in words": ("[service_credit] In no event will credits exceed fifty percent (50%) of the fees for the month.", ["50 percent month"]),
    "days": ("[service_credit] The total of all credits is limited to seven (7) days of service in a calendar month.", ["7 days month"]),
    "sum of money": ("[service_credit] Credits are capped at EUR 5,000 per year.", ["5000 EUR year"]),
    "hundred per cent": (
        "[service_credit] The maximum credit is 100% of the monthly recurring charge for the affected circuit.",
        ["100 percent month"],
    ),
    "among the exclusions": (
        "[exclusion] The total credits under this schedule are limited to the monthly recurring charge. The promise does not cover cabling.",
        ["100 percent month"],
    ),
    "at the end of a band": (
        "[service_credit] 5% for each full hour of downtime, up to a maximum of 40% of the monthly charge.",
        ["40 percent month"],
    ),
    "the fee without a figure": (
        "[service_credit] The Service Credits of a month will not, under any circumstance, exceed your monthly service fees.",
        ["100 percent month"],
    ),
    "an upper limit": (
        "[service_credit] The reduced amount of a month shall have as its upper limit the monthly charge of the server.",
        ["100 percent month"],
    ),
    "a share of what was paid": (
        "[service_credit] In no month will the total of credits exceed 50% of what you paid for the service in that month.",
        ["50 percent month"],
    ),
    "beside the words of liability": (
        "Supplier's entire liability for downtime is a credit of 5% for each point, provided that no more than 25% of the fees will be credited in any month.",
        ["25 percent month"],
    ),
    "of an outage and of a month": (
        "[service_credit] Total credits for one outage are capped at one week's charges, and for one month at one month's charges.",
        ["1 weeks incident", "1 months month"],
    ),
    "the fee of one month, over a quarter": (
        "[service_credit] Credits for the hosted edition in any quarter shall not exceed the fee for one month.",
        ["1 months quarter"],
    ),
    "one charge of a month": (
        "[service_credit] In one month the credits for a rack may not come to more than one Monthly Charge for that rack.",
        ["1 months month"],
    ),
    "the most you can get": (
        "[service_credit] So the most you can get for one month is 50% of what you pay us for that month.",
        ["50 percent month"],
    ),
    "not over, among other things": (
        "[other] Since we are paid from a fund, rebates for a system will not be over 20% of its rate in a month.",
        ["20 percent month"],
    ),
    "not over": (
        "[service_credit] Rebates for a system will not be over 15% of its rate in a month, no matter how many outages there were.",
        ["15 percent month"],
    ),
    "be more than, with much in between": (
        "[service_credit] In no month shall credits under this clause 3 and under clause 4, alone or together, be more than 35% of the Monthly Commit.",
        ["35 percent month"],
    ),
    "what was paid, without what": (
        "[service_credit] Whatever happens, you cannot get back more than you paid for the month.",
        ["100 percent month"],
    ),
    "days of an incident and of a month": (
        "[service_credit] Credits for any one incident are limited to five days and for any month to fifteen days of charges.",
        ["5 days incident", "15 days month"],
    ),
    "no customer": ("[service_credit] No customer shall be credited with more than 80% of its recurring fee.", ["80 percent -"]),
    "the highest credit": ("[service_credit] The highest credit for a month is 25% of that month's fees.", ["25 percent month"]),
    "what was paid": (
        "[service_credit] The refund can never be higher than what you paid for that server in that month.",
        ["100 percent month"],
    ),
    "allowances": ("[service_credit] The allowances for a circuit in a month never exceed its monthly charge.", ["100 percent month"]),
    "not gone beyond": ("[service_credit] Credits never go beyond 15% of the month's fee.", ["15 percent month"]),
    "said after the amount": ("[service_credit] 20 % of the quarterly fees is also the most that we will credit.", ["20 percent quarter"]),
    "a ceiling": ("[service_credit] Thirty percent of a month's spend is the ceiling for all credits.", ["30 percent month"]),
    "credits grow until": (
        "[service_credit] For each hour you are credited one day, until the credits of a month reach 100% of the monthly fee.",
        ["100 percent month"],
    ),
    "a reduction of the fee": (
        "[claim_procedure] The reduction is limited to 30 % of the monthly remuneration. It must be asserted in writing.",
        ["30 percent month"],
    ),
    "penalties, in a clause about leaving": (
        "[termination_right] The total penalty in a quarter shall not exceed 10% of the quarterly payment; at the cap the Buyer may terminate.",
        ["10 percent quarter"],
    ),
}
NO_CAPS = {
    "how long a contract runs on": "Renewal may be asked for twice, but the whole extension of the contract shall not exceed 9 months.",
    "top of a table": (
        """
        |! [service_credit] Uptime | Credit
        | [service_credit] below 95% | 50%
        """
    ),
    "liability": "[remedy_limit] The liability of the supplier shall not exceed 100% of the charges paid in the year before the claim.",
    "a band that runs up to a level": "[service_credit] 99.5% up to 99.95%: 5%",
    "loss of packets": "[service_credit, performance] Average packet loss inside our network will be no more than 0.5% in a month.",
    "time down that a level allows": "[service_credit, measurement] A level of 99.5% means no more than 3.6 hours a month in which the pages cannot be reached.",
    "days to ask": "[claim_procedure] The hotel must request the credit in writing no more than ten (10) business days after reporting.",
    "downtime that reaches a figure": "[service_credit] If downtime reaches 10% of the month, you receive a credit.",
    "a limit that is exceeded": "[service_credit] In a month in which either limit is exceeded, the credit is 10% of the charge.",
    "how long, not how much": "[service_credit] more than 8 and up to 24 hours 25%",
    "use of a quota": "[other] Usage may not exceed 80% of the quota.",
    "late interest": "[other] Interest shall not exceed 2% per month.",
}
SOLE = {
    "neither a penalty nor exclusive": (
        "[remedy_limit, service_credit] Performance Credits are neither a penalty nor its exclusive remedy.",
        False,
    ),
    "all the compensation there is": ("[remedy_limit] That is all the compensation there is.", True),
    "the only thing you get": ("[remedy_limit] Credits are the only thing you get for downtime.", True),
    "all that you can ask": ("[remedy_limit] A credit is all that you can ask of Acme for a service that was slow.", True),
    "sole and exclusive": (
        "[remedy_limit] Service Credits are Customer's sole and exclusive remedy for any failure to meet the Service Levels.",
        True,
    ),
    "only": ("[remedy_limit] The credits described here are your only remedy for downtime.", True),
    "without prejudice": ("[remedy_limit] Service Credits are without prejudice to any other right or remedy of the Authority.", False),
    "not exclusive": ("[remedy_limit] The Service Credits are not the exclusive remedy of the Customer.", False),
    "denied for one by name": (
        "[remedy_limit] Credits are a price adjustment. They are not a penalty and are not Birchwood's exclusive remedy.",
        False,
    ),
    "exclusive claim": (
        "[service_credit] Credits are limited to 50%. They are the Customer's exclusive claim for lack of availability.",
        True,
    ),
    "in place of other claims": (
        "[service_credit, claim_procedure] Compensation must be asked for. It takes the place of every other claim because of the fault.",
        True,
    ),
    "other claims excluded": ("[remedy_limit] This is the credit; other claims because of downtime are excluded.", True),
    "nothing other than": ("[service_credit] The Customer cannot demand compensation other than the reduction of this article.", True),
    "other claims waived": ("[service_credit] The credits are a lump sum, and the Client waives any other claim in this respect.", True),
    "all you can claim": ("[service_credit] Credits have no cash value and are all you can claim.", True),
    "exclusive rights of another kind": ("[other] The licensor keeps the exclusive rights to the program.", None),
    "nothing said": ("[service_credit] You receive a credit of 10%.", None),
    "sole discretion": ("[claim_procedure] We decide about credits in our sole discretion.", None),
    "a title with its sentence": (
        "[remedy_limit] Sole remedy. This schedule describes the only remedy of the Client for missing the uptime.",
        True,
    ),
    "line of a table of contents": ("[termination_right, remedy_limit] Fees 31 12.4 Sole Remedy 32 12.5 Survival 33", None),
    "breach of a warranty": (
        "[remedy_limit] For any breach of the warranties in section 7 the licensee's sole and exclusive remedy is repair of the program.",
        None,
    ),
    "fee for leaving": (
        "[remedy_limit] The fee will be the vendor's sole remedy where the client is terminating for convenience.",
        None,
    ),
    "sole remedy for a warranty of goods": ("[other] Repair or replacement is the sole remedy for defective goods.", None),
}
AUTOMATIC = {
    "by itself": ("[service_credit] Credits are applied automatically to your next invoice.", True),
    "no request needed": (
        "[service_credit] You do not need to ask: the Service Credits will automatically be set off against the next invoice.",
        True,
    ),
    "on request": ("[claim_procedure] To receive a Service Credit, you must submit a request within 30 days.", False),
    "claim by ticket": ("[claim_procedure] Customer must open a support ticket to claim a service credit.", False),
    "claims of another kind": ("Losses shall mean damages, claims and costs, including interest and penalties.", None),
    "credit of a bank": ("A limit of credit may be set by written notice of the depositor.", None),
    "asked for by telephone": ("[other] Please ring the service desk to request an uptime credit.", False),
    "nothing said": ("[service_credit] Below 99.9% you receive 10%.", None),
}
FORMS = {
    "credit": ("[service_credit] The provider will credit 5% of the monthly fee to the customer's account.", "credit"),
    "paid in credits": ("[claim_procedure] You must ask for it by mail. The compensation is paid in the form of credits.", "credit"),
    "refund": ("[service_credit] We refund 20% of that month's price to your card.", "refund"),
    "extension": ("[service_credit] Your subscription is extended by three days at no charge.", "extension"),
}


@pytest.mark.parametrize("name", CAPS)
def test_the_most_that_credits_can_reach_is_a_cap(agreement: Read, name: str) -> None:
    text, expected = CAPS[name]

    assert [short(cap) for cap in remedy.find(*agreement(text)).caps] == expected


@pytest.mark.parametrize("name", NO_CAPS)
def test_other_limits_are_no_caps(agreement: Read, name: str) -> None:
    """A limit of liability taken for the cap of credits promises money that is not there."""
    assert remedy.find(*agreement(NO_CAPS[name])).caps == []


@pytest.mark.parametrize("name", SOLE)
def test_sole_remedy_is_said_denied_or_left_open(agreement: Read, name: str) -> None:
    text, expected = SOLE[name]

    assert remedy.find(*agreement(text)).sole_remedy is expected


@pytest.mark.parametrize("name", AUTOMATIC)
def test_credits_come_by_themselves_or_on_request(agreement: Read, name: str) -> None:
    text, expected = AUTOMATIC[name]

    assert remedy.find(*agreement(text)).automatic is expected


@pytest.mark.parametrize("name", FORMS)
def test_the_form_of_the_remedy_is_told(agreement: Read, name: str) -> None:
    text, expected = FORMS[name]

    assert remedy.find(*agreement(text)).form == expected


SOLE_WORDINGS = [
    ("The credits are all that we owe and the only thing you can ask for when a level is missed.", True),
    ("What section 2 gives is everything that you can ask of us for any unavailability.", True),
    ("Beyond the credits we owe you nothing when a level is missed.", True),
    ("A credit is all you get for an outage.", True),
    ("Credits are the only thing that is owed for a missed service level.", True),
    ("You have no claim beyond the credits in this section.", True),
    ("Nothing more than the credit is due for a missed target.", True),
    ("The credits settle every claim that arises from missing a service level.", True),
    ("Apart from the credit the Customer has no claims against the Provider for a failure of the service level.", True),
    ("Credits are in full satisfaction of any failure to meet the levels.", True),
    ("With the credit all claims for the outage are settled.", True),
    ("The credits in section 3 are everything a customer can claim for an outage.", True),
    ("CREDITS ARE THE ONLY COMPENSATION FOR A MISSED PROMISE.", True),
    ("Customer's remedy for downtime is limited to the credits.", True),
    ("Credits are not Client's exclusive remedy; Client keeps its right to recover damages.", False),
    ("Credits do not take away any other right that you have.", False),
    ("A credit does not stop you from claiming damages.", False),
    ("The credits come on top of any other claim the law gives you.", False),
    ("Credits are a price adjustment and no penalty, and leave other remedies open.", False),
    ("Except for the credits, fees that were paid are not given back.", None),
]


@pytest.mark.parametrize(("text", "sole"), SOLE_WORDINGS)
def test_plain_words_say_whether_credits_are_the_only_remedy(agreement: Read, text: str, sole: bool | None) -> None:
    """Whether damages can still be claimed is worth more than most credits."""
    assert remedy.find(*agreement(f"[remedy_limit] {text}")).sole_remedy is sole
