"""Agreements in a database: what a batch reads goes in document by document, and can be asked for while it runs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType

from sqlalchemy import Connection, Engine, delete, exists, func, insert, select, true, update

from extractor.errors import BadQuery, MissingFile
from extractor.record import Agreement
from extractor.store import tables
from extractor.store.conditions import Query
from extractor.store.engine import opened, shown, told, url_of, writing
from extractor.store.family import dated, family, file_key
from extractor.store.rows import children, facts, unpacked
from extractor.store.search import Hit, hits

__all__ = ["Failed", "Hit", "Proven", "Query", "Store", "Stored", "open_store"]


@dataclass(frozen=True, slots=True)
class Stored:
    """Hold what lists show of a stored agreement; `record(id)` has the rest."""

    id: int
    file: str
    sha256: str
    name: str
    provider: str | None
    customer: str | None
    title: str | None
    effective_date: str | None
    governing_law: str | None
    pages: int | None
    words: int
    dated: str
    modified: str | None
    stored: str
    current: bool
    replaced: bool
    versions: int
    """How many versions of it are stored, this one included."""


@dataclass(frozen=True, slots=True)
class Proven:
    """Hold the words of an agreement that passed one test of a query: which test, where the term stands in the record, where its words."""

    field: str
    path: str
    shown: str
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Hold why one file gave no record when it was last read."""

    file: str
    error: str
    message: str
    advice: str
    stored: str


def open_store(place: str | os.PathLike[str] | None = None, *, create: bool = True) -> Store:
    """Open the store at a path (SQLite) or URL (`postgresql://…`); None is $SLA_STORE or the user's own, `sla.db`.

    An older store is upgraded. Raises `StoreUnavailable`, `NewerStore`, or `MissingExtra` where PostgreSQL's driver is not installed.
    Use it as a context manager, or close it.
    """
    url = url_of(place)
    return Store(opened(url, create=create), shown(url))


