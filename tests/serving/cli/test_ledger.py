import pytest
from sqlmodel import Session

from models.tables import Milestone


@pytest.fixture
def reported(engine, add_article):
    told = {"is_relevant": True, "regencies": ["bangka"], "scope": "regency"}
    with Session(engine) as session:
        for number, status in enumerate(("planned", "done"), start=1):
            article_id = add_article(f"Bimtek {number}", **told)
            session.add(Milestone(article_id=article_id, kind="bimtek-1", status=status, sentence="Bimtek"))
        session.commit()


def test_the_steps_of_a_regency_are_listed_with_what_they_corrected(call_pantau, reported):
    done = call_pantau("ledger", "--regency", "bangka")
    assert done.code == 0, done.stderr
    assert "bangka: in the national programme since 2026-11-10" in done.stdout
    assert "bimtek-1" in done.stdout
    assert "earlier: planned" in done.stdout
    assert "belitung" not in done.stdout


def test_every_place_is_told_even_where_nothing_is(call_pantau, reported):
    shown = call_pantau("ledger").stdout
    assert "pangkalpinang: no relevant news; no step reported" in shown
    places = call_pantau("ledger", "--json").json
    assert [place["state"] for place in places].count("no_news") == 7
    (step,) = places[0]["steps"]
    assert (step["status"], step["articles"]) == ("done", 2)


def test_an_unknown_regency_is_wrong_usage(call_pantau):
    done = call_pantau("ledger", "--regency", "mars")
    assert done.code == 2
    assert "bangka-tengah" in done.stderr
