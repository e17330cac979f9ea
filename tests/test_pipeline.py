"""From a file to a record: short agreements in many registers, with the facts that must come out, and those still missed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extractor
from extractor import record
from extractor.comparison import compare
from extractor.errors import ExtractorError
from extractor.pipeline import extract_source
from extractor.readers import Source
from extractor.verify import GROUPS, proofs, quoted


def agreement(*paragraphs: str) -> record.Agreement:
    return extract_source(Source("acme.md", "\n\n".join(("# Acme Cloud Service Level Agreement", *paragraphs)).encode()))


def shown(value: Any) -> Any:
    """Return a part of a record without evidence, words and what is null, as JSON."""
    if isinstance(value, list):
        return [shown(each) for each in value]
    if isinstance(value, dict):
        return {k: shown(v) for k, v in value.items() if k not in {"evidence", "confidence", "text"} and v not in (None, [], {})}
    return value


def facts(found: record.Agreement, group: str) -> Any:
    return shown(found.model_dump(mode="json")[group])


def days(number: int, *, business: bool = False) -> dict[str, Any]:
    return {"duration": f"P{number}D", "business": business}


def band(low: float | None, high: float, amount: float, **credit: Any) -> dict[str, Any]:
    bounds = {"at_least": low, "below": high} if low is not None else {"below": high}
    return {"metric": "uptime", **bounds, "credit": {"amount": amount, "unit": "percent", **credit}}


CREDIT = "If uptime is below 99.9% in a month, we credit 10% of the monthly fee."
TABLE = "| Uptime | Credit |\n| --- | --- |\n| 99.0% to 99.9% | 10% |\n| 95.0% to 99.0% | 25% |\n| less than 95.0% | 100% |"
SEVERITIES = (
    "| Severity | Response | Resolution |\n| --- | --- | --- |\n| 1 - Critical | 15 minutes | 4 hours |\n"
    "| 2 - High | 1 business hour | 1 business day |"
)
FOUND: list[tuple[str, str, Any]] = [
    (
        "We guarantee 99.9% uptime each month.",
        "uptime",
        [{"percent": 99.9, "period": "month", "binding": "commitment"}],
    ),
    (
        "We aim for 99.9% uptime each month.",
        "uptime",
        [{"percent": 99.9, "period": "month", "binding": "target"}],
    ),
    (
        "The platform is available 99,95 % of the time in each quarter.",
        "uptime",
        [{"percent": 99.95, "period": "quarter", "binding": "commitment"}],
    ),
    (f"## Credits\n\n{TABLE}", "credits", [band(99.0, 99.9, 10.0), band(95.0, 99.0, 25.0), band(None, 95.0, 100.0)]),
    (
        "## Credits\n\nIf uptime is below 99.9% you get 10% of the monthly fee, and if it is below 99% you get 25% of the monthly fee.",
        "credits",
        [band(99.0, 99.9, 10.0, basis="monthly fee"), band(None, 99.0, 25.0, basis="monthly fee")],
    ),
    (
        f"{CREDIT}\n\nClaims are submitted within five (5) business days after the end of the month.",
        "claim",
        {"window": days(5, business=True), "anchor": "month_end"},
    ),
    (f"{CREDIT}\n\nYou must request a service credit within 30 days of the outage.", "claim", {"window": days(30), "anchor": "incident"}),
    (
        f"## Support\n\n{SEVERITIES}",
        "support",
        [
            {"severity": "1", "name": "Critical", "response": {"duration": "PT15M", "business": False}, "resolution": {"duration": "PT4H", "business": False}},
            {"severity": "2", "name": "High", "response": {"duration": "PT1H", "business": True}, "resolution": days(1, business=True)},
        ],
    ),
    (
        "## Termination\n\nEither party may terminate this agreement for convenience with 60 days' written notice.",
        "termination",
        [{"holder": "either", "trigger": "convenience", "notice": days(60)}],
    ),
    (
        "Agreed on 1 March 2024 between Bluefin Hosting GmbH (the “Provider”) and Hillside Mills Ltd (the “Customer”).",
        "customer",
        {"value": "Hillside Mills Ltd"},
    ),
    ("## Law\n\nThis agreement is governed by the laws of Austria.", "governing_law", {"value": "Austria"}),
    # a promise given as allowed downtime
    ("We guarantee that downtime does not exceed 43.2 minutes in any 30-day month.", "uptime", [{"percent": 99.9, "period": "month", "binding": "commitment"}]),
    (
        "## Termination\n\nAcme may terminate the service if the customer does not pay within 15 days of a reminder.",
        "termination",
        [{"holder": "provider", "trigger": "non_payment", "cure": days(15)}],
    ),
    # counter-examples: percentages and days that promise nothing
    ("Fees rise by 3% a year.", "uptime", []),
    ("Invoices are paid within 30 days.", "claim", None),
    ("Late payments bear interest of 1.5% per month.", "credits", []),
    ("We give no uptime guarantee. The service is provided as is.", "uptime", []),
    ("Our offices are closed on 24 December.", "maintenance", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "group", "expected"), FOUND)
def test_facts_of_an_agreement(text: str, group: str, expected: Any) -> None:
    assert facts(agreement(text), group) == expected


MISSED: list[tuple[str, str, Any]] = [
    # what comes too late is not heard
    (f"{CREDIT}\n\nRequests received more than 30 days after the incident are not honoured.", "claim", {"window": days(30), "anchor": "incident"}),
    # the words before the percentage are taken for the service
    (
        "We guarantee 99.99% uptime for the API and 99.5% uptime for the console each month.",
        "uptime",
        [
            {"percent": 99.99, "period": "month", "service": "API", "binding": "commitment"},
            {"percent": 99.5, "period": "month", "service": "console", "binding": "commitment"},
        ],
    ),
    # the basis of a credit per hour
    (
        "## Credits\n\nFor each full hour of downtime, Acme credits one day of the monthly fee.",
        "credits",
        [{"metric": "downtime", "per": "PT1H", "credit": {"amount": 1.0, "unit": "days", "basis": "monthly fee"}}],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "group", "expected"), MISSED)
@pytest.mark.xfail(reason="known miss of extractor/terms", strict=True)
def test_facts_still_missed(text: str, group: str, expected: Any) -> None:
    assert facts(agreement(text), group) == expected


def test_what_is_said_not_to_be_given_is_none() -> None:
    """ "No credits are offered" is another answer than silence."""
    compared = compare([agreement("## Credits\n\nNo service credits are offered under this agreement.")])

    assert next(row for row in compared.rows if row.key == "credit_99").cells[0].state == "none"


# the record of any document


def sound(found: record.Agreement) -> None:
    """Assert what holds for every record."""
    clauses = {clause.id: clause for clause in found.clauses}
    assert len(clauses) == len(found.clauses)
    assert all(clause.parent is None or clause.parent in clauses for clause in found.clauses)
    assert all(clause.lead_in is None or clause.lead_in in clauses for clause in found.clauses)
    assert all(ref.clause is None or ref.clause in clauses for clause in found.clauses for ref in clause.refers_to)
    assert all(quoted(proof, clauses, found.document.furniture) for proof in proofs(found))
    assert all(term.evidence for group in GROUPS for term in getattr(found, group))
    for clause in found.clauses:
        probabilities = [given.probability for given in clause.labels]
        assert probabilities == sorted(probabilities, reverse=True)
    assert record.Agreement.model_validate_json(found.model_dump_json()) == found


def test_the_record_tells_of_its_file(tmp_path: Path, acme_text: str) -> None:
    """A record is matched to its file by name and sum years later."""
    data = acme_text.encode()
    (tmp_path / "acme.md").write_bytes(data)
    found = extractor.extract(tmp_path / "acme.md")

    assert found.document.name == "acme.md"
    assert found.document.sha256 == hashlib.sha256(data).hexdigest()
    assert found.document.bytes == len(data)
    assert found.document.pages is None
    assert found.title == "Acme Cloud Service Level Agreement"
    assert 100 < found.document.words < 200
    assert found.schema_version == record.SCHEMA_VERSION
    sound(found)


def test_the_same_document_gives_the_same_record(acme_text: str, acme: record.Agreement) -> None:
    """A record that changes from run to run cannot be compared between versions."""
    assert extract_source(Source("acme.md", acme_text.encode())) == acme


def test_a_record_is_frozen_and_closed(acme: record.Agreement) -> None:
    with pytest.raises(ValueError, match="frozen"):
        acme.title = "other"  # type: ignore[misc]
    with pytest.raises(ValueError, match="Extra inputs"):
        record.Agreement.model_validate({**json.loads(acme.model_dump_json()), "promise": 1})


WRAPS: dict[str, Callable[[str], bytes]] = {
    "md": str.encode,
    "html": lambda text: ("<html><body>" + "".join(f"<p>{p}</p>" for p in text.split("\n\n")) + "</body></html>").encode(),
    "txt": lambda text: text.replace("# ", "").encode(),
}


@pytest.mark.parametrize("form", WRAPS)
def test_the_format_does_not_change_the_facts(form: str) -> None:
    text = "# Acme Service Level Agreement\n\nAcme guarantees 99.95% uptime in each calendar month.\n\nIf uptime is below 99.95%, Acme credits 10% of the monthly fee."
    found = extract_source(Source(f"acme.{form}", WRAPS[form](text)))

    assert [(u.percent, u.period) for u in found.uptime] == [(99.95, "month")]
    assert [(c.below, c.credit.amount) for c in found.credits] == [(99.95, 10.0)]


PHRASES = st.sampled_from(
    [
        "We guarantee 99.9% uptime each month.",
        "If uptime is below 99.9%, we credit 10% of the fee.",
        "The following do not count:",
        "(a) scheduled maintenance;",
        "(b) force majeure.",
        "- acts of the customer",
        "Either party may terminate with 30 days notice.",
        "Claims must be submitted within 30 days of the incident.",
        "| Uptime | Credit |",
        "| --- | --- |",
        "| below 99% | 25% |",
        "## 3. Credits",
        "# Schedule A",
        "3.1 See Section 9.9 and [__]%.",
        "Severity 1: response within 15 minutes, 24x7.",
        "“Downtime” means any minute without an answer.",
        "This agreement is made between Acme Ltd (“Acme”) and Bolt GmbH.",
        "99.9%",
        "%%% <b> \x00 \x1b[31m \u202e",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=st.lists(st.one_of(PHRASES, st.text(max_size=40)), min_size=1, max_size=15), gap=st.sampled_from(["\n", "\n\n"]))
def test_any_document_gives_a_sound_record_or_an_error_of_ours(lines: list[str], gap: str) -> None:
    """Whatever stands in a file, a quote is verbatim and nothing falls over."""
    try:
        found = extract_source(Source("any.md", gap.join(lines).encode("utf-8", "replace")))
    except ExtractorError:
        return
    sound(found)


@pytest.mark.shared
def test_odd_and_hostile_files_cost_only_themselves(shared: Path) -> None:
    """A bomb or a broken file ends in a failure that says what to do; never in a fault of ours, never in a dead worker."""
    from extractor.batch import find_jobs, run

    jobs = find_jobs([shared / "torture"])

    outcomes = list(run(jobs, workers=2))

    assert len(outcomes) == len(jobs) > 50
    ours = [o.failure for o in outcomes if o.failure and o.failure.error in {"internal_error", "worker_died", "error", "evidence_error"}]
    ours = [failure for failure in ours if "memory" not in failure.message]  # a bomb that fills its worker is stopped by the limit
    assert ours == []
    assert all(o.failure.advice and o.failure.message for o in outcomes if o.failure)
    for text in (o.record for o in outcomes if o.record):
        sound(record.Agreement.model_validate_json(text))


@pytest.mark.shared
def test_real_agreements_give_sound_records(shared: Path) -> None:
    """Nothing is refused at the gate: a term found without its words is a fault of the finder."""
    for path in sorted(p for p in (shared / "bench" / "docs").iterdir() if p.suffix in {".md", ".html", ".txt"}):
        found = extractor.extract(path)
        sound(found)
        assert not [n.message for n in found.document.warnings if n.code == "evidence_refused"], path.name
