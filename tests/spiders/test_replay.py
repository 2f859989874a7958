import asyncio
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, exceptions
from scrapy.http import HtmlResponse, TextResponse
from scrapy.utils.test import get_crawler

from models.archive import ArchiveIndex, ArchiveWriter, RawRecord, index_archive
from spiders.capture import FETCHED_AT
from spiders.replay import MISS, VERSION, ReplayHandler, make_failure

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)
HTML = [("Content-Type", "text/html"), ("X-Dua", "a"), ("X-Dua", "b")]


@pytest.fixture
def index(tmp_path: Path) -> ArchiveIndex:
    with ArchiveWriter(tmp_path, "contoh") as archive:
        archive.write_response("https://contoh.id/satu", 200, HTML, b"lama", NOON.replace(hour=1))
        archive.write_response("https://contoh.id/satu", 200, HTML, b"baru", NOON)
        archive.write_response("https://contoh.id/pindah", 301, [("Location", "/satu")], b"", NOON)
        archive.write_response("https://contoh.id/feed/", 200, [("Content-Type", "text/xml")], b"<rss/>", NOON)
        archive.write_failure("https://contoh.id/lambat", "DownloadTimeoutError", "30 s", NOON)
        archive.write_failure("https://mati.id/robots.txt", "DownloadConnectionRefusedError", "tolak", NOON)
    return index_archive(tmp_path)


def _ask(index: ArchiveIndex | None, url: str, **meta: Any) -> tuple[Any, Request, Any]:
    crawler: Any = get_crawler()
    crawler.spider = SimpleNamespace(desk=SimpleNamespace(index=index))
    crawler.stats = SimpleNamespace(counts=[], inc_value=lambda name: crawler.stats.counts.append(name))
    request = Request(url, meta=meta)
    return asyncio.run(ReplayHandler.from_crawler(crawler).download_request(request)), request, crawler


def test_a_request_is_answered_as_archived_last(index: ArchiveIndex) -> None:
    response, request, _ = _ask(index, "http://contoh.id/satu#x")
    assert isinstance(response, HtmlResponse)
    assert (response.status, response.body) == (200, b"baru")
    assert response.headers.getlist("X-Dua") == [b"a", b"b"]
    assert request.meta[FETCHED_AT] == NOON


def test_a_certain_answer_may_be_asked_for(index: ArchiveIndex) -> None:
    old = index.versions("https://contoh.id/satu")[0]
    response, request, _ = _ask(index, "https://contoh.id/satu", **{VERSION: old})
    assert response.body == b"lama"
    assert VERSION not in request.meta, "a redirect would inherit it"


def test_redirects_and_types_are_as_archived(index: ArchiveIndex) -> None:
    assert _ask(index, "https://contoh.id/pindah")[0].headers["Location"] == b"/satu"
    assert isinstance(_ask(index, "https://contoh.id/feed/")[0], TextResponse)


def test_a_miss_on_a_known_host_is_a_flagged_404(index: ArchiveIndex) -> None:
    response, _, crawler = _ask(index, "https://contoh.id/tidak-ada")
    assert response.status == 404
    assert response.flags == [MISS]
    assert crawler.stats.counts == [MISS]


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("https://contoh.id/lambat", exceptions.DownloadTimeoutError),
        ("https://mati.id/robots.txt", exceptions.DownloadConnectionRefusedError),
        ("https://mati.id/feed/", exceptions.DownloadConnectionRefusedError),
        ("https://asing.id/", exceptions.CannotResolveHostError),
    ],
)
def test_failures_are_raised_again(index: ArchiveIndex, url: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        _ask(index, url)


def test_a_torn_record_is_a_loss_of_data(index: ArchiveIndex) -> None:
    entry = index.versions("https://contoh.id/satu")[-1]
    path = Path(entry.file)
    path.write_bytes(path.read_bytes()[: entry.offset + 40])
    with pytest.raises(exceptions.ResponseDataLossError):
        _ask(index, "https://contoh.id/satu")


def test_without_an_archive_there_is_no_replay() -> None:
    with pytest.raises(exceptions.NotConfigured):
        _ask(None, "https://contoh.id/satu")


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        (b"fetch-error: ConnectionRefusedError\r\nmessage: tolak: 111\r\n", exceptions.DownloadConnectionRefusedError),
        (b"fetch-error: DNSLookupError\r\nmessage: tolak: 111\r\n", exceptions.CannotResolveHostError),
        (b"fetch-error: SesuatuError\r\nmessage: tolak: 111\r\n", exceptions.DownloadFailedError),
        (b"message: tolak: 111", exceptions.DownloadFailedError),
    ],
)
def test_a_failure_record_names_its_exception(payload: bytes, error: type[Exception]) -> None:
    failure = make_failure(RawRecord("metadata", "https://contoh.id/", 0, (), payload, NOON))
    assert type(failure) is error
    assert str(failure) == "tolak: 111"
