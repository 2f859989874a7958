"""The labelled articles, and how Pantau itself groups them: imported and run through its own stages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from models.catalogue import PROVINCES_DIR, Catalogue
from models.settings import Settings
from pipelines.deduplicate import deduplicate_documents
from pipelines.importing import import_file
from pipelines.reading import read_pages
from pipelines.stories import group_stories
from pipelines.tagging import tag_articles

LABELLED = Path(__file__).parent / "articles.jsonl"
Row = dict[str, Any]


def load_labelled() -> list[Row]:
    """One dict per article; the fields are described in README.md."""
    return [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


def group_labelled(engine: Engine, settings: Settings, rows: list[Row]) -> dict[str, int]:
    """The story of every row by its id, as the stages make it of an empty store with nothing but these articles."""
    catalogue = Catalogue("bangka_belitung", root=PROVINCES_DIR)
    incoming = settings.home / "labelled.jsonl"
    taken = ("url", "outlet", "title", "text", "published")
    incoming.write_text("".join(json.dumps({name: row[name] for name in taken}) + "\n" for row in rows), "utf-8")
    import_file(engine, catalogue, settings.archive_dir, incoming)
    read_pages(engine, catalogue, settings.archive_dir)
    deduplicate_documents(engine, catalogue)
    tag_articles(engine, catalogue)
    group_stories(engine)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT url, aliases, story_id FROM article"))
        stories = {url: story for own, aliases, story in found for url in (own, *aliases)}
    return {row["id"]: stories[row["url"]] for row in rows}
