"""The week's articles by story, and the main issues among them. Milestones and critical news are elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.clock import wib_date
from serving.brief.leads import lead
from serving.brief.parts import Issue, Voice
from serving.brief.rows import Found
from serving.brief.voices import find_voice

ISSUES = 5


@dataclass(frozen=True)
class StoryOfWeek:
    """The relevant articles of one week that tell one event, in order of publication."""

    articles: tuple[Found, ...]

    @property
    def first(self) -> Found:
        """The earliest article."""
        return self.articles[0]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Names of the outlets, first come first."""
        return unique(article.outlet for article in self.articles)

    @property
    def places(self) -> tuple[str, ...]:
        """Every place an article of it was tagged with."""
        return unique(place for article in self.articles for place in article.places)

    @property
    def pillars(self) -> tuple[str, ...]:
        """Every pillar, dominant ones of early articles first."""
        return unique(pillar for article in self.articles for pillar in article.pillars)

    @property
    def is_explicit(self) -> bool:
        """At least one article names the smart-city programme."""
        return any(article.relevance == "explicit" for article in self.articles)


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order of appearance."""
    return tuple(dict.fromkeys(values))


def group_by_story(articles: Iterable[Found]) -> list[StoryOfWeek]:
    """Stories in order of their first article; an article without a story is one of its own."""
    groups: dict[int, list[Found]] = {}
    for article in articles:
        groups.setdefault(article.story, []).append(article)
    return [StoryOfWeek(tuple(group)) for group in groups.values()]


def main_issues(stories: Sequence[StoryOfWeek], since: datetime, numbers: dict[int, int]) -> tuple[Issue, ...]:
    """Most outlets first; among equals most articles, then those that name the programme, then the earliest."""
    ranked = sorted(stories, key=_rank)
    return tuple(_issue(story, since, numbers) for story in ranked[:ISSUES])


def _rank(story: StoryOfWeek) -> tuple[int, int, bool, datetime, int]:
    first = story.first
    return -len(story.outlets), -len(story.articles), not story.is_explicit, first.published_at, first.id


def _issue(story: StoryOfWeek, since: datetime, numbers: dict[int, int]) -> Issue:
    told = next((article for article in story.articles if article.body.strip()), story.first)
    began_at = story.first.story_began_at
    return Issue(
        title=story.first.title,
        places=story.places,
        pillars=story.pillars,
        outlets=story.outlets,
        articles=len(story.articles),
        first_at=story.first.published_at,
        last_at=story.articles[-1].published_at,
        began_on=wib_date(began_at) if began_at and began_at < since else None,
        summary=lead(told.body, told.rights),
        summary_outlet=told.outlet,
        voice=_voice(story),
        clips=tuple(numbers[article.id] for article in story.articles),
    )


def _voice(story: StoryOfWeek) -> Voice | None:
    voices = (find_voice(article.body, article.said) for article in story.articles)
    return next((voice for voice in voices if voice), None)
