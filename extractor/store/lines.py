"""A store as JSON Lines, and back: one line for each agreement and failure, in the order in which they were stored; nothing is lost.

{"kind": "store", "format": 1}
{"kind": "agreement", "file": …, "modified": …, "stored": …, "replaced": false, "record": {…}}
{"kind": "failure", "file": …, "error": …, "message": …, "advice": …, "stored": …}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select

from extractor.errors import Unstorable
from extractor.record import SCHEMA_VERSION, Agreement
from extractor.store import tables
from extractor.store.rows import unpacked
from extractor.store.store import Store

FORMAT = 1
_AT_ONCE = 100


def lines(store: Store) -> Iterator[str]:
    """Yield the store as JSON Lines in ASCII, without line ends; ids are not part of it."""
    yield json.dumps({"kind": "store", "format": FORMAT})
    c = tables.agreement.c
    question = select(c.file, c.modified, c.stored, c.replaced, c.record).order_by(c.stored, c.id)
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(question):
            told = {"file": row.file, "modified": row.modified, "stored": row.stored, "replaced": row.replaced}
            yield json.dumps({"kind": "agreement", **told, "record": json.loads(unpacked(row.record))})
    for failed in store.failures():
        yield json.dumps({"kind": "failure", **asdict(failed)})


def read_lines(store: Store, given: Iterable[str]) -> Iterator[str | None]:
    """Store what each line says and yield None, or why it says nothing."""
    for line in given:
        try:
            _take(store, json.loads(line))
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            yield f"no record of an agreement: {'.'.join(map(str, first['loc']))}: {first['msg']}"
        except (ValueError, RecursionError, Unstorable) as error:
            yield f"no line of a store: {error}"
        else:
            yield None


def _take(store: Store, told: Any) -> None:
    match told:
        case {"kind": "store", "format": int(form)}:
            if form > FORMAT:
                raise ValueError(f"format {form} is newer than this sla-extractor")
        case {"kind": "agreement", "record": dict(record), "file": str(file), "stored": str(stored), "replaced": bool(replaced)}:
            if str(record.get("schema_version")).partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
                raise ValueError(f"schema_version {record.get('schema_version')!r} is not {SCHEMA_VERSION}")
            agreement = Agreement.model_validate_json(json.dumps(record, allow_nan=False))
            modified = told.get("modified")
            written = datetime.fromisoformat(modified) if isinstance(modified, str) else None
            store.put(agreement, file=file, modified=written, stored=_moment(stored), replaced=replaced)
        case {
            "kind": "failure",
            "file": str(file),
            "error": str(error),
            "message": str(message),
            "advice": str(advice),
            "stored": str(stored),
        }:
            store.fail(file, error, message, advice, stored=_moment(stored))
        case _:
            raise ValueError("kind and members are not those of a store's line")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} names no time zone")
    return moment
