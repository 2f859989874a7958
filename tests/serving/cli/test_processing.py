import json

import pytest
from sqlalchemy import create_engine, text

TEXT = (
    "Pemerintah Kabupaten Belitung meluncurkan aplikasi layanan nomor {} sebagai bagian dari program smart city."
    " Warga cukup memakai ponsel untuk mengurus surat keterangan, kata kepala dinas."
)
STAGES = ["extract", "deduplicate", "tag", "stories", "embed"]


def ask(url, query):
    engine = create_engine(url)
    with engine.begin() as connection:
        found = connection.execute(text(query))
        rows = [tuple(row) for row in found] if found.returns_rows else []
    engine.dispose()
    return rows


@pytest.fixture
def url(call_pantau, installation, write_lines):
    """Database of an installation with eight imported articles, processed."""
    rows = [
        {"url": f"https://kabar.test/{n}", "title": f"Belitung luncurkan aplikasi {n}", "text": TEXT.format(n)}
        for n in range(8)
    ]
    assert call_pantau("import", write_lines(*rows)).code == 0
    return installation.url


@pytest.fixture
def emptied(url):
    """The same, with two pages that give no title any more: a reader refuses them."""
    ask(url, "UPDATE page SET kind = 'headline', hints = '{}' WHERE id IN (SELECT id FROM page ORDER BY id LIMIT 2)")
    return url


def test_every_stage_has_its_line(call_pantau, installation):
    done = call_pantau("process")
    assert (done.code, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == STAGES


def test_stages_are_told_as_json_and_differences_only_where_there_are_any(call_pantau, installation):
    done = call_pantau("process", "--json")
    assert [stage["stage"] for stage in done.json["stages"]] == STAGES
    assert list(done.json) == ["stages"]


def test_extracting_again_with_the_same_readers_finds_nothing(call_pantau, url):
    done = call_pantau("process", "--again", "extract")
    first, *stages = done.stdout.splitlines()
    assert (done.code, done.stderr) == (0, "")
    assert "0 are read otherwise" in first
    assert "none of 8 pages read before loses its body or date" in first
    assert [line.split()[0] for line in stages] == STAGES


def test_a_trial_shows_the_difference_and_leaves_it(call_pantau, url, tmp_path):
    ask(url, "UPDATE document SET title = 'Judul Lama' WHERE page_id = (SELECT min(page_id) FROM document)")
    out = tmp_path / "changes.jsonl"
    done = call_pantau("process", "--again", "extract", "--dry-run", "--out", out)
    assert (done.code, done.stderr) == (0, "")
    assert "1 are read otherwise" in done.stdout
    assert "title changed  https://kabar.test/0" in done.stdout
    assert "    - Judul Lama" in done.stdout
    assert done.stdout.splitlines()[-1] == "Dry run: nothing was published."
    (change,) = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert (change["field"], change["change"], change["before"]) == ("title", "changed", "Judul Lama")
    assert ask(url, "SELECT count(*) FROM document WHERE title = 'Judul Lama'") == [(1,)]


def test_a_reading_that_loses_too_much_ends_with_1_and_names_how_many_of_which_source(call_pantau, emptied):
    before = ask(emptied, "SELECT page_id, xmin::text FROM document")
    done = call_pantau("process", "--again", "extract", "--json")
    assert done.code == 1
    assert done.stderr == (
        "pantau: the new reading loses the body or the date of 2 of 8 pages read before (25.0 %, at most 2 % may be"
        " lost): import 2 of 8; nothing was published, --accept publishes it all the same\n"
    )
    assert (done.json["is_published"], done.json["lost"], done.json["now_refused"], done.json["stages"]) == (
        False, 2, 2, [],
    )  # fmt: skip
    assert ask(emptied, "SELECT page_id, xmin::text FROM document") == before


def test_a_trial_of_such_a_reading_says_that_it_would_be_held_back(call_pantau, emptied):
    done = call_pantau("process", "--again", "extract", "--dry-run")
    assert done.code == 0
    assert "refused: " in done.stdout
    assert done.stdout.splitlines()[-1] == "Dry run: nothing was published, and nothing would be without --accept."


def test_it_is_published_once_it_is_accepted(call_pantau, emptied):
    ids = dict(ask(emptied, "SELECT key, id FROM article"))
    done = call_pantau("process", "--again", "extract", "--accept", "--json")
    assert (done.code, done.stderr) == (0, "")
    assert (done.json["is_published"], done.json["written"]) == (True, 2)
    assert {stage["stage"]: stage["counts"] for stage in done.json["stages"]}["deduplicate"]["dropped"] == 2
    kept = dict(ask(emptied, "SELECT key, id FROM article"))
    assert len(kept) == len(ids) - 2
    assert kept.items() <= ids.items()


def test_a_new_version_that_loses_too_much_is_a_warning_and_the_night_goes_on(call_pantau, emptied):
    ask(emptied, "UPDATE document SET extract_version = 99")
    done = call_pantau("process")
    assert done.code == 0
    assert done.stderr.startswith("the new reading loses the body or the date of 2 of 8 pages")
    assert "--again extract --dry-run" in done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()[:5]] == STAGES
    assert "2 more and 0 fewer are refused" in done.stdout
    assert ask(emptied, "SELECT DISTINCT state FROM document") == [("read",)]


