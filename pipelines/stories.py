"""Articles to stories: which articles tell the same event, as copies of one release or in words of their own.

What makes two articles copies is in `copies.py`, what makes them accounts of one event in `accounts.py`; that both name
one regency or report one step of a programme counts, so articles are tagged before they are grouped. Stories keep
their ids: nothing is ever split or merged that was told apart before; new and changed articles find their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from sqlalchemy import Connection, Engine

from models.locks import one_at_a_time
from models.store.stories import (
    StoryArticle,
    articles_around,
    assign_stories,
    count_ungrouped,
    make_stories,
    member_counts,
    recount_stories,
    ungrouped_articles,
)
from pipelines.accounts import Accounts, Positions
from pipelines.copies import number_copies
from pipelines.story_corrections import apply_story_corrections
from pipelines.story_texts import StoryTexts

STORY_VERSION = 4
"""Raise it when stories are found in another way; articles keep the story they have, if it has others."""
BATCH = 1500
"""Articles grouped in one transaction, earliest first."""
WINDOW = timedelta(days=7)
"""How far apart articles of one story may be told, each from another."""
_LIKELY = 0.0
"""A pair's score, and the mean over all pairs of two groups, from which on they rather tell one event than not. With
the mean at -0.75 the labelled events alone gain 0.01 of recall, among three times as many articles they lose as much
precision: chains of neighbours grow."""
_PAIRS_AT_ONCE = 1_000_000
"""Compared in one go; some 50 MB."""

Progress = Callable[[int, int], None]
Pair = tuple[float, int, int]
"""How sure it is that two articles tell one event, and their positions; copies are surer than any accounts."""


@dataclass
class _Group:
    """Articles of one story in the making. `story_id`: of a story that exists; `is_fixed`: others belong to it too."""

    members: list[int]
    story_id: int | None = None
    is_fixed: bool = False


@one_at_a_time("stories")
def group_stories(engine: Engine, progress: Progress | None = None) -> dict[str, int]:
    """Give every article a story; returns how many stories are `new` and how many articles were `joined` to one.

    Looked at are only articles without a story and those whose text changed; each is compared with articles told up to
    7 days before and after it. A second run changes nothing.
    """
    counts: Counter[str] = Counter(new=0, joined=0)
    with engine.connect() as connection:
        total = count_ungrouped(connection, STORY_VERSION)
    texts = StoryTexts()
    done = 0
    while True:
        with engine.begin() as connection:
            pending = ungrouped_articles(connection, STORY_VERSION, BATCH)
            if not pending:
                apply_story_corrections(connection)
                return dict(counts)
            counts.update(_group(connection, pending, texts))
        done += len(pending)
        if progress:
            progress(min(done, total), total)


class _Grouping:
    """The articles of one batch and all they may belong to, by position in the order in which they were told."""

    def __init__(self, known: Sequence[StoryArticle], pending: Sequence[int], texts: StoryTexts) -> None:
        ids = {article.id: position for position, article in enumerate(known)}
        self._articles = known
        self._asked = np.sort(np.array([ids[article_id] for article_id in pending], dtype=np.intp))
        self._told = np.array([article.told_at.timestamp() for article in known])
        self._copies = texts.find_copies(known)
        self._accounts = Accounts(
            known,
            [texts.features[article.id] for article in known],
            np.stack([texts.vectors[article.id] for article in known]),
            number_copies(len(known), self._copies),
        )

    def group(self, sizes: Mapping[int, int]) -> dict[int, _Group]:
        """Every article's group, by position. `sizes`: how many articles the stories have that exist."""
        groups = self._start(sizes)
        asked = set(self._asked.tolist())
        copies = [pair for pair in self._copies if asked & {*pair[1:]} and self._accounts.is_near(*pair[1:])]
        for _, one, other in sorted([*copies, *self._find_accounts()], reverse=True):
            self._join(groups, one, other)
        return groups

    def _start(self, sizes: Mapping[int, int]) -> dict[int, _Group]:
        """One group for each existing story, one for each article without."""
        asked = set(self._asked.tolist())
        stories: dict[int, _Group] = {}
        groups: dict[int, _Group] = {}
        for position, article in enumerate(self._articles):
            if article.story_id is None:
                groups[position] = _Group([position])
                continue
            is_alone = position in asked and sizes[article.story_id] == 1
            group = stories.setdefault(article.story_id, _Group([], article.story_id, is_fixed=not is_alone))
            group.members.append(position)
            groups[position] = group
        return groups

    def _find_accounts(self) -> Iterator[Pair]:
        """Pairs that rather tell one event than not, at least one of them asked for."""
        step = max(1, _PAIRS_AT_ONCE // max(len(self._articles), 1))
        for start in range(0, self._asked.size, step):
            rows = self._asked[start : start + step]
            columns = self._told_around(rows)
            scores = self._accounts.scores(rows, columns)
            for row, column in np.argwhere(scores >= _LIKELY):
                one, other = sorted((int(rows[row]), int(columns[column])))
                if one != other:
                    yield float(scores[row, column]), one, other

    def _told_around(self, rows: Positions) -> Positions:
        """Positions of everything told in the time in which these may have company."""
        reach = WINDOW.total_seconds()
        first = np.searchsorted(self._told, self._told[rows[0]] - reach)
        last = np.searchsorted(self._told, self._told[rows[-1]] + reach, side="right")
        return np.arange(first, last)

    def _join(self, groups: dict[int, _Group], one: int, other: int) -> None:
        """Put two groups together, unless both are stories of their own or they are too unlike on the whole."""
        left, right = groups[one], groups[other]
        if left is right or (left.is_fixed and right.is_fixed):
            return
        if self._accounts.scores(np.array(left.members), np.array(right.members)).mean() < _LIKELY:
            return
        keeper, joining = (left, right) if _ranks_before(left, right) else (right, left)
        keeper.members.extend(joining.members)
        for member in joining.members:
            groups[member] = keeper


def _group(connection: Connection, pending: Sequence[int], texts: StoryTexts) -> Mapping[str, int]:
    known = articles_around(connection, pending, WINDOW)
    texts.load(connection, known)
    sizes = member_counts(connection, {article.story_id for article in known if article.story_id is not None})
    groups = _Grouping(known, pending, texts).group(sizes)
    by_id = {article.id: groups[position] for position, article in enumerate(known)}
    return _save(connection, {article.id: article for article in known}, by_id, pending)


def _ranks_before(left: _Group, right: _Group) -> bool:
    """Which group's story stays: one that has other articles, then the older."""
    if left.is_fixed != right.is_fixed:
        return left.is_fixed
    return right.story_id is None or (left.story_id is not None and left.story_id < right.story_id)


def _save(
    connection: Connection, articles: Mapping[int, StoryArticle], groups: Mapping[int, _Group], pending: Sequence[int]
) -> Mapping[str, int]:
    fresh = {id(group): group for group in groups.values() if group.story_id is None}
    for group, story_id in zip(fresh.values(), make_stories(connection, [""] * len(fresh)), strict=True):
        group.story_id = story_id
    stories = {article_id: groups[article_id].story_id for article_id in pending}
    changed = {article_id: story_id for article_id, story_id in stories.items() if story_id is not None}
    moved = assign_stories(connection, changed, STORY_VERSION)
    left_behind = {articles[article_id].story_id for article_id in pending} - {None}
    recount_stories(connection, {*changed.values(), *(story for story in left_behind if story is not None)})
    return {"new": len(fresh), "joined": moved - len(fresh)}
