"""Gather: one week of one province as a Brief. Composes the rooms of this package; counts and wording are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import Week
from models.places import Regency
from serving.brief.counts import daily_volume, make_matrix, make_weeks, outlet_rows, peak, totals
from serving.brief.coverage import PARTLY_SEEN, SEEN, coverage
from serving.brief.critical import critical_news
from serving.brief.cut import Cut
from serving.brief.leads import CUT, excerpt
from serving.brief.ledger import ledger
from serving.brief.parts import Brief, BriefMatrix, Clip, LedgerRow, Section, SectionStory
from serving.brief.rows import Found, Rows, load_rows
from serving.brief.stories import StoryOfWeek, group_by_story, main_issues, unique
from serving.monitor import PROVINCE_ROW, SourceStatus, source_statuses
from serving.search.conditions import EVERYTHING

CUES = 5
"""Telling words shown per clip; the export has them all."""


def gather_brief(engine: Engine, catalogue: Catalogue, week: Week, cut: Cut | None = None) -> Brief:
    """The brief of one ISO week (Monday to Sunday, WIB), compared with the week before; with `cut`, of the articles
    that meet it.

    The same database gives an equal Brief at any time: nothing in it depends on when it is made.
    """
    rows = load_rows(engine, catalogue, week, cut.narrowing.condition if cut else EVERYTHING)
    statuses = source_statuses(engine, catalogue)
    names = place_names(catalogue)
    places = tuple(names)
    weeks = make_weeks(rows)
    stories = group_by_story(rows.now)
    numbers = {article.id: number for number, article in enumerate(rows.now, start=1)}
    steps = ledger(rows.milestones, {article.id: article for article in rows.now}, numbers, places)
    days = daily_volume(rows.now, week)
    matrix = make_matrix(weeks, places)
    clips = _clips(rows, steps)
    outlets = outlet_rows(rows.delivered, catalogue)
    return Brief(
        week=week,
        province=catalogue.province.name,
        place_names=names,
        has_sample=any(row.is_sample and row.is_now for row in rows.delivered),
        totals=totals(rows, weeks),
        days=days,
        peak=peak(days, stories),
        issues=main_issues(stories, week.since, numbers),
        stories=len(stories),
        milestones=steps,
        matrix=matrix,
        sections=_sections(matrix, _stories_by_place(stories, steps, numbers), _unseen_by_place(catalogue, statuses)),
        critical=critical_news(stories, rows.milestones, numbers),
        outlets=outlets,
        coverage=coverage(rows, statuses, week),
        clips=clips,
        cut=cut,
    )


def place_names(catalogue: Catalogue) -> dict[str, str]:
    """Names as an office writes them ("Kab. Bangka"), in the order of the ministry's codes, the province last."""
    ordered = sorted(catalogue.regencies.values(), key=lambda regency: regency.kemendagri_code)
    names = {regency.slug: _regency_name(regency) for regency in ordered}
    return {**names, PROVINCE_ROW: f"Provinsi {catalogue.province.name}"}


def _regency_name(regency: Regency) -> str:
    return f"{'Kota' if regency.kind == 'kota' else 'Kab.'} {regency.name}"


def _clips(rows: Rows, steps: Iterable[LedgerRow]) -> tuple[Clip, ...]:
    kinds: dict[int, list[str]] = {}
    for step in steps:
        for number in step.clips:
            kinds.setdefault(number, []).append(step.kind)
    return tuple(_clip(number, article, kinds.get(number, [])) for number, article in enumerate(rows.now, start=1))


def _clip(number: int, article: Found, kinds: Sequence[str]) -> Clip:
    shown = excerpt(article.body, article.rights)
    return Clip(
        number=number,
        outlet=article.outlet,
        published_at=article.published_at,
        is_date_inferred=article.is_date_inferred,
        title=article.title,
        url=article.url,
        relevance=article.relevance,
        places=article.places,
        pillars=article.pillars,
        kinds=unique(kinds),
        cues=article.cues[:CUES],
        excerpt=shown,
        is_cut=shown.endswith(CUT),
        rights=article.rights,
        content_hash=article.content_hash,
        is_sample=article.is_sample,
    )


def _sections(
    matrix: BriefMatrix, stories: Mapping[str, Sequence[SectionStory]], unseen: Mapping[str, Sequence[str]]
) -> tuple[Section, ...]:
    return tuple(
        Section(
            place=place,
            events=matrix.totals[place],
            explicit_events=matrix.explicit[place],
            articles=matrix.articles[place],
            pillars=_pillars_of(matrix, place),
            stories=tuple(stories.get(place, ())),
            unseen=tuple(unseen.get(place, ())),
        )
        for place in matrix.rows
    )


def _stories_by_place(
    stories: Iterable[StoryOfWeek], steps: Sequence[LedgerRow], numbers: Mapping[int, int]
) -> dict[str, list[SectionStory]]:
    by_place: dict[str, list[SectionStory]] = {}
    for story in stories:
        clips = tuple(numbers[article.id] for article in story.articles)
        for place in story.places:
            own = tuple(step for step in steps if step.place == place and set(step.clips) <= set(clips))
            by_place.setdefault(place, []).append(SectionStory(story.first.title, own, clips))
    return by_place


def _pillars_of(matrix: BriefMatrix, place: str) -> tuple[tuple[str, int], ...]:
    counted = [(pillar, matrix.cell(place, pillar).now) for pillar in matrix.pillars]
    return tuple(sorted(((pillar, count) for pillar, count in counted if count), key=lambda pair: -pair[1]))


def _unseen_by_place(catalogue: Catalogue, statuses: Iterable[SourceStatus]) -> dict[str, list[str]]:
    unseen: dict[str, list[str]] = {}
    for status in statuses:
        if status.state not in (*SEEN, PARTLY_SEEN):
            for slug in catalogue.sources[status.source_id].regencies:
                unseen.setdefault(slug, []).append(status.name)
    return unseen
