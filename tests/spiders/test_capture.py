import gzip
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from models.archive import ArchiveIndex, ArchiveWriter, index_archive, read_response
from models.errors import StorageError
from models.settings import Settings
from spiders.capture import FETCHED_AT, POINTER, CaptureMiddleware, fetched_at_of, pointer_of
from spiders.job import Desk

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)
URL = "https://contoh.id/satu"


def _capture(folder: Path, index: ArchiveIndex | None = None) -> tuple[CaptureMiddleware, ArchiveWriter, Desk]:
    crawler: Any = get_crawler()
    desk = Desk(None, Settings.model_validate({}), 1, NOON, index, stop=lambda: None)  # type: ignore[arg-type]
    archive = ArchiveWriter(folder, "contoh")
    crawler.spider = SimpleNamespace(archive=archive, desk=desk)
    return CaptureMiddleware.from_crawler(crawler), archive, desk


def _answer(request: Request) -> Response:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip", "X-Dua": ["a", "b"]}
    return Response(request.url, headers=headers, body=gzip.compress(b"isi"), request=request)


def test_answers_are_archived_as_received_before_anyone_reads_them(tmp_path: Path) -> None:
    capture, archive, _ = _capture(tmp_path)
    request = Request(URL, headers={"User-Agent": "Pantau/0"})
    response = capture.process_response(request, _answer(request))
    assert response.body[:2] == b"\x1f\x8b"
    pointer = pointer_of(response, archive)
    archived = read_response(tmp_path, pointer)
    assert (archived.url, archived.body) == (URL, b"isi")
    assert [value for name, value in archived.headers if name == "X-Dua"] == ["a", "b"]
    assert archived.fetched_at == fetched_at_of(response)
    archive.close()


def test_failures_are_archived_by_name(tmp_path: Path) -> None:
    capture, archive, _ = _capture(tmp_path)
    capture.process_exception(Request(URL), DownloadTimeoutError("lama sekali"))
    archive.close()
    (entry,) = index_archive(tmp_path).entries
    assert (entry.url, entry.status) == (URL, 0)


def test_requests_that_were_never_made_are_no_failures(tmp_path: Path) -> None:
    capture, _, _ = _capture(tmp_path)
    capture.process_exception(Request(URL), IgnoreRequest("Forbidden by robots.txt"))
    assert not list(tmp_path.iterdir())


def test_a_replay_copies_only_what_is_asked_for_once_with_its_date(tmp_path: Path) -> None:
    capture, archive, _ = _capture(tmp_path, ArchiveIndex(()))
    request = Request(URL, meta={FETCHED_AT: NOON})
    response = capture.process_response(request, _answer(request))
    capture.process_exception(Request(URL), DownloadTimeoutError("x"))
    assert not list(tmp_path.iterdir()), "nothing is written by itself"
    decoded = response.replace(body=b"isi")
    pointer = pointer_of(decoded, archive)
    assert pointer_of(decoded, archive) == pointer
    archived = read_response(tmp_path, pointer)
    assert (archived.body, archived.fetched_at) == (b"isi", NOON)
    archive.close()
    assert len(index_archive(tmp_path).entries) == 1


def test_a_disk_that_takes_no_more_stops_the_crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    capture, archive, desk = _capture(tmp_path)

    def fail(*_: Any, **__: Any) -> None:
        raise StorageError("No space left on device")

    monkeypatch.setattr(archive, "write_response", fail)
    monkeypatch.setattr(archive, "write_failure", fail)
    request = Request(URL)
    with pytest.raises(IgnoreRequest):
        capture.process_response(request, _answer(request))
    assert "No space" in str(desk.storage_error)
    assert POINTER not in request.meta
    desk.storage_error = None
    capture.process_exception(request, DownloadTimeoutError("x"))
    assert desk.storage_error is not None
