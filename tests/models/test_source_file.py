"""Files of sources: written so that they load, edited so that nothing else changes."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.catalogue import PROVINCES_DIR
from models.errors import CatalogError
from models.facts import load_facts
from models.source_file import SourceFacts, make_source_id, make_source_text, record_verified
from models.sources import Source

DAY = dt.date(2026, 11, 15)
FILES = sorted((PROVINCES_DIR / "bangka_belitung" / "sources").glob("*.yml"))


def make_source(**values: Any) -> Source:
    facts = {
        "id": "kabar_uji",
        "name": "Kabar Uji",
        "owner": "press",
        "homepage": "https://uji.id",
        "platform": "wordpress",
        "discover": [
            {"spider": "wordpress", "url": "https://uji.id/wp-json/wp/v2/posts"},
            {"spider": "listing", "url": "https://uji.id/berita?page={page}", "first_page": 0, "include": r"^https://uji\.id/berita/"},
        ],
        "expect": {"articles_per_week": {"min": 2, "max": 35}},
    }  # fmt: skip
    return Source.model_validate(facts | values)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"name": 'Kabar: "Uji" & Kawan\'s #1', "hosts": ["lama.uji.id"], "regencies": ["bangka-tengah"]},
        {"name": "Yes", "rights": "headline", "owner": "government"},
        {"name": "2045", "homepage": "http://uji.id:8080/"},
    ],
)
def test_what_is_written_loads_as_what_was_meant(tmp_path: Path, values: dict[str, Any]) -> None:
    source = make_source(**values)
    path = tmp_path / "kabar_uji.yml"
    path.write_text(make_source_text(SourceFacts(source, 10, DAY), ["Satu.", "kata " * 60]), encoding="utf-8")
    assert load_facts(path, Source, id="kabar_uji") == source.model_copy(update={"verified": DAY})
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Satu."
    assert max(map(len, lines)) <= 120
    assert [line for line in lines if "#" in line][-1].endswith("# about 10 a week when added")


def test_a_file_without_dates_says_that_its_expectation_is_a_guess() -> None:
    text = make_source_text(SourceFacts(make_source()), [])
    assert "# a guess" in text
    assert text.endswith("verified: null\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_one_line_of_a_shipped_file_changes(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    after = record_verified(before, DAY, path.name)
    changed = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert len(changed) <= 1
    assert re.findall(r"#.*", after) == re.findall(r"#.*", before)
    assert yaml.safe_load(after)["verified"] == DAY


def test_a_comment_beside_the_date_stays_and_a_missing_line_is_added() -> None:
    assert record_verified("name: A\nverified: null  # nanti\n", DAY, "a.yml") == (
        "name: A\nverified: 2026-11-15  # nanti\n"
    )
    assert record_verified("name: A\nverified: 2025-01-02\nowner: press", DAY, "a.yml") == (
        "name: A\nverified: 2026-11-15\nowner: press"
    )
    assert record_verified("name: A", DAY, "a.yml") == "name: A\nverified: 2026-11-15\n"


@pytest.mark.parametrize(
    "text", ["- daftar\n", "{name: A, verified: null}\n", "name: [A\n", "reason: |\n  a\n  verified: x"]
)
def test_a_file_that_cannot_be_edited_safely_is_named(text: str) -> None:
    with pytest.raises(CatalogError, match=r"a\.yml"):
        record_verified(text, DAY, "a.yml")


@pytest.mark.parametrize(
    ("name", "host", "source_id"),
    [
        ("Kabar Bangka", "kabarbangka.com", "kabar_bangka"),
        ("Dinas Komunikasi dan Informatika Kabupaten Uji", "uji.go.id", "dinas_komunikasi_dan_informatika"),
        ("Café Berita 24", "x.id", "cafe_berita_24"),
        ("新闻", "www.warta-uji.id", "warta_uji"),
    ],
)
def test_an_id_is_made_of_the_first_words_of_a_name(name: str, host: str, source_id: str) -> None:
    assert make_source_id(name, host) == source_id
