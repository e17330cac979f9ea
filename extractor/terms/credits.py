"""Service credits: bands from tables and sentences, cumulative thresholds resolved, rules per duration of downtime, single remedies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor import record
from extractor.document import Clause, Document, Span, cells_of
from extractor.quantities import Duration, duration_ranges, durations, fractions, money, multiples, percentages, ranges
from extractor.taxonomy import CreditMetric, CreditUnit
from extractor.terms.context import basis_after, context_of, sentences
from extractor.terms.evidence import confidence, prove

_CREDIT = re.compile(r"\b(?:credit(?:s|ed)?|refund(?:s|ed)?|reimburse\w*|compensat\w+|voucher|discount|rebate|reduction|pay(?:s|able)?\s+back|deduct(?:ed)?|free\s+(?:service|hosting|days?)|extension|liquidated\s+damages|money\s+back|get\s+back|penalty)\b", re.IGNORECASE)
_CAP = re.compile(r"\b(?:exceed|maximum|max\.|most|cap(?:ped)?|limit(?:ed)?\s+to|up\s+to\s+a\s+(?:maximum|total)|no\s+more\s+than|not\s+more\s+than|aggregate|in\s+total)\b", re.IGNORECASE)
_CAP_BEFORE = re.compile(r"\b(?:exceed(?:s|ing)?|maximum(?:\s+of)?|max\.?|at\s+most|capped\s+at|limited\s+to|no(?:t)?\s+more\s+than|up\s+to(?:\s+a\s+(?:maximum|total)\s+of)?|cap\s+of|more\s+than)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_EXAMPLE = re.compile(r"\b(?:for\s+(?:example|instance)|e\.g\.|by\s+way\s+of\s+example)", re.IGNORECASE)
_DOWNTIME = re.compile(r"\b(?:downtime|unavailab\w+|outages?|interruptions?|down|not\s+available|service\s+failure|power\s+outage)\b", re.IGNORECASE)
_METRICS: tuple[tuple[CreditMetric, re.Pattern[str]], ...] = (
    ("latency", re.compile(r"\b(?:latency|round[\s-]trip|delay)\b", re.IGNORECASE)),
    ("delivery", re.compile(r"\b(?:packet|data)\s+delivery\b", re.IGNORECASE)),
    ("packet_loss", re.compile(r"\bpacket\s+loss\b", re.IGNORECASE)),
    ("jitter", re.compile(r"\bjitter\b", re.IGNORECASE)),
    ("response", re.compile(r"\b(?:respon(?:se|d)\s+(?:times?|targets?)|(?:fails?|failure)\s+to\s+respond|initial\s+response)\b", re.IGNORECASE)),
    ("resolution", re.compile(r"\b(?:resol(?:ution|ved?)|repair(?:ed)?|restor(?:e|ed|ation)|elimination)\b", re.IGNORECASE)),
)
_UPTIME = re.compile(r"\b(?:up-?\s?time|availab\w+|unavailab\w+)\b", re.IGNORECASE)
_PER = re.compile(r"\b(?:for\s+(?:each|every)|per|each|every)\s+(?:(?:full|additional|commenced|started|complete|consecutive|continuous|whole|further|cumulative|such|period\s+of|and\s+every|partial)\s+){0,3}", re.IGNORECASE)
_STEP = re.compile(r"\b(?:for\s+)?(?:each|every|per)\s+(?:(?:full|additional|commenced|started|complete|whole|further)\s+){0,2}(?P<step>\d{1,2}(?:[.,]\d{1,3})?|one(?:\s+\(1\))?)\s?(?:%|per\s?cent\w*|percentage\s+points?)", re.IGNORECASE)
_DAYS = re.compile(
    r"\b(?P<n>one|two|three|four|five|seven|ten|fifteen|thirty|\d{1,3}|a|an)?(?:\s?\(\d{1,3}\))?\s?(?:\(\d{1,2}\)\s?)?(?:full\s+|free\s+|additional\s+|extra\s+)*(?P<unit>hour|day|week|month)s?(?:['’]s?)?\s+(?:\w+\s+){0,2}?(?P<kind>of\s+(?:free\s+)?(?:service|hosting|credit|access|usage|the\s+\w+\s+fees?|fees)|credit|free\s+service|service\s+credit|worth|(?:recurring\s+)?(?:fees?|charges?|costs?|rent|share)|extension|pro-?rated)",
    re.IGNORECASE,
)
_FULL = re.compile(r"\b(?:the\s+)?(?:full|whole|entire|complete|total)\s+(?:month(?:ly|['’]s)?\s+(?:\w+\s+)?(?:fee|charge|bill)|fee|charges?|invoice)\b", re.IGNORECASE)
_CREDIT_HEADER = re.compile(r"credit|refund|compensation|discount|reimburse|penalt|reduction|voucher|remed|you\s+get|get\s+back|payable|rebate|deduct|free|percent(?:age)?\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:fee|charge|bill)", re.IGNORECASE)
_LEAST_BAND = Decimal(50)
"""A percentage below is a share of fees, above it may be a level."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one credit as found, with where it stands."""

    clause: Clause
    span: Span
    amount: Decimal
    unit: CreditUnit
    metric: CreditMetric = "uptime"
    low: Decimal | Duration | None = None
    high: Decimal | Duration | None = None
    per: Duration | None = None
    basis: str | None = None
    currency: str | None = None
    service: str | None = None
    table: int | None = None


