from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.store.stories import assign_stories, make_stories
from pipelines.story_origins import StoryOrigin, find_origins

Add = Callable[..., int]
DAY = datetime(2026, 11, 10, 5, tzinfo=UTC)


@pytest.fixture
def offices(make_catalogue: Callable[[Mapping[str, Any]], Catalogue]) -> Catalogue:
    feed = {"spider": "feed", "url": "https://portalcontoh.example/feed/"}
    portal = {"homepage": "https://portalcontoh.example", "discover": [feed], "owner": "government"}
    return make_catalogue({"portal_contoh": portal})


def find(engine: Engine, offices: Catalogue, articles: list[int]) -> StoryOrigin:
    with engine.begin() as connection:
        (story,) = make_stories(connection, ["x"])
        assign_stories(connection, dict.fromkeys(articles, story), 1)
        return find_origins(connection, offices, [story])[story]


def test_a_story_an_office_told_first_comes_from_its_release(
    engine: Engine, offices: Catalogue, add_article: Add
) -> None:
    copy = add_article("Salinan", published_at=DAY + timedelta(hours=2))
    release = add_article("Rilis", published_at=DAY, source_id="portal_contoh")
    origin = find(engine, offices, [copy, release])
    assert (origin.first.article_id, origin.release) == (release, origin.first)


@pytest.mark.parametrize(
    ("dateline", "hours", "is_release"),
    [
        ("TOBOALI, DISKOMINFO", 3, True),
        ("Sungailiat, Dinkominfotik", 3, True),
        ("TOBOALI, DISKOMINFO", 30, False),
        ("TOBOALI, KABAR CONTOH", 3, False),
        ("McKinley", 3, False),
        (None, 3, False),
    ],
)
def test_an_office_signs_its_dateline(
    engine: Engine, offices: Catalogue, add_article: Add, dateline: str | None, hours: int, is_release: bool
) -> None:
    first = add_article("Pertama", published_at=DAY)
    second = add_article("Kedua", published_at=DAY + timedelta(hours=hours), dateline=dateline)
    origin = find(engine, offices, [first, second])
    assert origin.first.article_id == first
    assert (origin.release.article_id if origin.release else None) == (second if is_release else None)


def test_a_story_without_articles_has_no_origin(engine: Engine, offices: Catalogue) -> None:
    with engine.begin() as connection:
        assert find_origins(connection, offices, make_stories(connection, ["x"])) == {}
