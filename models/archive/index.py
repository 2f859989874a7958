"""Which archived answer a replayed request gets: an index of one WARC file or a folder of them.

Archives of other tools are welcome: uncompressed ones, revisits, chunked bodies, files cut off in the middle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from w3lib.url import canonicalize_url

from models.address import canonical_key
from models.archive.reader import RawRecord, parse_warc_date, read_record, status_of
from models.archive.walk import Walked, walk
from models.errors import UsageError

_SUFFIXES = (".warc", ".warc.gz", ".warc.gz.open")
_REST_VIEW = {
    "after", "before", "modified_after", "modified_before", "_fields", "per_page", "orderby", "order", "context",
    "_embed",
}  # fmt: skip
"""Parameters of WordPress's REST interface that say how much is wanted: a replay wants what there is."""
_NO_ANSWERS = (None, 304)
"""Records of another kind, and those that say nothing but that an earlier answer still holds."""


class Entry(NamedTuple):
    """One archived answer. `status` is 0 for a failure; `original`: URL and date of what a revisit repeats."""

    file: str
    offset: int
    url: str
    fetched_at: datetime
    status: int
    original: tuple[str, str] | None = None


@dataclass(frozen=True)
class ArchiveIndex:
    """All answers of an archive, by request address and by date."""

    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()
    """Sentences: which file is damaged where."""
    truncated_at: int | None = None
    """Offset of the first damaged record, if any."""

    @cached_property
    def by_request(self) -> dict[str, list[Entry]]:
        """Request address without scheme -> its answers, oldest first."""
        return _group(self.entries, replay_key)

    @cached_property
    def by_address(self) -> dict[str, list[Entry]]:
        """The same by the looser key of an article: without `www.`, tracking, AMP."""
        return _group(self.entries, _loose_key)

    @cached_property
    def newest(self) -> datetime | None:
        """The latest date in it: what a replay takes for now."""
        return max((entry.fetched_at for entry in self.entries), default=None)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Every host that answered, or failed to."""
        return frozenset(_host(entry.url) for entry in self.entries)

    def versions(self, url: str) -> list[Entry]:
        """Answers worth reading for a request, oldest first: the good ones, else the newest, else nothing."""
        found = self.by_request.get(replay_key(url)) or self.by_address.get(_loose_key(url)) or []
        return [entry for entry in found if 0 < entry.status < 400] or found[-1:]

    def failure_of_host(self, host: str) -> Entry | None:
        """The newest failure of a host that never answered."""
        entries = self._by_host.get(host, [])
        return entries[-1] if entries and all(entry.status == 0 for entry in entries) else None

    def load(self, entry: Entry) -> RawRecord:
        """The record of an entry; a revisit gets the payload of what it repeats. StorageError if it is torn."""
        record = read_record(Path(entry.file), entry.offset)
        if entry.original is None:
            return record
        original = self._find_original(entry)
        payload = read_record(Path(original.file), original.offset).payload if original else b""
        return RawRecord("response", record.url, record.status, record.headers, payload, record.fetched_at)

    @cached_property
    def _by_host(self) -> dict[str, list[Entry]]:
        return _group(self.entries, _host)

    def _find_original(self, entry: Entry) -> Entry | None:
        url, date = entry.original or ("", "")
        candidates = [other for other in self.by_request.get(replay_key(url), []) if other.original is None]
        exact = [other for other in candidates if date and other.fetched_at == parse_warc_date(date)]
        return next(iter(exact or candidates), None)


def index_archive(path: Path) -> ArchiveIndex:
    """Index a WARC file, or every WARC file below a folder. UsageError if there is none, or it is no WARC."""
    entries: list[Entry] = []
    damages: list[tuple[Path, int]] = []
    for file in _find_files(path):
        for walked in _walk(file):
            if walked.record is None:
                damages.append((file, walked.offset))
            else:
                entries.extend(_make_entries(file, walked))
    entries.sort(key=lambda entry: entry.fetched_at)
    return ArchiveIndex(
        entries=tuple(entries),
        warnings=tuple(f"{file}: damaged or cut off at byte {offset}" for file, offset in damages),
        truncated_at=damages[0][1] if damages else None,
    )


def replay_key(url: str) -> str:
    """What two requests for the same thing share: all of the address but the scheme, the fragment and the order of
    parameters; for WordPress's REST interface also without the parameters that depend on the day."""
    parts = urlsplit(canonicalize_url(url))
    query = parts.query
    if "/wp-json/" in parts.path or "rest_route=" in query:
        kept = [pair for pair in parse_qsl(query) if pair[0] not in _REST_VIEW and pair != ("page", "1")]
        query = urlencode(kept)
    return f"{parts.netloc}{parts.path}?{query}"


def _find_files(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.name.endswith(_SUFFIXES))
        if not files:
            raise UsageError(f"{path}: holds no .warc or .warc.gz file")
        return files
    if not path.is_file():
        raise UsageError(f"{path}: no such archive file")
    return [path]


def _walk(file: Path) -> Iterator[Walked]:
    """The file's records; UsageError if not even one is whole, or if they cannot be told apart by offset."""
    is_warc = file.stat().st_size == 0
    for walked in walk(file):
        if not walked.is_alone:
            raise UsageError(f"{file}: is compressed as a whole; `warcio recompress` makes it one that can be replayed")
        is_warc = is_warc or walked.record is not None
        yield walked
    if not is_warc:
        raise UsageError(f"{file}: is no WARC file")


def _make_entries(file: Path, walked: Walked) -> Iterable[Entry]:
    record: Any = walked.record
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    status = _status(record)
    if status in _NO_ANSWERS or not url.startswith(("http://", "https://")):
        return
    try:
        fetched_at = parse_warc_date(record.rec_headers.get_header("WARC-Date") or "")
        replay_key(url)
    except ValueError:
        return
    original = None
    if record.rec_type == "revisit":
        refers = record.rec_headers.get_header
        original = (refers("WARC-Refers-To-Target-URI") or url, refers("WARC-Refers-To-Date") or "")
    yield Entry(str(file), walked.offset, url, fetched_at, status, original)


def _status(record: Any) -> int | None:
    """HTTP status of a record that answers a request; 0 for a failure; None for all other records."""
    if record.rec_type == "response":
        return status_of(record) or None
    if record.rec_type == "revisit":
        return status_of(record) or 200
    is_failure = record.rec_type == "metadata" and record.raw_stream.read(12) == b"fetch-error:"
    return 0 if is_failure else None


def _group(entries: Iterable[Entry], key: Any) -> dict[str, list[Entry]]:
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[key(entry.url)].append(entry)
    return dict(groups)


def _loose_key(url: str) -> str:
    return canonical_key(url, None)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
