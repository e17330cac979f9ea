"""Targets other than availability: latency, packet delivery and loss, jitter, repair time, recovery, error rate, durability."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor import record
from extractor.document import Clause, Document, Span
from extractor.taxonomy import Comparator, PerformanceMetric
from extractor.terms import performance_table
from extractor.terms.context import context_of, sentences
from extractor.terms.evidence import confidence, prove
from extractor.terms.performance_climate import limits
from extractor.terms.performance_words import METRICS, MetricWords, Value, bounded, comparator, values
from extractor.terms.support_words import levels
from extractor.terms.uptime_table import named

SILENT = (
    "service_credit",
    "exclusion",
    "termination_right",
    "claim_procedure",
    "remedy_limit",
    "change_of_terms",
    "term_renewal",
    "definition",
)
"""Labels of clauses that name performance without promising it."""
OTHERS = ("support", "uptime_guarantee", "measurement", "maintenance")
"""Labels of rows that stand in a table with performance targets but promise something else."""
CERTAIN = 0.7
"""Probability of the label from which a bounded figure is a target although no known metric is named."""
_MISSED = re.compile(
    r"\b(?:if|where|when|whenever|should|in\s+the\s+event|each\s+time)\b[^.;]{0,80}\b(?:exceed\w*|fails?|not\s+met|below|above|lies|less|more|missed|falls|drops|surpass\w*)\b",
    re.IGNORECASE,
)
_CREDITED = re.compile(r"\bcredit(?:ed|s)?\b|\bdeduct\w*|\bpenalt\w+", re.IGNORECASE)
_STATISTIC = re.compile(
    r"\b(?:(?:monthly|daily|quarterly|annual|yearly)\s+(?:average|mean|median)|(?:9\d(?:\.\d)?(?:th|st)?|\d{2}th)\s+percentile|median|(?:on|an?)\s+(?:monthly\s+)?average|average[sd]?|mean|p9\d(?:\.\d)?|(?:in\s+)?\d{2}(?:\.\d+)?\s?(?:%|per\s?cent)\s+of\s+(?:all\s+|the\s+)?\w+)(?!\w)",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"\b(?:between|within|across|in|from|for|on)\s+(?:any\s+two\s+|the\s+|our\s+|its\s+)?(?P<scope>[A-Z][\w.&-]*(?:\s+(?:and|to|[A-Z][\w.&-]*|core|network|backbone|nodes?|in)){0,8}|(?:core|backbone|network)\s+\w+)"
)
_FOR = re.compile(
    r"\s{0,2}(?:or\s+(?:less|better)\s+)?(?:round\s+trip\s+)?(?:for|in|within|on|to|between)\s+(?:the\s+|our\s+)?(?P<scope>[A-Z][\w.&-]*(?:\s(?:and|to)\s[A-Z][\w.&-]*)?(?:\s(?:circuits|lines|network|routes?|ports?|plans?|customers))?)"
)
"""Right behind a value: what it holds for ("4 hours for On-Net and 8 hours for Off-Net circuits")."""
_LAST_JOINT = re.compile(r"\s(?:and|to|in)$")
_AT_MOST = re.compile(r"\(\s?(?:not\s+to\s+exceed|max\w*|at\s+most|up\s+to)\b", re.IGNORECASE)
_LESS_IS_BETTER = ("latency", "jitter", "packet_loss", "error_rate", "rto", "rpo")
_AVAILABILITY = re.compile(r"\b(?:up-?time|availab\w+|unavailab\w+|accessib\w+|power|humidity|temperature)\b", re.IGNORECASE)
_REQUESTS = re.compile(
    r"\b(?:support|tickets?|incidents?|severity|priority|service\s+desk|help\s?desk|calls?|e-?mails?|enquir\w+)\b", re.IGNORECASE
)
_PAPERS = re.compile(
    r"\b(?:deliverables?|award(?:ed)?|meetings?|invoices?|reports?|plans?|documentation|acceptance|payments?|maintenance|staff|invoiced|contract)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:maintenance|in\s+advance|prior\s+to|renew\w*|terminat\w*|price|pricing|fees?|amend\w*|changes?\s+to|new\s+version|customer\s+(?:shall|must|will)(?!\s+be\s+(?:told|informed|notified|alerted|warned)))\b",
    re.IGNORECASE,
)


_COMES = re.compile(r"\b(?:on\s+the\s+way|comes?\s+out|on[\s-]?site|arriv\w+|visit\w*|dispatch\w*)\b", re.IGNORECASE)
"""Under a title of repairs: how soon somebody comes, not how soon it is mended."""
_BAND = re.compile(r"\b(?:less\s+than|below|under)\s+\d{2}(?:\.\d+)?\s?%|<\s?\d{2}(?:\.\d+)?\s?%", re.IGNORECASE)


def find(clauses: Sequence[Clause], document: Document) -> list[record.Performance]:
    """Return each metric and value promised; what merely triggers a credit is none when the promise stands elsewhere."""
    by_id = {clause.id: clause for clause in clauses}
    tables = _tables(clauses)
    found = [
        entry
        for clause in clauses
        if clause.text
        for entry in _in_clause(clause, document, context_of(clause, by_id), tables.get(clause.table, 0.0))
    ]
    kept: dict[tuple[str, float, str | None], record.Performance] = {}
    for entry in found:
        kept.setdefault((entry.metric, entry.value, entry.scope), entry)
    return [entry for entry in kept.values() if not _repeated(entry, kept.values())]


def _tables(clauses: Sequence[Clause]) -> dict[int | None, float]:
    """Return how probably each table is about performance: as the most probable of its rows."""
    found: dict[int | None, float] = {}
    for clause in clauses:
        if clause.table is not None:
            found[clause.table] = max(found.get(clause.table, 0.0), clause.probability("performance"))
    return found


def _repeated(entry: record.Performance, others: Iterable[record.Performance]) -> bool:
    """Tell whether an entry without scope says again what another says with one."""
    return entry.scope is None and any(
        other is not entry and other.scope is not None and (other.metric, other.value) == (entry.metric, entry.value) for other in others
    )


def _in_clause(clause: Clause, document: Document, context: str, table: float) -> Iterator[record.Performance]:
    if clause.has(*OTHERS):
        table = 0.0
    labelled = clause.has("performance") or table > 0
    certain = max(clause.probability("performance"), table) >= CERTAIN
    climate_only = clause.probability("definition") < CERTAIN and clause.probability("exclusion") < CERTAIN
    if climate_only and not clause.has("customer_duty", "claim_procedure"):
        yield from _climate(clause)
    quiet = [label for label in SILENT if clause.probability(label) >= CERTAIN] if not clause.has("performance") else []
    if clause.kind == "row":
        yield from _calls(clause, document)
    if quiet == ["service_credit"] and clause.kind != "row":
        yield from _beside_credits(clause)
    if quiet:
        return
    if clause.kind == "row":
        for cell in performance_table.cells(clause, document, context, labelled=labelled, certain=certain):
            if not _plausible(cell.metric, cell.value) or (cell.metric == "other" and _is_other_matter(clause.text, cell.value)):
                continue
            if cell.metric in _LESS_IS_BETTER and comparator(cell.metric, cell.words, cell.value.span) == ">=":
                continue  # "unacceptable: above 50 ms"
            if cell.metric == "other" and (_REQUESTS.search(clause.text) or _BAND.search(cell.words)):
                continue  # calls answered, incidents resolved: a matter of support; "less than 99%": a band of credits
            yield _entry(cell.metric, cell.value, cell.words, clause, performance_table.place(clause), scope=cell.scope)
        return
    for sentence in sentences(clause.text):
        words = sentence.of(clause.text)
        if _is_condition(words) or (_CREDITED.search(words) and not bounded(words)) or _NO_TARGET.search(words):
            continue
        if limits(words):
            continue  # a climate, read already
        yield from _in_words(clause, sentence, words, labelled=labelled, certain=certain)


_THING_FAILS = re.compile(
    r"\b(?:components?|parts?|disks?|drives?|hardware|servers?|devices?|circuits?|lines?|hosts?|nodes?|power\s+suppl\w+|halls?|zones?|sites?|regions?)\b[^.;,]{0,40}\bfails?\b",
    re.IGNORECASE,
)


def _is_condition(words: str) -> bool:
    """Tell whether a sentence says what follows from a missed target; "when a disk fails" is the case that a target is for."""
    return _MISSED.search(_THING_FAILS.sub(" ", words)) is not None


_LEAST_HEAD = re.compile(r"\b(?:min(?:imum)?|lower|least|from)\b", re.IGNORECASE)
_MOST_HEAD = re.compile(r"\b(?:max(?:imum)?|upper|most|to)\b", re.IGNORECASE)


def _climate(clause: Clause) -> Iterator[record.Performance]:
    """Yield the limits of temperature and humidity; a row's scope is what its first cell names."""
    if clause.kind == "row":
        first, *rest = clause.text.split(" | ")
        if performance_table.limits_of_credits(clause):
            return
        for column, cell in enumerate(rest, 1):
            head = clause.header[column] if column < len(clause.header) else ""
            for limit in limits(f"{first}: {cell}", row=True):
                side: Comparator = ">=" if _LEAST_HEAD.search(head) else "<=" if _MOST_HEAD.search(head) else limit.comparator
                yield _entry("other", limit.value, cell, clause, performance_table.place(clause), scope=named(first), side=side)
        return
    for sentence in sentences(clause.text):
        words = sentence.of(clause.text)
        if not (_is_condition(words) or _CREDITED.search(words)):
            for limit in limits(words):
                yield _entry("other", limit.value, words, clause, sentence, side=limit.comparator)


