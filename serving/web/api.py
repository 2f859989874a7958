"""The REST API: the answers of the command line as JSON. Times in WIB with their offset.

Nothing here writes: that are `corrections_api.py` and `saved_api.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from models.errors import UsageError
from models.lexicon import MilestoneKind, Pillar
from serving.articles import count_articles, load_article, load_source_ids, load_weeks
from serving.corrected import load_corrected
from serving.corrections import as_dict
from serving.ledger import make_ledger
from serving.monitor import PROVINCE_ROW, matrix, source_statuses
from serving.origins import as_dict as as_origin
from serving.origins import load_origin
from serving.saved import add_words, find_saved
from serving.search import Filters, SearchRequest, search
from serving.search.request import LARGEST_ID, Mode, Order, Unit
from serving.web.answers import (
    ArticleAnswer,
    HealthAnswer,
    MatrixAnswer,
    SearchAnswer,
    StatusAnswer,
    WeekAnswer,
)
from serving.web.ledger_answers import PlaceAnswer
from serving.web.periods import check_days, choose_week
from serving.web.problems import promise_problem
from serving.web.resources import Resources, Shared

MOST_CHARACTERS = 10_000
MOST_HITS = 200
DEEPEST = 1000


router = APIRouter(
    responses={
        422: promise_problem("The request makes no sense."),
        503: promise_problem("The database cannot be reached."),
    }
)


class SearchParameters(BaseModel):
    """What may be asked for; anything else is refused by name."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=MOST_CHARACTERS, description="words; empty = newest first")
    saved: str | None = Field(None, description="what is saved under this name; the words of q are added to it")
    regency: str | None = Field(
        None, description="only this regency, by its slug, or `province`", examples=["bangka-tengah"]
    )
    pillar: Pillar | None = Field(None, description="only this pillar")
    since: date | None = Field(None, description="first day, WIB")
    until: date | None = Field(None, description="last day, WIB")
    source: str | None = Field(None, description="only this source, by its id", examples=["bangka_pos"])
    milestone: MilestoneKind | None = Field(None, description="only articles reporting this step")
    mode: Mode = Field("hybrid", description="by words and meaning, by words, or by meaning")
    limit: int = Field(10, ge=1, le=MOST_HITS, description="how many hits")
    offset: int = Field(0, ge=0, le=DEEPEST, description="how many of the best hits to leave out")
    story: int | None = Field(None, ge=1, le=LARGEST_ID, description="only articles of this story")
    order: Order = Field("relevance", description="best or newest first")
    by: Unit = Field("article", description="story: the best article of each, with the others folded under it")
    literal: bool = Field(False, description="no synonyms, places, days or corrected spelling")
    timeless: bool = Field(False, description="newer articles are not preferred")
    facets: bool = Field(False, description="count the articles found by each filter's values")
    like: int | None = Field(None, ge=1, le=LARGEST_ID, description="more like this article; the query is not used")


@router.get("/api/search")
def find_articles(asked: Annotated[SearchParameters, Query()], shared: Shared) -> SearchAnswer:
    """Search the articles for words and meaning: options and keys are those of the command line."""
    query = asked.q if asked.saved is None else add_words(find_saved(shared.engine, asked.saved), asked.q)
    request = SearchRequest(
        query,
        _filters(asked, shared),
        asked.mode,
        asked.limit,
        asked.offset,
        order=asked.order,
        by=asked.by,
        is_literal=asked.literal,
        prefers_recent=not asked.timeless,
        has_facets=asked.facets,
        like=asked.like,
    )
    found = search(shared.engine, shared.load_embedder, request, shared.knowledge)
    return SearchAnswer.model_validate(found.as_dict())


@router.get("/api/matrix")
def show_matrix(
    shared: Shared,
    week: Annotated[str | None, Query(description="ISO week; default: the newest with relevant news")] = None,
) -> MatrixAnswer:
    """Events of one week by regency and pillar; the last row is the province as its own scope."""
    chosen = choose_week(week, load_weeks(shared.engine) if week is None else [])
    table = matrix(shared.engine, shared.catalogue, chosen.since, chosen.until)
    return MatrixAnswer.model_validate(
        {"week": str(chosen), "monday": chosen.monday, "sunday": chosen.sunday, "rows": table.as_dict()}
    )


@router.get("/api/ledger")
def show_ledger(
    shared: Shared,
    regency: Annotated[str | None, Query(description="only this regency, by its slug, or `province`")] = None,
) -> list[PlaceAnswer]:
    """Steps of the programme per regency in order of time, each with all its reports."""
    if regency is not None:
        _check_known("regency", regency, [*shared.catalogue.regencies, PROVINCE_ROW])
    found = make_ledger(shared.engine, shared.catalogue)
    return [PlaceAnswer.model_validate(place.as_dict()) for place in found if regency in (None, place.place)]


@router.get("/api/weeks")
def list_weeks(shared: Shared) -> list[WeekAnswer]:
    """Every week with articles, newest first."""
    return [
        WeekAnswer(
            week=str(found.week),
            monday=found.week.monday,
            sunday=found.week.sunday,
            articles=found.articles,
            relevant=found.relevant,
        )
        for found in load_weeks(shared.engine)
    ]


@router.get("/api/status")
def list_sources(shared: Shared) -> list[StatusAnswer]:
    """How every source fares: its last night, and what it brought against what is expected."""
    return [StatusAnswer.model_validate(found.as_dict()) for found in source_statuses(shared.engine, shared.catalogue)]


@router.get("/api/articles/{article_id}", responses={404: promise_problem("There is no such article.")})
def show_article(article_id: Annotated[int, Path(ge=1, le=LARGEST_ID)], shared: Shared) -> ArticleAnswer:
    """One article with its tags and their evidence, its milestones and the other articles of its story."""
    found = load_article(shared.engine, article_id)
    if found is None:
        raise HTTPException(404, f"there is no article {article_id}")
    corrected = load_corrected(shared.engine, article_id)
    origin = as_origin(load_origin(shared.engine, shared.catalogue, found.story_id))
    said = {"corrections": [as_dict(correction) for correction in corrected.corrections], "machine": corrected.machine}
    return ArticleAnswer.model_validate({**vars(found), **said, "origin": origin})


@router.head("/health", include_in_schema=False)
@router.get("/health")
def show_health(shared: Shared) -> HealthAnswer:
    """200 while the database answers, 503 otherwise."""
    return HealthAnswer(status="ok", articles=count_articles(shared.engine))


def _filters(asked: SearchParameters, shared: Resources) -> Filters:
    check_days(asked.since, asked.until)
    if asked.regency is not None:
        _check_known("regency", asked.regency, [*shared.catalogue.regencies, PROVINCE_ROW])
    if asked.source is not None:
        _check_known("source", asked.source, {*shared.catalogue.sources, *load_source_ids(shared.engine)})
    return Filters(**asked.model_dump(include={field.name for field in fields(Filters)}))


def _check_known(name: str, value: str, known: Iterable[str]) -> None:
    names = sorted(known)
    if value not in names:
        raise UsageError(f"unknown {name} {value!r}; known: {', '.join(names)}")
