"""Shapes of the API's answer about the ledger. Stable, as those of `answers.py`."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from serving.web.answers import Answer, Instant


class ReportAnswer(Answer):
    """What one story says of a step."""

    status: str
    date: dt.date | None
    reported_at: Instant
    articles: list[int] = Field(description="ids of the articles that tell it")
    outlets: list[str]
    title: str
    sentence: str
    is_corrected: bool = Field(description="an analyst set it")
    is_superseded: bool = Field(description="another report, mostly a later one, counts")


class StepAnswer(Answer):
    """One step of the programme with all its reports, earliest first."""

    kind: str
    status: str = Field(description="planned, under_way or done")
    date: dt.date | None
    programme: str | None
    articles: int
    outlets: int
    is_corrected: bool
    sentence: str
    reports: list[ReportAnswer]


class PlaceAnswer(Answer):
    """The ledger of one regency, of the province, or (place null) of what could be given to no place."""

    place: str | None
    state: str = Field(description="in_programme, no_evidence (not in the national programme, as far as seen), no_news")
    in_programme_since: dt.date | None
    articles: int = Field(description="relevant articles of the place")
    steps: list[StepAnswer]
