"""Support targets per severity level (and plan): tables in every orientation, lists, sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor import record
from extractor.document import Clause, Document
from extractor.quantities import Duration, coverage, durations
from extractor.terms import support_piped, support_sentences, support_table
from extractor.terms.context import context_of, sentences
from extractor.terms.evidence import confidence, prove
from extractor.terms.support_table import Target
from extractor.terms.support_words import field_of

SILENT = (
    "termination_right",
    "claim_procedure",
    "service_credit",
    "remedy_limit",
    "change_of_terms",
    "term_renewal",
    "maintenance",
    "exclusion",
)
"""Labels of clauses whose times are no support targets, whatever level they name."""
_OUTSIDE = re.compile(
    r"\b(?:after|outside(?:\s+of)?|out[\s-]of|non-?)\s?(?:normal\s+|regular\s+|standard\s+)?(?:business|office|working|support)\s+hours\b",
    re.IGNORECASE,
)
LINES = 2
"""Lines above a table that may name its hours."""
LINE = 90
"""Characters of such a line; longer ones are sentences about something else."""
END = 160
"""Characters of a lead-in that stand so near to its table that they speak of it before any heading does."""
_DENIED = re.compile(
    r"\b(?:(?:do(?:es)?|will|shall|can)\s*(?:not|n['’]t)|cannot|(?:don|doesn|won|can)['’]t|never)\s+(?:\w+\s+){0,3}?(?:promis|guarantee|commit|offer|giv|quot|target|warrant)\w*\b[^.;,]{0,80}"
    r"|\bno\s+(?:\w+\s+){0,2}?(?:fix|resolution|repair|response|reply)\w*\b[^.;,]{0,60}",
    re.IGNORECASE,
)
"""A target that is not promised: "we don't promise fix times"."""
LIKELY = 0.6
"""Probability from which such a label counts."""


def find(clauses: Sequence[Clause], document: Document) -> list[record.Support]:
    """Return one entry per severity level (and plan, and hours of service); "all" for a target of every request."""
    by_id = {clause.id: clause for clause in clauses}
    found: list[Target] = []
    for index in sorted({clause.table for clause in clauses if clause.table is not None}):
        rows = [clause for clause in clauses if clause.table == index]
        share = sum(row.has("support") for row in rows)
        labelled = share > 0
        named = _hours_above(rows[0], clauses)
        found += [
            replace(target, coverage=target.coverage or _own_hours(target.clause) or named)
            for target in support_table.targets(
                rows, document, f"{_above(rows, by_id)} {_below(rows, clauses)}", labelled=labelled, mixed=0 < 2 * share < len(rows)
            )
        ]
    for clause in clauses:
        table = support_piped.targets(clause, context_of(clause, by_id), labelled=clause.has("support")) if clause.kind != "row" else []
        found += table
        if not table and clause.kind != "row" and clause.text and (clause.has("support") or not _silent(clause)):
            found += support_sentences.targets(clause, context_of(clause, by_id), labelled=clause.has("support"))
    hours = _hours(clauses)
    return [_entry(target, hours) for target in _merged(found)]


def _silent(clause: Clause) -> bool:
    return any(clause.probability(label) >= LIKELY for label in SILENT)


def _above(rows: Sequence[Clause], by_id: dict[str, Clause]) -> str:
    """Return the words above a table that say what its times are: the end of its lead-in, its headings, the rest of its lead-in."""
    lead = by_id.get(rows[0].lead_in or "")
    said = _DENIED.sub(" ", lead.text) if lead else ""
    rest = next((words for span in reversed(list(sentences(said[:-END]))) if field_of(words := span.of(said))), "")
    return " ".join((said[-END:], *reversed(rows[0].path[-2:]), rest))


def _below(rows: Sequence[Clause], clauses: Sequence[Clause]) -> str:
    """Return the sentence right below a table where it says what the table shows ("The table shows the time to a first reply.")."""
    at = clauses.index(rows[-1]) + 1
    after = clauses[at : at + 1]
    if not after or after[0].kind == "row" or after[0].path != rows[-1].path:
        return ""
    first = re.split(r"(?<=\.)\s", after[0].text, maxsplit=1)[0]
    return first if _SHOWN.search(first) and not durations(first) else ""


_SHOWN = re.compile(r"\b(?:table|times|figures|targets)\b", re.IGNORECASE)


def _own_hours(row: Clause) -> str | None:
    """Return the hours that a row names in a cell of its own ("high | during working hours | 4 hours")."""
    named = {name for cell in row.text.split("|") if not durations(cell) for name, _ in coverage(cell)}
    return named.pop() if row.kind == "row" and len(named) == 1 else None


def _hours_above(first: Clause, clauses: Sequence[Clause]) -> str | None:
    """Return the hours that the line right above a table gives to all of it ("During business hours", "After business hours")."""
    at = clauses.index(first)
    for above in reversed(clauses[max(0, at - LINES) : at]):
        words = above.heading or above.text
        if above.kind == "row" or len(words) > LINE or durations(words):
            return None
        outside = _OUTSIDE.search(words)
        if outside:
            return outside[0]
        if named := coverage(words):
            return named[0][0]
    return None


def _entry(target: Target, hours: str | None) -> record.Support:
    def plain(duration: Duration | None) -> record.Duration | None:
        return record.Duration(duration=duration.iso, business=duration.business) if duration else None

    return record.Support(
        severity=target.level.code,
        name=target.level.name,
        plan=target.plan,
        response=plain(target.response),
        resolution=plain(target.resolution),
        update=plain(target.update),
        coverage=target.coverage or hours,
        evidence=[prove(target.clause, target.span), *(prove(clause, span) for clause, span in target.also)],
        confidence=confidence([target.clause], "support", rule=target.rule),
    )


def _merged(found: Sequence[Target]) -> list[Target]:
    """Return targets of the same level, plan and hours as one; text adds to a level only what no table says."""
    kept: dict[tuple[str, str | None, str | None], Target] = {}
    tabled = any(target.tabled for target in found)
    leveled = any(target.level.code != "all" for target in found)
    for target in found:
        row = target.tabled
        if target.level.code == "all":
            told = not row and (tabled or (leveled and not target.every))
            if told or (target.response is None and target.resolution is None):
                continue
        key = _key(target, kept)
        old = kept.get(key)
        if old is None and not row and target.response is None and target.resolution is None:
            continue  # updates and reports alone
        kept[key] = target if old is None else _both(old, target)
    return list(kept.values())


def _key(target: Target, kept: dict[tuple[str, str | None, str | None], Target]) -> tuple[str, str | None, str | None]:
    """Return under which level, plan and hours a target is kept; a sentence adds to the only entry of its level."""
    code = re.sub(r"[^a-z0-9]", "", target.level.code.lower())
    own = (code, target.plan.lower() if target.plan else None, target.coverage)
    same = [key for key in kept if key[0] == code or _named_alike(kept[key], target)]
    if own in kept or not same or target.tabled:
        return own
    if target.plan is None or kept[same[0]].plan is None:
        differs = target.coverage and kept[same[0]].coverage and target.coverage != kept[same[0]].coverage
        return own if differs and target.response and kept[same[0]].response else same[0]
    return own


def _named_alike(old: Target, new: Target) -> bool:
    """Tell whether a code and a name are the same level: "critical" in a sentence is the table's "Severity 1 (Critical)"."""
    names = [(level.name or level.code).lower().removesuffix(" severity").removesuffix(" priority") for level in (old.level, new.level)]
    return names[0] == names[1] and old.tabled


def _both(old: Target, new: Target) -> Target:
    return replace(
        old,
        response=old.response or new.response,
        resolution=old.resolution or new.resolution,
        update=old.update or new.update,
        also=(*old.also, (new.clause, new.span), *new.also) if _adds(old, new) else old.also,
        level=old.level if old.level.name else old.level._replace(name=new.level.name),
    )


def _adds(old: Target, new: Target) -> bool:
    """Tell whether a target gives a time that the other leaves out."""
    pairs = ((old.response, new.response), (old.resolution, new.resolution), (old.update, new.update))
    return any(was is None and now is not None for was, now in pairs)


def _hours(clauses: Sequence[Clause]) -> str | None:
    """Return the hours of support that the document names once for all levels."""
    found = [name for clause in clauses if clause.has("support") and clause.kind != "row" for name, _ in coverage(clause.text)]
    return found[0] if found and len(set(found)) == 1 else None
