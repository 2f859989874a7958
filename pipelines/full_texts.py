"""The full text of articles of which only an excerpt may be kept: read anew from the archive, for the tagger's eyes.

It goes nowhere but into the tags: their spans count in this text, and what they quote is all that is kept of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from models.catalogue import Catalogue
from models.errors import ReadingError, StorageError
from models.store.articles import FoundDocument, documents_of
from models.store.documents import UnreadPage, pages_of
from pipelines.merging import join_parts
from pipelines.reading import PageReader


class FullTexts:
    """Reads the pages of articles as `read_pages` does, and keeps nothing."""

    def __init__(self, catalogue: Catalogue, archive_dir: Path) -> None:
        self._reader = PageReader(catalogue, archive_dir)

    def load(self, connection: Connection, article_ids: Collection[int]) -> dict[int, str]:
        """Bodies by article id; articles whose pages are not all at hand are left out."""
        documents: dict[int, list[FoundDocument]] = defaultdict(list)
        for document in documents_of(connection, (), article_ids):
            if document.article_id is not None:
                documents[document.article_id].append(document)
        wanted = [document.page_id for own in documents.values() for document in own]
        pages = {page.id: page for page in pages_of(connection, wanted)}
        bodies = {article_id: self._read(own, pages) for article_id, own in documents.items()}
        return {article_id: body for article_id, body in bodies.items() if body is not None}

    def _read(self, documents: Sequence[FoundDocument], pages: dict[int, UnreadPage]) -> str | None:
        try:
            full = [replace(own, body=self._reader.extract(pages[own.page_id])[0].body) for own in documents]
        except (ReadingError, StorageError):
            return None
        return join_parts(full)
