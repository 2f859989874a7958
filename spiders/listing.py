"""Discovering through index pages: links picked by a CSS selector, page after page."""

from __future__ import annotations

from datetime import datetime

from scrapy.http import Response, TextResponse

from spiders.dates import parse_listing_date
from spiders.discovery import (
    FRUITLESS_PAGES,
    BrokenChannel,
    ChangedLayout,
    Discovery,
    Finding,
    Lead,
    make_absolute,
    make_hints,
)


class ListingDiscovery(Discovery):
    """Links of the pages {page} stands for; a URL without it is one page.

    Paging stops at a page without articles, where all dates of a page lie before the window, or at the third page
    in a row without a new article, unless the last harvest was broken off: then there may be gaps behind them.
    """

    knows_its_end = False

    def first_urls(self) -> tuple[str, ...]:
        """The first page's address."""
        self._asked = 1
        self._fruitless = 0
        return (self._make_url(0),)

    def discover(self, response: Response) -> Finding:
        """The articles linked on one page. BrokenChannel if it is no web page or the first one without any link."""
        if not isinstance(response, TextResponse):
            raise BrokenChannel("is no web page")
        found = self._find_leads(response)
        if not found and self._asked == 1:
            raise ChangedLayout(f"holds nothing that {self.scope.channel.article!r} finds")
        leads = [lead for lead in found if self.scope.accepts(lead.url)]
        self._fruitless = 0 if self.scope.count_new(leads) else self._fruitless + 1
        is_fruitless = self._fruitless >= FRUITLESS_PAGES and self.scope.is_settled
        is_last = not leads or is_fruitless or self._is_before_window(response)
        return Finding(tuple(leads), () if is_last else self._next_page(), seen=len(found))

    def _make_url(self, index: int) -> str:
        channel = self.scope.channel
        return channel.url.replace("{page}", str(channel.first_page + index * channel.page_step))

    def _next_page(self) -> tuple[str, ...]:
        if "{page}" not in self.scope.channel.url or self._asked >= self.scope.most_pages:
            return ()
        self._asked += 1
        return (self._make_url(self._asked - 1),)

    def _find_leads(self, response: TextResponse) -> list[Lead]:
        """One lead per address, titled by the longest text that links to it (pictures link too)."""
        titles: dict[str, str] = {}
        for element in response.css(self.scope.channel.article):
            links = [element] if element.attrib.get("href") else element.css("a[href]")
            for link in links:
                url = make_absolute(response, link.attrib["href"])
                title = " ".join("".join(link.css("::text").getall()).split())
                titles[url] = max(titles.get(url, ""), title, key=len)
        return [Lead(url, make_hints(title=title)) for url, title in titles.items()]

    def _is_before_window(self, response: TextResponse) -> bool:
        """Whether every date on the page is older than the window; a page without dates is not."""
        dates = self._find_dates(response)
        return bool(dates) and all(self.scope.is_stale(at) for at in dates)

    def _find_dates(self, response: TextResponse) -> list[datetime]:
        if self.scope.channel.date is None:
            return []
        elements = response.css(self.scope.channel.date)
        texts = [e.attrib.get("datetime") or " ".join(e.css("::text").getall()) for e in elements]
        dates = [parse_listing_date(text, self.scope.now) for text in texts]
        return [at for at in dates if at is not None]
