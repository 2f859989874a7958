"""Articles to stories: which articles tell the same event, as copies of one release or in words of their own.

How alike two articles are is measured in `similarity.py`; that two report the same step of a programme on the same
day counts too, so articles are tagged before they are grouped. Stories keep their ids: nothing is ever split or
merged that was told apart before; new and changed articles find their place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from datasketch import MinHash, MinHashLSH
from sqlalchemy import Connection, Engine

from models.locks import one_at_a_time
from models.store.stories import (
    StoryArticle,
    articles_between,
    assign_stories,
    count_ungrouped,
    make_stories,
    member_counts,
    recount_stories,
    ungrouped_span,
)
from pipelines.similarity import Corpus, overlap, read_features
from pipelines.story_corrections import apply_story_corrections

STORY_VERSION = 2
"""Raise it when stories are found in another way; articles keep the story they have, if it has others."""
BATCH = 1500
"""Articles grouped in one transaction, earliest first."""
_WINDOW = timedelta(days=14)
_COPY_WINDOW = timedelta(days=7)
_EVENT_WINDOW = timedelta(days=3)
_MIN_JACCARD = 0.5
_MIN_CONTAINED = 0.7
_LSH_THRESHOLD = 0.35
"""Below _MIN_JACCARD, so that pairs near it are looked at; what is found is measured exactly afterwards."""
_PERMUTATIONS = 64
_MIN_COSINE = 0.38
"""The most alike pair of different events among the samples has 0.32 (two command centres opened in one week)."""
_SURE_COSINE = 0.5
"""From here on an account may come as late as a copy: rewritten texts run days after the event."""
_STEP_COSINE = 0.2
"""Enough for two articles that report the same step, of a kind a regency takes once, on the same day."""
_OFTEN_A_DAY = frozenset({"launch-app", "infrastructure", "training", "award"})
"""Kinds of which one regency may have several on one day: they do not tell which event an article is about."""
_MIN_MARKS = 3
_MIN_MEAN = 0.19
"""Half of _MIN_COSINE: what two groups must have on average, so that chains of neighbours do not grow."""

_MAX_HOLDERS = 80
"""Articles that may share a word before it says nothing about an event; it keeps thousands of undated ones fast."""

Progress = Callable[[int, int], None]


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
    14 days before and after it. Copies and texts nearly as alike are at most 7 days apart, other accounts of one event
    3. A second run changes nothing.
    """
    counts: Counter[str] = Counter(new=0, joined=0)
    with engine.connect() as connection:
        total = count_ungrouped(connection, STORY_VERSION)
    done = 0
    while True:
        with engine.begin() as connection:
            span = ungrouped_span(connection, STORY_VERSION, BATCH)
            if span is None:
                apply_story_corrections(connection)
                return dict(counts)
            articles = articles_between(connection, span[0] - _WINDOW, span[1] + _WINDOW, STORY_VERSION)
            pending = {a.id for a in articles if a.is_pending and span[0] <= a.told_at <= span[1]}
            counts.update(_group(connection, articles, pending))
        done += len(pending)
        if progress:
            progress(min(done, total), total)


def _group(connection: Connection, articles: Sequence[StoryArticle], pending: set[int]) -> Mapping[str, int]:
    known = [article for article in articles if article.id in pending or article.story_id is not None]
    corpus = Corpus({article.id: read_features(article.title, article.body) for article in known})
    groups = _start_groups(connection, known, pending)
    for _, one, other in sorted(_find_pairs(known, pending, corpus), reverse=True):
        _join(groups, one, other, corpus)
    return _save(connection, {article.id: article for article in known}, groups, pending)


def _start_groups(connection: Connection, known: Sequence[StoryArticle], pending: set[int]) -> dict[int, _Group]:
    """One group for each existing story, one for each article without; articles by id point to theirs."""
    sizes = member_counts(connection, {article.story_id for article in known if article.story_id is not None})
    stories: dict[int, _Group] = {}
    groups: dict[int, _Group] = {}
    for article in known:
        if article.story_id is None:
            groups[article.id] = _Group([article.id])
            continue
        is_alone = article.id in pending and sizes[article.story_id] == 1
        group = stories.setdefault(article.story_id, _Group([], article.story_id, is_fixed=not is_alone))
        group.members.append(article.id)
        groups[article.id] = group
    return groups


def _find_pairs(known: Sequence[StoryArticle], pending: set[int], corpus: Corpus) -> Iterator[tuple[float, int, int]]:
    """Pairs that tell one event, at least one of them pending, with their strength: copies above 1, accounts below."""
    by_id = {article.id: article for article in known}
    candidates = set(_likely_copies(known, pending, corpus)) | set(_likely_accounts(known, pending, corpus))
    for one, other in candidates:
        strength = _strength(by_id[one], by_id[other], corpus)
        if strength:
            yield strength, one, other


