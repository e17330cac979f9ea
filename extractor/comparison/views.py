"""One agreement for several services or plans, seen as one of them: what is said of it, and what is said of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from extractor import record

MOST = 8
"""Services and plans of one agreement that get a column each; of more the reader chooses."""

_ARTICLE = re.compile(r"^(?:the|our|all)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class View:
    """Hold an agreement as it is for one service and plan (None: what is said of no service or plan in particular)."""

    agreement: record.Agreement
    service: str | None = None
    plan: str | None = None


def views(agreement: record.Agreement, *, service: str | None = None, plan: str | None = None) -> list[View]:
    """Return the agreement once for each service and plan that promises or credits name, or only for those asked for.

    An agreement that names at most one service and plan is seen whole. One that names some, and none that was asked for, gives nothing.
    """
    services, plans = named(agreement, "service"), named(agreement, "plan")
    chosen, wanted = _chosen(services, service), _chosen(plans, plan)
    if not chosen or not wanted:
        return []
    pairs = [pair for pair in product(chosen, wanted) if len(chosen) == 1 or len(wanted) == 1 or _said_of(agreement, *pair)]
    if len(pairs) > MOST:
        return [View(agreement)]
    return [_view(agreement, *pair) for pair in pairs]


def named(agreement: record.Agreement, kind: str) -> list[str | None]:
    """Return the services or plans that promises of uptime and credits name, plans also those of support; None for "all others"."""
    entries: list[Any] = [*agreement.uptime, *agreement.credits, *(agreement.support if kind == "plan" else ())]
    names = [getattr(entry, kind) for entry in entries]
    found: dict[str, str] = {}
    for name in filter(None, names):
        found.setdefault(_key(name), name)
    general = [None] if found and any(getattr(promise, kind) is None for promise in agreement.uptime) else []
    return [*found.values(), *general]


def _chosen(names: Sequence[str | None], wanted: str | None) -> Sequence[str | None]:
    if wanted is None:
        return names if len(names) > 1 else [None]
    if not any(names):
        return [None]
    exact = [name for name in names if name and _key(name) == _key(wanted)]
    return exact or [name for name in names if name and _key(wanted) in _key(name)]


def _key(name: str | None) -> str:
    return _ARTICLE.sub("", (name or "").strip()).casefold()


def _said_of(agreement: record.Agreement, service: str | None, plan: str | None) -> bool:
    entries: Iterable[Any] = (*agreement.uptime, *agreement.credits)
    return any((_key(e.service), _key(e.plan)) == (_key(service), _key(plan)) for e in entries)


def _view(agreement: record.Agreement, service: str | None, plan: str | None) -> View:
    if service is None and plan is None and not _names_any(agreement):
        return View(agreement)
    parts = {
        name: list(_of(getattr(agreement, name), service, plan, agreement)) for name in ("uptime", "credits", "performance", "support")
    }
    return View(agreement.model_copy(update=parts), service, plan)


def _names_any(agreement: record.Agreement) -> bool:
    return len(named(agreement, "service")) > 1 or len(named(agreement, "plan")) > 1


def _of(entries: Sequence[Any], service: str | None, plan: str | None, agreement: record.Agreement) -> Iterator[Any]:
    """Yield the entries for a service and plan: those that name it, and those that name none where nothing closer is said."""
    kept = list(entries)
    for kind, wanted in (("service", service), ("plan", plan)):
        if len(named(agreement, kind)) > 1 or wanted is not None:
            own = [e for e in kept if wanted and _key(getattr(e, kind, None)) == _key(wanted)]
            kept = own or [e for e in kept if getattr(e, kind, None) is None]
    yield from kept
