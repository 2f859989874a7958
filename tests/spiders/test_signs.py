"""What front pages give away."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response

from models.catalogue import PROVINCES_DIR
from models.facts import load_folder
from models.sources import Platform
from spiders.signs import Link, find_platform, read_signs

PLATFORMS = load_folder(PROVINCES_DIR / "platforms", Platform)
WORDPRESS = """<html><head><title>Beranda - Kabar Uji</title><meta name="Generator" content="WordPress 6.7.1">
<link rel="alternate" type="application/rss+xml" title="Kabar Uji" href="/feed/">
<link rel="alternate" type="application/rss+xml" title="Komentar" href="/comments/feed/">
<link rel="https://api.w.org/" href="https://uji.id/wp-json/"></head><body>
<a href="/2026/11/09/jalan-baru-dibuka/"><img src="a.jpg"></a>
<a href="/2026/11/09/jalan-baru-dibuka/#komentar">Jalan Baru Dibuka</a>
<a href="mailto:a@uji.id">Surel</a></body></html>"""


def page(markup: str, url: str = "https://uji.id/", **values: Any) -> HtmlResponse:
    return HtmlResponse(url, body=markup.encode(), encoding="utf-8", **values)


def test_a_wordpress_site_shows_its_name_feed_and_rest_interface() -> None:
    signs = read_signs(page(WORDPRESS))
    assert (signs.name, signs.generator) == ("Kabar Uji", "WordPress 6.7.1")
    assert signs.feeds == ("https://uji.id/feed/",)
    assert signs.rest == "https://uji.id/wp-json/"
    assert (signs.is_wordpress, signs.is_drupal) == (True, False)
    assert signs.links == (Link("https://uji.id/2026/11/09/jalan-baru-dibuka/", "Jalan Baru Dibuka"),)
    assert find_platform(signs, PLATFORMS) == "wordpress"


@pytest.mark.parametrize(
    ("markup", "headers"),
    [
        ('<html><head><meta name="generator" content="Drupal 7 (http://drupal.org)"></head></html>', {}),
        ('<html><head><script src="/sites/default/files/js/a.js"></script></head></html>', {}),
        ("<html><body>kosong</body></html>", {"X-Generator": "Drupal 8"}),
    ],
)
def test_drupal_shows_itself_in_markup_or_header(markup: str, headers: dict[str, str]) -> None:
    signs = read_signs(page(markup, headers=headers))
    assert (signs.is_drupal, find_platform(signs, PLATFORMS)) == (True, "drupal")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<title>Selamat Datang | Dinas Kominfo Uji</title>", "Dinas Kominfo Uji"),
        ('<title>Kabar Uji: Tajam</title><meta property="og:site_name" content="Kabar Uji">', "Kabar Uji"),
        ("<title>Warta-Uji.com – Berita Terkini</title>", "Warta-Uji.com"),
        ("", "uji.id"),
    ],
)
def test_the_name_is_what_the_site_calls_itself(head: str, name: str) -> None:
    assert read_signs(page(f"<html><head>{head}</head></html>")).name == name


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://bangka.tribunnews.com/", "tribun"),
        ("https://babel.antaranews.com/", "antara"),
        ("https://uji.disway.id/", "disway"),
        ("https://uji.id/", "generic"),
    ],
)
def test_hosts_of_known_networks_name_their_platform(url: str, platform: str) -> None:
    assert find_platform(read_signs(page("<html></html>", url)), PLATFORMS) == platform


def test_an_answer_without_text_gives_its_host_and_nothing_else() -> None:
    signs = read_signs(Response("https://uji.id/", body=b"\x89PNG"))
    assert (signs.name, signs.links, signs.is_wordpress) == ("uji.id", (), False)
