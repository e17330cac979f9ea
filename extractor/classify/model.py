"""The trained classifier: plain arrays and a vocabulary, used with numpy alone.

Two stages. The first, a network of one hidden layer, reads the features of a clause and of each of its sentences; the second,
linear, what the first thinks of the clause, its sentences, its neighbours, its lead-in and the other members of its list or
table, since what a list is for shows in its members together.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.classify.features import Features, views_of
from extractor.document import Clause

Array = npt.NDArray[np.float64]
Weights = npt.NDArray[np.floating[Any]]

FALLBACK = "other"
LONE = 0.3
"""Probability from which a label is given alone where none reaches its threshold; below it a passage is "other". Chosen where
agreements by strangers lose nothing: one step lower puts support and exclusions into every page of documentation."""

FILES = ("vocabulary.txt", "first.npy", "inner.npy", "second.npy", "model.json")

AT_ONCE = 256
"""Clauses whose features are summed at once; a contract of ten thousand clauses would else take 300 MB for a moment."""

UNLIKELY = 0.15
"""Probability of "other" below which a passage without any other label is not called so."""


@dataclass(frozen=True)
class Model:
    """Hold the weights: `first` (features + 1) × units, `inner` (units + 1) × labels, `second` (context + 1) × labels, each with
    the bias as last row.

    `slopes` and `offsets` turn scores into calibrated probabilities (Platt), `thresholds` are the least probability given.
    """

    labels: tuple[str, ...]
    vocabulary: dict[str, int]
    first: Weights
    inner: Array
    second: Array
    slopes: Array
    offsets: Array
    thresholds: Array

    def sums(self, features: Sequence[Features]) -> Array:
        """Return what features add to the hidden units, without the bias: a row per entry, a column per unit."""
        sums: Array = np.zeros((len(features), self.first.shape[1]))
        for start in range(0, len(features), AT_ONCE):
            part = features[start : start + AT_ONCE]
            indices = np.fromiter(map(self.vocabulary.get, chain.from_iterable(part), repeat(-1)), dtype=np.int64)
            values = np.fromiter(chain.from_iterable(each.values() for each in part), dtype=self.first.dtype)
            rows = np.repeat(np.arange(start, start + len(part)), [len(each) for each in part])
            known = indices >= 0
            rows = rows[known]
            if len(rows):
                starts = np.flatnonzero(np.diff(rows, prepend=-1))
                sums[rows[starts]] = np.add.reduceat(self.first[indices[known]] * values[known, None], starts, axis=0)
        return sums

    def scores(self, sums: Array) -> Array:
        """Return the first stage's scores, a column per label, from what reaches the hidden units."""
        scores: Array = np.maximum(sums + self.first[-1], 0.0) @ self.inner[:-1] + self.inner[-1]
        return scores

    def probabilities(self, clauses: Sequence[Clause]) -> Array:
        """Return calibrated probabilities, clauses × labels, for the clauses of one document."""
        views = views_of(clauses)
        standing = self.sums(views.standing)
        whole, sentences = self.scores(self.sums(views.own) + standing), self.scores(self.sums(views.sentences) + standing[views.owners])
        inputs = context_of(whole, sentences, views.owners, clauses)
        return sigmoid((inputs @ self.second[:-1] + self.second[-1]) * self.slopes + self.offsets)

    def given(self, row: Array) -> list[int]:
        """Return which labels one clause's probabilities give it, most probable first.

        Every label at or above its threshold is given; "other" stands alone. Where none is, the most probable one is given from
        `LONE` on: a passage has some purpose, and its probability says how sure that is. What is unlike every label, "other"
        included, gets none: whoever looks for terms then looks at its words alone.
        """
        fallback = self.labels.index(FALLBACK)
        sure = [i for i in range(len(self.labels)) if row[i] >= self.thresholds[i] and i != fallback]
        best = int(row.argmax())
        if sure or row[best] >= LONE:
            return sorted(sure, key=lambda i: -row[i]) or [best]
        return [fallback] if row[fallback] >= UNLIKELY else []


