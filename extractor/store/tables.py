"""The tables of the store, as they are after the newest migration (`migrations/`; a test holds both equal)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint, true

from extractor.store.columns import columns_of
from extractor.store.groups import FACTS, GROUPS
from extractor.store.text import AnyText

HEAD = "0002"
"""The newest migration; said here so that opening a store of this version need not import Alembic."""
VERSION_TABLE = "sla_store_version"
"""A name of its own: a database may hold another program's `alembic_version`."""

metadata = MetaData()

agreement = Table(
    "agreement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", AnyText, nullable=False),
    Column("file_key", String(64), nullable=False),
    Column("sha256", AnyText, nullable=False),
    Column("family", String(64), nullable=False),
    Column("dated", String(10), nullable=False),
    Column("modified", String(32)),
    Column("stored", String(32), nullable=False),
    Column("replaced", Boolean, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("name", AnyText, nullable=False),
    Column("media_type", AnyText, nullable=False),
    Column("language", AnyText),
    Column("pages", Integer),
    Column("words", Integer, nullable=False),
    *(column for fact in FACTS for column in columns_of(fact)),
    Column("record", LargeBinary, nullable=False),
    UniqueConstraint("file_key", "sha256", name="agreement_content"),
    Index("agreement_family", "family"),
)
"""One row for each content of each file. `current` marks the newest version; `replaced` what its file no longer holds; `record`
is the whole record, JSON compressed with zlib, from which everything else here is derived."""


def _child(
    name: str, *columns: Column[str] | Column[float] | Column[bool] | Column[int], index: Sequence[str] = ("agreement_id",)
) -> Table:
    """Return a table whose rows live and die with an agreement's."""
    parent = Column("agreement_id", Integer, ForeignKey("agreement.id", ondelete="CASCADE"), nullable=False)
    return Table(name, metadata, Column("id", Integer, primary_key=True), parent, *columns, Index(f"{name}_agreement", *index))


clause = _child(
    "clause",
    Column("place", Integer, nullable=False),
    Column("clause", AnyText, nullable=False),
    Column("parent", AnyText),
    Column("number", AnyText),
    Column("heading", AnyText),
    Column("shown", AnyText, nullable=False),
    Column("level", Integer, nullable=False),
    Column("kind", AnyText, nullable=False),
    Column("page", Integer),
    Column("end_page", Integer),
    Column("text", AnyText, nullable=False),
)
"""`clause` is the clause's id in the record; `shown` what it is called: its number, else a heading above it."""

label = _child(
    "label",
    Column("place", Integer, nullable=False),
    Column("label", String(40), nullable=False),
    Column("probability", Float(53), nullable=False),
    index=("agreement_id", "place"),
)
"""`place` is that of the clause, which says where it stands in the record."""

evidence = _child(
    "evidence",
    Column("path", AnyText, nullable=False),
    Column("clause", AnyText, nullable=False),
    Column("shown", AnyText, nullable=False),
    Column("page", Integer),
    Column("part", String(20), nullable=False),
    Column("first", Integer, nullable=False),
    Column("beyond", Integer, nullable=False),
    Column("quote", AnyText, nullable=False),
)
"""`path` is where the term stands in the record: "uptime[0]", "provider", "remedy.sole_remedy"; `first` to `beyond` the characters in the clause."""

terms: dict[str, Table] = {
    group.name: _child(
        group.name,
        Column("path", AnyText, nullable=False),
        Column("confidence", Float(53)),
        *(column for member in group.members for column in columns_of(member)),
        Column("json", AnyText, nullable=False),
    )
    for group in GROUPS
}
"""A table for each group of terms: its figures as columns, and the whole term as JSON without its evidence."""

failure = Table(
    "failure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", AnyText, nullable=False),
    Column("file_key", String(64), nullable=False),
    Column("error", AnyText, nullable=False),
    Column("message", AnyText, nullable=False),
    Column("advice", AnyText, nullable=False),
    Column("stored", String(32), nullable=False),
    UniqueConstraint("file_key", name="failure_file"),
)

CHILDREN: tuple[Table, ...] = (clause, label, evidence, *terms.values())
CURRENT = agreement.c.current == true()
