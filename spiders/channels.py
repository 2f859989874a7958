"""One channel of a source while it is asked: what its answers gave, what went wrong with it.

How a kind of channel is read is `discovery.py` and its four kinds; which channel is asked when, `source_spider.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from scrapy.http import Response

from models.sources import Channel
from spiders.crosscheck import CrossCheck, Shown, compare
from spiders.discovery import BrokenChannel, Discovery, EmptyChannel, Finding, Lead, Scope
from spiders.feed import FeedDiscovery
from spiders.listing import ListingDiscovery
from spiders.outcome import ChannelRecord
from spiders.replay import MISS
from spiders.revisit import UNCHANGED
from spiders.searching import NONSENSE, Probe
from spiders.sitemap import SitemapDiscovery
from spiders.trouble import Trouble, find_trouble
from spiders.wordpress import WordPressDiscovery

_KINDS: dict[str, type[Discovery]] = {
    "feed": FeedDiscovery,
    "sitemap": SitemapDiscovery,
    "wordpress": WordPressDiscovery,
    "listing": ListingDiscovery,
}
NOT_ARCHIVED = Trouble("feed_broken", "is not in the archive")


class Ask(NamedTuple):
    """An address of a channel, and who is to read its answer."""

    url: str
    discovery: Discovery


class AskedChannel:
    """One channel of one source in one crawl. `pending`: requests out at this moment.

    A channel by topic is read by one discovery for each of the `terms`; any search is first asked for nonsense.
    """

    def __init__(self, number: int, scope: Scope, terms: Sequence[str] = ()) -> None:
        self.number, self.facts = number, scope.channel
        self.record = ChannelRecord(self.facts.spider)
        self.pending = 0
        self.is_exhausted = False
        self.keys: dict[str, bool] = {}
        """Articles it showed, in its order; whether they were known before this crawl."""
        self._asked: set[str] = set()
        self._is_cut_short = False
        self._scope = scope
        scopes = [scope.for_word(term) for term in terms] if self.facts.topic else [scope]
        self._discoveries = [_make(part) for part in scopes]
        is_probed = self.facts.searched is not None and not scope.is_replay
        self._probe = Probe(_make(scope.for_word(NONSENSE))) if is_probed else None

    @property
    def is_enough(self) -> bool:
        """Whether it has answered and reached the window's start, so that no other channel is needed."""
        return self.record.has_answered and self.is_exhausted

    @property
    def shown(self) -> Shown:
        """What it showed, for comparison. A listing stops where nothing is new, whatever lies behind."""
        knows_its_end = all(discovery.knows_its_end for discovery in self._discoveries)
        reaches_back = self.is_exhausted and knows_its_end and not self._is_cut_short
        return Shown(self.record.name, self.keys, reaches_back, self.facts.subject)

    def is_first_time(self, url: str) -> bool:
        """Whether an address was not asked for before: sitemaps may name each other."""
        is_new = url not in self._asked
        self._asked.add(url)
        return is_new

    def first(self) -> list[Ask]:
        """What it begins with."""
        return _first_of([self._probe] if self._probe else self._discoveries)

    def read(self, response: Response, discovery: Discovery) -> tuple[tuple[Lead, ...], list[Ask]]:
        """The articles in one answer and what to ask next; neither, with the trouble noted, if it is not what the
        channel should give."""
        trouble = NOT_ARCHIVED if MISS in response.flags else find_trouble(response)
        is_probe = discovery is self._probe
        if trouble is not None and not (is_probe and response.status == 404):
            self.note(trouble)
            return (), []
        try:
            finding = self._discover(response, discovery)
        except BrokenChannel as broken:
            self.note(Trouble(broken.state, str(broken)))
            return (), []
        if is_probe:
            return (), _first_of(self._discoveries)
        self._count(finding)
        return finding.leads, [Ask(url, discovery) for url in finding.following]

    def note(self, trouble: Trouble) -> None:
        """Keep the first trouble of a channel that has not answered: later pages may be missing."""
        if self.record.trouble is None and not self.record.answers:
            self.record.trouble = trouble

    def _discover(self, response: Response, discovery: Discovery) -> Finding:
        try:
            finding = discovery.discover(response)
        except EmptyChannel:
            if self.facts.searched is None:
                raise
            return Finding()
        if UNCHANGED in response.flags and discovery is not self._probe:
            return self._cut_short(finding, discovery)
        return finding

    def _cut_short(self, finding: Finding, discovery: Discovery) -> Finding:
        """Where the newest articles are those of an earlier night, there is nothing new behind them."""
        self.record.unchanged += 1
        if not (discovery.is_newest_first and self._scope.is_settled):
            return finding
        self._is_cut_short = self._is_cut_short or bool(finding.following)
        return replace(finding, following=(), is_exhausted=True)

    def _count(self, finding: Finding) -> None:
        record = self.record
        record.answers, record.trouble = record.answers + 1, None
        record.leads += len(finding.leads)
        if finding.leads or not self.facts.topic:  # a page of results without any still has links
            record.seen += finding.seen
        self.is_exhausted = self.is_exhausted or finding.is_exhausted


def choose_channel(
    facts: Sequence[Channel], asked: Sequence[AskedChannel], start: int, is_check_due: bool
) -> int | None:
    """Number, from `start` on, of the next channel where none asked so far is enough, else of one that is to check
    what was found."""
    rest = range(start, len(facts))
    enough = next((channel.facts for channel in asked if channel.is_enough), None)
    if enough is None:
        return next(iter(rest), None)
    is_due = is_check_due and sum(channel.record.has_answered for channel in asked) < 2
    return next((n for n in rest if facts[n].cross_check or (is_due and facts[n].is_within(enough))), None)


def cross_check(asked: Iterable[AskedChannel]) -> CrossCheck | None:
    """The first two channels that answered, compared; None where there was only one."""
    shown = [channel.shown for channel in asked if channel.record.has_answered]
    return compare(shown[0], shown[1]) if len(shown) > 1 else None


def _make(scope: Scope) -> Discovery:
    return _KINDS[scope.channel.spider](scope)


def _first_of(discoveries: Iterable[Discovery]) -> list[Ask]:
    return [Ask(url, discovery) for discovery in discoveries for url in discovery.first_urls()]
