"""Doing it again: 20,000 stored articles tagged by other facts, and an archive of thousands of pages read anew.

How long it takes, how many rows are touched, what the report says, how much memory it needs. No peer is known that
tells what another tagging changed.
"""

from __future__ import annotations

import resource
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from bench.scratch import open_scratch
from models.catalogue import PROVINCES_DIR, SAMPLES_DIR, Catalogue
from models.settings import Settings
from models.store.articles import ArticleValues, save_articles
from models.store.choice import Choice
from pipelines.reading import read_pages
from pipelines.reading_differences import ReadingDifferences
from pipelines.rereading import reread_pages
from pipelines.retagging import retag_articles
from pipelines.tag_differences import TagDifferences
from pipelines.tagging import tag_articles
from samples.articles_file import SampleArticle, load_articles
from spiders.run import harvest

PROVINCE = "bangka_belitung"
ARTICLES = 20_000
COPIES = 10
"""Page rows made of each archived page."""
_NIGHT = datetime(2026, 11, 15, 18, tzinfo=UTC)
_FRESH = {"tag_version": 0, "embed_version": 0, "deduplicate_version": 0}


def run(data: Path, part: str = "") -> None:
    """Both parts, or `tag` or `extract`; `data` is not looked at: the articles are the project's own."""
    for name, measure in {"tag": _measure_tags, "extract": _measure_readings}.items():
        if part in ("", name):
            with open_scratch() as (engine, settings):
                measure(engine, settings, settings.home.parent)


def _measure_tags(engine: Engine, settings: Settings, place: Path) -> None:
    with engine.begin() as connection:
        save_articles(connection, [(values, _FRESH) for values in _vary(load_articles(SAMPLES_DIR / "articles"))])
    catalogue = Catalogue(PROVINCE)
    print(f"{ARTICLES:,} stored articles")
    clock = _Clock()
    tag_articles(engine, catalogue)
    print(f"tagged for the first time: {clock.tell(ARTICLES)}", flush=True)
    for label, facts in {"the same facts": catalogue, "other facts": _change_facts(place)}.items():
        before, differences, clock = _versions(engine), TagDifferences(), _Clock()
        retag_articles(engine, facts, Choice(), differences)
        told, after = clock.tell(ARTICLES), _versions(engine)
        rows = {table: len(after[table] - before[table]) for table in after}
        print(f"tagged again by {label}: {told}")
        print(f"  {differences.touched:,} articles touched; rows written: {rows}")
    for label, count in differences.rows():
        if count.added or count.removed or count.changed:
            told = f"{count.before:>6} +{count.added} -{count.removed} ~{count.changed} = {count.after}"
            print(f"  {label[0]:<10} {label[1]:<16} {told}")


def _measure_readings(engine: Engine, settings: Settings, place: Path) -> None:
    catalogue = Catalogue(PROVINCE)
    harvest(settings, catalogue, replay=SAMPLES_DIR / "archive" / "sample.warc.gz")
    columns = (
        "source_id, key, url, part, kind, content_type, fetched_at, warc_file, warc_offset, digest, hints, night_id"
    )
    with engine.begin() as connection:
        connection.execute(
            text(
                f"INSERT INTO page ({columns}, fragment) SELECT {columns}, 'copy ' || n"
                f" FROM page, generate_series(2, {COPIES}) AS n WHERE kind = 'html'"
            )
        )
    clock = _Clock()
    count = sum(read_pages(engine, catalogue, settings.archive_dir).values())
    print(f"{count:,} archived pages, read for the first time: {clock.tell(count)}", flush=True)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE document SET author = 'Penulis Lama' WHERE page_id % 10 = 0 AND state = 'read'")
        )
    for label, is_trial in (("dry run", True), ("published", False)):
        differences, clock = ReadingDifferences(), _Clock()
        done = reread_pages(engine, catalogue, settings, Choice(), differences, is_trial=is_trial)
        told = f"{done.read:,} pages read now, {differences.touched:,} otherwise, {done.written:,} written"
        print(f"  {label}: {told}: {clock.tell(count)}", flush=True)


def _vary(articles: list[SampleArticle]) -> Iterator[ArticleValues]:
    """The sample articles over and over, each time with another number in title and text and on another day."""
    for number in range(ARTICLES):
        article = articles[number % len(articles)]
        copy = number // len(articles)
        values = _make_values(article)
        opening = f"Laporan ke-{copy} dari {len(articles)} berita ini diterima redaksi pada pagi hari."
        yield replace(
            values,
            key=f"{values.key}-{copy}",
            url=f"{values.url}-{copy}",
            title=f"{values.title} ({copy})",
            body=f"{values.body}\n\n{opening}",
            published_at=article.published - timedelta(days=copy),
            content_hash=f"{number:064d}",
        )


def _make_values(article: SampleArticle) -> ArticleValues:
    key = f"{article.outlet.replace('_', '')}.example/{article.slug}"
    return ArticleValues(
        key=key, source_id=article.outlet, url=f"https://{key}", aliases=(), title=article.title,
        body="\n\n".join(article.paragraphs), dateline=None, section=article.section, author=article.author,
        editor=article.editor, outlet=article.outlet, language="id", rights="fulltext",
        published_at=article.published, published_basis="json-ld", is_date_inferred=False, modified_at=None,
        first_seen_at=_NIGHT, content_hash="",
    )  # fmt: skip


def _change_facts(place: Path) -> Catalogue:
    """The province whose regency Bangka Tengah goes by other names."""
    root = place / "provinces"
    shutil.copytree(PROVINCES_DIR, root)
    path = root / PROVINCE / "regencies" / "bangka-tengah.yml"
    said = path.read_text(encoding="utf-8")
    for name in ("Bangka Tengah", "Bateng", "Koba"):
        said = said.replace(name, f"{name}an")
    path.write_text(said, encoding="utf-8")
    return Catalogue(PROVINCE, root=root)


def _versions(engine: Engine) -> dict[str, set[tuple[int, str]]]:
    """Every row with its version: one that is written again has another."""
    with engine.connect() as connection:
        return {
            table: {tuple(row) for row in connection.execute(text(f"SELECT id, xmin::text FROM {table}"))}
            for table in ("article", "article_tag", "milestone")
        }


class _Clock:
    """Time since it was made: on the wall, and of this process; other work on the machine counts in the first only."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.monotonic(), time.process_time()

    def tell(self, count: int) -> str:
        """The time for `count` things, and the most memory so far."""
        wall, cpu = time.monotonic() - self._wall, time.process_time() - self._cpu
        return f"{wall:.0f} s ({cpu:.0f} s of our own, {count / cpu:.0f} a second), {_peak()} MB at most"


def _peak() -> int:
    """Most memory this process has had so far, in MB; the database's is not in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
