"""Guessing how a plain site lists its news: which of its links are articles, where the index is, how it is paged.

Links in, guesses out; whether a guess holds is tried by `survey.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from models.address import bare_host, is_article_url
from models.sources import Platform
from spiders.signs import Link

_INDEX_WORDS = ("indeks", "index", "terkini", "terbaru", "berita", "news", "artikel", "kabar", "publikasi")
_SLUG = re.compile(r"[^/]*[a-z][^/]*-[^/]+-[^/]*[a-z0-9]|\d{3,}[^/]*|[^/]*\d{3,}(?:\.html?)?", re.IGNORECASE)
_FEWEST_OF_A_KIND = 3
_PAGE_NUMBER = re.compile(
    r"(?P<before>[?&](?:page|hal|halaman|p|paged|start|offset|per_page)=|/(?:page|hal|halaman)/)(?P<number>\d+)", re.I
)


class Paging(NamedTuple):
    """`url` holds {page}, which stands for `first`, `first + step` ..."""

    url: str
    first: int
    step: int


def find_article_prefix(links: Iterable[Link], home: str, platform: Platform) -> str | None:
    """The beginning most addresses of articles share (`https://host/berita/`); None where too few look like articles.

    An article's last segment is a slug of at least three words or carries a number; menus and the like seldom do.
    """
    prefixes = Counter(_prefix(link.url) for link in links if _is_article(link, home, platform))
    common = [(count, prefix) for prefix, count in prefixes.items() if count >= _FEWEST_OF_A_KIND]
    return max(common)[1] if common else None


def find_indexes(links: Sequence[Link], home: str, prefix: str) -> list[str]:
    """Pages that may list the articles, the likeliest first: the prefix itself, links that say news, the front page."""
    named = [link for link in links if _is_own(link.url, home) and not _is_slug(link.url)]
    exact = [link.url for link in named if link.url.rstrip("/") == prefix.rstrip("/")]
    worded = [link.url for word in _INDEX_WORDS for link in named if link.text.lower().split()[:1] == [word]]
    return list(dict.fromkeys([*exact, *worded, home]))


def find_paging(links: Iterable[Link], page: str) -> Paging | None:
    """How further pages of an index are addressed, from the numbered links below it; None where there are none.

    `?page=1` under the word 2 counts from nought, `?start=10` in steps of ten.
    """
    numbered: dict[str, dict[int, int]] = {}
    for link in links:
        found = _PAGE_NUMBER.search(link.url)
        if found and link.text.isdecimal() and _is_same_page(link.url[: found.start()], page):
            template = f"{link.url[: found.start('number')]}{{page}}{link.url[found.end('number') :]}"
            numbered.setdefault(template, {})[int(link.text)] = int(found["number"])
    for template, numbers in numbered.items():
        paging = _make_paging(template, numbers)
        if paging is not None:
            return paging
    return None


def _make_paging(template: str, numbers: dict[int, int]) -> Paging | None:
    """From what stands on the links to what stands in their addresses."""
    (shown, number), *others = sorted(item for item in numbers.items() if item[0] > 1) or [(0, 0)]
    if not shown:
        return None
    if others:
        step, rest = divmod(others[0][1] - number, others[0][0] - shown)
        if rest or step < 1:
            return None
    else:
        step = 1 if number in (shown, shown - 1) else number // (shown - 1)
    first = number - (shown - 1) * step
    return Paging(template, first, step) if step >= 1 and first >= 0 else None


def _is_article(link: Link, home: str, platform: Platform) -> bool:
    is_long = len(link.text.split()) >= _FEWEST_OF_A_KIND or not link.text
    return is_long and _is_own(link.url, home) and _is_slug(link.url) and is_article_url(link.url, platform)


def _is_own(url: str, home: str) -> bool:
    return bare_host(urlsplit(url).hostname or "") == bare_host(urlsplit(home).hostname or "")


def _is_slug(url: str) -> bool:
    return _SLUG.fullmatch(_path(url).rstrip("/").rpartition("/")[2]) is not None


def _path(url: str) -> str:
    """Drupal 7 without clean addresses has its paths in the parameter `q`."""
    parts = urlsplit(url)
    return unquote(dict(parse_qsl(parts.query)).get("q", parts.path))


def _is_same_page(before: str, page: str) -> bool:
    return before.rstrip("/?&") == page.partition("?")[0].rstrip("/") or before.rstrip("/?&") == page.rstrip("/")


def _prefix(url: str) -> str:
    """Scheme, host and the first segment that is no number, if the path has more than one."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/")[1:-1] if segment]
    first = segments[0] if segments and not segments[0].isdecimal() else None
    origin = f"{parts.scheme}://{parts.netloc}/"
    return f"{origin}{first}/" if first else origin
