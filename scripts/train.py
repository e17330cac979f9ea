"""Train the clause classifier from corpus/clauses into models/, the same bytes at every run.

    train.py                     train, and write models/ with its model card
    train.py --add my.jsonl      with your own labelled clauses beside the project's (JSON Lines, or the markup)
    train.py --compile DIR       turn drafts in the markup into corpus/clauses/*.jsonl first
    train.py --out DIR           write the model elsewhere
    train.py --ablation          what text, structure and context add each, on held-out folds; nothing is written

Agreements (origins) are kept whole and stand in five folds. Each fold is scored by models that never saw it; on these scores
probabilities are calibrated and thresholds chosen for the model that ships, which is trained on all. The figures of the card are
those of the folds too, each with calibration and thresholds of the other four.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
import warnings
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from card import FOLDS, NAMES, Group, Held, card, figures_of, figures_on, fold_of, groups_of, means, repeated, said_by, truth_of
from corpus import FOLDER, drafts, lines
from extractor.classify.features import Features, Views, views_of
from extractor.classify.model import PARTS, Model, context_of, save, sigmoid

STRENGTH = 0.3
"""Inverse regularisation of the second stage; on the held-out folds 0.1 to 1 differ by less than 0.01 in F1."""
UNITS, NETS = 32, 5
"""Hidden units of a network, and networks whose scores are averaged. On held-out folds, mean F1 of all labels: a linear first stage
0.832; one network of 32 units 0.846, of 64 units 0.852, of 96 units 0.851; three of 48 units 0.854. Several are steadier than one on
agreements by others, whose scores chance at the start of a training moves by 0.01: there five of 32 units make 313 errors where three
of 48 make 320."""
BATCH, RATE, PASSES, STEPS = 512, 0.012, 5, 200
"""How a network learns: clauses at a time, step, times through the corpus (10 are no better), and least number of steps."""
RAREST = 5
"""A feature must stand in so many agreements, or it is some writers' habit: 4 and 5 score alike, 2 and 6 lower."""

TEXT = ("w:", "s:", "b:", "c:", "cc:", "c3:", "o", "q", "len:", "m:")
NEIGHBOURS = ("p=", "n=")
"""Beginnings of the names of features of the text itself, and of the clauses before and after; the others are structure."""
LEVELS = ("text", "text and structure", "text, structure and context")
ALONE = (0, 5, 6, 7)
"""Blocks of the second stage's inputs that speak of the clause itself (see `context_of`)."""
BLIND = FOLDER.parent / "blind"
"""Labelled agreements that are never trained on, by writers who did not know what the classifier gets wrong."""


def seen_at(name: str, level: int) -> bool:
    """Tell whether a feature is read at a level of `LEVELS`."""
    return level == 2 or (not name.startswith(NEIGHBOURS) and (level == 1 or name.startswith(TEXT)))


def vocabulary_of(views: list[Views], level: int = 2) -> dict[str, int]:
    """Return the features of at least `RAREST` agreements, numbered in order of their names."""
    seen: Counter[str] = Counter()
    for view in views:
        seen.update({name for features in view.whole() for name in features})
    return {name: i for i, name in enumerate(sorted(name for name, count in seen.items() if count >= RAREST and seen_at(name, level)))}


def matrix_of(entries: list[Features], vocabulary: dict[str, int]) -> csr_matrix:
    """Return features as a sparse matrix, a row per entry."""
    rows, columns, values = [], [], []
    for i, features in enumerate(entries):
        for name, value in features.items():
            if name in vocabulary:
                rows.append(i)
                columns.append(vocabulary[name])
                values.append(value)
    return csr_matrix((np.array(values, dtype=np.float32), (rows, columns)), shape=(len(entries), len(vocabulary)))


