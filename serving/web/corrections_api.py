"""The REST API of corrections: making them, taking them back, listing them. JSON only; times in WIB."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query
from pydantic import Field

from models.store.corrections import load_corrections
from serving.articles import load_article
from serving.changes import Asked
from serving.correcting import Author, correct_article, undo_correction
from serving.corrections import as_dict
from serving.search.request import LARGEST_ID
from serving.web.answers import Answer, Instant
from serving.web.problems import WRITING_REFUSED, promise_problem
from serving.web.resources import Shared

MOST_LISTED = 1000


router = APIRouter(
    responses={
        422: promise_problem("The request makes no sense."),
        503: promise_problem("The database cannot be reached."),
    }
)
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]


class CorrectionRequest(Asked):
    """What is to be corrected of one article, by whom and why; at least one thing besides the name."""

    by: str = Field(description="who corrects", min_length=1)
    note: str = Field("", description="why")


class UndoRequest(Answer):
    """Who takes a correction back, and why."""

    by: str = Field(min_length=1)
    note: str = ""


class CorrectionAnswer(Answer):
    """One correction as it is kept."""

    id: int
    article_id: int | None = Field(description="null where no article holds the corrected pages any more")
    article_key: str
    kind: str = Field(description="relevance, scope, regency, pillar, milestone or story")
    action: str = Field(description="set, add, remove, merge, split or undo")
    value: str
    details: dict[str, Any]
    by: str
    at: Instant
    note: str
    machine_version: int = Field(description="version of the stage that said what was corrected")
    machine: dict[str, Any] = Field(description="what the machine said of the article when it was corrected")
    undoes: int | None
    undone_by: int | None


@router.post(
    "/api/articles/{article_id}/corrections",
    status_code=201,
    responses={**WRITING_REFUSED, 404: promise_problem("There is no such article.")},
)
def correct(article_id: Id, asked: CorrectionRequest, shared: Shared) -> list[CorrectionAnswer]:
    """Correct tags or story of one article: all of it or nothing. The answers of all other addresses follow at once."""
    if load_article(shared.engine, article_id) is None:
        raise HTTPException(404, f"there is no article {article_id}")
    changes = Asked.model_validate(asked.model_dump(exclude={"by", "note"}))
    made = correct_article(shared.engine, shared.catalogue, article_id, changes, Author(asked.by, asked.note))
    return [CorrectionAnswer.model_validate(as_dict(correction)) for correction in made]


@router.post("/api/corrections/{correction_id}/undo", status_code=201, responses=WRITING_REFUSED)
def undo(correction_id: Id, asked: UndoRequest, shared: Shared) -> CorrectionAnswer:
    """Take a correction back; nothing is deleted, a further row says so."""
    made = undo_correction(shared.engine, correction_id, Author(asked.by, asked.note))
    return CorrectionAnswer.model_validate(as_dict(made))


@router.get("/api/corrections")
def list_corrections(
    shared: Shared,
    article: Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="only of this article, by its id")] = None,
    active: Annotated[bool, Query(description="only those that count: neither undone nor undoing")] = False,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED, description="the last so many")] = 100,
) -> list[CorrectionAnswer]:
    """Corrections in the order in which they were made, undone ones too."""
    ids = None if article is None else [article]
    with shared.engine.connect() as connection:
        found = load_corrections(connection, article_ids=ids, is_active=active, limit=limit)
    return [CorrectionAnswer.model_validate(as_dict(correction)) for correction in found]
