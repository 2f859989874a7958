"""Six outlets at a pause of half a second: what their access log says about our manners."""

from __future__ import annotations

from bench.harvest.nights import load_pages, run_night
from bench.harvest.recall import count_forbidden, missing_and_wrong
from bench.harvest.stage import FarmProcess, Stage
from bench.harvest.table import Row
from bench.harvest.visits import count_overlaps, find_gaps, split_by_host

_PAUSE_SECONDS = 0.5
_CRAWL_DELAY_SECONDS = 1.0
_SHAPES = ("umpan", "peta", "tribun", "antara", "drupal", "daftar")


def measure(stage: Stage, is_full: bool) -> list[Row]:
    """One night; every third outlet asks for a longer pause than ours."""
    posts = 40 if is_full else 20
    values = {"hosts": 6, "posts": posts, "shapes": _SHAPES, "crawl_delay_seconds": _CRAWL_DELAY_SECONDS}
    with FarmProcess(**values) as farm:
        settings = stage.make_settings(delay_seconds=_PAUSE_SECONDS)
        night = run_night(settings, stage.write_catalogue(farm))
        visits = farm.visits()
        forbidden = count_forbidden(farm, visits)
        wanted, missing, _ = missing_and_wrong(farm, load_pages(settings))
    hosts = split_by_host(visits)
    asking = {outlet.host for outlet in farm.outlets if outlet.crawl_delay_seconds}
    own = [gap for host, found in hosts.items() if host not in asking for gap in find_gaps(found)]
    asked = [gap for host, found in hosts.items() if host in asking for gap in find_gaps(found)]
    overlaps = sum(map(count_overlaps, hosts.values()))
    return [
        _judge_gaps(f"least gap per host, policy {_PAUSE_SECONDS:g} s", own, _PAUSE_SECONDS),
        _judge_gaps(f"least gap where Crawl-delay: {_CRAWL_DELAY_SECONDS:g}", asked, _CRAWL_DELAY_SECONDS),
        Row("requests to a host while one was in flight", "0", str(overlaps), overlaps == 0),
        Row("disallowed requests", "0", str(forbidden), forbidden == 0),
        Row("articles kept", f"{wanted}", f"{wanted - missing} in {night.seconds:.0f} s", missing == 0),
    ]


def _judge_gaps(name: str, gaps: list[float], least: float) -> Row:
    short = sum(gap < least for gap in gaps)
    mean = sum(gaps) / len(gaps)
    value = f"{min(gaps):.3f} s; mean {mean:.2f} s; {short} of {len(gaps)} shorter"
    return Row(name, f">= {least:g} s", value, min(gaps) >= least)
