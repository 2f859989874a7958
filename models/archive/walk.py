"""The records of one WARC file, compressed or not, whole or damaged, with their offsets. No meaning is given to them.

warcio's own iterator ends silently at a torn record and hides what follows it; this one says where and goes on.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

GZIP_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 16
_PREFIX = 1 << 18
"""How much of a record is looked at: its headers and HTTP headers, and all of a failure."""
_BLANK = re.compile(rb"(?:\r?\n)*")
_BETWEEN_RECORDS = 4
"""Two line ends follow every record."""


class Walked(NamedTuple):
    """One stretch of a file. `record` is warcio's record with as much of its content as `_PREFIX`; None = damaged."""

    offset: int
    end: int
    record: Any | None
    is_alone: bool = True
    """False where one gzip member holds more than this record: then it cannot be found by an offset."""


def walk(path: Path) -> Iterator[Walked]:
    """Every record of a file in order; damaged stretches come with `record` None."""
    with path.open("rb") as stream:
        is_gzip = stream.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        yield from _walk(stream, path.stat().st_size, is_gzip)


def _walk(stream: BinaryIO, size: int, is_gzip: bool) -> Iterator[Walked]:
    offset = 0
    while offset < size:
        found = _read_member(stream, offset) if is_gzip else _read_plain(stream, offset, size)
        if found is None or found.record is None:
            end = _find_next(stream, offset + 1, GZIP_MAGIC if is_gzip else b"\nWARC/1.", size)
            found = Walked(offset, end, None)
        yield found
        offset = found.end


def _read_member(stream: BinaryIO, offset: int) -> Walked | None:
    """The record in the gzip member at `offset`; None if the member is not whole or holds none."""
    stream.seek(offset)
    decompressor = zlib.decompressobj(16 + zlib.MAX_WBITS)
    prefix, length = b"", 0
    try:
        while not decompressor.eof:
            chunk = stream.read(_CHUNK)
            if not chunk:
                return None
            piece = decompressor.decompress(chunk)
            length += len(piece)
            prefix += piece[: _PREFIX - len(prefix)]
    except zlib.error:
        return None
    record, content_start = _parse(prefix)
    end = stream.tell() - len(decompressor.unused_data)
    if record is None:
        return Walked(offset, end, None)
    is_alone = length <= content_start + (_content_length(record) or 0) + _BETWEEN_RECORDS
    return Walked(offset, end, record, is_alone)


def _read_plain(stream: BinaryIO, offset: int, size: int) -> Walked | None:
    stream.seek(offset)
    prefix = stream.read(_PREFIX)
    blank = _count_blank(prefix)
    if blank == len(prefix):
        return Walked(offset, size, None)
    record, content_start = _parse(prefix[blank:])
    length = _content_length(record) if record else None
    if length is None or offset + blank + content_start + length > size:
        return None
    end = offset + blank + content_start + length
    stream.seek(end)
    return Walked(offset + blank, end + _count_blank(stream.read(_BETWEEN_RECORDS)), record)


def _count_blank(text: bytes) -> int:
    """Length of the line ends at the start of `text`."""
    found = _BLANK.match(text)
    return found.end() if found else 0


def _parse(prefix: bytes) -> tuple[Any | None, int]:
    """The record at the start of `prefix` and where its content (after the WARC headers) starts."""
    header_end = prefix.find(b"\r\n\r\n")
    if header_end < 0:
        return None, 0
    try:
        return ArcWarcRecordLoader().parse_record_stream(BytesIO(prefix)), header_end + 4
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, AttributeError):
        return None, 0


def _content_length(record: Any) -> int | None:
    text = record.rec_headers.get_header("Content-Length")
    return int(text) if text and text.isdecimal() else None


def _find_next(stream: BinaryIO, start: int, mark: bytes, size: int) -> int:
    """Offset of the next place that looks like the start of a record; the end of the file if there is none."""
    stream.seek(start)
    tail, position = b"", start
    while chunk := stream.read(_CHUNK):
        found = (tail + chunk).find(mark)
        if found >= 0:
            return position - len(tail) + found + (mark[:1] == b"\n")
        tail = (tail + chunk)[-(len(mark) - 1) :]
        position += len(chunk)
    return size
