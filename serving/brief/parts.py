"""The Brief and its parts: plain frozen values, the same for every format. No SQL, no wording, no layout.

What is said of outlets and sources is in `seen.py`.

Places are regency slugs or PROVINCE_ROW (`Brief.place_names` has their names), pillars and kinds the project's ids;
instants are UTC. A clip number is the 1-based place of an article in the clipping appendix.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.clock import Week
from serving.brief.cut import Cut
from serving.brief.seen import Coverage, OutletRow


@dataclass(frozen=True)
class Figure:
    """A count of this week and the week before, and both again for the outlets that delivered in both weeks.

    Only the second pair may be compared: a longer list of outlets is no rise. None = no outlet delivered in both.
    """

    now: int
    before: int
    same_now: int | None
    same_before: int | None

    @property
    def change(self) -> int | None:
        """This week minus last week among the outlets of both weeks."""
        if self.same_now is None or self.same_before is None:
            return None
        return self.same_now - self.same_before


@dataclass(frozen=True)
class Totals:
    """The week in numbers. All but `events` count articles; explicit and implicit add up to relevant."""

    read: Figure
    relevant: Figure
    explicit: Figure
    implicit: Figure
    events: Figure
    outlets_now: int
    outlets_before: int
    outlets_both: int
    undated: int
    """Relevant articles first seen in the week that carry no date and so belong to no week."""


@dataclass(frozen=True)
class Day:
    """Relevant articles published on one day, WIB."""

    on: date
    explicit: int
    implicit: int

    @property
    def articles(self) -> int:
        """Both kinds together."""
        return self.explicit + self.implicit


@dataclass(frozen=True)
class Peak:
    """The day with most relevant articles and the story most of them tell."""

    on: date
    articles: int
    title: str
    story_articles: int


@dataclass(frozen=True)
class Clip:
    """One relevant article as the clipping appendix shows it. `is_cut`: the excerpt is not the whole text."""

    number: int
    outlet: str
    published_at: datetime
    is_date_inferred: bool
    title: str
    url: str
    relevance: str
    places: tuple[str, ...]
    pillars: tuple[str, ...]
    kinds: tuple[str, ...]
    cues: tuple[str, ...]
    """The words for which the tags were given."""
    excerpt: str
    is_cut: bool
    rights: str
    content_hash: str
    is_sample: bool


@dataclass(frozen=True)
class Voice:
    """Somebody quoted: `said` is the sentence, in which `who` (name or office) stands word for word."""

    who: str
    said: str

    @property
    def parts(self) -> tuple[str, str, str]:
        """The sentence before, at and after the speaker."""
        before, who, after = self.said.partition(self.who)
        return before, who, after


@dataclass(frozen=True)
class Issue:
    """A story of the week. `began_on` is set where its first article is older than the week."""

    title: str
    places: tuple[str, ...]
    pillars: tuple[str, ...]
    outlets: tuple[str, ...]
    articles: int
    first_at: datetime
    last_at: datetime
    began_on: date | None
    summary: str
    summary_outlet: str
    voice: Voice | None
    clips: tuple[int, ...]


@dataclass(frozen=True)
class LedgerRow:
    """One step of a programme: one row per story, kind and place, whatever the number of articles."""

    place: str | None
    kind: str
    status: str
    event_on: date | None
    sentence: str
    outlets: tuple[str, ...]
    clips: tuple[int, ...]


@dataclass(frozen=True)
class BriefMatrix:
    """Events by place and pillar. `totals` count each event of a row once; `unplaced` are events without a place."""

    rows: tuple[str, ...]
    pillars: tuple[str, ...]
    cells: Mapping[tuple[str, str], Figure]
    nothing: Figure
    """What a pair without news in either week holds."""
    totals: Mapping[str, Figure]
    explicit: Mapping[str, int]
    articles: Mapping[str, int]
    unplaced: int

    def cell(self, place: str, pillar: str) -> Figure:
        """One cell."""
        return self.cells.get((place, pillar)) or self.nothing

    @property
    def highest(self) -> int:
        """The largest cell, for shading."""
        return max((figure.now for figure in self.cells.values()), default=0)


@dataclass(frozen=True)
class SectionStory:
    """A story of one place with the steps it reports of that place."""

    title: str
    steps: tuple[LedgerRow, ...]
    clips: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """One place: its numbers, its stories, and which outlets of its own were not seen."""

    place: str
    events: Figure
    explicit_events: int
    articles: int
    pillars: tuple[tuple[str, int], ...]
    """Pillars with events, most first."""
    stories: tuple[SectionStory, ...]
    unseen: tuple[str, ...]
    """Names of outlets that speak from this place and could not be seen."""


@dataclass(frozen=True)
class Critical:
    """A story in which something is criticised or does not work; who answers for it is filled in by people.

    A story with a milestone of kind `kritik` is criticism; one found by a phrase alone has to be looked at.
    """

    title: str
    places: tuple[str, ...]
    sentence: str
    cue: str | None
    """The phrase that brought it here; None = a milestone."""
    outlets: tuple[str, ...]
    clips: tuple[int, ...]


@dataclass(frozen=True)
class Brief:
    """One week of one province."""

    week: Week
    province: str
    place_names: Mapping[str, str]
    has_sample: bool
    """Fictional sample text is among the articles."""
    totals: Totals
    days: tuple[Day, ...]
    peak: Peak | None
    issues: tuple[Issue, ...]
    stories: int
    milestones: tuple[LedgerRow, ...]
    matrix: BriefMatrix
    sections: tuple[Section, ...]
    critical: tuple[Critical, ...]
    outlets: tuple[OutletRow, ...]
    coverage: Coverage
    clips: tuple[Clip, ...]
    cut: Cut | None = None
    """What the news had to meet to be in it; None for the whole brief."""

    @property
    def known_at(self) -> datetime:
        """The newest page it knows of, else the end of the week: the files carry this time, never that of the run."""
        return self.coverage.data_at or self.week.until