def _calls(clause: Clause, document: Document) -> Iterator[record.Performance]:
    """Yield the shares of telephone calls that a row says are answered in time, in a matrix of levels one for each level."""
    for cell in performance_table.calls(clause, document):
        yield _entry(cell.metric, cell.value, cell.words, clause, performance_table.place(clause), scope=cell.scope)


_PROMISED = re.compile(r"\b(?:will|shall|guarantees?|undertakes?|commits?|promises?)\b", re.IGNORECASE)


def _beside_credits(clause: Clause) -> Iterator[record.Performance]:
    """Yield the targets that sure words promise in a clause that goes on to say what missing them pays."""
    for sentence in sentences(clause.text):
        words = sentence.of(clause.text)
        if _PROMISED.search(words) and bounded(words) and not (_is_condition(words) or _CREDITED.search(words) or limits(words)):
            yield from _in_words(clause, sentence, words, labelled=False, certain=False)


def _in_words(clause: Clause, sentence: Span, words: str, *, labelled: bool, certain: bool) -> Iterator[record.Performance]:
    """Yield the targets of one sentence; a metric that only the heading names is taken from there."""
    named = [
        (match.start(), row)
        for row in METRICS
        for pattern in ((row.words, row.sure) if labelled else (row.sure,))
        if pattern is not None
        for match in pattern.finditer(words)
    ]
    named.sort(key=lambda pair: pair[0])
    found = values(words)
    if performance_table.CALLS.search(words):
        shares = [value for value in found if value.measure == "percent" and value.number >= SHARE]
        yield from (_entry("other", value, words, clause, sentence) for value in shares)
        found = [value for value in found if not shares or value.measure not in ("percent", "time")]
    timed = any(value.measure == "time" for value in found)
    title = " ".join((clause.path[-1] if clause.path else "", clause.heading or "", clause.run_in or ""))
    for value in found:
        row = _metric_of(value, named, words)
        if row is None and labelled:
            row = next((each for each in METRICS if each.measure == value.measure and each.words.search(title)), None)
            row = None if row is not None and row.metric == "repair_time" and _COMES.search(words) else row
        if (
            row is not None
            and row.metric == "notification_time"
            and not labelled
            and all(at > value.span.start for at, one in named if one is row)
        ):
            continue  # "if a problem is not solved within 15 minutes you are told"
        if row is not None and row.metric != "error_rate" and value.measure == "percent" and timed and _is_share(words, value):
            continue
        metric: PerformanceMetric | None = row.metric if row else _other(clause, words, value, certain=certain, timed=timed)
        if value.measure == "rate" and _NO_PROMISE.search(words):
            continue
        if metric in ("repair_time", "rto", "rpo") and _REPORTED.search(words[max(0, value.span.start - 70) : value.span.start]):
            continue
        if metric is None or not _plausible(metric, value) or _elsewhere(clause, metric, value, words):
            continue
        if (value.measure == "time" or metric in ("error_rate", "packet_loss")) and comparator(metric, words, value.span) == ">=":
            continue  # kept for at least ten days: no target of speed; errors above 5%: what counts as down
        if metric == "repair_time" and _only_comes(words, value, found):
            continue
        yield _entry(metric, value, words, clause, sentence)


