from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.errors import StorageError
from models.shapes import Reading
from models.staging import StagedReadings
from models.store.documents import UnreadPage, make_read, make_refused

NOON = datetime(2026, 11, 15, 5, tzinfo=UTC)
ROW = make_read(
    1,
    "contoh.id/a",
    Reading("https://contoh.id/a", "Judul “é”", "Isi.", published_at=NOON, origins={"title": "meta"}),
    3,
)


def page(page_id: int, offset: int = 7) -> UnreadPage:
    return UnreadPage(
        page_id, "contoh", f"contoh.id/{page_id}", f"https://contoh.id/{page_id}", 1, "html", None, "text/html", NOON,
        "a.warc.gz", offset, {},
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "again" / "readings.jsonl"


def test_a_reading_comes_back_as_it_was(path: Path) -> None:
    with StagedReadings(path, "satu") as staged:
        staged.add([(page(1), ROW), (page(2), make_refused(2, "contoh.id/b", "a listing", 3))])
        assert staged.load(page(1)) == ROW
        refused = staged.load(page(2))
        assert refused is not None
        assert (refused["reason"], refused["published_at"]) == ("a listing", None)
        assert staged.load(page(3)) is None


def test_what_was_staged_is_there_for_the_next_run(path: Path) -> None:
    with StagedReadings(path, "satu") as staged:
        staged.add([(page(1), ROW)])
    with StagedReadings(path, "satu") as staged:
        assert page(1) in staged
        staged.add([(page(2), ROW)])
        assert [staged.load(page(number)) for number in (1, 2)] == [ROW, ROW]


def test_other_readers_begin_anew(path: Path) -> None:
    with StagedReadings(path, "satu") as staged:
        staged.add([(page(1), ROW)])
    with StagedReadings(path, "dua") as staged:
        assert page(1) not in staged
    with StagedReadings(path, "satu") as staged:
        assert page(1) not in staged


def test_the_same_number_of_another_database_is_another_page(path: Path) -> None:
    with StagedReadings(path, "satu") as staged:
        staged.add([(page(1), ROW)])
        assert page(1, offset=8) not in staged
        assert staged.load(page(1, offset=8)) is None


@pytest.mark.parametrize("torn", [b'{"page": 2, "ori', b'{"page": 2, "ori\n', b"\x00" * 40 + b"\n"])
def test_a_line_that_was_cut_off_is_dropped_and_written_anew(path: Path, torn: bytes) -> None:
    with StagedReadings(path, "satu") as staged:
        staged.add([(page(1), ROW)])
    with path.open("ab") as file:
        file.write(torn)
    with StagedReadings(path, "satu") as staged:
        assert page(2) not in staged
        staged.add([(page(2), ROW)])
    with StagedReadings(path, "satu") as staged:
        assert [staged.load(page(number)) for number in (1, 2)] == [ROW, ROW]
    assert all(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def test_published_readings_leave_no_file(path: Path) -> None:
    with StagedReadings(path, "satu") as staged:
        staged.add([(page(1), ROW)])
    staged.remove()
    staged.remove()
    assert not path.exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "again").write_text("bukan map", encoding="utf-8")
    staged = StagedReadings(tmp_path / "again" / "readings.jsonl", "satu")
    with pytest.raises(StorageError, match=r"readings\.jsonl: cannot be written"):
        staged.__enter__()
