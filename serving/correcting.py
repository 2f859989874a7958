"""Correcting: an analyst's changes of one article, and taking a change back. What is shown follows at once.

What may be asked for is `changes.py`; what a correction does to tags and stories is in `pipelines`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine

from models.catalogue import Catalogue
from models.clock import now
from models.corrections import TAG_KINDS, Change, Correction, summarise
from models.errors import UsageError
from models.locks import hold
from models.shapes import Tagging
from models.store.corrections import (
    add_correction,
    article_keys,
    article_titles,
    load_corrections,
    load_said,
    lock_articles,
    lock_correction,
)
from models.store.story_members import find_members, keys_in_story
from models.store.tags import load_taggings
from pipelines.corrections import apply_corrections, lay_over
from pipelines.stories import STORY_VERSION
from pipelines.story_corrections import apply_story_corrections, restore_stories
from serving.changes import Asked, make_changes

MOST_CHARACTERS = 2000


class Author(NamedTuple):
    """Who corrects, and why."""

    made_by: str
    note: str = ""


def correct_article(
    engine: Engine, catalogue: Catalogue, article_id: int, asked: Asked, author: Author
) -> list[Correction]:
    """Keep what the analyst says of one article and show it; all of it or nothing. Returns the corrections made.

    UsageError where nothing or something impossible is asked for: an unknown article or regency, removing what is not
    there, pillars for an article that stays irrelevant, joining a story it is in.
    """
    author = _check_author(author)
    changes = make_changes(asked, catalogue)
    is_of_story = asked.merge_with is not None or asked.split
    if not changes and not is_of_story:
        raise UsageError("nothing to correct was given")
    with _stories_held(engine, is_of_story), engine.begin() as connection:
        lock_articles(connection, [article_id])
        made = _correct_tags(connection, article_id, changes, author) if changes else []
        return made + (_correct_story(connection, article_id, asked, author) if is_of_story else [])


def undo_correction(engine: Engine, correction_id: int, author: Author) -> Correction:
    """Take a correction back by a further row, and show what counts without it. Returns that row.

    UsageError for one that is not there, was undone before, or is itself an undoing.
    """
    author = _check_author(author)
    with engine.connect() as connection:
        kind = _undoable(connection, correction_id).change.kind
    with _stories_held(engine, kind == "story"), engine.begin() as connection:
        lock_correction(connection, correction_id)
        undone = _undoable(connection, correction_id)
        row = replace(
            undone,
            change=replace(undone.change, action="undo"),
            made_by=author.made_by,
            note=author.note,
            made_at=now(),
            undoes_id=undone.id,
        )
        made = add_correction(connection, row)
        if kind == "story":
            restore_stories(connection, undone)
        elif undone.article_id is not None:
            apply_corrections(connection, [undone.article_id])
        return made


@contextmanager
def _stories_held(engine: Engine, is_of_story: bool) -> Iterator[None]:
    """Stories are not grouped while one of them is corrected."""
    with hold(engine, "stories") if is_of_story else nullcontext():
        yield


def _correct_tags(
    connection: Connection, article_id: int, changes: Sequence[Change], author: Author
) -> list[Correction]:
    machine = load_taggings(connection, [article_id]).get(article_id)
    if machine is None:
        raise UsageError(f"there is no article {article_id}")
    said = load_said(connection, [article_id]).get(article_id)
    title, version = article_titles(connection, [article_id])[article_id]
    earlier = load_corrections(connection, article_ids=[article_id], kinds=TAG_KINDS, is_active=True)
    draft = _draft(connection, article_id, author, said.version if said else version, summarise(machine))
    made: list[Correction] = []
    for change in changes:
        _check_removal(change, lay_over(machine, earlier + made, title), article_id)
        made.append(add_correction(connection, replace(draft, change=change)))
    _check_result(changes, lay_over(machine, earlier + made, title), article_id)
    apply_corrections(connection, [article_id])
    return made


def _correct_story(connection: Connection, article_id: int, asked: Asked, author: Author) -> list[Correction]:
    if asked.merge_with is not None and asked.split:
        raise UsageError("an article cannot be split from its story and merged with one at once: correct it twice")
    draft = _draft(connection, article_id, author, STORY_VERSION, {})
    own = find_members(connection, [draft.article_key])[draft.article_key]
    others = keys_in_story(connection, own.story_id, without=article_id)
    change = (
        _split(article_id, others) if asked.split else _merge(connection, article_id, asked.merge_with or 0, others)
    )
    made = add_correction(connection, replace(draft, change=change, machine={"articles": others}))
    apply_story_corrections(connection)
    return [made]


def _split(article_id: int, others: Sequence[str]) -> Change:
    if not others:
        raise UsageError(f"article {article_id} is the only one of its story")
    return Change("story", "split", "", {"articles": list(others)})


def _merge(connection: Connection, article_id: int, other_id: int, others: Sequence[str]) -> Change:
    known = article_keys(connection, [other_id])
    if other_id not in known:
        raise UsageError(f"there is no article {other_id} to merge with")
    key = known[other_id]
    if key in others or other_id == article_id:
        raise UsageError(f"articles {article_id} and {other_id} are of one story already")
    story_id = find_members(connection, [key])[key].story_id
    return Change("story", "merge", key, {"articles": [key, *keys_in_story(connection, story_id, without=other_id)]})


def _draft(
    connection: Connection, article_id: int, author: Author, version: int, machine: dict[str, Any]
) -> Correction:
    """A correction without its change."""
    key = article_keys(connection, [article_id]).get(article_id)
    if key is None:
        raise UsageError(f"there is no article {article_id}")
    nothing = Change("scope", "set", "")
    return Correction(0, key, nothing, author.made_by, now(), author.note, version, machine, article_id=article_id)


def _undoable(connection: Connection, correction_id: int) -> Correction:
    found = load_corrections(connection, correction_id=correction_id)
    if not found:
        raise UsageError(f"there is no correction {correction_id}; `pantau corrections list` shows all")
    if found[0].undoes_id is not None:
        raise UsageError(f"correction {correction_id} is itself an undoing; correct the article anew instead")
    if found[0].undone_by_id is not None:
        raise UsageError(f"correction {correction_id} was undone before, by {found[0].undone_by_id}")
    return found[0]


def _check_author(author: Author) -> Author:
    """Both texts on one line each, of a length a page can show."""
    made_by, note = (" ".join(words.split()) for words in author)
    if not made_by:
        raise UsageError("a correction needs the name of who makes it")
    if len(made_by) > MOST_CHARACTERS // 10 or len(note) > MOST_CHARACTERS:
        raise UsageError(f"name or note is too long: at most {MOST_CHARACTERS // 10} and {MOST_CHARACTERS} characters")
    return Author(made_by, note)


def _check_removal(change: Change, shown: Tagging, article_id: int) -> None:
    """Removing what is not there is a slip of the pen: say so instead of keeping it."""
    if change.action != "remove":
        return
    regency = change.details.get("regency")
    steps = [step.kind for step in shown.milestones if regency is None or step.regency == regency]
    there: dict[str, Sequence[str]] = {"regency": shown.regencies, "pillar": shown.pillars, "milestone": steps}
    if change.value not in there[change.kind]:
        where = f" in {regency}" if regency else ""
        raise UsageError(f"article {article_id} has no {change.kind} {change.value!r}{where} to remove")


def _check_result(changes: Sequence[Change], shown: Tagging, article_id: int) -> None:
    """Pillars and milestones of an irrelevant article would never be seen."""
    is_added = any(change.kind in ("pillar", "milestone") and change.action != "remove" for change in changes)
    if is_added and not shown.is_relevant:
        raise UsageError(
            f"article {article_id} is not relevant and so has no pillars or milestones; make it relevant too"
        )
    if any(change.kind == "scope" for change in changes):
        _check_scope(shown, article_id)


def _check_scope(shown: Tagging, article_id: int) -> None:
    count = len(shown.regencies)
    if (shown.scope == "regency" and count != 1) or (shown.scope == "several" and count < 2):
        wanted = "exactly one regency" if shown.scope == "regency" else "two regencies or more"
        raise UsageError(f"scope {shown.scope} needs {wanted}; article {article_id} would have {count}")
