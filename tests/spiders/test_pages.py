from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from models.archive import ArchiveWriter, Pointer
from models.sources import Platform
from models.store.pages import FOUND_AS, PARTS_MISSING
from spiders.capture import FETCHED_AT, POINTER
from spiders.discovery import Lead, Scope
from spiders.pages import Draft, PageMaker

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)
PLATFORMS = {
    "query": Platform(id="tribun", name="T", parts="query"),
    "path": Platform(id="wordpress", name="W", parts="path"),
    "none": Platform(id="generic", name="G", reject_url=("/tag/",)),
}
MakeScope = Callable[..., Scope]


def _maker(make_scope: MakeScope, parts: str = "none", **values: Any) -> PageMaker:
    scope = make_scope(platform=PLATFORMS[parts], **values)
    return PageMaker(scope.source, scope.platform, ArchiveWriter(Path("tidak-dipakai"), "contoh"), 7)


def _answer(url: str, body: str = "<p>isi</p>", kind: str = "text/html; charset=utf-8", status: int = 200) -> Response:
    meta = {POINTER: Pointer("2026/11/contoh.warc.gz", 120, "D" * 32), FETCHED_AT: NOON}
    headers = {"Content-Type": kind} if kind else {}
    request = Request(url, meta=meta)
    return HtmlResponse(url, status, headers, body.encode(), encoding="utf-8", request=request)


def _draft(key: str = "contoh.id/satu") -> Draft:
    return Draft(key, {"title": "Judul"})


def test_a_page_is_a_row_that_points_into_the_archive(make_scope: MakeScope) -> None:
    draft = _draft()
    _maker(make_scope).add(_answer("https://contoh.id/satu"), draft)
    assert draft.rows == [
        {
            "source_id": "contoh",
            "key": "contoh.id/satu",
            "url": "https://contoh.id/satu",
            "part": 1,
            "kind": "html",
            "content_type": "text/html; charset=utf-8",
            "fetched_at": NOON,
            "warc_file": "2026/11/contoh.warc.gz",
            "warc_offset": 120,
            "digest": "D" * 32,
            "hints": {"title": "Judul"},
            "night_id": 7,
        }
    ]


def test_a_post_is_a_page_of_the_rest_answer(make_scope: MakeScope) -> None:
    draft = _draft()
    lead = Lead("https://contoh.id/satu/", fragment="9")
    _maker(make_scope).add_from_channel(_answer("https://contoh.id/wp-json/", kind="application/json"), draft, lead)
    (row,) = draft.rows
    assert (row["kind"], row["url"], row["fragment"]) == ("wordpress", "https://contoh.id/satu/", "9")
    assert row["content_type"] == "application/json"


def test_a_headline_is_a_page_of_the_feed(make_scope: MakeScope) -> None:
    draft = _draft()
    lead = Lead("https://contoh.id/satu/", fragment="9")
    _maker(make_scope, rights="headline").add_from_channel(_answer("https://contoh.id/feed/"), draft, lead)
    (row,) = draft.rows
    assert (row["kind"], row["url"], row["fragment"]) == ("headline", "https://contoh.id/satu/", None)


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        (_answer("https://contoh.id/satu"), None, ""),
        (_answer("https://contoh.id/satu", kind=""), None, ""),
        (_answer("https://contoh.id/satu", kind="TEXT/HTML"), None, ""),
        (_answer("https://contoh.id/satu/"), None, ""),
        (_answer("https://www.contoh.id/judul-baru"), None, ""),
        (_answer("https://contoh.id/satu", body=" \n "), "unreachable", "empty"),
        (_answer("https://contoh.id/satu", kind="application/pdf"), "skipped", "application/pdf"),
        (_answer("https://contoh.id/"), "skipped", "no article"),
        (_answer("https://contoh.id/tag/x"), "skipped", "no article"),
        (_answer("https://lain.id/satu"), "skipped", "no article"),
        (_answer("https://contoh.id/satu", status=404), "feed_broken", "404"),
    ],
)
def test_what_is_no_page_is_said(make_scope: MakeScope, answer: Response, state: str | None, words: str) -> None:
    found = _maker(make_scope).find_trouble(answer, _draft())
    assert (found and found.state) == state
    assert found is None or words in found.words


@pytest.mark.parametrize(
    ("parts", "links", "following"),
    [
        ("query", '<a href="?page=2">2</a><a href="?page=3">3</a>', "https://contoh.id/satu?page=2"),
        ("query", '<a href="/lain?page=2">2</a>', None),
        ("query", '<a href="?page=all">Semua</a>', None),
        ("path", '<a href="/satu/2/">2</a>', "https://contoh.id/satu/2/"),
        ("path", '<link rel="next" href="https://contoh.id/satu/2/">', "https://contoh.id/satu/2/"),
        ("path", '<a href="/satu/3/">3</a>', None),
        ("path", '<a href="javascript:x(2)">2</a><a href="http://[2">2</a>', None),
        ("none", '<a href="/satu/2/">2</a>', None),
    ],
)
def test_the_next_part_is_the_one_linked_to(
    make_scope: MakeScope, parts: str, links: str, following: str | None
) -> None:
    maker, draft = _maker(make_scope, parts), _draft()
    response = _answer("https://contoh.id/satu", links)
    maker.add(response, draft)
    assert maker.find_next_part(response, draft) == following


def test_parts_are_numbered_by_address_or_by_order(make_scope: MakeScope) -> None:
    maker, draft = _maker(make_scope, "query"), _draft()
    for url in ("https://contoh.id/satu", "https://contoh.id/satu?page=2", "https://contoh.id/satu"):
        maker.add(_answer(url), draft)
    assert [row["part"] for row in draft.rows] == [1, 2, 3]


def test_parts_do_not_go_on_for_ever(make_scope: MakeScope) -> None:
    maker, draft = _maker(make_scope, "query"), _draft()
    for number in range(1, 21):
        response = _answer(f"https://contoh.id/satu?page={number}", f'<a href="?page={number + 1}">lagi</a>')
        maker.add(response, draft)
    assert maker.find_next_part(response, draft) is None


def test_binary_answers_have_no_links(make_scope: MakeScope) -> None:
    draft = _draft()
    assert _maker(make_scope, "query").find_next_part(Response("https://contoh.id/satu", body=b"\x00"), draft) is None


def test_a_draft_remembers_what_it_was_found_by_and_lacks(make_scope: MakeScope) -> None:
    draft = _draft("contoh.id/?p=3")
    draft.rename("contoh.id/satu")
    _maker(make_scope, "query").add(_answer("https://contoh.id/satu"), draft)
    draft.mark_incomplete()
    (row,) = draft.rows
    assert row["key"] == "contoh.id/satu"
    assert row["hints"] == {"title": "Judul", FOUND_AS: "contoh.id/?p=3", PARTS_MISSING: True}
