"""Which of an agreement's own names is the provider and which the customer, for sentences that use the names alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Clause
from extractor.terms.parties_preamble import Party, parties_of

_PLAIN = re.compile(r"(?:the\s+)?(?:customer|client|subscriber|provider|supplier|vendor|you|we|us)s?", re.IGNORECASE)
"""What needs no telling."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Hold the patterns of what the two parties are called in a document; None where it does not say."""

    provider: re.Pattern[str] | None = None
    customer: re.Pattern[str] | None = None

    def said(self, words: str) -> str:
        """Return words with the parties' own names replaced by their roles, for judging only: places in it are not the text's.

        >>> roles = Roles(re.compile("Elm"), re.compile("(?:the )?Bank"))
        >>> roles.said("If Elm fails, the Bank may terminate.")
        'If Provider fails, Customer may terminate.'
        """
        words = self.provider.sub("Provider", words) if self.provider else words
        return self.customer.sub("Customer", words) if self.customer else words


def roles_of(clauses: Sequence[Clause]) -> Roles:
    """Return the roles of the parties that the beginning of a document names and tells apart."""
    pair = parties_of(clauses)
    return Roles(*(_pattern(party) for party in pair)) if pair else Roles()


def _pattern(party: Party) -> re.Pattern[str] | None:
    names = sorted({party.name, *party.aliases} - {""}, key=len, reverse=True)
    told = [re.escape(name) for name in names if not _PLAIN.fullmatch(name)]
    return re.compile(rf"(?<![\w.&])(?:[Tt]he\s+)?(?:{'|'.join(told)})(?!\w)") if told else None
