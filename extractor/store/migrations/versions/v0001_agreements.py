"""Agreements with their clauses, labels, terms and evidence, and the failures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TERMS: dict[str, tuple[str, ...]] = {
    "uptime": ("percent:number", "period:word", "service:text", "plan:text", "scope:text", "binding:word"),
    "credit": (
        "amount:amount", "basis:text", "metric:word", "at_least:bound", "below:bound", "per:duration", "service:text", "plan:text",
    ),
    "cap": ("amount:amount", "basis:text", "period:word"),
    "remedy": ("form:word", "sole:flag", "automatic:flag"),
    "claim": ("window:duration", "anchor:word", "contact:text", "decides:text"),
    "exclusion": ("category:word", "text:text"),
    "maintenance": ("kind:word", "notice:duration", "window:text", "limit:duration", "per:text"),
    "termination": (
        "trigger:word", "holder:word", "notice:duration", "cure:duration", "below:number", "failures:number", "within:duration",
        "consecutive:flag", "text:text",
    ),
    "support": ("severity:text", "name:text", "plan:text", "response:duration", "resolution:duration", "update:duration", "coverage:text"),
    "performance": ("metric:word", "value:measure", "comparator:word", "scope:text", "statistic:text", "plan:text"),
    "reporting": ("frequency:text", "text:text"),
    "blank": ("term:text", "text:text"),
    "denial": ("term:text", "text:text"),
}  # fmt: skip
ENDINGS: dict[str, tuple[tuple[str, sa.types.TypeEngine[Any]], ...]] = {
    "number": (("", sa.Float(53)),),
    "word": (("", sa.String(40)),),
    "flag": (("", sa.Boolean()),),
    "text": (("", sa.Text()), ("_folded", sa.Text())),
    "name": (("", sa.Text()), ("_folded", sa.Text()), ("_key", sa.Text())),
    "day": (("", sa.Text()), ("_first", sa.String(10)), ("_last", sa.String(10))),
    "duration": (
        ("_iso", sa.Text()), ("_business", sa.Boolean()), ("_hours", sa.Float(53)), ("_shortest", sa.Float(53)), ("_longest", sa.Float(53)),
    ),
    "amount": (("", sa.Float(53)), ("_unit", sa.String(10)), ("_currency", sa.Text()), ("_hours", sa.Float(53))),
    "bound": (("", sa.Float(53)), ("_hours", sa.Float(53))),
    "measure": (("", sa.Float(53)), ("_unit", sa.Text()), ("_hours", sa.Float(53))),
}  # fmt: skip
FACTS = ("provider:name", "customer:name", "title:text", "effective_date:day", "governing_law:text")


def upgrade() -> None:
    """Make the tables."""
    _agreement()
    _child(
        "clause",
        _whole("place"), *_texts("clause"), *_texts("parent", "number", "heading", null=True), *_texts("shown"), _whole("level"),
        *_texts("kind"), _whole("page", null=True), _whole("end_page", null=True), *_texts("text"),
    )  # fmt: skip
    _child(
        "label",
        _whole("place"),
        sa.Column("label", sa.String(40), nullable=False),
        sa.Column("probability", sa.Float(53), nullable=False),
        index=("agreement_id", "place"),
    )
    _child(
        "evidence",
        *_texts("path", "clause", "shown"), _whole("page", null=True), sa.Column("part", sa.String(20), nullable=False),
        _whole("first"), _whole("beyond"), *_texts("quote"),
    )  # fmt: skip
    for name, members in TERMS.items():
        _child(name, *_texts("path"), sa.Column("confidence", sa.Float(53)), *_members(members), *_texts("json"))
    op.create_table(
        "failure",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_texts("file"), sa.Column("file_key", sa.String(64), nullable=False), *_texts("error", "message", "advice"),
        sa.Column("stored", sa.String(32), nullable=False),
        sa.UniqueConstraint("file_key", name="failure_file"),
    )  # fmt: skip


def _agreement() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_texts("file"),
        sa.Column("file_key", sa.String(64), nullable=False),
        *_texts("sha256"),
        sa.Column("family", sa.String(64), nullable=False),
        sa.Column("dated", sa.String(10), nullable=False),
        sa.Column("modified", sa.String(32)),
        sa.Column("stored", sa.String(32), nullable=False),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        *_texts("name", "media_type"),
        *_texts("language", null=True),
        _whole("pages", null=True),
        _whole("words"),
        *_members(FACTS),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("file_key", "sha256", name="agreement_content"),
    )
    op.create_index("agreement_family", "agreement", ["family"])


def _child(name: str, *columns: sa.Column[Any], index: Sequence[str] = ("agreement_id",)) -> None:
    parent = sa.Column("agreement_id", sa.Integer(), sa.ForeignKey("agreement.id", ondelete="CASCADE"), nullable=False)
    op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), parent, *columns)
    op.create_index(f"{name}_agreement", name, list(index))


def _members(declared: tuple[str, ...]) -> list[sa.Column[Any]]:
    pairs = [member.split(":") for member in declared]
    return [sa.Column(name + ending, kind) for name, kinds in pairs for ending, kind in ENDINGS[kinds]]


def _texts(*names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=null) for name in names]


def _whole(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=null)
