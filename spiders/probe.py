"""Looking at one source once: robots.txt, every channel, one article. Nothing is stored; no article is read here.

A channel is asked once, a sitemap index for the first of its sitemaps too. The article is what a harvest would keep:
the channel's own answer where that is all it may or needs to have (`rights: headline`, a REST post), else its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from scrapy.http import Response
from w3lib.url import add_or_replace_parameters

from models.address import belongs_to, first_part
from models.shapes import Page
from models.sources import Channel, Platform, Source
from spiders.asking import Answer, Asker, Robots
from spiders.dates import parse_instant
from spiders.discovery import BrokenChannel, Discovery, EmptyChannel, Lead, Scope
from spiders.feed import FeedDiscovery
from spiders.listing import ListingDiscovery
from spiders.sitemap import SitemapDiscovery
from spiders.trouble import Trouble
from spiders.wordpress import WordPressDiscovery

_KINDS: dict[str, type[Discovery]] = {
    "feed": FeedDiscovery,
    "sitemap": SitemapDiscovery,
    "wordpress": WordPressDiscovery,
    "listing": ListingDiscovery,
}
_MOST_HOPS = 2
_MOST_ARTICLES_TRIED = 2
_FEW_POSTS = {"per_page": "10"}
"""A hundred posts with their text, as a harvest asks for them, are more than a look needs."""
_SEARCHED = "smart city"
"""What a site's own search is asked for; it need not have an answer."""


@dataclass(frozen=True)
class ChannelProbe:
    """What one channel gave. `trouble` None: it answered as it should, `leads` may be empty all the same."""

    channel: Channel
    trouble: Trouble | None = None
    leads: tuple[Lead, ...] = ()
    seen: int = 0
    answer: Answer | None = None
    """The answer that gave the leads."""

    @property
    def dates(self) -> list[datetime]:
        """What the channel says of when its articles were published, newest first."""
        said = (parse_instant(lead.hints.get("published")) for lead in self.leads)
        return sorted((at for at in said if at is not None), reverse=True)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        dates = self.dates
        return {
            "spider": self.channel.spider,
            "url": self.channel.url,
            "state": self.trouble.state if self.trouble else "ok",
            "reason": self.trouble.words if self.trouble else f"{len(self.leads)} articles of {self.seen} addresses",
            "articles": len(self.leads),
            "newest": dates[0].isoformat() if dates else None,
            "oldest": dates[-1].isoformat() if dates else None,
            "example": self.leads[0].url if self.leads else None,
        }


@dataclass(frozen=True)
class Probe:
    """What was seen of a source. `page` is the article to be read; None with `trouble` where there was none."""

    source: Source
    at: datetime
    robots: Robots
    channels: tuple[ChannelProbe, ...]
    page: Page | None = None
    trouble: Trouble | None = None
    tried: tuple[str, ...] = ()
    """Addresses of articles that were asked for."""


def probe_source(asker: Asker, source: Source, platform: Platform, now: datetime) -> Probe:
    """Look at one source. What a site does wrong is in the result; SourceError means that our own process died."""
    channels = tuple(probe_channel(asker, Scope(source, platform, channel, now)) for channel in source.discover)
    seen = Probe(source, now, asker.robots_of(source.discover[0].url), channels)
    return choose_article(asker, platform, seen)


def choose_article(asker: Asker, platform: Platform, seen: Probe) -> Probe:
    """The same with one article of the first channel that gave any, or with the reason why there is none."""
    giving = [probe for probe in seen.channels if probe.leads]
    if not giving:
        reasons = (probe.trouble for probe in seen.channels if probe.trouble)
        return replace(seen, trouble=next(reasons, Trouble("nothing_new", "gave no article")))
    page = make_own_page(seen.source, giving[0])
    return replace(seen, page=page) if page else _fetch_article(asker, seen, platform, giving[0].leads)


def probe_channel(asker: Asker, scope: Scope) -> ChannelProbe:
    """Ask one channel once; where it only names further addresses (a sitemap index), the first of these."""
    channel = scope.channel
    scope = scope.for_word(_SEARCHED) if channel.topic else scope
    discovery = _KINDS[channel.spider](scope)
    url = discovery.first_urls()[0]
    if channel.spider == "wordpress":
        url = add_or_replace_parameters(url, _FEW_POSTS)
    for _ in range(_MOST_HOPS):
        answer = asker.ask(url)
        probe, following = _read(channel, discovery, answer)
        if probe.trouble or probe.leads or not following:
            return probe
        url = following[0]
    return probe


def make_own_page(source: Source, probe: ChannelProbe) -> Page | None:
    """The article a channel's own answer holds: a headline, a REST post with its text; None if it must be fetched."""
    lead, answer = probe.leads[0], probe.answer
    if answer is None or answer.response is None:
        return None
    if source.rights == "headline":
        return _make_page(answer, answer.response, lead, kind="headline")
    if lead.fragment is not None:
        return _make_page(answer, answer.response, lead, kind="wordpress", fragment=lead.fragment)
    return None


def fetch_page(asker: Asker, url: str, lead: Lead | None = None) -> Page | Trouble:
    """One article page, or why there is none."""
    answer = asker.ask(url)
    trouble = answer.trouble
    if trouble is not None or answer.response is None:
        return trouble or Trouble("unreachable", "gave no answer")
    if not answer.response.body.strip():
        return Trouble("unreachable", "is empty")
    return _make_page(answer, answer.response, lead or Lead(answer.url), url=answer.url)


def _fetch_article(asker: Asker, seen: Probe, platform: Platform, leads: Sequence[Lead]) -> Probe:
    """The first of a few articles that can be had: the newest may be gone by now."""
    tried: tuple[str, ...] = ()
    trouble: Trouble | None = None
    for lead in leads[:_MOST_ARTICLES_TRIED]:
        url = first_part(lead.url, platform)
        tried = (*tried, url)
        found = fetch_page(asker, url, lead)
        if isinstance(found, Page) and belongs_to(found.url, seen.source):
            return replace(seen, page=found, tried=tried)
        trouble = Trouble("skipped", f"redirects to {found.url}") if isinstance(found, Page) else found
    return replace(seen, trouble=trouble, tried=tried)


def _read(channel: Channel, discovery: Discovery, answer: Answer) -> tuple[ChannelProbe, tuple[str, ...]]:
    trouble = answer.trouble
    if trouble is not None or answer.response is None:
        return ChannelProbe(channel, trouble or Trouble("unreachable", "gave no answer")), ()
    try:
        finding = discovery.discover(answer.response)
    except BrokenChannel as broken:
        is_unsuccessful_search = channel.topic and isinstance(broken, EmptyChannel)
        return ChannelProbe(channel, None if is_unsuccessful_search else Trouble("feed_broken", str(broken))), ()
    if finding.seen and not finding.leads:
        words = f"gave {finding.seen} addresses and none of them looks like an article"
        return ChannelProbe(channel, Trouble("layout_changed", words), seen=finding.seen), finding.following
    return ChannelProbe(channel, None, finding.leads, finding.seen, answer), finding.following


def _make_page(answer: Answer, response: Response, lead: Lead, **values: Any) -> Page:
    content_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
    return Page(
        **{"url": lead.url, **values},
        fetched_at=answer.fetched_at,
        body=response.body,
        content_type=content_type,
        hints=dict(lead.hints),
    )
