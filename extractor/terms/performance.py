"""Targets other than availability: latency, packet delivery and loss, jitter, repair time, recovery, error rate, durability."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor import record
from extractor.document import Clause, Document, Span, cells_of
from extractor.quantities import Duration, durations, percentages
from extractor.taxonomy import Comparator, PerformanceMetric
from extractor.terms.context import context_of, sentences
from extractor.terms.evidence import confidence, prove

Measure = str

METRICS: tuple[tuple[PerformanceMetric, Measure, re.Pattern[str]], ...] = (
    # metric, what it is measured in (percent, time, rate), its words
    (
        "packet_delivery",
        "percent",
        re.compile(r"\b(?:packet|data)\s+deliver\w*|\bpackets?\b[^.;]{0,60}\bdelivered|\bdelivery\s+(?:rate|ratio)\b", re.IGNORECASE),
    ),
    ("packet_loss", "percent", re.compile(r"\bpacket[\s-]+loss\b|\b(?:lost|dropped)\s+packets\b|\bframe\s+loss\b", re.IGNORECASE)),
    ("jitter", "time", re.compile(r"\bjitter\b|\bdelay\s+variation\b", re.IGNORECASE)),
    ("rto", "time", re.compile(r"\brto\b|\brecovery\s+time(?:\s+objective)?\b", re.IGNORECASE)),
    ("rpo", "time", re.compile(r"\brpo\b|\brecovery\s+point(?:\s+objective)?\b", re.IGNORECASE)),
    (
        "latency",
        "time",
        re.compile(r"\b(?:latency|round[\s-]?trip|network\s+delay|one-way\s+delay|time\s+to\s+first\s+(?:byte|token))\b", re.IGNORECASE),
    ),
    (
        "repair_time",
        "time",
        re.compile(
            r"\b(?:mttr|mean\s+time\s+to\s+(?:repair|restore|resolve|recover\w*)|time\s+to\s+(?:repair|restore)|repair(?:ed|s)?\b|restoration\s+time|restor(?:e|ed)\b|hardware\s+replacement|replace(?:d|ment)?\b)",
            re.IGNORECASE,
        ),
    ),
    ("notification_time", "time", re.compile(r"\b(?:notif(?:y|ied|ication)\w*|alert(?:ed|s)?|inform(?:ed|s)?)\b", re.IGNORECASE)),
    ("durability", "percent", re.compile(r"\bdurab(?:ility|le)\b", re.IGNORECASE)),
    ("error_rate", "percent", re.compile(r"\b(?:error|failure)\s+rates?\b|\b(?:5xx|failed)\s+(?:responses|requests)\b", re.IGNORECASE)),
    (
        "response_time",
        "time",
        re.compile(r"\b(?:response\s+times?|respond\w*|page\s+load|load\s+times?|processing\s+times?|answer\s+times?)\b", re.IGNORECASE),
    ),
    ("throughput", "rate", re.compile(r"\b(?:throughput|bandwidth|information\s+rate|data\s+rate|speed)\b", re.IGNORECASE)),
)
_UPPER = re.compile(
    r"\b(?:not\s+(?:to\s+)?(?:exceed|be\s+(?:more|greater|higher))|no\s+(?:more|greater|higher|longer)\s+than|less\s+than|below|under|or\s+(?:less|lower|better|below)|within|at\s+most|up\s+to|maximum|max\.?|stays?\s+at|lower\s+than|at\s+or\s+below|<|≤|<=)",
    re.IGNORECASE,
)
_LOWER = re.compile(
    r"\b(?:at\s+least|not?\s+less\s+than|or\s+(?:more|higher|greater)|minimum|greater\s+than|more\s+than|above|exceed(?:s|ing)?)\b|≥|>=|>",
    re.IGNORECASE,
)
_MISSED = re.compile(
    r"\b(?:if|where|when|should|in\s+the\s+event)\b[^.;]{0,80}\b(?:exceed\w*|fails?|not\s+met|below|above|lies|less|more|missed)\b",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?<![\w.])(?P<n>\d{1,6}(?:[.,]\d{1,3})?)\s?(?P<unit>[kMGT]bps|[kMGT]bit/s|[MGT]B/s|requests?\s+per\s+second|rps|tps|transactions\s+per\s+second)\b",
    re.IGNORECASE,
)
_STATISTIC = re.compile(
    r"\b(?:(?:monthly|daily|quarterly|annual|yearly)\s+(?:average|mean|median)|(?:9\d(?:\.\d)?(?:th|st)?|\d{2}th)\s+percentile|median|(?:on|an?)\s+(?:monthly\s+)?average|average[sd]?|mean|p9\d(?:\.\d)?)\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"\b(?:between|within|across|in|from|for|on)\s+(?:any\s+two\s+|the\s+|our\s+|its\s+)?(?P<scope>[A-Z][\w.&-]*(?:\s+(?:and|to|[A-Z][\w.&-]*|core|network|backbone|nodes?|in)){0,8}|(?:core|backbone|network)\s+\w+)"
)
_SHARE = re.compile(
    r"\b(?:of|all)\s+(?:all\s+|the\s+|its\s+)?(?:packets|incidents|tickets|calls|requests|cases|payslips|invoices|leads|queries|orders|transactions|deliveries|problems|reports|jobs|runs)\b|\baccura\w+|\bsuccess\s+rate\b|\bsatisfaction\b",
    re.IGNORECASE,
)
_SUPPORT_ONLY = re.compile(r"\b(?:support|ticket|incident|request|severity|priority|service\s+desk|help\s?desk)\w*", re.IGNORECASE)


def find(clauses: Sequence[Clause], document: Document) -> list[record.Performance]:
    """Return each metric and value promised; what merely triggers a credit is none when the promise stands elsewhere."""
    by_id = {clause.id: clause for clause in clauses}
    found = [entry for clause in clauses if clause.text and clause.has("performance") for entry in _in_clause(clause, document, by_id)]
    kept: dict[tuple[str, float, str | None], record.Performance] = {}
    for entry in found:
        kept.setdefault((entry.metric, entry.value, entry.scope), entry)
    return list(kept.values())


def _in_clause(clause: Clause, document: Document, by_id: dict[str, Clause]) -> Iterator[record.Performance]:
    context = context_of(clause, by_id)
    if clause.kind == "row":
        yield from _in_row(clause, document, context)
        return
    for sentence in sentences(clause.text):
        words = sentence.of(clause.text)
        if (
            _MISSED.search(words)
            or re.search(r"\bcredit(?:ed|s)?\b", words, re.IGNORECASE)
            and not _UPPER.search(words)
            and not _LOWER.search(words)
        ):
            continue
        yield from _in_words(clause, sentence, words, context)


def _in_words(clause: Clause, sentence: Span, words: str, context: str) -> Iterator[record.Performance]:
    """Yield the targets of one sentence; a metric that only the heading names is taken from there."""
    hits = sorted((m.start(), metric, measure) for metric, measure, pattern in METRICS for m in pattern.finditer(words))
    named = [(metric, measure) for _, metric, measure in hits]
    if not named:
        named = [(metric, measure) for metric, measure, pattern in METRICS if pattern.search(clause.path[-1] if clause.path else "")]
    for value, span, kind, unit in _values(words):
        metric = _metric_at(span, kind, hits, named, words)
        if metric is None or metric == "response_time" and _SUPPORT_ONLY.search(words + context) and clause.has("support"):
            continue
        yield _entry(metric, value, unit, words, span, clause, sentence)


def _metric_at(
    span: Span,
    kind: Measure,
    hits: Sequence[tuple[int, PerformanceMetric, Measure]],
    named: Sequence[tuple[PerformanceMetric, Measure]],
    words: str,
) -> PerformanceMetric | None:
    """Return the metric that a value belongs to: the last one named before it with the same measure, else the next one."""
    before = [metric for at, metric, measure in hits if measure == kind and at < span.start]
    after = [metric for at, metric, measure in hits if measure == kind and at >= span.start]
    if before or after:
        return before[-1] if before else after[0]
    fitting = [metric for metric, measure in named if measure == kind]
    if fitting:
        return fitting[0]
    return "other" if kind == "percent" and _SHARE.search(words) else None


def _values(words: str) -> Iterator[tuple[float, Span, Measure, str]]:
    for percent, span in percentages(words):
        if not re.match(r"\s{0,2}of\s+(?:the\s+)?(?:time|month(?:ly)?\b|fees?|charges?)", words[span.end :], re.IGNORECASE) or re.search(
            r"packet", words, re.IGNORECASE
        ):
            yield float(percent), span, "percent", "percent"
    for duration, span in durations(words):
        if duration.iso not in ("P1M", "P1Y", "P1W", "P1D") and duration.minutes < 60 * 24 * 30:
            value, unit = _in_unit(duration)
            yield value, span, "time", unit
    for match in _RATE.finditer(words):
        yield float(match["n"].replace(",", ".")), Span(match.start(), match.end()), "rate", match["unit"]


def _in_unit(duration: Duration) -> tuple[float, str]:
    """Return a duration as number and unit, as written: 45 ms, 4 hours."""
    number = Decimal(re.sub(r"[^\d.]", "", duration.iso))
    if duration.iso.endswith("S"):
        return (float(number * 1000), "ms") if number < 1 else (float(number), "seconds")
    unit = {"H": "hours", "D": "days", "W": "weeks"}.get(duration.iso[-1]) or ("minutes" if "T" in duration.iso else "months")
    return float(number), f"business {unit}" if duration.business else unit


def _entry(
    metric: PerformanceMetric, value: float, unit: str, words: str, span: Span, clause: Clause, sentence: Span
) -> record.Performance:
    statistic = _STATISTIC.search(words)
    scope = _SCOPE.search(words)
    return record.Performance(
        metric=metric,
        comparator=_comparator(metric, words, span),
        value=value,
        unit=unit,
        scope=scope["scope"].strip() if scope else None,
        statistic=statistic[0] if statistic else None,
        evidence=[prove(clause, sentence)],
        confidence=confidence([clause], "performance", rule=0.82),
    )


def _comparator(metric: PerformanceMetric, words: str, span: Span) -> Comparator | None:
    near = words[max(0, span.start - 45) : span.end + 18]
    if _UPPER.search(near):
        return "<="
    if _LOWER.search(near):
        return ">="
    return ">=" if metric in ("packet_delivery", "durability", "throughput") else "<="


def _in_row(clause: Clause, document: Document, context: str) -> Iterator[record.Performance]:
    """Yield the targets of a table row: the metric stands in the header of a column or in the first cell."""
    cells = [(column, span, span.of(clause.text)) for column, span in cells_of(document, clause)]
    first = cells[0][2] if cells else ""
    for column, span, words in cells[1:]:
        head = clause.header[column] if column < len(clause.header) else ""
        if re.search(r"credit|refund|up-?time|availab|severity", head, re.IGNORECASE):
            continue
        for value, _, kind, unit in _values(words):
            places = (head, first, context)
            metric = next((m for place in places for m, measure, pattern in METRICS if measure == kind and pattern.search(place)), None)
            if metric:
                named = any(pattern.search(first) for _, _, pattern in METRICS)
                yield record.Performance(
                    metric=metric,
                    comparator=_comparator(metric, words, Span(0, len(words))),
                    value=value,
                    unit=unit,
                    scope=None if named else first.strip() or None,
                    evidence=[prove(clause)],
                    confidence=confidence([clause], "performance", rule=0.85),
                )
                break
