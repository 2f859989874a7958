import gzip
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from models.archive import ArchiveIndex, ArchiveWriter, Original, index_archive
from models.archive.index import replay_key
from models.errors import StorageError, UsageError

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)


def _write(folder: Path, *answers: tuple[str, int, bytes], source: str = "contoh", start: datetime = NOON) -> Path:
    with ArchiveWriter(folder, source) as archive:
        for n, (url, status, body) in enumerate(answers):
            when = start + timedelta(minutes=n)
            if status:
                pointer = archive.write_response(url, status, [("Content-Type", "text/html")], body, when)
            else:
                pointer = archive.write_failure(url, "DownloadConnectionRefusedError", "tolak", when)
    return folder / pointer.file


def _body(index: ArchiveIndex, url: str) -> bytes:
    return index.load(index.versions(url)[-1]).payload


def test_answers_are_found_by_request(tmp_path: Path) -> None:
    path = _write(tmp_path, ("https://contoh.id/satu?b=2&a=1", 200, b"satu"), ("https://contoh.id/dua", 404, b"dua"))
    index = index_archive(path)
    assert _body(index, "http://contoh.id/satu?a=1&b=2#x") == b"satu"
    assert index.versions("https://contoh.id/dua")[0].status == 404
    assert index.versions("https://contoh.id/tiga") == []
    assert index.newest == NOON + timedelta(minutes=1)
    assert index.hosts == {"contoh.id"}
    assert index.truncated_at is None
    assert index.warnings == ()


def test_a_folder_is_one_archive(tmp_path: Path) -> None:
    _write(tmp_path, ("https://contoh.id/rss", 200, b"baru"), start=NOON + timedelta(days=1))
    _write(tmp_path, ("https://contoh.id/rss", 200, b"lama"), ("https://lain.id/rss", 200, b"lain"), source="lain")
    index = index_archive(tmp_path)
    assert [index.load(entry).payload for entry in index.versions("https://contoh.id/rss")] == [b"lama", b"baru"]
    assert index.hosts == {"contoh.id", "lain.id"}


def test_good_answers_are_preferred_to_newer_bad_ones(tmp_path: Path) -> None:
    url = "https://contoh.id/satu"
    index = index_archive(_write(tmp_path, (url, 503, b""), (url, 200, b"baik"), (url, 503, b""), (url, 0, b"")))
    assert _body(index, url) == b"baik"
    bad = index_archive(_write(tmp_path, (url, 403, b""), (url, 503, b"akhir"), source="lain"))
    assert _body(bad, url) == b"akhir"


def test_not_modified_is_no_answer(tmp_path: Path) -> None:
    url, later = "https://contoh.id/feed/", NOON + timedelta(days=1)
    _write(tmp_path, (url, 200, b"isi"))
    with ArchiveWriter(tmp_path, "contoh") as archive:
        archive.write_not_modified(url, [], later, Original(url, NOON))
        archive.write_response(url, 304, [], b"", later)
    index = index_archive(tmp_path)
    assert len(index.entries) == 1
    assert _body(index, url) == b"isi"
    (night,) = [path for path in tmp_path.rglob("*.gz") if b"revisit" in gzip.decompress(path.read_bytes())]
    assert index_archive(night).entries == ()


def test_articles_are_found_by_a_looser_address(tmp_path: Path) -> None:
    path = _write(tmp_path, ("https://www.contoh.go.id/?q=content/satu", 200, b"satu"))
    index = index_archive(path)
    assert _body(index, "https://mail.contoh.go.id/?q=content%2Fsatu&qt-berita=0") == b"satu"


def test_hosts_that_only_failed_are_known(tmp_path: Path) -> None:
    index = index_archive(_write(tmp_path, ("https://mati.id/feed/", 0, b""), ("https://contoh.id/", 200, b"")))
    failure = index.failure_of_host("mati.id")
    assert failure is not None
    assert b"fetch-error: DownloadConnectionRefusedError" in index.load(failure).payload
    assert index.failure_of_host("contoh.id") is None
    assert "mati.id" in index.hosts


def test_rest_requests_of_another_day_are_the_same() -> None:
    plain = replay_key("https://contoh.id/wp-json/wp/v2/posts")
    asked = "https://contoh.id/wp-json/wp/v2/posts?after=2026-11-01T00:00:00&per_page=100&_fields=id,link&page="
    assert replay_key(f"{asked}1") == plain
    assert replay_key(f"{asked}2") != plain
    assert replay_key("https://contoh.id/berita?page=1") != replay_key("https://contoh.id/berita")


