"""What is true of the sample articles, one JSON line each, in the shape labelled articles have elsewhere in Pantau."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from models.clock import wib_date
from samples.outlets import Outlet, Post


def write_truth(outlets: Iterable[Outlet]) -> str:
    """JSON lines of all articles, by outlet and time."""
    rows = [make_row(outlet, post) for outlet in outlets for post in reversed(outlet.posts)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def make_row(outlet: Outlet, post: Post) -> dict[str, Any]:
    """One article's labels. `url` is its canonical desktop address, `published` its day in WIB."""
    article = post.article
    return {
        "id": f"{outlet.id}/{post.slug}",
        "url": post.url,
        "outlet": outlet.name,
        "title": article.title,
        "published": wib_date(article.published).isoformat(),
        "published_at": article.published.isoformat(),
        "relevant": article.relevant,
        "relevance": article.relevance,
        "scope": article.scope,
        "province": article.scope == "province",
        "regencies": list(article.regencies),
        "pillars": list(article.pillars),
        "milestone": list(dict.fromkeys(milestone.kind for milestone in article.milestones)) or ["none"],
        "milestones": [milestone.model_dump() for milestone in article.milestones],
        "story": article.story,
        "trap": article.trap,
        "quirks": list(article.quirks),
    }