_NO_TARGET = re.compile(
    r"^\W*(?:last\s+(?:year|quarter|month)|in\s+the\s+past)\b|\b(?:typical(?:ly)?|usual(?:ly)?|historical(?:ly)?|in\s+practice|no\s+commitment|not\s+(?:an?\s+)?(?:guarantee[d]?|promise[d]?|commitment|service\s+level)s?)\b|\b(?:latency|delay|loss|jitter|throughput|error\s+rate)\s+(?:was|were|averaged|stood)\b",
    re.IGNORECASE,
)
"""A sentence that tells what was or what is usual."""


def _only_comes(words: str, value: Value, found: Sequence[Value]) -> bool:
    """Tell whether a time says how soon somebody comes, and the next one how soon it is mended."""
    before = max((each.span.end for each in found if each.span.end <= value.span.start), default=0)
    part = words[before : value.span.start]
    repairs = next(row.words for row in METRICS if row.metric == "repair_time")
    return _COMES.search(part) is not None and repairs.search(part) is None


def _metric_of(value: Value, named: Sequence[tuple[int, MetricWords]], words: str) -> MetricWords | None:
    """Return the metric that a value belongs to: the last one named before it with the same measure, else the next one."""
    fitting = [(at, row) for at, row in named if row.measure == value.measure]
    before = [row for at, row in fitting if at < value.span.start]
    behind = next((row for at, row in fitting if at >= value.span.end and _BEHIND.fullmatch(words, value.span.end, at)), None)
    behind = next((row for at, row in fitting if _TAGGED.fullmatch(words, value.span.end, at) and _TAG.match(words, at)), behind)
    after = [row for at, row in fitting if at >= value.span.end]
    if before and before[-1].metric == "repair_time":  # "in case of disaster, restored within": the wider word tells which
        before += [row for row in before if row.metric == "rto"][-1:]
    return behind or (before[-1] if before else after[0] if after else None)


