from pathlib import Path

import pytest

from models.errors import StorageError
from models.replacing import replace_file


def test_a_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "hasil.txt"
    path.write_text("lama")
    with replace_file(path) as part:
        part.write_text("baru")
        assert path.read_text() == "lama"
    assert path.read_text() == "baru"
    assert list(tmp_path.iterdir()) == [path]


def _break_off(path: Path) -> None:
    with replace_file(path) as part:
        part.write_text("separuh")
        raise ZeroDivisionError


def test_work_that_fails_leaves_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "hasil.txt"
    path.write_text("lama")
    with pytest.raises(ZeroDivisionError):
        _break_off(path)
    assert path.read_text() == "lama"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tidak" / "ada.txt"
    with pytest.raises(StorageError) as caught, replace_file(path) as part:
        part.write_text("baru")
    assert str(caught.value) == f"{path}: cannot be written: No such file or directory"
