"""What an outage is worth: an agreement, outages and a fee in; credits, deadlines and rights to leave out, with every step proven.

>>> from extractor.record import Agreement, Amount, Credit, Source, Uptime
>>> source = Source(name="a.md", sha256="", media_type="text/markdown", bytes=1, words=1)
>>> band = Credit(below=99.9, credit=Amount(amount=10, unit="percent"))
>>> agreement = Agreement(document=source, uptime=[Uptime(percent=99.9, period="month")], credits=[band])
>>> account = compute(agreement, Case((outage("2026-03-04T10:00/PT3H"),), fee("12000 USD")))
>>> account.readings[0].credit, account.currency
(Decimal('1200.00'), 'USD')
"""

from __future__ import annotations

from extractor.credit.account import Account, Deadline, Exit, PeriodCredit, Quote, Reading, Step
from extractor.credit.facts import TAGS, BadFact, Case, Outage, fee, log, moment, outage, work_hours
from extractor.credit.periods import KINDS, Period
from extractor.credit.reckoning import compute
from extractor.credit.worktime import Hours

__all__ = [
    "KINDS",
    "TAGS",
    "Account",
    "BadFact",
    "Case",
    "Deadline",
    "Exit",
    "Hours",
    "Outage",
    "Period",
    "PeriodCredit",
    "Quote",
    "Reading",
    "Step",
    "compute",
    "fee",
    "log",
    "moment",
    "outage",
    "work_hours",
]
