"""Agreements in a database, SQLite or PostgreSQL: `open_store(place)` gives a `Store`.

>>> from extractor.record import Agreement, Source, Uptime
>>> with open_store(":memory:") as store:
...     source = Source(name="a.pdf", sha256="0", media_type="application/pdf", bytes=1, words=1)
...     identifier = store.put(Agreement(document=source, title="Acme SLA", uptime=[Uptime(percent=99.9)]))
...     [stored] = store.agreements()
...     stored.title, store.record(identifier).uptime[0].percent
('Acme SLA', 99.9)
"""

from __future__ import annotations

from extractor.store.store import Failed, Hit, Proven, Query, Store, Stored, open_store

__all__ = ["Failed", "Hit", "Proven", "Query", "Store", "Stored", "open_store"]
