from datetime import UTC, datetime

from models.tables import Story
from serving.origins import as_dict, load_origin

EARLY = datetime(2026, 11, 9, 20, tzinfo=UTC)
LATE = datetime(2026, 11, 10, 5, tzinfo=UTC)


def test_the_earliest_article_and_the_release_are_named(engine, add_article, real_catalogue):
    with engine.begin() as connection:
        connection.execute(Story.__table__.insert(), [{"id": 5, "title": "Bimtek"}])
    told = {"story_id": 5, "outlet": "Kabar"}
    add_article("Bimtek", "Isi.", published_at=LATE, **told | {"outlet": "Warta"})
    first = add_article("Bimtek dibuka", "Isi.", published_at=EARLY, dateline="KOBA, DISKOMINFOSTA", **told)
    shown = as_dict(load_origin(engine, real_catalogue, 5))
    assert shown["first"] == {"article_id": first, "outlet": "Kabar", "told_at": "2026-11-10T03:00:00+07:00"}
    assert shown["release"] == shown["first"]


def test_an_article_without_a_story_has_no_origin(engine, real_catalogue):
    assert load_origin(engine, real_catalogue, None) is None
    assert load_origin(engine, real_catalogue, 99) is None
    assert as_dict(None) is None
