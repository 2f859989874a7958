"""Discovering through WordPress's REST interface: its answer holds the articles themselves, with UTC dates."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from typing import Any

from scrapy.http import Response
from w3lib.url import add_or_replace_parameters, url_query_parameter

from spiders.dates import parse_instant
from spiders.discovery import BrokenChannel, Discovery, EmptyChannel, Finding, Lead, make_hints

_PER_PAGE = 100
"""WordPress allows no more."""
_FIELDS = "id,date_gmt,modified_gmt,link,title,content,excerpt"
_HEADLINE_FIELDS = "id,date_gmt,modified_gmt,link,title,excerpt"
_CLOCK_SLACK = timedelta(days=1)
"""`after` is compared with the site's local time, whatever offset it carries."""


class WordPressDiscovery(Discovery):
    """Posts of /wp-json/wp/v2/posts, newest first; `posts` and not `search`, which cannot ask for a window."""

    def first_urls(self) -> tuple[str, ...]:
        """The first page of the posts of the window; of all posts where there is no window."""
        return (self._make_url(1),)

    def discover(self, response: Response) -> Finding:
        """The posts of one answer. BrokenChannel if it is no list of posts."""
        posts = _parse_posts(response.body)
        if not posts and self.scope.since is None:
            raise EmptyChannel("holds no post")
        recent = [post for post in posts if not self.scope.is_stale(_parse_gmt(post.get("date_gmt")))]
        leads = [lead for post in recent if (lead := self._make_lead(post)) is not None]
        return Finding(tuple(leads), self._next_page(response, len(posts)), seen=len(recent))

    def _make_url(self, page: int) -> str:
        fields = _HEADLINE_FIELDS if self.scope.source.rights == "headline" else _FIELDS
        wanted = {"per_page": str(_PER_PAGE), "page": str(page), "_fields": fields}
        if self.scope.since is not None:
            after = (self.scope.since - _CLOCK_SLACK).astimezone(UTC)
            wanted["after"] = after.strftime("%Y-%m-%dT%H:%M:%S")
        return add_or_replace_parameters(self.scope.channel.url, wanted)

    def _next_page(self, response: Response, count: int) -> tuple[str, ...]:
        page = int(url_query_parameter(response.url, "page", "1") or "1")
        total = (response.headers.get("X-WP-TotalPages") or b"").decode("latin-1")
        is_last = page >= int(total) if total.isdecimal() else count < _PER_PAGE
        return () if is_last or page >= self.scope.most_pages else (self._make_url(page + 1),)

    def _make_lead(self, post: dict[str, Any]) -> Lead | None:
        url = post.get("link")
        if not isinstance(url, str) or not self.scope.includes(url):
            return None
        hints = make_hints(
            title=_rendered(post, "title"),
            published=_parse_gmt(post.get("date_gmt")),
            modified=_parse_gmt(post.get("modified_gmt")),
            summary=_rendered(post, "excerpt"),
        )
        return Lead(url, hints, fragment=str(post["id"]) if _has_text(post) and "id" in post else None)


def _parse_posts(body: bytes) -> list[dict[str, Any]]:
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise BrokenChannel("is no JSON") from error
    if isinstance(answer, dict) and "message" in answer:
        raise BrokenChannel(f"says {answer['message']!r}")
    if not isinstance(answer, list) or not all(isinstance(post, dict) for post in answer):
        raise BrokenChannel("is no list of posts")
    return answer


def _parse_gmt(text: Any) -> Any:
    """`date_gmt` is UTC and does not say so."""
    instant = parse_instant(f"{text}+00:00") if isinstance(text, str) and len(text) == 19 else parse_instant(text)
    return None if instant is None else instant.astimezone(UTC)


def _rendered(post: dict[str, Any], name: str) -> str | None:
    value = post.get(name)
    text = value.get("rendered") if isinstance(value, dict) else value
    return text if isinstance(text, str) else None


def _has_text(post: dict[str, Any]) -> bool:
    """Whether the answer holds the article; protected posts and stripped answers do not."""
    return bool((_rendered(post, "content") or "").strip())
