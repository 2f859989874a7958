"""How sample outlets offer their articles: listings, feeds, sitemaps, the REST interface of WordPress, robots.txt.

Article pages themselves and whatever goes wrong with them are `site.py`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import UTC
from typing import Any

from markupsafe import escape

from models.clock import WIB
from samples.labels import format_http, format_iso
from samples.links import Link, list_entries, make_link, odd_url, writer
from samples.outlets import Feed, Listing, Outlet, Post
from samples.pages import answer_list, answer_notice, server
from samples.rendering import render, slug
from samples.views import make_articles, make_site
from samples.warc import NOTE, Answer, Exchange

XML = "text/xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"


def answer_channels(outlet: Outlet) -> list[Answer]:
    """Every address under which articles of an outlet can be found."""
    look = outlet.look
    answers: list[Answer] = [answer_robots(outlet)]
    answers += _answer_listing(outlet, look.listing) if look.listing else []
    answers += _answer_feed(outlet, look.feed) if look.feed else []
    answers += _answer_rest(outlet, look.rest) if look.rest else []
    answers += _answer_sitemaps(outlet) if look.sitemap else []
    answers += _answer_news_sitemap(outlet, look.news_sitemap) if look.news_sitemap else []
    return answers


def answer_robots(outlet: Outlet) -> Exchange:
    """robots.txt: everything but the back rooms, or nothing at all."""
    text = render(
        "machine/robots.txt", sitemaps=_sitemap_roots(outlet), disallow_all=outlet.look.answers == "disallowed"
    )
    return Exchange(f"{outlet.origin}/robots.txt", text.encode(), "text/plain", headers=server(outlet))


def _answer_listing(outlet: Outlet, listing: Listing) -> list[Answer]:
    entries = list_entries(outlet)
    pages = -(-len(entries) // listing.size)
    numbers = [listing.first + listing.step * index for index in range(pages + 1)]
    urls = [outlet.origin + listing.path.format(page=number) for number in numbers]
    links = [(index + 1, url) for index, url in enumerate(urls[:-1])]
    return [
        answer_list(
            outlet, url, "Indeks Berita", entries[index * listing.size : (index + 1) * listing.size],
            page=index + 1, pages=pages, page_urls=links,
        )
        for index, url in enumerate(urls)
    ]  # fmt: skip


def _answer_feed(outlet: Outlet, feed: Feed) -> list[Answer]:
    entries = list_entries(outlet)
    answers: list[Answer] = [_answer_feed_page(outlet, feed, outlet.origin + feed.path, entries[: feed.size])]
    if not feed.paged:
        return answers
    pages = -(-len(entries) // feed.size)
    for page in range(2, pages + 1):
        url = f"{outlet.origin}{feed.path}?paged={page}"
        answers.append(_answer_feed_page(outlet, feed, url, entries[(page - 1) * feed.size : page * feed.size]))
    beyond = f"{outlet.origin}{feed.path}?paged={pages + 1}"
    return [*answers, answer_notice(outlet, beyond, 404, "Halaman tidak ditemukan")]


def _answer_feed_page(outlet: Outlet, feed: Feed, url: str, entries: list[Link]) -> Exchange:
    posts = {post.number: post for post in outlet.posts}
    items = [{**asdict(entry), **_feed_texts(outlet, feed, entry, posts.get(entry.id))} for entry in entries]
    text = render(
        "machine/rss.xml", site=make_site(outlet), self_url=url, items=items, full=feed.full, built=entries[0].rss
    )
    tag = hashlib.sha256(text.encode()).hexdigest()[:20]
    headers = (("ETag", f'W/"{tag}"'), ("Last-Modified", format_http(entries[0].at)))
    kind = "application/rss+xml; charset=UTF-8" if outlet.look.charset else "text/xml"
    return Exchange(url, text.encode(), kind, headers=(*server(outlet), *headers), gzip=outlet.look.gzip)


def _feed_texts(outlet: Outlet, feed: Feed, entry: Link, post: Post | None) -> dict[str, str]:
    summary = f"<p>{escape(entry.summary)}</p>"
    return {"summary_html": summary, "content_html": content_html(outlet, post) if feed.full and post else summary}


def content_html(outlet: Outlet, post: Post) -> str:
    """The text of an article with its advertisements for others, as WordPress keeps it; all pages in one."""
    lines = []
    for view in make_articles(outlet, post):
        for block in view.blocks:
            inside = f'<a href="{block.link.url}">{escape(block.link.title)}</a>' if block.link else escape(block.text)
            lines.append(f"<p><strong>{outlet.look.inline} {inside}</strong></p>" if block.link else f"<p>{inside}</p>")
    return "\n".join(lines)


def _answer_rest(outlet: Outlet, path: str) -> list[Answer]:
    posts = [_rest_post(outlet, post) for post in outlet.posts]
    body = json.dumps(posts).replace("/", "\\/").encode()  # PHP escapes slashes
    headers = (*server(outlet), ("X-WP-Total", str(len(posts))), ("X-WP-TotalPages", "1"))
    beyond = {"code": "rest_post_invalid_page_number", "data": {"status": 400}, "catatan": NOTE}
    return [
        Exchange(outlet.origin + path, body, JSON, headers=headers, gzip=outlet.look.gzip),
        Exchange(f"{outlet.origin}{path}?page=2", json.dumps(beyond).encode(), JSON, 400, server(outlet)),
    ]


def _rest_post(outlet: Outlet, post: Post) -> dict[str, Any]:
    write = writer(outlet, post)
    summary = make_link(outlet, post).summary
    section = slug(post.article.section or "daerah")
    return {
        "id": post.number,
        "date": f"{post.published.astimezone(WIB):%Y-%m-%dT%H:%M:%S}",
        "date_gmt": f"{post.published.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "guid": {"rendered": f"{outlet.origin}/?p={post.number}"},
        "slug": post.slug,
        "status": "publish",
        "type": "post",
        "link": post.url,
        "title": {"rendered": _entities(write(post.title))},
        "content": {"rendered": _entities(content_html(outlet, post)), "protected": False},
        "excerpt": {"rendered": f"<p>{_entities(escape(summary))}</p>\n", "protected": False},
        "author": 1,
        "class_list": [f"post-{post.number}", "post", "type-post", f"category-{section}"],
        "catatan": NOTE,
    }


def _entities(text: str) -> str:
    """Signs beyond ASCII as numbered references, as WordPress renders its typography."""
    return text.encode("ascii", errors="xmlcharrefreplace").decode()


def _answer_sitemaps(outlet: Outlet) -> list[Answer]:
    names = _sitemap_names(outlet)
    newest = format_iso(outlet.posts[0].published, is_utc=True)
    root = outlet.origin + names.pop("index")
    pages = {
        "posts": [_dated(entry.url, format_iso(entry.at, is_utc=True)) for entry in list_entries(outlet)],
        "pages": [_dated(url, "2024-02-01T03:00:00+00:00") for url in _odd_urls(outlet, "page")],
        "terms": [_dated(url, newest) for url in _odd_urls(outlet, "category", "tag", "author")],
    }
    filled = [(outlet.origin + names[name], items) for name, items in pages.items() if items]
    index = render("machine/sitemap_index.xml", urls=[url for url, _ in filled], lastmod=newest)
    answers: list[Answer] = [_xml(outlet, root, index)]
    return answers + [_xml(outlet, url, render("machine/sitemap.xml", items=items)) for url, items in filled]


def _answer_news_sitemap(outlet: Outlet, path: str) -> list[Answer]:
    url = outlet.origin + path
    newest = format_iso(outlet.posts[0].published, is_utc=False)
    news = render("machine/sitemap_news.xml", site=make_site(outlet), items=list_entries(outlet))
    index = render("machine/sitemap_index.xml", urls=[url], lastmod=newest)
    return [_xml(outlet, url, news), _xml(outlet, f"{outlet.origin}/sitemap.xml", index)]


def _sitemap_roots(outlet: Outlet) -> list[str]:
    if outlet.look.news_sitemap:
        return [f"{outlet.origin}/sitemap.xml", outlet.origin + outlet.look.news_sitemap]
    return [outlet.origin + _sitemap_names(outlet)["index"]] if outlet.look.sitemap else []


def _sitemap_names(outlet: Outlet) -> dict[str, str]:
    if outlet.look.sitemap == "yoast":
        return {
            "index": "/sitemap_index.xml", "posts": "/post-sitemap.xml", "pages": "/page-sitemap.xml",
            "terms": "/category-sitemap.xml",
        }  # fmt: skip
    return {
        "index": "/wp-sitemap.xml", "posts": "/wp-sitemap-posts-post-1.xml", "pages": "/wp-sitemap-posts-page-1.xml",
        "terms": "/wp-sitemap-taxonomies-category-1.xml",
    }  # fmt: skip


def _odd_urls(outlet: Outlet, *kinds: str) -> list[str]:
    return [odd_url(outlet, odd) for odd in outlet.look.odd if odd.kind in kinds]


def _dated(url: str, lastmod: str) -> dict[str, str]:
    return {"url": url, "lastmod": lastmod}


def _xml(outlet: Outlet, url: str, text: str) -> Exchange:
    return Exchange(url, text.encode(), XML, headers=server(outlet), gzip=outlet.look.gzip)
