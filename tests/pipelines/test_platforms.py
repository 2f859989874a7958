from __future__ import annotations

import pytest

from models.catalogue import PROVINCES_DIR, Catalogue
from models.errors import UsageError
from models.facts import load_folder
from models.sources import Platform
from pipelines.platforms import find_platform, find_source

PLATFORMS = load_folder(PROVINCES_DIR / "platforms", Platform)


@pytest.mark.parametrize(
    ("url", "text", "platform"),
    [
        ("https://bangka.tribunnews.com/lokal/1/x", "", "tribun"),
        ("https://babel.antaranews.com/berita/1/x", "", "antara"),
        ("https://www.detik.com/x", "", "detik"),
        ("https://uji.example/x", '<meta name="generator" content="WordPress 6.8">', "wordpress"),
        ("https://uji.example/x", "<link href='/wp-content/themes/a.css'>", "wordpress"),
        ("https://uji.example/x", "x" * 40_000 + "<script src='/wp-includes/a.js'>", "wordpress"),
        ("https://uji.example/x", '<meta name="Generator" content="Drupal 7 (http://drupal.org)">', "drupal"),
        ("https://uji.example/x", "<div class='wrap__article-detail-content'>", "antara"),
        ("https://uji.example/x", '<div class="side-article txt-article">', "tribun"),
        ("https://uji.example/x", "<p>teks</p>", "generic"),
    ],
)
def test_knows_a_platform_by_host_or_markup(url: str, text: str, platform: str) -> None:
    assert find_platform(url, text, None, PLATFORMS).id == platform


def test_a_source_s_platform_is_the_one_it_says(catalogue: Catalogue) -> None:
    source = find_source("https://kabarcontoh.example/a/", None, catalogue)
    assert source is not None
    assert find_platform("https://www.detik.com/x", "", source, catalogue.platforms).id == "wordpress"
    assert find_source("https://lain.example/a/", None, catalogue) is None
    assert find_source("https://lain.example/a/", "kabar_contoh", catalogue) == source
    with pytest.raises(UsageError, match="lain"):
        find_source("https://kabarcontoh.example/a/", "lain", catalogue)
