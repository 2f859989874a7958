"""Corrections from the command line, and that they outlive everything the stages do."""

import json

import pytest
from sqlalchemy import text

LAUNCH = (
    "Pemerintah Kabupaten Bangka Tengah meluncurkan aplikasi layanan kependudukan sebagai bagian program smart city,"
    " Senin (9/11/2026). Aplikasi itu dipakai warga untuk mengurus kartu keluarga tanpa datang ke kantor di Koba."
)
CONCERT = (
    "Sebuah grup musik akan tampil di lapangan kota pada akhir pekan. Panitia menyiapkan dua panggung dan tempat parkir"
    " bagi penonton, kata ketua panitia saat ditemui wartawan."
)


@pytest.fixture
def imported(call_pantau, write_lines):
    """Two articles through all stages; returns their ids by name."""
    rows = [
        {"url": "https://kabar.test/luncur", "title": "Bangka Tengah luncurkan aplikasi kependudukan", "text": LAUNCH,
         "published": "2026-11-09T10:00:00+07:00", "outlet": "Kabar Uji"},
        {"url": "https://kabar.test/konser", "title": "Konser akhir pekan", "text": CONCERT,
         "published": "2026-11-09T11:00:00+07:00", "outlet": "Kabar Uji"},
    ]  # fmt: skip
    done = call_pantau("import", write_lines(*rows))
    assert done.code == 0, done.stderr
    return {row["url"].rsplit("/", 1)[1]: row["id"] for row in call_pantau("export").rows}


def shown(call_pantau):
    return {row["url"].rsplit("/", 1)[1]: row for row in call_pantau("export").rows}


def ids_found(call_pantau, *filters):
    return [hit["id"] for hit in call_pantau("search", "", *filters, "--json").json["hits"]]


def correct(call_pantau, *arguments):
    done = call_pantau("correct", *map(str, arguments), "--by", "Rina", "--json")
    assert done.code == 0, done.stderr
    return done.json


def test_a_correction_shows_in_search_export_and_matrix_with_its_reason(call_pantau, imported):
    made = correct(
        call_pantau, "https://kabar.test/luncur", "--remove-regency", "bangka-tengah", "--add-regency", "belitung",
        "--add-pillar", "society:1", "--milestone", "launch-app:planned:2026-12-01:belitung", "--note", "keliru",
    )  # fmt: skip
    assert [(c["action"], c["kind"]) for c in made] == [
        ("remove", "regency"), ("add", "regency"), ("add", "pillar"), ("set", "milestone"),
    ]  # fmt: skip
    assert ids_found(call_pantau, "--regency", "belitung") == [imported["luncur"]]
    assert ids_found(call_pantau, "--regency", "bangka-tengah") == []
    (hit,) = call_pantau("search", "aplikasi", "--pillar", "society", "--json").json["hits"]
    assert {(c["rule"], c["by"], c["note"]) for c in hit["corrections"]} == {("correction", "Rina", "keliru")}
    row = shown(call_pantau)["luncur"]
    (tag,) = [found for found in row["evidence"] if found["kind"] == "regency"]
    assert (tag["rule"], tag["value"], tag["by"], tag["note"]) == ("correction", "belitung", "Rina", "keliru")
    assert tag["at"].endswith("+07:00")
    (step,) = [found for found in row["milestones"] if found["regency"] == "belitung"]
    assert (step["status"], step["date"], step["rule"], step["by"]) == ("planned", "2026-12-01", "correction", "Rina")
    matrix = call_pantau("matrix", "--week", "2026-W46", "--json").json
    assert matrix["belitung"]["pillars"]["society"]["articles"] == 1
    assert matrix["bangka-tengah"]["total"]["articles"] == 0


def test_corrections_outlive_reading_tagging_and_grouping_anew(call_pantau, imported, engine):
    correct(call_pantau, imported["konser"], "--relevant", "--add-regency", "pangkalpinang", "--add-pillar", "living")
    correct(
        call_pantau, imported["luncur"], "--remove-milestone", "launch-app", "--story", f"merge:{imported['konser']}"
    )
    before = shown(call_pantau)
    with engine.begin() as connection:
        connection.execute(text("UPDATE document SET extract_version = 0, article_id = NULL"))
        connection.execute(text("UPDATE article SET tag_version = 0, deduplicate_version = 0, story_id = NULL"))
    done = call_pantau("process")
    assert done.code == 0, done.stderr
    after = shown(call_pantau)
    for name in before:
        before[name].pop("story_id"), after[name].pop("story_id")
        assert after[name] == before[name]
    assert len({row["story_id"] for row in call_pantau("export").rows}) == 1


