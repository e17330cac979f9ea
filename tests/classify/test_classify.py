"""The classifier: what it predicts equals scikit-learn's own answer, is the same at every run, and loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from extractor.classify import classify
from extractor.classify.cues import cue_of
from extractor.classify.features import tokens, views_of
from extractor.classify.model import LONE, Model, load, save, sigmoid, trained
from extractor.document import Clause, Span
from extractor.taxonomy import LABELS

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def clause(text: str, name: str = "c1", **more: object) -> Clause:
    return Clause(name, Span(0, len(text)), text, **more)  # type: ignore[arg-type]


PLAIN = [
    # written
    ("The provider guarantees that the portal is available 99.9% of each calendar month.", "uptime_guarantee"),
    ("If availability falls below 99.9%, the customer receives a service credit of 10% of the monthly fee.", "service_credit"),
    ("Downtime caused by scheduled maintenance or by the customer's equipment is excluded from the calculation.", "exclusion"),
    ("The customer may terminate this agreement on thirty days' written notice if the service level is missed in three consecutive months.", "termination_right"),
    ("To receive a credit, you must submit a request to support within 30 days after the end of the month.", "claim_procedure"),
    ("“Downtime” means the number of minutes in a month in which the service did not respond.", "measurement"),
    ("We announce scheduled maintenance at least five days in advance and carry it out between 2 and 4 a.m.", "maintenance"),
    ("Severity 1 incidents are answered within 30 minutes, around the clock.", "support"),
    ("Round-trip latency within the network does not exceed 45 ms, averaged over a month.", "performance"),
    ("Service credits are the customer's sole and exclusive remedy for any failure to meet the service levels.", "remedy_limit"),
    ("The supplier sends a monthly report and meets the customer for a quarterly review.", "reporting"),
    ("This agreement is governed by the laws of Ireland.", "other"),
    ("The invoice is payable within thirty days of receipt by bank transfer.", "other"),
    ("Prepaid service credits can be used to buy additional storage and expire after a year.", "other"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label"), PLAIN)
def test_plain_clauses_get_their_label(text: str, label: str) -> None:
    assert classify([clause(text)])[0].labels[0][0] == label


def test_a_paragraph_that_promises_and_pays_does_both() -> None:
    text = (
        "We will use reasonable efforts to keep the Store available 99.95% of every month. "
        "If we do not, you are eligible for a service credit against your next invoice."
    )

    assert {"uptime_guarantee", "service_credit"} <= {label for label, _ in classify([clause(text)])[0].labels}


def test_an_item_is_read_under_its_lead_in() -> None:
    """ "Your own equipment" alone says nothing."""
    lead = clause("The service level does not apply to downtime that is caused by:")
    item = clause("your own equipment;", "c2", kind="item", lead_in="c1")

    assert classify([lead, item])[1].labels[0][0] == "exclusion"


def test_headings_carry_no_label() -> None:
    assert classify([Clause("c1", Span(0, 0), "", "heading", heading="Service Credits")])[0].labels == ()


def test_probabilities_are_sorted_and_within_bounds() -> None:
    for text, _ in PLAIN:
        values = [probability for _, probability in classify([clause(text)])[0].labels]
        assert values == sorted(values, reverse=True)
        assert all(0 <= value <= 1 for value in values)


def test_a_label_alone_needs_some_probability() -> None:
    model = trained()
    row = np.full(len(model.labels), LONE / 2)

    assert [model.labels[i] for i in model.given(row)] == ["other"]


def test_the_model_knows_every_label_of_the_taxonomy() -> None:
    assert set(trained().labels) == {row.label for row in LABELS}


def test_scores_equal_those_of_scikit_learn() -> None:
    """A slip in the arithmetic would be a model that nobody measured."""
    neural = pytest.importorskip("sklearn.neural_network")
    documents = [[clause(text, f"c{i}") for i, (text, _) in enumerate(PLAIN[start:])] for start in range(4)]
    features = [each for document in documents for each in views_of(document).whole()]
    vocabulary = {name: i for i, name in enumerate(sorted({name for each in features for name in each}))}
    matrix = np.zeros((len(features), len(vocabulary)))
    for i, each in enumerate(features):
        for name, value in each.items():
            matrix[i, vocabulary[name]] = value
    truth = np.array([[i % 3 == 0, i % 2 == 0] for i in range(len(features))])
    fitted = neural.MLPClassifier((7,), max_iter=400, random_state=0).fit(matrix, truth)
    first, inner = (np.vstack([w, b]) for w, b in zip(fitted.coefs_, fitted.intercepts_, strict=True))
    model = Model(("a", "b"), vocabulary, first, inner, np.zeros((1, 2)), np.ones(2), np.zeros(2), np.zeros(2))

    ours = sigmoid(model.scores(model.sums(features)))

    assert np.abs(ours - fitted.predict_proba(matrix)).max() < 1e-6
    assert np.ptp(ours) > 0.5


def test_the_mean_of_networks_is_one_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The units of all stand side by side; their scores must be the mean of what scikit-learn's networks say."""
    pytest.importorskip("sklearn")
    monkeypatch.syspath_prepend(str(SCRIPTS))
    from scipy.sparse import csr_matrix

    import train

    chance = np.random.default_rng(7)
    matrix = csr_matrix(chance.random((60, 30)))  # in double precision: so few rows are learnt by heart, to probabilities near 0 and 1
    truth = (chance.random((60, 3)) < 0.4).astype(float)
    each = [train.learnt(matrix, truth, seed).predict_proba(matrix) for seed in range(train.NETS)]
    mean = np.mean([np.log(p / (1 - p)) for p in each], axis=0)

    gap = np.abs(train.first_scores(matrix, train.networks(matrix, truth)) - mean).max()

    assert gap < 0.01 * np.ptp(mean)  # weights are in half precision


