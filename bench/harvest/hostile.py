"""10,000 bad answers beside good outlets: does the night end in time, in bounded memory, with all that is good?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bench.harvest.crash import check_archive
from bench.harvest.hostile_answers import PERFORMANCES, QUICK
from bench.harvest.nights import Night, RunningNight, load_pages
from bench.harvest.processes import MemoryWatch
from bench.harvest.recall import missing_and_wrong
from bench.harvest.stage import FarmProcess, Stage
from bench.harvest.table import Row
from spiders.settings import most_seconds

_ANSWERS = 10_000
_HOSTS = 40
_MOST_MEGABYTES = 400
_CHECKED_FILES = 12
"""warcio unpacks every bomb: to check all files would take longer than the night."""
_MEGABYTE = 1 << 20


def measure(stage: Stage, is_full: bool) -> Iterator[Row]:
    """One night. 40 hosts give 250 bad answers each; of every kind one host has it as channels, one as robots.txt."""
    values = {"hosts": 10, "posts": 40, "hostile_hosts": _HOSTS, "hostile_answers": _ANSWERS}
    with FarmProcess(**values, latency_seconds=0.005) as farm:
        settings = stage.make_settings(max_requests_per_source=1500)
        running = RunningNight(settings, stage.write_catalogue(farm))
        with MemoryWatch(running.pid, farm.count) as watch:
            night = running.finish()
        visits, pages = farm.visits(), load_pages(settings)
    hosts = {outlet.host for outlet in farm.outlets[: farm.plan.hosts]}
    bad = sum(visit.status == 0 for visit in visits)
    good = [page for page in pages if farm.site.outlets[_host(page.url)].host in hosts]
    wanted, _, _ = missing_and_wrong(farm, [])
    wanted_good = sum(len(outlet.wanted()) for outlet in farm.outlets if outlet.host in hosts)
    missing = missing_and_wrong(farm, good)[1] - (wanted - wanted_good)
    peak = max(max(sample.bytes_of.values(), default=0) for sample in watch.samples) / _MEGABYTE
    together = max(sum(sample.bytes_of.values()) for sample in watch.samples) / _MEGABYTE
    budget = most_seconds(settings)
    kinds = f"{len(PERFORMANCES)} kinds, {len(visits)} requests in all"
    yield Row("bad answers given, those to retries among them", f">= {_ANSWERS}", f"{bad}; {kinds}", bad >= _ANSWERS)
    state = night.report["state"]
    in_time = state == "done" and night.seconds <= budget
    yield Row("the night ends", f"<= {budget:.0f} s", f"{state} after {night.seconds:.0f} s", in_time)
    yield Row("largest process", f"<= {_MOST_MEGABYTES} MB", f"{peak:.0f} MB", peak <= _MOST_MEGABYTES)
    yield Row("all processes together, at most", "", f"{together:.0f} MB")
    yield Row("articles of good outlets missing", "0", f"{missing} of {wanted_good}", missing == 0)
    yield from _tell_states(farm, night)
    whole = check_archive(settings, _CHECKED_FILES)
    yield Row(f"{_CHECKED_FILES} files of the archive pass warcio check", "yes", "yes" if whole else "no", whole)


def _tell_states(farm: FarmProcess, night: Night) -> Iterator[Row]:
    """No source may be without a word, none may have crashed; good articles behind a bad robots.txt are told."""
    silent = [outlet.id for outlet in farm.outlets if outlet.id not in night.sources]
    crashed = [source for source in night.sources.values() if source["state"] == "crashed"]
    shown = "; ".join(f"{source['source_id']}: {source['reason'][:150]}" for source in crashed[:5])
    yield Row(
        "sources without a report, or crashed", "0", f"{len(silent) + len(crashed)} {shown}", not silent + crashed
    )
    for name, shape in (("bad articles", "jahat"), ("bad robots.txt", "jahatrobot")):
        states = Counter(source["state"] for source in _of_shape(farm, night, shape))
        yield Row(f"states of outlets with {name}", "", ", ".join(f"{n} {state}" for state, n in states.items()))
    by_kind = {kind: night.sources[_id_of_channel(farm, n)]["state"] for n, kind in enumerate(QUICK)}
    states = Counter(by_kind.values())
    yield Row("states of outlets with bad channels", "", ", ".join(f"{n} {state}" for state, n in states.items()))
    calm = [kind for kind, state in by_kind.items() if state in ("ok", "nothing_new")]
    yield Row("bad channels taken for good ones", "0", f"{len(calm)} {', '.join(calm)}", not calm)


def _of_shape(farm: FarmProcess, night: Night, shape: str) -> list[dict[str, str]]:
    return [night.sources[outlet.id] for outlet in farm.outlets if outlet.shape == shape and outlet.id in night.sources]


def _id_of_channel(farm: FarmProcess, number: int) -> str:
    return next(outlet.id for outlet in farm.outlets if outlet.shape == f"jahatkanal{number}")


def _host(url: str) -> str:
    return url.split("/")[2].partition(":")[0]
