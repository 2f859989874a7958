"""A new source from its address, and frozen pages. What is known of a source already is `looking.py`.

The commands and their output are `registry.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from models.address import belongs_to, first_part
from models.catalogue import Catalogue
from models.clock import now, wib_date
from models.errors import CatalogError, SourceError, UsageError
from models.facts import load_facts
from models.settings import Settings
from models.shapes import Page
from models.source_file import SourceFacts, make_source_id, make_source_text
from models.sources import Source
from serving.cli.looking import Seen, make_seen, read_page, renew_table, source_path, write_seen
from serving.freezing import freeze_page, frozen_folder

if TYPE_CHECKING:
    from spiders.asking import Asker
    from spiders.probe import Probe
    from spiders.survey import Survey


@dataclass(frozen=True)
class Wanted:
    """What the operator says of a new source; None is found out."""

    source_id: str | None = None
    name: str | None = None
    owner: str | None = None
    rights: str | None = None
    regencies: Sequence[str] = ()


@dataclass(frozen=True)
class Added:
    """What became of it. `frozen` None: no page could or may be frozen."""

    path: Path
    seen: Seen
    frozen: Path | None


def add_source(settings: Settings, catalogue: Catalogue, url: str, wanted: Wanted) -> Added:
    """Survey a site, write its file, freeze one of its pages.

    Raises UsageError for a host or id that is taken, SourceError for a site without a way to its articles.
    """
    from spiders.asking import Asker
    from spiders.survey import survey_site

    _refuse_known(catalogue, url)
    with Asker(settings) as asker:
        survey = survey_site(asker, url, catalogue.platforms, now())
        _refuse_known(catalogue, survey.homepage)
        _require_channels(url, survey)
        source = _make_source(catalogue, survey, wanted)
        seen = _look(asker, catalogue, source, survey)
        frozen = _freeze(asker, catalogue, source, seen)
    path = _write(catalogue, source, survey, seen)
    write_seen(settings, seen)
    renew_table(catalogue)
    return Added(path, seen, frozen)


def freeze_source(settings: Settings, catalogue: Catalogue, source: Source, url: str | None, folder: Path) -> Path:
    """Freeze one article page of a source: the one at `url`, else the newest a channel shows.

    Raises UsageError where its rights or its hosts forbid it, SourceError where there is no such page.
    """
    from spiders.asking import Asker
    from spiders.probe import fetch_page, probe_source

    if source.rights == "headline":
        raise UsageError(f"{source.id}: its rights are headline: its pages are never requested")
    if url and not belongs_to(url, source):
        raise UsageError(f"{url} is on no host of {source.id}; these are: {', '.join(sorted(source.all_hosts))}")
    platform = catalogue.platform_of(source)
    with Asker(settings) as asker:
        address = url or _newest(probe_source(asker, source, platform, now()))
        page = fetch_page(asker, first_part(address, platform))
    if not isinstance(page, Page):
        raise SourceError(f"{source.id}: {address} {page.words}")
    return freeze_page(folder, page, source.id, read_page(catalogue, source, page)[0])


def _newest(probe: Probe) -> str:
    for channel in probe.channels:
        if channel.leads:
            return channel.leads[0].url
    reason = probe.trouble.words if probe.trouble else "gave no article"
    raise SourceError(f"{probe.source.id}: {reason}")


def _refuse_known(catalogue: Catalogue, url: str) -> None:
    source = catalogue.source_of_host(urlsplit(url).hostname or "")
    if source is not None:
        raise UsageError(f"{url} belongs to the source {source.id} already; see: pantau sources probe {source.id}")


def _require_channels(url: str, survey: Survey) -> None:
    if not survey.channels:
        tried = "; ".join(f"{each.channel.url} {each.trouble.words}" for each in survey.failed if each.trouble)
        raise SourceError(f"{url}: no way to its articles was found: {tried or 'no link looks like an article'}")


def _make_source(catalogue: Catalogue, survey: Survey, wanted: Wanted) -> Source:
    name = wanted.name or survey.signs.name
    source_id = wanted.source_id or make_source_id(name, urlsplit(survey.homepage).hostname or "")
    if source_id in catalogue.sources:
        raise UsageError(f"there is a source {source_id!r} already; give another one with --id")
    unknown = sorted(set(wanted.regencies) - set(catalogue.regencies))
    if unknown:
        raise UsageError(f"unknown regency {unknown[0]!r}; known: {', '.join(catalogue.regencies)}")
    per_week = survey.articles_per_week
    expect = {"min": 0, "max": 60} if per_week is None else {"min": per_week // 4, "max": 3 * per_week + 5}
    return Source.model_validate(
        {
            "id": source_id,
            "name": name,
            "owner": wanted.owner or survey.owner,
            "homepage": survey.homepage,
            "hosts": survey.hosts,
            "platform": survey.platform,
            "regencies": wanted.regencies,
            "rights": wanted.rights or ("headline" if survey.platform == "antara" else "fulltext"),
            "discover": [each.channel.model_dump() for each in survey.channels],
            "expect": {"articles_per_week": expect},
        }
    )


def _look(asker: Asker, catalogue: Catalogue, source: Source, survey: Survey) -> Seen:
    """One article through the reader; the channels were asked already."""
    from spiders.probe import Probe, choose_article

    probe = Probe(source, now(), survey.robots, survey.channels)
    return make_seen(catalogue, source, choose_article(asker, catalogue.platform_of(source), probe))


def _freeze(asker: Asker, catalogue: Catalogue, source: Source, seen: Seen) -> Path | None:
    """The page of the article that was read; where a channel's own answer was read, the page is asked for now."""
    from spiders.probe import fetch_page

    folder = frozen_folder(catalogue, source.id)
    if seen.page is None or source.rights == "headline" or not folder.parents[3].is_dir():
        return None
    page = seen.page if seen.page.kind == "html" else fetch_page(asker, seen.page.url)
    if not isinstance(page, Page):
        return None
    return freeze_page(folder, page, source.id, read_page(catalogue, source, page)[0])


def _write(catalogue: Catalogue, source: Source, survey: Survey, seen: Seen) -> Path:
    """The file, which must load; one that does not is taken away again."""
    path = source_path(catalogue, source.id)
    facts = SourceFacts(
        source, per_week=survey.articles_per_week, verified=wib_date(seen.at) if seen.went_well else None
    )
    path.write_text(make_source_text(facts, _make_remarks(survey, seen)), encoding="utf-8")
    try:
        load_facts(path, Source, id=source.id)
    except CatalogError:
        path.unlink()
        raise
    return path


def _make_remarks(survey: Survey, seen: Seen) -> list[str]:
    """What the next maintainer should know, and check."""
    system = survey.signs.generator or "no name of a system"
    delay = "" if survey.robots.crawl_delay is None else f", crawl-delay {survey.robots.crawl_delay:g} s"
    channels = ", ".join(f"{each.channel.spider} {len(each.leads)} articles" for each in survey.channels)
    failed = ", ".join(f"{each.channel.url} ({each.trouble.words})" for each in survey.failed if each.trouble)
    return [
        f"{survey.signs.name}: written by `pantau sources add` on {wib_date(seen.at)}; look it over: owner, regencies,"
        " rights (may its texts be kept?), expect.",
        f"Seen: {system}; robots.txt {survey.robots.status or 'no answer'}{delay}; {channels}.",
        *([f"In vain: {failed}."] if failed else []),
        *([f"Reading: {seen.trouble}"] if seen.trouble else []),
    ]
