import shutil

import pytest

from models.catalogue import PROVINCES_DIR


@pytest.fixture
def copied(tmp_path):
    """The package `provinces` in a folder of this test's own, to be spoilt."""
    shutil.copytree(PROVINCES_DIR, tmp_path / "copy" / "provinces")
    return tmp_path / "copy"


def test_every_source_is_listed_with_what_its_file_says(call_pantau, real_catalogue):
    done = call_pantau("sources", "list", "--json")
    assert done.code == 0
    found = {source["id"]: source for source in done.json}
    assert list(found) == list(real_catalogue.sources)
    assert found["laskar_warta"]["is_sample"] is True
    assert found["antara_babel"]["is_sample"] is False
    assert found["laskar_warta"]["discover"][0]["spider"] == "wordpress"
    assert found["antara_babel"].keys() >= {
        "name",
        "homepage",
        "platform",
        "regencies",
        "rights",
        "enabled",
        "verified",
    }


def test_the_list_for_people_counts_its_rows(call_pantau, real_catalogue):
    lines = call_pantau("sources", "list").stdout.splitlines()
    assert lines[0].strip() == f"{len(real_catalogue.sources)} sources"
    (line,) = [line for line in lines if line.split()[:1] == ["laskar_warta"]]
    assert line.split()[3:5] == ["wordpress", "wordpress,"]
    assert "fulltext" in line


def test_the_list_needs_no_database(call_pantau):
    assert call_pantau("sources", "list", DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing").code == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("sources/antara_babel.yml", "rights: headline", "rights: semuanya", ["field rights", "'semuanya'"]),
        ("sources/antara_babel.yml", "platform: antara", "platfrom: antara", ["platfrom"]),
        ("sources/antara_babel.yml", "platform: antara", "platform: antarra", ["field platform", "'antarra'"]),
        ("sources/antara_babel.yml", "owner: press", "owner: [press", ["line"]),
    ],
)
def test_a_wrong_file_is_named_with_its_field_and_value(installation, copied, file, old, new, said):
    path = copied / "provinces" / "bangka_belitung" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    repository = installation.environment["PYTHONPATH"]
    done = installation.run("sources", "list", PYTHONPATH=f"{copied}:{repository}")
    assert (done.code, done.stdout) == (1, "")
    assert done.stderr.startswith("pantau: ")
    assert "Traceback" not in done.stderr
    assert [part for part in [file, *said] if part not in done.stderr] == []
