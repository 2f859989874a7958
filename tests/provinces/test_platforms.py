from __future__ import annotations

import re

import pytest
import soupsieve

from models.address import canonical_key, is_article_url, part_of
from models.catalogue import PROVINCES_DIR
from models.facts import load_folder
from models.sources import Platform

PLATFORMS = load_folder(PROVINCES_DIR / "platforms", Platform)
SELECTORS = ("title", "body", "date", "author", "editor", "section", "tags", "related", "drop", "caption", "paywall")


def test_the_platforms_we_know_are_there() -> None:
    assert set(PLATFORMS) == {
        "tribun", "antara", "wordpress", "drupal", "portal", "disway", "detik", "kompas", "rri", "inews", "generic",
        "okezone", "republika",
    }  # fmt: skip


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)
def test_every_selector_is_valid_css(platform: Platform) -> None:
    selectors = [text for hints in platform.reading for name in SELECTORS for text in getattr(hints, name)]
    assert selectors
    for selector in selectors:
        soupsieve.compile(selector)


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)
def test_the_current_layout_comes_first_and_old_ones_have_a_last_day(platform: Platform) -> None:
    assert platform.reading[0].until is None
    assert all(hints.until is not None for hints in platform.reading[1:])


@pytest.mark.parametrize(
    ("platform", "url", "key"),
    [
        ("tribun", "https://bangka.uji.example/2022/09/22/semua-pihak", "bangka.uji.example/2022/09/22/semua-pihak"),
        ("tribun", "https://bangka.uji.example/lokal/1666649/ketua-dprd?page=2", "bangka.uji.example/1666649"),
        ("tribun", "https://m.uji.example/regional/2016/08/30/kota?page=2", "uji.example/regional/2016/08/30/kota"),
        ("antara", "https://babel.uji.example/berita/34373/bangka", "babel.uji.example/34373"),
        ("antara", "https://babel.uji.example/amp/berita/34373/slug-lain", "babel.uji.example/34373"),
        ("detik", "https://www.uji.example/sumbagsel/berita/d-7727276/judul", "uji.example/7727276"),
        ("detik", "http://inet.uji.example/read/2015/11/05/100026/3062623/323/judul", "inet.uji.example/3062623"),
        ("kompas", "https://uji.example/copy/2020/11/05/123456789/judul", "uji.example/2020/11/05/123456789"),
        ("kompas", "https://uji.example/read/2020/11/05/123456789/judul?page=all", "uji.example/2020/11/05/123456789"),
        ("disway", "https://uji.example/amp/640852/maulan", "uji.example/640852"),
        ("disway", "https://uji.example/read/640852/maulan/2", "uji.example/640852"),
        ("inews", "https://uji.example/amp/464460/judul/2", "uji.example/464460"),
        ("rri", "https://www.uji.example/daerah/371873/judul?utm_source=news", "uji.example/371873"),
        ("drupal", "https://mail.uji.example/?q=content%2Fjudul&qt-berita=0", "uji.example/?q=content/judul"),
        ("wordpress", "https://uji.example/2023/11/05/judul/amp", "uji.example/2023/11/05/judul"),
        ("wordpress", "https://uji.example/judul/2", "uji.example/judul"),
        ("wordpress", "https://uji.example/?p=25385", "uji.example/?p=25385"),
        ("portal", "https://uji.example/berita/detail/kominfo/judul", "uji.example/berita/detail/kominfo/judul"),
        ("portal", "https://uji.example/berita/read/11/2025/judul", "uji.example/berita/read/11/2025/judul"),
        ("portal", "https://uji.example/read-artikel/65/judul", "uji.example/read-artikel/65/judul"),
        ("generic", "https://uji.example/berita/judul.html", "uji.example/berita/judul.html"),
        ("okezone", "https://news.uji.example/read/2026/11/09/340/2900123/judul", "news.uji.example/2900123"),
        ("republika", "https://uji.example/berita/t3jdpj2030000/judul", "uji.example/t3jdpj2030000"),
        (
            "republika",
            "http://nasional.uji.example/berita/nasional/daerah/16/02/15/o2l07x284-judul",
            "nasional.uji.example/o2l07x284",
        ),
    ],
)  # fmt: skip
def test_knows_articles_and_their_keys(platform: str, url: str, key: str) -> None:
    assert is_article_url(url, PLATFORMS[platform])
    assert canonical_key(url, PLATFORMS[platform]) == key


