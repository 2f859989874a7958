"""How the farm's answers look: articles, listings, feeds, sitemaps, REST. Which address gives which: `shapes.py`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import NamedTuple

from bench.harvest.truth import Post

HTML, XML, RSS, JSON = "text/html; charset=utf-8", "application/xml", "application/rss+xml", "application/json"
_STYLE = ".kolom{float:left;width:33%}.isi p{margin:0 0 1em}.menu li{display:inline}" * 30
_MENU = "".join(
    f'<li><a href="{path}">{name}</a></li>'
    for path, name in (
        ("/", "Beranda"),
        ("/category/daerah/", "Daerah"),
        ("/tag/kota-cerdas/", "Kota cerdas"),
        ("/author/redaksi/", "Redaksi"),
        ("/tentang-kami/", "Tentang kami"),
        ("javascript:void(0)", "Cari"),
        ("mailto:redaksi@ladang.example", "Surel"),
        ("/unggahan/edisi.pdf", "Edisi cetak"),
        ("https://jaringan.example/berita/lain-dunia-lain-berita", "Jaringan"),
    )
)


class Link(NamedTuple):
    """One entry of a channel: an absolute address and the post it stands for."""

    url: str
    post: Post


def make_article(post: Post, url: str, paragraphs: Sequence[str], others: Iterable[Link], more: str) -> str:
    """A page of about 20 kB. `others`: linked beside the text; `more`: HTML behind it (parts, a counter)."""
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": post.title,
        "datePublished": post.published_at.isoformat(),
        "url": url,
    }
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    links = "".join(f'<li><a href="{escape(link.url)}">{link.post.title}</a></li>' for link in others)
    return (
        f"<!DOCTYPE html><html lang=id><head><meta charset=utf-8><title>{post.title}</title>"
        f'<link rel=canonical href="{escape(url)}"><style>{_STYLE}</style>'
        f'<script type="application/ld+json">{json.dumps(facts)}</script></head>'
        f"<body><ul class=menu>{_MENU}</ul><article><h1>{post.title}</h1>"
        f'<time datetime="{post.published_at.isoformat()}">{post.published_at:%d/%m/%Y %H:%M}</time>'
        f"<div class=isi>{text}</div>{more}</article><ul class=kolom>{links}</ul></body></html>"
    )


def make_listing(links: Sequence[Link], has_dates: bool) -> str:
    """An index page; tags, authors and foreign links stand among the articles."""
    rows = []
    for count, link in enumerate(links):
        date = f"<time>{link.post.published_at:%d/%m/%Y}</time>" if has_dates else ""
        rows.append(f'<li class=item><h3><a href="{escape(link.url)}">{link.post.title}</a></h3>{date}</li>')
        if count % 4 == 0:
            rows.append('<li class=item><h3><a href="/tag/kota-cerdas/">Kota cerdas</a></h3></li>')
        if count % 5 == 0:
            rows.append('<li class=item><h3><a href="/author/redaksi/">Redaksi</a></h3></li>')
    return f"<!DOCTYPE html><html><body><ul class=menu>{_MENU}</ul><ul>{''.join(rows)}</ul></body></html>"


def make_plain_page(name: str) -> str:
    """A page that is no article: tag, author, about."""
    return f"<!DOCTYPE html><html><head><title>{name}</title></head><body><ul>{_MENU}</ul><h1>{name}</h1></body></html>"


def make_feed(links: Sequence[Link], generator: str) -> str:
    """An RSS feed."""
    items = "".join(
        f"<item><title>{link.post.title}</title><link>{escape(link.url)}</link>"
        f"<pubDate>{format_datetime(link.post.published_at)}</pubDate><category>Daerah</category>"
        f"<description>{link.post.title}, kata seorang pegawai.</description></item>"
        for link in links
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Ladang</title>'
        f"<generator>{generator}</generator>{items}</channel></rss>"
    )


def make_sitemap(links: Sequence[Link], is_news: bool) -> str:
    """A sitemap, with the elements of a news sitemap if it is one."""
    entries = "".join(
        f"<url><loc>{escape(link.url)}</loc>"
        + (_make_news(link.post) if is_news else f"<lastmod>{link.post.published_at.isoformat()}</lastmod>")
        + "</url>"
        for link in links
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{entries}</urlset>'
    )


def make_sitemap_index(places: Iterable[tuple[str, datetime | None]]) -> str:
    """A sitemap of sitemaps: addresses with their last change, where it is said."""
    changes = [(url, f"<lastmod>{at.isoformat()}</lastmod>" if at else "") for url, at in places]
    entries = "".join(f"<sitemap><loc>{url}</loc>{change}</sitemap>" for url, change in changes)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'


def make_rest_post(link: Link, paragraphs: Sequence[str]) -> dict[str, object]:
    """A post as WordPress's REST interface gives it."""
    at = link.post.published_at.strftime("%Y-%m-%dT%H:%M:%S")
    return {
        "id": link.post.number,
        "date_gmt": at,
        "modified_gmt": at,
        "link": link.url,
        "title": {"rendered": link.post.title},
        "content": {"rendered": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)},
        "excerpt": {"rendered": f"<p>{link.post.title}</p>"},
    }


def _make_news(post: Post) -> str:
    return (
        f"<news:news><news:publication_date>{post.published_at.isoformat()}</news:publication_date>"
        f"<news:title>{post.title}</news:title></news:news>"
    )
