from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from models.tables import Milestone
from pipelines.merging import hash_content
from pipelines.stories import group_stories

Add = Callable[..., int]

DAY = datetime(2026, 11, 10, 5, tzinfo=UTC)
FIRE = (
    "Gudang kayu di Kelurahan Tanjung Ketapang, Toboali, terbakar pada dini hari pukul 02.15.\n\n"
    "Kerugian ditaksir Rp400 juta, kata petugas Damkar. Api diduga berasal dari korsleting di ruang Gergaji Besar.\n\n"
    "Dua mobil tangki dikerahkan dari pos Rawabangun sehingga api jinak menjelang subuh."
)
FIRE_RETOLD = (
    "Api menghanguskan sebuah gudang kayu milik warga Tanjung Ketapang, Toboali.\n\n"
    "Menurut petugas Damkar, korsleting di ruang Gergaji Besar menjadi penyebabnya. Kerugian mencapai Rp400 juta.\n\n"
    "Mobil tangki dari Rawabangun datang lima menit setelah laporan pukul 02.15 diterima."
)
ROAD = (
    "Ruas jalan Keretak menuju Sungai Selan mulai ditambal setelah warga menanam pisang di lubangnya.\n\n"
    "Dinas menargetkan 3 kilometer pertama rampung dalam sepuluh hari, lalu dilanjutkan ke jembatan Kerantai.\n\n"
    "Sopir truk diminta melambat karena aspal masih panas."
)


@pytest.fixture
def add(add_article: Add) -> Add:
    def add(title: str, body: str, days: float = 0, **values: Any) -> int:
        values = {"published_at": DAY + timedelta(days=days), "content_hash": hash_content(title, body), **values}
        return add_article(title, body, **values)

    return add


def stories_of(engine: Engine) -> dict[int, int]:
    with engine.connect() as connection:
        return {row.id: row.story_id for row in connection.execute(text("SELECT id, story_id FROM article"))}


