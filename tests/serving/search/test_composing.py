from datetime import date
from itertools import product

import pytest

from models.errors import UsageError
from serving.search.composing import FIELDS, FilterTwiceError, compose_query
from serving.search.language import parse_query
from serving.search.request import Filters
from serving.search.values import FieldValues

TODAY = date(2026, 11, 21)
WORDS = (
    "", "parkir nontunai", '"command center" -anggaran', "parkir OR bus", '"tanpa pasangan', "parkir OR", "parkir -",
    "wilayah:", "minggu lalu", "cerita:7 parkir", "100% 'aneh' & <b>", "sumber:entah",
)  # fmt: skip
FILTERS = (
    Filters(),
    Filters(regency="bangka-tengah"),
    Filters(regency="province,belitung", pillar="governance"),
    Filters(pillar="living", source="antara_babel", milestone="launch-app"),
)
DAYS = Filters(since=date(2026, 11, 1), until=date(2026, 11, 15), source="kabar titipan")


def parse(catalogue, query):
    return parse_query(query, FieldValues(catalogue, TODAY, {"kabar titipan"}.__contains__).read)


def compose(catalogue, words, filters):
    return compose_query(words, filters, catalogue, TODAY)


@pytest.mark.parametrize(("words", "filters"), [*product(WORDS[:-1], FILTERS), *product(WORDS[:3], [DAYS])])
def test_what_is_composed_is_read_back_as_it_was_meant(real_catalogue, words, filters):
    line = compose(real_catalogue, words, filters)
    assert "\n" not in line
    meant, read = parse(real_catalogue, words), parse(real_catalogue, line)
    assert read.filters.named() == meant.filters.named() | filters.named()
    assert (read.text.split(), read.required, read.without) == (meant.text.split(), meant.required, meant.without)
    assert compose(real_catalogue, line, Filters()) == line


def test_a_line_reads_like_one_that_a_person_wrote(real_catalogue):
    line = compose(real_catalogue, '"command center" -anggaran', FILTERS[2])
    assert line == '"command center" -anggaran wilayah:province,belitung pilar:governance'


@pytest.mark.parametrize(
    ("words", "filters", "name"),
    [
        ("wilayah:bangka parkir", Filters(regency="belitung"), "regency"),
        ("sejak:2026-11-01", Filters(since=date(2026, 11, 2)), "since"),
        ("parkir minggu lalu", Filters(until=date(2026, 11, 2)), "until"),
    ],
)
def test_a_filter_set_twice_is_refused_by_name(real_catalogue, words, filters, name):
    with pytest.raises(FilterTwiceError, match=f"{FIELDS[name]}: is in the words") as caught:
        compose(real_catalogue, words, filters)
    assert caught.value.name == name


def test_a_field_that_is_none_does_not_stand_in_the_way(real_catalogue):
    assert compose(real_catalogue, "sumber:entah", Filters(source="antara_babel")) == "sumber:entah sumber:antara_babel"


def test_a_line_longer_than_is_read_is_refused(real_catalogue):
    with pytest.raises(UsageError, match="at most 2000 characters"):
        compose(real_catalogue, "x" * 1_990, Filters(regency="bangka"))