def test_tagging_again_tells_what_is_different_tag_by_tag(call_pantau, url):
    ask(url, "UPDATE article SET regencies = '{bangka}' WHERE id = (SELECT min(id) FROM article)")
    trial = call_pantau("process", "--again", "tag", "--dry-run", "--source", "import")
    assert "regency   bangka" in trial.stdout
    assert trial.stdout.splitlines()[-1] == "Dry run: nothing was written."
    done = call_pantau("process", "--again", "tag", "--json")
    assert (done.code, done.json["articles"], done.json["retagged"], done.json["is_written"]) == (0, 8, 1, True)
    rows = {(row["tag"], row["value"]): row for row in done.json["tags"]}
    assert rows["regency", "bangka"]["removed"] == 1
    assert "0 are tagged otherwise" in call_pantau("process", "--again", "tag").stdout


def test_after_a_change_of_the_rules_an_ordinary_run_tells_what_they_changed(call_pantau, url):
    ask(url, "UPDATE article SET tag_version = 99")
    ask(url, "UPDATE article SET regencies = '{bangka}' WHERE id = (SELECT min(id) FROM article)")
    done = call_pantau("process", "--json")
    assert (done.json["tags"]["articles"], done.json["tags"]["retagged"]) == (8, 1)
    ask(url, "UPDATE article SET tag_version = 99")
    assert "8 articles tagged again: 0 are tagged otherwise" in call_pantau("process").stdout
    assert "tagged again" not in call_pantau("process").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--again", "jemput"], "'jemput' is not one of 'extract', 'tag'"),
        (["--source", "laskar_warta"], "--source needs --again extract or --again tag"),
        (["--dry-run"], "--dry-run needs --again extract or --again tag"),
        (["--examples", "0"], "--examples needs --again"),
        (["--again", "tag", "--accept"], "--accept is for --again extract"),
        (["--again", "extract", "--accept", "--dry-run"], "give --dry-run or --accept, not both"),
        (["--again", "extract", "--source", "ringkas"], "unknown source 'ringkas'; known: "),
        (["--again", "tag", "--since", "kemarin"], "day 'kemarin' is not of the form"),
        (["--again", "tag", "--examples", "-1"], "-1 is not in the range"),
    ],
)
def test_options_that_mean_nothing_are_refused(call_pantau, arguments, said):
    done = call_pantau("process", *arguments)
    assert (done.code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_file_that_cannot_be_written_is_named(call_pantau, url, tmp_path):
    done = call_pantau("process", "--again", "tag", "--out", tmp_path / "tidak" / "ada.jsonl")
    assert done.code == 1
    assert "ada.jsonl: cannot be written" in done.stderr
