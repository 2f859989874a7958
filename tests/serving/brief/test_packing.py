from __future__ import annotations

import io
from datetime import UTC, datetime
from zipfile import ZipFile

from serving.brief.packing import repack

MADE_AT = datetime(2026, 11, 15, 18, 55, tzinfo=UTC)


def make_archive(year: int) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("isi.xml", "<a/>")
        stamp = f"{year}-01-01T00:00:00Z"
        archive.writestr("docProps/core.xml", f'<p><dcterms:modified a="b">{stamp}</dcterms:modified></p>')
    return packed.getvalue()


def test_the_same_content_gives_the_same_bytes_whenever_it_was_made() -> None:
    assert make_archive(2024) != make_archive(2025)
    assert repack(make_archive(2024), MADE_AT) == repack(make_archive(2025), MADE_AT)


def test_the_content_stays() -> None:
    with ZipFile(io.BytesIO(repack(make_archive(2024), MADE_AT))) as archive:
        assert archive.namelist() == ["isi.xml", "docProps/core.xml"]
        assert archive.read("isi.xml") == b"<a/>"
        assert b">2026-11-15T18:55:00Z<" in archive.read("docProps/core.xml")
