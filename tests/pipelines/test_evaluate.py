from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from models.catalogue import Catalogue
from models.shapes import ArticleText
from pipelines.baseline import NaiveTagger
from pipelines.evaluate import Count, evaluate_tags, export_row, tag_row
from pipelines.tag import Tagger

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY / ".." / "shared"
GOLD = SHARED / "gold" / "articles.jsonl"
SCORER = SHARED / "tools" / "score_tags.py"
HOLDOUT = REPOSITORY / "bench" / "tagging" / "holdout.jsonl"

LABEL: dict[str, Any] = {
    "id": "1",
    "url": "https://contoh.example/1",
    "title": "Judul",
    "text": "Isi.",
    "relevant": True,
    "regencies": ["bangka"],
    "province": False,
    "pillars": ["governance"],
    "milestone": ["none"],
    "published": None,
}
RIGHT: dict[str, Any] = {"relevant": True, "regencies": ["bangka"], "pillars": ["governance"], "milestones": []}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue("bangka_belitung", samples=None)


@pytest.fixture(scope="module")
def tagger(catalogue: Catalogue) -> Tagger:
    return Tagger(catalogue)


def _evaluate(label: dict[str, Any], result: dict[str, Any] | None) -> dict[str, Any]:
    return evaluate_tags([LABEL | label], lambda row: result)


@pytest.mark.parametrize(
    ("hits", "extra", "missed", "expected"),
    [
        (3, 1, 0, (0.857, 0.75, 1.0)),
        (0, 0, 0, (0.0, 0.0, 0.0)),
        (0, 2, 2, (0.0, 0.0, 0.0)),
        (1, 0, 1, (0.667, 1.0, 0.5)),
    ],
)
def test_counts_become_f1_precision_and_recall(
    hits: int, extra: int, missed: int, expected: tuple[float, float, float]
) -> None:
    assert Count(hits, extra, missed).scores() == expected


def test_a_right_answer_scores_one_everywhere_it_is_asked() -> None:
    scores = _evaluate({}, RIGHT)
    assert scores["relevant"] == scores["regency"] == scores["pillar"] == (1.0, 1.0, 1.0)
    assert scores["disagreements"] == []


def test_borderline_rows_are_left_out() -> None:
    scores = _evaluate({"relevant": "borderline"}, {"relevant": True, "regencies": ["belitung"]})
    assert scores["relevant"] == (0.0, 0.0, 0.0)
    assert scores["disagreements"] == []


def test_only_relevant_rows_are_asked_for_places_and_pillars() -> None:
    scores = _evaluate({"relevant": False, "regencies": ["bangka"]}, {"relevant": False, "regencies": []})
    assert scores["regency"] == (0.0, 0.0, 0.0)
    assert scores["disagreements"] == []


def test_disagreements_name_article_and_field() -> None:
    scores = _evaluate({}, RIGHT | {"regencies": ["bangka", "belitung"]})
    assert scores["regency"] == (0.667, 0.5, 1.0)
    assert scores["disagreements"] == [
        {"field": "regency", "id": "1", "want": ["bangka"], "have": ["bangka", "belitung"], "title": "Judul"}
    ]
    assert scores["values"]["regency"] == {"bangka": (1.0, 1.0, 1.0), "belitung": (0.0, 0.0, 0.0)}


@pytest.mark.parametrize(
    ("labelled", "found", "expected"),
    [
        (["mou"], [{"kind": "komitmen"}], (1.0, 1.0, 1.0)),
        (["mou"], ["mou", "mou"], (1.0, 1.0, 1.0)),
        (["award"], [{"stage": "penghargaan"}], (1.0, 1.0, 1.0)),
        (["none"], [{"kind": "wacana"}, {"kind": "kritik"}], (0.0, 0.0, 0.0)),
        (["none"], [{"kind": "index"}], (0.0, 0.0, 0.0)),
        (["bimtek-1", "masterplan"], [{"kind": "bimtek-1"}, {"kind": "training"}], (0.5, 0.5, 0.5)),
    ],
)
def test_milestones_answer_to_several_names(
    labelled: list[str], found: list[Any], expected: tuple[float, float, float]
) -> None:
    assert _evaluate({"milestone": labelled}, RIGHT | {"milestones": found})["milestone"] == expected


