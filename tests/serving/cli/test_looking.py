"""Probing known sources: what is written down, and when the file of a source is touched."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from models.catalogue import Catalogue
from models.errors import UsageError
from serving.cli.looking import Seen, choose_sources, probe_sources, record, renew_table, source_path, write_seen
from serving.source_table import make_source_table

NOW = datetime(2026, 11, 15, 20, tzinfo=UTC)


@pytest.fixture
def quick(settings: Any) -> Any:
    return settings.model_copy(update={"delay_seconds": 0.0})


def describe(site: Any, **values: Any) -> dict[str, Any]:
    feed = {"spider": "feed", "url": f"{site.origin}/feed/"}
    rest = {"spider": "wordpress", "url": f"{site.origin}/wp-json/wp/v2/posts"}
    return {"homepage": site.origin, "discover": [rest, feed], "verified": None} | values


def probe(settings: Any, catalogue: Catalogue) -> Seen:
    ticks: list[tuple[int, int]] = []
    (seen,) = probe_sources(settings, catalogue, choose_sources(catalogue, []), lambda *tick: ticks.append(tick))
    assert ticks == [(1, 1)]
    return seen


def test_a_good_look_reads_an_article_and_writes_down_what_it_saw(
    quick: Any, make_catalogue: Any, wordpress_site: Any
) -> None:
    catalogue = make_catalogue({"kabar_uji": describe(wordpress_site)})
    seen = probe(quick, catalogue)
    assert seen.went_well
    kept = json.loads((quick.home / "probes" / "kabar_uji.json").read_text(encoding="utf-8"))
    assert kept == seen.as_dict()
    assert [(each["spider"], each["articles"]) for each in kept["channels"]] == [("wordpress", 3), ("feed", 3)]
    assert kept["article"]["title"] == "Jembatan Gantung Dibuka"
    assert kept["article"]["published_at"] == "2026-11-09T10:00:00+07:00"
    assert kept["robots"]["status"] == 404


def test_the_day_is_recorded_without_touching_anything_else(
    quick: Any, make_catalogue: Any, wordpress_site: Any
) -> None:
    catalogue = make_catalogue({"kabar_uji": describe(wordpress_site)})
    path = source_path(catalogue, "kabar_uji")
    path.write_text("# Seen in 2025.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    seen = probe(quick, catalogue)
    assert path.read_text(encoding="utf-8") == before
    assert record(catalogue, [seen]) == ["kabar_uji"]
    changed = set(path.read_text(encoding="utf-8").splitlines()) ^ set(before.splitlines())
    day = seen.as_dict()["probed_at"][:10]
    assert changed == {"verified: null", f"verified: {day}"}
    fresh = Catalogue(catalogue.province_id, root=catalogue.root, samples=None)
    assert fresh.source("kabar_uji").verified is not None


@pytest.mark.parametrize(
    ("robots", "status", "said"),
    [("User-agent: *\nDisallow: /", 200, "denied_by_robots"), ("", 403, "blocked")],
)
def test_a_source_that_cannot_be_seen_is_not_recorded(
    quick: Any, make_catalogue: Any, web_site: Any, robots: str, status: int, said: str
) -> None:
    web_site.set("/robots.txt", robots, "text/plain")
    for path in ("/feed/", "/wp-json/wp/v2/posts"):
        web_site.set(path, "", status=status)
    catalogue = make_catalogue({"kabar_uji": describe(web_site)})
    seen = probe(quick, catalogue)
    assert not seen.went_well
    assert (seen.trouble or "").startswith(f"{said}: ")
    assert record(catalogue, [seen]) == []
    assert "verified: null" in source_path(catalogue, "kabar_uji").read_text(encoding="utf-8")


def test_an_article_without_a_date_does_not_count_as_seen(quick: Any, make_catalogue: Any, web_site: Any) -> None:
    paragraphs = "".join(
        f"<p>Kalimat nomor {n} tentang jembatan gantung di dusun itu sudah panjang.</p>" for n in range(6)
    )
    heading = '<h1 class="entry-title">Jembatan Gantung Dibuka</h1>'
    text = f'<article>{heading}<div class="entry-content">{paragraphs}</div></article>'
    web_site.set("/jembatan-gantung-dibuka", f"<html><body>{text}</body></html>")
    item = f"<item><title>Jembatan</title><link>{web_site.origin}/jembatan-gantung-dibuka</link></item>"
    web_site.set("/feed/", f"<rss><channel>{item}</channel></rss>", "application/rss+xml")
    feed = {"spider": "feed", "url": f"{web_site.origin}/feed/"}
    catalogue = make_catalogue({"kabar_uji": describe(web_site, discover=[feed])})
    seen = probe(quick, catalogue)
    assert seen.reading is not None
    assert not seen.went_well
    assert (seen.trouble or "").endswith("its date was not found")


def test_disabled_sources_are_looked_at_only_by_name(make_catalogue: Any, web_site: Any, real_catalogue: Any) -> None:
    off = describe(web_site, enabled=False, reason="only rumoured")
    catalogue = make_catalogue({"kabar_uji": off})
    assert choose_sources(catalogue, []) == []
    assert [source.id for source in choose_sources(catalogue, ["kabar_uji"])] == ["kabar_uji"]
    with pytest.raises(UsageError, match="unknown source"):
        choose_sources(catalogue, ["lain"])
    with pytest.raises(UsageError, match="laskar_warta is a sample outlet"):
        choose_sources(real_catalogue, ["laskar_warta"])


def test_the_coverage_table_follows_where_it_is_this_provinces(make_catalogue: Any, web_site: Any) -> None:
    catalogue = make_catalogue({"kabar_uji": describe(web_site)})
    page = catalogue.root.parent / "docs" / "sources.md"
    page.parent.mkdir()
    page.write_text("# Sources of Provinsi Lain\n", encoding="utf-8")
    renew_table(catalogue)
    assert page.read_text(encoding="utf-8") == "# Sources of Provinsi Lain\n"
    page.write_text("# Sources of Provinsi Contoh\nlama\n", encoding="utf-8")
    renew_table(catalogue)
    assert page.read_text(encoding="utf-8") == make_source_table(catalogue)


def test_a_later_look_replaces_the_earlier(settings: Any) -> None:
    seen = Seen(
        "uji", NOW, {"status": 200, "crawl_delay": None, "sitemaps": ()}, [], None, None, "blocked: answered 403"
    )
    path = write_seen(settings, seen)
    assert write_seen(settings, seen) == path
    assert json.loads(path.read_text(encoding="utf-8"))["trouble"] == "blocked: answered 403"
