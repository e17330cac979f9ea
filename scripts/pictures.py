"""Draw the pictures of docs/: learning curve, confusion between labels, reliability of probabilities and confidences.

    pictures.py            draw all of them into docs/figures (needs matplotlib: pip install -e '.[docs]')

The learning curve trains on 25, 50, 75 and 100 % of the training agreements and scores the same held-out fifth each time.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np

matplotlib.use("Agg")
from matplotlib import pyplot as plt

from card import NAMES, Group, figures_on, groups_of, part_of, said_by, truth_of
from corpus import FOLDER, lines
from extractor.taxonomy import HEADLINE
from train import trained

OUT = Path(__file__).resolve().parent.parent / "docs" / "figures"
SHARES = (0.25, 0.5, 0.75, 1.0)


def learning_curve(train: list[Group], test: list[Group], out: Path) -> Any:
    """Draw mean F1 over the share of the training agreements; return the model trained on all of them."""
    rows = []
    for share in SHARES:
        part = train[: round(len(train) * share)]
        model = trained(part)
        figures = figures_on(model, test)
        clauses = sum(len(clauses) for clauses, _, _ in part)
        rows.append((clauses, np.mean([figures[n]["f1"] for n in HEADLINE]), np.mean([f["f1"] for f in figures.values()])))
        print(f"{share:4.0%}  {clauses:6d} clauses  headline {rows[-1][1]:.3f}  all {rows[-1][2]:.3f}")
    figure, axes = plt.subplots(figsize=(6.4, 4))
    axes.plot([r[0] for r in rows], [r[1] for r in rows], "o-", label="headline labels")
    axes.plot([r[0] for r in rows], [r[2] for r in rows], "s--", label="all labels")
    axes.set(xlabel="clauses trained on", ylabel="mean F1 on agreements not trained on", title="Learning curve", ylim=(0.7, 1.0))
    axes.grid(alpha=0.3)
    axes.legend()
    _save(figure, out / "learning-curve.png")
    return model


def confusion(model: Any, test: list[Group], out: Path) -> None:
    """Draw which label is given where another is right: rows are right labels, columns given ones, each row in shares."""
    truth = truth_of(test)
    said = said_by(model, np.vstack([model.probabilities(clauses) for clauses, _, _ in test]))
    table = np.zeros((len(NAMES), len(NAMES) + 1))
    for right, given in zip(truth.astype(bool), said, strict=True):
        extra = np.flatnonzero(given & ~right)
        for label in np.flatnonzero(right):
            if given[label]:
                table[label, label] += 1
            elif len(extra):
                table[label, extra] += 1 / len(extra)
            else:
                table[label, -1] += 1
    shares = table / np.maximum(1, table.sum(axis=1, keepdims=True))
    figure, axes = plt.subplots(figsize=(9, 7.5))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(NAMES) + 1), [*NAMES, "(none)"], rotation=60, ha="right", fontsize=8)
    axes.set_yticks(range(len(NAMES)), [f"{name} ({int(table[i].sum())})" for i, name in enumerate(NAMES)], fontsize=8)
    for i, row in enumerate(shares):
        for j, share in enumerate(row):
            if share >= 0.005:
                axes.text(j, i, f"{share:.0%}".rstrip("%"), ha="center", va="center", fontsize=7, color="white" if share > 0.5 else "black")
    axes.set(xlabel="given", ylabel="right (clauses)", title="Labels of held-out clauses, per cent of each row")
    _save(figure, out / "confusion.png")


def reliability(pairs: list[tuple[float, bool]], path: Path, title: str = "Confidence of terms") -> None:
    """Draw how often terms of a confidence are right, over ten bins."""
    figure, axes = plt.subplots(figsize=(4.6, 4.4))
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    confidences, right = np.array([p for p, _ in pairs]), np.array([r for _, r in pairs])
    for low in np.arange(0, 1, 0.1):
        inside = (confidences >= low) & (confidences < low + 0.1 + (low > 0.85) * 0.01)
        if inside.any():
            axes.scatter(confidences[inside].mean(), right[inside].mean(), s=10 + 2 * inside.sum(), color="tab:blue")
            axes.annotate(
                str(int(inside.sum())),
                (confidences[inside].mean(), right[inside].mean()),
                fontsize=7,
                xytext=(4, -8),
                textcoords="offset points",
            )
    axes.set(xlim=(0, 1.02), ylim=(0, 1.05), xlabel="confidence", ylabel="share that is right", title=title)
    axes.grid(alpha=0.3)
    _save(figure, path)


def _save(figure: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(path, dpi=130, metadata={"Software": None})
    plt.close(figure)
    print(path)


def main() -> int:
    """Draw the pictures of the classifier."""
    groups = groups_of(lines(sorted(FOLDER.glob("*.jsonl"))))
    train, test = [g for g in groups if part_of(g[2]) != 0], [g for g in groups if part_of(g[2]) == 0]
    train.sort(key=lambda group: part_of(group[2] + "curve") * 1000 + hash_of(group[2]))
    model = learning_curve(train, test, OUT)
    confusion(model, test, OUT)
    probabilities, truth = np.vstack([model.probabilities(clauses) for clauses, _, _ in test]), truth_of(test)
    pairs = [
        (float(p), bool(t))
        for j, name in enumerate(NAMES)
        if name in HEADLINE
        for p, t in zip(probabilities[:, j], truth[:, j], strict=True)
        if p > 0.02
    ]
    reliability(pairs, OUT / "reliability-labels.png", "Probabilities of headline labels")
    return 0


def hash_of(origin: str) -> int:
    """Return a number below 1,000 that mixes the agreements of all files."""
    import hashlib

    return int(hashlib.sha256(origin.encode()).hexdigest()[:8], 16) % 1000


if __name__ == "__main__":
    sys.exit(main())
