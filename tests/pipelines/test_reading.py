from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text

from models.archive import ArchiveWriter, Pointer
from models.catalogue import Catalogue
from models.errors import StorageError
from models.settings import Settings
from models.store.documents import unread_pages
from models.store.pages import add_pages
from pipelines.reading import PageReader, read_pages

FETCHED_AT = datetime(2026, 11, 15, 18, tzinfo=UTC)
HOST = "https://kabarcontoh.example"
TEXT = "".join(f"<p>Jalan sepanjang dua kilometer itu dibuka bupati, kata tokoh ke-{n}.</p>" for n in range(5))
PAGE = f"""<html><head><title>Jalan Baru Dibuka</title>{{head}}</head><body class="single">
<h1 class="entry-title">Jalan Baru Dibuka</h1><div class="entry-content">{TEXT}</div></body></html>"""

Write = Callable[..., None]


@pytest.fixture
def write(engine: Engine, settings: Settings) -> Write:
    """Archive one answer and keep its page row."""

    def write(
        path: str, body: str | bytes, *, pointer: Pointer | None = None, status: int = 200, kind: str = "html",
        content_type: str = "text/html", **values: Any,
    ) -> None:  # fmt: skip
        url = f"{HOST}{path}"
        data = body.encode() if isinstance(body, str) else body
        if pointer is None:
            with ArchiveWriter(settings.archive_dir, "kabar_contoh") as writer:
                pointer = writer.write_response(url, status, [("Content-Type", content_type)], data, FETCHED_AT)
        row = {
            "source_id": "kabar_contoh",
            "key": url.removeprefix("https://").rstrip("/"),
            "url": url,
            "part": 1,
            "kind": kind,
            "content_type": content_type,
            "fetched_at": FETCHED_AT,
            "warc_file": pointer.file,
            "warc_offset": pointer.offset,
            "digest": f"{path}{values.get('fragment')}",
            "hints": {},
            **values,
        }
        with engine.begin() as connection:
            add_pages(connection, [row])

    return write


