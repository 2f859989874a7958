from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from models.boilerplate import load_boilerplate
from models.catalogue import PROVINCES_DIR
from models.errors import ReadingError
from models.facts import load_folder
from models.shapes import Page, Reading
from models.sources import Platform
from pipelines.extract import extract
from pipelines.wordpress import read_post

PLATFORM = load_folder(PROVINCES_DIR / "platforms", Platform)["wordpress"]
LINK = "https://uji.example/2026/11/05/jalan-baru/"
CONTENT = (
    "<p>KOBA, LASKAR UJI &#8211; Jalan sepanjang dua kilometer itu dibuka bupati.</p><figure>foto</figure>"
    "<p>Warga dusun menyambutnya dengan makan bersama di balai desa &#8220;hingga malam&#8221;.</p>"
    '<p>Baca juga: <a href="https://uji.example/lain/">Lain</a></p><p>Selesai pada sore hari.</p>'
)
POST: dict[str, Any] = {
    "id": 7,
    "link": LINK,
    "date": "2026-11-05T09:15:00",
    "date_gmt": "2026-11-05T02:15:00",
    "modified_gmt": "2026-11-05T03:00:00",
    "title": {"rendered": "Jalan Baru &#8216;Dibuka&#8217; <em>Bupati</em>"},
    "content": {"rendered": CONTENT, "protected": False},
    "excerpt": {"rendered": "<p>Ringkas</p>"},
}


def read(answer: Any, fragment: str | None = "7") -> Reading:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    page = Page(
        url=LINK, fetched_at=datetime(2026, 11, 15, tzinfo=UTC), body=body, kind="wordpress",
        content_type="application/json; charset=UTF-8", fragment=fragment,
    )  # fmt: skip
    return extract(page, None, PLATFORM, load_boilerplate(PROVINCES_DIR))


def test_reads_the_post_of_the_page() -> None:
    got = read([POST | {"id": 6, "title": {"rendered": "Judul lain"}}, POST])
    assert got.title == "Jalan Baru 'Dibuka' Bupati"
    assert got.body.split("\n\n") == [
        "Jalan sepanjang dua kilometer itu dibuka bupati.",
        'Warga dusun menyambutnya dengan makan bersama di balai desa "hingga malam".',
        "Selesai pada sore hari.",
    ]
    assert (got.url, got.dateline, got.links) == (LINK, "KOBA, LASKAR UJI", ("https://uji.example/lain/",))
    assert (got.published_at, got.published_basis) == (datetime(2026, 11, 5, 2, 15, tzinfo=UTC), "rest")
    assert got.modified_at == datetime(2026, 11, 5, 3, tzinfo=UTC)


def test_a_post_s_own_time_is_wib() -> None:
    assert read([POST | {"date_gmt": "0000-00-00T00:00:00"}]).published_at == datetime(2026, 11, 5, 2, 15, tzinfo=UTC)
    assert read(POST | {"date_gmt": None}, fragment=None).published_at == datetime(2026, 11, 5, 2, 15, tzinfo=UTC)


def test_embedded_terms_and_authors_are_read() -> None:
    terms = [[{"taxonomy": "category", "name": "Bangka &amp; Koba"}], [{"taxonomy": "post_tag", "name": "jalan"}]]
    got = read([POST | {"_embedded": {"wp:term": terms, "author": [{"name": "Ana"}]}}])
    assert (got.section, got.tags, got.author) == ("Bangka & Koba", ("jalan",), "Ana")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"bukan json", "no JSON"),
        ([], "no post 7"),
        ([POST | {"id": 8}], "no post 7"),
        ({"code": "rest_forbidden"}, "no post 7"),
        ([POST | {"content": {"rendered": "", "protected": True}}], "password"),
        ([POST | {"content": {"rendered": ""}}], "empty page"),
        ([POST | {"content": None, "title": None}], "empty page"),
        (b"[" * 5000, "no JSON"),
    ],
)
def test_refuses_answers_without_the_post(answer: Any, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read(answer)


def test_the_draft_says_where_it_comes_from() -> None:
    page = Page(url=LINK, fetched_at=datetime(2026, 11, 15, tzinfo=UTC), body=b"", kind="wordpress", fragment="7")
    assert read_post(page, json.dumps([POST]), None, PLATFORM, None).origins == {
        "title": "rest",
        "body": "rest",
        "modified_at": "rest",
    }


def test_an_embedded_picture_comes_with_its_caption() -> None:
    media = {"source_url": "https://uji.example/a.jpg", "caption": {"rendered": "<p>Warga memanen madu</p>"}}
    post = POST | {"_embedded": {"wp:featuredmedia": [media]}}
    page = Page(url=LINK, fetched_at=datetime(2026, 11, 15, tzinfo=UTC), body=b"", kind="wordpress", fragment="7")
    draft = read_post(page, json.dumps([post]), None, PLATFORM, None)
    assert (draft.image, draft.caption) == ("https://uji.example/a.jpg", "Warga memanen madu")
    assert (draft.origins["image"], draft.origins["caption"]) == ("rest", "rest")
