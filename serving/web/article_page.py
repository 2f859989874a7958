"""The page of one article: its text with the evidence marked, its tags, what analysts corrected, the form for it."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse

from serving.articles import load_article
from serving.corrected import load_corrected
from serving.origins import load_origin
from serving.web.corrections_form import CorrectionForm, shown_state
from serving.web.corrections_words import compare, describe
from serving.web.marking import cut_paragraphs, cut_pieces, marks_of, numbered_reasons
from serving.web.rendering import render_page
from serving.web.resources import Resources


def render_article(
    request: Request,
    shared: Resources,
    article_id: int,
    form: CorrectionForm | None = None,
    complaints: Sequence[str] = (),
) -> HTMLResponse:
    """The page; with `complaints` about what was sent, 422 and what a person wrote kept. HTTPException 404."""
    article = load_article(shared.engine, article_id)
    if article is None:
        raise HTTPException(404, f"Tidak ada artikel bernomor {article_id}.")
    corrected = load_corrected(shared.engine, article_id)
    return render_page(
        request,
        "article.html.j2",
        status=422 if complaints else 200,
        article=article,
        title=cut_pieces(article.title, marks_of(article, "title")),
        paragraphs=cut_paragraphs(article.body, marks_of(article, "body")),
        numbers=[number for number, _, _ in numbered_reasons(article)],
        labels=shared.labels,
        corrections=corrected.by_id,
        history=[(correction, describe(correction, shared.labels)) for correction in corrected.history],
        compared=compare(article, corrected.machine, shared.labels) if corrected.machine else [],
        machine=corrected.machine,
        form=form or CorrectionForm(),
        state=shown_state(article),
        origin=load_origin(shared.engine, shared.catalogue, article.story_id),
        complaints=complaints,
        can_correct=not shared.is_read_only,
    )
