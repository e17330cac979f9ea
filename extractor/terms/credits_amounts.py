"""What is paid: shares of a fee, days of service, sums of money; read the same way for credits and for their caps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractor.document import Span
from extractor.quantities import Duration, durations, fractions, money, multiples, percentages
from extractor.quantities.numbers import WORD_NUMBER, from_words
from extractor.taxonomy import CreditUnit
from extractor.terms.context import basis_after

FEE = (
    r"(?:fees?|charges?|costs?|bills?|invoices?|payments?|prices?|rent(?:als?)?|rates?|amounts?|mrcs?|mrrs?|mrfs?|subscriptions?|spend|remuneration|value|billings?|premiums?|"
    r"(?:contract\s+)?sums?|consideration|usage|revenue|allocation|pool|tariffs?|retainer)"
)
"""What a customer pays, in the field's words; MRC is the monthly recurring charge of telecoms."""
FEES_AFTER = re.compile(
    rf"\s{{0,3}}[)\]]?\s{{0,3}}(?:(?:service\s+)?(?:credit|discount|refund|reduction|rebate|deduction)s?\s+)?"
    rf"(?:(?:of|off|on|from|against)\s{{1,2}}(?:[\w’'\-/&]+\s+){{0,9}}?|(?:(?:the|your|their|total|monthly|annual|quarterly|applicable|service|recurring|month['’]s)\s+){{0,3}})(?:[\w-]+-)?{FEE}\b",
    re.IGNORECASE,
)
"""Words after a share that name the fee it is a share of ("of the monthly recurring charge")."""
_SERVICE_TIME = re.compile(
    rf"\s{{0,2}}(?:\(\w+(?:\s\w+){{0,2}}\s?\)\s)?(?:of\s+|in\s+)?(?:(?:the|an?|paid|free|additional|extra|pro-?rated|pro\s+rata|prorated|complimentary|service|subscription|affected|customer['’]s|your|monthly|recurring|full|normal|applicable|hosting)\s+){{0,5}}"
    rf"(?:service|services|credits?|hosting|access|extension|free|worth|share|subscription|added|{FEE})\b",
    re.IGNORECASE,
)
_FEE_OF_TIME = re.compile(rf"\s{{1,2}}(?:[\w-]+\s+){{0,3}}?{FEE}\b", re.IGNORECASE)
"""After "one day's": the fee of that time, whatever it is for ("recurring cabinet charge")."""
_OF_FEES = re.compile(r"(?:fees?|charges?|rent(?:al)?)\b", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:within|during|throughout)\s+$", re.IGNORECASE)
"""Before a time: when something happens, not how much is paid."""
_IN = re.compile(r"\b(?:in|over|per)\s+$", re.IGNORECASE)
_THE_CREDITS = re.compile(r"[\s,]{1,3}(?:the|all|our|your|no|any)\s", re.IGNORECASE)
"""Around a time that something is counted over: "in one month the credits may not …"."""
_FOR_A_TIME = re.compile(r"credit(?:ed)?\s+for\s+", re.IGNORECASE)
_SO_MUCH_OF = re.compile(
    rf"(?:%|\b(?:per\s?cent|days?|weeks?|months?|hours?|half))\)?\s+of\s+(?:\w+\s+){{0,3}}?{FEE}\s+(?:for|of)\s+$", re.IGNORECASE
)
_ANY_TIME = re.compile(r"(?:an?|any|each|every|the|per|that|this)\b", re.IGNORECASE)
"""Before these words "the charges for" is followed by the period of a fee, before a number by how much is paid."""
_BEFORE_TIME = re.compile(
    r"\b(?:credit(?:ed)?(?:\s+\w+){0,4}?\s+(?:of|with|equal\s+to|in\s+the\s+amount\s+of)|credit(?:ed)?\s+for|extend(?:ed)?(?:\s+\w+){0,5}?\s+by|extension(?:\s+\w+){0,3}?\s+of|add(?:ed|itional)?|free|extra|refund(?:ed)?(?:\s+of)?|(?:fees?|charges?|rent(?:al)?)\s+(?:for|of))\s+(?:(?:an?|the|up\s+to|additional|extra|full)\s+){0,3}$",
    re.IGNORECASE,
)
_FULL_FEE = re.compile(
    rf"\b(?:full|whole|entire|complete|total)\s+(?:refund\s+of\s+)?(?:(?:the|your|its|that|applicable|affected|service|subscription|one|that)\s+){{0,4}}(?:month(?:ly|['’]s)?|annual|quarterly|weekly)\s+(?:[\w-]+\s+){{0,3}}?{FEE}\b"
    r"|\b(?:whole|full|entire)\s+month\s+(?:is\s+)?(?:on\s+us|free|for\s+free)\b|\bwaived\s+in\s+(?:their|its)\s+entirety\b",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"(?:%|\bper\s?cent)\s?\)?\s+of\s+(?:the\s+|a\s+)?$", re.IGNORECASE)
