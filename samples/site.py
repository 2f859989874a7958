"""Everything one sample outlet answers: its channels, its articles, its odd pages, or its refusals."""

from __future__ import annotations

from collections.abc import Callable

from samples.channels import answer_channels, answer_robots
from samples.links import list_entries
from samples.odd_pages import answer_odd
from samples.outlets import Outlet, Post
from samples.pages import answer_article, answer_list, answer_notice, html
from samples.rendering import render
from samples.views import make_articles, make_site, part_url
from samples.warc import Answer, Failure

REFUSED = "Connection was refused by other side: 111: Connection refused."


def answer_outlet(outlet: Outlet) -> list[Answer]:
    """All answers of an outlet, each address once: channels first, then articles, then odd pages."""
    answers = _ANSWERS[outlet.look.answers](outlet)
    seen: dict[str, Answer] = {}
    for answer in answers:
        seen.setdefault(answer.url, answer)
    return list(seen.values())


def _answer_normally(outlet: Outlet) -> list[Answer]:
    answers = answer_channels(outlet)
    answers.append(answer_list(outlet, f"{outlet.origin}/", outlet.name, list_entries(outlet)[:12]))
    if not outlet.look.headlines_only:
        for post in outlet.posts:
            answers += _answer_post(outlet, post)
    return answers + [answer for odd in outlet.look.odd for answer in answer_odd(outlet, odd)]


def _answer_refused(outlet: Outlet) -> list[Answer]:
    paths = ["/robots.txt", "/"]
    urls = [outlet.origin + path for path in paths] + [channel.url for channel in outlet.source.discover]
    return [Failure(url, "DownloadConnectionRefusedError", REFUSED) for url in urls]


def _answer_forbidden(outlet: Outlet) -> list[Answer]:
    urls = [f"{outlet.origin}/", *(channel.url for channel in outlet.source.discover)]
    return [answer_robots(outlet), *(answer_notice(outlet, url, 403, "403 Forbidden") for url in urls)]


def _answer_disallowed(outlet: Outlet) -> list[Answer]:
    return [answer_robots(outlet)]


_ANSWERS: dict[str, Callable[[Outlet], list[Answer]]] = {
    "normally": _answer_normally,
    "refused": _answer_refused,
    "forbidden": _answer_forbidden,
    "disallowed": _answer_disallowed,
}


def _answer_post(outlet: Outlet, post: Post) -> list[Answer]:
    views = make_articles(outlet, post)
    answers: list[Answer] = [answer_article(outlet, part_url(outlet, post, view.part), view, post) for view in views]
    if post.link != post.url:
        answers.append(answer_article(outlet, post.link, views[0], post))
    if post.amp_url:
        page = render(f"{outlet.look.theme}/amp.html", site=make_site(outlet, post), article=views[0])
        answers.append(html(outlet, post.amp_url, page.encode()))
    return answers
