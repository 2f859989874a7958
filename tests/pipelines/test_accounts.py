from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from models.store.stories import StoryArticle
from pipelines.accounts import CEILING, FLOOR, MOST_DAYS_COUNTED, WEIGHTS, Accounts, Weights
from pipelines.embedder import BundledEmbedder
from pipelines.similarity import read_features

AT = datetime(2026, 11, 10, 5, tzinfo=UTC)
FIRE = "Gudang kayu di Tanjung Ketapang, Toboali, terbakar. Kerugian ditaksir Rp400 juta, kata petugas Damkar."
RETOLD = "Api menghanguskan gudang kayu warga Tanjung Ketapang. Damkar menaksir kerugian pemiliknya Rp400 juta."
ROAD = "Jalan desa di Sungai Selan mulai ditambal sebelum musim hujan tiba, panjangnya tiga kilometer."


def tell(body: str = FIRE, *, days: float = 0, regencies: tuple[str, ...] = (), steps: tuple[str, ...] = ()) -> Any:
    return StoryArticle(0, None, body, AT + timedelta(days=days), list(regencies), list(steps)), body


def compare(*told: Any, weights: Weights = WEIGHTS) -> Accounts:
    articles = [article for article, _ in told]
    bodies = [body for _, body in told]
    features = [read_features("Kabar", body, date(2026, 11, 10)) for body in bodies]
    return Accounts(articles, features, BundledEmbedder().embed_passages(bodies), list(range(len(told))), weights)


def score(one: Any, other: Any) -> float:
    return float(compare(one, other).scores(np.array([0]), np.array([1]))[0, 0])


def test_another_account_is_likely_and_another_event_is_not() -> None:
    assert score(tell(), tell(RETOLD)) > 0 > score(tell(), tell(ROAD)) >= FLOOR
    assert score(tell(), tell()) == CEILING


@pytest.mark.parametrize(
    ("change", "weight"),
    [
        ({"days": 1}, WEIGHTS.days_apart),
        ({"days": 2}, MOST_DAYS_COUNTED * WEIGHTS.days_apart),
        ({"days": 6.9}, MOST_DAYS_COUNTED * WEIGHTS.days_apart),
        ({"regencies": ("belitung",)}, WEIGHTS.other_place),
        ({"regencies": ("belitung", "bangka")}, WEIGHTS.same_place),
        ({"steps": ("kritik bangka 2026-11-10",)}, WEIGHTS.same_step),
        ({"steps": ("award bangka 2026-11-10",)}, 0.0),
        ({"steps": ("kritik bangka 2026-11-09",)}, 0.0),
    ],
    ids=["a day", "two days", "a week", "other place", "one place", "step", "a step that comes often", "other day's"],
)
def test_each_kind_of_evidence_adds_its_weight(change: dict[str, Any], weight: float) -> None:
    own = {"regencies": ("bangka",), "steps": ("kritik bangka 2026-11-10", "award bangka 2026-11-10")}
    weights = WEIGHTS._replace(none=0.0, words=0.0, meaning=0.0)
    accounts = compare(tell(**own), tell(RETOLD, **change), weights=weights)
    assert accounts.scores(np.array([0]), np.array([1]))[0, 0] == pytest.approx(weight, abs=0.001)


def test_days_named_speak_against_each_other() -> None:
    one, other = "Acara digelar Senin (9/11/2026) di Koba.", "Acara digelar Minggu (8/11/2026) di Koba."
    accounts = compare(tell(one), tell(other), tell(one), tell(FIRE))
    assert accounts.evidence(np.array([0]), np.arange(1, 4)).other_day.tolist() == [[True, False, False]]


def test_what_is_more_than_a_week_apart_is_not_one_event() -> None:
    assert score(tell(), tell(days=7.1)) == FLOOR
    accounts = compare(tell(), tell(days=7.1), tell(days=6.9))
    assert [accounts.is_near(0, other) for other in (1, 2)] == [False, True]