@pytest.mark.parametrize("cut", [1, 9, 200, 600])
def test_a_file_cut_off_in_the_middle_keeps_what_is_whole(tmp_path: Path, cut: int) -> None:
    path = _write(tmp_path, *((f"https://contoh.id/{n}", 200, bytes(range(256)) * 8) for n in range(4)))
    whole = index_archive(path)
    path.write_bytes(path.read_bytes()[: whole.entries[3].offset + cut])
    index = index_archive(path)
    assert [entry.url for entry in index.entries] == [f"https://contoh.id/{n}" for n in range(3)]
    assert index.truncated_at == whole.entries[3].offset
    assert str(path) in index.warnings[0]


def test_records_behind_a_torn_one_are_found(tmp_path: Path) -> None:
    path = _write(tmp_path, *((f"https://contoh.id/{n}", 200, bytes(range(256)) * 8) for n in range(3)))
    whole = path.read_bytes()
    offset = index_archive(path).entries[2].offset
    path.write_bytes(whole[: offset + 50] + whole)
    index = index_archive(path)
    assert len(index.entries) == 5
    assert all(index.load(entry).payload for entry in index.entries)
    assert index.truncated_at == offset


def _response(writer: WARCWriter, url: str, headers: list[tuple[str, str]], body: bytes) -> None:
    http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
    record = writer.create_warc_record(url, "response", payload=BytesIO(body), length=len(body), http_headers=http)
    writer.write_record(record)


@pytest.mark.parametrize("is_gzip", [True, False])
def test_archives_of_other_tools_are_read(tmp_path: Path, is_gzip: bool) -> None:
    path = tmp_path / ("lain.warc.gz" if is_gzip else "lain.warc")
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=is_gzip)
        writer.write_record(writer.create_warcinfo_record("lain.warc", {"software": "lain"}))
        chunked = [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]
        packed = gzip.compress(b"isi", mtime=0)
        _response(writer, "https://contoh.id/satu", chunked, b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed))
        _response(writer, "https://contoh.id/dua", [], b"\r\n\r\nWARC/1.0 di dalam isi\r\n" * 3)
        http = StatusAndHeaders("200 OK", [("X-Ulang", "ya")], protocol="HTTP/1.1")
        refers = ("sha1:A", "https://contoh.id/dua", "2026-11-15T05:00:00Z")
        writer.write_record(writer.create_revisit_record("https://contoh.id/tiga", *refers, http_headers=http))
    index = index_archive(path)
    assert len(index.entries) == 3
    assert gzip.decompress(_body(index, "https://contoh.id/satu")) == b"isi"
    assert _body(index, "https://contoh.id/dua").startswith(b"\r\n\r\nWARC")
    assert _body(index, "https://contoh.id/tiga") == _body(index, "https://contoh.id/dua")
    assert index.load(index.versions("https://contoh.id/tiga")[0]).header("x-ulang") == "ya"


def test_an_uncompressed_file_cut_off_keeps_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "lain.warc"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=False)
        for n in range(3):
            _response(writer, f"https://contoh.id/{n}", [], b"isi" * 200)
    path.write_bytes(path.read_bytes()[:-300])
    index = index_archive(path)
    assert [entry.url[-1] for entry in index.entries] == ["0", "1"]
    assert index.truncated_at is not None
    with pytest.raises(StorageError, match="torn"):
        index.load(index.entries[0]._replace(offset=index.truncated_at))


def test_a_file_compressed_as_a_whole_is_refused_with_advice(tmp_path: Path) -> None:
    plain = tmp_path / "lain.warc"
    with plain.open("wb") as stream:
        writer = WARCWriter(stream, gzip=False)
        _response(writer, "https://contoh.id/satu", [], b"isi")
        _response(writer, "https://contoh.id/dua", [], b"isi")
    packed = tmp_path / "lain.warc.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    with pytest.raises(UsageError, match="recompress"):
        index_archive(packed)


@pytest.mark.parametrize(
    "content", [b"ini bukan arsip", gzip.compress(b"ini bukan arsip", mtime=0), b"\x1f\x8b\x08rusak"]
)
def test_what_is_no_warc_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "aneh.warc.gz"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"aneh\.warc\.gz"):
        index_archive(path)


def test_missing_archives_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="hilang"):
        index_archive(tmp_path / "hilang.warc.gz")
    with pytest.raises(UsageError, match="holds no"):
        index_archive(tmp_path)


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "kosong.warc.gz").write_bytes(b"")
    index = index_archive(tmp_path)
    assert index.entries == ()
    assert index.newest is None
