"""Where a story comes from: the article that told it first, and the official release it goes back to, if any.

Asked for when a story is shown; which articles are one story is decided in `stories.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from sqlalchemy import Connection

from models.catalogue import Catalogue
from models.store.stories import StoryMember, members_in_order

_MOST_LATER = timedelta(days=1)
"""An office's own account of something the press told the day before is no release the press went by."""
_OFFICE = re.compile(
    r"\b(?:dis|din)?kominfo\w*\b|\bhumas\b|\bprokopim\b|\bsetda(?:ko)?\b|\bmc\b|\bmedia center\b", re.IGNORECASE
)
"""Offices that sign a dateline ("PANGKALPINANG, DISKOMINFO"); outlets that take a release over often leave it."""


@dataclass(frozen=True)
class StoryOrigin:
    """`first`: the earliest copy or account. `release`: the earliest by an office, if the story comes from one."""

    first: StoryMember
    release: StoryMember | None


def find_origins(connection: Connection, catalogue: Catalogue, story_ids: Collection[int]) -> dict[int, StoryOrigin]:
    """The origin of each of these stories that has articles, by its id."""
    origins = {}
    for story_id, told in groupby(members_in_order(connection, story_ids), key=lambda member: member.story_id):
        members = list(told)
        official = (member for member in members if _is_official(member, catalogue))
        release = next((m for m in official if m.told_at - members[0].told_at <= _MOST_LATER), None)
        origins[story_id] = StoryOrigin(members[0], release)
    return origins


def _is_official(member: StoryMember, catalogue: Catalogue) -> bool:
    """By an outlet of the government, or under an office's dateline."""
    source = catalogue.sources.get(member.source_id)
    return bool(source and source.owner == "government") or bool(_OFFICE.search(member.dateline or ""))
