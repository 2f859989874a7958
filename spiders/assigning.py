"""Which sources a harvest asks, and how far back each is looked at. Nothing is fetched here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from models.address import bare_host
from models.archive import ArchiveIndex
from models.catalogue import Catalogue
from models.errors import UsageError
from models.settings import Settings
from models.sources import Source
from models.store.pages import PastHarvest, last_checks, past_harvests
from spiders.job import Assignment

FIRST_WINDOW = timedelta(days=14)
"""How far back a source is harvested that was never seen to its end."""
OVERLAP = timedelta(days=3)
"""Later harvests look this much further back than the last complete one: outlets backdate, sitemaps lag."""
_HALF_A_DAY = timedelta(hours=12)


def choose_sources(catalogue: Catalogue, ids: Sequence[str] | None, index: ArchiveIndex | None) -> list[Source]:
    """The sources a harvest asks: a live one those enabled and real, a replay those with a host in the archive.

    UsageError for ids that are unknown or cannot be asked, and where nothing is left.
    """
    named = [catalogue.source(source_id) for source_id in dict.fromkeys(ids or ())]
    candidates = named or list(catalogue.sources.values())
    if index is not None:
        hosts = {bare_host(host) for host in index.hosts}
        chosen = [source for source in candidates if hosts & {bare_host(host) for host in source.all_hosts}]
        if not chosen:
            raise UsageError(f"no source has a host in this archive; its hosts: {', '.join(sorted(index.hosts)[:5])}")
        return chosen
    for source in named:
        if source.is_sample:
            raise UsageError(f"{source.id} is a sample outlet: it exists in the sample archive only (--replay)")
        if not source.enabled:
            raise UsageError(f"{source.id} is not enabled: {source.reason}")
    chosen = [source for source in candidates if source.enabled and not source.is_sample]
    if not chosen:
        raise UsageError(f"{catalogue.folder}/sources: no source is enabled")
    return chosen


def assign(
    session: Connection,
    settings: Settings,
    catalogue: Catalogue,
    chosen: Sequence[Source],
    *,
    kind: Literal["live", "replay"],
    now: datetime,
    since: datetime | None,
) -> dict[str, Assignment]:
    """Each source, by id, with its window; an archive is read whole and by all channels, whatever is known already."""
    if kind == "replay":
        return {source.id: _assign(source, catalogue, since, is_check_due=True) for source in chosen}
    pasts, checks = past_harvests(session), last_checks(session)
    assignments = {}
    for source in chosen:
        past = pasts.get(source.id)
        assignments[source.id] = _assign(
            source,
            catalogue,
            since or _window_of(past, now),
            is_settled=past is not None and past.is_settled and since is None,
            is_check_due=_is_check_due(settings.cross_check_days, checks.get(source.id), now),
        )
    return assignments


def _assign(source: Source, catalogue: Catalogue, since: datetime | None, **values: bool) -> Assignment:
    terms = catalogue.search_terms if any(channel.topic for channel in source.discover) else ()
    return Assignment(source=source, platform=catalogue.platform_of(source), since=since, terms=terms, **values)


def _window_of(past: PastHarvest | None, now: datetime) -> datetime:
    """Back to the last complete harvest; where many articles failed then, to the one before in which they did not, if
    that is not too long ago: what always fails is gone."""
    if past is None:
        return now - FIRST_WINDOW
    whole_at = max(past.whole_at or past.complete_at - FIRST_WINDOW, now - FIRST_WINDOW)
    return min(past.complete_at, whole_at) - OVERLAP


def _is_check_due(days: int, checked_at: datetime | None, now: datetime) -> bool:
    """Two nights are never begun at the same minute: half a day is let pass."""
    return days > 0 and (checked_at is None or now - checked_at > timedelta(days=days) - _HALF_A_DAY)
