"""The pages for people that only read: search, matrix, one article, sources, the list of the API. Server-rendered, no
script. Saved searches are `saved_pages.py`.
"""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from models.clock import Week
from models.errors import UsageError
from serving.articles import WeekCount, load_weeks
from serving.ledger import make_ledger
from serving.monitor import matrix, source_statuses
from serving.web import labels
from serving.web.article_page import render_article
from serving.web.heat import STEPS, load_drawing, make_rows
from serving.web.periods import choose_week, week_after
from serving.web.rendering import render_page
from serving.web.resources import Shared
from serving.web.search_page import render_search

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
page = partial(router.api_route, methods=["GET", "HEAD"])


@page("/")
def show_search(request: Request, shared: Shared) -> Response:
    """Search and its results; without words the newest relevant articles."""
    return render_search(request, shared)


@page("/wilayah")
def show_matrix(request: Request, shared: Shared) -> Response:
    """The matrix of one week, as a map and as a heat table."""
    weeks = load_weeks(shared.engine)
    week = _choose_week(request.query_params.get("minggu") or None, weeks)
    rows = make_rows(matrix(shared.engine, shared.catalogue, week.since, week.until), week, shared.labels)
    counts = {found.week: found for found in weeks}
    return render_page(
        request,
        "matrix.html.j2",
        week=week,
        span=labels.format_span(week.monday, week.sunday),
        rows=rows,
        pillars=shared.labels.pillars,
        glosses=shared.labels.glosses,
        drawing=load_drawing(shared.catalogue, rows),
        steps=STEPS,
        count=counts.get(week, WeekCount(week, 0, 0)),
        count_before=counts.get(week.before(), WeekCount(week, 0, 0)),
        before=week.before(),
        after=week_after(week),
        weeks=weeks,
    )


@page("/tahap")
def show_ledger(request: Request, shared: Shared) -> Response:
    """The steps of the programme per regency, in order of time."""
    places = make_ledger(shared.engine, shared.catalogue)
    return render_page(request, "ledger.html.j2", places=places, labels=shared.labels)


@page("/artikel/{article_id:int}")
def show_article(article_id: int, request: Request, shared: Shared) -> Response:
    """One article with its evidence marked, its tags, milestones, story and corrections."""
    return render_article(request, shared, article_id)


@page("/sumber")
def show_sources(request: Request, shared: Shared) -> Response:
    """How every source fares."""
    statuses = source_statuses(shared.engine, shared.catalogue)
    groups = {
        "Perlu diperiksa": [status for status in statuses if status.state not in (*labels.SEEN, *labels.IDLE)],
        "Terlihat": [status for status in statuses if status.state in labels.SEEN],
        "Belum dipanen": [status for status in statuses if status.state in labels.IDLE],
    }
    return render_page(request, "sources.html.j2", groups=groups, total=len(statuses))


@page("/api")
def show_api(request: Request) -> Response:
    """What programs may ask for, from the same description as /openapi.json."""
    return render_page(request, "api.html.j2", described=request.app.openapi())


@page("/docs")
def forward_docs() -> Response:
    """The usual address of an API's description."""
    return RedirectResponse("/api")


def _choose_week(asked: str | None, weeks: list[WeekCount]) -> Week:
    try:
        return choose_week(asked, weeks)
    except UsageError as error:
        raise HTTPException(422, f"Minggu “{asked}” tidak dikenal. Tulis tahun dan nomor minggu: 2026-W46.") from error