@pytest.mark.parametrize("result", [{"scope": "province"}, {"scope": "provinsi"}, {"province": True}])
def test_province_may_be_said_in_several_ways(result: dict[str, Any]) -> None:
    assert _evaluate({"province": True}, RIGHT | result)["province"] == (1.0, 1.0, 1.0)


def test_stated_dates_must_be_met_to_the_day() -> None:
    met = _evaluate({"published": "2024-05-06"}, RIGHT | {"published_at": "2024-05-06T03:00:00+00:00"})
    missed = _evaluate({"published": "2024-05-06"}, RIGHT)
    assert (met["date_exact"], missed["date_exact"]) == (1.0, 0.0)


def test_a_row_without_result_is_missing_and_wrong() -> None:
    scores = _evaluate({}, None)
    assert scores["missing"] == 1
    assert scores["relevant"] == (0.0, 0.0, 0.0)


def test_a_row_goes_through_the_tagger_with_the_date_its_text_states(tagger: Tagger) -> None:
    row = LABEL | {
        "text": "SUNGAILIAT - Pemkab Bangka meluncurkan aplikasi, Senin (6/5/2024).",
        "published": "1999-01-01",
    }
    result = tag_row(tagger, row)
    assert result["relevant"] is True
    assert result["regencies"] == ["bangka"]
    assert result["published_at"] == "2024-05-06"


def test_an_exported_row_has_what_scores_need(tagger: Tagger) -> None:
    tagging = tagger.tag(ArticleText("https://contoh.example/1", "Judul", "Isi."))
    assert export_row(LABEL, tagging, date(2024, 5, 6)) == {
        "url": "https://contoh.example/1",
        "relevant": False,
        "scope": "elsewhere",
        "regencies": [],
        "pillars": [],
        "milestones": [],
        "published_at": "2024-05-06",
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.mark.skipif(not HOLDOUT.is_file(), reason="the labelled articles of bench/ are no part of an installed package")
def test_the_tagger_beats_names_and_keywords(catalogue: Catalogue, tagger: Tagger) -> None:
    rows = _rows(HOLDOUT)
    ours = evaluate_tags(rows, partial(tag_row, tagger))
    naive = evaluate_tags(rows, NaiveTagger(catalogue))
    for name in ("relevant", "regency", "province", "pillar", "milestone"):
        assert ours[name][0] > naive[name][0]
    assert ours["relevant"][0] > 0.9
    assert ours["regency"][0] > 0.95


@pytest.mark.skipif(not GOLD.is_file(), reason="needs the shared folder with the labelled articles")
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")  # its files
@pytest.mark.parametrize("make", [lambda catalogue, tagger: partial(tag_row, tagger), lambda c, _: NaiveTagger(c)])
def test_agrees_with_the_shared_scorer(
    catalogue: Catalogue,
    tagger: Tagger,
    make: Callable[[Catalogue, Tagger], Callable[[Any], Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows, tag = _rows(GOLD), make(catalogue, tagger)
    export = tmp_path / "export.jsonl"
    export.write_text("\n".join(json.dumps(tag(row)) for row in rows), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["score_tags.py", str(GOLD), str(export)])
    runpy.run_path(str(SCORER), run_name="__main__")
    theirs = json.loads(capsys.readouterr().out)
    ours = evaluate_tags(rows, tag)
    assert {name: list(ours[name]) if isinstance(ours[name], tuple) else ours[name] for name in theirs} == theirs


@pytest.mark.skipif(not GOLD.is_file(), reason="needs the shared folder with the labelled articles")
def test_reaches_the_goal_on_the_labelled_articles(tagger: Tagger) -> None:
    scores = evaluate_tags(_rows(GOLD), partial(tag_row, tagger))
    goals = {"relevant": 0.95, "regency": 0.97, "province": 0.90, "pillar": 0.85, "milestone": 0.80}
    assert {name: scores[name][0] >= goal for name, goal in goals.items()} == dict.fromkeys(goals, True)
