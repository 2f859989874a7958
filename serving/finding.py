"""Finding: one article by what a person calls it, its number or any of its addresses. Searching is `search`."""

from __future__ import annotations

from sqlalchemy import Engine

from models.address import article_key, belongs_to, canonical_key
from models.catalogue import Catalogue
from models.errors import UsageError
from models.store.corrections import article_at, article_titles

LARGEST_ID = 2**63 - 1


def find_article(engine: Engine, catalogue: Catalogue, named: str) -> int:
    """The id of an article named by its number or by any of its addresses. UsageError where there is none."""
    named = named.strip()
    with engine.connect() as connection:
        if not named.isdecimal():
            found = article_at(connection, named, _key(named, catalogue))
        elif article_titles(connection, [min(int(named), LARGEST_ID)]):
            found = int(named)
        else:
            found = None
    if found is None:
        raise UsageError(f"there is no article {named!r}; `pantau search --json` shows ids and addresses")
    return found


def _key(url: str, catalogue: Catalogue) -> str:
    """The key the article at an address has, whether its source is known or not."""
    for source in catalogue.sources.values():
        if belongs_to(url, source):
            return article_key(url, source, catalogue.platform_of(source))
    return canonical_key(url, None)
