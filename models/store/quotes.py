"""Quotes of articles: keeping who says what, and reading it back. Finding it is `pipelines/quotes.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, text

from models.shapes import Quote, Span
from models.store.bulk import copy_rows
from models.tables import ArticleQuote

_COLUMNS = (
    "article_id", "speaker", "office", "institution", "regency", "holder", "holder_office", "is_direct", "rule", "span",
    "named",
)  # fmt: skip
_SPANS = ("span", "named")


def load_quotes(connection: Connection, article_ids: Collection[int]) -> dict[int, tuple[Quote, ...]]:
    """The quotes of these articles by article id, in the order in which they were saved; empty where there are none."""
    found: dict[int, list[Quote]] = defaultdict(list)
    query = text(f"SELECT {', '.join(_COLUMNS)} FROM quote WHERE article_id = ANY(:ids) ORDER BY id")
    for row in connection.execute(query, {"ids": list(article_ids)}).mappings():
        facts: dict[str, Any] = {name: Span(**value) if name in _SPANS else value for name, value in row.items()}
        found[facts.pop("article_id")].append(Quote(**facts))
    return {article_id: tuple(found[article_id]) for article_id in article_ids}


def save_quotes(connection: Connection, quotes: Mapping[int, Sequence[Quote]]) -> int:
    """Put these quotes in the place of those kept of the same articles; only what differs is written. How many did."""
    kept = load_quotes(connection, quotes.keys())
    changed = {article_id: own for article_id, own in quotes.items() if tuple(own) != kept[article_id]}
    if not changed:
        return 0
    connection.execute(text("DELETE FROM quote WHERE article_id = ANY(:ids)"), {"ids": list(changed)})
    rows = (
        {"article_id": article_id, **vars(quote), "span": asdict(quote.span), "named": asdict(quote.named)}
        for article_id, own in changed.items()
        for quote in own
    )
    copy_rows(connection, ArticleQuote, _COLUMNS, rows)
    return len(changed)
