from dataclasses import replace

from sqlalchemy import text

from models.shapes import Quote, Span
from models.store.quotes import load_quotes, save_quotes

SAID = Quote(
    speaker="Siti Aminah",
    office="Kepala Diskominfo Contoh",
    institution="Diskominfo Contoh",
    regency="contoh",
    holder=None,
    holder_office=None,
    is_direct=True,
    rule="named",
    span=Span("body", 1, 11, "Kami siap."),
    named=Span("body", 20, 31, "Siti Aminah"),
)


def test_quotes_come_back_as_they_were_saved(engine, add_article):
    first, second = add_article("Satu"), add_article("Dua")
    quotes = (SAID, replace(SAID, is_direct=False, rule="pronoun", speaker=None))
    with engine.begin() as connection:
        assert save_quotes(connection, {first: quotes, second: ()}) == 1
        assert load_quotes(connection, [first, second]) == {first: quotes, second: ()}


def test_only_what_differs_is_written(engine, add_article):
    article_id = add_article("Satu")
    with engine.begin() as connection:
        save_quotes(connection, {article_id: [SAID]})
        row = connection.execute(text("SELECT id FROM quote")).scalar_one()
        assert save_quotes(connection, {article_id: [SAID]}) == 0
        assert connection.execute(text("SELECT id FROM quote")).scalar_one() == row
        assert save_quotes(connection, {article_id: []}) == 1
        assert load_quotes(connection, [article_id]) == {article_id: ()}


def test_quotes_go_with_their_article(engine, add_article):
    article_id = add_article("Satu")
    with engine.begin() as connection:
        save_quotes(connection, {article_id: [SAID]})
        connection.execute(text("DELETE FROM article"))
        assert connection.execute(text("SELECT count(*) FROM quote")).scalar_one() == 0
