"""Politeness as the outlets see it: what their access logs say of a night."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from models.catalogue import Catalogue
from models.settings import Settings
from spiders.report import NightReport, SourceReport
from spiders.run import harvest

NOW = datetime.now(UTC)
DELAY = 0.25
FEED = {"spider": "feed", "url": "/feed/"}
MakeCatalogue = Callable[[Mapping[str, Mapping[str, Any]]], Catalogue]


@pytest.fixture
def polite(settings: Settings) -> Settings:
    return settings.model_copy(update={"delay_seconds": DELAY, "contact": "redaksi@contoh.id"})


def _outlet(farm: Any, number: int, count: int, robots: str = "User-agent: *\nAllow: /\n") -> Any:
    site = farm.site(number)
    site.set("/robots.txt", robots, content_type="text/plain")
    items = {site.article(f"/berita-{n}/"): NOW - timedelta(hours=n) for n in range(count)}
    site.feed("/feed/", {**items, f"{site.origin}/lama/": NOW - timedelta(days=30)})
    return site


def _of(report: NightReport, source_id: str = "umpan") -> SourceReport:
    (found,) = [source for source in report.sources if source.source_id == source_id]
    return found


def _gaps(site: Any) -> list[float]:
    return [after.at - before.at for before, after in pairwise(site.log)]


def test_one_request_at_a_time_with_a_pause_and_many_outlets_at_once(
    farm: Any, polite: Settings, make_catalogue: MakeCatalogue
) -> None:
    sites = [_outlet(farm, number, 6) for number in range(91, 97)]
    sites[0].set("/berita-2/", status=301, headers={"Location": "/berita-2-baru/"})
    sites[0].article("/berita-2-baru/")
    sites[1].answers["/berita-3/"].status = 503
    catalogue = make_catalogue({f"umpan_{n}": site.facts(FEED) for n, site in enumerate(sites)})
    report = harvest(polite, catalogue)
    assert report.fetched == 6 * 6 - 1
    for site in sites:
        assert min(_gaps(site)) >= DELAY, "redirects and retries too"
        assert all(before.until <= after.at for before, after in pairwise(site.log)), "one request in flight"
    assert len({round(gap, 3) for site in sites for gap in _gaps(site)}) > 5, "the pause varies"
    every = sorted(access.at for site in sites for access in site.log)
    assert every[-1] - every[0] < sum(sum(_gaps(site)) for site in sites) / 2, "outlets do not wait for each other"


def test_every_request_says_who_asks_and_how_to_reach_them(
    farm: Any, polite: Settings, make_catalogue: MakeCatalogue
) -> None:
    site = _outlet(farm, 97, 2)
    harvest(polite, make_catalogue({"umpan": site.facts(FEED)}))
    assert len(site.log) == 4
    for access in site.log:
        assert access.headers["User-Agent"].startswith("Pantau/")
        assert "redaksi@contoh.id" in access.headers["User-Agent"]


def test_the_pause_and_the_paths_of_robots_txt_are_kept(
    farm: Any, polite: Settings, make_catalogue: MakeCatalogue
) -> None:
    rules = (
        "User-agent: Lain\nDisallow: /\n\n"
        "User-agent: Pantau\nCrawl-delay: 0.6\nDisallow: /berita-1\nDisallow: /*-3/$\nAllow: /berita-1/boleh\n"
    )
    site = _outlet(farm, 98, 4, rules)
    allowed = site.article("/berita-1/boleh/")
    old = {f"{site.origin}/lama/": NOW - timedelta(days=30)}
    site.feed("/feed/", {f"{site.origin}/berita-{n}/": NOW for n in range(4)} | {allowed: NOW} | old)
    report = _of(harvest(polite, make_catalogue({"umpan": site.facts(FEED)})))
    assert set(site.requests) == {"/robots.txt", "/feed/", "/berita-0/", "/berita-2/", "/berita-1/boleh/"}
    assert (report.fetched, report.skipped) == (3, 2)
    assert min(_gaps(site)[1:]) >= 0.6, "from the request after robots.txt on"


def test_a_server_that_says_when_is_asked_again_then(
    farm: Any, polite: Settings, make_catalogue: MakeCatalogue
) -> None:
    site = _outlet(farm, 99, 3)
    page = site.answers["/berita-1/"]
    busy = replace(page, status=503, headers={"Retry-After": "1"})
    site.made["/berita-1/"] = lambda _: page if site.requests.count("/berita-1/") > 1 else busy
    report = _of(harvest(polite, make_catalogue({"umpan": site.facts(FEED)})))
    assert (report.state, report.fetched) == ("ok", 3)
    first, second = (access for access in site.log if access.path == "/berita-1/")
    assert second.at - first.at >= 1.0
    assert not [access for access in site.log if first.at < access.at < second.at], "nothing in between"


def test_a_server_that_wants_no_more_is_left_alone(farm: Any, polite: Settings, make_catalogue: MakeCatalogue) -> None:
    site = _outlet(farm, 101, 8)
    page = site.answers["/berita-2/"]
    page.status, page.headers = 429, {"Retry-After": "3600"}
    report = _of(harvest(polite, make_catalogue({"umpan": site.facts(FEED)})))
    assert site.requests == ["/robots.txt", "/feed/", "/berita-0/", "/berita-1/", "/berita-2/"]
    assert (report.state, report.fetched, report.failed, report.skipped) == ("blocked", 2, 1, 5)
    assert report.reason.startswith("answered 429 and wants to be left alone for 3600 s; 2 new")


def test_a_server_that_refuses_everything_is_left_alone(
    farm: Any, polite: Settings, make_catalogue: MakeCatalogue
) -> None:
    site = _outlet(farm, 102, 12)
    for path in list(site.answers):
        if path.startswith("/berita"):
            site.answers[path].status = 403
    report = _of(harvest(polite, make_catalogue({"umpan": site.facts(FEED)})))
    assert len(site.requests) == 2 + 5
    assert (report.state, report.failed, report.skipped) == ("blocked", 5, 7)


def test_what_an_outlet_did_not_give_is_asked_for_the_next_night(
    farm: Any, polite: Settings, make_catalogue: MakeCatalogue
) -> None:
    site = _outlet(farm, 103, 3)
    site.answers["/berita-1/"].status = 429
    catalogue = make_catalogue({"umpan": site.facts(FEED)})
    assert _of(harvest(polite, catalogue)).state == "blocked"
    site.answers["/berita-1/"].status = 200
    second = _of(harvest(polite, catalogue))
    assert (second.state, second.fetched, second.known) == ("ok", 2, 1)


def test_the_cap_counts_every_request(farm: Any, polite: Settings, make_catalogue: MakeCatalogue) -> None:
    site = _outlet(farm, 104, 9)
    site.set("/berita-0/", status=301, headers={"Location": "/berita-0-baru/"})
    site.article("/berita-0-baru/")
    capped = polite.model_copy(update={"max_requests_per_source": 5})
    report = _of(harvest(capped, make_catalogue({"umpan": site.facts(FEED)})))
    assert len(site.requests) == 5
    assert (report.state, report.requests, report.fetched) == ("over_budget", 5, 2)


def test_without_a_readable_robots_txt_nothing_is_asked_for(
    farm: Any, polite: Settings, make_catalogue: MakeCatalogue
) -> None:
    site = _outlet(farm, 105, 2)
    site.answers["/robots.txt"].status = 500
    report = _of(harvest(polite, make_catalogue({"umpan": site.facts(FEED)})))
    assert set(site.requests) == {"/robots.txt"}
    assert (report.state, report.reason) == ("unreachable", "feed may be forbidden: robots.txt answered 500")
