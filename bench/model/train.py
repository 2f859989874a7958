"""Trains the bundled Indonesian static embedding model and writes it as a sentence-transformers folder.

Example: python -m bench.model.train --data ../shared/data --out pipelines/bundled_model

A vocabulary of 30,000 word pieces is learnt from the same text (vocabulary.py); each piece has one vector of 256
numbers, which begins where the company that the piece keeps puts it (cooccurrence.py); a text is the mean of its
pieces' vectors. Loss: in-batch negatives (InfoNCE) over pairs, with some pieces of every text left out. One thread: the
work is memory traffic, two threads on a busy machine wait for each other, and sums come out the same. Minutes on one
core. The same data and glossary give the same files, byte for byte.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import Tokenizer
from torch.nn import functional

from bench.model.cooccurrence import cooccurrence_vectors
from bench.model.pairs import Corpus, Pair, load_corpus
from bench.model.vocabulary import train_tokenizer
from models.facts import load_facts
from models.glossary import Glossary

MAX_PIECES = 128
PEAK_RATE = 0.002
"""With 0.005 the first vectors are forgotten, and with them what they know of rare words."""
TEMPERATURE = 0.05
LEFT_OUT = 0.2
"""Share of the pieces of a text that a step does not see: no text is learnt by one word."""
LEAST_TO_LEAVE_OUT = 4
"""Pieces a text must have for that."""

Row = NDArray[np.int64]


@dataclass(frozen=True)
class Recipe:
    """How large the model is and how long it learns."""

    pieces: int = 30_000
    dimensions: int = 256
    batch: int = 1024
    epochs: int = 5
    seed: int = 20261121


class PieceIds:
    """Texts as flat piece ids with offsets, the form EmbeddingBag wants; each sentence is split once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._split: dict[str, Row] = {}

    def rows(self, texts: Sequence[tuple[str, ...]]) -> list[Row]:
        """The first MAX_PIECES ids of each text, given as its sentences; a text without any is one unknown piece."""
        unseen = list(dict.fromkeys(s for sentences in texts for s in sentences if s not in self._split))
        for sentence, encoded in zip(
            unseen, self._tokenizer.encode_batch(unseen, add_special_tokens=False), strict=True
        ):
            self._split[sentence] = np.asarray(encoded.ids[:MAX_PIECES], dtype=np.int64)
        rows = (np.concatenate([self._split[s] for s in sentences])[:MAX_PIECES] for sentences in texts)
        return [row if len(row) else np.ones(1, dtype=np.int64) for row in rows]


