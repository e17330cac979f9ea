"""Which stored agreements are versions of one another, and which of them is the newest."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime
from pathlib import PurePath

from extractor import record
from extractor.store.columns import days_of
from extractor.store.text import fold, name_key

_VERSION = re.compile(
    r"\b(?:v|ver|version|rev|revision|release|issue|edition)\s?\d+(?:\s\d+)*\b|\b(?:19|20)\d\d(?:\s(?:0[1-9]|1[0-2])(?:\s[0-3]\d)?)?\b"
)
"""What tells versions of one document apart: "v2", "version 3.1", "2024", "2024-05-01" (dots and dashes are spaces here)."""
_COMMON = re.compile(
    r"a|an|and|agreement|agreements|annex|appendix|attachment|availability|cloud|contract|customer|exhibit|for|"
    r"general|guarantee|hosting|level|levels|model|of|online|our|policy|provider|schedule|service|services|sla|"
    r"slas|standard|support|template|terms|the|to|uptime|with"
)
"""Words of titles that say nothing of what the agreement is on."""
_SINGLE = 2
"""Letters and numbers of an annex ("C", "12") say nothing either."""


def family(agreement: record.Agreement, file: str) -> str:
    """Return a key that versions of one agreement share: the same provider, customer and title, apart from dates and versions.

    Without a provider or a title a document is a family of its own. Providers call many agreements the same ("Service Level
    Agreement"): under such a title the names of the files have to agree, too, because a version that is taken for an older one
    disappears from lists, and that is worse than two entries.
    """
    title = plain(agreement.title or "")
    if agreement.provider is None or not title:
        return _digest("file", file)
    provider = name_key(agreement.provider.value)
    customer = name_key(agreement.customer.value) if agreement.customer else ""
    telling = {word for word in title.split() if len(word) > _SINGLE and not _COMMON.fullmatch(word)}
    return _digest(provider, customer, title, "" if telling else plain(PurePath(file.replace("\\", "/")).stem))


def plain(title: str) -> str:
    """Return a title without what tells versions apart.

    >>> plain("Acme SLA – Version 2.1 (2024-05-01)"), plain("acme-sla_v3")
    ('acme sla', 'acme sla')
    """
    words = " ".join(re.sub(r"[\W_]+", " ", fold(title)).split())
    return " ".join(_VERSION.sub(" ", words).split())


def dated(agreement: record.Agreement, modified: datetime | None, stored: datetime) -> str:
    """Return the day that orders versions: when the agreement takes effect, else when its file was written, else when it was stored."""
    days = days_of(agreement.effective_date.value) if agreement.effective_date else None
    return days[1] if days else (modified or stored).date().isoformat()


def file_key(file: str) -> str:
    """Return a key of bounded length for the name of a file (an index of PostgreSQL takes no long text)."""
    return hashlib.sha256(file.encode("utf-8", "surrogatepass")).hexdigest()


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
