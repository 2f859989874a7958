from __future__ import annotations

import json
from typing import Any

import pytest

from pipelines.dom import Dom
from pipelines.structured import Structured, read_structured

URL = "https://uji.example/berita/5/judul"


def read(*blocks: Any, head: str = "", url: str = URL) -> Structured:
    scripts = [block if isinstance(block, str) else json.dumps(block) for block in blocks]
    text = f"<html><head>{head}</head><body>" + "".join(
        f'<script type="application/ld+json">{script}</script>' for script in scripts
    )
    return read_structured(text, Dom(text, url), url)


ARTICLE = {"@type": "NewsArticle", "headline": "Judul", "datePublished": "2026-11-05T10:00:00+07:00"}


def test_reads_an_article() -> None:
    got = read(
        ARTICLE
        | {
            "author": [{"@type": "Person", "name": "Ana"}, "Budi"],
            "editor": {"name": "Caca"},
            "publisher": {"name": "Kabar Uji"},
            "dateModified": "2026-11-05T11:00:00+07:00",
            "articleSection": ["Daerah"],
            "keywords": "jalan, desa",
            "inLanguage": "id-ID",
        }
    )
    assert got.is_article
    assert (got.headline, got.published, got.modified) == (
        "Judul",
        "2026-11-05T10:00:00+07:00",
        "2026-11-05T11:00:00+07:00",
    )
    assert (got.authors, got.editors, got.publisher) == (("Ana", "Budi"), ("Caca",), "Kabar Uji")
    assert (got.section, got.keywords, got.language) == ("Daerah", ("jalan", "desa"), "id-ID")


def test_follows_references_within_a_graph() -> None:
    graph = [
        ARTICLE | {"author": {"@id": "#1"}, "publisher": {"@id": "#2"}},
        {"@type": "Person", "@id": "#1", "name": "Ana"},
        {"@type": "Organization", "@id": "#2", "name": "Kabar Uji"},
    ]
    got = read({"@context": "https://schema.org", "@graph": graph})
    assert (got.authors, got.publisher) == (("Ana",), "Kabar Uji")


def test_chooses_the_article_the_page_is_about() -> None:
    other = {
        "@type": "NewsArticle",
        "headline": "Lain",
        "url": "https://uji.example/berita/4/lain",
        "datePublished": "2026-01-01",
    }
    own = ARTICLE | {"mainEntityOfPage": {"@id": f"{URL}#utama"}}
    assert read(other, own).headline == "Judul"
    assert read(other, ARTICLE, head='<meta property="og:title" content="JUDUL!">').headline == "Judul"
    assert read(other, ARTICLE).headline == "Lain"


@pytest.mark.parametrize("broken", ["{rusak", '{"@type":"NewsArticle",', "[" * 5000, "", "null", '"teks"', "42"])
def test_a_broken_block_hides_no_other(broken: str) -> None:
    assert read(broken, ARTICLE).headline == "Judul"


def test_line_breaks_and_trailing_commas_are_forgiven() -> None:
    assert read('{"@type":"NewsArticle","headline":"Judul\nbaru",}').headline == "Judul\nbaru"
    assert read('<![CDATA[{"@type":"NewsArticle","headline":"Judul"}]]>').headline == "Judul"


def test_a_page_date_stands_in_for_the_article_s() -> None:
    got = read([{"@type": "WebPage", "datePublished": "2026-11-05"}, {"@type": "Article", "headline": "Judul"}])
    assert got.published == "2026-11-05"


@pytest.mark.parametrize("kind", ["CollectionPage", "SearchResultsPage", "ProfilePage"])
def test_knows_collections(kind: str) -> None:
    assert read({"@type": kind}).is_list
    assert not read({"@type": kind}, ARTICLE).is_list


def test_reads_meta_tags() -> None:
    head = (
        '<meta property="og:title" content="Judul OG"><meta property="og:site_name" content=" Kabar Uji ">'
        '<meta property="article:published_time" content="2026-11-05T03:00:00+00:00">'
        '<meta property="article:modified_time" content="2026-11-06"><meta name="content_editor" content="Budi">'
        '<meta name="author" content="Ana"><meta itemprop="datePublished" content="2026-11-07">'
        '<meta property="article:section" content="Desa"><meta name="kosong" content="">'
    )
    got = read(head=head)
    assert got.first_meta("og:title") == "Judul OG"
    assert got.first_meta("og:site_name") == "Kabar Uji"
    assert got.meta_published == ("article:published_time", "2026-11-05T03:00:00+00:00")
    assert (got.meta_modified, got.meta_author, got.meta_editor, got.meta_section) == (
        "2026-11-06",
        "Ana",
        "Budi",
        "Desa",
    )
    assert got.first_meta("kosong", "tidak ada") is None
    assert not got.is_article


def test_names_that_are_addresses_are_no_names() -> None:
    assert read(ARTICLE | {"author": ["https://facebook.com/uji", {"name": "Ana"}]}).authors == ("Ana",)


def test_tells_persons_from_organisations() -> None:
    author = [{"@type": "Organization", "name": "Dinas Sosial"}, {"@type": "Person", "name": ["Ana", "Budi"]}]
    got = read(ARTICLE | {"author": author})
    assert (got.authors, got.offices) == (("Ana", "Budi"), ("Dinas Sosial",))
    organisation = {"@type": "NewsMediaOrganization", "@id": "#1", "name": "X"}
    named = read({"@graph": [ARTICLE | {"author": {"@id": "#1"}}, organisation]})
    assert (named.authors, named.offices) == ((), ("X",))


@pytest.mark.parametrize(
    ("image", "address", "caption"),
    [
        ("https://uji.example/a.jpg", "https://uji.example/a.jpg", None),
        (["https://uji.example/a.jpg", "https://uji.example/b.jpg"], "https://uji.example/a.jpg", None),
        ({"@type": "ImageObject", "url": "/a.jpg", "caption": "Warga"}, "/a.jpg", "Warga"),
        ([{"contentUrl": "/c.jpg"}], "/c.jpg", None),
        (7, None, None),
        ([], None, None),
    ],
)
def test_reads_the_picture(image: Any, address: str | None, caption: str | None) -> None:
    got = read(ARTICLE | {"image": image})
    assert (got.image, got.caption) == (address, caption)


@pytest.mark.parametrize(
    ("said", "is_free"), [(True, True), ("False", False), (False, False), (None, None), ("ya", None)]
)
def test_reads_whether_the_text_is_free(said: Any, is_free: bool | None) -> None:
    assert read(ARTICLE | {"isAccessibleForFree": said}).is_free is is_free
