"""One document in, one agreement record out: the whole line in a handful of calls."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from os import PathLike
from typing import Any

from extractor import record
from extractor.classify import classify
from extractor.document import Clause, Document
from extractor.readers import load, read
from extractor.readers.source import DEFAULT_SETTINGS, ReadSettings, Source
from extractor.segment import segment, warnings_of
from extractor.terms import find_terms
from extractor.verify import verified

_WORD = re.compile(r"\w+")


def extract(path: str | PathLike[str], *, settings: ReadSettings = DEFAULT_SETTINGS) -> record.Agreement:
    """Read the file at `path` and return its agreement record.

    Raises `ExtractorError` (see `extractor.errors`) when the file cannot be read. Nothing but the file is opened and
    nothing leaves the machine.
    """
    return extract_source(load(path, settings=settings), settings=settings)


def extract_source(source: Source, *, settings: ReadSettings = DEFAULT_SETTINGS) -> record.Agreement:
    """Return the agreement record of a document that is already in memory.

    >>> extract_source(Source("sla.md", b"# Acme SLA\\n\\nWe guarantee 99.9% uptime each month.")).uptime[0].percent
    99.9
    """
    document = read(source, settings)
    clauses = classify(segment(document))
    return verified(assemble(source, document, clauses))


def assemble(source: Source, document: Document, clauses: Sequence[Clause]) -> record.Agreement:
    """Find the terms in labelled clauses and return them with the clauses as one record, not yet verified."""
    terms: dict[str, Any] = find_terms(clauses, document)
    terms["title"] = terms.get("title") or document.title
    return record.Agreement(
        document=_source(source, document, clauses),
        clauses=[_clause(clause) for clause in clauses],
        **terms,
    )


def _source(source: Source, document: Document, clauses: Sequence[Clause]) -> record.Source:
    notices = [*document.warnings, *warnings_of(clauses)]
    return record.Source(
        name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type=document.media_type,
        bytes=len(source.data),
        pages=document.pages,
        words=len(_WORD.findall(document.text)),
        language=document.language,
        ocr=document.ocr,
        warnings=[record.Notice(code=n.code, message=n.message, page=n.page) for n in notices],
        furniture=list(document.furniture),
    )


def _clause(clause: Clause) -> record.Clause:
    return record.Clause(
        id=clause.id,
        parent=clause.parent,
        number=clause.number,
        heading=clause.heading,
        level=clause.level,
        kind=clause.kind,
        text=clause.text,
        page=clause.page,
        end_page=clause.end_page,
        boxes=[record.Box(**box._asdict()) for box in clause.boxes],
        labels=[record.GivenLabel(label=label, probability=round(p, 4)) for label, p in clause.labels],  # type: ignore[arg-type]
        defines=list(clause.defines),
        refers_to=[record.Reference(text=ref.text, clause=ref.clause) for ref in clause.refers_to],
        lead_in=clause.lead_in,
        header=list(clause.header),
    )
