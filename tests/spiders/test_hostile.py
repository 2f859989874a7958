"""Outlets that mean harm: what they send, what it costs, how the night ends."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from models.catalogue import Catalogue
from models.settings import Settings
from spiders.report import SourceReport
from spiders.run import harvest
from spiders.settings import MOST_BYTES

ROOT = Path(__file__).parents[2]
NOW = datetime.now(UTC)
FEED = {"spider": "feed", "url": "/feed/"}
SITEMAP = {"spider": "sitemap", "url": "/peta.xml"}
MOST_MEGABYTES = 300
"""Of one child; about 130 of them are Python with its libraries."""
NIGHT = """
import json, resource, sys
from pathlib import Path
from models.catalogue import Catalogue
from models.settings import Settings
from spiders.run import harvest

settings = Settings.model_validate_json(sys.argv[1])
report = harvest(settings, Catalogue("contoh", root=Path(sys.argv[2]), samples=None))
megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
states = {source.source_id: [source.state, source.reason, source.seconds] for source in report.sources}
print(json.dumps({"state": report.state, "sources": states, "megabytes": megabytes, "seconds": report.seconds}))
"""
RESOLVED = """
import json, socket, sys
addresses, resolve = json.loads(sys.argv[1]), socket.gethostbyname
socket.gethostbyname = lambda name: addresses.get(name) or resolve(name)
from spiders.worker import main
sys.exit(main())
"""
IMPATIENT = """
import sys
from spiders import backoff
backoff._MOST_TIMEOUTS = 3
from spiders.worker import main
sys.exit(main())
"""
MakeCatalogue = Callable[[Mapping[str, Mapping[str, Any]]], Catalogue]


@pytest.fixture
def brisk(settings: Settings) -> Settings:
    return settings.model_copy(update={"delay_seconds": 0.0, "timeout_seconds": 3.0})


def _outlet(farm: Any, number: int, *paths: str) -> Any:
    """One whose feed names the paths."""
    site = farm.site(number)
    site.feed("/feed/", {f"{site.origin}{path}": NOW - timedelta(minutes=n) for n, path in enumerate(paths)})
    return site


def _write_for_ever(head: bytes, block: bytes, pause: float = 0.0) -> Callable[[Any], None]:
    def write(stream: Any) -> None:
        stream.write(head)
        while True:
            stream.write(block)
            time.sleep(pause)

    return write


def _deflate(megabytes: int, window: int) -> bytes:
    """So many megabytes of zeros, packed: one packed megabyte again and again. The checksum at its end is missing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    head, raw = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH), zlib.compressobj(9, zlib.DEFLATED, -15)
    return head + (raw.compress(bytes(1 << 20)) + raw.flush(zlib.Z_FULL_FLUSH)) * megabytes


