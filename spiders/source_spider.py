"""The spider of one source in one crawl: discover addresses channel by channel, fetch the new ones, hand over pages.

It never reads an article. How addresses are found is `discovery.py` and its four kinds, what an answer is worth
`trouble.py`, which state follows `outcome.py`, what becomes a row of the page table `pages.py`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from models.address import article_key, first_part, is_amp
from models.archive import ArchiveWriter
from models.store.visits import Visit
from spiders.archive_page import FetchedArticle
from spiders.archived import find_archived, is_bare, is_broken
from spiders.channels import Ask, AskedChannel, choose_channel, cross_check
from spiders.crosscheck import CrossCheck
from spiders.discovery import Discovery, Lead, Scope
from spiders.job import Assignment, Desk
from spiders.outcome import ChannelRecord, Tally
from spiders.pages import Draft, PageMaker
from spiders.politeness import EVERY_NIGHT
from spiders.replay import MISS, VERSION
from spiders.revisit import Memory
from spiders.settings import user_agent
from spiders.trouble import STOPPED, Trouble, explain_failure

logger = logging.getLogger(__name__)

_DISCOVERY_PRIORITY = 10
_PART_PRIORITY = 5
"""An article that has been begun is finished before the next one."""
_NOT_ARCHIVED = Trouble("skipped", "is not in the archive")
_NOT_ASKED = ("skipped", "denied_by_robots", "over_budget")


class SourceSpider(Spider):
    """Asks the channels of a source in their order until one has answered and reached the window's start, and another
    one where it is time to check that channel.

    `known`: keys that are never fetched again. `visits`: what the channels answered in earlier nights, by address.
    """

    name = "source"

    def __init__(self, assignment: Assignment, desk: Desk, known: set[str], visits: dict[str, Visit]) -> None:
        super().__init__(name=assignment.source.id)
        self.source, self.platform, self.since = assignment.source, assignment.platform, assignment.since
        self._is_settled, self._is_check_due = assignment.is_settled, assignment.is_check_due
        self._terms = assignment.terms
        self.desk = desk
        self.archive = ArchiveWriter(
            desk.settings.archive_dir,
            self.source.id,
            user_agent(desk.settings),
            most_bytes=desk.settings.archive_file_megabytes * 1_000_000,
        )
        self.tally = Tally()
        self.started = time.monotonic()
        self.memory = Memory(visits)
        self._known = known
        self._found: set[str] = set()
        self._channels: list[AskedChannel] = []
        self._archived: list[ChannelRecord] | None = None
        self._pages = PageMaker(self.source, self.platform, self.archive, desk.night_id)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SourceSpider:
        """Made by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        assert isinstance(spider, cls)
        crawler.signals.connect(spider.take_archived, signal=signals.spider_idle)
        return spider

    @property
    def channels(self) -> list[ChannelRecord]:
        """What became of the channels asked, in their order."""
        return [*(channel.record for channel in self._channels), *(self._archived or ())]

    @property
    def cross_check(self) -> CrossCheck | None:
        """What two channels say of each other; None where only one answered."""
        return cross_check(self._channels)

    async def start(self) -> AsyncIterator[Any]:
        """The first requests; Scrapy's name for the hook."""
        for request in self._open_channel(0):
            yield request

    def read_channel(self, response: Response, channel: AskedChannel, discovery: Discovery) -> Iterator[Any]:
        """Take the addresses of one answer of a channel."""
        leads, asks = channel.read(response, discovery)
        yield from self._take(response, leads, channel)
        for ask in asks:
            yield from self._ask_channel(ask, channel)
        yield from self._finish(channel)

    def miss_channel(self, failure: Failure) -> Iterator[Any]:
        """Note that a channel gave no answer."""
        channel: AskedChannel = failure.request.cb_kwargs["channel"]  # type: ignore[attr-defined]
        channel.note(explain_failure(failure.value))
        yield from self._finish(channel)

    def read_article(self, response: Response, draft: Draft) -> Iterator[Any]:
        """Make a page of an answer; ask for the next part of a long article or hand the article over."""
        trouble = _NOT_ARCHIVED if MISS in response.flags else self._pages.find_trouble(response, draft)
        if trouble is not None:
            yield from self._give_up(draft, trouble)
            return
        if not draft.rows and self._is_known_under_its_own_key(response, draft):
            return
        self._pages.add(response, draft)
        following = self._pages.find_next_part(response, draft)
        yield self._ask_article(following, draft, _PART_PRIORITY) if following else self._hand_over(draft)

    def miss_article(self, failure: Failure) -> Iterator[Any]:
        """Count an article that gave no answer, or hand over what there is of it."""
        draft: Draft = failure.request.cb_kwargs["draft"]  # type: ignore[attr-defined]
        yield from self._give_up(draft, explain_failure(failure.value))

    def take_archived(self) -> None:
        """Ask for the articles of an archive that its channels do not name, or of one that has no channel.

        Called when all else is done, as a redirect may lead to one of them. Raises DontCloseSpider if there are any.
        """
        if self.desk.index is None or self._archived is not None or is_broken(self.channels):
            return
        leads = find_archived(self.desk.index, self.source, self.platform, self.since)
        is_channel = bool(leads) and is_bare(self.channels)
        self._archived = [ChannelRecord("archive", answers=1, seen=len(leads), leads=len(leads))] if is_channel else []
        drafts = [(first_part(lead.url, self.platform), Draft(key, {})) for lead, key in self._choose_new(leads, {})]
        engine: Any = self.crawler.engine
        for url, draft in drafts:
            engine.crawl(self._ask_article(url, draft))
        if drafts:
            raise DontCloseSpider

    def _open_channel(self, number: int) -> Iterator[Request]:
        scope = Scope(
            self.source,
            self.platform,
            self.source.discover[number],
            self.desk.now,
            self.since,
            self._is_new,
            is_replay=self.desk.index is not None,
            is_settled=self._is_settled,
        )
        channel = AskedChannel(number, scope, self._terms)
        self._channels.append(channel)
        for ask in channel.first():
            yield from self._ask_channel(ask, channel)

    def _ask_channel(self, ask: Ask, channel: AskedChannel) -> Iterator[Request]:
        if not channel.is_first_time(ask.url):
            return
        for version in self.desk.versions_of(ask.url):
            channel.pending += 1
            yield Request(
                ask.url,
                callback=self.read_channel,
                errback=self.miss_channel,
                cb_kwargs={"channel": channel, "discovery": ask.discovery},
                meta={VERSION: version, EVERY_NIGHT: True},
                priority=_DISCOVERY_PRIORITY,
            )

    def _finish(self, channel: AskedChannel) -> Iterator[Request]:
        """Once a channel has no request out, ask the next one that is needed."""
        channel.pending -= 1
        if channel.pending:
            return
        logger.info("%s: %s gave %d articles", self.name, channel.record.name, channel.record.leads)
        following = choose_channel(self.source.discover, self._channels, channel.number + 1, self._is_check_due)
        if following is not None:
            yield from self._open_channel(following)

    def _take(self, response: Response, leads: Sequence[Lead], channel: AskedChannel) -> Iterator[Any]:
        for lead, key in self._choose_new(leads, channel.keys):
            yield self._fetch(response, lead, key)

    def _choose_new(self, leads: Sequence[Lead], keys: dict[str, bool]) -> Iterator[tuple[Lead, str]]:
        """The new ones of the articles found, all are noted in `keys`; AMP copies last, so that they lose against their
        originals."""
        for lead in sorted(leads, key=lambda lead: is_amp(lead.url)):
            key = article_key(lead.url, self.source, self.platform)
            keys.setdefault(key, key in self._known)
            if key in self._found:
                continue
            self._found.add(key)
            self.tally.discovered += 1
            if key in self._known:
                self.tally.known += 1
            else:
                yield lead, key

    def _fetch(self, response: Response, lead: Lead, key: str) -> Any:
        """A request for the article, or the article itself where the channel's answer is all of it we may have."""
        draft = Draft(key, dict(lead.hints))
        if self.source.rights == "headline" or lead.fragment is not None:
            self._pages.add_from_channel(response, draft, lead)
            return self._hand_over(draft)
        return self._ask_article(first_part(lead.url, self.platform), draft)

    def _ask_article(self, url: str, draft: Draft, priority: int = 0) -> Request:
        return Request(
            url,
            callback=self.read_article,
            errback=self.miss_article,
            cb_kwargs={"draft": draft},
            priority=priority,
        )

    def _hand_over(self, draft: Draft) -> FetchedArticle:
        self.tally.fetched += 1
        return FetchedArticle(tuple(draft.rows))

    def _give_up(self, draft: Draft, trouble: Trouble) -> Iterator[FetchedArticle]:
        """Nothing of it: count it. Some parts: keep them and ask again the next night."""
        if draft.rows:
            draft.mark_incomplete()
            yield self._hand_over(draft)
        elif trouble == STOPPED or trouble.state in _NOT_ASKED:
            self.tally.skip(trouble)
        else:
            self.tally.fail(trouble)

    def _is_known_under_its_own_key(self, response: Response, draft: Draft) -> bool:
        """Whether the address led, by a redirect, to an article that is here or on its way."""
        own = article_key(response.url, self.source, self.platform)
        if own == draft.key:
            return False
        if not self._is_new(own):
            self.tally.known += 1
            return True
        self._found.add(own)
        draft.rename(own)
        return False

    def _is_new(self, key: str) -> bool:
        return key not in self._known and key not in self._found
