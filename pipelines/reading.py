"""Reading all archived pages that have no document yet, and keeping what was read or why it was refused.

How one page is read belongs to `extract.py`; reading pages again, with other readers, to `rereading.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Engine

from models.address import article_key
from models.archive import ArchivedResponse, Pointer, read_response
from models.boilerplate import Boilerplate, load_boilerplate
from models.catalogue import Catalogue
from models.errors import ReadingError, StorageError
from models.locks import one_at_a_time
from models.rights import allowed_body
from models.shapes import Page, Reading
from models.sources import Platform, Source
from models.store.documents import (
    UnreadPage,
    count_unread,
    make_read,
    make_refused,
    reopen_documents,
    save_documents,
    unread_pages,
)
from pipelines.extract import EXTRACT_VERSION, extract
from pipelines.platforms import find_platform

BATCH = 200
"""Pages read between two writes."""

Progress = Callable[[int, int], None]


@one_at_a_time("extract")
def read_pages(
    engine: Engine, catalogue: Catalogue, archive_dir: Path, progress: Progress | None = None
) -> dict[str, int]:
    """Read every page that was never read; returns how many were `read` and `refused`.

    Pages of articles whose source was given other rights are read anew.

    One page never stops the others: what cannot be read, or is not in the archive, is a refused document with a reason.
    """
    reader = PageReader(catalogue, archive_dir)
    counts: Counter[str] = Counter(read=0, refused=0)
    with engine.begin() as connection:
        reopen_documents(connection, {source.id: source.rights for source in catalogue.sources.values()})
        total = count_unread(connection)
    for pages in _batches(engine):
        rows = [reader.read(page) for page in pages]
        with engine.begin() as connection:
            save_documents(connection, rows)
        counts.update(row["state"] for row in rows)
        if progress:
            progress(min(counts.total(), total), total)
    return dict(counts)


def _batches(engine: Engine) -> Iterator[Sequence[UnreadPage]]:
    after = 0
    while True:
        with engine.connect() as connection:
            pages = unread_pages(connection, after, BATCH)
        if not pages:
            return
        yield pages
        after = pages[-1].id


class PageReader:
    """Reads page rows, keeping the last archived answer at hand: one REST answer holds a hundred posts."""

    def __init__(self, catalogue: Catalogue, archive_dir: Path) -> None:
        self._catalogue = catalogue
        self._archive_dir = archive_dir
        self._boilerplate: Boilerplate = load_boilerplate(catalogue.root)
        self._last: tuple[Pointer, ArchivedResponse] | None = None

    def read(self, row: UnreadPage) -> dict[str, Any]:
        """The document row of one page."""
        try:
            return self.reread(row)
        except StorageError as error:
            return make_refused(row.id, row.key, str(error), EXTRACT_VERSION)

    def reread(self, row: UnreadPage) -> dict[str, Any]:
        """The same of a page that was at hand before; StorageError where the archive no longer has it."""
        try:
            return self._read(row)
        except StorageError:
            raise
        except ReadingError as error:
            return make_refused(row.id, row.key, str(error), EXTRACT_VERSION)
        except (
            Exception
        ) as error:  # a page our code stumbles over must not cost the night; the reason says which and why
            reason = f"{row.url}: reading failed with {type(error).__name__}: {error}"
            return make_refused(row.id, row.key, reason, EXTRACT_VERSION)

    def extract(self, row: UnreadPage) -> tuple[Reading, str]:
        """What one page says, whatever may be kept of it, and its article's key. ReadingError, StorageError."""
        page = self._load(row)
        source = self._source_of(row)
        platform = find_platform(
            row.url, "" if source else page.body[:200_000].decode("latin-1"), source, self._platforms
        )
        reading = extract(page, source, platform, self._boilerplate)
        return reading, _key_of(reading.url, row, source, platform)

    def _read(self, row: UnreadPage) -> dict[str, Any]:
        reading, key = self.extract(row)
        source = self._source_of(row)
        if source is not None:
            reading = replace(reading, body=allowed_body(reading.body, source.rights))
        return make_read(row.id, key, reading, EXTRACT_VERSION)

    @property
    def _platforms(self) -> dict[str, Platform]:
        return self._catalogue.platforms

    def _source_of(self, row: UnreadPage) -> Source | None:
        known = self._catalogue.sources.get(row.source_id)
        return known or self._catalogue.source_of_host((urlsplit(row.url).hostname or "").lower())

    def _load(self, row: UnreadPage) -> Page:
        body, content_type = b"", row.content_type
        if row.kind != "headline":
            response = self._response(Pointer(row.warc_file, row.warc_offset))
            if response.status >= 400:
                raise ReadingError(f"{row.url}: the server answered {response.status}")
            body, content_type = response.body, response.content_type or row.content_type
        return Page(
            url=row.url,
            fetched_at=row.fetched_at.astimezone(UTC),
            body=body,
            kind=row.kind,
            content_type=content_type,
            fragment=row.fragment,
            part=row.part,
            hints=row.hints,
        )

    def _response(self, pointer: Pointer) -> ArchivedResponse:
        if self._last is None or self._last[0] != pointer:
            self._last = (pointer, read_response(self._archive_dir, pointer))
        return self._last[1]


def _key_of(url: str, row: UnreadPage, source: Source | None, platform: Platform) -> str:
    """The key of the address the page gives itself; a number in the address it was fetched at is worth more."""
    has_number = platform.key is not None and re.search(platform.key, urlsplit(row.url).path)
    if source is None or url == row.url or row.kind == "import" or has_number:
        return row.key
    return article_key(url, source, platform)
