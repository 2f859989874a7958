import pytest
from sqlalchemy import text

from models.errors import UsageError
from models.tables import Story
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.search import Filters, SearchRequest, search


@pytest.fixture(scope="module")
def embedder():
    return BundledEmbedder()


@pytest.fixture
def filled(engine, embedder, add_article):
    flood = "Alarm banjir berbunyi di muara ketika air naik."
    ids = [
        add_article("Alarm banjir dipasang", flood),
        add_article("Alarm banjir dipasang lagi", flood),
        add_article("Banjir surut", "Air turun dan alarm banjir berhenti.", regencies=["belitung"]),
        add_article("Turnamen voli", "Tim putri menang tiga set."),
    ]
    embed_articles(engine, embedder)
    with engine.begin() as connection:
        connection.execute(Story.__table__.insert(), [{"id": 1, "title": "Alarm"}])
        connection.execute(text("UPDATE article SET story_id = 1 WHERE id = ANY(:ids)"), {"ids": ids[:2]})
    return engine


def titles(engine, embedder, request):
    return [hit.title for hit in search(engine, lambda: embedder, request).hits]


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "semantic"])
def test_the_most_alike_comes_first_without_itself_and_its_copies(filled, embedder, mode):
    found = titles(filled, embedder, SearchRequest("", like=1, mode=mode))
    assert found[0] == "Banjir surut"
    assert not any(title.startswith("Alarm") for title in found)


def test_filters_hold_and_an_unknown_article_is_refused(filled, embedder):
    assert titles(filled, embedder, SearchRequest("", Filters(regency="bangka"), like=1)) == []
    with pytest.raises(UsageError, match="no article 99"):
        search(filled, lambda: embedder, SearchRequest("", like=99))


@pytest.mark.parametrize(("is_relevant", "first"), [(False, "Turnamen voli"), (True, "Voli pantai")])
def test_the_relevant_is_preferred_only_beside_what_is_relevant(engine, embedder, add_article, is_relevant, first):
    match = "Tim putri menang tiga set atas juara bertahan di final turnamen voli"
    add_article("Turnamen voli pantai", f"{match} pantai.", is_relevant=is_relevant)
    add_article("Turnamen voli", f"{match} pantai.", is_relevant=False)
    add_article("Voli pantai", f"{match} pantai, kata panitia yang ditemui pada Minggu malam.", is_relevant=True)
    embed_articles(engine, embedder)
    assert titles(engine, embedder, SearchRequest("", like=1))[0] == first
