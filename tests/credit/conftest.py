"""Agreements written as a few words for the tests of the credit calculator."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor import record


class Write:
    """Build records from short forms: everything that a test does not name is absent."""

    @staticmethod
    def agreement(**members: object) -> record.Agreement:
        source = record.Source(name="a.md", sha256="", media_type="text/markdown", bytes=1, words=1)
        return record.Agreement(document=source, **members)  # type: ignore[arg-type]

    @staticmethod
    def proof(quote: str, clause: str = "c1") -> list[record.Evidence]:
        return [record.Evidence(clause=clause, start=0, end=len(quote), quote=quote)]

    @staticmethod
    def promise(percent: float, period: str | None = "month", **members: object) -> record.Uptime:
        return record.Uptime(percent=percent, period=period, **members)  # type: ignore[arg-type]

    @classmethod
    def band(
        cls, low: float | str | None, high: float | str | None, amount: float, unit: str = "percent", **members: object
    ) -> record.Credit:
        return cls.rule("downtime" if isinstance(low or high, str) else "uptime", amount, unit, at_least=low, below=high, **members)

    @classmethod
    def per(cls, unit_of_time: str, amount: float, unit: str = "percent", words: str = "", **members: object) -> record.Credit:
        return cls.rule("downtime", amount, unit, per=unit_of_time, evidence=cls.proof(words) if words else [], **members)

    @staticmethod
    def rule(metric: str, amount: float, unit: str = "percent", **members: object) -> record.Credit:
        money = {name: members.pop(name) for name in ("basis", "currency") if name in members}
        return record.Credit(metric=metric, credit=record.Amount(amount=amount, unit=unit, **money), **members)  # type: ignore[arg-type]

    @staticmethod
    def cap(amount: float, unit: str = "percent", period: str | None = "month", **members: object) -> record.Cap:
        return record.Cap(amount=amount, unit=unit, period=period, **members)  # type: ignore[arg-type]

    @staticmethod
    def capped(caps: Sequence[record.Cap], **members: object) -> record.Remedy:
        return record.Remedy(caps=list(caps), **members)  # type: ignore[arg-type]

    @classmethod
    def excludes(cls, category: str, text: str = "") -> record.Exclusion:
        return record.Exclusion(category=category, text=text or category, evidence=cls.proof(text or category))  # type: ignore[arg-type]

    @classmethod
    def claim(cls, window: str, anchor: str | None, *, business: bool = False, **members: object) -> record.Claim:
        duration = record.Duration(duration=window, business=business)
        return record.Claim(window=duration, anchor=anchor, evidence=cls.proof(f"within {window}"), **members)  # type: ignore[arg-type]

    @staticmethod
    def leave(**threshold: object) -> record.Termination:
        limit = record.Threshold(**threshold) if threshold else None  # type: ignore[arg-type]
        return record.Termination(holder="customer", trigger="sla_failure", threshold=limit, text="may terminate")


@pytest.fixture
def write() -> type[Write]:
    return Write