def flat(rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids one after another, and where each row begins."""
    offsets = np.cumsum([0] + [len(row) for row in rows[:-1]])
    return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(offsets)


def first_vectors(rows: list[Row], size: int, recipe: Recipe) -> torch.Tensor:
    """Directions by co-occurrence, shorter for common pieces (smooth inverse frequency, Arora et al. 2017, with
    a = 1e-3)."""
    counts = np.bincount(np.concatenate(rows), minlength=size) + 1
    weights = 1e-3 / (1e-3 + counts / counts.sum())
    vectors = cooccurrence_vectors(rows, size, recipe.dimensions, recipe.seed) * weights[:, None]
    return torch.from_numpy(vectors.astype(np.float32))


class Trainer:
    """The vectors under training, and what a step needs."""

    def __init__(self, tokenizer: Tokenizer, corpus: Corpus, recipe: Recipe) -> None:
        self.dice = np.random.default_rng(recipe.seed)
        self._batch = recipe.batch
        self._pieces = PieceIds(tokenizer)
        sentences = self._pieces.rows([(s,) for s in corpus.sentences])
        self.bag = torch.nn.EmbeddingBag.from_pretrained(
            first_vectors(sentences, tokenizer.get_vocab_size(), recipe), freeze=False, mode="mean"
        )
        pairs = corpus.draw(np.random.default_rng(recipe.seed))
        self._optimizer = torch.optim.Adam(self.bag.parameters(), lr=PEAK_RATE, betas=(0.9, 0.99), fused=True)
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, PEAK_RATE, total_steps=recipe.epochs * (len(pairs) // self._batch), pct_start=0.1
        )

    def train_epoch(self, pairs: list[Pair]) -> float:
        """All whole batches of the pairs in a new order; the mean loss."""
        order = self.dice.permutation(len(pairs))
        left = self._pieces.rows([(pairs[i][0],) for i in order])
        right = self._pieces.rows([pairs[i][1] for i in order])
        starts = range(0, len(pairs) - self._batch + 1, self._batch)
        return float(np.mean([self._step(left[i : i + self._batch], right[i : i + self._batch]) for i in starts]))

    def _step(self, left: list[Row], right: list[Row]) -> float:
        loss = self._loss(left, right)
        self._optimizer.zero_grad()
        torch.autograd.backward(loss)
        self._optimizer.step()
        self._schedule.step()
        return float(loss.detach())

    def _embed(self, rows: list[Row]) -> torch.Tensor:
        return functional.normalize(self.bag(*flat([leave_out(row, self.dice) for row in rows])), dim=1)

    def _loss(self, left: list[Row], right: list[Row]) -> torch.Tensor:
        """Each left text must find its own right text among all of the batch, and the other way round."""
        scores = self._embed(left) @ self._embed(right).T / TEMPERATURE
        target = torch.arange(len(left))
        return (functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)) / 2


def leave_out(row: Row, dice: np.random.Generator) -> Row:
    """The row without LEFT_OUT of its pieces; a short one, or one that would be empty, as it is."""
    if len(row) < LEAST_TO_LEAVE_OUT:
        return row
    kept = row[dice.random(len(row)) >= LEFT_OUT]
    return kept if len(kept) else row


def train_model(corpus: Corpus, recipe: Recipe, out: Path) -> None:
    """Learn the pieces and their vectors from the corpus, and write both to the folder."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    tokenizer = train_tokenizer([*corpus.sentences, *(pair[0] for pair in corpus.fixed)], recipe.pieces)
    write_model(tokenizer, train_vectors(tokenizer, corpus, recipe), out)


def train_vectors(tokenizer: Tokenizer, corpus: Corpus, recipe: Recipe) -> NDArray[np.float32]:
    """Vectors (pieces x dimensions, float32) after all epochs over pairs drawn from the corpus."""
    started = time.monotonic()
    trainer = Trainer(tokenizer, corpus, recipe)
    for epoch in range(recipe.epochs):
        loss = trainer.train_epoch(corpus.draw(trainer.dice))
        print(f"epoch {epoch + 1}/{recipe.epochs} loss {loss:.4f} {time.monotonic() - started:.0f} s", flush=True)
    vectors: NDArray[np.float32] = trainer.bag.weight.detach().numpy()
    return vectors


def write_model(tokenizer: Tokenizer, vectors: NDArray[np.float32], out: Path) -> None:
    """The folder layout of sentence-transformers' StaticEmbedding followed by Normalize."""
    module = out / "0_StaticEmbedding"
    module.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(module / "tokenizer.json"), pretty=False)
    (module / "model.safetensors").write_bytes(save({"embedding.weight": vectors.astype(np.float16)}))
    (out / "modules.json").write_text(
        '[{"idx": 0, "name": "0", "path": "0_StaticEmbedding",'
        ' "type": "sentence_transformers.models.StaticEmbedding"},\n'
        ' {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"}]\n',
        encoding="utf-8",
    )
    (out / "1_Normalize").mkdir(exist_ok=True)
    (out / "1_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")
    (out / "config_sentence_transformers.json").write_text('{"similarity_fn_name": "cosine"}\n', encoding="utf-8")


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with corpus/ and retrieval/tydiqa_id/")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--glossary", type=Path, default=Path("provinces/national/glossary.yml"))
    options = parser.parse_args()
    recipe = Recipe()
    concepts = list(load_facts(options.glossary, Glossary).concepts)
    corpus = load_corpus(options.data, concepts, np.random.default_rng(recipe.seed))
    print(f"{len(corpus.sentences)} sentences, {len(corpus.fixed)} fixed pairs", flush=True)
    train_model(corpus, recipe, options.out)


if __name__ == "__main__":
    main()
