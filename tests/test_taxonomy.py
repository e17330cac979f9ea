"""Labels and vocabularies: each with its meaning, clauses to learn it from, and clauses to test it on."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from extractor import taxonomy
from extractor.comparison.terms import TERMS
from extractor.language import PHRASES, groups_in, mentions
from extractor.record import Agreement
from extractor.taxonomy import HEADLINE, LABELS, Label

ROOT = Path(__file__).resolve().parent.parent
NAMES = [row.label for row in LABELS]
VOCABULARIES = {
    "uptime.period": taxonomy.Period,
    "uptime.binding": taxonomy.Binding,
    "credits.metric": taxonomy.CreditMetric,
    "credit.unit": taxonomy.CreditUnit,
    "remedy.caps[].period": taxonomy.CapPeriod,
    "remedy.form": taxonomy.RemedyForm,
    "claim.anchor": taxonomy.ClaimAnchor,
    "exclusions.category": taxonomy.ExclusionCategory,
    "termination.holder": taxonomy.Holder,
    "termination.trigger": taxonomy.Trigger,
    "performance.metric": taxonomy.PerformanceMetric,
}


def counted(paths: list[Path], key: str | None = None) -> Counter[str]:
    """Return how many clauses of the files carry each label; `key` names the list in a file of one JSON object."""
    found: Counter[str] = Counter()
    for path in paths:
        text = path.read_text(encoding="utf-8")
        entries = json.loads(text)[key] if key else map(json.loads, text.splitlines())
        found.update(label for entry in entries for label in entry["labels"])
    return found


def test_each_label_stands_once_with_its_meaning() -> None:
    assert list(get_args(Label)) == NAMES
    assert len(set(NAMES)) == len(NAMES) == 16
    assert all(row.meaning and row.meaning == row.meaning.strip() for row in LABELS)


def test_the_four_headline_classes() -> None:
    assert HEADLINE == ("uptime_guarantee", "service_credit", "exclusion", "termination_right")


@pytest.mark.parametrize("label", NAMES)
def test_each_label_has_clauses_to_learn_from_and_to_test_on(label: str) -> None:
    """A label added without clauses is never given."""
    training = counted(sorted((ROOT / "corpus" / "clauses").glob("*.jsonl")))
    testing = counted(sorted((ROOT / "corpus" / "gold").glob("*.json")), "paragraphs")

    assert training[label] >= 20
    assert testing[label] >= 1
    assert set(training) | set(testing) <= set(NAMES)


@pytest.mark.parametrize("label", NAMES)
def test_the_model_knows_each_label_and_its_card_tells_of_it(label: str) -> None:
    model = json.loads((ROOT / "models" / "model.json").read_text(encoding="utf-8"))

    assert label in json.dumps(model)
    assert label in (ROOT / "models" / "MODEL_CARD.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", VOCABULARIES)
def test_no_word_of_a_vocabulary_stands_twice(name: str) -> None:
    words = get_args(VOCABULARIES[name])

    assert len(set(words)) == len(words) > 1
    assert all(re.fullmatch(r"[a-z]+(?:_[a-z]+)*", word) for word in words)


def test_the_phrases_belong_to_groups_of_the_record() -> None:
    """A row of the comparison asks for the phrases of its group by name."""
    assert set(PHRASES) <= set(Agreement.model_fields)
    assert {term.group for term in TERMS} - {None} <= set(PHRASES)
    assert all(phrase == phrase.lower() for phrases in PHRASES.values() for phrase in phrases)
    phrases = [phrase for group in PHRASES.values() for phrase in group]
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize("group", PHRASES)
def test_each_phrase_is_found_in_any_case_as_a_whole(group: str) -> None:
    for phrase in PHRASES[group]:
        text = f"Here the {phrase.upper()} is meant."
        assert any(m.group == group and m.span.of(text) == phrase.upper() for m in mentions(text)), phrase


@pytest.mark.parametrize("text", ["", "Good morning.", "The weather is available.", "creditable", "latencyless", "We report to nobody."])
def test_other_words_speak_of_nothing(text: str) -> None:
    assert groups_in([text]) == [frozenset()]


@pytest.fixture(scope="module")
def contract(shared: Path) -> str:
    return (shared / "design" / "agreement.md").read_text(encoding="utf-8")


@pytest.mark.shared
def test_the_labels_are_those_of_the_contract(contract: str) -> None:
    assert re.findall(r"^\| `([a-z_]+)` \|", contract, re.MULTILINE) == NAMES


@pytest.mark.shared
@pytest.mark.parametrize("name", VOCABULARIES)
def test_the_vocabularies_are_those_of_the_contract(name: str, contract: str) -> None:
    """A word of ours that the contract does not know breaks whoever reads it by the contract, and the other way round."""
    section = re.split(rf"\*\*`{re.escape(name)}`\*\*", contract)[1].split("**`")[0].split("\n\n")[0]
    told = re.sub(r"\([^()]*\)", "", section)

    assert set(re.findall(r"`([a-z_]+)`", told)) == set(get_args(VOCABULARIES[name]))


@pytest.mark.shared
def test_the_example_of_the_contract_is_a_record(contract: str) -> None:
    """The contract fixes the names of fields; renaming one would break every reader of records."""
    example: dict[str, Any] = json.loads(contract.split("```json")[1].split("```")[0])

    record = Agreement.model_validate(example)

    assert record.uptime[0].percent == 99.95
    assert record.credits[1].per == "PT1H"