"""Before a time of service these words take a share of it: "100% of one month's rental" is a share, not a month and a share."""
_NOTHING = re.compile(
    r"^\W*(?:none|no(?:\s+(?:service\s+)?(?:credits?|refund|compensation|discount|penalty))?(?:\s+\w+){0,3}|nil|not?\s+applicable|n\.?/?a\.?|zero|0+(?:\.0+)?\s?%?|[-–—]|nothing)\W*$",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\s\[(]{0,3}(?P<n>\d{1,3}(?:[.,]\d{1,3})?)[\s\])]{0,3}")
_UNIT_IN_HEADER: tuple[tuple[CreditUnit, re.Pattern[str]], ...] = (
    ("percent", re.compile(r"%|\bper\s?cent|\bpercentage\b|\bshare\s+of\b|\brate\b", re.IGNORECASE)),
    ("days", re.compile(r"\bdays?\b", re.IGNORECASE)),
    ("hours", re.compile(r"\bhours?\b", re.IGNORECASE)),
    ("weeks", re.compile(r"\bweeks?\b", re.IGNORECASE)),
    ("months", re.compile(r"\bmonths\b", re.IGNORECASE)),
)
_PAST_HUNDRED = Decimal(1000)
"""No share of a fee above ten times the fee was seen; larger figures are something else."""


@dataclass(frozen=True, slots=True)
class Paid:
    """Hold one amount with its place; `basis` in the document's words, `currency` for sums of money."""

    amount: Decimal
    unit: CreditUnit
    span: Span
    basis: str | None = None
    currency: str | None = None


def nothing(text: str) -> bool:
    """Tell whether a table cell says that nothing is paid.

    >>> nothing("No credit"), nothing("0%"), nothing("5%")
    (True, True, False)
    """
    return bool(_NOTHING.match(text)) or not text.strip()


def paid(text: str) -> list[Paid]:
    """Return every amount of a passage in text order; whether it is a credit, a cap or a level is for the caller to say.

    >>> [(str(p.amount), p.unit) for p in paid("5% of the monthly fee, one day of service, EUR 50 or 1/90th of the MRC")]
    [('5', 'percent'), ('1', 'days'), ('50', 'currency'), ('1.1111', 'percent')]
    """
    found = [Paid(value, "percent", span, basis_after(text, span.end)) for value, span in percentages(text) if value <= _PAST_HUNDRED]
    found += [Paid(sum_.amount, "currency", span, None, sum_.currency) for sum_, span in money(text)]
    found += _shares(text)
    found += [
        Paid(*in_units(duration), span)
        for duration, span in durations(text)
        if _is_service_time(text, span) and "S" not in duration.iso and not _SHARE_OF.search(text[max(0, span.start - 24) : span.start])
    ]
    for match in _FULL_FEE.finditer(text):
        found.append(Paid(Decimal(100), "percent", Span(match.start(), match.end()), match[0]))
    found += [Paid(_PARTS[match["part"].lower()], "percent", Span(*match.span())) for match in _PART_OFF.finditer(text)]
    return _apart(found)


_PARTS = {"half": Decimal(50), "quarter": Decimal(25), "tenth": Decimal(10)}
_PART_OFF = re.compile(r"\b(?:a\s+|one\s+)?(?P<part>half|quarter|tenth)\s+(?:is\s+|comes?\s+|is\s+taken\s+)?off\b", re.IGNORECASE)
"""Parts of a bill said in a word: "a quarter off"."""


def _shares(text: str) -> list[Paid]:
    """Return fractions of a fee as percent, and multiples of the hourly, daily, weekly or monthly fee in its unit."""
    found = []
    for fraction, span in fractions(text):
        if FEES_AFTER.match(text, span.end):
            share = (Decimal(100 * fraction.numerator) / fraction.denominator).quantize(Decimal("0.0001"))
            found.append(Paid(share, "percent", span, basis_after(text, span.end)))
    for match in _MONTHLY_FEES.finditer(text):
        written = match["both"] or match["n"]
        count = Decimal(written) if written.isdigit() else from_words(written)
        found.append(Paid(count, _FEE_UNITS[match["unit"].lower()], Span(match.start(), match.end()), match["basis"]))
    for value, span in multiples(text):
        unit = _FEE_UNIT.match(text, span.end)
        if unit:
            found.append(Paid(value, _FEE_UNITS[unit["unit"].lower()], Span(span.start, unit.end()), unit["basis"]))
    return found


