from datetime import UTC, datetime
from pathlib import Path

from models.archive import ArchiveWriter
from models.archive.walk import walk

NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)


def test_walk_covers_every_byte_of_a_file(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "contoh") as archive:
        for n in range(3):
            archive.write_response(f"https://contoh.id/{n}", 200, [], b"isi", NOON)
    (path,) = tmp_path.rglob("*.warc.gz")
    steps = list(walk(path))
    assert len(steps) == 7
    assert [step.end for step in steps[:-1]] == [step.offset for step in steps[1:]]
    assert steps[-1].end == path.stat().st_size
    assert all(step.record is not None and step.is_alone for step in steps)


def test_walk_names_the_damaged_stretch(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "contoh") as archive:
        pointers = [
            archive.write_response(f"https://contoh.id/{n}", 200, [], bytes(range(256)) * 30, NOON) for n in range(3)
        ]
    (path,) = tmp_path.rglob("*.warc.gz")
    damaged = bytearray(path.read_bytes())
    middle = pointers[1].offset + 300
    damaged[middle : middle + 40] = b"\0" * 40
    path.write_bytes(damaged)
    steps = list(walk(path))
    assert [step.offset for step in steps if step.record is None] == [pointers[1].offset]
    assert pointers[2].offset in [step.offset for step in steps if step.record is not None]
