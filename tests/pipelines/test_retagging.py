from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from models.store.choice import Choice
from pipelines import retagging
from pipelines.retagging import retag_articles
from pipelines.tag import TAG_VERSION
from pipelines.tag_differences import TagDifferences
from pipelines.tagging import StoredTagger, tag_articles

LAUNCH = (
    "Pemerintah Kabupaten {} meluncurkan aplikasi layanan kependudukan sebagai bagian program smart city. Warga cukup"
    " memakai ponsel, kata kepala dinas."
)
PLACES = ("Bangka Tengah", "Belitung", "Bangka Barat")
TABLES = ("article", "article_tag", "milestone")


def fetch(engine, query):
    with engine.connect() as connection:
        return connection.execute(text(query)).all()


def versions(engine):
    """Every row version; a row that is written again is another."""
    return {table: fetch(engine, f"SELECT id, xmin::text FROM {table} ORDER BY id") for table in TABLES}


@pytest.fixture
def tagged(engine, add_article, real_catalogue):
    """Ids of three tagged articles."""
    ids = [add_article(f"{place} luncurkan aplikasi", LAUNCH.format(place)) for place in PLACES]
    tag_articles(engine, real_catalogue)
    return ids


def again(engine, catalogue, choice=None, **options):
    differences = TagDifferences()
    return retag_articles(engine, catalogue, choice or Choice(), differences, **options), differences


def spoil(engine, article_id):
    """What an older tagger could have left: another regency, no pillars."""
    with engine.begin() as connection:
        connection.execute(
            text(f"UPDATE article SET regencies = '{{bangka}}', pillars = '{{}}' WHERE id = {article_id}")
        )
        connection.execute(text(f"DELETE FROM article_tag WHERE article_id = {article_id} AND kind = 'pillar'"))


def test_the_same_rules_write_no_row(engine, real_catalogue, tagged):
    before = versions(engine)
    steps = []
    done, differences = again(engine, real_catalogue, progress=lambda *step: steps.append(step))
    assert (done, differences.articles, differences.touched) == (3, 3, 0)
    assert versions(engine) == before
    assert steps == [(3, 3)]


def test_only_what_is_different_is_written_and_told(engine, real_catalogue, tagged):
    right = fetch(engine, "SELECT id, regencies, pillars FROM article ORDER BY id")
    before = versions(engine)
    spoil(engine, tagged[1])
    _, differences = again(engine, real_catalogue)
    assert fetch(engine, "SELECT id, regencies, pillars FROM article ORDER BY id") == right
    after = versions(engine)["article"]
    assert [new.id for new, old in zip(after, before["article"], strict=True) if new != old] == [tagged[1]]
    told = {(found["tag"], found["value"], found["change"]) for found in differences.examples}
    assert told >= {("regency", "bangka", "removed"), ("regency", "belitung", "added")}
    assert any(tag == "pillar" and change == "added" for tag, _, change in told)
    assert {found["article_id"] for found in differences.examples} == {tagged[1]}


def test_a_trial_tells_the_same_and_writes_nothing(engine, real_catalogue, tagged):
    spoil(engine, tagged[0])
    before = versions(engine)
    _, differences = again(engine, real_catalogue, is_trial=True)
    assert differences.retagged == 1
    assert versions(engine) == before


def test_articles_that_were_never_tagged_are_tagged_and_not_compared(engine, add_article, real_catalogue, tagged):
    add_article("Bangka luncurkan aplikasi", LAUNCH.format("Bangka"))
    done, differences = again(engine, real_catalogue)
    assert (done, differences.articles, differences.touched) == (4, 3, 0)
    assert fetch(engine, "SELECT DISTINCT tag_version FROM article") == [(TAG_VERSION,)]


def test_chosen_articles_alone_are_tagged_again(engine, real_catalogue, tagged):
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE article SET source_id = 'lain' WHERE id = {tagged[0]}"))
        connection.execute(text(f"UPDATE article SET published_at = '2026-11-20' WHERE id = {tagged[1]}"))
    since = datetime(2026, 11, 19, tzinfo=UTC)
    assert again(engine, real_catalogue, Choice(("lain",)))[1].articles == 1
    assert again(engine, real_catalogue, Choice(since=since))[1].articles == 1
    assert again(engine, real_catalogue, Choice(("lain",), since))[1].articles == 0


def test_killed_half_way_it_is_completed_by_the_next_run(engine, real_catalogue, tagged, monkeypatch):
    for article_id in tagged:
        spoil(engine, article_id)
    monkeypatch.setattr(retagging, "BATCH", 1)
    tag, seen = StoredTagger.tag, []

    def kill_second(tagger, connection, rows):
        seen.append(rows)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return tag(tagger, connection, rows)

    with monkeypatch.context() as patch:
        patch.setattr(StoredTagger, "tag", kill_second)
        with pytest.raises(KeyboardInterrupt):
            again(engine, real_catalogue)
    assert fetch(engine, "SELECT count(*) FROM article WHERE cardinality(pillars) = 0") == [(2,)]
    assert again(engine, real_catalogue)[1].retagged == 2
    assert fetch(engine, "SELECT count(*) FROM article WHERE cardinality(pillars) = 0") == [(0,)]


def test_a_new_version_of_the_rules_says_what_it_changed(engine, real_catalogue, tagged, add_article):
    spoil(engine, tagged[2])
    add_article("Bangka luncurkan aplikasi", LAUNCH.format("Bangka"))
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE article SET tag_version = {TAG_VERSION - 1} WHERE tag_version > 0"))
    before = fetch(engine, "SELECT id, xmin::text FROM article_tag ORDER BY id")
    differences = TagDifferences()
    assert tag_articles(engine, real_catalogue, differences=differences) == 4
    assert (differences.articles, differences.retagged) == (3, 1)
    assert fetch(engine, "SELECT DISTINCT tag_version FROM article") == [(TAG_VERSION,)]
    kept = [row for row in fetch(engine, "SELECT id, xmin::text FROM article_tag ORDER BY id") if row in before]
    assert len(kept) > len(before) // 2, "evidence of the articles that stay as they are is not written again"
