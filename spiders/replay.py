"""The network of a replay: requests answered from an archive, by the same spiders, with no server.

What a request is answered with is decided by `models.archive.ArchiveIndex`.
"""

from __future__ import annotations

from collections.abc import Sequence

from scrapy import Request
from scrapy import exceptions as scrapy_errors
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Response
from scrapy.http.headers import Headers
from scrapy.responsetypes import responsetypes
from scrapy.utils.httpobj import urlparse_cached

from models.archive import ArchiveIndex, Entry, RawRecord
from models.errors import StorageError
from spiders.capture import FETCHED_AT
from spiders.job import Desk

VERSION = "archive_entry"
"""Request meta: the one of several archived answers that is wanted."""
MISS = "warc-miss"
"""Flag of an answer, and name of the count, for what the archive does not hold."""
_FAILURES: dict[str, type[Exception]] = {
    "ConnectionRefusedError": scrapy_errors.DownloadConnectionRefusedError,
    "DownloadConnectionRefusedError": scrapy_errors.DownloadConnectionRefusedError,
    "CannotResolveHostError": scrapy_errors.CannotResolveHostError,
    "DNSLookupError": scrapy_errors.CannotResolveHostError,
    "gaierror": scrapy_errors.CannotResolveHostError,
    "DownloadTimeoutError": scrapy_errors.DownloadTimeoutError,
    "TimeoutError": scrapy_errors.DownloadTimeoutError,
    "DownloadCancelledError": scrapy_errors.DownloadCancelledError,
    "ResponseDataLossError": scrapy_errors.ResponseDataLossError,
}
"""Class names in failure records; every other one is a DownloadFailedError."""


class ReplayHandler(BaseDownloadHandler):
    """Answers from the desk's index.

    A miss on a host the archive knows is a 404 with the flag `warc-miss`; a host it does not know, or of which it
    holds failures only, fails to connect; a failure record raises the exception it names.
    """

    async def download_request(self, request: Request) -> Response:
        """The archived answer to a request. Scrapy's name for the hook."""
        index = self._index
        host = urlparse_cached(request).hostname or ""
        wanted: Entry | None = request.meta.pop(VERSION, None)  # a redirect inherits the rest of the meta
        entry = wanted or next(iter(reversed(index.versions(request.url))), None) or index.failure_of_host(host)
        if entry is not None:
            return self._answer(request, entry)
        if host not in index.hosts:
            raise scrapy_errors.CannotResolveHostError(f"{host} is not in the archive")
        return self._miss(request)

    def _answer(self, request: Request, entry: Entry) -> Response:
        try:
            record = self._index.load(entry)
        except StorageError as error:
            raise scrapy_errors.ResponseDataLossError(str(error)) from error
        if entry.status == 0:
            raise make_failure(record)
        if entry.original is not None and not record.payload:  # what it repeats is in another file
            return self._miss(request)
        request.meta[FETCHED_AT] = record.fetched_at
        return make_response(record, request)

    def _miss(self, request: Request) -> Response:
        self.crawler.stats.inc_value(MISS)
        request.meta[FETCHED_AT] = self._index.newest
        return Response(request.url, status=404, flags=[MISS], request=request)

    @property
    def _index(self) -> ArchiveIndex:
        desk: Desk = self.crawler.spider.desk  # type: ignore[union-attr]
        if desk.index is None:
            raise scrapy_errors.NotConfigured("there is no archive to replay")
        return desk.index


def make_response(record: RawRecord, request: Request, flags: Sequence[str] = ()) -> Response:
    """An archived answer as the answer to a request."""
    headers = Headers()
    for name, value in record.headers:
        if name.lower() not in ("transfer-encoding", "content-length"):
            headers.appendlist(name, value.encode())
    kind = responsetypes.from_args(headers=headers, url=request.url, body=record.payload)
    return kind(
        request.url, status=record.status, headers=headers, body=record.payload, flags=list(flags), request=request
    )


def make_failure(record: RawRecord) -> Exception:
    """The exception a failure record stands for, with its message."""
    lines = record.payload.decode("utf-8", "replace").splitlines()
    said = dict(line.partition(": ")[::2] for line in lines)
    kind = _FAILURES.get(said.get("fetch-error", ""), scrapy_errors.DownloadFailedError)
    return kind(said.get("message", ""))