def rows_of(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT * FROM story ORDER BY id")))


def test_copies_and_retellings_are_one_story(engine: Engine, add: Add) -> None:
    first = add("Gudang Kayu Terbakar", FIRE)
    copy = add("Gudang Kayu di Toboali Terbakar", FIRE.upper(), 6, outlet="Kabar Lain")
    retold = add("Api Hanguskan Gudang Kayu Toboali", FIRE_RETOLD, 1, outlet="Kabar Ketiga")
    other = add("Jalan Keretak Ditambal", ROAD, 1)
    assert group_stories(engine) == {"new": 2, "joined": 2}
    stories = stories_of(engine)
    assert stories[first] == stories[copy] == stories[retold] != stories[other]
    story, road = rows_of(engine)
    assert (story.title, story.article_count, story.outlet_count) == ("Gudang Kayu Terbakar", 3, 3)
    assert story.first_published_at == DAY
    assert (road.article_count, road.outlet_count) == (1, 1)


def test_near_copies_with_other_ends_are_one_story(engine: Engine, add: Add) -> None:
    first = add("Judul A", FIRE)
    second = add(
        "Judul B",
        FIRE.replace("Dua mobil tangki dikerahkan", "Tiga unit mobil dikerahkan") + "\n\nTambahan redaksi.",
        2,
    )
    shorter = add("Judul C", "\n\n".join(FIRE.split("\n\n")[:2]), 3)
    group_stories(engine)
    assert len({stories_of(engine)[number] for number in (first, second, shorter)}) == 1


@pytest.mark.parametrize(("body", "days"), [(FIRE, 8), (FIRE_RETOLD, 8)], ids=["copy", "account"])
def test_what_is_too_far_apart_is_another_story(engine: Engine, add: Add, body: str, days: int) -> None:
    add("Gudang Kayu Terbakar", FIRE)
    add("Gudang Kayu Terbakar Lagi", body, days)
    assert group_stories(engine) == {"new": 2, "joined": 0}


def test_a_retelling_with_the_same_particulars_may_come_days_later(engine: Engine, add: Add) -> None:
    add("Gudang Kayu Terbakar", FIRE)
    add("Api Hanguskan Gudang Kayu Toboali", FIRE_RETOLD, 5)
    assert group_stories(engine) == {"new": 1, "joined": 1}


HEARING = "Fraksi menilai ruang pantau belum berguna karena laporan warga tidak diteruskan ke petugas lapangan."
COMPLAINT = (
    "Dewan mengeluh: laporan warga menumpuk di ruang pantau dan tidak sampai ke petugas lapangan, tujuh aplikasi mati."
)


@pytest.mark.parametrize(
    ("kinds", "days", "stories"),
    [
        (("kritik", "kritik"), 0, 1),
        (("kritik", "budget"), 0, 2),
        (("launch-app", "launch-app"), 0, 2),
        (("kritik", "kritik"), 5, 2),
    ],
    ids=["same step", "other step", "a kind that comes often", "long after"],
)
def test_the_same_step_of_a_programme_joins_what_is_only_loosely_alike(
    engine: Engine, add: Add, kinds: tuple[str, str], days: int, stories: int
) -> None:
    articles = [add("Ruang Pantau Disorot", HEARING), add("Dewan Sentil Tujuh Aplikasi", COMPLAINT, days)]
    with Session(engine) as session:
        for article_id, kind in zip(articles, kinds, strict=True):
            step = {"status": "done", "regency": "bangka-selatan", "event_on": DAY.date(), "sentence": "Kalimat."}
            session.add(Milestone(article_id=article_id, kind=kind, **step))
        session.commit()
    assert group_stories(engine)["new"] == stories


def test_the_same_office_doing_different_things_makes_two_stories(engine: Engine, add: Add) -> None:
    template = (
        "Pemerintah Kabupaten Bangka Tengah melalui Dinas {0} menggelar rapat bersama camat dan lurah di kantor bupati."
        " {1}"
    )
    add(
        "Pemkab Rapat Banjir",
        template.format("Pekerjaan Umum", "Saluran di Nibung dikeruk 400 meter sebelum hujan turun."),
    )
    add(
        "Pemkab Rapat Perpustakaan",
        template.format("Perpustakaan", "Mobil baca singgah ke Baskara Bakti membawa 1.200 judul."),
    )
    assert group_stories(engine)["joined"] == 0


def test_a_second_run_changes_nothing(engine: Engine, add: Add) -> None:
    add("Gudang Kayu Terbakar", FIRE)
    add("Api Hanguskan Gudang", FIRE_RETOLD, 1)
    group_stories(engine)
    before = stories_of(engine), rows_of(engine)
    assert group_stories(engine) == {"new": 0, "joined": 0}
    assert (stories_of(engine), rows_of(engine)) == before


def test_later_articles_join_the_story_that_is_there(engine: Engine, add: Add) -> None:
    first = add("Gudang Kayu Terbakar", FIRE)
    group_stories(engine)
    story = stories_of(engine)[first]
    late = add("Api Hanguskan Gudang", FIRE_RETOLD, 1, outlet="Kabar Lain")
    assert group_stories(engine) == {"new": 0, "joined": 1}
    assert stories_of(engine) == {first: story, late: story}
    assert [(row.id, row.article_count, row.outlet_count) for row in rows_of(engine)] == [(story, 2, 2)]


def test_a_bridge_does_not_merge_stories_told_apart_before(engine: Engine, add: Add) -> None:
    fire, road = add("Gudang Kayu Terbakar", FIRE), add("Jalan Keretak Ditambal", ROAD)
    group_stories(engine)
    before = stories_of(engine)
    bridge = add("Sepekan di Bangka", f"{FIRE}\n\n{ROAD}", 1)
    group_stories(engine)
    after = stories_of(engine)
    assert (after[fire], after[road]) == (before[fire], before[road])
    assert after[bridge] in (before[fire], before[road])


def test_a_changed_article_moves_and_its_empty_story_goes(engine: Engine, add: Add) -> None:
    fire, changed = add("Gudang Kayu Terbakar", FIRE), add("Kabar Singkat", ROAD, 1)
    group_stories(engine)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE article SET body = :body, content_hash = 'x', deduplicate_version = 0 WHERE id = :id"),
            {"body": FIRE_RETOLD, "id": changed},
        )
    assert group_stories(engine) == {"new": 0, "joined": 1}
    stories = stories_of(engine)
    assert stories[fire] == stories[changed]
    assert len(rows_of(engine)) == 1