def documents(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT * FROM document ORDER BY page_id")))


def test_reads_pages_and_keeps_what_they_say(
    engine: Engine, catalogue: Catalogue, settings: Settings, write: Write
) -> None:
    write("/jalan-baru/", PAGE.format(head=""), hints={"published": "2026-11-05T08:00:00+07:00"})
    steps: list[tuple[int, int]] = []
    assert read_pages(engine, catalogue, settings.archive_dir, lambda *step: steps.append(step)) == {
        "read": 1,
        "refused": 0,
    }
    (got,) = documents(engine)
    assert (got.state, got.title, got.published_basis, got.article_id) == ("read", "Jalan Baru Dibuka", "feed", None)
    assert got.published_at == datetime(2026, 11, 5, 1, tzinfo=UTC)
    assert got.key == "kabarcontoh.example/jalan-baru"
    assert got.origins["body"] == "selector"
    assert steps == [(1, 1)]


def test_a_second_run_reads_nothing(engine: Engine, catalogue: Catalogue, settings: Settings, write: Write) -> None:
    write("/jalan-baru/", PAGE.format(head=""))
    read_pages(engine, catalogue, settings.archive_dir)
    assert read_pages(engine, catalogue, settings.archive_dir) == {"read": 0, "refused": 0}


def test_pages_read_by_another_version_are_left_to_reading_again(
    engine: Engine, catalogue: Catalogue, settings: Settings, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("/jalan-baru/", PAGE.format(head=""))
    read_pages(engine, catalogue, settings.archive_dir)
    monkeypatch.setattr("pipelines.reading.EXTRACT_VERSION", 99)
    assert read_pages(engine, catalogue, settings.archive_dir) == {"read": 0, "refused": 0}
    assert documents(engine)[0].extract_version != 99


def test_the_canonical_address_decides_the_key(
    engine: Engine, catalogue: Catalogue, settings: Settings, write: Write
) -> None:
    write("/?p=7", PAGE.format(head=f'<link rel="canonical" href="{HOST}/jalan-baru/">'))
    read_pages(engine, catalogue, settings.archive_dir)
    assert documents(engine)[0].key == "kabarcontoh.example/jalan-baru"


def test_what_is_no_article_is_refused_with_the_reason_and_stops_nothing(
    engine: Engine, catalogue: Catalogue, settings: Settings, write: Write
) -> None:
    write("/tag/jalan/", PAGE.format(head=""))
    write("/kosong/", "<html></html>")
    write("/berkas/", b"%PDF-1.7")
    write("/hilang/", PAGE.format(head=""), status=404)
    write("/tanpa-arsip/", "", pointer=Pointer("2026/11/tidak-ada.warc.gz", 0))
    write("/rusak/", "", pointer=Pointer("rusak.warc.gz", 3))
    (settings.archive_dir / "rusak.warc.gz").write_bytes(b"bukan warc")
    write("/jalan-baru/", PAGE.format(head=""))
    assert read_pages(engine, catalogue, settings.archive_dir) == {"read": 1, "refused": 6}
    reasons = [row.reason for row in documents(engine) if row.state == "refused"]
    wanted = ["no address of an article", "empty page", "binary", "404", "no such archive file", "no WARC record"]
    assert all(part in reason for part, reason in zip(wanted, reasons, strict=True))


def test_an_unforeseen_failure_is_a_reason_too(
    engine: Engine, catalogue: Catalogue, settings: Settings, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("uji")

    write("/jalan-baru/", PAGE.format(head=""))
    monkeypatch.setattr("pipelines.reading.extract", fail)
    assert read_pages(engine, catalogue, settings.archive_dir) == {"read": 0, "refused": 1}
    assert documents(engine)[0].reason == f"{HOST}/jalan-baru/: reading failed with ZeroDivisionError: uji"


def test_reading_again_tells_a_page_that_is_not_at_hand_from_one_that_is_no_article(
    engine: Engine, catalogue: Catalogue, settings: Settings, write: Write
) -> None:
    write("/kosong/", "<html></html>")
    write("/tanpa-arsip/", "", pointer=Pointer("2026/11/tidak-ada.warc.gz", 0))
    with engine.connect() as connection:
        empty, gone = unread_pages(connection, 0, 10)
    reader = PageReader(catalogue, settings.archive_dir)
    assert reader.reread(empty)["state"] == "refused"
    with pytest.raises(StorageError, match="no such archive file"):
        reader.reread(gone)
    assert reader.read(gone)["state"] == "refused"


def test_posts_of_one_answer_are_read_from_one_record(
    engine: Engine, catalogue: Catalogue, settings: Settings, write: Write
) -> None:
    posts = [
        {"id": n, "link": f"{HOST}/{n}/", "date_gmt": "2026-11-05T02:15:00", "content": {"rendered": TEXT},
         "title": {"rendered": f"Jalan Nomor {n} Dibuka"}}
        for n in (1, 2)
    ]  # fmt: skip
    with ArchiveWriter(settings.archive_dir, "kabar_contoh") as writer:
        headers = [("Content-Type", "application/json; charset=UTF-8")]
        pointer = writer.write_response(f"{HOST}/wp-json/", 200, headers, json.dumps(posts).encode(), FETCHED_AT)
    for number in (1, 2):
        write(
            f"/{number}/", "", pointer=pointer, kind="wordpress", content_type="application/json", fragment=str(number)
        )
    assert read_pages(engine, catalogue, settings.archive_dir)["read"] == 2
    assert [row.title for row in documents(engine)] == ["Jalan Nomor 1 Dibuka", "Jalan Nomor 2 Dibuka"]
    assert {row.published_basis for row in documents(engine)} == {"rest"}


def test_a_headline_needs_no_archive(engine: Engine, catalogue: Catalogue, settings: Settings, write: Write) -> None:
    hints = {"title": "Jalan Baru Dibuka", "summary": "Ringkasnya begini.", "published": "2026-11-05T08:00:00+07:00"}
    write("/jalan-baru/", "", pointer=Pointer("tidak-ada", 0), kind="headline", hints=hints)
    assert read_pages(engine, catalogue, settings.archive_dir)["read"] == 1
    assert documents(engine)[0].body == "Ringkasnya begini."


def test_text_postgresql_cannot_hold_is_made_to_fit(
    engine: Engine, catalogue: Catalogue, settings: Settings, write: Write
) -> None:
    article = '{"@type":"NewsArticle","author":"A\\u0000na \\ud83d","keywords":["\\ud83d"]}'
    head = f'<script type="application/ld+json">{article}</script>'
    write("/jalan-baru/", PAGE.format(head=head))
    assert read_pages(engine, catalogue, settings.archive_dir)["read"] == 1
    assert documents(engine)[0].author == "Ana"


def test_a_page_of_a_source_that_is_gone_is_read_by_its_host(
    engine: Engine, catalogue: Catalogue, settings: Settings, write: Write
) -> None:
    write("/jalan-baru/", PAGE.format(head=""), source_id="sudah_tiada")
    assert read_pages(engine, catalogue, settings.archive_dir)["read"] == 1
