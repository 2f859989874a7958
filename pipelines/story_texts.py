"""The texts of the articles that are being grouped, as they are compared, held from batch to batch.

Reading a text is what grouping costs most; each is read once in a run. What is compared is made in `similarity.py`,
`copies.py` and `embedder.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from models.clock import wib_date
from models.store.stories import StoryArticle, load_texts
from pipelines.copies import SURE, CopyIndex, copy_likeness
from pipelines.embedder import BundledEmbedder
from pipelines.similarity import Features, read_features

_AT_ONCE = 500
"""Texts read and embedded in one go."""
_EMBEDDED = 1000
"""Characters: news tells first what happened, and the vector of a long text is everybody's."""


class StoryTexts:
    """Features and vectors by article id, of the articles that were loaded last."""

    def __init__(self) -> None:
        self.features: dict[int, Features] = {}
        self.vectors: dict[int, NDArray[np.float32]] = {}
        self._copies = CopyIndex()

    def load(self, connection: Connection, articles: Sequence[StoryArticle]) -> None:
        """Have these articles and no others; those that were there already are not read again."""
        wanted = {article.id for article in articles}
        self._drop(self.features.keys() - wanted)
        missing = [article for article in articles if article.id not in self.features]
        for start in range(0, len(missing), _AT_ONCE):
            self._read(connection, missing[start : start + _AT_ONCE])

    def find_copies(self, articles: Sequence[StoryArticle]) -> list[tuple[float, int, int]]:
        """Pairs of copies as (`SURE` and more, one, other), by position; one < other. Loaded are these articles."""
        positions = {article.id: position for position, article in enumerate(articles)}
        found = dict.fromkeys(_equal_texts(articles), 1.0)
        for one, article in enumerate(articles):
            for other in (positions[found_id] for found_id in self._copies.find(article.id)):
                if one < other and (one, other) not in found:
                    found[one, other] = copy_likeness(self.features[article.id], self.features[articles[other].id])
        return [(SURE + likeness, one, other) for (one, other), likeness in found.items() if likeness]

    def _drop(self, article_ids: Iterable[int]) -> None:
        gone = list(article_ids)
        self._copies.drop(gone)
        for article_id in gone:
            del self.features[article_id], self.vectors[article_id]

    def _read(self, connection: Connection, articles: Sequence[StoryArticle]) -> None:
        told_on = {article.id: wib_date(article.told_at) for article in articles}
        texts = load_texts(connection, told_on)
        vectors = _load_embedder().embed_passages([f"{each.title}. {each.body}"[:_EMBEDDED] for each in texts])
        for each, vector in zip(texts, vectors, strict=True):
            self.features[each.id] = read_features(each.title, each.body, told_on[each.id])
            self.vectors[each.id] = vector
            self._copies.add(each.id, self.features[each.id])


@cache
def _load_embedder() -> BundledEmbedder:
    """Always the bundled model, whatever the installation searches with: the weights were fitted to its vectors."""
    return BundledEmbedder()


def _equal_texts(articles: Sequence[StoryArticle]) -> Iterator[tuple[int, int]]:
    """Pairs of equal texts, each with the next one told."""
    last: dict[str, int] = {}
    for position, article in enumerate(articles):
        if article.content_hash in last:
            yield last[article.content_hash], position
        last[article.content_hash] = position
