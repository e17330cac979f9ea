"""An agreement → the rows of its tables."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table

from extractor import record
from extractor.comparison.table import clause_name
from extractor.store import tables
from extractor.store.columns import columns_of, filled
from extractor.store.groups import FACTS, GROUPS

Row = dict[str, Any]


def packed(agreement: record.Agreement) -> bytes:
    """Return the whole record, compressed; `unpacked` gives its JSON back."""
    return zlib.compress(agreement.model_dump_json().encode())


def unpacked(held: bytes) -> str:
    """Return the JSON of a record.

    >>> unpacked(zlib.compress(b"{}"))
    '{}'
    """
    return zlib.decompress(held).decode()


def facts(agreement: record.Agreement) -> Row:
    """Return the columns of the table of agreements that come from the record itself."""
    document = agreement.document
    row: Row = {name: getattr(document, name) for name in ("sha256", "name", "media_type", "language", "pages", "words")}
    for fact in FACTS:
        row |= dict.fromkeys((column.name for column in columns_of(fact)), None) | filled(fact, agreement)
    return row | {"record": packed(agreement)}


def children(agreement: record.Agreement, identifier: int) -> Iterator[tuple[Table, list[Row]]]:
    """Yield the rows of each table below an agreement; every row of a table has the same columns."""
    for table, rows in _children(agreement):
        if rows:
            absent = dict.fromkeys((c.name for c in table.columns if not c.primary_key), None)
            yield table, [absent | row | {"agreement_id": identifier} for row in rows]


def _children(agreement: record.Agreement) -> Iterator[tuple[Table, list[Row]]]:
    names = {clause.id: clause for clause in agreement.clauses}
    yield tables.clause, [_clause(place, clause, names) for place, clause in enumerate(agreement.clauses)]
    yield (
        tables.label,
        [
            {"place": place, "label": given.label, "probability": given.probability}
            for place, clause in enumerate(agreement.clauses)
            for given in clause.labels
        ],
    )
    proofs: list[Row] = [_evidence(path, proof, names) for path, proof in _facts_proven(agreement)]
    for group in GROUPS:
        rows: list[Row] = []
        for path, term in group.rows(agreement):
            row: Row = {"path": path, "json": _json(term), "confidence": None if isinstance(term, record.Remedy) else term.confidence}
            for member in group.members:
                row |= filled(member, term)
            rows.append(row)
            proofs += [_evidence(at, proof, names) for at, proof in _proofs(path, term)]
        yield tables.terms[group.name], rows
    yield tables.evidence, proofs


def _clause(place: int, clause: record.Clause, names: dict[str, record.Clause]) -> Row:
    same = ("parent", "number", "heading", "level", "kind", "page", "end_page", "text")
    told = {name: getattr(clause, name) for name in same}
    return told | {"place": place, "clause": clause.id, "shown": clause_name(names, clause.id)}


def _facts_proven(agreement: record.Agreement) -> Iterator[tuple[str, record.Evidence]]:
    for name in ("provider", "customer", "effective_date", "governing_law"):
        fact: record.Proven | None = getattr(agreement, name)
        for proof in fact.evidence if fact else ():
            yield name, proof


def _proofs(path: str, term: record.Proven | record.Remedy) -> Iterator[tuple[str, record.Evidence]]:
    if isinstance(term, record.Remedy):
        for member, proofs in term.evidence.items():
            yield from ((f"{path}.{member}", proof) for proof in proofs)
    else:
        yield from ((path, proof) for proof in term.evidence)


def _evidence(path: str, proof: record.Evidence, names: dict[str, record.Clause]) -> Row:
    place = {"page": proof.page, "part": proof.part, "first": proof.start, "beyond": proof.end}
    return {"path": path, "clause": proof.clause, "shown": clause_name(names, proof.clause), "quote": proof.quote} | place


def _json(term: record.Proven | record.Remedy) -> str:
    """Return a term as JSON in ASCII, which every database takes as it is."""
    return json.dumps(term.model_dump(mode="json", exclude={"evidence", "caps", "alternatives"}))
