"""What a policy and its results are made of: rules with settings, and findings with the words that decided them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from extractor import record
from extractor.comparison.table import Quote
from extractor.policy.case import Case

Level = Literal["error", "warning", "note"]
Outcome = Literal["pass", "fail", "unknown", "skipped"]

OUTCOMES: dict[Outcome, str] = {
    "pass": "the agreement gives what the rule asks for",
    "fail": "it does not, or says nothing of it",
    "unknown": "the agreement speaks of it in words from which no value could be read, leaves a blank or was not wholly read: a person must look",
    "skipped": "the rule does not apply to this agreement (no credits to cap) or to this class of service",
}

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what a rule found: the outcome, the reason in plain words, and the words of the document behind it."""

    outcome: Outcome
    reason: str
    proofs: tuple[record.Evidence, ...] = ()
    quotes: tuple[Quote, ...] = ()
    """Words that come with the name of their clause already."""


Check = Callable[[Case, Settings], Verdict]


@dataclass(frozen=True, slots=True)
class Field:
    """Declare one setting of a kind of rule."""

    name: str
    type: str
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """Declare a kind of rule: its settings, and the function that decides it."""

    name: str
    meaning: str
    check: Check
    fields: tuple[Field, ...] = ()
    one_of: tuple[str, ...] = ()
    """Settings of which at least one must be given."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one rule of a policy."""

    id: str
    kind: Kind
    settings: Settings
    level: Level = "error"
    weight: Decimal = Decimal(1)
    classes: tuple[str, ...] = ()
    why: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """Hold a playbook: its rules in order, and the class of service for which it is asked when none is named."""

    name: str
    rules: tuple[Rule, ...]
    source: str
    default_class: str | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        """Return the classes of service that its rules name."""
        named = (name for rule in self.rules for name in rule.classes)
        return tuple(dict.fromkeys((*named, *filter(None, [self.default_class]))))


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold what one rule says of one agreement."""

    rule: Rule
    outcome: Outcome
    reason: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold the findings on one agreement, in the order of the rules."""

    file: str
    title: str
    findings: tuple[Finding, ...] = field(default=())

    def count(self, outcome: Outcome, level: Level | None = None) -> int:
        """Return how many findings have an outcome (of rules of one level)."""
        return sum(f.outcome == outcome and level in {None, f.rule.level} for f in self.findings)

    @property
    def failed(self) -> bool:
        """Tell whether a rule of level "error" fails."""
        return self.count("fail", "error") > 0

    @property
    def undecided(self) -> bool:
        """Tell whether a rule of level "error" could not be decided."""
        return self.count("unknown", "error") > 0

    @property
    def score(self) -> Decimal | None:
        """Return the share of weight that passed among rules that were decided, in percent; None where none was.

        Rules that could not be decided count neither way: they are listed, not guessed.
        """
        decided = [f for f in self.findings if f.outcome in {"pass", "fail"}]
        total = sum((f.rule.weight for f in decided), Decimal(0))
        if not total:
            return None
        return sum((f.rule.weight for f in decided if f.outcome == "pass"), Decimal(0)) / total * 100