@pytest.mark.parametrize(
    ("platform", "url"),
    [
        ("tribun", "https://uji.example/index-news/lokal?page=2"),
        ("tribun", "https://uji.example/tag/smart-city"),
        ("tribun", "https://uji.example/penulis/rka"),
        ("antara", "https://uji.example/tag/koba"),
        ("antara", "https://uji.example/foto/12345/pantai"),
        ("antara", "https://uji.example/amp/berita/26866/tentang-kami"),
        ("antara", "https://uji.example/berita/291565/@kantoruji"),
        ("wordpress", "https://uji.example/2025/07/23/"),
        ("wordpress", "https://uji.example/2025/07/"),
        ("wordpress", "https://uji.example/category/daerah/koba/"),
        ("wordpress", "https://uji.example/author/admin/page/9"),
        ("wordpress", "https://uji.example/wp-content/uploads/a.jpg"),
        ("wordpress", "https://uji.example/feed/"),
        ("wordpress", "https://uji.example/redaksi/"),
        ("drupal", "https://uji.example/?q=berita&page=3"),
        ("drupal", "https://uji.example/?q=rss.xml"),
        ("drupal", "https://uji.example/?q=user/login"),
        ("portal", "https://uji.example/berita/index/20"),
        ("portal", "https://uji.example/berita/kategori/umum"),
        ("portal", "https://uji.example/galeri/detail/foto-1"),
        ("disway", "https://uji.example/tag/koba"),
        ("detik", "https://uji.example/indeks"),
        ("detik", "https://20.detik.com/detikflash/d-7000000/x"),
        ("kompas", "https://uji.example/tag/pulau"),
        ("inews", "https://uji.example/tag/koba"),
        ("rri", "https://uji.example/tag/12345/koba"),
        ("generic", "https://uji.example/berita?hal=2"),
        ("generic", "https://uji.example/kategori/umum"),
        ("generic", "https://uji.example/"),
    ],
)
def test_knows_what_is_no_article(platform: str, url: str) -> None:
    assert not is_article_url(url, PLATFORMS[platform])


@pytest.mark.parametrize(
    ("platform", "url", "part"),
    [
        ("tribun", "https://uji.example/lokal/1666649/judul?page=2", 2),
        ("tribun", "https://uji.example/lokal/1666649/judul?page=all", 1),
        ("wordpress", "https://uji.example/judul/3/", 3),
        ("disway", "https://uji.example/read/640852/judul/2", 2),
        ("antara", "https://uji.example/berita/34373/judul?page=2", 1),
    ],
)
def test_knows_later_parts(platform: str, url: str, part: int) -> None:
    assert part_of(url, PLATFORMS[platform]) == part


@pytest.mark.parametrize(
    ("host", "platform"),
    [
        ("bangka.tribunnews.com", "tribun"),
        ("babel.antaranews.com", "antara"),
        ("www.detik.com", "detik"),
        ("regional.kompas.com", "kompas"),
        ("www.rri.co.id", "rri"),
        ("lintasbabel.inews.id", "inews"),
        ("belitongekspres.disway.id", "disway"),
        ("notdetik.com", None),
        ("detik.com.penipu.example", None),
    ],
)
def test_networks_are_known_by_host(host: str, platform: str | None) -> None:
    found = [name for name, facts in PLATFORMS.items() if any(re.search(pattern, host) for pattern in facts.hosts)]
    assert found == ([platform] if platform else [])