def _strength(one: StoryArticle, other: StoryArticle, corpus: Corpus) -> float:
    apart = abs(one.told_at - other.told_at)
    if apart <= _COPY_WINDOW:
        if one.content_hash == other.content_hash:
            return 3.0
        jaccard, contained = overlap(corpus.features[one.id], corpus.features[other.id])
        if jaccard >= _MIN_JACCARD or contained >= _MIN_CONTAINED:
            return 1.0 + max(jaccard, contained)
    cosine = corpus.cosine(one.id, other.id)
    if apart <= _EVENT_WINDOW and cosine >= _STEP_COSINE and _share_step(one, other):
        return cosine
    if cosine < _MIN_COSINE or apart > (_COPY_WINDOW if cosine >= _SURE_COSINE else _EVENT_WINDOW):
        return 0.0
    marks = corpus.shared_marks(one.id, other.id)
    return cosine if marks >= (1 if cosine >= _SURE_COSINE else _MIN_MARKS) else 0.0


def _share_step(one: StoryArticle, other: StoryArticle) -> bool:
    return any(step.split(" ")[0] not in _OFTEN_A_DAY for step in {*one.steps} & {*other.steps})


def _likely_copies(known: Sequence[StoryArticle], pending: set[int], corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Pairs with equal text, and pairs that locality-sensitive hashing finds alike."""
    index = MinHashLSH(threshold=_LSH_THRESHOLD, num_perm=_PERMUTATIONS)
    sketches: dict[int, MinHash] = {}
    same: dict[str, list[int]] = defaultdict(list)
    for article in known:
        sketch = MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
        sketch.update_batch(corpus.features[article.id].shingles)
        index.insert(article.id, sketch)
        sketches[article.id] = sketch
        same[article.content_hash].append(article.id)
    for article in known:
        if article.id in pending:
            yield from _pairs(article.id, [*index.query(sketches[article.id]), *same[article.content_hash]])


def _likely_accounts(known: Sequence[StoryArticle], pending: set[int], corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Pairs at most a week apart that share two rare words."""
    limit = min(max(12, corpus.size // 15), _MAX_HOLDERS)
    holders: dict[str, list[StoryArticle]] = defaultdict(list)
    for article in known:
        for word in corpus.features[article.id].counts:
            if corpus.frequency[word] <= limit:
                holders[word].append(article)
    for article in known:
        if article.id not in pending:
            continue
        words = (word for word in corpus.features[article.id].counts if word in holders)
        shared = Counter(
            other.id
            for word in words
            for other in holders[word]
            if abs(other.told_at - article.told_at) <= _COPY_WINDOW
        )
        yield from _pairs(article.id, (other for other, count in shared.items() if count >= 2))


def _pairs(one: int, others: Iterable[int]) -> Iterator[tuple[int, int]]:
    return ((min(one, other), max(one, other)) for other in others if other != one)


def _join(groups: dict[int, _Group], one: int, other: int, corpus: Corpus) -> None:
    """Put two groups together, unless both are stories of their own or they have too little in common on the whole."""
    left, right = groups[one], groups[other]
    if left is right or (left.is_fixed and right.is_fixed):
        return
    if _mean_likeness(left.members, right.members, corpus) < _MIN_MEAN:
        return
    keeper, joining = (left, right) if _ranks_before(left, right) else (right, left)
    keeper.members.extend(joining.members)
    for member in joining.members:
        groups[member] = keeper


def _ranks_before(left: _Group, right: _Group) -> bool:
    """Which group's story stays: one that has other articles, then the older."""
    if left.is_fixed != right.is_fixed:
        return left.is_fixed
    return right.story_id is None or (left.story_id is not None and left.story_id < right.story_id)


def _mean_likeness(left: Sequence[int], right: Sequence[int], corpus: Corpus) -> float:
    likeness = [
        max(corpus.cosine(one, other), max(overlap(corpus.features[one], corpus.features[other])))
        for one in left
        for other in right
    ]
    return sum(likeness) / len(likeness)


def _save(
    connection: Connection, articles: Mapping[int, StoryArticle], groups: Mapping[int, _Group], pending: set[int]
) -> Mapping[str, int]:
    fresh = {id(group): group for group in groups.values() if group.story_id is None}
    titles = [articles[min(group.members, key=lambda m: (articles[m].told_at, m))].title for group in fresh.values()]
    for group, story_id in zip(fresh.values(), make_stories(connection, titles), strict=True):
        group.story_id = story_id
    stories = {member: group.story_id for member, group in groups.items() if group.story_id is not None}
    changed = {member: story for member, story in stories.items() if member in pending}
    moved = assign_stories(connection, changed, STORY_VERSION)
    left_behind = {articles[member].story_id for member in pending} - {None}
    recount_stories(connection, {*changed.values(), *(story for story in left_behind if story is not None)})
    return {"new": len(fresh), "joined": moved - len(fresh)}