def test_unknown_words_and_empty_texts_score_nothing() -> None:
    model = trained()

    assert np.abs(model.sums([{}, {"w:qqqqxyzzy": 1.0}])).max() == 0
    assert model.probabilities([]).shape == (0, len(model.labels))
    assert np.isfinite(model.probabilities([clause("")])).all()


def test_many_clauses_score_as_few_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long contracts are summed in parts; a part that began at the wrong row would give clauses each other's labels."""
    document = [clause(text, f"c{i}") for i, (text, _) in enumerate(PLAIN)]
    whole = trained().probabilities(document)
    monkeypatch.setattr("extractor.classify.model.AT_ONCE", 3)

    assert np.allclose(trained().probabilities(document), whole, atol=1e-6)


def test_a_model_is_the_same_after_saving(tmp_path: Path) -> None:
    model = trained()
    save(model, tmp_path)
    again = load(tmp_path)
    document = [clause(text, f"c{i}") for i, (text, _) in enumerate(PLAIN)]

    assert np.allclose(again.probabilities(document), model.probabilities(document), atol=1e-6)


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whoever retrains must be able to prove that nothing else changed."""
    pytest.importorskip("sklearn")
    clauses = tmp_path / "own.txt"
    lines = [
        f"=== origin: own-{n} | sector: test | register: test\n" + "\n".join(f"[{label}] {text} ({n})" for text, label in PLAIN)
        for n in range(6)
    ]
    clauses.write_text("\n".join(lines), encoding="utf-8")
    for name in ("a", "b"):
        command = [sys.executable, str(SCRIPTS / "train.py"), "--only", str(clauses), "--out", str(tmp_path / name)]
        subprocess.run(command, check=True, capture_output=True, cwd=SCRIPTS)

    files = sorted(path.name for path in (tmp_path / "a").iterdir())

    assert {"first.npy", "inner.npy", "second.npy", "vocabulary.txt", "model.json"} <= set(files)
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in files)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 99.9% within 30 days", ["at", "least", "<level>", "within", "<time>"]),
        ("10% of $5,000", ["<percent>", "of", "<money>"]),
        ("mail support@acme.example", ["mail", "<mail>"]),
        ("the customer’s own", ["the", "customer's", "own"]),
        ("", []),
    ],
)
def test_numbers_are_masked_by_what_they_count(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("word", "cue"), [("supplier", "provider"), ("subscribers", "customer"), ("refunded", "credit"), ("banana", None), ("", None)]
)
def test_words_of_one_meaning_are_one_cue(word: str, cue: str | None) -> None:
    assert cue_of(word) == cue