def find(clauses: Sequence[Clause], document: Document) -> list[record.Credit]:
    """Return every band, row or rule of credits. A rule that pays nothing, a cap or an example is none."""
    by_id = {clause.id: clause for clause in clauses}
    rules: list[Rule] = []
    for clause in clauses:
        if clause.has("service_credit") and clause.text:
            found = list(_from_row(clause, document, by_id)) if clause.kind == "row" else list(_from_text(clause, by_id))
            rules += found
    rules = _resolved([rule for rule in rules if rule.amount > 0])
    return [_credit(rule) for rule in _without_repeats(_with_promise(rules, clauses))]


def _credit(rule: Rule) -> record.Credit:
    return record.Credit(
        metric=rule.metric,
        at_least=_bound(rule.low),
        below=_bound(rule.high),
        per=rule.per.iso if rule.per else None,
        service=rule.service,
        credit=record.Amount(amount=round(float(rule.amount), 4), unit=rule.unit, basis=rule.basis, currency=rule.currency),
        evidence=[prove(rule.clause, rule.span)],
        confidence=confidence([rule.clause], "service_credit", rule=0.92 if rule.table is not None else 0.85),
    )


def _bound(value: Decimal | Duration | None) -> float | str | None:
    return value.iso if isinstance(value, Duration) else None if value is None else float(value)


def _from_row(clause: Clause, document: Document, by_id: dict[str, Clause]) -> Iterator[Rule]:
    """Yield the credit of a table row: a cell with bounds, and a cell with what is paid."""
    cells = [(column, span, span.of(clause.text)) for column, span in cells_of(document, clause)]
    if not clause.header and not any(ch.isdigit() for ch in clause.text):
        return
    context = context_of(clause, by_id)
    paying = [c for c in cells if c[0] < len(clause.header) and _CREDIT_HEADER.search(clause.header[c[0]]) and _amount(c[2]) is not None]
    if not paying:
        paying = [c for c in cells[1:] if _amount(c[2]) is not None and not ranges(c[2])][-1:]
    for column, span, words in paying:
        amount = _amount(words, header=clause.header[column] if column < len(clause.header) else "")
        bounds = _row_bounds([c for c in cells if c[0] != column], clause, context)
        if amount is None or bounds is None:
            continue
        metric, low, high = bounds
        others = [c[2] for c in cells if c[0] != column and not any(ch.isdigit() for ch in c[2]) and any(ch.isalpha() for ch in c[2])]
        service = others[0] if others and len(cells) > 2 else None
        yield Rule(clause, Span(0, len(clause.text)), amount[0], amount[1], metric, low, high, basis=amount[2] or _header_basis(clause, column), currency=amount[3], service=service, table=clause.table)


