"""Reading archived pages again with the present readers, and publishing that only where it loses next to nothing.

All pages are read into a file first (`models/staging.py`), then compared with what is kept
(`reading_differences.py`), then published in one transaction or not at all. Nothing is fetched. Pages that were never
read are the business of `reading.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from models.catalogue import Catalogue
from models.errors import StorageError
from models.locks import hold
from models.rights import allowed_body
from models.settings import Settings
from models.staging import StagedReadings
from models.store.choice import Choice
from models.store.documents import save_documents
from models.store.rereading import KnownPage, count_known, known_pages, mark_read, move_articles
from pipelines.extract import EXTRACT_VERSION
from pipelines.reading import BATCH, PageReader
from pipelines.reading_differences import ReadingDifferences, plain

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Rereading:
    """How reading again ended."""

    read: int
    """Pages read in this run; the others of `differences` were read by one that was cut off or held back."""
    missing: int
    """Pages the archive no longer has: they keep what was read of them."""
    is_published: bool
    written: int = 0
    """Documents that are different now."""


class _Known:
    """The pages to be read again, batch by batch."""

    def __init__(self, choice: Choice, stale_for: int | None) -> None:
        self._choice = choice
        self._stale_for = stale_for

    def count(self, connection: Connection) -> int:
        return count_known(connection, self._choice, self._stale_for)

    def batches(self, connection: Connection) -> Iterator[Sequence[KnownPage]]:
        after = 0
        while batch := known_pages(connection, self._choice, after, BATCH, self._stale_for):
            yield batch
            after = batch[-1].page.id


def reread_pages(
    engine: Engine,
    catalogue: Catalogue,
    settings: Settings,
    choice: Choice,
    differences: ReadingDifferences,
    progress: Progress | None = None,
    *,
    stale_for: int | None = None,
    is_trial: bool = False,
    is_accepted: bool = False,
) -> Rereading:
    """Read the chosen pages again and tell `differences`; publish if that loses next to nothing, or it is accepted.

    `stale_for`: only pages whose document is of another version. A trial publishes nothing. What was read waits in
    PANTAU_HOME until it is published: killed at any moment, the old reading is whole, and the next run goes on from
    there. Articles keep their ids; `deduplicate` has to bring them up to date.
    """
    known = _Known(choice, stale_for)
    path = settings.home / "again" / "readings.jsonl"
    with hold(engine, "reread"), StagedReadings(path, fingerprint_readers(catalogue)) as staged:
        read = _stage(engine, known, PageReader(catalogue, settings.archive_dir), staged, progress)
        with hold(engine, "extract"):
            missing = _compare(engine, known, catalogue, staged, differences)
            if is_trial or not (is_accepted or differences.is_publishable):
                return Rereading(read, missing, is_published=False)
            with engine.begin() as connection:
                written = _publish(connection, known, staged)
        staged.remove()
    return Rereading(read, missing, is_published=True, written=written)


def reread_stale(
    engine: Engine,
    catalogue: Catalogue,
    settings: Settings,
    differences: ReadingDifferences,
    progress: Progress | None = None,
) -> Rereading | None:
    """The same for all pages read by another EXTRACT_VERSION; None if there are none."""
    with engine.connect() as connection:
        if not count_known(connection, Choice(), EXTRACT_VERSION):
            return None
    return reread_pages(engine, catalogue, settings, Choice(), differences, progress, stale_for=EXTRACT_VERSION)


def fingerprint_readers(catalogue: Catalogue) -> str:
    """A hash of everything a reading depends on but the page: our code, the facts, the libraries."""
    root = Path(__file__).parents[1]
    code = (*root.glob("pipelines/*.py"), *root.glob("models/*.py"), *root.glob("models/archive/*.py"))
    facts = (
        *catalogue.root.glob("platforms/*.yml"),
        catalogue.root / "national" / "boilerplate.yml",
        *catalogue.folder.glob("sources/*.yml"),
        *(catalogue.samples.glob("sources/*.yml") if catalogue.samples else ()),
    )
    digest = hashlib.sha256()
    for path in (*sorted(code), *sorted(facts)):
        digest.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    for library in sorted(f"{found.name} {found.version}" for found in distributions()):
        digest.update(f"{library}\n".encode())
    return digest.hexdigest()


def _stage(engine: Engine, known: _Known, reader: PageReader, staged: StagedReadings, progress: Progress | None) -> int:
    """Read what is not staged yet; returns how many pages that were."""
    read = done = 0
    with engine.connect() as connection:
        total = known.count(connection)
        for batch in known.batches(connection):
            rows = [(page, row) for page, _ in batch if page not in staged and (row := _read(reader, page))]
            staged.add(rows)
            read += len(rows)
            done += len(batch)
            connection.rollback()  # reading takes its time: no transaction stays open over a batch
            if progress:
                progress(min(done, total), total)
    return read


def _read(reader: PageReader, page: Any) -> dict[str, Any] | None:
    try:
        return reader.reread(page)
    except StorageError:
        return None


def _compare(
    engine: Engine, known: _Known, catalogue: Catalogue, staged: StagedReadings, differences: ReadingDifferences
) -> int:
    """Tell `differences` of every page; returns how many are missing.

    Both readings under the rights the source has today: what it no longer allows is no loss.
    """
    missing = 0
    with engine.connect() as connection:
        for batch in known.batches(connection):
            for page, document in batch:
                row = staged.load(page)
                if row is None:
                    missing += 1
                    continue
                source = catalogue.sources.get(page.source_id)
                allowed = allowed_body(document["body"], source.rights) if source else document["body"]
                before = plain({**document, "body": allowed})
                differences.add(page.id, page.source_id, page.url, before, plain(row))
    return missing


def _publish(connection: Connection, known: _Known, staged: StagedReadings) -> int:
    """Put the staged documents in the place of those that differ; returns how many."""
    written = 0
    moves: list[tuple[int, str, str]] = []
    for batch in known.batches(connection):
        pairs = [(document, row) for page, document in batch if (row := staged.load(page))]
        different = [(document, row) for document, row in pairs if plain(document) != plain(row)]
        save_documents(connection, [row for _, row in different])
        changed = {row["page_id"] for _, row in different}
        mark_read(connection, {row["page_id"] for _, row in pairs} - changed, EXTRACT_VERSION)
        moves += [_move(document, row) for document, row in different if _is_moved(document, row)]
        written += len(different)
    move_articles(connection, moves)
    return written


def _is_moved(document: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return document["article_id"] is not None and row["state"] == "read" and document["key"] != row["key"]


def _move(document: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[int, str, str]:
    return document["article_id"], document["key"], row["key"]
