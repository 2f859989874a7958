"""The one small interface to embedding models, and the two kinds behind it.

`BundledEmbedder` reads the project's own static model (a tokenizer and one matrix) without importing
sentence-transformers, whose import alone costs seconds; `ModelEmbedder` is any other sentence-transformers model.
Nothing is downloaded here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from models.errors import UsageError
from models.settings import BUNDLED_MODEL

Vectors = NDArray[np.float32]
BUNDLED_DIR = Path(__file__).parent / "bundled_model"
ADAPTED_MARK = "pantau.json"
"""Only in folders that `adapt.py` wrote."""


class Embedder(Protocol):
    """Texts to unit vectors. `fingerprint` changes when the weights do."""

    name: str

    @property
    def fingerprint(self) -> str:
        """Hash that names these weights."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """(texts, dimensions) float32, each row of length 1 (or 0 for a text without known words)."""
        ...

    def embed_query(self, query: str) -> Vectors:
        """(dimensions,) float32 of length 1 (or 0)."""
        ...


def load_embedder(name: str | None) -> Embedder:
    """`bundled` (also for None), or a sentence-transformers model by folder or by hub id already on this machine.

    Raises UsageError when the model is not there.
    """
    if name is None or name == BUNDLED_MODEL:
        return BundledEmbedder()
    is_ours = (Path(name) / ADAPTED_MARK).is_file()
    return BundledEmbedder(Path(name)) if is_ours else ModelEmbedder(name)


class BundledEmbedder:
    """The static model of `bundled_model/`, or of a folder `adapt.py` wrote: a text is the mean of its word pieces'
    vectors."""

    def __init__(self, folder: Path = BUNDLED_DIR) -> None:
        self.name = BUNDLED_MODEL if folder == BUNDLED_DIR else str(folder)
        self._folder = folder / "0_StaticEmbedding"

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the weights, first 16 hex digits."""
        return hashlib.sha256((self._folder / "model.safetensors").read_bytes()).hexdigest()[:16]

    @cached_property
    def matrix(self) -> NDArray[np.float16]:
        """(word pieces, dimensions): one vector for each piece."""
        from safetensors.numpy import load_file

        return load_file(str(self._folder / "model.safetensors"))["embedding.weight"]

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))

    @property
    def dimensions(self) -> int:
        """Columns of the matrix."""
        return int(self.matrix.shape[1])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Mean of the pieces' vectors, scaled to length 1."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, pieces in enumerate(self.split(texts)):
            if pieces:
                vectors[row] = self.matrix[pieces].mean(axis=0, dtype=np.float32)
        return _unit(vectors)

    def split(self, texts: Sequence[str]) -> list[list[int]]:
        """The word pieces of each text, as rows of the matrix."""
        return [encoded.ids for encoded in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def embed_query(self, query: str) -> Vectors:
        """A query is embedded like a passage."""
        vector: Vectors = self.embed_passages([query])[0]
        return vector


class ModelEmbedder:
    """Any sentence-transformers model, with its own query and passage prompts."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _model(self) -> Any:
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self.name, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"PANTAU_MODEL={self.name}: no such model on this machine; download it beforehand and give its folder"
            ) from error

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the model's tensors, first 16 hex digits."""
        digest = hashlib.sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(tensor.float().numpy().tobytes())
        return digest.hexdigest()[:16]

    @property
    def dimensions(self) -> int:
        """As the model says."""
        return int(self._model.get_embedding_dimension())

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """With the model's passage prompt, if it has one."""
        return _unit(self._model.encode_document(list(texts), convert_to_numpy=True).astype(np.float32))

    def embed_query(self, query: str) -> Vectors:
        """With the model's query prompt, if it has one."""
        vector: Vectors = _unit(self._model.encode_query([query], convert_to_numpy=True).astype(np.float32))[0]
        return vector


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, 1e-9)
    return unit
