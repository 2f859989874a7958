from io import BytesIO

from warcio.archiveiterator import ArchiveIterator

from models.archive import RecordWriter, payload_digest
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


def test_digest_is_written_as_warc_writes_it() -> None:
    assert payload_digest(b"") == "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
