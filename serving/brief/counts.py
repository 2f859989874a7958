"""The brief's numbers: totals, days, matrix, outlets. Counting only; what they mean is said in `sentences.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from models.catalogue import Catalogue
from models.clock import Week, wib_date
from models.lexicon import PILLARS
from serving.brief.parts import BriefMatrix, Day, Figure, Peak, Totals
from serving.brief.rows import Delivered, Found, Rows
from serving.brief.seen import OutletRow
from serving.brief.stories import StoryOfWeek

Count = Callable[[Iterable[Found]], int]


@dataclass(frozen=True)
class Weeks:
    """The relevant articles of both weeks and the outlets that delivered anything in both."""

    now: Sequence[Found]
    before: Sequence[Found]
    both: frozenset[str]

    def figure(self, count: Count) -> Figure:
        """`count` of both weeks, and of the outlets of both weeks alone."""
        return Figure(
            now=count(self.now),
            before=count(self.before),
            same_now=count(self._shared(self.now)) if self.both else None,
            same_before=count(self._shared(self.before)) if self.both else None,
        )

    def _shared(self, articles: Iterable[Found]) -> list[Found]:
        return [article for article in articles if article.outlet_id in self.both]


def make_weeks(rows: Rows) -> Weeks:
    """Both weeks of what was read."""
    return Weeks(rows.now, rows.before, frozenset(_outlets(rows, now=True) & _outlets(rows, now=False)))


def totals(rows: Rows, weeks: Weeks) -> Totals:
    """The week in numbers."""
    return Totals(
        read=_read(rows.delivered, weeks.both),
        relevant=weeks.figure(count_articles),
        explicit=weeks.figure(_count_explicit),
        implicit=weeks.figure(lambda found: count_articles(found) - _count_explicit(found)),
        events=weeks.figure(count_events),
        outlets_now=len(_outlets(rows, now=True)),
        outlets_before=len(_outlets(rows, now=False)),
        outlets_both=len(weeks.both),
        undated=rows.undated,
    )


def daily_volume(articles: Sequence[Found], week: Week) -> tuple[Day, ...]:
    """Monday to Sunday."""
    counted = Counter((wib_date(article.published_at), article.relevance == "explicit") for article in articles)
    days = [week.monday + timedelta(days=offset) for offset in range(7)]
    return tuple(Day(day, counted[day, True], counted[day, False]) for day in days)


def peak(days: Iterable[Day], stories: Iterable[StoryOfWeek]) -> Peak | None:
    """The day with most articles, the earlier of two equal ones; None in a week without any."""
    highest = max(days, key=lambda day: day.articles)
    if not highest.articles:
        return None
    of_day = [[a for a in story.articles if wib_date(a.published_at) == highest.on] for story in stories]
    largest = max(of_day, key=len)
    return Peak(highest.on, highest.articles, largest[0].title, len(largest))


def make_matrix(weeks: Weeks, places: Sequence[str]) -> BriefMatrix:
    """Events by place and pillar; only pairs with news in either week have a cell."""
    articles = (*weeks.now, *weeks.before)
    pairs = {(place, pillar) for a in articles for place in a.places for pillar in a.pillars}
    return BriefMatrix(
        rows=tuple(places),
        pillars=tuple(PILLARS),
        cells={pair: weeks.figure(_events_of(*pair)) for pair in sorted(pairs)},
        nothing=weeks.figure(lambda _: 0),
        totals={place: weeks.figure(_events_of(place)) for place in places},
        explicit={place: count_events(_of(weeks.now, place, is_explicit=True)) for place in places},
        articles={place: count_articles(_of(weeks.now, place)) for place in places},
        unplaced=count_events(article for article in weeks.now if not article.places),
    )


def outlet_rows(delivered: Iterable[Delivered], catalogue: Catalogue) -> tuple[OutletRow, ...]:
    """Every outlet of either week, most relevant articles first."""
    by_id: dict[str, list[Delivered]] = {}
    for row in delivered:
        by_id.setdefault(row.outlet_id, []).append(row)
    rows = [_outlet_row(outlet_id, found, catalogue) for outlet_id, found in by_id.items()]
    return tuple(sorted(rows, key=lambda row: (-row.relevant, -row.read, row.name)))


def count_articles(articles: Iterable[Found]) -> int:
    """How many articles."""
    return sum(1 for _ in articles)


def count_events(articles: Iterable[Found]) -> int:
    """How many stories; copies of one press release are one."""
    return len({article.story for article in articles})


def _count_explicit(articles: Iterable[Found]) -> int:
    return sum(article.relevance == "explicit" for article in articles)


def _events_of(place: str, pillar: str | None = None) -> Count:
    return lambda articles: count_events(_of(articles, place, pillar))


def _of(articles: Iterable[Found], place: str, pillar: str | None = None, *, is_explicit: bool = False) -> list[Found]:
    return [
        article
        for article in articles
        if place in article.places
        and (pillar is None or pillar in article.pillars)
        and (not is_explicit or article.relevance == "explicit")
    ]


def _outlets(rows: Rows, *, now: bool) -> set[str]:
    return {row.outlet_id for row in rows.delivered if row.is_now == now and row.read}


def _read(delivered: Sequence[Delivered], both: frozenset[str]) -> Figure:
    shared = [row for row in delivered if row.outlet_id in both]
    return Figure(
        now=sum(row.read for row in delivered if row.is_now),
        before=sum(row.read for row in delivered if not row.is_now),
        same_now=sum(row.read for row in shared if row.is_now) if both else None,
        same_before=sum(row.read for row in shared if not row.is_now) if both else None,
    )


def _outlet_row(outlet_id: str, found: Sequence[Delivered], catalogue: Catalogue) -> OutletRow:
    source = catalogue.sources.get(outlet_id)
    return OutletRow(
        name=found[0].outlet,
        owner=source.owner if source else None,
        read=sum(row.read for row in found if row.is_now),
        relevant=sum(row.relevant for row in found if row.is_now),
        read_before=sum(row.read for row in found if not row.is_now),
        relevant_before=sum(row.relevant for row in found if not row.is_now),
    )