_MONTHLY_FEES = re.compile(
    rf"(?<![\w.,])(?P<n>{WORD_NUMBER}|\d{{1,2}})(?:\s?\((?P<both>\d{{1,2}})\))?\s(?:full\s+|average\s+)?(?P<basis>(?P<unit>hourly|daily|weekly|monthly)\s+(?:\w+\s+){{0,2}}?{FEE})\b",
    re.IGNORECASE,
)
_FEE_UNIT = re.compile(
    rf"\s{{0,2}}(?:the\s+)?(?P<basis>(?:average\s+|applicable\s+|total\s+)?(?P<unit>hourly|daily|weekly|monthly)\s+(?:\w+\s+){{0,3}}?{FEE})\b",
    re.IGNORECASE,
)
_FEE_UNITS: dict[str, CreditUnit] = {"hourly": "hours", "daily": "days", "weekly": "weeks", "monthly": "months"}


def _is_service_time(text: str, span: Span) -> bool:
    """Tell whether a duration is time of service or of fees ("one day of service", "a week's cost")."""
    possessive = span.of(text).endswith(("'", "’", "'s", "’s"))
    lead = text[max(0, span.start - 14) : span.start]
    if _WITHIN.search(lead) or (_IN.search(lead) and not possessive and _THE_CREDITS.match(text, span.end)):
        return False
    after = _SERVICE_TIME.match(text, span.end) or (possessive and _FEE_OF_TIME.match(text, span.end))
    if after:
        return possessive or not re.match(
            r"\s{0,2}(?:of\s+)?(?:the\s+)?(?:service|services|access)\s+(?:interruption|outage|downtime|unavail|failure|disruption|level)",
            text[span.end :],
            re.IGNORECASE,
        )
    lead = text[max(0, span.start - 60) : span.start]
    before = _BEFORE_TIME.search(lead)
    if before is None:
        return False
    if _FOR_A_TIME.search(before[0]) and _ANY_TIME.match(text, span.start):
        return False  # "the highest credit for a month"
    if _OF_FEES.match(before[0]):  # "the charges for one week", but "for a week", "three months of fees for one month"
        return not _ANY_TIME.match(text, span.start) and not _SO_MUCH_OF.search(lead)
    return True


def in_units(duration: Duration) -> tuple[Decimal, CreditUnit]:
    """Return a duration as a number of the record's credit units.

    >>> in_units(Duration("P2W"))
    (Decimal('2'), 'weeks')
    """
    number = Decimal(re.sub(r"[^\d.]", "", duration.iso))
    if "T" in duration.iso:
        return (number, "hours") if duration.iso.endswith("H") else (number / 60, "hours")
    unit: CreditUnit = {"D": "days", "W": "weeks", "M": "months", "Y": "months"}[duration.iso[-1]]  # type: ignore[assignment]
    return (number * 12 if duration.iso.endswith("Y") else number), unit


def paid_in_cell(text: str, header: str) -> Paid | None:
    """Return what a cell of a credit column pays, None where it pays nothing; the header gives the unit of a bare number.

    >>> paid_in_cell("3", "Days added to the term").unit, paid_in_cell("10", "Credit (% of fee)").unit
    ('days', 'percent')
    """
    if nothing(text):
        return None
    bare = _BARE.fullmatch(text)
    if bare:
        unit = next((unit for unit, pattern in _UNIT_IN_HEADER if pattern.search(header)), None)
        return Paid(Decimal(bare["n"].replace(",", ".")), unit, Span(bare.start("n"), bare.end("n")), _of(header)) if unit else None
    found = paid(text) or [Paid(*in_units(duration), span) for duration, span in durations(text)]
    first = next((each for each in found if each.amount > 0), None)
    if first is not None and first.unit == "percent" and first.basis is None:
        return Paid(first.amount, first.unit, first.span, _of(header))
    return first


_OF = re.compile(rf"(?:%|\bper\s?cent(?:age)?|\bshare)\s+of\s++(?:the\s++)?(?P<basis>[^()|]{{0,60}}?{FEE}[^()|]{{0,60}})", re.IGNORECASE)


def _of(header: str) -> str | None:
    match = _OF.search(header)
    return match["basis"].strip() if match else None


def _apart(found: list[Paid]) -> list[Paid]:
    """Return the amounts in text order, of overlapping ones the longer."""
    kept: list[Paid] = []
    for each in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if kept and each.span.start < kept[-1].span.end:
            continue
        kept.append(each)
    return kept
