"""Asking outside a night: by the rules of a harvest, and never silent about what went wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from models.errors import SourceError
from models.settings import Settings
from spiders.asking import Asker, Robots
from spiders.asking_worker import MOST_REQUESTS


def make_settings(**values: Any) -> Settings:
    return Settings.model_validate({"allow_private_hosts": True, "delay_seconds": 0, "contact": "a@uji.id"} | values)


def _build(farm: Any) -> Any:
    """A site with pages, of which robots.txt forbids one."""
    made = farm.site(2)
    robots = f"User-agent: *\nDisallow: /rahasia\nSitemap: {made.origin}/peta.xml\n"
    made.set("/robots.txt", robots, content_type="text/plain")
    made.set("/", "<html><body>depan</body></html>")
    made.set("/rahasia", "<html>tidak boleh</html>")
    made.set("/lama", status=301, headers={"Location": "/"})
    made.set("/tutup", "dilarang", status=403)
    made.set("/keluar", status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"})
    return made


@pytest.fixture
def site(farm: Any) -> Any:
    return _build(farm)


@pytest.fixture(scope="module")
def asked(make_farm: Callable[[], Any]) -> Iterator[tuple[Any, Asker]]:
    """A site, and somebody who has looked at its front page."""
    farm = make_farm()
    made = _build(farm)
    with Asker(make_settings()) as asker:
        assert asker.robots_of(made.origin) == Robots(None)
        answer = asker.ask(made.origin + "/")
        assert answer.trouble is None
        yield made, asker
    farm.stop()


def test_a_page_comes_with_its_bytes_and_headers(asked: tuple[Any, Asker]) -> None:
    site, asker = asked
    answer = asker.ask(site.origin + "/")
    assert answer.response is not None
    assert answer.response.body == b"<html><body>depan</body></html>"
    assert answer.response.headers["Content-Type"] == b"text/html; charset=utf-8"


def test_robots_txt_is_asked_for_first_and_once(asked: tuple[Any, Asker]) -> None:
    site, asker = asked
    asker.ask(site.origin + "/")
    assert asker.robots_of(site.origin) == Robots(200, None, (f"{site.origin}/peta.xml",))
    assert site.requests[:2] == ["/robots.txt", "/"]
    assert site.requests.count("/robots.txt") == 1


def test_every_request_says_who_asks(asked: tuple[Any, Asker]) -> None:
    site, _ = asked
    assert [("a@uji.id" in agent, agent.startswith("Pantau/")) for agent in site.agents] == [(True, True)]


def test_what_robots_txt_forbids_is_never_asked_for(asked: tuple[Any, Asker]) -> None:
    site, asker = asked
    answer = asker.ask(site.origin + "/rahasia")
    assert (answer.response, answer.trouble and answer.trouble.state) == (None, "denied_by_robots")
    assert "/rahasia" not in site.requests


def test_redirects_are_followed_to_where_they_lead(asked: tuple[Any, Asker]) -> None:
    site, asker = asked
    answer = asker.ask(site.origin + "/lama")
    assert (answer.url, answer.trouble) == (site.origin + "/", None)


def test_a_page_that_blocks_is_an_answer_with_a_trouble(asked: tuple[Any, Asker]) -> None:
    site, asker = asked
    answer = asker.ask(site.origin + "/tutup")
    assert answer.response is not None
    assert answer.trouble == ("blocked", "answered 403")


def test_a_redirect_to_a_private_address_is_refused(asked: tuple[Any, Asker]) -> None:
    site, asker = asked
    trouble = asker.ask(site.origin + "/keluar").trouble
    assert trouble is not None
    assert "169.254.169.254" in trouble.words


def test_a_host_that_is_down_is_unreachable(asked: tuple[Any, Asker]) -> None:
    site, asker = asked
    trouble = asker.ask(f"http://127.0.0.9:{site.port + 1 if site.port < 65_000 else 1}/").trouble
    assert trouble is not None
    assert trouble.state == "unreachable"


def test_private_addresses_are_refused_unless_a_test_allows_them(site: Any) -> None:
    with Asker(make_settings(allow_private_hosts=False)) as asker:
        for url in (site.origin, "http://localhost/", "http://169.254.169.254/", "ftp://uji.id/"):
            trouble = asker.ask(url).trouble
            assert trouble is not None
            assert trouble.words.startswith("was not asked: ")
    assert site.requests == []


def test_the_pause_between_two_requests_to_a_host_is_kept(site: Any) -> None:
    with Asker(make_settings(delay_seconds=0.4)) as asker:
        asker.ask(site.origin + "/")
        started = time.monotonic()
        asker.ask(site.origin + "/")
        assert time.monotonic() - started >= 0.2  # half the pause, as it is jittered


def test_a_site_is_not_asked_without_end(site: Any) -> None:
    with Asker(make_settings()) as asker:
        troubles = [asker.ask(site.origin + "/").trouble for _ in range(MOST_REQUESTS)]
    assert [trouble.state for trouble in troubles if trouble] == ["over_budget"]  # robots.txt was one of them
    assert len(site.requests) == MOST_REQUESTS


def test_a_child_that_dies_is_said_and_not_waited_for(site: Any) -> None:
    with Asker(make_settings()) as asker:
        asker._process.kill()
        with pytest.raises(SourceError, match="the process that asks has ended"):
            asker.ask(site.origin + "/")
        with pytest.raises(SourceError, match="the process that asks has ended"):
            asker.ask(site.origin + "/")
