"""New sources: a file that loads, a frozen page, and refusals that say why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models.catalogue import Catalogue
from models.errors import SourceError, UsageError
from serving.cli.adding import Wanted, add_source, freeze_source
from serving.freezing import frozen_folder


@pytest.fixture
def quick(settings: Any) -> Any:
    return settings.model_copy(update={"delay_seconds": 0.0})


@pytest.fixture
def empty(make_catalogue: Any) -> Catalogue:
    """A checkout with one source elsewhere, and a folder of tests."""
    feed = {"spider": "feed", "url": "https://lain.test/feed/"}
    catalogue: Catalogue = make_catalogue({"kabar_lain": {"homepage": "https://lain.test", "discover": [feed]}})
    (catalogue.root.parent / "tests").mkdir()
    return catalogue


def reload(catalogue: Catalogue) -> Catalogue:
    return Catalogue(catalogue.province_id, root=catalogue.root, samples=None)


def test_a_wordpress_site_becomes_a_source_with_a_frozen_page(
    quick: Any, empty: Catalogue, wordpress_site: Any
) -> None:
    added = add_source(quick, empty, wordpress_site.origin, Wanted(regencies=("contoh",)))
    source = reload(empty).source("kabar_uji")
    assert (source.name, source.platform, source.owner) == ("Kabar Uji", "wordpress", "press")
    assert [channel.spider for channel in source.discover] == ["wordpress", "feed"]
    assert source.regencies == ("contoh",)
    assert source.expect.articles_per_week.min <= 7 <= source.expect.articles_per_week.max
    assert source.verified is not None
    text = added.path.read_text(encoding="utf-8")
    assert text.startswith("# Kabar Uji: written by `pantau sources add` on ")
    assert "# Seen: WordPress 6.7; robots.txt 404; wordpress 3 articles, feed 3 articles." in text
    assert added.frozen is not None
    draft = json.loads(added.frozen.with_suffix(".json").read_text(encoding="utf-8"))
    assert draft["reviewed"] is False
    assert draft["expected"]["title"] == "Jembatan Gantung Dibuka"
    assert len(draft["expected"]["body"]) == 5
    assert (quick.home / "probes" / "kabar_uji.json").is_file()


def test_a_plain_site_becomes_a_source_with_a_listing(quick: Any, empty: Catalogue, web_site: Any) -> None:
    paragraphs = "".join(f"<p>Kalimat nomor {n} tentang rambu baru di jalur sekolah itu.</p>" for n in range(6))
    links = ""
    for number in range(4):
        path = f"/berita/rambu-baru-di-jalur-sekolah-{number}"
        links += f'<a href="{path}">Rambu baru di jalur sekolah</a>'
        heading = "<h1>Rambu Baru di Jalur Sekolah</h1><time datetime='2026-11-09'></time>"
        web_site.set(path, f"<html><body>{heading}{paragraphs}</body></html>")
    web_site.set("/", f"<html><title>Portal Uji</title><a href='/berita'>Berita</a>{links}</html>")
    web_site.set("/berita", f"<html>{links}<a href='/berita?page=2'>2</a></html>")
    wanted = Wanted(source_id="portal_uji", owner="government", rights="excerpt", name="Portal: Uji")
    add_source(quick, empty, web_site.origin, wanted)
    source = reload(empty).source("portal_uji")
    assert (source.name, source.owner, source.rights, source.platform) == (
        "Portal: Uji",
        "government",
        "excerpt",
        "generic",
    )
    (channel,) = source.discover
    assert (channel.spider, channel.url) == ("listing", f"{web_site.origin}/berita?page={{page}}")


def test_a_headline_source_gets_no_frozen_page(quick: Any, empty: Catalogue, wordpress_site: Any) -> None:
    added = add_source(quick, empty, wordpress_site.origin, Wanted(rights="headline"))
    assert added.frozen is None
    assert reload(empty).source("kabar_uji").rights == "headline"
    assert not [path for path in wordpress_site.requests if "jembatan" in path]


def test_without_a_folder_of_tests_nothing_is_frozen(quick: Any, empty: Catalogue, wordpress_site: Any) -> None:
    (empty.root.parent / "tests").rmdir()
    assert add_source(quick, empty, wordpress_site.origin, Wanted()).frozen is None


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(source_id="kabar_lain"), "there is a source 'kabar_lain' already"),
        (Wanted(regencies=("bangka",)), "unknown regency 'bangka'"),
    ],
)
def test_what_is_taken_or_unknown_is_refused(
    quick: Any, empty: Catalogue, wordpress_site: Any, wanted: Wanted, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        add_source(quick, empty, wordpress_site.origin, wanted)
    assert list(reload(empty).sources) == ["kabar_lain"]


def test_a_host_somebody_has_described_is_refused_without_asking_it(quick: Any, empty: Catalogue) -> None:
    with pytest.raises(UsageError, match="belongs to the source kabar_lain already"):
        add_source(quick, empty, "https://www.lain.test/berita", Wanted())


def test_a_site_without_articles_or_behind_robots_txt_makes_no_file(
    quick: Any, empty: Catalogue, web_site: Any
) -> None:
    web_site.set("/", "<html><a href='/profil'>Profil</a></html>")
    with pytest.raises(SourceError, match=r"no way to its articles was found: .*sitemap\.xml answered 404"):
        add_source(quick, empty, web_site.origin, Wanted())
    web_site.set("/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
    with pytest.raises(SourceError, match=r"is forbidden by robots\.txt"):
        add_source(quick, empty, web_site.origin, Wanted())
    assert list(reload(empty).sources) == ["kabar_lain"]


def describe(site: Any, **values: Any) -> dict[str, Any]:
    return {"homepage": site.origin, "discover": [{"spider": "feed", "url": f"{site.origin}/feed/"}]} | values


def test_the_newest_article_of_a_source_is_frozen_or_the_one_asked_for(
    quick: Any, make_catalogue: Any, wordpress_site: Any, tmp_path: Path
) -> None:
    catalogue = make_catalogue({"kabar_uji": describe(wordpress_site)})
    source = catalogue.source("kabar_uji")
    newest = freeze_source(quick, catalogue, source, None, frozen_folder(catalogue, source.id))
    assert newest.name == "jembatan-gantung-9-dibuka.html"
    asked = f"{wordpress_site.origin}/2026/11/07/jembatan-gantung-7-dibuka/"
    path = freeze_source(quick, catalogue, source, asked, tmp_path / "lain")
    assert (path.parent, path.name) == (tmp_path / "lain", "jembatan-gantung-7-dibuka.html")
    assert path.read_bytes() == wordpress_site.pages["/2026/11/07/jembatan-gantung-7-dibuka/"][2]


def test_pages_that_may_not_be_asked_for_are_not_frozen(
    quick: Any, make_catalogue: Any, wordpress_site: Any, tmp_path: Path
) -> None:
    catalogue = make_catalogue({"kabar_uji": describe(wordpress_site, rights="headline")})
    with pytest.raises(UsageError, match="its pages are never requested"):
        freeze_source(quick, catalogue, catalogue.source("kabar_uji"), None, tmp_path)
    catalogue = make_catalogue({"kabar_uji": describe(wordpress_site)})
    with pytest.raises(UsageError, match="is on no host of kabar_uji"):
        freeze_source(quick, catalogue, catalogue.source("kabar_uji"), "https://lain.test/berita", tmp_path)
    with pytest.raises(SourceError, match="answered 404"):
        freeze_source(quick, catalogue, catalogue.source("kabar_uji"), f"{wordpress_site.origin}/hilang", tmp_path)
    assert list(tmp_path.glob("*.html")) == []
