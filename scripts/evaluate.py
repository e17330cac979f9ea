"""Score the program on agreements with gold records: labels, facts, calibration, agreement between formats.

    evaluate.py                          the project's own samples (corpus/source), each made as PDF and as DOCX
    evaluate.py --json                   the figures as JSON
    evaluate.py --bench DIR              labels of the agreements of DIR/docs by the gold of DIR/gold, each format, and their calibration
    evaluate.py --figures docs/figures   also draw the pictures of docs/ (needs matplotlib)
    evaluate.py --folder DIR             agreement between formats over documents NAME.pdf, NAME.docx, NAME.md … of a folder

Precision is the share of what was found that is right, recall the share of what is there that was found, F1 their
harmonic mean; facts are exact on normalised values (durations in minutes, percentages within a hundredth).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np

import card
from extractor.classify import classify
from extractor.classify.model import trained
from extractor.pipeline import extract
from extractor.quantities import minutes_of
from extractor.readers import load, read
from extractor.segment import segment
from extractor.taxonomy import HEADLINE, LABELS
from make_samples import MAKERS
from sample_source import gold_of, samples

WORD = re.compile(r"[^\W_]+")


@dataclass
class Count:
    """Count what is right, what was found and what is there."""

    right: int = 0
    found: int = 0
    there: int = 0

    def add(self, right: int, found: int, there: int) -> None:
        """Add one observation."""
        self.right, self.found, self.there = self.right + right, self.found + found, self.there + there

    @property
    def precision(self) -> float:
        """Return the share of right among the found."""
        return self.right / self.found if self.found else float("nan")

    @property
    def recall(self) -> float:
        """Return the share of right among what is there."""
        return self.right / self.there if self.there else float("nan")

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both, 0 where nothing is right."""
        return 2 * self.right / (self.found + self.there) if self.found + self.there else float("nan")


def words(text: str | None) -> list[str]:
    """Return the words of a text in lower case."""
    return WORD.findall((text or "").lower())


def placed(gold: dict[str, Any], record: dict[str, Any]) -> list[dict[str, Any] | None]:
    """Return for each gold paragraph the clause that holds most of its words, None where less than half is found."""
    theirs, owners = [], []
    for i, paragraph in enumerate(gold["paragraphs"]):
        theirs += words(paragraph["text"])
        owners += [i] * len(words(paragraph["text"]))
    ours, places = [], []
    for i, clause in enumerate(record["clauses"]):
        tokens = words(f"{clause['number'] or ''} {clause['heading'] or ''} {clause['text']}")
        ours += tokens
        places += [i] * len(tokens)
    shares: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for a, b, size in SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks():
        for k in range(size):
            shares[owners[a + k]][places[b + k]] += 1
    found: list[dict[str, Any] | None] = []
    for i, paragraph in enumerate(gold["paragraphs"]):
        best = max(shares[i].items(), key=lambda pair: pair[1], default=(None, 0))
        enough = sum(shares[i].values()) * 2 >= len(words(paragraph["text"]))
        found.append(record["clauses"][best[0]] if best[0] is not None and enough else None)
    return found


def count_labels(gold: dict[str, Any], record: dict[str, Any], counts: dict[str, Count], sure: dict[str, list[tuple[float, bool]]]) -> None:
    """Add a document's labels to `counts`, and (probability, right) pairs to `sure`."""
    for paragraph, clause in zip(gold["paragraphs"], placed(gold, record), strict=True):
        if paragraph["kind"] == "heading":
            continue
        truth = set(paragraph["labels"])
        given = {entry["label"]: entry["probability"] for entry in clause["labels"]} if clause else {}
        for row in LABELS:
            counts[row.label].add(row.label in truth and row.label in given, row.label in given, row.label in truth)
        for label, probability in given.items():
            sure[label].append((probability, label in truth))


def minutes(value: Any) -> float | None:
    """Return a duration of the record in minutes."""
    text = value.get("duration") if isinstance(value, dict) else value
    return float(minutes_of(text)) if isinstance(text, str) and text.startswith("P") else None


def bound(value: Any) -> float | None:
    """Return a band's bound as a number: percent, or minutes of a duration; 0 is no bound."""
    return (minutes(value) if isinstance(value, str) else value) or None


