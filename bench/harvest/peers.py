"""Other ways of fetching the same addresses, each in a process of its own that runs this file with the peer's name.

Addresses come as a JSON list on standard input; how many were had goes out as JSON. No module of Pantau is used.

- `scrapy`: Scrapy with its default concurrency. `scrapy-polite`: Scrapy with our rule, one request per host in
  flight, many hosts. Both only download: no parsing, no archive, no store.
- `sequential`: one address after the other, as a loop over `requests` does it, with reuse of connections, parsing of
  the page, and title, date and text taken out of it.
- `news-please`: its own `from_urls`, in batches, in a Python that has it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

_BATCH = 50


def crawl_scrapy(urls: list[str], polite: bool) -> int:
    """Download with Scrapy; returns how many answers were 200."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    had = []

    class Download(scrapy.Spider):
        name = "download"

        async def start(self) -> AsyncIterator[Any]:
            for url in urls:
                yield scrapy.Request(url, dont_filter=True)

        def parse(self, response: Any) -> None:
            had.append(response.status == 200)

    own = {"CONCURRENT_REQUESTS": 100, "CONCURRENT_REQUESTS_PER_DOMAIN": 1} if polite else {}
    quiet = {"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False, "DOWNLOAD_DELAY": 0}
    process = AsyncCrawlerProcess({**quiet, **own, "HTTPPROXY_ENABLED": False})
    process.crawl(Download)
    process.start()
    return sum(had)


def crawl_sequentially(urls: list[str]) -> int:
    """Fetch and read one after the other; returns how many pages had a title and a text."""
    import requests
    from lxml import html

    had = 0
    with requests.Session() as session:
        session.trust_env = False
        for url in urls:
            tree = html.fromstring(session.get(url, timeout=30).content)
            facts = json.loads(tree.findtext(".//script[@type='application/ld+json']") or "{}")
            title, published = tree.findtext(".//h1"), facts.get("datePublished")
            text = "\n".join(paragraph.text_content() for paragraph in tree.iterfind(".//article//p"))
            had += bool(title and published and text)
    return had


def crawl_news_please(urls: list[str]) -> int:
    """What news-please makes of the addresses; returns how many articles have a text."""
    from newsplease import NewsPlease  # type: ignore[import-not-found]

    had = 0
    for start in range(0, len(urls), _BATCH):
        wanted = {"timeout": 30}  # without it 1.6.16 fails on every page, silently
        found = NewsPlease.from_urls(urls[start : start + _BATCH], request_args=wanted, fetch_images=False)
        had += sum(bool(article and article.maintext) for article in found.values())
    return had


PEERS: dict[str, Callable[[list[str]], int]] = {
    "scrapy": lambda urls: crawl_scrapy(urls, polite=False),
    "scrapy-polite": lambda urls: crawl_scrapy(urls, polite=True),
    "sequential": crawl_sequentially,
    "news-please": crawl_news_please,
}


def main() -> None:
    """Crawl as the named peer does."""
    urls = json.load(sys.stdin)
    print(json.dumps(PEERS[sys.argv[1]](urls)))


if __name__ == "__main__":
    main()
