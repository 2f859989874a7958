"""One page of a sample outlet as its server sends it: article, list, notice. Which pages there are is `site.py`."""

from __future__ import annotations

from typing import Any

from samples.links import Link
from samples.outlets import Outlet, Post
from samples.quirks import encode
from samples.rendering import render
from samples.views import ArticleView, make_site
from samples.warc import NOTE, Exchange


def answer_article(outlet: Outlet, url: str, view: ArticleView, post: Post | None = None) -> Exchange:
    """A page in the frame of an article; `post` is the article, None for a page that is none."""
    is_latin = post is not None and post.has("latin1")
    charset = "windows-1252" if is_latin else "utf-8"
    # Without a header the page names no charset either: it has to be guessed.
    declared = None if is_latin and not outlet.look.charset else charset
    page = render(
        f"{outlet.look.theme}/article.html", site=make_site(outlet, post), article=view, kind="article",
        title=view.title, charset=declared,
    )  # fmt: skip
    return html(outlet, url, encode(page, is_latin), charset=charset)


def answer_list(outlet: Outlet, url: str, heading: str, items: list[Link], **paging: Any) -> Exchange:
    """A page of links to articles: listing, home, tag, author or day."""
    text = render(
        f"{outlet.look.theme}/list.html",
        **{"page": 1, "pages": 1, "page_urls": [], **paging},
        site=make_site(outlet), kind="list", charset="utf-8", title=heading, heading=heading, items=items,
    )  # fmt: skip
    return html(outlet, url, text.encode())


def answer_notice(outlet: Outlet, url: str, status: int, heading: str) -> Exchange:
    """A page that says only why there is none."""
    page = render("machine/notice.html", heading=heading, location=None)
    return html(outlet, url, page.encode(), status=status)


def html(outlet: Outlet, url: str, page: bytes, status: int = 200, charset: str = "UTF-8") -> Exchange:
    """A page as this outlet's server sends it: with or without charset and compression."""
    content_type = f"text/html; charset={charset}" if outlet.look.charset else "text/html"
    return Exchange(url, page, content_type, status, server(outlet), gzip=outlet.look.gzip)


def server(outlet: Outlet) -> tuple[tuple[str, str], ...]:
    """Headers every answer of an outlet carries."""
    return (("Server", outlet.look.server), ("X-Note", NOTE))
