"""Politeness as the outlets see it: what their access logs say of one night, harvested once and looked at by many.

How exact the pauses are is measured by `python -m bench harvest:politeness`: what a test sees of them varies with the
machine's other work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from models.catalogue import Catalogue
from models.settings import Settings
from spiders.report import NightReport, SourceReport
from spiders.run import harvest

NOW = datetime.now(UTC)
DELAY = 0.25
CRAWL_DELAY = 0.6
FEED = {"spider": "feed", "url": "/feed/"}
RULES = (
    "User-agent: Lain\nDisallow: /\n\n"
    f"User-agent: Pantau\nCrawl-delay: {CRAWL_DELAY}\nDisallow: /berita-1\nDisallow: /*-3/$\n"
    "Allow: /berita-1/boleh\n"
)


@dataclass
class Stage:
    """A farm after one night. `sites`: by source id."""

    sites: dict[str, Any]
    settings: Settings
    catalogue: Catalogue
    night: NightReport

    def report_of(self, source_id: str) -> SourceReport:
        return _of(self.night, source_id)


def _outlet(farm: Any, number: int, count: int, robots: str = "User-agent: *\nAllow: /\n") -> Any:
    site = farm.site(number)
    site.set("/robots.txt", robots, content_type="text/plain")
    items = {site.article(f"/berita-{n}/"): NOW - timedelta(hours=n) for n in range(count)}
    site.feed("/feed/", {**items, f"{site.origin}/lama/": NOW - timedelta(days=30)})
    return site


def _build_strict(farm: Any) -> Any:
    """Its robots.txt has rules for others and for us."""
    site = _outlet(farm, 98, 4, RULES)
    allowed = site.article("/berita-1/boleh/")
    old = {f"{site.origin}/lama/": NOW - timedelta(days=30)}
    site.feed("/feed/", {f"{site.origin}/berita-{n}/": NOW for n in range(4)} | {allowed: NOW} | old)
    return site


def _build_busy(farm: Any) -> Any:
    """Says once when to come again."""
    site = _outlet(farm, 99, 3)
    page = site.answers["/berita-1/"]
    busy = replace(page, status=503, headers={"Retry-After": "1"})
    site.made["/berita-1/"] = lambda _: page if site.requests.count("/berita-1/") > 1 else busy
    return site


def _build(farm: Any) -> dict[str, Any]:
    sites = {f"umpan_{number}": _outlet(farm, number, 6) for number in range(91, 97)}
    sites["umpan_91"].set("/berita-2/", status=301, headers={"Location": "/berita-2-baru/"})
    sites["umpan_91"].article("/berita-2-baru/")
    sites["umpan_92"].answers["/berita-3/"].status = 503
    sites |= {"ketat": _build_strict(farm), "sibuk": _build_busy(farm)}
    sites |= {"cukup": _outlet(farm, 101, 8), "tolak": _outlet(farm, 102, 12), "sekali": _outlet(farm, 103, 3)}
    page = sites["cukup"].answers["/berita-2/"]
    page.status, page.headers = 429, {"Retry-After": "3600"}
    for path in list(sites["tolak"].answers):
        if path.startswith("/berita"):
            sites["tolak"].answers[path].status = 403
    sites["sekali"].answers["/berita-1/"].status = 429
    sites["rusak"] = _outlet(farm, 105, 2)
    sites["rusak"].answers["/robots.txt"].status = 500
    return sites


@pytest.fixture(scope="module")
def stage(ground: Any, write_catalogue: Callable[[Path, dict[str, Any]], Catalogue]) -> Stage:
    sites = _build(ground.farm)
    catalogue = write_catalogue(ground.folder / "provinces", {name: site.facts(FEED) for name, site in sites.items()})
    settings = ground.settings.model_copy(update={"delay_seconds": DELAY, "contact": "redaksi@contoh.id"})
    return Stage(sites, settings, catalogue, harvest(settings, catalogue))


def _of(report: NightReport, source_id: str) -> SourceReport:
    (found,) = [source for source in report.sources if source.source_id == source_id]
    return found


def _keeps_pause(log: list[Any], seconds: float) -> bool:
    """Whether no request came at once after the one before, and all of them as slowly as agreed."""
    gaps: list[float] = [after.at - before.at for before, after in pairwise(log)]
    return min(gaps) > seconds / 5 and sum(gaps) / len(gaps) > seconds * 0.9


def test_every_request_is_made_after_a_pause_and_none_while_another_is_out(stage: Stage) -> None:
    sites = [site for name, site in stage.sites.items() if name.startswith("umpan")]
    assert [stage.report_of(f"umpan_{number}").fetched for number in range(91, 97)] == [6, 5, 6, 6, 6, 6]
    assert [len(site.log) for site in sites] == [9, 10, 8, 8, 8, 8], "a redirect more, two retries more"
    for site in sites:
        assert _keeps_pause(site.log, DELAY), "redirects and retries too"
        assert all(before.until <= after.at for before, after in pairwise(site.log)), "one request in flight"
    gaps = [after.at - before.at for site in sites for before, after in pairwise(site.log)]
    assert len({round(gap, 3) for gap in gaps}) > 5, "the pause varies"


def test_outlets_do_not_wait_for_each_other(stage: Stage) -> None:
    logs = [site.log for name, site in stage.sites.items() if name.startswith("umpan")]
    every = sorted(access.at for log in logs for access in log)
    assert every[-1] - every[0] < sum(log[-1].at - log[0].at for log in logs) / 2


def test_every_request_says_who_asks_and_how_to_reach_them(stage: Stage) -> None:
    agents = {agent for site in stage.sites.values() for agent in site.agents}
    assert len(agents) == 1
    assert all(agent.startswith("Pantau/") and "redaksi@contoh.id" in agent for agent in agents)


def test_the_pause_and_the_paths_of_robots_txt_are_kept(stage: Stage) -> None:
    site, report = stage.sites["ketat"], stage.report_of("ketat")
    assert set(site.requests) == {"/robots.txt", "/feed/", "/berita-0/", "/berita-2/", "/berita-1/boleh/"}
    assert (report.fetched, report.skipped) == (3, 2)
    assert _keeps_pause(site.log[1:], CRAWL_DELAY), "from the request after robots.txt on"


def test_a_server_that_says_when_is_asked_again_then(stage: Stage) -> None:
    site, report = stage.sites["sibuk"], stage.report_of("sibuk")
    assert (report.state, report.fetched) == ("ok", 3)
    first, second = (access for access in site.log if access.path == "/berita-1/")
    assert second.at - first.at > 2 * DELAY, "a second, less what the first took to be noted"
    assert not [access for access in site.log if first.at < access.at < second.at], "nothing in between"


def test_a_server_that_wants_no_more_is_left_alone(stage: Stage) -> None:
    report = stage.report_of("cukup")
    assert stage.sites["cukup"].requests == ["/robots.txt", "/feed/", "/berita-0/", "/berita-1/", "/berita-2/"]
    assert (report.state, report.fetched, report.failed, report.skipped) == ("blocked", 2, 1, 5)
    assert report.reason.startswith("answered 429 and wants to be left alone for 3600 s; 2 new")


def test_a_server_that_refuses_everything_is_left_alone(stage: Stage) -> None:
    report = stage.report_of("tolak")
    assert len(stage.sites["tolak"].requests) == 2 + 5
    assert (report.state, report.failed, report.skipped) == ("blocked", 5, 7)


def test_without_a_readable_robots_txt_nothing_is_asked_for(stage: Stage) -> None:
    report = stage.report_of("rusak")
    assert set(stage.sites["rusak"].requests) == {"/robots.txt"}
    assert (report.state, report.reason) == ("unreachable", "feed may be forbidden: robots.txt answered 500")


def test_what_an_outlet_did_not_give_is_asked_for_the_next_night(stage: Stage) -> None:
    assert stage.report_of("sekali").state == "blocked"
    stage.sites["sekali"].answers["/berita-1/"].status = 200
    second = _of(harvest(stage.settings, stage.catalogue, sources=["sekali"]), "sekali")
    assert (second.state, second.fetched, second.known) == ("ok", 2, 1)


def test_the_cap_counts_every_request(
    farm: Any, settings: Settings, make_catalogue: Callable[[dict[str, Any]], Catalogue]
) -> None:
    site = _outlet(farm, 104, 9)
    site.set("/berita-0/", status=301, headers={"Location": "/berita-0-baru/"})
    site.article("/berita-0-baru/")
    capped = settings.model_copy(update={"delay_seconds": 0.0, "max_requests_per_source": 5})
    report = _of(harvest(capped, make_catalogue({"umpan": site.facts(FEED)})), "umpan")
    assert len(site.requests) == 5
    assert (report.state, report.requests, report.fetched) == ("over_budget", 5, 2)