Bounds = tuple[CreditMetric, Decimal | Duration | None, Decimal | Duration | None]


def _row_bounds(cells: Sequence[tuple[int, Span, str]], clause: Clause, context: str) -> Bounds | None:
    """Return metric and bounds that the other cells of a row give; two columns of bounds are put together."""
    lows: list[Decimal] = []
    highs: list[Decimal] = []
    for column, _, words in cells:
        head = clause.header[column] if column < len(clause.header) else ""
        found = ranges(words)
        if found:
            bounds = found[0][0]
            metric = _metric_of(f"{head} {words}", default=_metric_of(context, default="uptime"))
            return metric, bounds.low, bounds.high
        timed = duration_ranges(words)
        if timed:
            return _time_metric(f"{head} {context}"), timed[0][0].low, timed[0][0].high
        for value, _ in percentages(words):
            if value >= _LEAST_BAND:
                if re.search(r"\b(?:below|under|less|upper|to|max)\b|<", head, re.IGNORECASE) or not re.search(r"\b(?:from|at\s+least|lower|min|above)\b|≥|>=", head, re.IGNORECASE):
                    highs.append(value)
                else:
                    lows.append(value)
        plain = durations(words)
        if plain and not lows and not highs and _DOWNTIME.search(f"{head} {context}"):
            return "downtime", plain[0][0], None
    if lows or highs:
        return _metric_of(context, default="uptime"), (lows[0] if lows else None), (highs[0] if highs else None)
    return None


def _time_metric(words: str) -> CreditMetric:
    metric = _metric_of(words, default="downtime")
    return "downtime" if metric in ("uptime",) or _DOWNTIME.search(words) else metric


def _metric_of(words: str, *, default: CreditMetric) -> CreditMetric:
    if _UPTIME.search(words):
        return "uptime"
    return next((metric for metric, pattern in _METRICS if pattern.search(words)), default)


def _header_basis(clause: Clause, column: int) -> str | None:
    head = clause.header[column] if column < len(clause.header) else ""
    match = re.search(r"(?:%|percent(?:age)?|share)\s+of\s+(?P<basis>[^()|]{3,80})|\((?:(?:as\s+)?(?:a\s+)?(?:%|percent(?:age)?|share)\s+of\s+)?(?P<inner>[^()]{3,80})\)", head, re.IGNORECASE)
    return (match["basis"] or match["inner"]).strip() if match else None


Paid = tuple[Decimal, CreditUnit, "str | None", "str | None"]


def _amount(words: str, *, header: str = "") -> Paid | None:
    """Return what a cell or passage pays: percent, money, days; "no credit" and bounds are None."""
    for value, span in percentages(words):
        return value, "percent", basis_after(words, span.end), None
    for amount, span in money(words):
        return amount.amount, "currency", basis_after(words, span.end), amount.currency
    paid = _days(words)
    if paid:
        return paid
    if _FULL.search(words):
        return Decimal(100), "percent", None, None
    bare = re.fullmatch(r"\s*(\d{1,3}(?:\.\d{1,2})?)\s*", words)
    if bare and re.search(r"%|percent", header, re.IGNORECASE):
        return Decimal(bare[1]), "percent", None, None
    for duration, _ in durations(words):
        if re.search(r"credit|free|extension|day", header, re.IGNORECASE):
            return _as_unit(duration)
    return None


