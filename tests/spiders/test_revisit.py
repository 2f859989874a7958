from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from scrapy import Request
from scrapy.http import Response, XmlResponse
from scrapy.utils.test import get_crawler

from models.archive import ArchiveIndex, ArchiveWriter, index_archive
from models.settings import Settings
from models.store.visits import Visit
from spiders.capture import FETCHED_AT, ORIGINAL, POINTER, CaptureMiddleware
from spiders.job import Desk
from spiders.outcome import Tally
from spiders.politeness import EVERY_NIGHT
from spiders.revisit import UNCHANGED, Memory, RevisitMiddleware

NOW = datetime.now(UTC)
URL = "https://contoh.id/feed/"
TAGS = {"ETag": '"7"', "Last-Modified": "Sun, 15 Nov 2026 05:00:00 GMT"}
BODY = b"<rss/>"


class _Line:
    """The middlewares of a crawl as a request and its answer pass them; a second one is the next night's."""

    lines: ClassVar[list[_Line]] = []

    def __init__(self, home: Path, visits: dict[str, Visit] | None = None, now: datetime = NOW) -> None:
        self.lines.append(self)
        settings = Settings.model_validate({"home": home})
        crawler: Any = get_crawler()
        self.archive = ArchiveWriter(settings.archive_dir, "contoh")
        self.desk = Desk(None, settings, 1, now, None, stop=lambda: None)  # type: ignore[arg-type]
        self.memory, self.tally = Memory(visits or {}), Tally()
        crawler.spider = SimpleNamespace(
            archive=self.archive, desk=self.desk, memory=self.memory, tally=self.tally, name="contoh"
        )
        self.revisit, self.capture = RevisitMiddleware.from_crawler(crawler), CaptureMiddleware.from_crawler(crawler)

    def send(self, request: Request) -> Request:
        self.revisit.process_request(request)
        return request

    def answer(self, request: Request, status: int = 200, body: bytes = BODY, **headers: str) -> Response:
        response = Response(request.url, status, headers, body, request=request)
        return self.revisit.process_response(request, self.capture.process_response(request, response))

    def next_night(self, days: float = 1) -> _Line:
        self.archive.close()
        return _Line(self.desk.settings.home, dict(self.memory.fresh), NOW + timedelta(days=days))


@pytest.fixture
def line(tmp_path: Path) -> Iterator[_Line]:
    yield _Line(tmp_path)
    while _Line.lines:
        _Line.lines.pop().archive.close()


def _request(url: str = URL, **meta: Any) -> Request:
    return Request(url, meta={EVERY_NIGHT: True, **meta})


def _first_night(line: _Line, **headers: str) -> _Line:
    request = line.send(_request())
    line.answer(request, **{"Content-Type": "application/xml", **(headers or TAGS)})
    return line.next_night()


def test_the_first_time_everything_is_asked_for(line: _Line) -> None:
    request = line.send(_request())
    assert "If-None-Match" not in request.headers
    assert line.answer(request, **TAGS).body == BODY
    visit = line.memory.fresh[URL]
    assert (visit.etag, visit.last_modified) == (TAGS["ETag"], TAGS["Last-Modified"])
    assert visit.seen_at == request.meta[FETCHED_AT]


def test_the_next_time_only_what_changed_is_asked_for(line: _Line) -> None:
    second = _first_night(line)
    request = second.send(_request())
    assert request.headers["If-None-Match"] == b'"7"'
    assert request.headers["If-Modified-Since"] == TAGS["Last-Modified"].encode()


def test_not_modified_is_the_answer_of_the_archive(line: _Line) -> None:
    second = _first_night(line)
    request = second.send(_request())
    response = second.answer(request, 304, b"")
    assert isinstance(response, XmlResponse)
    assert (response.status, response.body, response.flags) == (200, BODY, [UNCHANGED])
    assert second.tally.unchanged == 1
    assert second.memory.fresh == {}, "the full answer stays the one remembered"
    visit = line.memory.fresh[URL]
    assert (request.meta[POINTER], request.meta[FETCHED_AT]) == (visit.pointer, visit.seen_at)


def test_not_modified_is_archived_as_a_revisit(line: _Line) -> None:
    second = _first_night(line)
    second.answer(second.send(_request()), 304, b"", **TAGS)
    second.archive.close()
    assert len(index_archive(second.desk.settings.archive_dir).entries) == 1, "it adds no answer"


def test_what_did_change_is_read_and_remembered(line: _Line) -> None:
    second = _first_night(line)
    response = second.answer(second.send(_request()), body=b"<rss>baru</rss>", **{"ETag": '"8"'})
    assert (response.flags, second.tally.unchanged) == ([], 0)
    assert second.memory.fresh[URL].etag == '"8"'


def test_the_same_bytes_sent_again_are_noticed(line: _Line) -> None:
    second = _first_night(line, Server="tanpa-etag")
    request = second.send(_request())
    assert "If-None-Match" not in request.headers
    response = second.answer(request)
    assert (response.body, response.flags, second.tally.unchanged) == (BODY, [UNCHANGED], 0)


def test_not_modified_is_believed_for_a_week(line: _Line) -> None:
    _first_night(line)
    assert "If-None-Match" in line.next_night(days=6.9).send(_request()).headers
    assert "If-None-Match" not in line.next_night(days=7.1).send(_request()).headers


def test_without_the_archive_everything_is_asked_for(line: _Line) -> None:
    second = _first_night(line)
    for path in second.desk.settings.archive_dir.rglob("*.gz"):
        path.unlink()
    assert "If-None-Match" not in second.send(_request()).headers


def test_what_a_redirect_brings_along_is_another_addresss(line: _Line) -> None:
    second = _first_night(line)
    request = second.send(_request())
    moved = second.send(request.replace(url="https://contoh.id/feed-baru/"))
    assert "If-None-Match" not in moved.headers
    assert "If-Modified-Since" not in moved.headers
    assert ORIGINAL not in moved.meta
    assert second.answer(moved, 304, b"").status == 304, "nobody asked under a condition"


@pytest.mark.parametrize("meta", [{EVERY_NIGHT: True}, {"dont_obey_robotstxt": True}])
def test_channels_and_robots_txt_are_remembered(line: _Line, meta: dict[str, Any]) -> None:
    line.answer(line.send(Request(URL, meta=meta)), **TAGS)
    assert set(line.memory.fresh) == {URL}


@pytest.mark.parametrize(("meta", "status"), [({}, 200), ({EVERY_NIGHT: True}, 404), ({EVERY_NIGHT: True}, 301)])
def test_articles_and_bad_answers_are_not(line: _Line, meta: dict[str, Any], status: int) -> None:
    line.answer(line.send(Request(URL, meta=meta)), status, **TAGS)
    assert line.memory.fresh == {}


def test_a_replay_remembers_nothing(line: _Line) -> None:
    line.desk.index = ArchiveIndex(())
    request = line.send(_request(**{FETCHED_AT: NOW}))
    line.answer(request, **TAGS)
    assert line.memory.fresh == {}
