"""The query language: what is a query, what it finds, and where a wrong one is wrong."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import record
from extractor.errors import BadQuery
from extractor.reports.safe import printable
from extractor.store import Query, Store
from extractor.store.fields import BARE, MEMBERS, ON_AGREEMENT, OPERATORS
from extractor.store.groups import GROUPS
from extractor.store.query import DEEPEST, MOST, And, Condition, Field, Node, Not, Or, Value, parse

Build = Callable[..., record.Agreement]

READ = [
    # written here: (query, its tree as a query)
    ("uptime<99.9", "uptime < 99.9"),
    ("uptime < 99,9 %", 'uptime < "99,9 %"'),
    ("UPTIME <= 99.9% AND Provider = Acme Cloud", 'uptime <= 99.9% and provider = "Acme Cloud"'),
    ("a = b or c = d and e = f", "a = b or c = d and e = f"),
    ("(a = b or c = d) and e = f", "(a = b or c = d) and e = f"),
    ("a = b and (c = d and e = f)", "a = b and c = d and e = f"),
    ("not a = b and c = d", "not (a = b) and c = d"),
    ("not not a = b", "not (not (a = b))"),
    ("a in (1, 2, two words)", 'a in (1, 2, "two words")'),
    ("a in (1,2)", "a in (1, 2)"),
    ("a not in (x)", "not (a in (x))"),
    ("a is not missing", "a is stated"),
    ("a is not stated", "a is missing"),
    ("uptime[period = month].percent ≥ 99.9", "uptime[period = month].percent >= 99.9"),
    ("uptime[period = month or period is missing]", "uptime[period = month or period is missing] is stated"),
    ('title ~ "a \\"b\\" and c"', 'title ~ "a \\"b\\" and c"'),
    ("title = “x and y”", 'title = "x and y"'),
    ("title = O'Brien's", "title = \"O'Brien's\""),
    ("title ~ not in is", 'title ~ "not in is"'),
    ("title = 'and'", 'title = "and"'),
    ("a\n=\tb", "a = b"),
    ("a != b!c", 'a != "b!c"'),
]


@pytest.mark.parametrize(("text", "told"), READ)
def test_a_query_is_read_as_it_is_meant(text: str, told: str) -> None:
    """ "And" binds closer than "or"; brackets that change nothing vanish."""
    tree = parse(text)

    assert str(tree) == told
    assert parse(told) == tree


names = st.from_regex(r"[a-z_]{1,8}", fullmatch=True).filter(lambda name: name not in {"and", "or", "not", "in", "is"})
values = st.builds(Value, st.text(st.characters(exclude_categories=()), max_size=12))
fields = st.builds(Field, names, st.none() | names)


def conditions(asked: st.SearchStrategy[Field]) -> st.SearchStrategy[Node]:
    return (
        st.builds(Condition, asked, st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "~"]), st.tuples(values))
        | st.builds(Condition, asked, st.just("in"), st.lists(values, min_size=1, max_size=3).map(tuple))
        | st.builds(Condition, asked, st.sampled_from(["missing", "stated"]))
    )


def joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=3)
    return (
        inner.map(Not)
        | parts.map(lambda nodes: And(tuple(p for node in nodes for p in (node.parts if isinstance(node, And) else (node,)))))
        | parts.map(lambda nodes: Or(tuple(p for node in nodes for p in (node.parts if isinstance(node, Or) else (node,)))))
    )


trees = st.recursive(conditions(fields), joined, max_leaves=6)
nested = st.recursive(conditions(fields | st.builds(Field, names, st.none() | names, trees)), joined, max_leaves=4)


@given(tree=nested)
def test_any_tree_is_read_back_from_its_own_words(tree: Node) -> None:
    """A query that is shown or kept must mean the same when it is given again, whatever stands in its values."""
    assert parse(str(tree)) == tree


@given(text=st.text(st.characters(exclude_categories=()) | st.sampled_from("()[]\"'<>=~,. andorit"), max_size=60))
def test_any_text_is_a_query_or_a_fault_that_points(text: str) -> None:
    """A traceback for a slip of the finger is none."""
    try:
        Query(text)
    except BadQuery as error:
        lines = error.message.splitlines()
        assert len(lines) in {1, 3}
        assert [printable(line) for line in lines] == lines
        assert len(lines) == 1 or set(lines[2].strip()) == {"^"}


WRONG = [
    # (query, what is said, what is pointed at)
    ("", "The query is empty", None),
    ("uptme < 99.9", 'There is no field "uptme"; did you mean "uptime"', "uptme"),
    ("zzz = 1", 'There is no field "zzz"; there are: ', "zzz"),
    ("uptime.perid = month", 'There is no member of uptime "perid"; did you mean "period"?', "uptime.perid"),
    ("uptime[perid = month]", 'did you mean "period"?', "perid"),
    ("uptime[credit.amount = 3]", "Between the brackets stand members of uptime", "credit.amount"),
    ("provider.name = Acme", '"provider" has no members', "provider.name"),
    ("uptime <", "A value after '<' is expected here", "^"),
    ("uptime < and a = b", "A value after '<' is expected here", "and"),
    ("uptime < fast", "a percentage: 99.9 or 99.9%", "fast"),
    ("uptime < NaN", "a percentage", "NaN"),
    ("uptime < 1e400", "a percentage", "1e400"),
    ("uptime ~ 99", "\"percent\" cannot be compared with '~'", "uptime ~ 99"),
    ("uptime.period < month", "\"period\" cannot be compared with '<'", "uptime.period < month"),
    ("uptime.period = moth", 'There is no period "moth"; did you mean "month"?', "moth"),
    ("claim.window < 30", "A duration is expected: 30 days", "30"),
    ("claim.window < 30 days or so", "A field", None),
    ("effective_date > 04/10/2024", "A date is expected", "04/10/2024"),
    ("effective_date > 2024-13", "A date is expected", "2024-13"),
    ("remedy.sole = maybe", '"sole" is true or false', "maybe"),
    ("label = terminaton_right", 'did you mean "termination_right"?', "terminaton_right"),
    ("clause ~ '...'", "at least one word", "'...'"),
    ("clause = x", "cannot be compared with '='", "clause = x"),
    ("law = England and Wales", "quotes around words with and/or", "^"),
    ("(uptime = 1", "This '(' is not closed", "("),
    ("uptime = 1)", 'before \')\'', ")"),
    ("uptime[percent = 1", "This '[' is not closed", "["),
    ("title = 'x", "This quotation mark is not closed", "'"),
    ("title ~ ''", "say what to look for", "''"),
    ("provider = '. .'", "A name is expected", "'. .'"),
    ("uptime in 99", '"(" and a list of values', "99"),
    ("uptime is gone", '"missing" or "stated"', "gone"),
    ("uptime !! 3", "An operator", "!!"),
    ("title = " + "x" * 600, "A value has at most 500 characters", None),
    ("(" * 100 + "a = b" + ")" * 100, f"more than {DEEPEST} deep", "("),
    ("not " * 100 + "a = b", f"more than {DEEPEST} deep", "not"),
    (" or ".join(["uptime = 1"] * (MOST + 1)), f"at most {MOST} tests", "uptime"),
    ("x" * 20_000, "The query has 20,000 characters", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "at"), [case for case in WRONG if case[1] != "A field"])
def test_a_wrong_query_is_told_where_it_is_wrong(text: str, said: str, at: str | None) -> None:
    """ "Syntax error" sends a buyer back to the spreadsheet."""
    with pytest.raises(BadQuery) as caught:
        Query(text)

    first, *pointing = caught.value.message.splitlines()
    assert said in first
    if at is not None:
        shown, marks = pointing
        assert (shown + "^")[marks.index("^") : marks.index("^") + marks.count("^")] == at


def test_an_or_inside_a_value_is_told() -> None:
    """ "Or so" begins a new test, whose field is "so"."""
    with pytest.raises(BadQuery, match="quotes around words"):
        Query("claim.window < 30 days or so")


def term(kind: type[record.Proven], **members: Any) -> Any:
    return kind(evidence=[record.Evidence(clause="c1", page=2, start=0, end=4, quote="Text")], **members)


def lasting(iso: str, *, business: bool = False) -> record.Duration:
    return record.Duration(duration=iso, business=business)


def library(store: Store, build: Build) -> None:
    """Store three agreements: Acme, Bolt, and one that says nothing."""
    acme = build(
        "acme.pdf", title="Acme Gateway SLA", provider=term(record.Text, value="Acme Cloud, Inc."), governing_law=term(record.Text, value="England and Wales"),
        effective_date=term(record.Day, value="2024-05"),
        clauses=[record.Clause(id="c1", number="1.1", text="Text on chronic failures.", labels=[record.GivenLabel(label="termination_right", probability=0.9)])],
        uptime=[term(record.Uptime, percent=99.5, period="month", service="API"), term(record.Uptime, percent=99.95, period="year")],
        credits=[
            term(record.Credit, at_least=99.0, below=99.5, credit=record.Amount(amount=10, unit="percent", basis="monthly fee")),
            term(record.Credit, metric="downtime", below="PT4H", per="PT1H", credit=record.Amount(amount=2, unit="days")),
            term(record.Credit, credit=record.Amount(amount=150, unit="currency", currency="EUR")),
        ],
        remedy=record.Remedy(sole_remedy=True, caps=[term(record.Cap, amount=50, unit="percent", period="month")]),
        claim=term(record.Claim, window=lasting("P5D", business=True), anchor="incident"),
        exclusions=[term(record.Exclusion, category="force_majeure", text="Acts of God"), term(record.Exclusion, category="third_party", text="Carriers")],
        termination=[term(record.Termination, holder="customer", trigger="sla_failure", notice=lasting("P30D"), threshold=record.Threshold(failures=3), text="x")],
        support=[term(record.Support, severity="1", response=lasting("PT1H"), resolution=lasting("P3D", business=True)), term(record.Support, severity="2", response=lasting("PT4H", business=True))],
        performance=[term(record.Performance, metric="latency", comparator="<=", value=90, unit="ms")],
    )  # fmt: skip
    bolt = build(
        "bolt.pdf", title="Hosting terms", provider=term(record.Text, value="Bolt"), effective_date=term(record.Day, value="2023-01-31"),
        uptime=[term(record.Uptime, percent=99.9)], claim=term(record.Claim, window=lasting("P30D")),
        exclusions=[term(record.Exclusion, category="third_party", text="100% of ISPs_")],
    )  # fmt: skip
    for made in (acme, bolt, build("silent.pdf")):
        store.put(made)


FINDS = [
    # numbers and percentages
    ("uptime < 99.9", "acme"), ("uptime <= 99.9", "acme bolt"), ("uptime = 99.9%", "bolt"), ("uptime = 99,9 %", "bolt"), ("uptime != 99.9", "acme"),
    ("uptime in (99.5, 99.9)", "acme bolt"), ("uptime not in (99.5)", "bolt silent"), ("uptime.percent > 99.9", "acme"),
    ("cap >= 50%", "acme"), ("cap < 50", ""), ("termination.failures >= 3", "acme"),
    # one entry or several
    ("uptime < 99.9 and uptime.period = year", "acme"), ("uptime[period = year] < 99.9", ""), ("uptime[percent < 99.9 and period = month]", "acme"),
    ("uptime[not period = month]", "acme"), ("exclusion = force_majeure and exclusion = third party", "acme"),
    ("support[severity = 1].response <= 1 hour", "acme"), ("support[severity = 2].response <= 1 hour", ""),
    ("termination[trigger = sla_failure].holder = customer", "acme"),
    # what is not said
    ("uptime is missing", "silent"), ("uptime is stated", "acme bolt"), ("uptime.period is missing", "bolt silent"), ("uptime[period is missing]", "bolt"),
    ("provider is missing", "silent"), ("not uptime < 99.9", "bolt silent"), ("not uptime < 99.9 and uptime is stated", "bolt"),
    ("uptime[period = day] is missing", "acme bolt silent"), ("effective_date is missing", "silent"), ("label is stated", "acme"), ("clause is missing", "bolt silent"),
    # words and names
    ("provider = Acme Cloud", "acme"), ("provider = ACME", "acme"), ("provider = Acm", ""), ("provider ~ cloud", "acme"), ("provider != Acme", "bolt"),
    ("vendor = 'Bolt Ltd'", "bolt"), ("provider in (acme, bolt)", "acme bolt"), ("title = acme gateway sla", "acme"), ("title ~ GATEWAY", "acme"),
    ('governing_law = "England and Wales"', "acme"), ("law ~ wales", "acme"), ("uptime.service = api", "acme"), ("exclusion.text ~ acts of", "acme"),
    ("exclusion.text ~ '100%'", "bolt"), ("exclusion.text ~ '10_%'", ""), ("exclusion.text ~ '%'", "bolt"), ("exclusion.text ~ s_", "bolt"),
    ("file ~ ACME", "acme"), ("file = bolt.pdf", "bolt"), ("remedy.sole = yes", "acme"), ("remedy.sole = false", ""), ("remedy.automatic is missing", "acme bolt silent"),
    # days: what is sure
    ("effective_date = 2024-05", "acme"), ("effective_date = 2024", "acme"), ("effective >= 2024-05-01", "acme"), ("effective > 2024-05-15", ""),
    ("effective < 2024-05-15", "bolt"), ("effective <= 31 January 2023", "bolt"), ("effective < 2024-06-01", "acme bolt"), ("effective != 2023", "acme"),
    # durations: five business days last seven days of the calendar
    ("claim.window <= 30 days", "acme bolt"), ("claim.window < 7 days", ""), ("claim.window <= 7 days", "acme"), ("claim.window > 6 days", "acme bolt"),
    ("claim.window = 5 days", ""), ("claim.window = 5 business days", "acme"), ("claim.window = 1 month", "bolt"), ("claim.window <= P30D", "acme bolt"),
    ("claim.window < 10 business days", "acme"), ("claim.window > 10 business days", "bolt"), ("claim.window != 30 days", "acme"),
    ("support.response <= 4 business hours", "acme"),
    # three business days last three days of the calendar, or five with a weekend between
    ("support.resolution <= 4 days", ""), ("support.resolution <= 5 days", "acme"), ("support.resolution < 5 days", ""), ("support.resolution >= 3 days", "acme"),
    ("support.resolution >= 4 days", ""), ("support.resolution > 2 days", "acme"), ("support.resolution > 3 days", ""), ("termination.notice = 1 month", "acme"),
    # amounts: a percentage, time and money never meet
    ("credit = 10%", "acme"), ("credit >= 100", ""), ("credit > 100 EUR", "acme"), ("credit > 100 USD", ""), ("credit = 48 hours", "acme"), ("credit.below <= 4 hours", "acme"),
    ("credit.below = 99.5%", "acme"), ("credit[metric = downtime].per = 60 minutes", "acme"),
    ("performance[metric = latency].value < 0.1 seconds", "acme"), ("performance.value = 90 ms", "acme"), ("performance.value = 90", "acme"), ("performance.value < 99%", ""),
    # clauses
    ("label = termination_right", "acme"), ("label = exclusion", ""), ("clause ~ 'chronic failure'", "acme"), ("clause[label = exclusion] ~ failure", ""),
    ("clause[number = 1.1] ~ failure", "acme"), ("clause.label in (exclusion, termination_right)", "acme"),
]  # fmt: skip


@pytest.fixture
def filled(store: Store, agreement: Build) -> Store:
    library(store, agreement)
    return store


def test_a_query_finds_what_it_says(filled: Store) -> None:
    """One query that finds too little hides a risk; one that finds too much costs trust. All in one, as a store takes a while to fill."""
    found = {query: " ".join(sorted(stored.file[:-4] for stored in filled.agreements(query))) for query, _ in FINDS}

    assert found == dict(FINDS)


HOSTILE = [
    "'; DROP TABLE agreement; --", "x') OR 1=1 --", '" OR ""="', "%' OR '1'='1", "\x00", "\\", "\\' OR 1=1", "$1", ":provider", "?", "{0}", "NULL", "\ud800", "a\u202eb",
]  # fmt: skip


def test_a_value_is_never_part_of_the_sql(filled: Store) -> None:
    """A supplier who calls himself by a piece of SQL must not see, or lose, other suppliers' agreements."""
    for text in HOSTILE:
        quoted = str(Value(text))
        for query in (
            f"provider = {quoted}",
            f"title ~ {quoted}",
            f"file = {quoted}",
            f"uptime.service = {quoted}",
            f"clause[number = {quoted}]",
        ):
            assert found_or_refused(filled, query) == [], query
    assert len(list(filled.agreements("provider is stated"))) == 2
    assert len(filled) == 3


