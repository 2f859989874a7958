"""Guesses about plain sites: which links are articles, where they are listed, how the list is paged."""

from __future__ import annotations

import pytest

from models.sources import Platform
from spiders.listing_signs import Paging, find_article_prefix, find_indexes, find_paging
from spiders.signs import Link

HOME = "https://uji.go.id/"
GENERIC = Platform(id="generic", name="Umum", reject_url=("/tag/", r"/kategori/"))
MENU = [
    Link(HOME, "Beranda"),
    Link("https://uji.go.id/profil/visi-dan-misi", "Visi dan Misi"),
    Link("https://uji.go.id/berita", "Berita"),
    Link("https://uji.go.id/kategori/warta-kota-kita", "Warta Kota Kita Semua"),
    Link("https://lain.id/berita/jalan-baru-dibuka", "Jalan baru dibuka di sana"),
]
NEWS = [Link(f"https://uji.go.id/berita/{n}-jalan-baru-di-dusun", f"Jalan baru ke-{n} dibuka warga") for n in range(4)]


def test_the_beginning_most_articles_share_is_found_among_menus() -> None:
    assert find_article_prefix([*MENU, *NEWS], HOME, GENERIC) == "https://uji.go.id/berita/"


def test_articles_may_lie_at_the_root_and_in_folders_of_dates() -> None:
    root = [Link(f"https://uji.go.id/jalan-baru-nomor-{n}-dibuka", "Jalan baru sudah dibuka") for n in range(3)]
    dated = [Link(f"https://uji.go.id/2026/11/0{n}/jalan-baru-dibuka", "Jalan baru sudah dibuka") for n in range(3)]
    assert find_article_prefix(root, HOME, GENERIC) == HOME
    assert find_article_prefix(dated, HOME, GENERIC) == HOME


def test_too_few_articles_are_no_evidence() -> None:
    assert find_article_prefix([*MENU, *NEWS[:2]], HOME, GENERIC) is None


def test_the_page_named_like_the_articles_is_the_likeliest_index() -> None:
    links = [Link("https://uji.go.id/indeks", "Indeks Berita"), *MENU, *NEWS]
    assert find_indexes(links, HOME, "https://uji.go.id/berita/") == [
        "https://uji.go.id/berita",
        "https://uji.go.id/indeks",
        HOME,
    ]


@pytest.mark.parametrize(
    ("page", "numbered", "paging"),
    [
        ("/berita", {2: "/berita?page=2", 3: "/berita?page=3"}, Paging("/berita?page={page}", 1, 1)),
        ("/berita", {2: "/berita?page=1", 3: "/berita?page=2"}, Paging("/berita?page={page}", 0, 1)),
        ("/berita", {2: "/berita?page=1"}, Paging("/berita?page={page}", 0, 1)),
        ("/berita", {2: "/berita?start=10", 3: "/berita?start=20"}, Paging("/berita?start={page}", 0, 10)),
        ("/berita", {2: "/berita?start=10"}, Paging("/berita?start={page}", 0, 10)),
        ("/berita/", {1: "/berita/page/1", 2: "/berita/page/2/"}, Paging("/berita/page/{page}/", 1, 1)),
        ("/?q=berita", {2: "/?q=berita&page=1"}, Paging("/?q=berita&page={page}", 0, 1)),
    ],
)
def test_numbered_links_tell_how_a_list_is_paged(page: str, numbered: dict[int, str], paging: Paging) -> None:
    links = [Link(f"https://uji.go.id{path}", str(shown)) for shown, path in numbered.items()]
    wanted = paging._replace(url=f"https://uji.go.id{paging.url}")
    assert find_paging(links, f"https://uji.go.id{page}") == wanted


def test_numbers_of_other_pages_and_odd_steps_are_no_paging() -> None:
    other = [Link("https://uji.go.id/agenda?page=2", "2")]
    odd = [Link("https://uji.go.id/berita?page=5", "2"), Link("https://uji.go.id/berita?page=7", "4"),
           Link("https://uji.go.id/berita?page=4", "3")]  # fmt: skip
    assert find_paging(other, "https://uji.go.id/berita") is None
    assert find_paging(odd, "https://uji.go.id/berita") is None
    assert find_paging(NEWS, "https://uji.go.id/berita") is None
