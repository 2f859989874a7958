"""The bundled model trained further on the articles that were harvested, and whether that helped.

Titles are drawn to the passages of their articles, passages to their neighbours (in-batch negatives, InfoNCE in both
directions, as the model was first trained). Some stories are held out: a title must find its own article among all.
Switching to the result is `reembed.py`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, text

from models.errors import UsageError
from pipelines.embedder import ADAPTED_MARK, BUNDLED_DIR, BundledEmbedder, Vectors
from pipelines.passages import split_passages

LEAST_ARTICLES = 300
"""With fewer, the held-out titles say nothing."""
_HELD_OUT = 5
"""Every fifth story."""
_LEAST_WORDS = 30
_BATCH = 512
_EPOCHS = 4
_RATE = 5e-4
_TEMPERATURE = 0.05
_SEED = 20261121
_MOST_PIECES = 256

Progress = Callable[[int, int], None]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Lesson:
    """One article as it is learnt from. Articles of one `group` are told together or held out together."""

    group: int
    title: str
    passages: tuple[str, ...]


@dataclass(frozen=True)
class Adaptation:
    """Mean reciprocal rank of the article among all when its held-out title is searched, by the model before and
    after. `folder` is None where it did not get better and was not kept."""

    articles: int
    held_out: int
    before: float
    after: float
    folder: Path | None


def adapt_model(engine: Engine, folder: Path, progress: Progress | None = None) -> Adaptation:
    """Train the bundled model on all articles in the store and keep it under `folder` if held-out titles find more.

    Its own folder is named after its weights; the same articles give the same ones. Raises UsageError with fewer than
    LEAST_ARTICLES articles.
    """
    lessons = _load_lessons(engine)
    if len(lessons) < LEAST_ARTICLES:
        raise UsageError(f"{len(lessons)} articles with a text are too few to learn from; {LEAST_ARTICLES} are needed")
    learnt = [lesson for lesson in lessons if lesson.group % _HELD_OUT]
    base = BundledEmbedder()
    before = measure_titles(base, lessons)
    matrix = _train(base, list(_make_pairs(learnt)), progress)
    draft = folder / f".{os.getpid()}.part"
    try:
        _write(draft, matrix)
        adapted = BundledEmbedder(draft)
        after = measure_titles(adapted, lessons)
        kept = _keep(draft, folder / f"adapted-{adapted.fingerprint}") if after > before else None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Adaptation(len(lessons), len(lessons) - len(learnt), before, after, kept)


def measure_titles(embedder: BundledEmbedder, lessons: Sequence[Lesson]) -> float:
    """Mean reciprocal rank of an article by its best passage, titles left out of the passages, for held-out titles."""
    owners = np.repeat(np.arange(len(lessons)), [len(lesson.passages) for lesson in lessons])
    passages = embedder.embed_passages([passage for lesson in lessons for passage in lesson.passages])
    asked = [number for number, lesson in enumerate(lessons) if lesson.group % _HELD_OUT == 0]
    titles = embedder.embed_passages([lessons[number].title for number in asked])
    return float(np.mean([1 / _rank(title, passages, owners, own) for title, own in zip(titles, asked, strict=True)]))


def _rank(title: Vectors, passages: Vectors, owners: NDArray[np.intp], own: int) -> int:
    scores = passages @ title
    best = scores[owners == own].max()
    return 1 + len(set(owners[scores > best]) - {own})


def _load_lessons(engine: Engine) -> list[Lesson]:
    query = "SELECT id, story_id, title, body FROM article WHERE title <> '' ORDER BY key"
    with engine.connect() as connection:
        rows = connection.execute(text(query)).all()
    return [
        Lesson(crc32(f"{row.story_id or -row.id}".encode()), row.title, tuple(split_passages(row.body)))
        for row in rows
        if len(row.body.split()) >= _LEAST_WORDS
    ]


def _make_pairs(lessons: Sequence[Lesson]) -> Iterator[Pair]:
    for lesson in lessons:
        yield from ((lesson.title, passage) for passage in lesson.passages)
        yield from zip(lesson.passages, lesson.passages[1:], strict=False)


def _train(base: BundledEmbedder, pairs: Sequence[Pair], progress: Progress | None) -> NDArray[np.float16]:
    """The base's matrix after _EPOCHS over the pairs."""
    import torch

    torch.manual_seed(_SEED)
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(base.matrix.astype(np.float32)), freeze=False)
    optimizer = torch.optim.Adam(bag.parameters(), lr=_RATE)
    left, right = (base.split([pair[side] for pair in pairs]) for side in (0, 1))
    order = np.random.default_rng(_SEED)
    steps = _EPOCHS * -(-len(pairs) // _BATCH)
    for step, picks in enumerate(_batches(order, len(pairs)), start=1):
        one, other = (_embed(torch, bag, [side[pick] for pick in picks]) for side in (left, right))
        scores = one @ other.T / _TEMPERATURE
        own = torch.arange(len(picks))
        loss = torch.nn.functional.cross_entropy(scores, own) + torch.nn.functional.cross_entropy(scores.T, own)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if progress:
            progress(step, steps)
    matrix: NDArray[np.float16] = bag.weight.detach().numpy().astype(np.float16)
    return matrix


def _batches(order: np.random.Generator, count: int) -> Iterator[NDArray[np.intp]]:
    for _ in range(_EPOCHS):
        shuffled = order.permutation(count)
        yield from (shuffled[start : start + _BATCH] for start in range(0, count, _BATCH))


def _embed(torch: Any, bag: Any, rows: Sequence[Sequence[int]]) -> Any:
    cut = [list(row[:_MOST_PIECES]) or [0] for row in rows]
    starts = np.cumsum([0, *(len(row) for row in cut[:-1])])
    pieces = torch.tensor([piece for row in cut for piece in row])
    return torch.nn.functional.normalize(bag(pieces, torch.from_numpy(starts)), dim=1)


def _write(folder: Path, matrix: NDArray[np.float16]) -> None:
    from safetensors.numpy import save_file

    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(BUNDLED_DIR, folder, ignore=shutil.ignore_patterns("README.md", "model.safetensors"))
    save_file({"embedding.weight": matrix}, str(folder / "0_StaticEmbedding" / "model.safetensors"))
    (folder / ADAPTED_MARK).write_text('{"adapted_from": "bundled"}\n', encoding="utf-8")


def _keep(draft: Path, folder: Path) -> Path:
    if not folder.is_dir():
        draft.rename(folder)
    return folder
