"""Trains the bundled Indonesian static embedding model and writes it as a sentence-transformers folder.

Example: python -m bench.model.train --data ../shared/data --out pipelines/bundled_model

A word-piece vocabulary of 30,000 is trained on the same text; each piece has one vector of 256 numbers; a text is
the mean of its pieces' vectors. Loss: in-batch negatives (InfoNCE) over pairs. One thread: the
work is memory traffic, and two threads on a busy machine wait for each other. Minutes on one core.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from torch.nn import functional

from bench.model.pairs import Corpus, Pair, load_corpus
from models.facts import load_facts
from models.glossary import Glossary

VOCABULARY = 30_000
DIMENSIONS = 256
MAX_PIECES = 128
BATCH = 1024
EPOCHS = 5
PEAK_RATE = 0.005
TEMPERATURE = 0.05


def train_tokenizer(texts: list[str]) -> Tokenizer:
    """Lower-cased word pieces without special tokens: a text is only its own pieces."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=60))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.StripAccents()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.Digits(individual_digits=False)]
    )
    tokenizer.decoder = decoders.WordPiece()
    trainer = trainers.WordPieceTrainer(
        vocab_size=VOCABULARY, special_tokens=["[PAD]", "[UNK]"], min_frequency=2, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


class PieceIds:
    """Texts as flat piece ids with offsets, the form EmbeddingBag wants; each sentence is split once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._split: dict[str, np.ndarray] = {}

    def rows(self, texts: Sequence[tuple[str, ...]]) -> list[np.ndarray]:
        """The first MAX_PIECES ids of each text, given as its sentences; a text without any is one unknown piece."""
        unseen = list(dict.fromkeys(s for sentences in texts for s in sentences if s not in self._split))
        for sentence, encoded in zip(
            unseen, self._tokenizer.encode_batch(unseen, add_special_tokens=False), strict=True
        ):
            self._split[sentence] = np.asarray(encoded.ids[:MAX_PIECES], dtype=np.int64)
        rows = (np.concatenate([self._split[s] for s in sentences])[:MAX_PIECES] for sentences in texts)
        return [row if len(row) else np.ones(1, dtype=np.int64) for row in rows]


def flat(rows: list[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids one after another, and where each row begins."""
    offsets = np.cumsum([0] + [len(row) for row in rows[:-1]])
    return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(offsets)


def first_vectors(rows: list[np.ndarray], size: int, seed: int) -> torch.Tensor:
    """Random directions, shorter for common pieces (smooth inverse frequency, Arora et al. 2017, a = 1e-3)."""
    counts = np.bincount(np.concatenate(rows), minlength=size) + 1
    weights = 1e-3 / (1e-3 + counts / counts.sum())
    generator = torch.Generator().manual_seed(seed)
    vectors = torch.randn(size, DIMENSIONS, generator=generator) / DIMENSIONS**0.5
    return torch.mul(vectors, torch.from_numpy(weights).float().unsqueeze(1))


class Trainer:
    """The vectors under training, and what a step needs."""

    def __init__(self, tokenizer: Tokenizer, corpus: Corpus, seed: int) -> None:
        self.dice = np.random.default_rng(seed)
        self._pieces = PieceIds(tokenizer)
        sentences = self._pieces.rows([(s,) for s in corpus.sentences])
        self.bag = torch.nn.EmbeddingBag.from_pretrained(
            first_vectors(sentences, tokenizer.get_vocab_size(), seed), freeze=False, mode="mean"
        )
        steps = EPOCHS * (len(corpus.draw(np.random.default_rng(seed))) // BATCH)
        self._optimizer = torch.optim.Adam(self.bag.parameters(), lr=PEAK_RATE, betas=(0.9, 0.99), fused=True)
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, PEAK_RATE, total_steps=steps, pct_start=0.1
        )

    def train_epoch(self, pairs: list[Pair]) -> float:
        """All whole batches of the pairs in a new order; the mean loss."""
        order = self.dice.permutation(len(pairs))
        left = self._pieces.rows([(pairs[i][0],) for i in order])
        right = self._pieces.rows([pairs[i][1] for i in order])
        starts = range(0, len(pairs) - BATCH + 1, BATCH)
        return float(np.mean([self._step(left[i : i + BATCH], right[i : i + BATCH]) for i in starts]))

    def _step(self, left: list[np.ndarray], right: list[np.ndarray]) -> float:
        loss = self._loss(left, right)
        self._optimizer.zero_grad()
        torch.autograd.backward(loss)
        self._optimizer.step()
        self._schedule.step()
        return float(loss.detach())

    def _embed(self, rows: list[np.ndarray]) -> torch.Tensor:
        return functional.normalize(self.bag(*flat(rows)), dim=1)

    def _loss(self, left: list[np.ndarray], right: list[np.ndarray]) -> torch.Tensor:
        """Each left text must find its own right text among all of the batch, and the other way round."""
        scores = self._embed(left) @ self._embed(right).T / TEMPERATURE
        target = torch.arange(len(left))
        return (functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)) / 2


def train_vectors(tokenizer: Tokenizer, corpus: Corpus, seed: int) -> np.ndarray:
    """Vectors (pieces x DIMENSIONS, float32) after EPOCHS over pairs drawn from the corpus."""
    trainer = Trainer(tokenizer, corpus, seed)
    started = time.monotonic()
    for epoch in range(EPOCHS):
        loss = trainer.train_epoch(corpus.draw(trainer.dice))
        print(f"epoch {epoch + 1}/{EPOCHS} loss {loss:.4f} {time.monotonic() - started:.0f} s", flush=True)
    return trainer.bag.weight.detach().numpy()


def write_model(tokenizer: Tokenizer, vectors: np.ndarray, out: Path) -> None:
    """The folder layout of sentence-transformers' StaticEmbedding followed by Normalize."""
    module = out / "0_StaticEmbedding"
    module.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(module / "tokenizer.json"), pretty=False)
    save_file({"embedding.weight": vectors.astype(np.float16)}, str(module / "model.safetensors"))
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
    parser.add_argument("--seed", type=int, default=20261121)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    concepts = list(load_facts(options.glossary, Glossary).concepts)
    corpus = load_corpus(options.data, concepts, np.random.default_rng(options.seed))
    print(f"{len(corpus.sentences)} sentences, {len(corpus.fixed)} fixed pairs", flush=True)
    tokenizer = train_tokenizer([*corpus.sentences, *(pair[0] for pair in corpus.fixed)])
    write_model(tokenizer, train_vectors(tokenizer, corpus, options.seed), options.out)


if __name__ == "__main__":
    main()
