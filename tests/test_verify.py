"""The last gate: a term whose words are not in the document does not leave."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor import record
from extractor.replay import replayed
from extractor.verify import GROUPS, SINGLES, proofs, quoted, verified

CLAUSE = record.Clause(id="c1", number="2.1", text="We guarantee 99.9% uptime each month and credit 10% of the fee.")
Build = Callable[..., record.Agreement]


def evidence(quote: str, *, start: int | None = None, clause: str = "c1") -> record.Evidence:
    """Return evidence for words of the clause; for words that it does not have, at the place given."""
    at = CLAUSE.text.index(quote) if start is None else start
    return record.Evidence(clause=clause, start=at, end=at + len(quote), quote=quote)


GOOD = evidence("99.9% uptime")
BAD = [
    pytest.param(evidence("99.99% uptime", start=13), id="words that are not there"),
    pytest.param(evidence("99.9% uptime", start=0), id="a wrong place"),
    pytest.param(evidence("99.9% Uptime", start=13), id="other letters"),
    pytest.param(evidence("99.9% uptime", clause="c2"), id="no such clause"),
    pytest.param(evidence("", start=0), id="no words"),
    pytest.param(record.Evidence(clause="c1", start=-30, end=-10, quote=CLAUSE.text[-30:-10]), id="a place counted from the end"),
]


def test_words_in_their_place_are_a_quote() -> None:
    assert quoted(GOOD, {"c1": CLAUSE})


def test_words_of_a_heading_and_of_a_running_line_are_quotes_too() -> None:
    """The provider is often named in the title or at the foot of the page only."""
    clause = record.Clause(id="c1", heading="Acme Cloud SLA", text="")
    of_heading = record.Evidence(clause="c1", start=0, end=4, quote="Acme", part="heading")
    of_footer = record.Evidence(clause="c1", start=2, end=6, quote="Acme", part="furniture")

    assert quoted(of_heading, {"c1": clause})
    assert not quoted(of_heading.model_copy(update={"part": "text"}), {"c1": clause})
    assert quoted(of_footer, {"c1": clause}, ["Page 1", "© Acme Ltd"])
    assert not quoted(of_footer, {"c1": clause}, ["Page 1"])


@pytest.mark.parametrize("proof", BAD)
def test_what_is_no_quote(proof: record.Evidence) -> None:
    assert not quoted(proof, {"c1": CLAUSE})


TERMS: dict[str, Callable[[list[record.Evidence]], record.Proven]] = {
    "uptime": lambda proof: record.Uptime(percent=99.9, evidence=proof),
    "credits": lambda proof: record.Credit(credit=record.Amount(amount=99.9, unit="percent"), evidence=proof),
    "exclusions": lambda proof: record.Exclusion(category="other", text="x", evidence=proof),
    "maintenance": lambda proof: record.Maintenance(kind="scheduled", evidence=proof),
    "termination": lambda proof: record.Termination(holder="customer", trigger="other", text="x", evidence=proof),
    "support": lambda proof: record.Support(severity="1", evidence=proof),
    "performance": lambda proof: record.Performance(metric="latency", value=99.9, unit="percent", evidence=proof),
    "reporting": lambda proof: record.Reporting(text="x", evidence=proof),
    "blanks": lambda proof: record.Blank(term="uptime", text="x", evidence=proof),
    "denials": lambda proof: record.Denial(term="credits", text="x", evidence=proof),
    "provider": lambda proof: record.Text(value="Acme", evidence=proof),
    "customer": lambda proof: record.Text(value="Bolt", evidence=proof),
    "effective_date": lambda proof: record.Day(value="2024-01-01", evidence=proof),
    "governing_law": lambda proof: record.Text(value="Austria", evidence=proof),
    "claim": lambda proof: record.Claim(contact="x", evidence=proof),
}


def test_every_group_of_the_record_goes_through_the_gate() -> None:
    """A group that is forgotten here would let anything through."""
    plain = {"schema_version", "document", "title", "clauses", "remedy"}

    assert set(GROUPS) | set(SINGLES) == set(record.Agreement.model_fields) - plain == set(TERMS)


@pytest.mark.parametrize("group", TERMS)
def test_a_term_with_its_words_passes(group: str, agreement: Build) -> None:
    term = TERMS[group]([GOOD])
    before = agreement(clauses=[CLAUSE], **{group: [term] if group in GROUPS else term})

    assert verified(before) == before


@pytest.mark.parametrize("proof", BAD)
@pytest.mark.parametrize("group", TERMS)
def test_a_term_without_its_words_is_refused_and_the_record_says_so(group: str, proof: record.Evidence, agreement: Build) -> None:
    """A quote that is not in the document is an invention."""
    good, bad = TERMS[group]([GOOD]), TERMS[group]([GOOD, proof])
    after = verified(agreement(clauses=[CLAUSE], **{group: [bad, good] if group in GROUPS else bad}))

    assert getattr(after, group) == ([good] if group in GROUPS else None)
    [notice] = after.document.warnings
    assert notice.code == "evidence_refused"
    assert group in notice.message


@pytest.mark.parametrize("group", TERMS)
def test_a_term_that_shows_no_words_at_all_is_refused(group: str, agreement: Build) -> None:
    """ "All of its quotes hold" is true of a term without any."""
    term = TERMS[group]([])
    after = verified(agreement(clauses=[CLAUSE], **{group: [term] if group in GROUPS else term}))

    assert not getattr(after, group)


@pytest.mark.parametrize("proof", BAD)
def test_a_cap_without_its_words_is_refused(proof: record.Evidence, agreement: Build) -> None:
    good, bad = (record.Cap(amount=10, unit="percent", evidence=[p]) for p in (evidence("10% of the fee"), proof))

    after = verified(agreement(clauses=[CLAUSE], remedy=record.Remedy(caps=[bad, good], sole_remedy=None)))

    assert after.remedy.caps == [good]
    assert [n.code for n in after.document.warnings] == ["evidence_refused"]


@pytest.mark.parametrize("member", ["sole_remedy", "automatic", "form"])
@pytest.mark.parametrize("proofs_of_it", [[], *([p.values[0]] for p in BAD)])
def test_a_member_of_the_remedy_without_its_words_is_refused(member: str, proofs_of_it: list[record.Evidence], agreement: Build) -> None:
    """ "Credits are your only remedy" was kept whatever its quote said."""
    values = {"sole_remedy": True, "automatic": False, "form": "credit"}
    kept = {name: value for name, value in values.items() if name != member}
    shown = {name: [GOOD] for name in kept}
    remedy = record.Remedy(**values, evidence={**shown, member: proofs_of_it}, confidence=dict.fromkeys(values, 0.9))

    after = verified(agreement(clauses=[CLAUSE], remedy=remedy))

    assert after.remedy == record.Remedy(**kept, evidence=shown, confidence=dict.fromkeys(kept, 0.9))
    assert [n.code for n in after.document.warnings] == ["evidence_refused"]


@pytest.mark.parametrize("proof", BAD)
def test_another_claim_window_without_its_words_is_refused(proof: record.Evidence, agreement: Build) -> None:
    good, bad = (record.Window(duration="P10D", evidence=[p]) for p in (GOOD, proof))
    claim = record.Claim(contact="x", evidence=[GOOD], alternatives=[bad, good])

    after = verified(agreement(clauses=[CLAUSE], claim=claim))

    assert after.claim == claim.model_copy(update={"alternatives": [good]})
    assert [n.code for n in after.document.warnings] == ["evidence_refused"]


@pytest.mark.parametrize(
    ("percent", "quote", "holds"),
    [
        (99.9, "99.9% uptime", True),
        (99.9, "ninety-nine and nine-tenths percent", True),
        (99.9, "at most 0.1% downtime", True),
        (99.9, "43 minutes of downtime a month", True),
        (99.99, "at least 99.0 but below 99.99 | 5%", True),
        (99.9, "at least 99.0 but below 99.99 | 5%", False),
        (99.99, "99.9% uptime", False),
        (99.0, "99.9% uptime", False),
        (99.9, "high uptime", False),
    ],
)
def test_a_promise_is_read_again_from_its_own_quote(percent: float, quote: str, *, holds: bool) -> None:
    """A quote may be verbatim and still be the wrong one."""
    assert replayed(record.Uptime(percent=percent, evidence=[record.Evidence(clause="c1", start=0, end=1, quote=quote)])) is holds


def test_all_proofs_below_a_part_are_found() -> None:
    """A proof that is not walked is not checked."""
    first, second, third = (evidence(words) for words in ("99.9%", "10%", "fee"))
    claim = record.Claim(evidence=[first], alternatives=[record.Window(duration="P1D", evidence=[second])])
    remedy = record.Remedy(caps=[record.Cap(amount=1, unit="percent", evidence=[second])], evidence={"form": [third]})

    assert list(proofs(claim)) == [first, second]
    assert list(proofs(remedy)) == [second, third]


def test_every_term_of_an_agreement_shows_its_words(acme: record.Agreement, bolt: record.Agreement) -> None:
    """The replay on whole records: nothing leaves the pipeline without a quote."""
    for each in (acme, bolt):
        clauses = {clause.id: clause for clause in each.clauses}
        terms = [term for group in GROUPS for term in getattr(each, group)] + [t for name in SINGLES if (t := getattr(each, name))]
        assert terms
        assert all(term.evidence for term in terms)
        assert all(quoted(proof, clauses) for proof in proofs(each))


CAPS = [
    ("Credits will not exceed your monthly fees.", True),
    ("Credits are limited to the total amount of the applicable monthly fees paid.", True),
    ("Credits for a month are capped at the monthly fees due within 30 days.", True),
    ("Credits shall not exceed 100% of the monthly fees.", True),
    ("Credits shall not exceed half your monthly fees.", False),
    ("All credits together shall not exceed half the total of your monthly fees.", False),
    ("Credits may not exceed a quarter of the monthly fees.", False),
    ("Credits are limited to a part of the monthly fees.", False),
    ("Credits shall not exceed [__]% of the monthly fees.", False),
    ("Credits shall not exceed a percentage of the monthly fees.", False),
    ("Credits shall not exceed the lesser of USD 500 and the monthly fees.", False),
    ("Credits shall not exceed twice the monthly fees.", False),
    ("Credits shall not exceed two months of the monthly fees.", False),
    ("Credits shall not exceed the monthly fees for three months.", False),
    ("Credits shall not exceed the monthly fees multiplied by two.", False),
    ("Credits shall not exceed the sum in the order. Customer pays monthly fees.", False),
    ("Customer pays monthly fees within 30 days.", False),
]


@pytest.mark.parametrize(("quote", "holds"), CAPS)
def test_a_cap_of_the_whole_fee_is_proven_only_by_the_fee_itself(quote: str, holds: bool) -> None:
    """A cap of half the fee that left as 100 percent would double what a provider seems to pay."""
    proof = record.Evidence(clause="c1", start=0, end=len(quote), quote=quote)

    assert replayed(record.Cap(amount=100, unit="percent", basis="monthly fees", evidence=[proof])) is holds
