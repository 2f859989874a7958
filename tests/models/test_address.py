import pytest

from models.address import (
    article_key,
    bare_host,
    belongs_to,
    canonical_key,
    clean_url,
    first_part,
    is_amp,
    is_article_url,
    part_of,
)
from models.sources import Platform, Source

PLAIN = Platform(id="generic", name="Umum")
TRIBUN = Platform(
    id="tribun",
    name="Tribun",
    parts="query",
    key=r"/[a-z][a-z0-9-]*/(\d{5,})/",
    article_url=r"://[^/]+/(?:\d{4}/\d{2}/\d{2}/[^/?#]+|[a-z-]+/\d{3,}/[^/?#]+)",
    reject_url=(r"/(?:tag|foto)/",),
)
ANTARA = Platform(id="antara", name="Antara", key=r"/(?:amp/)?berita/(\d+)", article_url=r"/berita/\d+")
INEWS = Platform(id="inews", name="iNews", key=r"/(?:read|amp)/(\d+)", parts="path")
DETIK = Platform(id="detik", name="detik", key=r"/(d-\d+)", parts="query")
WORDPRESS = Platform(
    id="wordpress",
    name="WordPress",
    parts="path",
    reject_url=(r"/(?:category|tag|author)/", r"://[^/]+/\d{4}/\d{2}/\d{2}/?$", r"[?&](?:s|cat)="),
)
DRUPAL = Platform(id="drupal", name="Drupal", article_url=r"[?&]q=content(?:/|%2F)[^&]+")

KEYS = [
    # what every site has in common
    ("https://Contoh.ID/berita/satu", PLAIN, "contoh.id/berita/satu"),
    ("http://contoh.id/berita/satu", PLAIN, "contoh.id/berita/satu"),
    ("https://contoh.id:443/berita/satu", PLAIN, "contoh.id/berita/satu"),
    ("https://contoh.id:8443/berita/satu", PLAIN, "contoh.id/berita/satu"),
    ("https://www.contoh.id/berita/satu/", PLAIN, "contoh.id/berita/satu"),
    ("https://m.contoh.id/berita/satu", PLAIN, "contoh.id/berita/satu"),
    ("https://amp.contoh.id/berita/satu", PLAIN, "contoh.id/berita/satu"),
    ("https://mail.contoh.id/berita/satu", PLAIN, "contoh.id/berita/satu"),
    ("https://www.m.contoh.id/berita/satu", PLAIN, "contoh.id/berita/satu"),
    ("https://m.id/berita/satu", PLAIN, "m.id/berita/satu"),
    ("https://contoh.id/berita//satu", PLAIN, "contoh.id/berita/satu"),
    ("https://contoh.id/berita/satu#komentar", PLAIN, "contoh.id/berita/satu"),
    ("https://contoh.id/berita/satu?utm_source=wa&utm_medium=x", PLAIN, "contoh.id/berita/satu"),
    ("https://contoh.id/berita/satu?fbclid=IwAR0&ref=beranda", PLAIN, "contoh.id/berita/satu"),
    ("https://contoh.id/satu?pgrelated=92", PLAIN, "contoh.id/satu"),
    ("https://contoh.id/satu?page_images=2&theme=dark", PLAIN, "contoh.id/satu"),
    ("https://contoh.id/satu?amp=1", PLAIN, "contoh.id/satu"),
    ("https://contoh.id/satu?amp", PLAIN, "contoh.id/satu"),
    ("https://contoh.id/satu/amp/", PLAIN, "contoh.id/satu"),
    ("https://contoh.id/2023/10/26/satu/amp", PLAIN, "contoh.id/2023/10/26/satu"),
    ("https://contoh.id/amp/satu", PLAIN, "contoh.id/satu"),
    ("https://contoh.id/amp", PLAIN, "contoh.id/amp"),
    ("https://contoh.id/ampas-tebu", PLAIN, "contoh.id/ampas-tebu"),
    ("https://contoh.id/satu?m=1", PLAIN, "contoh.id/satu"),
    ("https://contoh.id/?m=202611", PLAIN, "contoh.id/?m=202611"),
    ("https://contoh.id/?p=126990", WORDPRESS, "contoh.id/?p=126990"),
    ("https://contoh.id/satu?b=2&a=1", PLAIN, "contoh.id/satu?a=1&b=2"),
    ("https://contoh.id/index.php/2025/03/19/satu/", WORDPRESS, "contoh.id/2025/03/19/satu"),
    ("https://contoh.id/caf%c3%a9", PLAIN, "contoh.id/caf%C3%A9"),
    ("  https://contoh.id/satu ", PLAIN, "contoh.id/satu"),
    ("https://contoh.id/satu?page=2", None, "contoh.id/satu?page=2"),
    # Tribun: old style by path, new style by number, parts in the query
    ("https://bangka.contoh.id/2025/06/04/satu?page=2", TRIBUN, "bangka.contoh.id/2025/06/04/satu"),
    ("https://bangka.contoh.id/2025/06/04/satu?page=all", TRIBUN, "bangka.contoh.id/2025/06/04/satu"),
    ("https://bangka.contoh.id/lokal/1666649/satu-dua", TRIBUN, "bangka.contoh.id/1666649"),
    ("https://bangka.contoh.id/lokal/1666649/judul-lain?page=3", TRIBUN, "bangka.contoh.id/1666649"),
    # Antara: the slug is decoration
    ("https://babel.contoh.com/berita/34373/satu", ANTARA, "babel.contoh.com/34373"),
    ("https://babel.contoh.com/amp/berita/34373/dua", ANTARA, "babel.contoh.com/34373"),
    ("https://babel.contoh.com/berita/34373", ANTARA, "babel.contoh.com/34373"),
    # iNews: number below /read and /amp, parts in the path
    ("https://lintas.contoh.id/amp/464460/satu/2", INEWS, "lintas.contoh.id/464460"),
    ("https://lintas.contoh.id/read/464460/satu", INEWS, "lintas.contoh.id/464460"),
    ("https://www.contoh.com/sumbagsel/berita/d-7727276/satu", DETIK, "contoh.com/d-7727276"),
    # WordPress: later parts in the path, dates are none
    ("https://contoh.id/satu/2/", WORDPRESS, "contoh.id/satu"),
    ("https://contoh.id/rapat-tahun-2026/2", WORDPRESS, "contoh.id/rapat-tahun-2026"),
    ("https://contoh.id/2026/11/09/satu/3/", WORDPRESS, "contoh.id/2026/11/09/satu"),
    ("https://contoh.id/satu/2/amp/", WORDPRESS, "contoh.id/satu"),
    ("https://contoh.id/2025/07/23/", WORDPRESS, "contoh.id/2025/07/23"),
    ("https://contoh.id/satu/2026", WORDPRESS, "contoh.id/satu/2026"),
    ("https://contoh.id/satu/2", PLAIN, "contoh.id/satu/2"),
    # Drupal: the path is in the query
    ("https://contoh.go.id/?q=content/satu", DRUPAL, "contoh.go.id/?q=content/satu"),
    ("https://contoh.go.id/?q=content%2Fsatu&qt-berita=0", DRUPAL, "contoh.go.id/?q=content/satu"),
    ("https://mail.contoh.go.id/index.php?q=content%2Fsatu", DRUPAL, "contoh.go.id/?q=content/satu"),
]


