from datetime import UTC, datetime

from models.tables import Milestone
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.search.conditions import Condition
from serving.search.counting import known, meeting
from serving.search.facets import count_facets
from serving.search.request import Filters


def test_articles_found_are_counted_by_each_value(engine, add_article):
    late = datetime(2026, 10, 31, 17, tzinfo=UTC)
    first = add_article("Parkir", "Parkir.", regencies=["bangka"], pillars=["living", "economy"], published_at=late)
    add_article("Parkir lagi", "Parkir.", regencies=["bangka", "belitung"], pillars=["living"], published_at=None)
    add_article("Lain", "Lain.", regencies=["belitung"], source_id="kabar_lain")
    embed_articles(engine, BundledEmbedder())
    with engine.begin() as connection:
        row = {"article_id": first, "kind": "launch-app", "status": "done", "sentence": "x", "score": 1.0}
        connection.execute(Milestone.__table__.insert(), [row, row])
        found = count_facets(connection, known([1, 2]))
        assert found["regency"] == {"bangka": 2, "belitung": 1}
        assert list(found["regency"]) == ["bangka", "belitung"]
        assert found["pillar"] == {"living": 2, "economy": 1}
        assert found["milestone"] == {"launch-app": 1}
        assert found["month"] == {"2026-11": 1}, "a month in Jakarta"
        assert sum(found["source"].values()) == 2
        only = Condition(*Filters(source="kabar_lain").conditions())
        assert count_facets(connection, meeting(only))["regency"] == {"belitung": 1}
