from datetime import UTC, date, datetime

import pytest

from models.errors import UsageError
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.saved import (
    LONGEST_NAME,
    NameTakenError,
    add_words,
    as_dict,
    check_name,
    check_query,
    count_saved,
    find_saved,
    list_saved,
    remove_saved,
    save_search,
)  # fmt: skip
from serving.search import Knowledge, SearchRequest, search

TODAY = date(2026, 11, 16)


def test_a_search_is_kept_and_found_in_whatever_case(engine):
    saved, is_new = save_search(engine, "  Parkir   kota ", " parkir \n -liar ")
    assert is_new
    assert (saved.name, saved.query) == ("Parkir kota", "parkir   -liar")
    assert find_saved(engine, "parkir KOTA") == saved
    assert list_saved(engine) == [saved]
    assert as_dict(saved)["made_at"].endswith("+07:00")


def test_a_name_is_given_once_unless_it_may_be_replaced(engine):
    first, _ = save_search(engine, "Parkir", "parkir")
    with pytest.raises(NameTakenError, match="there is a saved search 'Parkir' already"):
        save_search(engine, "PARKIR", "bus")
    assert find_saved(engine, "parkir") == first
    second, is_new = save_search(engine, "PARKIR", "bus", may_replace=True)
    assert not is_new
    assert (second.name, second.query, second.made_at) == ("PARKIR", "bus", first.made_at)
    assert second.changed_at > first.changed_at


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST_NAME + 1), "dua\nbaris", "nol\x00", "arah\u202e", "\ud800"])
def test_a_name_can_be_seen_and_is_short(name):
    with pytest.raises(UsageError, match="the name of a saved search"):
        check_name(name)


def test_a_name_may_be_of_any_script_and_as_long_as_is_said():
    assert check_name("é" * LONGEST_NAME) == "é" * LONGEST_NAME
    assert check_name("Kota cerdas – 智慧城市 / №1?") == "Kota cerdas – 智慧城市 / №1?"


@pytest.mark.parametrize(("query", "said"), [(" \t\n", "needs a query"), ("x" * 2_001, "at most 2000 characters")])
def test_a_query_is_there_and_is_read_whole(query, said):
    with pytest.raises(UsageError, match=said):
        check_query(query)


def test_a_query_keeps_its_quotes_and_loses_what_no_database_takes():
    assert check_query('"tanpa pasangan \ud800 wilayah:entah') == '"tanpa pasangan ? wilayah:entah'


def test_an_unknown_name_is_told_with_the_closest(engine):
    with pytest.raises(UsageError, match="there is no saved search 'Parkir'; none is saved"):
        find_saved(engine, "Parkir")
    for name in ("Parkir kota", "SPBE"):
        save_search(engine, name, name)
    with pytest.raises(UsageError, match="no saved search 'PARKIR KOT'; did you mean 'Parkir kota'"):
        find_saved(engine, "PARKIR KOT")
    with pytest.raises(UsageError, match="no saved search 'xqz'; saved are: 'Parkir kota', 'SPBE'"):
        remove_saved(engine, "xqz")


def test_a_removed_search_is_gone(engine):
    save_search(engine, "Parkir", "parkir")
    assert remove_saved(engine, "PARKIR").query == "parkir"
    assert list_saved(engine) == []


def test_further_words_are_added(engine):
    saved, _ = save_search(engine, "Parkir", 'parkir "nontunai')
    assert add_words(saved, '"pasar pagi"') == 'parkir  nontunai "pasar pagi"'
    assert add_words(saved, "") == "parkir  nontunai"


def test_each_is_counted_as_a_search_would_find_it(engine, add_article, real_catalogue):
    add_article("Parkir nontunai", "Juru parkir menerima QRIS.", published_at=datetime(2026, 11, 9, 16, tzinfo=UTC))
    add_article("Parkir lama", "Karcis parkir kertas.", published_at=datetime(2026, 10, 1, tzinfo=UTC))
    add_article("Parkir baru", "Parkir elektronik.", published_at=datetime(2026, 11, 9, 17, tzinfo=UTC))
    embed_articles(engine, BundledEmbedder())
    for query in ("parkir wilayah:entah", "parkir 2 November 2026", "parkir minggu lalu", "sumber:kabar_contoh"):
        save_search(engine, query, query)
    knowledge = Knowledge(real_catalogue)
    counted = {c.saved.query: c for c in count_saved(engine, BundledEmbedder, knowledge, TODAY)}
    assert {query: (found.total, found.new) for query, found in counted.items()} == {
        "parkir wilayah:entah": (3, 1),
        "parkir 2 November 2026": (0, 0),
        "parkir minggu lalu": (2, 1),
        "sumber:kabar_contoh": (3, 1),
    }
    assert counted["parkir minggu lalu"].problems == []
    (problem,) = counted["parkir wilayah:entah"].problems
    assert problem.startswith("wilayah:entah was read as words")
    for query, found in counted.items():
        if found.total:
            assert search(engine, BundledEmbedder, SearchRequest(query, today=TODAY), knowledge).total == found.total
    assert counted["parkir minggu lalu"].as_dict()["last_7_days"] == 1
