"""Pairs of an epoch, and the same ones for the same seed."""

from __future__ import annotations

import numpy as np

from bench.model.pairs import CLOZE_PER_BLOCK, Corpus

BLOCKS = [[f"Kalimat {n} dari paragraf {b}." for n in range(6)] for b in range(30)] + [["Hanya satu kalimat."]]
CORPUS = Corpus(BLOCKS, [("judul", ("isi",))])


def test_a_sentence_is_paired_with_the_rest_of_its_block() -> None:
    pairs = CORPUS.draw(np.random.default_rng(1))
    assert len(pairs) == 30 * CLOZE_PER_BLOCK + 1
    assert pairs[-1] == ("judul", ("isi",))
    for left, right in pairs[:-1]:
        block = next(block for block in BLOCKS if left in block)
        assert list(right) in (block, [sentence for sentence in block if sentence != left])


def test_pairs_are_drawn_anew_and_are_the_same_for_a_seed() -> None:
    dice = np.random.default_rng(1)
    first, second = CORPUS.draw(dice), CORPUS.draw(dice)
    assert first != second
    assert CORPUS.draw(np.random.default_rng(1)) == first
