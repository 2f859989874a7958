"""Three nights over the whole farm: is everything found, nothing else, nothing forbidden, nothing fetched twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Row as Record

from bench.harvest.nights import Night, load_pages, run_night
from bench.harvest.site import SHAPES
from bench.harvest.stage import FarmProcess, Stage
from bench.harvest.table import Row
from bench.harvest.truth import Post
from bench.harvest.visits import Visit
from models.settings import Settings

_NEW_POSTS = 2


class _Seen(NamedTuple):
    """What one night left behind."""

    night: Night
    visits: list[Visit]
    pages: list[Record[Any]]


def measure(stage: Stage, is_full: bool) -> list[Row]:
    """First night, second night with nothing new, third night with two new articles of every outlet."""
    with FarmProcess(hidden=_NEW_POSTS) as farm:
        catalogue, settings = stage.write_catalogue(farm), stage.make_settings()
        first = _run(farm, settings, catalogue)
        rows = _judge_first(farm, first)
        second = _run(farm, settings, catalogue)
        rows += _judge_second(first, second)
        farm.publish()
        return rows + _judge_third(farm, _run(farm, settings, catalogue))


def missing_and_wrong(farm: FarmProcess, pages: list[Record[Any]], with_hidden: bool = False) -> tuple[int, int, int]:
    """Wanted articles in all, how many of them are not kept, how many kept keys are no article of the farm."""
    wanted = sum(len(outlet.wanted(with_hidden)) for outlet in farm.outlets)
    missing = sum(map(len, find_missing(farm, pages, with_hidden).values()))
    return wanted, missing, len({page.key for page in pages if _judge(farm, page) is None})


def find_missing(farm: FarmProcess, pages: list[Record[Any]], with_hidden: bool = False) -> dict[str, set[int]]:
    """Numbers of the wanted articles that are not kept, by outlet."""
    missing = {outlet.id: outlet.wanted(with_hidden) for outlet in farm.outlets}
    for page in pages:
        judged = _judge(farm, page)
        if judged is not None:
            missing[page.source_id].discard(judged[0].number)
    return missing


def count_doubled(farm: FarmProcess, pages: list[Record[Any]]) -> int:
    """Pages of the same part of the same article beyond the first, whatever their keys."""
    judged = [(page.source_id, found[0].number, found[1]) for page in pages if (found := _judge(farm, page))]
    return len(judged) - len(set(judged))


def count_forbidden(farm: FarmProcess, visits: list[Visit]) -> int:
    """Requests for what robots.txt denies, and for article pages of headline sources."""
    denied = [visit for visit in visits if farm.site.is_forbidden(visit.host, visit.target)]
    headline = [visit for visit in visits if _is_page_of_headline(farm, visit)]
    return len(denied) + len(headline)


def _is_page_of_headline(farm: FarmProcess, visit: Visit) -> bool:
    shape = SHAPES[farm.site.outlets[visit.host].shape]
    return shape.rights == "headline" and farm.site.judge(visit.host, visit.target) is not None


def _run(farm: FarmProcess, settings: Settings, catalogue: Path) -> _Seen:
    before = farm.count()
    night = run_night(settings, catalogue)
    return _Seen(night, farm.visits(before), load_pages(settings))


def _judge_first(farm: FarmProcess, seen: _Seen) -> list[Row]:
    wanted, missing, wrong = missing_and_wrong(farm, seen.pages)
    keys = {(page.source_id, page.key) for page in seen.pages}
    recall, precision = 1 - missing / wanted, 1 - wrong / max(len(keys), 1)
    doubled, forbidden = count_doubled(farm, seen.pages), count_forbidden(farm, seen.visits)
    states = Counter(source["state"] for source in seen.night.sources.values())
    old = sum(_is_old(farm, page) for page in seen.pages if page.part == 1)
    return [
        Row("outlets in state ok", f"{len(farm.outlets)}", ", ".join(f"{n} {s}" for s, n in states.items())),
        Row("recall of article addresses", ">= 99 %", f"{recall:.2%} ({wanted - missing} of {wanted})", recall >= 0.99),
        Row("precision of article addresses", ">= 99 %", f"{precision:.2%} ({wrong} wrong)", precision >= 0.99),
        Row("articles kept under two keys, or a part twice", "0", str(doubled), doubled == 0),
        Row("disallowed requests", "0", str(forbidden), forbidden == 0),
        Row("kept although older than the window", "", f"{old} of {len(keys)} kept"),
        Row("requests, first night", "", f"{len(seen.visits)} for {len(keys)} articles, {seen.night.seconds:.1f} s"),
    ]


def _judge_second(first: _Seen, second: _Seen) -> list[Row]:
    """Full downloads: answers 200 with a body, robots.txt left out."""
    full, again = _full_downloads(first.visits), _full_downloads(second.visits)
    share, of_bytes = len(again) / len(full), sum(v.size for v in again) / sum(v.size for v in full)
    of_own = f"{len(again) / len(second.visits):.1%} of {len(second.visits)}"
    unchanged = sum(visit.status == 304 for visit in second.visits)
    pages = len(second.pages) - len(first.pages)
    return [
        Row("second night: full downloads, of the first's", "<= 2 %", f"{share:.2%} ({len(again)})", share <= 0.02),
        Row("second night: bytes, of the first's", "", f"{of_bytes:.2%}"),
        Row("second night: full downloads, of its own requests", "", of_own),
        Row("second night: answers 304", "", str(unchanged)),
        Row("second night: new pages", "0", str(pages), pages == 0),
    ]


def _judge_third(farm: FarmProcess, seen: _Seen) -> list[Row]:
    wanted, missing, wrong = missing_and_wrong(farm, seen.pages, with_hidden=True)
    new = len(farm.outlets) * _NEW_POSTS
    bad = missing + wrong + count_forbidden(farm, seen.visits) + count_doubled(farm, seen.pages)
    fetched = sum(source["fetched"] for source in seen.night.sources.values())
    value = f"{missing} of {wanted} missing; {fetched} fetched by {len(seen.visits)} requests"
    return [Row(f"third night, {new} new articles", "0 missing", value, bad == 0)]


def _full_downloads(visits: list[Visit]) -> list[Visit]:
    return [visit for visit in visits if visit.status == 200 and visit.target != "/robots.txt"]


def _is_old(farm: FarmProcess, page: Record[Any]) -> bool:
    judged = _judge(farm, page)
    return judged is not None and judged[0].is_old


def _judge(farm: FarmProcess, page: Record[Any]) -> tuple[Post, int] | None:
    """The post and part a row of the page table is, by its address and not by its key."""
    host = urlsplit(page.url).hostname or ""
    return farm.site.judge(host, page.url) if host in farm.site.outlets else None