def sigmoid(values: Array) -> Array:
    """Return the logistic function, safe for large values."""
    return np.where(values >= 0, 1.0 / (1.0 + np.exp(-np.abs(values))), np.exp(-np.abs(values)) / (1.0 + np.exp(-np.abs(values))))


PARTS = 8
"""Blocks of the second stage's inputs, each as wide as there are labels."""


def context_of(scores: Array, sentences: Array, owners: Sequence[int], clauses: Sequence[Clause]) -> Array:
    """Return the second stage's inputs, clauses × (blocks × labels), from the first stage's scores.

    Blocks: the clause itself; squashed, the clause before, the one after, its lead-in, the mean of its list or table; its
    strongest sentence, squashed and plain; the mean of its sentences.
    """
    squashed = np.tanh(scores / 2.0)
    count, width = squashed.shape
    out = np.zeros((count, PARTS, width))
    out[:, 0] = scores
    index = {clause.id: i for i, clause in enumerate(clauses)}
    groups: dict[tuple[object, ...], list[int]] = {}
    for i, clause in enumerate(clauses):
        for block, j in ((1, i - 1), (2, i + 1)):
            if 0 <= j < count and clauses[j].kind != "heading" and clauses[j].path == clause.path:
                out[i, block] = squashed[j]
        lead = index.get(clause.lead_in or "")
        if lead is not None:
            out[i, 3] = squashed[lead]
        if clause.kind in ("item", "row"):
            groups.setdefault((clause.table, clause.lead_in, clause.path), []).append(i)
    for members in groups.values():
        if len(members) > 1:
            total = squashed[members].sum(axis=0)
            for i in members:
                out[i, 4] = (total - squashed[i]) / (len(members) - 1)
    strongest, mean = scores.copy(), scores.copy()
    if len(owners):
        firsts = [k for k, owner in enumerate(owners) if k == 0 or owners[k - 1] != owner]
        several = [owners[k] for k in firsts]
        strongest[several] = np.maximum.reduceat(sentences, firsts, axis=0)
        lengths = np.diff([*firsts, len(owners)])
        mean[several] = np.add.reduceat(sentences, firsts, axis=0) / lengths[:, None]
    out[:, 5], out[:, 6], out[:, 7] = np.tanh(strongest / 2.0), strongest, mean
    return out.reshape(count, PARTS * width)


def home() -> Any:
    """Return the folder of the trained model: inside the installed package, else beside it in a checkout."""
    installed = files("extractor") / "models"
    return installed if (installed / "model.json").is_file() else Path(__file__).resolve().parents[2] / "models"


@cache
def trained() -> Model:
    """Return the model that ships with the program, read once per process."""
    return load(home())


def load(folder: Any) -> Model:
    """Return the model in a folder; nothing in it is executed when read."""
    names = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    first, inner, second = (_array(folder / name) for name in ("first.npy", "inner.npy", "second.npy"))
    return Model(
        labels=tuple(description["labels"]),
        vocabulary={name: i for i, name in enumerate(names)},
        first=first.astype(np.float32),
        inner=inner.astype(np.float64),
        second=second.astype(np.float64),
        slopes=np.array(description["slopes"]),
        offsets=np.array(description["offsets"]),
        thresholds=np.array(description["thresholds"]),
    )


def _array(path: Any) -> Weights:
    with path.open("rb") as stored:
        array: Weights = np.load(stored, allow_pickle=False)
    return array


def save(model: Model, folder: Path) -> None:
    """Write a model as plain arrays and text; the first stage in half precision, as it was measured, a tenth of the wheel."""
    folder.mkdir(parents=True, exist_ok=True)
    names = sorted(model.vocabulary, key=lambda name: model.vocabulary[name])
    (folder / "vocabulary.txt").write_text("\n".join(names), encoding="utf-8")
    np.save(folder / "first.npy", model.first.astype(np.float16), allow_pickle=False)
    np.save(folder / "inner.npy", model.inner.astype(np.float32), allow_pickle=False)
    np.save(folder / "second.npy", model.second.astype(np.float32), allow_pickle=False)
    description = {"labels": list(model.labels)} | {
        name: [round(float(v), 6) for v in getattr(model, name)] for name in ("slopes", "offsets", "thresholds")
    }
    (folder / "model.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")
