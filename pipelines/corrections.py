"""Corrections over tags: what is shown of an article that an analyst corrected. The analyst wins over the machine.

`lay_over` is the rule; the rest keeps shown tags in step with corrections and re-tagging. Corrections of stories are
in `story_corrections.py`, making corrections is `serving/correcting.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import Connection, Engine

from models.corrections import CORRECTED, TAG_KINDS, Correction
from models.shapes import Relevance, Scope, Span, Tag, Tagging
from models.store import tags as store
from models.store.corrections import (
    Said,
    active_by_article,
    article_titles,
    drop_said,
    load_corrections,
    load_said,
    lock_articles,
    save_said,
)
from pipelines.milestone_corrections import correct_milestones


def refresh_corrected(engine: Engine) -> int:
    """Bring the shown tags of every article in step with the corrections that count for it; returns how many changed.

    Needed where a new reading gave the pages of a corrected article to another one, or put two articles together.
    """
    with engine.begin() as connection:
        wanted = {
            article_id: [correction.id for correction in corrections]
            for article_id, corrections in active_by_article(connection, TAG_KINDS).items()
        }
        applied = {article_id: said.correction_ids for article_id, said in load_said(connection).items()}
        stale = [i for i in wanted.keys() | applied.keys() if wanted.get(i, []) != applied.get(i, [])]
        apply_corrections(connection, stale)
        return len(stale)


def apply_corrections(connection: Connection, article_ids: Collection[int]) -> None:
    """Show of these articles what the machine says with the corrections in force laid over it."""
    if not article_ids:
        return
    lock_articles(connection, article_ids)
    active: dict[int, list[Correction]] = {}
    for found in load_corrections(connection, article_ids=article_ids, kinds=TAG_KINDS, is_active=True):
        active.setdefault(cast(int, found.article_id), []).append(found)
    before = load_said(connection, article_ids)
    machine = store.load_taggings(connection, active.keys() | before.keys())
    titles = article_titles(connection, machine.keys())
    shown = {i: lay_over(machine[i], active.get(i, []), titles[i][0]) for i in machine}
    store.save_shown(connection, shown)
    save_said(connection, {i: Said(machine[i], titles[i][1], [found.id for found in active[i]]) for i in active})
    drop_said(connection, before.keys() - active.keys())


def lay_over(tagging: Tagging, corrections: Sequence[Correction], title: str) -> Tagging:
    """The tagging as it is shown: corrections applied in the order in which they were made.

    A corrected tag has the rule `correction` and keeps the words the machine had found for it. Without an explicit
    correction the scope follows the regencies. Irrelevant articles carry neither pillars nor milestones. A milestone
    the machine did not see stands on the article's `title`.
    """
    if not corrections:
        return tagging
    regencies, regency_ids = _corrected_list(tagging.regencies, _of(corrections, "regency"))
    pillars, pillar_ids = _corrected_list(tagging.pillars, _of(corrections, "pillar"))
    milestones = correct_milestones(tagging.milestones, _of(corrections, "milestone"), title)
    relevance, relevance_id = _relevance(tagging, _of(corrections, "relevance"))
    scope, scope_id = _scope(tagging, regencies, corrections)
    is_relevant = relevance != "none"
    regencies = () if scope == "elsewhere" and scope_id is not None else regencies
    pillars = pillars if is_relevant else ()
    tags = [
        *_single(tagging, "relevance", relevance, relevance_id),
        *_single(tagging, "scope", scope, scope_id),
        *_ranked(tagging, "regency", regencies, regency_ids),
        *_ranked(tagging, "pillar", pillars, pillar_ids),
        *(tag for tag in tagging.tags if tag.kind == "mention" and tag.value not in regencies),
    ]
    return replace(
        tagging,
        is_relevant=is_relevant,
        relevance=relevance,
        relevance_score=tagging.relevance_score if relevance_id is None else float(is_relevant),
        scope=scope,
        regencies=regencies,
        pillars=pillars,
        tags=tuple(tags),
        milestones=milestones if is_relevant else (),
    )


def _of(corrections: Iterable[Correction], kind: str) -> list[Correction]:
    return [correction for correction in corrections if correction.change.kind == kind]


def _corrected_list(said: Sequence[str], corrections: Iterable[Correction]) -> tuple[tuple[str, ...], dict[str, int]]:
    """The values, dominant ones first, and the corrections that set some of them, by value."""
    values = list(said)
    ids: dict[str, int] = {}
    for correction in corrections:
        value, rank = correction.change.value, correction.change.details.get("rank")
        is_moved = value in values and (rank is not None or correction.change.action == "remove")
        if is_moved:
            values.remove(value)
        if correction.change.action == "remove":
            ids.pop(value, None)
            continue
        if value not in values:
            values.insert(len(values) if rank is None else rank - 1, value)
        ids[value] = correction.id
    return tuple(values), ids


def _relevance(tagging: Tagging, corrections: Sequence[Correction]) -> tuple[Relevance, int | None]:
    if not corrections:
        return tagging.relevance, None
    wanted = corrections[-1].change.value
    if wanted == "relevant":
        wanted = tagging.relevance if tagging.is_relevant else "implicit"
    return cast(Relevance, wanted), corrections[-1].id


def _scope(tagging: Tagging, regencies: Sequence[str], corrections: Sequence[Correction]) -> tuple[Scope, int | None]:
    """A scope said by the analyst; else that of the regencies, where she changed them."""
    said = _of(corrections, "scope")
    if said:
        return cast(Scope, said[-1].change.value), said[-1].id
    if set(regencies) == set(tagging.regencies):
        return tagging.scope, None
    last = _of(corrections, "regency")[-1].id
    if tagging.scope == "province" and not set(regencies) - set(tagging.regencies):
        return "province", None
    if not regencies:
        return "elsewhere", last
    return "several" if len(regencies) > 1 else "regency", last


def _single(tagging: Tagging, kind: str, value: str, correction_id: int | None) -> list[Tag]:
    said = [tag for tag in tagging.tags if tag.kind == kind]
    if correction_id is None:
        return said
    words = _words(said, value) if kind == "relevance" else ()  # those of a scope are of the regencies it had
    return [Tag(kind, value, 1.0, CORRECTED, 1, words, correction_id)]  # type: ignore[arg-type]


def _ranked(tagging: Tagging, kind: str, values: Sequence[str], ids: dict[str, int]) -> list[Tag]:
    kinds = ("regency", "mention") if kind == "regency" else (kind,)
    said = [tag for tag in tagging.tags if tag.kind in kinds]
    tags: list[Tag] = []
    for rank, value in enumerate(values, start=1):
        own = [tag for tag in said if tag.kind == kind and tag.value == value]
        if value in ids:
            tags.append(Tag(kind, value, 1.0, CORRECTED, rank, _words(said, value), ids[value]))  # type: ignore[arg-type]
        else:
            tags.extend(replace(tag, rank=rank) for tag in own)
    return tags


def _words(said: Iterable[Tag], value: str) -> tuple[Span, ...]:
    """The words the machine had found for this value, if any."""
    return tuple(dict.fromkeys(span for tag in said if tag.value == value for span in tag.spans))