def networks(matrix: csr_matrix, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a first stage: weights of features to hidden units, and of units to labels, the bias as last row of each.

    The mean of several networks' scores is one network with all their units, whose outgoing weights are divided by their number.
    """
    into, out = [], []
    for seed in range(NETS):
        network = learnt(matrix, truth, seed)
        into.append(np.vstack([network.coefs_[0], network.intercepts_[0]]))
        out.append(np.vstack([network.coefs_[1], network.intercepts_[1]]) / NETS)
    inner = np.vstack([*(each[:-1] for each in out), sum(each[-1:] for each in out)])
    return np.hstack(into).astype(np.float16).astype(np.float32), inner.astype(np.float32).astype(float)


def learnt(matrix: csr_matrix, truth: np.ndarray, seed: int) -> MLPClassifier:
    """Return one network of one hidden layer."""
    batch = min(BATCH, len(truth))
    passes = max(PASSES, STEPS * batch // max(1, len(truth)))
    network = MLPClassifier((UNITS,), alpha=1e-4, batch_size=batch, learning_rate_init=RATE, max_iter=passes, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # few passes are meant: more fit the corpus and not strangers
        return network.fit(matrix, truth.astype(int))


def first_scores(matrix: csr_matrix, weights: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Return the first stage's scores."""
    into, out = weights
    return np.maximum(matrix @ into[:-1] + into[-1], 0.0) @ out[:-1] + out[-1]


def fitted(inputs: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Return the second stage: weights of one linear model per label, the bias as last row.

    Newton's method takes a sixth of liblinear's time here.
    """
    weights = np.zeros((inputs.shape[1] + 1, truth.shape[1]))
    for j in range(truth.shape[1]):
        if 0 < truth[:, j].sum() < len(truth):
            model = LogisticRegression(C=STRENGTH, solver="newton-cholesky", max_iter=100).fit(inputs, truth[:, j])
            weights[:-1, j], weights[-1, j] = model.coef_[0], model.intercept_[0]
        else:
            weights[-1, j] = -8.0
    return weights


def applied(matrix: Any, weights: np.ndarray) -> np.ndarray:
    """Return scores."""
    return matrix @ weights[:-1] + weights[-1]


def contexts(groups: list[Group], views: list[Views], whole: np.ndarray, sentences: np.ndarray) -> np.ndarray:
    """Return the second stage's inputs, agreement by agreement."""
    parts, start, first = [], 0, 0
    for (clauses, _, _), view in zip(groups, views, strict=True):
        end, last = start + len(view.own), first + len(view.sentences)
        parts.append(context_of(whole[start:end], sentences[first:last], view.owners, clauses))
        start, first = end, last
    return np.vstack(parts)


def trained(groups: list[Group], level: int = 2) -> Model:
    """Return the model trained on `groups`."""
    return trained_and_held(groups, level)[0]


@threadpool_limits.wrap(limits=1)
def trained_and_held(groups: list[Group], level: int = 2) -> tuple[Model, Held]:
    """Return the model trained on all `groups`, calibrated on held-out folds, and what held-out folds are given.

    One thread: matrices this small are no faster with several, and sums in another order would be other bytes.
    """
    views = [views_of(clauses) for clauses, _, _ in groups]
    vocabulary = vocabulary_of(views, level)
    matrix = matrix_of([features for view in views for features in view.whole()], vocabulary)
    sentences = matrix_of([features for view in views for features in view.whole_sentences()], vocabulary)
    truth = truth_of(groups)
    folds = [fold_of(origin) for _, _, origin in groups]
    fold = np.repeat(folds, [len(view.own) for view in views])
    sentence_fold = np.repeat(folds, [len(view.sentences) for view in views])
    whole_out, sentences_out = np.zeros_like(truth), np.zeros((sentences.shape[0], len(NAMES)))
    for k in range(FOLDS):
        if (fold == k).any() and (fold != k).any():
            weights = networks(matrix[fold != k], truth[fold != k])
            whole_out[fold == k] = first_scores(matrix[fold == k], weights)
            sentences_out[sentence_fold == k] = first_scores(sentences[sentence_fold == k], weights)
    inputs = contexts(groups, views, whole_out, sentences_out)
    if level < 2:
        inputs *= np.repeat([block in ALONE for block in range(PARTS)], len(NAMES))
    second_out = np.zeros_like(truth)
    for k in range(FOLDS):
        second_out[fold == k] = applied(inputs[fold == k], fitted(inputs[fold != k], truth[fold != k]))
    first, inner = networks(matrix, truth)
    second = fitted(inputs, truth).astype(np.float32).astype(float)
    model = Model(NAMES, vocabulary, first, inner, second, *decided(second_out, truth))
    return model, held(model, second_out, truth, fold)


def decided(scores: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return slopes, offsets and thresholds for held-out scores."""
    slopes, offsets = calibrated(scores, truth)
    probabilities = sigmoid(scores * slopes + offsets)
    thresholds = np.array([best_threshold(probabilities[:, j], truth[:, j]) for j in range(len(NAMES))])
    return slopes.round(6), offsets.round(6), thresholds.round(6)


def held(model: Model, scores: np.ndarray, truth: np.ndarray, fold: np.ndarray) -> Held:
    """Return what each fold is given when calibration and thresholds come from the others."""
    probabilities, given = np.zeros_like(truth), np.zeros(truth.shape, dtype=bool)
    for k in range(FOLDS):
        inside = fold == k
        slopes, offsets, thresholds = decided(scores[~inside], truth[~inside])
        probabilities[inside] = sigmoid(scores[inside] * slopes + offsets)
        given[inside] = said_by(replace(model, thresholds=thresholds), probabilities[inside])
    return Held(probabilities, given, truth)


def calibrated(scores: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return slope and offset per label that turn held-out scores into probabilities (Platt's scaling)."""
    slopes, offsets = np.ones(scores.shape[1]), np.zeros(scores.shape[1])
    for j in range(scores.shape[1]):
        if 0 < truth[:, j].sum() < len(truth):
            model = LogisticRegression(C=1e4, random_state=0).fit(scores[:, [j]], truth[:, j])
            slopes[j], offsets[j] = model.coef_[0, 0], model.intercept_[0]
    return slopes, offsets


def best_threshold(probabilities: np.ndarray, truth: np.ndarray) -> float:
    """Return the threshold with the best F1 on held-out clauses, kept between 0.45 and 0.6: a low one fits the corpus and fails on strangers."""
    best, at = -1.0, 0.5
    for threshold in np.arange(0.45, 0.61, 0.025):
        said = probabilities >= threshold
        total = said.sum() + truth.sum()
        f1 = 2 * (said * truth).sum() / total if total else 0.0
        if f1 > best + 1e-9:
            best, at = f1, float(threshold)
    return at


def main() -> int:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--add", type=Path, nargs="+", default=[], metavar="FILE", help="your own labelled clauses")
    parser.add_argument("--only", type=Path, nargs="+", metavar="FILE", help="train on these files alone, without the project's clauses")
    parser.add_argument("--compile", type=Path, metavar="DIR", help="drafts in the markup to turn into corpus/clauses/*.jsonl first")
    parser.add_argument("--out", type=Path, default=FOLDER.parent.parent / "models", metavar="DIR", help="where the model goes")
    parser.add_argument("--ablation", action="store_true", help="score the model without context, and without structure either")
    options = parser.parse_args()
    started = time.process_time()
    if options.compile:
        compiled(options.compile)
    entries = lines([*(options.only or sorted(FOLDER.glob("*.jsonl"))), *options.add])
    groups = groups_of(entries)
    blind = groups_of(lines(sorted(BLIND.glob("*.jsonl"))))
    if options.ablation:
        return ablation(groups, blind)
    model, held_out = trained_and_held(groups)
    figures = figures_of(held_out)
    save(model, options.out)
    apart = figures_on(model, blind)
    digest = hashlib.sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()[:16]
    counts = {
        "clauses": len(entries),
        "origins": len(groups),
        "sectors": len({e.get("sector") for e in entries}),
        "registers": len({e.get("register") for e in entries}),
        "repeats": repeated(groups),
        "hash": digest,
        "blind": len(blind),
    }
    (options.out / "MODEL_CARD.md").write_text(card(figures, apart, counts), encoding="utf-8")
    print(
        f"{len(entries):,} clauses of {len(groups)} agreements, {len(model.vocabulary):,} features, {time.process_time() - started:.0f} s of CPU"
    )
    for name, found in (("held-out", figures), ("blind", apart)):
        print(f"{name} mean F1: headline labels {means(found)[0]:.3f}, all labels {means(found)[1]:.3f}")
    return 0


def ablation(groups: list[Group], blind: list[Group]) -> int:
    """Print how well models do that read less."""
    print(f"{'reads':30} held-out: headline  all   blind: headline  all")
    for level, name in enumerate(LEVELS):
        model, held_out = trained_and_held(groups, level)
        (headline, every), (headline_blind, every_blind) = means(figures_of(held_out)), means(figures_on(model, blind))
        print(f"{name:30} {headline:18.3f} {every:.3f} {headline_blind:16.3f} {every_blind:.3f}", flush=True)
    return 0


def compiled(folder: Path) -> None:
    """Turn every draft of a folder into a file of corpus/clauses, exact repeats dropped."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()
    for path in sorted(folder.glob("*.txt")):
        kept = []
        for entry in drafts(path):
            key = json.dumps([entry["text"], entry["path"], entry.get("lead_in")])
            if key not in seen or len(entry["text"]) < 30:
                seen.add(key)
                kept.append(entry)
        (FOLDER / f"{path.stem}.jsonl").write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in kept), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
