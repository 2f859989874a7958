"""What the analyst clicks on: every tag of the sample night stands on words of the stored text."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text

WRONG_SPANS = """
    SELECT tag.value, span->>'field', span->>'text'
    FROM (SELECT article_id, value, spans FROM article_tag
          UNION ALL SELECT article_id, kind, jsonb_build_array(span) FROM milestone) tag
    JOIN article ON article.id = tag.article_id, jsonb_array_elements(tag.spans) span
    WHERE span->>'text' IS DISTINCT FROM substr(
        CASE span->>'field' WHEN 'title' THEN article.title WHEN 'body' THEN article.body WHEN 'url' THEN article.url
            WHEN 'section' THEN article.section WHEN 'dateline' THEN article.dateline END,
        (span->>'start')::int + 1, (span->>'end')::int - (span->>'start')::int)
"""
BARE_TAGS = """
    SELECT kind, value, rule FROM article_tag
    WHERE jsonb_array_length(spans) = 0 AND NOT (kind = 'relevance' AND value = 'none')
"""


@pytest.mark.parametrize("query", [WRONG_SPANS, BARE_TAGS], ids=["every span is in the text", "every tag has a span"])
def test_every_tag_of_the_sample_night_shows_its_words(sample_night, query):
    engine = create_engine(sample_night.url)
    try:
        with engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM article_tag")).scalar_one() > 500
            assert connection.execute(text(query)).all() == []
    finally:
        engine.dispose()
