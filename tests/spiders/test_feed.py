from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from scrapy.http import Response, XmlResponse

from models.sources import Platform
from spiders.discovery import BrokenChannel, Scope
from spiders.feed import FeedDiscovery, parse_xml

MakeScope = Callable[..., Scope]
WORDPRESS = Platform(id="wordpress", name="WordPress", parts="path")

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Contoh</title><link>https://contoh.id</link>
<item><title>Bimtek &amp; MoU</title><link>https://contoh.id/satu/</link>
  <dc:creator>Redaksi</dc:creator><category>Daerah</category><pubDate>Sun, 15 Nov 2026 04:00:00 +0000</pubDate>
  <description><![CDATA[<p>Ringkasan <b>satu</b></p>]]></description><media:title>Foto</media:title></item>
<item><title>Tanpa tanggal</title><link>/dua/</link></item>
<item><title>Hanya guid</title><guid isPermaLink="true">https://contoh.id/tiga/</guid></item>
<item><title>Guid bukan alamat</title><guid isPermaLink="false">https://contoh.id/?p=4</guid></item>
<item><title>Tag</title><link>https://contoh.id/tag/smart-city</link></item>
<item><title>Host lain</title><link>https://lain.id/lima/</link></item>
<item><title>Lama</title><link>https://contoh.id/enam/</link><pubDate>Sun, 01 Nov 2026 04:00:00 +0000</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><generator>Lain</generator>
<entry><title type="html">Judul &lt;i&gt;satu&lt;/i&gt;</title><link rel="self" href="https://contoh.id/api/1"/>
  <link rel="alternate" href="https://contoh.id/satu"/><published>2026-11-15T11:00:00+07:00</published>
  <author><name>Penulis</name></author><summary>Ringkas</summary></entry>
<entry><title>Dua</title><link href="https://contoh.id/dua"/><updated>2026-11-14T11:00:00+07:00</updated></entry></feed>"""


def _response(body: str | bytes, url: str = "https://contoh.id/feed/") -> Response:
    raw = body.encode() if isinstance(body, str) else body
    return XmlResponse(url, body=raw)


def _start(scope: Scope) -> FeedDiscovery:
    discovery = FeedDiscovery(scope)
    discovery.first_urls()
    return discovery


def test_rss_gives_articles_with_what_it_says_of_them(make_scope: MakeScope) -> None:
    since = datetime(2026, 11, 8, tzinfo=UTC)
    finding = _start(make_scope(since=since)).discover(_response(RSS))
    assert [lead.url for lead in finding.leads] == [
        "https://contoh.id/satu/",
        "https://contoh.id/dua/",
        "https://contoh.id/tiga/",
    ]
    assert finding.leads[0].hints == {
        "title": "Bimtek & MoU",
        "published": "2026-11-15T04:00:00+00:00",
        "summary": "Ringkasan satu",
        "section": "Daerah",
        "author": "Redaksi",
    }
    assert finding.leads[1].hints == {"title": "Tanpa tanggal"}
    assert finding.is_exhausted, "it reaches behind the window"
    assert finding.seen == 6


def test_a_feed_whose_articles_are_all_old_is_quiet_and_not_changed(make_scope: MakeScope) -> None:
    tag = "<item><link>https://contoh.id/tag/x</link><pubDate>Sun, 15 Nov 2026 04:00:00 +0000</pubDate></item>"
    old = "<item><link>https://contoh.id/satu</link><pubDate>Sun, 01 Nov 2026 04:00:00 +0000</pubDate></item>"
    discovery = _start(make_scope(since=datetime(2026, 11, 8, tzinfo=UTC)))
    assert discovery.discover(_response(f"<rss><channel>{tag}{old}</channel></rss>")).seen == 0
    assert discovery.discover(_response(f"<rss><channel>{tag}</channel></rss>")).seen == 1


def test_atom_gives_the_link_for_readers(make_scope: MakeScope) -> None:
    finding = _start(make_scope()).discover(_response(ATOM))
    assert [lead.url for lead in finding.leads] == ["https://contoh.id/satu", "https://contoh.id/dua"]
    assert finding.leads[0].hints["title"] == "Judul satu"
    assert finding.leads[0].hints["author"] == "Penulis"
    assert finding.leads[1].hints["published"] == "2026-11-14T11:00:00+07:00"


def test_addresses_behind_a_redirector_are_preferred(make_scope: MakeScope) -> None:
    body = (
        '<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><item><link>https://lain.id/~r/1</link>'
        "<feedburner:origLink>https://contoh.id/satu</feedburner:origLink></item></rss>"
    )
    assert [lead.url for lead in _start(make_scope()).discover(_response(body)).leads] == ["https://contoh.id/satu"]


def test_a_feed_that_ends_within_the_window_is_not_exhausted(make_scope: MakeScope) -> None:
    finding = _start(make_scope(since=datetime(2026, 10, 1, tzinfo=UTC))).discover(_response(ATOM))
    assert not finding.is_exhausted
    assert finding.following == (), "only WordPress is known to page its feeds"


def test_wordpress_feeds_are_paged_until_the_window_is_covered(make_scope: MakeScope) -> None:
    discovery = _start(make_scope(since=datetime(2026, 11, 8, tzinfo=UTC), platform=WORDPRESS))
    first = discovery.discover(_response(ATOM))
    assert first.following == ("https://contoh.id/feed/?paged=2",)
    assert discovery.discover(_response(RSS, first.following[0])).following == ()


def test_wordpress_is_told_by_the_generator_too(make_scope: MakeScope) -> None:
    body = ATOM.replace("Lain", "https://wordpress.org/?v=6.8")
    assert _start(make_scope()).discover(_response(body)).following == ("https://contoh.id/feed/?paged=2",)


def test_a_feed_that_repeats_itself_is_not_paged_on(make_scope: MakeScope) -> None:
    discovery = _start(make_scope(platform=WORDPRESS))
    assert discovery.discover(_response(ATOM)).following
    assert discovery.discover(_response(ATOM)).following == ()


def test_page_numbers_of_the_channel_are_filled_in(make_scope: MakeScope) -> None:
    discovery = FeedDiscovery(make_scope(url="https://contoh.id/rss/{page}", channel={"max_pages": 2}))
    assert discovery.first_urls() == ("https://contoh.id/rss/1",)
    assert discovery.discover(_response(ATOM)).following == ("https://contoh.id/rss/2",)
    assert discovery.discover(_response(RSS)).following == (), "two pages at most"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<html><body>Tidak ditemukan</body></html>", "web page"),
        ("", "no XML"),
        ("bukan xml", "no XML"),
        ("<rss><channel><title>Kosong</title></channel></rss>", "no entry"),
    ],
)
def test_what_is_no_feed_is_refused(make_scope: MakeScope, body: str, words: str) -> None:
    with pytest.raises(BrokenChannel, match=words):
        _start(make_scope()).discover(_response(body))


def test_feeds_that_are_not_well_formed_are_mended(make_scope: MakeScope) -> None:
    broken = b"\xef\xbb\xbf\n" + RSS.replace("&amp;", "&").replace("</rss>", "").encode()
    assert len(_start(make_scope()).discover(_response(broken)).leads) == 4


def test_feeds_sent_as_web_pages_are_read(make_scope: MakeScope) -> None:
    response = Response("https://contoh.id/feed/", body=RSS.encode(), headers={"Content-Type": "text/html"})
    assert len(_start(make_scope()).discover(response).leads) == 4


def test_entities_are_not_expanded() -> None:
    bomb = b"""<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]><rss><item>&b;</item></rss>"""
    assert "root:" not in "".join(parse_xml(bomb).itertext())
