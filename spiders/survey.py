"""Looking at a site nobody has described yet: on what it runs, and which ways to its articles work.

Everything proposed was tried: a channel is in the result only if it gave articles. Writing the file is
`models/source_file.py`; what a page gives away is `signs.py` and `listing_signs.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from models.errors import SourceError
from models.sources import Channel, Platform, Source
from spiders.asking import Asker, Robots
from spiders.discovery import Scope
from spiders.listing_signs import find_article_prefix, find_indexes, find_paging
from spiders.probe import ChannelProbe, probe_channel
from spiders.signs import Signs, find_platform, read_signs

_ENOUGH_CHANNELS = 2
"""With so many a site can be harvested when one of them breaks, and no listing is looked for."""
_MOST_TRIED_OF_A_KIND = 2
_FEWEST_DATES = 3
_SHORTEST_SPAN = timedelta(days=1)
_GOVERNMENT = (".go.id", ".desa.id")


@dataclass(frozen=True)
class Survey:
    """What was found. `channels` gave articles, best first; `failed` were tried in vain."""

    homepage: str
    hosts: tuple[str, ...]
    """The host that was asked, where it redirects to another."""
    signs: Signs
    robots: Robots
    platform: str
    channels: tuple[ChannelProbe, ...]
    failed: tuple[ChannelProbe, ...]

    @property
    def owner(self) -> str:
        """`government` by the top-level domain, else `press`."""
        host = urlsplit(self.homepage).hostname or ""
        return "government" if host.endswith(_GOVERNMENT) else "press"

    @property
    def articles_per_week(self) -> int | None:
        """Reckoned from the dates of the channel with most of them; None where too few are dated."""
        dates = max((probe.dates for probe in self.channels), key=len, default=[])
        if len(dates) < _FEWEST_DATES:
            return None
        span = max(dates[0] - dates[-1], _SHORTEST_SPAN)
        return round((len(dates) - 1) * timedelta(days=7) / span)


def survey_site(asker: Asker, url: str, platforms: Mapping[str, Platform], now: datetime) -> Survey:
    """Look at a site from its front page (or any page of it). Raises SourceError where that cannot be had."""
    answer = asker.ask(url)
    trouble = answer.trouble
    if trouble is not None or answer.response is None:
        raise SourceError(f"{url}: {trouble.words if trouble else 'gave no answer'}")
    signs = read_signs(answer.response)
    parts, asked = urlsplit(answer.url), urlsplit(url).hostname
    homepage = f"{parts.scheme}://{parts.netloc}/"
    hosts = (asked,) if asked and asked != parts.hostname else ()
    platform = platforms[find_platform(signs, platforms)]
    draft = _make_draft(homepage, hosts, platform)
    looking = _Looking(asker, signs, asker.robots_of(homepage), platform, draft, now)
    looking.look()
    return Survey(
        homepage, hosts, signs, looking.robots, platform.id, tuple(looking.working), tuple(looking.failed)
    )  # fmt: skip


class _Looking:
    """One site while its channels are tried."""

    def __init__(
        self, asker: Asker, signs: Signs, robots: Robots, platform: Platform, draft: Source, now: datetime
    ) -> None:
        self._asker, self._signs, self._platform, self._draft, self._now = asker, signs, platform, draft, now
        self.robots = robots
        self.working: list[ChannelProbe] = []
        self.failed: list[ChannelProbe] = []
        self._home = str(draft.homepage)
        self._prefix = find_article_prefix(signs.links, self._home, platform)

    def look(self) -> None:
        """Try the kinds of channels in the order of their worth."""
        for candidates in (self._guess_rest(), self._guess_feeds(), self._guess_sitemaps()):
            self._try_first(list(candidates))
        if len(self.working) < _ENOUGH_CHANNELS:
            self._try_first(list(self._guess_listings()))

    def _try_first(self, candidates: Sequence[Channel]) -> None:
        """Keep the first channel of a kind that gives articles."""
        for channel in candidates[:_MOST_TRIED_OF_A_KIND]:
            probe = probe_channel(self._asker, Scope(self._draft, self._platform, channel, self._now))
            if probe.leads:
                self.working.append(_with_paging(probe) if channel.spider == "listing" else probe)
                return
            self.failed.append(probe)

    def _guess_rest(self) -> Iterator[Channel]:
        if self._signs.is_wordpress:
            root = self._signs.rest or f"{self._home}wp-json/"
            yield _make_channel("wordpress", f"{root.rstrip('/')}/wp/v2/posts")

    def _guess_feeds(self) -> Iterator[Channel]:
        usual = "feed/" if self._signs.is_wordpress else "rss.xml" if self._signs.is_drupal else None
        urls = [*self._signs.feeds, *([f"{self._home}{usual}"] if usual else [])]
        return (_make_channel("feed", url) for url in dict.fromkeys(urls))

    def _guess_sitemaps(self) -> Iterator[Channel]:
        usual = f"{self._home}{'wp-sitemap.xml' if self._signs.is_wordpress else 'sitemap.xml'}"
        named = sorted(self.robots.sitemaps, key=lambda url: ("news" not in url, "post" not in url))
        return (_make_channel("sitemap", url, **self._narrow()) for url in dict.fromkeys(named or [usual]))

    def _guess_listings(self) -> Iterator[Channel]:
        if self._prefix is None:
            return iter(())
        urls = find_indexes(self._signs.links, self._home, self._prefix)
        return (_make_channel("listing", url, max_pages=1, **self._narrow()) for url in urls)

    def _narrow(self) -> dict[str, str]:
        """`include` for sites whose platform does not say what an article's address looks like."""
        if self._platform.article_url or self._prefix in (None, self._home):
            return {}
        return {"include": f"^{re.escape(self._prefix or '')}"}


def _with_paging(probe: ChannelProbe) -> ChannelProbe:
    """The listing with {page} in its address where its further pages are linked."""
    if probe.answer is None or probe.answer.response is None:
        return probe
    paging = find_paging(read_signs(probe.answer.response).links, probe.answer.url)
    if paging is None:
        return probe
    facts = {"url": paging.url, "first_page": paging.first, "page_step": paging.step, "max_pages": 10}
    return replace(probe, channel=probe.channel.model_copy(update=facts))


def _make_channel(spider: str, url: str, **values: Any) -> Channel:
    return Channel.model_validate({"spider": spider, "url": url, **values})


def _make_draft(homepage: str, hosts: tuple[str, ...], platform: Platform) -> Source:
    return Source.model_validate(
        {
            "id": "draft",
            "name": homepage,
            "owner": "press",
            "homepage": homepage,
            "hosts": hosts,
            "platform": platform.id,
            "discover": [{"spider": "listing", "url": homepage}],
            "expect": {"articles_per_week": {"min": 0, "max": 1}},
        }
    )