_NO_PROMISE = re.compile(
    r"\b(?:currently|at\s+present|stands?\s+at|in\s+practice|as\s+of\s+today|events?\s+(?:above|over)|above|over|beyond|exceed\w*|in\s+excess\s+of|rate\s+limits?|limited\s+to|customers?\s+(?:must|should|may))\b",
    re.IGNORECASE,
)
"""Beside a rate: what a platform carries today, or from where a customer must ask."""
_REPORTED = re.compile(r"\b(?:reports?|summary|analysis|post-?mortem)\b[^.;]{0,30}$", re.IGNORECASE)
_BEHIND = re.compile(r"\s?\(|\s")
"""Between a value and the metric that names it from behind: "4 hours (RTO)", "24 hours of data lost"."""
_TAGGED = re.compile(r"[^.;,()\d]{0,60}\(\s?")
_TAG = re.compile(r"(?:rto|rpo|mttr|recovery[\s-](?:point|time)(?:\s+objective)?)\s?\)", re.IGNORECASE)
"""A name in brackets belongs to what stands before it: "six hours of you asking (RTO)"."""


def _is_share(words: str, value: Value) -> bool:
    """Tell whether a percentage says how often a time holds ("98% of transactions within 3 seconds")."""
    return re.match(r"\s{0,2}(?:of\b|within\b|in\b)", words[value.span.end :], re.IGNORECASE) is not None


