"""An article out of WordPress's REST answer: UTC dates and the text without a theme around it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from bs4 import BeautifulSoup

from models.errors import ReadingError
from models.shapes import Page
from models.sources import Platform, Source
from pipelines.dates import DateClue
from pipelines.drafts import Draft
from pipelines.layouts import choose_hints
from pipelines.paragraphs import text_of
from pipelines.readers import read_fragment


def read_post(page: Page, text: str, source: Source | None, platform: Platform, fetched_on: date | None) -> Draft:
    """The post whose id is `page.fragment`. ReadingError where the answer is no list of posts or lacks it."""
    post = _find_post(text, page)
    content = post.get("content")
    if isinstance(content, Mapping) and content.get("protected"):
        raise ReadingError(f"{page.url}: the post is protected by a password")
    url = post["link"] if isinstance(post.get("link"), str) else page.url
    hints = choose_hints(source, platform, fetched_on)
    paragraphs, links = read_fragment(_rendered(content), url, hints)
    image, caption = _read_picture(post)
    draft = Draft(
        url=url,
        title=_plain(_rendered(post.get("title"))),
        paragraphs=paragraphs,
        clues=_read_clues(post),
        modified=_utc(post.get("modified_gmt")),
        links=links,
        section=next(iter(_term_names(post, "category")), None),
        tags=_term_names(post, "post_tag"),
        authors=_author_names(post),
        image=image,
        caption=caption,
        cut_after=hints.cut_after,
    )
    told = {"title": draft.title, "body": draft.paragraphs, "modified_at": draft.modified, "section": draft.section}
    told |= {"tags": draft.tags, "author": draft.authors, "image": draft.image, "caption": draft.caption}
    draft.origins = {field: "rest" for field, value in told.items() if value}
    return draft


def _find_post(text: str, page: Page) -> Mapping[str, Any]:
    try:
        answer = _load_answer(text)
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"{page.url}: the REST answer is no JSON: {error}") from error
    posts = answer if isinstance(answer, list) else [answer]
    for post in posts:
        if isinstance(post, dict) and (page.fragment is None or str(post.get("id")) == page.fragment):
            return post
    raise ReadingError(f"{page.url}: the REST answer holds no post {page.fragment}")


@lru_cache(maxsize=2)
def _load_answer(text: str) -> Any:
    """One answer holds a hundred posts, and each of them is a page that asks for it."""
    return json.loads(text)


def _read_clues(post: Mapping[str, Any]) -> list[DateClue]:
    """`date_gmt` is UTC and does not say so; `date` is the site's own time, WIB here."""
    stated = _utc(post.get("date_gmt"))
    if stated and not stated.startswith("0000"):
        return [DateClue("rest", stated, "rest date_gmt")]
    local = post.get("date")
    return [DateClue("rest", local, "rest date")] if isinstance(local, str) else []


def _utc(value: Any) -> str | None:
    return f"{value}Z" if isinstance(value, str) and "T" in value and not value.endswith("Z") else None


def _rendered(value: Any) -> str:
    text = value.get("rendered") if isinstance(value, Mapping) else value
    return text if isinstance(text, str) else ""


def _plain(markup: str) -> str:
    return text_of(BeautifulSoup(markup, "lxml")) if markup else ""


def _term_names(post: Mapping[str, Any], taxonomy: str) -> list[str]:
    """Names of terms, there only if the answer was asked for with `_embed`."""
    embedded = post.get("_embedded")
    groups = embedded.get("wp:term", []) if isinstance(embedded, Mapping) else []
    terms = [term for group in groups if isinstance(group, list) for term in group if isinstance(term, Mapping)]
    return [_plain(str(term.get("name", ""))) for term in terms if term.get("taxonomy") == taxonomy]


def _author_names(post: Mapping[str, Any]) -> list[str]:
    embedded = post.get("_embedded")
    authors = embedded.get("author", []) if isinstance(embedded, Mapping) else []
    return [str(author["name"]) for author in authors if isinstance(author, Mapping) and author.get("name")]


def _read_picture(post: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Address and caption of the post's picture, there only with `_embed`."""
    embedded = post.get("_embedded")
    media = embedded.get("wp:featuredmedia", []) if isinstance(embedded, Mapping) else []
    first = next((item for item in media if isinstance(item, Mapping)), {})
    image = first.get("source_url")
    return (image if isinstance(image, str) else None), _plain(_rendered(first.get("caption"))) or None
