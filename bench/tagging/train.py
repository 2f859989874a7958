"""The weights of `pipelines/tag/likeness.csv`: `python -m bench.tagging.train`.

Trained on the labelled articles of this folder but `unseen`, and on the samples; gold is never among them. TF-IDF of
stems and logistic regression, one pillar against the rest, rare pillars weighted up, by descent with momentum in the
space of the articles (a few hundred of them, several thousand stems). Deterministic: no random numbers.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from bench.tagging.labelled import HELD_OUT, HERE, load_samples, make_sample_text
from models.lexicon import PILLARS
from pipelines.tag.likeness import HEADER, WEIGHTS, count_stems
from serving.labelled import load_labelled

Matrix = NDArray[np.float64]
Example = tuple[Counter[str], frozenset[str]]
"""Stems with their numbers, and the pillars of the label."""
LEAST_ARTICLES = 2
STRENGTH = 20.0
"""Weight of the errors against that of the size of the weights."""
STEPS = 6000
LEAST_WEIGHT = 0.25
"""Stems that move no pillar by so much are left out of the file."""


def main() -> None:
    """Train and write the file."""
    examples = list(load_examples())
    names, idf = count_documents([counts for counts, _ in examples])
    features = make_features([counts for counts, _ in examples], names, idf)
    labels = np.array([[float(pillar in pillars) for pillar in PILLARS] for _, pillars in examples])
    weights, constants = fit(features, labels)
    kept = [row for row in range(len(names)) if np.abs(weights[row]).max() >= LEAST_WEIGHT]
    write([names[row] for row in kept], idf[kept], weights[kept], constants)
    print(f"{len(examples)} articles, {len(names)} stems, {len(kept)} kept")


def load_examples() -> Iterator[Example]:
    """Relevant articles of the development files and the samples."""
    for path in sorted(HERE.glob("*.jsonl")):
        for row in load_labelled(path) if path.stem not in HELD_OUT else ():
            if row["relevant"] is True:
                yield count_stems(row["title"], row["text"]), frozenset(row["pillars"])
    for article in load_samples():
        if article.relevant is True:
            text = make_sample_text(article)
            yield count_stems(text.title, text.body), frozenset(article.pillars)


def count_documents(examples: Sequence[Counter[str]]) -> tuple[list[str], Matrix]:
    """Stems of several articles in order, and how rare each is."""
    documents = Counter(stem for counts in examples for stem in counts)
    names = sorted(stem for stem, count in documents.items() if count >= LEAST_ARTICLES)
    return names, np.array([1 + log((1 + len(examples)) / (1 + documents[name])) for name in names])


def make_features(examples: Sequence[Counter[str]], names: Sequence[str], idf: Matrix) -> Matrix:
    """A row of length 1 per article."""
    rows = {name: row for row, name in enumerate(names)}
    features = np.zeros((len(examples), len(names)))
    for index, counts in enumerate(examples):
        for stem, count in counts.items():
            if stem in rows:
                features[index, rows[stem]] = (1 + log(count)) * idf[rows[stem]]
    lengths: Matrix = np.linalg.norm(features, axis=1, keepdims=True)
    return features / lengths


def fit(features: Matrix, labels: Matrix) -> tuple[Matrix, Matrix]:
    """Weights per stem and pillar, and constants per pillar."""
    overlap = features @ features.T
    share = labels.mean(axis=0)
    emphasis = STRENGTH * (labels / (2 * share) + (1 - labels) / (2 * (1 - share)))
    pace = 1 / (0.25 * float(emphasis.max()) * (float(np.linalg.eigvalsh(overlap)[-1]) + len(labels)) + 1)
    duals, constants = np.zeros_like(labels), np.zeros(labels.shape[1])
    last_duals, last_constants = duals, constants
    for step in range(STEPS):
        momentum = step / (step + 3)
        ahead = duals + momentum * (duals - last_duals)
        ahead_constants = constants + momentum * (constants - last_constants)
        errors = emphasis * (1 / (1 + np.exp(-(overlap @ ahead + ahead_constants))) - labels)
        last_duals, last_constants = duals, constants
        duals = ahead - pace * (errors + ahead)
        constants = ahead_constants - pace * errors.sum(axis=0)
    return features.T @ duals, constants


def write(names: Sequence[str], idf: Matrix, weights: Matrix, constants: Matrix) -> None:
    """The file, numbers to two places."""
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerow(["", 0, *(f"{constant:.3f}" for constant in constants)])
        for name, rarity, row in zip(names, idf, weights, strict=True):
            writer.writerow([name, f"{rarity:.2f}", *(f"{weight:.2f}" for weight in row)])


if __name__ == "__main__":
    main()
