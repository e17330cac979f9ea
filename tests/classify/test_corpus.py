"""The training corpus is the project's own: no agreement of the bench is in it, not even in pieces."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared" / "bench" / "gold"
RUN = 12
"""Words in a row that nobody writes twice by chance, formulas and figures apart."""


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def shared_runs(texts: list[str], others: list[str]) -> list[str]:
    """Return the texts that have a run of words in common with others."""
    known = {run for other in others for run in runs(other)}
    return [text for text in texts if any(run in known for run in runs(text))]


def test_a_run_of_words_in_common_is_seen() -> None:
    """The guard itself: a copied half sentence is found wherever it stands, eleven words in common are not."""
    other = "one two three four five six seven eight nine ten eleven twelve thirteen"

    assert shared_runs(["And so: Two three four, five six seven eight nine ten eleven twelve thirteen!"], [other])
    assert not shared_runs(["two three four five six seven eight nine ten eleven twelve but not more"], [other])


@pytest.mark.shared
@pytest.mark.skipif(not GOLD.is_dir(), reason="the bench is not here")
def test_no_clause_shares_a_run_of_words_with_the_bench() -> None:
    """A corpus that copies the bench would make every figure on the bench worthless."""
    others = [paragraph["text"] for path in sorted(GOLD.glob("*.json")) for paragraph in json.loads(path.read_text())["paragraphs"]]
    texts = [
        json.loads(line)["text"]
        for folder in ("clauses", "blind")
        for path in sorted((ROOT / "corpus" / folder).glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]

    assert len(others) > 500
    assert len(texts) > 15_000
    assert shared_runs(texts, others) == []
