"""The REST API of saved searches: listing them with what they find, keeping and removing them. Times in WIB.

Searching by one is `/api/search?saved=NAME`.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Response
from pydantic import ConfigDict, Field

from models import clock
from models.clock import wib_date
from serving.saved import LONGEST_NAME, NameTakenError, as_dict, count_saved, find_saved, remove_saved, save_search
from serving.search.language import MOST_CHARACTERS
from serving.web.answers import Answer, Instant
from serving.web.problems import WRITING_REFUSED, promise_problem
from serving.web.resources import Shared

router = APIRouter(
    responses={
        422: promise_problem("The request makes no sense, or there is no saved search of this name."),
        503: promise_problem("The database cannot be reached."),
    }
)
_QUERY = Field(
    description="in the query language, its filters too: parkir -liar wilayah:pangkalpinang sejak:2026-11-01",
    min_length=1,
    max_length=MOST_CHARACTERS,
)
Name = Annotated[str, Path(description="in whatever case", min_length=1)]


class QueryRequest(Answer):
    """What is kept under the name in the address."""

    model_config = ConfigDict(extra="forbid")
    query: str = _QUERY


class SavedRequest(QueryRequest):
    """A query and its name."""

    name: str = Field(description="unique in whatever case", min_length=1, max_length=LONGEST_NAME)


class SavedAnswer(Answer):
    """One saved search."""

    name: str
    query: str
    made_at: Instant
    changed_at: Instant


class CountedAnswer(SavedAnswer):
    """One saved search and what it finds today."""

    total: int = Field(description="articles it finds")
    last_7_days: int = Field(description="those published in the last 7 days, WIB, today among them")
    problems: list[str] = Field(description="what of the query was not understood and is read as words")
    understood: dict[str, Any] = Field(description="what the query was taken for, as in a search")


@router.get("/api/saved")
def list_searches(shared: Shared) -> list[CountedAnswer]:
    """Every saved search by name, with how many articles it finds; relative days in a query count from today."""
    today = wib_date(clock.now())
    found = count_saved(shared.engine, shared.load_embedder, shared.knowledge, today)
    return [CountedAnswer.model_validate(counted.as_dict()) for counted in found]


@router.post(
    "/api/saved",
    status_code=201,
    responses={**WRITING_REFUSED, 409: promise_problem("There is a search of this name.")},
)
def add_search(asked: SavedRequest, shared: Shared) -> SavedAnswer:
    """Keep a query under a new name."""
    try:
        kept, _ = save_search(shared.engine, asked.name, asked.query)
    except NameTakenError as error:
        raise HTTPException(409, str(error)) from error
    return SavedAnswer.model_validate(as_dict(kept))


# Names may hold a slash, which a server cannot tell from one of the address.
@router.put("/api/saved/{name:path}", responses={**WRITING_REFUSED, 201: {"description": "Kept under a new name."}})
def put_search(name: Name, asked: QueryRequest, shared: Shared, response: Response) -> SavedAnswer:
    """Keep a query under this name, in the place of the one that is there if any."""
    kept, is_new = save_search(shared.engine, name, asked.query, may_replace=True)
    response.status_code = 201 if is_new else 200
    return SavedAnswer.model_validate(as_dict(kept))


@router.get("/api/saved/{name:path}")
def show_search(name: Name, shared: Shared) -> SavedAnswer:
    """One saved search."""
    return SavedAnswer.model_validate(as_dict(find_saved(shared.engine, name)))


@router.delete("/api/saved/{name:path}", responses=WRITING_REFUSED)
def remove_search(name: Name, shared: Shared) -> SavedAnswer:
    """Forget a saved search; answers what it was."""
    return SavedAnswer.model_validate(as_dict(remove_saved(shared.engine, name)))
