"""What the form "Koreksi" of an article sends: a correction, or taking one back. Answered with the article's page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from models.errors import UsageError
from serving.articles import load_article
from serving.correcting import Author, correct_article, undo_correction
from serving.finding import find_article
from serving.web.article_page import render_article
from serving.web.corrections_form import CorrectionForm, Fields, parse_fields, read_correction
from serving.web.resources import Resources, Shared

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


async def _read_fields(request: Request) -> Fields:
    body = await request.body()
    return await run_in_threadpool(parse_fields, body)


Sent = Annotated[Fields, Depends(_read_fields)]


@router.post("/artikel/{article_id:int}/koreksi")
def correct(article_id: int, request: Request, shared: Shared, fields: Sent) -> Response:
    """Keep a correction and show the article with it; the form again, with complaints, where it makes no sense."""
    if load_article(shared.engine, article_id) is None:
        raise HTTPException(404, f"Tidak ada artikel bernomor {article_id}.")
    form = read_correction(fields)
    complaints = form.complaints or _correct(article_id, form, shared)
    if complaints:
        return render_article(request, shared, article_id, form, complaints)
    return _back_to(article_id)


@router.post("/artikel/{article_id:int}/koreksi/{correction_id:int}/batal")
def undo(article_id: int, correction_id: int, request: Request, shared: Shared, fields: Sent) -> Response:
    """Take a correction back and show the article without it."""
    form = read_correction(fields)
    if not form.name:
        return render_article(request, shared, article_id, form, ["Tulis nama Anda untuk membatalkan koreksi."])
    try:
        undo_correction(shared.engine, correction_id, Author(form.name, form.note))
    except UsageError as error:
        complaint = f"Koreksi {correction_id} tidak dapat dibatalkan ({error})."
        return render_article(request, shared, article_id, form, [complaint])
    return _back_to(article_id)


def _correct(article_id: int, form: CorrectionForm, shared: Resources) -> list[str]:
    """What stood against it, if anything."""
    merge_with = None
    if form.merge_with:
        try:
            merge_with = find_article(shared.engine, shared.catalogue, form.merge_with)
        except UsageError:
            return [f"Tidak ada artikel “{form.merge_with}”. Tulis nomornya (angka di alamat halaman) atau alamatnya."]
    try:
        asked = form.ask(merge_with)
        correct_article(shared.engine, shared.catalogue, article_id, asked, Author(form.name, form.note))
    except UsageError as error:
        return [f"Koreksi tidak disimpan ({error}). Jika label berubah sejak halaman dibuka, muat ulang halaman ini."]
    return []


def _back_to(article_id: int) -> Response:
    return RedirectResponse(f"/artikel/{article_id}#koreksi", 303)
