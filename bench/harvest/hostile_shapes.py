"""Outlets that answer badly: for articles, for channels, for robots.txt. What is bad about it: `hostile_answers.py`."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bench.harvest.hostile_answers import PERFORMANCES, QUICK
from bench.harvest.pages import RSS, make_feed
from bench.harvest.shape import Body, Shape, Target
from bench.harvest.texts import Writer
from bench.harvest.truth import Outlet, Plan, Post

_GOOD_POSTS = 5


class HostileArticles(Shape):
    """A proper feed whose every article is a bad answer; the last two take for ever."""

    platform = "generic"
    number = re.compile(r"/(\d+)$")

    def path(self, post: Post) -> str:
        """`/jahat/bomb/17`."""
        return f"/jahat/{post.title}/{post.number}"

    def aliases(self, post: Post) -> tuple[str, ...]:
        """One address each."""
        return (self.path(post),)

    def discover(self) -> list[dict[str, Any]]:
        """The feed."""
        return [{"spider": "feed", "url": "/umpan.xml"}]

    def channel(self, outlet: Outlet, origin: str, target: Target, writer: Writer) -> Body | None:
        """The feed, not paged."""
        if target.path != "/umpan.xml":
            return None
        return Body(RSS, make_feed(self.links(outlet.shown, origin), "Ladang"))


class HostileRobots(HostileArticles):
    """A bad robots.txt before a few good articles."""

    def path(self, post: Post) -> str:
        """`/kabar/17`."""
        return f"/kabar/{post.number}"


class HostileChannels(HostileArticles):
    """All four access methods meet the same bad answer."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def discover(self) -> list[dict[str, Any]]:
        """One channel of each sort."""
        spiders = ("wordpress", "feed", "sitemap", "listing")
        return [{"spider": name, "url": f"/jahat/{self._kind}/{n}"} for n, name in enumerate(spiders)]


HOSTILE_SHAPES: dict[str, Shape] = {
    "jahat": HostileArticles(),
    "jahatrobot": HostileRobots(),
    **{f"jahatkanal{n}": HostileChannels(kind) for n, kind in enumerate(QUICK)},
}
"""By the name that begins an outlet's id; the channel shapes are numbered as `QUICK` is."""


def make_hostile_outlets(plan: Plan) -> list[Outlet]:
    """The bad outlets of a plan: with bad articles, then one of each kind with bad channels and with bad robots.txt."""
    if not plan.hostile_hosts:
        return []
    began_at = datetime.fromisoformat(plan.began_at)
    count = plan.hostile_answers // plan.hostile_hosts
    outlets = [_make_articles(plan.hosts + n, count, began_at) for n in range(plan.hostile_hosts)]
    for n, kind in enumerate(QUICK):
        outlets.append(Outlet(plan.hosts + len(outlets), f"jahatkanal{n}", []))
        posts = [Post(m, f"Baik {m}", began_at) for m in range(1, _GOOD_POSTS + 1)]
        outlets.append(Outlet(plan.hosts + len(outlets), "jahatrobot", posts, hostile_robots=kind))
    return outlets


def _make_articles(number: int, count: int, began_at: datetime) -> Outlet:
    """Every kind in turn; each host begins with another one."""
    slow = [name for name in PERFORMANCES if name not in QUICK]
    kinds = [QUICK[(number + n) % len(QUICK)] for n in range(count - len(slow))]
    posts = [Post(n + 1, kind, began_at) for n, kind in enumerate([*kinds, *slow])]
    return Outlet(number, "jahat", posts)