def _days(words: str) -> Paid | None:
    match = _DAYS.search(words)
    if match is None:
        return None
    figures = re.search(r"\((\d{1,3})\)", match[0])
    named = (match["n"] or "one").lower()
    value = Decimal(figures[1]) if figures else Decimal(named) if named.isdigit() else _word(named)
    unit: CreditUnit = {"hour": "hours", "day": "days", "week": "weeks", "month": "months"}[match["unit"].lower()]  # type: ignore[assignment]
    return value, unit, None, None


def _word(name: str) -> Decimal:
    from extractor.quantities.numbers import from_words

    return Decimal(1) if name in {"a", "an"} else from_words(name)


def _as_unit(duration: Duration) -> Paid:
    number = Decimal(re.sub(r"[^\d.]", "", duration.iso))
    unit: CreditUnit = "hours" if "T" in duration.iso and duration.iso.endswith("H") else "weeks" if duration.iso.endswith("W") else "months" if duration.iso.endswith("M") and "T" not in duration.iso else "days"
    return number, unit, None, None


def _from_text(clause: Clause, by_id: dict[str, Clause]) -> Iterator[Rule]:
    """Yield the credits of a sentence: "below 99%: 10%", "one day per hour of downtime", "5% for each 30 minutes"."""
    text = clause.text
    context = context_of(clause, by_id)
    for sentence in sentences(text):
        words = sentence.of(text)
        if _EXAMPLE.search(words) or not (_CREDIT.search(words) or _CREDIT.search(context)):
            continue
        found = list(_per_duration(clause, sentence, words, context)) or list(_banded(clause, sentence, words, context)) or list(_single(clause, sentence, words, context))
        yield from found


def _per_duration(clause: Clause, sentence: Span, words: str, context: str) -> Iterator[Rule]:
    """Yield a credit that grows with time: something for each hour, half hour, day."""
    for match in _PER.finditer(words):
        timed = [(d, s) for d, s in durations(words[match.start() : match.end() + 40], weak=True) if s.start <= match.end() - match.start() + 2]
        if not timed:
            continue
        duration, place = timed[-1] if len(timed) > 1 and timed[0][1].end <= timed[-1][1].start <= match.end() - match.start() + 2 else timed[0]
        if duration.iso in ("P1M", "P1Y") or re.match(r"\s*(?:of\s+(?:the\s+)?(?:term|contract)|in\s+which)", words[match.start() + place.end :]):
            continue
        paid = _paid_near(words, match.start(), match.start() + place.end)
        if paid is None:
            continue
        metric = _metric_of(words, default=_metric_of(" ".join(clause.path), default="downtime"))
        metric = "downtime" if metric == "uptime" or _DOWNTIME.search(words) and metric in ("response",) else metric
        minimum = re.search(r"\b(?:lasting|exceeding|longer\s+than|more\s+than|in\s+excess\s+of|beyond|greater\s+than)\b", words)
        low = next((d for d, s in durations(words) if minimum and minimum.end() <= s.start <= minimum.end() + 20), None) if metric == "downtime" else None
        yield Rule(clause, sentence, paid[0], paid[1], metric, low, None, duration, paid[2], paid[3])
        return
    for value, span in multiples(words):
        if _DOWNTIME.search(words) and re.search(r"\b(?:fees?|charges?|amount|downtime|cost)\b", words[span.end : span.end + 60]):
            yield Rule(clause, sentence, value, "hours", "downtime", per=Duration("PT1H"), basis=None)
            return