def test_a_changed_article_keeps_its_story_if_nothing_else_fits(engine: Engine, add: Add) -> None:
    alone = add("Jalan Keretak Ditambal", ROAD)
    group_stories(engine)
    story = stories_of(engine)[alone]
    with engine.begin() as connection:
        connection.execute(text("UPDATE article SET title = 'Jalan Ditambal', deduplicate_version = 0"))
    assert group_stories(engine) == {"new": 0, "joined": 0}
    assert stories_of(engine) == {alone: story}
    assert rows_of(engine)[0].title == "Jalan Ditambal"


def test_articles_without_a_date_are_placed_by_when_they_were_seen(engine: Engine, add: Add) -> None:
    add("Gudang Kayu Terbakar", FIRE, published_at=None, first_seen_at=DAY)
    add("Gudang Terbakar", FIRE, 1)
    assert group_stories(engine) == {"new": 1, "joined": 1}


def test_an_article_found_late_joins_what_was_told_in_its_time(engine: Engine, add: Add) -> None:
    told = [add("Gudang Kayu Terbakar", FIRE, -90), add("Jalan Keretak Ditambal", ROAD, -40), add("Jalan", ROAD, 0)]
    group_stories(engine)
    late, fresh = add("Api Hanguskan Gudang", FIRE_RETOLD, -89), add("Jalan Ditambal Lagi", ROAD, 1)
    assert group_stories(engine) == {"new": 0, "joined": 2}
    stories = stories_of(engine)
    assert (stories[late], stories[fresh]) == (stories[told[0]], stories[told[2]])


def test_the_same_event_elsewhere_is_another_story(engine: Engine, add: Add) -> None:
    there = FIRE_RETOLD.replace("Tanjung Ketapang, Toboali", "Paal Satu, Tanjungpandan").replace("Rp400", "Rp150")
    add("Gudang Kayu Terbakar", FIRE, regencies=["bangka-selatan"])
    add("Api Hanguskan Gudang Kayu", there.replace("Gergaji Besar", "mesin"), 2, regencies=["belitung"])
    assert group_stories(engine) == {"new": 2, "joined": 0}


def test_the_same_release_of_another_week_is_another_story(engine: Engine, add: Add) -> None:
    weekly = (
        "Dinas Perdagangan menggelar operasi pasar murah di Kecamatan {0}, Selasa ({1}/11/2026).\n\nSebanyak {2} paket"
        " sembako dijual Rp{3} per paket kepada warga {4} dan habis dalam {5} jam, kata kepala dinas."
    )
    add("Pasar Murah Gerunggang", weekly.format("Gerunggang", 3, 700, "95.000", "Kacang Pedang", "dua"), -7)
    add("Pasar Murah Gabek", weekly.format("Gabek", 10, 850, "110.000", "Selindung Baru", "tiga"), 0)
    assert group_stories(engine) == {"new": 2, "joined": 0}


def test_batches_continue_each_other(engine: Engine, add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.stories.BATCH", 2)
    steps: list[tuple[int, int]] = []
    for number in range(3):
        add(f"Gudang Terbakar {number}", FIRE, number)
        add(f"Jalan Ditambal {number}", ROAD, number)
    assert group_stories(engine, lambda done, total: steps.append((done, total))) == {"new": 2, "joined": 4}
    assert steps[-1] == (6, 6)


def test_tells_the_sample_outlets_stories_apart(engine: Engine, add: Add) -> None:
    import frontmatter

    told: dict[int, str | None] = {}
    for path in sorted((Path(__file__).parents[2] / "samples" / "articles").glob("*/*.md")):
        article = frontmatter.load(str(path))
        published = article["published"]
        at = published if isinstance(published, datetime) else datetime.fromisoformat(str(published))
        body = article.content.replace("<!--page-->", "")
        facts = {"outlet": path.parent.name, "key": path.stem, "regencies": article["regencies"]}
        told[add(article["title"], body, published_at=at.astimezone(UTC), **facts)] = article["story"]
    group_stories(engine)
    stories = stories_of(engine)
    pairs = [(one, other) for one in told for other in told if one < other]
    joined = {pair for pair in pairs if stories[pair[0]] == stories[pair[1]]}
    wanted = {pair for pair in pairs if told[pair[0]] is not None and told[pair[0]] == told[pair[1]]}
    assert len(wanted) > 40
    assert joined == wanted
