"""Agreements for tests, written here, and where the measuring material lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import record
from extractor.pipeline import extract_source
from extractor.readers.source import Source

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

ACME = """\
# Acme Cloud Service Level Agreement

This agreement is made between Acme Cloud Ltd (“Acme”) and the customer named in the order. Effective date: 1 March 2024.

## 1. Uptime

1.1 Acme guarantees that the Service is available at least 99.9% of the time in each calendar month.

1.2 Scheduled maintenance does not count as downtime. Acme gives at least 48 hours notice of scheduled maintenance.

## 2. Service Credits

2.1 If Acme misses the guaranteed uptime, the customer receives these service credits:

| Monthly uptime | Service credit |
| --- | --- |
| below 99.9% but at least 99.0% | 10% of the monthly fee |
| below 99.0% | 25% of the monthly fee |

2.2 Service credits may not exceed 50% of the monthly fee in any month.

2.3 Claims must be submitted to credits@acme.example within 30 days after the end of the month.

## 3. Termination

3.1 The customer may terminate this agreement with 30 days' written notice if uptime falls below 95% in three consecutive months.
"""

BOLT = """\
# Bolt Hosting Service Level Agreement

## 1. Availability

1.1 Bolt Hosting guarantees 99.99% availability of the servers in each calendar month.

## 2. Credits

2.1 If availability is below 99.99%, Bolt Hosting credits 5% of the monthly fee.

2.2 Claims must be submitted within 10 days after the end of the month.
"""


@pytest.fixture(scope="session")
def acme_text() -> str:
    """Return a short agreement in Markdown."""
    return ACME


@pytest.fixture(scope="session")
def bolt_text() -> str:
    """Return another one, which promises more and pays less."""
    return BOLT


@pytest.fixture(scope="session")
def acme() -> record.Agreement:
    """Return the record of the first."""
    return extract_source(Source("acme.md", ACME.encode()))


@pytest.fixture(scope="session")
def bolt() -> record.Agreement:
    """Return the record of the second."""
    return extract_source(Source("bolt.md", BOLT.encode()))


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    """Return a folder with both, one of them further down."""
    folder = tmp_path / "contracts"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "acme.md").write_text(ACME, encoding="utf-8")
    (folder / "bolt.md").write_text(BOLT, encoding="utf-8")
    return folder


Build = Callable[..., record.Agreement]


@pytest.fixture
def agreement() -> Build:
    """Return a function that makes a record of given terms: agreement(name, uptime=[…], warnings=["truncated"], clauses=…)."""

    def build(name: str = "a.md", *, warnings: tuple[str, ...] = (), **members: object) -> record.Agreement:
        notices = [record.Notice(code=code, message=f"{code}.") for code in warnings]
        source = record.Source(name=name, sha256="0" * 64, media_type="text/markdown", bytes=1, words=1, warnings=notices)
        return record.Agreement(document=source, **members)  # type: ignore[arg-type]

    return build


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of the measuring material."""
    return SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites golden reports, and then fails."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the reports of tests/golden and fail where one changed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the measuring material where it is absent."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason=f"needs {SHARED}"))
