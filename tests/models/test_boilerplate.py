from __future__ import annotations

from pathlib import Path

import pytest

from models.boilerplate import Boilerplate, load_boilerplate
from models.catalogue import PROVINCES_DIR
from models.errors import CatalogError

ENTRY = {"id": "iklan", "regex": "^iklan$", "scope": "paragraph", "removes": ["Iklan"], "keeps": ["Iklan layanan"]}


def write(folder: Path, text: str) -> Path:
    (folder / "national").mkdir()
    (folder / "national" / "boilerplate.yml").write_text(text, encoding="utf-8")
    return folder


def test_case_does_not_count() -> None:
    (entry,) = Boilerplate.model_validate({"entries": [ENTRY]}).entries
    assert entry.pattern.search("IKLAN")


def test_sorts_patterns_by_scope() -> None:
    found = Boilerplate.model_validate({"entries": [ENTRY, ENTRY | {"id": "akhir", "scope": "cut_after"}]})
    assert {scope: len(patterns) for scope, patterns in found.by_scope.items()} == {
        "paragraph": 1,
        "cut_after": 1,
        "list": 0,
        "inline": 0,
    }


def test_an_id_stands_once() -> None:
    with pytest.raises(ValueError, match="'iklan' stands twice"):
        Boilerplate.model_validate({"entries": [ENTRY, ENTRY]})


@pytest.mark.parametrize(
    ("field", "value"), [("regex", "("), ("scope", "page"), ("removes", []), ("keeps", []), ("id", "Ik lan")]
)
def test_refuses_a_wrong_entry(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=field):
        Boilerplate.model_validate({"entries": [ENTRY | {field: value}]})


def test_an_error_names_the_file(tmp_path: Path) -> None:
    root = write(tmp_path, "entries: []\n")
    with pytest.raises(CatalogError, match=r"boilerplate\.yml: field entries"):
        load_boilerplate(root)


def test_the_national_file_is_read_once() -> None:
    assert load_boilerplate(PROVINCES_DIR) is load_boilerplate(PROVINCES_DIR)


def test_what_is_removed_may_tell_something_of_the_article() -> None:
    found = Boilerplate.model_validate({"entries": [ENTRY, ENTRY | {"id": "foto", "tells": "caption"}]})
    assert found.told_by(ENTRY["removes"][0]) == "caption"
    assert found.told_by(ENTRY["keeps"][0]) is None
    assert Boilerplate.model_validate({"entries": [ENTRY]}).told_by(ENTRY["removes"][0]) is None
