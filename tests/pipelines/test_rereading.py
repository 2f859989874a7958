"""One archive read by one catalogue and then by another, whose selectors find more, less or something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text

from models.archive import ArchiveWriter
from models.catalogue import Catalogue
from models.settings import Settings
from models.store.choice import Choice
from models.store.pages import add_pages
from pipelines import rereading
from pipelines.deduplicate import deduplicate_documents
from pipelines.extract import EXTRACT_VERSION
from pipelines.reading import PageReader, read_pages
from pipelines.reading_differences import ReadingDifferences
from pipelines.rereading import Rereading, fingerprint_readers, reread_pages, reread_stale

FETCHED_AT = datetime(2026, 11, 15, 18, tzinfo=UTC)
HOST = "https://kabarcontoh.example"
TEXT = "".join(
    f"<p>{{}} sepanjang dua kilometer itu dibuka bupati dengan upacara sederhana, kata tokoh ke-{n}.</p>"
    for n in range(5)
)
EXTRA = "<div class='akhir'><p>Warga diminta menjaga jalan itu bersama-sama agar awet sampai tahun depan.</p></div>"
NAMES = ("jalan", "jembatan", "pasar", "dermaga")
FEWER = [{"drop": [".akhir"]}]
ALL = Choice()

Make = Callable[..., Catalogue]


@pytest.fixture
def make(make_catalogue: Callable[[Any], Catalogue]) -> Make:
    """Make the catalogue whose one source has these hints."""

    def make(hints: Sequence[Any] = (), **facts: Any) -> Catalogue:
        feed = {"spider": "feed", "url": f"{HOST}/feed/"}
        return make_catalogue({"kabar_contoh": {"homepage": HOST, "discover": [feed], "extract": list(hints), **facts}})

    return make


def make_blind(make: Make) -> Catalogue:
    """A catalogue that takes the address of none of the pages for that of an article."""
    catalogue = make()
    path = catalogue.root / "platforms" / "wordpress.yml"
    said = path.read_text(encoding="utf-8").replace("reject_url:\n", "reject_url:\n  - '-baru/?$'\n", 1)
    path.write_text(said, encoding="utf-8")
    return catalogue


def archive(engine: Engine, settings: Settings, path: str, name: str, head: str = "", **values: Any) -> None:
    url = f"{HOST}{path}"
    title = f"{name.capitalize()} Baru Dibuka Bupati"
    body = (
        f"<html><head><title>{title}</title>{head}</head><body class='single'><h1 class='entry-title'>{title}</h1>"
        f"<div class='entry-content'>{TEXT.replace('{}', name.capitalize())}{EXTRA}</div></body></html>"
    )
    with ArchiveWriter(settings.archive_dir, "kabar_contoh") as writer:
        pointer = writer.write_response(url, 200, [("Content-Type", "text/html")], body.encode(), FETCHED_AT)
    row = {
        "source_id": "kabar_contoh", "key": url.removeprefix("https://").rstrip("/"), "url": url, "part": 1,
        "kind": "html", "content_type": "text/html", "fetched_at": FETCHED_AT, "warc_file": pointer.file,
        "warc_offset": pointer.offset, "digest": path, "hints": {"published": "2026-11-05T08:00:00+07:00"}, **values,
    }  # fmt: skip
    with engine.begin() as connection:
        add_pages(connection, [row])


@pytest.fixture
def archived(engine: Engine, settings: Settings, make: Make) -> Catalogue:
    """Four articles read by the first catalogue."""
    for name in NAMES:
        archive(engine, settings, f"/{name}-baru/", name)
    catalogue = make()
    read(engine, catalogue, settings)
    return catalogue


def read(engine: Engine, catalogue: Catalogue, settings: Settings) -> dict[str, int]:
    read_pages(engine, catalogue, settings.archive_dir)
    return deduplicate_documents(engine, catalogue)


def again(
    engine: Engine, catalogue: Catalogue, settings: Settings, choice: Choice = ALL, **options: Any
) -> tuple[Rereading, ReadingDifferences]:
    differences = ReadingDifferences()
    return reread_pages(engine, catalogue, settings, choice, differences, **options), differences


def fetch(engine: Engine, query: str) -> list[Any]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def versions(engine: Engine) -> list[Any]:
    """Every row version of what is read and kept: a row that is written again is another."""
    return fetch(engine, "SELECT page_id, xmin::text FROM document UNION ALL SELECT id, xmin::text FROM article")


def test_the_same_readers_change_no_row_and_leave_no_file(
    engine: Engine, archived: Catalogue, settings: Settings
) -> None:
    before = versions(engine)
    steps: list[tuple[int, int]] = []
    done, differences = again(engine, archived, settings, progress=lambda *step: steps.append(step))
    assert done == Rereading(read=4, missing=0, is_published=True, written=0)
    assert (differences.pages, differences.touched, differences.lost) == (4, 0, 0)
    assert versions(engine) == before
    assert steps == [(4, 4)]
    assert list((settings.home / "again").iterdir()) == []


def test_another_reading_is_published_under_the_same_ids(
    engine: Engine, archived: Catalogue, settings: Settings, make: Make
) -> None:
    ids = fetch(engine, "SELECT key, id FROM article ORDER BY id")
    catalogue = make(FEWER)
    done, differences = again(engine, catalogue, settings)
    assert (done.is_published, done.written) == (True, 4)
    assert differences.as_dict()["fields"]["body"] == {"unchanged": 0, "changed": 4, "gained": 0, "lost": 0}
    assert deduplicate_documents(engine, catalogue)["changed"] == 4
    assert fetch(engine, "SELECT count(*) FROM article WHERE body LIKE '%tahun depan%'") == [(0,)]
    assert fetch(engine, "SELECT key, id FROM article ORDER BY id") == ids


def test_only_rows_that_differ_are_written(engine: Engine, archived: Catalogue, settings: Settings) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE document SET author = 'Orang Lain' WHERE page_id = 2"))
    before = dict(fetch(engine, "SELECT page_id, xmin::text FROM document"))
    done, differences = again(engine, archived, settings)
    after = dict(fetch(engine, "SELECT page_id, xmin::text FROM document"))
    assert done.written == 1
    assert [found["before"] for found in differences.examples] == ["Orang Lain"]
    assert [page_id for page_id in before if before[page_id] != after[page_id]] == [2]


def test_a_reading_that_loses_too_much_is_held_back_unless_it_is_accepted(
    engine: Engine, archived: Catalogue, settings: Settings, make: Make
) -> None:
    before = versions(engine)
    catalogue = make_blind(make)
    held, differences = again(engine, catalogue, settings)
    assert (held.is_published, held.read, differences.lost) == (False, 4, 4)
    assert versions(engine) == before
    accepted, _ = again(engine, catalogue, settings, is_accepted=True)
    assert accepted == Rereading(read=0, missing=0, is_published=True, written=4), "read once, published later"
    assert fetch(engine, "SELECT DISTINCT state FROM document") == [("refused",)]
    assert deduplicate_documents(engine, catalogue)["dropped"] == 4


def test_a_trial_publishes_nothing(engine: Engine, archived: Catalogue, settings: Settings, make: Make) -> None:
    before = versions(engine)
    done, differences = again(engine, make(FEWER), settings, is_trial=True)
    assert (done.is_published, done.written, differences.touched) == (False, 0, 4)
    assert versions(engine) == before


def test_killed_while_reading_the_old_reading_is_whole_and_the_next_run_goes_on(
    engine: Engine, archived: Catalogue, settings: Settings, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, catalogue = versions(engine), make(FEWER)
    monkeypatch.setattr(rereading, "BATCH", 1)
    reread, seen = PageReader.reread, []

    def kill_third(reader: PageReader, row: Any) -> Any:
        seen.append(row.id)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return reread(reader, row)

    with monkeypatch.context() as patch:
        patch.setattr(PageReader, "reread", kill_third)
        with pytest.raises(KeyboardInterrupt):
            again(engine, catalogue, settings)
    assert versions(engine) == before
    with (settings.home / "again" / "readings.jsonl").open("ab") as file:
        file.write(b'{"page": 3, "ori')
    done, differences = again(engine, catalogue, settings)
    assert done == Rereading(read=2, missing=0, is_published=True, written=4)
    assert differences.touched == 4


def test_killed_while_publishing_nothing_is_published_and_nothing_is_read_twice(
    engine: Engine, archived: Catalogue, settings: Settings, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, catalogue = versions(engine), make(FEWER)

    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rereading, "move_articles", kill)
        with pytest.raises(KeyboardInterrupt):
            again(engine, catalogue, settings)
    assert versions(engine) == before
    done, _ = again(engine, catalogue, settings)
    assert done == Rereading(read=0, missing=0, is_published=True, written=4)


def test_what_other_readers_staged_is_read_anew(
    engine: Engine, archived: Catalogue, settings: Settings, make: Make
) -> None:
    again(engine, make_blind(make), settings)
    done, differences = again(engine, make(FEWER), settings)
    assert (done.read, done.is_published, differences.lost) == (4, True, 0)


def test_a_page_the_archive_no_longer_has_keeps_what_was_read_of_it(
    engine: Engine, archived: Catalogue, settings: Settings, make: Make
) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE page SET warc_file = 'tidak-ada.warc.gz' WHERE id <= 2"))
    done, differences = again(engine, make(FEWER), settings)
    assert done == Rereading(read=2, missing=2, is_published=True, written=2)
    assert (differences.pages, differences.lost) == (2, 0)
    assert fetch(engine, "SELECT count(*) FROM document WHERE state = 'read' AND body LIKE '%tahun depan%'") == [(2,)]


def test_what_narrower_rights_cut_off_is_no_loss(
    engine: Engine, archived: Catalogue, settings: Settings, make: Make
) -> None:
    done, differences = again(engine, make(rights="excerpt"), settings)
    assert (done.is_published, done.written, differences.lost, differences.touched) == (True, 4, 0, 0)
    assert fetch(engine, "SELECT max(length(body)) <= 400 FROM document") == [(True,)]


def test_chosen_pages_alone_are_read_again(engine: Engine, archived: Catalogue, settings: Settings, make: Make) -> None:
    assert again(engine, make(FEWER), settings, Choice(("sumber_lain",)))[1].pages == 0
    assert again(engine, make(FEWER), settings, Choice(since=datetime(2026, 11, 16, tzinfo=UTC)))[1].pages == 0
    assert again(engine, make(FEWER), settings, Choice(("kabar_contoh",), FETCHED_AT))[1].pages == 4


def test_a_new_version_is_published_by_the_night_unless_it_loses_too_much(
    engine: Engine, archived: Catalogue, settings: Settings, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reread_stale(engine, archived, settings, ReadingDifferences()) is None
    for module in ("reading", "rereading"):
        monkeypatch.setattr(f"pipelines.{module}.EXTRACT_VERSION", EXTRACT_VERSION + 1)
    held = reread_stale(engine, make_blind(make), settings, ReadingDifferences())
    assert held is not None
    assert not held.is_published
    assert fetch(engine, "SELECT DISTINCT state, extract_version FROM document") == [("read", EXTRACT_VERSION)]
    done = reread_stale(engine, make(), settings, ReadingDifferences())
    assert done is not None
    assert (done.is_published, done.written) == (True, 0)
    assert fetch(engine, "SELECT DISTINCT extract_version FROM document WHERE article_id IS NOT NULL") == [
        (EXTRACT_VERSION + 1,)
    ]
    assert reread_stale(engine, archived, settings, ReadingDifferences()) is None


def test_an_article_whose_page_now_names_another_address_stays_the_same_article(
    engine: Engine, archived: Catalogue, settings: Settings
) -> None:
    canonical = f'<link rel="canonical" href="{HOST}/taman-baru/">'
    archive(engine, settings, "/?p=7", "taman", canonical)
    read(engine, archived, settings)
    ((article_id,),) = fetch(engine, "SELECT id FROM article WHERE key LIKE '%taman-baru'")
    with engine.begin() as connection:  # as a reader that did not look at canonical addresses left it
        for table in ("document", "article"):
            connection.execute(
                text(f"UPDATE {table} SET key = 'kabarcontoh.example/?p=7' WHERE key LIKE '%taman-baru'")
            )
    done, differences = again(engine, archived, settings)
    assert (done.written, differences.as_dict()["fields"]["key"]["changed"]) == (1, 1)
    assert deduplicate_documents(engine, archived) == {"new": 0, "changed": 0, "aliases": 0, "dropped": 0}
    assert fetch(engine, "SELECT id FROM article WHERE key LIKE '%taman-baru'") == [(article_id,)]


def test_an_article_and_its_copy_read_anew_together_stay_one(
    engine: Engine, archived: Catalogue, settings: Settings, make: Make
) -> None:
    archive(engine, settings, "/jalan-baru-2026/", "jalan")
    assert read(engine, archived, settings)["aliases"] == 1
    catalogue = make(FEWER)
    again(engine, catalogue, settings)
    counts = deduplicate_documents(engine, catalogue)
    assert (counts["new"], counts["dropped"], counts["changed"]) == (0, 0, 4)
    assert fetch(engine, "SELECT count(DISTINCT article_id) FROM document WHERE title LIKE 'Jalan%'") == [(1,)]


def test_the_fingerprint_is_that_of_code_and_facts(make: Make) -> None:
    first = fingerprint_readers(make())
    assert first == fingerprint_readers(make())
    assert first != fingerprint_readers(make(FEWER))
    catalogue = make()
    path = catalogue.root / "platforms" / "wordpress.yml"
    path.write_text(path.read_text(encoding="utf-8") + "# lain\n", encoding="utf-8")
    assert first != fingerprint_readers(catalogue)
