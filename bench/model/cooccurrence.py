"""First vectors of the word pieces, from which pieces stand near each other in the text.

Pieces that keep the same company begin close together, so that a model trained on little text says something about
words it has few pairs for. Positive pointwise mutual information, then a truncated singular value decomposition
(Levy, Goldberg and Dagan 2015; contexts smoothed by 0.75, half of each singular value). Dense sums are
left to torch, which keeps to one thread when told to. Nothing here reads files.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse

WINDOW = 10
"""Pieces to each side; a neighbour at distance d counts 1/sqrt(d)."""
SMOOTHING = 0.75
SPARE_DIRECTIONS = 20
POWER_ROUNDS = 2

Matrix = NDArray[np.float32]
Doubles = NDArray[np.float64]


def cooccurrence_vectors(rows: Sequence[NDArray[np.int64]], size: int, dimensions: int, seed: int) -> Matrix:
    """(size, dimensions) rows of length 1, or of 0 for a piece without company. `rows`: the piece ids of each text."""
    found = _left_singular(_informative(_count_near(rows, size)), dimensions, np.random.default_rng(seed))
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    vectors: Matrix = (found / np.maximum(lengths, 1e-9)).astype(np.float32)
    return vectors


def _count_near(rows: Sequence[NDArray[np.int64]], size: int) -> sparse.csr_matrix:
    """How often two pieces stand near each other in one text, (size, size) and symmetric."""
    ids = np.concatenate(rows)
    text = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    near = sparse.csr_matrix((size, size), dtype=np.float64)
    for distance in range(1, min(WINDOW, len(ids) - 1) + 1):
        together = text[:-distance] == text[distance:]
        places = ids[:-distance][together], ids[distance:][together]
        near = near + sparse.csr_matrix((np.full(len(places[0]), distance**-0.5), places), shape=(size, size))
    return near + near.T


def _informative(near: sparse.csr_matrix) -> sparse.csr_matrix:
    """Where two pieces meet more often than by chance: the logarithm of how much more."""
    counts = np.asarray(near.sum(axis=1)).ravel() + 1e-9
    contexts = counts**SMOOTHING / (counts**SMOOTHING).sum()
    cells = near.tocoo()
    information = np.log(cells.data / (counts[cells.row] * contexts[cells.col]))
    kept = information > 0
    return sparse.csr_matrix((information[kept], (cells.row[kept], cells.col[kept])), shape=near.shape)


def _left_singular(matrix: sparse.csr_matrix, count: int, dice: np.random.Generator) -> Doubles:
    """The first `count` left singular vectors times the roots of their values, found by random projection (Halko,
    Martinsson and Tropp 2011)."""
    reached = matrix @ dice.standard_normal((matrix.shape[1], min(count + SPARE_DIRECTIONS, matrix.shape[0])))
    for _ in range(POWER_ROUNDS):
        reached = matrix @ _orthonormal(matrix.T @ _orthonormal(reached))
    basis = _orthonormal(reached)
    left, values, _ = torch.linalg.svd(torch.from_numpy((matrix.T @ basis).T.copy()), full_matrices=False)
    scaled = left[:, :count] * values[:count] ** 0.5
    return np.asarray(torch.from_numpy(basis) @ scaled)


def _orthonormal(columns: Doubles) -> Doubles:
    return np.asarray(torch.linalg.qr(torch.from_numpy(columns))[0])
