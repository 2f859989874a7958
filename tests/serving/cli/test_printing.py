import json

import pytest

from models.errors import StorageError
from serving.cli.printing import WIDTH_WHEN_PIPED, open_lines, print_json, print_table, progress_bar


def test_json_in_a_pipe_is_one_line_of_readable_indonesian(capsys):
    print_json({"judul": "Desa “Pintar” é", "angka": [1, None]})
    out = capsys.readouterr().out
    assert out == '{"judul": "Desa “Pintar” é", "angka": [1, null]}\n'
    assert json.loads(out)["angka"] == [1, None]


def test_a_table_in_a_pipe_keeps_its_rows_whole_and_their_brackets(capsys):
    print_table("Sumber", ("id", "alasan", "n"), [("a", "[merah] gagal", 7), ("b" * 60, None, 10)], right=("n",))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].strip() == "Sumber"
    first, second = (line for line in lines if line.rstrip().endswith(("7", "10")))
    assert "[merah] gagal" in first
    assert second.split() == ["b" * 60, "10"]
    assert first.rstrip().rindex("7") == second.rstrip().rindex("0"), "numbers end at one place"
    assert max(map(len, lines)) <= WIDTH_WHEN_PIPED


def test_a_progress_bar_says_nothing_in_a_pipe(capsys):
    with progress_bar("baca") as progress:
        progress(1, 2)
        progress(2, 2)
    assert capsys.readouterr() == ("", "")


def test_lines_appear_as_a_file_when_they_are_complete(tmp_path):
    out = tmp_path / "baris.jsonl"
    out.write_text("lama", encoding="utf-8")
    with open_lines(out) as write:
        write({"judul": "“é”"})
        write({"judul": None})
        assert out.read_text(encoding="utf-8") == "lama"
    assert out.read_text(encoding="utf-8") == '{"judul": "“é”"}\n{"judul": null}\n'
    assert list(tmp_path.iterdir()) == [out]


def test_work_that_fails_leaves_the_older_file(tmp_path):
    out = tmp_path / "baris.jsonl"
    out.write_text("lama", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), open_lines(out):
        raise ZeroDivisionError
    assert out.read_text(encoding="utf-8") == "lama"
    assert list(tmp_path.iterdir()) == [out]


def test_no_file_asked_for_is_no_writer():
    with open_lines(None) as write:
        assert write is None


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with (
        pytest.raises(StorageError, match=r"ada\.jsonl: cannot be written"),
        open_lines(tmp_path / "tidak" / "ada.jsonl"),
    ):
        pass
