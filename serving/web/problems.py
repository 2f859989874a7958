"""Where an error becomes an answer: JSON (RFC 9457) for programs, a plain page for people, the same status for both."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from models.errors import ProjectError, SourceError, StorageError, UsageError
from serving.web.rendering import render_page
from serving.web.security import HEADERS

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
STATUS_OF: dict[type[ProjectError], int] = {UsageError: 422, StorageError: 503, SourceError: 502}
"""Any other ProjectError is a fault of this installation: 500."""
HEADINGS = {
    403: "Tidak diizinkan",
    404: "Halaman tidak ditemukan",
    405: "Cara ini tidak diizinkan",
    413: "Kiriman terlalu besar",
    422: "Permintaan tidak dapat dipahami",
    503: "Penyimpanan sedang tidak tersedia",
}


class Problem(BaseModel):
    """What went wrong."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    """One sentence naming the value and what is allowed."""


def promise_problem(description: str) -> dict[str, Any]:
    """An error as an address of the API declares it."""
    # Given as `model`, FastAPI would promise it as application/json.
    return {"description": description, "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}


WRITING_REFUSED: dict[int | str, dict[str, Any]] = {
    403: promise_problem("Sent by a page of another site, or this installation is read-only.")
}


def add_handlers(app: FastAPI) -> None:
    """Let this module answer every error of the app."""
    app.add_exception_handler(ProjectError, _answer_project_error)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    app.add_exception_handler(HTTPException, _answer_http_error)
    app.add_exception_handler(OperationalError, _answer_database_error)
    app.add_exception_handler(PoolTimeout, _answer_database_error)
    app.add_exception_handler(Exception, _answer_unexpected)


def answer_problem(request: Request, status: int, detail: str) -> Response:
    """The error in the form this address promises."""
    title = HTTPStatus(status).phrase
    if is_for_programs(request.url.path):
        problem = Problem(title=title, status=status, detail=detail)
        return JSONResponse(problem.model_dump(), status, HEADERS, MEDIA_TYPE)
    heading = HEADINGS.get(status, "Terjadi kesalahan")
    page = render_page(request, "problem.html.j2", status=status, code=status, heading=heading, detail=detail)
    page.headers.update(HEADERS)
    return page


def is_for_programs(path: str) -> bool:
    """True for the addresses that answer in JSON."""
    return path.startswith("/api/") or path in ("/health", "/openapi.json")


async def _answer_project_error(request: Request, error: Exception) -> Response:
    statuses = (STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)
    status = next(statuses, 500)
    if status >= 500:
        logger.error("%s: %s", request.url.path, error)
    return answer_problem(request, status, str(error))


async def _answer_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    details = (f"{'.'.join(map(str, found['loc'][1:])) or 'query'}: {found['msg']}" for found in error.errors())
    return answer_problem(request, 422, "; ".join(details))


async def _answer_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    is_bare = error.detail == HTTPStatus(error.status_code).phrase
    answer = answer_problem(request, error.status_code, _say_address(request) if is_bare else error.detail)
    answer.headers.update(error.headers or {})
    return answer


def _say_address(request: Request) -> str:
    asked = f"{request.method} {request.url.path}"
    return asked if is_for_programs(request.url.path) else f"Permintaan {asked} tidak dilayani di sini."


async def _answer_database_error(request: Request, error: Exception) -> Response:
    logger.error("%s: %s", request.url.path, error)
    return answer_problem(request, 503, "the database did not answer; try again in a moment")


async def _answer_unexpected(request: Request, error: Exception) -> Response:
    """The server logs the traceback; nobody outside gets to see it."""
    return answer_problem(request, 500, "an unexpected error; the server's log says more")