@pytest.mark.parametrize(("url", "platform", "key"), KEYS)
def test_key_is_the_same_for_every_address_of_an_article(url: str, platform: Platform | None, key: str) -> None:
    assert canonical_key(url, platform) == key


@pytest.mark.parametrize("url", [row[0] for row in KEYS])
def test_cleaning_an_address_keeps_its_key(url: str) -> None:
    for platform in (PLAIN, TRIBUN, WORDPRESS, DRUPAL):
        assert canonical_key(clean_url(url), platform) == canonical_key(url, platform)


def test_key_without_a_number_where_the_platform_finds_none() -> None:
    assert canonical_key("https://babel.contoh.com/terkini", ANTARA) == "babel.contoh.com/terkini"


def test_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="URL"):
        canonical_key("http://[rusak/satu", PLAIN)


def _source(**facts: object) -> Source:
    return Source.model_validate(
        {
            "id": "contoh",
            "name": "Contoh",
            "owner": "press",
            "homepage": "https://www.kbocontoh.com",
            "hosts": ["kbo-contoh.com", "mail.lain.go.id"],
            "platform": "wordpress",
            "discover": [{"spider": "feed", "url": "https://www.kbocontoh.com/feed/"}],
            "expect": {"articles_per_week": {"min": 1, "max": 9}},
            **facts,
        }
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://www.kbocontoh.com/satu/",
        "https://kbocontoh.com/satu",
        "https://m.kbocontoh.com/satu/2",
        "http://kbo-contoh.com/satu?utm_source=x",
        "https://www.kbo-contoh.com/satu",
        "https://lain.go.id/satu",
        "https://mail.lain.go.id/satu",
    ],
)
def test_all_hosts_of_a_source_give_one_key(url: str) -> None:
    assert article_key(url, _source(), WORDPRESS) == "kbocontoh.com/satu"
    assert belongs_to(url, _source())


def test_foreign_hosts_keep_their_own_key() -> None:
    assert article_key("https://kbocontoh.com.jahat.id/satu", _source(), WORDPRESS) == "kbocontoh.com.jahat.id/satu"
    assert not belongs_to("https://kbocontoh.com.jahat.id/satu", _source())
    assert not belongs_to("http://[rusak/satu", _source())


