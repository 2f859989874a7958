"""A client of the app on the test's own database, and a small fictional corpus to ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from models.settings import Settings
from models.tables import ArticleTag, Milestone, Night, SourceNight, Story
from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder
from serving.web.app import make_app

BODY = (
    "Pemkab Belitung Timur meluncurkan aplikasi Beresek di Manggar.\n\n"
    "Warga membayar retribusi sampah lewat ponsel, kata kepala dinas."
)

AddRows = Callable[..., None]


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """Asks the app as a browser would; errors of the app are answers, not exceptions."""
    with TestClient(make_app(settings), raise_server_exceptions=False, follow_redirects=False) as asking:
        yield asking


@pytest.fixture
def add_rows(engine: Engine) -> AddRows:
    """Keep rows of any table."""

    def add(*rows: SQLModel) -> None:
        with Session(engine) as session:
            session.add_all(rows)
            session.commit()

    return add


@pytest.fixture
def corpus(engine: Engine, add_article: Callable[..., int], add_rows: AddRows) -> dict[str, int]:
    """Four articles, searchable: the launch of an app told by two outlets, a parking trial, a sports result."""
    add_rows(Story(id=7, title="Beresek", article_count=2, outlet_count=2))
    launch = {
        "regencies": ["belitung-timur"],
        "pillars": ["environment", "economy"],
        "scope": "regency",
        "is_relevant": True,
        "story_id": 7,
    }
    ids = {
        "launch": add_article("Beltim luncurkan aplikasi Beresek", BODY, relevance="explicit", **launch),
        "copy": add_article(
            "Bayar sampah pakai ponsel", BODY, relevance="implicit", source_id="kabar_lain", outlet="Kabar Lain",
            published_at=datetime(2026, 11, 9, 17, 30, tzinfo=UTC), **launch,
        ),
        "parking": add_article(
            "Parkir nontunai di Pangkalpinang", "Juru parkir menerima QRIS.", regencies=["pangkalpinang"],
            pillars=["living"], scope="regency", is_relevant=True, relevance="implicit",
            published_at=datetime(2026, 11, 3, 5, tzinfo=UTC),
        ),
        "sports": add_article("Voli antarkampung", "Tim putri menang tiga set.", key="kabarcontoh.test/voli"),
    }  # fmt: skip
    add_rows(*_reasons(ids["launch"]))
    embed_articles(engine, BundledEmbedder())
    return ids


@pytest.fixture
def night(add_rows: AddRows) -> datetime:
    """One night in which one source was seen and another was not; returns when it ended."""
    ended_at = datetime(2026, 11, 16, 1, 30, tzinfo=UTC)
    times: dict[str, Any] = {"started_at": ended_at, "ended_at": ended_at}
    add_rows(Night(id=1, kind="live", state="done", **times))
    add_rows(
        SourceNight(night_id=1, source_id="bangka_pos", state="ok", reason="feed: 12 new", **times),
        SourceNight(night_id=1, source_id="babel_pos", state="blocked", reason="answered 403", **times),
    )
    return ended_at


def _reasons(article_id: int) -> list[SQLModel]:
    at = BODY.index("Belitung Timur")
    place = {"field": "body", "start": at, "end": at + 14, "text": "Belitung Timur"}
    sentence = BODY.partition("\n\n")[0]
    whole = {"field": "body", "start": 0, "end": len(sentence), "text": sentence}
    return [
        ArticleTag(
            article_id=article_id, kind="regency", value="belitung-timur", score=0.9, rule="name", spans=[place]
        ),
        ArticleTag(article_id=article_id, kind="pillar", value="environment", score=0.75, rule="signal", spans=[]),
        Milestone(
            article_id=article_id, kind="launch-app", status="done", regency="belitung-timur", sentence=sentence,
            span=whole, score=0.8, event_on=datetime(2026, 11, 10, tzinfo=UTC).date(), figures={"year": "2026"},
        ),
    ]  # fmt: skip
