"""Corrections of stories: which articles an analyst put together or took apart, held up after every grouping.

A correction is kept as links between article keys: together or apart; of two about the same pair the later counts.
The machine goes on from the corrected stories: new articles join them as any others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from models.corrections import Correction
from models.store.corrections import load_corrections
from models.store.story_members import Member, find_members, join_stories, move_to_new_story

Pair = frozenset[str]


def apply_story_corrections(connection: Connection) -> int:
    """Put every article into the story the corrections in force ask for; returns how many stories were changed.

    Nothing changes where the stories are so already.
    """
    corrections = load_corrections(connection, kinds=["story"], is_active=True)
    if not corrections:
        return 0
    links = find_links(corrections)
    members = find_members(connection, {key for pair in links for key in pair})
    changed = 0
    for pair, (is_together, _) in links.items():
        if is_together:
            changed += _unite(connection, pair, members)
    for key in dict.fromkeys(mover for is_together, mover in links.values() if not is_together):
        changed += _set_apart(connection, key, links, members)
    return changed


def restore_stories(connection: Connection, undone: Correction) -> None:
    """Give articles back to the stories they had before a correction that has just been undone.

    Articles that joined since stay where they are.
    """
    others = list(undone.change.details["articles"])
    members = find_members(connection, [undone.article_key, *others])
    own = members.get(undone.article_key)
    found = [members[key] for key in others if key in members]
    if own is None or own.story_id is None or not found:
        return
    if undone.change.action == "merge":
        together = {other.article_id for other in found if other.story_id == own.story_id} - {own.article_id}
        if together:
            move_to_new_story(connection, together)
    elif found[0].story_id not in (None, own.story_id):
        join_stories(connection, own.story_id, found[0].story_id)
    apply_story_corrections(connection)


def find_links(corrections: Iterable[Correction]) -> dict[Pair, tuple[bool, str]]:
    """(whether they belong together, the key of the article that was corrected) for each pair, later ones winning."""
    links: dict[Pair, tuple[bool, str]] = {}
    for correction in corrections:
        for other in correction.change.details["articles"]:
            pair = frozenset((correction.article_key, other))
            if len(pair) == 2:
                links.pop(pair, None)  # so that the order is that of the corrections in force
                links[pair] = (correction.change.action == "merge", correction.article_key)
    return links


def _unite(connection: Connection, pair: Pair, members: dict[str, Member]) -> bool:
    one, other = (members.get(key) for key in sorted(pair))
    if one is None or other is None or one.story_id is None or other.story_id is None:
        return False
    if one.story_id == other.story_id:
        return False
    old = {one.story_id, other.story_id}
    kept = join_stories(connection, one.story_id, other.story_id)
    members.update({k: Member(m.article_id, kept) for k, m in members.items() if m.story_id in old})
    return True


def _set_apart(
    connection: Connection, key: str, links: Mapping[Pair, tuple[bool, str]], members: dict[str, Member]
) -> bool:
    own = members.get(key)
    if own is None or own.story_id is None:
        return False
    apart = {other for other in members if links.get(frozenset((key, other)), (True, ""))[0] is False}
    articles = {members[other].article_id for other in apart if members[other].story_id == own.story_id}
    articles.discard(own.article_id)  # a new reading may have made one article of both keys
    if not articles:
        return False
    leaving = _tied_to(key, links, apart) & members.keys()
    made = move_to_new_story(connection, {members[k].article_id for k in leaving} - articles)
    members.update({k: Member(members[k].article_id, made) for k in leaving})
    return True


def _tied_to(key: str, links: Mapping[Pair, tuple[bool, str]], apart: set[str]) -> set[str]:
    """The key and all it belongs together with, directly or by others, without those it is apart from."""
    tied, waiting = {key}, [key]
    while waiting:
        current = waiting.pop()
        near = {other for pair, (is_together, _) in links.items() if is_together and current in pair for other in pair}
        fresh = near - tied - apart
        tied |= fresh
        waiting.extend(fresh)
    return tied
