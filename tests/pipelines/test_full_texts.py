"""A source that allows an excerpt only, from the archived page to everything that is built on the database."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text

from models.archive import ArchiveWriter
from models.catalogue import Catalogue
from models.rights import CUT, EXCERPT_CHARACTERS
from models.settings import Settings
from models.store.pages import add_pages
from pipelines.embedder import load_embedder
from pipelines.full_texts import FullTexts
from pipelines.reading import PageReader
from pipelines.stages import run_stages
from pipelines.tag import TAG_VERSION
from pipelines.tagging import tag_articles
from serving.articles import load_article
from serving.export import export_rows, write_rows
from serving.search import SearchRequest, search

FETCHED_AT = datetime(2026, 11, 15, 18, tzinfo=UTC)
HOST = "https://kabarcontoh.example"
LEAD = "Rapat koordinasi di aula kantor itu dihadiri para camat dan perangkat daerah sejak pagi hari. "
PROGRAMME = "Bupati lalu meluncurkan aplikasi layanan kependudukan untuk program smart city Kabupaten Contoh."
SECRET = "Kutipan panjang yang hanya boleh dibaca di situs asalnya mengenai pelabuhan ikan Zamrudbiru."
PARAGRAPHS = [LEAD * 3, "Sekretaris daerah membuka rapat dengan laporan pelaksanaan anggaran. " * 3, PROGRAMME, SECRET]
MakeCatalogue = Callable[[Mapping[str, Mapping[str, Any]]], Catalogue]


def _catalogue(make_catalogue: MakeCatalogue, rights: str) -> Catalogue:
    feed = {"spider": "feed", "url": f"{HOST}/feed/"}
    return make_catalogue({"kabar_contoh": {"homepage": HOST, "discover": [feed], "rights": rights}})


@pytest.fixture
def archived(engine: Engine, settings: Settings) -> None:
    """Two articles of two parts each, the second a copy of the first's beginning with another title."""
    for name, parts in (("satu", (PARAGRAPHS, [PROGRAMME, "Akhir bagian kedua."])), ("dua", (PARAGRAPHS[:3],))):
        for part, paragraphs in enumerate(parts, 1):
            _archive(engine, settings, name, part, paragraphs)


def _archive(engine: Engine, settings: Settings, name: str, part: int, paragraphs: list[str]) -> None:
    url = f"{HOST}/{name}/" + (f"{part}/" if part > 1 else "")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    title = f"Rapat Koordinasi Para Camat {name}"
    page = (
        f"<html><head><title>{title}</title></head><body class='single'>"
        f"<h1 class='entry-title'>{title}</h1><div class='entry-content'>{body}</div></body></html>"
    )
    with ArchiveWriter(settings.archive_dir, "kabar_contoh") as writer:
        pointer = writer.write_response(url, 200, [("Content-Type", "text/html")], page.encode(), FETCHED_AT)
    row = {
        "source_id": "kabar_contoh",
        "key": f"kabarcontoh.example/{name}",
        "url": url,
        "part": part,
        "kind": "html",
        "content_type": "text/html",
        "fetched_at": FETCHED_AT,
        "warc_file": pointer.file,
        "warc_offset": pointer.offset,
        "digest": pointer.digest,
        "hints": {},
    }
    with engine.begin() as connection:
        add_pages(connection, [row])


def _run(engine: Engine, catalogue: Catalogue, settings: Settings) -> dict[str, dict[str, int]]:
    return {report.stage: report.counts for report in run_stages(engine, catalogue, settings)}


@pytest.fixture
def excerpts(engine: Engine, make_catalogue: MakeCatalogue, settings: Settings, archived: None) -> Catalogue:
    """The catalogue by which the articles went through all stages: an excerpt is all that may be kept of them."""
    catalogue = _catalogue(make_catalogue, "excerpt")
    _run(engine, catalogue, settings)
    return catalogue


def _outdate_tags(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE article SET tag_version = 0"))


def _fetch(engine: Engine, query: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(query)))