def _run_night(settings: Settings, catalogue: Catalogue) -> dict[str, Any]:
    """A harvest in a process of its own, whose children's memory can be told from that of other tests."""
    given = settings.model_dump_json(by_alias=True)
    done = subprocess.run(
        [sys.executable, "-c", NIGHT, given, str(catalogue.root)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _harvest(settings: Settings, catalogue: Catalogue) -> SourceReport:
    (report,) = harvest(settings, catalogue).sources
    return report


OK = b"HTTP/1.1 200 OK\r\n"
HEADS = {
    "lines": _write_for_ever(OK, b"".join(b"X-%d: %s\r\n" % (n, b"a" * 100) for n in range(1000))),
    "folded": _write_for_ever(OK + b"X: a\r\n", (b" " + b"a" * 1000 + b"\r\n") * 100),
    "one_line": _write_for_ever(OK + b"X: ", b"a" * 65536),
    "status": _write_for_ever(b"HTTP/1.1 200 ", b"a" * 65536),
    "continue": _write_for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    "noise": lambda stream: stream.write(random.Random(7).randbytes(100_000)),
    "silence": lambda stream: None,
    "trailers": _write_for_ever(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: %s\r\n" % (b"a" * 1000)),
}


def test_headers_without_end_cost_neither_memory_nor_the_night(
    farm: Any, brisk: Settings, make_catalogue: MakeCatalogue
) -> None:
    facts = {}
    for number, (name, write) in enumerate(HEADS.items(), 110):
        site = _outlet(farm, number, "/baik/", "/jahat/")
        site.article("/baik/")
        site.set("/jahat/", write=write)
        facts[name] = site.facts(FEED)
    told = _run_night(brisk, make_catalogue(facts))
    assert told["state"] == "done"
    assert {name: state for name, (state, *_) in told["sources"].items()} == dict.fromkeys(HEADS, "ok")
    assert told["megabytes"] < MOST_MEGABYTES
    assert told["seconds"] < 60


def test_bombs_are_not_unpacked(farm: Any, brisk: Settings, make_catalogue: MakeCatalogue) -> None:
    gzipped = _deflate(1000, 31)
    bombs = {
        "gzip": (gzipped, "gzip"),
        "deflate": (_deflate(1000, 15), "deflate"),
        "raw": (_deflate(1000, -15), "deflate"),
        "twice": (gzip.compress(gzipped), "gzip, gzip"),
    }
    assert all(len(body) < MOST_BYTES for body, _ in bombs.values()), "small enough to be taken for a page"
    unpacked = zlib.decompressobj(31).decompress(gzipped, 9 << 20)
    assert unpacked == bytes(9 << 20), "a bomb indeed"
    site = _outlet(farm, 120, "/baik/", *(f"/{name}/" for name in bombs))
    site.article("/baik/")
    for name, (body, encoding) in bombs.items():
        site.set(f"/{name}/", body, headers={"Content-Encoding": encoding})
    packed = farm.site(121)
    packed.set("/peta.xml", gzipped, content_type="application/gzip")
    entities = farm.site(122)
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    rss = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lols}]><rss><item><link>{entities.article("/satu/")}</link>'
    entities.set("/feed/", f'<?xml version="1.0"?>{rss}<title>&l11;</title></item></rss>')
    catalogue = make_catalogue(
        {"isi": site.facts(FEED), "peta": packed.facts(SITEMAP), "entitas": entities.facts(FEED)}
    )
    told = _run_night(brisk, catalogue)
    assert told["sources"]["isi"][0] == "ok"
    assert "4 x is too large" in told["sources"]["isi"][1]
    assert told["sources"]["peta"][0] == "feed_broken"
    assert told["sources"]["entitas"][0] == "ok"
    assert told["megabytes"] < MOST_MEGABYTES
    assert told["seconds"] < 60


def test_redirects_without_end_end(farm: Any, brisk: Settings, make_catalogue: MakeCatalogue) -> None:
    site = _outlet(farm, 123, "/tangga/0", "/baik/")
    site.article("/baik/")
    for step in range(30):
        site.set(f"/tangga/{step}", status=302, headers={"Location": f"/tangga/{step + 1}"})
    report = _harvest(brisk, make_catalogue({"tangga": site.facts(FEED)}))
    assert (report.state, report.fetched, report.failed) == ("ok", 1, 1)
    assert sum(path.startswith("/tangga") for path in site.requests) == 6
    assert "redirects in circles" in report.reason


def test_pages_without_end_end(farm: Any, brisk: Settings, make_catalogue: MakeCatalogue) -> None:
    site, numbers = farm.site(124), count()
    listing = {"spider": "listing", "url": "/indeks?hal={page}"}

    def more(_: Mapping[str, str]) -> Any:
        url = site.article(f"/lagi-{next(numbers)}/")
        site.listing("/tersembunyi", [url])
        return site.answers["/tersembunyi"]

    site.made["/indeks"] = more
    report = _harvest(brisk, make_catalogue({"tanpa_akhir": site.facts(listing)}))
    assert (report.state, report.fetched) == ("ok", 10)


DRIP = _write_for_ever(OK + b"Content-Length: 9999\r\n\r\n", b"a", 0.5)


def test_who_drips_is_left_alone(
    farm: Any, brisk: Settings, make_catalogue: MakeCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"/tetes-{n}/" for n in range(40)]
    site, headers = _outlet(farm, 125, *paths), _outlet(farm, 126, *paths)
    for path in paths:
        site.set(path, write=DRIP)
        headers.set(path, write=_write_for_ever(OK, b"X: a\r\n", 0.5))
    monkeypatch.setattr("spiders.children.WORKER", [sys.executable, "-c", IMPATIENT])
    report = harvest(brisk, make_catalogue({"isi": site.facts(FEED), "kepala": headers.facts(FEED)}))
    for one in (site, headers):
        assert sum(path.startswith("/tetes") for path in one.requests) < 10, "three times forty without the rule"
    for source in report.sources:
        assert (source.state, source.fetched) == ("unreachable", 0)
        assert source.reason.startswith("did not answer in time, 3 times in a row")


def test_who_is_slow_gets_no_more_than_its_time(farm: Any, brisk: Settings, make_catalogue: MakeCatalogue) -> None:
    paths = [f"/lambat-{n}/" for n in range(40)]
    site = _outlet(farm, 127, *paths)
    for path in paths:
        site.article(path)
        site.answers[path].hook = lambda: time.sleep(0.5)
    short = brisk.model_copy(update={"max_minutes_per_source": 0.05})
    report = _harvest(short, make_catalogue({"lambat": site.facts(FEED)}))
    assert report.state == "over_budget"
    assert report.reason.startswith("the time was up")
    assert report.fetched < len(paths)
    assert report.seconds < 15, "half a second for each of 40 would be 20"


def test_a_channel_that_drips_holds_nobody(farm: Any, brisk: Settings, make_catalogue: MakeCatalogue) -> None:
    site, other = _outlet(farm, 128), _outlet(farm, 129, "/baik/")
    site.set("/feed/", write=DRIP)
    other.article("/baik/")
    short = brisk.model_copy(update={"timeout_seconds": 30.0, "max_minutes_per_source": 0.05})
    report = harvest(short, make_catalogue({"tetes": site.facts(FEED), "baik": other.facts(FEED)}))
    assert {source.source_id: source.state for source in report.sources} == {"tetes": "over_budget", "baik": "ok"}
    assert next(source.seconds for source in report.sources if source.source_id == "tetes") < 15


def test_no_connection_is_made_to_what_a_name_leads_to_at_home(
    farm: Any, settings: Settings, make_catalogue: MakeCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = {"sini": "127.0.0.130", "dalam": "10.0.0.1", "awan": "169.254.169.254"}
    site, facts = _outlet(farm, 130, "/satu/"), {}
    for name in addresses:
        origin = f"http://{name}.contoh.id:{farm.port}"
        facts[name] = {"homepage": origin, "discover": [{**FEED, "url": f"{origin}/feed/"}]}
        farm.sites[f"{name}.contoh.id"] = site
    told = json.dumps({f"{name}.contoh.id": address for name, address in addresses.items()})
    monkeypatch.setattr("spiders.children.WORKER", [sys.executable, "-c", RESOLVED, told])
    catalogue, refused = make_catalogue(facts), ("unreachable", "feed has no public address in the DNS")
    strict = settings.model_copy(update={"delay_seconds": 0.0, "allow_private_hosts": False})
    report = harvest(strict, catalogue)
    assert [(source.state, source.reason) for source in report.sources] == [refused] * 3
    assert site.log == []
    lax = harvest(settings.model_copy(update={"delay_seconds": 0.0}), catalogue, sources=["sini", "awan"])
    reasons = {source.source_id: source.reason for source in lax.sources}
    assert [name for name, reason in reasons.items() if reason == refused[1]] == ["awan"]
    assert site.requests[:2] == ["/robots.txt", "/feed/"], "the stub is what they resolve with"
