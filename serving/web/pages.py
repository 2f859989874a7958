"""The pages for people: search, matrix, one article, sources, the list of the API. Server-rendered, no script."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from models.clock import Week
from models.errors import UsageError
from serving.articles import WeekCount, load_card_facts, load_source_ids, load_weeks
from serving.ledger import make_ledger
from serving.monitor import matrix, source_statuses
from serving.search import SearchResult, search
from serving.web import labels
from serving.web.article_page import render_article
from serving.web.cards import make_cards
from serving.web.form import DEEPEST, Choices, SearchForm, read_form
from serving.web.heat import STEPS, load_drawing, make_rows
from serving.web.periods import choose_week, week_after
from serving.web.readings import describe_reading, make_facets
from serving.web.rendering import render_page
from serving.web.resources import Resources, Shared

PAGE_SIZE = 20

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
page = partial(router.api_route, methods=["GET", "HEAD"])


@page("/")
def show_search(request: Request, shared: Shared) -> Response:
    """Search and its results; without words the newest relevant articles."""
    choices = _choices(shared)
    form, complaints = read_form(request.query_params, choices)
    if complaints:
        return _render_search(request, form, choices, complaints=complaints, status=422)
    found = search(shared.engine, shared.load_embedder, form.request(PAGE_SIZE), shared.knowledge)
    wanted = form.mulai + PAGE_SIZE
    facts = load_card_facts(shared.engine, [hit.id for hit in found.hits])
    has_more = found.total > wanted and len(found.hits) == PAGE_SIZE
    return _render_search(
        request,
        form,
        choices,
        cards=make_cards(found.hits, facts, form, shared.labels),
        summary=_summary(form, found),
        reading=describe_reading(found, shared.labels),
        literal=form.url(harfiah="ya") if found.understood and not form.harfiah else None,
        facets=make_facets(found.facets, form, shared.labels),
        later=form.url(mulai=wanted) if has_more and wanted <= DEEPEST else None,
        earlier=form.url(mulai=max(0, form.mulai - PAGE_SIZE)) if form.mulai else None,
    )


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


def _choices(shared: Resources) -> Choices:
    words = shared.labels
    stored = load_source_ids(shared.engine)
    sources = {source_id: words.sources.get(source_id, source_id) for source_id in stored}
    return {
        "wilayah": words.places,
        "pilar": words.pillars,
        "tahap": words.milestones,
        "sumber": dict(sorted(sources.items(), key=lambda pair: pair[1].lower())),
        "mode": labels.MODES,
        "urut": labels.ORDERS,
        "per": labels.UNITS,
        "harfiah": labels.MANNERS,
    }


def _choose_week(asked: str | None, weeks: list[WeekCount]) -> Week:
    try:
        return choose_week(asked, weeks)
    except UsageError as error:
        raise HTTPException(422, f"Minggu “{asked}” tidak dikenal. Tulis tahun dan nomor minggu: 2026-W46.") from error


def _render_search(
    request: Request, form: SearchForm, choices: Choices, *, status: int = 200, **found: Any
) -> HTMLResponse:
    empty: dict[str, Any] = {"complaints": [], "cards": [], "summary": "", "reading": [], "facets": []}
    empty |= dict.fromkeys(("later", "earlier", "literal"))
    return render_page(request, "search.html.j2", status=status, form=form, choices=choices, **{**empty, **found})


def _summary(form: SearchForm, found: SearchResult) -> str:
    """Which of how many."""
    shown = len(found.hits)
    if not shown:
        return "Tidak ada artikel yang cocok."
    what = "artikel" if form.has_words else "artikel relevan terbaru"
    first, last = form.mulai + 1, form.mulai + shown
    return f"{what} {first}–{last} dari {labels.format_number(found.total)}"
