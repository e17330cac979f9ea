"""What can be asked of a stored agreement: one table for each group of terms, its members as columns.

`GROUPS` is the one place: the tables, the rows and the words of the query language follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Literal, get_args

from extractor import record, taxonomy

Kind = Literal["percent", "number", "word", "text", "name", "duration", "flag", "amount", "bound", "measure", "day", "plain", "search"]
"""How a member is stored and compared; `columns.py` has the columns of each. The last two are of clauses and files, compared as they are."""


@dataclass(frozen=True, slots=True)
class Member:
    """Name one figure or word of a term; `path` says where it stands in the record's term ("" is the term itself)."""

    name: str
    kind: Kind
    path: str
    words: tuple[str, ...] = ()
    """The vocabulary, for kind "word"."""

    def read(self, term: object) -> object:
        """Return the member of one term, None where it is not stated.

        >>> Member("below", "percent", "threshold.below").read(record.Termination(holder="customer", trigger="other", text="")) is None
        True
        """
        steps = self.path.split(".") if self.path else ()
        return reduce(lambda at, step: None if at is None else getattr(at, step), steps, term)


Term = record.Proven | record.Remedy


@dataclass(frozen=True, slots=True)
class Group:
    """Declare a group of terms: the table's name, where its terms stand in a record, what its bare name asks for."""

    name: str
    rows: Callable[[record.Agreement], Iterator[tuple[str, Term]]]
    bare: str
    members: tuple[Member, ...]

    def member(self, name: str) -> Member | None:
        """Return the member of a name."""
        return next((member for member in self.members if member.name == name), None)


def _member(name: str, kind: Kind, path: str | None = None) -> Member:
    return Member(name, kind, name if path is None else path)


def _word(name: str, vocabulary: object, path: str | None = None) -> Member:
    return Member(name, "word", name if path is None else path, get_args(vocabulary))


def _listed(field: str) -> Callable[[record.Agreement], Iterator[tuple[str, Term]]]:
    """Return what reads the terms of one field with their paths: "uptime[0]"."""
    return lambda agreement: ((f"{field}[{place}]", term) for place, term in enumerate(getattr(agreement, field)))


def _caps(agreement: record.Agreement) -> Iterator[tuple[str, Term]]:
    yield from ((f"remedy.caps[{place}]", cap) for place, cap in enumerate(agreement.remedy.caps))


def _remedy(agreement: record.Agreement) -> Iterator[tuple[str, Term]]:
    remedy = agreement.remedy
    if (remedy.sole_remedy, remedy.automatic, remedy.form) != (None, None, None):
        yield "remedy", remedy


def _claims(agreement: record.Agreement) -> Iterator[tuple[str, Term]]:
    """Yield the claim, and each further window that a document names as one more."""
    if agreement.claim is None:
        return
    yield "claim", agreement.claim
    for place, other in enumerate(agreement.claim.alternatives):
        window = record.Duration(duration=other.duration, business=other.business)
        alternative = record.Claim(window=window, anchor=other.anchor, evidence=other.evidence, confidence=other.confidence)
        yield f"claim.alternatives[{place}]", alternative


_SERVICE, _PLAN, _BASIS = _member("service", "text"), _member("plan", "text"), _member("basis", "text")

GROUPS: tuple[Group, ...] = (
    Group("uptime", _listed("uptime"), "percent", (
        _member("percent", "percent"), _word("period", taxonomy.Period), _SERVICE, _PLAN, _member("scope", "text"),
        _word("binding", taxonomy.Binding),
    )),
    Group("credit", _listed("credits"), "amount", (
        _member("amount", "amount", "credit"), _member("basis", "text", "credit.basis"), _word("metric", taxonomy.CreditMetric),
        _member("at_least", "bound"), _member("below", "bound"), _member("per", "duration"), _SERVICE, _PLAN,
    )),
    Group("cap", _caps, "amount", (_member("amount", "amount", ""), _BASIS, _word("period", taxonomy.CapPeriod))),
    Group("remedy", _remedy, "form", (
        _word("form", taxonomy.RemedyForm), _member("sole", "flag", "sole_remedy"), _member("automatic", "flag"),
    )),
    Group("claim", _claims, "window", (
        _member("window", "duration"), _word("anchor", taxonomy.ClaimAnchor), _member("contact", "text"), _member("decides", "text"),
    )),
    Group("exclusion", _listed("exclusions"), "category", (_word("category", taxonomy.ExclusionCategory), _member("text", "text"))),
    Group("maintenance", _listed("maintenance"), "kind", (
        _word("kind", taxonomy.MaintenanceKind), _member("notice", "duration"), _member("window", "text"),
        _member("limit", "duration", "limit.duration"), _member("per", "text", "limit.per"),
    )),
    Group("termination", _listed("termination"), "trigger", (
        _word("trigger", taxonomy.Trigger), _word("holder", taxonomy.Holder), _member("notice", "duration"), _member("cure", "duration"),
        _member("below", "percent", "threshold.below"), _member("failures", "number", "threshold.failures"),
        _member("within", "duration", "threshold.window"), _member("consecutive", "flag", "threshold.consecutive"), _member("text", "text"),
    )),
    Group("support", _listed("support"), "response", (
        _member("severity", "text"), _member("name", "text"), _PLAN, _member("response", "duration"), _member("resolution", "duration"),
        _member("update", "duration"), _member("coverage", "text"),
    )),
    Group("performance", _listed("performance"), "metric", (
        _word("metric", taxonomy.PerformanceMetric), _member("value", "measure", ""), _word("comparator", taxonomy.Comparator),
        _member("scope", "text"), _member("statistic", "text"), _PLAN,
    )),
    Group("reporting", _listed("reporting"), "frequency", (_member("frequency", "text"), _member("text", "text"))),
    Group("blank", _listed("blanks"), "term", (_member("term", "text"), _member("text", "text"))),
    Group("denial", _listed("denials"), "term", (_member("term", "text"), _member("text", "text"))),
)  # fmt: skip

FACTS: tuple[Member, ...] = (
    _member("provider", "name", "provider.value"),
    _member("customer", "name", "customer.value"),
    _member("title", "text"),
    _member("effective_date", "day", "effective_date.value"),
    _member("governing_law", "text", "governing_law.value"),
)
"""What an agreement says once; columns of the table of agreements."""
