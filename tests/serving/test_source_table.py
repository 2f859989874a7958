"""docs/sources.md shows the registry as it is, and nothing but real outlets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.catalogue import Catalogue
from serving.source_table import COLUMNS, COMMAND, make_source_table

REPOSITORY = Path(__file__).parents[2]
PAGE = REPOSITORY / "docs" / "sources.md"

SMALL = {
    "platforms/wordpress.yml": "name: WordPress\n",
    "platforms/portal.yml": "name: Portal\n",
    "lampung/province.yml": (
        'slug: lampung\nname: Lampung\nkemendagri_code: "18"\nbps_code: "18"\ncapital: Bandar Lampung\n'
        "timezone: Asia/Jakarta\naliases: [Lampung]\nactors: [Pemprov Lampung]\n"
    ),
    "lampung/regencies/pringsewu.yml": (
        'name: Pringsewu\nkind: kabupaten\nkemendagri_code: "18.10"\nbps_code: "1810"\ncapital: Pringsewu\ndistricts:\n'
        '  - {code: "18.10.01", name: Pringsewu, villages: [{code: "18.10.01.1001", name: Utara, kind: kelurahan}]}\n'
    ),
    "lampung/sources/kabar_contoh.yml": (
        "name: Kabar Contoh\nowner: press\nhomepage: https://kabarcontoh.test\nplatform: wordpress\nrights: excerpt\n"
        "regencies: [pringsewu]\nverified: 2026-11-02\nexpect: {articles_per_week: {min: 1, max: 9}}\ndiscover:\n"
        '  - {spider: wordpress, url: "https://kabarcontoh.test/wp-json/wp/v2/posts"}\n'
        '  - {spider: feed, url: "https://kabarcontoh.test/feed/"}\n'
    ),
    "lampung/sources/pemkab_contoh.yml": (
        "name: Pemkab Contoh\nowner: government\nhomepage: https://pemkabcontoh.test\nplatform: portal\n"
        "enabled: false\nreason: |-\n  No page is seen |\n  probe the front page.\n"
        "expect: {articles_per_week: {min: 0, max: 9}}\ndiscover:\n"
        '  - {spider: listing, url: "https://pemkabcontoh.test/", max_pages: 1}\n'
    ),
    "lampung/sources/contoh_khayal.yml": (
        "name: Contoh Khayal\nowner: press\nhomepage: https://khayal.example\nplatform: wordpress\n"
        "expect: {articles_per_week: {min: 0, max: 9}}\n"
        'discover: [{spider: feed, url: "https://khayal.example/feed/"}]\n'
    ),
}


@pytest.fixture
def lines(tmp_path: Path) -> list[str]:
    """The page of a province with one enabled source, one that is not, and a fictional one."""
    for name, text in SMALL.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return make_source_table(Catalogue("lampung", root=tmp_path, samples=None)).splitlines()


def test_the_page_in_docs_is_the_one_the_registry_gives() -> None:
    shown = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    is_same = shown == make_source_table(Catalogue("bangka_belitung", samples=None))
    assert is_same, f"docs/sources.md lags behind the files of the sources; run: {COMMAND}"


def test_the_command_writes_the_page() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PANTAU_PROVINCE"}
    module = COMMAND.split()[2]
    done = subprocess.run(
        [sys.executable, "-m", module], cwd=REPOSITORY, env=environment, capture_output=True, check=True, timeout=120
    )
    assert done.stdout.decode() == make_source_table(Catalogue("bangka_belitung", samples=None))


def test_sample_outlets_change_nothing() -> None:
    assert make_source_table(Catalogue("bangka_belitung")) == make_source_table(
        Catalogue("bangka_belitung", samples=None)
    )


def test_every_real_source_has_one_row() -> None:
    catalogue = Catalogue("bangka_belitung", samples=None)
    rows = [line for line in make_source_table(catalogue).splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == sorted(catalogue.sources)
    assert {row.replace("\\|", "").count("|") for row in rows} == {len(COLUMNS) + 1}


def test_the_registry_covers_at_least_58_outlets_of_all_owners() -> None:
    sources = Catalogue("bangka_belitung", samples=None).sources.values()
    assert len(list(sources)) >= 58
    assert {source.owner for source in sources} == {"press", "government", "community"}


def test_a_row_tells_rights_regencies_and_the_order_of_the_channels(lines: list[str]) -> None:
    assert (
        "| `kabar_contoh` | [Kabar Contoh](https://kabarcontoh.test/) | press | wordpress | wordpress, feed | excerpt"
        " | pringsewu | yes | 2026-11-02 |"
    ) in lines


def test_a_source_that_is_not_enabled_says_why_in_one_line(lines: list[str]) -> None:
    assert (
        "| `pemkab_contoh` | [Pemkab Contoh](https://pemkabcontoh.test/) | government | portal | listing | fulltext"
        r" | whole province | no: No page is seen \| probe the front page. | never |"
    ) in lines


def test_the_head_counts_sources_by_owner_and_platform(lines: list[str]) -> None:
    assert lines[0] == "# Sources of Lampung"
    assert any(line.startswith("2 sources: 1 are asked every night, 1 are not and say why, 1 were") for line in lines)
    assert {"| government | 1 | 0 |", "| press | 1 | 1 |", "| portal | 1 | 0 |", "| wordpress | 1 | 1 |"} <= set(lines)


def test_fictional_outlets_are_in_no_row(lines: list[str]) -> None:
    assert [line for line in lines if "khayal" in line] == []
