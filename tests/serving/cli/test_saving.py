"""Saved searches from the command line: kept, listed with what they find, searched by, removed."""

import pytest

TEXT = "Juru parkir {} menerima pembayaran nontunai di Pangkalpinang, kata kepala dinas perhubungan kepada wartawan."


@pytest.fixture
def imported(call_pantau, write_lines):
    """Two articles on parking through all stages, and one search."""
    rows = [
        {"url": f"https://kabar.test/{name}", "title": f"Parkir {name}", "text": TEXT.format(name),
         "published": "2026-11-09T10:00:00+07:00", "outlet": "Kabar Uji"}
        for name in ("pasar", "pelabuhan")
    ]  # fmt: skip
    assert call_pantau("import", write_lines(*rows)).code == 0
    done = call_pantau("saved", "add", "Parkir kota", "parkir -liar wilayah:entah")
    assert done.code == 0, done.stderr
    assert done.stdout == "saved 'Parkir kota': parkir -liar wilayah:entah\n"
    assert "wilayah:entah was read as words: there is no regency 'entah'" in done.stderr
    return call_pantau


def titles(done):
    assert done.code == 0, done.stderr
    return [hit["title"] for hit in done.json["hits"]]


def test_a_saved_search_is_listed_with_what_it_finds(imported):
    (row,) = imported("saved", "list", "--json").json
    assert (row["name"], row["query"], row["total"], row["last_7_days"]) == (
        "Parkir kota", "parkir -liar wilayah:entah", 2, 0,
    )  # fmt: skip
    assert row["problems"] == ["wilayah:entah was read as words: there is no regency 'entah'"]
    table = imported("saved", "list").stdout
    assert "1 saved searches" in table
    assert "Parkir kota" in table
    assert "there is no regency 'entah'" in table


def test_a_search_by_name_takes_further_words_and_filters(imported):
    found = imported("search", "--saved", "PARKIR KOTA", "--json")
    assert sorted(titles(found)) == ["Parkir pasar", "Parkir pelabuhan"]
    assert found.json["query"] == "parkir -liar wilayah:entah"
    assert titles(imported("search", "--saved", "parkir kota", '"juru parkir pasar"', "--json")) == ["Parkir pasar"]
    assert titles(imported("search", "--saved", "parkir kota", "--since", "2026-11-10", "--json")) == []


def test_a_name_is_replaced_only_where_that_is_said(imported):
    refused = imported("saved", "add", "parkir kota", "bus")
    assert refused.code == 2
    assert "there is a saved search 'Parkir kota' already" in refused.stderr
    done = imported("saved", "add", "parkir kota", "bus", "--replace", "--json")
    assert (done.json["is_new"], done.json["query"], done.json["problems"]) == (False, "bus", [])
    assert [row["query"] for row in imported("saved", "list", "--json").json] == ["bus"]


def test_a_removed_search_is_gone_and_an_unknown_one_is_told_with_the_closest(imported):
    for command in (("search", "--saved", "parkir kot"), ("saved", "remove", "parkir kot")):
        wrong = imported(*command)
        assert wrong.code == 2
        assert "there is no saved search 'parkir kot'; did you mean 'Parkir kota'?" in wrong.stderr
    assert imported("saved", "remove", "PARKIR KOTA").stdout == "removed 'Parkir kota': parkir -liar wilayah:entah\n"
    assert imported("saved", "list", "--json").json == []
    assert "none is saved" in imported("saved", "remove", "Parkir kota", "--json").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "x" * 81, "parkir"), "1 to 80 characters, not 81"),
        (("add", "Parkir", "  "), "needs a query"),
        (("add", "Parkir"), "Missing argument 'QUERY'"),
    ],
)
def test_wrong_usage_is_named(call_pantau, arguments, said):
    done = call_pantau("saved", *arguments)
    assert done.code == 2
    assert said in done.stderr


def test_the_province_itself_can_be_searched(imported):
    assert titles(imported("search", "", "--regency", "province", "--json")) == []


@pytest.mark.parametrize("command", ["add", "list", "remove"])
def test_help_shows_examples(call_pantau, command):
    shown = call_pantau("saved", command, "--help").stdout
    assert f"\n    pantau saved {command}" in shown.replace("\n      ", "\n    ")