@pytest.mark.parametrize(
    ("url", "platform", "part"),
    [
        ("https://contoh.id/lokal/1666649/satu", TRIBUN, 1),
        ("https://contoh.id/lokal/1666649/satu?page=2", TRIBUN, 2),
        ("https://contoh.id/lokal/1666649/satu?page=all", TRIBUN, 1),
        ("https://contoh.id/lokal/1666649/satu?page=0", TRIBUN, 1),
        ("https://contoh.id/lokal/1666649/satu?page=5000", TRIBUN, 1),
        ("https://contoh.id/satu/2/", WORDPRESS, 2),
        ("https://contoh.id/rapat-2026/12", WORDPRESS, 12),
        ("https://contoh.id/2025/07/23/", WORDPRESS, 1),
        ("https://contoh.id/satu/2", PLAIN, 1),
        ("https://contoh.id/satu?page=2", None, 1),
    ],
)
def test_part_is_read_from_the_address(url: str, platform: Platform | None, part: int) -> None:
    assert part_of(url, platform) == part


@pytest.mark.parametrize(
    ("url", "platform", "first"),
    [
        ("https://contoh.id/lokal/16666/satu?page=2", TRIBUN, "https://contoh.id/lokal/16666/satu"),
        ("https://contoh.id/satu?page=2&x=1", TRIBUN, "https://contoh.id/satu?x=1"),
        ("https://contoh.id/satu/3/?utm_source=x", WORDPRESS, "https://contoh.id/satu/"),
        ("https://contoh.id/satu/", WORDPRESS, "https://contoh.id/satu/"),
        ("https://contoh.id/satu?page=2", None, "https://contoh.id/satu?page=2"),
    ],
)
def test_first_part_is_where_a_long_article_starts(url: str, platform: Platform | None, first: str) -> None:
    assert first_part(url, platform) == first


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("HTTPS://Contoh.ID", "https://contoh.id/"),
        ("https://contoh.id:443/a/?z=1&a=2#x", "https://contoh.id/a/?z=1&a=2"),
        ("http://contoh.id:8080/a?utm_source=x&id=7", "http://contoh.id:8080/a?id=7"),
        ("https://contoh.id/index.php/a//b", "https://contoh.id/index.php/a//b"),
        ("https://contoh.go.id/?q=content%2Fsatu&qt-berita=0", "https://contoh.go.id/?q=content%2Fsatu"),
        ("https://pengguna:rahasia@contoh.id/a", "https://contoh.id/a"),
    ],
)
def test_clean_address_loses_tracking_and_nothing_else(url: str, cleaned: str) -> None:
    assert clean_url(url) == cleaned


@pytest.mark.parametrize(
    ("url", "platform", "is_article"),
    [
        ("https://contoh.id/lokal/1666649/satu", TRIBUN, True),
        ("https://contoh.id/2025/06/04/satu?page=2", TRIBUN, True),
        ("https://contoh.id/tag/smart-city", TRIBUN, False),
        ("https://contoh.id/foto/1666649/satu", TRIBUN, False),
        ("https://contoh.id/satu/", WORDPRESS, True),
        ("https://contoh.id/category/daerah/", WORDPRESS, False),
        ("https://contoh.id/2025/07/23/", WORDPRESS, False),
        ("https://contoh.id/?s=smart+city", WORDPRESS, False),
        ("https://contoh.id/", WORDPRESS, False),
        ("https://contoh.id", WORDPRESS, False),
        ("https://contoh.id/wp-content/foto.JPG", WORDPRESS, False),
        ("https://contoh.id/surat-edaran.pdf", None, False),
        ("https://contoh.id/robots.txt", None, False),
        ("https://contoh.go.id/?q=content%2Fsatu", DRUPAL, True),
        ("https://contoh.go.id/?q=berita", DRUPAL, False),
        ("mailto:redaksi@contoh.id", None, False),
        ("javascript:void(0)", None, False),
        ("ftp://contoh.id/satu", None, False),
        ("http://[rusak/satu", None, False),
        ("", None, False),
    ],
)
def test_articles_are_told_by_their_address(url: str, platform: Platform | None, is_article: bool) -> None:
    assert is_article_url(url, platform) is is_article


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://contoh.id/amp/berita/1/satu", True),
        ("https://contoh.id/satu/amp/", True),
        ("https://contoh.id/satu?amp=1", True),
        ("https://amp.contoh.id/satu", True),
        ("https://contoh.id/ampas", False),
    ],
)
def test_amp_copies_say_so(url: str, said: bool) -> None:
    assert is_amp(url) is said


def test_bare_host_keeps_a_dot() -> None:
    assert [bare_host(host) for host in ("WWW.contoh.id.", "m.id", "www.m.contoh.id")] == [
        "contoh.id",
        "m.id",
        "contoh.id",
    ]
