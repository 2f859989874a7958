import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.archive import ArchiveWriter, Pointer, read_response
from models.archive.reader import MAX_BODY_BYTES, decode_body, parse_warc_date
from models.errors import ReadingError, StorageError

URL = "https://contoh.id/satu"
NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)


def _raw_deflate(text: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush()


@pytest.mark.parametrize(
    ("payload", "encodings", "body"),
    [
        (b"polos", "", b"polos"),
        (b"polos", "identity", b"polos"),
        (gzip.compress(b"isi", mtime=0), "gzip", b"isi"),
        (gzip.compress(b"isi", mtime=0), "X-GZIP", b"isi"),
        (gzip.compress(b"isi ", mtime=0) + gzip.compress(b"lagi", mtime=0), "gzip", b"isi lagi"),
        (zlib.compress(b"isi"), "deflate", b"isi"),
        (_raw_deflate(b"isi"), "deflate", b"isi"),
        (gzip.compress(zlib.compress(b"isi"), mtime=0), "deflate, gzip", b"isi"),
        (b"tidak dimampatkan", "gzip", b"tidak dimampatkan"),
        (b"tidak dimampatkan", "deflate", b"tidak dimampatkan"),
        (b"", "gzip", b""),
    ],
)
def test_content_encodings_are_undone(payload: bytes, encodings: str, body: bytes) -> None:
    assert decode_body(payload, encodings, URL) == body


def test_brotli_of_other_tools_is_read() -> None:
    brotli = pytest.importorskip("brotli")
    assert decode_body(brotli.compress(b"isi"), "br", URL) == b"isi"
    assert decode_body(b"<html>", "br", URL) == b"<html>"


def test_a_body_cut_short_is_read_as_far_as_it_goes() -> None:
    packed = gzip.compress(bytes(range(256)) * 300)
    assert decode_body(packed[: len(packed) // 2], "gzip", URL).startswith(bytes(range(200)))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_bomb_is_refused_by_its_address(encoding: str) -> None:
    bomb = b"0" * (MAX_BODY_BYTES + 1)
    packers: dict[str, Any] = {"gzip": gzip.compress, "deflate": zlib.compress}
    pack = packers.get(encoding) or pytest.importorskip("brotli").compress
    with pytest.raises(ReadingError, match=URL):
        decode_body(pack(bomb), encoding, URL)


def test_an_unknown_encoding_is_refused_by_name() -> None:
    with pytest.raises(ReadingError, match="sdch"):
        decode_body(b"x", "sdch", URL)


def test_too_long_a_plain_body_is_refused() -> None:
    with pytest.raises(ReadingError, match="larger"):
        decode_body(b"0" * (MAX_BODY_BYTES + 1), "", URL)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-15T05:00:00Z", NOON),
        ("2026-11-15T05:00:00.123456Z", NOON.replace(microsecond=123456)),
        ("2026-11-15T05:00:00.123456789Z", NOON.replace(microsecond=123456)),
        ("2026-11-15", NOON.replace(hour=0)),
    ],
)
def test_dates_of_any_precision_are_read(text: str, instant: datetime) -> None:
    assert parse_warc_date(text) == instant


def _write_one(folder: Path) -> tuple[Path, Pointer]:
    with ArchiveWriter(folder, "contoh") as archive:
        pointer = archive.write_response(URL, 200, [("Content-Type", "text/html")], b"isi" * 500, NOON)
    return folder / pointer.file, pointer


def test_a_torn_record_is_not_read_in_part(tmp_path: Path) -> None:
    path, pointer = _write_one(tmp_path)
    for length in (pointer.offset + 5, pointer.offset + 60, pointer.offset + 250):
        path.write_bytes(path.read_bytes()[:length])
        with pytest.raises(StorageError, match=r"contoh.*offset"):
            read_response(tmp_path, pointer)


def _is_whole(path: Path, pointer: Pointer) -> bool:
    """Whether the record is read with all its body; anything between that and a StorageError fails."""
    try:
        assert read_response(path.parent, Pointer(path.name, pointer.offset)).body == b"isi" * 500
    except StorageError:
        return False
    return True


def test_a_record_cut_anywhere_is_refused_or_read_whole(tmp_path: Path) -> None:
    path, pointer = _write_one(tmp_path)
    content = path.read_bytes()
    is_whole = []
    for length in range(pointer.offset, len(content) + 1):
        path.write_bytes(content[:length])
        is_whole.append(_is_whole(path, pointer))
    assert is_whole == sorted(is_whole)
    assert not is_whole[100]
    assert is_whole[-1]


def test_an_offset_between_records_is_refused(tmp_path: Path) -> None:
    path, pointer = _write_one(tmp_path)
    for offset in (*range(pointer.offset + 1, path.stat().st_size), 10**9):
        with pytest.raises(StorageError, match="offset"):
            read_response(tmp_path, Pointer(pointer.file, offset))