def _paid_near(words: str, start: int, end: int) -> Paid | None:
    """Return the amount that belongs to a rate: the last one before it that is no cap, else the first one after it."""
    for fraction, span in fractions(words):
        if span.start < start or span.start >= end:
            if re.search(r"\b(?:month|mrc|recurring|fee|charge|invoice|bill)", words[span.end : span.end + 60], re.IGNORECASE):
                value = Decimal(fraction.numerator * 100) / Decimal(fraction.denominator)
                if fraction.numerator == 1 and fraction.denominator in (30, 365):
                    return Decimal(1), "days", basis_after(words, span.end), None
                return value, "percent", basis_after(words, span.end), None
    shares = [(v, s) for v, s in percentages(words) if v <= 100 and not _CAP_BEFORE.search(words[max(0, s.start - 40) : s.start]) and not re.match(r"\s{0,2}(?:up-?time|availab)", words[s.end :])]
    before = [pair for pair in shares if pair[1].end <= start + 2]
    chosen = before[-1:] or [pair for pair in shares if pair[1].start >= end][:1]
    if chosen and (chosen[0][0] < _LEAST_BAND or re.search(r"\b(?:of|fee|charge|credit)", words[chosen[0][1].end : chosen[0][1].end + 20])):
        value, span = chosen[0]
        return value, "percent", basis_after(words, span.end), None
    cash = [(m, s) for m, s in money(words) if not _CAP_BEFORE.search(words[max(0, s.start - 40) : s.start])]
    if cash:
        return cash[0][0].amount, "currency", None, cash[0][0].currency
    return _days(words[:start]) or _days(words[end:])


def _banded(clause: Clause, sentence: Span, words: str, context: str) -> Iterator[Rule]:
    """Yield the bands of a sentence: each range of levels with the share that follows (or precedes) it."""
    bounds = [(r, s) for r, s in ranges(words) if max(v for v in (r.low, r.high) if v is not None) >= _LEAST_BAND and not re.match(r"\s{0,2}of\s+(?:the\s+)?(?:month|fee|charge|total)", words[s.end :], re.IGNORECASE)]
    inside = [s for _, s in bounds]
    shares = [(v, s) for v, s in percentages(words) if not any(b.holds(s) or b.start <= s.start < b.end for b in inside) and not _CAP_BEFORE.search(words[max(0, s.start - 40) : s.start])]
    shares = [(v, s) for v, s in shares if v <= 100 and (v < 90 or re.match(r"\s{0,2}(?:of|credit)", words[s.end :]))]
    if not bounds or (not shares and not money(words) and not _days(words)):
        return
    metric = _metric_of(words, default=_metric_of(context, default="uptime"))
    step = _STEP.search(words)
    if step and shares:
        shares = [(v, s) for v, s in shares if not (step.start() <= s.start < step.end())] or shares
        value, span = shares[0]
        yield Rule(clause, sentence, value, "percent", metric, None, bounds[0][0].high, basis=basis_after(words, span.end))
        return
    if not shares:
        paid = _amount(words)
        if paid and paid[1] != "percent":
            yield Rule(clause, sentence, paid[0], paid[1], metric, bounds[0][0].low, bounds[0][0].high, basis=paid[2], currency=paid[3])
        return
    for (bound, place), (value, span) in _paired(bounds, shares):
        low = bound.low if bound.high is not None else None
        high = bound.high if bound.high is not None else None
        if high is None:
            continue
        start, end = sentence.start + min(place.start, span.start), sentence.start + max(place.end, span.end)
        yield Rule(clause, Span(start, end), value, "percent", metric, low, high, basis=basis_after(words, span.end))


def _paired(bounds: Sequence[tuple[object, Span]], shares: Sequence[tuple[Decimal, Span]]) -> Iterator[tuple[tuple[object, Span], tuple[Decimal, Span]]]:
    """Yield each range with its share, in order; a share before the first range pairs the other way round."""
    if len(bounds) == 1:
        after = [share for share in shares if share[1].start >= bounds[0][1].end]
        yield bounds[0], (after or list(shares))[0]
        return
    yield from zip(bounds, shares, strict=False)


