from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, text

from models.store.stories import articles_around
from pipelines.copies import SURE
from pipelines.story_texts import StoryTexts

Add = Callable[..., int]
DAY = datetime(2026, 11, 10, 5, tzinfo=UTC)
BODY = "Gudang kayu di Kelurahan Tanjung Ketapang, Toboali, terbakar pukul 02.15 dini hari dan padam menjelang subuh."


def test_texts_are_read_once_and_dropped_when_no_longer_asked_for(engine: Engine, add_article: Add) -> None:
    first, second = add_article("Satu", BODY, published_at=DAY), add_article("Dua", BODY, published_at=DAY)
    texts = StoryTexts()
    with engine.begin() as connection:
        both = articles_around(connection, [first, second], timedelta(days=1))
        texts.load(connection, both[:1])
        kept = texts.features[first]
        connection.execute(text("UPDATE article SET body = ''"))
        texts.load(connection, both)
        assert texts.features[first] is kept
        assert texts.features[second].terms.size < kept.terms.size
        texts.load(connection, both[1:])
    assert texts.features.keys() == texts.vectors.keys() == {second}


def test_equal_and_nearly_equal_texts_are_copies(engine: Engine, add_article: Add) -> None:
    same = {"content_hash": "sama"}
    told = [
        add_article("Satu", BODY, published_at=DAY),
        add_article("Dua", f"{BODY} (red)", published_at=DAY + timedelta(hours=1)),
        add_article("Tiga", "Pendek.", published_at=DAY + timedelta(hours=2), **same),
        add_article("Empat", "Pendek!", published_at=DAY + timedelta(hours=3), **same),
    ]
    texts = StoryTexts()
    with engine.connect() as connection:
        articles = articles_around(connection, told, timedelta(days=1))
        texts.load(connection, articles)
    found = {(one, other): likeness - SURE for likeness, one, other in texts.find_copies(articles)}
    assert found.keys() == {(0, 1), (2, 3)}
    assert found[2, 3] == 1.0