class Store:
    """Hold agreements with their versions, clauses, terms and evidence, and failures; safe to use from several threads."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine = engine
        self.place = place

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def put(
        self,
        agreement: Agreement,
        *,
        file: str | None = None,
        modified: datetime | None = None,
        stored: datetime | None = None,
        replaced: bool = False,
    ) -> int:
        """Store one agreement, whole or not at all, and return its id.

        `file` says where the document lies (its name when None). The same content of the same file is replaced and keeps its id; another
        content makes what was stored of that file an older version.
        """
        file, now = agreement.document.name if file is None else file, stored or datetime.now(UTC)
        row = facts(agreement) | {
            "file": file,
            "file_key": file_key(file),
            "family": family(agreement, file),
            "dated": dated(agreement, modified, now),
            "modified": modified and modified.astimezone(UTC).isoformat(),
            "stored": now.astimezone(UTC).isoformat(timespec="microseconds"),
            "replaced": replaced,
            "current": False,
        }
        with self._writing() as connection:
            identifier, touched = self._make_room(connection, row)
            if identifier is not None:
                row["id"] = identifier
            made: int = connection.execute(insert(tables.agreement).returning(tables.agreement.c.id), row).scalar_one()
            for table, rows in children(agreement, made):
                connection.execute(insert(table), rows)
            for key in {row["family"], *touched}:
                _settle(connection, key)
            connection.execute(delete(tables.failure).where(tables.failure.c.file_key == row["file_key"]))
        return made

    def _make_room(self, connection: Connection, row: dict[str, object]) -> tuple[int | None, set[str]]:
        """Take out the same content of the same file and mark its other contents as replaced; return the id and the families touched."""
        agreement = tables.agreement
        touched: set[str] = set()
        identifier: int | None = None
        for known in connection.execute(
            select(agreement.c.id, agreement.c.sha256, agreement.c.family).where(agreement.c.file_key == row["file_key"])
        ).all():
            touched.add(known.family)
            if known.sha256 == row["sha256"]:
                identifier = known.id
                connection.execute(delete(agreement).where(agreement.c.id == known.id))
            elif not row["replaced"]:
                connection.execute(update(agreement).where(agreement.c.id == known.id).values(replaced=True))
        return identifier, touched

    def fail(self, file: str, error: str, message: str, advice: str, *, stored: datetime | None = None) -> None:
        """Store why a file gave no record; what was read of it before stays."""
        at = (stored or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")
        row = {"file": file, "file_key": file_key(file), "error": error, "message": message, "advice": advice, "stored": at}
        with self._writing() as connection:
            connection.execute(delete(tables.failure).where(tables.failure.c.file_key == row["file_key"]))
            connection.execute(insert(tables.failure), row)

    def stored_at(self, file: str, sha256: str) -> datetime | None:
        """Return when this content of a file was stored, None where it is not what the store holds of the file now."""
        c = tables.agreement.c
        question = select(c.stored).where(c.file_key == file_key(file), c.sha256 == sha256, ~c.replaced)
        with self.reading() as connection:
            at = connection.scalar(question)
        return datetime.fromisoformat(at) if at else None

    def record(self, identifier: int) -> Agreement:
        """Return the whole record of an agreement; raises `MissingFile` where there is none of that id."""
        return Agreement.model_validate_json(self.json(identifier))

    def json(self, identifier: int) -> str:
        """Return the record of an agreement as JSON."""
        question = select(tables.agreement.c.record).where(tables.agreement.c.id == identifier)
        with self.reading() as connection:
            held = connection.scalar(question) if abs(identifier) < _LARGEST else None
        if held is None:
            raise MissingFile(f"The store {self.place} has no agreement {identifier}.", advice="See their ids with: sla list.")
        return unpacked(held)

    def agreements(self, query: Query | str | None = None, *, versions: bool = False) -> Iterator[Stored]:
        """Yield what is stored, sorted by provider and title: the current agreements, with `versions` also the older ones.

        `query` is in the language of `sla query` ("uptime < 99.9 and provider = Acme"); raises `BadQuery`.
        """
        condition = true() if query is None else _understood(query).condition
        agreement = tables.agreement
        family_size = select(func.count()).where(agreement.alias("other").c.family == agreement.c.family).correlate(agreement)
        c = agreement.c
        shown_columns = [c[name] for name in Stored.__slots__ if name != "versions"]
        question = select(*shown_columns, family_size.scalar_subquery().label("versions"))
        question = question.where(true() if versions else tables.CURRENT, condition)
        order = (c.provider_folded.is_(None), c.provider_folded, c.title_folded.is_(None), c.title_folded, c.dated.desc(), c.id)
        with self.reading() as connection:
            for row in connection.execution_options(yield_per=500).execute(question.order_by(*order)):
                yield Stored(**row._mapping)

    def search(
        self, words: str, *, labels: Sequence[str] = (), query: Query | str | None = None, versions: bool = False, limit: int = 20
    ) -> list[Hit]:
        """Return the clauses that hold the words, the best first, with the places of the words; raises `BadQuery`.

        All words have to be there in any form; "a phrase", -excluded, OR. `labels`: clauses with one of them; `query`: of agreements that match.
        """
        c, given = tables.clause.c, tables.label.c
        conditions = [true() if versions else tables.CURRENT, true() if query is None else _understood(query).condition]
        if labels:
            carried = select(1).where(given.agreement_id == c.agreement_id, given.place == c.place, given.label.in_(labels))
            conditions.append(exists(carried.correlate(tables.clause)))
        with self.reading() as connection:
            try:
                return hits(connection, words, conditions, limit=limit)
            except ValueError as error:
                raise BadQuery(str(error)) from error

    def proofs(self, query: Query | str, identifiers: Sequence[int]) -> dict[int, list[Proven]]:
        """Return for each agreement the words that make it match a query, in the order of the query."""
        found: dict[int, list[Proven]] = {identifier: [] for identifier in identifiers}
        seen: set[tuple[int, str]] = set()
        with self.reading() as connection:
            for proof in _understood(query).proofs():
                question = proof.question()
                owner = question.selected_columns[0]
                for start in range(0, len(identifiers), MANY):
                    part = question.where(owner.in_(identifiers[start : start + MANY]))
                    for identifier, path, shown_as, page, quote in connection.execute(part):
                        if (identifier, path) not in seen:
                            seen.add((identifier, path))
                            found[identifier].append(Proven(proof.field, path, shown_as, page, quote))
        return found

    def failures(self) -> Iterator[Failed]:
        """Yield the files that gave no record, sorted by name."""
        c = tables.failure.c
        with self.reading() as connection:
            for row in connection.execute(select(c.file, c.error, c.message, c.advice, c.stored).order_by(c.file, c.id)):
                yield Failed(*row)

    def __len__(self) -> int:
        with self.reading() as connection:
            return connection.scalar(select(func.count()).select_from(tables.agreement)) or 0

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told(self.engine.url), writing(self.engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("LOCK TABLE agreement IN SHARE ROW EXCLUSIVE MODE")  # one writer, as in SQLite; readers go on
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to ask on; what it is told by SQLite stays the same until it is given back."""
        with told(self.engine.url), self.engine.connect() as connection:
            yield connection


_LARGEST = 2**31
"""What an id can be in PostgreSQL."""
MANY = 5000
"""Ids in one question: SQLite takes 32,766 parameters, PostgreSQL 65,535."""


def _understood(query: Query | str) -> Query:
    return Query(query) if isinstance(query, str) else query


def _settle(connection: Connection, key: str) -> None:
    """Mark the newest version of a family as its current one."""
    c = tables.agreement.c
    order = (c.dated.desc(), func.coalesce(c.modified, "").desc(), c.stored.desc(), c.id.desc())
    newest = connection.scalar(select(c.id).where(c.family == key, ~c.replaced).order_by(*order).limit(1))
    connection.execute(update(tables.agreement).where(c.family == key, c.current != (c.id == newest)).values(current=c.id == newest))
