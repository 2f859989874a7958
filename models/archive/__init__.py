"""The archive: every byte as it came over the wire, in WARC 1.1 files, one per source and crawl.

records: what is written · writer: files and their life · reader: one response back · walk: records of any file,
damaged ones too · healing: files of dead writers · index: which answer a replayed request gets.
Nothing here reads a page (`pipelines`) or asks a server (`spiders`).
"""

from models.archive.healing import heal
from models.archive.index import ArchiveIndex, Entry, index_archive
from models.archive.reader import ArchivedResponse, RawRecord, find_file, read_record, read_response
from models.archive.records import Original, Pointer, RecordWriter, payload_digest
from models.archive.writer import ArchiveWriter

__all__ = [
    "ArchiveIndex",
    "ArchiveWriter",
    "ArchivedResponse",
    "Entry",
    "Original",
    "Pointer",
    "RawRecord",
    "RecordWriter",
    "find_file",
    "heal",
    "index_archive",
    "payload_digest",
    "read_record",
    "read_response",
]
