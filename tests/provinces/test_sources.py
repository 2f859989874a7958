"""The real sources of the first province: enough of them, polite, and on more than one kind of site."""

from __future__ import annotations

import pytest

from models.catalogue import Catalogue
from models.sources import Source


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return Catalogue("bangka_belitung", samples=None).sources


def test_at_least_fifteen_sources_on_five_platforms(sources: dict[str, Source]) -> None:
    assert len(sources) >= 15
    assert len({source.platform for source in sources.values()}) >= 5


def test_no_fictional_outlet_is_among_the_real_ones(sources: dict[str, Source]) -> None:
    assert [source.id for source in sources.values() if source.is_sample] == []


def test_press_and_government_are_both_heard(sources: dict[str, Source]) -> None:
    owners = {source.owner for source in sources.values()}
    assert {"press", "government"} <= owners


def test_antara_is_read_by_headline_only(sources: dict[str, Source]) -> None:
    antara = [source for source in sources.values() if source.host.endswith("antaranews.com")]
    assert [source.rights for source in antara] == ["headline"]
    assert {channel.spider for channel in antara[0].discover} == {"feed"}


def test_every_channel_asks_a_host_of_its_own_source(sources: dict[str, Source]) -> None:
    for source in sources.values():
        hosts = {channel.url.split("/")[2].removeprefix("www.") for channel in source.discover}
        assert hosts <= source.all_hosts, source.id


def test_only_listings_count_pages(sources: dict[str, Source]) -> None:
    channels = [channel for source in sources.values() for channel in source.discover]
    assert [channel.url for channel in channels if "{page}" in channel.url and channel.spider != "listing"] == []
    listings = [channel for channel in channels if channel.spider == "listing"]
    assert [channel.url for channel in listings if "{page}" not in channel.url and channel.max_pages > 1] == []


def test_every_source_says_what_a_good_week_is(sources: dict[str, Source]) -> None:
    weeks = {source.id: source.expect.articles_per_week for source in sources.values()}
    assert [source_id for source_id, week in weeks.items() if week.min >= week.max] == []


def test_every_file_of_a_source_tells_its_evidence_first() -> None:
    folder = Catalogue("bangka_belitung").folder / "sources"
    paths = sorted(folder.glob("*.yml"))
    assert [path.name for path in paths if not path.read_text(encoding="utf-8").startswith("# ")] == []
