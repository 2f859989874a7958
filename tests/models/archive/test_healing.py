import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

from models.archive import ArchiveWriter, heal, index_archive, read_response
from models.archive.records import Pointer

ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 11, 15, 5, 0, tzinfo=UTC)
WRITER = """
    import sys, time
    from datetime import UTC, datetime
    from pathlib import Path
    from models.archive import ArchiveWriter
    archive = ArchiveWriter(Path(sys.argv[1]), "contoh")
    for n in range(3):
        pointer = archive.write_response(f"https://contoh.id/{n}", 200, [], b"isi" * 99, datetime.now(UTC))
        print(pointer.file, pointer.offset, flush=True)
    archive.flush()
    print("siap", flush=True)
    time.sleep(60)
"""


def _kill_a_writer(folder: Path) -> list[Pointer]:
    """A writer of three records, killed without warning."""
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WRITER), str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with child:
        assert child.stdout is not None
        lines = [child.stdout.readline().split() for _ in range(4)]
        os.kill(child.pid, signal.SIGKILL)
    return [Pointer(file, int(offset)) for file, offset in lines[:3]]


def _open_file(folder: Path) -> Path:
    (path,) = folder.rglob("*.open")
    return path


def test_files_of_killed_writers_are_closed_whole(tmp_path: Path) -> None:
    pointers = _kill_a_writer(tmp_path)
    before = _open_file(tmp_path).read_bytes()
    (healed,) = heal(tmp_path)
    assert healed == tmp_path / pointers[0].file
    assert healed.read_bytes() == before
    assert [read_response(tmp_path, pointer).url[-1] for pointer in pointers] == ["0", "1", "2"]
    assert heal(tmp_path) == []


def test_a_torn_last_record_is_cut_off(tmp_path: Path) -> None:
    pointers = _kill_a_writer(tmp_path)
    path = _open_file(tmp_path)
    path.write_bytes(path.read_bytes()[: pointers[2].offset + 100])
    (healed,) = heal(tmp_path)
    assert healed.stat().st_size == pointers[2].offset
    assert read_response(tmp_path, pointers[1]).status == 200
    assert index_archive(healed).truncated_at is None


def test_a_file_without_a_whole_record_is_removed(tmp_path: Path) -> None:
    _kill_a_writer(tmp_path)
    path = _open_file(tmp_path)
    path.write_bytes(path.read_bytes()[:40])
    assert heal(tmp_path) == []
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_files_being_written_are_left_alone(tmp_path: Path) -> None:
    archive = ArchiveWriter(tmp_path, "contoh")
    pointer = archive.write_response("https://contoh.id/satu", 200, [], b"isi", NOON)
    assert heal(tmp_path) == []
    assert _open_file(tmp_path).exists()
    archive.close()
    assert read_response(tmp_path, pointer).body == b"isi"


def test_files_that_never_got_a_record_are_removed(tmp_path: Path) -> None:
    fresh, stale = tmp_path / "a.warc.gz.new", tmp_path / "b.warc.gz.new"
    for path in (fresh, stale):
        path.touch()
    os.utime(stale, (0, 0))
    assert heal(tmp_path) == []
    assert (fresh.exists(), stale.exists()) == (True, False)


def test_an_archive_that_is_not_there_needs_no_healing(tmp_path: Path) -> None:
    assert heal(tmp_path / "belum") == []