def _single(clause: Clause, sentence: Span, words: str, context: str) -> Iterator[Rule]:
    """Yield a lone remedy without a bound of its own ("if we miss the SLA you get 10%"); its bound is the promise."""
    if _CAP.search(words) or not re.search(r"\b(?:if|where|when|should|in\s+(?:the\s+)?(?:event|case)|for\s+(?:each|any|every)|fail\w*|miss\w*|not\s+met|entitled|eligible|receive)\b", words, re.IGNORECASE):
        return
    if clause.kind == "item" and not re.search(r"\bcredit|refund", words, re.IGNORECASE):
        return
    shares = [(v, s) for v, s in percentages(words) if v <= 100 and re.match(r"\s{0,2}(?:\)?\s?)(?:of|credit|discount|refund|service\s+credit|reduction|off)\b", words[s.end :], re.IGNORECASE)]
    metric = next((m for m, pattern in _METRICS if pattern.search(words)), next((m for m, pattern in _METRICS if pattern.search(" ".join(clause.path))), "uptime"))
    if shares:
        value, span = shares[0]
        yield Rule(clause, sentence, value, "percent", metric, basis=basis_after(words, span.end))  # type: ignore[arg-type]
        return
    cash = money(words)
    if cash and re.search(r"\bcredit|refund|pay|deduct", words, re.IGNORECASE):
        yield Rule(clause, sentence, cash[0][0].amount, "currency", metric, currency=cash[0][0].currency)  # type: ignore[arg-type]
        return
    paid = _days(words)
    if paid and re.search(r"\bcredit|refund|free|extension", words, re.IGNORECASE):
        yield Rule(clause, sentence, paid[0], paid[1], metric)  # type: ignore[arg-type]


def _resolved(rules: list[Rule]) -> list[Rule]:
    """Resolve cumulative thresholds into bands: "below 99.95%: 10%, below 99.9%: 20%" ends the first band at 99.9."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for i, rule in enumerate(rules):
        if rule.metric in ("uptime", "delivery") and rule.per is None and isinstance(rule.high, Decimal):
            groups.setdefault((rule.metric, rule.service, rule.table if rule.table is not None else ("text", rule.clause.parent)), []).append(i)
    out = list(rules)
    for places in groups.values():
        highs = sorted({rules[i].high for i in places if isinstance(rules[i].high, Decimal)}, reverse=True)
        lows = {rules[i].low for i in places}
        for i in places:
            rule = rules[i]
            if rule.low is None and rule.high != highs[-1]:
                out[i] = replace(rule, low=max(h for h in highs if isinstance(rule.high, Decimal) and h < rule.high))
            out[i] = replace(out[i], high=_closed(out[i].high, lows))
    return out


def _closed(high: Decimal | Duration | None, lows: set[Decimal | Duration | None]) -> Decimal | Duration | None:
    """Return the next band's lower end for an upper end written a hundredth below it ("98.99%" beside "99.0%")."""
    if not isinstance(high, Decimal):
        return high
    near = [low for low in lows if isinstance(low, Decimal) and Decimal(0) < low - high <= Decimal("0.1")]
    return min(near) if near else high


def _with_promise(rules: list[Rule], clauses: Sequence[Clause]) -> list[Rule]:
    """Give a lone uptime remedy without bounds the promise as its upper end, when the document makes exactly one."""
    from extractor.terms import uptime

    if not any(rule.metric == "uptime" and rule.low is None and rule.high is None and rule.per is None for rule in rules):
        return rules
    promised = {u.percent for u in uptime.find(clauses, Document("", ()))} if not any(c.kind == "row" for c in clauses) else {u.percent for u in uptime.find([c for c in clauses if c.kind != "row"], Document("", ()))}
    if len(promised) != 1:
        return rules
    top = Decimal(str(next(iter(promised))))
    return [replace(r, high=top) if r.metric == "uptime" and r.low is None and r.high is None and r.per is None else r for r in rules]


def _without_repeats(rules: list[Rule]) -> list[Rule]:
    seen: set[tuple[object, ...]] = set()
    kept = []
    for rule in rules:
        key = (rule.metric, rule.low, rule.high, rule.per, rule.amount, rule.unit, rule.service)
        if key not in seen:
            seen.add(key)
            kept.append(rule)
    return kept
