"""Wrong files of facts are refused by file, field and value; right ones come back frozen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.errors import CatalogError
from models.facts import Strict, load_facts, load_folder, load_optional


class Harbour(Strict):
    id: str
    name: str
    depth_metres: int = 5
    opened_on: dt.date | None = None


def write(folder: Path, text: str, name: str = "sadai.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(CatalogError) as caught:
        load_facts(path, Harbour, id=path.stem)
    message = str(caught.value)
    assert str(path) in message
    return message


def test_reads_a_file_and_takes_the_id_from_its_name(tmp_path: Path) -> None:
    path = write(tmp_path, "name: Pelabuhan Sadai\nopened_on: 2016-03-22\n")

    harbour = load_facts(path, Harbour, id=path.stem)

    assert harbour == Harbour(id="sadai", name="Pelabuhan Sadai", opened_on=dt.date(2016, 3, 22))


def test_loaded_facts_cannot_be_changed(tmp_path: Path) -> None:
    harbour = load_facts(write(tmp_path, "name: Sadai\n"), Harbour, id="sadai")

    with pytest.raises(ValidationError, match="frozen"):
        harbour.name = "Kobe"


def test_refuses_an_unknown_key_by_name(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, "name: Sadai\ndeph_metres: 7\n"))

    assert "deph_metres" in message
    assert "7" in message


def test_refuses_a_wrong_type_by_field_and_value(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, "name: Sadai\ndepth_metres: deep\n"))

    assert "field depth_metres" in message
    assert "'deep'" in message


def test_shows_a_number_where_text_was_expected_as_a_number(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, "name: 19.10\n"))

    assert "field name" in message
    assert "(value: 19.1)" in message


def test_names_every_wrong_field_of_a_file(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, "depth_metres: deep\nopened_on: yesterday\n"))

    assert all(field in message for field in ("field name", "field depth_metres", "field opened_on"))


def test_cuts_a_long_wrong_value(tmp_path: Path) -> None:
    assert len(refusal(write(tmp_path, f"name: Sadai\ndepth_metres: {'deep ' * 200}\n"))) < 400


def test_refuses_a_doubled_key_with_its_line(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, "name: Sadai\ndepth_metres: 5\nname: Kobe\n"))

    assert "'name' stands twice" in message
    assert "line 1" in message


def test_refuses_a_doubled_key_inside_a_nested_mapping(tmp_path: Path) -> None:
    assert "'max' stands twice" in refusal(write(tmp_path, "name: Sadai\nexpect: {max: 1, max: 2}\n"))


def test_refuses_what_is_no_yaml(tmp_path: Path) -> None:
    assert "no valid YAML" in refusal(write(tmp_path, "name: [Sadai\n"))


def test_refuses_a_python_object_tag(tmp_path: Path) -> None:
    assert "no valid YAML" in refusal(write(tmp_path, "name: !!python/object/apply:os.getcwd []\n"))


def test_refuses_bytes_that_are_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "sadai.yml"
    path.write_bytes("name: Pelabuhan Sadai – dermaga\n".encode("cp1252"))

    assert "utf-8" in refusal(path).lower()


@pytest.mark.parametrize(
    ("text", "found"),
    [("", "NoneType"), ("- Sadai\n", "list"), ("Sadai\n", "str"), ("# only a comment\n", "NoneType")],
)
def test_refuses_a_file_that_is_no_mapping(tmp_path: Path, text: str, found: str) -> None:
    message = refusal(write(tmp_path, text))

    assert "expected a mapping" in message
    assert found in message


def test_refuses_a_field_that_the_place_of_the_file_gives(tmp_path: Path) -> None:
    assert "field id" in refusal(write(tmp_path, "id: kobe\nname: Sadai\n"))


def test_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "sadai.yml")


def test_loads_a_folder_in_the_order_of_its_names(tmp_path: Path) -> None:
    write(tmp_path, "name: Tanjung Kalian\n", "tanjung_kalian.yml")
    write(tmp_path, "name: Sadai\n", "sadai.yml")

    loaded = load_folder(tmp_path, Harbour)

    assert list(loaded) == ["sadai", "tanjung_kalian"]
    assert loaded["sadai"].id == "sadai"


def test_a_folder_reads_only_files_that_end_in_yml(tmp_path: Path) -> None:
    write(tmp_path, "name: Sadai\n", "sadai.yml")
    write(tmp_path, "no facts at all", "README.md")

    assert list(load_folder(tmp_path, Harbour)) == ["sadai"]


def test_refuses_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=rf"{tmp_path}: holds no \.yml file"):
        load_folder(tmp_path, Harbour)


def test_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"holds no \.yml file"):
        load_folder(tmp_path / "harbours", Harbour)


def test_one_wrong_file_fails_its_whole_folder(tmp_path: Path) -> None:
    write(tmp_path, "name: Sadai\n", "sadai.yml")
    wrong = write(tmp_path, "nama: Kobe\n", "kobe.yml")

    with pytest.raises(CatalogError, match=str(wrong)):
        load_folder(tmp_path, Harbour)


class Tides(Strict):
    metres: int = 2


def test_a_file_that_need_not_be_there_says_what_the_schema_says(tmp_path: Path) -> None:
    assert load_optional(tmp_path / "pasang.yml", Tides) == Tides()
    assert load_optional(write(tmp_path, "metres: 3", "pasang.yml"), Tides).metres == 3
