from datetime import UTC, datetime
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator

from models.archive import Original, RecordWriter, payload_digest
from models.clock import now


def test_records_go_into_any_stream() -> None:
    stream = BytesIO()
    writer = RecordWriter(stream)
    assert writer.write_info("contoh.warc.gz", {"software": "uji"}) == 0
    offset, digest = writer.write_response("https://contoh.id/satu", 200, [], b"isi", now())
    failed = writer.write_failure("https://contoh.id/dua", "DownloadTimeoutError", "lama", now())
    assert 0 < offset < failed
    assert digest == payload_digest(b"isi")
    stream.seek(0)
    kinds = [record.rec_type for record in ArchiveIterator(stream, check_digests="raise")]
    assert kinds == ["warcinfo", "response", "request", "metadata"]


def test_not_modified_is_a_revisit_of_what_was_sent_before() -> None:
    stream = BytesIO()
    writer = RecordWriter(stream)
    url, before = "https://contoh.id/feed/", datetime(2026, 11, 14, 5, 0, tzinfo=UTC)
    writer.write_response(url, 200, [("ETag", '"7"')], b"isi", before)
    headers = [("ETag", '"7"'), ("Content-Length", "999"), ("Connection", "close")]
    sent = [("If-None-Match", '"7"')]
    writer.write_not_modified(url, headers, now(), Original(url, before), request_headers=sent)
    stream.seek(0)
    records = list(ArchiveIterator(stream, check_digests="raise"))
    assert [record.rec_type for record in records] == ["response", "request", "revisit", "request"]
    said = records[2].rec_headers.get_header
    assert said("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert (said("WARC-Refers-To-Target-URI"), said("WARC-Refers-To-Date")) == (url, "2026-11-14T05:00:00.000000Z")
    assert records[2].http_headers.get_statuscode() == "304"
    assert records[2].http_headers.headers == [("ETag", '"7"')]
    assert records[3].http_headers.get_header("If-None-Match") == '"7"'


def test_digest_is_written_as_warc_writes_it() -> None:
    assert payload_digest(b"") == "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