def test_an_article_that_was_gone_for_a_while_is_still_corrected(call_pantau, imported, engine):
    correct(call_pantau, imported["konser"], "--relevant", "--add-pillar", "living")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM article WHERE key LIKE '%konser'"))
        connection.execute(text("UPDATE document SET article_id = NULL WHERE key LIKE '%konser'"))
    assert [c["article_id"] for c in call_pantau("corrections", "list", "--json").json] == [None, None]
    assert call_pantau("process").code == 0
    row = shown(call_pantau)["konser"]
    assert row["id"] != imported["konser"]
    assert (row["relevant"], row["pillars"]) == (True, ["living"])


def test_undoing_gives_the_machines_word_back_and_lists_both(call_pantau, imported):
    before = shown(call_pantau)["luncur"]
    (made,) = correct(call_pantau, imported["luncur"], "--not-relevant")
    assert shown(call_pantau)["luncur"]["relevant"] is False
    done = call_pantau("corrections", "undo", made["id"], "--by", "Budi", "--note", "ternyata benar")
    assert done.code == 0, done.stderr
    assert f"undo {made['id']} (relevance none)" in done.stdout
    assert shown(call_pantau)["luncur"] == before
    listed = call_pantau("corrections", "list", "--json").json
    assert [(c["by"], c["undoes"]) for c in listed] == [("Rina", None), ("Budi", made["id"])]
    assert call_pantau("corrections", "list", "--active", "--json").json == []
    assert f"undone by {listed[1]['id']}" in call_pantau("corrections", "list", "--article", imported["luncur"]).stdout


def test_corrected_articles_are_exported_as_labels_the_evaluation_reads(call_pantau, imported, tmp_path):
    correct(call_pantau, imported["luncur"], "--add-pillar", "society:1")
    out = tmp_path / "label.jsonl"
    done = call_pantau("corrections", "export", "--out", out)
    assert (done.code, done.stderr.strip()) == (0, f"1 labelled articles written to {out}")
    assert json.loads(out.read_text())["pillars"][0] == "society"
    scores = call_pantau("evaluate", "tags", out, "--corrections", "--json").json
    assert scores["pantau"]["pillar"][2] < 1
    assert [(row["value"], row["missed"]) for row in scores["corrections"]] == [(None, 1), ("society", 1)]
    assert call_pantau("corrections", "export").rows[0]["text"] == LAUNCH


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["99", "--not-relevant"], "no article '99'"),
        (["https://lain.test/x", "--not-relevant"], "lain.test"),
        (["{id}"], "nothing to correct"),
        (["{id}", "--add-regency", "mars"], "unknown regency 'mars'"),
        (["{id}", "--add-pillar", "smart"], "smart"),
        (["{id}", "--remove-pillar", "branding"], "no pillar 'branding'"),
        (["{id}", "--milestone", "mou:done:kemarin"], "kemarin"),
        (["{id}", "--story", "join:3"], "join:3"),
        (["{id}", "--story", "merge:"], "merge:"),
        (["{id}", "--story", "split"], "only one of its story"),
        (["{id}", "--scope", "mars"], "mars"),
    ],
)
def test_nonsense_is_wrong_usage_and_says_what(call_pantau, add_article, arguments, named):
    article_id = add_article("Satu", is_relevant=True)
    done = call_pantau("correct", *(word.format(id=article_id) for word in arguments), "--by", "Rina")
    assert done.code == 2
    assert named in done.stderr


def test_a_name_is_needed_and_may_come_from_the_environment(call_pantau, add_article):
    article_id = add_article("Satu", is_relevant=True)
    done = call_pantau("correct", article_id, "--not-relevant")
    assert done.code == 2
    assert "--by" in done.stderr
    assert call_pantau("correct", article_id, "--not-relevant", PANTAU_ANALYST="Rina").code == 0
    assert call_pantau("corrections", "list", "--json").json[0]["by"] == "Rina"
