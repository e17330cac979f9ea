"""Why a record says what it says: per term the clause and the words, and for a missing term where it was looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor import record
from extractor.comparison.mentions import spoken_of
from extractor.comparison.table import clause_name
from extractor.comparison.units import worded
from extractor.verify import proofs

LOOKED: dict[str, tuple[str, ...]] = {
    "uptime": ("uptime_guarantee", "service_credit", "measurement"),
    "credits": ("service_credit", "uptime_guarantee"),
    "remedy": ("service_credit", "remedy_limit", "claim_procedure"),
    "claim": ("claim_procedure", "service_credit"),
    "exclusions": ("exclusion", "measurement", "maintenance"),
    "maintenance": ("maintenance", "exclusion"),
    "termination": ("termination_right", "change_of_terms", "term_renewal"),
    "support": ("support", "performance"),
    "performance": ("performance", "service_credit"),
    "reporting": ("reporting",),
    "provider": (),
    "customer": (),
    "effective_date": ("change_of_terms", "term_renewal"),
    "governing_law": ("other",),
    "blanks": (),
    "denials": (),
}
"""The labels of the clauses in which each group of terms is looked for first."""

GROUPS = tuple(LOOKED)
LEFT_OUT = {"evidence", "confidence", "text"}
"""Fields that are said elsewhere: the proofs follow, and their first is the text."""
SHORT = 160
SHOWN = 5
"""Clauses shown for a missing term."""


def explain(agreement: record.Agreement, term: str | None = None) -> Iterator[str]:
    """Yield lines for a person: every value of the group `term` (all groups when None) with its clause, words and labels."""
    for group in [term] if term else GROUPS:
        yield from _group(agreement, group)


def _group(agreement: record.Agreement, group: str) -> Iterator[str]:
    value = getattr(agreement, group)
    entries: Sequence[record.Model] = value if isinstance(value, list) else [value] if value is not None else []
    if isinstance(value, record.Remedy) and value == record.Remedy():
        entries = []
    yield f"{group}"
    for entry in entries:
        yield f"  {_worded(entry)}"
        for proof in dict.fromkeys((p.clause, p.part, p.start, p.end) for p in proofs(entry)):
            yield from _proof(agreement, next(p for p in proofs(entry) if (p.clause, p.part, p.start, p.end) == proof))
    if not entries:
        yield from _missing(agreement, group)


def _worded(entry: record.Model) -> str:
    values = entry.model_dump(mode="json", exclude=LEFT_OUT, exclude_none=True)
    sure = getattr(entry, "confidence", None)
    words = ", ".join(f"{name}={_plain(value)}" for name, value in values.items() if value not in ([], {}))
    return words + (f"  (confidence {sure:.2f})" if isinstance(sure, float) else "")


def _plain(value: object) -> str:
    if isinstance(value, dict):
        if set(value) == {"duration", "business"}:
            return worded(record.Duration(**value))
        return "{" + ", ".join(f"{k} {_plain(v)}" for k, v in value.items() if v is not None) + "}"
    return str(value)


def _proof(agreement: record.Agreement, proof: record.Evidence) -> Iterator[str]:
    clauses = {clause.id: clause for clause in agreement.clauses}
    clause = clauses[proof.clause]
    labels = ", ".join(f"{given.label} {given.probability:.2f}" for given in clause.labels)
    page = f", page {proof.page}" if proof.page else ""
    yield f"    clause {clause_name(clauses, proof.clause)} [{proof.clause}{page}; {clause.kind}; {labels}]"
    yield f"      “{_short(proof.quote)}”"
    if clause.header:
        yield f"      under the header: {_short(' | '.join(clause.header))}"


def _missing(agreement: record.Agreement, group: str) -> Iterator[str]:
    labels = LOOKED[group]
    clauses = [c for c in agreement.clauses if any(given.label in labels for given in c.labels)] if labels else agreement.clauses
    where = f"clauses labelled {', '.join(labels)}" if labels else "all clauses"
    others = ", and in the others for plain words" if labels else ""
    yield f"  not found; looked in {len(clauses)} of {len(agreement.clauses)} clauses ({where}){others}"
    for blank in agreement.blanks:
        if blank.term == group:
            yield f"    left blank: “{_short(blank.text)}” in {_where(agreement, _clause_of(agreement, blank))}"
    spoken = spoken_of(agreement).get(group, ())
    for clause in spoken[:SHOWN]:
        yield f"    speaks of it, but gives no value that could be read: {_where(agreement, clause)}"
    if labels:
        for clause in [c for c in clauses if c.text and c not in spoken][:SHOWN]:
            yield f"    looked at {_where(agreement, clause)}"


def _clause_of(agreement: record.Agreement, blank: record.Blank) -> record.Clause:
    return next(clause for clause in agreement.clauses if clause.id == blank.evidence[0].clause)


def _where(agreement: record.Agreement, clause: record.Clause) -> str:
    """Return a clause as a reader of the paper finds it: its number or heading, its page, its first words."""
    page = f", page {clause.page}" if clause.page else ""
    return f"{clause_name({each.id: each for each in agreement.clauses}, clause.id)} [{clause.id}{page}] “{_short(clause.text)}”"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else flat[: SHORT - 1] + "…"
