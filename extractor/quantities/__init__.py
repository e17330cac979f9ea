"""Quantities of contracts: text → (value, span), exact decimals, spans on the original text.

Well-kept libraries were tried for this and misread it (99.9% as a year, ten business days as ten days), so this grammar is ours.
"""

from __future__ import annotations

from extractor.quantities.blanks import blanks
from extractor.quantities.counts import counts, fractions, multiples
from extractor.quantities.coverage import coverage
from extractor.quantities.dates import dates
from extractor.quantities.durations import Duration, durations, minutes_of
from extractor.quantities.money import Money, money
from extractor.quantities.numbers import disagreement
from extractor.quantities.percent import contradictions, percentages
from extractor.quantities.ranges import Range, duration_ranges, ranges
from extractor.quantities.rates import frequencies, rates

__all__ = [
    "Duration",
    "Money",
    "Range",
    "blanks",
    "contradictions",
    "counts",
    "coverage",
    "dates",
    "disagreement",
    "duration_ranges",
    "durations",
    "fractions",
    "frequencies",
    "minutes_of",
    "money",
    "multiples",
    "percentages",
    "ranges",
    "rates",
]
