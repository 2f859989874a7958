import pytest

PILLARS = ["governance", "branding", "economy", "living", "society", "environment"]


def test_status_says_how_every_source_fared(ask_night):
    found = {source["source_id"]: source for source in ask_night("status", "--json").json}
    assert found["laskar_warta"].keys() >= {
        "source_id", "state", "reason", "last_seen_at", "articles", "refused", "last_week", "expected_min",
        "expected_max", "verdict",
    }  # fmt: skip
    assert (found["laskar_warta"]["state"], found["laskar_warta"]["verdict"]) == ("ok", "as_expected")
    assert found["laskar_warta"]["last_seen_at"].startswith("2026-11-16T")
    assert found["gerbang_tertutup"]["state"] == "blocked"
    assert found["gerbang_tertutup"]["last_seen_at"] is None


def test_status_is_a_table_for_people(ask_night):
    done = ask_night("status")
    assert done.code == 0
    (line,) = [line for line in done.stdout.splitlines() if "laskar_warta" in line]
    assert "as expected" in line


def test_before_the_first_night_every_real_source_is_listed_as_never_seen(call_pantau):
    found = {source["source_id"]: source["state"] for source in call_pantau("status", "--json").json}
    assert found["antara_babel"] == "never"
    assert "laskar_warta" not in found
    assert set(found.values()) <= {"never", "disabled"}


def test_the_matrix_has_a_row_for_every_regency_and_one_for_the_province(ask_night):
    table = ask_night("matrix", "--week", "2026-W46", "--json").json
    assert set(table) == {
        "bangka", "bangka-barat", "bangka-tengah", "bangka-selatan", "belitung", "belitung-timur", "pangkalpinang",
        "province",
    }  # fmt: skip
    assert list(table["bangka"]["pillars"]) == PILLARS
    assert all(
        row["total"]["articles"] >= max(cell["articles"] for cell in row["pillars"].values()) for row in table.values()
    )
    assert sum(row["total"]["articles"] for row in table.values()) > 10


def test_a_cell_of_the_matrix_counts_the_articles_of_the_export(ask_night):
    cell = ask_night("matrix", "--week", "2026-W46", "--json").json["bangka-tengah"]["pillars"]["governance"]
    rows = [
        row
        for row in ask_night("export", "--week", "2026-W46").rows
        if row["relevant"] and row["scope"] != "province"
        if "bangka-tengah" in row["regencies"] and "governance" in row["pillars"]
    ]
    assert cell["articles"] == len(rows) > 0
    assert cell["explicit_events"] + cell["implicit_events"] == len({row["story_id"] for row in rows})


def test_the_matrix_for_people_shows_both_kinds_of_events(ask_night):
    done = ask_night("matrix", "--since", "2026-11-09", "--until", "2026-11-15")
    assert "Events by regency and pillar, 2026-11-09 to 2026-11-15" in done.stdout
    cell = ask_night("matrix", "--week", "2026-W46", "--json").json["bangka-tengah"]["pillars"]["governance"]
    (line,) = [line for line in done.stdout.splitlines() if line.strip().startswith("bangka-tengah")]
    assert line.split()[1] == f"{cell['explicit_events']}+{cell['implicit_events']}"


def test_last_week_is_meant_where_none_is_named(call_pantau):
    done = call_pantau("matrix", "--json")
    assert done.code == 0
    assert {row["total"]["articles"] for row in done.json.values()} == {0}


@pytest.mark.parametrize("options", [("--since", "2026-11-09"), ("--until", "2026-11-09")])
def test_half_a_span_is_no_span_for_a_matrix(call_pantau, options):
    done = call_pantau("matrix", *options)
    assert (done.code, done.stdout) == (2, "")
    assert "give both --since and --until, or --week" in done.stderr
