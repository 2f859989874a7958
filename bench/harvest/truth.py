"""What the farm holds: a plan, its outlets and their posts. The same plan gives the same truth in every process.

How an outlet shows its posts is `shapes.py`; nothing here knows addresses.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bench.harvest.texts import Writer, make_slug

FIRST_HOST = 10
"""Outlets live at 127.0.0.10 and up; 127.0.0.1 is the farm's own counter."""
_WINDOW = timedelta(days=13)
"""All young posts lie within the first night's window of 14 days."""
_LAST_DAY = timedelta(hours=20)
"""The hidden ones are younger than that: what comes between two nights is of that day."""
_OLD_POSTS = 8
_FORBIDDEN_POSTS = 2
_FORBIDDEN_FROM = 900_000


@dataclass(frozen=True)
class Plan:
    """How a farm is laid out. `began_at` is the newest post's date, ISO with offset."""

    began_at: str
    hosts: int = 50
    posts: int = 40
    latency_seconds: float = 0.05
    hidden: int = 0
    """So many of the newest posts of each outlet are shown only once the farm is told to publish them."""
    crawl_delay_seconds: float = 0.0
    """What every third outlet's robots.txt asks for; 0: nothing."""
    has_parts: bool = True
    """Whether some long articles are cut into parts."""
    is_each_page_asked: bool = False
    """Leave out what gives many articles in one answer (REST, headlines), so that one article is one request."""
    has_counters: bool = False
    """Whether an article page is different on every visit, as pages with counters are."""
    hostile_hosts: int = 0
    hostile_answers: int = 0
    """So many bad answers on so many hosts of their own, behind the good ones (`hostile_shapes.py`)."""
    shapes: tuple[str, ...] = ()
    """The shapes dealt out to the outlets in turn; empty: all there are."""
    seed: int = 7

    def as_json(self) -> dict[str, Any]:
        """The plan as plain values, for another process."""
        return asdict(self)

    @classmethod
    def parse(cls, values: dict[str, Any]) -> Plan:
        """The plan back from plain values."""
        return cls(**{**values, "shapes": tuple(values["shapes"])})


@dataclass(frozen=True)
class Post:
    """One article. `is_forbidden`: robots.txt denies its page; `is_old`: before the first night's window."""

    number: int
    title: str
    published_at: datetime
    is_old: bool = False
    is_forbidden: bool = False
    parts: int = 1

    @property
    def slug(self) -> str:
        """Its title in an address; the number keeps two posts apart."""
        return f"{make_slug(self.title)}-{self.number}"


@dataclass
class Outlet:
    """One host with its posts, newest first. `hidden`: so many of them are not shown yet."""

    number: int
    shape: str
    posts: list[Post]
    hidden: int = 0
    crawl_delay_seconds: float = 0.0
    mode: str = "ok"
    """What is wrong with it: see `site.MODES`."""
    hostile_robots: str = ""
    """The kind of hostile answer it gives for robots.txt, if any."""
    by_number: dict[int, Post] = field(init=False)

    def __post_init__(self) -> None:
        self.by_number = {post.number: post for post in self.posts}

    @property
    def host(self) -> str:
        """Its address on loopback."""
        return f"127.0.0.{FIRST_HOST + self.number}"

    @property
    def id(self) -> str:
        """Its id as a source."""
        return f"{self.shape}_{self.number}"

    @property
    def shown(self) -> list[Post]:
        """The posts its channels give, newest first."""
        return self.posts[self.hidden :]

    def wanted(self, with_hidden: bool = False) -> set[int]:
        """Numbers of the posts a complete first night holds."""
        posts = self.posts if with_hidden else self.shown
        return {post.number for post in posts if not post.is_old and not post.is_forbidden}


def make_outlets(plan: Plan, shapes: list[str]) -> list[Outlet]:
    """The outlets of a plan; shapes are dealt out in turn."""
    writer, chosen = Writer(plan.seed), plan.shapes or shapes
    return [_make_outlet(plan, number, chosen[number % len(chosen)], writer) for number in range(plan.hosts)]


def _make_outlet(plan: Plan, number: int, shape: str, writer: Writer) -> Outlet:
    began_at = datetime.fromisoformat(plan.began_at)
    count = plan.posts + plan.hidden
    ages = [_LAST_DAY / plan.hidden * n for n in range(plan.hidden)]
    ages += [_LAST_DAY + (_WINDOW - _LAST_DAY) / plan.posts * n for n in range(plan.posts)]
    posts = [
        Post(n + 1, writer.title(number, n + 1), began_at - age, parts=_count_parts(plan, n + 1))
        for n, age in enumerate(ages)
    ]
    old = [
        Post(count + n + 1, writer.title(number, count + n + 1), began_at - timedelta(days=20 + 5 * n), is_old=True)
        for n in range(_OLD_POSTS)
    ]
    forbidden = [
        Post(_FORBIDDEN_FROM + n, f"Terlarang nomor {n} bagi perayap", posts[-1].published_at, is_forbidden=True)
        for n in range(_FORBIDDEN_POSTS)
    ]
    delay = plan.crawl_delay_seconds if number % 3 == 0 else 0.0
    return Outlet(number, shape, posts + forbidden + old, plan.hidden, delay)


def _count_parts(plan: Plan, number: int) -> int:
    return 3 if plan.has_parts and number % 8 == 0 else 1
