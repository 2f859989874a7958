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


@pytest.fixture
def pantau_in(installation, copied):
    """Run `pantau sources` on a checkout of this test's own, without pauses."""
    (copied / "tests").mkdir()

    def run(*arguments):
        paths = f"{copied}:{installation.environment['PYTHONPATH']}"
        return installation.run("sources", *arguments, PYTHONPATH=paths, PANTAU_DELAY_SECONDS="0")

    return run


def test_add_probe_and_freeze_work_on_one_site(pantau_in, copied, wordpress_site):
    added = pantau_in("add", wordpress_site.origin, "--regency", "bangka-tengah")
    assert (added.code, added.stderr) == (0, "")
    path = copied / "provinces" / "bangka_belitung" / "sources" / "kabar_uji.yml"
    assert added.stdout.startswith(f"{path} written; look it over\n")
    assert "Jembatan Gantung Dibuka" in added.stdout
    frozen = copied / "tests" / "fixtures" / "pages" / "sources" / "kabar_uji"
    assert [found.name for found in sorted(frozen.iterdir())] == [
        "jembatan-gantung-9-dibuka.html",
        "jembatan-gantung-9-dibuka.json",
    ]
    path.write_text(path.read_text(encoding="utf-8").replace("verified: ", "verified: null  # "), encoding="utf-8")
    probed = pantau_in("probe", "kabar_uji", "--json", "--no-record")
    assert (probed.code, probed.json[0]["recorded"], probed.json[0]["went_well"]) == (0, False, True)
    assert "verified: null  # " in path.read_text(encoding="utf-8")
    assert pantau_in("probe", "kabar_uji").code == 0
    assert "verified: null" not in path.read_text(encoding="utf-8")
    again = pantau_in("freeze", "kabar_uji", "--into", copied / "lain")
    assert again.stdout.startswith(f"{copied / 'lain' / 'jembatan-gantung-9-dibuka.html'} frozen; correct ")


def test_a_probe_of_which_nothing_went_well_has_failed(pantau_in, copied, web_site):
    web_site.set("/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
    facts = (
        f"name: Uji\nowner: press\nhomepage: {web_site.origin}\nplatform: generic\n"
        f'discover: [{{spider: feed, url: "{web_site.origin}/feed/"}}]\n'
        "expect: {articles_per_week: {min: 0, max: 9}}\n"
    )
    path = copied / "provinces" / "bangka_belitung" / "sources" / "uji.yml"
    path.write_text(facts, encoding="utf-8")
    done = pantau_in("probe", "uji")
    assert done.code == 1
    assert "denied_by_robots" in done.stdout
    assert done.stderr == "pantau: no source gave an article that could be read with its date\n"
    assert path.read_text(encoding="utf-8") == facts


def test_a_site_that_is_down_is_one_sentence(pantau_in):
    done = pantau_in("add", "http://127.0.0.1:1")
    assert (done.code, done.stdout) == (1, "")
    assert done.stderr == "pantau: http://127.0.0.1:1: refused the connection\n"


def test_pages_are_not_frozen_outside_a_checkout(pantau_in, copied):
    (copied / "tests").rmdir()
    done = pantau_in("freeze", "laspela")
    assert (done.code, done.stdout) == (2, "")
    assert "say where with --into" in done.stderr


@pytest.mark.parametrize("arguments", [("probe", "tidak_ada"), ("freeze", "tidak_ada"), ("probe", "laskar_warta")])
def test_unknown_and_sample_sources_are_wrong_usage(call_pantau, arguments):
    done = call_pantau("sources", *arguments)
    assert (done.code, done.stdout) == (2, "")
    assert arguments[1] in done.stderr
