"""Each check beside a paper that fires it and a paper, as close as can be, that does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from extractor import record
from extractor.lint import CHECKS, SEVERITIES, lint

SOURCE = record.Source(name="own.md", sha256="", media_type="text/markdown", bytes=0, words=0)
Written = tuple[str, str] | tuple[str, str, str]
"""Labels (comma between them), text, and the number where there is one."""


def paper(*written: Written, **terms: Any) -> record.Agreement:
    """Return a record of numbered clauses with labels, and of terms given as they stand in records."""
    clauses = []
    for index, (labels, text, *number) in enumerate(written, 1):
        given = [record.GivenLabel(label=label, probability=0.9) for label in labels.split(",") if label]  # type: ignore[arg-type]
        defines = [text.split("”")[0].strip("“")] if text.startswith("“") else []
        clauses.append(record.Clause(id=f"c{index}", number=number[0] if number else f"{index}.", text=text, labels=given, defines=defines))
    return record.Agreement(document=SOURCE, clauses=clauses, **terms)


def at(clause: int, quote: str) -> list[record.Evidence]:
    return [record.Evidence(clause=f"c{clause}", start=0, end=len(quote), quote=quote)]


def percent(amount: float, basis: str | None = None) -> record.Amount:
    return record.Amount(amount=amount, unit="percent", basis=basis)


def bands(*rows: tuple[float | None, float | None, float], **same: Any) -> list[record.Credit]:
    return [record.Credit(at_least=low, below=high, credit=percent(paid), **same) for low, high, paid in rows]


def spans(*rows: tuple[str, str | None, float]) -> list[record.Credit]:
    return [record.Credit(metric="downtime", at_least=low, below=high, credit=percent(paid)) for low, high, paid in rows]


def promise(level: float, quote: str = "", clause: int = 1, **more: Any) -> list[record.Uptime]:
    return [record.Uptime(percent=level, evidence=at(clause, quote) if quote else [], **more)]


def capped(amount: float, period: Any = "month", basis: str | None = None) -> record.Remedy:
    return record.Remedy(caps=[record.Cap(amount=amount, unit="percent", period=period, basis=basis)])


def claimed(first: int, second: int) -> record.Claim:
    window = record.Duration(duration=f"P{first}D")
    return record.Claim(window=window, alternatives=[record.Window(duration=f"P{second}D", evidence=at(1, "within"))])


def blank(text: str) -> list[record.Blank]:
    return [record.Blank(term="uptime", text=text, evidence=at(1, text))]


def sole(*written: Written, **terms: Any) -> record.Agreement:
    remedy = record.Remedy(sole_remedy=True, evidence={"sole_remedy": at(1, "Credits are the only remedy of the Customer.")})
    return paper(("remedy_limit", "Credits are the only remedy of the Customer."), *written, remedy=remedy, **terms)


def refers(text: str, reference: str, target: str | None = None, also: str = "Rest.", arriving: int = 3) -> record.Agreement:
    """Return a paper whose first clause makes a reference, beside others that arrive; `also` is the text of the last clause."""
    sound = record.Reference(text="Section 2", clause="c2")
    rest = [
        record.Clause(id=f"c{n}", number=f"{n}.", text="As in Section 2.", refers_to=[sound] if n - 2 < arriving else []) for n in (2, 3, 4)
    ]
    first = record.Clause(id="c1", number="1.1", text=text, refers_to=[record.Reference(text=reference, clause=target)])
    return record.Agreement(document=SOURCE, clauses=[first, *rest, record.Clause(id="c5", text=also)])


MAINTAINED = [record.Exclusion(category="scheduled_maintenance", text="scheduled maintenance", evidence=at(1, "scheduled maintenance"))]
DENIED = [record.Denial(term="credits", text="No credits are offered.")]
LEAVES = [record.Termination(holder="customer", trigger="sla_failure", text="may leave")]
TRUNCATED = SOURCE.model_copy(update={"warnings": [record.Notice(code="page_unreadable", message="Page 2.")]})
DEFINED = (("definition", "“Fees” means the fees."), ("definition", "“Order” means the order form."))


@dataclass(frozen=True)
class Case:
    check: str
    fires: tuple[record.Agreement, ...]
    silent: tuple[record.Agreement, ...]


CASES = (
    Case(
        "band-hole",
        fires=(
            paper(credits=bands((99.0, 99.9, 10), (90.0, 98.0, 25), (None, 90.0, 50))),
            paper(credits=bands((99.0, 99.9, 10), (95.0, 99.0, 25))),
            paper(credits=spans(("PT1H", "PT4H", 10), ("PT8H", None, 25))),
            paper(credits=spans(("PT1H", "PT4H", 10), ("PT4H", "PT8H", 25))),
        ),
        silent=(
            paper(credits=bands((99.0, 99.9, 10), (95.0, 99.0, 25), (None, 95.0, 50))),
            paper(credits=bands((99.0, 99.9, 10), (None, 98.9, 25))),  # "99.0 to 99.9, 98.9 and less": rounding
            paper(credits=bands((None, 99.9, 10), (None, 99.0, 25))),
            paper(credits=bands((99.0, 99.9, 10), (95.0, 99.0, 25)), remedy=capped(25)),  # what is beyond stays at the cap
            paper(credits=spans(("PT1H", "PT4H", 10), ("PT4H", None, 25))),
            paper(credits=spans(("PT2M", "PT60M", 5), ("PT61M", None, 10))),
            paper(credits=bands((99.0, 99.9, 5), (None, 99.0, 10), plan="A") + bands((97.0, 99.0, 5), (None, 97.0, 10), plan="B")),
        ),
    ),
    Case(
        "band-overlap",
        fires=(
            paper(credits=bands((99.0, 99.9, 10), (95.0, 99.5, 25), (None, 95.0, 50))),
            paper(credits=spans(("PT1H", "PT6H", 10), ("PT4H", None, 25))),
        ),
        silent=(
            paper(credits=bands((99.0, 99.9, 10), (95.0, 99.0, 25), (None, 95.0, 50))),
            paper(credits=bands((99.0, 99.99, 5), (None, 99.0, 10)) + bands((99.0, 99.9, 7), (None, 99.0, 14))),  # two tables
            paper(credits=bands((None, 99.9, 10), (None, 99.0, 25))),  # "less than" in every row: the worst that holds
        ),
    ),
    Case(
        "band-inverted",
        fires=(paper(credits=bands((99.0, 99.9, 25), (None, 99.0, 10))),),
        silent=(
            paper(credits=bands((99.0, 99.9, 10), (None, 99.0, 25))),
            paper(credits=[*bands((99.0, 99.9, 25)), record.Credit(below=99.0, credit=record.Amount(amount=10, unit="days"))]),
        ),
    ),
    Case(
        "promise-without-band",
        fires=(paper(uptime=promise(99.9), credits=bands((95.0, 99.0, 10), (None, 95.0, 25))),),
        silent=(
            paper(uptime=promise(99.9), credits=bands((99.0, 99.9, 10), (None, 99.0, 25))),
            paper(uptime=[*promise(99.9), *promise(99.5)], credits=bands((None, 99.0, 10))),  # whose table is it?
            paper(uptime=promise(99.9, service="API"), credits=bands((None, 99.9, 10), service="API") + bands((None, 99.0, 10), service="Web")),
            paper(uptime=promise(99.9, binding="target"), credits=bands((None, 99.0, 10))),
        ),
    ),
    Case(
        "table-against-promise",
        fires=(paper(uptime=promise(99.5), credits=bands((99.0, 99.9, 10), (None, 99.0, 25))),),
        silent=(paper(uptime=promise(99.9), credits=bands((99.0, 99.9, 10), (None, 99.0, 25))),),
    ),
    Case(
        "cap-below-band",
        fires=(paper(credits=bands((99.0, 99.9, 10), (None, 99.0, 50)), remedy=capped(30)),),
        silent=(
            paper(credits=bands((99.0, 99.9, 10), (None, 99.0, 50)), remedy=capped(50)),
            paper(credits=bands((None, 99.0, 50)), remedy=capped(30, period="year")),
            paper(("service_credit", "Shares of the At-Risk Amount:"), credits=bands((None, 99.0, 100)), remedy=capped(12)),
            paper(credits=bands((None, 99.0, 50)), remedy=capped(10, period=None, basis="annual fees")),
        ),
    ),
    Case(
        "words-and-figures",
        fires=(
            paper(("claim_procedure", "Claims are made within thirty (60) days.")),
            paper(("uptime_guarantee", "The service is available ninety-nine percent (99.9%) of each month.")),
        ),
        silent=(
            paper(("claim_procedure", "Claims are made within thirty (30) days.")),
            paper(("uptime_guarantee", "Available ninety-nine and nine-tenths percent (99.9%), at night ninety-seven point five percent (97.5%).")),
            paper(("performance", "In three point five (3.5) seconds, for one million two hundred (1,000,200) pages.")),
        ),
    ),
    Case(
        "downtime-sum",
        fires=(
            paper(("uptime_guarantee", "Availability is 99.9% each month, that is, no more than 4 hours of downtime.")),
            paper(("uptime_guarantee", "99.99% a year means at most 9 hours of unavailability.")),
        ),
        silent=(
            paper(("uptime_guarantee", "Availability is 99.9% each month, that is, no more than 44 minutes of downtime.")),
            paper(("uptime_guarantee", "99.9% a month allows 43.2 minutes of downtime; maintenance may take 4 hours of downtime.")),
            paper(("measurement", "It is calculated by subtracting from 100% the share of 1 minute periods of downtime in the month.")),
            paper(("uptime_guarantee", "99.9% a month; we tell you of downtime 2 business days before, no more than once.")),
        ),
    ),
    Case(
        "claim-windows",
        fires=(paper(("claim_procedure", "Claim within 30 days."), claim=claimed(30, 10)),),
        silent=(paper(("claim_procedure", "Claim within 30 days."), claim=claimed(30, 30)),),
    ),
    Case(
        "blank-left",
        fires=(
            paper(("uptime_guarantee", "The uptime is [__]%."), blanks=blank("[__]%")),
            paper(("uptime_guarantee", "The uptime is ____ %."), blanks=blank("____ %")),
        ),
        silent=(
            paper(("uptime_guarantee", "The uptime (*) is 99.9%."), blanks=blank("(*)")),  # a mark of a footnote
            paper(("uptime_guarantee", "The uptime is stated in the order form."), blanks=blank("stated in the order form")),
        ),
    ),
    Case(
        "dangling-reference",
        fires=(refers("See Section 9.4.", "Section 9.4"), refers("See Section 7.", "Section 7")),
        silent=(
            refers("See Section 3.", "Section 3", "c3"),
            refers("See the table below.", "table below"),
            refers("NEITHER PARTY IS LIABLE.", "PARTY"),
            refers("as Section 508 of the Rehabilitation Act requires", "Section 508"),
            refers("amounts due under this Section 4.1", "Section 4.1"),  # it stands in what it names: the number was not read
            refers("Section 4A governs.", "Section 4A", also="## 4A. Severity of incidents"),
            refers("See Section 9.4.", "Section 9.4", arriving=2),
            refers("as defined in Section 4.0", "Section 4.0"),  # clause 4 is there
        ),
    ),
    Case(
        "promise-without-remedy",
        fires=(
            paper(("uptime_guarantee", "We guarantee 99.9% each month."), uptime=promise(99.9, "99.9%")),
            paper(("uptime_guarantee", "We guarantee 99.9%. No credits are offered."), uptime=promise(99.9, "99.9%"), denials=DENIED),
        ),
        silent=(
            paper(("uptime_guarantee", "We guarantee 99.9%."), ("service_credit", "Else a credit is due."), uptime=promise(99.9, "99.9%")),
            paper(("uptime_guarantee", "99.9%; for more information see Service Levels."), uptime=promise(99.9, "99.9%")),
            paper(("uptime_guarantee", "We guarantee 99.9%."), uptime=promise(99.9, "99.9%")).model_copy(update={"document": TRUNCATED}),
            paper(("uptime_guarantee", "We aim at 99.9%."), uptime=promise(99.9, "99.9%", binding="target")),
        ),
    ),
    Case(
        "remedy-without-claim",
        fires=(paper(("service_credit", "Below 99% a credit of 10% is due."), uptime=promise(99.0), credits=bands((None, 99.0, 10))),),
        silent=(
            paper(("service_credit", "Below 99% a credit is due on request."), uptime=promise(99.0), credits=bands((None, 99.0, 10))),
            paper(("service_credit", "For late parts a credit of 10% is due."), credits=bands((None, 99.0, 10))),
            paper(("service_credit", "Below 99% a credit is due."), credits=bands((None, 99.0, 10)), remedy=record.Remedy(automatic=True)),
            paper(("service_credit", "A credit is due."), ("claim_procedure", "Write to us."), credits=bands((None, 99.0, 10))),
        ),
    ),
    Case(
        "promise-of-effort",
        fires=(
            paper(("uptime_guarantee", "We will use reasonable efforts to be up 99.9% of the time."), uptime=promise(99.9, "99.9%")),
            paper(("uptime_guarantee", "We aim to be up 99.9% of the time."), uptime=promise(99.9, "99.9%", binding="target")),
        ),
        silent=(
            paper(("uptime_guarantee", "We will be up 99.9% of the time. We use reasonable efforts to help."), uptime=promise(99.9, "99.9%")),
            paper(("uptime_guarantee", "We keep 99.5% and use efforts, best efforts, to reach 99.9%."), uptime=promise(99.5, "99.5%")),
            paper(
                ("uptime_guarantee", "We guarantee 99.5%."),
                ("uptime_guarantee", "We aim to reach 100%."),
                uptime=[*promise(99.5, "99.5%"), *promise(100, "100%", 2, binding="target")],
            ),
        ),
    ),
    Case(
        "sole-remedy-without-exit",
        fires=(sole(), sole(("termination_right", "Provider may terminate for non-payment."))),
        silent=(
            sole(termination=LEAVES),
            sole(("service_credit", "The Customer may also terminate if the uptime stays below 90%.")),
            paper(("remedy_limit", "Credits are given beside all other remedies.")),
        ),
    ),
    Case(
        "provider-decides",
        fires=(
            paper(("service_credit", "Credits are due as Acme determines in its sole discretion.")),
            paper(("remedy_limit", "If the Customer objects, the decision of Acme is final.")),
        ),
        silent=(
            paper(("termination_right,service_credit", "Customer may, at its sole discretion, take a credit or leave.")),
            paper(("service_credit", "At our discretion, we may pay the credit to the credit card you used.")),
            paper(("remedy_limit", "The decision of Acme is binding until a court rules otherwise.")),
            paper(("service_credit", "Where other causes count, Acme may at its discretion give a credit all the same.")),
            paper(("claim_procedure", "The Contracting Officer's decision is final.")),
            paper(("exclusion", "Beta Products may be withdrawn at Acme's discretion.")),
            paper(("other", "Acme decides on its prices in its sole discretion.")),
        ),
    ),
    Case(
        "change-without-notice",
        fires=(
            paper(("change_of_terms", "We may change this SLA at any time.")),
            paper(("change_of_terms", "Acme reserves the right to modify these terms without prior notice.")),
        ),
        silent=(
            paper(("change_of_terms", "We may change this SLA at any time. You will be told by notice 30 days before.")),
            paper(("change_of_terms", "This Agreement may be amended by written consent of both parties.")),
            paper(("change_of_terms", "We may revise this SLA, provided that no level is lowered during a paid term.")),
            paper(("change_of_terms", "Customer may change its service levels under this agreement.")),
        ),
    ),
    Case(
        "work-without-notice",
        fires=(paper(("maintenance", "Security updates may be installed without prior notice.")),),
        silent=(
            paper(("maintenance", "Maintenance outside the hours of operation needs no more: it is done without notice.")),
            paper(("maintenance", "Updates are announced two days before.")),
            paper(("maintenance", "Emergency maintenance may be done without prior notice.")),
        ),
    ),
    Case(
        "unlimited-maintenance",
        fires=(
            paper(
                ("exclusion,maintenance", "Announced scheduled maintenance does not count."), exclusions=MAINTAINED, credits=bands((None, 99.0, 10))
            ),
        ),
        silent=(
            paper(
                ("exclusion", "Scheduled maintenance does not count."),
                ("maintenance", "Maintenance will not exceed 8 hours a month."),
                exclusions=MAINTAINED,
                credits=bands((None, 99.0, 10)),
            ),
            paper(
                ("exclusion", "Scheduled maintenance, Sundays 02:00 to 06:00, does not count."),
                exclusions=MAINTAINED,
                credits=bands((None, 99.0, 10)),
            ),
            paper(
                ("exclusion", "Scheduled maintenance as provided in the Master Terms does not count."),
                exclusions=MAINTAINED,
                credits=bands((None, 99.0, 10)),
            ),
            paper(("exclusion", "Scheduled maintenance does not count."), exclusions=MAINTAINED),  # nothing is promised
        ),
    ),
    Case(
        "supplier-excluded",
        fires=(paper(("exclusion", "Failures of our hosting providers do not count.")),),
        silent=(
            paper(("exclusion", "Outages caused by the Customer, its personnel or its suppliers do not count.")),
            paper(("exclusion", "It certifies the compliance of its subcontractors.")),
            paper(("exclusion", "Failures of your internet providers do not count.")),
            paper(("exclusion", "Acts beyond the control of Acme or its suppliers' control do not count.")),
        ),
    ),
    Case(
        "measured-by-provider",
        fires=(
            paper(("measurement", "Uptime is measured by our monitoring systems.")),
            paper(("measurement", "Downtime as confirmed by Provider’s internal records.")),
            paper(("claim_procedure", "In a dispute the records of Acme shall prevail.")),
        ),
        silent=(
            paper(("measurement", "Uptime is measured by an independent monitoring service.")),
            paper(("measurement", "Uptime is measured by our monitoring systems; the Customer may verify it.")),
            paper(("claim_procedure", "The claim is based on the Customer’s own logs.")),
        ),
    ),
    Case(
        "no-period",
        fires=(paper(("uptime_guarantee", "Uptime is 99.9%."), uptime=promise(99.9, "99.9%")),),
        silent=(
            paper(("uptime_guarantee", "Uptime is 99.9%."), ("measurement", "It is averaged over a calendar month."), uptime=promise(99.9, "99.9%")),
            paper(("uptime_guarantee", "Uptime is 99.9%."), uptime=promise(99.9, "99.9%", period="year")),
        ),
    ),
    Case(
        "value-elsewhere",
        fires=(
            paper(
                ("uptime_guarantee", "The uptime target is stated in the Order Form."), blanks=blank("stated in the Order Form")
            ),
        ),
        silent=(paper(("uptime_guarantee", "The uptime target is [__]%."), blanks=blank("[__]%")),),
    ),
    Case(
        "missing-schedule",
        fires=(refers("Fees are in Exhibit B.", "Exhibit B"),),
        silent=(
            refers("Fees are in Exhibit B.", "Exhibit B", "c2"),
            refers("In this Exhibit D:", "Exhibit D"),
            refers("A: List 45 C: Pricing Schedule 50", "Schedule 50"),
            refers("Fees are in Exhibit B.", "Exhibit B", also="Exhibit B - Fees"),
        ),
    ),
    Case(
        "undefined-term",
        fires=(paper(*DEFINED, ("exclusion", "Time in the Maintenance Window does not count.")),),
        silent=(
            paper(*DEFINED, ("exclusion", "Time in the Maintenance Window does not count."), ("", "“Maintenance Window” means Sundays.")),
            paper(*DEFINED, ("", "Capitalised terms have the meaning of the Master Terms."), ("exclusion", "in the Maintenance Window.")),
            paper(("exclusion", "Time in the Maintenance Window does not count.")),  # a paper that defines nothing just likes capitals
            paper(*DEFINED, ("support", "from nine to five (Central European Time).")),
        ),
    ),
)  # fmt: skip


def fired(agreement: record.Agreement) -> set[str]:
    return {finding.check for finding in lint(agreement)}


@pytest.mark.parametrize(
    ("check", "agreement"),
    [(c.check, a) for c in CASES for a in c.fires],
    ids=[f"{c.check}-{n}" for c in CASES for n in range(len(c.fires))],
)
def test_a_flaw_is_found_where_it_is(check: str, agreement: record.Agreement) -> None:
    """A check that never fires gives false comfort."""
    assert check in fired(agreement)


@pytest.mark.parametrize(
    ("check", "agreement"),
    [(c.check, a) for c in CASES for a in c.silent],
    ids=[f"{c.check}-{n}" for c in CASES for n in range(len(c.silent))],
)
def test_a_sound_paper_is_left_alone(check: str, agreement: record.Agreement) -> None:
    """Who cries wolf is not read a second time."""
    assert check not in fired(agreement)


def test_every_check_has_its_cases_and_its_own_name() -> None:
    assert [case.check for case in CASES] == [check.id for check in CHECKS]
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert {check.severity for check in CHECKS} == set(SEVERITIES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.check)
def test_a_finding_says_what_to_ask_for_and_quotes_only_what_is_there(case: Case) -> None:
    """A quote that is not in the document would be held against its sender."""
    for agreement in case.fires:
        text = " ".join(clause.text for clause in agreement.clauses)
        for finding in lint(agreement):
            assert finding.ask
            assert finding.explanation.endswith(".")
            assert all(quote.text.rstrip("…") in text for quote in finding.quotes)


def test_a_blank_price_is_no_value_of_the_term_beside_it() -> None:
    """A bidder's blank "$____" after "within 18 months" was told as a blank performance level."""
    text = "Migration, 18 months after award: $______"
    proof = record.Evidence(clause="c1", start=text.index("_"), end=len(text), quote="______")
    made = paper(("performance", text), blanks=[record.Blank(term="performance", text="______", evidence=[proof])])

    assert [finding.explanation for finding in lint(made)] == ["Values are left open or blacked out: prices."]
