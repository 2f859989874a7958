"""The page "Pencarian tersimpan": every saved search with what it finds, and the forms that keep and remove one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from models import clock
from models.clock import wib_date
from models.errors import UsageError
from serving.query_words import problem_words
from serving.saved import LONGEST_NAME, Counted, NameTakenError, count_saved, first_new_day, remove_saved, save_search
from serving.search import SearchRequest
from serving.web.corrections_form import Fields
from serving.web.corrections_pages import Sent
from serving.web.form import SearchForm, search_url
from serving.web.rendering import render_page
from serving.web.resources import Resources, Shared

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@dataclass(frozen=True)
class SavedForm:
    """The form as it was sent."""

    name: str = ""
    query: str = ""
    may_replace: bool = False


@dataclass(frozen=True)
class Row:
    """One saved search, ready for the template."""

    name: str
    query: str
    url: str
    total: int
    new: int
    new_url: str
    problems: list[str]


@router.api_route("/pencarian", methods=["GET", "HEAD"])
def show_saved(request: Request, shared: Shared) -> Response:
    """All saved searches by name."""
    return _render(request, shared)


@router.post("/pencarian")
def save(request: Request, shared: Shared, fields: Sent) -> Response:
    """Keep a search and show all of them; the form again, with complaints, where it makes no sense."""
    form = SavedForm(_one(fields, "nama"), _one(fields, "pencarian"), bool(_one(fields, "ganti")))
    try:
        save_search(shared.engine, form.name, form.query, may_replace=form.may_replace)
    except NameTakenError:
        complaint = f"Nama “{form.name}” sudah dipakai. Pilih nama lain, atau centang “ganti yang sudah ada”."
        return _render(request, shared, form, [complaint])
    except UsageError as error:
        return _render(request, shared, form, [_complaint(form, error)])
    return RedirectResponse("/pencarian", 303)


@router.post("/pencarian/hapus")
def remove(request: Request, shared: Shared, fields: Sent) -> Response:
    """Forget a search and show the others."""
    name = _one(fields, "nama")
    try:
        remove_saved(shared.engine, name)
    except UsageError:
        return _render(request, shared, complaints=[f"Tidak ada pencarian tersimpan bernama “{name}”."])
    return RedirectResponse("/pencarian", 303)


def _render(
    request: Request, shared: Resources, form: SavedForm | None = None, complaints: Sequence[str] = ()
) -> HTMLResponse:
    today = wib_date(clock.now())
    found = count_saved(shared.engine, shared.load_embedder, shared.knowledge, today, _as_on_the_page)
    return render_page(
        request,
        "saved.html.j2",
        status=422 if complaints else 200,
        rows=[_make_row(counted, first_new_day(today).isoformat()) for counted in found],
        form=form or SavedForm(),
        complaints=complaints,
        can_save=not shared.is_read_only,
    )


def _as_on_the_page(query: str) -> SearchRequest:
    """What the link of a saved search asks for: without words only relevant news."""
    return SearchForm(q=query).request(1)


def _make_row(counted: Counted, since: str) -> Row:
    saved = counted.saved
    return Row(
        name=saved.name,
        query=saved.query,
        url=search_url(q=saved.query),
        total=counted.total,
        new=counted.new,
        new_url=search_url(q=saved.query, sejak=since),
        problems=[problem_words(problem) for problem in counted.problems],
    )


def _complaint(form: SavedForm, error: UsageError) -> str:
    if not form.name:
        return "Tulis nama untuk pencarian ini."
    if not form.query:
        return "Tulis apa yang dicari."
    if len(form.name) > LONGEST_NAME:
        return f"Nama paling panjang {LONGEST_NAME} huruf."
    return f"Pencarian tidak disimpan ({error})."


def _one(fields: Fields, name: str) -> str:
    return (fields.get(name) or [""])[0]
