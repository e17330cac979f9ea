"""A tree of the query language → conditions in SQL, and for each test that speaks for an agreement what finds its terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, literal, not_, or_, select, true

from extractor.store import tables
from extractor.store.fields import BARE, MEMBERS, ON_AGREEMENT, SYNONYMS, Asked, compared, stated, unknown
from extractor.store.groups import FACTS, Member
from extractor.store.query import And, Condition, Field, Node, Not, Or, fault, parse
from extractor.store.search import matching
from extractor.store.text import AnyText

REMEDY = ("remedy.form", "remedy.sole_remedy", "remedy.automatic")
FACT_NAMES = frozenset(fact.name for fact in FACTS)


@dataclass(frozen=True, slots=True)
class Proof:
    """Say which rows of a table make an agreement pass one test: those of `name` under `condition`."""

    field: str
    name: str
    table: FromClause
    condition: ColumnElement[bool]

    def question(self) -> Select[*tuple[Any, ...]]:
        """Return what gives for each such row: the agreement, the path of its term, and clause, page and words of its evidence."""
        c, e = self.table.c, tables.evidence.c
        path: ColumnElement[str]
        if self.name == "clause":
            said = select(c.agreement_id, literal("clause ", AnyText) + c.clause, c.shown, c.page, c.text)
            return said.where(self.condition).order_by(c.agreement_id, c.place)
        if self.name in FACT_NAMES:
            owner, path, proven = c.id, literal(self.name, AnyText), e.path == self.name
        else:
            owner, path, proven = c.agreement_id, e.path, e.path.in_(REMEDY) if self.name == "remedy" else e.path == c.path
        said = select(owner, path.label("path"), e.shown, e.page, e.quote).join_from(
            self.table, tables.evidence, (e.agreement_id == owner) & proven
        )
        return said.where(self.condition).order_by(owner, c.id, e.id)


class Query:
    """Hold a query, understood: raises `BadQuery` when made of words that mean nothing."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = parse(text)
        self.condition = self._agreement(self.tree)

    def proofs(self) -> Iterator[Proof]:
        """Yield what finds the terms that make an agreement match; tests under a "not" and on what is missing have none."""
        yield from self._proofs(self.tree)

    def _proofs(self, node: Node) -> Iterator[Proof]:
        match node:
            case And() | Or():
                for part in node.parts:
                    yield from self._proofs(part)
            case Condition() if node.operator != "missing":
                name = self._group(node.asked)
                if name in MEMBERS:
                    table = _table(name).alias()
                    yield Proof(str(node.asked), name, table, self._row_condition(name, node, table))
                elif name in FACT_NAMES:
                    yield Proof(name, name, tables.agreement, self._agreement(node))

    def _agreement(self, node: Node) -> ColumnElement[bool]:
        """Return the condition on a row of the table of agreements."""
        match node:
            case And():
                return and_(*map(self._agreement, node.parts))
            case Or():
                return or_(*map(self._agreement, node.parts))
            case Not():
                return not_(self._agreement(node.part))
        name = self._group(node.asked)
        if name in ON_AGREEMENT:
            if node.asked.where or node.asked.member:
                fault(self.text, node.asked.at, f'"{name}" has no members.')
            return self._compared(ON_AGREEMENT[name], node, tables.agreement)
        found = tables.agreement.c.id.in_(self._owners(name, node))
        return not_(found) if node.operator == "missing" else found

    def _owners(self, name: str, node: Condition) -> Select[tuple[int]]:
        """Return the agreements with a row that passes: a list of its own, which databases make once (a question for each agreement is slower)."""
        if (
            name == "clause"
            and node.asked.where is None
            and self._member(name, node.asked.member or BARE[name], node.asked).name == "label"
        ):
            labels = tables.label.alias()
            said = true() if node.operator in {"missing", "stated"} else self._compared(MEMBERS[name]["label"], node, labels)
            return select(labels.c.agreement_id).where(said)
        table = _table(name).alias()
        return select(table.c.agreement_id).where(self._row_condition(name, node, table))

    def _row_condition(self, name: str, node: Condition, table: FromClause) -> ColumnElement[bool]:
        """Return the condition on a row of a group that one test of an agreement is; for "is missing" what must not be found."""
        asked = node.asked
        where = true() if asked.where is None else self._row(name, asked.where, table)
        if node.operator in {"missing", "stated"} and asked.member is None:
            return where
        member = self._member(name, asked.member or BARE[name], asked)
        if node.operator in {"missing", "stated"}:
            return and_(where, self._said(name, member, table))
        return and_(where, self._test(name, member, node, table))

    def _row(self, name: str, node: Node, table: FromClause) -> ColumnElement[bool]:
        """Return the condition on one row of a group that stands between square brackets."""
        match node:
            case And():
                return and_(*(self._row(name, part, table) for part in node.parts))
            case Or():
                return or_(*(self._row(name, part, table) for part in node.parts))
            case Not():
                return not_(self._row(name, node.part, table))
        asked = node.asked
        if asked.where or asked.member:
            fault(self.text, asked.at, f"Between the brackets stand members of {name}: {', '.join(sorted(MEMBERS[name]))}.")
        member = self._member(name, asked.group, asked)
        if node.operator in {"missing", "stated"}:
            said = self._said(name, member, table)
            return said if node.operator == "stated" else not_(said)
        return self._test(name, member, node, table)

    def _said(self, name: str, member: Member, table: FromClause) -> ColumnElement[bool]:
        if name == "clause" and member.name == "label":
            return _labelled(table, true())
        return stated(member, table)

    def _test(self, name: str, member: Member, node: Condition, table: FromClause) -> ColumnElement[bool]:
        if name == "clause" and member.name == "label":
            return _labelled(table, self._compared(member, node, tables.label))
        if member.kind == "search" and node.operator == "~":
            try:
                return matching(table, node.values[0].text)
            except ValueError as error:
                fault(self.text, node.values[0].at, str(error))
        return self._compared(member, node, table)

    def _compared(self, member: Member, node: Condition, table: FromClause) -> ColumnElement[bool]:
        if node.operator in {"missing", "stated"}:
            said = stated(member, table)
            return said if node.operator == "stated" else not_(said)
        return compared(Asked(self.text, member, node), table)

    def _group(self, asked: Field) -> str:
        name = SYNONYMS.get(asked.group, asked.group)
        if name not in MEMBERS and name not in ON_AGREEMENT and name != "label":
            unknown(self.text, asked.group, [*MEMBERS, *ON_AGREEMENT, "label"], asked.at, "field")
        return "clause" if name == "label" else name

    def _member(self, name: str, word: str, asked: Field) -> Member:
        if SYNONYMS.get(asked.group, asked.group) == "label" and asked.member is None and word == BARE["clause"]:
            word = "label"  # "label = x" is short for "clause.label = x"
        member = MEMBERS[name].get(word)
        if member is None:
            unknown(self.text, word, list(MEMBERS[name]), asked.at, f"member of {name}")
        return member


def _table(name: str) -> FromClause:
    return tables.clause if name == "clause" else tables.terms[name]


def _labelled(clause: FromClause, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a clause carries a label."""
    c = tables.label.c
    return exists(select(1).where(c.agreement_id == clause.c.agreement_id, c.place == clause.c.place, condition).correlate(clause))
