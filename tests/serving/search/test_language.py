from datetime import date

import pytest

from serving.search.language import MOST_CHARACTERS, MOST_WORDS, Parsed, join_queries, parse_query
from serving.search.request import Filters


def read(name, value):
    if value == "aneh":
        raise ValueError("there is no such value")
    return {"since": date(2026, 11, 1), "until": date(2026, 11, 30), "story": 7}.get(name, value)


def texts(groups):
    return [[sought.text for sought in group] for group in groups]


def test_words_are_only_words():
    parsed = parse_query("parkir nontunai, pasar!", read)
    assert parsed == Parsed("parkir nontunai, pasar!", plain=parsed.plain)
    assert [sought.text for sought in parsed.plain] == ["parkir", "nontunai,", "pasar!"]


@pytest.mark.parametrize(
    ("query", "text", "required", "without"),
    [
        ('"kota cerdas"', "kota cerdas", [["kota cerdas"]], []),
        ('parkir "kota cerdas" pasar', "parkir kota cerdas pasar", [["kota cerdas"]], []),
        ("parkir -pasar", "parkir", [], ["pasar"]),
        ('parkir -"pasar pagi"', "parkir", [], ["pasar pagi"]),
        ("parkir OR retribusi", "parkir retribusi", [["parkir", "retribusi"]], []),
        ("parkir ATAU retribusi OR pajak", "parkir retribusi pajak", [["parkir", "retribusi", "pajak"]], []),
        ('"kota cerdas" OR "smart city" bangka', "kota cerdas smart city bangka", [["kota cerdas", "smart city"]], []),
        ("OR parkir OR", "parkir", [], []),
        ("e-government non-tunai", "e-government non-tunai", [], []),
        ("- parkir --", "parkir", [], []),
        ('""', "", [], []),
        ("https://kabar.example/a", "https //kabar.example/a", [], []),
    ],
)
def test_the_language(query, text, required, without):
    parsed = parse_query(query, read)
    assert (parsed.text, texts(parsed.required)) == (text, required)
    assert [sought.text for sought in parsed.without] == without
    assert parsed.problems == ()


@pytest.mark.parametrize("names", ["wilayah pilar sumber tahap", "regency pillar source milestone"])
def test_fields_are_filters_in_both_languages(names):
    parsed = parse_query(" ".join(f"{name}:nilai" for name in names.split()) + " parkir", read)
    assert parsed.filters == Filters(regency="nilai", pillar="nilai", source="nilai", milestone="nilai")
    assert parsed.text == "parkir"


def test_days_and_stories_are_fields_too():
    parsed = parse_query('sejak:2026-11-01 sampai:"30 november 2026" cerita:7', read)
    assert parsed.filters == Filters(since=date(2026, 11, 1), until=date(2026, 11, 30), story=7)


def test_a_field_given_twice_lets_both_through():
    assert parse_query("wilayah:bangka wilayah:belitung", read).filters.regency == "bangka,belitung"


def test_an_exclusion_of_a_field_is_words():
    parsed = parse_query("-wilayah:bangka parkir", read)
    assert [sought.text for sought in parsed.without] == ["wilayah bangka"]


@pytest.mark.parametrize(
    ("query", "text", "said"),
    [
        ('parkir "kota cerdas', "parkir kota cerdas", "quotation mark"),
        ("wilayah:aneh parkir", "aneh parkir", "wilayah:aneh was read as words: there is no such value"),
        ("x" * (MOST_CHARACTERS + 1), "x" * MOST_CHARACTERS, "first 2000 characters"),
        ("satu " * (MOST_WORDS + 9), ("satu " * MOST_WORDS).strip(), "first 64 words"),
    ],
)
def test_what_is_no_language_is_read_as_words_and_said(query, text, said):
    parsed = parse_query(query, read)
    assert parsed.text == text
    (problem,) = parsed.problems
    assert said in problem


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        ("parkir parkir OR pasar bus", ["parkir", "bus"]),
        ('parkir "kota cerdas" -liar wilayah:bangka wilayah:aneh', ["parkir", "aneh"]),
        ("satu " * (MOST_WORDS + 9), ["satu"] * MOST_WORDS),
    ],
)
def test_plain_words_are_those_in_no_group(query, plain):
    assert [sought.text for sought in parse_query(query, read).plain] == plain


@pytest.mark.parametrize(
    ("first", "further", "joined"),
    [
        ("parkir", "bus", "parkir bus"),
        ('parkir "kota', '"pasar pagi"', 'parkir  kota "pasar pagi"'),
        ("  parkir ", "", "parkir"),
        ("", "", ""),
    ],
)
def test_two_queries_are_joined_each_by_itself(first, further, joined):
    assert join_queries(first, further) == joined


def test_a_pattern_takes_words_as_written_with_anything_but_letters_between():
    ((sought,),) = parse_query('"e-gov (2026)"', read).required
    assert sought.pattern == r"\me[^[:alnum:]]+gov[^[:alnum:]]+2026\M"