def facts_of(record: dict[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the facts of a record (or of gold) as comparable tuples, by group."""
    remedy, claim = record.get("remedy") or {}, record.get("claim") or {}
    credits = [
        (
            c["metric"],
            bound(c.get("at_least")),
            bound(c.get("below")),
            minutes(c.get("per")),
            round(c["credit"]["amount"], 3),
            c["credit"]["unit"],
        )
        for c in record.get("credits", [])
    ]
    return {
        "uptime": [(u["percent"], u.get("period")) for u in record.get("uptime", [])],
        "credits": credits,
        "caps": [(cap["amount"], cap["unit"]) for cap in remedy.get("caps", [])],
        "sole_remedy": [(remedy["sole_remedy"],)] if remedy.get("sole_remedy") is not None else [],
        "automatic": [(remedy["automatic"],)] if remedy.get("automatic") is not None else [],
        "claim": [(minutes(claim["window"]),)] if claim.get("window") else [],
        "exclusions": sorted({(e["category"],) for e in record.get("exclusions", [])} - {("other",)}),
        "maintenance": [(m["kind"], minutes(m.get("notice"))) for m in record.get("maintenance", [])],
        "termination": [
            (t["holder"], t["trigger"], minutes(t.get("notice")), minutes(t.get("cure"))) for t in record.get("termination", [])
        ],
        "support": [(s["severity"].lower(), minutes(s.get("response")), minutes(s.get("resolution"))) for s in record.get("support", [])],
        "performance": [(p["metric"], p["value"]) for p in record.get("performance", [])],
        "provider": [(_name(record["provider"]["value"]),)] if record.get("provider") else [],
        "effective_date": [(record["effective_date"]["value"],)] if record.get("effective_date") else [],
        "governing_law": [(_name(record["governing_law"]["value"]),)] if record.get("governing_law") else [],
    }


def _name(text: str) -> str:
    drop = {"inc", "llc", "ltd", "limited", "gmbh", "as", "plc", "the", "d", "o", "software"}
    return " ".join(word for word in words(text) if word not in drop)


def near(a: tuple[Any, ...], b: tuple[Any, ...]) -> bool:
    """Tell whether two facts are the same, numbers within a hundredth."""
    return all(
        abs(x - y) <= 0.0101 if isinstance(x, float | int) and isinstance(y, float | int) and not isinstance(x, bool) else x == y
        for x, y in zip(a, b, strict=True)
    )


def matched(truth: list[tuple[Any, ...]], found: list[tuple[Any, ...]]) -> int:
    """Return how many facts are in both, each counted once."""
    left, right = list(found), 0
    for fact in truth:
        at = next((i for i, other in enumerate(left) if near(fact, other)), None)
        if at is not None:
            left.pop(at)
            right += 1
    return right


def calibration_error(pairs: list[tuple[float, bool]]) -> float:
    """Return the mean gap between probability and share of right, over ten equal bins (expected calibration error)."""
    return card.calibration_error(*np.array(pairs, dtype=float).T) if pairs else float("nan")


def agreement(records: list[dict[str, Any]]) -> Count:
    """Return how far the records of one document in several formats agree: clause texts and facts, each pair of formats."""
    count = Count()
    for i, first in enumerate(records):
        for second in records[i + 1 :]:
            a, b = (
                [" ".join(words(f"{c['number'] or ''} {c['heading'] or ''} {c['text']}")) for c in r["clauses"]] for r in (first, second)
            )
            count.add(_common(a, b), len(a), len(b))
            for group, facts in facts_of(first).items():
                others = facts_of(second)[group]
                count.add(matched(facts, others), len(facts), len(others))
    return count


def _common(a: list[str], b: list[str]) -> int:
    return sum(size for _, _, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())


def own(folder: Path) -> dict[str, Any]:
    """Return the figures on the project's own samples in every format."""
    labels: dict[str, dict[str, Count]] = {form: defaultdict(Count) for form in MAKERS}
    facts: dict[str, dict[str, Count]] = {form: defaultdict(Count) for form in MAKERS}
    sure: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    both = Count()
    confidences: list[tuple[float, bool]] = []
    for sample in samples():
        gold, records = gold_of(sample), []
        for form, make in MAKERS.items():
            path = folder / f"{sample.name}.{form}"
            path.write_bytes(make(sample))
            record = extract(path).model_dump(mode="json")
            records.append(record)
            count_labels(gold, record, labels[form], sure)
            truth, found = facts_of(gold["facts"]), facts_of(record)
            for group in truth:
                facts[form][group].add(matched(truth[group], found[group]), len(found[group]), len(truth[group]))
            confidences += _confidences(record, truth)
        pair = agreement(records)
        both.add(pair.right, pair.found, pair.there)
    return {"labels": labels, "facts": facts, "sure": sure, "agreement": both.f1, "confidences": confidences}


def _confidences(record: dict[str, Any], truth: dict[str, list[tuple[Any, ...]]]) -> list[tuple[float, bool]]:
    """Return (confidence, right) of the terms that are compared one by one."""
    pairs = []
    for group in ("uptime", "credits", "maintenance", "termination", "support", "performance"):
        found = facts_of(record)[group]
        for fact, term in zip(found, record[group], strict=True):
            pairs.append((term["confidence"], any(near(fact, other) for other in truth[group])))
    return pairs


def mean(values: list[float]) -> float:
    """Return the mean of the values that are numbers."""
    known = [value for value in values if value == value]
    return sum(known) / len(known) if known else float("nan")


def show(figures: dict[str, Any]) -> None:
    """Print the figures as tables."""
    for form in MAKERS:
        labels, facts = figures["labels"][form], figures["facts"][form]
        print(f"\n{form.upper():18} {'precision':>9} {'recall':>7} {'F1':>6} {'gold':>5}")
        for name, count in [*((row.label, labels[row.label]) for row in LABELS), *((f"facts:{g}", c) for g, c in facts.items())]:
            if count.there or count.found:
                print(f"{name:18} {count.precision:9.3f} {count.recall:7.3f} {count.f1:6.3f} {count.there:5d}")
        print(
            f"headline labels {mean([labels[x].f1 for x in HEADLINE]):.3f}   all labels {mean([labels[r.label].f1 for r in LABELS if labels[r.label].there]):.3f}"
            f"   facts {mean([c.f1 for c in facts.values() if c.there]):.3f}"
        )
    print("\ncalibration error of labels: " + ", ".join(f"{label} {calibration_error(figures['sure'][label]):.3f}" for label in HEADLINE))
    print(f"calibration error of terms: {calibration_error(figures['confidences']):.3f} ({len(figures['confidences'])} terms)")
    print(f"agreement between PDF and DOCX: {figures['agreement']:.3f}")


def over_bench(folder: Path) -> int:
    """Print how well labels are given, and how true their probabilities are, on agreements by others."""
    formats: dict[str, list[tuple[Path, Path]]] = defaultdict(list)
    for gold in sorted((folder / "gold").glob("*.json")):
        for path in sorted((folder / "docs").glob(f"{gold.stem}.*")):
            formats[path.suffix if path.suffix in (".pdf", ".docx") else "source"].append((gold, path))
    for form, pairs in formats.items():
        counts: dict[str, Count] = defaultdict(Count)
        sure: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        for gold, path in pairs:
            truth, clauses = json.loads(gold.read_text(encoding="utf-8")), labelled(path)
            places = placed(truth, {"clauses": clauses})  # menus that a reader left out are not the classifier's to find
            kept = [p for p, clause in zip(truth["paragraphs"], places, strict=True) if clause or p["labels"] != ["other"]]
            truth["paragraphs"] = kept
            count_labels(truth, {"clauses": clauses}, counts, defaultdict(list))
            add_probabilities(truth, clauses, sure)
        print(f"\n{form.upper():18} {'precision':>9} {'recall':>7} {'F1':>6} {'gold':>5} {'calibration error':>18}")
        for row in LABELS:
            c = counts[row.label]
            print(f"{row.label:18} {c.precision:9.3f} {c.recall:7.3f} {c.f1:6.3f} {c.there:5d} {calibration_error(sure[row.label]):18.3f}")
        print(
            f"headline labels {mean([counts[x].f1 for x in HEADLINE]):.3f}   all labels {mean([c.f1 for c in counts.values() if c.there]):.3f}"
        )
    return 0


def labelled(path: Path) -> list[dict[str, Any]]:
    """Return the clauses of a file with the labels given to them and the probability of each label, given or not."""
    clauses = segment(read(load(path)))
    probabilities = trained().probabilities(clauses)
    return [
        {
            "number": clause.number,
            "heading": clause.heading,
            "text": clause.text,
            "labels": [{"label": label, "probability": probability} for label, probability in clause.labels],
            "all": dict(zip(trained().labels, row.tolist(), strict=True)) if clause.kind != "heading" else {},
        }
        for clause, row in zip(classify(clauses), probabilities, strict=True)
    ]


def add_probabilities(gold: dict[str, Any], clauses: list[dict[str, Any]], sure: dict[str, list[tuple[float, bool]]]) -> None:
    """Add the probability of every label of every paragraph, and whether it is right: also of labels that are not given."""
    for paragraph, clause in zip(gold["paragraphs"], placed(gold, {"clauses": clauses}), strict=True):
        if paragraph["kind"] != "heading" and clause:
            for label, probability in clause["all"].items():
                sure[label].append((probability, label in paragraph["labels"]))


def over_folder(folder: Path) -> int:
    """Print how far several formats of the same agreement agree, document by document."""
    groups: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.iterdir()):
        groups[path.stem].append(path)
    total = Count()
    for stem, paths in groups.items():
        if len(paths) > 1:
            count = agreement([extract(path).model_dump(mode="json") for path in paths])
            total.add(count.right, count.found, count.there)
            print(f"{stem:40} {count.f1:.3f}  ({', '.join(path.suffix[1:] for path in paths)})")
    print(f"{'all':40} {total.f1:.3f}")
    return 0


def main() -> int:
    """Run the evaluation."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="only the agreement between formats, over the documents of DIR")
    parser.add_argument("--figures", type=Path, metavar="DIR", help="draw the pictures of docs/ into DIR")
    parser.add_argument("--bench", type=Path, metavar="DIR", help="only labels and their calibration, over DIR/docs by DIR/gold")
    options = parser.parse_args()
    if options.bench:
        return over_bench(options.bench)
    if options.folder:
        return over_folder(options.folder)
    with tempfile.TemporaryDirectory() as folder:
        figures = own(Path(folder))
    if options.json:
        print(
            json.dumps(
                {
                    form: {
                        n: {"precision": c.precision, "recall": c.recall, "f1": c.f1}
                        for n, c in {**figures["labels"][form], **figures["facts"][form]}.items()
                    }
                    for form in MAKERS
                },
                indent=1,
            )
        )
    else:
        show(figures)
    if options.figures:
        from pictures import reliability

        reliability(figures["confidences"], options.figures / "reliability.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
