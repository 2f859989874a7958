import gzip
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from scrapy.http import Response, XmlResponse

from spiders.discovery import BrokenChannel, Scope
from spiders.sitemap import SitemapDiscovery

MakeScope = Callable[..., Scope]
SINCE = datetime(2026, 11, 8, tzinfo=UTC)
NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://contoh.id/satu</loc><image:image><image:loc>https://contoh.id/a.jpg</image:loc>
  <image:title>Foto</image:title></image:image>
  <news:news><news:publication><news:name>Contoh</news:name></news:publication>
  <news:publication_date>2026-11-14T20:00:00+07:00</news:publication_date>
  <news:title>Judul satu</news:title></news:news>
  <lastmod>2026-11-15T01:00:00+07:00</lastmod></url>
<url><loc>https://contoh.id/lama</loc><lastmod>2026-11-01</lastmod></url>
<url><loc>https://contoh.id/dua</loc><lastmod>2026-11-15</lastmod></url>
<url><loc>https://contoh.id/tag/smart-city</loc></url>
<url><loc>https://contoh.id/tanpa-tanggal</loc></url>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://contoh.id/post-sitemap1.xml</loc><lastmod>2026-10-01T00:00:00+00:00</lastmod></sitemap>
<sitemap><loc>https://contoh.id/post-sitemap2.xml</loc><lastmod>2026-11-10T00:00:00+00:00</lastmod></sitemap>
<sitemap><loc>https://contoh.id/post-sitemap3.xml</loc><lastmod>2026-11-15T00:00:00+00:00</lastmod></sitemap>
<sitemap><loc>https://contoh.id/wp-sitemap-posts-post-1.xml</loc></sitemap>
<sitemap><loc>https://contoh.id/wp-sitemap-posts-post-2.xml</loc></sitemap>
<sitemap><loc>https://contoh.id/wp-sitemap-posts-page-1.xml</loc></sitemap>
<sitemap><loc>https://contoh.id/page-sitemap.xml</loc></sitemap>
<sitemap><loc>https://contoh.id/category-sitemap.xml</loc></sitemap>
<sitemap><loc>https://contoh.id/wp-sitemap-taxonomies-post_tag-1.xml</loc></sitemap>
<sitemap><loc>https://contoh.id/wp-sitemap-users-1.xml</loc></sitemap>
<sitemap><loc>https://lain.id/post-sitemap.xml</loc></sitemap>
</sitemapindex>"""


def _response(body: str | bytes) -> Response:
    raw = body.encode() if isinstance(body, str) else body
    return XmlResponse("https://contoh.id/sitemap.xml", body=raw)


def _start(scope: Scope) -> SitemapDiscovery:
    discovery = SitemapDiscovery(scope)
    assert discovery.first_urls() == (scope.channel.url,)
    return discovery


def test_articles_of_the_window_come_newest_first(make_scope: MakeScope) -> None:
    finding = _start(make_scope("sitemap", since=SINCE)).discover(_response(NEWS))
    assert [lead.url.rpartition("/")[2] for lead in finding.leads] == ["dua", "satu", "tanpa-tanggal"]
    assert finding.leads[1].hints == {"title": "Judul satu", "published": "2026-11-14T20:00:00+07:00"}
    assert finding.leads[0].hints == {}, "the date of a change is no date of publication"
    assert finding.seen == 4


def test_an_index_names_the_sitemaps_worth_asking(make_scope: MakeScope) -> None:
    finding = _start(make_scope("sitemap", since=SINCE)).discover(_response(INDEX))
    assert [url.removeprefix("https://contoh.id/") for url in finding.following] == [
        "post-sitemap3.xml",
        "post-sitemap2.xml",
        "wp-sitemap-posts-post-2.xml",
        "wp-sitemap-posts-post-1.xml",
    ]
    assert finding.leads == ()
    assert finding.seen == 0


def test_sitemaps_asked_are_capped(make_scope: MakeScope) -> None:
    discovery = _start(make_scope("sitemap", channel={"max_pages": 2}))
    assert len(discovery.discover(_response(INDEX)).following) == 2
    assert discovery.discover(_response(INDEX)).following == ()


def test_an_index_of_nothing_useful_looks_like_a_changed_layout(make_scope: MakeScope) -> None:
    body = "<sitemapindex><sitemap><loc>https://contoh.id/tag-sitemap.xml</loc></sitemap></sitemapindex>"
    finding = _start(make_scope("sitemap")).discover(_response(body))
    assert (finding.following, finding.seen) == ((), 1)


def test_an_index_whose_articles_are_all_old_is_quiet_and_not_changed(make_scope: MakeScope) -> None:
    old = "<sitemap><loc>https://contoh.id/post-sitemap.xml</loc><lastmod>2026-11-01</lastmod></sitemap>"
    body = f"<sitemapindex>{old}<sitemap><loc>https://contoh.id/tag-sitemap.xml</loc></sitemap></sitemapindex>"
    finding = _start(make_scope("sitemap", since=SINCE)).discover(_response(body))
    assert (finding.following, finding.seen) == ((), 0)


def test_pages_beside_articles_that_are_all_old_are_no_sign_of_a_new_layout(make_scope: MakeScope) -> None:
    fresh = "<url><loc>https://contoh.id/tag/x</loc><lastmod>2026-11-15</lastmod></url>"
    old = "<url><loc>https://contoh.id/satu</loc><lastmod>2026-11-01</lastmod></url>"
    discovery = _start(make_scope("sitemap", since=SINCE))
    assert discovery.discover(_response(f"<urlset>{fresh}{old}</urlset>")).seen == 0
    assert discovery.discover(_response(f"<urlset>{fresh}</urlset>")).seen == 1


def test_packed_sitemaps_are_unpacked(make_scope: MakeScope) -> None:
    assert len(_start(make_scope("sitemap")).discover(_response(gzip.compress(NEWS.encode()))).leads) == 4


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<html><p>404</p></html>", "web page"),
        ("<rss><channel/></rss>", "<rss>"),
        (b"\x1f\x8b\x08rusak", "unpacked"),
        (b"", "no XML"),
    ],
)
def test_what_is_no_sitemap_is_refused(make_scope: MakeScope, body: str | bytes, words: str) -> None:
    with pytest.raises(BrokenChannel, match=words):
        _start(make_scope("sitemap")).discover(_response(body))
