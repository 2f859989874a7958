import gzip
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from models.archive import ArchiveWriter, Pointer, payload_digest, read_response
from models.errors import StorageError

NOON = datetime(2026, 11, 15, 5, 0, 0, 123456, tzinfo=UTC)
HTML = [("Content-Type", "text/html; charset=utf-8")]


def _records(path: Path) -> list[tuple[str, str]]:
    with path.open("rb") as stream:
        return [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI") or "") for r in ArchiveIterator(stream)]


def _only_file(folder: Path) -> Path:
    (path,) = [path for path in folder.rglob("*") if path.is_file()]
    return path


def test_archive_passes_warcio_check(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "contoh", user_agent="Pantau/0") as archive:
        archive.write_response("https://contoh.id/satu", 200, HTML, b"<p>satu</p>", NOON)
        archive.write_response("https://contoh.id/kosong", 204, [], b"", NOON)
        archive.write_failure("https://contoh.id/mati", "DownloadTimeoutError", "30 s", NOON)
        archive.write_resource("https://contoh.id/impor", "application/json", b'{"url": 1}', NOON)
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(_only_file(tmp_path))], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("digest pass") == 7


def test_file_begins_with_warcinfo_and_pairs_requests(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "contoh") as archive:
        archive.write_response(
            "https://contoh.id/satu?a=1", 200, HTML, b"satu", NOON, request_headers=[("User-Agent", "Pantau/0")]
        )
    path = _only_file(tmp_path)
    url = "https://contoh.id/satu?a=1"
    assert _records(path) == [("warcinfo", ""), ("response", url), ("request", url)]
    text = gzip.decompress(path.read_bytes()).decode()
    assert text.startswith("WARC/1.1\r\n")
    assert "GET /satu?a=1 HTTP/1.1\r\nHost: contoh.id\r\nUser-Agent: Pantau/0\r\n" in text
    assert "WARC-Date: 2026-11-15T05:00:00.123456Z" in text
    assert text.count("WARC-Concurrent-To") == 1


def test_a_file_that_has_grown_large_is_followed_by_another(tmp_path: Path) -> None:
    body = bytes(range(256)) * 8  # 0.8 kB a record, however well it is compressed
    with ArchiveWriter(tmp_path, "contoh", most_bytes=4000) as archive:
        pointers = [archive.write_response(f"https://contoh.id/{n}", 200, HTML, body, NOON) for n in range(20)]
    files = sorted({pointer.file for pointer in pointers})
    assert 3 < len(files) < 10
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.gz")) == files
    for number, pointer in enumerate(pointers):
        archived = read_response(tmp_path, pointer)
        assert (archived.url, archived.body) == (f"https://contoh.id/{number}", body)
    for file in files:
        kinds = [kind for kind, _ in _records(tmp_path / file)]
        assert kinds[0] == "warcinfo"
        assert kinds.count("response") == kinds.count("request"), "a pair is not torn apart"
        assert 4000 <= (tmp_path / file).stat().st_size < 6000 or file == files[-1]


def test_file_is_open_until_closed_and_named_by_source(tmp_path: Path) -> None:
    archive = ArchiveWriter(tmp_path, "contoh")
    assert not list(tmp_path.iterdir()), "nothing is written before the first record"
    pointer = archive.write_response("https://contoh.id/satu", 200, HTML, b"satu", NOON)
    assert _only_file(tmp_path).name.endswith(".warc.gz.open")
    assert read_response(tmp_path, pointer).body == b"satu", "found under its open name"
    archive.close()
    archive.close()
    path = _only_file(tmp_path)
    assert path.relative_to(tmp_path).as_posix() == pointer.file
    assert path.name.startswith("contoh-2")
    assert path.name.endswith(".warc.gz")
    assert path.parent.parent.parent == tmp_path
    assert read_response(tmp_path, pointer).body == b"satu"


def test_pointers_lead_to_their_records(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "contoh") as archive:
        pointers = [
            archive.write_response(f"https://contoh.id/{n}", 200, HTML, b"badan %d" % n, NOON) for n in range(5)
        ]
    for n, pointer in reversed(list(enumerate(pointers))):
        response = read_response(tmp_path, pointer)
        assert (response.url, response.status) == (f"https://contoh.id/{n}", 200)
        assert response.body == b"badan %d" % n
        assert response.fetched_at == NOON
        assert response.content_type == "text/html; charset=utf-8"
        assert pointer.digest == payload_digest(b"badan %d" % n)


def test_compressed_bodies_are_kept_as_received_and_read_decoded(tmp_path: Path) -> None:
    packed = gzip.compress(b"halaman")
    headers = [*HTML, ("content-encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Connection", "close")]
    with ArchiveWriter(tmp_path, "contoh") as archive:
        pointer = archive.write_response("https://contoh.id/satu", 200, headers, packed, NOON)
    response = read_response(tmp_path, pointer)
    assert response.body == b"halaman"
    assert response.header("Content-Length") == str(len(packed))
    assert response.header("Transfer-Encoding") is None
    assert response.header("Connection") is None
    assert pointer.digest == payload_digest(packed)


def test_header_lines_outside_ascii_stay_addresses(tmp_path: Path) -> None:
    headers = [("Location", "https://contoh.id/café?x=é"), ("X-Baris", "satu\r\ndua")]
    with ArchiveWriter(tmp_path, "contoh") as archive:
        pointer = archive.write_response("https://contoh.id/satu", 301, headers, b"", NOON)
    response = read_response(tmp_path, pointer)
    assert response.header("location") == "https://contoh.id/caf%C3%A9?x=%C3%A9"
    assert response.header("x-baris") == "satu%0D%0Adua"


def test_unusual_statuses_are_kept(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "contoh") as archive:
        pointer = archive.write_response("https://contoh.id/satu", 522, [], b"", NOON)
    assert read_response(tmp_path, pointer).status == 522


def test_resources_come_back_as_they_are(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "impor") as archive:
        pointer = archive.write_resource("https://contoh.id/satu", "application/json", b'{"title": "Satu"}', NOON)
    response = read_response(tmp_path, pointer)
    assert (response.body, response.content_type, response.status) == (b'{"title": "Satu"}', "application/json", 200)


def test_failures_are_no_responses(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "contoh") as archive:
        pointer = archive.write_failure("https://contoh.id/mati", "DownloadTimeoutError", "lama\nsekali", NOON)
    text = gzip.decompress(_only_file(tmp_path).read_bytes()).decode()
    assert "fetch-error: DownloadTimeoutError\r\nmessage: lama sekali\r\n" in text
    with pytest.raises(StorageError, match="no response"):
        read_response(tmp_path, pointer)


def test_an_archive_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "arsip").write_text("bukan folder")
    with pytest.raises(StorageError, match="arsip"):
        ArchiveWriter(tmp_path / "arsip", "contoh").write_response("https://contoh.id/", 200, [], b"", NOON)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"hilang\.warc\.gz"):
        read_response(tmp_path, Pointer("2026/11/hilang.warc.gz", 0))
