from models.shapes import Quote, Span
from models.store.quotes import save_quotes
from serving.articles import load_article
from serving.export import export_rows
from serving.quoted import load_quoted

BODY = '"Kami siap mulai," kata Bupati Contoh.'
SAID = Quote(
    None, "Bupati Contoh", None, "contoh", None, None, True, "named", Span("body", 1, 16, "Kami siap mulai"),
    Span("body", 24, 37, "Bupati Contoh"),
)  # fmt: skip


def test_quotes_are_shown_and_exported_with_their_place_in_the_body(engine, add_article):
    article_id = add_article("Satu", BODY)
    with engine.begin() as connection:
        save_quotes(connection, {article_id: [SAID]})
    (shown,) = load_article(engine, article_id).quotes
    assert (shown.office, shown.regency, shown.is_direct) == ("Bupati Contoh", "contoh", True)
    assert BODY[shown.start : shown.end] == shown.quote == "Kami siap mulai"
    (row,) = export_rows(engine)
    assert row["quotes"] == [
        {"speaker": None, "office": "Bupati Contoh", "regency": "contoh", "quote": "Kami siap mulai", "is_direct": True,
         "start": 1, "end": 16}
    ]  # fmt: skip


def test_nothing_is_quoted_beyond_what_may_be_shown(engine, add_article):
    article_id = add_article("Satu", BODY)
    with engine.begin() as connection:
        save_quotes(connection, {article_id: [SAID]})
        assert load_quoted(connection, article_id, BODY[:10]) == []
