"""Pieces that keep the same company begin close together."""

from __future__ import annotations

import numpy as np

from bench.model.cooccurrence import cooccurrence_vectors

WASTE, RUBBISH, ROAD, ASPHALT = 10, 11, 12, 13
COMPANY = {WASTE: range(4), RUBBISH: range(4), ROAD: range(4, 8), ASPHALT: range(4, 8)}
ROWS = [np.array([near, piece, far]) for piece, all_near in COMPANY.items() for near in all_near for far in all_near]
SIZE = 15
VECTORS = cooccurrence_vectors(ROWS, SIZE, 4, seed=1)


def test_pieces_with_the_same_neighbours_are_near_and_others_far() -> None:
    assert VECTORS[WASTE] @ VECTORS[RUBBISH] > 0.95
    assert VECTORS[ROAD] @ VECTORS[ASPHALT] > 0.95
    assert abs(VECTORS[WASTE] @ VECTORS[ROAD]) < 0.3


def test_vectors_have_length_1_and_a_piece_without_company_none() -> None:
    assert VECTORS.shape == (SIZE, 4)
    assert VECTORS.dtype == np.float32
    lengths = np.linalg.norm(VECTORS, axis=1)
    np.testing.assert_allclose(lengths[[*range(8), *COMPANY]], 1, atol=1e-5)
    assert lengths[14] == 0


def test_company_ends_with_its_text() -> None:
    turned = cooccurrence_vectors(ROWS[::-1], SIZE, 4, seed=1)
    np.testing.assert_allclose(turned @ turned.T, VECTORS @ VECTORS.T, atol=1e-4)
