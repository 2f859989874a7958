"""Sites nobody has described: on what they run and which ways to their articles work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.catalogue import PROVINCES_DIR
from models.errors import SourceError
from models.facts import load_folder
from models.settings import Settings
from models.sources import Platform
from spiders.asking import Asker
from spiders.survey import Survey, survey_site

NOW = datetime(2026, 11, 15, 5, tzinfo=UTC)
PLATFORMS = load_folder(PROVINCES_DIR / "platforms", Platform)


@pytest.fixture
def asker() -> Iterator[Asker]:
    settings = Settings.model_validate({"allow_private_hosts": True, "delay_seconds": 0})
    with Asker(settings) as opened:
        yield opened


@pytest.fixture
def survey(asker: Asker) -> Callable[[Any], Survey]:
    return lambda site: survey_site(asker, f"{site.origin}/", PLATFORMS, NOW)


def shown(found: Survey, site: Any) -> list[tuple[str, str, int]]:
    return [
        (each.channel.spider, each.channel.url.removeprefix(site.origin), len(each.leads)) for each in found.channels
    ]


def test_a_wordpress_site_is_read_by_rest_feed_and_sitemap(survey: Callable[[Any], Survey], farm: Any) -> None:
    site = farm.site(21)
    urls = [f"{site.origin}/2026/11/{day:02d}/jalan-baru-dibuka-{day}/" for day in range(1, 15)]
    rest = '<link rel="https://api.w.org/" href="/wp-json/">'
    site.set("/", f"<html><head><title>Beranda - Kabar Uji</title>{rest}</head></html>")
    site.set("/robots.txt", f"User-agent: *\nSitemap: {site.origin}/gambar.xml\nSitemap: {site.origin}/post-peta.xml\n")
    dates = {url: NOW - timedelta(days=number) for number, url in enumerate(reversed(urls))}
    posts = [
        {"id": number, "link": url, "date_gmt": at.strftime("%Y-%m-%dT%H:%M:%S"), "title": {"rendered": "Jalan"},
         "content": {"rendered": "<p>Isi</p>"}}
        for number, (url, at) in enumerate(list(dates.items())[:10])
    ]  # fmt: skip
    site.json("/wp-json/wp/v2/posts", posts)
    site.feed("/feed/", dates, generator="https://wordpress.org/?v=6.7")
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    site.set("/post-peta.xml", f"<urlset>{entries}</urlset>", content_type="text/xml")
    found = survey(site)
    assert (found.platform, found.signs.name, found.owner) == ("wordpress", "Kabar Uji", "press")
    assert shown(found, site) == [
        ("wordpress", "/wp-json/wp/v2/posts", 10),
        ("feed", "/feed/", 14),
        ("sitemap", "/post-peta.xml", 14),
    ]
    assert found.articles_per_week == 7
    assert site.requests.count("/robots.txt") == 1


def test_a_wordpress_site_with_a_closed_rest_interface_keeps_its_feed(
    survey: Callable[[Any], Survey], farm: Any
) -> None:
    site = farm.site(22)
    site.set("/", '<html><head><link href="/wp-content/a.css"></head></html>')
    site.set("/wp-json/wp/v2/posts", "dilarang", status=401)
    site.any_query["/wp-json/wp/v2/posts"] = site.answers["/wp-json/wp/v2/posts"]
    site.feed("/feed/", {f"{site.origin}/jalan-baru-dibuka/": NOW})
    found = survey(site)
    assert shown(found, site) == [("feed", "/feed/", 1)]
    failed = {each.channel.spider: each.trouble.words for each in found.failed if each.trouble}
    assert failed["wordpress"] == "answered 401"
    assert found.articles_per_week is None


def test_a_drupal_site_without_clean_addresses_is_read_by_feed_and_listing(
    survey: Callable[[Any], Survey], farm: Any
) -> None:
    site = farm.site(23)
    urls = [f"/?q=content/rambu-baru-jalur-sekolah-{number}" for number in range(5)]
    menu = '<a href="/?q=profil">Profil</a>'
    links = "".join(f'<h2><a href="{url}">Rambu baru di jalur sekolah</a></h2>' for url in urls)
    pager = '<ul class="pager"><a href="/?page=1">2</a><a href="/?page=2">3</a></ul>'
    head = '<meta name="Generator" content="Drupal 7 (http://drupal.org)"><title>Beranda | Pemkab Uji</title>'
    site.set("/", f"<html><head>{head}</head><body>{menu}{links}{pager}</body></html>")
    site.feed("/rss.xml", {site.origin + url: NOW for url in urls})
    found = survey(site)
    assert (found.platform, found.signs.name) == ("drupal", "Pemkab Uji")
    assert shown(found, site) == [("feed", "/rss.xml", 5), ("listing", "/?page={page}", 5)]
    assert found.channels[1].channel.first_page == 0


def test_a_plain_site_is_read_by_its_paged_list_of_news(survey: Callable[[Any], Survey], farm: Any) -> None:
    site = farm.site(24)
    news = [f"/berita/detail/{number}-jalan-baru-di-dusun" for number in range(6)]
    links = "".join(f'<a href="{url}">Jalan baru di dusun dibuka</a>' for url in news)
    menu = (
        '<a href="/profil/visi-dan-misi">Visi</a><a href="/berita">Berita</a><a href="/galeri/foto-kegiatan">Foto</a>'
    )
    pages = '<a href="/berita?page=2">2</a><a href="/berita?page=3">3</a>'
    site.set("/", f"<html><title>Portal Uji</title>{menu}{links}</html>")
    site.set("/berita", f"<html>{menu}{links}{pages}</html>")
    found = survey(site)
    assert found.platform == "generic"
    assert shown(found, site) == [("listing", "/berita?page={page}", 6)]
    channel = found.channels[0].channel
    assert channel.include == r"^http://127\.0\.0\.24:" + str(farm.port) + "/berita/"
    assert (channel.first_page, channel.max_pages) == (1, 10)


def test_a_site_that_moved_is_known_by_both_hosts(survey: Callable[[Any], Survey], farm: Any) -> None:
    old, new = farm.site(25), farm.site(26)
    old.set("/", status=301, headers={"Location": f"{new.origin}/"})
    feed = '<link rel="alternate" type="application/atom+xml" href="/umpan">'
    new.set("/", f"<html><head>{feed}</head></html>")
    new.feed("/umpan", {f"{new.origin}/jalan-baru-dibuka": NOW})
    found = survey(old)
    assert found.homepage == f"{new.origin}/"
    assert found.hosts == ("127.0.0.25",)


def test_a_site_without_articles_has_no_channels_and_says_what_was_tried(
    survey: Callable[[Any], Survey], farm: Any
) -> None:
    site = farm.site(27)
    site.set("/", "<html><body><a href='/profil'>Profil</a></body></html>")
    found = survey(site)
    assert found.channels == ()
    assert [each.channel.url for each in found.failed] == [f"{site.origin}/sitemap.xml"]


def test_a_site_that_denies_robots_or_is_down_is_an_error_that_says_so(
    survey: Callable[[Any], Survey], farm: Any
) -> None:
    denied, down = farm.site(28), farm.site(29)
    denied.set("/robots.txt", "User-agent: Pantau\nDisallow: /\n", content_type="text/plain")
    down.port = 1
    with pytest.raises(SourceError, match=r"127\.0\.0\.28.*: is forbidden by robots\.txt"):
        survey(denied)
    assert denied.requests == ["/robots.txt"]
    with pytest.raises(SourceError, match=r"127\.0\.0\.29.*: refused the connection"):
        survey(down)
