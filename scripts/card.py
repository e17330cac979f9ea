"""Agreements of the corpus in folds, the figures of a classifier on what it has not seen, and its model card."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

import numpy as np

from corpus import clauses_of
from extractor.classify.model import Model
from extractor.document import Clause
from extractor.taxonomy import HEADLINE, LABELS

NAMES = tuple(row.label for row in LABELS)
FOLDS = 5

Group = tuple[list[Clause], list[set[str]], str]


def part_of(origin: str) -> int:
    """Return 0 to 4 for a fifth of the origins, by name, so that adding agreements moves none to another part."""
    return int(hashlib.sha256(origin.encode()).hexdigest(), 16) % FOLDS


def fold_of(origin: str) -> int:
    """Return the fold of an agreement."""
    return part_of(origin + "fold")


def groups_of(entries: list[dict[str, Any]]) -> list[Group]:
    """Return the agreements of the corpus with their origin."""
    origins = list(dict.fromkeys(entry["origin"] for entry in entries))
    return [(clauses, labels, origin) for (clauses, labels), origin in zip(clauses_of(entries), origins, strict=True)]


def truth_of(groups: list[Group]) -> np.ndarray:
    """Return the labels as a matrix of 0 and 1."""
    return np.array([[name in labels for name in NAMES] for _, given, _ in groups for labels in given], dtype=float)


class Held(NamedTuple):
    """Hold what models say of agreements that they have not seen: probabilities, labels given and right labels, clauses × labels each."""

    probabilities: np.ndarray
    given: np.ndarray
    truth: np.ndarray


def figures_on(model: Model, groups: list[Group]) -> dict[str, dict[str, float]]:
    """Return the figures of a model on agreements that it was not trained on."""
    probabilities = np.vstack([model.probabilities(clauses) for clauses, _, _ in groups])
    return figures_of(Held(probabilities, said_by(model, probabilities), truth_of(groups)))


def figures_of(held: Held) -> dict[str, dict[str, float]]:
    """Return precision, recall, F1, support and calibration error per label."""
    out = {}
    for j, name in enumerate(NAMES):
        said, truth = held.given[:, j], held.truth[:, j]
        right = float((said * truth).sum())
        precision, recall = right / max(1, said.sum()), right / max(1.0, truth.sum())
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        out[name] = {
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "support": float(truth.sum()),
            "calibration": calibration_error(held.probabilities[:, j], truth),
        }
    return out


def said_by(model: Model, probabilities: np.ndarray) -> np.ndarray:
    """Return which labels are given, clauses × labels of true and false."""
    said = np.zeros(probabilities.shape, dtype=bool)
    for i, row in enumerate(probabilities):
        said[i, model.given(row)] = True
    return said


def calibration_error(probabilities: np.ndarray, truth: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error over equal bins."""
    index = np.minimum(bins - 1, (probabilities * bins).astype(int))
    error = 0.0
    for k in range(bins):
        inside = index == k
        if inside.any():
            error += inside.mean() * abs(probabilities[inside].mean() - truth[inside].mean())
    return float(error)


def repeated(groups: list[Group]) -> int:
    """Return how many clauses of more than 30 letters stand word for word (numbers apart) in an agreement of another fold too."""
    seen: dict[str, set[int]] = {}
    masked = [
        ("".join(ch for ch in clause.text.lower() if ch.isalpha()), fold_of(origin))
        for clauses, _, origin in groups
        for clause in clauses
        if len(clause.text) > 30
    ]
    for text, fold in masked:
        seen.setdefault(text, set()).add(fold)
    return sum(len(seen[text]) > 1 for text, _ in masked)


def means(figures: dict[str, dict[str, float]]) -> tuple[float, float]:
    """Return the mean F1 of the headline labels and of all."""
    return float(np.mean([figures[name]["f1"] for name in HEADLINE])), float(np.mean([f["f1"] for f in figures.values() if f["support"]]))


def card(figures: dict[str, dict[str, float]], blind: dict[str, dict[str, float]], counts: dict[str, Any]) -> str:
    """Return the model card."""
    rows = "\n".join(
        f"| `{name}` | {f['precision']:.3f} | {f['recall']:.3f} | {f['f1']:.3f} | {f['support']:.0f} | {f['calibration']:.3f} |"
        f" {blind[name]['precision']:.3f} | {blind[name]['recall']:.3f} | {blind[name]['f1']:.3f} | {blind[name]['support']:.0f} |"
        for name, f in figures.items()
    )
    headline, every = means(figures)
    headline_blind, every_blind = means(blind)
    return f"""# Model card: clause classifier

What it does: gives each clause of a service level agreement none, one or several of sixteen labels, with calibrated probabilities.

What it is: a network of one hidden layer over words, word pairs, word beginnings, cue phrases and the words around a clause
(headings, lead-in, table header, neighbours), and a linear stage over its scores of the clause, its sentences, its neighbours and
its list; weights as plain arrays, no code in the files. Trained by `scripts/train.py`.

Data: {counts["clauses"]:,} clauses of {counts["origins"]:,} agreements, all written for this project (`corpus/clauses`); {counts["sectors"]} sectors,
{counts["registers"]} registers. Corpus hash `{counts["hash"]}`.

The figures are those of five folds of whole agreements: each clause is scored by a model that has seen no clause of its agreement's
fold (headline labels: mean F1 {headline:.3f}; all labels: mean F1 {every:.3f}); {counts["repeats"]} clauses of more than 30 letters
stand word for word in another fold too. The model that ships is trained on all folds. The last four columns are its figures on
{counts["blind"]} agreements in `corpus/blind` (headline labels {headline_blind:.3f}; all labels {every_blind:.3f}), by writers who did
not know what the classifier gets wrong, in part with passages meant to mislead a reader; they are never trained on.

| label | precision | recall | F1 | clauses | calibration error | blind: precision | recall | F1 | clauses |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
{rows}

Agreements of real providers are harder than both: their paragraphs are longer and do several things at once.

Not for: languages other than English, legal advice, deciding whether a clause is enforceable, contracts without service levels
(where nearly every clause should be `other`, and is not checked further).
"""
