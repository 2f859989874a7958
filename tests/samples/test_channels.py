"""Every sample article can be found through the channel its source names first."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from models.address import article_key, clean_url
from models.sources import Channel
from samples.build import HERE
from samples.outlets import Outlet, load_outlets
from samples.site import answer_outlet
from samples.warc import Exchange


@pytest.fixture(scope="module")
def outlets() -> list[Outlet]:
    return [outlet for outlet in load_outlets(HERE) if outlet.posts]


def bodies(outlet: Outlet) -> dict[str, str]:
    return {a.url: a.body.decode("utf-8", "replace") for a in answer_outlet(outlet) if isinstance(a, Exchange)}


def found_links(outlet: Outlet, channel: Channel) -> set[str]:
    pages = bodies(outlet)
    if channel.spider == "listing":
        pattern = re.escape(channel.url).replace(re.escape("{page}"), r"\d+")
        texts = [text for url, text in pages.items() if re.fullmatch(pattern, url)]
        return {str(link["href"]) for text in texts for link in BeautifulSoup(text, "lxml").select(channel.article)}
    if channel.spider == "wordpress":
        return {link.replace("\\/", "/") for link in re.findall(r'"link": "(.*?)"', pages[channel.url])}
    tag = "loc" if channel.spider == "sitemap" else "link"
    texts = [text for text in pages.values() if text.startswith("<?xml") and (tag == "link") == ("<rss" in text)]
    return {found.replace("&amp;", "&") for text in texts for found in re.findall(rf"<{tag}>(.*?)</{tag}>", text)}


def test_first_channel_leads_to_every_article(outlets: list[Outlet]) -> None:
    for outlet in outlets:
        links = {clean_url(link) for link in found_links(outlet, outlet.source.discover[0])}
        keys = {article_key(link, outlet.source, None) for link in links}
        lost = [post.url for post in outlet.posts if article_key(post.url, outlet.source, None) not in keys]
        assert lost == [], outlet.id


def test_listings_date_their_articles_and_end(outlets: list[Outlet]) -> None:
    listings = [(outlet, c) for outlet in outlets for c in outlet.source.discover if c.spider == "listing"]
    assert len(listings) == 5
    for outlet, channel in listings:
        counts = count_items(bodies(outlet), channel)
        assert counts[-1] == 0, f"{channel.url}: max_pages ends it before the empty page"
        assert len(counts) > 2


def count_items(pages: dict[str, str], channel: Channel) -> list[int]:
    counts: list[int] = []
    for index in range(channel.max_pages):
        url = channel.url.format(page=channel.first_page + index * channel.page_step)
        soup = BeautifulSoup(pages[url], "lxml")
        counts.append(len(soup.select(channel.article)))
        assert len(soup.select(channel.date or "")) == counts[-1], url
        if not counts[-1]:
            break
    return counts


def test_addresses_are_answered_once(outlets: list[Outlet]) -> None:
    for outlet in outlets:
        urls = [answer.url for answer in answer_outlet(outlet)]
        assert len(urls) == len(set(urls)), outlet.id
