from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from models.catalogue import Catalogue
from models.corrections import Change, Correction
from models.store.corrections import add_correction
from models.store.tags import load_taggings
from pipelines import tagging
from pipelines.tag import TAG_VERSION
from pipelines.tagging import article_text, tag_articles

LAUNCH = (
    "Pemerintah Kabupaten Bangka Tengah meluncurkan aplikasi layanan kependudukan sebagai bagian program smart city."
)


def fetch(engine, query):
    with engine.connect() as connection:
        return connection.execute(text(query)).all()


def row(**values):
    given = {
        "url": "https://kabarcontoh.example/satu", "title": "Satu", "body": "Isi.", "section": None, "dateline": "KOBA",
        "outlet": "Kabar Contoh", "source_id": "laskar_warta", "published_at": datetime(2026, 11, 9, 18, tzinfo=UTC),
    }  # fmt: skip
    return SimpleNamespace(**given | values)


def test_articles_are_tagged_with_the_evidence_for_it(engine, add_article, real_catalogue):
    add_article("Bangka Tengah luncurkan aplikasi kependudukan", LAUNCH)
    add_article("Turnamen voli antarkampung", "Tim putri menang tiga set.")
    assert tag_articles(engine, real_catalogue) == 2
    told, silent = fetch(engine, "SELECT is_relevant, regencies, tag_version FROM article ORDER BY id")
    assert tuple(told) == (True, ["bangka-tengah"], TAG_VERSION)
    assert tuple(silent) == (False, [], TAG_VERSION)
    spans = fetch(
        engine,
        "SELECT substr(a.body, (s->>'start')::int + 1, (s->>'end')::int - (s->>'start')::int), s->>'text'"
        " FROM article_tag t JOIN article a ON a.id = t.article_id, jsonb_array_elements(t.spans) s"
        " WHERE s->>'field' = 'body'",
    )
    assert spans
    assert all(found == said for found, said in spans)


def test_nothing_is_tagged_twice_and_no_tagger_made_for_nothing(engine, add_article, real_catalogue, monkeypatch):
    add_article("Bangka Tengah luncurkan aplikasi kependudukan", LAUNCH)
    tag_articles(engine, real_catalogue)
    before = fetch(engine, "SELECT id, xmin::text FROM article_tag ORDER BY id")
    monkeypatch.setattr(tagging, "Tagger", None)
    assert tag_articles(engine, real_catalogue) == 0
    assert fetch(engine, "SELECT id, xmin::text FROM article_tag ORDER BY id") == before != []


def test_only_what_is_stale_is_tagged_again(engine, add_article, real_catalogue):
    kept = add_article("Bangka Tengah luncurkan aplikasi kependudukan", LAUNCH)
    stale = add_article("Belitung luncurkan aplikasi", LAUNCH.replace("Bangka Tengah", "Belitung"))
    tag_articles(engine, real_catalogue)
    before = fetch(engine, f"SELECT max(id) FROM article_tag WHERE article_id = {kept}")
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE article SET tag_version = 0 WHERE id = {stale}"))
    assert tag_articles(engine, real_catalogue) == 1
    assert fetch(engine, f"SELECT max(id) FROM article_tag WHERE article_id = {kept}") == before
    assert fetch(engine, f"SELECT min(id) FROM article_tag WHERE article_id = {stale}") > before


def test_progress_is_told_batch_by_batch(engine, add_article, real_catalogue, monkeypatch):
    monkeypatch.setattr(tagging, "BATCH", 2)
    for number in range(5):
        add_article(f"Turnamen voli {number}", "Tim putri menang tiga set.")
    steps = []
    assert tag_articles(engine, real_catalogue, lambda *step: steps.append(step)) == 5
    assert steps == [(2, 5), (4, 5), (5, 5)]


def test_the_tagger_sees_the_day_in_jakarta():
    catalogue = Catalogue("bangka_belitung")
    assert article_text(row(), catalogue).published_on == date(2026, 11, 10)
    assert article_text(row(published_at=None), catalogue).published_on is None


@pytest.mark.parametrize("source_id", ["laskar_warta", "antara_babel", "import"])
def test_the_platform_says_what_a_dateline_is_worth(real_catalogue, source_id):
    seen = article_text(row(source_id=source_id), real_catalogue)
    source = real_catalogue.sources.get(source_id)
    assert seen.dateline == "KOBA"
    assert seen.dateline_trust == (real_catalogue.platform_of(source).dateline if source else "unreliable")


def test_an_analysts_word_holds_when_the_article_is_tagged_again(engine, add_article, real_catalogue):
    article_id = add_article("Bangka Tengah luncurkan aplikasi kependudukan", LAUNCH, key="kabar.test/a")
    tag_articles(engine, real_catalogue)
    change = Change("regency", "remove", "bangka-tengah")
    with engine.begin() as connection:
        at = datetime(2026, 11, 16, tzinfo=UTC)
        add_correction(connection, Correction(0, "kabar.test/a", change, "Rina", at, "", TAG_VERSION, {}))
    tag_articles(engine, real_catalogue)
    assert fetch(engine, "SELECT regencies FROM article")[0][0] == [], "corrections are applied with nothing to tag"
    with engine.begin() as connection:
        connection.execute(text("UPDATE article SET tag_version = 0, body = body || ' Warga Koba memakainya.'"))
    assert tag_articles(engine, real_catalogue) == 1
    assert [tuple(row) for row in fetch(engine, "SELECT regencies, tag_version FROM article")] == [([], TAG_VERSION)]
    with engine.connect() as connection:
        assert load_taggings(connection, [article_id])[article_id].regencies == ("bangka-tengah",)
