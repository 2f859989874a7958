import json
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from models.tables import Milestone
from serving.ledger import make_ledger


@pytest.fixture
def report(engine, add_article):
    """Keep a relevant article of some places that reports steps."""

    def add(title, places, *steps, scope="regency", **values):
        article_id = add_article(title, is_relevant=True, regencies=places, scope=scope, **values)
        with Session(engine) as session:
            for kind, status, more in steps:
                given = {"sentence": title, "span": {}, **more}
                session.add(Milestone(article_id=article_id, kind=kind, status=status, **given))
            session.commit()
        return article_id

    return add


def by_place(engine, catalogue):
    return {place.place: place for place in make_ledger(engine, catalogue)}


def test_an_empty_store_has_no_news_of_any_regency(engine, real_catalogue):
    found = make_ledger(engine, real_catalogue)
    assert [place.place for place in found] == [
        "bangka", "belitung", "bangka-selatan", "bangka-tengah", "bangka-barat", "belitung-timur", "pangkalpinang",
        "province",
    ]  # fmt: skip
    assert {place.state for place in found} == {"no_news"}


def test_no_evidence_is_a_state_of_its_own(engine, real_catalogue, report):
    report("MoU", ["bangka"], ("mou", "done", {"regency": "bangka", "event_on": date(2026, 4, 16)}))
    report("Vendor", ["bangka-tengah"], ("mitra-vendor", "done", {}), ("launch-app", "done", {}))
    report("Rencana", ["bangka-barat"], ("mou", "planned", {}))
    report("Lain", ["belitung"])
    found = by_place(engine, real_catalogue)
    assert (found["bangka"].state, found["bangka"].in_programme_since) == ("in_programme", date(2026, 4, 16))
    for slug in ("bangka-tengah", "bangka-barat", "belitung"):
        assert (found[slug].state, found[slug].in_programme_since) == ("no_evidence", None), slug
    assert found["pangkalpinang"].state == "no_news"
    assert [found[slug].articles for slug in ("bangka", "belitung", "pangkalpinang")] == [1, 1, 0]


def test_a_step_goes_to_its_regency_to_the_only_one_or_to_none(engine, real_catalogue, report):
    report("Satu", ["bangka"], ("award", "done", {"regency": "belitung"}), ("budget", "planned", {}))
    report("Dua", ["bangka", "belitung"], ("training", "done", {}), scope="several")
    report("Tiga", [], ("index", "done", {}), scope="province")
    found = by_place(engine, real_catalogue)
    kinds = {place: [step.kind for step in ledger.steps] for place, ledger in found.items() if ledger.steps}
    assert kinds == {"bangka": ["budget"], "belitung": ["award"], "province": ["index"], None: ["training"]}


def test_the_province_takes_no_part_itself(engine, real_catalogue, report):
    report("Evaluasi", [], ("evaluation", "done", {}), scope="province")
    assert by_place(engine, real_catalogue)["province"].state == "no_evidence"


def test_irrelevant_articles_report_nothing(engine, real_catalogue, report, add_article):
    article_id = report("MoU", ["bangka"], ("mou", "done", {}))
    with Session(engine) as session:
        session.connection().exec_driver_sql(f"UPDATE article SET is_relevant = false WHERE id = {article_id}")
        session.commit()
    assert by_place(engine, real_catalogue)["bangka"].state == "no_news"


def test_everything_reported_is_told_to_programs(engine, real_catalogue, report):
    early, late = datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 11, tzinfo=UTC)
    one = report("Akan", ["bangka"], ("bimtek-2", "planned", {}), published_at=early)
    two = report("Sudah", ["bangka"], ("bimtek-2", "done", {"event_on": date(2026, 11, 10)}), published_at=late)
    told = by_place(engine, real_catalogue)["bangka"].as_dict()
    assert json.loads(json.dumps(told)) == told
    (step,) = told["steps"]
    assert (step["kind"], step["status"], step["date"], step["articles"]) == ("bimtek-2", "done", "2026-11-10", 2)
    assert [(r["articles"], r["status"], r["is_superseded"]) for r in step["reports"]] == [
        ([one], "planned", True),
        ([two], "done", False),
    ]
    assert step["reports"][0]["reported_at"] == "2026-11-02T07:00:00+07:00"
