"""Trains the bundled Indonesian static embedding model and writes it as a sentence-transformers folder.

Example: python -m bench.model.train --data ../shared/data --out pipelines/bundled_model

A word-piece vocabulary of 30,000 is trained on the same text; each piece has one vector of 256 numbers; a text is
the mean of its pieces' vectors. Loss: in-batch negatives (InfoNCE) over pairs. Runs in minutes on two cores.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from bench.model.pairs import Pair, load_pairs, load_texts

VOCABULARY = 30_000
DIMENSIONS = 256
MAX_PIECES = 128
BATCH = 1024
EPOCHS = 10
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
    """Texts as flat piece ids with offsets, the form EmbeddingBag wants."""

    def __init__(self, tokenizer: Tokenizer, texts: list[str]) -> None:
        encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
        self.rows = [np.asarray(e.ids[:MAX_PIECES] or [1], dtype=np.int64) for e in encoded]

    def batch(self, picks: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """Ids and offsets of the picked rows."""
        rows = [self.rows[i] for i in picks]
        offsets = np.cumsum([0] + [len(row) for row in rows[:-1]])
        return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(offsets)


def first_vectors(pieces: PieceIds, size: int, seed: int) -> torch.Tensor:
    """Random directions, shorter for common pieces (smooth inverse frequency, Arora et al. 2017, a = 1e-3)."""
    counts = np.bincount(np.concatenate(pieces.rows), minlength=size) + 1
    weights = 1e-3 / (1e-3 + counts / counts.sum())
    generator = torch.Generator().manual_seed(seed)
    vectors = torch.randn(size, DIMENSIONS, generator=generator) / DIMENSIONS**0.5
    return vectors * torch.from_numpy(weights).float().unsqueeze(1)


def train_vectors(tokenizer: Tokenizer, pairs: list[Pair], seed: int) -> np.ndarray:
    """Vectors (pieces x DIMENSIONS, float32) after EPOCHS over the pairs."""
    left = PieceIds(tokenizer, [pair[0] for pair in pairs])
    right = PieceIds(tokenizer, [pair[1] for pair in pairs])
    bag = torch.nn.EmbeddingBag.from_pretrained(
        first_vectors(right, tokenizer.get_vocab_size(), seed), freeze=False, mode="mean"
    )
    steps = EPOCHS * (len(pairs) // BATCH)
    optimizer = torch.optim.Adam(bag.parameters(), lr=PEAK_RATE, betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, PEAK_RATE, total_steps=steps, pct_start=0.1)
    dice = np.random.default_rng(seed)
    started = time.monotonic()
    for epoch in range(EPOCHS):
        order = dice.permutation(len(pairs))
        losses = [
            train_step(bag, optimizer, schedule, left, right, order[i : i + BATCH])
            for i in range(0, len(pairs) - BATCH + 1, BATCH)
        ]
        print(f"epoch {epoch + 1}/{EPOCHS} loss {np.mean(losses):.4f} {time.monotonic() - started:.0f} s", flush=True)
    return bag.weight.detach().numpy()


def train_step(
    bag: torch.nn.EmbeddingBag,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    left: PieceIds,
    right: PieceIds,
    picks: np.ndarray,
) -> float:
    """One batch: each left text must find its own right text among all of the batch, and the other way round."""
    a = torch.nn.functional.normalize(bag(*left.batch(picks)), dim=1)
    b = torch.nn.functional.normalize(bag(*right.batch(picks)), dim=1)
    scores = a @ b.T / TEMPERATURE
    target = torch.arange(len(picks))
    loss = (torch.nn.functional.cross_entropy(scores, target) + torch.nn.functional.cross_entropy(scores.T, target)) / 2
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    schedule.step()
    return float(loss.detach())


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
    parser.add_argument("--seed", type=int, default=20261121)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    texts, pairs = load_texts(options.data), load_pairs(options.data, options.seed)
    print(f"{len(texts)} texts, {len(pairs)} pairs", flush=True)
    tokenizer = train_tokenizer([*texts, *(pair[0] for pair in pairs)])
    write_model(tokenizer, train_vectors(tokenizer, pairs, options.seed), options.out)


if __name__ == "__main__":
    main()
