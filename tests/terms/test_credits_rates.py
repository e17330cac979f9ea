"""Credits that grow with time or come once for each event: in the words of writers who never say "downtime"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.document import Clause, Document
from extractor.terms import credits
from extractor.terms.credits_measures import metric_of
from tests.terms.test_credits import short

Read = Callable[[str], tuple[list[Clause], Document]]

FULL = "[uptime_guarantee] The network is available 100% of every month.\n"
RATES = {
    # written
    "time short of a level": (
        FULL + "[service_credit] For each 20 minutes below the level in 4.1 the credit is 3% of the monthly rent.",
        ["downtime per PT20M: 3 percent"],
    ),
    "time short of a level, the other way round": (
        FULL + "[service_credit] We credit 2% of the charge for every full hour by which availability falls short of the warranty.",
        ["downtime per PT1H: 2 percent"],
    ),
    "time without supply": (
        FULL + "[service_credit] Every hour without connectivity, or part of one, earns you two days' fees back.",
        ["downtime per PT1H: 2 days"],
    ),
    "time in the dark": (
        FULL + "[service_credit] You get 5% of the rack fee back for each 15 minutes that your rack is without power.",
        ["downtime per PT15M: 5 percent"],
    ),
    "as long as an event of another kind lasts": (
        FULL + "[service_credit] For every full hour that a climate excursion lasts, the credit is 1% of the monthly charge.",
        ["other per PT1H: 1 percent"],
    ),
    "cooling that fails": (
        FULL + "[service_credit] For each hour that the cooling limit is passed, 2% of the cabinet fee is credited.",
        ["other per PT1H: 2 percent"],
    ),
    "an overrun of a repair": (
        """
        # Spare parts
        [service_credit] When a part fails we fit a replacement within three hours. If we overrun, you get 4% of the monthly fee for each additional hour.
        """,
        ["resolution per PT1H: 4 percent"],
    ),
    "a repair that takes longer": (
        "[service_credit] If a repair takes longer than the target time, 2% of the monthly charge is credited for each further hour.",
        ["resolution per PT1H: 2 percent"],
    ),
}


EVENTS = {
    "each late thing": (
        FULL + "[service_credit] For each transfer that leaves a business day or more after its date we credit €15.",
        ["other: 15 EUR"],
    ),
    "each lost thing": (
        FULL + "[service_credit] For every tape that we lose the customer receives a credit of USD 200.",
        ["other: 200 USD"],
    ),
    "a thing that is not done in time": (
        FULL + "[service_credit] £12 is credited for each order not dispatched on the promised day.",
        ["other: 12 GBP"],
    ),
    "somebody who comes late": (
        FULL + "[service_credit] Where a technician starts later than the time in clause 9, we credit EUR 40 per request.",
        ["response: 40 EUR"],
    ),
    "somebody who comes late, under a heading of credits alone": (
        FULL + "# Credits\n[service_credit] Where an engineer arrives later than agreed, EUR 40 per visit.",
        ["response: 40 EUR"],
    ),
    "somebody who comes late, without a label": (
        FULL + "# Credits\n[] Where a technician starts later than the time in clause 9, EUR 40 per request.",
        ["response: 40 EUR"],
    ),
    "times the fee while offline": (
        "[service_credit] We pay you back 3 times the fee for the time you were offline.",
        ["downtime per PT1H: 3 hours"],
    ),
    "what may be claimed for each": (
        "[service_credit] Should we fail to respond to a Severity 1 ticket within 15 minutes, you may claim $100 per occurrence.",
        ["response: 100 USD"],
    ),
    "a part that is late": (
        "[service_credit] In case a replacement part is not installed within 4 hours, we credit 10% of the server fee per each additional 2 hours of delay.",
        ["resolution per PT2H: 10 percent"],
    ),
    "a first answer that is late": (
        "[service_credit] Customers on the top plan who do not get a first response in the time above receive USD 80 per ticket.",
        ["response: 80 USD"],
    ),
}


@pytest.mark.parametrize("name", [*RATES, *EVENTS])
def test_rates_and_events_give_their_credits(name: str, agreement: Read) -> None:
    """Read as one remedy below the promised level, a rate would pay once what is owed for every hour."""
    text, expected = {**RATES, **EVENTS}[name]
    assert [short(credit) for credit in credits.find(*agreement(text))] == expected


LEAST = {
    "a credit below a sum": "[service_credit] A credit of less than EUR 12 (or as much in your currency) is not issued.",
    "no credit below a sum": "[service_credit] No credit is made out for less than USD 30.",
    "amounts under a sum": "[service_credit] Amounts under £5 are carried over and not credited on their own.",
    "credits smaller than": "[service_credit] We don't pay out credits smaller than $10.",
    "the fee of a month at most": "[service_credit] Credits in a quarter shall not exceed the fee for one month.",
    "the most you can get": "[service_credit] So the most you can get for one month is 50% of what you pay us.",
    "not be over": "[service_credit] Rebates will not be over 15% of its rate in a month.",
    "be more than, far behind": "[service_credit] In no month shall credits under clause 3 and under clause 4, alone or together, be more than 35% of the commit.",
    "come to more than one charge": "[service_credit] In one month the credits for a rack may not come to more than one Monthly Charge for that rack, and those for transit not to more than 20% of its Monthly Charge.",
    "the charges of months at most": "[service_credit] Credits in a year will not be more than the charges for two months.",
}


OTHERS = {
    "interest and carrying over": "[service_credit] We do not pay interest on credits, and a credit of 10% of the fee in one month does not carry over.",
    "who approves": "[service_credit] Credits of more than $1,000 must be approved by our finance team.",
    "prices that rise": "[service_credit] The annual fee rises by 3% each year, whether or not credits were paid.",
    "late payers": "[service_credit] If you pay late we may charge 1.5% per month and suspend credits.",
    "history": "[service_credit] Last year we credited 12% of the fees for March to four customers.",
    "a discount taken off first": "[service_credit] The credit is worked out on the fee less any discount of 20%.",
    "a shortfall": "[service_credit] A credit is paid only where the shortfall is more than 0.05%.",
    "small disputes": "[service_credit] Disputes about credits of less than 5% of the monthly fee are decided by the service manager.",
    "a credit that is cut": "[service_credit] Any credit is reduced by 50% if the claim is made after 30 days.",
    "earnback": "[service_credit] The customer returns the credit if uptime in each of the next three months is 99.95% or more; 50% of it is then earned back.",
    "a formula": "[service_credit] Credit = (99.9% – actual uptime) × 20 × monthly fee.",
    "what a point is worth": "[service_credit] Tier 1: 10 credits; Tier 2: 25 credits; one credit is 1% of the monthly fee.",
    "bands counted from the level": "[service_credit] If availability falls below the level by (i) up to 1%, the credit is 2%; (ii) more than 1%, 5% of the charges.",
}


@pytest.mark.parametrize("name", OTHERS)
def test_figures_in_passages_about_credits_need_not_be_credits(name: str, agreement: Read) -> None:
    """Read as "x% below the promise", each of these would be a credit that nobody owes."""
    assert credits.find(*agreement(FULL + OTHERS[name])) == []


@pytest.mark.parametrize("name", LEAST)
def test_the_least_and_the_most_that_are_paid_are_no_credits(name: str, agreement: Read) -> None:
    """ "Credits below 10 dollars are not paid" would become a credit of ten dollars."""
    assert credits.find(*agreement(FULL + LEAST[name])) == []


@pytest.mark.parametrize(
    ("words", "metric"),
    [
        ("a Class 1 request is not commenced in time", "response"),
        ("work on the ticket has not begun within the hour", "response"),
        ("a call is picked up late", "response"),
        ("5% of requests fail or are answered with an error", "uptime"),
        ("requests in which service is unavailable", "downtime"),
    ],
)
def test_work_that_begins_late_is_a_missed_response(words: str, metric: str) -> None:
    """Waived labour charges for remote hands that came late were a credit of 100% for any downtime."""
    assert metric_of(words) == metric
