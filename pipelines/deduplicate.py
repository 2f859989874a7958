"""Documents to articles: one article for each key, one for copies within a source, written only where it changed.

How readings of one article are merged belongs to `merging.py`; copies by other outlets are stories (`stories.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, Engine

from models.catalogue import Catalogue
from models.locks import one_at_a_time
from models.store.articles import (
    ArticleValues,
    FoundDocument,
    KeptArticle,
    article_ids,
    articles_of,
    assign_documents,
    count_unmerged,
    documents_of,
    drop_abandoned,
    save_articles,
    unmerged_keys,
)
from pipelines.merging import merge

BATCH = 300
"""Keys merged in one transaction."""
_TAGGED_FIELDS = ("title", "body", "section", "dateline", "published_at", "url", "outlet")
_EMBEDDED_FIELDS = ("title", "body")

Progress = Callable[[int, int], None]


@dataclass
class _Batch:
    """The keys of one transaction: what they say, and which of them are copies of which."""

    values: dict[str, ArticleValues] = field(default_factory=dict)
    documents: dict[str, list[FoundDocument]] = field(default_factory=dict)
    original_of: dict[str, str] = field(default_factory=dict)
    """Key of a copy -> key of the article it is a copy of."""


@one_at_a_time("deduplicate")
def deduplicate_documents(engine: Engine, catalogue: Catalogue, progress: Progress | None = None) -> dict[str, int]:
    """Make articles of all documents not looked at since they were read.

    Returns how many articles are `new`, `changed` and `dropped` (their pages turned out to be none), and how many keys
    are `aliases` of another article of the same source with the same text. Run again, it changes nothing.
    """
    counts: Counter[str] = Counter(new=0, changed=0, aliases=0, dropped=0)
    with engine.connect() as connection:
        total = count_unmerged(connection)
    done = 0
    while True:
        with engine.begin() as connection:
            keys = unmerged_keys(connection, BATCH)
            if not keys:
                counts["dropped"] = drop_abandoned(connection)
                return dict(counts)
            counts.update(_deduplicate(connection, keys, catalogue))
        done += len(keys)
        if progress:
            progress(min(done, total), total)


def _deduplicate(connection: Connection, keys: Sequence[str], catalogue: Catalogue) -> Mapping[str, int]:
    batch = _load(connection, keys, catalogue)
    kept = articles_of(connection, batch.values, {values.content_hash for values in batch.values.values()})
    _find_copies(batch, kept)
    counts = _save(connection, batch, kept, catalogue)
    originals = set(batch.values) - set(batch.original_of) | set(batch.original_of.values())
    ids = article_ids(connection, originals)
    owners = {key: ids[batch.original_of.get(key, key)] for key in batch.values}
    assign_documents(connection, {d.page_id: owners[key] for key in batch.values for d in batch.documents[key]})
    return counts


def _load(connection: Connection, keys: Sequence[str], catalogue: Catalogue) -> _Batch:
    """The documents of the keys and of the copies that were counted to their articles before."""
    own = {article.values.key: article.id for article in articles_of(connection, keys, ())}
    batch = _Batch()
    copies: dict[str, list[str]] = defaultdict(list)
    key_of = {article_id: key for key, article_id in own.items()}
    for document in documents_of(connection, keys, own.values()):
        if document.article_id in key_of and document.key != key_of[document.article_id]:
            copies[key_of[document.article_id]].append(document.url)
        if document.key in keys:
            batch.documents.setdefault(document.key, []).append(document)
    for key, documents in batch.documents.items():
        batch.values[key] = merge(documents, copies[key], catalogue)
    return batch


def _find_copies(batch: _Batch, kept: Iterable[KeptArticle]) -> None:
    """A key without an article of its own whose text the same source already published is a copy of that article."""
    original_of: dict[tuple[str, str, str], str] = {}
    own = {article.values.key for article in kept}
    for article in kept:  # as it is read now: an original and its copies may have been read anew together
        now = batch.values.get(article.values.key, article.values)
        original_of.setdefault(_identify(now), article.values.key)
    for key, values in batch.values.items():
        if key in own:
            continue
        original = original_of.setdefault(_identify(values), key)
        if original != key:
            batch.original_of[key] = original


def _identify(values: ArticleValues) -> tuple[str, str, str]:
    """Equal for copies within a source. What was imported is of many outlets, and their copies are articles each."""
    return values.source_id, values.outlet, values.content_hash


def _save(
    connection: Connection, batch: _Batch, kept: Sequence[KeptArticle], catalogue: Catalogue
) -> Mapping[str, int]:
    before = {article.values.key: article for article in kept}
    wanted = {key: values for key, values in batch.values.items() if key not in batch.original_of}
    for copy, original in batch.original_of.items():
        values = wanted.get(original) or before[original].values
        addresses = {*values.aliases, batch.values[copy].url, *batch.values[copy].aliases} - {values.url}
        wanted[original] = replace(values, aliases=tuple(sorted(addresses)))
    rows = []
    counts: Counter[str] = Counter(aliases=len(batch.original_of))
    for key, values in wanted.items():
        old = before.get(key)
        values = replace(values, first_seen_at=min(values.first_seen_at, old.values.first_seen_at)) if old else values
        if old is None or old.values != values:
            rows.append((values, _versions(values, old)))
            counts["changed" if old else "new"] += 1
    save_articles(connection, rows)
    return counts


def _versions(values: ArticleValues, old: KeptArticle | None) -> dict[str, int]:
    """0 for each stage that must look at the article again because what it looks at changed."""
    if old is None:
        return {"tag_version": 0, "embed_version": 0, "deduplicate_version": 0}
    is_tagged_same = all(getattr(values, name) == getattr(old.values, name) for name in _TAGGED_FIELDS)
    is_text_same = all(getattr(values, name) == getattr(old.values, name) for name in _EMBEDDED_FIELDS)
    return {
        "tag_version": old.tag_version if is_tagged_same else 0,
        "embed_version": old.embed_version if is_text_same else 0,
        "deduplicate_version": old.deduplicate_version if is_tagged_same else 0,
    }
