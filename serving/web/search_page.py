"""The page of a search: the form, what was found, what it was taken for, and ways on: narrower, alike, saved."""

from __future__ import annotations

from typing import Any, NamedTuple

from fastapi import Request
from fastapi.responses import HTMLResponse

from models import clock
from models.clock import wib_date
from models.errors import UsageError
from serving.articles import load_card_facts, load_source_ids, load_title
from serving.saved import list_saved
from serving.search import SearchResult, search
from serving.search.composing import FIELDS, FilterTwiceError, compose_query
from serving.web import labels
from serving.web.cards import make_cards
from serving.web.form import DEEPEST, STANDARD, Choices, SearchForm, read_form, search_url
from serving.web.readings import describe_reading, make_facets
from serving.web.rendering import render_page
from serving.web.resources import Resources

PAGE_SIZE = 20
MOST_SAVED = 8
"""So many saved searches are linked above the results; the page of all of them is one click away."""


class Line(NamedTuple):
    """A search as it would be saved, or why it cannot be."""

    query: str = ""
    complaint: str = ""


def render_search(request: Request, shared: Resources) -> HTMLResponse:
    """Search and its results; without words the newest relevant articles."""
    choices = _choices(shared)
    form, complaints = read_form(request.query_params, choices)
    alike = load_title(shared.engine, int(form.serupa)) if form.serupa else None
    if form.serupa and alike is None:
        complaints = [*complaints, f"Tidak ada artikel bernomor {form.serupa}."]
    saved = [(kept.name, search_url(q=kept.query)) for kept in list_saved(shared.engine)]
    if complaints:
        return _render(request, form, choices, saved, complaints=complaints, status=422)
    found = search(shared.engine, shared.load_embedder, form.request(PAGE_SIZE), shared.knowledge)
    facts = load_card_facts(shared.engine, [hit.id for hit in found.hits])
    later, earlier = _paging(form, found)
    return _render(
        request,
        form,
        choices,
        saved,
        alike=alike,
        cards=make_cards(found.hits, facts, form, shared.labels),
        summary=_summary(form, found),
        reading=describe_reading(found, shared.labels),
        literal=form.url(harfiah="ya") if found.understood and not form.harfiah else None,
        facets=make_facets(found.facets, form, shared.labels),
        line=_line(form, shared),
        later=later,
        earlier=earlier,
    )


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


def _line(form: SearchForm, shared: Resources) -> Line | None:
    """None where there is nothing to save, or nobody may."""
    if shared.is_read_only or form.serupa or not (form.q or form.has_filters):
        return None
    try:
        return Line(compose_query(form.q, form.filters, shared.catalogue, wib_date(clock.now())))
    except FilterTwiceError as error:
        field = FIELDS[error.name]
        return Line(complaint=f"{field}: disebut dalam kata pencarian dan juga dipilih sebagai penyaring")
    except UsageError:
        return Line(complaint="kata pencariannya terlalu panjang")


def _paging(form: SearchForm, found: SearchResult) -> tuple[str | None, str | None]:
    """Addresses of the next and of the previous page."""
    wanted = form.mulai + PAGE_SIZE
    has_more = found.total > wanted and len(found.hits) == PAGE_SIZE and wanted <= DEEPEST
    earlier = form.url(mulai=max(0, form.mulai - PAGE_SIZE)) if form.mulai else None
    return form.url(mulai=wanted) if has_more else None, earlier


def _render(
    request: Request,
    form: SearchForm,
    choices: Choices,
    saved: list[tuple[str, str]],
    *,
    status: int = 200,
    **found: Any,
) -> HTMLResponse:
    empty: dict[str, Any] = {"complaints": [], "cards": [], "summary": "", "reading": [], "facets": []}
    empty |= dict.fromkeys(("later", "earlier", "literal", "alike", "line"))
    is_special = any(vars(form)[name] != value for name, value in STANDARD.items()) or bool(form.harfiah)
    given = {"form": form, "choices": choices, "saved": saved[:MOST_SAVED], "saved_count": len(saved)}
    return render_page(request, "search.html.j2", status=status, is_special=is_special, **{**empty, **given, **found})


def _summary(form: SearchForm, found: SearchResult) -> str:
    """Which of how many."""
    shown = len(found.hits)
    if not shown:
        return "Tidak ada artikel yang cocok."
    what = "artikel" if form.has_words or form.serupa else "artikel relevan terbaru"
    first, last = form.mulai + 1, form.mulai + shown
    return f"{what} {first}–{last} dari {labels.format_number(found.total)}"