def _other(clause: Clause, words: str, value: Value, *, certain: bool, timed: bool) -> PerformanceMetric | None:
    """Return "other" for a bounded figure of a clause that is about performance for sure, though no known metric is named."""
    if not certain or clause.has("support", "uptime_guarantee", "maintenance") or _AVAILABILITY.search(words):
        return None
    if _is_other_matter(words, value):
        return None
    near = words[max(0, value.span.start - 40) : value.span.end + 14]
    if value.measure == "percent":
        return None if timed else "other"
    if not bounded(near):
        return None
    if value.measure == "rate":
        return "throughput"
    return "latency" if value.unit == "ms" else "other"  # what is answered in milliseconds is answered by a machine


def _is_other_matter(words: str, value: Value) -> bool:
    """Tell whether a figure is a share of time (availability in other words) or the date of a paper."""
    share = value.measure == "percent" and re.search(
        r"(?:%|per\s?cent)\s+of\s+(?:the\s+|each\s+|any\s+|a\s+)?(?:time|month|year|minutes|hours)\b", words
    )
    return bool(share) or _PAPERS.search(words) is not None or _AVAILABILITY.search(words) is not None


def _plausible(metric: PerformanceMetric, value: Value) -> bool:
    """Tell whether a value can be one of a metric: no network delivers one percent of its packets."""
    if metric in ("packet_delivery", "durability"):
        return value.number >= SHARE
    if metric in ("packet_loss", "error_rate"):
        return value.number <= 100 - SHARE
    if metric in ("latency", "jitter"):
        return value.unit in ("ms", "seconds")
    if metric == "response_time":  # of a system; people take longer
        return value.unit in ("ms", "seconds") or (value.unit == "minutes" and value.number <= LONGEST_RESPONSE)
    return True


LONGEST_RESPONSE = 5
"""Minutes of the longest response of a system."""
SHARE = 50
"""Percent: what is delivered or kept is more than half, what is lost less."""


_NEWS = re.compile(
    r"\b(?:outages?|incidents?|disruptions?|interruptions?|events?|failures?|down-?time|pagers?|alarms?|faults?|severity|priority|S[EV]{0,2}1|P1)\b",
    re.IGNORECASE,
)
"""What there is news of, in clauses on other subjects."""


def _elsewhere(clause: Clause, metric: PerformanceMetric, value: Value, words: str) -> bool:
    """Tell whether a target belongs to another group: responses to tickets, notice of maintenance."""
    if metric == "notification_time":
        other = not clause.has("performance") and (not _NEWS.search(words) or value.unit not in ("seconds", "minutes", "hours"))
        return other or _NOTICE.search(words) is not None
    if metric in ("response_time", "repair_time") and (clause.has("support") or metric == "response_time"):
        return _REQUESTS.search(words) is not None or bool(levels(words))
    return False


def _statistic(words: str, place: Span) -> re.Match[str] | None:
    """Return the statistic that a value is taken by: the last named before it, else the first; none for the most beside an average."""
    found = list(_STATISTIC.finditer(words))
    before = [match for match in found if match.start() < place.start]
    if before and _AT_MOST.search(words, before[-1].end(), place.start):
        return None
    return before[-1] if before else found[0] if found else None


def _entry(
    metric: PerformanceMetric,
    value: Value,
    words: str,
    clause: Clause,
    place: Span,
    *,
    scope: str | None = None,
    side: Comparator | None = None,
) -> record.Performance:
    statistic = _statistic(words, place=value.span)
    behind = _FOR.match(words, value.span.end) if scope is None and clause.kind != "row" else None
    named_there = list(_SCOPE.finditer(words)) if scope is None and clause.kind != "row" else []
    ahead = [match for match in named_there if match.end() <= value.span.start]
    place_named = behind or (ahead[-1] if ahead else named_there[0] if named_there else None)
    return record.Performance(
        metric=metric,
        comparator=side or comparator(metric, words, value.span),
        value=value.number,
        unit=value.unit,
        scope=scope or (named(_LAST_JOINT.sub("", place_named["scope"])) if place_named else None),
        statistic=statistic[0] if statistic else None,
        evidence=[prove(clause, place)],
        confidence=confidence([clause], "performance", rule=0.9 if metric != "other" else 0.7),
    )
