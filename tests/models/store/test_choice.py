from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from models.store.choice import Choice

NOON = datetime(2026, 11, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("choice", "titles"),
    [
        (Choice(), ["lama", "baru", "lain"]),
        (Choice(("kabar_contoh",)), ["lama", "baru"]),
        (Choice(("kabar_contoh", "kabar_lain")), ["lama", "baru", "lain"]),
        (Choice(since=NOON), ["baru", "lain"]),
        (Choice(("kabar_contoh",), NOON), ["baru"]),
        (Choice(("tidak_ada",)), []),
    ],
)
def test_sources_and_the_first_day_choose_together(engine, add_article, choice, titles):
    add_article("lama", published_at=datetime(2026, 11, 9, tzinfo=UTC))
    add_article("baru", published_at=NOON)
    add_article("lain", published_at=NOON, source_id="kabar_lain")
    query = text(f"SELECT title FROM article WHERE {choice.condition('published_at')} ORDER BY id")
    with engine.connect() as connection:
        assert list(connection.execute(query, choice.values).scalars()) == titles
