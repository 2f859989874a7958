from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import Week
from models.errors import UsageError
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.brief.cut import Cut, make_cut
from serving.brief.gather import gather_brief
from serving.brief.parts import Brief


@pytest.fixture
def searchable(filled: Engine) -> Engine:
    """Both weeks with their passages."""
    embed_articles(filled, BundledEmbedder())
    return filled


def cut_brief(engine: Engine, catalogue: Catalogue, week: Week, query: str) -> Brief:
    return gather_brief(engine, catalogue, week, make_cut(engine, catalogue, week, query))


def test_only_news_that_meets_the_query_is_in_the_brief(searchable: Engine, catalogue: Catalogue, week: Week) -> None:
    brief = cut_brief(searchable, catalogue, week, "sensor -dipuji")
    assert [clip.title for clip in brief.clips] == ["S2 diberitakan warta_beta", "S2 diberitakan harian_alfa"]
    assert (brief.totals.relevant.now, brief.totals.events.now, brief.stories) == (2, 1, 1)
    assert [(step.kind, step.outlets) for step in brief.milestones] == [
        ("infrastructure", ("Warta Beta", "Harian Alfa"))
    ]
    assert sum(outlet.relevant for outlet in brief.outlets) == 2
    assert brief.critical == ()


def test_what_was_read_is_told_as_of_the_whole_week(
    searchable: Engine, brief: Brief, catalogue: Catalogue, week: Week
) -> None:
    cut = cut_brief(searchable, catalogue, week, "sensor")
    assert (cut.totals.read, cut.totals.outlets_both) == (brief.totals.read, brief.totals.outlets_both)
    assert cut.coverage == brief.coverage


def test_the_week_before_is_under_the_same_query(searchable: Engine, catalogue: Catalogue, week: Week) -> None:
    relevant = cut_brief(searchable, catalogue, week, "wilayah:gama").totals.relevant
    assert (relevant.now, relevant.before) == (3, 2)
    relevant = cut_brief(searchable, catalogue, week, "wilayah:provinsi").totals.relevant
    assert (relevant.now, relevant.before) == (1, 0)


@pytest.mark.parametrize("query", ["xqzw", "wilayah:alfa sejak:2027-01-01", "lada bulan lalu"])
def test_a_week_without_anything_that_meets_it_is_a_brief_too(
    searchable: Engine, catalogue: Catalogue, week: Week, query: str
) -> None:
    brief = cut_brief(searchable, catalogue, week, query)
    assert (brief.clips, brief.issues, brief.totals.relevant.now, brief.totals.relevant.before) == ((), (), 0, 0)
    assert brief.totals.read.now == 17


def test_relative_days_count_from_the_monday_after_the_week(
    searchable: Engine, catalogue: Catalogue, week: Week
) -> None:
    cut = make_cut(searchable, catalogue, week, "sensor minggu lalu")
    assert (cut.narrowing.filters.since, cut.narrowing.filters.until) == (date(2026, 11, 9), date(2026, 11, 15))
    assert len(gather_brief(searchable, catalogue, week, cut).clips) == 3


def test_the_same_database_gives_the_same_cut(searchable: Engine, catalogue: Catalogue, week: Week) -> None:
    assert cut_brief(searchable, catalogue, week, "sensor") == cut_brief(searchable, catalogue, week, "sensor")


def test_an_empty_query_is_refused(searchable: Engine, catalogue: Catalogue, week: Week) -> None:
    with pytest.raises(UsageError, match="needs a query"):
        make_cut(searchable, catalogue, week, " ")


def test_what_it_was_taken_for_is_told(searchable: Engine, catalogue: Catalogue, week: Week) -> None:
    cut = make_cut(searchable, catalogue, week, "sensr sumber:harian_alfa wilayah:mars -lada", "Sensor")
    assert json.loads(json.dumps(cut.as_dict())) == {
        "query": "sensr sumber:harian_alfa wilayah:mars -lada",
        "saved": "Sensor",
        "demands": [["sensr"], ["mars"]],
        "without": ["lada"],
        "filters": {"source": "harian_alfa"},
        "problems": ["wilayah:mars was read as words: there is no regency 'mars'"],
        "unknown": {"sensr": "sensor", "mars": None},
    }
    assert cut.source_names == {"harian_alfa": "Harian Alfa"}


def slug(cut: Cut, query: str = "x", name: str | None = None) -> str:
    return replace(cut, name=name, narrowing=replace(cut.narrowing, query=query)).slug


def test_a_slug_is_plain_and_another_one_for_another_cut(searchable: Engine, catalogue: Catalogue, week: Week) -> None:
    cut = make_cut(searchable, catalogue, week, "x")
    assert slug(cut, name="Parkir kota") == "parkir-kota"
    assert slug(cut, query="other", name="Parkir kota") == "parkir-kota"
    told = [
        slug(cut, query=query) for query in ("parkir", '"parkir"', "../parkir", "-parkir", "???", "智慧", "a " * 99)
    ]
    told += [slug(cut, name=name) for name in ("Parkir/kota", "Parkir-kota", "智慧", "PARKIR!", "parkir")]
    assert len({*told, "parkir-kota"}) == len(told) + 1
    assert all(one.replace("-", "").isalnum() and one.isascii() and 0 < len(one) < 50 for one in told)
    assert slug(cut, name="PARKIR!") == slug(cut, name="Parkir!")
