"""Training: the same folder byte for byte in another process, read back by the product's embedder."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bench.model.pairs import Corpus
from bench.model.train import LEFT_OUT, PieceIds, Recipe, leave_out, train_model
from bench.model.vocabulary import train_tokenizer
from pipelines.embedder import BundledEmbedder

REPOSITORY = Path(__file__).parents[3]
RECIPE = Recipe(pieces=400, dimensions=16, batch=32, epochs=3)
THINGS = ("sampah", "jalan", "banjir", "pelayanan", "digital", "pelabuhan", "pasar", "sekolah")


def make_corpus() -> Corpus:
    """Blocks of six sentences, each about two things."""
    dice = np.random.default_rng(5)
    drawn = [dice.choice(len(THINGS), 2, replace=False) for _ in range(40)]
    blocks = [[f"Berita {THINGS[a]} dan {THINGS[b]} nomor {n} di kota {a}{b}." for n in range(6)] for a, b in drawn]
    return Corpus(blocks, [(thing, (f"tentang {thing} kita",)) for thing in THINGS])


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def train_elsewhere(out: Path, hash_seed: str) -> dict[str, str]:
    """In a process of its own, with this very file as its recipe."""
    code = (
        "import importlib.util, pathlib, sys\n"
        "spec = importlib.util.spec_from_file_location('recipe', sys.argv[1])\n"
        "recipe = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(recipe)\n"
        "recipe.train_model(recipe.make_corpus(), recipe.RECIPE, pathlib.Path(sys.argv[2]))\n"
    )
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(REPOSITORY)}
    subprocess.run([sys.executable, "-c", code, __file__, str(out)], check=True, env=environment, timeout=200)
    return digests(out)


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    first, second = (train_elsewhere(tmp_path / seed, seed) for seed in ("1", "2"))
    assert first == second
    assert {"0_StaticEmbedding/model.safetensors", "0_StaticEmbedding/tokenizer.json", "modules.json"} <= set(first)


def test_what_was_trained_tells_one_thing_from_another(tmp_path: Path) -> None:
    train_model(make_corpus(), RECIPE, tmp_path)
    embedder = BundledEmbedder(tmp_path)
    things = embedder.embed_passages(THINGS)
    told = embedder.embed_passages([f"tentang {thing} kita" for thing in THINGS])
    assert embedder.dimensions == RECIPE.dimensions
    assert (np.argmax(things @ told.T, axis=1) == np.arange(len(THINGS))).all()


def test_other_seeds_give_other_weights(tmp_path: Path) -> None:
    for seed in (1, 2):
        train_model(make_corpus(), Recipe(400, 16, 32, 1, seed), tmp_path / str(seed))
    assert BundledEmbedder(tmp_path / "1").fingerprint != BundledEmbedder(tmp_path / "2").fingerprint


def test_a_step_leaves_out_a_share_of_a_long_text_and_nothing_of_a_short_one() -> None:
    dice = np.random.default_rng(1)
    long, short = np.arange(10_000), np.arange(3)
    kept = leave_out(long, dice)
    assert len(kept) / len(long) == pytest.approx(1 - LEFT_OUT, abs=0.02)
    assert (np.diff(kept) > 0).all()
    assert all(len(leave_out(short, dice)) == 3 for _ in range(20))
    assert all(len(leave_out(np.arange(4), dice)) for _ in range(5_000))


def test_a_text_without_pieces_is_one_unknown_piece() -> None:
    rows = PieceIds(train_tokenizer(["satu dua satu dua"], 30)).rows([("",), ("satu", "dua")])
    assert rows[0].tolist() == [1]
    assert len(rows[1]) == 2
