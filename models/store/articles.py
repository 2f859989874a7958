"""Articles: the documents they are made of, what is kept of them, and writing only what changed.

How documents become one article is decided in `pipelines/deduplicate.py`; stories have a module of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from models.shapes import PageKind, PublishedBasis
from models.store.bulk import upsert_rows
from models.store.passages import drop_passages
from models.tables import Article

_UNTAGGED = {"is_relevant": False, "relevance": "none", "relevance_score": 0.0, "scope": "elsewhere"}
"""What the tag columns of a new article hold until it is tagged."""
_DOCUMENT_COLUMNS = (
    "d.page_id, d.key, d.title, d.body, d.dateline, d.published_at, d.published_basis, d.is_date_inferred,"
    " d.modified_at, d.author, d.editor, d.section, d.outlet, d.language, d.article_id,"
    " p.source_id, p.url, p.part, p.kind, p.fetched_at"
)


@dataclass(frozen=True)
class FoundDocument:
    """A read document with what is needed of its page."""

    page_id: int
    key: str
    title: str
    body: str
    dateline: str | None
    published_at: datetime | None
    published_basis: PublishedBasis
    is_date_inferred: bool
    modified_at: datetime | None
    author: str | None
    editor: str | None
    section: str | None
    outlet: str | None
    language: str | None
    article_id: int | None
    source_id: str
    url: str
    part: int
    kind: PageKind
    fetched_at: datetime


@dataclass(frozen=True)
class ArticleValues:
    """What documents say of one article: the columns that `deduplicate` decides."""

    key: str
    source_id: str
    url: str
    aliases: tuple[str, ...]
    title: str
    body: str
    dateline: str | None
    section: str | None
    author: str | None
    editor: str | None
    outlet: str
    language: str | None
    rights: str
    published_at: datetime | None
    published_basis: str
    is_date_inferred: bool
    modified_at: datetime | None
    first_seen_at: datetime
    content_hash: str


@dataclass(frozen=True)
class KeptArticle:
    """An article as it is in the store."""

    id: int
    values: ArticleValues
    tag_version: int
    embed_version: int
    deduplicate_version: int


_VALUES = tuple(ArticleValues.__dataclass_fields__)
_VERSIONS = ("tag_version", "embed_version", "deduplicate_version")


def count_unmerged(connection: Connection) -> int:
    """How many article keys have documents that were not looked at since they were read."""
    query = "SELECT count(DISTINCT key) FROM document WHERE state = 'read' AND article_id IS NULL"
    return int(connection.execute(text(query)).scalar_one())


def unmerged_keys(connection: Connection, limit: int) -> list[str]:
    """The next of those keys, those of the oldest pages first: the first to be seen is the original."""
    query = text(
        "SELECT key FROM document WHERE state = 'read' AND article_id IS NULL"
        " GROUP BY key ORDER BY min(page_id) LIMIT :limit"
    )
    return list(connection.execute(query, {"limit": limit}).scalars())


def documents_of(connection: Connection, keys: Collection[str], article_ids: Collection[int]) -> list[FoundDocument]:
    """The read documents of these keys, and those counted to these articles, in the order of their pages."""
    query = text(
        f"SELECT {_DOCUMENT_COLUMNS} FROM document d JOIN page p ON p.id = d.page_id"
        " WHERE d.state = 'read' AND (d.key = ANY(:keys) OR d.article_id = ANY(:ids)) ORDER BY d.page_id"
    )
    rows = connection.execute(query, {"keys": list(keys), "ids": list(article_ids)}).mappings()
    return [FoundDocument(**row) for row in rows]


def articles_of(connection: Connection, keys: Collection[str], hashes: Collection[str]) -> list[KeptArticle]:
    """The articles with one of these keys or content hashes."""
    columns = ", ".join(("id", *_VALUES, *_VERSIONS))
    query = text(f"SELECT {columns} FROM article WHERE key = ANY(:keys) OR content_hash = ANY(:hashes) ORDER BY id")
    rows = connection.execute(query, {"keys": list(keys), "hashes": list(hashes)}).mappings()
    return [_make_kept(row) for row in rows]


def save_articles(connection: Connection, rows: Sequence[tuple[ArticleValues, Mapping[str, int]]]) -> None:
    """Insert or overwrite articles by key; each with the three versions it is to carry from now on."""
    update = [name for name in (*_VALUES, *_VERSIONS) if name != "key"]
    complete = [{**_columns(values), **_UNTAGGED, **versions} for values, versions in rows]
    upsert_rows(
        connection, Article, (*_VALUES, *_UNTAGGED, *_VERSIONS), complete, conflict="key", update=update, returning="id"
    )


def article_ids(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """Ids of articles by key."""
    query = text("SELECT key, id FROM article WHERE key = ANY(:keys)")
    return {row.key: row.id for row in connection.execute(query, {"keys": list(keys)})}


def assign_documents(connection: Connection, articles: Mapping[int, int]) -> None:
    """Count documents (by page id) to articles."""
    query = text(
        "UPDATE document SET article_id = given.article_id"
        " FROM unnest(CAST(:pages AS bigint[]), CAST(:articles AS bigint[])) AS given (page_id, article_id)"
        " WHERE document.page_id = given.page_id AND document.article_id IS DISTINCT FROM given.article_id"
    )
    connection.execute(query, {"pages": list(articles), "articles": list(articles.values())})


def drop_abandoned(connection: Connection) -> int:
    """Remove articles whose pages, read anew, are no article any more or belong to another; returns how many.

    Articles that never had a page are left alone.
    """
    query = text(
        "SELECT id FROM article WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.article_id = article.id)"
        " AND (EXISTS (SELECT 1 FROM page p WHERE p.key = article.key)"
        "  OR EXISTS (SELECT 1 FROM page p WHERE p.url = article.url OR p.url = ANY(article.aliases)))"
    )
    ids = list(connection.execute(query).scalars())
    if ids:
        drop_passages(connection, ids)
        connection.execute(text("DELETE FROM article WHERE id = ANY(:ids)"), {"ids": ids})
    return len(ids)


def _make_kept(row: Mapping[Any, Any]) -> KeptArticle:
    values = ArticleValues(**{name: row[name] for name in _VALUES if name != "aliases"}, aliases=tuple(row["aliases"]))
    return KeptArticle(row["id"], values, *(row[name] for name in _VERSIONS))


def _columns(values: ArticleValues) -> dict[str, Any]:
    return {**asdict(values), "aliases": list(values.aliases)}
