import pytest

from models.errors import StorageError
from models.settings import Settings
from serving.articles import count_articles
from serving.web.resources import Resources


def test_engine_and_embedder_are_made_once(settings):
    shared = Resources(settings)
    assert shared.engine is shared.engine
    assert shared.load_embedder() is shared.load_embedder()
    assert count_articles(shared.engine) == 0
    shared.close()


def test_a_database_that_was_not_there_is_tried_again(settings, tmp_path):
    away = Settings.model_validate({"home": tmp_path, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"})
    shared = Resources(away)
    with pytest.raises(StorageError, match="cannot be reached"):
        shared.engine  # noqa: B018
    shared.settings = settings
    assert count_articles(shared.engine) == 0
    shared.close()


def test_closing_gives_the_connections_back(settings):
    shared = Resources(settings)
    shared.close()
    first = shared.engine
    shared.close()
    assert shared.engine is not first
    shared.close()
