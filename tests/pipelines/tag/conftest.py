"""One tagger of the real province for all tests of the folder, and short ways to ask it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models.catalogue import Catalogue
from models.shapes import ArticleText, Tagging
from pipelines.tag import Tagger

Tag = Callable[..., Tagging]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue("bangka_belitung", samples=None)


@pytest.fixture(scope="session")
def tagger(catalogue: Catalogue) -> Tagger:
    return Tagger(catalogue)


@pytest.fixture(scope="session")
def tag(tagger: Tagger) -> Tag:
    """Tag a text: `tag(body, title=..., published_on=..., section=..., dateline=...)`."""

    def ask(body: str, title: str = "", **fields: Any) -> Tagging:
        return tagger.tag(
            ArticleText(url=fields.pop("url", "https://kabar.example/1"), title=title, body=body, **fields)
        )

    return ask