def _everything(engine: Engine) -> str:
    """All the database holds, as text."""
    names = [row[0] for row in _fetch(engine, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    return json.dumps([[str(row) for row in _fetch(engine, f'SELECT * FROM "{name}"')] for name in names])


def _tags(engine: Engine) -> list[tuple[Any, ...]]:
    query = (
        "SELECT kind, value, rule, spans FROM article_tag t JOIN article a ON a.id = article_id ORDER BY a.key, t.id"
    )
    return [tuple(row) for row in _fetch(engine, query)]


@pytest.mark.usefixtures("archived")
def test_an_excerpt_is_all_that_is_kept_and_the_tags_know_the_rest(
    engine: Engine, make_catalogue: MakeCatalogue, settings: Settings
) -> None:
    assert _run(engine, _catalogue(make_catalogue, "excerpt"), settings)["deduplicate"]["new"] == 2
    rows = _fetch(engine, "SELECT id, body, relevance, rights FROM article ORDER BY key DESC")
    assert {row.relevance for row in rows} == {"explicit"}, "which is said beyond the excerpt"
    for row in rows:
        assert row.body.endswith(CUT)
        assert len(row.body) <= EXCERPT_CHARACTERS
        assert LEAD.strip() in row.body
    assert "Zamrudbiru" not in _everything(engine)
    assert max(row[0] for row in _fetch(engine, "SELECT length(body) FROM document")) <= EXCERPT_CHARACTERS
    assert max(row[0] for row in _fetch(engine, "SELECT length(text) FROM passage")) <= EXCERPT_CHARACTERS


@pytest.mark.usefixtures("excerpts")
def test_nothing_that_is_handed_on_holds_more(engine: Engine, settings: Settings) -> None:
    out = io.BytesIO()
    assert write_rows(export_rows(engine), "jsonl", out) == 2
    assert "Zamrudbiru" not in out.getvalue().decode()
    (article_id, *_), *_ = _fetch(engine, "SELECT id FROM article ORDER BY key DESC")
    found = load_article(engine, article_id)
    assert found is not None
    assert (found.is_excerpt, len(found.body) <= EXCERPT_CHARACTERS) == (True, True)
    embedder = load_embedder(settings.model)
    hits = search(engine, lambda: embedder, SearchRequest("Zamrudbiru")).hits
    assert not [hit for hit in hits if "Zamrudbiru" in hit.snippet or hit.why["terms"]]


@pytest.mark.usefixtures("excerpts")
def test_evidence_within_the_excerpt_stands_where_it_is_said_to(engine: Engine) -> None:
    query = (
        "SELECT a.body, (s->>'start')::int AS first, (s->>'end')::int AS last, s->>'text' AS said"
        " FROM article_tag t JOIN article a ON a.id = t.article_id, jsonb_array_elements(t.spans) s"
        " WHERE s->>'field' = 'body'"
    )
    spans = _fetch(engine, query)
    assert any(span.last > EXCERPT_CHARACTERS for span in spans)
    assert all(span.body[span.first : span.last] == span.said for span in spans if span.last <= len(span.body) - 2)


def test_tagging_again_reads_the_archive_again(engine: Engine, settings: Settings, excerpts: Catalogue) -> None:
    before = _tags(engine)
    _outdate_tags(engine)
    assert tag_articles(engine, excerpts, archive_dir=settings.archive_dir) == 2
    assert _tags(engine) == before
    assert _run(engine, excerpts, settings) == {
        "extract": {"read": 0, "refused": 0},
        "deduplicate": {"new": 0, "changed": 0, "aliases": 0, "dropped": 0},
        "tag": {"articles": 0},
        "stories": {"new": 0, "joined": 0},
        "embed": {"articles": 0},
    }


def test_without_the_archive_the_excerpt_is_tagged(engine: Engine, settings: Settings, excerpts: Catalogue) -> None:
    for path in settings.archive_dir.rglob("*.gz"):
        path.unlink()
    _outdate_tags(engine)
    with engine.connect() as connection:
        assert FullTexts(excerpts, settings.archive_dir).load(connection, [1, 2]) == {}
    assert tag_articles(engine, excerpts, archive_dir=settings.archive_dir) == 2
    assert {row[0] for row in _fetch(engine, "SELECT tag_version FROM article")} == {TAG_VERSION}


@pytest.mark.usefixtures("archived")
def test_full_texts_are_those_a_source_without_limits_would_have(
    engine: Engine, make_catalogue: MakeCatalogue, settings: Settings
) -> None:
    catalogue = _catalogue(make_catalogue, "fulltext")
    _run(engine, catalogue, settings)
    bodies = {row.id: row.body for row in _fetch(engine, "SELECT id, body FROM article")}
    assert any("Zamrudbiru" in body and "Akhir bagian kedua." in body for body in bodies.values())
    with engine.connect() as connection:
        assert FullTexts(catalogue, settings.archive_dir).load(connection, list(bodies)) == bodies
        assert FullTexts(catalogue, settings.archive_dir).load(connection, [999]) == {}


@pytest.mark.parametrize(("before", "after"), [("fulltext", "excerpt"), ("excerpt", "fulltext")])
@pytest.mark.usefixtures("archived")
def test_other_rights_hold_for_what_is_here_already(
    engine: Engine, make_catalogue: MakeCatalogue, settings: Settings, before: str, after: str
) -> None:
    _run(engine, _catalogue(make_catalogue, before), settings)
    tags = _tags(engine)
    changed = _run(engine, _catalogue(make_catalogue, after), settings)
    assert (changed["extract"]["read"], changed["deduplicate"]["changed"]) == (3, 2)
    assert {row[0] for row in _fetch(engine, "SELECT rights FROM article")} == {after}
    assert ("Zamrudbiru" in _everything(engine)) is (after == "fulltext")
    assert _tags(engine) == tags
    assert _run(engine, _catalogue(make_catalogue, after), settings)["extract"] == {"read": 0, "refused": 0}


def test_what_a_page_says_is_read_whole(
    engine: Engine, make_catalogue: MakeCatalogue, settings: Settings, archived: None
) -> None:
    reader = PageReader(_catalogue(make_catalogue, "excerpt"), settings.archive_dir)
    (page, *_) = _fetch(engine, "SELECT * FROM page ORDER BY id")
    reading, key = reader.extract(page)
    assert (SECRET in reading.body, key) == (True, "kabarcontoh.example/satu")
    assert len(reader.read(page)["body"]) <= EXCERPT_CHARACTERS