def found_or_refused(store: Store, query: str) -> list[object]:
    """Return what is found, nothing where the query is refused because its value holds no word."""
    with suppress(BadQuery):
        return list(store.agreements(query))
    return []


def test_an_agreement_found_has_the_words_that_prove_it(filled: Store) -> None:
    """A list of names without reasons has to be checked by hand."""
    [acme] = list(filled.agreements("uptime < 99.9"))

    proofs = filled.proofs(
        "uptime < 99.9 and (remedy.sole = yes or cap = 50%) and provider = acme and not uptime = 3 and label = termination_right", [acme.id]
    )

    told = [(proof.field, proof.path, proof.page) for proof in proofs[acme.id]]
    assert told == [
        ("uptime", "uptime[0]", 2),
        ("cap", "remedy.caps[0]", 2),
        ("provider", "provider", 2),
        ("label", "clause c1", None),
    ]
    assert proofs[acme.id][0].quote == "Text"


def test_every_member_can_be_asked_for(filled: Store) -> None:
    """A member without a comparison is a column that nobody can read."""
    for group, members in MEMBERS.items():
        assert BARE[group] in members
        for member in members.values():
            assert OPERATORS[member.kind]
            list(filled.agreements(f"{group}.{member.name} is stated"))
            if member.words:
                list(filled.agreements(f"{group}[{member.name} in ({', '.join(str(Value(word)) for word in member.words)})]"))
    assert {group.name for group in GROUPS} < set(MEMBERS)
    assert not set(ON_AGREEMENT) & set(MEMBERS)
